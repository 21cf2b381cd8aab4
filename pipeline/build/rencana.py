"""Which records are out of date: their rows in the build database held against the files as they are.

Nothing here loads what a build needs; to say that nothing is to do takes about as long as to
look at each file's stat.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.build.basis import PISAH, Baris, Basis
from pipeline.build.sidik import (
    LEBAR,
    NIHIL,
    Kini,
    awal_mesin,
    sidik_jalur,
    stat_satu,
    stat_semua,
    stat_tenang,
)
from pipeline.sandaran import TIADA, Soal, sidik
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.ledger.kunci import SemuaKunci
    from pipeline.reference.direktori import Direktori

PEJABAT = "inputs/pejabat.yaml"
_TANPA_NASKAH = sidik(b"")


@dataclass
class Rencana:
    """The records to make (`todo`), the rows that hold (`tetap`), those whose hints are older (`segar`),
    the names of records that are gone (`hilang`).

    `asal` are all files asked for, in their order, by the names that rows have.
    """

    asal: dict[str, None]
    todo: list[Path] = field(default_factory=list)
    tetap: dict[str, Baris] = field(default_factory=dict)
    segar: list[Baris] = field(default_factory=list)
    hilang: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Dunia:
    """The state against which rows are held: shared files, the register (None: there is none), the directory."""

    workspace: Workspace
    kini: Kini
    kunci: SemuaKunci | None
    direktori: Callable[[], Direktori]


def susun(basis: Basis | None, jenis: str, files: Sequence[Path] | None, dunia: Dunia) -> Rencana:
    """What is to be made of these records (None: all of the workspace)."""
    workspace = dunia.workspace
    if files is None:
        plan = Rencana(dict.fromkeys(map("inputs/rapat/".__add__, nama_rekaman(workspace))))
        rows = basis.baris(jenis, "inputs/rapat/") if basis else []
    else:
        plan = Rencana(dict.fromkeys(map(workspace.shown, files)))
        rows = [r for r in basis.baris(jenis) if r[0] in plan.asal] if basis else []
    plan.hilang = [r[0] for r in rows if r[0] not in plan.asal]
    rows = [r for r in rows if r[0] in plan.asal]
    if basis is not None and rows:
        judge = _Hakim(basis, jenis, dunia)
        before, now = b"".join(r[2] for r in rows), _stat_kini(rows, str(workspace.root))
        if before == now and judge.semua(rows):
            plan.tetap = {r[0]: r for r in rows}
        else:
            _satu_satu(rows, now, judge, plan)
    plan.todo = [workspace.root / name for name in plan.asal if name not in plan.tetap]
    return plan


def nama_rekaman(workspace: Workspace) -> list[str]:
    """The file names of the workspace's records, in order."""
    with os.scandir(workspace.inputs / "rapat") as entries:
        return sorted(
            e.name for e in entries
            if e.name.endswith((".yaml", ".yml")) and not e.name.startswith(".~") and e.is_file()
        )  # fmt: skip


def nama_pokok(name: str) -> str:
    """The stem of the file that a row is named after."""
    return name.rpartition("/")[2].rpartition(".")[0]


def lain(workspace: Workspace, file: Path) -> str:
    """The record whose name a file takes, as shown; empty where there is none."""
    rival = workspace.rival(file)
    return workspace.shown(rival) if rival is not None else ""


def _stat_kini(rows: list[Baris], root: str) -> bytes:
    """The stats of the rows' own files as they are now, one after the other."""
    paths = list(map(f"{root}/".__add__, PISAH.join(r[1] for r in rows).split(PISAH)))
    try:
        return stat_semua(paths)
    except (OSError, OverflowError, ValueError):
        return b"".join(map(stat_satu, paths))


def _satu_satu(rows: list[Baris], now: bytes, judge: _Hakim, plan: Rencana) -> None:
    at = 0
    for bare in rows:
        row = Baris(*bare)
        end = at + len(row.stat)
        held = judge.nilai(row, now[at:end] == row.stat)
        at = end
        if held is not None:
            plan.tetap[row.nama] = held
            if held is not row:
                plan.segar.append(held)


class _Hakim:
    """Says of each row whether it holds; what rows share is found out once."""

    def __init__(self, basis: Basis, jenis: str, dunia: Dunia) -> None:
        self._basis, self._jenis, self._dunia = basis, jenis, dunia
        self._ikatan = {n: self._utuh(files) for n, files in basis.ikatan().items()}
        self._pejabat = dunia.kini(PEJABAT)
        self._jawab: dict[Soal, str] = {}
        self._berubah: dict[bytes, list[Direktori] | None] = {}
        self._sentuh: dict[tuple[bytes, Soal], bool] = {}
        self._plain = dunia.kunci is None or not (dunia.kunci.kunci or dunia.kunci.masalah)

    def _utuh(self, files: Mapping[str, str]) -> bool:
        return all(self._dunia.kini(path) == bytes.fromhex(digest) for path, digest in files.items())

    def semua(self, rows: list[Baris]) -> bool:
        """Whether all rows hold that have the stats they had, as far as a few looks can tell."""
        # by position: ten thousand rows come as bare tuples
        return (
            self._plain
            and all(map(self._ikatan.get, {r[5] for r in rows}))
            and {r[6] for r in rows} <= {b"", self._pejabat}
            and not any(r[4] or r[7] or r[8] for r in rows)
            and {r[11] for r in rows} == {awal_mesin()}
            and all(r[0].endswith(".yaml") and r[0].startswith("inputs/rapat/") for r in rows)
        )

    def nilai(self, row: Baris, same: bool) -> Baris | None:
        """The row, with newer hints where it has old ones; None where its result is out of date."""
        if not self._ikatan.get(row.ikatan):
            return None
        if row.tiada and not _masih_tiada(row.tiada, self._dunia.workspace.root):
            return None
        if not self._sah(row.nama, row.kunci, row.lain):
            return None
        stat = row.stat if same and row.awal == awal_mesin() else self._isi_sama(row)
        if stat is None:
            return None
        official = row.pejabat
        if official and official != self._pejabat:
            if not self._jawaban_sama(row.nama, official):
                return None
            official = self._pejabat
        if stat is row.stat and official == row.pejabat:
            return row
        return row._replace(stat=stat, pejabat=official, awal=awal_mesin())

    def _sah(self, name: str, kunci: bytes, rival: str) -> bool:
        """Whether register and neighbours say of a record what they said."""
        if not (self._plain and not kunci):
            said = self._dunia.kunci.untuk(nama_pokok(name)).sidik if self._dunia.kunci else b""
            if said != kunci:
                return False
        if rival or not (name.startswith("inputs/rapat/") and name.endswith(".yaml")):
            return lain(self._dunia.workspace, self._dunia.workspace.root / name) == rival
        return True

    def _isi_sama(self, row: Baris) -> bytes | None:
        """The stats of a row's own files where their contents are what they were."""
        root, known = f"{self._dunia.workspace.root}/", row.awal == awal_mesin()
        stats = []
        for n, path in enumerate(row.jalur.split(PISAH)):
            before, digest = row.stat[n * LEBAR : (n + 1) * LEBAR], row.sidik[n * 32 : (n + 1) * 32]
            now = stat_tenang(root + path)
            if (
                not (known and now == before != NIHIL)
                and sidik_jalur(root + path, self._dunia.workspace.root) != digest
            ):
                return None
            stats.append(now)
        return b"".join(stats)

    def _jawaban_sama(self, name: str, before: bytes) -> bool:
        """Whether the directory answers a record's questions as it did, when its digest was another."""
        from pipeline.sandaran import mencatat

        if before not in self._berubah:
            self._berubah[before] = self._beda(before)
        for words, digest in self._basis.soal(self._jenis, name):
            soal = tuple(words)
            if (changed := self._berubah[before]) is not None:
                key = (before, soal)
                if key not in self._sentuh:
                    self._sentuh[key] = any(part.menyentuh(soal) for part in changed)
                if not self._sentuh[key]:
                    continue
            if soal not in self._jawab:
                with mencatat() as heard:
                    self._dunia.direktori().tanya(soal)
                self._jawab[soal] = heard.soal[soal].hex()
            if not self._jawab[soal].startswith(digest):
                return False
        return True

    def _beda(self, before: bytes) -> list[Direktori] | None:
        """The officials who changed, as they were and as they are; None where that does not say it all."""
        from pipeline.record.pejabat import DaftarPejabat, Pejabat
        from pipeline.reference.direktori import Direktori

        old, new = self._basis.direktori(before), self._dunia.direktori().isi()
        if old is None:
            return None
        gone, come = set(old) - set(new), set(new) - set(old)
        same = [o for o in old if o not in gone]
        if same != [n for n in new if n not in come]:  # another order, or somebody twice
            return None
        made = (tuple(map(Pejabat.model_validate_json, sorted(part))) for part in (gone, come))
        return [Direktori(DaftarPejabat(pejabat=officials)) for officials in made]


def _masih_tiada(paths: str, root: Path) -> bool:
    for path in paths.split(PISAH):
        full = f"{root}/{path}"
        if os.access(full, os.F_OK) and not (path.endswith("/") and sidik_jalur(full) == _TANPA_NASKAH):
            return False
    return True


def baris(
    name: str, files: Mapping[str, bytes], shared: int, pejabat: bytes, kunci: bytes, rival: str,
    counts: tuple[int, int], root: Path,
) -> Baris | None:  # fmt: skip
    """The row of a result, by its own files with their digests; None where one changed meanwhile."""
    here = {path: digest for path, digest in files.items() if digest != TIADA}
    stats = []
    for path, digest in here.items():
        full = f"{root}/{path}"
        stats.append(stat_tenang(full))
        if sidik_jalur(full, root) != digest:
            return None
    absent = [path for path, digest in files.items() if digest == TIADA]
    return Baris(
        name, PISAH.join(here), b"".join(stats), b"".join(here.values()), PISAH.join(absent), shared, pejabat,
        kunci, rival, *counts, awal_mesin(),
    )  # fmt: skip
