"""The engine over one workspace for one run: what is out of date, and what is kept of what was made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from sqlite3 import Error as SqliteError
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.build import basis as buku
from pipeline.build.basis import Baris, Basis
from pipeline.build.hasil import NASKAH, Result, simpanan, simpanan_temuan, temuan
from pipeline.build.rencana import PEJABAT, Dunia, Rencana, baris, lain, susun
from pipeline.build.sidik import PROGRAM, REGISTER, RUSAK, TEMPLAT, Kini, jalur
from pipeline.findings import Finding, Severity, in_order
from pipeline.sandaran import TIADA, Catatan, berpola, mencatat, sidik
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.build.tugas import Jadi, Meja, Tugas
    from pipeline.ledger.kunci import Kunci, SemuaKunci
    from pipeline.record.record import Reference
    from pipeline.reference.direktori import Direktori

_PANJANG = 32
"""Hex digits of an answer's digest that are kept."""
BANGUN, PERIKSA, ACUAN = "bangun", "periksa", "acuan"
"""Kinds of rows: documents, findings of the checks, findings on what records refer to."""

T = TypeVar("T")


class Mesin:
    """Plans, loads and remembers. A database that fails is removed, and the run goes on without one."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.basis: Basis | None = buku.buka(workspace, buat=False)
        self._root = f"{workspace.root}/"
        place = jalur(str(workspace.templates), self._root)
        self._templat = sidik(place.encode("utf-8", "surrogateescape"))  # as it was before anything was made
        self.kini = Kini(
            workspace.root, self.tanya(lambda b: b.berkas(), {}),
            {
                TEMPLAT: lambda _: self._templat, REGISTER: lambda _: self._register(),
                RUSAK: lambda name: _rusak(self.acuan[1], name),
            },
        )  # fmt: skip

    def _register(self) -> bytes:
        return sidik(b"ada") if self.kunci is not None and self.kunci.ada else TIADA

    def tanya(self, ask: Callable[[Basis], T], otherwise: T) -> T:
        """What the database says, or something else where there is none."""
        if self.basis is None:
            return otherwise
        try:
            return ask(self.basis)
        except (SqliteError, ValueError, KeyError, TypeError):
            with suppress(SqliteError):
                self.basis.tutup()
            self.basis = None
            buku.hapus(self.workspace)
            return otherwise

    def tulis(self, store: Callable[[Basis], Any]) -> None:
        """Store into the database in one transaction."""

        def whole(b: Basis) -> None:
            with b.tulis():
                store(b)

        self.tanya(whole, None)

    # what records refer to

    @cached_property
    def acuan(self) -> tuple[list[Finding], frozenset[str]]:
        """The findings on letterheads, profiles and officials, and the names of those with errors."""
        kept = self.tanya(self._acuan_tersimpan, None)
        return kept if kept is not None else self._muat[1:3]

    def _acuan_tersimpan(self, b: Basis) -> tuple[list[Finding], frozenset[str]] | None:
        rows = [Baris(*r) for r in b.baris(ACUAN)]
        files = b.ikatan().get(rows[0].ikatan) if rows else None
        if not files or any(self.kini(path).hex() != digest for path, digest in files.items()):
            return None
        data = json.loads(next(iter(b.hasil(ACUAN)))[1])
        return temuan(data["temuan"]), frozenset(data["rusak"])

    @cached_property
    def _muat(self) -> tuple[Reference, list[Finding], frozenset[str], dict[str, bytes]]:
        from pipeline.load import load_reference

        with mencatat() as leaned:
            reference, shared = load_reference(self.workspace.inputs, self.workspace.shown)
        wrong = {f.place.file for f in shared if f.severity is Severity.GALAT}
        broken = frozenset(k for k, file in reference.files.items() if self.workspace.shown(file) in wrong)
        return reference, in_order(shared), broken, self._jalur(leaned.berkas)

    @cached_property
    def direktori(self) -> Direktori:
        """The indexes of the directory of officials."""
        from pipeline.reference.direktori import direktori

        return direktori(self._muat[0].pejabat)

    @cached_property
    def kunci(self) -> SemuaKunci | None:
        """What the register locks; None where there is no register."""
        if not self.workspace.register.is_dir():
            return None
        from pipeline.ledger.kunci import baca_kunci

        return baca_kunci(self.workspace)

    def kunci_untuk(self, stem: str) -> Kunci:
        """What the register says of a record."""
        from pipeline.ledger.kunci import Kunci

        return self.kunci.untuk(stem) if self.kunci is not None else Kunci()

    @cached_property
    def meja(self) -> Meja:
        """What tasks share."""
        from pipeline.build.tugas import Meja

        return Meja(self.workspace, self._muat[0], self._muat[2])

    def tugas(self, file: Path) -> Tugas:
        """The task of a record."""
        from pipeline.build.tugas import Tugas

        return Tugas(file, self.kunci_untuk(file.stem), lain(self.workspace, file) or None)

    def rencana(self, jenis: str, files: Sequence[Path] | None) -> Rencana:
        """What is out of date. Newer hints are stored, rows of records that are gone dropped."""
        world = Dunia(self.workspace, self.kini, self.kunci, lambda: self.direktori)
        plan = self.tanya(lambda b: susun(b, jenis, files, world), None)
        if plan is None:
            plan = susun(None, jenis, files, world)
        if plan.segar or plan.hilang or self.kini.baru:
            seen = plan

            def store(b: Basis) -> None:
                b.segarkan(jenis, seen.segar)
                b.lupakan(jenis, seen.hilang)
                b.lihat(self.kini.baru)

            self.tulis(store)
        return plan

    # what is kept

    def simpan(self, made: Sequence[tuple[Jadi, Result | None]], akhir: bool = False) -> None:
        """Store what was made: of each record a row for the checks, and one for the documents if it has a result.

        `akhir`: nothing more comes, so what no row needs any more can go.
        """
        if self.basis is None:
            self.basis = buku.buka(self.workspace, buat=True)

        def store(b: Basis) -> None:
            self._simpan_acuan(b)
            for one, result in made:
                if not one.sementara and self.workspace.root / one.shown == one.file:
                    self._satu(b, PERIKSA, one, one.sandaran_periksa, None)
                    if result is not None:
                        self._satu(b, BANGUN, one, one.sandaran, result)
            b.lihat(self.kini.baru)
            if akhir:
                b.rapikan()

        self.tulis(store)

    def _simpan_acuan(self, b: Basis) -> None:
        _, shared, broken, leaned = self._muat
        said = json.dumps({"temuan": simpanan_temuan(shared), "rusak": sorted(broken)}, ensure_ascii=False)
        number = b.ikat(_hex({**leaned, PROGRAM: self.kini(PROGRAM)}))
        b.simpan(ACUAN, Baris(ACUAN, "", b"", b"", "", number, b"", b"", "", 0, 0, ""), said)

    def _satu(self, b: Basis, jenis: str, one: Jadi, leaned: Catatan, result: Result | None) -> None:
        files = self._jalur(leaned.berkas)
        own = {path: digest for path, digest in files.items() if _sendiri(path, one)}
        shared = {path: digest for path, digest in files.items() if path not in own}
        shared[PROGRAM] = self.kini(PROGRAM)
        if one.ralat:
            shared[REGISTER] = self._register()
        if result is not None:
            shared[TEMPLAT] = self._templat
            shared |= {f"{RUSAK}:{name}": _rusak(self._muat[2], name) for name in _dirujuk(files)}
            if one.milik:
                own |= _naskah(one)
        said = one.periksa if result is None else one.temuan
        galat = sum(f.severity is Severity.GALAT for f in said)
        if leaned.soal:
            b.simpan_direktori(self._muat[3].get(PEJABAT, TIADA), self.direktori.isi)
        row = baris(
            one.shown, own, b.ikat(_hex(shared)), self._muat[3].get(PEJABAT, TIADA) if leaned.soal else b"",
            self.kunci_untuk(one.file.stem).sidik, lain(self.workspace, one.file), (galat, len(said) - galat),
            self.workspace.root,
        )  # fmt: skip
        if row is None:  # something changed meanwhile: the next build sees to it
            b.lupakan(jenis, [one.shown])
            return
        kept = result or Result(one.shown, one.judul, one.status, said)
        asked = ((soal, digest.hex()[:_PANJANG]) for soal, digest in leaned.soal.items())
        b.simpan(jenis, row, simpanan(kept), asked)

    def _jalur(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        return {jalur(path.replace("\\", "/"), self._root): digest for path, digest in files.items()}


def _rusak(names: frozenset[str], name: str) -> bytes:
    """Whether something that records refer to has errors, as a digest: what is wrong may stand in another file."""
    return sidik(b"rusak" if name in names else b"utuh")


def _dirujuk(files: Mapping[str, bytes]) -> Iterator[str]:
    """What a record refers to, of the files it leans on; named as `Reference.files` does, the directory always."""
    yield "pejabat"
    for path in files:
        if (
            path.startswith(("inputs/instansi/", "inputs/profil/"))
            and path.endswith(".yaml")
            and not berpola(path)
        ):
            yield path.removeprefix("inputs/").removesuffix(".yaml")


def _hex(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: digest.hex() for path, digest in files.items()}


def _sendiri(path: str, one: Jadi) -> bool:
    """Whether a file is a record's own: itself, its pictures."""
    return path == one.shown or (path.startswith("inputs/rapat/") and not berpola(path))


def _naskah(one: Jadi) -> dict[str, bytes]:
    """A record's documents and folder with their digests."""
    folder = f"build/{one.file.stem}/"
    names = " ".join(n for n in NASKAH if n in one.sidik)
    return {
        **{folder + name: digest for name, digest in one.sidik.items()},
        folder: sidik(names.encode()) if names else TIADA,
    }
