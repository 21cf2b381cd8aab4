"""What searching ten thousand documents costs: `make bench`.

The documents are made of the sentences of the sample minutes in seeded disorder, with made-up
people and all 514 regencies and cities. Each figure is one whole question inside the process: the look
whether the index is fresh, opening it, the answer with its sentences.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.cari import indeks
from pipeline.cari.indeks import Arsip, rata
from pipeline.cari.kalimat import kalimat
from pipeline.cari.segar import berkas_indeks, keadaan_kini
from pipeline.cari.tanya import Saring, tanya, wilayah
from pipeline.read import read_record
from pipeline.reference.gazeter import gazeter
from pipeline.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
BANYAK, PUTARAN = 10_000, 40
BATAS_MS = 50.0
_SUKU = [
    "ba",
    "bi",
    "bu",
    "da",
    "di",
    "du",
    "ka",
    "ki",
    "ku",
    "la",
    "li",
    "lu",
    "ma",
    "mi",
    "mu",
    "na",
    "ni",
    "nu",
    "ra",
    "ri",
    "ru",
    "sa",
    "si",
    "su",
    "ta",
    "ti",
    "tu",
    "wa",
    "wi",
    "ya",
]

TANYA: tuple[tuple[str, str, Saring], ...] = (
    ("data terpilah", "Kota Serang", Saring(tahun=2026)),
    ("data terpilah", "", Saring()),
    ('"data terpilah" anggaran', "", Saring()),
    ("rapat", "", Saring()),
    ("gender anggaran kabupaten", "", Saring(tahun=2024)),
    ("perencana*", "Kabupaten Serang", Saring(pejabat="kuwari")),
    ("", "Kota Serang", Saring(tahun=2025)),
    ("tidak-ada-di-mana-pun", "", Saring()),
)


def kata(rng: random.Random) -> str:
    """A made-up word."""
    return "".join(rng.choice(_SUKU) for _ in range(rng.randint(2, 4)))


def isi(db: object, count: int) -> None:
    """Put that many documents into an index."""
    rng = random.Random(6)
    prose = [
        s
        for f in sorted((ROOT / "inputs" / "rapat").glob("*contoh.yaml"))
        for _, t in read_record(f)[0].prose
        for s in kalimat(t)
    ]
    regions = [w for p in gazeter().anak("") for w in gazeter().anak(p.kode)]
    people = [f"{kata(rng)} {kata(rng)}".title() for _ in range(4000)]
    db.execute("BEGIN")  # type: ignore[attr-defined]
    for n in range(count):
        pages = []
        for _ in range(rng.randint(4, 9)):
            page = rng.sample(prose, 24)
            page += [" ".join(kata(rng) for _ in range(12)).capitalize() + "." for _ in range(4)]
            rng.shuffle(page)
            pages.append(tuple(page))
        named = rng.sample(people, 30)
        places = rng.sample(regions, 8)
        entities = {("pejabat", rata(p), p) for p in named} | {("wilayah", w.kode, w.resmi) for w in places}
        entities |= {("instansi", rata(f"Dinas {w.nama}"), f"Dinas {w.nama}") for w in places[:3]}
        day = f"{rng.randint(2020, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        title = "Notula Rapat " + " ".join(rng.choice(prose).split()[:6])
        indeks.tambah(db, Arsip(  # type: ignore[arg-type]
            f"resmi/r{n}/notula.pdf", "1:1", f"r{n}", "notula", title, f"400.2/{n}/X/2026", day, "biasa",
            f"Dinas {places[0].nama}", "", tuple(pages), frozenset(entities),
        ))  # fmt: skip
    db.execute("COMMIT")  # type: ignore[attr-defined]


def satu(space: Workspace, words: str, region: str, saring: Saring) -> int:
    """One question as the command asks it; how many documents answer."""
    state = keadaan_kini(space)
    with indeks.buka(berkas_indeks(space)) as db:
        assert indeks.keadaan(db) == state
        codes = wilayah(db, region) if region else None
        return tanya(db, words, Saring(saring.tahun, codes, saring.pejabat, saring.instansi))[0]


def main(count: int = BANYAK) -> int:
    """Print the figures; 1 where a typical question takes longer than it may."""
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(Path(folder))
        (space.inputs / "rapat").mkdir(parents=True)
        start = time.perf_counter()
        with indeks.buka(berkas_indeks(space), tulis=True) as db:
            isi(db, count)
            indeks.tandai(db, keadaan_kini(space))
        size = berkas_indeks(space).stat().st_size / 1e6
        print(f"indeks {count} naskah: {size:.0f} MB, dibuat dalam {time.perf_counter() - start:.0f} detik")
        worst = 0.0
        for words, region, saring in TANYA:
            times = []
            for _ in range(PUTARAN):
                start = time.process_time()
                total = satu(space, words, region, saring)
                times.append((time.process_time() - start) * 1000)
            middle, high = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
            worst = max(worst, middle)
            print(f"  {words!r:32} {region:18} {total:6} naskah  median {middle:6.1f} ms  p95 {high:6.1f} ms")
        start = time.perf_counter()
        program = Path(sys.executable).with_name("notula")
        subprocess.run(
            [program, "-C", folder, "cari", "data terpilah", "--tahun", "2026"],
            check=True,
            capture_output=True,
        )
        print(f"  perintah utuh (memuat Python dan Notula): {(time.perf_counter() - start) * 1000:.0f} ms")
    print(f"median terburuk {worst:.1f} ms (batas {BATAS_MS:.0f} ms)")
    return int(worst > BATAS_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else BANYAK))
