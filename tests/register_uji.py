"""What the tests of the register start from: a small workspace of final records, and processes that number them."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from pipeline.findings import Finding
from pipeline.ledger.basis import Tolakan, buka
from pipeline.ledger.kunci import baca_kunci
from pipeline.ledger.langkah import Bukti, maju, perhatikan
from pipeline.ledger.nomor import Pemberian, beri
from pipeline.ledger.skema import Nomor
from pipeline.ledger.terkunci import terkunci
from pipeline.ledger.verifikasi import periksa
from pipeline.load import load_reference
from pipeline.read import read_record
from pipeline.workspace import Workspace

OLEH = "Siti Contoh, Arsiparis"
KOP = """\
pemerintah: PEMERINTAH PROVINSI CONTOH
nama: [DINAS CONTOH]
singkatan: DC
penomoran: {pola: "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}"}
"""
REKAMAN = """\
# sebuah rekaman
status: final
instansi: dinas   # kopnya
judul: Rapat Contoh
klasifikasi: "400.2"  # kode
tanggal: 2026-11-24
"""


def ruang(folder: Path, banyak: int = 1, isi: str = REKAMAN, kop: str = KOP) -> Workspace:
    """A workspace with records r0, r1, … of one content and one letterhead `dinas`."""
    for name in ("instansi", "rapat"):
        (folder / "inputs" / name).mkdir(parents=True)
    (folder / "inputs" / "instansi" / "dinas.yaml").write_text(kop, encoding="utf-8")
    for i in range(banyak):
        (folder / "inputs" / "rapat" / f"r{i}.yaml").write_text(isi, encoding="utf-8")
    return Workspace(folder)


def berkas(space: Workspace, nama: str = "r0") -> Path:
    return space.inputs / "rapat" / f"{nama}.yaml"


def bukti(space: Workspace, nama: str = "r0", galat: int = 0) -> Bukti:
    return Bukti(space, read_record(berkas(space, nama))[0], galat)


def finalkan(space: Workspace, nama: str = "r0") -> None:
    """The record's documents taken from draf to final; what is there already stays."""
    proof = bukti(space, nama)
    with buka(space) as ledger:
        for jenis in proof.naskah:
            for ke in ("diperiksa", "final"):
                try:
                    with ledger.tulis() as tx:
                        maju(tx, proof, jenis, ke, OLEH)
                except Tolakan:
                    continue


def nomori(space: Workspace, nama: str = "r0", pakai: int | None = None) -> Pemberian:
    instansi = load_reference(space.inputs, str)[0].instansi
    with buka(space) as ledger:
        return beri(ledger, bukti(space, nama), instansi, OLEH, pakai)


def bernomor(space: Workspace, nama: str = "r0") -> Pemberian:
    finalkan(space, nama)
    return nomori(space, nama)


def angka(space: Workspace) -> list[Nomor]:
    with buka(space) as ledger:
        return ledger.semua(Nomor)


def dikunci(space: Workspace, nama: str = "r0") -> list[Finding]:
    """What the register has against a record as it is now."""
    return terkunci(bukti(space, nama).record, baca_kunci(space).untuk(nama))


def cacat(space: Workspace) -> list[str]:
    with buka(space, baca=True, buat=False) as ledger:
        return [c.id for c in periksa(ledger, space)]


def scan_pdf(folder: Path) -> Path:
    """A PDF of one empty page, as a scan of a signed document."""
    made = pikepdf.new()
    made.add_blank_page()
    made.save(folder / "pindai.pdf")
    return folder / "pindai.pdf"


def lihat(space: Workspace, nama: str = "r0") -> None:
    """Notice what changed."""
    with buka(space) as ledger, ledger.tulis() as tx:
        perhatikan(tx, bukti(space, nama))


def _pekerja(folder: Path, names: Sequence[str]) -> None:
    space = Workspace(folder)
    instansi = load_reference(space.inputs, str)[0].instansi
    for name in names:
        finalkan(space, name)
        for _ in range(20):
            try:
                with buka(space) as ledger:
                    beri(ledger, bukti(space, name), instansi, OLEH)
            except Tolakan:  # another process wrote the file between our reading and writing
                continue
            break


def sekaligus(space: Workspace, shares: Sequence[Sequence[str]]) -> list[int]:
    """Exit codes of processes that number records at once, each its share."""
    context = multiprocessing.get_context("spawn")
    crew = [context.Process(target=_pekerja, args=(space.root, share)) for share in shares]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
    return [process.exitcode or 0 for process in crew]


def dibunuh(space: Workspace, names: Sequence[str], seed: int, kali: int) -> tuple[int, int]:
    """How many processes died by kill -9 while they numbered the same records, and how many were left then.

    Afterwards one finishes the rest.
    """
    rng = random.Random(seed)
    context = multiprocessing.get_context("fork")
    killed = 0
    for _ in range(kali):
        crew = []
        for _ in range(2):
            mine = rng.sample(list(names), len(names))
            crew.append(context.Process(target=_pekerja, args=(space.root, mine)))
        for process in crew:
            process.start()
        time.sleep(rng.uniform(0.005, 0.1))
        for process in crew:
            if process.is_alive() and process.pid:
                os.kill(process.pid, signal.SIGKILL)
            process.join()
            killed += process.exitcode == -signal.SIGKILL
    left = len(names) - len(angka(space))
    _pekerja(space.root, names)
    return killed, left


def tak_sesuai(space: Workspace, names: Sequence[str]) -> list[str]:
    """What a campaign must not leave: faults, gaps, a number twice, a file that says another number."""
    found = cacat(space)
    rows = angka(space)
    if sorted(n.urut or 0 for n in rows) != list(range(1, len(names) + 1)):
        found.append(f"urutan: {sorted(n.urut or 0 for n in rows)}")
    if {f.stem for f in space.records()} != set(names):
        found.append("rekaman asing tertinggal")
    held = {n.rekaman: n.teks for n in rows}
    for name in names:
        written = bukti(space, name).record.rapat.nomor
        if written is None or held.get(name) != written:
            found.append(f"{name}: {written} di berkas, {held.get(name)} di register")
    return found
