"""What one run must not do to the documents and processes of another."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from contoh import LENGKAP, ROOT

NOTULA = str(Path(sys.executable).parent / "notula")


@pytest.fixture
def ruang(tmp_path: Path) -> Path:
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, tmp_path / "inputs" / folder)
    (tmp_path / "inputs" / "rapat").mkdir()
    shutil.copy(LENGKAP, tmp_path / "inputs" / "rapat" / "contoh.yaml")
    return tmp_path


def run(space: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([NOTULA, *args], cwd=space, capture_output=True, text=True, timeout=120)


def test_a_mistyped_folder_does_not_cost_the_real_record_its_documents(ruang: Path) -> None:
    assert run(ruang, "build").returncode == 0
    done = run(ruang, "build", "salah/contoh.yaml")
    assert (done.returncode, "S001" in done.stdout) == (1, True)
    assert (ruang / "build" / "contoh" / "notula.pdf").is_file()


def test_a_namesake_from_elsewhere_does_not_replace_the_documents(ruang: Path) -> None:
    assert run(ruang, "build").returncode == 0
    before = (ruang / "build" / "contoh" / "notula.docx").read_bytes()
    (ruang / "lain").mkdir()
    text = LENGKAP.read_text(encoding="utf-8").replace("Aula Dinas Contoh", "Aula Lain")
    (ruang / "lain" / "contoh.yaml").write_text(text, encoding="utf-8")
    done = run(ruang, "build", "lain/contoh.yaml")
    assert (done.returncode, "S003" in done.stdout) == (1, True)
    assert (ruang / "build" / "contoh" / "notula.docx").read_bytes() == before


def test_an_empty_folder_holds_no_records_to_check(ruang: Path) -> None:
    (ruang / "kosong").mkdir()
    assert run(ruang, "check", "kosong").stdout.startswith("0 rekaman")


def test_sarif_addresses_are_uris(ruang: Path) -> None:
    (ruang / "inputs" / "rapat" / "a b.yaml").write_text('judul: "A\n', encoding="utf-8")
    log = json.loads(run(ruang, "check", "--format", "sarif").stdout)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "inputs/rapat/a%20b.yaml"


def test_workers_end_with_a_killed_build(ruang: Path) -> None:
    for n in range(3):
        shutil.copy(LENGKAP, ruang / "inputs" / "rapat" / f"salin{n}.yaml")
    process = subprocess.Popen([NOTULA, "build", "-q", "-j", "2"], cwd=ruang, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not list((ruang / "build").rglob("*.pdf")) and time.monotonic() < end:
        time.sleep(0.05)
    assert len(_inside(ruang)) >= 3
    process.send_signal(signal.SIGKILL)
    process.wait()
    end = time.monotonic() + 10
    while _inside(ruang) and time.monotonic() < end:
        time.sleep(0.1)
    assert _inside(ruang) == []


def _inside(folder: Path) -> list[int]:
    """The processes that work in a folder."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if os.readlink(link) == str(folder):  # noqa: PTH115
                found.append(int(link.parent.name))
        except OSError:
            continue
    return found
