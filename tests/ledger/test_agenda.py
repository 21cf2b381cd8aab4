import io
import re
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from contoh import TEMPLATES
from register_uji import KOP, OLEH, REKAMAN, angka, berkas, bernomor, bukti, ruang
from test_langkah import tandatangani

from pipeline.compose.bagian import kop
from pipeline.ledger.agenda import JUDUL, KOLOM, Agenda, agenda
from pipeline.ledger.agenda_pdf import agenda_pdf
from pipeline.ledger.agenda_xlsx import agenda_xlsx
from pipeline.ledger.basis import Tolakan, buka
from pipeline.ledger.kirim import kirim
from pipeline.ledger.nomor import batalkan, pesan, urutan
from pipeline.ledger.skema import Kiriman
from pipeline.load import load_reference
from pipeline.naskah import Kop
from pipeline.workspace import Workspace


def buku(space: Workspace, tahun: int | None = None) -> Agenda:
    with buka(space) as ledger:
        return agenda(ledger, tahun)


def kepala(space: Workspace, book: Agenda) -> dict[str, Kop]:
    reference = load_reference(space.inputs, str)[0]
    return {p.kop: kop(reference, p.kop) for p in book.bagian}


def ramai(folder: Path) -> Workspace:
    """A year with a number in use, one sent, one voided, two reserved, one outside the pattern, and a gap."""
    space = ruang(folder, 4)
    bernomor(space, "r0")
    berkas(space, "r2").write_text(REKAMAN + "nomor: 400.2/009/DC/XI/2026\n")
    berkas(space, "r3").write_text(REKAMAN + "nomor: 065.1/0001626\n")
    bernomor(space, "r1")
    tandatangani(space)
    with buka(space) as ledger:
        batalkan(ledger, space, angka(space)[1], "rapat dibatalkan", OLEH, bukti(space, "r1"))
        pesan(
            ledger,
            urutan(load_reference(space.inputs, str)[0].instansi, "dinas"),
            2026,
            2,
            "rapat tertutup",
            OLEH,
        )
        kirim(ledger, bukti(space), date(2026, 11, 25), ["Gubernur Contoh", "Bappeda Contoh"], OLEH)
    bernomor(space, "r2")
    bernomor(space, "r3")
    return space


BARIS = [
    ("1", "25 November 2026", "400.2/001/DC/XI/2026\n24 November 2026", "Gubernur Contoh; Bappeda Contoh",
     "Rapat Contoh", "Notula ditandatangani; laporan bernomor."),
    ("2", "", "400.2/002/DC/XI/2026\n24 November 2026", "", "Rapat Contoh", "DIBATALKAN: rapat dibatalkan."),
    ("3", "", "", "", "", "Dipesan untuk rapat tertutup."),
    ("4", "", "", "", "", "Dipesan untuk rapat tertutup."),
    ("5–8", "", "", "", "", "Tidak diberikan oleh register ini."),
    ("9", "", "400.2/009/DC/XI/2026\n24 November 2026", "", "Rapat Contoh", "Notula dan laporan bernomor; belum dikirim."),
    ("–", "", "065.1/0001626\n24 November 2026", "", "Rapat Contoh",
     "Notula dan laporan bernomor; belum dikirim; nomor di luar pola."),
]  # fmt: skip


def test_every_number_has_its_row_and_every_gap_its_reason(tmp_path: Path) -> None:
    book = buku(ramai(tmp_path))
    assert [b.sel for b in book.bagian[0].baris] == BARIS
    assert book.tahun == 2026


def test_the_columns_are_the_six_of_permenkes_20_2024() -> None:
    assert [k.lower() for k in KOLOM] == [
        "nomor urut", "tanggal pengiriman", "nomor dan tanggal naskah", "tujuan", "isi ringkas", "keterangan",
    ]  # fmt: skip


def test_a_later_sending_stands_below_the_first_with_its_day(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    with buka(space) as ledger:
        for day, to in ((25, "Gubernur"), (27, "Bappeda")):
            kirim(ledger, bukti(space), date(2026, 11, day), [to], OLEH, lagi=day == 27)
    row = buku(space).bagian[0].baris[0]
    assert row.dikirim == ("25 November 2026", "27 November 2026")
    assert row.tujuan == ("Gubernur (25 November 2026)", "Bappeda (27 November 2026)")


def test_only_signed_documents_are_sent_and_somewhere(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with buka(space) as ledger, pytest.raises(Tolakan, match="belum ditandatangani"):
        kirim(ledger, bukti(space), date(2026, 11, 25), ["Gubernur"], OLEH)
    tandatangani(space)
    with buka(space) as ledger, pytest.raises(Tolakan, match="Tujuan"):
        kirim(ledger, bukti(space), date(2026, 11, 25), ["  "], OLEH)


def test_a_sending_before_the_document_s_day_is_refused(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    with buka(space) as ledger:
        with pytest.raises(Tolakan, match="mendahului tanggal naskahnya, 2026-11-24"):
            kirim(ledger, bukti(space), date(2026, 11, 23), ["Gubernur"], OLEH)
        assert kirim(ledger, bukti(space), date(2026, 11, 24), ["Gubernur"], OLEH).id == 1


def test_a_further_sending_must_be_said_to_be_one(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    with buka(space) as ledger:
        kirim(ledger, bukti(space), date(2026, 11, 25), ["Gubernur"], OLEH)
        with pytest.raises(Tolakan, match=r"2026-11-25 kepada Gubernur.*--lagi"):
            kirim(ledger, bukti(space), date(2026, 11, 25), ["Gubernur"], OLEH)
        assert len(ledger.semua(Kiriman)) == 1


def test_years_and_units_have_their_own_registers(tmp_path: Path) -> None:
    space = ruang(tmp_path, 3)
    (space.inputs / "instansi" / "lain.yaml").write_text(KOP.replace("DC", "SETDA"))
    berkas(space, "r1").write_text(REKAMAN.replace("instansi: dinas ", "instansi: lain "))
    berkas(space, "r2").write_text(REKAMAN.replace("2026-11-24", "2025-11-24"))
    for name in ("r0", "r1", "r2"):
        bernomor(space, name)
    assert [p.unit for p in buku(space).bagian] == ["DC", "SETDA"]
    assert [p.unit for p in buku(space, 2025).bagian] == ["DC"]
    with pytest.raises(Tolakan, match="tahun 2024"):
        buku(space, 2024)


def lembar(data: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_workbook_holds_the_rows_below_letterhead_and_headings(tmp_path: Path) -> None:
    space = ramai(tmp_path)
    book = buku(space)
    sheet = lembar(agenda_xlsx(book, kepala(space, book)))
    rows = [tuple("" if c is None else str(c) for c in r) for r in sheet.iter_rows(values_only=True)]
    top = rows.index(KOLOM)
    assert rows[top + 1 :] == BARIS
    heads = [r[0] for r in rows[:top] if r[0]]
    assert heads == ["PEMERINTAH PROVINSI CONTOH", "DINAS CONTOH", JUDUL, "TAHUN 2026"]
    assert sheet.print_title_rows == f"${top + 1}:${top + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert book.kepala[1] in sheet.oddFooter.left.text


def test_a_title_that_looks_like_a_formula_stays_words(tmp_path: Path) -> None:
    space = ruang(tmp_path, isi=REKAMAN.replace("judul: Rapat Contoh", "judul: '=1+1'"))
    bernomor(space)
    book = buku(space)
    cell = next(
        c
        for row in lembar(agenda_xlsx(book, kepala(space, book))).iter_rows()
        for c in row
        if c.value == "=1+1"
    )
    assert cell.data_type == "s"


def test_units_that_excel_cannot_name_a_sheet_after(tmp_path: Path) -> None:
    space = ruang(
        tmp_path, 2, kop=KOP.replace("singkatan: DC", "singkatan: 'A/B: bagian yang panjang sekali namanya'")
    )
    (space.inputs / "instansi" / "lain.yaml").write_text(
        KOP.replace("singkatan: DC", "singkatan: 'A\\B* bagian yang panjang sekali namanya'")
    )
    berkas(space, "r1").write_text(REKAMAN.replace("instansi: dinas ", "instansi: lain "))
    bernomor(space, "r0")
    bernomor(space, "r1")
    book = buku(space)
    names = openpyxl.load_workbook(io.BytesIO(agenda_xlsx(book, kepala(space, book)))).sheetnames
    assert len({n.casefold() for n in names}) == 2
    assert all(len(n) <= 31 for n in names)


def test_equal_ledgers_give_equal_bytes(tmp_path: Path) -> None:
    space = ramai(tmp_path)
    made = []
    for _ in range(2):
        book = buku(space)
        heads = kepala(space, book)
        made.append((agenda_xlsx(book, heads), agenda_pdf(book, heads, TEMPLATES)))
        time.sleep(1.1)
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0][0])) as z:
        core = z.read("docProps/core.xml").decode()
        assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core))) == 1


def test_the_pdf_says_the_same_and_repeats_its_headings(tmp_path: Path) -> None:
    space = ramai(tmp_path)
    with buka(space) as ledger:
        pesan(
            ledger, urutan(load_reference(space.inputs, str)[0].instansi, "dinas"), 2026, 60, "cadangan", OLEH
        )
    book = buku(space)
    data = agenda_pdf(book, kepala(space, book), TEMPLATES)
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [re.sub(r"\s+", "", p.get_textpage().get_text_bounded()) for p in pdf]
        assert pdf[0].get_size()[0] > pdf[0].get_size()[1]
    assert len(pages) > 1
    assert all("IsiRingkas" in p and "".join(book.catatan.split()) in p for p in pages)
    whole = "".join(pages)
    for row in BARIS:
        for cell in row:
            assert re.sub(r"\s+", "", cell) in whole, cell
    assert "DINASCONTOH" in pages[0]
