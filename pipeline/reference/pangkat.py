"""Ranks and grades of civil servants, which go in pairs (PP 99/2000; domain.md section 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.sampah import teringat

GOLONGAN: dict[str, str] = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tk. I", "I/c": "Juru", "I/d": "Juru Tk. I",
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tk. I", "II/c": "Pengatur", "II/d": "Pengatur Tk. I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tk. I", "III/c": "Penata", "III/d": "Penata Tk. I",
    "IV/a": "Pembina", "IV/b": "Pembina Tk. I", "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya", "IV/e": "Pembina Utama",
}  # fmt: skip
_PANGKAT = {re.sub(r"\W|tk", "", p.lower()): (p, g) for g, p in GOLONGAN.items()}
_GOLONGAN = re.compile(r"\b(IV|III|II|I)\s*[/.\-]?\s*([a-e])\b(?!\w)", re.I)
_TINGKAT = re.compile(r"\b(?:Tk|Tkt|Tingkat)\b\s*\.?\s*(?:I|1)\b", re.I)
_KATA_GOLONGAN = re.compile(r"\b(?:golongan|gol|ruang)\b", re.I)


_BENTUK_GOLONGAN = re.compile(r"(?<![\w/])(?:IV|III|II|I)\s*/\s*([a-z])\b")
_BAIK = re.compile(
    r"(?P<p>[A-Z][a-z]+(?: [A-Z][a-z]+)*(?: (?:Tk\.|Tingkat) I)?)(?:(?: \(|, ?(?:Gol(?:ongan)?\.? ?)?| ?/ ?| )(?:IV|III|II|I)/[a-e]\)?)?"
)


def golongan_mustahil(text: str) -> str | None:
    """A grade that no table has, such as `III/e`."""
    for m in _BENTUK_GOLONGAN.finditer(text):
        grade = re.sub(r"\s", "", m[0])
        if grade not in GOLONGAN:
            return grade
    return None


def tertulis_baik(text: str) -> bool:
    """Whether rank and grade are written as documents write them: `Pembina Tk. I (IV/b)`, `Pembina Tingkat I, IV/b`."""
    return _BAIK.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class Pangkat:
    """A rank and grade as written.

    `pangkat`: the table's rank, None for another; `golongan`: the grade; `lain`: words beside
    the grade that are no rank of the table; `baku`: the pair as the table has it, by the rank.
    """

    pangkat: str | None
    golongan: str | None
    lain: str
    baku: str | None

    @property
    def sepasang(self) -> bool:
        """Whether rank and grade belong together, as far as both are written."""
        if self.golongan is None:
            return True
        return not self.lain and self.pangkat in (None, GOLONGAN[self.golongan])


def golongan_dari(pangkat: str) -> str:
    """The grade of a rank of the table. Raises KeyError for another rank."""
    return next(g for g, p in GOLONGAN.items() if p == pangkat)


@teringat(2048)
def urai_pangkat(text: str) -> Pangkat:
    """Rank and grade in `Pembina Tk. I (IV/b)`, `Pembina Tingkat I, IV/b`, `Penata / III.c`, `IV/a` …

    Ranks of police, army or PPPK (`IX`) are not of the table: nothing is said of them.
    """
    found = _GOLONGAN.search(text)
    grade = f"{found[1].upper()}/{found[2].lower()}" if found else None
    if found is None or grade not in GOLONGAN:
        found, grade = None, None
    rest = text[: found.start()] + text[found.end() :] if found else text
    words = re.sub(r"[\W_]+", " ", _KATA_GOLONGAN.sub("", _TINGKAT.sub("I", rest))).strip()
    entry = _PANGKAT.get(words.replace(" ", "").lower())
    rank = entry[0] if entry else None
    well = f"{rank} ({golongan_dari(rank)})" if rank else None
    return Pangkat(rank, grade, "" if rank else words, well)
