"""Signature fields laid at render time: one for each signer, tagged, silent, the same every time."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from contoh import TEMPLATES, naskah
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.naskah import Naskah
from pipeline.render.pdf import render_pdf
from pipeline.render.ttd import Tampilan, render_ttd

DUA = """
penanda_tangan:
  - {peran: Notulis, nama: "Contoh (Pencatatan), S.Kom.", jabatan: Analis Perencanaan, nip: "199407082019032904"}
  - {nama: "Ir. Contoh Pemimpin, M.Si.", jabatan: Kepala Dinas Contoh, nip: "196905171995031903"}
"""
WADAH = (223.94, 56.69)


def buka(made: Naskah) -> Any:
    return pikepdf.open(io.BytesIO(render_pdf(made, TEMPLATES)))


def bidang(pdf: Any) -> list[Any]:
    return list(pdf.Root.AcroForm.Fields)


def test_a_final_has_one_empty_field_for_each_signer_in_order() -> None:
    pdf = buka(naskah(DUA)[1])
    fields = bidang(pdf)
    assert [str(f.T) for f in fields] == ["ttd-1", "ttd-2"]
    assert [str(f.TU) for f in fields] == [
        "Tanda tangan Analis Perencanaan, Contoh (Pencatatan), S.Kom.",
        "Tanda tangan Kepala Dinas Contoh, Ir. Contoh Pemimpin, M.Si.",
    ]
    for f in fields:
        assert (f.FT, int(f.F)) == ("/Sig", 4)
        assert "/V" not in f
        assert f.AP.N.read_bytes() == b""


def test_a_field_is_the_only_kid_of_a_form_element() -> None:
    pdf = buka(naskah(DUA)[1])
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for f in bidang(pdf):
        element = parents[int(f.StructParent)]
        assert element.S == "/Form"
        assert element.K.Obj.objgen == f.objgen


def test_a_field_lies_in_the_space_between_office_and_name() -> None:
    pdf = buka(naskah(DUA)[1])
    left, right = bidang(pdf)
    for f in (left, right):
        x1, y1, x2, y2 = (float(v) for v in f.Rect)
        assert 210 < x2 - x1 < 230
        assert abs((y2 - y1) - 20 / 25.4 * 72) < 0.1
        page = next(p for p in pdf.pages if p.objgen == f.P.objgen)
        assert x2 < float(page.MediaBox[2]) - 20 / 25.4 * 72 + 0.1
    assert float(left.Rect[2]) < float(right.Rect[0])


def test_a_draft_has_no_field() -> None:
    pdf = buka(naskah("status: draf" + DUA)[1])
    assert "/AcroForm" not in pdf.Root


def test_the_bytes_are_the_same_every_time() -> None:
    made = naskah(DUA)[1]
    assert render_pdf(made, TEMPLATES) == render_pdf(made, TEMPLATES)


def test_nothing_of_a_signature_is_said_before_there_is_one() -> None:
    data = render_pdf(naskah(DUA)[1], TEMPLATES)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            assert "/Annots" not in page or all(a.Subtype == "/Widget" for a in page.Annots)
    assert b"elektronik" not in data


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text("abc ABC,.&<>“’", max_size=60), max_size=3), st.text("abc DEF,.<&", max_size=60))
def test_the_page_of_a_signature_is_one_page_of_the_field_s_size(offices: list[str], name: str) -> None:
    made = render_ttd(Tampilan(tuple(offices), name, "https://contoh.go.id/" + "a" * 32), WADAH, TEMPLATES)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
        assert [float(v) for v in pdf.pages[0].MediaBox][2:] == [round(v, 6) for v in WADAH]


def teks(tampilan: Tampilan) -> str:
    page = pdfium.PdfDocument(render_ttd(tampilan, WADAH, TEMPLATES))[0]
    return " ".join(str(page.get_textpage().get_text_range()).split())


def test_the_address_is_printed_unless_a_long_name_needs_its_room() -> None:
    address = "https://contoh.go.id/" + "a" * 32
    assert "https://contoh.go.id/" in teks(Tampilan(("Kepala Dinas Contoh,",), "Contoh Pemimpin", address))
    name = "Prof. Dr. Contoh " + "Kusumaningtyas " * 20
    said = teks(Tampilan(("Kepala Dinas Contoh,",), name, address))
    assert "https" not in said
    assert name.strip() in said


def test_the_frame_lies_inside_the_field() -> None:
    page = pdfium.PdfDocument(render_ttd(Tampilan((), "Contoh", None), WADAH, TEMPLATES))[0]
    picture = page.render(scale=4).to_pil().convert("L")
    middle = [picture.getpixel((picture.width // 2, y)) for y in range(picture.height)]
    assert min(middle[:5]) < 128
    assert min(middle[-5:]) < 128
