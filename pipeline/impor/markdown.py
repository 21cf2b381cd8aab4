"""Markdown → blocks, by markdown-it-py (CommonMark and tables)."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.impor import html
from pipeline.impor.sejajar import Baris
from pipeline.impor.sumber import Blok, baris_tabel, bersih
from pipeline.impor.teks import dari_baris, ke_teks


def baca(data: bytes) -> list[Blok]:
    """The blocks of a Markdown file."""
    tokens = MarkdownIt("commonmark").enable("table").parse(ke_teks(data))
    out: list[Blok] = []
    lists: list[tuple[int | None, str]] = []
    item = ""
    cells: list[str] | None = None
    table = heading = 0
    for token in tokens:
        where = f"baris {token.map[0] + 1}" if token.map else (out[-1].tempat if out else "baris 1")
        kind = token.type
        if kind in ("ordered_list_open", "bullet_list_open"):
            start = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
            lists.append((start, token.markup))
        elif kind in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif kind == "list_item_open":
            item = f"{token.info}{token.markup}" if token.info else token.markup
        elif kind == "table_open":
            table += 1
        elif kind == "tr_open":
            cells = []
        elif kind == "tr_close":
            out.append(baris_tabel(cells or [], where, table))
            cells = None
        elif kind == "heading_open":
            heading = int(token.tag[1:])
        elif kind == "heading_close":
            heading = 0
        elif kind == "inline":
            text, links = _polos(token.children or ())
            if cells is not None:
                cells.append(text)
            elif heading:
                out.append(Blok(bersih(text.replace("\n", " ")), where, "judul", dalam=heading))
            elif item:
                first, *rest = text.split("\n")
                out.append(Blok(bersih(" ".join([first, *rest])), where, "butir", item, len(lists) - 1))
                item = ""
            else:
                out += _paragraf(text, token, where)
            out += [Blok(bersih(u), where, "tepi") for u in links]
        elif kind in ("fence", "code_block"):
            out += dari_baris([Baris(bersih(x), 0, where) for x in token.content.split("\n")])
        elif kind == "html_block":
            out += [
                Blok(b.teks, where, b.jenis, b.penanda, b.dalam, b.sel, table)
                for b in html.dari_teks(token.content)
            ]
    return out


def _paragraf(text: str, token: Token, where: str) -> list[Blok]:
    """A paragraph; its soft line breaks count where label lines stand in them."""
    first = token.map[0] + 1 if token.map else 1
    lines = [Baris(bersih(x), 0, f"baris {first + n}") for n, x in enumerate(text.split("\n"))]
    children = [t for t in token.children or () if t.type != "text" or t.content]
    bold = bool(children) and children[0].type == "strong_open" and children[-1].type == "strong_close"
    blocks = dari_baris(lines)
    if bold and len(blocks) == 1 and blocks[0].jenis == "teks":
        b = blocks[0]
        return [Blok(b.teks, where, tebal=True)]
    return blocks


def _polos(children: Sequence[Token]) -> tuple[str, list[str]]:
    """The words of an inline token, its line breaks, and the addresses of its links and pictures."""
    parts: list[str] = []
    links: list[str] = []
    for t in children:
        if t.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif t.type == "link_open":
            links.append(str(t.attrs.get("href", "")))
            links.append(str(t.attrs.get("title", "")))
        elif t.type == "image":
            parts.append(t.content)
            links.append(str(t.attrs.get("src", "")))
        elif t.type in ("text", "code_inline", "html_inline"):
            parts.append("" if t.type == "html_inline" and t.content.startswith("</") else t.content)
    text = "".join(parts)
    return text.replace("<br>", "\n").replace("<br/>", "\n"), [u for u in links if u and u not in text]
