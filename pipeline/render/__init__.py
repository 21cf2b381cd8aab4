"""Renderers: Naskah → bytes of a file. They know nothing of meetings."""

from __future__ import annotations

from typing import Any

from pipeline.findings import Finding


class RenderFault(Exception):
    """A template that cannot be used; carries the findings that say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.code} {f.place}" for f in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[type[RenderFault], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)  # workers send it across processes


def berpasangan(blocks: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """Signature blocks two to a row, the last on the right; an odd first stands alone on the right."""
    rows: list[tuple[Any, Any]] = []
    rest = list(blocks)
    while rest:
        right = rest.pop()
        rows.append((rest.pop() if rest else None, right))
    return rows[::-1]
