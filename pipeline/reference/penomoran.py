"""Number patterns of agencies: what they may hold, a number made from one, a number read by one.

Patterns differ by agency (domain.md 1.10): 80/2012, BPKP, Bali and 83/2022 order the parts
differently, and BPKP prints no security code for Biasa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ISIAN = (
    "keamanan", "klasifikasi", "urut", "unit", "instansi", "bulan", "bulan_romawi", "tahun", "jenis",
)  # fmt: skip
"""What a pattern may hold between braces."""

BULAN_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

KODE_KEAMANAN = {"biasa": "B", "terbatas": "T", "rahasia": "R", "sangat rahasia": "SR"}
"""Security codes (domain.md 1.10)."""

_POTONG = re.compile(r"\{([^{}]*)\}")
_PEMISAH = r"[/.\-–_\s]+"

_BENTUK = {
    "keamanan": "SR|R|T|B",
    "klasifikasi": r"[\w.\-]+",
    "urut": r"\d+",
    "bulan": r"0[1-9]|1[0-2]",
    "bulan_romawi": "|".join(sorted(BULAN_ROMAWI, key=len, reverse=True)),
    "jenis": r"\w+",
}


def tak_dikenal(pola: str) -> tuple[str, ...]:
    """What stands between braces in a pattern and is no placeholder; a lone brace is itself one."""
    names = [n for n in _POTONG.findall(pola) if n not in ISIAN]
    lone = re.findall(r"[{}]", _POTONG.sub("", pola))
    return (*(f"{{{n}}}" for n in names), *lone)


def dipakai(pola: str) -> frozenset[str]:
    """The placeholders of a pattern."""
    return frozenset(_POTONG.findall(pola))


def seunit(satu: str, lain: str) -> bool:
    """Whether two spellings name one unit: capitals and blanks do not tell units apart."""
    return "".join(satu.split()).casefold() == "".join(lain.split()).casefold()


def susun(pola: str, nilai: Mapping[str, str]) -> str:
    """The number that a pattern makes of values; an empty value takes the separator behind it along."""
    empty = frozenset(n for n in dipakai(pola) if not nilai.get(n))
    return "".join(nilai[word] if named else word for named, word in _tersisa(pola, empty)).strip()


def urut_dari(pola: str, teks: str, tahun: int, tetap: Mapping[str, str]) -> int | None:
    """The sequence number within a number of that pattern and year; None where it follows another.

    `tetap` are the values that are the same in every number of the agency (`unit`, `instansi`).
    """
    for empty in (frozenset[str](), frozenset({"keamanan"})):
        pattern = ""
        for named, word in _tersisa(pola, empty):
            if not named:
                pattern += re.escape(word)
            elif word == "urut":
                pattern += r"(?P=urut)" if "(?P<urut>" in pattern else r"(?P<urut>\d{1,9})"
            elif word == "tahun":
                pattern += str(tahun)
            elif word in tetap:
                pattern += re.escape(tetap[word])
            else:
                pattern += f"(?:{_BENTUK[word]})"
        if m := re.fullmatch(pattern, teks):
            return int(m["urut"])
    return None


def _tersisa(pola: str, empty: frozenset[str]) -> list[tuple[bool, str]]:
    """The parts of a pattern in order, placeholders marked; empty ones are left out with one separator."""
    pieces = _POTONG.split(pola)
    out: list[tuple[bool, str]] = []
    after_empty = False
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            text = re.sub(f"^{_PEMISAH}", "", piece, count=1) if after_empty else piece
            if after_empty and i == len(pieces) - 1 and not text and out and not out[-1][0]:
                out[-1] = (False, re.sub(f"{_PEMISAH}$", "", out[-1][1]))
            out += [(False, text)] if text else []
            after_empty = False
        elif piece in empty:
            after_empty = True
        else:
            out.append((True, piece))
    return out
