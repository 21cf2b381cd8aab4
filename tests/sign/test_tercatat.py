"""Signing where the office keeps a register: numbered first, recorded after each signer, verifiable as a whole."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

NOTULA = str(Path(sys.executable).parent / "notula")


def jalan(ruang: Any, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NOTULA, "-C", str(ruang.space.root), *args], capture_output=True, text=True, stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "NOTULA_OLEH": "Contoh Sekretaris, Sekretaris Dinas"},
    )  # fmt: skip


def test_from_number_to_two_signatures_to_verification(ruang: Any) -> None:
    assert jalan(ruang, "ledger", "periksa", "rapat").returncode == 0
    assert (
        ruang.ditolak()
        == "notula rapat berkeadaan diperiksa; langkah berikutnya: “notula ledger final rapat”."
    )
    for args in (("ledger", "final", "rapat"), ("nomor", "rapat"), ("build", "-q")):
        done = jalan(ruang, *args)
        assert done.returncode == 0, done.stdout + done.stderr
    for _ in range(2):
        code, said = ruang.sign("--tingkat", "B-LTA")
        assert code == 0, said
    rows = json.loads(jalan(ruang, "--json", "ledger", "status").stdout)["dokumen"]
    assert [r["keadaan"] for r in rows if r["jenis"] == "notula"] == ["ditandatangani"]
    assert jalan(ruang, "ledger", "verify").returncode == 0
    done = jalan(ruang, "verify", str(ruang.resmi), "--akar", str(ruang.pki.akar))
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("Contoh Pencatatan", "Contoh Pemimpin"):
        assert name in done.stdout
    ruang.resmi.write_bytes(ruang.resmi.read_bytes()[:-1] + b" ")
    assert jalan(ruang, "ledger", "verify").returncode == 1


def test_a_signed_record_that_changes_is_refused_and_corrected(ruang: Any) -> None:
    for args in (
        ("ledger", "periksa", "rapat"),
        ("ledger", "final", "rapat"),
        ("nomor", "rapat"),
        ("build", "-q"),
    ):
        assert jalan(ruang, *args).returncode == 0
    for _ in range(2):
        assert ruang.sign()[0] == 0
    before = ruang.rekaman.read_bytes()
    ruang.rekaman.write_bytes(before.replace(b"Aula Dinas Contoh", b"Aula Lain Contoh"))
    assert "L010" in jalan(ruang, "check").stdout
    ruang.rekaman.write_bytes(before)
    assert jalan(ruang, "ralat", "rapat", "--alasan", "Tempat keliru").returncode == 0
    assert (ruang.space.inputs / "rapat" / "rapat-ralat-1.yaml").exists()
