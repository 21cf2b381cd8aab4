"""What an archive reads of a final PDF and Word file: metadata, bookmarks, language, associated files, headings."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import docx
import pikepdf
import pytest
from berkas_ttd import naskah_final
from contoh import TEMPLATES, naskah
from docx.oxml.ns import qn

from pipeline.render.docx import render_docx
from pipeline.render.pdf_arsip import NS_NOTULA, SIFAT

JUDUL = "Notula Rapat Koordinasi Contoh Pengarusutamaan Gender"
_EXT = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(naskah_final()))


@pytest.fixture(scope="module")
def xmp(pdf: pikepdf.Pdf) -> ET.Element:
    return ET.fromstring(pdf.Root.Metadata.read_bytes().decode())


def test_record_document_templates_and_source_are_associated_files_named_once(pdf: pikepdf.Pdf) -> None:
    named = [(str(f.UF), str(f.AFRelationship)) for f in pdf.Root.AF]
    assert named == [
        ("rekaman.yaml", "/Source"), ("naskah.json", "/Data"), ("templat.json", "/Data"), ("sumber.zip", "/Supplement"),
    ]  # fmt: skip
    assert set(pdf.attachments) == {name for name, _ in named}


def test_the_metadata_say_what_the_document_is(pdf: pikepdf.Pdf, xmp: ET.Element) -> None:
    own = {e.tag.split("}")[1]: e.text for e in xmp.iter() if e.tag.startswith("{" + NS_NOTULA)}
    assert own["klasifikasi"] == "400.2"
    assert (own["keamanan"], own["kodeKeamanan"]) == ("biasa", "B")
    assert (own["tanggalRapat"], own["tanggalNaskah"]) == ("2026-11-24", "2026-11-24")
    assert own["instansi"] == "Dinas Contoh Pemberdayaan Perempuan"
    with pdf.open_metadata() as said:
        assert said["dc:title"] == JUDUL
        assert said["dc:creator"] == ["DINAS CONTOH PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK"]
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
        assert str(said["xmp:CreateDate"]).startswith("2026-11-24")


def test_a_number_stands_in_the_metadata() -> None:
    numbered = pikepdf.open(io.BytesIO(naskah_final("nomor: 400.2/001/CONTOH/2026\n")))
    found = ET.fromstring(numbered.Root.Metadata.read_bytes().decode()).find(f".//{{{NS_NOTULA}}}nomor")
    assert found is not None
    assert found.text == "400.2/001/CONTOH/2026"


def test_every_own_property_is_described_by_the_extension_schema(xmp: ET.Element) -> None:
    described: dict[str, set[str]] = {}
    for item in xmp.iter():
        if (uri := item.find(f"{_EXT}namespaceURI")) is not None:
            described[str(uri.text)] = {str(e.text) for e in item.iter(f"{_PROPERTY}name")}
    assert described[NS_NOTULA] == set(SIFAT)
    used = {e.tag.split("}")[1] for e in xmp.iter() if e.tag.startswith("{" + NS_NOTULA)}
    assert used <= described[NS_NOTULA]


def labels(items: list[pikepdf.OutlineItem], depth: int = 0) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, str(item.title)
        yield from labels(item.children, depth + 1)


def test_bookmarks_are_the_headings_with_their_numbers(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        found = list(labels(outline.root))
    assert found[:3] == [(0, "NOTULA"), (1, "A. Kata Pembukaan"), (1, "B. Dasar")]
    assert (2, "1. Evaluasi pelaksanaan") in found
    assert str(pdf.Root.Lang) == "id"


def test_pictures_have_their_text_alternative(pdf: pikepdf.Pdf) -> None:
    elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert [str(e.Alt) for e in elements] == ["Lambang contoh"]


def test_the_word_file_has_title_language_headings_and_table_heads() -> None:
    word = docx.Document(io.BytesIO(render_docx(naskah()[1], TEMPLATES)))
    assert (word.core_properties.title, word.core_properties.language) == (JUDUL, "id-ID")
    headings = [p.text for p in word.paragraphs if str(p.style.name).startswith("Heading 1")]
    assert any("Kata Pembukaan" in text for text in headings)
    heads = [
        t for t in word.element.body.iter(qn("w:tbl")) if next(t.iter(qn("w:tblHeader")), None) is not None
    ]
    assert heads
