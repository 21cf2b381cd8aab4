"""NIP and NI PPPK: 18 digits that tell birth date, start of service and sex.

PNS: YYYYMMDD birth, YYYYMM start (month 01–12), 1 sex, 3 serial. PPPK: YYYYMMDD birth,
YYYY year, 2 digits kind of contract (21 and above), 1 sex, 3 serial (domain.md section 2).
There is no check digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.sampah import teringat

_PISAH = re.compile(r"[\s.\-]+")


@dataclass(frozen=True)
class Nip:
    """The parts of a well-formed number; `tmt` is the first day of service (PNS) or of the year (PPPK)."""

    lahir: date
    tmt: date
    jenis: Literal["PNS", "PPPK"]
    jk: Literal["L", "P"]

    @property
    def usia_tmt(self) -> int:
        """Whole years of age at the start of service."""
        return self.tmt.year - self.lahir.year - ((self.tmt.month, 31) < (self.lahir.month, self.lahir.day))


def angka(text: str) -> str:
    """The digits of a number as written with blanks, dots or hyphens; other letters stay."""
    return _PISAH.sub("", text)


@teringat(2048)
def urai(text: str) -> Nip | str:
    """The parts of a number, or what is wrong with it: `angka`, `lahir`, `tmt`, `jk` or `urut`."""
    digits = angka(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 18):
        return "angka"
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return "lahir"
    year, middle = int(digits[8:12]), int(digits[12:14])
    if not (1 <= middle <= 12 or middle >= 21) or not born.year < year <= 9000:
        return "tmt"
    if digits[14] not in "12":
        return "jk"
    if digits[15:] == "000":
        return "urut"
    start = date(year, middle if middle <= 12 else 1, 1)
    return Nip(born, start, "PNS" if middle <= 12 else "PPPK", "L" if digits[14] == "1" else "P")
