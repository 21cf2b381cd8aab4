"""Where the package's own defaults stand: templates, fonts and the sample workspace."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bawaan() -> Path:
    """The folder that holds `templates/` and `inputs/`: inside a wheel, or the checkout's root."""
    inside = _PACKAGE / "bawaan"
    return inside if inside.is_dir() else _PACKAGE.parent


def folder_fon() -> Path:
    """The folder of the shipped fonts, which are the same in every workspace."""
    return bawaan() / "templates" / "fonts"
