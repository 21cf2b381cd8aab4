"""A workspace's letterheads, profiles and officials → Reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pipeline.checks.direktori import periksa_direktori
from pipeline.checks.penomoran import periksa_antarkop, periksa_penomoran
from pipeline.findings import Finding
from pipeline.places import Places
from pipeline.read import parse
from pipeline.record.instansi import Instansi
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.profil import Profil
from pipeline.record.record import Reference, Tercatat
from pipeline.sandaran import baca, daftar, sidik
from pipeline.workspace import tak_terbaca

M = TypeVar("M", bound=BaseModel)


def load_reference(inputs: Path, shown: Callable[[Path], str]) -> tuple[Reference, list[Finding]]:
    """All that records refer to under `inputs/`, keyed by file name, and what is wrong with it."""
    findings: list[Finding] = []
    files: dict[str, Path] = {}
    heads: dict[str, tuple[Instansi, Places]] = {}

    def terbaca(file: Path) -> bytes | None:
        """What a file holds; a finding, and None, for one that is not read."""
        try:
            return baca(file, inputs.parent)
        except FileNotFoundError:
            return None
        except OSError as e:
            files[file.relative_to(inputs).with_suffix("").as_posix()] = (
                file  # so that it counts as one with errors
            )
            findings.append(tak_terbaca(shown(file), e))
            return None

    def all_of(folder: str, model: type[M]) -> dict[str, M]:
        out: dict[str, M] = {}
        digests: dict[str, bytes] = {}
        for name in daftar(inputs / folder, "*.yaml"):
            file = inputs / folder / name
            data = terbaca(file)
            if data is None:
                continue
            reading = parse(data, model, shown(file))
            findings.extend(reading.findings)
            if isinstance(reading.value, Instansi):
                findings.extend(periksa_penomoran(reading.value, reading.places))
                heads[file.stem] = (reading.value, reading.places)
            out[file.stem], digests[file.stem] = reading.value, sidik(data)
            files[f"{folder}/{file.stem}"] = file
        return Tercatat(out, inputs / folder, digests)

    officials = DaftarPejabat()
    file = inputs / "pejabat.yaml"
    if (data := terbaca(file)) is not None:
        reading = parse(data, DaftarPejabat, shown(file))
        officials = reading.value
        findings += [*reading.findings, *periksa_direktori(officials, reading.places)]
        files["pejabat"] = file
    letterheads = all_of("instansi", Instansi)
    findings += periksa_antarkop(heads)
    return Reference(letterheads, all_of("profil", Profil), files, officials), findings
