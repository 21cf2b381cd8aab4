"""The long campaigns in full, of which the tests run a seeded slice: `make campaign`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pki import pki_hidup
from register_uji import dibunuh, ruang, tak_sesuai
from test_korpus import temuan
from ttd_uji import bernomor, salin, ukur
from ttd_uji import dibunuh as penanda_dibunuh

REKAMAN = 3000
PUTARAN, NASKAH, BUNUH = 10, 250, 40
PENANDA_DIBUNUH, SEKALI = 100, 5


def bersih() -> bool:
    """Clean records by the thousand: how many findings of which kind; true where none is an error."""
    start = time.perf_counter()
    found: Counter[tuple[str, str]] = Counter()
    for seed in range(1000, 1000 + REKAMAN):
        for f in temuan(seed):
            found[f.severity, f.code] += 1
            print(f"  rekaman {seed}: {f.place} {f.code} {f.severity} {f.message()}")
    errors = sum(n for (severity, _), n in found.items() if severity == "galat")
    warnings = sum(found.values()) - errors
    seconds = time.perf_counter() - start
    print(f"rekaman bersih: {REKAMAN} diperiksa, {errors} galat, {warnings} peringatan, {seconds:.0f} detik")
    return errors == 0


def register() -> bool:
    """Writers of the register killed at random points; true where no number is lost or given twice."""
    start = time.perf_counter()
    killed, left, faults = 0, 0, 0
    names = [f"r{i}" for i in range(NASKAH)]
    for seed in range(PUTARAN):
        with tempfile.TemporaryDirectory() as folder:
            space = ruang(Path(folder), NASKAH)
            died, rest = dibunuh(space, names, seed, BUNUH)
            killed, left = killed + died, left + rest
            found = tak_sesuai(space, names)
        faults += len(found)
        for line in found:
            print(f"  register, putaran {seed}: {line}")
    seconds = time.perf_counter() - start
    numbers = PUTARAN * NASKAH
    print(
        f"register: {killed} penulis dibunuh saat memberi {numbers - left} dari {numbers} nomor, "
        f"{faults} cacat, {seconds:.0f} detik"
    )
    return faults == 0


def tanda_tangan() -> bool:
    """Signings killed at random points, then run to the end; true where register and signed file always agree."""
    start = time.perf_counter()
    killed, rounds, faults, mended = 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with pki_hidup(root / "pki") as pki:
            base = bernomor(root / "dasar", pki)
        measure = ukur(salin(base, root / "ukur"), root / "langkah")
        while killed < PENANDA_DIBUNUH:
            made = salin(base, root / f"r{rounds}")
            died, found = penanda_dibunuh(made, random.Random(rounds), measure, SEKALI)
            killed, faults, mended = killed + died, faults + len(found), mended + made.dipulihkan()
            for line in found:
                print(f"  tanda tangan, putaran {rounds}: {line}")
            rounds += 1
    seconds = time.perf_counter() - start
    print(
        f"tanda tangan: {killed} penanda dibunuh pada {rounds} naskah berpenanda dua, {mended} tanda tangan "
        f"dipulihkan, {faults} cacat, {seconds:.0f} detik"
    )
    return faults == 0


if __name__ == "__main__":
    sound = [register(), tanda_tangan(), bersih()]
    sys.exit(not all(sound))
