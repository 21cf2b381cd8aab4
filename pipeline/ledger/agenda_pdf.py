"""The register of outgoing documents as PDF/A-3a and PDF/UA-1, by the templates of the office."""

from __future__ import annotations

from pathlib import Path

import jinja2

from pipeline import __version__
from pipeline.bawaan import bawaan
from pipeline.findings import Place
from pipeline.ledger.agenda import JUDUL, KOLOM, Agenda
from pipeline.naskah import Kop
from pipeline.record.profil import KERTAS_MM, Profil
from pipeline.render import RenderFault
from pipeline.render.faults import C005, fault
from pipeline.render.fetch import Ditolak
from pipeline.render.pdf import cetak, wrap
from pipeline.render.sandbox import lingkungan

_TEMPLAT = "agenda.html"


def agenda_pdf(agenda: Agenda, kop: dict[str, Kop], templates: Path) -> bytes:
    """The PDF; equal ledgers give equal bytes. `kop` are the letterheads by key.

    Raises RenderFault where a template is broken or opens what lies outside it.
    """
    own = templates / "register"
    folder = (own if own.is_dir() else bawaan() / "templates" / "register").resolve()
    shared = (templates / "html").resolve()
    pictures: dict[str, tuple[bytes, str]] = {}
    context = {
        "judul": JUDUL, "kolom": KOLOM, "agenda": agenda, "profil": Profil(), "draf": False,
        "kertas": KERTAS_MM["a4"], "kop": {key: wrap(value, pictures) for key, value in kop.items()},
    }  # fmt: skip
    env = lingkungan(jinja2.FileSystemLoader([folder, shared]))
    try:
        html = env.get_template(_TEMPLAT).render(context)
        styles = [
            env.get_template(name).render(context) for name in ("_naskah.css", "_profil.css", "agenda.css")
        ]
    except Exception as e:  # a template is a program of the office: it may raise anything
        where = getattr(e, "name", None) or _TEMPLAT
        raise RenderFault((fault(e, f"templates/register/{where}", tuple(context)),)) from e
    properties = {
        "jenis": "agenda", "status": "final", "tanggalNaskah": agenda.hari.isoformat(), "versi": __version__
    }  # fmt: skip
    try:
        return cetak(html, styles, folder, pictures, properties, (), agenda.hari)
    except Ditolak as e:
        place = Place(f"templates/register/{_TEMPLAT}")
        raise RenderFault((C005.at(place, alamat=e.url),)) from e
