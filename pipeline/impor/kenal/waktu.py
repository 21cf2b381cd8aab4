"""Days and hours in the words of minutes → what the record takes, or why they are not sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pydantic_core import PydanticCustomError

from pipeline.record.base import BULAN, HARI, parse_tanggal

_BULAN = {b.lower(): i for i, b in enumerate(BULAN, 1)} | {
    "pebruari": 2, "nopember": 11, "djanuari": 1, "djuni": 6, "djuli": 7, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "agt": 8, "ags": 8, "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
_HARI_KE = {h.lower(): i for i, h in enumerate(HARI)} | {"jum'at": 4, "ahad": 6}
_HARI = "|".join((*HARI, "Jum[’']at", "Ahad"))
_NAMA = "|".join(sorted(_BULAN, key=len, reverse=True))
_SD = r"(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga|dan)"
_AWAL = rf"(?:\b(?:(?P<hari1>{_HARI})\s*{_SD}\s*)?(?P<hari>{_HARI})\s*[,/(]?\s*(?:tanggal\s+)?)?"
_KATA = re.compile(
    rf"{_AWAL}\b(?P<d>\d{{1,2}})(?:\s*(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga)\s*(?:(?:{_HARI})\s*,\s*)?(?P<d2>\d{{1,2}}))?\s+(?P<m>{_NAMA})\b\.?(?:\s+(?P<y>\d{{4}})\b)?",
    re.I,
)
_LINTAS = re.compile(
    rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{_NAMA})(?:\s+(?P<y1>\d{{4}}))?\s*(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga)\s*(?P<d2>\d{{1,2}})\s+(?P<m2>{_NAMA})\s+(?P<y>\d{{4}})\b",
    re.I,
)
_ANGKA = re.compile(
    rf"{_AWAL}(?<![\w./-])(?P<d>\d{{1,2}})\s?(?P<s>[/.-])\s?(?P<m>\d{{1,2}})(?:\s?(?P=s)\s?(?P<y>\d{{4}}|\d{{2}}))?\b(?![/.,-]?\d)",
    re.I,
)
_ISO = re.compile(rf"{_AWAL}\b(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})\b", re.I)


@dataclass(frozen=True)
class Hari:
    """A day in a text: the words, what to write for it (None where unsure) and the reason."""

    teks: str
    mulai: date | None = None
    selesai: date | None = None
    alasan: str = ""

    @property
    def nilai(self) -> str | dict[str, str]:
        """The words themselves where the record reads them, else the day in digits."""
        assert self.mulai
        if self.selesai:
            return {"mulai": self.mulai.isoformat(), "selesai": self.selesai.isoformat()}
        try:
            return self.teks if parse_tanggal(self.teks) == self.mulai else self.mulai.isoformat()
        except PydanticCustomError:
            return self.mulai.isoformat()


def hari(text: str) -> list[Hari]:
    """The days that a text names, in order; those that no calendar has, or lack a year, carry a reason."""
    found: list[tuple[int, int, Hari]] = []
    for pattern in (_LINTAS, _ISO, _KATA, _ANGKA):
        for m in pattern.finditer(text):
            if not any(m.start() < b and m.end() > a for a, b, _ in found) and (made := _hari(m, pattern)):
                found.append((m.start(), m.end(), made))
    return [d for _, _, d in sorted(found, key=lambda f: f[0])]


def _hari(m: re.Match[str], pattern: re.Pattern[str]) -> Hari | None:
    words, parts = m[0].strip(" ,("), m.groupdict()
    if pattern is _ANGKA and m["s"] in ".-" and not m["y"]:
        return None  # an hour, or a range of numbers
    if not parts["y"]:
        weekday = parts.get("hari")
        if pattern is _ANGKA and not weekday:
            return None  # a fraction, or part of a number
        return Hari(words, alasan="tanpa tahun")
    number = parts["m"].lower()
    month = _BULAN.get(number) or (int(number) if number.isdigit() else 0)
    year = int(parts["y"])
    if year < 100:
        return Hari(words, alasan="tahunnya hanya dua angka")
    try:
        first = date(year, month, int(parts["d"]))
        if parts.get("m2"):
            start = date(int(parts.get("y1") or year), month, int(parts["d"]))
            return Hari(words, start, date(year, _BULAN[parts["m2"].lower()], int(parts["d2"])))
        last = date(year, month, int(parts["d2"])) if parts.get("d2") else None
    except ValueError:
        return Hari(words, alasan="tidak ada dalam kalender")
    ends = [(parts.get("hari"), last if parts.get("hari1") and last else first), (parts.get("hari1"), first)]
    for weekday, day in ends:
        if weekday and _HARI_KE[weekday.lower().replace("’", "'")] != day.weekday():
            return Hari(
                words, alasan=f"hari {weekday} tidak cocok, tanggal itu jatuh pada {HARI[day.weekday()]}"
            )
    if last and last <= first:
        return Hari(words, alasan="hari terakhirnya mendahului hari pertama")
    return Hari(words, first, last)


_KATA_JAM = r"(?:pukul|jam|pkl\.?)?\s*"
_PUKUL = r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?![\d.]*\d)"
_SATU = re.compile(rf"{_KATA_JAM}(?<![\d./])(?P<a>{_PUKUL})(?:\s*(?P<z1>WIB|WITA|WIT)\b)?", re.I)
_RENTANG = re.compile(
    rf"{_SATU.pattern}\s*(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga)\s*"
    rf"(?:{_KATA_JAM}(?P<b>{_PUKUL})|(?P<s>selesai))(?:\s*(?P<z2>WIB|WITA|WIT)\b)?",
    re.I,
)


def jam(text: str, satu: bool = True) -> list[dict[str, str]]:
    """The times of a meeting in a text: `mulai`, `selesai` where said, and `zona`."""
    out = []
    rest = text
    for m in _RENTANG.finditer(text):
        out.append(
            _tanpa_kosong(
                {
                    "mulai": m["a"],
                    "selesai": m["b"] or (m["s"] or "").lower(),
                    "zona": m["z2"] or m["z1"] or "",
                }
            )
        )
        rest = rest.replace(m[0], " ", 1)
    if satu and not out:
        for m in _SATU.finditer(rest):
            if m["z1"] or re.match(r"\s*(?:pukul|jam|pkl)", m[0], re.I) or rest.strip() == m[0].strip():
                out.append(_tanpa_kosong({"mulai": m["a"], "zona": m["z1"] or ""}))
    return out


def pukul(text: str) -> str | None:
    """The one hour that words such as `pada pukul 09.10 WIB` name, or None."""
    found = [m["a"] for m in _SATU.finditer(text)]
    return found[0] if len(found) == 1 else None


def _tanpa_kosong(data: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in data.items() if v}
