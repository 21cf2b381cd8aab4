"""Ordinary official writing that once looked like a fault."""

import json

import pytest
from contoh import kode, rekaman


def said(words: str) -> set[str]:
    return kode(f"tujuan: [{json.dumps(words, ensure_ascii=False)}]\n")


@pytest.mark.parametrize(
    "words",
    [
        "Kongres XXX dan Lampiran XXXI",
        "Saya bisa bantu menyusun data di kabupaten.",
        "Tentu, ini menjadi perhatian kami.",
        "Semoga membantu masyarakat.",
        "Berikut contoh laporan triwulan yang dibahas:",
        "Dosen Institut Teknologi Sepuluh Nopember hadir.",
        "Gubernur Banten membuka rapat. “Mari bekerja,” ujar beliau.",
        "Rapat berlangsung 23–24 November 2026, Senin s.d. Selasa.",
        "Permohonan [1] dan [21) diterima [sic], dll.",
        "“Kita mulai … dari data …”",
        "“Kita harus….” lalu semua pejabat (pejabat daerah) setuju",
        "Peserta (Kabupaten Kota) mengisi http://contoh.go.id/c___e",
    ],
)
def test_ordinary_sentences_pass(words: str) -> None:
    assert said(words) == set()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Bapak XXX hadir.", "P008"),
        ("Nomor 400.2/XXX/2026", "P008"),
        ("XXX", "P008"),
        ("Tahun …. ini", "P003"),
        ("Tahun ……. ini", "P003"),
        ("Aula ___", "P005"),
        ("(nama pejabat)", "P002"),
        ("Saya bisa bantu menyesuaikan agar terdengar lebih resmi.", "P012"),
        ("Semoga membantu!", "P012"),
        ("Tentu, berikut rinciannya.", "P012"),
        ("Berikut versi laporan yang telah disesuaikan:", "P012"),
        ("Selesai 3 Nopember 2026", "T006"),
        ("“Mari bekerja,” ujar beliau.", "P011"),
    ],
)
def test_their_faulty_neighbours_are_still_found(words: str, code: str) -> None:
    assert code in said(words)


def test_beliau_may_mean_the_person_of_the_entry() -> None:
    words = "isi: '“Mari bekerja,” ujar beliau.'"
    assert kode(f"pembuka: {{oleh: {{nama: Contohwati, jabatan: Ketua}}, {words}}}\n") == set()
    assert "P011" in kode(f"pembuka: {{oleh: {{jabatan: Ketua}}, {words}}}\n")


def test_a_dash_is_an_empty_cell_but_no_item() -> None:
    table = "pembahasan:\n  - judul: A\n    isi:\n      - tabel: {kolom: [a, b], baris: [[x, '-']]}\n"
    assert kode(table) == set()
    assert "P010" in kode("acara: ['-']\n")


def test_the_place_of_a_repeated_placeholder_is_its_own() -> None:
    _, findings = rekaman("tujuan: ['di [nama daerah] dan [nama daerah]']\n")
    first, second = (f.place.column for f in findings if f.code == "P001")
    assert second - first == len("[nama daerah] dan ")
