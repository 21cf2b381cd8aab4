"""Warnings that a record answers, and the reason in the documents."""

import io

import docx
import pypdfium2
from contoh import TEMPLATES, kode, naskah, rekaman

from pipeline.render.docx import render_docx
from pipeline.render.pdf import render_pdf

LAMA = "tujuan: ['Selesai 3 Nopember 2026', 'Mulai 3 Pebruari 2026']\n"


def test_an_answered_warning_is_gone_and_others_stay() -> None:
    assert kode(LAMA) == {"T006"}
    assert kode(LAMA + "abaikan: [{kode: t006, alasan: Kutipan surat lama}]\n") == set()
    one = rekaman(LAMA + "abaikan: [{kode: T006, alasan: Kutipan surat lama, teks: Nopember}]\n")[1]
    assert ["Pebruari" in f.message() for f in one] == [True]


def test_errors_on_finals_stay_errors() -> None:
    blank = "tempat: '[nama tempat]'\nabaikan: [{kode: P001, alasan: Nanti}]\n"
    assert kode(blank) == {"P001", "A003"}
    assert kode("status: draf\n" + blank) == set()


def test_answers_without_reason_or_question_are_findings() -> None:
    assert kode(LAMA + "abaikan: [{kode: T006}]\n") == {"T006", "A001"}
    for said in ("alasan: '-'", "alasan: '[alasan]'", "alasan: Kutipan, teks: ''"):
        assert kode(LAMA + f"abaikan: [{{kode: T006, {said}}}]\n") == {"T006", "A001"}
    assert kode("abaikan: [{kode: T006, alasan: Kutipan}]\n") == {"A004"}
    assert kode("abaikan: [{kode: T600, alasan: Kutipan}]\n") == {"A002"}


def test_the_reason_is_kept_in_both_files_uncut() -> None:
    reason = "Kutipan surat lama " + "yang panjang " * 30
    _, paper = naskah(LAMA + f"abaikan: [{{kode: T006, alasan: {reason.strip()}}}]\n")
    word = docx.Document(io.BytesIO(render_docx(paper, TEMPLATES)))
    assert f"T006: {reason.strip()}" in word.core_properties.comments
    pdf = pypdfium2.PdfDocument(render_pdf(paper, TEMPLATES))
    assert pdf.get_metadata_value("peringatandijawab1") == f"T006: {reason.strip()}"
