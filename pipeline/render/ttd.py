"""The visible part of an electronic signature, as a one-page PDF of the size of its field.

The only words that claim a signature are in this page, and it is drawn for a real one only
(domain.md 1.12).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import segno
import weasyprint
from markupsafe import Markup

from pipeline.render import RenderFault
from pipeline.render.faults import fault
from pipeline.render.fetch import Ditolak, PengambilTerbatas
from pipeline.render.pdf import environment, fonts

TEMPLAT = "_ttd.html"
_UKURAN_PT = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Type sizes tried, largest first, until the words fit the field."""

_SEMPIT_PT = (6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
"""Sizes for long offices and names: the address is then in the QR code only."""


@dataclass(frozen=True)
class Tampilan:
    """What a signature shows: offices line by line, the name as art. 44 asks, the address to verify at."""

    jabatan: tuple[str, ...]
    nama: str
    alamat: str | None


def render_ttd(tampilan: Tampilan, size: tuple[float, float], templates: Path) -> bytes:
    """The page, width and height in points. Raises RenderFault: a broken template, words that never fit."""
    folder = (templates / "html").resolve()
    config, faces = fonts()
    width, height = size
    values = {
        "jabatan": tampilan.jabatan, "nama": tampilan.nama,
        "qr": _qr(tampilan.alamat) if tampilan.alamat else None, "lebar": width, "tinggi": height,
    }  # fmt: skip
    try:
        template = environment(folder).get_template(TEMPLAT)
        tries = [(p, tampilan.alamat) for p in _UKURAN_PT] + [(p, None) for p in _SEMPIT_PT]
        for points, address in tries:
            html = template.render(values | {"ukuran": points, "alamat": address})
            source = weasyprint.HTML(string=html, url_fetcher=PengambilTerbatas((folder,)))
            document = source.render(stylesheets=[faces], font_config=config)
            if len(document.pages) == 1:
                out = io.BytesIO()
                document.write_pdf(out)
                return out.getvalue()
        raise ValueError("isi kotak tanda tangan terlalu panjang")
    except Ditolak:
        raise
    except Exception as e:  # a template is a program of the office: it may raise anything
        raise RenderFault((fault(e, f"templates/html/{TEMPLAT}", tuple(values)),)) from e


def _qr(address: str) -> Markup:
    """The QR code of an address as a `data:` URL of vector art; M mends 15 % of damage."""
    return Markup(segno.make(address, error="m", micro=False).svg_data_uri(border=2))
