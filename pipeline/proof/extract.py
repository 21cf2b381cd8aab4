"""File bytes → its text in reading order, with what belongs to the page and not the text left out."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import docx
import pypdfium2 as pdfium
from docx.oxml.ns import qn

_NUMBER = re.compile(r"[-–] ?\d+ ?[-–]")
_FURNITURE = re.compile(
    r"(DRAF|(DRAF – belum sah – )?[Hh]alaman \d+ dari \d+|DRAF – belum sah( – halaman \d+ dari \d+)?)"
)
_KOMPLEKS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+|[\ua980-\ua9df]+")
_DROPPED = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\x00-\x1f]+")


def squeeze(text: str) -> str:
    """Text for comparison: no white space (lines break where they like), one Unicode form.

    Runs of right-to-left and of Javanese letters become sorted letters: a PDF holds them in
    visual order, and marks above or below the line where they are drawn.
    """
    text = text.replace("\x02", "-").replace("\ufffe", "-")  # how PDFium gives a hyphen at a line's end
    text = unicodedata.normalize("NFKC", text)
    return _KOMPLEKS.sub(lambda m: "".join(sorted(m[0])), _DROPPED.sub("", text))


def text_of_docx(data: bytes) -> str:
    """The first page's header (the kop), then the body, one line a paragraph."""
    document = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    section = document.sections[0]
    if section.different_first_page_header_footer:
        lines += _paragraphs(section.first_page_header._element)
    lines += _paragraphs(document.element.body)
    return "\n".join(lines)


def _paragraphs(element: Any) -> Iterator[str]:
    for p in element.iter(qn("w:p")):
        parts: list[str] = []
        for node in p.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
            if next(node.iterancestors(qn("w:p"))) is not p:
                continue
            if node.getparent().find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
                continue  # hidden text is on no page
            parts.append((node.text or "") if node.tag == qn("w:t") else " ")
        yield "".join(parts)


def pages_of_pdf(data: bytes) -> list[str]:
    """The text of each page without page numbers, page counts and draft marks."""
    document = pdfium.PdfDocument(data)
    try:
        return [_page_text(page) for page in document]
    finally:
        document.close()


def _page_text(page: Any) -> str:
    text = page.get_textpage().get_text_bounded()
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    kept = [line for line in lines if line and not _is_furniture(line)]
    return "\n".join(kept)


def _is_furniture(line: str) -> bool:
    return bool(_NUMBER.fullmatch(line) or _FURNITURE.fullmatch(line))


def unmarked_pdf(data: bytes) -> str:
    """The pages that bear no word DRAF, as `halaman 2, 3`; empty where all do."""
    document = pdfium.PdfDocument(data)
    try:
        bare = [
            str(number)
            for number, page in enumerate(document, 1)
            if not re.search(r"\bDRAF\b", page.get_textpage().get_text_bounded())
        ]
    finally:
        document.close()
    return f"halaman {', '.join(bare)}" if bare else ""


def unmarked_docx(data: bytes) -> str:
    """Whether a kind of page (the first, the others) has the mark in neither header nor footer."""
    section = docx.Document(io.BytesIO(data)).sections[0]
    first = (section.first_page_header, section.first_page_footer)
    rest = (section.header, section.footer)
    kinds = {"halaman pertama": first, "halaman berikutnya": rest}
    bare = [name for name, parts in kinds.items() if not any("DRAF" in p._element.xml for p in parts)]
    return ", ".join(bare)
