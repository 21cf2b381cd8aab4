"""What is refused: one sentence, exit code 1, and nothing written."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import pem
from contoh import ROOT
from pki import SANDI
from sign_bantu import stempel_palsu

from pipeline.sign.rantai import periksa_masa
from pipeline.sign.salah import SignFault

P12 = "sumber: pkcs12, berkas: rahasia/{}.p12, sandi_dari: 'env:SANDI_UJI'"


def ganti(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_signers_sign_in_the_order_of_the_record_and_once_each(ruang: Any) -> None:
    assert "Belum giliran penanda 2: Contoh Pencatatan, S.Kom. (penanda 1)" in ruang.ditolak("--penanda", "2")
    assert ruang.sign("--penanda", "1")[0] == 0
    assert ruang.ditolak("--penanda", "1") == "Penanda 1 sudah menandatangani naskah ini."
    assert ruang.sign("--penanda", "2")[0] == 0
    assert ruang.ditolak() == "Naskah ini sudah ditandatangani semua penanda."
    assert ruang.ditolak("--penanda", "3") == "Rekaman ini memiliki 2 penanda tangan; penanda 3 tidak ada."


def test_a_draft_is_not_signed(ruang: Any) -> None:
    ganti(ruang.rekaman, "status: final", "status: draf")
    assert ruang.ditolak().startswith("Draf tidak ditandatangani")


def test_a_document_that_is_not_built_or_older_than_its_record_is_not_signed(ruang: Any) -> None:
    with ruang.rekaman.open("a", encoding="utf-8") as out:
        out.write("# catatan\n")
    assert "dibuat dari isi lama" in ruang.ditolak()
    ruang.naskah.unlink()
    assert ruang.ditolak().endswith("belum ada; jalankan “notula build” lebih dahulu.")


def test_after_the_first_signature_neither_record_nor_document_may_change(ruang: Any) -> None:
    ruang.sign()
    built = ruang.naskah.read_bytes()
    ruang.naskah.write_bytes(built + b"%")
    said = ruang.ditolak()
    assert "“build/rapat/notula.pdf” berubah sesudah tanda tangan pertama" in said
    assert "notula ralat" in said
    ruang.naskah.write_bytes(built)
    with ruang.rekaman.open("a", encoding="utf-8") as out:
        out.write("# catatan\n")
    assert "“inputs/rapat/rapat.yaml” berubah sesudah tanda tangan pertama" in ruang.ditolak()


def test_the_signed_file_suffices_when_build_is_cleared(ruang: Any) -> None:
    ruang.sign()
    shutil.rmtree(ruang.space.build)
    assert ruang.sign()[0] == 0


def test_a_signed_file_that_somebody_changed_is_not_signed_again(ruang: Any) -> None:
    ruang.sign()
    data = bytearray(ruang.resmi.read_bytes())
    data[data.index(b"/TU (Tanda tangan") + 6] ^= 0x20
    ruang.resmi.write_bytes(data)
    assert "berubah sesudah ditandatangani" in ruang.ditolak()


@pytest.mark.parametrize("isi", [b"", b"%PDF-1.7\nrusak", b"bukan pdf"])
def test_what_is_no_pdf_is_refused(ruang: Any, isi: bytes) -> None:
    ruang.naskah.write_bytes(isi)
    assert ruang.ditolak() == "“build/rapat/notula.pdf” bukan PDF final buatan Notula."


def test_a_pdf_of_another_program_is_refused(ruang: Any) -> None:
    import weasyprint

    weasyprint.HTML(string="<p>lain").write_pdf(ruang.naskah)
    assert ruang.ditolak() == "“build/rapat/notula.pdf” bukan PDF final buatan Notula."


def test_a_template_without_the_field_is_named(ruang: Any) -> None:
    shutil.copytree(ROOT / "templates", ruang.space.root / "templates")
    ganti(ruang.space.root / "templates" / "html" / "_akhir.html", "{{ ruang(t) }}", "")
    from pipeline.build import build_record
    from pipeline.load import load_reference

    reference, _ = load_reference(ruang.space.inputs, ruang.space.shown)
    build_record(ruang.space, ruang.rekaman, reference)
    assert "tidak memiliki ruang tanda tangan elektronik" in ruang.ditolak()


def test_a_wrong_password_a_missing_file_and_a_foreign_file(ruang: Any, monkeypatch: Any) -> None:
    (ruang.space.root / "rahasia" / "sandi").write_text("keliru-4471")
    said = ruang.ditolak()
    assert said == "Sandi berkas kunci “rahasia/notulis.p12” salah."
    ruang.atur(notulis=P12.format("tidak-ada"))
    assert "tidak-ada.p12” tidak dapat dibaca: berkasnya tidak ada." in ruang.ditolak()
    (ruang.space.root / "rahasia" / "palsu.p12").write_bytes(b"bukan kunci")
    ruang.atur(notulis=P12.format("palsu"))
    assert "bukan berkas kunci PKCS#12" in ruang.ditolak()
    monkeypatch.delenv("SANDI_UJI")
    ruang.atur(notulis=P12.format("notulis"))
    assert ruang.ditolak() == "Peubah lingkungan SANDI_UJI untuk sandi belum diisi."


def test_a_password_is_asked_for_only_at_a_terminal(ruang: Any) -> None:
    ruang.atur(notulis="sumber: pkcs12, berkas: rahasia/notulis.p12")
    assert ruang.ditolak().startswith("Tidak ada terminal untuk menanyakan sandi")
    ruang.atur(notulis="sumber: pkcs12, berkas: rahasia/notulis.p12, sandi_dari: 'apa saja'")
    assert ruang.ditolak().startswith("Asal sandi (sandi_dari) tidak dikenal")


def test_an_expired_certificate_signs_nothing(ruang: Any) -> None:
    ruang.atur(notulis=P12.format("kedaluwarsa"))
    assert "Sertifikat Contoh Pemimpin sudah kedaluwarsa sejak" in ruang.ditolak()


def test_a_certificate_of_tomorrow_signs_nothing_today(ruang: Any) -> None:
    with pytest.raises(SignFault, match="baru berlaku mulai"):
        periksa_masa(ruang.pki.sertifikat("notulis"), datetime.now(UTC) - timedelta(days=60))


@pytest.mark.parametrize("tingkat", ["B-B", "B-LT"])
def test_a_revoked_certificate_signs_nothing(ruang: Any, tingkat: str) -> None:
    ruang.atur(ketua=P12.format("dicabut"))
    assert ruang.sign("--tingkat", "B-B")[0] == 0
    assert "Sertifikat Contoh Pemimpin (atau penerbitnya) sudah dicabut" in ruang.ditolak(
        "--tingkat", tingkat
    )


def test_a_certificate_of_another_person_signs_nothing(ruang: Any) -> None:
    ruang.atur(notulis=P12.format("lain"))
    assert ruang.ditolak() == (
        "Sertifikat atas nama “Orang Lain”, sedangkan penanda tangan 1 di rekaman “Contoh Pencatatan, S.Kom.”; "
        "pakai kunci miliknya, atau beri alasan dengan --sertifikat-lain."
    )
    assert "belum memiliki register" in ruang.ditolak("--sertifikat-lain", "Sertifikatnya sedang diganti")


def test_one_key_does_not_sign_for_two(ruang: Any) -> None:
    ruang.atur(ketua=P12.format("kunci-notulis"))
    assert ruang.sign("--tingkat", "B-B")[0] == 0
    assert ruang.ditolak("--tingkat", "B-B").startswith("Kunci “Contoh Pemimpin” sudah dipakai penanda 1;")


@pytest.mark.parametrize("akar", ["[rahasia/akar.pem]", "[]"])
def test_a_certificate_for_either_kind_of_signing_signs_and_one_for_another_use_does_not(
    ruang: Any, akar: str
) -> None:
    ruang.atur(notulis=P12.format("sandi"), akar=akar)
    assert ruang.ditolak().startswith(
        "Sertifikat Contoh Pencatatan tidak diterbitkan untuk menandatangani (kegunaan kuncinya lain)"
    )
    ruang.atur(notulis=P12.format("cap"), akar=akar)
    code, said = ruang.sign()
    assert code == 0, said


def test_a_document_that_record_letterhead_and_templates_do_not_make_is_not_signed(ruang: Any) -> None:
    built = ruang.naskah.read_bytes()
    with pikepdf.open(ruang.naskah, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"1 1 1 rg 0 0 400 400 re f")  # the record inside stays the same
        pdf.save(ruang.naskah)
    stale = "“build/rapat/notula.pdf” bukan hasil rekaman, kop, dan templat yang sekarang"
    assert ruang.ditolak().startswith(stale)
    ruang.naskah.write_bytes(built)
    for kop in (ruang.space.inputs / "instansi").glob("*.yaml"):
        ganti(kop, "nama:\n", "nama:\n  - BIRO BARU\n")
    assert ruang.ditolak().startswith(stale)


JAWABAN = {
    "kosong": b"",
    "teks": b"<html>maaf</html>",
    "der lain": bytes.fromhex("3003020100"),
    "terpotong": bytes.fromhex("30820b00300302010030"),
    "diberikan tanpa token": bytes.fromhex("30053003020100"),
}


@pytest.mark.parametrize("jawaban", JAWABAN.values(), ids=JAWABAN)
def test_an_answer_that_is_no_timestamp_is_a_sentence(ruang: Any, jawaban: bytes) -> None:
    with stempel_palsu(lambda _asked: jawaban) as address:
        ruang.atur(tsa=address)
        assert ruang.ditolak("--tingkat", "B-T") == (
            f"Otoritas stempel waktu {address} tidak dapat dihubungi atau menolak; coba lagi nanti."
        )


def test_an_old_timestamp_given_again_is_a_sentence(ruang: Any) -> None:
    kept: list[bytes] = []

    def replay(asked: bytes) -> bytes:
        if not kept:
            query = urllib.request.Request(
                ruang.pki.tsa, asked, {"Content-Type": "application/timestamp-query"}
            )
            with urllib.request.urlopen(query) as answer:
                kept.append(answer.read())
        return kept[0]

    with stempel_palsu(replay) as address:
        ruang.atur(tsa=address)
        assert f"Otoritas stempel waktu {address} tidak dapat" in ruang.ditolak("--tingkat", "B-T")


def test_a_certificate_that_the_roots_do_not_reach_signs_nothing(ruang: Any) -> None:
    ruang.atur(akar="[rahasia/akar2.pem]")
    assert "akar2.pem” tidak dapat dibaca" in ruang.ditolak()
    (ruang.space.root / "rahasia" / "akar2.pem").write_bytes(b"bukan sertifikat")
    assert "akar2.pem” bukan berkas sertifikat" in ruang.ditolak()
    only_tsa = pem.armor("CERTIFICATE", ruang.pki.sertifikat("tsa").dump())
    (ruang.space.root / "rahasia" / "akar2.pem").write_bytes(only_tsa)
    assert "Rantai sertifikat Contoh Pencatatan tidak dapat dipastikan" in ruang.ditolak("--tingkat", "B-LT")


def test_a_timestamp_authority_that_is_down_stops_all(ruang: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ruang.atur(tsa=f"http://127.0.0.1:{port}/tsa")
    for level in ("B-T", "B-LTA"):
        assert f"stempel waktu http://127.0.0.1:{port}/tsa tidak dapat dihubungi" in ruang.ditolak(
            "--tingkat", level
        )
    ruang.atur(tsa=f"{ruang.pki.alamat}/tidak-ada")
    assert "tidak dapat dihubungi atau menolak" in ruang.ditolak("--tingkat", "B-T")


def test_a_level_names_the_setting_it_lacks(ruang: Any) -> None:
    ruang.atur(tsa="", akar="[]")
    assert "memerlukan tsa" in ruang.ditolak("--tingkat", "B-T")
    ruang.atur(akar="[]")
    assert "memerlukan akar" in ruang.ditolak("--tingkat", "B-LT")
    assert ruang.sign("--tingkat", "B-B")[0] == 0


def test_settings_that_are_missing_or_lack_a_key(ruang: Any) -> None:
    ruang.atur(notulis="sumber: pkcs12")
    assert "memerlukan berkas" in ruang.ditolak()
    ruang.atur(notulis="berkas: rahasia/notulis.p12")
    assert "belum menyebut sumber" in ruang.ditolak()
    ganti(ruang.space.inputs / "tanda-tangan.yaml", "Contoh Pencatatan", "Orang Ketiga")
    assert ruang.ditolak() == "inputs/tanda-tangan.yaml belum memuat kunci untuk Contoh Pencatatan, S.Kom.."
    (ruang.space.inputs / "tanda-tangan.yaml").unlink()
    assert "inputs/tanda-tangan.yaml belum ada" in ruang.ditolak()


def test_an_unknown_key_of_the_settings_is_a_finding_with_its_place(ruang: Any) -> None:
    ruang.atur(tambahan="sandi: abc")
    code, said = ruang.sign()
    assert code == 1
    assert "inputs/tanda-tangan.yaml" in said
    assert "sandi" in said
    assert not ruang.space.resmi.exists()


def test_no_file_and_no_output_holds_the_password(ruang: Any) -> None:
    ruang.sign("--debug")
    ruang.sign("--json")
    kept = ruang.space.root / "rahasia" / "sandi"
    for file in ruang.space.root.rglob("*"):
        if file.is_file() and file != kept:
            assert SANDI.encode() not in file.read_bytes(), file


def test_a_run_killed_while_it_waits_leaves_the_old_file_whole(ruang: Any) -> None:
    ruang.sign()
    before = ruang.resmi.read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as mute:  # accepts, and never answers
        ruang.atur(tsa=f"http://127.0.0.1:{mute.getsockname()[1]}/tsa")
        run = subprocess.Popen(
            [str(Path(sys.executable).parent / "notula"), "sign", "inputs/rapat/rapat.yaml", "--tingkat", "B-T"],
            cwd=ruang.space.root, env=dict(os.environ),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        mute.settimeout(60)
        peer, _ = mute.accept()
        run.send_signal(signal.SIGKILL)
        run.wait(10)
        peer.close()
    assert ruang.resmi.read_bytes() == before
    ruang.atur()
    assert ruang.sign()[0] == 0
    assert sorted(p.name for p in ruang.resmi.parent.iterdir()) == ["notula.pdf"]


def test_a_leftover_of_a_killed_write_is_swept_away(ruang: Any) -> None:
    ruang.sign()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = ruang.resmi.parent / f".~{dead.pid}~notula.pdf"
    left.write_bytes(b"setengah")
    ruang.sign()
    assert not left.exists()
