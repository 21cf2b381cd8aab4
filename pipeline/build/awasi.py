"""Documents that follow their records on every save, in a process that keeps everything warm."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.berkas import sidik_berkas
from pipeline.build.hangat import hangatkan
from pipeline.build.hasil import Result
from pipeline.build.kerja import Kabar, Selesai, bangun, forget
from pipeline.build.kolam import PERCOBAAN, Kolam, akhiri
from pipeline.build.mesin import BANGUN, Mesin
from pipeline.build.sidik import awal_mesin
from pipeline.build.tugas import Jadi, Terbit, Tugas, beracun, kerjakan, simpan
from pipeline.findings import Finding
from pipeline.read import read_record
from pipeline.record.rapat import Rapat
from pipeline.sampah import bekukan, tertunda
from pipeline.workspace import Workspace
from pipeline.write import write_whole

_TENANG = 0.06
_SETENGAH = 0.08
"""Seconds after which a file that was caught half written is whole."""


@dataclass(frozen=True)
class Perubahan:
    """What a save led to: which keys changed (None: unknown), and the result."""

    file: Path
    keys: tuple[str, ...] | None
    result: Result


class Pengawas:
    """Rebuilds what changes lead to. `berita` hears of each document as soon as it stands."""

    def __init__(self, workspace: Workspace, workers: int, kabar: Kabar | None = None) -> None:
        """Build everything first; `kabar` follows that."""
        self.workspace = workspace
        self.pertama = bangun(workspace, None, workers, kabar)
        self._kolam = Kolam(min(2, workers))
        self._pool = self._kolam.siaga(hangatkan)
        try:
            hangatkan()
            self._engine = Mesin(workspace)
            self._known = {f: _baca(f) for f in workspace.records()}
            self._engine.meja  # noqa: B018 - loaded now, not at the first save
            bekukan()
        except BaseException:  # a Ctrl-C too: nobody else knows the workers yet
            self.tutup()
            raise

    def tutup(self) -> None:
        """End the workers."""
        akhiri(self._pool)

    @property
    def bersama(self) -> list[Finding]:
        """The findings on what records refer to."""
        return self._engine.acuan[0]

    def tanggapi(self, paths: set[Path], berita: Callable[[str], None]) -> Iterator[Perubahan]:
        """Make what depends on changed files, record by record."""
        folder = self.workspace.inputs / "rapat"
        names = {p for p in paths if p.parent == folder and p.suffix in (".yaml", ".yml")}
        named = {p.with_suffix(kind) for p in names for kind in (".yaml", ".yml")}  # one name is one folder
        todo: Iterable[Path] = sorted(p for p in named if p.is_file() and not p.name.startswith(".~"))
        if paths - names:
            self._engine = Mesin(self.workspace)
            plan = self._engine.rencana(BANGUN, None)
            todo = sorted({*plan.todo, *todo})
        self._engine.__dict__.pop("kunci", None)  # it may have changed since the last save
        done: list[Selesai] = []
        with tertunda():
            for file in todo:
                one, result = self._satu(file, berita)
                done.append((one, result))
                yield Perubahan(file, self._berubah(file), result)
        if done:
            time.sleep(_TENANG)
            self._engine.simpan(done)

    def hilang(self) -> Iterator[Path]:
        """Records that are gone; their documents go too, unless another record has the name."""
        for file in [f for f in self._known if not f.is_file()]:
            del self._known[file]
            if all(f.stem != file.stem for f in self._known):
                forget(self.workspace, file.stem)
            yield file

    def _satu(self, file: Path, berita: Callable[[str], None]) -> tuple[Jadi, Result]:
        folder = self.workspace.build / file.stem
        early: list[str] = []

        def terbit(name: str, data: bytes) -> None:
            if write_whole(folder / name, data, tahan=not awal_mesin()):
                early.append(self.workspace.shown(folder / name))
                berita(early[-1])

        task = self._engine.tugas(file)
        one = self._kerjakan(task, terbit)
        if not one.berkas and folder.is_dir():  # before anything is removed: was that a file half written?
            time.sleep(_SETENGAH)
            if one.sandaran.berkas.get(str(file)) != _sidik(file):
                one = self._kerjakan(task, terbit)
        result, kept = simpan(self.workspace, one)
        return kept, replace(result, written=tuple(dict.fromkeys((*early, *result.written))))

    def _kerjakan(self, task: Tugas, terbit: Terbit) -> Jadi:
        """What comes of a record; workers that ended are replaced, and one that ends them again is given up."""
        for _ in range(PERCOBAAN):
            try:
                return kerjakan(self._engine.meja, task, terbit, self._pool)
            except BrokenProcessPool:
                akhiri(self._pool)
                self._pool = self._kolam.siaga(hangatkan)
        return beracun(self._engine.meja, task)

    def _berubah(self, file: Path) -> tuple[str, ...] | None:
        """The top-level keys whose values differ from those of the last reading."""
        old, new = self._known.get(file), _baca(file)
        self._known[file] = new or old
        if old is None or new is None:
            return None
        return tuple(k for k in Rapat.model_fields if getattr(old, k) != getattr(new, k))


def _baca(file: Path) -> Rapat | None:
    try:
        record = read_record(file)[0]
    except OSError:
        return None
    return None if () in record.damaged else record.rapat


def _sidik(file: Path) -> bytes:
    try:
        return sidik_berkas(file)
    except OSError:
        return b""
