"""A build on several machines, one of which is lost in the middle: `make campaign`, as root.

Each machine is a network namespace with its own address on one bridge: a scheduler, workers, and
the office that asks. When a good part is made, one worker's cable is pulled and its processes are
killed. In the end every record must have its documents, and a sample must be, byte for byte, what
a build on one machine makes.

`python scripts/kluster.py [RECORDS [WORKERS]]`
"""

from __future__ import annotations

import os
import random
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
CONTOH = 100
"""Records that are made once more on this machine, to be compared."""
_LINGKUNGAN = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s"}
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
    """A workspace of n short records."""
    space = ruang_baru(folder)
    for number in range(n - 4):
        text = rekaman(f"Rapat Nomor {number}", pimpinan={"ketua": {"kunci": "kadis-uji"}})
        (space.inputs / "rapat" / f"rapat-{number:05d}.yaml").write_text(text, encoding="utf-8")
    return space


def jalankan(n: int, count: int) -> bool:
    """Build n records on so many workers and lose one; print figures, true where nothing is lost."""
    with tempfile.TemporaryDirectory(prefix="notula-kluster-") as temp, jaringan() as net:
        folder = Path(temp)
        space = ruang(folder / "ruang", n)
        boss, address = net.mesin()
        target = f"tcp://{address}:8786"
        dask = (sys.executable, "-m", "dask")
        di(boss, *dask, "scheduler", "--host", address, "--port", "8786", "--no-dashboard", folder=folder, log=folder / "penjadwal.log")  # fmt: skip
        machines = [net.mesin()[0] for _ in range(count)]
        for name in machines:
            place = folder / name
            place.mkdir()
            di(name, *dask, "worker", target, "--nthreads", "1", "--no-dashboard", "--local-directory", str(place), folder=folder, log=folder / f"{name}.log")  # fmt: skip
        office, _ = net.mesin()
        start = time.perf_counter()
        building = di(office, str(BIN / "notula"), "-q", "build", "--scheduler", target, folder=space.root, log=folder / "kantor.log")  # fmt: skip
        while building.poll() is None and len(list(space.build.glob("*/*.pdf"))) < n * 2 // 5:
            time.sleep(0.5)
        at = len(list(space.build.glob("*/*.pdf")))
        net.cabut(machines[0])
        print(f"kluster: {count} pekerja; satu mesin hilang sesudah {at} dari {n} rekaman")
        code = building.wait()
        seconds = time.perf_counter() - start
        print((folder / "kantor.log").read_text()[-2000:], end="")
        made = len(list(space.build.glob("*/*.pdf")))
        same = _sama(space, folder / "sendiri")
        print(
            f"kluster: {made} dari {n} rekaman jadi dalam {seconds:.0f} detik (kode {code}); "
            f"{same} dari {CONTOH} contoh sama bita demi bita dengan pembuatan di satu mesin"
        )
        return code == 0 and made == n and same == min(CONTOH, n)


def _sama(space: Workspace, folder: Path) -> int:
    """How many records of a sample a build on this machine makes with the same bytes."""
    own = Workspace(folder)
    shutil.copytree(space.root, folder, ignore=lambda at, _: ["build"] if Path(at) == space.root else [])
    names = sorted(p.name for p in (own.inputs / "rapat").glob("*.yaml"))
    sample = random.Random(1).sample(names, min(CONTOH, len(names)))
    bangun(own, [own.inputs / "rapat" / n for n in sample], workers())
    return sum(_isi(own, n) == _isi(space, n) != {} for n in sample)


def _isi(space: Workspace, name: str) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (space.build / Path(name).stem).glob("*.*")}


def main() -> int:
    """Run it where that is allowed."""
    if os.geteuid() or shutil.which("ip") is None:
        print("kluster: dilewati; jaringan percobaan memerlukan root dan iproute2")
        return 0
    numbers = [int(a) for a in sys.argv[1:]]
    return 0 if jalankan(*(numbers + [2000, 4][len(numbers) :])) else 1


if __name__ == "__main__":
    sys.exit(main())
