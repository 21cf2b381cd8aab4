"""What a correction changes, as a page: the list of changes, then the whole document marked up."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline import __version__
from pipeline.bawaan import bawaan
from pipeline.beda import Perubahan, gabungan
from pipeline.findings import Place
from pipeline.naskah import Naskah
from pipeline.record.profil import KERTAS_MM
from pipeline.render import RenderFault
from pipeline.render.faults import C005, fault
from pipeline.render.fetch import Ditolak
from pipeline.render.pdf import cetak, halaman, wrap
from pipeline.render.sandbox import lingkungan

_TEMPLAT = "perubahan.html"
_BIDANG = re.compile(r"<input[^>]*>")


def perubahan_pdf(lama: dict[str, Any], baru: Naskah, berubah: list[Perubahan], templates: Path) -> bytes:
    """The list of changes and the document itself with its marks, laid out as it is printed.

    `lama` is the JSON of the corrected document, `berubah` its changes (`beda.daftar`). PDF/A-3a and
    PDF/UA-1, equal input gives equal bytes. Raises RenderFault where a template is broken or opens
    what lies outside it.
    """
    own = templates / "register"
    folder = (own if (own / _TEMPLAT).is_file() else bawaan() / "templates" / "register").resolve()
    page, _, pictures = halaman(gabungan(lama, baru), templates)
    day: date = baru.metadata.tanggal
    context = {
        "jenis": baru.jenis, "kop": wrap(baru.kop, pictures), "profil": baru.profil,
        "kertas": KERTAS_MM[baru.profil.kertas], "metadata": baru.metadata, "lama": lama["metadata"],
        "draf": baru.draf, "berubah": berubah, "naskah": Markup(_badan(page)),
    }  # fmt: skip
    env = lingkungan(jinja2.FileSystemLoader([folder, (templates / "html").resolve()]))
    try:
        html = env.get_template(_TEMPLAT).render(context)
        names = ("_naskah.css", "_profil.css", "perubahan.css")
        styles = [env.get_template(name).render(context) for name in names]
    except Exception as e:  # a template is a program of the office: it may raise anything
        where = getattr(e, "name", None) or _TEMPLAT
        raise RenderFault((fault(e, f"templates/register/{where}", tuple(context)),)) from e
    properties = {"jenis": "perubahan", "tanggalNaskah": day.isoformat(), "versi": __version__}
    try:
        return cetak(html, styles, folder, pictures, properties, (), day)
    except Ditolak as e:
        place = Place(f"templates/register/{_TEMPLAT}")
        raise RenderFault((C005.at(place, alamat=e.url),)) from e


def _badan(page: str) -> str:
    """What a page of the document prints, without the fields for signatures."""
    found = re.search(r"<body[^>]*>(.*)</body>", page, re.S)
    return _BIDANG.sub("", found[1] if found else page)
