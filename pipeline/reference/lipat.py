"""Texts folded for comparison: no blanks, marks or case, one form of every digit, so that nothing hides in spelling.

What a public copy must not say is looked for in this form, when it is masked and when the
made files are opened again, so both always agree on what counts as the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from pipeline.sampah import teringat

PENDEK_KATA, PENDEK_ANGKA = 6, 9
"""Below this many letters or digits words count only where they stand alone: “Ani” is not in “animasi”."""

_HILANG = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff*_~`\\]+"
)
_PEMISAH = re.compile(r"[.\-()/+\u2010-\u2015]+")
_HARI = re.compile(
    r"\d{1,2}[a-z]{3,9}(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
)
_BESAR = 200_000
_KECIL = bytes(range(256)).lower()
_HILANG_BITA = bytes((*range(0x21), 0x7F)) + b"*_~`\\"
_PEMISAH_BITA = b".-()/+"

Jenis = Literal["angka", "kata"]


@dataclass(frozen=True)
class Nilai:
    """Something that must not be said: digits whose separators do not matter, or words."""

    teks: str
    jenis: Jenis = "kata"

    @cached_property
    def jarum(self) -> str:
        """The folded form that is looked for."""
        return lipat(self.teks, self.jenis)

    @property
    def pendek(self) -> bool:
        """Whether it counts only where it stands alone."""
        return len(self.jarum) < (PENDEK_ANGKA if self.jenis == "angka" else PENDEK_KATA)


def lipat(text: str, jenis: Jenis = "kata") -> str:
    """The text without blanks, marks and case; as digits also without dots, hyphens and brackets."""
    plain = unicodedata.normalize("NFKD", text) if not text.isascii() else text
    folded = plain.casefold()
    if not folded.isascii():
        folded = _tanda().sub("", folded.translate(_angka()))
    folded = _HILANG.sub("", folded)
    return _PEMISAH.sub("", folded) if jenis == "angka" else folded


def cari(text: str, values: Iterable[Nilai]) -> list[tuple[int, int, Nilai]]:
    """Where the values stand in a text as start and end, in order; overlapping places are all given."""
    maps: dict[Jenis, tuple[str, list[int]]] = {}
    found: list[tuple[int, int, Nilai]] = []
    for value in values:
        if value.jenis not in maps:
            maps[value.jenis] = _peta(text, value.jenis)
        folded, origin = maps[value.jenis]
        found += _tempat(text, folded, origin, value)
    return sorted(found, key=lambda f: (f[0], f[1]))


class Pencari:
    """Many values looked for in texts that may be megabytes of a decompressed file."""

    def __init__(self, values: Iterable[Nilai]) -> None:
        found = {(v.jenis, v.jarum): v for v in values if v.jarum}
        self._hari = {needle: v for (_, needle), v in found.items() if _HARI.fullmatch(needle)}
        self._lain = [(needle, v) for (_, needle), v in found.items() if needle not in self._hari]

    def dalam_teks(self, text: str) -> list[Nilai]:
        """The values that stand in a text."""
        folded = {"kata": lipat(text), "angka": lipat(text, "angka")}
        hits = [v for needle, v in self._lain if needle in folded[v.jenis]]
        seen = set(_HARI.findall(folded["kata"]))
        hits += [v for needle, v in self._hari.items() if needle in seen]
        return [v for v in hits if (len(text) > _BESAR and not v.pendek) or cari(text, (v,))]

    def dalam_bita(self, data: bytes) -> list[Nilai]:
        """The values that stand in bytes as ASCII, UTF-8 or UTF-16; only those that no chance would make."""
        folded = {
            "kata": data.translate(_KECIL, _HILANG_BITA),
            "angka": data.translate(_KECIL, _HILANG_BITA + _PEMISAH_BITA),
        }
        return [v for needle, v in self._lain if not v.pendek and _ada(v, needle, data, folded[v.jenis])]


def _ada(value: Nilai, needle: str, data: bytes, folded: bytes) -> bool:
    if needle.isascii():
        return needle.encode() in folded
    return any(value.teks.encode(code) in data for code in ("utf-8", "utf-16-be", "utf-16-le"))


def _tempat(text: str, folded: str, origin: list[int], value: Nilai) -> Iterator[tuple[int, int, Nilai]]:
    needle = value.jarum
    at = folded.find(needle) if needle else -1
    while at >= 0:
        start, end = origin[at], origin[at + len(needle) - 1] + 1
        if _berdiri(text, start, end, value):
            yield start, end, value
        at = folded.find(needle, at + 1)


def _berdiri(text: str, start: int, end: int, value: Nilai) -> bool:
    """Whether the words at a place are not merely part of longer ones."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if value.jenis == "angka":
        cut = value.pendek and (
            before.isdigit()
            or after.isdigit()
            or (before in (".", ",") and text[start - 2 : start - 1].isdigit())
        )
        return not cut
    if value.pendek:
        return not (before.isalnum() or after.isalnum())
    return not ((before.isdigit() and text[start].isdigit()) or (after.isdigit() and text[end - 1].isdigit()))


def _peta(text: str, jenis: Jenis) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place it comes from."""
    parts: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        made = _satu(char, jenis)
        parts.append(made)
        origin += [index] * len(made)
    return "".join(parts), origin


@teringat(4096)
def _satu(char: str, jenis: Jenis) -> str:
    return lipat(char, jenis)


@cache
def _tanda() -> re.Pattern[str]:
    """Combining marks of the basic plane."""
    marks = "".join(chr(c) for c in range(0x300, 0xFFFF) if unicodedata.category(chr(c)) == "Mn")
    return re.compile(f"[{marks}]+")


@cache
def _angka() -> dict[int, str]:
    """Digits of other scripts → 0–9."""
    numbers = ((c, unicodedata.decimal(chr(c), None)) for c in range(0x660, 0xFFFF))
    return {c: str(n) for c, n in numbers if n is not None}
