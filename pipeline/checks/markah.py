"""Markdown and HTML that would be printed as they stand (E014, E015)."""

from __future__ import annotations

import re

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks
from pipeline.findings import Example, rule

E014 = rule(
    "E014", "sisa-markdown",
    id="Tanda “{teks}” akan tercetak apa adanya.",
    en="The mark “{teks}” would be printed as it stands.",
    hint_id="Hapus tandanya. Tebal, miring, daftar, dan tabel hanya berlaku pada teks bebas, seperti pembahasan.",
    hint_en="Delete the mark. Bold, italic, lists and tables work in free text only, such as pembahasan.",
    why="Teks yang disalin dari asisten tulis membawa tanda Markdown.",
    source="Markdown yang dibaca Notula: tebal, miring, daftar, tabel",
    example=Example("tujuan: ['Menyusun **rencana** aksi']\n", "tempat: 'Aula **Contoh**'\n"),
)  # fmt: skip
E015 = rule(
    "E015", "sisa-html",
    id="Tanda HTML “{teks}” akan tercetak apa adanya.",
    en="The HTML tag “{teks}” would be printed as it stands.",
    hint_id="Hapus tandanya.",
    hint_en="Delete the tag.",
    why="Teks yang disalin dari laman web membawa tandanya.",
    source="HTML Living Standard §4",
    example=Example("tujuan: ['Nilai < 5 dan > 2']\n", "tujuan: ['Nilai<br>Contoh']\n"),
)  # fmt: skip

_JUDUL = re.compile(r"^#{1,6} +(?=[^\s\d])", re.MULTILINE)
"""A heading; “# 2 prioritas” counts something."""
_TUGAS = re.compile(r"^\[[ xX]\] +(?=\S)|(?<=^[-*] )\[[ xX]\] +(?=\S)", re.MULTILINE)
"""The box of a list of tasks."""
_PAGAR = re.compile(r"```[\w-]*|~~~[\w-]*")
_GARIS = re.compile(r"^[ ]{0,3}(-{3,}|\*{3,}|_{3,})[ ]*$", re.MULTILINE)
_TAUTAN = re.compile(r"!?\[([^\[\]\n]{1,200})\]\(((?:https?://|mailto:|www\.)[^\s()]{1,500})\)")
_BALASAN = re.compile(r"^> +(?=[^\s\d%=±~-])(?!Rp)", re.MULTILINE)
"""A quotation of a message; “> 50%” compares."""
_KODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_CORET = re.compile(r"~~([^~\n]+)~~")
_TEBAL_POLOS = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
_MIRING_POLOS = re.compile(r"(?<![\w*\\])\*(?=[^\W_])([^*\n]+?)(?<=\S)\*(?![\w*])")
_BAWAH_POLOS = re.compile(r"(?<![\w/.])(?:__|_)(?=[^\W_])([^_\n]+?)(?<=[^\W_])(?:__|_)(?![\w/]|\.\w)")
_LOLOS = re.compile(r"(?<![:\\])\\([*_#\[\]`>-])")
_TANDA = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|p|div|br|ul|ol|li|h[1-6]|table|tbody|thead|tr|td|th|a|sup|sub|code|pre|blockquote|img|hr)"
    r"(?:\s+[\w:-]+\s*=[^<>\n]{0,300})?\s*/?>|<!--[^\n]{0,300}?-->",
    re.IGNORECASE,
)
_HURUF = re.compile(r"</?(?:b|i|u|em|strong|span|font|code)(?:\s[^<>\n]*)?\s*>", re.IGNORECASE)
_ADA = re.compile(r"[#*_`~\[\]>\\]|---")


@aturan_teks
def markah(text: str, ragam: Ragam) -> list[Cacat]:
    """Marks that the kind of field does not interpret; what it does interpret is no flaw."""
    if ragam == "kode" or not _ADA.search(text):
        return []
    found: list[Cacat] = []
    if "<" in text and ">" in text:
        found += [
            Cacat(E015, m.start(), m.end(), "" if _HURUF.fullmatch(m[0]) else None, True, True)
            for m in _TANDA.finditer(text)
        ]
    if "#" in text or ">" in text:
        found += [_hapus(m) for p in (_JUDUL, _BALASAN) for m in p.finditer(text)]
    if "[ ] " in text or "[x] " in text or "[X] " in text:
        found += [Cacat(E014, m.start(), m.end(), "", True, True) for m in _TUGAS.finditer(text)]
    if "](" in text:
        found += [_tautan(m) for m in _TAUTAN.finditer(text)]
    if "```" in text or "~~~" in text:
        found += [Cacat(E014, m.start(), m.end(), sure=True) for m in _PAGAR.finditer(text)]
    elif "`" in text:
        found += [_isi(m) for m in _KODE.finditer(text)]
    if "~~" in text:
        found += [Cacat(E014, m.start(), m.end(), sure=True) for m in _CORET.finditer(text)]
    if ragam == "blok":
        found += [_hapus(m) for m in _GARIS.finditer(text)]
    if ragam in ("blok", "baris"):
        return found + _ganjil(text)
    if "*" in text:
        found += [_isi(m) for p in (_TEBAL_POLOS, _MIRING_POLOS) for m in p.finditer(text)]
    if "_" in text and "://" not in text and "@" not in text:
        found += [_isi(m) for m in _BAWAH_POLOS.finditer(text)]
    if "\\" in text:
        found += [Cacat(E014, m.start(), m.end(), m[1], True, True) for m in _LOLOS.finditer(text)]
    return found


def _hapus(m: re.Match[str]) -> Cacat:
    """The mark taken away, which only a person can decide: it may compare, count or part."""
    return Cacat(E014, m.start(), m.end(), "", False, True)


def _isi(m: re.Match[str]) -> Cacat:
    """The words without the marks around them; between figures the marks may calculate."""
    words = any(c.isalpha() for c in m[1]) and not m.string[m.start() - 1 : m.start()].isalnum()
    return Cacat(E014, m.start(), m.end(), m[1], words, True)


def _tautan(m: re.Match[str]) -> Cacat:
    target = m[2].removeprefix("mailto:")
    mend = target if m[1].strip() == target else f"{m[1]} ({target})"
    return Cacat(E014, m.start(), m.end(), mend, not m[0].startswith("!"), True)


def _ganjil(text: str) -> list[Cacat]:
    """Marks of bold that do not pair within their paragraph."""
    if "**" not in text:
        return []
    found, at = [], 0
    for paragraph in text.split("\n\n"):
        if "**" in paragraph and len(re.findall(r"(?<![*\\])\*\*(?![*)])", paragraph)) % 2:
            start = at + paragraph.index("**")
            found.append(Cacat(E014, start, start + 2))
        at += len(paragraph) + 2
    return found
