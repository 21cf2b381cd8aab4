"""Same record, templates and version: same bytes, wherever, whenever, however many at once."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from contoh import ROOT

NOTULA = str(Path(sys.executable).parent / "notula")


def hasil(space: Path, extra: dict[str, str], *args: str) -> dict[str, str]:
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, space / name, ignore=shutil.ignore_patterns("fonts"))
    done = subprocess.run(
        [NOTULA, "build", "-q", *args], cwd=space, env=os.environ | extra, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted((space / "build").glob("[!.]*/*.*"))  # without what the builder remembers of this disk
    assert len(files) == 12
    return {str(f.relative_to(space)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_two_clones_another_zone_locale_umask_and_number_of_workers(tmp_path: Path) -> None:
    first = hasil(tmp_path / "satu", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
    deep = tmp_path / "dua" / "sangat panjang nama foldernya" / "é"
    deep.mkdir(parents=True)
    other = {"TZ": "Asia/Jayapura", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77", "SOURCE_DATE_EPOCH": "1"}
    second = hasil(deep / "salinan", other, "-j", "1")
    assert first == second
