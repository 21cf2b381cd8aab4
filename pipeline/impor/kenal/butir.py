"""Lists: blocks of a part → its items, each with its sub-items and the blocks it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.impor.kenal.waktu import hari
from pipeline.impor.klaim import Celah, Hasil, Klaim
from pipeline.impor.sumber import Blok
from pipeline.reference.asisten import kalimat_asisten
from pipeline.reference.kolom import kolom
from pipeline.reference.label import kerangka

_PJ = re.compile(
    r"\s*[(;,–-]?\s*\b(?:PJ|PIC|penanggung ?jawab)\b\.?\s*:\s*(?P<p>[^;()]+?)(?:[;,]?\s*(?:tenggat|batas waktu|paling lambat|target|waktu)\s*:?\s*(?P<t>[^;()]+?))?\s*\)?\.?$",
    re.I,
)


@dataclass(frozen=True)
class Butir:
    """An item: its text (sub-items as a Markdown list), the blocks, and the words it places."""

    teks: str
    blok: tuple[int, ...]
    ambil: tuple[str, ...]


def gaya(mark: str) -> str:
    """The kind of a list mark: digits, letters, or the bullet itself."""
    return (
        re.sub(r"[a-z]", "a", re.sub(r"\d+", "1", mark))
        if any(c.isalnum() for c in mark) and mark != "o"
        else mark
    )


def butiran(blocks: Sequence[Blok]) -> list[Butir]:
    """The items of a list, or the paragraphs where there is no list; words that lead to it are none."""
    if not any(b.jenis == "butir" for b in blocks):
        return [
            Butir(b.teks, (b.no,), (b.teks,))
            for b in blocks
            if b.jenis == "teks"
            and not b.teks.endswith(":")
            and not kalimat_asisten(b.teks)
            and not kerangka(b.teks)
        ]
    items: list[tuple[list[str], list[int], list[str]]] = []
    styles: list[str] = []
    count = 0
    for b in blocks:
        if b.jenis == "butir":
            style = f"{gaya(b.penanda)}{b.dalam}"
            if style in styles:
                del styles[styles.index(style) + 1 :]
            else:
                styles.append(style)
                count = 0
            if len(styles) == 1 or not items:
                items.append(([b.teks], [b.no], [b.teks]))
                count = 0
                continue
            count += 1
            mark = f"{count}." if b.penanda.strip("().").isalnum() and b.penanda != "o" else "-"
            indent = "   " * (len(styles) - 2)
            lead = "\n" if len(items[-1][0]) == 1 else ""
            items[-1][0].append(f"{lead}{indent}{mark} {b.teks}")
        elif b.jenis == "teks" and items and b.teks[0].islower():
            items[-1][0][-1] += f" {b.teks}"
        else:
            continue
        items[-1][1].append(b.no)
        items[-1][2].append(b.teks)
    return [Butir("\n".join(t), tuple(n), tuple(a)) for t, n, a in items]


def daftar(kunci: str, blocks: Sequence[Blok]) -> Hasil:
    """The items of a part as items of a list of the record."""
    return [
        Klaim((kunci,), b.teks, b.blok, b.ambil, tambah=True)
        if any(c.isalnum() for c in b.teks)
        else Celah((kunci,), "butir masih kosong", b.blok[0])
        for b in butiran(blocks)
    ]


def tindak_lanjut(blocks: Sequence[Blok]) -> Hasil:
    """Follow-ups from list items; the responsible one and the day only where they are labelled."""
    out: Hasil = []
    for b in butiran(blocks):
        m = _PJ.search(b.teks)
        if not m or "\n" in b.teks:
            out.append(Klaim(("tindak_lanjut",), {"uraian": b.teks}, b.blok, b.ambil, tambah=True))
            continue
        task, who = b.teks[: m.start()].strip(" ,;("), m["p"].strip(" ,.")
        out += _satu(task, who, (m["t"] or "").strip(), b.blok)
    return out


def tabel_tindak(rows: Sequence[Blok], columns: dict[str, int]) -> Hasil:
    """Follow-ups from the rows of a table below its head."""
    out: Hasil = []
    for row in rows:
        cell = {k: " ".join(row.sel[i].split()) for k, i in columns.items() if i < len(row.sel)}
        task = cell.get("uraian", "")
        if task and any(c.isalpha() for c in task):
            out += _satu(task, cell.get("penanggung_jawab", ""), cell.get("tenggat", ""), (row.no,))
    return out


def _satu(task: str, who: str, when: str, blocks: tuple[int, ...]) -> Hasil:
    days = [d for d in hari(when) if d.mulai and not d.selesai]
    one = days[0] if len(days) == 1 else None
    value = {"uraian": task, "penanggung_jawab": who, "tenggat": one.nilai if one else ""}
    filled = {k: v for k, v in value.items() if v}
    taken = [task, who, *([one.teks] if one and one.nilai == one.teks else [])]
    out: Hasil = [Klaim(("tindak_lanjut",), filled, blocks, tuple(t for t in taken if t), tambah=True)]
    if when.strip(" -–") and not one:
        out.append(
            Celah(("tindak_lanjut", "tenggat"), f"“{when}” bukan satu tanggal yang lengkap", blocks[-1])
        )
    return out


def kelompok_tabel(blocks: Sequence[Blok]) -> list[list[Blok]]:
    """The rows of each table among some blocks."""
    out: list[list[Blok]] = []
    for b in blocks:
        if b.jenis != "baris":
            continue
        if out and out[-1][0].tabel == b.tabel:
            out[-1].append(b)
        else:
            out.append([b])
    return out


def kepala_kolom(rows: Sequence[Blok], jenis: str) -> tuple[int, dict[str, int]]:
    """Which of the first rows is the head of such a table, and its columns; (-1, {}) for none."""
    for n, row in enumerate(rows[:4]):
        if columns := kolom(row.sel, jenis):
            return n, columns
    return -1, {}
