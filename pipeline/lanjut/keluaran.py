"""Follow-ups → a calendar and a workbook; equal lists of one day give equal bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from pipeline.compose import format as fmt
from pipeline.lanjut.daftar import Butir
from pipeline.ledger.agenda_xlsx import isi_sel, tetap

_KOTAK = Border(*[Side(style="thin")] * 4)
_KOLOM = (
    ("No.", 6), ("Tenggat", 18), ("Sisa hari", 11), ("Umur (hari)", 12), ("Penanggung jawab", 34), ("Uraian", 60),
    ("Rapat", 44), ("Nomor naskah", 24), ("Keadaan", 14), ("Keterangan", 40), ("Butir", 38),
)  # fmt: skip
PENGINGAT = timedelta(days=3)
"""How long before its day a calendar reminds of a follow-up."""


def ics(items: Sequence[Butir], per: date) -> bytes:
    """An iCalendar (RFC 5545) with a whole-day entry on each due day; what has none is left out.

    Entries, not to-dos: the calendars of most offices show no VTODO. An entry keeps its UID, also when its
    record is corrected, so that taking in a newer file moves it and does not double it.
    """
    made = Calendar()
    made.add("prodid", "-//Notula//Tindak lanjut//ID")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Tindak lanjut rapat")
    for b in items:
        if b.tenggat is None:
            continue
        entry = Event()
        entry.add("uid", f"{b.tanda}-{b.asal}@notula")
        entry.add("dtstamp", datetime.combine(per, time(), UTC))
        entry.add("dtstart", b.tenggat)
        entry.add("dtend", b.tenggat + timedelta(days=1))
        entry.add("summary", f"{'Selesai' if b.selesai else 'Tenggat'}: {b.uraian} ({b.penanggung_jawab})")
        number = f", Nomor {b.nomor_naskah}" if b.nomor_naskah else ""
        day = f" tanggal {fmt.tanggal(b.tanggal_rapat)}" if b.tanggal_rapat else ""
        entry.add("description", f"{b.judul}{day}{number}. Butir {b.nomor} pada {b.rekaman}.")
        entry.add("transp", "TRANSPARENT")
        entry.add("status", "CONFIRMED")
        if not b.selesai:
            entry.add_component(_pengingat(b))
        made.add_component(entry)
    data: bytes = made.to_ical()
    return data


def _pengingat(b: Butir) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -PENGINGAT)
    alarm.add("description", b.uraian)
    return alarm


def xlsx(items: Sequence[Butir], per: date) -> bytes:
    """A workbook of one sheet that filters and prints."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tindak lanjut"
    isi_sel(sheet.cell(1, 1), f"Tindak lanjut rapat per {fmt.tanggal(per)}")
    sheet.cell(1, 1).font = Font(name="Arial", size=12, bold=True)
    for column, (name, width) in enumerate(_KOLOM, 1):
        cell = sheet.cell(3, column)
        isi_sel(cell, name)
        cell.font, cell.border = Font(name="Arial", size=10, bold=True), _KOTAK
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, b in enumerate(items, 4):
        for column, value in enumerate(_baris(row - 3, b), 1):
            cell = sheet.cell(row, column)
            if isinstance(value, int):
                cell.value = value
            elif isinstance(value, date):
                cell.value, cell.number_format = value, "dd/mm/yyyy"
            else:
                isi_sel(cell, value)
            cell.font, cell.border = (
                Font(name="Arial", size=10, color="C00000" if b.terlambat else None),
                _KOTAK,
            )
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:K{max(3, 3 + len(items))}"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    moment = datetime.combine(per, time())
    book.properties.title, book.properties.creator = "Tindak lanjut rapat", "Notula"
    book.properties.language, book.properties.created = "id", moment
    out = io.BytesIO()
    book.save(out)
    return tetap(out.getvalue(), f"{moment.isoformat()}Z")


def _baris(number: int, b: Butir) -> tuple[str | date | int, ...]:
    state = "selesai" if b.selesai else ("terlambat" if b.terlambat else "terbuka")
    note = f"{b.status.tanggal}, {b.status.oleh}: {b.status.keterangan}" if b.status else ""
    return (
        number, b.tenggat or "", "" if b.sisa is None or b.selesai else b.sisa, "" if b.umur is None else b.umur,
        b.penanggung_jawab, b.uraian, b.judul, b.nomor_naskah, state, note, f"{b.rekaman} {b.nomor}",
    )  # fmt: skip
