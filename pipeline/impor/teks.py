"""Plain text → blocks: encodings, wrapped lines, list marks, aligned columns."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from pipeline.impor import sejajar
from pipeline.impor.sejajar import Baris
from pipeline.impor.sumber import Blok, Ditolak, baris_tabel, bersih
from pipeline.reference.kolom import kepala_tabel
from pipeline.reference.label import label_bagian, label_skalar, pisah_label

PENANDA = re.compile(
    r"(?P<m>[-–—•●▪◦*o·➢✓]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-z][.)]|\((?:[a-z]|\d{1,2})\))(?P<s>[\s\u00a0]+)(?=\S)"
)
"""List marks. A capital and a dot is no mark: “H. Ahmad”, “A. Rahman” are names."""
_SENDIRI = re.compile(r"[-–—•●▪◦*·]|\d{1,2}[.)]|[a-z][.)]")
_TTD = re.compile(r"\W*(?:ttd|dto|tertanda)\b", re.I)
_AKHIR = re.compile(r"[.:;?!”\"]\s*$")


def ke_teks(data: bytes) -> str:
    """Bytes as text: by byte order mark, as UTF-8, or else as Windows-1252. Raises Ditolak for binary."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    sample = data[:4000]
    if sample and sample.count(0) > len(sample) // 5:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) > 3 * max(min(even, odd), 1):
            return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    if b"\0" in sample:
        raise Ditolak(
            "Berkas ini bukan teks; simpan naskahnya sebagai .docx, .pdf, atau .txt.",
            "This file is no text; save the document as .docx, .pdf or .txt.",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def baca(data: bytes) -> list[Blok]:
    """The blocks of a text file."""
    return dari_baris(_baris(ke_teks(data)))


def _baris(text: str) -> list[Baris]:
    out = []
    narrow = False
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.replace("\f", " ").expandtabs(8)
        narrow = bool(line.strip()) and (narrow or _kepala_rapat(line))
        parts = _tab(raw) if "\t" in raw.strip() else _lajur(line, 1 if narrow else 2)
        inden = len(line) - len(line.lstrip())
        spans = tuple((float(a), float(b)) for a, b, _ in parts)
        out.append(Baris("\t".join(t for _, _, t in parts), inden, f"baris {number}", spans))
    return out


def _lajur(line: str, blanks: int) -> list[tuple[int, int, str]]:
    """The columns of a line that more than so many blanks divide: start, end, words."""
    parts = [(m.start(), m.end(), bersih(m[0])) for m in re.finditer(rf"\S+(?: {{1,{blanks}}}\S+)*", line)]
    return [p for p in parts if p[2]]


def _tab(raw: str) -> list[tuple[int, int, str]]:
    """The columns of a line with tabs: one tab is a column, however narrow."""
    cells = raw.replace("\f", " ").split("\t")
    starts = [sum(len(x) + 8 for x in cells[:n]) for n in range(len(cells))]
    parts = [(a, a + len(c), bersih(c)) for a, c in zip(starts, cells, strict=True)]
    return [p for p in parts if p[2]]


def _kepala_rapat(line: str) -> bool:
    """Whether a line is the head of a table whose columns stand only two blanks apart."""
    cells = [t for _, _, t in _lajur(line, 1)]
    return len(cells) >= 3 and kepala_tabel(cells)


def dari_baris(lines: Sequence[Baris]) -> list[Blok]:
    """Lines as blocks: wrapped lines joined, list marks split off, piped rows as tables."""
    width = max((len(b.teks) for b in lines), default=0)
    out: list[Blok] = []
    marks: list[int] = []
    table = 0
    first: Baris | None = None
    last: Baris | None = None
    pending = ""
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if not line.teks:
            last = None
            continue
        if sejajar.mulai(line):
            rows, used = sejajar.rakit(lines[at - 1 :])
            table += 1
            out += [baris_tabel(cells, where, table) for cells, where in rows]
            at, last = at - 1 + used, None
            continue
        if "|" in line.teks and (row := _pipa(line.teks)) is not None:
            if not (out and out[-1].jenis == "baris" and last is not None):
                table += 1
            if any(any(c.isalnum() for c in x) for x in row):
                out.append(baris_tabel(row, line.tempat, table))
            last = line
            continue
        if _SENDIRI.fullmatch(line.teks):
            pending, last = line.teks, None
            continue
        m = PENANDA.match(line.teks) if not pending else None
        if pending or m:
            mark = pending or (m["m"] if m else "")
            rest = line.teks if pending else line.teks[m.end() if m else 0 :]
            while marks and line.inden < marks[-1]:
                marks.pop()
            if not marks or line.inden > marks[-1]:
                marks.append(line.inden)
            out.append(Blok(rest, line.tempat, "butir", mark, max(len(marks) - 1, 0)))
            pending, first = "", line
        elif (
            out
            and last is not None
            and first is not None
            and _sambung(out[-1], first, last, line, line.lebar or width)
        ):
            glue = _orang_berbaris(out[-1].teks, line.teks) or _sambungan(out[-1].teks, line.teks)
            before = out.pop()
            out.append(Blok(glue, before.tempat, before.jenis, before.penanda, before.dalam))
        else:
            if line.inden == 0 or not marks or line.inden <= marks[0]:
                marks = []
            first = line
            out.append(Blok(line.teks, line.tempat, rentang=line.rentang))
        last = line
    return out


def _pipa(text: str) -> list[str] | None:
    """The cells of a row drawn with `|`, or None."""
    if text.count("|") < 2 and not (text.count("|") == 1 and text.startswith("|")):
        return None
    return [c.strip() for c in text.strip().strip("|").split("|")]


def _sambung(block: Blok, first: Baris, last: Baris, line: Baris, width: int) -> bool:
    """Whether a line goes on with the block before it."""
    if (
        block.jenis == "baris"
        or pisah_label(line.teks)
        or label_bagian(line.teks)
        or line.teks.startswith(":")
    ):
        return False
    if "\t" in line.teks or label_bagian(block.teks) or _TTD.match(line.teks):
        return False
    if line.tinggi and abs(line.tinggi - last.tinggi) > 0.12 * last.tinggi:
        return False
    if block.jenis == "butir" and line.inden > first.inden and not _AKHIR.search(last.teks):
        return line.teks[0].islower() or len(last.teks) >= 0.6 * width
    labelled = pisah_label(block.teks)
    if labelled and labelled[1] and line.inden > first.inden + 4:
        return True
    if line.lebar and last.teks.endswith(".") and len(last.teks) >= 0.8 * width and not labelled:
        return True  # a page shows where paragraphs end: by a gap, or a line that is not full
    if _AKHIR.search(last.teks) or last.teks.isupper() != line.teks.isupper():
        return False
    if line.teks[0].islower():
        return True
    return 25 <= width <= 130 and len(last.teks) >= 0.78 * width and not labelled


def _orang_berbaris(head: str, tail: str) -> str:
    """A person behind a label, whose name, rank and office stand on lines of their own; "" for other text."""
    labelled = pisah_label(head)
    key = label_skalar(labelled[0]) if labelled else None
    return f"{head}\n{tail}" if key and key.startswith(("pimpinan.", "pembuka.", "penutup.")) else ""


def _sambungan(head: str, tail: str) -> str:
    """Two parts of a paragraph as one; a word broken by a hyphen is made whole.

    The hyphen of a doubled word (laki-laki, undang-undangan) and after a capital stays.
    """
    m = re.search(r"(\w+)[-\u00ad\ufffe\x02]$", head)
    if not m or not tail[0].islower():
        return f"{head} {tail}" if not m else head[:-1] + "-" + tail
    doubled = tail[:3].lower() == m[1][:3].lower()
    return head[:-1] + ("-" if doubled or m[1].isdigit() or m[1].isupper() else "") + tail
