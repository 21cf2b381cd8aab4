from pathlib import Path

import pytest
from contoh import TEMPLATES, naskah, templat_rusak

from pipeline.proof import prove
from pipeline.proof.extract import pages_of_pdf, squeeze, text_of_docx
from pipeline.proof.facts import plain
from pipeline.render.docx import render_docx
from pipeline.render.pdf import render_pdf

DOCX, HTML = "notula.permendagri-1-2023.docx", "notula.permendagri-1-2023.html"


def proven(templates: Path, ubah: str = "", jenis: str = "notula") -> list[tuple[str, str]]:
    record, doc = naskah(ubah, jenis)
    found = prove(record, doc, render_docx(doc, templates), render_pdf(doc, templates), "uji")
    return [(f.code, f.message()) for f in found]


@pytest.mark.parametrize("jenis", ["notula", "laporan"])
@pytest.mark.parametrize("profil", ["permendagri-1-2023", "permendagri-54-2009"])
def test_the_shipped_templates_prove_a_complete_record(jenis: str, profil: str) -> None:
    assert proven(TEMPLATES, f"profil: {profil}\n", jenis) == []


def test_a_draft_with_gaps_is_proven_too() -> None:
    ubah = "status: draf\npembuka:\ntempat: '[nama tempat]'\npenanda_tangan: []\ntanggal:\n"
    assert proven(TEMPLATES, ubah) == []


def test_a_word_template_without_the_first_decision_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{p keputusan.isi }}", "{{p keputusan.isi[1:] }}")
    found = proven(bad)
    assert any(c == "B001" and "menyusun data terpilah" in m and "uji.docx" in m for c, m in found)


def test_an_html_template_without_the_first_decision_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(
        tmp_path, "html", HTML, "{{ cetak.bagian(keputusan) }}", "{{ cetak.isi(keputusan.isi[1:]) }}"
    )
    assert any(c == "B001" and "uji.pdf" in m and "data terpilah" in m for c, m in proven(bad))


@pytest.mark.parametrize(
    ("kind", "name", "old"), [("docx", DOCX, "{{ ketua }}"), ("html", HTML, "{{ ketua }}")]
)
def test_a_template_without_an_official_is_caught(tmp_path: Path, kind: str, name: str, old: str) -> None:
    bad = templat_rusak(tmp_path, kind, name, old, "Ketua rapat")
    assert any(c == "B001" and "Contoh Ketua" in m for c, m in proven(bad))


def test_a_word_template_without_the_signature_block_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "in tanda_tangan|berpasangan", "in ()")
    assert any(c == "B001" and "tanda tangan" in m for c, m in proven(bad))


def test_an_html_template_without_the_signature_block_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", "_akhir.html", "in tanda_tangan|berpasangan", "in ()")
    assert any(c == "B001" and "tanda tangan" in m for c, m in proven(bad))


def test_a_template_without_a_signers_nip_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "NIP {{ kanan.nip }}", "NIP")
    assert any("19750912" in m and "tanda tangan" in m for _, m in proven(bad))


def test_decisions_in_another_order_are_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{p keputusan.isi }}", "{{p keputusan.isi[::-1] }}")
    assert any(c == "B002" and "keputusan" in m for c, m in proven(bad))


def test_a_follow_up_table_that_was_dropped_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{p tindak_lanjut.isi }}", "")
    assert any(c == "B001" and "15 Desember 2026" in m for c, m in proven(bad))


@pytest.mark.parametrize("junk", ["{{ '{{' }}", "None", "nan"])
def test_leftovers_of_the_machine_are_caught(tmp_path: Path, junk: str) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ tempat }}", "{{ tempat }} " + junk)
    assert any(c == "B003" for c, _ in proven(bad))


def test_words_like_nan_inside_names_are_no_leftover() -> None:
    for place in ("Aula Nanggung di Penanian", "Aula Nanggung, Jalan None-so 1"):
        assert proven(TEMPLATES, f"tempat: {place}\n") == []


def test_a_label_without_its_value_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ moda }}", "{{ '' if moda else moda }}")
    codes = {c for c, _ in proven(bad)}
    assert "B004" in codes


def test_word_and_pdf_that_differ_are_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, ">Tempat</th>", ">Lokasi</th>")
    assert [c for c, _ in proven(bad)] == ["B005"]


def test_a_gap_in_a_final_is_caught() -> None:
    assert any(c == "B006" and "nama pembuka" in m for c, m in proven(TEMPLATES, "pembuka:\n"))


def test_hyphens_at_line_ends_and_white_space_do_not_matter() -> None:
    assert squeeze("benar-\x02\nbenar  sekali\u00ad") == squeeze("benar-- benar sekali")


def test_page_numbers_and_draft_marks_are_no_text() -> None:
    _, doc = naskah("status: draf\n")
    text = "\n".join(pages_of_pdf(render_pdf(doc, TEMPLATES)))
    assert "- 2 -" not in text
    assert "belum sah" not in text
    assert "Sidang/Rapat" in text


def test_word_text_starts_with_the_letterhead() -> None:
    _, doc = naskah()
    assert text_of_docx(render_docx(doc, TEMPLATES)).strip().startswith("PEMERINTAH PROVINSI CONTOH")


def test_plain_drops_the_marks_of_bold_and_italic_only() -> None:
    assert plain("**Satu** *dua* 2 \\* 3 _empat_ lima_enam_tujuh") == "Satu dua 2 * 3 empat lima_enam_tujuh"


def test_a_decision_whose_words_stand_elsewhere_too_is_still_missed(tmp_path: Path) -> None:
    words = "Setiap perangkat daerah menyusun data terpilah bersama."
    ubah = f"keputusan: ['{words}', Keputusan kedua saja.]\nrekomendasi: ['{words}']\n"
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{p keputusan.isi }}", "{{p keputusan.isi[1:] }}")
    bad = templat_rusak(
        tmp_path, "html", HTML, "{{ cetak.bagian(keputusan) }}",
        "<h2>{{ keputusan.nomor }} {{ keputusan.judul }}</h2>{{ cetak.isi(keputusan.isi[1:]) }}",
    )  # fmt: skip
    assert {c for c, m in proven(bad, ubah) if words in m} == {"B001"}
    assert proven(TEMPLATES, ubah) == []


def test_hidden_words_do_not_count_as_printed(tmp_path: Path) -> None:
    run = "<w:r><w:t>{{ ketua }}</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ ketua }}</w:t></w:r>"
    bad = templat_rusak(tmp_path, "docx", DOCX, run, hidden)
    assert any(c == "B001" and "Contoh Ketua" in m for c, m in proven(bad))


def test_a_draft_without_its_mark_is_caught(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", "_dasar.html", "{% if draf %}", "{% if false %}")
    bad = templat_rusak(tmp_path, "html", "_profil.css", "{% if draf %}", "{% if false %}")
    assert any(c == "B007" and "uji.pdf" in m for c, m in proven(bad, "status: draf\n"))


@pytest.mark.parametrize("value", ["''", "'**'", '"\\u200b"', "' '"])
def test_a_fact_that_shows_nothing_is_never_proven(value: str) -> None:
    assert proven(TEMPLATES, f"keputusan: [{value}, Satu hal yang diputuskan.]\n")
