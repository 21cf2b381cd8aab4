"""Commands in the docs are run as they stand, in copies of a workspace."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from contoh import ROOT, kode

from pipeline.read import parse
from pipeline.record.rapat import Rapat

BIN = Path(sys.executable).parent


def blocks(name: str, kind: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.S)


def sessions() -> list[tuple[str, tuple[str, ...]]]:
    """The commands of each block, to be run in their order in one workspace."""
    found = []
    for name in ("README.md", "docs/panduan.md"):
        for block in blocks(name, "sh"):
            lines = [line.split("  #")[0].strip() for line in block.splitlines()]
            session = tuple(line for line in lines if line and not line.startswith("make "))
            if session:
                found.append((name, session))
    return found


@pytest.mark.parametrize(("name", "session"), sessions())
def test_commands_in_docs_do_what_they_say(name: str, session: tuple[str, ...], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("fonts"))
    for command in session:
        words = shlex.split(command)
        words[0] = str(BIN / Path(words[0]).name)
        done = subprocess.run(
            words, cwd=tmp_path, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, command + "\n" + done.stdout + done.stderr


def test_the_docs_hold_commands_to_run() -> None:
    assert sum(len(session) for _, session in sessions()) > 8


def test_make_targets_named_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for block in blocks("README.md", "sh"):
        for target in re.findall(r"^make (\w+)", block, re.M):
            assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.parametrize("name", ["README.md", "docs/panduan.md"])
def test_records_shown_in_docs_are_read_without_a_finding(name: str) -> None:
    for text in blocks(name, "yaml"):
        assert parse(text.encode(), Rapat, name).findings == ()
        assert yaml.safe_load(text)


def test_links_and_pictures_in_docs_exist() -> None:
    for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_reference_pages_are_those_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/acuan.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr


def test_the_finding_shown_in_the_guide_is_a_real_one() -> None:
    assert "P001" in kode("tujuan: ['pembangunan di [nama daerah] dapat']\n")
