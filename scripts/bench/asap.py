"""`make bench-smoke`: what CI asks of speed, with nothing that a busy machine could fail.

Two kinds of question only:

- **Calls.** The Python functions entered while a document goes through a stage are counted
  (`sys.setprofile`). The count depends on code, data and the versions of packages, not on the
  machine or its load; another hash seed moves it by less than 0.1 %, so the 5 % allowed above the
  stored count (`hitungan.json`) are code. It is stored for one version of Python and of
  the packages that do the work. With another Python only the next question is asked; with other
  packages the run fails until counts are stored anew, so that the question is not lost unnoticed.
- **Growth.** Calls per attendee from 40 to 160 over those from 10 to 40: 1 where cost is
  linear, 4 where it is quadratic. The limit of 1.2 lies far from both sides' noise, of which
  there is none.

A third figure, processor time beside bare WeasyPrint (best of three, in turn), is printed and
fails below 1.1 where 1.6 is the goal: replacements that were not put in place give 1.0 to 1.1,
and the best of three interleaved times of one machine do not differ by a third by chance.

`--tulis` stores the counts anew; a commit that does so says why they changed.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bahan import REKAMAN, ROOT, TEMPLATES, dihadiri, html_utuh

from pipeline.checks import examine
from pipeline.compose import compose
from pipeline.load import load_reference
from pipeline.proof import prove
from pipeline.read import read_record
from pipeline.record.record import Reference
from pipeline.render.docx import render_docx
from pipeline.render.pdf import render_pdf, warm
from pipeline.render.percepatan import tanpa

HITUNGAN = Path(__file__).with_name("hitungan.json")
LEBIH, TUMBUH, RASIO = 1.05, 1.2, 1.1
PAKET = (
    "weasyprint",
    "pydyf",
    "tinyhtml5",
    "tinycss2",
    "cssselect2",
    "Jinja2",
    "docxtpl",
    "python-docx",
    "lxml",
    "pydantic",
)


def panggilan(task: Callable[[], Any]) -> tuple[int, Any]:
    """How many Python functions a task enters, and its result."""
    count = 0

    def seen(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        del frame, arg
        count += event == "call"

    sys.setprofile(seen)
    try:
        result = task()
    finally:
        sys.setprofile(None)
    return count, result


def hitung(text: str, folder: Path) -> dict[str, int]:
    """Calls by stage for the minutes of a record, warm."""
    file = folder / "inputs" / "rapat" / "rekaman.yaml"
    if not file.exists():
        shutil.copytree(ROOT / "inputs", folder / "inputs")
    file.write_text(text, encoding="utf-8")
    reference = load_reference(folder / "inputs", str)[0]
    _tahap(file, reference)  # the first time fills what is kept from then on
    return _tahap(file, reference)


def _tahap(file: Path, reference: Reference) -> dict[str, int]:
    read, record = panggilan(lambda: examine(*read_record(file), reference)[0])
    composed, naskah = panggilan(lambda: compose(record, reference, "notula"))
    word, docx = panggilan(lambda: render_docx(naskah, TEMPLATES))
    page, pdf = panggilan(lambda: render_pdf(naskah, TEMPLATES))
    proof, faults = panggilan(lambda: prove(record, naskah, docx, pdf, "asap"))
    assert not faults, faults
    return {"baca dan periksa": read, "susun": composed, "DOCX": word, "PDF": page, "bukti": proof}


def pertumbuhan(folder: Path) -> float:
    """Calls an attendee costs where there are many, over what one costs where there are few."""
    total = {n: sum(hitung(dihadiri(n), folder).values()) for n in (10, 40, 160)}
    return (total[160] - total[40]) / 120 / ((total[40] - total[10]) / 30)


def beda_waktu() -> float:
    """Processor time of bare WeasyPrint over Notula's on the first sample, the best of three in turn."""
    from weasyprint import HTML

    reference = load_reference(ROOT / "inputs", str)[0]
    record, found = read_record(ROOT / "inputs" / "rapat" / f"{REKAMAN[0]}.yaml")
    naskah = compose(examine(record, found, reference)[0], reference, "notula")
    html = html_utuh(naskah)
    ours, bare = [], []
    for _ in range(3):
        start = time.process_time()
        render_pdf(naskah, TEMPLATES)
        middle = time.process_time()
        with tanpa():
            HTML(string=html).write_pdf(pdf_variant="pdf/a-3a")
        ours.append(middle - start)
        bare.append(time.process_time() - middle)
    return min(bare) / min(ours)


def main() -> int:
    """Count, compare, print; 1 where something grew."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    warm()
    versions = {"python": ".".join(platform.python_version_tuple()[:2]), **{n: version(n) for n in PAKET}}
    sample = (ROOT / "inputs" / "rapat" / f"{REKAMAN[0]}.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        counts = hitung(sample, Path(folder))
        growth = pertumbuhan(Path(folder))
    if "--tulis" in sys.argv:
        HITUNGAN.write_text(json.dumps({"versi": versions, "panggilan": counts}, indent=1) + "\n")
    stored = json.loads(HITUNGAN.read_text())
    faults = []
    if stored["versi"] != versions and stored["versi"]["python"] == versions["python"]:
        faults.append(
            "paket lain daripada saat hitungan disimpan, jadi tidak dibandingkan; simpan lagi dengan --tulis"
        )
    for stage, count in counts.items():
        known = stored["panggilan"][stage] if stored["versi"] == versions else None
        print(f"{stage}: {count} panggilan" + (f", tersimpan {known}" if known else ", versi lain"))
        if known and count > known * LEBIH:
            faults.append(f"{stage} memanggil {count / known - 1:.0%} lebih banyak fungsi daripada tersimpan")
    ratio = beda_waktu()
    print(
        f"pertumbuhan per peserta: {growth:.2f} (batas {TUMBUH}); PDF: {ratio:.2f} kali WeasyPrint (batas {RASIO})"
    )
    if growth > TUMBUH:
        faults.append(f"biaya per peserta tumbuh {growth:.2f} kali")
    if ratio < RASIO:
        faults.append(f"PDF hanya {ratio:.2f} kali WeasyPrint")
    for fault in faults:
        print(f"GAGAL  {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
