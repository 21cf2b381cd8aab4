"""Picture files → bytes that Word and PDF readers take, of sensible size."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import weasyprint
from PIL import Image, ImageOps

from pipeline.render.fetch import PengambilTerbatas

MAKS_PX = 1800
"""Longest side of an embedded picture: 160 mm at 285 dpi."""


@dataclass(frozen=True)
class Raster:
    """An encoded picture (PNG or JPEG) with its size in pixels."""

    data: bytes
    lebar: int
    tinggi: int


def raster(file: Path) -> Raster:
    """The picture in a file; SVG is drawn at 1,000 pixels. Raises OSError for what is no picture."""
    return _raster(file.suffix.lower(), file.read_bytes())


@lru_cache(maxsize=64)
def _raster(suffix: str, data: bytes) -> Raster:
    if suffix == ".svg":
        return _svg(data)
    with Image.open(io.BytesIO(data)) as source:
        kind = "PNG" if source.format == "PNG" else "JPEG"
        turned = ImageOps.exif_transpose(source)
        if turned.size == source.size and max(source.size) <= MAKS_PX and source.format == kind:
            return Raster(data, *source.size)
        turned.thumbnail((MAKS_PX, MAKS_PX))
        if kind == "JPEG" and turned.mode not in ("RGB", "L"):
            turned = turned.convert("RGB")
        return _encode(turned, kind)


def _svg(data: bytes) -> Raster:
    """An SVG drawn by WeasyPrint on a page of its own; nothing outside the SVG is opened."""

    uri = "data:image/svg+xml;base64," + base64.b64encode(data).decode()
    html = (
        "<style>@page{size:100mm 100mm;margin:0}body{margin:0}img{width:100mm;height:100mm;"
        f"object-fit:contain;display:block}}</style><img src='{uri}'>"
    )
    pdf = weasyprint.HTML(string=html, url_fetcher=PengambilTerbatas()).write_pdf()
    page = pdfium.PdfDocument(pdf)[0]
    image = page.render(scale=1000 / page.get_width()).to_pil().convert("RGB")
    box = ImageOps.invert(image).getbbox()
    if box is None:
        raise OSError("empty SVG")
    return _encode(image.crop(box), "PNG")


def _encode(image: Image.Image, kind: str) -> Raster:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": True}))
    return Raster(out.getvalue(), *image.size)
