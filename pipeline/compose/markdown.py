"""Free text of a record (the Markdown subset: bold, italic, lists, simple tables) → Isi."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.compose import format as fmt
from pipeline.compose.teks import gabung, marked, polos
from pipeline.naskah import Blok, Butir, Isi, Kolom, Paragraf, Span, Tabel, Teks

_PARSER = MarkdownIt("zero").enable(["emphasis", "escape", "newline", "list", "table"])
_TINGKAT_MAKS = 6
_TANDA = re.compile(r"[*_\\\n\r\0]")
"""What is more than text in a line; all else the parser only passes on."""


def sebaris(text: str) -> Teks:
    """One line of text with **bold** and *italic*."""
    if not _TANDA.search(text):
        return polos(text)
    spans: list[Span] = []
    for token in _PARSER.parseInline(text):
        spans += _spans(token.children or ())
    return Teks(tuple(spans))


def blok(text: str, pattern: tuple[str, ...], level: int, tingkat: int) -> Isi:
    """Paragraphs, lists and tables of a text.

    Ordered items are numbered by `pattern[level]` and printed at list level `tingkat`;
    paragraphs line up with the text of the level above.
    """
    if text[:1].isalpha() and text == text.strip() and not _TANDA.search(text):
        return (Paragraf(polos(text), tingkat - 1),)  # neither list nor table, nor more than one
    return tuple(_walk(_PARSER.parse(text), pattern, level, tingkat))


def awali(prefix: Teks, isi: Isi, inden: int) -> Isi:
    """The blocks with words put before the first paragraph, or as a paragraph of their own."""
    if isi and isinstance(isi[0], Paragraf):
        return (replace(isi[0], teks=gabung(prefix, isi[0].teks)), *isi[1:])
    return (Paragraf(prefix, inden), *isi)


def _spans(tokens: Sequence[Token]) -> list[Span]:
    spans: list[Span] = []
    bold = italic = 0
    for token in tokens:
        if token.type == "strong_open":
            bold += 1
        elif token.type == "strong_close":
            bold -= 1
        elif token.type == "em_open":
            italic += 1
        elif token.type == "em_close":
            italic -= 1
        elif token.type in ("softbreak", "hardbreak"):
            spans.append(Span(" " if token.type == "softbreak" else "\n", bool(bold), bool(italic)))
        elif token.content:
            last = spans[-1] if spans else None
            if last and (last.tebal, last.miring) == (bool(bold), bool(italic)):
                spans[-1] = replace(last, teks=last.teks + token.content)
            else:
                spans.append(Span(token.content, bool(bold), bool(italic)))
    return [cut for span in spans for cut in marked(span)]


def _walk(tokens: Sequence[Token], pattern: tuple[str, ...], level: int, tingkat: int) -> list[Blok]:
    out: list[Blok] = []
    lists: list[int | None] = []
    pending: str | None = None
    rows: list[list[Teks]] = []
    aligns: list[str] = []
    for token in tokens:
        kind = token.type
        if kind == "ordered_list_open":
            lists.append(int(token.attrs.get("start", 1)) - 1)
        elif kind == "bullet_list_open":
            lists.append(None)
        elif kind in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif kind == "list_item_open":
            count = lists[-1]
            if count is None:
                pending = fmt.BULIR
            else:
                lists[-1] = count + 1
                pending = fmt.nomor(pattern, level + len(lists) - 1, count + 1)
        elif kind == "list_item_close":
            if pending is not None:
                out.append(Butir(pending, Teks(()), _depth(tingkat, lists)))
                pending = None
        elif kind == "tr_open":
            rows.append([])
        elif kind == "th_open":
            aligns.append(str(token.attrs.get("style", "")))
        elif kind == "table_close":
            out.append(_tabel(rows, aligns))
            rows, aligns = [], []
        elif kind == "inline":
            text = Teks(tuple(_spans(token.children or ())))
            if rows:
                rows[-1].append(text)
            elif pending is not None:
                out.append(Butir(pending, text, _depth(tingkat, lists)))
                pending = None
            else:
                inden = tingkat - 1 if not lists else _depth(tingkat, lists)
                out.append(Paragraf(text, inden))
    return out


def _depth(tingkat: int, lists: list[int | None]) -> int:
    return min(tingkat + len(lists) - 1, _TINGKAT_MAKS)


def _tabel(rows: list[list[Teks]], aligns: list[str]) -> Tabel:
    head, *body = rows
    sides = ["tengah" if "center" in a else "kanan" if "right" in a else "kiri" for a in aligns]
    widths = lebar([head, *body])
    columns = tuple(
        Kolom(h, w, side)  # type: ignore[arg-type]
        for h, w, side in zip(head, widths, sides, strict=True)
    )
    return Tabel(None, columns, tuple(tuple(r) for r in body))


def lebar(rows: Sequence[Sequence[Teks]]) -> list[float]:
    """Column widths in per cent: each has room for its longest word, the rest goes by the text.

    A letter of 10 points takes about 1.3 % of a text width of 160 mm, the cell's padding 2.5 %.
    """
    columns = list(zip(*rows, strict=True))
    need, want = [], []
    for column in columns:
        lengths = [len(cell.polos) for cell in column]
        word = max((len(w) for cell in column for w in cell.polos.split()), default=1)
        need.append(1.3 * word + 2.5)
        want.append(max(min(max(lengths), 60), sum(lengths) / len(lengths), 1))
    room = 100 - sum(need)
    if room >= 0:
        shares = [n + room * w / sum(want) for n, w in zip(need, want, strict=True)]
    else:
        shares = [100 * n / sum(need) for n in need]
    shares = [round(s, 2) for s in shares]
    shares[-1] = round(100 - sum(shares[:-1]), 2)
    return shares
