"""PDF → blocks: characters with their positions, put back into lines, columns and paragraphs."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.impor import paket
from pipeline.impor.sejajar import Baris
from pipeline.impor.sumber import MAKS_HALAMAN, Blok, Ditolak, bersih
from pipeline.impor.teks import dari_baris
from pipeline.reference.kolom import kepala_tabel

_NOMOR_HALAMAN = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*|(?:Halaman|Hal\.?) \d+(?: (?:dari|/) \d+)?", re.I)
_JEDA = 0.85
"""A gap wider than this many letter heights separates columns."""


@dataclass(frozen=True)
class Kata:
    """A word on a page: left, right and middle (points from left and top), letter height."""

    teks: str
    kiri: float
    kanan: float
    tengah: float
    tinggi: float


@dataclass(frozen=True)
class Jalur:
    """A printed line: its parts from left to right, each with its words joined."""

    bagian: tuple[Kata, ...]

    @property
    def tengah(self) -> float:
        return self.bagian[0].tengah


def baca(data: bytes, nama: str) -> list[Blok]:
    """The blocks of a PDF. Raises Ditolak for a locked, damaged, scanned or oversized one."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as e:
        if "password" in str(e).lower():
            raise Ditolak(
                f"{nama} terkunci kata sandi; buka dengan sandinya, lalu cetak ke PDF baru.",
                f"{nama} is locked by a password; open it with the password and print it to a new PDF.",
            ) from e
        raise paket.rusak(nama) from e
    try:
        if len(document) > MAKS_HALAMAN:
            raise Ditolak(
                f"{nama} memuat {len(document)} halaman; paling banyak {MAKS_HALAMAN}. Pisahkan halaman notulanya dahulu.",
                f"{nama} has {len(document)} pages; at most {MAKS_HALAMAN}. Take out the pages of the minutes first.",
            )
        lines: list[Baris] = []
        edge: list[Blok] = []
        for number in range(len(document)):
            page, outside = _halaman(_kata(document[number]), number + 1)
            lines += page
            edge += outside
    except pdfium.PdfiumError as e:
        raise paket.rusak(nama) from e
    finally:
        document.close()
    if sum(c.isalnum() for line in lines for c in line.teks) < 20:
        raise Ditolak(
            f"{nama} tidak berlapis teks (hasil pindai); jalankan pengenalan huruf (OCR) dahulu, atau ketik ulang.",
            f"{nama} has no text layer (a scan); run character recognition (OCR) first, or type it.",
        )
    return [*dari_baris(lines), *edge]


def _kata(page: pdfium.PdfPage) -> list[Kata]:
    """The words of a page, whatever order they were drawn in."""
    text = page.get_textpage()
    height = page.get_height()
    out: list[Kata] = []
    letters = ""
    box = (0.0, 0.0, 0.0, 0.0)

    def end() -> None:
        nonlocal letters
        if clean := bersih(letters):
            left, bottom, right, top = box
            out.append(Kata(clean, left, right, height - (bottom + top) / 2, max(top - bottom, 1.0)))
        letters = ""

    high = 0
    for i in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text.raw, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0) if high else (0xFFFD, 0)
        char = "-" if code in (2, 0xFFFE, 0xAD) else chr(code)
        if char.isspace() or code == 0:
            end()
            continue
        left, bottom, right, top = text.get_charbox(i, loose=True)
        size = max(top - bottom, 1.0)
        if letters:
            gap = left - box[2]
            if abs((bottom + top) - (box[1] + box[3])) > 0.6 * size or gap > 0.35 * size or gap < -0.8 * size:
                end()
        box = (
            (left, bottom, right, top)
            if not letters
            else (box[0], min(box[1], bottom), right, max(box[3], top))
        )
        letters += char
    end()
    text.close()
    return out


def _jalur(words: Sequence[Kata]) -> list[Jalur]:
    """Words as lines from top to bottom, split where the gap is that of columns."""
    rows: list[list[Kata]] = []
    for word in sorted(words, key=lambda w: (w.tengah, w.kiri)):
        if rows and abs(word.tengah - statistics.fmean(w.tengah for w in rows[-1])) < 0.45 * min(
            word.tinggi, rows[-1][0].tinggi
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    out = []
    for row in rows:
        parts: list[Kata] = []
        for word in sorted(row, key=lambda w: w.kiri):
            before = parts[-1] if parts else None
            if before and word.kiri - before.kanan < _JEDA * before.tinggi:
                glue = "" if word.kiri - before.kanan < 0.08 * before.tinggi else " "
                parts[-1] = replace(before, teks=before.teks + glue + word.teks, kanan=word.kanan)
            else:
                parts.append(word)
        out.append(Jalur(tuple(parts)))
    return out


def _halaman(words: Sequence[Kata], number: int) -> tuple[list[Baris], list[Blok]]:
    """The lines of a page in reading order, and its page number."""
    rows = _jalur(words)
    edge = []
    for at in (0, -1):
        if rows and _NOMOR_HALAMAN.fullmatch(text := " ".join(k.teks for k in rows[at].bagian)):
            edge.append(Blok(text, f"halaman {number}", "tepi"))
            rows.pop(at)
    out: list[Baris] = []
    for region in _daerah(rows):
        out += _baris(region, number, len(out))
    return out, edge


def _baris(rows: Sequence[Jalur], page: int, counted: int) -> list[Baris]:
    """The lines of a region; a gap wider than between lines is an empty line."""
    if not rows:
        return []
    pitches = [b.tengah - a.tengah for a, b in itertools.pairwise(rows)]
    pitch = statistics.median_low(pitches) if pitches else 0
    left = min(r.bagian[0].kiri for r in rows)
    width = max(len(" ".join(k.teks for k in r.bagian)) for r in rows)
    out: list[Baris] = []
    for n, row in enumerate(rows):
        if n and pitch and row.tengah - rows[n - 1].tengah > 1.45 * pitch:
            out.append(Baris("", 0, ""))
        inden = round((row.bagian[0].kiri - left) / (0.5 * row.bagian[0].tinggi))
        text = "\t".join(k.teks for k in row.bagian)
        spans = tuple((k.kiri, k.kanan) for k in row.bagian)
        out.append(
            Baris(text, inden, f"halaman {page} baris {counted + n + 1}", spans, width, row.bagian[0].tinggi)
        )
    return out


def _daerah(rows: list[Jalur]) -> list[list[Jalur]]:
    """The rows as regions in reading order: where two columns of prose stand, the left one first."""
    best: tuple[int, int, float] | None = None
    if len(rows) >= 10:
        left = min(r.bagian[0].kiri for r in rows)
        right = max(r.bagian[-1].kanan for r in rows)
        for step in range(36, 66, 2):
            gutter = left + (right - left) * step / 100
            for start, end in _deret(rows, gutter):
                if (best is None or end - start > best[1] - best[0]) and _dua_lajur(
                    rows[start:end], gutter, left, right
                ):
                    best = (start, end, gutter)
    if best is None:
        return [rows] if rows else []
    start, end, gutter = best
    sides = [
        [
            Jalur(part)
            for r in rows[start:end]
            if (part := tuple(k for k in r.bagian if (k.kiri < gutter) == (side == 0)))
        ]
        for side in (0, 1)
    ]
    return [*_daerah(rows[:start]), *sides, *_daerah(rows[end:])]


def _deret(rows: Sequence[Jalur], gutter: float) -> list[tuple[int, int]]:
    """The stretches of rows that leave a gutter free."""
    out, start = [], 0
    for n, row in enumerate([*rows, None]):
        crossed = row is None or any(k.kiri < gutter + 3 and k.kanan > gutter - 3 for k in row.bagian)
        if crossed:
            if n - start >= 5:
                out.append((start, n))
            start = n + 1
    return out


def _dua_lajur(rows: Sequence[Jalur], gutter: float, left: float, right: float) -> bool:
    """Whether the rows are two columns of prose: both sides filled, one part each, no table head."""
    for side, width in ((0, gutter - left), (1, right - gutter)):
        parts = [[k for k in r.bagian if (k.kiri < gutter) == (side == 0)] for r in rows]
        filled = [p for p in parts if p]
        if len(filled) < 5 or sum(len(p) for p in filled) > 1.25 * len(filled):
            return False
        if statistics.median(p[-1].kanan - p[0].kiri for p in filled) < 0.55 * width:
            return False
    return not any(kepala_tabel([k.teks for k in r.bagian]) for r in rows)
