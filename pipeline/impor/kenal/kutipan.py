"""Quotations with their speakers, also where the quotation marks were broken by a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.impor.kenal.orang import orang
from pipeline.impor.klaim import Celah, Hasil, Klaim
from pipeline.impor.sumber import Blok
from pipeline.reference.label import MENGUJAR_POLA, UJAR_POLA

_BUKA = r"â€œ|“|\"|„|«|â(?=[A-Z])"
_TUTUP = r"â€\x9d|â€|”|\"|»|“|â(?![a-zA-Z€])"
_KUTIP = re.compile(rf"(?P<o>{_BUKA})(?P<k>(?:(?!{_BUKA}).){{12,}}?)(?P<c>{_TUTUP})", re.S)
_SESUDAH = re.compile(rf"^\s*[,.]?\s*(?P<v>{UJAR_POLA})\b[\s,:]*(?:oleh\s+)?(?P<o>.*)$", re.I | re.S)
_SEBELUM = re.compile(
    rf"^(?P<o>.{{2,160}}?),?\s+(?:juga |kembali |kemudian )?(?:{MENGUJAR_POLA})\b[^.]{{0,60}}[,:]?\s*$", re.I
)
_BERKATA = re.compile(
    rf"^(?P<o>.{{3,160}}?),?(?:\s+(?:saat|ketika|usai|yang|dalam)\s[^,“”\"]{{3,60}}?)?\s+(?:juga )?(?:{MENGUJAR_POLA})\b",
    re.I,
)
_KALIMAT = re.compile(r"(?<=\w{4})[.!?]\s+|[”\"]\s+")
_AKHIR = re.compile(
    r"(?<=\w{4})\.\s|(?<=[\])])\.\s|,?\s+(?:saat|ketika|dalam|di sela|usai|pada|kepada|seraya|sambil|sembari|menutup|mengakhiri|di hadapan)\s",
    re.I,
)
_TEMA = re.compile(
    r"\b(?:tema|bertema(?:kan)?|bertajuk|berjudul|slogan|istilah|disebut|program)\s*:?\s*$", re.I
)
_TANDA = re.compile(r"^[-–—]+\s*(?P<o>[A-Z].{2,160})$", re.S)
"""A line `— Siti Contoh, Kepala Bidang` below a quotation."""
_GANTI = re.compile(r"^(?:beliau|ia|dia|yang bersangkutan)\b", re.I)


def kutipan(blocks: Sequence[Blok]) -> tuple[Hasil, frozenset[int]]:
    """The quotations in some paragraphs, and the paragraphs that are nothing else."""
    out: Hasil = []
    whole: set[int] = set()
    last: dict[str, str] | None = None
    for block, after_block in zip_longest(blocks, blocks[1:]):
        if block.jenis not in ("teks", "butir"):
            continue
        rest = block.teks
        for m in _KUTIP.finditer(block.teks):
            before, after = block.teks[: m.start()], block.teks[m.end() :]
            if len(m["k"].split()) < 4 or _TEMA.search(before):
                continue
            said, who, sure = _oleh(before, after, last)
            alone = len(block.teks) - len(m[0]) < 4
            if not said and not alone:
                continue
            if not said and after_block and (signed := _TANDA.match(after_block.utuh)):
                who = orang(signed["o"])
                sure = who is not None
            broken = m["o"] in ("â", "â€œ") or m["c"] in ("â", "â€", "â€\x9d")
            words = m[0] if broken else m["k"].strip()
            value = {"kata": words, **({"oleh": who} if who else {})}
            out.append(Klaim(("kutipan",), value, (block.no,), (words,), tambah=True))
            if not sure:
                out.append(Celah(("kutipan", "oleh"), "pengucapnya tidak dapat dipastikan", block.no))
            last = who or last
            rest = rest.replace(m[0], "")
        if rest != block.teks and len(re.sub(r"\W", "", _tanpa_pengucap(rest))) < 15:
            whole.add(block.no)
    return out, frozenset(whole)


def _oleh(before: str, after: str, last: dict[str, str] | None) -> tuple[bool, dict[str, str] | None, bool]:
    """Whether somebody is said to speak, who it is, and whether that is sure."""
    if m := _SESUDAH.match(after):
        words = _AKHIR.split(m["o"], maxsplit=1)[0].strip(' ,“"')
        if m["v"].lower().endswith("nya") and not words.strip("."):
            who = _pokok(before) or last
            return True, who, who is not None
        if _GANTI.match(words):
            return True, None, False
        who = orang(words)
        return True, who, who is not None
    if m := _SEBELUM.match(_KALIMAT.split(before)[-1]):
        words = re.sub(r"^.*?,\s*(?=(?:Bapak|Ibu|[A-Z]\w+ (?:Dinas|Daerah)))", "", m["o"]).strip()
        who = last if re.fullmatch(r"ia|dia", words, re.I) else orang(words)
        return True, who, who is not None
    if (
        last
        and not after.strip()
        and re.search(rf"(?:{_TUTUP})\s*,?\s*(?:{UJAR_POLA})\b[^“”\"]{{0,120}}\s*$", before)
    ):
        return True, last, True  # “…,” kata X. “…”
    return False, None, False


def _pokok(before: str) -> dict[str, str] | None:
    """Who speaks in the sentence before a quotation that only says `katanya`."""
    for sentence in reversed(_KALIMAT.split(before)):
        if m := _BERKATA.match(sentence):
            return orang(m["o"])
    return None


def _tanpa_pengucap(text: str) -> str:
    """What remains of a paragraph without its quotations and the words that name the speaker."""
    m = _SESUDAH.match(text)
    if not m:
        return text
    person = _AKHIR.split(m["o"], maxsplit=1)
    return person[1] if len(person) > 1 else ""
