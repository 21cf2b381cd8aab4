"""Blanks and marks between words: before, after, doubled, unpaired (E009 to E013)."""

from __future__ import annotations

import re

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks
from pipeline.findings import Example, rule

_SUMBER = "EYD V, Penggunaan Tanda Baca"

E009 = rule(
    "E009", "spasi-sebelum-tanda",
    id="Ada spasi sebelum tanda baca: “{teks}”.",
    en="A blank before a punctuation mark: “{teks}”.",
    hint_id="Rapatkan tanda bacanya.",
    hint_en="Close the mark up.",
    why="Tanda baca dirapatkan pada kata di depannya.",
    source=_SUMBER,
    example=Example("tujuan: ['Dibuka secara resmi.']\n", "tujuan: ['Dibuka secara resmi .']\n"),
)  # fmt: skip
E010 = rule(
    "E010", "spasi-sesudah-tanda",
    id="Tidak ada spasi sesudah tanda baca: “{teks}”.",
    en="No blank after a punctuation mark: “{teks}”.",
    hint_id="Beri spasi sesudah tanda bacanya.",
    hint_en="Put a blank after the mark.",
    why="Kalimat yang menempel terbaca sebagai satu kata.",
    source=_SUMBER,
    example=Example("tujuan: ['Laman bantenprov.go.id']\n", "tujuan: ['Penutupan rapat.Kemudian peserta pulang.']\n"),
)  # fmt: skip
E011 = rule(
    "E011", "spasi-ganda",
    id="Lebih dari satu spasi di antara kata: “{teks}”.",
    en="More than one blank between words: “{teks}”.",
    hint_id="Pakai satu spasi.",
    hint_en="Use one blank.",
    why="Spasi ganda tampak sebagai celah pada naskah Word.",
    source=_SUMBER,
    example=Example("tujuan: ['Menyusun rencana']\n", "tujuan: ['Menyusun  rencana']\n"),
)  # fmt: skip
E012 = rule(
    "E012", "tanda-ganda",
    id="Tanda baca ganda: “{teks}”.",
    en="A doubled punctuation mark: “{teks}”.",
    hint_id="Pakai satu tanda baca.",
    hint_en="Use one mark.",
    why="Tanda baca yang tertulis dua kali adalah salah ketik.",
    source=_SUMBER,
    example=Example("tujuan: ['Data, program, dll., disusun']\n", "tujuan: ['Data,, program']\n"),
)  # fmt: skip
E013 = rule(
    "E013", "pasangan-tanda",
    id="Tanda “{teks}” tidak berpasangan.",
    en="The mark “{teks}” has no partner.",
    hint_id="Tambahkan pasangannya, atau hapus.",
    hint_en="Add its partner, or delete it.",
    why="Kutipan dan kurung yang tidak ditutup mengaburkan maksud.",
    source=_SUMBER,
    example=Example("tujuan: ['Data “terpilah” (L/P), 1) dan a)']\n", "tujuan: ['Data “terpilah menurut wilayah']\n"),
)  # fmt: skip

_SPASI_TANDA = re.compile(r"(?<=[\w)\]”’\"'%])[ \t\xa0]+(?:([.,;!?])(?=\s|\Z|[”\"’)])|([,;])(?=[^\W\d_]{2}))")
_RAPAT = re.compile(
    r"(?<![\w@/.:=-])([^\W\d_]*[a-z]{2,})([.;!?])([A-Z][a-z]+)(?![\w@/.=-]|\.\w)|(?<![\w@/.:=-])([^\W\d_]*[a-z]{2,}),([^\W\d_]{2,})(?![\w@/:=]|\.\w)"
)
_AKHIR_LAMAN = frozenset(
    ("com", "id", "net", "org", "go", "co", "ac", "sch", "io", "js", "app", "doc", "docx", "pdf", "xls", "xlsx",
     "ppt", "pptx", "zip", "jpg", "png", "csv", "txt")
)  # fmt: skip
_SPASI_GANDA = re.compile(r"(?<=[^\s|])[ \t\xa0\u2007\u202f]{2,}(?=[^\s|])")
_BUTIR = re.compile(r"(?:[-*+•]|\(?[\da-zA-Z]{1,4}[.)])\Z")
_GANDA = re.compile(r"([,;])[ ]?\1+(?!\1)|(?<=[^\W\d_]{2})\.\.(?![.\w/…])|(?<=[^\W\d_]),\.(?![.\w])")


@aturan_teks
def tanda_baca(text: str, ragam: Ragam) -> list[Cacat]:
    """Blanks before and after marks, doubled blanks and marks."""
    if ragam in ("kode", "nama"):
        return []
    found: list[Cacat] = []
    if _ADA_SPASI_TANDA.search(text):
        found += _sebelum(text)
    if _ADA_RAPAT.search(text):
        found += _sesudah(text)
    if "  " in text or "\xa0" in text or "\t" in text:
        found += _ganda_spasi(text)
    if ".." in text or ",," in text or ";;" in text or ", ," in text or ",." in text:
        found += _ganda_tanda(text)
    return found


_ADA_SPASI_TANDA = re.compile(r"[ \t\xa0][.,;!?]")
_ADA_RAPAT = re.compile(r"[a-z][.,;!?][A-Za-z]")


def _sebelum(text: str) -> list[Cacat]:
    found = []
    for m in _SPASI_TANDA.finditer(text):
        near = text[max(0, m.start() - 2) : m.end() + 2]
        if re.search(r"[.…,] ?\Z", text[: m.start()]) or re.match(r" ?[.…,]", text[m.end() :]) or "|" in near:
            continue  # spaced dots, a cell
        start = _awal_kata(text, m.start())
        mark = m[1] or f"{m[2]} "
        found.append(Cacat(E009, start, m.end(), text[start : m.start()] + mark, True))
    return found


def _awal_kata(text: str, at: int) -> int:
    """Where the word that ends at a place begins, at most twenty characters before."""
    start = at
    while start > max(0, at - 20) and not text[start - 1].isspace():
        start -= 1
    return start


def _sesudah(text: str) -> list[Cacat]:
    found = []
    for m in _RAPAT.finditer(text):
        first, mark, second = (m[1], m[2], m[3]) if m[2] else (m[4], ",", m[5])
        if second.lower() in _AKHIR_LAMAN or _beralamat(text, m.start(), m.end()):
            continue
        found.append(Cacat(E010, m.start(), m.end(), f"{first}{mark} {second}", True))
    return found


def _beralamat(text: str, start: int, end: int) -> bool:
    """Whether the run of characters around a place is an address, a file or code."""
    left = _awal_jauh(text, start)
    right = next((i for i in range(end, min(len(text), end + 80)) if text[i].isspace()), len(text))
    token = text[left:right]
    return any(c in token for c in "@/\\=_<>{}#") or "www." in token


def _awal_jauh(text: str, at: int) -> int:
    start = at
    while start > max(0, at - 80) and not text[start - 1].isspace():
        start -= 1
    return start


def _ganda_spasi(text: str) -> list[Cacat]:
    found = []
    for m in _SPASI_GANDA.finditer(text):
        line_start = text.rfind("\n", 0, m.start()) + 1
        line_end = text.find("\n", m.end())
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if "|" in line or _BUTIR.match(text[line_start : m.start()].strip()):
            continue  # a table, a list item
        start, end = m.start() - 1, m.end() + 1
        found.append(
            Cacat(
                E011, start, end, f"{text[start]} {text[end - 1]}", True, False, (("teks", _cuplik(text, m)),)
            )
        )
    return found


def _cuplik(text: str, m: re.Match[str]) -> str:
    return text[max(0, m.start() - 12) : m.end() + 12].split("\n")[0].strip()


def _ganda_tanda(text: str) -> list[Cacat]:
    found = []
    for m in _GANDA.finditer(text):
        certain = m[0][0] in ",;" and "." not in m[0]
        mend = m[0][0] if certain or m[0] == ".." else "."
        start = _awal_kata(text, m.start())
        found.append(Cacat(E012, start, m.end(), text[start : m.start()] + mend, certain))
    return found


_DAFTAR = re.compile(r"(?<![\w(])\w{1,3}\.?\)")


@aturan_teks
def pasangan(text: str, ragam: Ragam) -> list[Cacat]:
    """Quotation marks and brackets without their partner, in texts of one paragraph."""
    if "\n" in text or ragam in ("kode", "nama") or "â" in text or "�" in text:
        return []
    found = []
    if ("“" in text or "”" in text) and text.count("“") != text.count("”") and ragam != "kutipan":
        mark = "“" if text.count("“") > text.count("”") else "”"
        at = text.rfind(mark) if mark == "“" else text.find(mark)
        found.append(Cacat(E013, at, at + 1))
    if "(" in text and text.count("(") > text.count(")"):
        at = text.rfind("(")
        if text[at - 1 : at] not in (":", ";"):
            found.append(Cacat(E013, at, at + 1))
    elif (
        ")" in text
        and text.count(")") > text.count("(")
        and _DAFTAR.sub("", text).count(")") > _DAFTAR.sub("", text).count("(")
    ):
        at = text.rfind(")")
        if text[at - 1 : at] not in (":", ";", "-", "*"):
            found.append(Cacat(E013, at, at + 1))
    if (
        '"' in text
        and ragam != "kutipan"
        and len(re.findall(r'(?<!\d)"', text)) % 2
        and '"' not in re.findall(r'\d(")', text)
    ):
        at = text.find('"')
        found.append(Cacat(E013, at, at + 1))
    return found
