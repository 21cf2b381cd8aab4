"""A folder laid out as OCFL 1.1: each document one object, each version of it one version."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.archive.bag import ke_zip
from pipeline.archive.barang import Ada, Barang, Gagal, Hilang, Tanda
from pipeline.archive.ocfl import (
    ObjekRusak,
    Versi,
    baca,
    jalur_objek,
    rampungkan,
    siapan,
    siapkan,
    tambah,
    versi,
)
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.workspace import Workspace, masalah_os

PERLU = ("folder",)
BOLEH = ()
BENTUK = ("paket",)


def buka(one: TujuanArsip, workspace: Workspace) -> Folder:
    """The archive in a folder; nothing of it is touched yet."""
    root = workspace.root / (one.folder or "")
    return Folder(root, workspace.shown(root))


def objek(dokumen: str) -> str:
    """The OCFL id of a document."""
    return f"notula:{dokumen}"


class Folder:
    """An open folder archive."""

    def __init__(self, akar: Path, shown: str) -> None:
        self.akar, self.shown = akar, shown
        self._mengirim = False

    def cari(self, tanda: Tanda) -> Ada | None:
        """The version that holds these bytes; what a killed sender left beside the archive goes.

        Who sends looks first, and there is one sender at a time. Who only reads must leave the folder of
        preparation alone: a sender may be at work in it.
        """
        with self._terjaga():
            if not self._mengirim:
                shutil.rmtree(siapan(self.akar), ignore_errors=True)
                self._mengirim = True
            rampungkan(self.akar, objek(tanda.dokumen))
            self._bereskan()
            found = self._versi(tanda)
        if found is None:
            return None
        place = jalur_objek(self.akar, objek(tanda.dokumen)).relative_to(self.akar).as_posix()
        # the version's own time is that of the signature; a folder has no clock to tell when it came
        return Ada(f"{objek(tanda.dokumen)} v{found.nomor}", f"{self.shown}/{place}")

    def taruh(self, barang: Barang) -> None:
        """A new version, unless the object has one of these bytes."""
        with self._terjaga():
            siapkan(self.akar)
            if self._versi(barang.tanda) is None:
                time = max(t["dicatat"] for t in barang.metadata["tanda_tangan"])
                tambah(self.akar, objek(barang.tanda.dokumen), barang.berkas, _pesan(barang.tanda), time)
            self._bereskan()

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:
        """The package, put together again from the files on disk."""
        with self._terjaga():
            found = self._versi(tanda)
            if found is None:
                raise Hilang(f"{ada.alamat} hilang.", f"{ada.alamat} is missing.")
            files = baca(jalur_objek(self.akar, objek(tanda.dokumen)), found)
        return ke_zip(tanda.nama.removesuffix(".zip"), files)

    def tutup(self) -> None:
        """Nothing is held open."""

    def _bereskan(self) -> None:
        """Remove the empty folder of preparation before the receipt is written: after it, nobody may come back."""
        with suppress(OSError):
            siapan(self.akar).rmdir()

    def _versi(self, tanda: Tanda) -> Versi | None:
        place = jalur_objek(self.akar, objek(tanda.dokumen))
        return next((v for v in versi(place) if v.pesan == _pesan(tanda)), None)

    @contextmanager
    def _terjaga(self) -> Iterator[None]:
        try:
            yield
        except ObjekRusak as e:
            raise Gagal(
                f"Arsip {self.shown} rusak atau berisi berkas lain ({e}); jalankan “notula archive check”.",
                f"The archive {self.shown} is damaged or holds other files ({e}); run “notula archive check”.",
            ) from e
        except OSError as e:
            full = e.errno in (28, 122)  # ENOSPC, EDQUOT
            raise Gagal(
                f"Arsip {self.shown} tidak dapat ditulis atau dibaca: {masalah_os(e)}.",
                f"The archive {self.shown} cannot be written or read: {e.strerror}.",
                sementara=full,
            ) from e


def _pesan(tanda: Tanda) -> str:
    return f"sha256:{tanda.sidik}"
