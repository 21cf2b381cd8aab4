"""Long work is visible: a bar on a terminal, events for programs, and a stop that keeps what is done."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.workspace import Workspace

NOTULA = str(Path(sys.executable).parent / "notula")


def banyak(space: Workspace, n: int) -> None:
    """Nothing built, and n more records."""
    shutil.rmtree(space.build)
    for number in range(n):
        shutil.copy(space.inputs / "rapat" / "kunci.yaml", space.inputs / "rapat" / f"salin{number}.yaml")


def test_events_are_one_object_a_line_and_the_last_holds_everything(ruang: Workspace) -> None:
    shutil.rmtree(ruang.build / "laporan")
    done = subprocess.run([NOTULA, "--json", "build"], cwd=ruang.root, capture_output=True, text=True)
    first, one, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert first == {"peristiwa": "mulai", "jumlah": 1, "tetap": 3}
    assert (one["peristiwa"], one["ke"], one["dari"], one["rekaman"]) == (
        "rekaman", 1, 1, "inputs/rapat/laporan.yaml",
    )  # fmt: skip
    assert one["berkas"] == one["ditulis"] == ["build/laporan/laporan.docx", "build/laporan/laporan.pdf"]
    assert one["galat"] == 0
    assert one["temuan"] > 0
    assert one["per_detik"] > 0
    assert one["sisa_detik"] == 0
    assert (last["peristiwa"], last["dikerjakan"], last["tetap"], len(last["rapat"])) == ("selesai", 1, 3, 4)
    assert sum("laporan.yaml" in f["file"] for f in last["temuan"]) == one["temuan"]


@pytest.mark.parametrize("how", ["Ctrl-C", "kill"])
def test_a_stop_ends_with_one_event_and_keeps_what_is_done(ruang: Workspace, how: str) -> None:
    """Ctrl-C goes to all processes of the terminal, what a service manager sends to the one it started."""
    banyak(ruang, 8)
    process = subprocess.Popen(
        [NOTULA, "--json", "build", "-j", "2"], cwd=ruang.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    events = []
    for line in process.stdout:
        events.append(json.loads(line))
        if events[-1]["peristiwa"] == "rekaman":
            break
    if how == "Ctrl-C":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.terminate()
    rest, said = process.communicate(timeout=120)
    events += [json.loads(line) for line in rest.splitlines()]
    told = (130, "Dihentikan; yang sudah selesai tetap ada.\n") if how == "Ctrl-C" else (143, "")
    assert (process.returncode, said) == told
    assert events[-1]["peristiwa"] == "dihentikan"
    assert 0 < events[-1]["selesai"] < 12
    again = subprocess.run([NOTULA, "--json", "build"], cwd=ruang.root, capture_output=True, text=True)
    start = json.loads(again.stdout.splitlines()[0])
    assert start["tetap"] == events[-1]["selesai"]
    assert start["jumlah"] == 12 - start["tetap"]


@pytest.mark.parametrize(
    ("lang", "words"), [("id", ("Membuat naskah", "/dtk", "sisa")), ("en", ("Building", "/s"))]
)
def test_a_terminal_shows_a_bar_with_rate_and_time_left(
    ruang: Workspace, lang: str, words: tuple[str, ...]
) -> None:
    shown = layar(ruang, "--lang", lang, columns=120)
    for word in (*words, "4/4"):
        assert word in shown, word


def test_a_narrow_terminal_shows_the_time_left_whole(ruang: Workspace) -> None:
    shown = layar(ruang, columns=40)
    assert "4/4" in shown
    assert re.search(r"sisa \d:\d\d:\d\d", re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown))
    assert "…" not in shown


def layar(ruang: Workspace, *options: str, columns: int) -> str:
    """What a terminal shows of a build of everything."""
    shutil.rmtree(ruang.build)
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [NOTULA, *options, "build"], cwd=ruang.root, stdout=subprocess.DEVNULL, stderr=slave,
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(columns)},
    )  # fmt: skip
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
    except OSError:  # the other end is closed
        pass
    assert process.wait(timeout=120) == 0
    return shown.decode()
