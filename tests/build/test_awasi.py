"""The watcher over records that share a name; saves and Ctrl-C are in tests/test_cli.py."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruang_bangun import dikerjakan, rekaman

from pipeline.build.awasi import Pengawas
from pipeline.workspace import Workspace


@pytest.fixture
def pengawas(ruang: Workspace) -> Iterator[Pengawas]:
    guard = Pengawas(ruang, 1)
    yield guard
    guard.tutup()


def tanggapi(guard: Pengawas, *paths: Path) -> tuple[set[str], set[str]]:
    """What was made and what is gone, by file name."""
    made = {change.file.name for change in guard.tanggapi(set(paths), lambda _: None)}
    return made, {file.name for file in guard.hilang()}


def test_documents_stay_while_a_record_has_their_name(pengawas: Pengawas) -> None:
    space = pengawas.workspace
    old, new = space.inputs / "rapat" / "laporan.yaml", space.inputs / "rapat" / "laporan.yml"
    pdf = space.build / "laporan" / "laporan.pdf"
    old.rename(new)
    assert tanggapi(pengawas, old, new) == ({"laporan.yml"}, {"laporan.yaml"})
    assert pdf.is_file()
    old.write_text(rekaman("Rapat Lain", dokumen=["laporan"], instansi="tanpa-lambang"))
    assert tanggapi(pengawas, old) == ({"laporan.yaml", "laporan.yml"}, set())
    other = pdf.read_bytes()
    old.unlink()  # what had the other's name stands for itself now
    assert tanggapi(pengawas, old) == ({"laporan.yml"}, {"laporan.yaml"})
    assert pdf.read_bytes() != other
    assert dikerjakan(space) == set()
    new.unlink()
    assert tanggapi(pengawas, new) == (set(), {"laporan.yml"})
    assert not pdf.exists()


def test_a_worker_that_is_killed_is_replaced(pengawas: Pengawas) -> None:
    file = pengawas.workspace.inputs / "rapat" / "laporan.yaml"
    for pid in list(pengawas._pool._processes):
        os.kill(pid, signal.SIGKILL)
    file.write_text(rekaman("Rapat Lain", dokumen=["laporan"], instansi="tanpa-lambang"))
    (change,) = pengawas.tanggapi({file}, lambda _: None)
    assert not [f for f in change.result.findings if f.code == "S004"]
    assert "build/laporan/laporan.pdf" in change.result.written
