"""A build on several machines, one of which is lost in the middle: `make campaign`, as root.

Each machine is a network namespace with its own address on one bridge: a scheduler, workers, and
the office that asks. One record is poisoned: it ends whatever worker makes it. When a good part is
made, one worker's cable is pulled and its processes are killed. In the end every other record must
have its documents, the poisoned one its finding, and all must be, byte for byte, what a build on
one machine makes.

`python scripts/kluster.py [RECORDS [WORKERS]]` (2000 and 4; records of one page)
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "build")]

from ruang_bangun import rekaman, ruang_baru  # noqa: E402

from pipeline.build import bangun  # noqa: E402
from pipeline.build.kolam import workers  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402

BIN = Path(sys.executable).parent
RACUN = """
import os, pipeline.build.bekal as bekal
from pipeline.build.tugas import kerjakan as plain
def kerjakan(meja, tugas):
    if tugas.file.stem == "racun":
        os._exit(1)
    return plain(meja, tugas)
bekal.kerjakan = kerjakan
"""
"""Laid into each worker: a stand-in for a record that crashes a library."""
TANYA = """
import json, sys
from distributed import Client
with Client(sys.argv[1], timeout=60) as client:
    events = [e for _, e in client.get_events("all") if e.get("action") == "remove-worker" and not e["expected"]]
    print(json.dumps({"hilang": len(events), "ulang": sum(len(e["processing-tasks"]) for e in events)}))
"""
"""Asks a scheduler how many workers died, and how many batches had to be done again for that."""
_LINGKUNGAN = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s", **os.environ}
"""How long a machine may be silent before its work is given to others."""


def ip(*words: str) -> None:
    """Run `ip`. Raises CalledProcessError."""
    subprocess.run(["ip", *words], check=True)


class Jaringan:
    """Namespaces on a bridge; `mesin` makes one and gives its address."""

    def __init__(self) -> None:
        self._mark = f"nt{os.getpid() % 100000}"
        self._subnet = f"10.{200 + os.getpid() % 50}.{os.getpid() % 250}"
        self.nama: list[str] = []
        ip("link", "add", self._mark, "type", "bridge")
        ip("link", "set", self._mark, "up")

    def mesin(self) -> tuple[str, str]:
        """The name of a new machine, and its address."""
        number = len(self.nama) + 1
        name, cable = f"{self._mark}-{number}", f"{self._mark}v{number}"
        address = f"{self._subnet}.{number}"
        ip("netns", "add", name)
        self.nama.append(name)
        ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        ip("link", "set", cable, "master", self._mark, "up")
        ip("-n", name, "addr", "add", f"{address}/24", "dev", "eth0")
        ip("-n", name, "link", "set", "eth0", "up")
        ip("-n", name, "link", "set", "lo", "up")
        return name, address

    def cabut(self, name: str) -> None:
        """Pull a machine's cable, then end all that runs on it."""
        ip("link", "set", f"{self._mark}v{name.rpartition('-')[2]}", "down")
        self.akhiri(name)

    def akhiri(self, name: str) -> None:
        """End all that runs on a machine."""
        found = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True)
        for pid in found.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def bongkar(self) -> None:
        """Take everything down."""
        for name in self.nama:
            self.akhiri(name)
            subprocess.run(["ip", "netns", "del", name])
        subprocess.run(["ip", "link", "del", self._mark])


@contextmanager
def jaringan() -> Iterator[Jaringan]:
    """A network that is gone afterwards."""
    made = Jaringan()
    try:
        yield made
    finally:
        made.bongkar()


def di(name: str, *command: str, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """A process on a machine."""
    with log.open("ab") as out:
        return subprocess.Popen(
            ["ip", "netns", "exec", name, *command], cwd=folder, stdout=out, stderr=out, env=_LINGKUNGAN
        )


def ruang(folder: Path, n: int) -> Workspace:
    """A workspace of n records of one page, one of them poisoned."""
    space = ruang_baru(folder)
    for number in range(n - 5):
        text = rekaman(f"Rapat Nomor {number}", pimpinan={"ketua": {"kunci": "kadis-uji"}})
        (space.inputs / "rapat" / f"rapat-{number:05d}.yaml").write_text(text, encoding="utf-8")
    text = f"{rekaman('Rapat Beracun')}{'#' * 5000}\n"  # the longest goes first
    (space.inputs / "rapat" / "racun.yaml").write_text(text, encoding="utf-8")
    return space


def jalankan(n: int, count: int) -> bool:
    """Build n records on so many workers and lose one; print figures, true where nothing is lost."""
    with tempfile.TemporaryDirectory(prefix="notula-kluster-") as temp, jaringan() as net:
        folder = Path(temp)
        space = ruang(folder / "ruang", n)
        (folder / "racun.py").write_text(RACUN)
        boss, address = net.mesin()
        target = f"tcp://{address}:8786"
        dask = (sys.executable, "-m", "dask")
        di(boss, *dask, "scheduler", "--host", address, "--port", "8786", "--no-dashboard", folder=folder, log=folder / "penjadwal.log")  # fmt: skip
        machines = [net.mesin()[0] for _ in range(count)]
        for name in machines:
            place = folder / name
            place.mkdir()
            di(name, *dask, "worker", target, "--nthreads", "1", "--no-dashboard", "--preload", str(folder / "racun.py"), "--local-directory", str(place), folder=folder, log=folder / f"{name}.log")  # fmt: skip
        office, _ = net.mesin()
        start = time.perf_counter()
        building = di(office, str(BIN / "notula"), "--json", "build", "--scheduler", target, folder=space.root, log=folder / "kantor.log")  # fmt: skip
        while building.poll() is None and _jadi(space) < n * 2 // 5:
            time.sleep(0.5)
        at = _jadi(space)
        net.cabut(machines[0])
        print(f"kluster: {count} pekerja; satu mesin hilang sesudah {at} dari {n} rekaman", flush=True)
        code = building.wait()
        seconds = time.perf_counter() - start
        told = _temuan(folder / "kantor.log")
        asked = subprocess.run(
            ["ip", "netns", "exec", office, sys.executable, "-c", TANYA, target],
            capture_output=True,
            text=True,
        )
        lost = json.loads(asked.stdout or '{"hilang": -1, "ulang": -1}')
        own, alone = sendiri(space, folder / "sendiri")
        same = sum(_isi(own, f.stem) == _isi(space, f.stem) != {} for f in space.records())
        made = _jadi(space)
        print(
            f"kluster: {made} dari {n} rekaman jadi dalam {seconds:.0f} detik ({made / seconds:.1f} rekaman/s; kode {code}); "
            f"{lost['hilang']} kali pekerja mati, {lost['ulang']} kelompok diulang; tidak jadi: {told}\n"
            f"kluster: {same} sama bita demi bita dengan pembuatan di satu mesin, yang perlu {alone:.0f} detik "
            f"({(n - 1) / alone:.1f} rekaman/s dengan {workers()} pekerja)"
        )
        # one record with an error: exit code 1
        return (
            code == 1
            and made == same == n - 1
            and told == {"inputs/rapat/racun.yaml": ["S004"]}
            and lost["hilang"] > 1
        )


def _jadi(space: Workspace) -> int:
    return len(list(space.build.glob("*/*.pdf")))


def _temuan(log: Path) -> dict[str, list[str]]:
    """The errors that the office was told, by record; the end of its log where it was told nothing."""
    lines = log.read_text(encoding="utf-8").splitlines()
    try:
        last = json.loads(lines[-1])
        found = [(f["file"], f["code"]) for f in last["temuan"] if f["severity"] == "galat"]
    except (ValueError, IndexError, KeyError):
        return {"?": lines[-5:]}
    return {file: [c for f, c in found if f == file] for file, _ in found}


def sendiri(space: Workspace, folder: Path) -> tuple[Workspace, float]:
    """The same records but the poisoned one, made on this machine, and the seconds that it took."""
    own = Workspace(folder)
    shutil.copytree(space.root, folder, ignore=lambda at, _: ["build"] if Path(at) == space.root else [])
    (own.inputs / "rapat" / "racun.yaml").unlink()
    start = time.perf_counter()
    bangun(own, None, workers())
    return own, time.perf_counter() - start


def _isi(space: Workspace, stem: str) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (space.build / stem).glob("*.*")}


def halangan() -> str:
    """Why no network can be laid here; empty where it can."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return "jaringan percobaan memerlukan root"
    if shutil.which("ip") is None:
        return "jaringan percobaan memerlukan iproute2"
    name = f"ntuji{os.getpid()}"
    tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
    subprocess.run(["ip", "netns", "del", name], capture_output=True)
    return f"ip netns: {tried.stderr.strip()}" if tried.returncode else ""


def main() -> int:
    """Run it where that is allowed."""
    if why := halangan():
        print(f"kluster: dilewati; {why}")
        return 0
    numbers = [int(a) for a in sys.argv[1:]]
    return 0 if jalankan(*(numbers + [2000, 4][len(numbers) :])) else 1


if __name__ == "__main__":
    sys.exit(main())
