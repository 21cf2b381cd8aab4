"""What is replaced in WeasyPrint and pydyf changes no byte, and is left alone in other versions."""

from pathlib import Path

import pydyf
import pytest
import weasyprint
from contoh import TEMPLATES, naskah
from weasyprint.formatting_structure import boxes

from pipeline.render import percepatan
from pipeline.render.pdf import fonts, render_pdf
from pipeline.render.percepatan import tata

ANEH = (Path(__file__).parent / "aneh.html").read_text(encoding="utf-8")
BARU = "peserta:\n" + "".join(
    f"- {{nama: Contoh Ke {i}, jabatan: Analis, instansi: Dinas Contoh}}\n" for i in range(60)
)


def sama(make: object) -> bool:
    assert callable(make)
    with percepatan.tanpa():
        plain = make()
    assert percepatan.pasang()
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


def test_other_versions_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with percepatan.tanpa():
        before = pydyf.PDF.write
        monkeypatch.setattr(pydyf, "__version__", "0.14.0")
        assert not percepatan.pasang()
        assert pydyf.PDF.write is before


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
