"""Numbers, dates and times as official texts write them (domain.md 1.13 and 6)."""

from __future__ import annotations

import re
from datetime import date, time

from babel.dates import format_date

from pipeline.record.rapat import RentangTanggal, Waktu

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
BULIR = "–"
"""The mark of an unordered item."""


def tanggal(day: date) -> str:
    """`24 November 2026`."""
    return format_date(day, "d MMMM y", locale="id")


def hari_tanggal(day: date) -> str:
    """`Selasa, 24 November 2026`."""
    return format_date(day, "EEEE, d MMMM y", locale="id")


def rentang(span: RentangTanggal) -> str | None:
    """One day in full, or the first and last joined by `s.d.`; None without a first day."""
    if span.mulai is None:
        return None
    if span.selesai is None or span.selesai == span.mulai:
        return hari_tanggal(span.mulai)
    return f"{hari_tanggal(span.mulai)} s.d. {hari_tanggal(span.selesai)}"


def jam(clock: time) -> str:
    """`09.00`: a dot between hour and minute."""
    return f"{clock:%H.%M}"


def zona(waktu: Waktu | None) -> str:
    """` WIB` with its leading blank, or nothing where the record gives no zone."""
    return f" {waktu.zona.upper()}" if waktu and waktu.zona else ""


def romawi(number: int) -> str:
    """The Roman numeral of a whole number from 1."""
    out = ""
    tens, number = divmod(number, 10)
    while tens >= 10:
        out, tens = out + "C", tens - 10
    out += "XC" if tens == 9 else "L" * (tens >= 5) + "X" * (tens % 5) if tens != 4 else "XL"
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def huruf(number: int) -> str:
    """`a` … `z`, `aa`, `ab` …: the letters of a whole number from 1."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def nomor(pattern: tuple[str, ...], level: int, number: int) -> str:
    """The printed number of an item: `pattern[level]` shows how 1 looks there (`A.`, `1)`, `(a)`).

    Levels past the pattern's end repeat its last one.
    """
    shape = pattern[min(level, len(pattern) - 1)] if pattern else "1."
    forms = {"I": romawi(number), "A": huruf(number).upper(), "a": huruf(number), "1": str(number)}
    return re.sub(r"[IAa1]", lambda m: forms[m[0]], shape, count=1)


def nip(digits: str) -> str:
    """An 18-digit NIP in its groups, `19860926 201505 1 001`; anything else as it stands."""
    bare = re.sub(r"[\s.]", "", digits)
    if not re.fullmatch(r"\d{18}", bare):
        return digits
    return f"{bare[:8]} {bare[8:14]} {bare[14]} {bare[15:]}"


def ribuan(number: int) -> str:
    """`1.234`."""
    return f"{number:,}".replace(",", ".")
