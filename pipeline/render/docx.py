"""Naskah → Word file, over the template that an office edits in Word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from pipeline.naskah import Naskah
from pipeline.record.profil import KERTAS_MM
from pipeline.render import RenderFault, docx_badan, docx_fonts, docx_runs
from pipeline.render.docx_blok import bungkus
from pipeline.render.docx_gambar import Cerita
from pipeline.render.docx_paket import Paket
from pipeline.render.docx_templat import Templat, siapkan
from pipeline.render.faults import fault
from pipeline.sampah import tahap
from pipeline.sandaran import baca

TINGGI_GAMBAR_MM = 105.0


@tahap
def render_docx(naskah: Naskah, templates: Path, salinan: str = "") -> bytes:
    """The Word file of a document; equal input gives equal bytes. `salinan` is what each page of a copy says.

    Raises RenderFault where the template is missing, broken or asks for what is not there.
    """
    name = f"{naskah.jenis}.{naskah.profil.bentuk}.docx"
    file = templates / "docx" / name
    context = {f.name: bungkus(getattr(naskah.isi, f.name)) for f in fields(naskah.isi)}
    context |= {"kop": bungkus(naskah.kop), "profil": naskah.profil, "draf": naskah.draf}
    context["metadata"] = naskah.metadata
    shown, names = f"templates/docx/{name}", tuple(context)
    with _milik_templat(shown, names, membaca=True):
        template = siapkan(
            baca(file, templates.absolute().parent), naskah.profil, naskah.draf or bool(salinan)
        )
        filled = template.isi(context)
    with _milik_templat(shown, names, membaca=False):  # what cannot be read here is a picture of the record
        return _tulis(template, filled, naskah, salinan)


@contextmanager
def _milik_templat(shown: str, names: tuple[str, ...], *, membaca: bool) -> Iterator[None]:
    """What is raised inside is the template's fault: it is a program of the office, and its Word file may be any.

    Not so our own slips, the end of what a record may take, what is said already, and OSError unless `membaca`.
    """
    try:
        yield
    except (NameError, AssertionError, MemoryError, RenderFault):
        raise
    except Exception as e:
        if isinstance(e, OSError) and not membaca:
            raise
        raise RenderFault((fault(e, shown, names),)) from e


def _tulis(template: Templat, filled: dict[str, str], naskah: Naskah, salinan: str) -> bytes:
    """The package with its filled parts in place of the template's."""
    stories = {part: template.pohon(part, xml) for part, xml in filled.items()}
    package = Paket(template.dasar)
    _expand(package, template, stories, filled, naskah)
    body = stories[template.badan].find(qn("w:body"))
    docx_badan.identitas(body)
    docx_badan.tanda_tangan(body)
    docx_badan.tembusan(body)
    heads = [stories[part] for part in template.kepala]
    if naskah.draf:
        docx_badan.tanda_draf(heads)
    if salinan:
        docx_badan.tanda_salinan(heads, salinan)
    for part, root in stories.items():
        package.tulis(part, serialize_part_xml(root))
    package.tulis(template.inti, _properties(package.baca(template.inti), naskah))
    return package.bita()


def _expand(
    package: Paket, template: Templat, stories: dict[str, Any], filled: dict[str, str], naskah: Naskah
) -> None:
    """Marks of texts into runs and pictures, in all stories."""
    profil = naskah.profil
    width, height = KERTAS_MM[profil.kertas]
    room = docx_runs.Ukuran(
        width - profil.margin.kiri - profil.margin.kanan,
        min(TINGGI_GAMBAR_MM, height / 3),
        profil.kop.lambang_mm,
    )
    used: set[str] = set()
    for part in template.cerita:
        root = stories[part]
        used |= docx_runs.uraikan(Cerita(package, part), root, filled[part], room, naskah.kop.lambang_alt)
        if root.tag in (qn("w:hdr"), qn("w:ftr")):
            docx_badan.kolom_kop(root, room)
            if root.find(qn("w:p")) is None:
                root.append(OxmlElement("w:p"))
    shapes = (shape for part in template.cerita for shape in stories[part].iter(qn("wp:docPr")))
    for number, shape in enumerate(shapes, 1):
        shape.set("id", str(number))
    docx_fonts.tanam(package, template.fon, template.pengaturan, used)


def _properties(core: bytes, naskah: Naskah) -> bytes:
    element: Any = parse_xml(core)
    meta = naskah.metadata
    about = CoreProperties(element)
    about.title, about.author, about.subject = meta.judul[:250], meta.penulis[:250], meta.subjek[:250]
    about.keywords, about.language, about.comments = ", ".join(meta.kata_kunci)[:250], "id-ID", ""
    if meta.dijawab:  # the setter stops at 255 characters; a reason is never cut
        element.get_or_add_description().text = "Peringatan yang dijawab: " + "; ".join(meta.dijawab)
    about.last_modified_by, about.revision, about.category = meta.penulis[:250], 1, naskah.jenis
    about.created = about.modified = datetime.combine(meta.tanggal, time())
    return bytes(serialize_part_xml(element))
