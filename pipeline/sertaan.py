"""What travels inside a final PDF: the record as read, the document as data, and all it was made from.

`sumber.zip` is a small workspace (record, letterhead, profile, the officials named, pictures,
HTML templates), so that anybody can make the PDF again from the PDF alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path

import weasyprint
import yaml
from jinja2 import TemplateSyntaxError, meta

from pipeline import __version__
from pipeline.naskah import Naskah, Sertaan
from pipeline.naskah_json import naskah_json
from pipeline.record.record import Record, Reference
from pipeline.reference.direktori import direktori
from pipeline.render.raster import raster
from pipeline.render.sandbox import lingkungan
from pipeline.sampah import tahap
from pipeline.sandaran import baca, daftar

REKAMAN, NASKAH, TEMPLAT, SUMBER = "rekaman.yaml", "naskah.json", "templat.json", "sumber.zip"


@tahap
def sertaan(record: Record, reference: Reference, naskah: Naskah, templates: Path) -> tuple[Sertaan, ...]:
    """The associated files of a document's PDF. Raises OSError where a source file is gone."""
    files = sumber(record, reference)
    html = templates_html(templates, f"{naskah.jenis}.{naskah.profil.bentuk}.html")
    versions = {
        "notula": __version__,
        "weasyprint": weasyprint.__version__,
        "templat": {name: hashlib.sha256(data).hexdigest() for name, data in html.items()},
    }
    shown = (json.dumps(versions, indent=1) + "\n").encode()
    package = _zip(files | {f"templates/html/{name}": data for name, data in html.items()})
    return (
        Sertaan(REKAMAN, record.data, "application/yaml", "Source", "Rekaman rapat sebagaimana dibaca"),
        Sertaan(NASKAH, naskah_json(naskah), "application/json", "Data", "Naskah sebagai data"),
        Sertaan(TEMPLAT, shown, "application/json", "Data", "Versi Notula dan sidik templat"),
        Sertaan(
            SUMBER, package, "application/zip", "Supplement", "Ruang kerja kecil untuk membuat ulang naskah"
        ),
    )


def sumber(record: Record, reference: Reference) -> dict[str, bytes]:
    """The files of the small workspace by their paths in it."""
    rapat = record.rapat
    root = record.file.resolve().parent.parent
    files = {f"inputs/{record.file.resolve().parent.name}/{record.file.name}": record.data}
    for kind, key in (("instansi", rapat.instansi), ("profil", rapat.profil)):
        if (file := reference.files.get(f"{kind}/{key}")) is not None:
            files[f"inputs/{kind}/{file.name}"] = baca(file, file.parent.parent.parent)
    head = reference.letterhead(record)
    if head is not None and head.lambang:
        place = reference.files[f"instansi/{rapat.instansi}"].parent
        name = _below(place / head.lambang, place.resolve().parent)  # before anything is read
        files[f"inputs/{name}"] = _picture(place / head.lambang)
    for item in rapat.lampiran:
        if item.gambar:
            file = record.file.parent / item.gambar
            name = _below(file, root)
            files[f"inputs/{name}"] = _picture(file)
    if (officials := _officials(record, reference)) is not None:
        files["inputs/pejabat.yaml"] = officials
    return dict(sorted(files.items()))


def templates_html(templates: Path, name: str) -> dict[str, bytes]:
    """The files that an HTML template needs, by name: the pages it reaches, all else of their folder."""
    folder = templates / "html"
    names = {*daftar(folder, "**!.html"), *_terjangkau(folder, name)}
    return {n: baca(folder / n, templates.parent) for n in sorted(names)}


def _terjangkau(folder: Path, name: str) -> set[str]:
    """The pages that a template extends, includes or imports, itself included; all where it computes a name."""
    found: set[str] = set()
    todo = [name]
    while todo:
        page = todo.pop()
        if page in found or not (folder / page).is_file():  # what is not there is for the rendering to report
            continue
        found.add(page)
        named = _disebut(baca(folder / page, folder.parent.parent))
        if None in named:
            return {n for n in daftar(folder, "**!") if n.endswith(".html")}
        todo += [n for n in named if n is not None and n.endswith(".html")]
    return found


@lru_cache(maxsize=64)
def _disebut(source: bytes) -> tuple[str | None, ...]:
    """The names in a template's own tags; None for one that is computed. Nothing of a broken template."""
    try:
        return tuple(meta.find_referenced_templates(lingkungan().parse(source.decode())))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return ()


def _below(file: Path, root: Path) -> str:
    return file.resolve().relative_to(root).as_posix()


def _picture(file: Path) -> bytes:
    """A picture as the PDF holds it: made small already, so that making it small again changes nothing."""
    return baca(file) if file.suffix.lower() == ".svg" else raster(file).data


def _officials(record: Record, reference: Reference) -> bytes | None:
    """The directory with those officials only whom the record names by key."""
    keys = {p.kunci for _, p in record.people if p.kunci}
    named = direktori(reference.pejabat).semua_berkunci(keys) if keys else []
    if not named:
        return None
    data = {"pejabat": [p.model_dump(mode="json", exclude_none=True) for p in named]}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    """A package whose bytes depend on names and contents only; the PDF compresses it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o600 << 16
            made.writestr(info, data)
    return out.getvalue()
