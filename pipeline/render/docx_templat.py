"""A Word template opened once: its parts, the profile laid on its styles, its Jinja compiled.

docxtpl does all of this for each document anew; what it makes of a template's XML
(`patch_xml`) and of the rendered text (`resolve_listing`, `fix_tables`) is its own here too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jinja2
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from pipeline.berkas import periksa_paket, tanpa_alamat_luar
from pipeline.record.profil import Profil
from pipeline.render import docx_runs
from pipeline.render.docx_paket import Bagian, buka
from pipeline.render.docx_profil import atur, tanpa_gaya_lama
from pipeline.render.sandbox import Lingkungan, lingkungan

MAKS_TEMPLAT = 40_000_000
"""Bytes that a Word template may unpack to."""
SIFAT_INTI = ("author", "comments", "identifier", "language", "subject", "title")
"""Core properties that a template may write in Jinja, as docxtpl allows."""


@dataclass(frozen=True)
class Templat:
    """A template for one profile; parts are told by their names.

    `mesin` are the parts with Jinja, `cerita` those of them that hold marks of texts, in order,
    `kepala` those that bear the mark of drafts and copies.
    """

    dasar: Mapping[str, Bagian]
    mesin: Mapping[str, jinja2.Template]
    sifat: Mapping[str, jinja2.Template]
    cerita: tuple[str, ...]
    kepala: tuple[str, ...]
    badan: str
    inti: str
    fon: str | None
    pengaturan: str | None
    docxtpl: DocxTemplate

    def isi(self, context: Mapping[str, Any]) -> dict[str, str]:
        """The XML of each part with Jinja, filled. Raises what a template raises."""
        for prop in self.sifat.values():
            prop.render(context)
        return {name: self._lisan(made.render(context)) for name, made in self.mesin.items()}

    def _lisan(self, xml: str) -> str:
        if "{_" in xml or "_}" in xml:
            for written, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                xml = xml.replace(written, meant)
        return str(self.docxtpl.resolve_listing(xml)) if _BARIS.search(xml) else xml

    def pohon(self, name: str, xml: str) -> Any:
        """The tree of a filled part. Raises XMLSyntaxError for a header or footer that is none."""
        if name != self.badan:
            return parse_xml(xml.encode())
        try:
            root = parse_xml(xml.encode())
        except etree.XMLSyntaxError:
            root = None
        if root is None or any(_timpang(t) for t in root.iter(qn("w:tbl"))):
            whole = self.docxtpl.fix_tables(xml)  # which mends what it can
            root = parse_xml(etree.tostring(whole))
        return root


_BARIS = re.compile(r"[\t\n\a\f]")


def _timpang(table: Any) -> bool:
    """Whether a table of the template has rows of more or fewer cells than columns."""
    style = table.tblPr.find(qn("w:tblStyle"))
    if style is not None and style.get(qn("w:val")) == "TabelNaskah":
        return False  # ours
    grid = table.find(qn("w:tblGrid"))
    rows = [_sel(row) for row in table.iter(qn("w:tr"))]
    return grid is not None and bool(rows) and len(grid) != max(rows)


def _sel(row: Any) -> int:
    cells = row.findall(qn("w:tc"))
    spans = [c.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for c in cells]
    return sum(1 if s is None else int(s.get(qn("w:val"))) for s in spans)


def environment() -> Lingkungan:
    """The Jinja environment of Word templates."""
    return lingkungan()


@lru_cache(maxsize=16)
def siapkan(data: bytes, profil: Profil, bertanda: bool) -> Templat:
    """A template made ready for documents of a profile.

    Raises what opening, reading or compiling it raises: it comes from an office.
    """
    periksa_paket(data, "word/document.xml", MAKS_TEMPLAT)
    tanpa_alamat_luar(data)
    template = DocxTemplate(io.BytesIO(data))
    tanda_kurung(template)
    document = template.docx
    tanpa_gaya_lama(document)
    atur(document, profil)
    heads = [h for s in document.sections for h in (s.first_page_header, s.header)] if bertanda else []
    bearing = [_nama(h.part) for h in heads if h._element is not None]  # asking for it makes it
    stories: dict[str, None] = {}
    for part, element in bagian(document):
        docx_runs.urutkan(element)
        stories[_nama(part)] = None
    env = environment()
    engines = {name: env.from_string(template.patch_xml(xml)) for name, xml in _sumber(template)}
    about = document.core_properties
    props = {n: env.from_string(text) for n in SIFAT_INTI if "{" in (text := getattr(about, n))}
    out = io.BytesIO()
    document.save(out)
    of = {r.reltype: _nama(r.target_part) for r in document.part.rels.values() if not r.is_external}
    core = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    return Templat(
        buka(out.getvalue()), engines, props, tuple(stories), tuple(bearing), _nama(document.part),
        _nama(core), of.get(RELATIONSHIP_TYPE.FONT_TABLE), of.get(RELATIONSHIP_TYPE.SETTINGS), template,
    )  # fmt: skip


def _nama(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _sumber(template: DocxTemplate) -> Iterator[tuple[str, str]]:
    """The parts that docxtpl fills, with their XML: the body, headers, footers, footnotes."""
    document = template.docx
    yield _nama(document.part), template.xml_to_string(document._element)
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield _nama(part), template.get_part_xml(part)
    for part in document.part.package.parts:
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield _nama(part), template.get_part_xml(part)


def bagian(document: Document) -> Iterator[tuple[Any, Any]]:
    """Each part that holds text, with its root element."""
    yield document.part, document.element.body
    for section in document.sections:
        for story in (
            section.header, section.first_page_header, section.footer, section.first_page_footer,
        ):  # fmt: skip
            if not story.is_linked_to_previous:
                yield story.part, story._element


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_HALF = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


def tanda_kurung(template: DocxTemplate) -> None:
    """Raise TemplateSyntaxError at a paragraph with half a tag.

    docxtpl joins a tag across paragraphs, and so would swallow all facts up to the next one.
    """
    template.init_docx()
    for _, element in bagian(template.docx):
        for p in element.iter(qn("w:p")):
            text = "".join(t.text or "" for t in p.iter(qn("w:t")))
            half = _HALF.search(_TAG.sub("", text))
            if half:
                raise jinja2.TemplateSyntaxError(
                    f"“{half[0]}” tanpa pasangan pada alinea “{text.strip()}”", 1
                )
