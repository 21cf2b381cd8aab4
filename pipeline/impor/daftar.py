"""Attendance lists in XLSX and CSV → rows of text, with what a spreadsheet did to numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.impor.kenal.hadir import adalah_jumlah, jk, peserta, tidak_hadir
from pipeline.impor.lembar import lembar, rusak_excel
from pipeline.impor.sumber import Ditolak, bersih
from pipeline.reference.kolom import kolom

_KEPALA = 20
"""A head row is looked for in so many rows: titles, dates and places stand above it."""

_BELUM = re.compile(r"[\s\d.…_()-]*")
"""What stands in the signature column of one who has not signed."""


@dataclass(frozen=True)
class Daftar:
    """Participants of a list with the row each stands in, and a sentence for each row that was not clean."""

    orang: tuple[tuple[int, dict[str, str]], ...]
    catatan: tuple[tuple[str, str], ...]
    lembar: str


def baca(data: bytes, nama: str, kind: str) -> Daftar:
    """The participants in a list. Raises Ditolak where the file or its head row cannot be read."""
    for title, rows in lembar(data, nama, kind):
        for at, row in enumerate(rows[:_KEPALA]):
            if columns := kolom(row, "hadir"):
                return _isi(title, rows, at, columns)
    raise Ditolak(
        f"{nama} tidak memuat baris kepala dengan kolom Nama dan kolom lain (NIP, Jabatan, Instansi, L/P) di {_KEPALA} baris pertamanya.",
        f"{nama} has no head row with a column Nama and another one (NIP, Jabatan, Instansi, L/P) in its first {_KEPALA} rows.",
    )


def _isi(title: str, rows: Sequence[Sequence[str]], head: int, columns: Mapping[str, int]) -> Daftar:
    columns, first = _dua_tingkat(rows, head, dict(columns))
    cells = [
        (n + 1, {k: _bersih(rows[n][i]) if i < len(rows[n]) else "" for k, i in columns.items()}, rows[n])
        for n in range(first, len(rows))
    ]
    signs = [k for k in ("ttd", "kehadiran") if any(not _BELUM.fullmatch(c.get(k, "")) for _, c, _ in cells)]
    people: list[tuple[int, dict[str, str]]] = []
    notes: list[tuple[str, str]] = []
    if "nik" in columns:
        notes.append(
            (
                "Kolom NIK tidak dimasukkan: NIK bukan NIP dan termasuk data pribadi.",
                "The NIK column is left out: NIK is not NIP, and personal.",
            )
        )
    for number, cell, row in cells:
        if (
            not any(c.strip() for c in row)
            or adalah_jumlah(row)
            or not any(x.isalpha() for c in cell.values() for x in c)
        ):
            continue
        person, said = _baris(number, cell, row, signs)
        notes += said
        if person:
            people.append((number, person))
    return Daftar(tuple(people), tuple(notes), title)


def _dua_tingkat(
    rows: Sequence[Sequence[str]], head: int, columns: dict[str, int]
) -> tuple[dict[str, int], int]:
    """The columns with those of a second head row (`L` and `P` below `Jenis Kelamin`), and the first row of people."""
    below = [c.strip().lower() for c in rows[head + 1]] if head + 1 < len(rows) else []
    pair = [(n, c) for n, c in enumerate(below) if c in ("l", "p", "lk", "pr", "laki-laki", "perempuan")]
    name = columns["nama"]
    if len(pair) == 2 and (
        name >= len(below) or not below[name] or below[name] == rows[head][name].strip().lower()
    ):
        columns.pop("jk", None)
        columns.update({jk(c).lower(): n for n, c in pair})
        return columns, head + 2
    return columns, head + 1


def _bersih(text: str) -> str:
    return "\n".join(s for s in (bersih(x).replace("\t", " ") for x in str(text).split("\n")) if s).lstrip(
        "'"
    )


def _baris(
    number: int, cell: dict[str, str], row: Sequence[str], signs: Sequence[str]
) -> tuple[dict[str, str] | None, list[tuple[str, str]]]:
    """The participant of a row, or None, and what there is to say about the row."""
    name = " ".join(cell.get("nama", "").split())
    notes: list[tuple[str, str]] = []
    if not any(c.isalpha() for c in name):
        if sum(bool(c.strip()) for c in row) < 2:
            return None, []
        return None, [
            (
                f"Baris {number}: nama kosong; baris ini tidak dimasukkan.",
                f"Row {number}: no name; the row is left out.",
            )
        ]
    if sum(bool(c.strip()) for c in row) < 2:  # a heading inside the list
        return None, [
            (
                f"Baris {number} (“{name}”) tampak sebagai judul, bukan orang; tidak dimasukkan.",
                f"Row {number} (“{name}”) looks like a heading; left out.",
            )
        ]
    if tidak_hadir(cell):
        return None, [
            (
                f"Baris {number} ({name}): tercatat tidak hadir; tidak dimasukkan.",
                f"Row {number} ({name}): absent; left out.",
            )
        ]
    absent = not any("izin" in c.lower() or "sakit" in c.lower() for c in cell.values())
    if signs and absent and all(_BELUM.fullmatch(cell.get(k, "")) for k in signs):
        return None, [
            (
                f"Baris {number} ({name}): tidak bertanda tangan; tidak dimasukkan.",
                f"Row {number} ({name}): not signed; left out.",
            )
        ]
    nip = cell.get("nip", "")
    if rusak_excel(nip):
        notes.append((
            f"Baris {number} ({name}): NIP rusak oleh Excel ({nip.removesuffix('.0')}); NIP dikosongkan, ketik dari dokumen aslinya.",
            f"Row {number} ({name}): NIP damaged by Excel ({nip.removesuffix('.0')}); left empty, type it from the original.",
        ))  # fmt: skip
        cell = {**cell, "nip": ""}
    sex = cell.get("jk", "").strip()
    if sex.strip("-–.") and not jk(sex):
        notes.append((
            f"Baris {number} ({name}): jenis kelamin “{sex}” tidak dikenal; dikosongkan.",
            f"Row {number} ({name}): unknown sex “{sex}”; left empty.",
        ))  # fmt: skip
    return peserta(cell), notes
