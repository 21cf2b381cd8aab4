"""Records → files: reads, checks, composes, renders, proves, writes; on several workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from pipeline.checks import examine as check
from pipeline.checks.kelengkapan import K001
from pipeline.compose import compose
from pipeline.findings import Finding, Place, has_errors, in_order
from pipeline.ledger.terkunci import terkunci
from pipeline.load import load_reference
from pipeline.proof import prove
from pipeline.read import read_record
from pipeline.record.record import Record, Reference
from pipeline.render import RenderFault
from pipeline.render.faults import C001
from pipeline.sertaan import sertaan
from pipeline.workspace import S001, S002, S003, Workspace, masalah_os
from pipeline.write import sweep, write_whole

_DIKENAL = (C001,)
"""Workers send findings by code: the rules of templates must be declared in this process too."""

JENIS = ("notula", "laporan")
BENTUK = ("docx", "pdf")


@dataclass(frozen=True)
class Result:
    """What became of one record: findings, and the files that stand for it now."""

    file: str
    judul: str
    status: str
    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """The labels of the facts that are missing."""
        return tuple(dict.fromkeys(f.values["label"] for f in self.findings if f.code == K001.code))


def examine(
    workspace: Workspace, file: Path, reference: Reference, data: bytes | None = None
) -> tuple[Record | None, list[Finding]]:
    """A record and all that checks say of it; None where the file cannot be opened.

    `data` is looked at in place of what the file holds.
    """
    shown = workspace.shown(file)
    try:
        record, found = read_record(file, shown, data)
    except OSError as e:
        return None, [S001.at(Place(shown), berkas=shown, masalah=masalah_os(e))]
    if () in record.damaged:  # nothing of the file could be understood: no more to say
        return record, list(found)
    whole, told = check(record, found, reference)
    return whole, in_order([*told, *terkunci(workspace, record)])


def build_record(
    workspace: Workspace, file: Path, reference: Reference, broken: bool = False,
    early: Callable[[str], None] | None = None, pool: Executor | None = None,
) -> Result:  # fmt: skip
    """Make the documents of one record, or remove them where it has errors.

    `broken` says that letterheads or profiles have errors of their own. For the watcher,
    `early` is told of each file, which is written as soon as it is proven, and `pool`
    renders the PDFs side by side.
    """
    record, findings = examine(workspace, file, reference)
    folder = workspace.build / file.stem
    if (rival := workspace.rival(file)) is not None:  # its documents are not ours to touch
        if record is not None:
            shown = workspace.shown(file)
            findings.append(S003.at(Place(shown), berkas=shown, lain=workspace.shown(rival)))
        return _nothing(workspace, file, record, findings)
    if record is None or broken or has_errors(findings):
        return _refused(workspace, file, record, findings, folder)
    written: list[str] = []
    try:
        made, faults = _documents(workspace, record, reference, folder, early, pool, written)
        findings += faults
        if has_errors(findings):
            return _refused(workspace, file, record, findings, folder)
        for path, data in made.items():
            if write_whole(path, data):
                written.append(workspace.shown(path))
        _remove(p for p in _outputs(folder) if p not in made)
    except OSError as e:
        target = workspace.shown(Path(e.filename)) if e.filename else workspace.shown(folder)
        findings.append(S002.at(Place(workspace.shown(file)), berkas=target, masalah=masalah_os(e)))
        return _refused(workspace, file, record, findings, folder)
    files = tuple(workspace.shown(p) for p in made)
    return Result(
        workspace.shown(file), _title(record, file), record.rapat.status, tuple(in_order(findings)), files,
        tuple(dict.fromkeys(written)),
    )  # fmt: skip


def _documents(
    workspace: Workspace, record: Record, reference: Reference, folder: Path,
    early: Callable[[str], None] | None, pool: Executor | None, written: list[str],
) -> tuple[dict[Path, bytes], list[Finding]]:  # fmt: skip
    """All files of a record by their paths, or the findings of why not; nothing goes unproven."""
    from pipeline.render.docx import render_docx
    from pipeline.render.pdf import render_pdf

    made: dict[Path, bytes] = {}
    findings: list[Finding] = []
    try:
        papers = [compose(record, reference, jenis) for jenis in dict.fromkeys(record.rapat.dokumen)]
        inside = [() if n.draf else sertaan(record, reference, n, workspace.templates) for n in papers]
        tasks = [(n, workspace.templates, files) for n, files in zip(papers, inside, strict=True)]
        jobs = [pool.submit(render_pdf, *task) for task in tasks] if pool else []
        words: list[bytes] = []
        for naskah in papers:
            words.append(render_docx(naskah, workspace.templates))
            path = folder / f"{naskah.jenis}.docx"
            shown = f"{file_stem(record)}/{naskah.jenis}"
            sound = early is not None and not prove(record, naskah, words[-1], None, shown)
            if early is not None and sound and write_whole(path, words[-1]):
                written.append(workspace.shown(path))
                early(workspace.shown(path))
        for number, (naskah, docx) in enumerate(zip(papers, words, strict=True)):
            pdf = jobs[number].result() if pool else render_pdf(*tasks[number])
            faults = prove(record, naskah, docx, pdf, f"{file_stem(record)}/{naskah.jenis}")
            findings += faults
            path = folder / f"{naskah.jenis}.pdf"
            if early and not faults and write_whole(path, pdf):
                written.append(workspace.shown(path))
                early(workspace.shown(path))
            made |= {folder / f"{naskah.jenis}.docx": docx, folder / f"{naskah.jenis}.pdf": pdf}
    except RenderFault as fault:
        findings += fault.findings
    return made, findings


def file_stem(record: Record) -> str:
    """The name of a record's folder below `build/`."""
    return record.file.stem


def _refused(
    workspace: Workspace, file: Path, record: Record | None, findings: list[Finding], folder: Path
) -> Result:
    _remove(_outputs(folder))
    return _nothing(workspace, file, record, findings)


def _nothing(workspace: Workspace, file: Path, record: Record | None, findings: list[Finding]) -> Result:
    status = record.rapat.status if record is not None else "?"
    return Result(workspace.shown(file), _title(record, file), status, tuple(in_order(findings)))


def _title(record: Record | None, file: Path) -> str:
    return (record.rapat.judul if record is not None else None) or file.stem


def _outputs(folder: Path) -> list[Path]:
    return [p for j in JENIS for b in BENTUK if (p := folder / f"{j}.{b}").exists()]


def _remove(paths: Iterator[Path] | Sequence[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def build(
    workspace: Workspace, files: Sequence[Path] | None, workers: int, done: Callable[[Result], None]
) -> tuple[list[Result], list[Finding]]:
    """Build these records (None: all, and clear what vanished records left).

    `done` hears of each record as it is finished. Returns the results in the order of the
    files, and the findings on letterheads and profiles.
    """
    reference, shared = load_reference(workspace.inputs, workspace.shown)
    every = files is None
    todo = workspace.records() if files is None else list(dict.fromkeys(files))
    if workspace.build.is_dir():
        sweep(workspace.build)
        if every:
            _clear_vanished(workspace, {f.stem for f in todo})
    broken = has_errors(shared)
    results: dict[Path, Result] = {}
    if workers < 2 or len(todo) < 2:
        for file in todo:
            results[file] = build_record(workspace, file, reference, broken)
            done(results[file])
    else:
        context = multiprocessing.get_context("spawn")
        count = min(workers, len(todo))
        with ProcessPoolExecutor(count, mp_context=context, initializer=_end_silently) as pool:
            with _interrupt_held():  # the first submit starts the workers
                jobs = {pool.submit(build_record, workspace, f, reference, broken): f for f in todo}
            try:
                for job in as_completed(jobs):
                    results[jobs[job]] = job.result()
                    done(job.result())
            except KeyboardInterrupt:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [results[f] for f in todo], in_order(shared)


def forget(workspace: Workspace, stem: str) -> None:
    """Remove the documents of a record that is gone."""
    _remove(_outputs(workspace.build / stem))


def _clear_vanished(workspace: Workspace, stems: set[str]) -> None:
    for folder in workspace.build.iterdir():
        if folder.is_dir() and folder.name not in stems:
            forget(workspace, folder.name)


def warm_pool(count: int) -> ProcessPoolExecutor:
    """Workers that have WeasyPrint and the fonts loaded already."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_warm)
    with _interrupt_held():
        jobs = [pool.submit(_warm) for _ in range(count)]
    for job in jobs:
        job.result()
    return pool


@contextmanager
def _interrupt_held() -> Iterator[None]:
    """Nothing; a Ctrl-C waits until the block ends, and workers started in it are born holding theirs."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_silently() -> None:
    """From now on this worker ends without a traceback on Ctrl-C, and with its parent, however that died."""
    parent = multiprocessing.parent_process()
    if parent is not None:  # a worker holds both ends of its queue, so it hears of no end by itself

        def follow() -> None:
            wait([parent.sentinel])
            os._exit(1)

        Thread(target=follow, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _warm() -> None:
    _end_silently()
    from pipeline.render.pdf import warm

    warm()


def workers() -> int:
    """How many workers this machine can keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
