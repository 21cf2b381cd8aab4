"""Backups of the ledger: whole copies of one moment, verified before they get their name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipeline.ledger.basis import Gangguan, Ledger, sekarang, sidik
from pipeline.ledger.hilang import cadangan, kepala_cadangan
from pipeline.ledger.langkah import OTOMATIS
from pipeline.ledger.skema import DICADANGKAN
from pipeline.ledger.verifikasi import periksa_isi
from pipeline.workspace import Workspace, masalah_os


def cadangkan(ledger: Ledger, workspace: Workspace) -> Path:
    """A new file `register/cadangan/notula-<UTC>.sqlite`, one file without WAL; the trail names it and its hash.

    Raises Gangguan, also where an earlier backup holds what the register no longer does: a new
    one would then be the newest, and the worse.
    """
    folder = workspace.register / "cadangan"
    _memuat_semua(ledger, workspace)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temp = folder / f".~{os.getpid()}~cadangan.sqlite"
        temp.unlink(missing_ok=True)
        try:
            _salin(ledger, temp)
            file = _bernama(temp, folder)
        finally:
            for rest in folder.glob(f"{temp.name}*"):
                rest.unlink(missing_ok=True)
    except OSError as e:
        shown = workspace.shown(folder)
        raise Gangguan(
            f"{shown} tidak dapat ditulis: {masalah_os(e)}.", f"{shown} cannot be written: {masalah_os(e)}."
        ) from e
    with ledger.tulis() as tx:
        tx.catat(DICADANGKAN, OTOMATIS, berkas=file.name, sidik=sidik(file.read_bytes()))
    return file


def _memuat_semua(ledger: Ledger, workspace: Workspace) -> None:
    trail = {row.id: row.sidik for row in ledger.jejak()}
    for file in cadangan(workspace):
        head = kepala_cadangan(file)
        if head is not None and head[0] and trail.get(head[0]) != head[1]:
            shown = workspace.shown(file)
            raise Gangguan(
                f"Cadangan tidak disimpan: {shown} memuat jejak yang tidak ada lagi di register. "
                "Jalankan “notula ledger verify”.",
                f"No backup was kept: {shown} holds a trail that the register no longer has. "
                "Run “notula ledger verify”.",
            )


def _salin(ledger: Ledger, temp: Path) -> None:
    """Copy, make it a single file, read it again. Raises Gangguan where the copy is not the ledger's."""
    with closing(sqlite3.connect(temp, isolation_level=None)) as copy:
        ledger.db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(f"{temp.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        copied = Ledger(copy, temp)
        faults = periksa_isi(copied)
        number, head = copied.kepala()
        rows = ledger.jejak(id=number)
        if faults or (number and (not rows or rows[0].sidik != head)):
            why = faults[0].id if faults else "jejak tidak sama"
            raise Gangguan(
                f"Cadangan tidak disimpan, karena isi register tidak utuh: {why} Jalankan “notula ledger verify”.",
                f"No backup was kept, for the register is not sound: {faults[0].en if faults else 'trail differs'} "
                "Run “notula ledger verify”.",
            )
    with temp.open("rb") as done:
        os.fsync(done.fileno())


def _bernama(temp: Path, folder: Path) -> Path:
    for file in _nama(folder):
        if not file.exists():
            temp.replace(file)
            return file
    raise AssertionError("names never run out")


def _nama(folder: Path) -> Iterator[Path]:
    stem = "notula-" + sekarang().replace("-", "").replace(":", "")
    yield folder / f"{stem}.sqlite"
    number = 2
    while True:
        yield folder / f"{stem}-{number}.sqlite"
        number += 1
