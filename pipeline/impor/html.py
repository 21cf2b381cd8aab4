"""HTML → blocks, by lxml: headings, paragraphs, lists and tables; nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree, html

from pipeline.impor.sumber import Blok, baris_tabel, bersih
from pipeline.impor.teks import ke_teks

_BUANG = {
    "script",
    "style",
    "nav",
    "noscript",
    "template",
    "svg",
    "head",
    "iframe",
    "object",
    "select",
    "button",
}
_BLOK = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl", "blockquote", "form",
    "figure", "figcaption", "body", "pre", "address", "hr", "fieldset", "details", "summary", "center", "html",
}  # fmt: skip
_JUDUL = {f"h{n}": n for n in range(1, 7)}
_DALAM_MAKS = 250


def baca(data: bytes) -> list[Blok]:
    """The blocks of an HTML file in any encoding it names."""
    return dari_teks(_dikode(data))


def dari_teks(text: str) -> list[Blok]:
    """The blocks of HTML text; where it has one article, what stands outside it is its edge."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    if not text.strip():
        return []
    parser = html.HTMLParser(no_network=True, recover=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [
            Blok(bersih(line), f"baris {n}")
            for n, line in enumerate(re.sub(r"<[^>]*>", " ", text).split("\n"), 1)
        ]
    reader = _Pembaca()
    reader.telusur(root)
    articles = [e for e in root.iter("article", "main") if len(str(e.xpath("string()")).split()) > 30]
    if not articles:
        return reader.blok
    return [
        b if inside else replace(b, jenis="tepi")
        for b, inside in zip(reader.blok, reader.dalam_naskah, strict=True)
    ]


def _dikode(data: bytes) -> str:
    m = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.I)
    if m and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = m[1].decode("ascii").lower()
        try:
            return data.decode({"iso-8859-1": "cp1252", "latin1": "cp1252"}.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    return ke_teks(data)


class _Pembaca:
    """Walks the tree and collects blocks; text that no element holds is a paragraph."""

    def __init__(self) -> None:
        self.blok: list[Blok] = []
        self.dalam_naskah: list[bool] = []
        self.kini: list[str] = []
        self.baris = 1
        self.tabel = 0
        self.naskah = 0
        self.daftar: list[list[int | None]] = []
        self.butir = ""
        self.judul = 0
        self.tebal = False

    def telusur(self, node: html.HtmlElement, depth: int = 0) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _BUANG or depth > _DALAM_MAKS:
            if tag and depth > _DALAM_MAKS:  # deeper than any page that a person wrote
                self.kini.append(str(node.text_content()))
            return
        self.baris = node.sourceline or self.baris
        if tag == "table" and not _tata_letak(node):
            self._tabel(node)
            return
        breaks = tag in _BLOK or tag in _JUDUL or tag in ("li", "dt", "dd", "tr", "td", "th", "table")
        if breaks:
            self._tutup()
        inside = tag in ("article", "main")
        self.naskah += inside
        self._buka(tag)
        if tag in ("b", "strong") and not "".join(self.kini).strip():
            self.tebal = True
        self.kini.append(node.text or "")
        for child in node:
            self.telusur(child, depth + 1)
            self.kini.append(child.tail or "")
        if tag == "br":
            self._tutup()
        if breaks:
            self._tutup()
        if tag in ("ul", "ol"):
            self.daftar.pop()
        if tag in _JUDUL:
            self.judul = 0
        self.naskah -= inside

    def _buka(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.daftar.append([0 if tag == "ol" else None])
        elif tag == "li":
            if not self.daftar:
                self.daftar.append([None])
            level = self.daftar[-1]
            if level[0] is None:
                self.butir = "-"
            else:
                level[0] += 1
                self.butir = f"{level[0]}."
        elif tag in _JUDUL:
            self.judul = _JUDUL[tag]

    def _tutup(self) -> None:
        text = bersih("".join(self.kini).replace("\t", " "))
        self.kini = []
        bold, self.tebal = self.tebal, False
        if not text:
            return
        where = f"baris {self.baris}"
        if self.judul:
            made = Blok(text, where, "judul", dalam=self.judul)
        elif self.butir:
            made = Blok(text, where, "butir", self.butir, max(len(self.daftar) - 1, 0))
            self.butir = ""
        else:
            made = Blok(text, where, tebal=bold and len(text) < 120)
        self._tambah(made)

    def _tambah(self, made: Blok) -> None:
        self.blok.append(made)
        self.dalam_naskah.append(self.naskah > 0)

    def _tabel(self, table: html.HtmlElement) -> None:
        self._tutup()
        self.tabel += 1
        for row in table.iter("tr", "caption"):
            where = f"baris {row.sourceline or self.baris}"
            if row.tag == "caption":
                self._tambah(Blok(bersih(str(row.text_content())), where))
                continue
            if next(row.iterancestors("table"), None) is not table:
                continue
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                cells.append(_sel(cell))
                span = cell.get("colspan", "1")
                cells += [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)
            self._tambah(baris_tabel(cells, where, self.tabel))


def _sel(cell: html.HtmlElement) -> str:
    """The words of a cell; paragraphs and breaks end lines."""
    parts: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi") or not isinstance(node.tag, str):
            parts.append(node.tail or "")
            continue
        if event == "start":
            if node.tag == "br" or (node.tag in ("p", "li", "div") and node is not cell):
                parts.append("\n")
            if node.tag not in _BUANG:
                parts.append(" ".join((node.text or "").split("\n")))
        elif node is not cell:
            parts.append(" ".join((node.tail or "").split("\n")))
    return "".join(parts)


def _tata_letak(table: html.HtmlElement) -> bool:
    """Whether a table only lays out a page: it holds headings or other tables."""
    return (
        any(True for _ in table.iter("h1", "h2", "h3", "article")) or sum(1 for _ in table.iter("table")) > 1
    )
