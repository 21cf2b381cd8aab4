"""Signs that a workspace had a register before: a missing or emptied one must never be begun anew unnoticed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipeline.berkas import isi
from pipeline.ledger.skema import PERTAMA
from pipeline.workspace import Workspace


def cadangan(workspace: Workspace) -> list[Path]:
    """The backups, oldest first."""
    found = (workspace.register / "cadangan").glob("notula-*.sqlite")
    return sorted(found, key=lambda f: (f.stem[:23], len(f.stem), f.stem))


def kepala_cadangan(file: Path) -> tuple[int, str] | None:
    """Number and hash of the last row of a backup's trail; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            row = db.execute("SELECT id, sidik FROM jejak ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return (int(row[0]), str(row[1])) if row else (0, PERTAMA)


def resmi_pertama(workspace: Workspace) -> Path | None:
    """A file that left the building, None where there is none."""
    found = (f for f in workspace.resmi.rglob("*") if f.is_file() and not f.name.startswith("."))
    return next(found, None)


def bernomor(workspace: Workspace) -> Iterator[Path]:
    """The records that bear a number."""
    from pipeline.read import read_record  # slow to load, and seldom needed

    for file in workspace.records():
        try:
            data = isi(file, workspace.root)
            # reading a record whole takes long, and most hold no such word
            if b"nomor" in data and read_record(file, workspace.shown(file), data)[0].rapat.nomor:
                yield file
        except OSError:
            continue


def tanda(workspace: Workspace, rekaman: bool) -> tuple[str, str] | None:
    """What shows that there was a register, in both languages; `rekaman` asks the records too.

    A number in a record proves little, for it may come from a register on paper: that is
    enough to keep a new register from being made without a word, not to call one lost.
    """
    if copies := cadangan(workspace):
        shown = workspace.shown(copies[-1])
        return f"cadangannya ada ({shown})", f"there are backups of it ({shown})"
    if (kept := resmi_pertama(workspace)) is not None:
        shown = workspace.shown(kept)
        return f"resmi/ sudah berisi naskah ({shown})", f"resmi/ holds documents ({shown})"
    if rekaman and (numbered := next(bernomor(workspace), None)) is not None:
        shown = workspace.shown(numbered)
        return f"ada rekaman yang sudah bernomor ({shown})", f"there are numbered records ({shown})"
    return None
