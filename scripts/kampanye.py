"""The long campaigns in full, of which the tests run a seeded slice: `make campaign`."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.bahan import ROOT, Batas
from bench.ingatan import memori
from bunuh_arsip import dibunuh as dibunuh_arsip
from bunuh_arsip import siapkan as siapkan_arsip
from pki import pki_hidup
from register_uji import dibunuh, ruang, tak_sesuai
from test_korpus import temuan
from ttd_uji import bernomor, salin, ukur
from ttd_uji import dibunuh as penanda_dibunuh

REKAMAN = 3000
PUTARAN, NASKAH, BUNUH = 10, 250, 40
PENANDA_DIBUNUH, SEKALI = 100, 5
DOKUMEN, AWAL = 1000, 50
NASKAH_ARSIP, BUNUH_ARSIP, BAGIAN = 20, 500, 0.12


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


def ingatan() -> bool:
    """Memory of a warm worker from one document to the next; true where it stays level."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "inputs", Path(folder) / "inputs")
        early, late, first, last = memori(Path(folder), DOKUMEN, AWAL)
    seconds = time.perf_counter() - start
    print(
        f"memori pekerja: {early:.0f} MB pada naskah ke-{first}, {late:.0f} MB pada naskah ke-{last}, "
        f"{late / early - 1:+.1%}, {seconds:.0f} detik"
    )
    return abs(late / early - 1) <= Batas().memori_rata


def arsip() -> bool:
    """Building, signing and archiving killed at random moments; true where the end is that of an undisturbed run."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with pki_hidup(folder / "pki") as authority:
            base = siapkan_arsip(folder / "dasar", authority, NASKAH_ARSIP).root
        killed, faults, rounds = dibunuh_arsip(base, folder, 1, BUNUH_ARSIP, BAGIAN, print)
    for line in faults:
        print(f"  arsip: {line}")
    seconds = time.perf_counter() - start
    print(
        f"arsip: {killed} kali dibunuh dalam {rounds} putaran atas {NASKAH_ARSIP} rekaman, {len(faults)} beda, "
        f"{seconds:.0f} detik"
    )
    return not faults


if __name__ == "__main__":
    sound = [register(), tanda_tangan(), arsip(), bersih(), ingatan()]
    sys.exit(not all(sound))
