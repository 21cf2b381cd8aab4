"""The build database: what each record's result leaned on, so that only what changed is made again.

One SQLite file below `build/`. It is derived: where it is gone, damaged, or of another version,
everything is made again. A row is written only after its documents stand in place, each write is
one transaction, and what a row claims is held against the files themselves; so neither a killed
build nor two at once can make it lie.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.workspace import Workspace

FOLDER = ".notula"
NAMA = "bangun.sqlite"
VERSI = 2
_TABEL = (
    "CREATE TABLE baris (jenis TEXT, nama TEXT, jalur TEXT, stat BLOB, sidik BLOB, tiada TEXT, ikatan INTEGER,"
    " pejabat BLOB, kunci BLOB, lain TEXT, galat INTEGER, peringatan INTEGER, awal TEXT, PRIMARY KEY (jenis, nama)) WITHOUT ROWID",
    "CREATE TABLE isi (jenis TEXT, nama TEXT, hasil TEXT, soal BLOB, PRIMARY KEY (jenis, nama)) WITHOUT ROWID",
    "CREATE TABLE direktori (sidik BLOB PRIMARY KEY, isi BLOB) WITHOUT ROWID",
    "CREATE TABLE ikatan (id INTEGER PRIMARY KEY, sidik BLOB UNIQUE, isi TEXT)",
    "CREATE TABLE berkas (jalur TEXT PRIMARY KEY, stat BLOB, sidik BLOB) WITHOUT ROWID",
)
PISAH = "\0"
"""Between the paths of a row: no file name holds it."""


class Baris(NamedTuple):
    """What one result leaned on.

    `jalur` are its own files (the record, its pictures, its documents, its folder as `…/`) with
    their `stat` (a hint) and digests; `tiada` are files that were not there; `ikatan` is the set
    of shared files. `pejabat` is the digest of the directory under which its questions hold,
    `kunci` that of what the register said, `lain` the record whose name it takes, `awal` the start of
    the machine since which its files were seen: what a disk lost with the power is not to be trusted.
    """

    nama: str
    jalur: str
    stat: bytes
    sidik: bytes
    tiada: str
    ikatan: int
    pejabat: bytes
    kunci: bytes
    lain: str
    galat: int
    peringatan: int
    awal: str


_KOLOM = ", ".join(Baris._fields)


class Basis:
    """An open build database. Methods raise sqlite3.Error where the file fails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def baris(self, jenis: str, awalan: str = "") -> list[Baris]:
        """The rows of a kind (`bangun`, `periksa`, `acuan`) whose names begin so, in order of name."""
        rows = self._db.execute(
            f"SELECT {_KOLOM} FROM baris WHERE jenis = ? AND nama >= ? AND nama < ? ORDER BY nama",
            (jenis, awalan, awalan + "\U0010ffff"),
        )
        return rows.fetchall()

    def hasil(self, jenis: str, names: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """Names with their kept results; of all rows where no names are given."""
        if names is None:
            yield from self._db.execute("SELECT nama, hasil FROM isi WHERE jenis = ? ORDER BY nama", (jenis,))
            return
        for name in names:
            yield from self._db.execute(
                "SELECT nama, hasil FROM isi WHERE jenis = ? AND nama = ?", (jenis, name)
            )

    def soal(self, jenis: str, name: str) -> list[tuple[list[str | None], str]]:
        """The questions of a row, each with the digest (hex) of its answer."""
        row = self._db.execute("SELECT soal FROM isi WHERE jenis = ? AND nama = ?", (jenis, name)).fetchone()
        return json.loads(zlib.decompress(row[0])) if row else []

    def ikatan(self) -> dict[int, dict[str, str]]:
        """The sets of shared files: path → digest (hex)."""
        return {number: json.loads(text) for number, text in self._db.execute("SELECT id, isi FROM ikatan")}

    def ikat(self, files: Mapping[str, str]) -> int:
        """The number of a set of shared files, given where it has none."""
        text = json.dumps(sorted(files.items()), ensure_ascii=False)
        digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
        found = self._db.execute("SELECT id FROM ikatan WHERE sidik = ?", (digest,)).fetchone()
        if found:
            return int(found[0])
        made = self._db.execute(
            "INSERT INTO ikatan (sidik, isi) VALUES (?, ?)", (digest, json.dumps(dict(files)))
        )
        return int(made.lastrowid or 0)

    def berkas(self) -> dict[str, tuple[bytes, bytes]]:
        """The shared files as last seen: path → stat, digest."""
        return {path: (stat, digest) for path, stat, digest in self._db.execute("SELECT * FROM berkas")}

    @contextmanager
    def tulis(self) -> Iterator[None]:
        """A transaction: whole or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    def simpan(
        self, jenis: str, row: Baris, hasil: str, soal: Iterable[tuple[Sequence[str | None], str]] = ()
    ) -> None:
        """Store a row, what it says and its questions, within a transaction."""
        asked = zlib.compress(json.dumps(list(soal), ensure_ascii=False).encode("utf-8", "surrogatepass"))
        marks = ", ".join("?" * (len(row) + 1))
        self._db.execute(f"INSERT OR REPLACE INTO baris (jenis, {_KOLOM}) VALUES ({marks})", (jenis, *row))
        self._db.execute("INSERT OR REPLACE INTO isi VALUES (?, ?, ?, ?)", (jenis, row.nama, hasil, asked))

    def segarkan(self, jenis: str, rows: Iterable[Baris]) -> None:
        """Store newer hints of rows that hold still, unless somebody else stored other rows meanwhile."""
        self._db.executemany(
            "UPDATE baris SET stat = ?, pejabat = ?, awal = ? WHERE jenis = ? AND nama = ? AND sidik = ? AND ikatan = ?",
            ((r.stat, r.pejabat, r.awal, jenis, r.nama, r.sidik, r.ikatan) for r in rows),
        )

    def lihat(self, seen: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Store how shared files were seen."""
        self._db.executemany(
            "INSERT OR REPLACE INTO berkas VALUES (?, ?, ?)",
            ((path, stat, digest) for path, (stat, digest) in seen.items()),
        )

    def lupakan(self, jenis: str, names: Iterable[str]) -> None:
        """Drop rows."""
        for table in ("baris", "isi"):
            self._db.executemany(
                f"DELETE FROM {table} WHERE jenis = ? AND nama = ?", [(jenis, n) for n in names]
            )

    def direktori(self, digest: bytes) -> list[str] | None:
        """The officials of a directory that rows have answers of; None where it is not kept."""
        row = self._db.execute("SELECT isi FROM direktori WHERE sidik = ?", (digest,)).fetchone()
        return json.loads(zlib.decompress(row[0])) if row else None

    def simpan_direktori(self, digest: bytes, officials: Callable[[], list[str]]) -> None:
        """Keep a directory that rows have answers of."""
        if self._db.execute("SELECT 1 FROM direktori WHERE sidik = ?", (digest,)).fetchone() is None:
            text = json.dumps(officials(), ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._db.execute("INSERT INTO direktori VALUES (?, ?)", (digest, zlib.compress(text)))

    def rapikan(self) -> None:
        """Drop shared files and directories that no row has."""
        self._db.execute("DELETE FROM ikatan WHERE id NOT IN (SELECT ikatan FROM baris)")
        self._db.execute("DELETE FROM direktori WHERE sidik NOT IN (SELECT pejabat FROM baris)")

    def tutup(self) -> None:
        """Close the file."""
        self._db.close()


def buka(workspace: Workspace, buat: bool) -> Basis | None:
    """The build database; None where there is none (or none can be made): then all is to be made.

    A file that is damaged or of another version is removed.
    """
    file = workspace.build / FOLDER / NAMA
    for _ in range(2):
        if not buat and not file.exists():
            return None
        try:
            return _buka(file, buat)
        except sqlite3.OperationalError:  # no such folder, not writable, busy for long
            return None
        except (sqlite3.DatabaseError, _LainVersi):
            hapus(workspace)
        except OSError:
            return None
    return None


def hapus(workspace: Workspace) -> None:
    """Remove the build database."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            (workspace.build / FOLDER / f"{NAMA}{suffix}").unlink(missing_ok=True)


class _LainVersi(Exception):
    """The file is of another version."""


def _buka(file: Path, buat: bool) -> Basis:
    if buat:
        file.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(file, timeout=30.0, isolation_level=None)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("BEGIN IMMEDIATE")
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _TABEL:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSI}")
            db.execute("COMMIT")
        elif version != VERSI:
            raise _LainVersi
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return Basis(db)
