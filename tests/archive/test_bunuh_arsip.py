"""Kill -9 while records are built, signed and archived: a seeded slice of what `make campaign` does 500 times."""

from pathlib import Path

from bunuh_arsip import beda, dibunuh, jalankan, siapkan, sisa
from pki import Pki


def test_after_kills_at_random_moments_one_more_run_ends_as_an_undisturbed_one(
    tmp_path: Path, pki: Pki
) -> None:
    base = siapkan(tmp_path / "dasar", pki, banyak=2).root
    killed, faults, _ = dibunuh(base, tmp_path, seed=6, kali=12, bagian=0.5)
    assert killed == 12
    assert faults == []


def test_the_comparison_sees_one_byte_and_one_row(tmp_path: Path, pki: Pki) -> None:
    root = siapkan(tmp_path / "dasar", pki, banyak=1).root
    assert jalankan(root) == 0
    whole = sisa(root)
    assert any(name.startswith("arsip/") for name in whole)
    file = root / "resmi" / "rapat" / "notula.pdf"
    file.write_bytes(file.read_bytes() + b"\n")
    assert beda(whole, sisa(root)) == ["resmi/rapat/notula.pdf"]
