import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contoh import ROOT

NOTULA = Path(sys.executable).parent / "notula"
LOCKS = ("requirements.lock", "requirements-dev.lock")


def make(target: str) -> list[str]:
    """The commands a target would run."""
    done = subprocess.run(
        ["make", "-n", "--no-print-directory", target], cwd=ROOT, capture_output=True, text=True, check=True,
        env={k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "VENV")},
    )  # fmt: skip
    return done.stdout.splitlines()


def test_make_reports_sets_up_and_then_builds_everything() -> None:
    assert make("reports") == ["NOTULA_VENV=.venv scripts/siapkan.sh jalan", ".venv/bin/notula build"]


def test_make_reports_on_the_sample_workspace_makes_every_document(tmp_path: Path) -> None:
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    command = make("reports")[-1].split()[1:]
    done = subprocess.run(
        [NOTULA, *command], cwd=tmp_path, capture_output=True, text=True, timeout=300,
        env={**os.environ, "COLUMNS": "240"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    for record in (ROOT / "inputs" / "rapat").glob("*.yaml"):
        for name in ("notula.docx", "notula.pdf", "laporan.docx", "laporan.pdf"):
            assert (tmp_path / "build" / record.stem / name).stat().st_size > 1000, record.name
            assert f"build/{record.stem}/:" in done.stdout
            assert name in done.stdout


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_exact_versions_with_hashes_and_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(index-url|extra-index-url|find-links|trusted-host)", text, re.M)
    packages = re.split(r"^(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.M), flags=re.M)[1:]
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[a-z0-9._-]+==[^ ]+( ; .+)? \\\n +--hash=sha256:[0-9a-f]{64}", package), package[
            :60
        ]


@pytest.fixture
def mesin(tmp_path: Path) -> Path:
    """A checkout whose Python and apt-get only write down what they are asked."""
    (tmp_path / "scripts").mkdir()
    for name in ("scripts/siapkan.sh", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path / name)
    tools = {
        ".venv/bin/python": 'cat >/dev/null; echo "python $*" >> asked',
        "bin/apt-get": 'echo "apt $*" >> asked',
    }
    for name, script in tools.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
    return tmp_path


def asked(mesin: Path) -> list[str]:
    """What one more setup asks of pip and apt-get."""
    log = mesin / "asked"
    log.unlink(missing_ok=True)
    path = f"{mesin / 'bin'}:{os.environ['PATH']}"
    subprocess.run(
        ["scripts/siapkan.sh", "jalan"], cwd=mesin, env={**os.environ, "PATH": path, "NOTULA_VENV": ".venv"},
        stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return [line for line in log.read_text().splitlines() if "pip install" in line or line.startswith("apt")]


def test_setup_installs_the_lock_by_hash_and_a_second_setup_asks_nothing(mesin: Path) -> None:
    first = asked(mesin)
    assert len(first) == 2
    assert "--require-hashes" in first[0]
    assert "-r requirements.lock" in first[0]
    assert "--no-deps --no-build-isolation -e ." in first[1]
    assert asked(mesin) == []


def test_a_changed_lock_is_installed_again(mesin: Path) -> None:
    asked(mesin)
    with (mesin / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    assert len(asked(mesin)) == 2


def test_an_install_that_failed_is_tried_again(mesin: Path) -> None:
    python = mesin / ".venv" / "bin" / "python"
    sound = python.read_text()
    python.write_text('#!/bin/sh\ncase "$*" in *pip*) exit 1;; esac\ncat >/dev/null\n')
    with pytest.raises(subprocess.CalledProcessError):
        asked(mesin)
    python.write_text(sound)
    assert len(asked(mesin)) == 2
