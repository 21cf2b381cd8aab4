"""One contender in a process of its own: jobs come in as lines of JSON, times go out.

    python scripts/bench/pekerja.py notula|weasyprint|docxtpl|typst

Each contender imports what it needs and nothing else, so that none is slowed by another's
heap. Processor time is what is compared: the machine may be shared.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Waktu = dict[str, list[float]]
"""Processor and wall seconds by stage."""


class Arloji:
    """Collects the processor and wall time of stages."""

    def __init__(self) -> None:
        self.times: Waktu = {}

    def __call__(self, stage: str, task: Callable[[], Any]) -> Any:
        """The result of a task, its times kept under the name of the stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = task()
        self.times[stage] = [time.process_time() - cpu, time.perf_counter() - wall]
        return result


def rss_mb() -> float:
    """Memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def puncak_mb() -> float:
    """Most memory this process ever had (kilobytes on Linux)."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def notula() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """All of Notula's stages over a record of a workspace."""
    import pypdfium2 as pdfium

    from pipeline.checks import examine
    from pipeline.compose import compose
    from pipeline.load import load_reference
    from pipeline.proof import prove
    from pipeline.read import read_record
    from pipeline.render.docx import render_docx
    from pipeline.render.pdf import render_pdf, warm
    from pipeline.sertaan import sertaan

    warm()
    known: dict[Path, Any] = {}

    def work(job: dict[str, Any]) -> dict[str, Any]:
        file, jenis, templates = Path(job["rekaman"]), job["jenis"], Path(job["templat"])
        inputs = file.parent.parent
        reference = known.get(inputs) or known.setdefault(inputs, load_reference(inputs, str)[0])
        clock = Arloji()

        record, found = clock("baca", lambda: read_record(file))
        record, _ = clock("periksa", lambda: examine(record, found, reference))
        naskah = clock("susun", lambda: compose(record, reference, jenis))
        inside = clock(
            "sertaan", lambda: () if naskah.draf else sertaan(record, reference, naskah, templates)
        )
        word = clock("docx", lambda: render_docx(naskah, templates))
        if job.get("polos"):
            clock("pdf_polos", lambda: render_pdf(naskah, templates))
        pdf = clock("pdf", lambda: render_pdf(naskah, templates, inside))
        faults = clock("bukti", lambda: prove(record, naskah, word, pdf, "bench"))
        assert not faults, faults
        pages = len(pdfium.PdfDocument(pdf))
        return {"waktu": clock.times, "halaman": pages, "rss": rss_mb(), "puncak": puncak_mb()}

    return work


def weasyprint() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """WeasyPrint as its documentation shows it."""
    import pypdfium2 as pdfium
    from weasyprint import HTML

    def work(job: dict[str, Any]) -> dict[str, Any]:
        html, clock = Path(job["html"]).read_text(encoding="utf-8"), Arloji()
        pdf = clock("pdf", lambda: HTML(string=html).write_pdf(pdf_variant="pdf/a-3a"))
        return {
            "waktu": clock.times,
            "halaman": len(pdfium.PdfDocument(pdf)),
            "rss": rss_mb(),
            "puncak": puncak_mb(),
        }

    return work


def docxtpl() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """docxtpl as its documentation shows it, on the same template with the same variables."""
    from dataclasses import fields

    import jinja2
    from docxtpl import DocxTemplate

    from pipeline.checks import examine
    from pipeline.compose import compose
    from pipeline.load import load_reference
    from pipeline.read import read_record
    from pipeline.render import berpasangan
    from pipeline.render.docx_blok import bungkus

    def work(job: dict[str, Any]) -> dict[str, Any]:
        file, templates = Path(job["rekaman"]), Path(job["templat"])
        record, found = read_record(file)
        reference = load_reference(file.parent.parent, str)[0]
        naskah = compose(examine(record, found, reference)[0], reference, job["jenis"])
        context = {f.name: bungkus(getattr(naskah.isi, f.name)) for f in fields(naskah.isi)}
        context |= {"kop": bungkus(naskah.kop), "profil": naskah.profil, "draf": naskah.draf}
        context["metadata"] = naskah.metadata
        path = templates / "docx" / f"{naskah.jenis}.{naskah.profil.bentuk}.docx"
        clock = Arloji()

        def make() -> None:
            template = DocxTemplate(path)
            env = jinja2.Environment(autoescape=True)
            env.filters["berpasangan"] = berpasangan  # the templates ask for it
            template.render(context, env)
            template.save(io.BytesIO())

        clock("docx", make)
        return {"waktu": clock.times, "halaman": 0, "rss": rss_mb(), "puncak": puncak_mb()}

    return work


def typst() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Typst over a source with the same words and tables; it writes no tags here."""
    import pypdfium2 as pdfium
    import typst as compiler

    def work(job: dict[str, Any]) -> dict[str, Any]:
        source, clock = Path(job["typst"]).read_bytes(), Arloji()
        pdf = clock("pdf", lambda: compiler.compile(source))
        return {
            "waktu": clock.times,
            "halaman": len(pdfium.PdfDocument(pdf)),
            "rss": rss_mb(),
            "puncak": puncak_mb(),
        }

    return work


PESERTA = {"notula": notula, "weasyprint": weasyprint, "docxtpl": docxtpl, "typst": typst}


def main() -> None:
    """Answer jobs until the input ends."""
    work = PESERTA[sys.argv[1]]()
    print("siap", flush=True)
    for line in sys.stdin:
        print(json.dumps(work(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
