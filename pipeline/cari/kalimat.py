"""Text of a PDF page → its sentences, as lines of print do not show them."""

from __future__ import annotations

import re

_AWAL = re.compile(
    r"(?:[–•\-]|\(?(?:\d{1,3}|[A-Za-z]|[IVX]{1,5})[.)]|[A-Z]\.)\s+\S|[A-Z][\w/ ()]{2,30}\s:\s|No\.\s+[A-Z]|LAMPIRAN|Tembusan:"
)
"""How a new item, row of the head or annex begins its line."""
_AKHIR = re.compile(r"(?<=[.?!;:])[”\")]*\s+(?=[“\"(]?[A-Z0-9])")
_SINGKATAN = re.compile(
    r"(?:\b(?:[A-Z][a-z]{0,2}|[A-Z]{1,2}|(?i:dll|dkk|dsb|dst|tsb|hlm|art|ps|no|jl|yth|kab|kec|prov|telp|tel|drs|dra|prof|hal))"
    r"|\W\w|^\w|\d)\.$"
)
_TERPANJANG = 600


def kalimat(page: str) -> list[str]:
    """The sentences of a page in order; nothing of the page is left out."""
    out: list[str] = []
    for block in _blok(page):
        start = 0
        for m in _AKHIR.finditer(block):
            head = block[start : m.start()]
            if (head.endswith(".") and _SINGKATAN.search(head[-8:])) or (
                head.endswith((":", ";")) and len(head) < 60
            ):
                continue
            out.append(block[start : m.end()].strip())
            start = m.end()
        out.append(block[start:].strip())
    return [piece for text in out if text for piece in _pecah(text)]


def _blok(page: str) -> list[str]:
    """Lines joined into items and paragraphs."""
    blocks: list[str] = []
    for line in page.split("\n"):
        text = line.replace("\x02", "-").replace("\ufffe", "-").strip()
        if not text:
            continue
        if not blocks or _AWAL.match(text):
            blocks.append(text)
        else:
            blocks[-1] += f" {text}"
    return blocks


def _pecah(text: str) -> list[str]:
    """A text in pieces that fit a screen: tables have no full stops."""
    out = []
    while len(text) > _TERPANJANG:
        cut = text.rfind(" ", 0, _TERPANJANG)
        cut = cut if cut > 0 else _TERPANJANG
        out.append(text[:cut])
        text = text[cut:].strip()
    return [*out, text]
