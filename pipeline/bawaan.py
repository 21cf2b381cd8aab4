"""Where the package's own defaults stand: templates, fonts and the sample workspace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.sandaran import dicatat, sidik, terpakai

_PACKAGE = Path(__file__).resolve().parent


def bawaan() -> Path:
    """The folder that holds `templates/` and `inputs/`: inside a wheel, or the checkout's root."""
    inside = _PACKAGE / "bawaan"
    return inside if inside.is_dir() else _PACKAGE.parent


def folder_fon() -> Path:
    """The folder of the shipped fonts, which are the same in every workspace."""
    return bawaan() / "templates" / "fonts"


def pakai_fon(pola: str) -> None:
    """Note that the shipped fonts of a pattern are used, as they were when first asked for."""
    if dicatat():
        for file, digest in _sidik_fon(folder_fon(), pola):
            terpakai(file, digest)


@cache
def _sidik_fon(folder: Path, pola: str) -> tuple[tuple[Path, bytes], ...]:
    return tuple((file, sidik(file.read_bytes())) for file in sorted(folder.glob(pola)))
