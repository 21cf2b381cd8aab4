"""The lock of a document: one holder over processes, and none once that died."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from pipeline.ledger.basis import buka
from pipeline.sign.gembok import FOLDER, Tergembok, gembok, sapu
from pipeline.sign.pekerjaan import Hasil, simpan
from pipeline.sign.salah import SignFault
from pipeline.workspace import Workspace


def test_a_document_that_is_being_signed_is_not_signed_by_another(ruang: Any) -> None:
    with gembok(ruang.space, "rapat", "notula"):
        assert ruang.ditolak() == (
            "Notula rapat sedang ditandatangani proses lain; tunggu sampai selesai, lalu ulangi."
        )
        with gembok(ruang.space, "rapat", "laporan"):
            pass
    assert ruang.sign("--tingkat", "B-B")[0] == 0
    assert not ruang.space.register.exists()


def _pegang(root: Path, ready: Any) -> None:
    with gembok(Workspace(root), "r", "notula"):
        ready.set()
        signal.pause()


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    holder = context.Process(target=_pegang, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(20)
    with pytest.raises(Tergembok), gembok(Workspace(tmp_path), "r", "notula"):
        pass
    os.kill(holder.pid or 0, signal.SIGKILL)
    holder.join()
    with gembok(Workspace(tmp_path), "r", "notula"):
        pass
    assert list(tmp_path.iterdir()) == []


def _tambah(root: Path, times: int) -> None:
    file, done = root / "jumlah", 0
    while done < times:
        try:
            with gembok(Workspace(root), "r", "notula"):
                file.write_text(str(int(file.read_text()) + 1))
                done += 1
        except Tergembok:
            continue


def test_the_locks_of_dead_processes_are_swept_and_those_of_live_ones_are_not(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    with gembok(space, "hidup", "notula"):
        left = space.register / FOLDER / "mati.notula"
        left.touch()
        sapu(space)
        assert [f.name for f in left.parent.iterdir()] == ["hidup.notula"]
    (space.register / FOLDER).mkdir(parents=True)
    left.touch()
    with buka(space):
        pass
    assert not left.parent.exists()


def test_the_lock_holds_although_its_file_comes_and_goes(tmp_path: Path) -> None:
    (tmp_path / "jumlah").write_text("0")
    context = multiprocessing.get_context("fork")
    crew = [context.Process(target=_tambah, args=(tmp_path, 150)) for _ in range(4)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert [one.exitcode for one in crew] == [0] * 4
    assert (tmp_path / "jumlah").read_text() == "600"


def hasil(file: Path, before: bytes | None) -> Hasil:
    return Hasil(file, "", 1, 2, "A", "A", "Notulis", "", "B-B", False, None, "", before, b"baru")


@pytest.mark.parametrize(("there", "before"), [(b"lain", None), (b"lain", b"lama"), (None, b"lama")])
def test_a_signed_file_never_replaces_one_that_it_does_not_continue(
    tmp_path: Path, there: bytes | None, before: bytes | None
) -> None:
    file = tmp_path / "notula.pdf"
    if there is not None:
        file.write_bytes(there)
    with pytest.raises(SignFault, match="diubah proses lain"):
        simpan(hasil(file, before), "notula.pdf")
    assert (file.read_bytes() if file.exists() else None) == there
