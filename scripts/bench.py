"""What checking costs beside rendering: `make bench`.

Times are of this machine; the ratios are what counts. Each figure is the median of many
runs in a warm process. A record is checked as a fresh object each time: once with the same
texts as before (what `notula watch` sees of an edited record), once with every long text
changed, so that nothing kept from the run before helps.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from pipeline.checks import examine
from pipeline.compose import compose
from pipeline.load import load_reference
from pipeline.read import read_record
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record
from pipeline.render.docx import render_docx
from pipeline.render.pdf import render_pdf

ROOT = Path(__file__).resolve().parent.parent
REKAMAN = ROOT / "inputs" / "rapat" / "2026-11-24-rakor-pug-contoh.yaml"
RUNS = 30
BATAS = 15 / 800
"""A check may cost this share of a rendering (15 ms beside 800 ms)."""


def median(task: Callable[[], object], runs: int) -> float:
    """Milliseconds of the median run, after three to warm up."""
    for _ in range(3):
        task()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        task()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _other(value: Any, number: int, key: str = "") -> Any:
    """A record whose long texts were never seen before."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={k: _other(v, number, k) for k, v in value.__dict__.items()})
    if isinstance(value, tuple):
        return tuple(_other(v, number, key) for v in value)
    long = (
        isinstance(value, str) and " " in value and len(value) > 25 and key not in ("nama", "pangkat", "nip")
    )
    return f"{value} ke-{number}" if long else value


def main() -> int:
    """Print the table; 1 where checking costs more than its share."""
    reference, _ = load_reference(ROOT / "inputs", str)
    record, found = read_record(REKAMAN)
    templates = ROOT / "templates"

    def check(rapat: Rapat = record.rapat) -> object:
        return examine(Record(record.file, rapat, record.places, record.damaged), found, reference)

    changed = iter([_other(record.rapat, n) for n in range(RUNS + 3)])

    whole = examine(record, found, reference)[0]
    naskah = compose(whole, reference, "notula")
    figures = {
        "baca YAML": median(lambda: read_record(REKAMAN), 15),
        "periksa (teks baru)": median(lambda: check(next(changed)), RUNS),
        "periksa (ulang)": median(check, RUNS),
        "PDF notula": median(lambda: render_pdf(naskah, templates), 7),
        "DOCX notula": median(lambda: render_docx(naskah, templates), 7),
    }
    table = Table("tahap", "ms", "bagian dari PDF")
    for name, ms in figures.items():
        table.add_row(name, f"{ms:.1f}", f"{ms / figures['PDF notula']:.3f}")
    Console().print(table)
    ratio = figures["periksa (teks baru)"] / figures["PDF notula"]
    print(f"periksa (teks baru) : PDF = {ratio:.4f} (batas {BATAS:.4f})")
    return int(ratio > BATAS)


if __name__ == "__main__":
    sys.exit(main())
