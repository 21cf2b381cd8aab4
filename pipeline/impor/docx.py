"""DOCX → blocks in document order: paragraphs, tables, text boxes, notes, headers and footers."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from pipeline.impor import paket
from pipeline.impor.docx_nomor import Penomoran
from pipeline.impor.sumber import Blok, baris_tabel, bersih
from pipeline.impor.teks import PENANDA

_LEWAT = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_KOTAK = qn("w:txbxContent")
_CATATAN = ("footnotes", "endnotes", "comments")


def baca(data: bytes, nama: str) -> list[Blok]:
    """The blocks of a Word document. Raises Ditolak for a locked, damaged or oversized one."""
    paket.periksa(data, "word/document.xml", nama)
    try:
        document = docx.Document(io.BytesIO(data))
        return _Pembaca(document).semua()
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        zlib.error,
        etree.XMLSyntaxError,
    ) as e:
        raise paket.rusak(nama) from e


class _Pembaca:
    """Reads one document; paragraphs and tables are counted as a reader of the pages would."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.nomor = Penomoran(document)
        self.paragraf = 0
        self.tabel = 0

    def semua(self) -> list[Blok]:
        kepala = list(self._tepi("header"))
        isi = list(self._badan(self.document.element.body))
        return [*kepala, *isi, *self._catatan(), *self._tepi("footer")]

    def _badan(self, parent: Any, depth: int = 0) -> Iterator[Blok]:
        for node in parent.iterchildren():
            if node.tag == qn("w:p"):
                yield from self._paragraf(node, depth)
            elif node.tag == qn("w:tbl"):
                yield from self._baris(node)
            elif node.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")) and depth < 50:
                yield from self._badan(node, depth + 1)

    def _paragraf(self, p: Any, depth: int = 0) -> Iterator[Blok]:
        self.paragraf += 1
        where = f"paragraf {self.paragraf}"
        mark, level = self.nomor.penanda(p)
        heading = self.nomor.judul(p)
        bold = _tebal(p)
        for n, line in enumerate(_teks(p).split("\n")):
            text = bersih(re.sub(r" {3,}", "\t", line))
            if not text:
                continue
            m = PENANDA.match(text) if not mark and not heading else None
            if heading:
                yield Blok(text, where, "judul", mark, heading)
            elif mark and n == 0:
                yield Blok(text, where, "butir", mark, level, tebal=bold)
            elif m:
                yield Blok(text[m.end() :], where, "butir", m["m"], 0, tebal=bold)
            else:
                yield Blok(text, where, tebal=bold)
        for box in p.iter(_KOTAK):
            if depth < 5 and not any(a.tag in _LEWAT for a in box.iterancestors()):
                yield from self._badan(box, depth + 1)

    def _baris(self, table: Any) -> Iterator[Blok]:
        self.tabel += 1
        number = self.tabel
        above: dict[int, str] = {}
        for n, row in enumerate((r for r in table.iter(qn("w:tr")) if _milik(r, table)), 1):
            cells: list[str] = []
            for cell in (c for c in row.iter(qn("w:tc")) if _milik(c, row)):
                pr = cell.find(qn("w:tcPr"))
                merge = pr.find(qn("w:vMerge")) if pr is not None else None
                span = pr.find(qn("w:gridSpan")) if pr is not None else None
                text = self._sel(cell)
                if merge is not None and merge.get(qn("w:val")) != "restart":
                    text = text or above.get(len(cells), "")
                above[len(cells)] = text
                cells.append(text)
                width = span.get(qn("w:val"), "1") if span is not None else "1"
                cells += [""] * (min(int(width), 63) - 1 if width.isdigit() else 0)
            yield baris_tabel(cells, f"tabel {number} baris {n}", number)

    def _sel(self, cell: Any) -> str:
        lines = []
        for p in cell.iter(qn("w:p")):
            if any(a.tag in _LEWAT for a in p.iterancestors()):
                continue
            mark, _ = self.nomor.penanda(p)
            text = _teks(p)
            lines.append(f"{mark} {text}" if mark and text.strip() else text)
        return "\n".join(lines)

    def _tepi(self, which: str) -> Iterator[Blok]:
        """Headers or footers of all sections, each once; a letterhead often stands there."""
        seen: set[str] = set()
        label = "kepala halaman" if which == "header" else "kaki halaman"
        for section in self.document.sections:
            for name in (f"first_page_{which}", which, f"even_page_{which}"):
                part = getattr(section, name)
                if part.is_linked_to_previous:
                    continue
                for p in part._element.iter(qn("w:p")):
                    text = bersih(_teks(p).replace("\n", " "))
                    if text and text not in seen and not re.fullmatch(r"[-–\s]*\d*[-–\s]*", text):
                        seen.add(text)
                        yield Blok(text, label, "tepi")

    def _catatan(self) -> Iterator[Blok]:
        """Footnotes, endnotes and comments."""
        for rel in self.document.part.rels.values():
            kind = rel.reltype.rpartition("/")[2]
            if kind not in _CATATAN or rel.is_external:
                continue
            root = etree.fromstring(
                rel.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
            )
            for p in root.iter(qn("w:p")):
                if text := bersih(_teks(p).replace("\n", " ")):
                    yield Blok(text, "catatan kaki" if kind != "comments" else "komentar", "tepi")


def _milik(node: Any, owner: Any) -> bool:
    """Whether a row or cell belongs to this table or row and not to one nested in it."""
    return next(node.iterancestors(owner.tag), None) is owner


def _teks(p: Any) -> str:
    """The words of a paragraph: tabs as two blanks and a tab, breaks as lines; deleted text and boxes out."""
    parts: list[str] = []

    def walk(node: Any, depth: int = 0) -> None:
        for child in node.iterchildren():
            tag = child.tag
            if tag in _LEWAT or tag == _KOTAK or depth > 40:
                continue
            if tag == qn("w:t"):
                parts.append(child.text or "")
            elif tag == qn("w:tab"):
                parts.append("\t")
            elif tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
            elif tag == qn("w:noBreakHyphen"):
                parts.append("-")
            else:
                walk(child, depth + 1)

    walk(p)
    return "".join(parts)


def _tebal(p: Any) -> bool:
    """Whether all words of a paragraph are bold."""
    runs = [r for r in p.iter(qn("w:r")) if "".join(t.text or "" for t in r.iter(qn("w:t"))).strip()]

    def bold(run: Any) -> bool:
        b = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        return b is not None and b.get(qn("w:val"), "1") not in ("0", "false", "off")

    return bool(runs) and all(bold(r) for r in runs)
