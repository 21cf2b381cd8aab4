"""A workspace's letterheads and profiles → Reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pipeline.findings import Finding
from pipeline.read import read
from pipeline.record.instansi import Instansi
from pipeline.record.profil import Profil
from pipeline.record.record import Reference

M = TypeVar("M", bound=BaseModel)


def load_reference(inputs: Path, shown: Callable[[Path], str]) -> tuple[Reference, list[Finding]]:
    """All letterheads and profiles under `inputs/`, keyed by file name, and what is wrong with them."""
    findings: list[Finding] = []
    files: dict[str, Path] = {}

    def all_of(folder: str, model: type[M]) -> dict[str, M]:
        out: dict[str, M] = {}
        for file in sorted((inputs / folder).glob("*.yaml")):
            reading = read(file, model, shown(file))
            findings.extend(reading.findings)
            out[file.stem] = reading.value
            files[f"{folder}/{file.stem}"] = file
        return out

    return Reference(all_of("instansi", Instansi), all_of("profil", Profil), files), findings
