"""Renderers: Naskah → bytes of a file. They know nothing of meetings."""

from __future__ import annotations

from pipeline.findings import Finding


class RenderFault(Exception):
    """A template that cannot be used; carries the findings that say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.code} {f.place}" for f in findings))
        self.findings = findings
