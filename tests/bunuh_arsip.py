"""Building, signing and archiving many records, killed at random moments and taken up again.

Time and chance are fixed in every process that works, so that a signature made again is the same
signature: what an undisturbed run leaves and what a disturbed one leaves can be compared whole.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any

from arsip_uji import pohon, ruang_bernomor
from freezegun import freeze_time
from pki import SANDI, Pki
from register_uji import cacat

from pipeline.build.basis import FOLDER, NAMA
from pipeline.ledger import buka
from pipeline.ledger.skema import TABEL, Dokumen
from pipeline.workspace import Workspace

KINI = "2026-11-24T08:00:00Z"
OLEH = "Siti Contoh, Arsiparis"
TERPUTUS = "jejak menyebut tanda tangan yang terputus"
_INGATAN = f"{FOLDER}/{NAMA}"


def siapkan(folder: Path, pki: Pki, banyak: int) -> Workspace:
    """A workspace with numbered records, the key of their signer, and two archives."""
    space = ruang_bernomor(folder, banyak=banyak)
    (folder / "rahasia").mkdir()
    shutil.copy(pki.pkcs12("ketua"), folder / "rahasia" / "ketua.p12")
    (folder / "rahasia" / "sandi").write_text(SANDI + "\n")
    (space.inputs / "tanda-tangan.yaml").write_text(
        "kunci: [{pejabat: 'Dr. Contoh Ketua, M.Si.', sumber: pkcs12, berkas: rahasia/ketua.p12, "
        "sandi_dari: 'berkas:rahasia/sandi'}]\ntingkat: B-B\n"
    )
    (space.inputs / "arsip.yaml").write_text(
        "tujuan:\n  - {nama: utama, jenis: folder, folder: arsip}\n  - {nama: cadangan, jenis: folder, folder: cadangan}\n"
    )
    return space


def kerjakan(root: Path) -> None:
    """All that is left to do for all records, by the commands, in the order of their names."""
    with freeze_time(KINI), Path(os.devnull).open("w") as nothing, redirect_stdout(nothing):
        space = Workspace(root)
        for file in space.records():
            _acak(file.stem)
            if _keadaan(space, file.stem) == "bernomor":
                _perintah(root, "build", str(file))
                _perintah(root, "sign", str(file), "--sertifikat-lain", "Sertifikat uji")
            if _keadaan(space, file.stem) == "ditandatangani":
                _perintah(root, "archive", "kirim", file.stem, "--oleh", OLEH)
            assert _keadaan(space, file.stem) == "diarsipkan"


def _keadaan(space: Workspace, name: str) -> str:
    with buka(space) as ledger:
        row = ledger.satu(Dokumen, rekaman=name, jenis="notula")
        assert row is not None
        return row.keadaan


def _perintah(root: Path, *words: str) -> None:
    from pipeline.cli import main

    code: object = 0
    try:
        main(["-q", "-C", str(root), *words])
    except SystemExit as e:
        code = e.code
    assert not code, (words, code)


def _acak(name: str) -> None:
    """Chance that depends on the record alone, in place of the system's."""
    state = [0]

    def urandom(n: int) -> bytes:
        state[0] += 1
        return hashlib.shake_256(f"{name} {state[0]}".encode()).digest(n)

    random._urandom = urandom  # type: ignore[attr-defined]
    os.urandom = urandom


def sisa(root: Path) -> dict[str, object]:
    """Everything a run leaves: every file of build/, resmi/ and the archives, every row of the register."""
    held: dict[str, object] = {}
    for name in ("build", "resmi", "arsip", "cadangan"):
        held |= {
            f"{name}/{path}": hashlib.sha256(data).hexdigest() for path, data in pohon(root / name).items()
        }
        held[f"folder {name}"] = sorted(
            p.relative_to(root).as_posix() for p in (root / name).rglob("*") if p.is_dir()
        )
    held["di samping"] = sorted(p.name for p in root.iterdir())
    held["register"] = sorted(
        p.relative_to(root).as_posix()
        for p in (root / "register").rglob("*")
        if not p.name.endswith(("-wal", "-shm"))
    )
    # what the builder remembers is derived and holds times and inodes of files: its rows without those count
    for name in [
        k for k in held if k.startswith(f"build/{_INGATAN}")
    ]:  # with SQLite's log of a killed writer
        del held[name]
    with closing(sqlite3.connect(root / "build" / _INGATAN)) as db:
        rows = db.execute(
            "SELECT b.jenis, nama, jalur, b.sidik, tiada, i.isi, galat, peringatan FROM baris b JOIN ikatan i ON i.id = ikatan"
        )
        held["ingatan"] = sorted(rows.fetchall())
    with closing(sqlite3.connect(root / "register" / "notula.sqlite")) as db:
        for table in (*TABEL.values(), "jejak"):
            held[f"tabel {table}"] = db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    intents, trail = held["tabel niat"], held["tabel jejak"]
    held["niat dan jejak"] = _tanpa_gangguan(intents, trail)  # type: ignore[arg-type]
    if terputus(trail):  # type: ignore[arg-type]
        held["tabel niat"] = held["tabel jejak"] = TERPUTUS
    held["cacat register"] = cacat(Workspace(root))
    return held


def terputus(trail: list[tuple[Any, ...]]) -> bool:
    """Whether the trail tells of a signing that a kill cut off."""
    return any(row[3] == "tanda tangan batal" or '"dipulihkan":true' in row[8] for row in trail)


def _tanpa_gangguan(intents: list[tuple[Any, ...]], trail: list[tuple[Any, ...]]) -> list[object]:
    """Both without what the register says, as it must, of a signing that was cut off: given up, or ended later."""
    kept: list[tuple[Any, ...]] = []
    for row in trail:
        if row[3] == "tanda tangan batal":
            last = max(n for n, k in enumerate(kept) if k[2:5] == ("tanda tangan diniatkan", *row[4:6]))
            del kept[last]
            continue
        told = json.loads(row[8])
        told.get("catatan", {}).pop("dipulihkan", None)
        for table, content in told["baris"]:
            if table == "niat":
                del content["id"]
        kept.append((row[1], row[2], row[3], *row[4:8], told))
    return [*(row[1:] for row in intents if row[3] != "batal"), *kept]


def beda(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """What two runs left differently; numbers and hashes of the trail count where it tells of no cut."""
    return [
        k for k in sorted(one.keys() | other.keys())
        if one.get(k) != other.get(k) and TERPUTUS not in (one.get(k), other.get(k))
    ]  # fmt: skip


def hangatkan(dasar: Path, folder: Path) -> None:
    """Load in this process what its children need, by doing the work once here; chance and time are put back."""
    before = os.urandom
    shutil.copytree(dasar, folder)
    kerjakan(folder)
    os.urandom = before
    random._urandom = before  # type: ignore[attr-defined]


def jalankan(root: Path, detik: float | None = None) -> int:
    """The exit code of a process that works, killed after some seconds where said."""
    process = multiprocessing.get_context("fork").Process(target=kerjakan, args=(root,))
    process.start()
    process.join(detik)
    if process.is_alive() and process.pid:
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    return process.exitcode or 0


def dibunuh(
    dasar: Path, folder: Path, seed: int, kali: int, bagian: float,
    lapor: Callable[[str], None] = lambda _: None,
) -> tuple[int, list[str], int]:  # fmt: skip
    """Kills that hit, what then differed from an undisturbed run after one more, and how many rounds it took.

    Each process lives at most `bagian` of the time that an undisturbed run takes on this machine.
    Each round begins with a fresh copy of `dasar` and lasts until its work is done.
    """
    chance = random.Random(seed)
    hangatkan(dasar, folder / "hangat")
    whole = folder / "utuh"
    shutil.copytree(dasar, whole)
    start = time.perf_counter()
    assert jalankan(whole) == 0
    longest = (time.perf_counter() - start) * bagian
    lapor(f"  jalan tanpa gangguan: {longest / bagian:.0f} detik")
    wanted = sisa(whole)
    killed, rounds = 0, 0
    faults: list[str] = []
    while killed < kali:
        root = folder / f"putaran-{rounds}"
        shutil.copytree(dasar, root)
        died = 0
        while killed < kali:
            code = jalankan(root, chance.uniform(0.01, longest))
            if code == 0:
                break
            if code != -signal.SIGKILL:
                faults.append(f"putaran {rounds}: proses berakhir dengan {code}")
                break
            killed, died = killed + 1, died + 1
        if jalankan(root) != 0:
            faults.append(f"putaran {rounds}: jalan penutup gagal")
        faults += [f"putaran {rounds}: {name}" for name in beda(wanted, sisa(root))]
        lapor(f"  putaran {rounds}: {died} kali dibunuh, {len(faults)} beda sejauh ini")
        shutil.rmtree(root)
        rounds += 1
    return killed, faults, rounds
