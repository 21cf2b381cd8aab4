"""What the register locks: which records have signed documents, as signed, read at one moment.

Light to load: every build asks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from pipeline.ledger.basis import NAMA, Masalah, buka
from pipeline.ledger.hilang import tanda
from pipeline.ledger.rantai import Mata, rantai
from pipeline.ledger.skema import Berkas, Dokumen, Nomor
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Kunci:
    """What the register says of one record: its signed documents (kind, hash of the record signed) and number.

    `ralat` is the link where the record is a correction, `ada` whether there is a register at
    all, `masalah` why it cannot be read.
    """

    dokumen: tuple[tuple[str, str], ...] = ()
    nomor: str | None = None
    masalah: str | None = None
    ralat: Mata | None = None
    ada: bool = False

    @property
    def sidik(self) -> bytes:
        """The digest of it; nothing where the register has no say. Whether there is one is no part of it."""
        said = (self.dokumen, self.nomor, self.masalah, self.ralat)
        return sha256(repr(said).encode()).digest() if self.dokumen or self.masalah or self.ralat else b""


@dataclass(frozen=True)
class SemuaKunci:
    """What the register says of all records, as read at one moment."""

    kunci: Mapping[str, Kunci] = field(default_factory=dict)
    masalah: str | None = None
    ada: bool = False

    def untuk(self, rekaman: str) -> Kunci:
        """What it says of the record of a name."""
        found = self.kunci.get(rekaman) or Kunci(masalah=self.masalah)
        return replace(found, ada=self.ada)


def baca_kunci(workspace: Workspace) -> SemuaKunci:
    """The locks that the register holds; none where there is no register."""
    if not (workspace.register / NAMA).exists() and tanda(workspace, rekaman=False) is None:
        return SemuaKunci()
    try:
        with buka(workspace, buat=False, baca=True) as ledger:
            held = {(row.rekaman, row.jenis) for row in ledger.semua(Berkas)}
            signed: dict[str, list[tuple[str, str]]] = {}
            for row in ledger.semua(Dokumen):
                if (row.rekaman, row.jenis) in held:
                    signed.setdefault(row.rekaman, []).append((row.jenis, row.sidik_rekaman))
            live: dict[str | None, str | None] = {}
            for number in ledger.semua(Nomor, keadaan="dipakai"):
                live.setdefault(number.rekaman, number.teks)
            links = {link.ralat: link for link in rantai(ledger)}
    except Masalah as e:
        return SemuaKunci(masalah=e.id)
    named = dict.fromkeys([*signed, *links])
    return SemuaKunci(
        {n: Kunci(tuple(signed.get(n, ())), live.get(n), ralat=links.get(n)) for n in named}, ada=True
    )
