"""What all record types share: frozen, closed models and the scalar types.

The reader hands every scalar over as the text that stands in the file (YAML 1.1 would
read `09.00` as a number and `09:00` as 540), so the types here parse text.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
    "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_HARI_LAIN = {"jum'at": 4, "jum’at": 4, "ahad": 6}
_WEEKDAY = {h.lower(): i for i, h in enumerate(HARI)} | _HARI_LAIN
_MONTH = {b.lower(): i for i, b in enumerate(BULAN, 1)}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(?:([A-Za-z'’]+)\s*,\s*)?(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")
_ISO_DAY = re.compile(r"([A-Za-z'’]+)\s*,\s*(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(?:pukul\s+)?(\d{1,2})[.:](\d{2})", re.IGNORECASE)


class Model(BaseModel):
    """Base of all record types: immutable, no unknown keys, outer blanks dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def parse_tanggal(value: Any) -> date:
    """The day a text names: `2026-11-24`, `24 November 2026` or `Selasa, 24 November 2026`.

    Raises PydanticCustomError `tanggal_bentuk` (not a date), `tanggal_mustahil` (no such
    day) or `hari_salah` (the weekday written is not that day's; domain.md section 6).
    """
    if isinstance(value, date):
        return value
    text = str(value).strip()
    weekday: str | None = None
    if m := _ISO.fullmatch(text):
        y, mo, d = (int(g) for g in m.groups())
    elif m := _ISO_DAY.fullmatch(text):
        weekday, (y, mo, d) = m[1], (int(m[2]), int(m[3]), int(m[4]))
    elif (m := _WORDS.fullmatch(text)) and m[3].lower() in _MONTH:
        weekday, d, mo, y = m[1], int(m[2]), _MONTH[m[3].lower()], int(m[4])
    else:
        raise PydanticCustomError("tanggal_bentuk", "not a date", {"nilai": text})
    try:
        day = date(y, mo, d)
    except ValueError:
        raise PydanticCustomError("tanggal_mustahil", "no such day", {"nilai": text}) from None
    if weekday is not None:
        right = HARI[day.weekday()]
        if _WEEKDAY.get(weekday.lower()) != day.weekday():
            raise PydanticCustomError(
                "hari_salah", "wrong weekday", {"nilai": text, "hari": weekday, "benar": right}
            )
    return day


def parse_jam(value: Any) -> time:
    """The time of day in `09.00`, `09:00` or `pukul 09.00`; PydanticCustomError `jam_bentuk`."""
    if isinstance(value, time):
        return value
    text = str(value).strip()
    m = _CLOCK.fullmatch(text)
    if m is None or int(m[1]) > 23 or int(m[2]) > 59:
        raise PydanticCustomError("jam_bentuk", "not a time of day", {"nilai": text})
    return time(int(m[1]), int(m[2]))


def parse_bilangan(value: Any) -> int:
    """A whole number ≥ 0 in `12` or `1.234`; PydanticCustomError `bilangan_bentuk`."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    text = str(value).strip()
    if not re.fullmatch(r"\d{1,9}|\d{1,3}(\.\d{3})+", text):
        raise PydanticCustomError("bilangan_bentuk", "not a whole number", {"nilai": text})
    return int(text.replace(".", ""))


def parse_ukuran(value: Any) -> float:
    """A decimal number ≥ 0 in `12`, `12.5` or `12,5`; PydanticCustomError `ukuran_bentuk`."""
    text = str(value).strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", text):
        raise PydanticCustomError("ukuran_bentuk", "not a decimal number", {"nilai": str(value)})
    return float(text)


def parse_ya(value: Any) -> bool:
    """`ya`/`tidak` (also true/false); PydanticCustomError `ya_bentuk`."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("ya", "true", "benar"):
        return True
    if text in ("tidak", "false", "salah"):
        return False
    raise PydanticCustomError("ya_bentuk", "not ya or tidak", {"nilai": str(value)})


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


Tanggal = Annotated[
    date,
    BeforeValidator(parse_tanggal),
    WithJsonSchema({"type": "string", "examples": ["2026-11-24", "Selasa, 24 November 2026"]}),
]
Jam = Annotated[
    time,
    BeforeValidator(parse_jam),
    WithJsonSchema({"type": ["string", "number"], "examples": ["09.00"]}),
]
Bilangan = Annotated[
    int,
    BeforeValidator(parse_bilangan),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0}),
]
Ukuran = Annotated[
    float,
    BeforeValidator(parse_ukuran),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0}),
]
Ya = Annotated[
    bool,
    BeforeValidator(parse_ya),
    WithJsonSchema({"enum": ["ya", "tidak", True, False]}),
]
lower = BeforeValidator(_lower)
Angka = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
"""Text that people write without quotes although it looks like a number (NIP, codes)."""
