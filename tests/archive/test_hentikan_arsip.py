"""Ctrl-C while documents go to the archive: one sentence, and the next run ends the work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from arsip_uji import ruang_bertanda
from pki import Pki
from register_uji import OLEH

NOTULA = str(Path(sys.executable).parent / "notula")
BANYAK = 3


def kirim(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [NOTULA, "archive", "kirim", "--oleh", OLEH], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a job in the background ignores it
    )  # fmt: skip


def berjalan(process: subprocess.Popen[str], root: Path, tiba: bool) -> None:
    """Until a first package waits to be sent, or until a first document has arrived."""
    assert process.stdout is not None
    if tiba:
        assert "terkirim" in process.stdout.readline()
    while not tiba and not any(root.rglob("*.zip")) and process.poll() is None:
        time.sleep(0.01)


def test_a_stop_keeps_what_has_arrived_and_the_next_run_sends_the_rest(tmp_path: Path, pki: Pki) -> None:
    space = ruang_bertanda(tmp_path / "ruang", pki, banyak=BANYAK)
    (space.inputs / "arsip.yaml").write_text("tujuan:\n  - {nama: utama, jenis: folder, folder: arsip}\n")
    for arrived in (False, True):
        process = kirim(space.root)
        berjalan(process, space.root, arrived)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=120)
        assert (process.returncode, said) == (130, "Dihentikan; yang sudah selesai tetap ada.\n")
    whole = kirim(space.root)
    told, said = whole.communicate(timeout=120)
    assert (whole.returncode, said) == (0, "")
    assert f"{BANYAK} sampai, 0 menunggu, 0 berhenti." in told
    held = list((space.root / "arsip").rglob("notula.pdf"))
    assert len(held) == BANYAK
    assert {p.read_bytes() for p in held} == {
        (space.resmi / f.stem / "notula.pdf").read_bytes() for f in space.records()
    }
