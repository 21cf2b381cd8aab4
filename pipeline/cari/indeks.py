"""The index file: one row to an archived document, its text for full-text search, and who and where it names.

Derived from `resmi/` and the register; a file that is damaged or of another version is made anew.
Only SQLite and the standard library are imported, so that opening it costs nothing.
"""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

VERSI = 1
TANDA = 0x4E4F5443
"""`application_id`: “NOTC”."""

HALAMAN, KALIMAT = "\x0c", "\x1e"
"""What parts pages and sentences in the indexed text; the tokenizer takes both for blanks."""

_SKEMA = (
    "CREATE TABLE keadaan (kunci TEXT PRIMARY KEY, nilai TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE dokumen (
        id INTEGER PRIMARY KEY,
        berkas TEXT NOT NULL UNIQUE,
        tanda TEXT NOT NULL,
        rekaman TEXT NOT NULL,
        jenis TEXT NOT NULL,
        judul TEXT NOT NULL,
        nomor TEXT NOT NULL,
        tanggal TEXT NOT NULL,
        tahun INTEGER NOT NULL,
        keamanan TEXT NOT NULL,
        instansi TEXT NOT NULL,
        ralat TEXT NOT NULL,
        halaman INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX dokumen_tahun ON dokumen (tahun)",
    "CREATE INDEX dokumen_ralat ON dokumen (ralat) WHERE ralat <> ''",
    """CREATE TABLE entitas (
        id INTEGER PRIMARY KEY,
        jenis TEXT NOT NULL,
        nilai TEXT NOT NULL,
        tampil TEXT NOT NULL,
        UNIQUE (jenis, nilai)
    ) STRICT""",
    """CREATE TABLE kaitan (
        entitas INTEGER NOT NULL, dokumen INTEGER NOT NULL, PRIMARY KEY (entitas, dokumen)
    ) WITHOUT ROWID""",
    "CREATE INDEX kaitan_dokumen ON kaitan (dokumen)",
    'CREATE VIRTUAL TABLE teks USING fts5(judul, isi, tokenize = "unicode61 remove_diacritics 2")',
    f"PRAGMA application_id = {TANDA}",
    f"PRAGMA user_version = {VERSI}",
)


@dataclass(frozen=True)
class Arsip:
    """An archived document as it is indexed.

    `tanggal` is ISO, `halaman` the sentences of each page, `entitas` triples of kind (`wilayah`, `pejabat`,
    `kunci`, `instansi`), value as compared, and value as shown.
    """

    berkas: str
    tanda: str
    rekaman: str
    jenis: str
    judul: str
    nomor: str
    tanggal: str
    keamanan: str
    instansi: str
    ralat: str
    halaman: tuple[tuple[str, ...], ...]
    entitas: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)


class IndeksRusak(Exception):
    """The index cannot be used and can be made anew."""


@contextmanager
def buka(file: Path, *, tulis: bool = False) -> Iterator[sqlite3.Connection]:
    """The index, made where `tulis` and there is none. Raises IndeksRusak, and OSError where it cannot be written."""
    if tulis:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # it holds classified text: for its owner only
    elif not file.is_file():
        raise IndeksRusak
    try:
        with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as db:
            if tulis and not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                _buat(db)
            if (_angka(db, "application_id"), _angka(db, "user_version")) != (TANDA, VERSI):
                raise IndeksRusak
            yield db
    except sqlite3.DatabaseError as e:
        name = getattr(e, "sqlite_errorname", "") or ""
        if (
            name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
            or "no such table" in str(e)
            or "malformed" in str(e)
        ):
            raise IndeksRusak from e
        raise


def _buat(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    if not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[
        0
    ]:  # another process may have been first
        for statement in _SKEMA:
            db.execute(statement)
    db.execute("COMMIT")


def _angka(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def hapus(file: Path) -> None:
    """Remove an index with what SQLite keeps beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def keadaan(db: sqlite3.Connection) -> str:
    """What the register and the folder looked like when the index was last brought up to date."""
    row = db.execute("SELECT nilai FROM keadaan WHERE kunci = 'sumber'").fetchone()
    return row[0] if row else ""


def tandai(db: sqlite3.Connection, state: str) -> None:
    """Keep what the index was made from."""
    db.execute("INSERT OR REPLACE INTO keadaan VALUES ('sumber', ?)", (state,))


def terdaftar(db: sqlite3.Connection) -> dict[str, str]:
    """The indexed files and the mark each had."""
    return dict(db.execute("SELECT berkas, tanda FROM dokumen"))


def lupakan(db: sqlite3.Connection, files: Iterable[str]) -> None:
    """Take documents out of the index."""
    for name in files:
        row = db.execute("SELECT id FROM dokumen WHERE berkas = ?", (name,)).fetchone()
        if row:
            for statement in (
                "DELETE FROM teks WHERE rowid = ?", "DELETE FROM kaitan WHERE dokumen = ?", "DELETE FROM dokumen WHERE id = ?",
            ):  # fmt: skip
                db.execute(statement, row)


def tambah(db: sqlite3.Connection, made: Arsip) -> None:
    """Put a document into the index in place of what stood for its file."""
    lupakan(db, (made.berkas,))
    year = int(made.tanggal[:4]) if made.tanggal[:4].isdigit() else 0
    number = db.execute(
        "INSERT INTO dokumen VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (made.berkas, made.tanda, made.rekaman, made.jenis, made.judul, made.nomor, made.tanggal, year,
         made.keamanan, made.instansi, made.ralat, len(made.halaman)),
    ).fetchone()[0]  # fmt: skip
    text = HALAMAN.join(KALIMAT.join(_bersih(s) for s in page) for page in made.halaman)
    db.execute("INSERT INTO teks (rowid, judul, isi) VALUES (?, ?, ?)", (number, made.judul, text))
    for kind, value, shown in sorted(made.entitas):
        db.execute("INSERT OR IGNORE INTO entitas VALUES (NULL, ?, ?, ?)", (kind, value, shown))
        db.execute(
            "INSERT OR IGNORE INTO kaitan SELECT id, ? FROM entitas WHERE jenis = ? AND nilai = ?",
            (number, kind, value),
        )


def _bersih(sentence: str) -> str:
    """A sentence without the marks that part sentences, pages and highlights."""
    return re.sub(r"[\x00-\x1f]", " ", sentence)


def rata(text: str) -> str:
    """Words in one spelling for comparing names: no case, accents and marks, single blanks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))
