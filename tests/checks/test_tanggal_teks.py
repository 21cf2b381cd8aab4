"""Dates and times in free text, where a year or a weekday must be known from elsewhere."""

import json

import pytest
from contoh import kode, rekaman


def kode_teks(words: str) -> set[str]:
    return kode(f"tujuan: [{json.dumps(words, ensure_ascii=False)}]\n")


def usul(words: str) -> str | None:
    _, findings = rekaman(f"tanggal: 2026-11-24\ntujuan: [{json.dumps(words)}]\n")
    return next(f.mend and f.mend.new for f in findings if f.code == "T008")


def test_the_meetings_year_is_offered_where_the_weekday_fits() -> None:
    assert usul("Bertemu Jumat, 27 November.") == "Jumat, 27 November 2026"
    assert usul("Bertemu Senin, 27 November.") is None
    assert usul("Dikumpulkan 15 Januari.") is None


@pytest.mark.parametrize(
    "words",
    [
        "Dikumpulkan paling lambat 15 Desember.",
        "Rapat 23–24 November di Serang.",
        "Tahun 2026 ditetapkan. Peserta berkumpul 3 Maret.",
    ],
)
def test_a_date_without_a_year_is_found(words: str) -> None:
    assert "T008" in kode_teks(words)


@pytest.mark.parametrize(
    "words",
    [
        "Rapat 23 November–2 Desember 2026.",
        "Pada 24 November 2026 rapat dimulai. Pada 26 November rapat selesai.",
        "Upacara 17 Agustus di halaman kantor.",
        "Kampanye 16 hari, 25 November s.d. 10 Desember.",
        "Laporan tahunan disampaikan 31 Januari.",
        "SMP Negeri 2 Mei Contoh; Jalan 10 November.",
    ],
)
def test_yearly_days_names_and_dates_whose_year_is_near_pass(words: str) -> None:
    assert "T008" not in kode_teks(words)


def test_a_table_may_name_its_year_in_its_head() -> None:
    for head, found in (("Tanggal (2026)", False), ("Tanggal", True)):
        table = f"tabel: {{kolom: [Kegiatan, '{head}'], baris: [[Rapat, 24 November]]}}"
        record = f"pembahasan:\n  - judul: A\n    isi:\n      - {table}\n"
        assert ("T008" in kode(record)) is found


@pytest.mark.parametrize(
    "words", ["Telp. 2012-2011", "Nomor 2015-2012", "NIP 2012-2012", "2000-1500 SM", "2012-2012-01"]
)
def test_numbers_that_are_no_years_pass(words: str) -> None:
    assert "T009" not in kode_teks(words)


@pytest.mark.parametrize(
    "words", ["Pukul 22.00 s.d. 05.00 WIB", "Pukul 13.00 s.d. 09.00 keesokan harinya", "Pukul 24.00"]
)
def test_times_over_midnight_pass(words: str) -> None:
    assert kode_teks(words) & {"T010", "T011"} == set()
