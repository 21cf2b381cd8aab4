"""Signing where the office keeps a register, and runs of it that are killed at any moment."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contoh import ROOT, teks_rekaman
from pki import SANDI, Pki
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from pipeline.baca_pdf import Pembaca
from pipeline.build import build_record
from pipeline.cli import main
from pipeline.ledger.basis import buka, sidik
from pipeline.ledger.langkah import Bukti, maju
from pipeline.ledger.nomor import beri
from pipeline.ledger.skema import Berkas, Dokumen
from pipeline.ledger.verifikasi import periksa
from pipeline.load import load_reference
from pipeline.read import read_record
from pipeline.workspace import Workspace

PENANDA = """
dokumen: [notula]
penanda_tangan:
  - {peran: Notulis, nama: "Contoh Pencatatan, S.Kom.", jabatan: Analis Perencanaan, pangkat: Penata Muda Tk. I (III/b), nip: "199407082019032904"}
  - {peran: Pimpinan Sidang/Rapat, nama: "Ir. Contoh Pemimpin, M.Si.", jabatan: Kepala Dinas Contoh, delegasi: a.n., atas_nama: [Sekretaris Daerah Contoh], pangkat: Pembina Utama Muda (IV/c), nip: "196905171995031903"}
"""
KUNCI = """
kunci:
  - {pejabat: Contoh Pencatatan, sumber: pkcs12, berkas: rahasia/notulis.p12, sandi_dari: "berkas:rahasia/sandi"}
  - {pejabat: Contoh Pemimpin, sumber: pkcs12, berkas: rahasia/ketua.p12, sandi_dari: "berkas:rahasia/sandi"}
tingkat: B-B
"""
OLEH = "Siti Contoh, Arsiparis"


@dataclass(frozen=True)
class Bernomor:
    """A workspace whose one document is numbered, built and ready to be signed by two."""

    space: Workspace

    @property
    def rekaman(self) -> Path:
        """The record."""
        return self.space.inputs / "rapat" / "rapat.yaml"

    @property
    def resmi(self) -> Path:
        """The signed PDF."""
        return self.space.resmi / "rapat" / "notula.pdf"

    def sign(self, *arguments: str) -> int:
        """The exit code of `notula sign`, run in this process."""
        return jalan(self.space, "sign", "inputs/rapat/rapat.yaml", *arguments)

    def keadaan(self) -> str:
        """The state of the document in the register."""
        with buka(self.space) as ledger:
            (row,) = ledger.semua(Dokumen)
        return row.keadaan

    def dipulihkan(self) -> int:
        """How many signatures were recorded by a later run than made them."""
        with buka(self.space) as ledger:
            rows = [
                *ledger.jejak(peristiwa="berkas dicatat"),
                *ledger.jejak(peristiwa="tanda tangan berikutnya"),
            ]
        return sum("dipulihkan" in r.rincian for r in rows)

    def cacat(self) -> list[str]:
        """What `notula ledger verify` finds."""
        with buka(self.space) as ledger:
            return [c.id for c in periksa(ledger, self.space)]

    def sah(self) -> list[str]:
        """The fields of the signed file whose signatures are whole."""
        found = []
        for one in Pembaca(self.resmi.read_bytes()).embedded_regular_signatures:
            status = validate_pdf_signature(one, ValidationContext(trust_roots=[one.signer_cert]))
            if status.intact and status.valid and status.docmdp_ok:
                found.append(one.field_name)
        return found

    def salah(self) -> list[str]:
        """What is not as two signatures, whole and recorded, leave it; empty where all is."""
        with buka(self.space) as ledger:
            rows = ledger.semua(Berkas)
        found = self.cacat()
        if self.keadaan() != "ditandatangani":
            found.append(f"keadaan {self.keadaan()}")
        if self.sah() != ["ttd-1", "ttd-2"]:
            found.append(f"tanda tangan {self.sah()}")
        if [r.sidik for r in rows] != [sidik(self.resmi.read_bytes())]:
            found.append("sidik di register bukan sidik berkasnya")
        left = [p.name for p in self.resmi.parent.iterdir() if p != self.resmi]
        return found + [f"tertinggal {name}" for name in left]


def jalan(space: Workspace, *arguments: str) -> int:
    """The exit code of a command, run in this process."""
    try:
        main(["-C", str(space.root), *arguments])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def bernomor(root: Path, pki: Pki) -> Bernomor:
    """Such a workspace, made."""
    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, root / "inputs" / name)
    shutil.copy(ROOT / "inputs" / "pejabat.yaml", root / "inputs")
    made = Bernomor(Workspace(root))
    made.rekaman.parent.mkdir()
    made.rekaman.write_text(teks_rekaman(PENANDA), encoding="utf-8")
    (root / "inputs" / "tanda-tangan.yaml").write_text(KUNCI, encoding="utf-8")
    (root / "rahasia").mkdir()
    (root / "rahasia" / "sandi").write_text(SANDI)
    for label in ("notulis", "ketua", "lain"):
        shutil.copy(pki.pkcs12(label), root / "rahasia")
    reference, _ = load_reference(made.space.inputs, made.space.shown)
    with buka(made.space) as ledger:
        proof = Bukti(made.space, read_record(made.rekaman)[0])
        for state in ("diperiksa", "final"):
            with ledger.tulis() as tx:
                maju(tx, proof, "notula", state, OLEH)
        beri(ledger, proof, reference.instansi, OLEH)
    assert build_record(made.space, made.rekaman, reference).findings == ()
    return made


def salin(made: Bernomor, root: Path) -> Bernomor:
    """The workspace once more, in another folder."""
    shutil.copytree(made.space.root, root)
    return Bernomor(Workspace(root))


_BERKAS = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir")


def _penanda(root: Path, mati_pada: int, hitung: Path | None) -> None:
    """`notula sign`, silent; it ends by kill -9 at its step of that number, or tells how many steps it had.

    Steps are the statements of the ledger and what is done to files below `register/` and `resmi/`.
    """
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    seen = 0

    def step(_what: str) -> None:
        nonlocal seen
        seen += 1
        if seen == mati_pada:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        made = sqlite3.Connection(*arguments, **named)
        made.set_trace_callback(step)
        return made

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _BERKAS and str(arguments[0]).startswith((f"{root}/register", f"{root}/resmi")):
            step(event)

    sqlite3.connect = connect  # type: ignore[assignment]  # of this process, which ends here
    sys.addaudithook(hook)
    code = Bernomor(Workspace(root)).sign()
    if hitung is not None:
        hitung.write_text(str(seen))
    os._exit(code)


def jalankan(
    made: Bernomor, mati_pada: int = 0, sesudah: float | None = None, hitung: Path | None = None
) -> int:
    """The exit code of one `notula sign` in a process of its own; -9 where it was killed."""
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_penanda, args=(made.space.root, mati_pada, hitung))
    process.start()
    if sesudah is not None:
        process.join(sesudah)
        if process.is_alive() and process.pid:
            os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode is not None
    return process.exitcode


@dataclass(frozen=True)
class Ukuran:
    """How long a signing takes in seconds, and how many steps it has."""

    lama: float
    langkah: int


def ukur(made: Bernomor, hitung: Path) -> Ukuran:
    """The measure of a first signature, which is made."""
    start = time.perf_counter()
    assert jalankan(made, hitung=hitung) == 0
    return Ukuran(time.perf_counter() - start, int(hitung.read_text()))


def dibunuh(made: Bernomor, rng: random.Random, ukuran: Ukuran, kali: int) -> tuple[int, list[str]]:
    """How many of so many signings died by kill -9, and what is wrong after `notula sign` was run to the end.

    A third die at a moment of the clock, the others at a step, most of them where the signature is kept.
    """
    killed = 0
    for _ in range(kali):
        if rng.random() < 1 / 3:
            code = jalankan(made, sesudah=rng.uniform(0.0, ukuran.lama))
        else:
            code = jalankan(made, mati_pada=max(1, ukuran.langkah - int(rng.expovariate(1 / 20))))
        killed += code == -signal.SIGKILL
    for _ in range(3):
        if jalankan(made) == 1:  # all have signed
            break
    return killed, made.salah()
