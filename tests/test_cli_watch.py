"""`notula watch` as it is run: what it sees, and what it says of it."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from test_cli import NOTULA, change, outputs
from test_cli import ruang as ruang  # the fixture


def mengawasi(ruang: Path) -> subprocess.Popen[str]:
    """A watcher that ends after one change, and watches already."""
    process = subprocess.Popen(
        [*NOTULA, "watch", "--kali", "1"], cwd=ruang, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        if "Mengawasi" in line:
            break
    return process


def test_watch_rebuilds_on_save_and_says_what_changed(ruang: Path) -> None:
    process = mengawasi(ruang)
    old = (ruang / "build" / "contoh" / "notula.pdf").read_bytes()
    time.sleep(0.5)
    change(ruang, "tempat: Aula Dinas Contoh", "tempat: Aula Lain")
    rest, _ = process.communicate(timeout=120)
    assert "berubah: tempat" in rest
    assert rest.index("notula.docx") < rest.index("notula.pdf")
    assert (ruang / "build" / "contoh" / "notula.pdf").read_bytes() != old


def test_watch_says_that_it_has_no_json(ruang: Path) -> None:
    done = subprocess.run([*NOTULA, "--json", "watch"], cwd=ruang, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "watch bercerita kepada orang dan tidak mengenal --json" in " ".join(done.stderr.split())


def test_watch_sees_what_is_saved_while_the_first_documents_are_made(ruang: Path) -> None:
    process = subprocess.Popen(
        [*NOTULA, "watch", "--kali", "1"], cwd=ruang, stdout=subprocess.PIPE, text=True
    )
    end = time.monotonic() + 120
    while not any((ruang / "build").glob("*/*.docx")) and time.monotonic() < end:
        time.sleep(0.005)
    change(ruang, "status: final", "status: draf")
    said, _ = process.communicate(timeout=120)
    assert "contoh.yaml: berubah: " in said


def test_watch_tells_once_what_is_wrong_with_a_letterhead_and_that_nothing_was_made(ruang: Path) -> None:
    shutil.copy(ruang / "inputs" / "rapat" / "contoh.yaml", ruang / "inputs" / "rapat" / "kedua.yaml")
    process = mengawasi(ruang)
    time.sleep(0.5)
    (ruang / "inputs" / "instansi" / "dinas-contoh.yaml").write_text("pemerintah: [\n")
    rest, _ = process.communicate(timeout=120)
    assert rest.count("dinas-contoh.yaml:2:1 Y001") == 1
    assert rest.count("berubah: yang dipakainya") == 2
    assert rest.count("naskah tidak dibuat; yang lama tidak ada lagi di build/") == 2
    assert "tidak ada berkas yang berubah" not in rest
    assert outputs(ruang) == set()
