"""Naskah → Word file, over the template that an office edits in Word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
import jinja2
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from pipeline.naskah import Naskah
from pipeline.record.profil import KERTAS_MM, Profil
from pipeline.render import RenderFault, docx_fonts, docx_runs
from pipeline.render.docx_blok import bungkus
from pipeline.render.faults import fault
from pipeline.render.sandbox import Lingkungan, lingkungan

TINGGI_GAMBAR_MM = 105.0


def environment() -> Lingkungan:
    """The Jinja environment of Word templates."""
    return lingkungan()


def render_docx(naskah: Naskah, templates: Path) -> bytes:
    """The Word file of a document; equal input gives equal bytes.

    Raises RenderFault where the template is missing, broken or asks for what is not there.
    """
    name = f"{naskah.jenis}.{naskah.profil.bentuk}.docx"
    file = templates / "docx" / name
    shown = f"templates/docx/{name}"
    context = {f.name: bungkus(getattr(naskah.isi, f.name)) for f in fields(naskah.isi)}
    context |= {"kop": bungkus(naskah.kop), "profil": naskah.profil, "draf": naskah.draf}
    context["metadata"] = naskah.metadata
    try:
        template = DocxTemplate(io.BytesIO(file.read_bytes()))
        tanda_kurung(template)
        template.render(context, environment())
        filled = io.BytesIO()
        template.save(filled)
    except (NameError, AssertionError):
        raise  # ours: no template raises these
    except Exception as e:  # a template is a program of the office: it may raise anything
        raise RenderFault((fault(e, shown, tuple(context)),)) from e
    document = docx.Document(io.BytesIO(filled.getvalue()))
    tanpa_gaya_lama(document)
    _layout(document, naskah.profil)
    _expand(document, naskah)
    _signatures(document)
    _copies(document)
    if naskah.draf:
        _watermark(document)
    _properties(document, naskah)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_HALF = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


def tanda_kurung(template: DocxTemplate) -> None:
    """Raise TemplateSyntaxError at a paragraph with half a tag.

    docxtpl joins a tag across paragraphs, and so would swallow all facts up to the next one.
    """
    template.init_docx()
    for _, element in _parts(template.docx):
        for p in element.iter(qn("w:p")):
            text = "".join(t.text or "" for t in p.iter(qn("w:t")))
            half = _HALF.search(_TAG.sub("", text))
            if half:
                raise jinja2.TemplateSyntaxError(
                    f"“{half[0]}” tanpa pasangan pada alinea “{text.strip()}”", 1
                )


def _layout(document: Document, profil: Profil) -> None:
    """Paper, margins, font, sizes and spacing of the profile, put on sections and styles."""
    width, height = KERTAS_MM[profil.kertas]
    for section in document.sections:
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(profil.margin.atas), Mm(profil.margin.bawah)
        section.left_margin, section.right_margin = Mm(profil.margin.kiri), Mm(profil.margin.kanan)
        section.header_distance = Mm(min(10.0, profil.margin.atas))
        section.footer_distance = Mm(min(10.0, profil.margin.bawah))
    styles = {s.style_id: s for s in document.styles}
    normal: Any = styles["Normal"]
    normal.font.name, normal.font.size = profil.fon, Pt(profil.ukuran_pt)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), profil.fon)
    kop = profil.kop
    sizes = {"KopPemerintah": kop.pemerintah_pt, "KopNama": kop.nama_pt, "KopAlamat": kop.alamat_pt}
    for style_id, size in sizes.items():
        if style_id in styles:
            styles[style_id].font.size = Pt(size)
    for style_id, style in styles.items():
        if style_id.startswith(("IsiNaskah", "Butir", "KutipanNaskah")):
            style.paragraph_format.line_spacing = profil.spasi
    if (line := styles.get("KopGaris")) is not None:
        for old in line.element.iter(qn("w:bottom")):
            old.set(qn("w:val"), "thinThickSmallGap" if kop.garis_ganda else "single")
            old.set(qn("w:sz"), str(round(kop.garis_pt * 8)))


def _parts(document: Document) -> Iterator[tuple[Any, Any]]:
    """Each part that holds text, with its root element."""
    yield document.part, document.element.body
    for section in document.sections:
        for story in (
            section.header, section.first_page_header, section.footer, section.first_page_footer,
        ):  # fmt: skip
            if not story.is_linked_to_previous:
                yield story.part, story._element


def _expand(document: Document, naskah: Naskah) -> None:
    profil = naskah.profil
    width, height = KERTAS_MM[profil.kertas]
    room = docx_runs.Ukuran(
        width - profil.margin.kiri - profil.margin.kanan,
        min(TINGGI_GAMBAR_MM, height / 3),
        profil.kop.lambang_mm,
    )
    used: set[str] = set()
    for part, element in _parts(document):
        used |= docx_runs.uraikan(part, element, room, naskah.kop.lambang_alt)
        docx_runs.urutkan(element)
        if element.tag in (qn("w:hdr"), qn("w:ftr")):
            _kop_columns(element, room)
            if element.find(qn("w:p")) is None:
                element.append(OxmlElement("w:p"))
    _identity(document)
    shapes = (shape for _, element in _parts(document) for shape in element.iter(qn("wp:docPr")))
    for number, shape in enumerate(shapes, 1):
        shape.set("id", str(number))
    docx_fonts.tanam(document, used)


def tanpa_gaya_lama(document: Document) -> None:
    """Drop the second copy of the styles that Word 2010 kept: it would contradict the profile's."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(key)


def _identity(document: Document) -> None:
    """Lists in the narrow cells of identity rows keep to the left: justified, they tear."""
    for table in document.element.body.iterchildren(qn("w:tbl")):
        style = table.tblPr.find(qn("w:tblStyle"))
        if style is not None and style.get(qn("w:val")) == "TabelNaskah":
            continue
        for p in table.iter(qn("w:p")):
            name = p.style or ""
            if name.startswith(("Butir", "IsiNaskah")):
                props = p.get_or_add_pPr()
                props.jc_val = WD_ALIGN_PARAGRAPH.LEFT
                props.spacing_after = Pt(2)
                props.spacing_lineRule, props.spacing_line = WD_LINE_SPACING.MULTIPLE, Pt(12)


def _kop_columns(header: Any, room: docx_runs.Ukuran) -> None:
    """The emblem's column as wide as the emblem; without one at the left, no such column."""
    for table in header.iter(qn("w:tbl")):
        cells = list(table.iter(qn("w:tc")))
        grid = list(table.iter(qn("w:gridCol")))
        left = room.lambang + 2
        if not list(cells[0].iter(qn("w:drawing"))):
            cells[0].getparent().remove(cells[0])
            grid[0].getparent().remove(grid[0])
            cells, grid, left = cells[1:], grid[1:], 0.0
        widths = [left] * (len(cells) - 1) + [room.lebar - left * (len(cells) > 1)]
        for cell, column, width in zip(cells, grid, widths, strict=True):
            twips = str(round(width * 1440 / 25.4))
            column.set(qn("w:w"), twips)
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), twips)
            cell.tcPr.tcW.set(qn("w:type"), "dxa")


def _signatures(document: Document) -> None:
    """What stands before a signature block goes with it to the next page, at least its last lines."""
    for table in document.element.body.iterchildren(qn("w:tbl")):
        style = next(table.iter(qn("w:pStyle")), None)
        if style is None or style.get(qn("w:val")) != "TandaTangan":
            continue
        before = table.getprevious()
        while before is not None and before.tag == qn("w:p") and not "".join(before.itertext()).strip():
            _keep(before)
            before = before.getprevious()
        if before is None:
            continue
        if before.tag == qn("w:tbl"):
            before = before.findall(qn("w:tr"))[-1]
        for p in [before] if before.tag == qn("w:p") else before.iter(qn("w:p")):
            _keep(p)


def _copies(document: Document) -> None:
    """The list of copies stays whole: each line but the last goes with the next."""
    for p in document.element.body.iterchildren(qn("w:p")):
        following = p.getnext()
        if p.style == "Tembusan" and following.tag == qn("w:p") and following.style == "Tembusan":
            _keep(p)


def _keep(p: Any) -> None:
    props = p.get_or_add_pPr()
    if props.find(qn("w:keepNext")) is None:
        props.insert_element_before(OxmlElement("w:keepNext"), *_AFTER_KEEP_NEXT)


_AFTER_KEEP_NEXT = (
    "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr", "w:suppressLineNumbers",
    "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:adjustRightInd", "w:spacing",
    "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip

_MARK = (
    "<w:r {ns}><w:rPr><w:noProof/></w:rPr><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
    '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{n}" o:spid="_x0000_s{n}" type="#_x0000_t136" alt="DRAF" '
    'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:150pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
    'fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="DRAF"/>'
    "</v:shape></w:pict></w:r>"
)


def _watermark(document: Document) -> None:
    """Word's own kind of watermark behind every page."""
    ns = (
        nsdecls("w")
        + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    headers = [h for s in document.sections for h in (s.first_page_header, s.header)]
    for number, header in enumerate(headers, 2049):
        p = header._element.findall(qn("w:p"))[-1]
        p.append(parse_xml(_MARK.format(ns=ns, n=number)))


def _properties(document: Document, naskah: Naskah) -> None:
    about, meta = document.core_properties, naskah.metadata
    about.title, about.author, about.subject = meta.judul[:250], meta.penulis[:250], meta.subjek[:250]
    about.keywords, about.language, about.comments = ", ".join(meta.kata_kunci)[:250], "id-ID", ""
    if meta.dijawab:  # the setter stops at 255 characters; a reason is never cut
        about._element.get_or_add_description().text = "Peringatan yang dijawab: " + "; ".join(meta.dijawab)
    about.last_modified_by, about.revision, about.category = meta.penulis[:250], 1, naskah.jenis
    about.created = about.modified = datetime.combine(meta.tanggal, time())


def _same_bytes(data: bytes) -> bytes:
    """The package with fixed times in place of the clock's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
