"""`make bench`: Notula beside its peers in one interleaved run, written to docs/benchmarks.md.

    python scripts/bench [--putaran N] [--tanpa-tulis]

N counted rounds (7); fewer where the machine is busy. Exit 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bahan import BANYAK, REKAMAN, ROOT, SEDANG, SEDIKIT, TEMPLATES, Batas, dihadiri, html_utuh
from bangunan import Bangunan
from ingatan import memori
from lembar import Hasil, tulis
from lomba import Catatan, Peserta, bertanding
from sumber_typst import sumber_typst

from pipeline.checks import examine
from pipeline.compose import compose
from pipeline.load import load_reference
from pipeline.read import read_record

JENIS = ("notula", "laporan")
PUTARAN = 7
SEKITAR = 4
"""Turns of the short document before, between and after the long ones, since the machine's speed drifts."""
DOKUMEN_MEMORI, AWAL_MEMORI = 200, 50


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--putaran", type=int, default=PUTARAN)
    parser.add_argument("--tanpa-tulis", action="store_true")
    given = parser.parse_args()
    rounds = given.putaran
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        space = Path(folder)
        shutil.copytree(ROOT / "inputs", space / "inputs")
        jobs = tugas(space)
        kinds = ("notula", "weasyprint", "docxtpl", *(("typst",) if find_spec("typst") else ()))
        build = Bangunan(space)
        try:
            notes = bertanding(jobs, kinds, rounds, build.putaran)
        finally:
            build.tutup()
        for doc in jobs:
            assert notes.pages["notula", doc] == notes.pages["weasyprint", doc], f"{doc}: halaman tidak sama"
        long = panjang(space, max(2, rounds // 2))
        memory = memori(space, DOKUMEN_MEMORI, AWAL_MEMORI)
        office = libreoffice(space)
    result = Hasil(notes, tuple(jobs), kinds, long, memory, office, rounds, build)
    text = tulis(result, Batas(), time.perf_counter() - start)
    print(text)
    if not given.tanpa_tulis:
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    return int(not result.tercapai(Batas()))


def tugas(space: Path) -> dict[str, dict[str, Any]]:
    """A job by name for each document of the samples, for every contender."""
    reference = load_reference(space / "inputs", str)[0]
    jobs: dict[str, dict[str, Any]] = {}
    for name in REKAMAN:
        file = space / "inputs" / "rapat" / f"{name}.yaml"
        record, found = read_record(file)
        whole = examine(record, found, reference)[0]
        for jenis in JENIS:
            naskah = compose(whole, reference, jenis)
            page, source = space / f"{name}.{jenis}.html", space / f"{name}.{jenis}.typ"
            page.write_text(html_utuh(naskah), encoding="utf-8")
            source.write_text(sumber_typst(naskah), encoding="utf-8")
            jobs[f"{name} {jenis}"] = {
                "rekaman": str(file), "jenis": jenis, "templat": str(TEMPLATES), "polos": True,
                "html": str(page), "typst": str(source),
            }  # fmt: skip
    return jobs


def panjang(space: Path, rounds: int) -> tuple[Catatan, dict[str, float]]:
    """Few and many attendees in turn; and the greatest memory of a process that made only the longest."""
    jobs = {}
    for people in (SEDIKIT, SEDANG, BANYAK):
        file = space / "inputs" / "rapat" / f"hadir-{people}.yaml"
        file.write_text(dihadiri(people), encoding="utf-8")
        jobs[str(people)] = {"rekaman": str(file), "jenis": "notula", "templat": str(TEMPLATES)}
    notes = Catatan()
    few = (SEDIKIT,) * SEKITAR
    with Peserta("notula") as steady:
        for number in range(rounds + 1):
            for people in (*few, SEDANG, *few, BANYAK, *few):
                answer = steady.kerjakan(jobs[str(people)])
                if number:
                    notes.tambah("notula", str(people), answer)
    with Peserta("notula") as fresh:
        answer = fresh.kerjakan(jobs[str(BANYAK)])
    return notes, {"halaman": answer["halaman"], "puncak": answer["puncak"]}


def libreoffice(space: Path) -> float | None:
    """Seconds a document for LibreOffice to turn the Word files of the samples into PDF, in one batch."""
    import subprocess

    from pipeline.render.docx import render_docx

    if shutil.which("soffice") is None:
        return None
    reference = load_reference(space / "inputs", str)[0]
    files = []
    for name in REKAMAN:
        record, found = read_record(space / "inputs" / "rapat" / f"{name}.yaml")
        whole = examine(record, found, reference)[0]
        for jenis in JENIS:
            files.append(space / f"{name}.{jenis}.docx")
            files[-1].write_bytes(render_docx(compose(whole, reference, jenis), TEMPLATES))
    start = time.perf_counter()
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{space}/lo", "--headless", "--convert-to", "pdf",
         "--outdir", str(space / "lo-pdf"), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return (time.perf_counter() - start) / len(files)


if __name__ == "__main__":
    sys.exit(main())
