"""The task of a build: one record → its documents, findings, and what they lean on.

The same function runs in this process, in a local worker and on another machine. It writes
nothing; `simpan` puts what it made into `build/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batas import DETIK, INGATAN, TerlaluLama, terbatas
from pipeline.berkas import TakDibaca
from pipeline.build.hasil import NASKAH, Result
from pipeline.build.pustaka import pakai_pustaka
from pipeline.build.sidik import awal_mesin
from pipeline.checks import examine as check
from pipeline.compose import compose
from pipeline.findings import Finding, Place, has_errors, in_order
from pipeline.ledger.kunci import Kunci, baca_kunci
from pipeline.ledger.terkunci import terkunci
from pipeline.naskah import Naskah
from pipeline.places import Places
from pipeline.proof import prove
from pipeline.read import read_record
from pipeline.record.record import Record, Reference
from pipeline.render import RenderFault
from pipeline.render.faults import C001
from pipeline.sandaran import Catatan, mencatat, sidik, terjawab, terpakai
from pipeline.workspace import S002, S003, S004, S007, S008, Workspace, masalah_os, nama_aneh, tak_terbaca
from pipeline.write import sweep, write_whole

_DIKENAL = (C001,)
"""Workers send findings by code: the rules of templates must be declared in this process too."""


@dataclass(frozen=True)
class Meja:
    """What all tasks of a build share: the workspace, what records refer to, which of that has errors.

    `rusak` names files as `Reference.files` does; the directory of officials counts for every record.
    """

    workspace: Workspace
    reference: Reference
    rusak: frozenset[str] = frozenset()
    detik: float = DETIK
    """Seconds that the documents of one record may take."""

    def terhalang(self, record: Record) -> bool:
        """Whether a record refers to something that has errors of its own."""
        named = {"pejabat", f"instansi/{record.rapat.instansi}", f"profil/{record.rapat.profil}"}
        return not self.rusak.isdisjoint(named)


@dataclass(frozen=True)
class Tugas:
    """One record to make: its file, what the register says of it, the record whose name it takes."""

    file: Path
    kunci: Kunci = field(default_factory=Kunci)
    lain: str | None = None


@dataclass(frozen=True)
class Jadi:
    """What a task gives back.

    `berkas` are the documents by name, `sidik` their digests, which stay when the documents are
    stored. `temuan` is all that is said, `periksa` what the checks alone say, each with what it
    leans on. `milik`: whether the record's folder in `build/` is its own; `sementara`: the outcome
    is of this moment (a disk that refused) and not to be kept; `ralat`: the record calls itself a
    correction, which a register must know, once there is one.
    """

    file: Path
    shown: str
    judul: str
    status: str
    berkas: dict[str, bytes]
    sidik: dict[str, bytes]
    temuan: tuple[Finding, ...]
    periksa: tuple[Finding, ...]
    sandaran: Catatan = field(default_factory=Catatan)
    sandaran_periksa: Catatan = field(default_factory=Catatan)
    milik: bool = True
    sementara: bool = False
    ralat: bool = False


def examine(
    workspace: Workspace, file: Path, reference: Reference, data: bytes | None = None, kunci: Kunci | None = None
) -> tuple[Record | None, list[Finding]]:  # fmt: skip
    """A record and all that checks say of it; None where the file cannot be opened.

    `data` is looked at in place of what the file holds; the register is asked unless `kunci` is
    what it says.
    """
    shown = workspace.shown(file)
    if nama_aneh(file):
        return None, [S007.at(Place(shown), berkas=shown)]
    try:
        record, found = read_record(file, shown, data, workspace.akar(file))
    except OSError as e:
        return None, [tak_terbaca(shown, e)]
    terpakai(file, sidik(record.data))
    if () in record.damaged:  # nothing of the file could be understood: no more to say
        return record, list(found)
    whole, told = check(record, found, reference)
    kunci = baca_kunci(workspace).untuk(file.stem) if kunci is None else kunci
    return whole, in_order([*told, *terkunci(whole, kunci)])


def beracun(meja: Meja, tugas: Tugas) -> Jadi:
    """The outcome of a record that ends every worker which makes it."""
    shown = meja.workspace.shown(tugas.file)
    said = (S004.at(Place(shown), berkas=shown),)
    return Jadi(
        tugas.file, shown, tugas.file.stem, "?", {}, {}, said, said, milik=tugas.lain is None, sementara=True
    )


Terbit = Callable[[str, bytes], None]
"""Hears of a proven document as soon as there is one."""


def kerjakan(meja: Meja, tugas: Tugas, terbit: Terbit | None = None, pool: Executor | None = None) -> Jadi:
    """The documents of one record, or why there are none.

    For a watcher `terbit` hears of each document early, and `pool` renders the PDFs meanwhile.
    """
    file, shown = tugas.file, meja.workspace.shown(tugas.file)
    with mencatat() as leaned:
        with mencatat() as checked:
            record, told = examine(meja.workspace, file, meja.reference, kunci=tugas.kunci)
        passing = record is None
        made: dict[str, bytes] = {}
        faults: list[Finding] = []
        if record is not None and tugas.lain is not None:
            faults = [S003.at(Place(shown), berkas=shown, lain=tugas.lain)]
        elif record is not None and not meja.terhalang(record) and not has_errors(told):
            try:
                with terbatas(meja.detik):
                    made, faults = _dokumen(meja, record, terbit, pool)
            except (TerlaluLama, MemoryError) as e:
                faults, passing = [_melewati(shown, e, meja.detik)], True
            except OSError as e:  # a picture or template that vanished under way
                where = meja.workspace.shown(Path(e.filename)) if e.filename else shown
                refused = isinstance(e, TakDibaca)
                faults = [
                    tak_terbaca(where, e)
                    if refused
                    else S002.at(Place(shown), berkas=where, masalah=masalah_os(e))
                ]
                passing = True
            if has_errors(faults):
                made = {}
    return replace(
        _diperiksa(tugas, shown, record, told, checked), berkas=made, sidik={n: sidik(d) for n, d in made.items()},
        temuan=tuple(in_order([*told, *faults])), sandaran=leaned, milik=tugas.lain is None, sementara=passing,
    )  # fmt: skip


def _melewati(shown: str, error: BaseException, detik: float) -> Finding:
    """The finding on a record whose documents take too long or too much."""
    memory = isinstance(error, MemoryError)
    limit = f"memori {INGATAN >> 30} GB" if memory else f"waktu {detik:.0f} detik"
    limit_en = f"{INGATAN >> 30} GB of memory" if memory else f"{detik:.0f} seconds"
    return S008.at(Place(shown), berkas=shown, batas=limit, batas_en=limit_en)


def periksa(meja: Meja, tugas: Tugas) -> Jadi:
    """What the checks alone say of one record."""
    with mencatat() as checked:
        record, told = examine(meja.workspace, tugas.file, meja.reference, kunci=tugas.kunci)
    return _diperiksa(tugas, meja.workspace.shown(tugas.file), record, told, checked)


def _diperiksa(tugas: Tugas, shown: str, record: Record | None, told: list[Finding], leaned: Catatan) -> Jadi:
    judul = (record.rapat.judul if record is not None else None) or tugas.file.stem
    status = record.rapat.status if record is not None else "?"
    said = tuple(told)
    return Jadi(
        tugas.file,
        shown,
        judul,
        status,
        {},
        {},
        said,
        said,
        sandaran_periksa=leaned,
        sementara=record is None,
        ralat=record is not None and record.rapat.ralat is not None,
    )


def _dokumen(
    meja: Meja, record: Record, terbit: Terbit | None, pool: Executor | None
) -> tuple[dict[str, bytes], list[Finding]]:
    """All documents of a record by name, or the findings of why not; nothing goes unproven."""
    from pipeline.render.docx import render_docx

    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    words: list[tuple[Naskah, bytes, Future[tuple[bytes, Catatan]] | None]] = []
    try:
        for jenis in dict.fromkeys(record.rapat.dokumen):
            naskah = compose(record, meja.reference, jenis)
            job = pool.submit(cetak_pdf, meja, _ringan(record), naskah) if pool else None
            words.append((naskah, render_docx(naskah, meja.workspace.templates), job))
            docx, shown = words[-1][1], f"{record.file.stem}/{jenis}"
            if terbit is not None and not prove(record, naskah, docx, None, shown):
                terbit(f"{jenis}.docx", docx)
        for naskah, docx, job in words:
            pdf, leaned = job.result() if job else cetak_pdf(meja, record, naskah)
            _catat(leaned)
            faults = prove(record, naskah, docx, pdf, f"{record.file.stem}/{naskah.jenis}")
            findings += faults
            if terbit is not None and not faults:
                terbit(f"{naskah.jenis}.pdf", pdf)
            made |= {f"{naskah.jenis}.docx": docx, f"{naskah.jenis}.pdf": pdf}
    except RenderFault as fault:
        findings += fault.findings
    return made, findings


def cetak_pdf(meja: Meja, record: Record, naskah: Naskah) -> tuple[bytes, Catatan]:
    """A PDF with what travels in it, and what it leans on: also for a worker that renders beside."""
    from pipeline.render.pdf import render_pdf
    from pipeline.sertaan import sertaan

    templates = meja.workspace.templates
    with mencatat() as leaned, terbatas(meja.detik):
        inside = () if naskah.draf else sertaan(record, meja.reference, naskah, templates)
        made = render_pdf(naskah, templates, inside)
        pakai_pustaka()
    return made, leaned


def _ringan(record: Record) -> Record:
    """A record without its places, which a rendering does not ask for and which are most of its weight."""
    return Record(record.file, record.rapat, Places(record.places.file), record.damaged, record.data)


def _catat(leaned: Catatan) -> None:
    """Note here what another process may have noted."""
    for path, digest in leaned.berkas.items():
        terpakai(path, digest)
    for soal, digest in leaned.soal.items():
        terjawab(soal, digest)


def simpan(workspace: Workspace, jadi: Jadi) -> tuple[Result, Jadi]:
    """Put documents into `build/`, or remove them where there are none; what that came to.

    Where the system names its starts, nothing waits for the disk: after another start the build
    database has every document read again.

    The second value is what the build database may keep, without the documents.
    """
    folder = workspace.build / jadi.file.stem
    written: list[str] = []
    try:
        if jadi.milik:
            if folder.is_dir():
                sweep(folder, below=False)
            for name, data in jadi.berkas.items():
                if write_whole(folder / name, data, tahan=not awal_mesin()):
                    written.append(workspace.shown(folder / name))
            buang(folder, [n for n in NASKAH if n not in jadi.berkas])
    except OSError as e:
        target = workspace.shown(Path(e.filename)) if e.filename else workspace.shown(folder)
        trouble = S002.at(Place(jadi.shown), berkas=target, masalah=masalah_os(e))
        jadi = replace(jadi, temuan=tuple(in_order([*jadi.temuan, trouble])), sidik={}, sementara=True)
        written = []
        with suppress(OSError):
            buang(folder, NASKAH)
    files = tuple(workspace.shown(folder / name) for name in jadi.sidik)
    result = Result(jadi.shown, jadi.judul, jadi.status, jadi.temuan, files, tuple(written))
    return result, replace(jadi, berkas={})


def buang(folder: Path, names: Iterable[str]) -> None:
    """Remove documents from a record's folder, and the folder where it is empty then."""
    gone = False
    for name in names:
        file = folder / name
        if file.exists():
            file.unlink(missing_ok=True)
            gone = True
    if gone and not any(folder.iterdir()):
        folder.rmdir()


def build_record(
    workspace: Workspace, file: Path, reference: Reference, broken: bool = False,
    early: Callable[[str], None] | None = None, pool: Executor | None = None,
) -> Result:  # fmt: skip
    """Make the documents of one record now, whatever the build database says, and put them into `build/`.

    `broken` says that what it refers to has errors. `early` is told of each file, which is written
    as soon as it is proven; `pool` renders the PDFs side by side.
    """
    folder = workspace.build / file.stem
    before: list[str] = []

    def terbit(name: str, data: bytes) -> None:
        if write_whole(folder / name, data):
            before.append(workspace.shown(folder / name))
            if early is not None:
                early(before[-1])

    meja = Meja(workspace, reference, frozenset({"pejabat"} if broken else ()))
    lain = workspace.rival(file)
    tugas = Tugas(file, baca_kunci(workspace).untuk(file.stem), workspace.shown(lain) if lain else None)
    result, _ = simpan(workspace, kerjakan(meja, tugas, terbit if early else None, pool))
    return replace(result, written=tuple(dict.fromkeys((*before, *result.written))))
