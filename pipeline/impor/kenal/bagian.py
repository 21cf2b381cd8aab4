"""Blocks → the parts of a document: what stands before the first heading, and under each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.impor.sumber import Blok
from pipeline.impor.teks import PENANDA
from pipeline.reference.kolom import kepala_tabel
from pipeline.reference.label import label_bagian, label_skalar, membuka_daftar, pisah_label

_DAFTAR = frozenset({"tujuan", "dasar", "acara", "peserta", "undangan"})
_AKHIR = frozenset({"keputusan", "rekomendasi", "tindak_lanjut", "penutup", "tembusan"})
_LEPAS = frozenset({"awal", "pembuka", "penutup", "lain", "pembahasan"})
_HURUF = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Bagian:
    """A part: the record key it is about (`awal`: labels and title), its heading, its blocks."""

    kunci: str
    judul: Blok | None
    isi: tuple[Blok, ...]


def bagi(blocks: Sequence[Blok]) -> list[Bagian]:
    """The parts of a document, in order; blocks at the edge of pages belong to none."""
    running = [baris_label(b) for b in blocks if b.jenis != "tepi"]
    parts: list[tuple[str, Blok | None, list[Blok]]] = [("awal", None, [])]
    agenda: set[str] = set()
    before = ""
    """The part to which the text returns after a list that a sentence opened; "" outside one."""
    for block, after in zip_longest(running, running[1:]):
        now, heading, items = parts[-1]
        key, rest = _kepala(block, now)
        if (
            key
            and not rest
            and block.jenis == "butir"
            and not _membuka(block, after, now, heading, items, agenda)
        ):
            key = None
        if key is not None:
            before = ""
            parts.append((key, block, _isi(block, rest)))
            if key == "awal":  # a label line is read there; a heading alone holds nothing
                parts[-1] = ("awal", block, [block] if pisah_label(block.teks) else [])
            continue
        if before and _daftar_selesai(block, items):
            parts.append((before, None, []))
            before, now = "", before
        lead = _pembuka_daftar(block, after, now)
        if lead:
            before = now
            parts.append((lead, block, []))
            continue
        if block.jenis == "butir" and heading is not None and items and items[-1].no == heading.no:
            items[:] = [replace(b, dalam=block.dalam) for b in items]  # they began behind the colon
        parts[-1][2].append(block)
        if now == "acara":
            agenda.add(block.teks.casefold())
    return [Bagian(k, j, tuple(isi)) for k, j, isi in parts]


def _daftar_selesai(block: Blok, items: Sequence[Blok]) -> bool:
    """Whether a paragraph follows a list."""
    return (
        block.jenis == "teks" and bool(items) and items[-1].jenis == "butir" and not block.teks[0].islower()
    )


def _pembuka_daftar(block: Blok, after: Blok | None, now: str) -> str | None:
    """The part that a sentence such as `disepakati antara lain:` opens, where a list follows."""
    if block.jenis != "teks" or after is None or after.jenis != "butir" or now not in _LEPAS:
        return None
    lead = membuka_daftar(block.teks)
    return lead if lead != now else None


def _isi(block: Blok, rest: str) -> list[Blok]:
    """What stands behind the colon of a heading, its list marks split off."""
    out = []
    for line in rest.split("\n") if rest else []:
        m = PENANDA.match(line)
        made = replace(block, teks=line[m.end() :] if m else line, jenis="butir" if m else "teks", rentang=())
        out.append(replace(made, penanda=m["m"] if m else ""))
    return out


def _kepala(block: Blok, now: str) -> tuple[str | None, str]:
    """The part that a block opens and the words behind its colon; (None, "") where it opens none."""
    if block.jenis == "baris":
        return None, ""
    labelled = pisah_label(block.teks)
    if labelled and labelled[1]:
        head, value = labelled
        key = label_bagian(head)
        if label_skalar(head) and key != "acara":
            return ("awal", "") if now in _DAFTAR else (None, "")
        if key == "awal" or key is None:
            return None, ""
        if now == "pembahasan" and key not in _AKHIR:
            return None, ""
        return key, value
    key = label_bagian(block.teks)
    if key is None:
        if label_skalar(block.teks) and now in _DAFTAR:
            return "awal", ""
        heading = block.jenis == "judul" or (
            _kapital(block.teks) and re.match(r"(?:[IVX]+|[A-Z])\. ", block.teks)
        )
        return ("lain", "") if heading and now not in ("awal", "pembahasan") and block.teks else (None, "")
    if now == "pembahasan" and key == "pembahasan" and block.jenis != "judul":
        return None, ""
    return key, ""


def _membuka(
    block: Blok, after: Blok | None, now: str, heading: Blok | None, items: Sequence[Blok], agenda: set[str]
) -> bool:
    """Whether a numbered line is a heading: marked as the last one was, or no item among others with a text below it."""
    if block.penanda in "-–—•*o" or after is None or block.teks.casefold() in agenda:
        return False
    style = _gaya(block.penanda)
    if heading is not None and heading.jenis == "butir":
        return _gaya(heading.penanda) == style
    if style in {_gaya(b.penanda) for b in items if b.jenis == "butir" and not pisah_label(b.teks)}:
        return False
    if after.jenis == "butir":
        return now != "acara" and _gaya(after.penanda) != style
    labelled = pisah_label(after.teks) or label_bagian(after.teks) or label_skalar(after.teks)
    return not (labelled or (now == "acara" and after.jenis != "teks"))


def _gaya(mark: str) -> str:
    """The kind of a list mark: digits, letters, and what stands around them."""
    return re.sub(r"[a-z]", "a", re.sub(r"\d+", "1", mark))


def _kapital(text: str) -> bool:
    return bool(_HURUF.search(text)) and text.isupper()


def judul_kapital(block: Blok) -> bool:
    """Whether a paragraph is a heading by its look: capitals or bold, short, without a full stop."""
    words = block.teks.split()
    look = block.jenis == "judul" or (block.jenis != "baris" and (block.tebal or _kapital(block.teks)))
    return look and 1 <= len(words) <= 20 and not block.teks.endswith((".", ",", ";"))


def baris_label(block: Blok) -> Blok:
    """A table row `label | : | value` as a label line; other blocks as they are."""
    if block.jenis != "baris" or kepala_tabel(block.sel):
        return block
    cells = [c for c in block.sel if c.strip(" :")]
    if len(cells) == 3 and re.fullmatch(r"\d{1,2}[.)]?|[a-zA-Z][.)]", cells[0]):
        cells = cells[1:]
    if len(cells) == 2 and (label_skalar(cells[0]) or label_bagian(cells[0])):
        head = cells[0].rstrip(": ")
        return replace(block, teks=f"{head} : {cells[1].lstrip(': ')}", jenis="teks", sel=())
    if len(cells) == 1 and pisah_label(cells[0]):
        return replace(block, teks=cells[0], jenis="teks", sel=())
    return block
