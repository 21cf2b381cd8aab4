"""Kill -9 while records are built, signed and archived: a seeded slice of what `make campaign` does 500 times."""

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

from bunuh_arsip import TERPUTUS, beda, dibunuh, jalankan, kerjakan, siapkan, sisa
from pki import Pki


def test_after_kills_at_random_moments_one_more_run_ends_as_an_undisturbed_one(
    tmp_path: Path, pki: Pki
) -> None:
    base = siapkan(tmp_path / "dasar", pki, banyak=2).root
    killed, faults, _ = dibunuh(base, tmp_path, seed=6, kali=12, bagian=0.5)
    assert killed == 12
    assert faults == []


def test_a_signing_that_was_cut_off_stands_in_the_trail_and_nothing_else_differs(
    tmp_path: Path, pki: Pki
) -> None:
    base = siapkan(tmp_path / "dasar", pki, banyak=1).root
    shutil.copytree(base, tmp_path / "utuh")
    assert jalankan(tmp_path / "utuh") == 0
    cut = multiprocessing.get_context("fork").Process(target=_terputus, args=(base,))
    cut.start()
    cut.join()
    assert cut.exitcode == -signal.SIGKILL
    assert jalankan(base) == 0
    whole, other = sisa(tmp_path / "utuh"), sisa(base)
    assert other["tabel jejak"] == TERPUTUS != whole["tabel jejak"]
    assert beda(whole, other) == []


def _terputus(root: Path) -> None:
    from pipeline.ledger import niat

    niat.laksanakan = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    import pipeline.pengesahan

    pipeline.pengesahan.laksanakan = niat.laksanakan  # type: ignore[attr-defined]
    kerjakan(root)


def test_the_comparison_sees_one_byte_and_one_row(tmp_path: Path, pki: Pki) -> None:
    root = siapkan(tmp_path / "dasar", pki, banyak=1).root
    assert jalankan(root) == 0
    whole = sisa(root)
    assert any(name.startswith("arsip/") for name in whole)
    file = root / "resmi" / "rapat" / "notula.pdf"
    file.write_bytes(file.read_bytes() + b"\n")
    assert beda(whole, sisa(root)) == ["cacat register", "resmi/rapat/notula.pdf"]
