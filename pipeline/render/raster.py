"""Picture files → bytes that Word and PDF readers take, of sensible size."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import weasyprint
from PIL import Image, ImageCms, ImageOps

from pipeline.render.fetch import Ditolak, PengambilTerbatas
from pipeline.sandaran import baca

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
    return _raster(file.suffix.lower(), baca(file))


@lru_cache(maxsize=64)
def _raster(suffix: str, data: bytes) -> Raster:
    if suffix == ".svg":
        return _svg(data)
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as source:
        kind = "PNG" if source.format == "PNG" else "JPEG"
        turned = ImageOps.exif_transpose(source)
        fits = turned.size == source.size and max(source.size) <= MAKS_PX
        if fits and source.format == kind and (kind == "PNG" or _plain_jpeg(source)):
            return Raster(data, *source.size)
        turned.thumbnail((MAKS_PX, MAKS_PX))
        if kind == "JPEG" and turned.mode not in ("RGB", "L"):
            turned = _rgb(turned, source.info.get("icc_profile"))
        return _encode(turned, kind)


def _plain_jpeg(source: Image.Image) -> bool:
    """Whether Word and PDF/A take a JPEG as it is: three colours or grey, with the JFIF header.

    PDF/A-3 (ISO 19005-3, 6.2.4.3) allows no CMYK beside an RGB output intent; python-docx knows
    a JPEG by its JFIF header only.
    """
    return source.mode in ("RGB", "L") and "jfif" in source.info


def _rgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A picture in sRGB, by its own colour profile where it has a usable one."""
    if profile is not None:
        try:
            own, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            made = None
        if made is not None:
            return made
    return image.convert("RGB")


def _svg(data: bytes) -> Raster:
    """An SVG drawn by WeasyPrint on a page of its own; nothing outside the SVG is opened."""

    uri = "data:image/svg+xml;base64," + base64.b64encode(data).decode()
    html = (
        "<style>@page{size:100mm 100mm;margin:0}body{margin:0}img{width:100mm;height:100mm;"
        f"object-fit:contain;display:block}}</style><img src='{uri}'>"
    )
    fetcher = PengambilTerbatas()
    try:
        pdf = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf()
        fetcher.periksa()
    except Ditolak as e:  # the checks have not seen it: an address in disguise
        raise OSError(f"SVG opens {e.url[:80]}") from e
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
