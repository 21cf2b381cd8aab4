"""What keeps the register from doing what was asked, and what SQLite's errors mean to an office."""

from __future__ import annotations

import sqlite3

from pipeline.findings import CONTROL
from pipeline.ledger.hilang import cadangan
from pipeline.workspace import Workspace


class Masalah(Exception):
    """What keeps the register from doing what was asked, as one sentence in both languages."""

    def __init__(self, indonesian: str, english: str) -> None:
        plain = [CONTROL.sub("�", text.replace("\n", " ")) for text in (indonesian, english)]
        super().__init__(plain[0])
        self.id, self.en = plain


class Gangguan(Masalah):
    """The ledger cannot be used: locked, not writable, damaged, of a newer version."""


class Tolakan(Masalah):
    """The ledger is sound and refuses the step."""


def sibuk(error: sqlite3.Error) -> bool:
    return _nama(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _nama(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", "") or "")


def gangguan(error: sqlite3.Error, shown: str, workspace: Workspace) -> Exception:
    """What SQLite refused, in one sentence; an error of ours stays what it is."""
    name = _nama(error)
    if sibuk(error):
        return Gangguan(
            f"{shown} sedang dipakai program lain terlalu lama; tunggu sebentar, lalu jalankan lagi.",
            f"{shown} is held by another program; wait a moment, then run again.",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return tak_dapat_ditulis(shown, "folder atau berkasnya hanya dapat dibaca")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return tak_dapat_ditulis(shown, "ruang cakram habis atau cakramnya bermasalah")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or str(error).startswith("malformed"):
        copies = cadangan(workspace)
        copy = workspace.shown(copies[-1]) if copies else ""
        return Gangguan(
            f"{shown} rusak. "
            + (
                f"Pindahkan {shown} beserta berkas -wal dan -shm di sampingnya, lalu salin cadangan terakhir, "
                f"{copy}, ke tempat itu."
                if copy
                else "Belum ada cadangan di register/cadangan/; minta bantuan petugas TI sebelum mengubah apa pun."
            ),
            f"{shown} is damaged. "
            + (
                f"Move it away with the -wal and -shm files beside it, then copy the last backup, {copy}, there."
                if copy
                else "There is no backup in register/cadangan/; ask the IT officer before changing anything."
            ),
        )
    return error


def tak_dapat_ditulis(shown: str, why: str) -> Gangguan:
    return Gangguan(
        f"{shown} tidak dapat ditulis: {why}. Periksa izin folder register/.",
        f"{shown} cannot be written: {why}. Check the permissions of the register/ folder.",
    )
