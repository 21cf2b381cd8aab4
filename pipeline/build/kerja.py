"""A build from plan to files, on this process or on several workers; and checks in the same way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.build.hasil import NASKAH, Result, dari_simpanan
from pipeline.build.mesin import BANGUN, PERIKSA, Mesin
from pipeline.build.rencana import Rencana, nama_pokok
from pipeline.findings import Finding, has_errors
from pipeline.workspace import Workspace
from pipeline.write import sweep

if TYPE_CHECKING:
    from pipeline.build.kluster import Kluster
    from pipeline.build.kolam import Kolam
    from pipeline.build.tugas import Jadi, Meja, Tugas

_TENANG = 0.06
"""Seconds that a document rests before its stat is taken (see `sidik.stat_tenang`)."""
_SIMPAN = 1.0
"""Seconds of work that a killed build may lose from the database (never from the documents)."""
_BANYAK = {BANGUN: 2, PERIKSA: 40}
"""From so many records on, work pays for its workers."""

Selesai = tuple["Jadi", "Result | None"]


class Kabar(Protocol):
    """Who follows a run."""

    def mulai(self, todo: int, tetap: int) -> None:
        """So many records are to be done; so many are as they were."""

    def selesai(self, result: Result) -> None:
        """One is done."""


class Diam:
    """Follows a run and says nothing."""

    def mulai(self, todo: int, tetap: int) -> None:
        """Nothing."""

    def selesai(self, result: Result) -> None:
        """Nothing."""


@dataclass
class Ringkasan:
    """What a run came to.

    `asal` are the names of all records asked for, in order; `baru` the results made in this run;
    `tetap` errors and warnings of those that were as they were; `bersama` the findings on what
    records refer to.
    """

    asal: list[str]
    bersama: list[Finding]
    tetap: dict[str, tuple[int, int]]
    baru: dict[str, Result] = field(default_factory=dict)
    _simpanan: Callable[[list[str]], dict[str, Result]] = lambda _: {}

    def hasil(self, names: Sequence[str] | None = None) -> list[Result]:
        """The results of some records (None: of all); what was not made in this run comes from the database."""
        wanted = self.asal if names is None else names
        kept = self._simpanan([n for n in wanted if n not in self.baru])
        return [self.baru[n] if n in self.baru else kept[n] for n in wanted]

    @property
    def ada_galat(self) -> bool:
        """Whether anything has an error."""
        return (
            has_errors(self.bersama)
            or bool(self.hitung[0])
            or any(has_errors(r.findings) for r in self.baru.values())
        )

    @property
    def hitung(self) -> tuple[int, int]:
        """Errors and warnings of records as they were."""
        galat = sum(g for g, _ in self.tetap.values())
        return galat, sum(p for _, p in self.tetap.values())


def bangun(
    workspace: Workspace, files: Sequence[Path] | None, workers: int, kabar: Kabar | None = None,
    penjadwal: str | None = None,
) -> Ringkasan:  # fmt: skip
    """Bring the documents of these records up to date (None: all, and clear what vanished records left).

    `workers` is their number, 0 for as many as there are cores.
    `penjadwal` is the address of a Dask scheduler whose workers make them in place of ours.
    Raises TanpaPango where documents are to be made and cannot be, KlusterGagal where the cluster
    cannot be used, KeyboardInterrupt; what was finished until then is stored.
    """
    engine = Mesin(workspace)
    plan = engine.rencana(BANGUN, None if files is None else list(dict.fromkeys(files)))
    pool: Kolam | Kluster | None = None
    if penjadwal is None:
        pool = _kolam(workers, plan, BANGUN)
    elif plan.todo:
        from pipeline.build.kluster import Kluster

        pool = Kluster(penjadwal)
    if files is None and workspace.build.is_dir():
        _bersihkan(workspace, plan)
    return _jalan(engine, plan, pool, bangun_satu, kabar or Diam())


def periksa_semua(
    workspace: Workspace, files: Sequence[Path] | None, workers: int, kabar: Kabar | None = None
) -> Ringkasan:
    """What the checks say of these records (None: all); `workers` as for `bangun`."""
    engine = Mesin(workspace)
    plan = engine.rencana(PERIKSA, None if files is None else list(dict.fromkeys(files)))
    pool = _kolam(workers, plan, PERIKSA)
    return _jalan(engine, plan, pool, periksa_satu, kabar or Diam())


def _kolam(workers: int, plan: Rencana, jenis: str) -> Kolam | None:
    """Workers, which start to load what they need at once; none where one process does as well."""
    if workers == 1 or len(plan.todo) < _BANYAK[jenis]:
        return None
    from pipeline.build import kolam

    count = min(workers or kolam.workers(), len(plan.todo))
    return kolam.Kolam(count) if count > 1 else None


def tanpa_kerja(workspace: Workspace, jenis: str, workers: int = 0) -> Ringkasan | None:
    """What a run over everything would come to where nothing is to be done; else None.

    Where something is, the workers that it will have (see `bangun`) begin to load already.
    """
    engine = Mesin(workspace)
    plan = engine.rencana(jenis, None)
    if plan.todo:
        _kolam(workers, plan, jenis)
        return None
    if engine.basis is None:
        return None
    if jenis == BANGUN:
        _bersihkan(workspace, plan)
    return _ringkasan(engine, plan, jenis)


def _ringkasan(engine: Mesin, plan: Rencana, jenis: str) -> Ringkasan:
    return Ringkasan(
        list(plan.asal), engine.acuan[0], {n: (r[9], r[10]) for n, r in plan.tetap.items()},
        _simpanan=lambda names: _tersimpan(engine, jenis, names),
    )  # fmt: skip


def _tersimpan(engine: Mesin, jenis: str, names: list[str]) -> dict[str, Result]:
    """Kept results; another build, or a database that fails, may have taken some away since the plan was made."""
    none: dict[str, Result] = {}
    kept = engine.tanya(lambda b: {n: dari_simpanan(text) for n, text in list(b.hasil(jenis, names))}, none)
    return kept | {n: _diperiksa_lagi(engine, n) for n in names if n not in kept}


def _diperiksa_lagi(engine: Mesin, name: str) -> Result:
    """What the checks say of a record, with its documents as they stand."""
    space = engine.workspace
    task = engine.tugas(space.root / name)
    one, _ = periksa_satu(engine.meja, task)
    there = (space.build / task.file.stem / n for n in NASKAH if task.lain is None)
    files = tuple(space.shown(f) for f in there if f.is_file())
    return Result(one.shown, one.judul, one.status, one.periksa, files, tetap=True)


def _jalan(
    engine: Mesin, plan: Rencana, pool: Kolam | Kluster | None, kerja: Callable[[Meja, Tugas], Selesai], kabar: Kabar
) -> Ringkasan:  # fmt: skip
    kabar.mulai(len(plan.todo), len(plan.tetap))
    done = _ringkasan(engine, plan, PERIKSA if kerja is periksa_satu else BANGUN)
    if not plan.todo:
        return done
    waiting: list[tuple[float, Selesai]] = []
    stored = time.monotonic()
    try:
        with closing(_hasil(engine, plan, pool, kerja)) as stream:
            for one, result in stream:
                shown = result or Result(one.shown, one.judul, one.status, one.periksa)
                done.baru[one.shown] = shown
                waiting.append((time.monotonic(), (one, result)))
                kabar.selesai(shown)
                if time.monotonic() - stored > _SIMPAN:
                    rested = [w for w in waiting if time.monotonic() - w[0] > _TENANG]
                    engine.simpan([w[1] for w in rested])
                    waiting = waiting[len(rested) :]
                    stored = time.monotonic()
    finally:
        if waiting:
            time.sleep(_TENANG)
            engine.simpan([w[1] for w in waiting], akhir=True)
    return done


def _hasil(
    engine: Mesin, plan: Rencana, pool: Kolam | Kluster | None, kerja: Callable[[Meja, Tugas], Selesai]
) -> Generator[Selesai]:
    if pool is None:
        from pipeline.build.hangat import hangatkan

        if kerja is bangun_satu:
            hangatkan()
        for file in plan.todo:
            yield kerja(engine.meja, engine.tugas(file))
        return
    tasks = map(engine.tugas, sorted(plan.todo, key=_besar, reverse=True))
    from pipeline.build.kolam import Kolam

    if not isinstance(pool, Kolam):
        yield from (_simpan(engine.meja, made) for made in pool.jalankan(engine.meja, tasks, len(plan.todo)))
        return
    for task, made in pool.jalankan(_di_pekerja, tasks, _siapkan, engine.meja, kerja):
        yield made if made is not None else _beracun(engine.meja, task)


def _besar(file: Path) -> int:
    """The size of a record: long ones first, so that no worker has the last long one alone."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


_MEJA: list[tuple[Meja, Callable[[Meja, Tugas], Selesai]]] = []
"""What this worker works with; given once, at its start."""


def _siapkan(meja: Meja, kerja: Callable[[Meja, Tugas], Selesai]) -> None:
    _MEJA[:] = [(meja, kerja)]


def _di_pekerja(task: Tugas) -> Selesai:
    meja, kerja = _MEJA[0]
    if kerja is bangun_satu:
        from pipeline.build.hangat import hangatkan

        hangatkan()
    return kerja(meja, task)


def bangun_satu(meja: Meja, task: Tugas) -> Selesai:
    """Make the documents of one record and put them into `build/`."""
    from pipeline.build.tugas import kerjakan

    return _simpan(meja, kerjakan(meja, task))


def periksa_satu(meja: Meja, task: Tugas) -> Selesai:
    """Check one record."""
    from pipeline.build.tugas import periksa

    return periksa(meja, task), None


def _beracun(meja: Meja, task: Tugas) -> Selesai:
    """The outcome of a record that ends every worker: a finding, and no documents."""
    from pipeline.build.tugas import beracun

    return _simpan(meja, beracun(meja, task))


def _simpan(meja: Meja, made: Jadi) -> Selesai:
    from pipeline.build.tugas import simpan

    result, kept = simpan(meja.workspace, made)
    return kept, result


def _bersihkan(workspace: Workspace, plan: Rencana) -> None:
    """Remove the documents of records that are gone, and what killed runs left in folders that changed."""
    from pipeline.build.basis import FOLDER

    stems = set(map(nama_pokok, plan.asal))
    with os.scandir(workspace.build) as entries:
        other = [e.name for e in entries if e.name not in stems and e.is_dir() and e.name != FOLDER]
    for name in other:
        forget(workspace, name)
        sweep(workspace.build / name, below=False)
    for row in plan.segar:
        sweep(workspace.build / nama_pokok(row.nama), below=False)


def forget(workspace: Workspace, stem: str) -> None:
    """Remove the documents of a record that is gone."""
    from pipeline.build.tugas import buang

    with suppress(OSError):
        buang(workspace.build / stem, NASKAH)


def build(
    workspace: Workspace, files: Sequence[Path] | None, workers: int, done: Callable[[Result], None]
) -> tuple[list[Result], list[Finding]]:
    """All results in the order of the files, and the findings on what records refer to (see `bangun`)."""

    class Follower(Diam):
        def selesai(self, result: Result) -> None:
            done(result)

    summary = bangun(workspace, files, workers, Follower())
    return summary.hasil(), summary.bersama
