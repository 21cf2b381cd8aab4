"""The official gazetteer: every province, regency, district and village, by code and by name.

One read-only file, mapped into memory and never read whole (layout and reasons:
docs/decisions/0004-gazeter.md). Its source is Kepmendagri 300.2.2-2138 Tahun 2025.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from rapidfuzz import fuzz, process

BERKAS = Path(__file__).resolve().parent / "data" / "wilayah.bin"

PROVINSI, KABKOTA, KECAMATAN, DESA = 1, 2, 3, 4
_DIGITS = {PROVINSI: 2, KABKOTA: 4, KECAMATAN: 6, DESA: 10}

_KECUALI = str.maketrans("", "", " -'’`\"./(),*\u00a0\n\t")


def kunci(name: str) -> str:
    """A name without case, blanks and marks: “Tanjung Pinang”, “TANJUNGPINANG” → “tanjungpinang”."""
    return name.translate(_KECUALI).casefold()


def sidik(name: str) -> int:
    """The number under which a bare name is filed (of its key; 32 bits, so two may share one)."""
    return crc32(kunci(name).encode())


class Wilayah(NamedTuple):
    """One region: official code (“36.73.05.1001”) and name (“Kota Serang”, “Banten”)."""

    kode: str
    nama: str

    @property
    def tingkat(self) -> int:
        """1 province, 2 regency or city, 3 district, 4 village."""
        return self.kode.count(".") + 1

    @property
    def kota(self) -> bool:
        """Whether it is a city (second part of the code from 71 on; Permendagri 58/2021)."""
        return self.tingkat == KABKOTA and self.kode[3] >= "7"

    @property
    def kelurahan(self) -> bool:
        """Whether a village is a kelurahan (its last part begins with 1; Permendagri 58/2021)."""
        return self.tingkat == DESA and self.kode[9] == "1"

    @property
    def polos(self) -> str:
        """The name without its level: “Serang”, “Jakarta Selatan”."""
        return polos(self.nama) if self.tingkat == KABKOTA else self.nama

    @property
    def resmi(self) -> str:
        """The name with its level, as a record should write it: “Provinsi Banten”."""
        if self.tingkat == KABKOTA:
            return self.nama
        if self.tingkat == DESA:
            return f"{'Kelurahan' if self.kelurahan else 'Desa'} {self.nama}"
        return f"{'Provinsi' if self.tingkat == PROVINSI else 'Kecamatan'} {self.nama}"


def polos(name: str) -> str:
    """A regency's name without its level."""
    for prefix in ("Kabupaten ", "Kota "):
        if name.startswith(prefix):
            return name.removeprefix(prefix).removeprefix("Administrasi ")
    return name


def induk(kode: str, tingkat: int) -> str:
    """The code of the region of a level in which a code lies (itself at its own level)."""
    return ".".join(kode.split(".")[:tingkat])


def sekerabat(a: str, b: str) -> bool:
    """Whether one code is the other or lies within it."""
    return a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.")


class Gazeter:
    """The mapped file. Raises OSError where it cannot be opened, ValueError where it is not one."""

    def __init__(self, file: Path = BERKAS) -> None:
        with file.open("rb") as f:
            try:
                data = memoryview(mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ))
                end = bytes(data[:1024]).index(b"\n") + 1
                self.kepala: dict[str, Any] = json.loads(bytes(data[:end]))
                parts = _sections(data, end, self.kepala["panjang"])
                self._kode = _numbers(parts["kode"], "Q")
                self._awal = _numbers(parts["awal"], "I")
                self._sidik = _numbers(parts["sidik"], "I")
                self._baris = _numbers(parts["baris"], "I")
                self._nama = parts["nama"]
            except (ValueError, KeyError, TypeError) as e:
                raise ValueError(f"{file} is no gazetteer: {e}") from e

    def __len__(self) -> int:
        return len(self._kode)

    def _name(self, row: int) -> str:
        return str(self._nama[self._awal[row] : self._awal[row + 1]], "utf-8")

    def _at(self, row: int) -> Wilayah:
        d = str(self._kode[row])
        dotted = ".".join(p for p in (d[:2], d[2:4], d[4:6], d[6:]) if p)
        return Wilayah(dotted, self._name(row))

    def kode(self, kode: str) -> Wilayah | None:
        """The region of an official code, with or without dots."""
        digits = kode.replace(".", "")
        if not (digits.isascii() and digits.isdecimal()) or len(digits) not in _DIGITS.values():
            return None
        number = int(digits)
        row = bisect_left(self._kode, number)
        return self._at(row) if row < len(self) and self._kode[row] == number else None

    def bernama(self, name: str, dalam: str = "") -> tuple[Wilayah, ...]:
        """All regions of a bare name whatever its case and blanks, in order of level and code.

        `dalam` is the code of a region in which they must lie.
        """
        key = kunci(name)
        number = crc32(key.encode())
        first = bisect_left(self._sidik, number)
        if first == len(self) or self._sidik[first] != number:
            return ()
        rows = self._baris[first : bisect_right(self._sidik, number, first)]
        inside = f"{dalam}." if dalam else ""
        found = [w for w in map(self._at, rows) if w.kode.startswith(inside)]
        return tuple(w for w in found if kunci(w.polos) == key)

    def _range(self, tingkat: int, dalam: str) -> range:
        """The rows of a level inside a region (everywhere for “”), which stand together."""
        digits = dalam.replace(".", "")
        missing = _DIGITS[tingkat] - len(digits)
        if missing <= 0:
            return range(0)
        low = int(digits) * 10**missing if digits else 10 ** (missing - 1)
        high = (int(digits) + 1) * 10**missing if digits else 10**missing
        return range(bisect_left(self._kode, low), bisect_left(self._kode, high))

    def anak(self, kode: str) -> tuple[Wilayah, ...]:
        """The regions directly within the region of a code (of “”: the provinces), in order of code."""
        level = kode.count(".") + 2 if kode else PROVINSI
        return tuple(self._at(row) for row in self._range(level, kode)) if level in _DIGITS else ()

    def induk(self, wilayah: Wilayah) -> Wilayah | None:
        """The region directly above; None for a province."""
        return self.kode(wilayah.kode.rpartition(".")[0])

    def mirip(self, name: str, tingkat: int, dalam: str = "", ambang: float = 80) -> tuple[Wilayah, ...]:
        """Up to three regions of a level whose bare names look like a wrong one, the nearest first.

        Searches inside `dalam` where given; a whole level of 83,762 villages takes tens of
        milliseconds, so this is for findings only.
        """
        rows = self._range(tingkat, dalam)
        near = process.extract(kunci(name), self._keys(rows), scorer=fuzz.ratio, score_cutoff=ambang, limit=3)
        return tuple(self._at(rows[i]) for _, _, i in near)

    @lru_cache(maxsize=8)  # noqa: B019 - there is one gazetteer, for the life of the process
    def _keys(self, rows: range) -> tuple[str, ...]:
        """The keys of the bare names of some rows, made in bulk."""
        if rows and len(str(self._kode[rows[0]])) == _DIGITS[KABKOTA]:
            return tuple(kunci(polos(self._name(row))) for row in rows)
        ends = self._awal[rows.start : rows.stop + 1]
        raw = bytes(self._nama)
        names = b"\n".join([raw[a:b] for a, b in pairwise(ends)])
        return tuple(str(names.translate(None, b" -'`\"./(),*"), "utf-8").casefold().split("\n"))


def _sections(data: memoryview, at: int, lengths: dict[str, int]) -> dict[str, memoryview]:
    """The sections after the head, each padded to eight bytes. Raises ValueError where one is cut."""
    parts: dict[str, memoryview] = {}
    for key, length in lengths.items():
        if at + length > len(data):
            raise ValueError(f"section {key} is cut")
        parts[key] = data[at : at + length]
        at += length + -length % 8
    return parts


def _numbers(part: memoryview, kind: str) -> Sequence[int]:
    if sys.byteorder == "little":
        return part.cast(kind)  # type: ignore[call-overload, no-any-return]
    swapped = array(kind, bytes(part))
    swapped.byteswap()
    return swapped


@cache
def gazeter() -> Gazeter:
    """The package's gazetteer, opened once."""
    return Gazeter()
