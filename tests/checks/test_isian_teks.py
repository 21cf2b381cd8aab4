"""Blanks in running text that once passed a final, and ordinary writing beside them."""

import json

import pytest
from contoh import kode, rekaman

from pipeline.checks.cacat import cacat
from pipeline.findings import Finding, Severity


def temuan(words: str, key: str = "tujuan: [{}]\n") -> list[Finding]:
    return rekaman("status: final\n" + key.format(json.dumps(words, ensure_ascii=False)))[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Tanggal … November 2026", "P004"), ("Hadir pula ... selaku narasumber", "P003"),
        ("Dibuka oleh … di aula", "P003"), ("Hadir Bapak ... di aula", "P003"), ("Mulai pukul … WIB", "P003"),
        ("Hadir Bappeda dan XXX.", "P008"), ("Anggaran Rp__ juta", "P005"), ("Anggaran Rp ___", "P005"),
        ("Dibahas {instansi} itu", "P007"), ("Surat Nomor 005/ /2026 dibahas", "P006"), ("Hadir ??? itu", "P008"),
        ("Capaian N/A itu", "P008"), ("Hadir xx orang", "P008"), ("(menyusul)", "P010"), ("Nama menyusul", "P010"),
        ("[nama daerah] hadir", "P001"), ("Surat Nomor …/…/2026", "P006"),
    ],
)  # fmt: skip
def test_blanks_stop_a_final(words: str, code: str) -> None:
    assert {(f.code, f.severity) for f in temuan(words)} == {(code, Severity.GALAT)}


def test_lone_dots_between_words_warn() -> None:
    assert {(f.code, f.severity) for f in temuan("Hadir juga … dari Serang")} == {
        ("P003", Severity.PERINGATAN)
    }


@pytest.mark.parametrize("name", ["NN", "(menyusul)", "Nama menyusul"])
def test_no_name_is_no_name(name: str) -> None:
    assert "P009" in {
        f.code for f in temuan(name, "peserta: [{{nama: {}, instansi: Dinas Contoh}}]\nrekap:\n")
    }


@pytest.mark.parametrize(
    "words",
    [
        "“Kita … dari data ... bersama,” ujar Kepala Dinas Contoh.", "Data, program, dll. dibahas", "Pilihan A/B dan 1/ 2",
        "Kongres XXX dibahas", "Kolom [L/P] diisi", "Perda [Berita Daerah Tahun 2020 Nomor 5] dibahas",
        "Kapan??? begitu", "kami tunggu…",
    ],
)  # fmt: skip
def test_ordinary_writing_is_no_blank(words: str) -> None:
    assert temuan(words) == []


def test_a_figure_that_is_not_there_may_be_a_cell() -> None:
    table = "pembahasan:\n  - judul: A\n    isi:\n      - tabel: {kolom: [a, b], baris: [[x, N/A]]}\n"
    assert kode(table) == set()


@pytest.mark.parametrize("words", ["[ ] Bappeda menyusun", "[x] Bappeda menyusun", "[X] Bappeda menyusun"])
def test_the_box_of_a_task_is_taken_off(words: str) -> None:
    assert [(c.rule.code, c.start, c.end, c.mend, c.safe) for c in cacat(words, "baris")] == [
        ("E014", 0, 4, "", True)
    ]
