"""What a Word file looks like when names are long, lists deep, tables endless and letters not Latin."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from contoh import ROOT, TEMPLATES, naskah, templat_rusak
from docx.oxml.ns import qn

from pipeline.naskah import (
    Butir,
    Gambar,
    Kolom,
    KutipanBlok,
    Lampiran,
    Naskah,
    Paragraf,
    Span,
    Subjudul,
    Tabel,
    TandaTangan,
    Teks,
)
from pipeline.render import RenderFault
from pipeline.render.docx import render_docx

GAMBAR = ROOT / "inputs" / "rapat" / "gambar" / "paparan.png"
LAMBANG = ROOT / "inputs" / "instansi" / "lambang-contoh.svg"


def t(words: str) -> Teks:
    return Teks((Span(words),))


def penanda(name: str) -> TandaTangan:
    return TandaTangan(
        None, (t("Notulis"), t("Analis Contoh,")), t(name), t("Penata (III/c)"), t("000000000000000000")
    )


def padat(**kop: Any) -> Naskah:
    """A document with one of everything."""
    made = naskah()[1]
    table = Tabel(
        t("Tabel Panjang"),
        (Kolom(t("No."), 10, "tengah"), Kolom(t("Uraian"), 60), Kolom(t("Nilai"), 30, "kanan")),
        (*((t(f"{n}."), t(f"Uraian contoh ke-{n}"), t(f"{n}.000")) for n in range(1, 201)),
         (t(""), t("Jumlah"), t("20.100.000"))),
        jumlah=True,
    )  # fmt: skip
    blocks = (
        Subjudul("1.", t("Subjudul d'Arc & <Sons> 😀")),
        Paragraf(t("السلام عليكم ورحمة الله وبركاته")),
        Paragraf(t("Sapaan ꦱꦸꦒꦼꦁ dan سلام dalam satu kalimat.")),
        Butir("a.", t("tingkat satu " * 12), 1), Butir("1)", t("tingkat dua " * 12), 2), Butir("–", t("tingkat tiga " * 12), 3),
        table,
        Gambar(GAMBAR, "Grafik contoh", t("Gambar 1. Paparan contoh")),
        KutipanBlok(t("“Kata contoh.”"), t("Contoh Pembicara")),
    )  # fmt: skip
    isi = replace(
        made.isi,
        pembahasan=replace(made.isi.pembahasan, isi=blocks),  # type: ignore[union-attr]
        tanda_tangan=(penanda("Contoh Satu"), penanda("Contoh Dua"), penanda("Contoh Pengetuk Palu")),
        tembusan=tuple(Butir(f"{n}.", t(f"Penerima Contoh {n}")) for n in range(1, 6)),
        lampiran=(Lampiran("I", t("Gambar Lambang"), (Gambar(LAMBANG, "Lambang contoh", None),)),),
    )
    return replace(made, isi=isi, kop=replace(made.kop, **kop))


def dibuka(n: Naskah) -> Any:
    return docx.Document(io.BytesIO(render_docx(n, TEMPLATES)))


def kata(element: Any) -> str:
    """The words below an element (python-docx makes `itertext` say them thrice)."""
    return "".join(x.text or "" for x in element.iter(qn("w:t")))


def alinea(document: Any, words: str) -> Any:
    return next(p for p in document.element.body.iter(qn("w:p")) if words in kata(p))


def gaya(document: Any, words: str) -> str:
    return str(alinea(document, words).style)


def test_blocks_take_the_named_styles_of_the_template() -> None:
    made = dibuka(padat())
    assert gaya(made, "Subjudul d'Arc & <Sons>") == "Heading2"
    assert [gaya(made, f"tingkat {n}") for n in ("satu", "dua", "tiga")] == ["Butir1", "Butir2", "Butir3"]
    assert gaya(made, "Kata contoh") == "KutipanNaskah"
    assert gaya(made, "Gambar 1.") == "KeteranganGambar"
    known = {s.style_id for s in made.styles}
    assert {p.style for p in made.element.body.iter(qn("w:p")) if p.style} <= known


def test_only_a_wholly_arabic_paragraph_runs_from_right_to_left() -> None:
    made = dibuka(padat())
    assert alinea(made, "ورحمة").pPr.find(qn("w:bidi")) is not None
    assert alinea(made, "Sapaan").pPr.find(qn("w:bidi")) is None


def test_a_table_of_two_hundred_rows_has_one_head_and_a_bold_total() -> None:
    made = dibuka(padat())
    table = next(x for x in made.tables if "Uraian contoh ke-200" in kata(x._tbl))
    rows = table._tbl.findall(qn("w:tr"))
    assert len(rows) == 202
    assert len([r for r in rows if r.trPr.find(qn("w:tblHeader")) is not None]) == 1
    assert {p.style for p in rows[-1].iter(qn("w:p"))} == {"JumlahTabel"}
    assert {p.style for p in rows[-2].iter(qn("w:p"))} == {"SelTabel"}


def _lekat(document: Any, words: str) -> list[bool]:
    """For each row of the table with these words: does it go with the next?"""
    table = next(x for x in document.tables if words in kata(x._tbl))
    firsts = [next(r.iter(qn("w:p"))) for r in table._tbl.findall(qn("w:tr"))[1:]]
    return [p.pPr.find(qn("w:keepNext")) is not None for p in firsts]


def test_a_long_table_may_break_but_leaves_no_row_alone() -> None:
    kept = _lekat(dibuka(padat()), "Uraian contoh ke-200")
    assert [n for n, k in enumerate(kept, 1) if k] == [1, 200]


def test_a_short_table_stays_on_one_page() -> None:
    rows = ", ".join(f"[Wilayah {n}, {n}]" for n in range(1, 5))
    ubah = (
        f"pembahasan:\n  - {{judul: Uji, isi: [{{tabel: {{judul: Uji, kolom: [W, N], baris: [{rows}]}}}}]}}\n"
    )
    assert _lekat(dibuka(naskah(ubah)[1]), "Wilayah 4") == [True, True, True, False]


def test_properties_of_tables_and_styles_keep_the_order_of_the_schema() -> None:
    made = dibuka(padat())
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    for root in (made.element.body, made.sections[0].first_page_header._element):
        for props in root.iter(qn("w:tblPr")):
            names = [c.tag.split("}")[1] for c in props]
            assert names == [n for n in order if n in names]
    line = [c.tag.split("}")[1] for c in made.styles["Kop Garis"].element.pPr]
    assert line.index("pBdr") < line.index("spacing")


def test_a_picture_fits_the_text_and_stays_with_its_caption() -> None:
    made = dibuka(padat())
    section = made.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for shape in made.inline_shapes:
        assert 0 < shape.width <= room
        assert shape.height.mm <= 110
    picture = alinea(made, "Gambar 1.").getprevious()
    assert list(picture.iter(qn("w:drawing")))
    assert picture.pPr.find(qn("w:keepNext")) is not None


def test_an_emblem_drawn_in_svg_becomes_a_picture_that_word_reads() -> None:
    parts = {p.partname.ext for p in dibuka(padat(lambang=LAMBANG)).part.package.iter_parts()}
    assert "png" in parts
    assert "svg" not in parts


def test_a_letterhead_without_emblem_has_no_column_for_one() -> None:
    header = dibuka(padat(lambang=None)).sections[0].first_page_header._element
    row = next(header.iter(qn("w:tr")))
    assert len(row.findall(qn("w:tc"))) == 1
    assert not list(header.iter(qn("w:drawing")))


def test_an_emblem_in_the_middle_stands_above_the_lines() -> None:
    header = dibuka(padat(letak_lambang="tengah", lambang=LAMBANG)).sections[0].first_page_header._element
    drawing = next(header.iter(qn("w:drawing")))
    table = next(header.iter(qn("w:tbl")))
    order = list(header.iter())
    assert order.index(drawing) < order.index(table)
    assert not list(table.iter(qn("w:drawing")))


def test_each_line_of_a_long_agency_name_is_a_paragraph_of_its_own() -> None:
    lines = tuple(t(f"BARIS NAMA INSTANSI {n}") for n in range(1, 5))
    header = dibuka(padat(nama=lines)).sections[0].first_page_header._element
    named = [kata(p) for p in header.iter(qn("w:p")) if p.style == "KopNama"]
    assert named == [x.polos for x in lines]


def test_nothing_of_a_signature_row_may_split_and_the_chair_is_at_the_right() -> None:
    made = dibuka(padat())
    table = next(x for x in made.tables if "Contoh Pengetuk Palu" in kata(x._tbl))
    assert all(r.trPr.find(qn("w:cantSplit")) is not None for r in table._tbl.findall(qn("w:tr")))
    assert "Contoh Pengetuk Palu" in table.rows[-1].cells[1].text
    assert "Contoh Dua" in table.rows[-1].cells[0].text
    styles = [made.styles["Tanda Tangan"], made.styles["Ruang Tanda Tangan"]]
    assert all(s.paragraph_format.keep_with_next and s.paragraph_format.keep_together for s in styles)


def test_the_closing_words_go_with_the_signature() -> None:
    made = dibuka(padat())
    table = next(x for x in made.tables if "Contoh Pengetuk Palu" in kata(x._tbl))
    before = table._tbl.getprevious()
    while not kata(before).strip():
        assert before.pPr.find(qn("w:keepNext")) is not None
        before = before.getprevious()
    assert before.pPr.find(qn("w:keepNext")) is not None


def test_the_list_of_copies_stays_whole_and_lets_the_annex_go() -> None:
    copies = [p for p in dibuka(padat()).element.body.iter(qn("w:p")) if p.style == "Tembusan"]
    kept = [p.pPr.find(qn("w:keepNext")) is not None for p in copies]
    assert len(kept) >= 6
    assert kept == [True] * (len(kept) - 1) + [False]


def test_an_annex_begins_a_page() -> None:
    made = dibuka(padat())
    assert gaya(made, "LAMPIRAN I") == "JudulLampiran"
    assert made.styles["Judul Lampiran"].paragraph_format.page_break_before


@pytest.mark.parametrize("profil", ["permendagri-1-2023", "permendagri-54-2009"])
def test_a_label_without_a_value_takes_the_whole_row(profil: str) -> None:
    made = dibuka(naskah(f"profil: {profil}\n")[1])
    cells = {c.text.lower(): c for x in made.tables for r in x.rows for c in r.cells[:1]}
    for label in ("pimpinan sidang/rapat", "kegiatan sidang/rapat"):
        assert cells[label]._tc.grid_span == 3
    assert cells["hari/tanggal"]._tc.grid_span == 1


def test_the_page_number_moves_to_the_foot_where_the_profile_says_so() -> None:
    made = naskah()[1]
    below = made.profil.nomor_halaman.model_copy(update={"letak": "bawah"})
    section = dibuka(replace(made, profil=made.profil.model_copy(update={"nomor_halaman": below}))).sections[
        0
    ]
    stories = (section.footer, section.header, section.first_page_footer)
    assert [len(list(s._element.iter(qn("w:instrText")))) for s in stories] == [1, 0, 0]


@pytest.mark.parametrize("half", ["{{ ketua ", "{{ ketua }", "{%p if ketua", "ketua }}"])
def test_half_a_tag_is_a_finding_that_names_its_paragraph(tmp_path: Path, half: str) -> None:
    bad = templat_rusak(tmp_path, "docx", "notula.permendagri-1-2023.docx", "{{ ketua }}", half)
    with pytest.raises(RenderFault) as e:
        render_docx(naskah()[1], bad)
    (finding,) = e.value.findings
    assert finding.code == "C003"
    assert half.strip() in finding.message()
