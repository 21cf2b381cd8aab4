"""The tables of the ledger: their rows as types, their SQL, and how an older ledger becomes a newer one.

Every row of every table also stands, as it was after each change, in the audit trail (`jejak`):
the trail alone is enough to make the tables again, which is how `verify` finds edited rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TANDA = 0x4E4F5455
"""`application_id` of a ledger: “NOTU”."""

KEADAAN = ("draf", "diperiksa", "final", "bernomor", "ditandatangani", "diarsipkan")
"""The states of a document in their order; it enters each only from the one before."""


PERTAMA = "0" * 64
"""What the first row of the audit trail names as the hash before it."""


DICADANGKAN = "dicadangkan"
"""The event of a backup; it names the file and its hash."""


@dataclass(frozen=True)
class Dokumen:
    """One document (record and kind) and the state it is in; hashes are SHA-256 in hex."""

    id: int
    rekaman: str
    jenis: str
    keadaan: str
    sidik_rekaman: str
    sidik_pdf: str | None
    oleh: str
    waktu: str


@dataclass(frozen=True)
class Nomor:
    """One number: reserved (`dipesan`), given to a record (`dipakai`) or voided (`batal`).

    `urut` is absent where a number given elsewhere follows no pattern of the agency, `teks`
    and `rekaman` where a reserved number was never used.
    """

    id: int
    unit: str
    instansi: str
    tahun: int
    urut: int | None
    teks: str | None
    keadaan: str
    rekaman: str | None
    tanggal: str | None
    isi: str | None
    untuk: str | None
    alasan: str | None
    oleh: str
    waktu: str


@dataclass(frozen=True)
class Berkas:
    """A signed file below `resmi/`: electronic (`elektronik`) or scanned (`basah`), and what it was made from."""

    id: int
    rekaman: str
    jenis: str
    cara: str
    berkas: str
    sidik: str
    asal: str | None
    sidik_asal: str | None
    oleh: str
    waktu: str


@dataclass(frozen=True)
class Kiriman:
    """One sending of a numbered document: the day, and to whom."""

    id: int
    nomor: int
    tanggal: str
    tujuan: str
    oleh: str
    waktu: str


@dataclass(frozen=True)
class Niat:
    """A signed file that is about to be written below `resmi/`: open until it stands there and is recorded.

    Hashes of the file before (None: there is none) and after, and of the document before any signature.
    """

    id: int
    rekaman: str
    jenis: str
    keadaan: str
    berkas: str
    sebelum: str | None
    sesudah: str
    dasar: str
    oleh: str
    waktu: str


@dataclass(frozen=True)
class KotakKeluar:
    """One version of a document on its way to one target; `kunci` is the hash of the signed file that makes it a version.

    `sidik` and `ukuran` are those of the bytes sent, `berikut` the time before which it is not
    tried again, `tanda_terima` what the target answered, as canonical JSON.
    """

    id: int
    rekaman: str
    jenis: str
    kunci: str
    tujuan: str
    nama: str
    sidik: str
    ukuran: int
    keadaan: str
    percobaan: int
    berikut: str | None
    pesan: str | None
    tanda_terima: str | None
    oleh: str
    waktu: str


@dataclass(frozen=True)
class Jejak:
    """One row of the audit trail; `sidik` covers every other column, `sebelum` is that of the row before."""

    id: int
    waktu: str
    oleh: str
    peristiwa: str
    rekaman: str | None
    jenis: str | None
    dari: str | None
    ke: str | None
    rincian: str
    sebelum: str
    sidik: str


Baris = Dokumen | Nomor | Berkas | Kiriman | Niat | KotakKeluar

TABEL: dict[type[Any], str] = {
    Dokumen: "dokumen",
    Nomor: "nomor",
    Berkas: "berkas",
    Kiriman: "kiriman",
    Niat: "niat",
    KotakKeluar: "kotak_keluar",
}

MIGRASI: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE dokumen (
            id INTEGER PRIMARY KEY,
            rekaman TEXT NOT NULL,
            jenis TEXT NOT NULL CHECK (jenis IN ('notula', 'laporan')),
            keadaan TEXT NOT NULL CHECK (keadaan IN
                ('draf', 'diperiksa', 'final', 'bernomor', 'ditandatangani', 'diarsipkan')),
            sidik_rekaman TEXT NOT NULL,
            sidik_pdf TEXT,
            oleh TEXT NOT NULL,
            waktu TEXT NOT NULL,
            UNIQUE (rekaman, jenis)
        ) STRICT""",
        """CREATE TABLE nomor (
            id INTEGER PRIMARY KEY,
            unit TEXT NOT NULL,
            instansi TEXT NOT NULL,
            tahun INTEGER NOT NULL,
            urut INTEGER CHECK (urut >= 0),
            teks TEXT,
            keadaan TEXT NOT NULL CHECK (keadaan IN ('dipesan', 'dipakai', 'batal')),
            rekaman TEXT,
            tanggal TEXT,
            isi TEXT,
            untuk TEXT,
            alasan TEXT,
            oleh TEXT NOT NULL,
            waktu TEXT NOT NULL,
            UNIQUE (unit, tahun, urut),
            UNIQUE (unit, teks),
            CHECK (keadaan <> 'dipakai' OR (teks IS NOT NULL AND rekaman IS NOT NULL)),
            CHECK (keadaan <> 'batal' OR alasan IS NOT NULL)
        ) STRICT""",
        "CREATE UNIQUE INDEX nomor_rekaman ON nomor (rekaman) WHERE keadaan = 'dipakai'",
        """CREATE TABLE berkas (
            id INTEGER PRIMARY KEY,
            rekaman TEXT NOT NULL,
            jenis TEXT NOT NULL,
            cara TEXT NOT NULL CHECK (cara IN ('elektronik', 'basah')),
            berkas TEXT NOT NULL UNIQUE,
            sidik TEXT NOT NULL,
            asal TEXT,
            sidik_asal TEXT,
            oleh TEXT NOT NULL,
            waktu TEXT NOT NULL,
            FOREIGN KEY (rekaman, jenis) REFERENCES dokumen (rekaman, jenis)
        ) STRICT""",
        """CREATE TABLE kiriman (
            id INTEGER PRIMARY KEY,
            nomor INTEGER NOT NULL REFERENCES nomor (id),
            tanggal TEXT NOT NULL,
            tujuan TEXT NOT NULL,
            oleh TEXT NOT NULL,
            waktu TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE jejak (
            id INTEGER PRIMARY KEY,
            waktu TEXT NOT NULL,
            oleh TEXT NOT NULL,
            peristiwa TEXT NOT NULL,
            rekaman TEXT,
            jenis TEXT,
            dari TEXT,
            ke TEXT,
            rincian TEXT NOT NULL,
            sebelum TEXT NOT NULL,
            sidik TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX jejak_rekaman ON jejak (rekaman)",
        """CREATE TRIGGER jejak_tetap BEFORE UPDATE ON jejak
            BEGIN SELECT RAISE(ABORT, 'jejak tidak dapat diubah'); END""",
        """CREATE TRIGGER jejak_utuh BEFORE DELETE ON jejak
            BEGIN SELECT RAISE(ABORT, 'jejak tidak dapat dihapus'); END""",
        """CREATE TRIGGER nomor_utuh BEFORE DELETE ON nomor
            BEGIN SELECT RAISE(ABORT, 'nomor tidak dapat dihapus'); END""",
        f"PRAGMA application_id = {TANDA}",
    ),
    (
        """CREATE TABLE niat (
            id INTEGER PRIMARY KEY,
            rekaman TEXT NOT NULL,
            jenis TEXT NOT NULL,
            keadaan TEXT NOT NULL CHECK (keadaan IN ('terbuka', 'jadi', 'batal')),
            berkas TEXT NOT NULL,
            sebelum TEXT,
            sesudah TEXT NOT NULL,
            dasar TEXT NOT NULL,
            oleh TEXT NOT NULL,
            waktu TEXT NOT NULL,
            FOREIGN KEY (rekaman, jenis) REFERENCES dokumen (rekaman, jenis)
        ) STRICT""",
        "CREATE UNIQUE INDEX niat_terbuka ON niat (berkas) WHERE keadaan = 'terbuka'",
    ),
    (  # the same printed number never twice, whatever unit gave it
        "CREATE UNIQUE INDEX nomor_tercetak ON nomor (tahun, upper(replace(teks, ' ', '')))",
    ),
    (
        """CREATE TABLE kotak_keluar (
            id INTEGER PRIMARY KEY,
            rekaman TEXT NOT NULL,
            jenis TEXT NOT NULL,
            kunci TEXT NOT NULL,
            tujuan TEXT NOT NULL,
            nama TEXT NOT NULL,
            sidik TEXT NOT NULL,
            ukuran INTEGER NOT NULL,
            keadaan TEXT NOT NULL CHECK (keadaan IN ('antre', 'terkirim', 'mati')),
            percobaan INTEGER NOT NULL CHECK (percobaan >= 0),
            berikut TEXT,
            pesan TEXT,
            tanda_terima TEXT,
            oleh TEXT NOT NULL,
            waktu TEXT NOT NULL,
            UNIQUE (tujuan, rekaman, jenis, kunci),
            FOREIGN KEY (rekaman, jenis) REFERENCES dokumen (rekaman, jenis),
            CHECK (keadaan <> 'terkirim' OR tanda_terima IS NOT NULL),
            CHECK (keadaan <> 'mati' OR pesan IS NOT NULL)
        ) STRICT""",
        """CREATE TRIGGER kotak_keluar_utuh BEFORE DELETE ON kotak_keluar
            BEGIN SELECT RAISE(ABORT, 'kiriman arsip tidak dapat dihapus'); END""",
        """CREATE TRIGGER terkirim_tetap BEFORE UPDATE ON kotak_keluar WHEN OLD.keadaan = 'terkirim'
            BEGIN SELECT RAISE(ABORT, 'kiriman yang sudah sampai tidak dapat diubah'); END""",
    ),
)
"""The statements that make each version from the one before; `PRAGMA user_version` counts them."""
