"""The receipt of a document's deliveries as a page: where it lies, since when, with which hash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import jinja2

from pipeline import __version__
from pipeline.archive.antrean import resi
from pipeline.bawaan import bawaan
from pipeline.findings import Place
from pipeline.ledger.skema import KotakKeluar
from pipeline.naskah import Kop
from pipeline.record.profil import KERTAS_MM, Profil
from pipeline.record.record import Record
from pipeline.render import RenderFault
from pipeline.render.faults import C005, fault
from pipeline.render.fetch import Ditolak
from pipeline.render.pdf import cetak, wrap
from pipeline.render.sandbox import lingkungan

_TEMPLAT = "tanda-terima.html"


def tanda_terima_pdf(record: Record, kop: Kop, kiriman: Sequence[KotakKeluar], templates: Path) -> bytes:
    """The PDF (PDF/A-3a, PDF/UA-1); equal receipts give equal bytes.

    `kiriman` are deliveries that arrived, in order. Raises RenderFault where a template is broken.
    """
    own = templates / "register"
    folder = (own if (own / _TEMPLAT).is_file() else bawaan() / "templates" / "register").resolve()
    pictures: dict[str, tuple[bytes, str]] = {}
    day = date.fromisoformat(max(k.waktu for k in kiriman)[:10])
    context = {
        "kop": wrap(kop, pictures), "profil": Profil(), "kertas": KERTAS_MM["a4"], "draf": False, "hari": day,
        "rapat": record.rapat, "rekaman": record.file.stem, "kiriman": [(k, resi(k)) for k in kiriman],
    }  # fmt: skip
    env = lingkungan(jinja2.FileSystemLoader([folder, (templates / "html").resolve()]))
    try:
        html = env.get_template(_TEMPLAT).render(context)
        names = ("_naskah.css", "_profil.css", "tanda-terima.css")
        styles = [env.get_template(name).render(context) for name in names]
    except Exception as e:  # a template is a program of the office: it may raise anything
        where = getattr(e, "name", None) or _TEMPLAT
        raise RenderFault((fault(e, f"templates/register/{where}", tuple(context)),)) from e
    properties = {
        "jenis": "tanda terima",
        "status": "final",
        "tanggalNaskah": day.isoformat(),
        "versi": __version__,
    }
    try:
        return cetak(html, styles, folder, pictures, properties, (), day)
    except Ditolak as e:
        place = Place(f"templates/register/{_TEMPLAT}")
        raise RenderFault((C005.at(place, alamat=e.url),)) from e
