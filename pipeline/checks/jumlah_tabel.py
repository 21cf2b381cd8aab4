"""Sums within tables, of the record and of Markdown in free text (J006, J007)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.checks import pemeriksaan
from pipeline.checks.cacat import ke_berapa
from pipeline.findings import Example, Finding, Mend, Place, Rule, Severity, rule
from pipeline.places import Path
from pipeline.record.record import Record, Reference

_TABEL = "pembahasan:\n  - judul: A\n    isi:\n      - tabel:\n          kolom: [Uraian, L, P, Jumlah]\n          baris:\n"

J006 = rule(
    "J006", "jumlah-lajur",
    id="Baris “{baris}”: lajur “{lajur}” berjumlah {hitung}, tetapi tertulis {tertulis}.",
    en="Row “{baris}”: column “{lajur}” adds up to {hitung}, but it says {tertulis}.",
    hint_id="Betulkan jumlah atau rinciannya.",
    hint_en="Correct the total or its parts.",
    why="Angka yang tidak berjumlah benar menjadi temuan pemeriksaan.",
    source="domain.md §6",
    example=Example(
        _TABEL + "            - [Kabupaten Lebak, '1', '2', '3']\n            - [Kota Serang, '3', '4', '7']\n            - [Jumlah, '4', '6', '10']\n",
        _TABEL + "            - [Kabupaten Lebak, '1', '2', '3']\n            - [Kota Serang, '3', '4', '7']\n            - [Jumlah, '4', '5', '10']\n",
    ),
)  # fmt: skip
J007 = rule(
    "J007", "jumlah-baris-tabel",
    id="Baris “{baris}”: “{lajur}” seharusnya {hitung} menurut lajur lainnya, tetapi tertulis {tertulis}.",
    en="Row “{baris}”: “{lajur}” should be {hitung} by the other columns, but it says {tertulis}.",
    hint_id="Betulkan jumlah atau rinciannya.",
    hint_en="Correct the total or its parts.",
    why="Baris lain tabel ini berjumlah benar.",
    source="domain.md §6",
    example=Example(
        _TABEL + "            - [Kabupaten Lebak, '1', '2', '3']\n            - [Kota Serang, '3', '4', '7']\n            - [Kota Cilegon, '4', '6', '10']\n",
        _TABEL + "            - [Kabupaten Lebak, '1', '2', '3']\n            - [Kota Serang, '3', '4', '7']\n            - [Kota Cilegon, '4', '6', '11']\n",
    ),
)  # fmt: skip

_ANGKA = re.compile(
    r"(Rp\.? ?)?(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(,-)?( ?(?:orang|unit|kegiatan|dokumen|paket|desa|kali))?"
)
_JUMLAH = re.compile(r"(?:jumlah|total)(?: (?:seluruhnya|keseluruhan|total|akhir|besar))?", re.IGNORECASE)
_SEJENIS = re.compile(r"\b(?:jumlah|total|subtotal|sub total|rata-rata|persentase)\b|%", re.IGNORECASE)
_BUKAN_ISI = re.compile(
    r"\b(?:no|nomor|tahun|kode|nip|persen|persentase|rata-rata|tanggal|pukul|waktu|urut)\b|%|\bno\.",
    re.IGNORECASE,
)
"""Columns whose numbers are no amounts."""
_KOSONG = frozenset(("", "-", "–", "—"))

Baris = Sequence[str]


@pemeriksaan
def tabel(record: Record, _: Reference) -> Iterator[Finding]:
    """The tables of discussions, and those drawn with | in free text."""
    for i, item in enumerate(record.rapat.pembahasan):
        for j, entry in enumerate(item.isi):
            if entry.tabel is not None:
                path: Path = ("pembahasan", i, "isi", j, "tabel", "baris")
                for fault in _salah(entry.tabel.kolom, entry.tabel.baris):
                    yield fault.temuan(record, (*path, fault.row, fault.column))
    for where, text in record.prose:
        if "|" in text and "\n" in text:
            for head, rows, first in _markdown(text):
                for fault in _salah(head, rows):
                    yield fault.temuan(record, where, text, first + fault.row)


class _Salah:
    """A cell that does not hold the sum: where it stands, what it says, what it should say."""

    def __init__(
        self, made: Rule, row: int, column: int, sure: bool, head: Baris, cells: Baris, right: Decimal
    ) -> None:
        self.made, self.row, self.column, self.sure = made, row, column, sure
        self.written = cells[column]
        self.right = _tulis(right, self.written)
        self.names = {"baris": cells[0], "lajur": head[column]}

    def temuan(self, record: Record, path: Path, text: str | None = None, line: int = 0) -> Finding:
        """The finding, at the cell of the record or on the line of the Markdown text."""
        place = record.places.of(path)
        mend: Mend | None = Mend(self.written, self.right)
        if text is not None:
            place, mend = self._dalam_teks(record, path, text, line)
        else:
            place = record.places.within(path, self.written)
        weight = record.weight if self.sure else Severity.PERINGATAN
        return self.made.at(place, weight, mend, hitung=self.right, tertulis=self.written, **self.names)

    def _dalam_teks(self, record: Record, path: Path, text: str, line: int) -> tuple[Place, Mend | None]:
        lines = text.split("\n")
        row, at = lines[line], sum(len(x) + 1 for x in lines[:line])
        words = row.strip()
        start = at + row.index(words)
        return record.places.within(path, words, ke_berapa(text, words, start)), None


def _salah(head: Baris, rows: Sequence[Baris]) -> Iterator[_Salah]:
    """The sums of a table that are wrong. A table with ragged rows has none."""
    if len(rows) < 2 or any(len(r) != len(head) for r in rows):
        return
    yield from _lajur(head, rows)
    yield from _baris(head, rows)


def _lajur(head: Baris, rows: Sequence[Baris]) -> Iterator[_Salah]:
    """The last row named Jumlah or Total, column by column; rows of parts of it are not known apart."""
    last = rows[-1]
    label = next((c for c in last if c.strip()), "")
    body = rows[:-1]
    exact = _JUMLAH.fullmatch(label.strip(" :*.")) is not None
    if not (exact or _JUMLAH.match(label.strip(" *"))) or len(body) < 2:
        return
    if any(_SEJENIS.search(cell) for row in body for cell in row[:2]):
        return  # subtotals or averages among the rows
    for column, name in enumerate(head):
        written = _baca(last[column])
        if written is None or _BUKAN_ISI.search(name):
            continue
        values = [_baca(row[column], kosong=True) for row in body]
        if any(v is None for v in values) or all(_baca(row[column]) is None for row in body):
            continue
        total = sum((v for v in values if v is not None), Decimal(0))
        if total != written:
            yield _Salah(J006, len(rows) - 1, column, exact, head, last, total)


def _baris(head: Baris, rows: Sequence[Baris]) -> Iterator[_Salah]:
    """The column named Jumlah or Total, where most rows show that it sums the other columns."""
    places = [i for i, name in enumerate(head) if _JUMLAH.fullmatch(name.strip(" *"))]
    if len(places) != 1:
        return
    at = places[0]
    parts = [
        i for i, name in enumerate(head) if i != at and not _BUKAN_ISI.search(name) and _berangka(rows, i)
    ]
    if len(parts) < 2:
        return
    right, wrong = 0, []
    for number, row in enumerate(rows):
        written, values = _baca(row[at]), [_baca(row[i], kosong=True) for i in parts]
        if written is None or any(v is None for v in values):
            continue
        total = sum((v for v in values if v is not None), Decimal(0))
        if total == written:
            right += 1
        else:
            wrong.append(_Salah(J007, number, at, False, head, row, total))
    if right >= 2 and right > 2 * len(wrong) - 1:
        yield from wrong


def _berangka(rows: Sequence[Baris], column: int) -> bool:
    return all(_baca(r[column], kosong=True) is not None for r in rows) and any(
        _baca(r[column]) is not None for r in rows
    )


def _baca(cell: str, kosong: bool = False) -> Decimal | None:
    """The number in a cell (1.234,56; Rp1.700.000,00; 12 orang); None where it is something else.

    With `kosong` an empty cell or a dash is nought.
    """
    words = cell.strip().strip("*").strip()
    if kosong and words in _KOSONG:
        return Decimal(0)
    m = _ANGKA.fullmatch(words)
    if m is None:
        return None
    return Decimal(m[2].replace(".", "") + (m[3] or "").replace(",", "."))


def _tulis(value: Decimal, like: str) -> str:
    """A number written as another one is: Rp, thousands, decimals, unit."""
    m = _ANGKA.search(like)
    assert m is not None  # `like` was read as a number
    places = max(len(m[3] or "") - 1, -int(value.normalize().as_tuple().exponent), 0)
    whole, _, part = f"{value:.{places}f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if "." in m[2] or m[1] or len(m[2]) < 4 else whole
    body = f"{m[1] or ''}{grouped}{',' + part if part else ''}{m[4] or ''}{m[5] or ''}"
    return like[: m.start()] + body + like[m.end() :]


_PEMISAH = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")


def _markdown(text: str) -> Iterator[tuple[list[str], list[list[str]], int]]:
    """The tables of a text: their head, their rows, and the number of the line of the first row."""
    lines = text.split("\n")
    for number in range(1, len(lines)):
        if (
            "|" not in lines[number]
            or "|" not in lines[number - 1]
            or not _PEMISAH.fullmatch(lines[number].strip())
        ):
            continue
        rows = []
        for line in lines[number + 1 :]:
            if "|" not in line:
                break
            rows.append(_sel(line))
        yield _sel(lines[number - 1]), rows, number + 1


def _sel(line: str) -> list[str]:
    return [c.strip() for c in line.strip().strip("|").split("|")]
