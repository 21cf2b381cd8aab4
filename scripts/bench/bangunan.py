"""What the build engine costs, goals 4 to 7: two workers, nothing to do, checking again, watching.

A `Bangunan` takes its turns between the rounds of the race, each beside its peer, so that a slow
minute of the machine falls on both. `python scripts/bench/bangunan.py [ROUNDS]` measures these
goals alone.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bahan import ROOT, Batas, dihadiri
from korpus import KOP, teks_bersih
from pengawas import Pengawasan

from pipeline.bawaan import pakai_fon
from pipeline.build.kerja import Diam, _jalan, bangun_satu
from pipeline.build.kolam import Kolam, workers
from pipeline.build.mesin import BANGUN, Mesin
from pipeline.build.tugas import Meja, Tugas
from pipeline.sandaran import baca
from pipeline.workspace import Workspace

NOTULA = str(Path(sys.executable).parent / "notula")
NINJA = str(Path(sys.executable).parent / "ninja")
BANYAK_REKAMAN = 10_000
DIBANGUN, DIPERIKSA = 240, 1000
"""Records of the build on one and on two workers; of a first check."""
SERING, JARANG = 3, 3
"""Turns of the short commands in each round; one round in so many has the long ones."""
_HITUNG = "sum(i * i for i in range(40_000_000))"
_KEMBAR = (
    "import subprocess, sys; "
    f"[p.wait() for p in [subprocess.Popen([sys.executable, '-c', '{_HITUNG}']) for _ in '12']]"
)
_BERDUA = (
    "import subprocess, sys; "
    "[p.wait() for p in [subprocess.Popen([sys.argv[1], '-q', '-C', r, 'build', '-j', '1']) for r in sys.argv[2:]]]"
)


@dataclass(frozen=True)
class Waktu:
    """Seconds: by the clock, of the processor (children included), until the first PDF stood (0: none)."""

    jam: float
    cpu: float
    pertama: float = 0.0


class Bangunan:
    """Workspaces made ready, and what was measured in them. `putaran` is one turn of everything."""

    def __init__(self, folder: Path, banyak: int = BANYAK_REKAMAN, dibangun: int = DIBANGUN) -> None:
        self.banyak, self.dibangun, self.diperiksa = banyak, dibangun, min(DIPERIKSA, banyak)
        self._waktu: dict[str, list[Waktu]] = defaultdict(list)
        self._besar = ruang_korpus(folder / "besar", range(banyak))
        bangun_dengan_tiruan(self._besar)
        self._ninja = ruang_ninja(self._besar, folder / "ninja")
        self._sedang = ruang_korpus(folder / "sedang", range(dibangun))
        self._separuh = [ruang_korpus(folder / f"separuh{n}", range(n, dibangun, 2)) for n in (0, 1)]
        self._baru = ruang_korpus(folder / "baru", range(self.diperiksa))
        rapat = ruang_korpus(folder / "awasi", range(0))
        shutil.copytree(ROOT / "inputs" / "rapat" / "gambar", rapat.inputs / "rapat" / "gambar")
        self.pengawasan = Pengawasan(rapat, dihadiri(45))

    def putaran(self, number: int) -> None:
        """One turn; that of number 0 fills the caches of the machine and is not counted."""
        for _ in range(SERING):
            self._giliran(number, {
                "ninja": lambda: waktu([NINJA], self._ninja),
                "build lagi": lambda: waktu([NOTULA, "build"], self._besar.root),
                "check lagi": lambda: waktu([NOTULA, "check"], self._besar.root),
            })  # fmt: skip
        self.pengawasan.simpan(bool(number))
        if number % JARANG == 1:
            self._giliran(number, {
                "satu murni": lambda: waktu([sys.executable, "-c", _HITUNG], self._sedang.root),
                "satu": lambda: self._bangun("1"),
                "dua murni": lambda: waktu([sys.executable, "-c", _KEMBAR], self._sedang.root),
                "dua": lambda: self._bangun("2"),
                "dua terpisah": self._bangun_terpisah,
                "check baru": self._periksa_baru,
            })  # fmt: skip

    def tutup(self) -> None:
        """End the watcher."""
        self.pengawasan.tutup()

    def tengah(self, name: str, what: str = "jam") -> float:
        """The median of a command: `jam`, `cpu`, or `pertama`."""
        return statistics.median(getattr(w, what) for w in self._waktu[name])

    def kali(self, name: str) -> int:
        """How often a command was measured."""
        return len(self._waktu[name])

    def nisbah(self, over: str, under: str, what: str = "jam") -> float:
        """The median over the rounds of one command's time over another's in the same round."""
        pairs = zip(self._waktu[over], self._waktu[under], strict=True)
        return statistics.median(getattr(a, what) / getattr(b, what) for a, b in pairs)

    def _giliran(self, number: int, tasks: dict[str, Callable[[], Waktu]]) -> None:
        order = list(tasks.items())
        turn = number % len(order)
        for name, task in (*order[turn:], *order[:turn]):
            taken = task()
            if number:
                self._waktu[name].append(taken)

    def _bangun(self, jobs: str) -> Waktu:
        shutil.rmtree(self._sedang.build, ignore_errors=True)
        return waktu([NOTULA, "-q", "build", "-j", jobs], self._sedang.root, self._sedang.build)

    def _bangun_terpisah(self) -> Waktu:
        """Two builds of one worker each, which share nothing but the machine: the most that two workers can do."""
        roots = [str(space.root) for space in self._separuh]
        for space in self._separuh:
            shutil.rmtree(space.build, ignore_errors=True)
        return waktu([sys.executable, "-c", _BERDUA, NOTULA, *roots], self._sedang.root)

    def _periksa_baru(self) -> Waktu:
        shutil.rmtree(self._baru.build, ignore_errors=True)
        return waktu([NOTULA, "-q", "check"], self._baru.root)


def waktu(command: list[str], folder: Path, build: Path | None = None) -> Waktu:
    """What a command takes; `build` is looked at for a first PDF. Raises CalledProcessError."""
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: workers whose parent ends become ours to count
    known, first = _anak(), 0.0
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        while build is not None and not first and process.poll() is None:
            time.sleep(0.005)
            first = time.perf_counter() - start if any(build.glob("*/*.pdf")) else 0.0
        code = process.wait()
    clock = time.perf_counter() - start
    if code:
        raise subprocess.CalledProcessError(code, command)
    for pid in _anak() - known:  # workers that outlive their parent for a moment
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Waktu(clock, cpu, first)


def _anak() -> set[int]:
    return {int(p) for p in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def ruang_korpus(folder: Path, seeds: range) -> Workspace:
    """A workspace of varied final records, one of each seed."""
    space = Workspace(folder)
    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, space.inputs / name)
    shutil.copy(ROOT / "inputs" / "pejabat.yaml", space.inputs)
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("fonts"))
    (space.inputs / "instansi" / "kop-korpus.yaml").write_text(KOP, encoding="utf-8")
    (space.inputs / "rapat").mkdir()
    for seed in seeds:
        (space.inputs / "rapat" / f"rapat-{seed:05d}.yaml").write_text(teks_bersih(seed), encoding="utf-8")
    return space


def bangun_tiruan(meja: Meja, task: Tugas) -> object:
    """The task of a build with small stand-ins for the two renderings and the proof.

    What a result leans on is noted as in a real build, so that the database is that of a real one.
    """
    import pipeline.build.tugas as tugas
    from pipeline.render import docx, pdf

    def html(naskah: Any, templates: Path, _: object = ()) -> bytes:
        for file in sorted((templates / "html").iterdir()):
            baca(file)
        pakai_fon("*.ttf")
        return f"%PDF {meja.workspace.shown(task.file)} {naskah.jenis}".encode()

    def word(naskah: Any, templates: Path) -> bytes:
        baca(templates / "docx" / f"{naskah.jenis}.{naskah.profil.bentuk}.docx")
        return f"PK {meja.workspace.shown(task.file)} {naskah.jenis}".encode()

    docx.render_docx, pdf.render_pdf = word, html
    tugas.prove = lambda *_: []
    return bangun_satu(meja, task)


def bangun_dengan_tiruan(space: Workspace) -> None:
    """Bring a workspace up to date with stand-ins: for what is measured, documents only need to be there."""
    engine = Mesin(space)
    plan = engine.rencana(BANGUN, None)
    _jalan(engine, plan, Kolam(workers()), bangun_tiruan, Diam())  # type: ignore[arg-type]


def ruang_ninja(space: Workspace, folder: Path) -> Path:
    """The same graph for ninja: each record's documents from the record and all that they share."""
    folder.mkdir()
    shared = [
        *sorted((space.root / "templates").rglob("*.*")),
        *sorted((ROOT / "templates" / "fonts").glob("*.ttf")),
        space.inputs / "pejabat.yaml",
        *sorted((space.inputs / "instansi").glob("*.yaml"))[:1],
    ]
    lines = ["rule buat", "  command = touch $out"]
    for record in space.records():
        outs = sorted(p.name for p in (space.build / record.stem).iterdir())
        goals = " ".join(f"build/{record.stem}/{o}" for o in outs)
        lines.append(f"build {goals}: buat {record} | {' '.join(map(str, shared))}")
    (folder / "build.ninja").write_text("\n".join(lines) + "\n")
    subprocess.run([NINJA, "-j2"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def main() -> None:
    """These goals alone, printed."""
    from lembar_bangunan import rinci, tabel

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        measured = Bangunan(Path(folder), int(os.environ.get("NOTULA_UKUR", BANYAK_REKAMAN)))
        print(f"siap dalam {time.perf_counter() - start:.0f} detik", flush=True)
        try:
            for number in range(rounds + 1):
                measured.putaran(number)
        finally:
            measured.tutup()
    for name, limit, found, reached in tabel(measured, Batas()):
        print(f"{name}: {found} ({limit}) {'tercapai' if reached else 'TIDAK TERCAPAI'}")
    print("\n".join(rinci(measured)))


if __name__ == "__main__":
    main()
