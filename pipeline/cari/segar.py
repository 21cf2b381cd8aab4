"""The index brought up to date with `resmi/` and the register: only what changed is read again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.cari import indeks
from pipeline.workspace import Workspace

REGISTER = "notula.sqlite"


@dataclass(frozen=True)
class Pembaruan:
    """What became of the index: how many documents it has, were read anew and forgotten; files that are none."""

    banyak: int
    dibaca: int
    dihapus: int
    bukan: tuple[str, ...]


def berkas_indeks(space: Workspace) -> Path:
    """Where the index lies: it is derived, so in `build/`."""
    return space.build / "cari" / "indeks.sqlite"


def keadaan_kini(space: Workspace) -> str:
    """What the register and `resmi/` look like now; asked before every question, so it costs next to nothing.

    Every file of an office with a register stands in its trail. Without one the folders are looked at.
    """
    try:
        folder = str(space.resmi.stat().st_mtime_ns)
    except OSError:
        folder = "-"
    register = space.register / REGISTER
    if register.is_file():
        return f"{folder} {_kepala(register)}"
    times = [str(e.stat().st_mtime_ns) for e in _isi(space.resmi)]
    return f"{folder} {len(times)} {max(times, default='')}"


def _kepala(register: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{register.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as db:
            row = db.execute("SELECT id, sidik FROM jejak ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        return "?"
    return f"{row[0]}:{row[1]}" if row else "0"


def _isi(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        return []


def segarkan(
    space: Workspace, *, ulang: bool = False, maju: Callable[[int, int], None] = lambda _n, _m: None
) -> Pembaruan:
    """Bring the index up to date, or make it anew. Raises OSError where it cannot be written.

    A document enters in a transaction of its own, so a stopped run goes on where it was.
    """
    from pipeline.cari.dokumen import BukanArsip, arsip

    file = berkas_indeks(space)
    if ulang:
        indeks.hapus(file)
    state = keadaan_kini(space)
    wanted = _berkas(space)
    try:
        with indeks.buka(file, tulis=True) as db:
            known = indeks.terdaftar(db)
            gone = [name for name in known if name not in wanted]
            todo = [name for name, (_, mark) in wanted.items() if known.get(name) != mark]
            db.execute("BEGIN IMMEDIATE")
            indeks.lupakan(db, gone)
            db.execute("COMMIT")
            strange = []
            for number, name in enumerate(todo):
                maju(number, len(todo))
                source, mark = wanted[name]
                try:
                    made = arsip(source.read_bytes(), name, mark, source.parent.name)
                except (BukanArsip, OSError):
                    strange.append(name)
                    continue
                db.execute("BEGIN IMMEDIATE")
                indeks.tambah(db, made)
                db.execute("COMMIT")
            indeks.tandai(db, state)
            count = (
                len(known)
                - len(gone)
                + sum(name not in known for name in todo)
                - sum(n not in known for n in strange)
            )
    except indeks.IndeksRusak:
        if ulang:
            raise
        return segarkan(space, ulang=True, maju=maju)
    return Pembaruan(count, len(todo) - len(strange), len(gone), tuple(strange))


def _berkas(space: Workspace) -> dict[str, tuple[Path, str]]:
    """The archived files: the file whose text counts, and the mark by which a change of it is noticed.

    A scan has no text of its own: that of the document it was printed from stands for it.
    """
    scans = _pindaian(space)
    scanned = set(scans.values())
    out: dict[str, tuple[Path, str]] = {}
    for folder in _isi(space.resmi):
        if not folder.is_dir():
            continue
        for entry in _isi(Path(folder.path)):
            if entry.name.lower().endswith(".pdf") and not entry.name.startswith(".~") and entry.is_file():
                source = Path(entry.path)
                shown = space.shown(source)
                if shown in scanned:
                    continue
                state = entry.stat()
                out[scans.get(shown, shown)] = (source, f"{state.st_size}:{state.st_mtime_ns}")
    return out


def _pindaian(space: Workspace) -> dict[str, str]:
    """The printed document → its scan, by the register."""
    register = space.register / REGISTER
    if not register.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{register.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as db:
            return dict(
                db.execute("SELECT asal, berkas FROM berkas WHERE cara = 'basah' AND asal IS NOT NULL")
            )
    except sqlite3.Error:
        return {}
