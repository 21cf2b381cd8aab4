"""A source document as an ordered list of blocks, each with its kind and its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.read_nodes import UNPRINTABLE

MAKS_BITA = 30_000_000
MAKS_HALAMAN = 500
MAKS_BLOK = 50_000

Jenis = Literal["teks", "judul", "butir", "baris", "tepi"]


class Ditolak(Exception):
    """A source that cannot be read; `id` and `en` are the sentences that say what to do."""

    def __init__(self, id_: str, en: str) -> None:
        super().__init__(id_)
        self.id = id_
        self.en = en


@dataclass(frozen=True)
class Blok:
    """One paragraph, heading, list item or table row of the source.

    `teks` has single blanks, a tab between columns, and a line break only inside a table cell.
    `penanda` is the number or bullet of a list item as it stands, `dalam` its depth from 0;
    `rentang` is where the parts between tabs stand on their line;
    `tepi` is what stands outside the running text (header, footer, side bar).
    """

    teks: str
    tempat: str
    jenis: Jenis = "teks"
    penanda: str = ""
    dalam: int = 0
    sel: tuple[str, ...] = ()
    tabel: int = 0
    tebal: bool = False
    rentang: tuple[tuple[float, float], ...] = ()
    no: int = 0

    @property
    def utuh(self) -> str:
        """The text with its list mark."""
        return f"{self.penanda} {self.teks}" if self.penanda else self.teks


def bersih(text: str) -> str:
    """Text with single blanks, tabs between columns, and without characters that no file may hold."""
    parts = UNPRINTABLE.sub("", text).split("\t")
    return "\t".join(p for p in (" ".join(part.split()) for part in parts) if p)


def baris_tabel(cells: Iterable[str], tempat: str, tabel: int) -> Blok:
    """A table row as a block; line breaks inside cells stay."""
    sel = tuple(
        "\n".join(s for s in (" ".join(UNPRINTABLE.sub("", x).split()) for x in c.split("\n")) if s)
        for c in cells
    )
    return Blok("\t".join(s for s in sel if s), tempat, "baris", sel=sel, tabel=tabel)


def bernomor(blocks: Iterable[Blok]) -> tuple[Blok, ...]:
    """The blocks that hold something, numbered in order. Raises Ditolak where there are too many."""
    kept = [b for b in blocks if b.teks.strip() or b.penanda.strip()]
    if len(kept) > MAKS_BLOK:
        raise Ditolak(
            f"Naskah ini memuat lebih dari {MAKS_BLOK:,} baris; pecah dahulu menjadi satu berkas per rapat.",
            f"This document holds more than {MAKS_BLOK:,} lines; split it into one file per meeting first.",
        )
    return tuple(replace(b, no=i) for i, b in enumerate(kept))
