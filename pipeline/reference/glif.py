"""Which characters the shipped fonts can print."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from pipeline.bawaan import folder_fon, pakai_fon

BIASA = r"\n\t\x20-\x7e\xa0-\u017f\u2013\u2014\u2018-\u201e\u2026"
"""Characters that Liberation Sans has for certain, as a class of a regular expression."""
_LAIN = re.compile(f"[^{BIASA}]")
_FAST = frozenset(c for c in map(chr, range(0x2100)) if not _LAIN.match(c))
"""Characters that Liberation Sans has for certain (a test holds this against the font)."""

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u2066\u2067\u2068\u2069\r")


@cache
def coverage() -> frozenset[int]:
    """The code points for which a shipped font has a glyph in its regular face."""
    points: set[int] = set()
    for file in sorted(folder_fon().glob("*-Regular.ttf")):
        with TTFont(file, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def uncovered(text: str) -> list[tuple[int, str]]:
    """The characters of a text that would print as a box, with their offsets.

    Invisible joiners and marks of direction need no glyph; private-use characters never
    count as covered, since they mean different things on different machines.
    """
    if not perlu_aksara(text):
        return []
    pakai_fon("*-Regular.ttf")
    known = coverage()
    return [
        (at, char)
        for at, char in enumerate(text)
        if char not in _FAST and char not in _INVISIBLE and (ord(char) not in known or _private(char))
    ]


def _private(char: str) -> bool:
    return unicodedata.category(char) in ("Co", "Cn", "Cc")


FON_AKSARA = {
    "NotoSansJavanese": "Noto Sans Javanese",
    "NotoNaskhArabic": "Noto Naskh Arabic",
    "NotoEmoji": "Noto Emoji",
}
"""Fonts for scripts that the main font lacks: stem of the file → name of the family."""


@cache
def _cmap(stem: str) -> frozenset[int]:
    with TTFont(folder_fon() / f"{stem}-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def fon_untuk(char: str) -> str | None:
    """The stem of the font that must print a character, or None where the main font does."""
    if char in _FAST or char in _INVISIBLE or ord(char) in _cmap("LiberationSans"):
        return None
    return next((stem for stem in FON_AKSARA if ord(char) in _cmap(stem)), None)


def perlu_aksara(text: str) -> bool:
    """Whether a text may need another font than the main one (a quick look, may say yes in vain)."""
    return not (text.isascii() and text.isprintable()) and _LAIN.search(text) is not None
