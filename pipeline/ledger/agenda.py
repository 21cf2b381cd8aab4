"""The register of outgoing documents (buku agenda) as data: one row to a number, gaps explained.

Its columns are those that Permenkes 20/2024 art. 72 asks for at least (domain.md section 4):
nomor urut, tanggal pengiriman, nomor dan tanggal naskah, tujuan, isi ringkas, keterangan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.compose.format import tanggal
from pipeline.ledger.basis import Ledger, Tolakan
from pipeline.ledger.rantai import rantai
from pipeline.ledger.skema import Dokumen, Kiriman, Nomor

KOLOM = (
    "Nomor Urut", "Tanggal Pengiriman", "Nomor dan Tanggal Naskah", "Tujuan", "Isi Ringkas", "Keterangan",
)  # fmt: skip
JUDUL = "BUKU AGENDA NASKAH DINAS KELUAR"


@dataclass(frozen=True)
class BarisAgenda:
    """One row: the six columns, each of one or more lines."""

    urut: str
    dikirim: tuple[str, ...]
    nomor: tuple[str, ...]
    tujuan: tuple[str, ...]
    isi: str
    keterangan: str

    @property
    def sel(self) -> tuple[str, ...]:
        """The cells in the order of `KOLOM`."""
        lines = (self.dikirim, self.nomor, self.tujuan)
        return (self.urut, *("\n".join(x) for x in lines), self.isi, self.keterangan)


@dataclass(frozen=True)
class BagianAgenda:
    """The rows of one unit, and the letterhead it writes under."""

    unit: str
    kop: str
    baris: tuple[BarisAgenda, ...]


@dataclass(frozen=True)
class Agenda:
    """The register of a year, and the state of the ledger it was made from."""

    tahun: int
    bagian: tuple[BagianAgenda, ...]
    kepala: tuple[int, str]
    hari: date

    @property
    def catatan(self) -> str:
        """The line that ties a printed register to the ledger."""
        return f"Kepala jejak register {self.kepala[0]}:{self.kepala[1]}"


def agenda(ledger: Ledger, tahun: int | None = None) -> Agenda:
    """The register of a year, by default the newest that has numbers. Raises Tolakan where there are none."""
    ledger.db.execute("BEGIN")  # one moment for all that is read
    try:
        numbers = ledger.semua(Nomor)
        years = {n.tahun for n in numbers}
        year = max(years, default=None) if tahun is None else tahun
        if year is None or year not in years:
            words = f" tahun {tahun}" if tahun is not None else ""
            raise Tolakan(
                f"Belum ada nomor{words} di register.",
                f"The register has no numbers{f' of {tahun}' if tahun is not None else ''} yet.",
            )
        mine = [n for n in numbers if n.tahun == year]
        parts = [_bagian(ledger, unit, mine) for unit in sorted({n.unit for n in mine})]
        last = ledger.jejak(id=ledger.kepala()[0])[0]
        return Agenda(year, tuple(parts), ledger.kepala(), date.fromisoformat(last.waktu[:10]))
    finally:
        ledger.db.execute("COMMIT")


def _bagian(ledger: Ledger, unit: str, numbers: list[Nomor]) -> BagianAgenda:
    mine = [n for n in numbers if n.unit == unit]
    return BagianAgenda(unit, mine[-1].instansi, tuple(_baris(ledger, mine)))


def _baris(ledger: Ledger, numbers: list[Nomor]) -> Iterator[BarisAgenda]:
    """The rows in the order of the sequence, then those outside it."""
    inside = sorted((n for n in numbers if n.urut is not None), key=lambda n: n.urut or 0)
    before = (inside[0].urut or 0) - 1 if inside else 0
    if before > 0:
        yield _lompatan(1, before)
    for number in inside:
        assert number.urut is not None
        if number.urut > before + 1:
            yield _lompatan(before + 1, number.urut - 1)
        yield _satu(ledger, number)
        before = number.urut
    for number in numbers:
        if number.urut is None:
            yield _satu(ledger, number)


def _lompatan(first: int, last: int) -> BarisAgenda:
    words = str(first) if first == last else f"{first}–{last}"
    return BarisAgenda(words, (), (), (), "", "Tidak diberikan oleh register ini.")


def _satu(ledger: Ledger, n: Nomor) -> BarisAgenda:
    sent = ledger.semua(Kiriman, nomor=n.id)
    named = (n.teks or "", tanggal(date.fromisoformat(n.tanggal)) if n.tanggal else "")
    return BarisAgenda(
        str(n.urut) if n.urut is not None else "–",
        tuple(tanggal(date.fromisoformat(k.tanggal)) for k in sent),
        tuple(x for x in named if x),
        tuple(_tujuan(k, len(sent) > 1) for k in sent),
        n.isi or "",
        _keterangan(ledger, n, bool(sent)),
    )


def _tujuan(sent: Kiriman, several: bool) -> str:
    """To whom; where there were several sendings, with its day."""
    day = date.fromisoformat(sent.tanggal)
    return f"{sent.tujuan} ({tanggal(day)})" if several else sent.tujuan


def _keterangan(ledger: Ledger, n: Nomor, sent: bool) -> str:
    if n.keadaan == "batal":
        return f"DIBATALKAN: {(n.alasan or '').rstrip('.')}."
    if n.keadaan == "dipesan":
        return f"Dipesan untuk {n.untuk}."
    docs = ledger.semua(Dokumen, rekaman=n.rekaman)
    states: dict[str, list[str]] = {}
    for doc in docs:
        states.setdefault(doc.keadaan, []).append(doc.jenis)
    parts = [f"{' dan '.join(kinds)} {state}" for state, kinds in states.items()]
    if not sent:
        parts.append("belum dikirim")
    if n.urut is None:
        parts.append("nomor di luar pola")
    parts += _ralat(ledger, n)
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _ralat(ledger: Ledger, n: Nomor) -> Iterator[str]:
    """What a document corrects, and what corrects it, by their numbers."""
    for old, new in ((m.rekaman, m.ralat) for m in rantai(ledger)):
        if n.rekaman == new and (other := ledger.satu(Nomor, rekaman=old, keadaan="dipakai")):
            yield f"ralat atas Nomor {other.teks}"
        if n.rekaman == old and (other := ledger.satu(Nomor, rekaman=new, keadaan="dipakai")):
            yield f"diralat dengan Nomor {other.teks}"
