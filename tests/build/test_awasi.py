"""The watcher over names, workers and folders that come and go; saves and Ctrl-C are in tests/test_cli.py."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import kolam_uji
import pytest
from ruang_bangun import dikerjakan, rekaman

from pipeline.build.awasi import Pengawas
from pipeline.build.kerja import bangun_satu
from pipeline.build.mesin import BANGUN, Mesin
from pipeline.workspace import Workspace

NOTULA = str(Path(sys.executable).parent / "notula")


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


def test_a_record_that_ends_every_worker_is_told_and_others_are_made(
    pengawas: Pengawas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.build.tugas.cetak_pdf", kolam_uji.cetak_pdf)
    space = pengawas.workspace
    bad, good = space.inputs / "rapat" / "laporan.yaml", space.inputs / "rapat" / "kunci.yaml"
    text = rekaman("Racun", dokumen=["laporan"], instansi="tanpa-lambang")
    bad.write_text(text)
    (change,) = pengawas.tanggapi({bad}, lambda _: None)
    assert [f.code for f in change.result.findings] == ["S004"]
    assert not (space.build / "laporan").exists()
    good.write_text(good.read_text() + "\n")
    (change,) = pengawas.tanggapi({good}, lambda _: None)
    assert (space.build / "kunci" / "notula.pdf").is_file()
    assert not [f for f in change.result.findings if f.code == "S004"]
    bad.write_text(text.replace("Racun", "Obat"))
    (change,) = pengawas.tanggapi({bad}, lambda _: None)
    assert "build/laporan/laporan.pdf" in change.result.written


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell what is caught")
@pytest.mark.parametrize("command", [["build", "-j", "2"], ["watch"]])
def test_sigterm_stops_without_a_word_and_leaves_no_process(ruang: Workspace, command: list[str]) -> None:
    for delay in (0.0, 0.6, 1.2, 2.4, 12.0) if command == ["watch"] else (0.0, 0.6, 1.2, 2.4):
        shutil.rmtree(ruang.build, ignore_errors=True)
        process = subprocess.Popen(
            [NOTULA, *command], cwd=ruang.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        status = Path(f"/proc/{process.pid}/status")
        while not int(status.read_text().partition("SigCgt:")[2].split()[0], 16) >> (signal.SIGTERM - 1) & 1:
            time.sleep(0.02)  # it is Python's start still
        time.sleep(delay)
        process.terminate()
        _, said = process.communicate(timeout=120)  # which waits for all that hold the pipe
        assert (process.returncode, said) == (143, "")
        for file in ruang.build.rglob("*.pdf"):
            assert file.read_bytes().rstrip().endswith(b"%%EOF")


def test_templates_that_come_later_and_go_and_come_again_are_seen(ruang: Workspace) -> None:
    here, there, pdf = ruang.root / "templates", ruang.root / "lama", ruang.build / "laporan" / "laporan.pdf"
    with (here / "html" / "_naskah.css").open("a") as style:
        style.write("\nbody { color: #123456 }\n")
    here.rename(there)
    process = subprocess.Popen(
        [NOTULA, "watch"], cwd=ruang.root, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None

    def tunggu(line: str) -> None:
        assert any(line in said for said in process.stdout or ())

    def dibuat() -> bytes:
        tunggu("laporan.pdf")
        tunggu("laporan.yaml: berubah")
        return pdf.read_bytes()

    try:
        tunggu("Mengawasi")
        plain = pdf.read_bytes()
        there.rename(here)
        other = dibuat()
        assert other != plain
        here.rename(there)
        assert dibuat() == plain
        there.rename(here)
        assert dibuat() == other
    finally:
        process.terminate()
        process.communicate(timeout=120)


def test_a_document_that_was_made_before_templates_came_is_made_again(ruang: Workspace) -> None:
    here, there = ruang.root / "templates", ruang.root / "lama"
    here.rename(there)
    engine = Mesin(ruang)
    file = ruang.inputs / "rapat" / "laporan.yaml"
    made = [bangun_satu(engine.meja, engine.tugas(file))]
    engine.simpan(made)
    assert file not in Mesin(ruang).rencana(BANGUN, None).todo
    there.rename(here)
    engine.simpan(made)
    assert file in Mesin(ruang).rencana(BANGUN, None).todo
