"""Strict DER: one value has one spelling, so a byte that changes nothing cannot be changed unseen."""

from __future__ import annotations

from typing import NamedTuple

_DALAM = 40
_PRIMITIF_SAJA = frozenset({1, 2, 3, 4, 5, 6, 10, 12, 18, 19, 20, 22, 23, 24, 26, 28, 30})
_TERSUSUN_SAJA = frozenset({16, 17})


class BukanDer(ValueError):
    """The bytes are not the DER of one value."""


def panjang_der(data: bytes) -> int:
    """How many bytes the first value takes, all of it strict DER. Raises BukanDer."""
    return _nilai(data, 0, len(data), 0)


class Simpul(NamedTuple):
    """One value: its tag byte, and where its content begins and ends."""

    tanda: int
    awal: int
    akhir: int


def pangkal(data: bytes) -> Simpul:
    """The first value of bytes in DER. Raises BukanDer."""
    return _simpul(data, 0, len(data))


def anak(data: bytes, item: Simpul) -> list[Simpul]:
    """The values inside a value. Raises BukanDer where it is not made of values."""
    if not item.tanda & 0x20:
        raise BukanDer("no parts")
    found: list[Simpul] = []
    place = item.awal
    while place < item.akhir:
        found.append(_simpul(data, place, item.akhir))
        place = found[-1].akhir
    return found


def _simpul(data: bytes, start: int, end: int) -> Simpul:
    _, place = _tag(data, start, end)
    length, place = _length(data, place, end)
    if place + length > end:
        raise BukanDer("length runs past the end")
    return Simpul(data[start], place, place + length)


def _nilai(data: bytes, start: int, end: int, depth: int) -> int:
    """Where the value at `start` ends (X.690 8.1, 10 and 11)."""
    if depth > _DALAM:
        raise BukanDer("too deep")
    tag, place = _tag(data, start, end)
    length, place = _length(data, place, end)
    stop = place + length
    if stop > end:
        raise BukanDer("length runs past the end")
    constructed, universal = bool(data[start] & 0x20), not data[start] & 0xC0
    if universal and (
        tag in (_PRIMITIF_SAJA if constructed else _TERSUSUN_SAJA)
        or tag not in _PRIMITIF_SAJA | _TERSUSUN_SAJA
    ):
        raise BukanDer("wrong form or tag")
    if constructed:
        while place < stop:
            place = _nilai(data, place, stop, depth + 1)
    elif universal:
        _content(tag, data[place:stop])
    return stop


def _tag(data: bytes, place: int, end: int) -> tuple[int, int]:
    if place >= end:
        raise BukanDer("no tag")
    number = data[place] & 0x1F
    if number == 0x1F:  # nothing of X.509, CMS or RFC 3161 has tags above 30
        raise BukanDer("long tag")
    return number, place + 1


def _length(data: bytes, place: int, end: int) -> tuple[int, int]:
    if place >= end:
        raise BukanDer("no length")
    first = data[place]
    if first < 0x80:
        return first, place + 1
    count = first & 0x7F
    digits = data[place + 1 : min(place + 1 + count, end)]
    value = int.from_bytes(digits, "big")
    if not 0 < count <= 4 or len(digits) != count or not digits[0] or value < 0x80:
        raise BukanDer("length not minimal")
    return value, place + 1 + count


def _content(tag: int, content: bytes) -> None:
    match tag:
        case 1 if content not in (b"\x00", b"\xff"):
            raise BukanDer("boolean")
        case 2 | 10 if not content or (
            len(content) > 1 and (content[0], content[1] >> 7) in ((0, 0), (0xFF, 1))
        ):
            raise BukanDer("integer not minimal")
        case 3 if not content or content[0] > 7 or (content[0] and len(content) == 1):
            raise BukanDer("bit string")
        case 3 if content[0] and content[-1] & ((1 << content[0]) - 1):
            raise BukanDer("unused bits")
        case 5 if content:
            raise BukanDer("null")
        case 6 if not content or content[-1] & 0x80 or _padded(content):
            raise BukanDer("object identifier")


def _padded(content: bytes) -> bool:
    """Whether an arc of an object identifier begins with a needless 0x80."""
    starts = [0, *(i + 1 for i, b in enumerate(content[:-1]) if not b & 0x80)]
    return any(content[i] == 0x80 for i in starts)
