"""Sheets of XLSX and CSV files as rows of text, with what a spreadsheet did to numbers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from datetime import datetime, time
from typing import Any

import openpyxl

from pipeline.impor import paket
from pipeline.impor.baca import bentuk_lain
from pipeline.impor.sumber import MAKS_BITA, Ditolak
from pipeline.impor.teks import ke_teks

MAKS_BARIS = 10_000
MAKS_TERURAI = 40_000_000
_KEPALA = 20

_RUSAK = re.compile(r"\d(?:[.,]\d+)?[Ee]\+\d+|\d{16,}\.0+")


def rusak_excel(number: str) -> bool:
    """Whether a long number lost its last digits in a spreadsheet."""
    return _RUSAK.fullmatch(number.replace(" ", "")) is not None


def lembar(data: bytes, nama: str, kind: str) -> list[tuple[str, list[list[str]]]]:
    """Title and rows of each visible sheet (a CSV is one). Raises Ditolak where the file cannot be read."""
    if len(data) > MAKS_BITA:
        raise Ditolak(f"{nama} terlalu besar.", f"{nama} is too large.")
    if kind == ".xlsx":
        return _xlsx(data, nama)
    if kind in (".csv", ".tsv", ".txt"):
        return [("", _csv(ke_teks(data)))]
    if kind in (".xls", ".ods", ".xlsm"):
        raise bentuk_lain(nama, kind)
    raise Ditolak(
        f"Daftar harus berbentuk .xlsx atau .csv, bukan “{kind}”.",
        f"A list must be .xlsx or .csv, not “{kind}”.",
    )


def _xlsx(data: bytes, nama: str) -> list[tuple[str, list[list[str]]]]:
    paket.periksa(data, "xl/workbook.xml", nama, MAKS_TERURAI)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        return [(s.title, _baris(s, nama)) for s in book.worksheets if s.sheet_state == "visible"]
    except Ditolak:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        SyntaxError,
    ) as e:
        raise paket.rusak(nama) from e


def _baris(sheet: Any, nama: str) -> list[list[str]]:
    """The cells of a sheet as text; a merged cell stands in all rows and columns that it covers."""
    if sheet.max_row > MAKS_BARIS or sheet.max_column > 200:
        raise Ditolak(
            f"Lembar “{sheet.title}” di {nama} lebih dari {MAKS_BARIS} baris atau 200 kolom; hapus baris dan kolom kosong yang berformat.",
            f"Sheet “{sheet.title}” of {nama} has over {MAKS_BARIS} rows or 200 columns; delete empty formatted ones.",
        )
    rows = [[_sel(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        for r in range(area.min_row, min(area.max_row, len(rows)) + 1):
            if area.min_col == area.max_col:  # across columns the words stand once
                rows[r - 1][area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
    return rows


def _sel(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float):
        return str(int(value)) + ".0" if value.is_integer() and abs(value) >= 1e15 else f"{value:.15g}"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        return f"{value}.0"  # beyond 15 digits a spreadsheet's number is not what was typed
    return str(value)


def _csv(text: str) -> list[list[str]]:
    """The rows of a CSV with the delimiter its lines share: semicolon, tab or comma."""
    lines = text.splitlines()[:_KEPALA]
    mark = max(";\t,", key=lambda d: sum(min(line.count(d), 12) for line in lines))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as e:
        raise Ditolak(
            "Berkas CSV ini rusak; simpan ulang dari Excel.", "This CSV is damaged; save it again."
        ) from e
    if len(rows) > MAKS_BARIS:
        raise Ditolak(f"Daftar ini lebih dari {MAKS_BARIS} baris.", f"This list has over {MAKS_BARIS} rows.")
    return rows
