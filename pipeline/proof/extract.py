"""File bytes → its text in reading order, with what belongs to the page and not the text left out."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from posixpath import basename, dirname, join, normpath
from typing import Any

import docx
import pypdfium2 as pdfium
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import nsmap, qn
from lxml import etree

_NUMBER = re.compile(r"[-–] ?\d+ ?[-–]")
_FURNITURE = re.compile(
    r"(DRAF|(DRAF – belum sah – )?[Hh]alaman \d+ dari \d+|DRAF – belum sah( – halaman \d+ dari \d+)?"
    r"|SALINAN PUBLIK – bukan naskah asli)"
)
_KOMPLEKS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+|[\ua980-\ua9df]+")
_DROPPED = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\x00-\x1f]+")


def squeeze(text: str) -> str:
    """Text for comparison: no white space (lines break where they like), one Unicode form.

    Runs of right-to-left and of Javanese letters become sorted letters: a PDF holds them in
    visual order, and marks above or below the line where they are drawn.
    """
    if text.isascii() and (quick := "".join(text.split())).isprintable():
        return quick
    text = text.replace("\x02", "-").replace("\ufffe", "-")  # how PDFium gives a hyphen at a line's end
    text = "".join(unicodedata.normalize("NFKC", text).split())
    if not text.isprintable() or "\ufe0e" in text or "\ufe0f" in text:
        text = _DROPPED.sub("", text)
    return _KOMPLEKS.sub(lambda m: "".join(sorted(m[0])), text) if _KOMPLEKS.search(text) else text


_ANTARA = "\u29bf"
"""Stands between texts that are squeezed together: a sign that no record has, and that joins with nothing."""


def squeeze_semua(texts: Sequence[str]) -> list[str]:
    """Each of many short texts squeezed, all in one go."""
    together = _ANTARA.join(texts)
    if not texts or together.count(_ANTARA) != len(texts) - 1:
        return [squeeze(text) for text in texts]
    return squeeze(together).split(_ANTARA)


class NaskahRusak(ValueError):
    """The bytes are no Word file as Notula makes it."""


_SALAH = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, PackageNotFoundError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, StopIteration, NotImplementedError, RuntimeError, OSError, EOFError,
)  # fmt: skip
"""What a package that was damaged makes its readers raise."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def text_of_docx(data: bytes) -> str:
    """The first page's header (the kop), then the body, one line a paragraph. Raises NaskahRusak."""
    try:
        return _text_of_docx(data)
    except _SALAH as e:
        raise NaskahRusak(str(e)) from e


def _text_of_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        name = _target(package, "", "Type", RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        root: Any = etree.fromstring(package.read(name), _PARSER)
        lines: list[str] = []
        section = root.xpath("(w:body/w:p/w:pPr/w:sectPr | w:body/w:sectPr)[1]", namespaces=_NS)[0]
        title = section.find("w:titlePg", _NS)
        first = section.find("w:headerReference[@w:type='first']", _NS)
        if first is not None and title is not None and title.get(qn("w:val")) not in ("0", "false", "off"):
            header = _target(package, name, "Id", first.get(qn("r:id")))
            told = _paragraphs(etree.fromstring(package.read(header), _PARSER))
            lines += [line for line in told if not _is_furniture(line.strip())]
        lines += _paragraphs(root)
    return "\n".join(lines)


_NS = {"w": nsmap["w"]}


def _target(package: zipfile.ZipFile, source: str, key: str, value: str) -> str:
    """The part that a relationship of a part (or of the package) leads to."""
    folder = dirname(source)
    rels: Any = etree.fromstring(package.read(f"{folder}/_rels/{basename(source)}.rels".lstrip("/")), _PARSER)
    found = next(r for r in rels if r.get(key) == value)
    return normpath(join("/", folder, found.get("Target"))).strip("/")


_P, _T, _LUPUT = qn("w:p"), qn("w:t"), f"{qn('w:rPr')}/{qn('w:vanish')}"


def _paragraphs(root: Any) -> Iterator[str]:
    """The text of each paragraph; one that stands within another comes after it."""
    nested = bool(root.xpath("boolean(//w:p//w:p)", namespaces=_NS))
    hidden = bool(root.xpath("boolean(//w:vanish)", namespaces=_NS))  # hidden text is on no page
    lines: list[tuple[Any, list[str]]] = []
    for node in root.iter(_P, _T, qn("w:tab"), qn("w:br")):
        if node.tag == _P:
            lines.append((node, []))
            continue
        if not lines or (hidden and node.getparent().find(_LUPUT) is not None):
            continue
        into = lines[-1][1]
        if nested:
            own = next(node.iterancestors(_P), None)
            into = next((parts for p, parts in reversed(lines) if p is own), [])
        into.append((node.text or "") if node.tag == _T else " ")
    return ("".join(parts) for _, parts in lines)


def pages_of_pdf(data: bytes) -> list[str]:
    """The text of each page without page numbers, page counts and draft marks."""
    document = pdfium.PdfDocument(data)
    try:
        return [_page_text(page) for page in document]
    finally:
        document.close()


def _page_text(page: Any) -> str:
    lines = [line.strip() for line in _baca(page).replace("\r", "\n").split("\n")]
    kept = [line for line in lines if line and not _is_furniture(line)]
    return "\n".join(kept)


def _baca(page: Any) -> str:
    """All text of a page, which is closed at once: left to the collector, pages pile up in memory."""
    content = page.get_textpage()
    try:
        text: str = content.get_text_bounded()
    finally:
        content.close()
        page.close()
    return text


def _is_furniture(line: str) -> bool:
    return bool(_NUMBER.fullmatch(line) or _FURNITURE.fullmatch(line))


def unmarked_pdf(data: bytes) -> str:
    """The pages that bear no word DRAF, as `halaman 2, 3`; empty where all do."""
    document = pdfium.PdfDocument(data)
    try:
        bare = [
            str(number) for number, page in enumerate(document, 1) if not re.search(r"\bDRAF\b", _baca(page))
        ]
    finally:
        document.close()
    return f"halaman {', '.join(bare)}" if bare else ""


def unmarked_docx(data: bytes) -> str:
    """Whether a kind of page (the first, the others) has the mark in neither header nor footer. Raises NaskahRusak."""
    try:
        return _unmarked_docx(data)
    except _SALAH as e:
        raise NaskahRusak(str(e)) from e


def _unmarked_docx(data: bytes) -> str:
    section = docx.Document(io.BytesIO(data)).sections[0]
    first = (section.first_page_header, section.first_page_footer)
    rest = (section.header, section.footer)
    kinds = {"halaman pertama": first, "halaman berikutnya": rest}
    bare = [name for name, parts in kinds.items() if not any("DRAF" in p._element.xml for p in parts)]
    return ", ".join(bare)
