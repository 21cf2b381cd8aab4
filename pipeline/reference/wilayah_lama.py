"""Names of regions that were replaced, with the day from which the new one holds.

[K] marks what no source in domain.md confirms; such a rule only ever warns.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class NamaLama(NamedTuple):
    """An old name (a pattern), what replaced it, since when, by what."""

    pola: str
    baru: str
    sejak: date
    dasar: str


JAKARTA = NamaLama(
    r"DKI Jakarta|Daerah Khusus Ibu ?[Kk]ota Jakarta",
    "Daerah Khusus Jakarta",
    date(2024, 11, 30),
    "UU 151/2024 [S]",
)
NAMA_LAMA: tuple[NamaLama, ...] = (
    NamaLama(r"(?:(?:Provinsi )?Nanggroe|NANGGROE) Aceh Darussalam", "Aceh", date(2009, 4, 7), "Pergub Aceh 46/2009 [K]"),
    NamaLama(r"Irian Jaya Barat", "Papua Barat", date(2007, 4, 18), "PP 24/2007 [K]"),
    NamaLama(r"Irian Jaya", "Papua", date(2001, 11, 21), "UU 21/2001 [K]"),
    NamaLama(r"(?<!Kecamatan )(?<!Kec\. )Ujung Pandang", "Makassar", date(1999, 10, 13), "PP 86/1999 [K]"),
    NamaLama(r"Toba Samosir", "Toba", date(2020, 2, 20), "PP 14/2020 [K]"),
    NamaLama(r"Maluku Tenggara Barat", "Kepulauan Tanimbar", date(2019, 1, 23), "PP 2/2019 [K]"),
    NamaLama(r"Kabupaten Mamuju Utara", "Kabupaten Pasangkayu", date(2017, 12, 28), "PP 61/2017 [K]"),
    NamaLama(r"Kabupaten Pontianak", "Kabupaten Mempawah", date(2014, 7, 21), "PP 58/2014 [K]"),
    NamaLama(r"Polewali Mamasa", "Polewali Mandar", date(2005, 12, 27), "PP 74/2005 [K]"),
    NamaLama(r"(?:Kotamadya|Kotamadia)(?: (?:Daerah Tingkat|Dati) II)?", "Kota", date(1999, 5, 7), "UU 22/1999 [K]"),
    NamaLama(r"Kabupaten (?:Daerah Tingkat|Dati) II", "Kabupaten", date(1999, 5, 7), "UU 22/1999 [K]"),
    NamaLama(r"Pro[vp]insi (?:Daerah Tingkat|Dati) I", "Provinsi", date(1999, 5, 7), "UU 22/1999 [K]"),
    JAKARTA,
)  # fmt: skip
"""Longer names stand before those they contain.

Jakarta: UU 2/2024 renames the province; UU 151/2024 of 30 November 2024 names governor and
councils after “Daerah Khusus Jakarta” at once, while the capital moves only by a Keppres and
Kepmendagri 300.2.2-2138/2025 still prints “Daerah Khusus Ibukota Jakarta”. Both names are met.
"""

NAMA_BARU_TERLALU_DINI = NamaLama(
    r"(?<!Ibukota )Daerah Khusus Jakarta", "DKI Jakarta", date(2024, 4, 25), "UU 2/2024 [K]"
)
"""A new name in the minutes of a meeting before that day."""

POLA_LAMA = re.compile("|".join(f"(?P<n{i}>{n.pola})" for i, n in enumerate(NAMA_LAMA)))


def nama_lama(m: re.Match[str]) -> NamaLama:
    """The entry that a match of `POLA_LAMA` stands for."""
    return NAMA_LAMA[int(str(m.lastgroup)[1:])]
