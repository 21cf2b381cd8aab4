"""Tables that are only aligned text: a head line, and lines whose parts stand below its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reference.kolom import kepala_tabel
from pipeline.reference.label import label_bagian, pisah_label


@dataclass(frozen=True)
class Baris:
    """A physical line: its text with tabs between columns, its indentation, its place.

    `rentang` is where each column begins and ends (characters, or points of a page);
    `lebar` the longest line of its region in characters, 0 for that of the whole text;
    `tinggi` the height of its letters in points, 0 where unknown.
    """

    teks: str
    inden: int
    tempat: str
    rentang: tuple[tuple[float, float], ...] = ()
    lebar: int = 0
    tinggi: float = 0.0

    @property
    def kolom(self) -> list[str]:
        """The parts between the tabs."""
        return self.teks.split("\t")


def mulai(line: Baris) -> bool:
    """Whether an aligned table begins with this line."""
    return len(line.rentang) >= 3 and len(line.rentang) == len(line.kolom) and kepala_tabel(line.kolom)


def rakit(lines: Sequence[Baris]) -> tuple[list[tuple[list[str], str]], int]:
    """The rows of the table that begins at the first line, with places, and how many lines it took.

    A line without a number (or without a first part) goes on with the row above it.
    """
    head = lines[0]
    spans = list(head.rentang)
    taken: list[Baris] = []
    blanks = 0
    for line in lines[1:]:
        if not line.teks:
            blanks += 1
            if blanks > 1:
                break
            continue
        if not line.rentang or pisah_label(line.teks) or label_bagian(line.teks):
            break
        over = [s for s in spans if line.rentang[0][0] < s[1] and line.rentang[0][1] > s[0]]
        if len(line.rentang) == 1 and (len(over) > 1 or blanks):
            break
        blanks = 0
        taken.append(line)
    spans = _melebar(spans, taken)
    rows: list[tuple[list[str], str]] = [(head.kolom, head.tempat)]
    for line in taken:
        cells = [""] * len(spans)
        for text, extent in zip(line.kolom, line.rentang, strict=True):
            at = _kolom(extent, spans) if len(line.rentang) != len(spans) else line.rentang.index(extent)
            cells[at] = f"{cells[at]} {text}".strip()
        if not cells[0] and len(rows) > 1:
            above = rows[-1][0]
            rows[-1] = ([f"{a}\n{c}".strip() for a, c in zip(above, cells, strict=True)], rows[-1][1])
        else:
            rows.append((cells, line.tempat))
    used = 1 + max((n for n, x in enumerate(lines[1:], 1) if taken and x is taken[-1]), default=0)
    return rows, used


def _melebar(spans: list[tuple[float, float]], lines: Sequence[Baris]) -> list[tuple[float, float]]:
    """The columns as wide as the parts that stand below one head only: heads are often short and centred."""
    wide = list(spans)
    for line in lines:
        for n, (start, end) in enumerate(line.rentang):
            under = [i for i, (a, b) in enumerate(spans) if start < b and end > a]
            at = n if len(line.rentang) == len(spans) else under[0] if len(under) == 1 else None
            if at is not None:
                wide[at] = (min(wide[at][0], start), max(wide[at][1], end))
    return wide


def _kolom(extent: tuple[float, float], spans: Sequence[tuple[float, float]]) -> int:
    """The column that a part overlaps most, or else the nearest."""

    def overlap(span: tuple[float, float]) -> float:
        return min(extent[1], span[1]) - max(extent[0], span[0])

    return max(range(len(spans)), key=lambda i: overlap(spans[i]))
