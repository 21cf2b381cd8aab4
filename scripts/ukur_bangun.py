"""What the build engine costs: figures for goals 4 to 7, each a function that `make bench` can call.

`python scripts/ukur_bangun.py [FOLDER]` runs them all. Peers run interleaved with Notula, and
ratios are of the medians. Where the machine is shared, CPU seconds say more than the clock, so
both are given.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

from korpus import KOP, teks_bersih  # noqa: E402

from pipeline.bawaan import pakai_fon  # noqa: E402
from pipeline.build.kerja import Diam, _jalan, bangun, bangun_satu  # noqa: E402
from pipeline.build.kolam import Kolam, workers  # noqa: E402
from pipeline.build.mesin import BANGUN, Mesin  # noqa: E402
from pipeline.build.tugas import Meja, Tugas  # noqa: E402
from pipeline.sandaran import baca  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402

NOTULA = str(Path(sys.executable).parent / "notula")


@dataclass(frozen=True)
class Waktu:
    """Seconds by the clock and of the processor (children included)."""

    jam: float
    cpu: float


def ruang_korpus(folder: Path, n: int) -> Workspace:
    """A workspace of n varied final records."""
    space = Workspace(folder)
    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, space.inputs / name)
    shutil.copy(ROOT / "inputs" / "pejabat.yaml", space.inputs)
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("fonts"))
    (space.inputs / "instansi" / "kop-korpus.yaml").write_text(KOP, encoding="utf-8")
    (space.inputs / "rapat").mkdir()
    for seed in range(n):
        (space.inputs / "rapat" / f"rapat-{seed:05d}.yaml").write_text(teks_bersih(seed), encoding="utf-8")
    return space


def bangun_tiruan(meja: Meja, task: Tugas) -> object:
    """The task of a build with small stand-ins for the two renderings and the proof.

    What a result leans on is noted as in a real build, so that the database is that of a real one.
    """
    import pipeline.build.tugas as tugas
    from pipeline.render import docx, pdf

    def html(naskah: object, templates: Path, _: object = ()) -> bytes:
        for file in sorted((templates / "html").iterdir()):
            baca(file)
        pakai_fon("*.ttf")
        return f"%PDF {meja.workspace.shown(task.file)} {naskah.jenis}".encode()  # type: ignore[attr-defined]

    def word(naskah: object, templates: Path) -> bytes:
        baca(templates / "docx" / f"{naskah.jenis}.{naskah.profil.bentuk}.docx")  # type: ignore[attr-defined]
        return f"PK {meja.workspace.shown(task.file)} {naskah.jenis}".encode()  # type: ignore[attr-defined]

    docx.render_docx, pdf.render_pdf = word, html  # type: ignore[assignment]
    tugas.prove = lambda *_: []  # type: ignore[assignment]
    return bangun_satu(meja, task)


def bangun_dengan_tiruan(space: Workspace) -> None:
    """Bring a workspace up to date with stand-ins: for what is measured, documents only need to be there."""
    engine = Mesin(space)
    plan = engine.rencana(BANGUN, None)
    _jalan(engine, plan, Kolam(workers()), bangun_tiruan, Diam())  # type: ignore[arg-type]


def waktu(command: list[str], folder: Path) -> Waktu:
    """What a command takes. Raises CalledProcessError."""
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: workers whose parent ends become ours to count
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    clock = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Waktu(clock, cpu)


def berselang(tasks: dict[str, Callable[[], Waktu]], kali: int) -> dict[str, Waktu]:
    """The median of each task, run in turns."""
    found: dict[str, list[Waktu]] = {name: [] for name in tasks}
    for turn in range(kali + 1):
        for name, task in tasks.items():
            taken = task()
            if turn:  # the first round warms caches
                found[name].append(taken)
    return {
        name: Waktu(statistics.median(w.jam for w in all_), statistics.median(w.cpu for w in all_))
        for name, all_ in found.items()
    }


def ruang_ninja(space: Workspace, folder: Path) -> Path:
    """The same graph for ninja: each record's documents from the record and all that they share."""
    folder.mkdir()
    shared = [
        *sorted((space.root / "templates").rglob("*.*")),
        *sorted((ROOT / "templates" / "fonts").glob("*.ttf")),
    ]
    shared += [space.inputs / "pejabat.yaml", *sorted((space.inputs / "instansi").glob("*.yaml"))[:1]]
    lines = ["rule buat", "  command = touch $out"]
    for record in space.records():
        outs = sorted(p.name for p in (space.build / record.stem).iterdir())
        goals = " ".join(f"build/{record.stem}/{o}" for o in outs)
        lines.append(f"build {goals}: buat {record} | {' '.join(map(str, shared))}")
    (folder / "build.ninja").write_text("\n".join(lines) + "\n")
    ninja = str(Path(sys.executable).parent / "ninja")
    subprocess.run([ninja, "-j2"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def tanpa_kerja(space: Workspace, kali: int = 7) -> dict[str, Waktu]:
    """Goal 5: a build with nothing to do beside ninja's."""
    with tempfile.TemporaryDirectory() as temp:
        other = ruang_ninja(space, Path(temp) / "ninja")
        ninja = str(Path(sys.executable).parent / "ninja")
        return berselang(
            {
                "ninja": lambda: waktu([ninja], other),
                "notula build": lambda: waktu([NOTULA, "build"], space.root),
            },
            kali,
        )


def periksa_lagi(space: Workspace, kali: int = 5) -> dict[str, Waktu]:
    """Goal 6: checking again what has been checked."""
    waktu([NOTULA, "-q", "check"], space.root)
    return berselang({"notula check": lambda: waktu([NOTULA, "check"], space.root)}, kali)


def dua_pekerja(n: int = 80, kali: int = 3) -> dict[str, Waktu]:
    """Goal 4: the same build on one worker and on two.

    `satu murni` and `dua murni` are pure computing in one process, and the same twice at once: where
    the machine is not idle, it cannot do twice as much, and that bounds the other ratio too.
    """
    with tempfile.TemporaryDirectory() as temp:
        space = ruang_korpus(Path(temp) / "ruang", n)

        def build(jobs: str) -> Waktu:
            shutil.rmtree(space.build, ignore_errors=True)
            return waktu([NOTULA, "-q", "build", "-j", jobs], space.root)

        count = "sum(i * i for i in range(40_000_000))"
        twice = f"import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', '{count}']) for _ in '12']]"
        return berselang(
            {
                "satu murni": lambda: waktu([sys.executable, "-c", count], space.root),
                "satu": lambda: build("1"),
                "dua murni": lambda: waktu([sys.executable, "-c", twice], space.root),
                "dua": lambda: build("2"),
            },
            kali,
        )


def awasi(kali: int = 10) -> dict[str, Waktu]:
    """Goal 7: from a save to the new documents of a nine-page record, as `notula watch` makes them.

    The record is saved as editors do it (whole, in one move); `cpu` is that of all processes.
    """
    with tempfile.TemporaryDirectory() as temp:
        space = ruang_korpus(Path(temp) / "ruang", 0)
        shutil.copytree(ROOT / "inputs" / "rapat" / "gambar", space.inputs / "rapat" / "gambar")
        record = space.inputs / "rapat" / "rapat.yaml"
        text = (ROOT / "inputs" / "rapat" / "2026-11-24-rakor-pug-contoh.yaml").read_text(encoding="utf-8")
        text = text.replace("dokumen: [notula, laporan]", "dokumen: [laporan]")
        record.write_text(text, encoding="utf-8")
        made = {kind: space.build / "rapat" / f"laporan.{kind}" for kind in ("docx", "pdf")}
        watching = subprocess.Popen(
            [NOTULA, "watch"], cwd=space.root, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert watching.stdout is not None
        while "Mengawasi" not in watching.stdout.readline():
            pass
        time.sleep(1.0)
        taken: dict[str, list[float]] = {"docx": [], "pdf": []}
        try:
            for turn in range(kali + 1):
                time.sleep(1.5)
                before = {kind: file.stat().st_ino for kind, file in made.items()}
                beside = record.with_suffix(".baru")
                beside.write_text(text.replace("Tahun 2026", f"Tahun 2026 ({turn})", 1), encoding="utf-8")
                start = time.perf_counter()
                beside.replace(record)
                while before:
                    for kind in [k for k, ino in before.items() if made[k].stat().st_ino != ino]:
                        del before[kind]
                        if turn:
                            taken[kind].append(time.perf_counter() - start)
                    time.sleep(0.001)
        finally:
            watching.send_signal(signal.SIGINT)
            watching.wait()
        return {kind: Waktu(statistics.median(t), 0.0) for kind, t in taken.items()}


def main() -> None:
    """Print all figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="notula-ukur-"))
    n = int(os.environ.get("NOTULA_UKUR", "10000"))
    space = Workspace(folder / "ruang")
    if not space.inputs.is_dir():
        ruang_korpus(space.root, n)
    start = time.perf_counter()
    bangun_dengan_tiruan(space)
    print(f"{n} rekaman, naskah tiruan: {time.perf_counter() - start:.0f} s")
    assert not bangun(space, None, 1).baru
    both = tanpa_kerja(space)
    for name, taken in both.items():
        print(f"{name}: {taken.jam:.3f} s jam, {taken.cpu:.3f} s CPU")
    ninja, own = both["ninja"], both["notula build"]
    print(f"nisbah terhadap ninja: {own.jam / ninja.jam:.2f} (jam), {own.cpu / ninja.cpu:.2f} (CPU)")
    (again,) = periksa_lagi(space).values()
    print(f"notula check lagi: {again.jam:.2f} s, {n / again.jam:.0f} rekaman/s")
    print("watch:", {kind: f"{w.jam * 1000:.0f} ms" for kind, w in awasi().items()})
    pair = dua_pekerja()
    able = 2 * pair["satu murni"].jam / pair["dua murni"].jam
    print(f"dua pekerja: {pair['satu'].jam / pair['dua'].jam:.2f}x; hitungan murni: {able:.2f}x;", pair)


if __name__ == "__main__":
    main()
