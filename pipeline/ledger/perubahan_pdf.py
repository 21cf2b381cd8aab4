"""What a correction changes, as a page: the list of changes, then the whole document marked up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jinja2

from pipeline import __version__
from pipeline.bawaan import bawaan
from pipeline.beda import Perubahan
from pipeline.findings import Place
from pipeline.naskah import Naskah
from pipeline.record.profil import KERTAS_MM
from pipeline.render import RenderFault
from pipeline.render.faults import C005, fault
from pipeline.render.fetch import Ditolak
from pipeline.render.pdf import cetak, wrap
from pipeline.render.sandbox import lingkungan

_TEMPLAT = "perubahan.html"


def perubahan_pdf(lama: dict[str, Any], baru: Naskah, semua: list[Perubahan], templates: Path) -> bytes:
    """The marked-up page of a correction; PDF/A-3a and PDF/UA-1, equal input gives equal bytes.

    `semua` are all paragraphs of both documents (`beda.bertanda`). Raises RenderFault where a
    template is broken or opens what lies outside it.
    """
    own = templates / "register"
    folder = (own if (own / _TEMPLAT).is_file() else bawaan() / "templates" / "register").resolve()
    pictures: dict[str, tuple[bytes, str]] = {}
    day: date = baru.metadata.tanggal
    context = {
        "jenis": baru.jenis, "kop": wrap(baru.kop, pictures), "profil": baru.profil, "kertas": KERTAS_MM[baru.profil.kertas],
        "metadata": baru.metadata, "lama": lama["metadata"], "semua": semua, "draf": baru.draf,
        "berubah": [p for p in semua if p.lama != p.baru],
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
