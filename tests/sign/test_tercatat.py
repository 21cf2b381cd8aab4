"""Signing where the office keeps a register: numbered first, recorded after each signer, verifiable as a whole."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pipeline.cli.sign as cli_sign
from pipeline.ledger import buka
from pipeline.ledger.skema import Berkas

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


def test_a_signature_whose_process_died_before_it_was_recorded_is_recorded_by_the_next_call(
    ruang: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for args in (
        ("ledger", "periksa", "rapat"),
        ("ledger", "final", "rapat"),
        ("nomor", "rapat"),
        ("build", "-q"),
    ):
        assert jalan(ruang, *args).returncode == 0

    def mati(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cli_sign, "_catat", mati)
        assert ruang.sign()[0] == 130
    first = ruang.resmi.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(cli_sign, "_catat", mati)
        assert ruang.sign()[0] == 130  # the first is recorded, then the second signs
    second = ruang.resmi.read_bytes()
    assert second.startswith(first)
    assert len(second) > len(first)
    code, said = ruang.sign()
    assert (code, "sudah dilengkapi" in said) == (0, True)
    assert ruang.resmi.read_bytes() == second
    with buka(ruang.space) as ledger:
        (row,) = ledger.semua(Berkas, rekaman="rapat", jenis="notula")
        assert row.sidik == hashlib.sha256(second).hexdigest()
        assert row.oleh == "Ir. Contoh Pemimpin, M.Si., Pimpinan Sidang/Rapat"
        events = [j.peristiwa for j in ledger.jejak(rekaman="rapat", jenis="notula")]
    assert events.count("berkas dicatat") == events.count("tanda tangan berikutnya") == 1
    assert jalan(ruang, "ledger", "verify").returncode == 0
