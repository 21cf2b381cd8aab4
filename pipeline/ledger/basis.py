"""The ledger file: opened, migrated, written in whole transactions, each change with its audit row."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

from pipeline.ledger.hilang import cadangan, kepala_cadangan, tanda
from pipeline.ledger.masalah import Gangguan, Masalah, Tolakan, gangguan, sibuk, tak_dapat_ditulis
from pipeline.ledger.skema import MIGRASI, PERTAMA, TABEL, TANDA, Baris, Jejak
from pipeline.workspace import Workspace, masalah_os

__all__ = [
    "Gangguan", "Ledger", "Masalah", "Tolakan", "Tulisan", "buka", "kanonik", "satu_baris", "sekarang", "sidik", "sidik_baris",
]  # fmt: skip

B = TypeVar("B", bound=Baris)

TUNGGU = 30.0
"""Seconds that a process waits for others that write."""

NAMA = "notula.sqlite"

SABAR = 2.0
"""Seconds of waiting after which it is said."""

LOG = logging.getLogger("notula.register")
"""Says that the register is held by another; commands print it in their language."""


def sekarang() -> str:
    """The clock, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def satu_baris(text: str) -> str:
    """Words that a user typed, on one line, without what cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def sidik(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def sidik_baris(row: Jejak) -> str:
    """The hash that a row of the audit trail must bear: of its canonical JSON, the hash before included."""
    values = {k: v for k, v in asdict(row).items() if k != "sidik"}
    return sidik(kanonik(values).encode())


def kanonik(value: Any) -> str:
    """JSON with sorted keys and no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass
class Ledger:
    """An open ledger. Reading is free; writing goes through `tulis`."""

    db: sqlite3.Connection
    file: Path

    def semua(self, jenis: type[B], /, **where: object) -> list[B]:
        """The rows of a table that have these values, in the order of their ids."""
        return [jenis(*row) for row in self._rows(jenis, TABEL[jenis], where)]

    def satu(self, jenis: type[B], /, **where: object) -> B | None:
        """The row that has these values, or None."""
        found = self.semua(jenis, **where)
        return found[0] if found else None

    def jejak(self, **where: object) -> list[Jejak]:
        """The rows of the audit trail that have these values, in their order."""
        return [Jejak(*row) for row in self._rows(Jejak, "jejak", where)]

    def kepala(self) -> tuple[int, str]:
        """Number and hash of the last row of the audit trail."""
        row = self.db.execute("SELECT id, sidik FROM jejak ORDER BY id DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, PERTAMA)

    def _rows(self, jenis: type[Any], table: str, where: dict[str, object]) -> sqlite3.Cursor:
        columns = ", ".join(f.name for f in fields(jenis))
        terms = " AND ".join(f"{name} IS ?" for name in where) or "TRUE"
        return self.db.execute(
            f"SELECT {columns} FROM {table} WHERE {terms} ORDER BY id", tuple(where.values())
        )

    @contextmanager
    def tulis(self) -> Iterator[Tulisan]:
        """A transaction that holds the ledger alone; whole or not at all."""
        with _kabar_tunggu():
            self.db.execute("BEGIN IMMEDIATE")
        try:
            writing = Tulisan(self)
            yield writing
            if writing.berubah:  # a fault of ours, and no assert: it must hold under python -O too
                raise RuntimeError("a change without its audit row")
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise


@dataclass
class Tulisan:
    """An open transaction: rows stored, then the event that changed them."""

    ledger: Ledger
    berubah: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def simpan(self, row: B) -> B:
        """The row as stored; id 0 asks for a new one."""
        table = TABEL[type(row)]
        if row.id == 0:
            last = self.ledger.db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
            row = replace(row, id=last + 1)
            marks = ", ".join("?" for _ in fields(row))
            self.ledger.db.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(asdict(row).values()))
        else:
            names = ", ".join(f"{f.name} = ?" for f in fields(row))
            self.ledger.db.execute(
                f"UPDATE {table} SET {names} WHERE id = ?", (*asdict(row).values(), row.id)
            )
        self.berubah.append((table, asdict(row)))
        return row

    def catat(
        self, peristiwa: str, oleh: str, rekaman: str | None = None, jenis: str | None = None,
        dari: str | None = None, ke: str | None = None, **catatan: object,
    ) -> Jejak:  # fmt: skip
        """Append the audit row of an event, with every row stored since the last one as it is now."""
        number, before = self.ledger.kepala()
        details = kanonik({"catatan": catatan, "baris": self.berubah})
        row = Jejak(
            number + 1, sekarang(), oleh, peristiwa, rekaman, jenis, dari, ke, details, before, ""
        )  # fmt: skip
        row = replace(row, sidik=sidik_baris(row))
        marks = ", ".join("?" for _ in fields(row))
        self.ledger.db.execute(f"INSERT INTO jejak VALUES ({marks})", tuple(asdict(row).values()))
        self.berubah.clear()
        return row


@contextmanager
def _kabar_tunggu() -> Iterator[None]:
    """Says so where what is inside takes long, for SQLite waits without a word."""
    timer = Timer(SABAR, LOG.warning, ("Register sedang dipakai program lain; menunggu …",))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def buka(
    workspace: Workspace, tunggu: float = TUNGGU, buat: bool = True, baca: bool = False, baru: bool = False
) -> Iterator[Ledger]:
    """The workspace's ledger, made where there is none (an empty one in memory unless `buat`).

    What a killed run left half done is ended first. `baca` is for what only reads: it works on a
    disk that cannot be written, on a copy, and changes made there are lost. `baru` says that
    somebody begins a register knowingly. Raises Gangguan where it cannot be used, now or while it
    is open, and where the one that this workspace had is gone, empty, or older than its last backup.
    """
    from pipeline.ledger.niat import pulihkan  # which stands on this module

    file = workspace.register / NAMA
    shown = workspace.shown(file)
    try:
        there = file.exists() and file.stat().st_size > 0
        if not (there or baru):
            _tak_hilang(workspace, shown, rekaman=buat)
        if buat:
            file.parent.mkdir(parents=True, exist_ok=True)
        opened = _dibaca if baca else _milik
        with opened(file if buat or file.exists() else None, tunggu, shown) as ledger:
            if there and not baca and not baru:
                _tak_mundur(ledger, workspace, shown)
            if not baca:
                pulihkan(ledger, workspace)
            yield ledger
    except sqlite3.Error as e:
        raise gangguan(e, shown, workspace) from e
    except (FileExistsError, NotADirectoryError) as e:
        raise Gangguan(
            f"{workspace.shown(file.parent)} bukan folder, jadi register tidak dapat dibuka.",
            f"{workspace.shown(file.parent)} is no folder, so the register cannot be opened.",
        ) from e
    except PermissionError as e:
        raise tak_dapat_ditulis(shown, masalah_os(e)) from e


def _tak_hilang(workspace: Workspace, shown: str, rekaman: bool) -> None:
    """Raises Gangguan where something shows that the workspace had a register."""
    sign = tanda(workspace, rekaman)
    if sign is None:
        return
    copies = cadangan(workspace)
    way = (
        f"Salin cadangan terakhir, {workspace.shown(copies[-1])}, ke {shown}, lalu jalankan lagi."
        if copies
        else f"Kembalikan {shown} dari cadangan komputer. Bila register memang baru dimulai: "
        "“notula ledger mulai --alasan …”.",
        f"Copy the last backup, {workspace.shown(copies[-1])}, to {shown}, then run again."
        if copies
        else f"Bring {shown} back from the computer's backups. Where a register is only just begun: "
        "“notula ledger mulai --alasan …”.",
    )
    raise Gangguan(
        f"{shown} tidak ada atau kosong, padahal {sign[0]}. {way[0]}",
        f"{shown} is missing or empty, though {sign[1]}. {way[1]}",
    )


def _tak_mundur(ledger: Ledger, workspace: Workspace, shown: str) -> None:
    """Raises Gangguan where the last backup goes further than the register: what it gave would be given twice."""
    copies = cadangan(workspace)
    head = kepala_cadangan(copies[-1]) if copies else None
    number, _ = ledger.kepala()  # after the backup: another process may have made it just now
    if number == 0:
        _tak_hilang(workspace, shown, rekaman=True)
    if head is None or head[0] <= number:  # another trail of the same length is for `verify` to name
        return
    copy = workspace.shown(copies[-1])
    raise Gangguan(
        f"{shown} lebih pendek daripada cadangan terakhirnya, {copy} ({number} dan {head[0]} baris jejak). "
        f"Pindahkan {shown}, lalu salin cadangan itu ke tempatnya.",
        f"{shown} is shorter than its last backup, {copy} ({number} and {head[0]} rows in the trail). "
        f"Move {shown} away, then copy that backup to its place.",
    )


@contextmanager
def _dibaca(file: Path | None, tunggu: float, shown: str) -> Iterator[Ledger]:
    """The ledger for reading; of a place that cannot be written a copy, for WAL needs files beside it."""
    if file is None or (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        with _milik(file, tunggu, shown) as ledger:
            yield ledger
        return
    with tempfile.TemporaryDirectory(prefix="notula-") as folder:
        for ending in ("", "-wal"):
            source = file.with_name(file.name + ending)
            if source.exists():
                shutil.copyfile(source, Path(folder) / source.name)
        with _milik(Path(folder) / file.name, tunggu, shown) as ledger:
            yield replace(ledger, file=file)


@contextmanager
def _milik(file: Path | None, tunggu: float, shown: str) -> Iterator[Ledger]:
    db = sqlite3.connect(file or ":memory:", timeout=tunggu, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        if file is not None:
            _periksa_cepat(db)
            with _kabar_tunggu():
                _wal(db, tunggu)
        with _kabar_tunggu():
            _perbarui(db, shown)
        yield Ledger(db, file or Path(":memory:"))
    finally:
        db.close()


def _periksa_cepat(db: sqlite3.Connection) -> None:
    """Raises DatabaseError where pages of the file are damaged; an edited value is for `verify` to name."""
    db.execute("PRAGMA ignore_check_constraints = ON")
    said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    db.execute("PRAGMA ignore_check_constraints = OFF")
    if said != "ok":
        raise sqlite3.DatabaseError(f"malformed: {said}")


def _wal(db: sqlite3.Connection, tunggu: float) -> None:
    """Write-ahead logging, durable at each commit; SQLite does not wait for others at the first switch."""
    end = time.monotonic() + tunggu
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as e:
            if not sibuk(e) or time.monotonic() > end:
                raise
            time.sleep(0.02)
    db.execute("PRAGMA synchronous = FULL")


def _perbarui(db: sqlite3.Connection, shown: str) -> None:
    """Bring a ledger to the newest version. Raises Gangguan for a newer one or a foreign file."""
    if _versi(db) == len(MIGRASI) and _tanda(db) == TANDA:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _versi(db)
        foreign = _tanda(db) != TANDA and (
            version or db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        )
        if foreign:
            raise Gangguan(
                f"{shown} bukan register Notula; pindahkan berkas itu, lalu jalankan lagi.",
                f"{shown} is no Notula register; move that file away, then run again.",
            )
        if version > len(MIGRASI):
            raise Gangguan(
                f"{shown} dibuat oleh Notula yang lebih baru (versi {version}; Notula ini mengenal {len(MIGRASI)}); "
                "perbarui Notula.",
                f"{shown} was made by a newer Notula (version {version}; this one knows {len(MIGRASI)}); "
                "update Notula.",
            )
        for statements in MIGRASI[version:]:
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRASI)}")
        db.execute("COMMIT")
    except sqlite3.IntegrityError as e:
        db.execute("ROLLBACK")
        raise Gangguan(
            f"{shown} memuat dua nomor yang tercetak sama, jadi tidak dapat diperbarui; minta bantuan petugas TI ({e}).",
            f"{shown} holds two numbers that print the same, so it cannot be updated; ask the IT officer ({e}).",
        ) from e
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _versi(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _tanda(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA application_id").fetchone()[0])
