"""The folder archive on a disk that is full, or dies, at any write: nothing half, nothing lost, nothing doubled."""

import errno
import uuid
from pathlib import Path

import pytest
from arsip_uji import Waktu, antar, antre, keadaan_dokumen, paket_kecil, pohon, tujuan
from register_uji import cacat

from pipeline.archive import ocfl
from pipeline.archive.ocfl import siapan
from pipeline.archive.ocfl_periksa import periksa_ocfl
from pipeline.archive.tujuan.folder import Folder
from pipeline.workspace import Workspace

FOLDER = tujuan("folder", folder="arsip")


class Mati(BaseException):
    """A process that dies here."""


def sesudah(number: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the write of this number (from 0) fail half-way; how many there were."""
    seen = [0]
    real = ocfl._taruh

    def taruh(file: Path, data: bytes) -> None:
        seen[0] += 1
        if seen[0] == number + 1:
            real(file, data[: len(data) // 2])
            raise error
        real(file, data)

    monkeypatch.setattr(ocfl, "_taruh", taruh)
    return seen


def test_a_disk_that_is_full_at_any_write_delays_the_delivery_and_leaves_the_archive_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = paket_kecil()
    clean = Workspace(tmp_path / "utuh")
    antre(clean, FOLDER, package)
    antar(clean, FOLDER)
    for number in range(100):
        space = Workspace(tmp_path / str(number))
        antre(space, FOLDER, package)
        with monkeypatch.context() as patch:
            seen = sesudah(number, OSError(errno.ENOSPC, "No space left on device"), patch)
            (row,) = antar(space, FOLDER, waktu=Waktu())
        if seen[0] <= number:
            assert number > 10
            return
        assert (row.keadaan, row.percobaan) == ("terkirim", 1)
        assert list(periksa_ocfl(space.root / "arsip")) == []
        assert pohon(space.root / "arsip") == pohon(clean.root / "arsip")
        assert keadaan_dokumen(space, "rapat") == "diarsipkan"
        assert cacat(space) == []


def test_a_disk_that_stays_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = Workspace(tmp_path)
    antre(space, FOLDER, paket_kecil())

    def penuh(_file: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(ocfl, "_taruh", penuh)
        (row,) = antar(space, FOLDER)
    assert row.keadaan == "mati"
    assert row.pesan == "Arsip arsip tidak dapat ditulis atau dibaca: ruang cakram habis."
    assert len(pohon(space.register / "antrean")) == 1
    assert antar(space, FOLDER, ulang=True)[0].keadaan == "terkirim"


def test_a_process_that_dies_at_any_write_of_a_first_or_second_version_leaves_what_a_later_one_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = [paket_kecil({"notula.pdf": b"%PDF satu"}), paket_kecil({"notula.pdf": b"%PDF dua"})]
    clean = Workspace(tmp_path / "utuh")
    for package in packages:
        antre(clean, FOLDER, package)
        antar(clean, FOLDER)
    number = 0
    while True:
        space = Workspace(tmp_path / str(number))
        with monkeypatch.context() as patch:
            seen = sesudah(number, Mati(), patch)
            for package in packages:
                antre(space, FOLDER, package)
                try:
                    antar(space, FOLDER)
                except Mati:
                    antar(space, FOLDER)
        if seen[0] <= number:
            assert number > 15
            return
        assert pohon(space.root / "arsip") == pohon(clean.root / "arsip")
        assert list(periksa_ocfl(space.root / "arsip")) == []
        number += 1


def test_a_package_that_is_gone_before_it_was_sent_stops_with_a_sentence(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    row = antre(space, FOLDER, paket_kecil(rekaman=f"r{uuid.uuid4().hex}"))
    file = space.register / "antrean" / f"{row.kunci}.zip"
    data = file.read_bytes()
    for broken in (None, b"", data[:-1], data.replace(b"%PDF", b"%PDG")):
        file.parent.mkdir(exist_ok=True)
        file.unlink() if broken is None else file.write_bytes(broken)
        (done,) = antar(space, FOLDER, ulang=True)
        assert done.keadaan == "mati"
        assert "hilang atau rusak; kembalikan dari cadangan" in (done.pesan or "")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    assert antar(space, FOLDER, ulang=True)[0].keadaan == "terkirim"


def test_nothing_lies_beside_the_archive_once_the_receipt_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = Workspace(tmp_path)
    antre(space, FOLDER, paket_kecil())
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "tutup", lambda _: None)  # as if killed there
        (row,) = antar(space, FOLDER)
    assert row.keadaan == "terkirim"
    assert not siapan(space.root / "arsip").exists()


def test_what_was_delivered_cannot_be_changed_in_the_register(tmp_path: Path) -> None:
    import sqlite3

    space = Workspace(tmp_path)
    antre(space, FOLDER, paket_kecil())
    antar(space, FOLDER)
    with sqlite3.connect(space.register / "notula.sqlite") as db:
        for statement in ("UPDATE kotak_keluar SET keadaan = 'antre'", "DELETE FROM kotak_keluar"):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(statement)
    db.close()


def test_a_target_that_lost_its_mark_gets_nothing_that_was_queued_for_it(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    marked = FOLDER.model_copy(update={"keamanan": ("rahasia",)})
    antre(space, marked, paket_kecil(keamanan="rahasia"))
    for one in (FOLDER, marked.model_copy(update={"publik": True})):
        (row,) = antar(space, one, ulang=True)
        assert row.keadaan == "mati"
        assert "tidak lagi ditandai untuk naskah rahasia" in (row.pesan or "")
        assert not (space.root / "arsip").exists()
    assert antar(space, marked, ulang=True)[0].keadaan == "terkirim"
