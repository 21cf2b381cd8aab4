"""The register of outgoing documents as a workbook: a sheet to a unit; equal ledgers give equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger.agenda import JUDUL, KOLOM, Agenda, BagianAgenda
from pipeline.naskah import Kop

_LEBAR = (8, 20, 34, 34, 48, 34)
_TIPIS = Side(style="thin")
_KOTAK = Border(left=_TIPIS, right=_TIPIS, top=_TIPIS, bottom=_TIPIS)


def agenda_xlsx(agenda: Agenda, kop: dict[str, Kop]) -> bytes:
    """The workbook; `kop` are the letterheads by key."""
    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for part in agenda.bagian:
        _lembar(book.create_sheet(_nama(part.unit, taken)), agenda, part, kop[part.kop])
    moment = datetime.combine(agenda.hari, time(), UTC).replace(tzinfo=None)
    book.properties.title = f"{JUDUL} {agenda.tahun}"
    book.properties.creator = "Notula"
    book.properties.language = "id"
    book.properties.created = moment
    out = io.BytesIO()
    book.save(out)
    return tetap(out.getvalue(), f"{moment.isoformat()}Z")


def _nama(unit: str, taken: set[str]) -> str:
    """A sheet's name: what Excel allows, and each once."""
    base = re.sub(r"[\[\]:*?/\\]", " ", unit).strip(" '")[:28] or "Agenda"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} {number}", number + 1
    taken.add(name.casefold())
    return name


def _lembar(sheet: Worksheet, agenda: Agenda, part: BagianAgenda, kop: Kop) -> None:
    head = [kop.pemerintah.polos, *(t.polos for t in kop.nama), *(t.polos for t in kop.alamat)]
    row = 0
    for text in head:
        row += 1
        _judul(sheet, row, text, bold=row > 1 and row <= 1 + len(kop.nama))
    for text in (JUDUL, f"TAHUN {agenda.tahun}"):
        row += 1 if text != JUDUL else 2
        _judul(sheet, row, text, bold=True)
    top = row + 2
    for column, (name, width) in enumerate(zip(KOLOM, _LEBAR, strict=True), 1):
        cell = _isi(sheet, top, column, name)
        cell.font = Font(name="Arial", size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, line in enumerate(part.baris, top + 1):
        for column, text in enumerate(line.sel, 1):
            cell = _isi(sheet, number, column, text)
            middle = "center" if column == 1 else "left"
            cell.alignment = Alignment(horizontal=middle, vertical="top", wrap_text=True)
    _cetakan(sheet, top, top + len(part.baris), agenda)


def _judul(sheet: Worksheet, row: int, text: str, bold: bool) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(KOLOM))
    cell = sheet.cell(row, 1)
    isi_sel(cell, text)
    cell.font = Font(name="Arial", size=12 if bold else 10, bold=bold)
    cell.alignment = Alignment(horizontal="center")


def _isi(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell: Cell = sheet.cell(row, column)
    isi_sel(cell, text)
    cell.font = Font(name="Arial", size=10)
    cell.border = _KOTAK
    return cell


def isi_sel(cell: Cell, text: str) -> None:
    """Words as words: a title that starts with “=” is no formula."""
    cell.value = int(text) if text.isdecimal() and len(text) < 10 else text or None
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _cetakan(sheet: Worksheet, top: int, last: int, agenda: Agenda) -> None:
    """How the sheet prints: landscape A4, one page wide, the header row on every page."""
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.print_area = f"A1:F{last}"
    sheet.auto_filter.ref = f"A{top}:F{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = agenda.catatan
    sheet.oddFooter.left.size = 7
    sheet.oddFooter.right.text = "Halaman &P dari &N"
    sheet.oddFooter.right.size = 8


def tetap(data: bytes, moment: str) -> bytes:
    """The workbook with no trace of when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = made.read(name)
            if name == "docProps/core.xml":
                stamp = rb"(<dcterms:modified[^>]*>)[^<]*"
                part = re.sub(stamp, rb"\g<1>" + moment.encode(), part)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            fixed.writestr(info, part)
    return out.getvalue()
