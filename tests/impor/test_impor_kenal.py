"""The small recognisers: persons, days, hours, head counts, labels, quotations."""

from typing import Any

import pytest

from pipeline.impor.baca import dari_bita
from pipeline.impor.kenal.jumlah import hitungan
from pipeline.impor.kenal.orang import orang
from pipeline.impor.kenal.waktu import hari, jam
from pipeline.impor.klaim import Celah, Klaim
from pipeline.impor.susun import Draf, susun
from pipeline.reference.kolom import kolom
from pipeline.reference.label import label_bagian, label_skalar, membuka_daftar, pisah_label


def draf(text: str) -> Draf:
    return susun(dari_bita(text.encode(), "x", ".txt"))


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Drs. H. Ahmad Contoh, M.Si.", {"nama": "Drs. H. Ahmad Contoh, M.Si."}),
        ("Kepala Dinas Sosial", {"jabatan": "Kepala Dinas Sosial"}),
        (
            "Siti Contoh, S.E., M.M., Kepala Bidang PUG",
            {"nama": "Siti Contoh, S.E., M.M.", "jabatan": "Kepala Bidang PUG"},
        ),
        (
            "Kepala Dinas, Hj. Nina Contoh, S.H., M.H.",
            {"nama": "Hj. Nina Contoh, S.H., M.H.", "jabatan": "Kepala Dinas"},
        ),
        ("Kepala Desa Contoh, Bapak Contoh Kades", {"nama": "Contoh Kades", "jabatan": "Kepala Desa Contoh"}),
        ("Bapak Budi Contoh (Bappeda)", {"nama": "Budi Contoh", "instansi": "Bappeda"}),
        ("Siti, S.Sos (Analis Kebijakan)", {"nama": "Siti, S.Sos", "jabatan": "Analis Kebijakan"}),
        ("Kepala Bidang (Siti Contoh, S.E.)", {"nama": "Siti Contoh, S.E.", "jabatan": "Kepala Bidang"}),
        ("Kepala Bappeda Dr. Rina Contoh", {"nama": "Dr. Rina Contoh", "jabatan": "Kepala Bappeda"}),
        ("Ibu Ani selaku Sekretaris Dinas", {"nama": "Ani", "jabatan": "Sekretaris Dinas"}),
        (
            "Siti Contoh – Kepala Bidang – Dinas Sosial",
            {"nama": "Siti Contoh", "jabatan": "Kepala Bidang", "instansi": "Dinas Sosial"},
        ),
        ("Dr. Contoh NIP. 19750912 200112 2 901", {"nama": "Dr. Contoh", "nip": "19750912 200112 2 901"}),
        ("[nama pejabat]", {"nama": "[nama pejabat]"}),
        ("Bappeda Kabupaten Lebak", {"instansi": "Bappeda Kabupaten Lebak"}),
        ("Contohwati", {"nama": "Contohwati"}),
    ],
)
def test_a_person_is_taken_apart(words: str, parts: dict[str, str]) -> None:
    assert orang(words) == parts


@pytest.mark.parametrize(
    "words",
    [
        "Kepala Dinas Provinsi Banten Siti Nina Contoh",
        "seluruh peserta rapat",
        "terlampir dalam daftar",
        "beliau",
        "24 orang",
        "",
        "Contoh, Bukan Gelar, Entah",
    ],
)
def test_where_the_parts_are_not_sure_there_is_no_person(words: str) -> None:
    assert orang(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Selasa, 24 November 2026", "Selasa, 24 November 2026"),
        ("24 Nopember 2026", "2026-11-24"),
        ("Selasa/24 Pebruari 2026", "2026-02-24"),
        ("24/11/2026", "2026-11-24"),
        ("24-11-2026", "2026-11-24"),
        ("Jum’at, 13 November 2026", "2026-11-13"),
        ("24 s.d. 26 November 2026", {"mulai": "2026-11-24", "selesai": "2026-11-26"}),
        ("Senin s/d Rabu, 23-25 November 2026", {"mulai": "2026-11-23", "selesai": "2026-11-25"}),
        ("30 November s.d. 2 Desember 2026", {"mulai": "2026-11-30", "selesai": "2026-12-02"}),
    ],
)
def test_days_are_read(words: str, value: Any) -> None:
    (day,) = hari(words)
    assert day.nilai == value or (isinstance(value, str) and day.mulai and day.mulai.isoformat() == value)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Rabu, 24 November 2026", "tidak cocok"),
        ("24 November", "tanpa tahun"),
        ("Senin (23/11)", "tanpa tahun"),
        ("31 Juni 2026", "kalender"),
        ("11/24/2026", "kalender"),
        ("24/11/26", "dua angka"),
        ("26-24 November 2026", "mendahului"),
    ],
)
def test_days_that_are_not_sure_say_why(words: str, why: str) -> None:
    (day,) = hari(words)
    assert day.mulai is None
    assert why in day.alasan


@pytest.mark.parametrize(
    "words", ["400.2/12/2026", "09.00", "Nomor 000.7/412/Bappeda/2026", "1.250 orang", "Pasal 3 ayat 2"]
)
def test_numbers_are_no_days(words: str) -> None:
    assert hari(words) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Pukul 09.00 s.d. 12.00 WIB", {"mulai": "09.00", "selesai": "12.00", "zona": "WIB"}),
        ("09:00 WIB - 12:00 WIB", {"mulai": "09:00", "selesai": "12:00", "zona": "WIB"}),
        ("pukul 09.00 WITA sampai dengan selesai", {"mulai": "09.00", "selesai": "selesai", "zona": "WITA"}),
        ("13.30", {"mulai": "13.30"}),
    ],
)
def test_hours_are_read(words: str, found: dict[str, str]) -> None:
    assert jam(words) == [found]


@pytest.mark.parametrize("words", ["25.00", "Rp 12.500", "Pasal 12.30.1"])
def test_other_numbers_are_no_hours(words: str) -> None:
    assert jam(words) == []


def test_head_counts_must_add_up() -> None:
    (claim,) = hitungan("40 orang (12 laki-laki dan 28 perempuan)", 0)
    assert isinstance(claim, Klaim)
    assert claim.nilai == {"L": "12", "P": "28", "jumlah": "40"}
    (gap,) = hitungan("40 orang (12 laki-laki dan 20 perempuan)", 0)
    assert isinstance(gap, Celah)
    assert hitungan("tanpa angka", 0) == []


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Hari/Tanggal", "tanggal"),
        ("Hari, tanggal :", "tanggal"),
        ("2. HARI / TGL", "tanggal"),
        ("Tempat ........ :", "tempat"),
        ("Waktu Sidang/Rapat", "waktu"),
        ("Pimpinan Rapat", "pimpinan.ketua"),
        ("Notulen :", "pimpinan.pencatat"),
        ("NOTULEN", None),
        ("Kendala", None),
    ],
)
def test_labels_name_their_key(label: str, key: str | None) -> None:
    assert label_skalar(label) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("A. Pembukaan", "pembuka"),
        ("## Hasil Pembahasan", "pembahasan"),
        ("IV. JALANNYA RAPAT", "pembahasan"),
        ("Tujuan dan Sasaran Rapat", "tujuan"),
        ("Maksud dan Tujuan", "tujuan"),
        ("Kesimpulan dan Tindak Lanjut", "kesimpulan"),
        ("Hasil dan Rekomendasi", "keputusan"),
        ("BAB II PEMBAHASAN", "pembahasan"),
        ("Penutup:", "penutup"),
        ("Dokumen Lain", None),
    ],
)
def test_headings_name_their_part(heading: str, key: str | None) -> None:
    assert label_bagian(heading) == key


def test_a_colon_in_a_sentence_is_no_label() -> None:
    assert pisah_label("Beliau berpesan: data harus lengkap") is None
    assert pisah_label("Tempat : Aula") == ("Tempat :", "Aula")


def test_sentences_open_lists() -> None:
    assert membuka_daftar("Rapat menghasilkan kesepakatan sebagai berikut:") == "keputusan"
    assert membuka_daftar("Rapat ini bertujuan untuk:") == "tujuan"
    assert membuka_daftar("Rapat ini bertujuan baik.") is None


def test_a_head_row_needs_a_name_and_one_more_column() -> None:
    assert kolom(("No", "Nama", "Instansi/Unit Kerja", "JK"), "hadir") == {
        "no": 0,
        "nama": 1,
        "instansi": 2,
        "jk": 3,
    }
    assert kolom(("Nama",), "hadir") == {}
    assert kolom(("Perangkat Daerah", "GBS"), "hadir") == {}


def test_agenda_items_that_look_like_headings_stay_items() -> None:
    data = draf("Acara:\n1. Pembukaan\n2. Pembahasan\n3. Penutup\nTempat : Aula\n").data
    assert data["acara"] == ["Pembukaan", "Pembahasan", "Penutup"]
    assert data["tempat"] == "Aula"


def test_labels_and_values_in_two_runs_are_paired_only_when_they_fit() -> None:
    assert draf("Waktu\nTempat\n: 09.00 WIB\n: Aula\n").data["tempat"] == "Aula"
    unpaired = draf("Waktu\nTempat\n: Aula\n")
    assert "tempat" not in unpaired.data
    assert {g.kunci for g in unpaired.celah} == {("waktu",), ("tempat",)}


def test_a_colon_after_ordinary_words_names_no_speaker() -> None:
    data = draf("Pembahasan\nKendala Utama: data belum ada.\nBapak Contoh (Bappeda): data disusun.\n").data
    isi = data["pembahasan"][0]["isi"]
    assert isi[0] == "Kendala Utama: data belum ada."
    assert isi[1]["pembicara"] == {"nama": "Contoh", "instansi": "Bappeda"}


def test_two_chairs_leave_the_chair_open() -> None:
    d = draf(
        "Pimpinan Rapat : Contoh Satu, S.E.\nNotulis : Contoh\n\nRapat dipimpin oleh Contoh Dua, S.H., pada hari itu juga.\n"
    )
    assert "ketua" not in d.data.get("pimpinan", {})
    assert [g.kunci for g in d.celah].count(("pimpinan", "ketua")) == 2


def test_themes_in_quotation_marks_are_no_quotations() -> None:
    d = draf("Rapat bertema “Bersama Mewujudkan Kesetaraan Gender di Daerah” berjalan lancar hari itu.\n")
    assert "kutipan" not in d.data


def test_what_a_machine_says_to_its_user_is_no_closing() -> None:
    d = draf("Penutup\nRapat ditutup dengan doa bersama.\nApakah Anda ingin saya sesuaikan artikel ini?\n")
    assert d.data["penutup"] == {"isi": "Rapat ditutup dengan doa bersama."}
    assert "Apakah Anda ingin saya sesuaikan artikel ini?" in d.data["catatan_impor"]


def test_a_cell_of_several_lines_is_taken_apart_by_its_lines() -> None:
    cell = "Contoh Notulis, S.IP.\nNIP 19900321 201503 1 902\nPenata (III/c)\nAnalis Kebijakan pada\nDinas Contoh"
    assert orang(cell) == {
        "nama": "Contoh Notulis, S.IP.", "nip": "19900321 201503 1 902", "pangkat": "Penata (III/c)",
        "jabatan": "Analis Kebijakan pada Dinas Contoh",
    }  # fmt: skip


def test_a_line_with_a_dash_below_a_quotation_names_its_speaker() -> None:
    d = draf("“Kita mulai dari data yang benar bersama.”\n\n— Contoh Ketua, M.Si., Kepala Dinas Contoh\n")
    assert d.data["kutipan"][0]["oleh"] == {"nama": "Contoh Ketua, M.Si.", "jabatan": "Kepala Dinas Contoh"}


def test_a_document_of_nothing_but_edges_gives_an_empty_draft() -> None:
    page = "<p>Kaki</p><article>" + "kata " * 40 + "</article>"
    assert susun(tuple(b for b in dari_bita(page.encode(), "x", ".html") if b.jenis == "tepi")).data[
        "catatan_impor"
    ]
