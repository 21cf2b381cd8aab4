"""Memory of a warm worker over many documents."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))  # the campaign imports this from beside the folder

from bahan import TEMPLATES, pendek
from lomba import Peserta


def memori(space: Path, count: int, first: int) -> tuple[float, float, int, int]:
    """Memory of a worker in MB after document number `first` and after the last of `count`."""
    instansi, *records = pendek(count)
    (space / "inputs" / "instansi" / f"{instansi[0]}.yaml").write_text(instansi[1], encoding="utf-8")
    seen = []
    with Peserta("notula") as worker:
        for name, text in records:
            file = space / "inputs" / "rapat" / f"{name}.yaml"
            file.write_text(text, encoding="utf-8")
            jenis = yaml.safe_load(text).get("dokumen", ["notula"])[0]
            job = {"rekaman": str(file), "jenis": jenis, "templat": str(TEMPLATES)}
            seen.append(worker.kerjakan(job)["rss"])
    # the mean of ten: a single document may be larger than its neighbours
    return sum(seen[first - 10 : first]) / 10, sum(seen[-10:]) / 10, first, count
