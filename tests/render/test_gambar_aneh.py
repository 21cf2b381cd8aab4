"""Pictures and signs that broke PDF/A once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from contoh import TEMPLATES, naskah
from docx.image.image import Image as DocxImage
from PIL import Image
from weasyprint.pdf.fonts import Font

from pipeline.render.pdf import render_pdf
from pipeline.render.raster import raster


def kelabu_adobe(file: Path) -> None:
    """A JPEG with an Adobe marker and no JFIF header."""
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "JPEG")
    data = out.getvalue()
    length = int.from_bytes(data[4:6], "big")
    adobe = bytes.fromhex("ffee000e") + b"Adobe" + bytes.fromhex("00640000000001")
    file.write_bytes(data[:2] + adobe + data[4 + length :])


def test_a_cmyk_jpeg_becomes_rgb_that_word_knows(tmp_path: Path) -> None:
    Image.new("CMYK", (30, 20), (0, 255, 255, 0)).save(tmp_path / "a.jpg")
    made = raster(tmp_path / "a.jpg")
    image = Image.open(io.BytesIO(made.data))
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((5, 5))
    assert red > 200
    assert max(green, blue) < 60
    assert DocxImage.from_blob(made.data).content_type == "image/jpeg"


def test_a_jpeg_without_jfif_header_is_encoded_again(tmp_path: Path) -> None:
    kelabu_adobe(tmp_path / "a.jpg")
    made = raster(tmp_path / "a.jpg")
    assert made.data != (tmp_path / "a.jpg").read_bytes()
    assert DocxImage.from_blob(made.data).px_width == 30


def test_a_plain_jpeg_stays_as_it_is(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "red").save(tmp_path / "a.jpg")
    assert raster(tmp_path / "a.jpg").data == (tmp_path / "a.jpg").read_bytes()


@pytest.mark.parametrize("isi", ["☺\ufe0f ✔", "✅\ufe0f ✔", "✔ \ufe0f✔", "✔\u00a0✔"])
def test_blanks_between_signs_are_no_missing_glyph(isi: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pango draws the blank between two signs in their font; veraPDF forbids a glyph that is not there."""
    missing: list[tuple[str, int]] = []
    found = Font.get_unused_glyph_id

    def noted(font: Font, codepoint: int) -> int:
        missing.append((str(font.family), codepoint))
        return int(found(font, codepoint))

    monkeypatch.setattr(Font, "get_unused_glyph_id", noted)
    render_pdf(naskah(f"tempat: Aula {isi}\n")[1], TEMPLATES)
    assert missing == []
