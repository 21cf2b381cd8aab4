"""Signing with a register, killed in between: the next run knows how far it came."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest
from pki import Pki
from ttd_uji import Bernomor, bernomor, dibunuh, jalan, jalankan, salin, ukur

from pipeline.ledger import niat as modul
from pipeline.ledger.basis import buka
from pipeline.ledger.skema import Berkas, Dokumen, Niat, Nomor
from pipeline.sign import pekerjaan

KAPAN = {"sebelum berkas": (pekerjaan, "write_new"), "sesudah berkas": (modul, "_rekam")}


@pytest.fixture(scope="module")
def dasar(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Bernomor:
    """A numbered workspace that tests copy."""
    return bernomor(tmp_path_factory.mktemp("bernomor") / "ruang", pki)


@pytest.fixture
def ruang_terdaftar(dasar: Bernomor, tmp_path: Path) -> Bernomor:
    return salin(dasar, tmp_path / "ruang")


def mati(monkeypatch: Any, where: Any, name: str, ruang: Bernomor) -> None:
    """One signing that ends there as if killed: what it did to files stays, its transaction is lost."""

    def end(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(where, name, end)
        assert ruang.sign() not in (0, 1)


def niat(ruang: Bernomor) -> list[str]:
    with buka(ruang.space) as ledger:
        return [n.keadaan for n in ledger.semua(Niat)]


def test_two_signatures_are_meant_written_and_recorded(ruang_terdaftar: Bernomor) -> None:
    ruang = ruang_terdaftar
    built = (ruang.space.build / "rapat" / "notula.pdf").read_bytes()
    assert [ruang.sign(), ruang.sign(), ruang.sign()] == [0, 0, 1]
    assert ruang.salah() == []
    assert niat(ruang) == ["jadi", "jadi"]
    with buka(ruang.space) as ledger:
        (file,), (document,) = ledger.semua(Berkas), ledger.semua(Dokumen)
    assert file.sidik_asal == document.sidik_pdf == modul.sidik(built)


@pytest.mark.parametrize("kapan", KAPAN)
def test_a_first_signature_cut_short_is_ended_by_the_next_run(
    ruang_terdaftar: Bernomor, kapan: str, monkeypatch: Any
) -> None:
    mati(monkeypatch, *KAPAN[kapan], ruang_terdaftar)
    assert ruang_terdaftar.resmi.exists() == (kapan == "sesudah berkas")
    while ruang_terdaftar.sign() == 0:
        pass
    assert ruang_terdaftar.salah() == []


def test_a_second_signature_cut_short_is_ended_by_the_next_run(
    ruang_terdaftar: Bernomor, monkeypatch: Any
) -> None:
    assert ruang_terdaftar.sign() == 0
    mati(monkeypatch, modul, "_rekam", ruang_terdaftar)
    assert ruang_terdaftar.sah() == ["ttd-1", "ttd-2"]
    assert ruang_terdaftar.sign() == 1  # all have signed, and the register knows now
    assert ruang_terdaftar.salah() == []
    assert jalan(ruang_terdaftar.space, "ledger", "arsip", "rapat", "--oleh", "Siti") == 0


def test_whoever_opens_the_register_next_ends_it_too(ruang_terdaftar: Bernomor, monkeypatch: Any) -> None:
    mati(monkeypatch, modul, "_rekam", ruang_terdaftar)
    with buka(ruang_terdaftar.space) as ledger:
        (number,) = ledger.semua(Nomor)
    args = ("nomor", "--batal", number.teks, "--alasan", "Keliru", "--oleh", "Siti")
    assert jalan(ruang_terdaftar.space, *args) == 1  # a signed document keeps its number
    assert ruang_terdaftar.keadaan() == "ditandatangani"
    assert jalan(ruang_terdaftar.space, "ledger", "verify") == 0


def test_a_record_that_changed_after_the_kill_does_not_hide_the_signature(
    ruang_terdaftar: Bernomor, monkeypatch: Any
) -> None:
    mati(monkeypatch, modul, "_rekam", ruang_terdaftar)
    with ruang_terdaftar.rekaman.open("a", encoding="utf-8") as out:
        out.write("# catatan\n")
    assert jalan(ruang_terdaftar.space, "ledger", "status") == 0
    assert ruang_terdaftar.keadaan() == "ditandatangani"


def test_a_file_that_is_neither_the_old_nor_the_new_one_stays_a_fault(
    ruang_terdaftar: Bernomor, monkeypatch: Any, capsys: Any
) -> None:
    mati(monkeypatch, modul, "_rekam", ruang_terdaftar)
    ruang_terdaftar.resmi.write_bytes(b"lain")
    assert jalan(ruang_terdaftar.space, "ledger", "verify") == 1
    capsys.readouterr()
    assert ruang_terdaftar.sign() == 1
    assert "resmi/rapat/notula.pdf bukan berkas yang tercatat di register" in capsys.readouterr().err


def test_a_signed_file_that_was_replaced_is_not_signed_on(ruang_terdaftar: Bernomor, capsys: Any) -> None:
    assert ruang_terdaftar.sign() == 0
    ruang_terdaftar.resmi.write_bytes((ruang_terdaftar.space.build / "rapat" / "notula.pdf").read_bytes())
    capsys.readouterr()
    assert ruang_terdaftar.sign() == 1
    assert "bukan berkas yang tercatat di register" in capsys.readouterr().err


def test_files_that_the_register_does_not_know_are_told(ruang_terdaftar: Bernomor) -> None:
    assert ruang_terdaftar.sign() == 0
    (ruang_terdaftar.resmi.parent / "tambahan.pdf").write_bytes(b"%PDF-")
    (told,) = ruang_terdaftar.cacat()
    assert told.startswith("resmi/rapat/tambahan.pdf tidak tercatat di register")


def test_why_another_certificate_signed_stands_in_the_register(ruang_terdaftar: Bernomor) -> None:
    settings = ruang_terdaftar.space.inputs / "tanda-tangan.yaml"
    settings.write_text(settings.read_text().replace("notulis.p12", "lain.p12"))
    assert ruang_terdaftar.sign() == 1
    assert ruang_terdaftar.keadaan() == "bernomor"
    assert ruang_terdaftar.sign("--sertifikat-lain", "Sertifikatnya sedang\ndiperbarui") == 0
    with buka(ruang_terdaftar.space) as ledger:
        (row,) = ledger.jejak(peristiwa="tanda tangan diniatkan")
    assert '"alasan_sertifikat_lain":"Sertifikatnya sedang diperbarui"' in row.rincian


@pytest.mark.parametrize("seed", [0, 3])
def test_kills_at_any_moment_leave_what_the_next_run_ends(dasar: Bernomor, tmp_path: Path, seed: int) -> None:
    """A slice of `make campaign`."""
    measure = ukur(salin(dasar, tmp_path / "ukur"), tmp_path / "langkah")
    ruang = salin(dasar, tmp_path / "ruang")
    killed, wrong = dibunuh(ruang, random.Random(seed), measure, 3)
    assert wrong == []
    assert killed >= 1


def test_a_run_killed_after_its_file_was_written_is_recorded_later(dasar: Bernomor, tmp_path: Path) -> None:
    measure = ukur(salin(dasar, tmp_path / "ukur"), tmp_path / "langkah")
    for number in range(measure.langkah, 0, -1):  # back from the end to the moment between file and record
        ruang = salin(dasar, tmp_path / f"r{number}")
        assert jalankan(ruang, mati_pada=number) == -signal.SIGKILL
        if "terbuka" in _niat_mentah(ruang) and ruang.resmi.exists():
            break
    else:
        raise AssertionError("no step lies between the file and its record")
    while jalankan(ruang) == 0:
        pass
    assert ruang.salah() == []
    assert not os.path.lexists(ruang.space.register / ".gembok")


def _niat_mentah(ruang: Bernomor) -> list[str]:
    """The states of intents as the dead run left them; opening the ledger would end them."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(ruang.space.register / "notula.sqlite")) as db:
        return [state for (state,) in db.execute("SELECT keadaan FROM niat")]
