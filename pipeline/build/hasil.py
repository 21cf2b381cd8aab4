"""What became of a record, and how the build database keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from typing import Any

from pipeline.findings import Finding, Mend, Place, Severity

JENIS = ("notula", "laporan")
BENTUK = ("docx", "pdf")
NASKAH = tuple(f"{jenis}.{bentuk}" for jenis in JENIS for bentuk in BENTUK)
"""The names of the files that a record's folder in `build/` may hold for it."""

_KOSONG = "K001"
_ATURAN = ("checks", "proof", "render.faults", "ledger.terkunci")
"""Modules that declare the rules of what a build may find."""


@dataclass(frozen=True)
class Result:
    """What became of one record: findings, and the files that stand for it now.

    `tetap` says that it was not made again, since nothing that it leans on has changed.
    """

    file: str
    judul: str
    status: str
    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    tetap: bool = False

    @property
    def gaps(self) -> tuple[str, ...]:
        """The labels of the facts that are missing."""
        return tuple(dict.fromkeys(f.values["label"] for f in self.findings if f.code == _KOSONG))


class KlusterGagal(Exception):
    """The cluster cannot be used: why, in both languages."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.id, self.en = indonesian, english


def simpanan(result: Result) -> str:
    """A result as the database keeps it; what was written in this run is of this run only."""
    kept = asdict(replace(result, findings=(), written=(), tetap=False))
    return json.dumps({**kept, "findings": [_finding(f) for f in result.findings]}, ensure_ascii=False)


def dari_simpanan(text: str) -> Result:
    """A kept result. Raises ValueError, KeyError or TypeError where it is not one."""
    data = json.loads(text)
    return Result(
        data["file"], data["judul"], data["status"], tuple(temuan(data["findings"])), tuple(data["files"]), tetap=True
    )  # fmt: skip


def temuan(rows: Iterable[list[Any]]) -> list[Finding]:
    """Kept findings; the rules they name are declared from now on."""
    found = list(rows)
    if found:
        for module in _ATURAN:
            import_module(f"pipeline.{module}")
    return [
        Finding(code, Severity(severity), Place(*place), values, Mend(*mend) if mend else None)
        for code, severity, place, values, mend in found
    ]


def simpanan_temuan(findings: Iterable[Finding]) -> list[list[Any]]:
    """Findings as plain data."""
    return [_finding(f) for f in findings]


def _finding(f: Finding) -> list[Any]:
    place = [f.place.file, f.place.line, f.place.column]
    mend = [f.mend.old, f.mend.new, f.mend.safe] if f.mend else None
    return [f.code, f.severity.value, place, dict(f.values), mend]
