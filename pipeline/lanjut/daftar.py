"""A workspace and a day → its follow-ups with their state, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.ledger.basis import Ledger
from pipeline.ledger.berkas_pdf import rekaman_dalam
from pipeline.ledger.lanjut import Status, status, tanda
from pipeline.places import Places
from pipeline.read import parse, read_record
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record
from pipeline.workspace import Workspace

URUTAN = ("tenggat", "instansi", "umur")


@dataclass(frozen=True)
class Butir:
    """One follow-up as it stands on a day; `sisa` days are left (below 0: overdue), `umur` days since the meeting.

    `tanda` and `asal`, the record before all corrections, name it for good.
    """

    rekaman: str
    nomor: int
    uraian: str
    penanggung_jawab: str
    tenggat: date | None
    judul: str
    instansi: str
    nomor_naskah: str
    tanggal_rapat: date | None
    sisa: int | None
    umur: int | None
    status: Status | None
    tanda: str
    asal: str

    @property
    def selesai(self) -> bool:
        """Whether it is done."""
        return self.status is not None and self.status.selesai

    @property
    def terlambat(self) -> bool:
        """Whether it is open past its day."""
        return not self.selesai and self.sisa is not None and self.sisa < 0


def rapat_sah(space: Workspace, *, draf: bool = False) -> Iterator[tuple[str, Rapat]]:
    """The meetings whose follow-ups hold: final records, and signed documents whose record is gone.

    A corrected record gives way to its final correction; `draf` adds what is not final yet.
    """
    records: dict[str, Record] = {}
    for file in space.records():
        try:
            record, _ = read_record(file, space.shown(file), akar=space.root)
        except OSError:  # the check names it
            continue
        records[file.stem] = record
    if space.resmi.is_dir():
        for folder in sorted(space.resmi.iterdir()):
            if folder.is_dir() and folder.name not in records and (kept := _tersimpan(space, folder.name)):
                records[folder.name] = kept
    wanted = {k: r for k, r in records.items() if r.rapat.status == "final"}
    replaced = {r.rapat.ralat.rekaman for r in wanted.values() if r.rapat.ralat}
    for name, record in sorted((records if draf else wanted).items()):
        if name not in replaced:
            yield name, record.rapat


def _tersimpan(space: Workspace, name: str) -> Record | None:
    for file in sorted((space.resmi / name).glob("*.pdf")):
        if (data := rekaman_dalam(file.read_bytes())) is not None:
            return Record(file, parse(data, Rapat, space.shown(file)).value, Places(space.shown(file)))
    return None


def daftar(
    space: Workspace, ledger: Ledger, per: date, *, draf: bool = False, semua: bool = False, instansi: str = "",
    terlambat: bool = False, urut: str = "tenggat",
) -> list[Butir]:  # fmt: skip
    """The follow-ups as they stand on a day, open ones only unless `semua`.

    `instansi` keeps those whose person in charge or agency has that text. The order is by due day, agency or
    age, the oldest first.
    """
    known = status(ledger, per)
    found = []
    for name, rapat in rapat_sah(space, draf=draf):
        names = rantai(name, rapat, space)
        for number, mark in enumerate(tanda(rapat.tindak_lanjut), 1):
            said = next((known[n, mark] for n in names if (n, mark) in known), None)
            found.append(_butir(names, number, mark, rapat, per, said))
    text = instansi.casefold().strip()
    kept = [
        b for b in found
        if (semua or not b.selesai) and (not terlambat or b.terlambat)
        and (text in b.penanggung_jawab.casefold() or text in b.instansi.casefold())
    ]  # fmt: skip
    return sorted(kept, key=lambda b: _kunci(b, urut))


def _kunci(b: Butir, urut: str) -> tuple[object, ...]:
    due = (b.tenggat or date.max, b.rekaman, b.nomor)
    if urut == "instansi":
        return (b.penanggung_jawab.casefold(), *due)
    return (b.tanggal_rapat or date.max, *due) if urut == "umur" else due


def rantai(name: str, rapat: Rapat, space: Workspace) -> list[str]:
    """The record and those it corrects, the newest first: what was done before a correction stays done."""
    names = [name]
    while rapat.ralat and rapat.ralat.rekaman and rapat.ralat.rekaman not in names:
        names.append(rapat.ralat.rekaman)
        file = space.inputs / "rapat" / f"{names[-1]}.yaml"
        try:  # a record may name anything here
            rapat = read_record(file, akar=space.root)[0].rapat
        except OSError:
            break
    return names


def _butir(names: list[str], number: int, mark: str, rapat: Rapat, per: date, said: Status | None) -> Butir:
    item, name = rapat.tindak_lanjut[number - 1], names[0]
    day = rapat.tanggal.mulai if rapat.tanggal else None
    organiser = rapat.penyelenggara.instansi if rapat.penyelenggara else None
    return Butir(
        rekaman=name, nomor=number, uraian=item.uraian or "", penanggung_jawab=item.penanggung_jawab or "",
        tenggat=item.tenggat, judul=rapat.judul or name, instansi=organiser or "", nomor_naskah=rapat.nomor or "",
        tanggal_rapat=day, sisa=(item.tenggat - per).days if item.tenggat else None,
        umur=(per - day).days if day else None, status=said, tanda=mark, asal=names[-1],
    )  # fmt: skip
