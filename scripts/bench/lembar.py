"""The page of results: docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bahan import BANYAK, SEDANG, SEDIKIT, Batas
from bangunan import Bangunan
from lembar_bangunan import CARA, rinci, tabel
from lomba import Catatan

_SELAIN = ("baca", "periksa", "susun", "docx", "bukti")
_PDF = ("sertaan", "pdf")
"""What a PDF takes: the files it carries, and the page itself."""
_TAHAP = ("baca", "periksa", "susun", "docx", "sertaan", "pdf", "bukti")
_NAMA = {
    "baca": "read", "periksa": "check", "susun": "compose", "sertaan": "attachments", "docx": "DOCX",
    "pdf": "PDF", "bukti": "proof",
}  # fmt: skip


@dataclass(frozen=True)
class Hasil:
    """What was measured: the race, the long documents, a worker's memory (MB), LibreOffice's seconds."""

    notes: Catatan
    docs: tuple[str, ...]
    kinds: tuple[str, ...]
    long: tuple[Catatan, dict[str, float]]
    memory: tuple[float, float, int, int]
    office: float | None
    rounds: int
    build: Bangunan

    def rasio(self, ours: tuple[str, str], theirs: tuple[str, str], clock: int = 0) -> float:
        """Their time over ours, over all documents."""
        their, our = (
            sum(self.notes.ms(kind, doc, stage, clock) for doc in self.docs) for kind, stage in (theirs, ours)
        )
        return their / our

    def selain_pdf(self) -> float:
        """The share of all stages but the PDF in the time of a build; a record is read and checked once."""
        rest = pdf = 0.0
        seen: set[str] = set()
        for doc in self.docs:
            record = doc.split()[0]
            stages = [s for s in _SELAIN if record not in seen or s not in ("baca", "periksa")]
            seen.add(record)
            rest += sum(self.notes.ms("notula", doc, s) for s in stages)
            pdf += sum(self.notes.ms("notula", doc, s) for s in _PDF)
        return rest / (rest + pdf)

    def per_halaman(self, people: int, clock: int = 0) -> float:
        """Milliseconds a page of all stages, with so many attendees."""
        notes, _ = self.long
        total = sum(notes.ms("notula", str(people), s, clock) for s in _TAHAP)
        return total / notes.pages["notula", str(people)]

    def halaman_lagi(self, few: int, many: int) -> float:
        """Milliseconds that each page more costs, all stages, from so many attendees to so many."""
        notes, _ = self.long
        first, last = (notes.pages["notula", str(n)] for n in (few, many))
        return (self.per_halaman(many) * last - self.per_halaman(few) * first) / (last - first)

    def tabel(self, goal: Batas) -> list[tuple[str, str, str, bool]]:
        """Goal, limit, measured, reached."""
        pdf, docx = (
            self.rasio(("notula", "pdf_polos"), ("weasyprint", "pdf")),
            self.rasio(("notula", "docx"), ("docxtpl", "docx")),
        )
        growth = self.per_halaman(BANYAK) / self.per_halaman(SEDIKIT)
        early, late, first, last = self.memory
        _, longest = self.long
        return [
            ("PDF throughput, × bare WeasyPrint on the same HTML", f"≥ {goal.pdf}", f"{pdf:.2f}", pdf >= goal.pdf),
            ("all other stages, share of the time", f"≤ {goal.selain_pdf:.0%}", f"{self.selain_pdf():.1%}", self.selain_pdf() <= goal.selain_pdf),
            (f"cost per page, {BANYAK} attendees over {SEDIKIT}", f"≤ {goal.per_halaman}", f"{growth:.2f}", growth <= goal.per_halaman),
            (f"memory of a worker, document {last} over {first}", f"± {goal.memori_rata:.0%}", f"{late / early - 1:+.1%}", abs(late / early - 1) <= goal.memori_rata),
            (f"peak memory of a document of {longest['halaman']:.0f} pages", f"≤ {goal.puncak_mb} MB", f"{longest['puncak']:.0f} MB", longest["puncak"] <= goal.puncak_mb),
            ("DOCX throughput, × docxtpl on the same template", f"≥ {goal.docx}", f"{docx:.2f}", docx >= goal.docx),
            *tabel(self.build, goal),
        ]  # fmt: skip

    def tercapai(self, goal: Batas) -> bool:
        """Whether every goal is reached."""
        return all(reached for *_, reached in self.tabel(goal))


def tulis(result: Hasil, goal: Batas, seconds: float) -> str:
    """The page, in Markdown."""
    return "\n".join(
        [
            *_kepala(result, seconds),
            *_tujuan(result, goal),
            *_rinci(result),
            *rinci(result.build),
            *_cara(result),
            *CARA,
            "",
        ]
    )


def _kepala(result: Hasil, seconds: float) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench`. Ratios are judged, and the limits that goals name in seconds or bytes; other times are of the machine named here."
    yield ""
    yield f"- Machine: {_prosesor()}, {os.cpu_count()} cores, {_memori_gb():.0f} GB; {_sistem()}"
    yield f"- Python {platform.python_version()}; " + ", ".join(f"{n} {v}" for n, v in _versi())
    yield f"- {result.rounds} counted rounds, interleaved, {seconds / 60:.0f} minutes in all"
    yield ""


def _tujuan(result: Hasil, goal: Batas) -> Iterator[str]:
    yield "## Goals"
    yield ""
    yield "| goal | limit | measured | |"
    yield "|---|---|---|---|"
    for name, limit, measured, reached in result.tabel(goal):
        yield f"| {name} | {limit} | {measured} | {'reached' if reached else '**missed**'} |"
    yield ""


def _rinci(result: Hasil) -> Iterator[str]:
    yield "## Documents"
    yield ""
    yield "Processor milliseconds (wall in brackets), medians."
    yield ""
    yield "| document | pages | Notula PDF | WeasyPrint | × | Notula DOCX | docxtpl | × |"
    yield "|---|---|---|---|---|---|---|---|"
    notes = result.notes
    for doc in result.docs:
        cells = [
            [(notes.ms(k, doc, s, 0), notes.ms(k, doc, s, 1)) for k, s in pair]
            for pair in (
                (("notula", "pdf_polos"), ("weasyprint", "pdf")),
                (("notula", "docx"), ("docxtpl", "docx")),
            )
        ]
        shown = [f"{a[0]:.0f} ({a[1]:.0f}) | {b[0]:.0f} ({b[1]:.0f}) | {b[0] / a[0]:.2f}" for a, b in cells]
        yield f"| {doc} | {notes.pages['notula', doc]} | {' | '.join(shown)} |"
    yield ""
    wall = f"{result.rasio(('notula', 'pdf_polos'), ('weasyprint', 'pdf'), 1):.2f} (PDF) and "
    wall += f"{result.rasio(('notula', 'docx'), ('docxtpl', 'docx'), 1):.2f} (DOCX)."
    yield f"By the clock on the wall the ratios over all documents are {wall}"
    yield ""
    yield "## Stages"
    yield ""
    yield "| document | " + " | ".join(_NAMA[s] for s in _TAHAP) + " |"
    yield "|---" * 8 + "|"
    for doc in result.docs:
        figures = (f"{notes.ms('notula', doc, s):.1f}" for s in _TAHAP)
        yield f"| {doc} | {' | '.join(figures)} |"
    yield ""
    yield "## Size"
    yield ""
    yield "| attendees | pages | ms a page, all stages | PDF alone |"
    yield "|---|---|---|---|"
    long, peak = result.long
    for people in (SEDIKIT, SEDANG, BANYAK):
        pages = long.pages["notula", str(people)]
        alone = long.ms("notula", str(people), "pdf") / pages
        yield f"| {people} | {pages} | {result.per_halaman(people):.1f} | {alone:.1f} |"
    early, late, first, last = result.memory
    yield ""
    yield (
        f"Each page more costs {result.halaman_lagi(SEDIKIT, SEDANG):.1f} ms from {SEDIKIT} to {SEDANG} attendees and "
        f"{result.halaman_lagi(SEDANG, BANYAK):.1f} ms from {SEDANG} to {BANYAK}. Both are pages of the list: what the "
        "second is above the first is growth with size. What the first is above a page of the shortest record is what "
        "such a page holds: 18 rows of five cells, some 140 line boxes."
    )
    yield ""
    yield (
        f"A worker holds {early:.0f} MB about document {first} and {late:.0f} MB about document {last} "
        f"(`make campaign` goes on to 1,000). A process that made the longest document alone needed "
        f"{peak['puncak']:.0f} MB at most for {peak['halaman']:.0f} pages."
    )
    yield ""
    yield "## For information"
    yield ""
    if "typst" in result.kinds:
        total = sum(notes.ms("typst", d, "pdf") for d in result.docs)
        yield f"- Typst, same words and tables, untagged PDF: {total / len(result.docs):.0f} ms a document."
    if result.office is not None:
        yield f"- LibreOffice, batch conversion of the Word files: {result.office * 1000:.0f} ms a document (wall)."
    yield ""


def _cara(result: Hasil) -> Iterator[str]:
    del result
    yield "## How it is measured"
    yield ""
    yield "- Each contender runs in a process of its own that imports nothing else; the order of turns moves each round; a first round warms up and is not counted."
    yield '- WeasyPrint as documented: `HTML(string=…).write_pdf(pdf_variant="pdf/a-3a")`, styles, fonts and pictures named in the page; equal numbers of pages are asserted. Notula\'s figure beside it includes filling its templates and the garbage collection after the document, but no attachments, which WeasyPrint does not write there either; the stages below have them.'
    yield "- Not all of that ratio is the same work done faster. Notula keeps fonts, stylesheets and pictures from one document to the next, which WeasyPrint as documented loads each time; compresses at level 6 where WeasyPrint takes 9 (some 6 % more bytes); and draws the borders of a table as long lines. docs/upstream.md says what each gives."
    yield "- docxtpl as documented: `DocxTemplate(path)`, `render(context)`, `save()`, with the same variables. It opens the template each time, which Notula keeps ready for the next document, and leaves Notula's marks for styles and pictures unexpanded, so there it does less."
    yield "- “All other stages” are read, check, compose, DOCX and proof; the files that a PDF carries count as the PDF. A record with two documents is read and checked once."
    yield "- Typst and LibreOffice are not peers: neither writes this document as PDF/A-3a with tags."


def _prosesor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    return next(
        (line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )


def _memori_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _sistem() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release().split('-')[0]}"
    except OSError:
        return platform.system()


def _versi() -> Iterator[tuple[str, str]]:
    for name in ("weasyprint", "pydyf", "docxtpl", "pypdfium2", "typst"):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue
