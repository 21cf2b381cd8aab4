"""Officials of a spreadsheet into the directory: several offices, damaged numbers, what is there already."""

import io
from datetime import datetime

import openpyxl
import pytest
from contoh import ROOT

from pipeline.impor.pejabat import tambahkan
from pipeline.impor.sumber import Ditolak
from pipeline.read import parse
from pipeline.record.pejabat import DaftarPejabat

LAMA = (ROOT / "inputs" / "pejabat.yaml").read_text(encoding="utf-8")
KEPALA = ["Nama Lengkap", "NIP", "Gol/Ruang", "Jabatan", "Unit Kerja", "L/P", "TMT Jabatan", "s.d."]


def xlsx(*rows: list[object], kepala: list[str] = KEPALA) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["DAFTAR PEJABAT CONTOH"], [], kepala, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tambah(data: bytes, lama: str = LAMA, kind: str = ".xlsx") -> tuple[DaftarPejabat, list[str], str]:
    made = tambahkan(data, "daftar" + kind, kind, lama, "inputs/pejabat.yaml")
    reading = parse(made.teks.encode(), DaftarPejabat, "pejabat.yaml")
    assert reading.findings == ()
    return reading.value, [n for n, _ in made.catatan], made.teks


def test_rows_of_one_person_are_offices_of_one_official() -> None:
    found, notes, text = tambah(
        xlsx(
            ["Contoh Baru, S.E.", "198807072010121999", "III/d", "Plt. Camat Contoh", "Kecamatan Contoh", "L", datetime(2026, 1, 5), None],
            ["Contoh Baru, S.E.", "198807072010121999", "III/d", "Lurah Contoh", "Kelurahan Contoh", "L", "2 Januari 2023", "04-01-2026"],
        )
    )  # fmt: skip
    assert notes == []
    assert text.startswith(LAMA)
    new = found.pejabat[-1]
    assert (new.kunci, new.jk, new.pangkat) == ("contoh-baru", "L", "III/d")
    first, second = new.jabatan
    assert (first.nama, first.delegasi, str(first.mulai)) == ("Camat Contoh", "plt.", "2026-01-05")
    assert (str(second.mulai), str(second.selesai)) == ("2023-01-02", "2026-01-04")


def test_who_is_there_is_named_and_not_doubled() -> None:
    found, notes, text = tambah(xlsx(["Contoh Ketuawati", "", "", "Kepala Dinas", "", "P", "", ""]))
    assert text == LAMA
    assert "kadis-contoh" in notes[0]
    assert len(found.pejabat) == len(parse(LAMA.encode(), DaftarPejabat, "x").value.pejabat)


def test_numbers_and_dates_that_cannot_be_right_are_named_by_row() -> None:
    found, notes, _ = tambah(
        xlsx(
            ["Contoh Rusak", 198807072010121999, "", "Analis Contoh", "", "L", "kemarin", "sekarang"],
            ["", "", "", "Sekretaris", "", "", "", ""],
        )
    )
    assert found.pejabat[-1].nip is None
    assert [n.split(":")[0].split(" (")[0] for n in notes] == ["Baris 4", "Baris 4", "Baris 5"]


def test_a_first_list_makes_the_directory() -> None:
    data = "Nama;Jabatan\nYakun;Ketua Forum Contoh\n".encode("cp1252")
    found, _, text = tambah(data, "", ".csv")
    assert [p.kunci for p in found.pejabat] == ["pejabat-yakun"]
    assert text.startswith("# yaml-language-server")


@pytest.mark.parametrize(
    "lama", ["pejabat: [{kunci: a, nama: Contohwati}]\n", "pejabat:\n- kunci: a\n  nama: Contohwati\n"]
)
def test_a_directory_of_another_layout_is_refused_or_kept(lama: str) -> None:
    data = b"Nama;Jabatan\nYakun;Ketua\n"
    with pytest.raises(Ditolak):
        tambah(data, lama, ".csv")


@pytest.mark.parametrize("data", [b"", b"a;b\n1;2\n", b"Nama\nYakun\n"])
def test_a_list_without_heads_is_refused(data: bytes) -> None:
    with pytest.raises(Ditolak):
        tambah(data, LAMA, ".csv")
