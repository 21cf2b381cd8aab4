"""What is replaced in WeasyPrint and pydyf changes no byte, and is left alone in other versions."""

import subprocess
import sys
from pathlib import Path

import pydyf
import pypdfium2 as pdfium
import pytest
import weasyprint
from contoh import TEMPLATES, naskah
from PIL import Image, ImageChops
from weasyprint.formatting_structure import boxes

from pipeline.render import percepatan
from pipeline.render.pdf import fonts, render_pdf
from pipeline.render.percepatan import berkas, garis, tata, teks

ANEH = (Path(__file__).parent / "aneh.html").read_text(encoding="utf-8")
BARU = "peserta:\n" + "".join(
    f"- {{nama: Contoh Ke {i}, jabatan: Analis, instansi: Dinas Contoh}}\n" for i in range(60)
)


def sama(make: object) -> bool:
    assert callable(make)
    fonts()  # which puts the replacements in place, once a process
    with percepatan.tanpa():
        plain = make()
    assert percepatan.pasang()
    with percepatan.tanpa(rupa=True), pytest.MonkeyPatch.context() as patch:
        patch.setattr(berkas, "TINGKAT", 9)
        return bool(plain == make() == make())


@pytest.mark.parametrize("jenis", ["notula", "laporan"])
@pytest.mark.parametrize("ubah", ["", "status: draf\n", BARU, "tempat: Aula السلام ꦱꦸꦒꦼꦁ 😀\n", "profil: f4\n"])
def test_documents_are_the_same_bytes(ubah: str, jenis: str) -> None:
    doc = naskah(ubah, jenis)[1]
    assert sama(lambda: render_pdf(doc, TEMPLATES))


@pytest.mark.parametrize("variant", [None, "pdf/a-3a", "pdf/ua-1", "pdf/a-1b"])
@pytest.mark.parametrize("plain", [False, True])
def test_a_page_of_everything_is_the_same_bytes(variant: str | None, plain: bool) -> None:
    def make() -> bytes:
        config, faces = fonts()
        source = weasyprint.HTML(string=ANEH)
        made = source.write_pdf(
            stylesheets=[faces], font_config=config, pdf_variant=variant, pdf_forms=True,
            pdf_identifier=b"tetap", uncompressed_pdf=plain,
        )  # fmt: skip
        assert isinstance(made, bytes)
        return made

    assert sama(make)


GARIS = """<style>@page{margin:10mm}table{border-collapse:collapse;width:100%%;table-layout:fixed}
td,th{border:0.5pt solid #000;padding:2pt} .tebal td{border:2pt solid #00f} .titik{border:1pt dotted red}
</style><html lang=id><title>x</title><body><p>Uji</p><table><thead><tr><th>A<th>B<th>C</thead><tbody>
<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td class=titik>d<tr class=tebal><td>e<td>f<td>g%s</table>""" % (
    "<tr><td>satu<td>dua<br>baris<td>tiga" * 60
)
"""A table of three pages: spans, three kinds of borders, heads that come again."""


def raster(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=3).to_pil().convert("RGB") for page in pdfium.PdfDocument(pdf)]


@pytest.mark.parametrize("html", [GARIS, GARIS.replace("<body>", "<body dir=rtl>")])
def test_borders_drawn_as_long_lines_look_the_same(html: str) -> None:
    def make() -> bytes:
        made = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=b"tetap")
        assert isinstance(made, bytes)
        return made

    assert sama(make)
    with percepatan.tanpa(rupa=True):
        single = make()
    joined = make()
    assert len(joined) < len(single)
    for one, other in zip(raster(single), raster(joined), strict=True):
        seen = ImageChops.difference(one, other).convert("L").histogram()
        # where two sides met, the blurred rim of a line was painted twice
        assert sum(seen[9:]) < 1e-4 * sum(seen)
        assert not any(seen[96:])


def test_moves_by_nothing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = naskah("tempat: Aula السلام ꦱꦸꦒꦼꦁ 😀\n")[1]
    short = render_pdf(doc, TEMPLATES)
    monkeypatch.setattr(teks, "SISIP_NOL", True)
    long = render_pdf(doc, TEMPLATES)
    assert len(short) < len(long)
    for one, other in zip(raster(short), raster(long), strict=True):
        assert not ImageChops.difference(one, other).getbbox()
    assert [p.get_textpage().get_text_bounded() for p in pdfium.PdfDocument(short)] == [
        p.get_textpage().get_text_bounded() for p in pdfium.PdfDocument(long)
    ]


def test_lines_are_joined_where_they_touch() -> None:
    sides = [(0, 5, 10, 5), (9, 5, 20, 5), (30, 5, 40, 5), (7, 0, 7, 4), (7, 4, 7, 9), (8, 4, 8, 9)]
    assert list(garis._sambung(sides)) == [(0, 5, 20, 5), (30, 5, 40, 5), (7, 0, 7, 9), (8, 4, 8, 9)]


def test_other_versions_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with percepatan.tanpa():
        before = pydyf.PDF.write
        monkeypatch.setattr(pydyf, "__version__", "0.14.0")
        assert not percepatan.pasang()
        assert pydyf.PDF.write is before


def test_a_version_that_lacks_what_is_copied_makes_documents_all_the_same() -> None:
    """As a later WeasyPrint in which something has moved: without it, no replacement could be loaded."""
    program = (
        "import weasyprint, weasyprint.text.constants as c, sys\n"
        "weasyprint.__version__ = '71.0'\n"
        "del c.LST_TO_ISO\n"
        "from pipeline.render.pdf import fonts\n"
        "config, faces = fonts()\n"
        "made = weasyprint.HTML(string='<p>Uji').write_pdf(stylesheets=[faces], font_config=config)\n"
        "sys.exit(not made.startswith(b'%PDF'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_without_puts_the_originals_back_for_a_while() -> None:
    assert percepatan.pasang()
    put = weasyprint.layout.inline.strut
    with percepatan.tanpa():
        assert weasyprint.layout.inline.strut is not put
        assert weasyprint.layout.inline.strut.__module__ == "weasyprint.text.line_break"
    assert weasyprint.layout.inline.strut is put


def test_the_lengths_that_are_set_at_once_are_plain_attributes() -> None:
    """`resolve_percentages` writes past setters: no box may have one."""
    kinds = [k for k in vars(boxes).values() if isinstance(k, type) and issubclass(k, boxes.Box)]
    names = (*tata._PANJANG, *tata._TEPI, *tata._SUDUT)
    assert not [(k, n) for k in kinds for n in names if hasattr(getattr(k, n, None), "__get__")]
