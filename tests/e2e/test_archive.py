"""The archive by its commands: from a signed document to receipts, fixity and what goes wrong."""

import io
import json
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pikepdf
import pytest
from arsip_uji import NAMA, pohon

from pipeline.cli import main
from pipeline.workspace import Workspace

OLEH = "Siti Contoh, Arsiparis"


def run(space: Path, *args: str, kode: int = 0) -> SimpleNamespace:
    """What a command says, run in this process."""
    out, err = io.StringIO(), io.StringIO()
    code: Any = None
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch.dict(os.environ, NOTULA_OLEH=OLEH, COLUMNS="200"),
    ):
        try:
            main(["-C", str(space), *args])
        except SystemExit as e:
            code = e.code
    assert int(code or 0) == kode, out.getvalue() + err.getvalue()
    return SimpleNamespace(stdout=out.getvalue(), stderr=err.getvalue())


def data(space: Path, *args: str, kode: int = 0) -> Any:
    return json.loads(run(space, *args, "--format", "json", kode=kode).stdout)


def keadaan(space: Path) -> dict[str, str]:
    return {d["jenis"]: d["keadaan"] for d in data(space, "ledger", "status")["dokumen"]}


@pytest.fixture
def ruang(bertanda_dasar: Path, tmp_path: Path) -> Path:
    shutil.copytree(bertanda_dasar, tmp_path / "ruang kerja")
    return tmp_path / "ruang kerja"


def test_a_signed_document_goes_into_the_folder_archive_and_is_archived(ruang: Path) -> None:
    assert "Belum ada yang dikirim" in run(ruang, "archive", "status").stdout
    made = data(ruang, "archive", "kirim")
    (one,) = made["kiriman"]
    assert (one["keadaan"], one["tujuan"], made["ditolak"]) == ("terkirim", "arsip", [])
    assert one["tanda_terima"]["sidik_terbaca"] == one["sidik"]
    assert keadaan(ruang) == {"notula": "diarsipkan"}
    held = pohon(ruang / "arsip")
    assert data(ruang, "archive", "kirim") == made
    assert pohon(ruang / "arsip") == held
    assert not (ruang / "register" / "antrean").exists()
    assert "terkirim" in run(ruang, "archive", "status").stdout
    assert data(ruang, "ledger", "verify")["utuh"]
    seen = data(ruang, "archive", "check")
    assert (seen["utuh"], seen["kiriman"], seen["bita"]) == (True, 1, one["ukuran"])
    assert "utuh" in run(ruang, "archive", "check").stdout
    file = data(ruang, "archive", "tanda-terima", NAMA)["berkas"]
    assert file == "build/tanda-terima/rapat.pdf"
    before = (ruang / file).read_bytes()
    run(ruang, "archive", "tanda-terima", NAMA)
    assert (ruang / file).read_bytes() == before
    with pikepdf.open(ruang / file) as pdf:
        assert len(pdf.pages) == 1
    run(ruang, "build")
    assert (ruang / file).is_file()


def test_check_finds_a_flip_a_loss_an_addition_and_an_archive_that_is_gone(ruang: Path) -> None:
    run(ruang, "archive", "kirim")
    file = next((ruang / "arsip").rglob("notula.pdf"))
    whole = file.read_bytes()
    file.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    assert "notula.pdf berubah sejak diarsipkan." in run(ruang, "archive", "check", kode=1).stdout
    assert not data(ruang, "archive", "check", kode=1)["utuh"]
    file.unlink()
    assert "notula.pdf hilang." in run(ruang, "archive", "check", kode=1).stdout
    file.write_bytes(whole)
    run(ruang, "archive", "check")
    (ruang / "arsip" / "catatan.txt").write_text("x")
    assert "catatan.txt tidak termasuk arsip" in run(ruang, "archive", "check", kode=1).stdout
    (ruang / "arsip").rename(ruang / "pindah")
    assert "Folder arsip arsip hilang." in run(ruang, "archive", "check", kode=1).stdout


def test_an_archive_remade_with_hashes_that_fit_is_found_by_its_receipt(ruang: Path) -> None:
    from arsip_uji import barang_kecil

    from pipeline.archive.ocfl import jalur_objek, siapkan, tambah

    run(ruang, "archive", "kirim")
    (one,) = data(ruang, "archive", "status")
    (ruang / "arsip").rename(ruang / "asli")
    siapkan(ruang / "arsip")
    fake = barang_kecil()
    tambah(ruang / "arsip", "notula:rapat/notula", fake.berkas, f"sha256:{one['sidik']}", one["waktu"])
    assert jalur_objek(ruang / "arsip", "notula:rapat/notula").is_dir()
    assert "berubah sejak dikirim" in run(ruang, "archive", "check", kode=1).stdout


def test_a_restricted_document_goes_only_to_a_target_that_is_marked(tmp_path: Path, pki) -> None:  # type: ignore[no-untyped-def]
    from arsip_uji import ruang_bertanda

    space = ruang_bertanda(tmp_path / "ruang", pki, "keamanan: rahasia\n").root
    done = run(space, "archive", "kirim", NAMA, kode=1)
    assert "berklasifikasi rahasia; tidak ada tujuan wajib" in done.stderr
    assert not (space / "arsip").exists()
    assert "berklasifikasi rahasia" in run(space, "archive", "kirim", kode=1).stdout
    (space / "inputs" / "arsip.yaml").write_text(
        "tujuan:\n"
        "  - {nama: umum, jenis: folder, folder: umum, publik: ya}\n"
        "  - {nama: biasa, jenis: folder, folder: biasa}\n"
        "  - {nama: brankas, jenis: folder, folder: brankas, keamanan: [rahasia]}\n"
    )
    made = data(space, "archive", "kirim")
    assert [(k["tujuan"], k["keadaan"]) for k in made["kiriman"]] == [("brankas", "terkirim")]
    assert keadaan(space) == {"notula": "diarsipkan"}
    assert not (space / "umum").exists()
    assert not (space / "biasa").exists()


UMUM = (
    "tujuan:\n  - {nama: arsip, jenis: folder, folder: arsip}\n"
    "  - {nama: umum, jenis: folder, folder: umum, publik: ya}\n"
)
PRIBADI = "samarkan: [{teks: Contohwati, alasan: korban}]\n"


def test_a_public_target_gets_the_masked_copy_and_nothing_of_the_original(tmp_path: Path, pki) -> None:  # type: ignore[no-untyped-def]
    from arsip_uji import ruang_bertanda

    space = ruang_bertanda(tmp_path / "ruang", pki, PRIBADI).root
    (space / "inputs" / "arsip.yaml").write_text(UMUM)
    made = data(space, "archive", "kirim")
    assert {k["tujuan"]: k["keadaan"] for k in made["kiriman"]} == {"arsip": "terkirim", "umum": "terkirim"}
    assert keadaan(space) == {"notula": "diarsipkan"}
    whole, public = pohon(space / "arsip"), pohon(space / "umum")
    assert any(b"Contohwati" in b for b in whole.values())
    for name, held in public.items():
        assert not any(word in held for word in (b"Contohwati", b"197509122001122901", b"19750912 200112 2 901")), name  # fmt: skip
    names = {n.rpartition("/data/")[2] for n in public if "/data/" in n}
    assert names == {"notula-publik.pdf", "notula-publik.docx"}
    (pdf,) = (b for n, b in public.items() if n.endswith("notula-publik.pdf"))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "rekaman.yaml" not in opened.attachments
        assert "/AcroForm" not in opened.Root
    (facts,) = (json.loads(b) for n, b in public.items() if n.endswith("metadata.json"))
    assert (facts["publik"], facts["judul"][:14]) == (True, "Salinan Publik")
    assert "dicatat_oleh" not in facts["tanda_tangan"][0]
    run(space, "archive", "check")
    assert data(space, "archive", "kirim") == made  # nothing is sent twice
    assert not (space / "register" / "antrean").exists()


def test_what_hinders_the_public_copy_does_not_hinder_the_archive(tmp_path: Path, pki) -> None:  # type: ignore[no-untyped-def]
    from arsip_uji import ruang_bertanda

    space = ruang_bertanda(
        tmp_path / "ruang",
        pki,
        "keputusan: ['Catatan rapat1 disahkan.']\nsamarkan: [{teks: rapat1, alasan: nama}]\n",
        banyak=2,
    ).root
    (space / "inputs" / "arsip.yaml").write_text(UMUM)
    named = data(space, "archive", "kirim", "rapat1", kode=1)["kiriman"]
    assert [(k["rekaman"], k["tujuan"], k["keadaan"]) for k in named] == [("rapat1", "arsip", "terkirim")]
    made = data(space, "archive", "kirim", kode=1)
    assert {(k["rekaman"], k["tujuan"]) for k in made["kiriman"]} == {
        ("rapat", "arsip"), ("rapat1", "arsip"), ("rapat", "umum"),
    }  # fmt: skip
    (why,) = made["ditolak"]
    assert "Salinan publik notula rapat1 tidak dapat dibuat" in why
    assert "(kata yang disamarkan) masih ada di nama rekaman" in why
    assert not any("rapat1" in n or b"rapat1" in b for n, b in pohon(space / "umum").items())


def test_a_broken_template_refuses_its_document_and_does_not_end_the_run(ruang: Path) -> None:
    from contoh import templat_rusak

    shutil.rmtree(ruang / "build")
    templat_rusak(
        ruang, "docx", "notula.permendagri-1-2023.docx", "{{ keputusan.judul }}", "{{ keputusan.judull }}"
    )
    made = data(ruang, "archive", "kirim", kode=1)
    assert made["kiriman"] == []
    assert "notula.permendagri-1-2023.docx" in " ".join(made["ditolak"])


def test_a_target_that_became_public_does_not_get_what_was_queued_before(ruang: Path) -> None:
    (ruang / "inputs" / "arsip.yaml").write_text(
        "tujuan:\n  - {nama: umum, jenis: webdav, alamat: 'http://127.0.0.1:9/'}\n"
    )
    run(ruang, "archive", "kirim", "--tunggu", "0", kode=1)
    (ruang / "inputs" / "arsip.yaml").write_text(
        "tujuan:\n  - {nama: umum, jenis: folder, folder: umum, publik: ya}\n"
    )
    (one,) = data(ruang, "archive", "retry", kode=1)["kiriman"]
    assert (one["keadaan"], "kini publik" in one["pesan"]) == ("mati", True)
    assert not (ruang / "umum").exists()


def test_what_waits_stays_as_promised_when_a_target_is_added_and_the_schedule_changes(ruang: Path) -> None:
    settings = ruang / "inputs" / "arsip.yaml"
    settings.write_text("tujuan:\n  - {nama: jauh, jenis: webdav, alamat: 'http://127.0.0.1:9/'}\n")
    run(ruang, "archive", "kirim", "--tunggu", "0", kode=1)
    head = ruang / "inputs" / "instansi" / "dinas-contoh.yaml"
    head.write_text(
        head.read_text(encoding="utf-8")
        + "\njra:\n  - {klasifikasi: 400.2, aktif: 9, inaktif: 9, nasib_akhir: musnah}\n",
        encoding="utf-8",
    )
    settings.write_text(
        "tujuan:\n  - {nama: jauh, jenis: webdav, alamat: 'http://127.0.0.1:9/'}\n"
        "  - {nama: dekat, jenis: folder, folder: arsip}\n"
    )
    run(ruang, "archive", "kirim", "--tunggu", "0", kode=1)
    settings.write_text(
        "tujuan:\n  - {nama: jauh, jenis: folder, folder: jauh}\n"
        "  - {nama: dekat, jenis: folder, folder: arsip}\n"
    )
    made = data(ruang, "archive", "retry")["kiriman"]
    assert {k["tujuan"]: k["keadaan"] for k in made} == {"jauh": "terkirim", "dekat": "terkirim"}
    assert len({k["sidik"] for k in made}) == 1


def test_a_check_leaves_alone_what_a_sender_at_work_prepares(ruang: Path) -> None:
    from pipeline.archive.ocfl import siapan

    run(ruang, "archive", "kirim")
    half = siapan(ruang / "arsip") / "abc" / "v2" / "content" / "notula.pdf"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    run(ruang, "archive", "check", kode=1)
    assert half.read_bytes() == b"half"


def test_a_version_whose_sender_died_before_its_receipt_is_no_stranger(tmp_path: Path) -> None:
    from arsip_uji import antre, paket_kecil, tujuan

    from pipeline.archive.barang import barang
    from pipeline.archive.tujuan import folder

    space = Workspace(tmp_path)
    (space.inputs / "rapat").mkdir(parents=True)
    one = tujuan("folder", nama="arsip", folder="arsip")
    antre(space, one, paket_kecil())
    thing = barang(paket_kecil(), "paket")
    sender = folder.buka(one, space)
    assert sender.cari(thing.tanda) is None
    sender.taruh(thing)
    sender.tutup()
    assert "utuh" in run(tmp_path, "archive", "check").stdout
    folder.buka(one, space).taruh(barang(paket_kecil({"notula.pdf": b"lain"}), "paket"))
    assert "v2 tidak tercatat di register" in run(tmp_path, "archive", "check", kode=1).stdout


@pytest.mark.parametrize(
    ("isi", "kode", "kata"),
    [
        ("- {nama: a, jenis: foldr, folder: x}", "D001", "Maksud Anda “folder”?"),
        ("- {nama: a, jenis: folder}", "D002", "memerlukan folder"),
        ("- {jenis: folder, folder: x}", "D003", "kosong atau dipakai dua kali"),
        ("- {nama: a, jenis: folder, folder: x}\n  - {nama: a, jenis: folder, folder: y}", "D003", "“a”"),
        (
            "- {nama: a, jenis: folder, folder: x, publik: ya, keamanan: [rahasia]}",
            "D004",
            "Tujuan publik “a”",
        ),
        (
            "- {nama: a, jenis: s3, alamat: https://x, wadah: b, pengguna: u, sandi_dari: S4ndi}",
            "D005",
            "bukan env:NAMA",
        ),
        ("- {nama: a, jenis: webdav, alamat: 'https://x y/'}", "D006", "bukan alamat http(s)"),
        ("- {nama: a, jenis: webdav, alamat: 'https://x:porta/'}", "D006", "bukan alamat http(s)"),
        (
            "- {nama: a, jenis: folder, folder: arsip}\n  - {nama: b, jenis: folder, folder: ./arsip/umum/, publik: ya}",
            "D018",
            "yang satu di dalam yang lain",
        ),
        ("- {nama: a, jenis: webdav, alamat: ftp://x/}", "D006", "bukan alamat http(s)"),
        ("- {nama: a, jenis: webdav, alamat: 'https://u:S4ndi@x/'}", "D006", "bukan alamat http(s)"),
        ("- {nama: a, jenis: folder, folder: x, bentuk: naskah}", "D009", "Pakai: paket."),
        ("- {nama: a, jenis: folder, folder: x, keamanan: [umum]}", "Y", "arsip.yaml:2"),
    ],
)
def test_a_fault_in_the_settings_is_a_finding_with_its_place(
    ruang: Path, isi: str, kode: str, kata: str
) -> None:
    (ruang / "inputs" / "arsip.yaml").write_text(f"tujuan:\n  {isi}\n")
    said = run(ruang, "archive", "kirim", kode=1).stdout
    assert kode in said
    assert kata in " ".join(said.split())
    assert "S4ndi" not in said
    assert not (ruang / "arsip").exists()


def test_a_key_that_has_no_effect_and_an_open_connection_are_warned_of(ruang: Path) -> None:
    (ruang / "inputs" / "arsip.yaml").write_text(
        "tujuan:\n  - {nama: a, jenis: folder, folder: x, wadah: y}\n"
        "  - {nama: b, jenis: webdav, alamat: http://arsip.contoh.test/, wajib: tidak, keamanan: [rahasia]}\n"
    )
    said = run(ruang, "archive", "kirim").stdout
    assert "D008" in said
    assert "D007" in said


@pytest.mark.parametrize(
    ("perintah", "kode", "kata"),
    [
        (("archive", "kirim", "tidak-ada"), 1, "tidak dapat dibuka"),
        (("archive", "kirim", NAMA, "--jenis", "laporan"), 1, "tidak memuat dokumen “laporan”"),
        (("archive", "kirim", "--tujuan", "lain"), 2, "--tujuan: “lain” tidak ada"),
        (("archive", "check", "--tujuan", "lain"), 2, "--tujuan: “lain” tidak ada"),
        (("archive", "tanda-terima", NAMA), 1, "belum sampai di arsip mana pun"),
    ],
)
def test_what_the_archive_cannot_do_is_said_in_one_sentence(
    ruang: Path, perintah: tuple[str, ...], kode: int, kata: str
) -> None:
    done = run(ruang, *perintah, kode=kode)
    assert kata in " ".join(done.stderr.split())
    assert done.stderr.count("\n") == 1
    assert not (ruang / "arsip").exists()


def test_a_document_that_is_not_signed_is_not_archived(tmp_path: Path) -> None:
    from arsip_uji import ruang_bernomor

    space = ruang_bernomor(tmp_path / "ruang").root
    assert "berkeadaan bernomor" in run(space, "archive", "kirim", NAMA, kode=1).stderr
    assert json.loads(run(space, "archive", "kirim", "--format", "json").stdout) == {
        "kiriman": [],
        "ditolak": [],
    }


def test_one_process_sends_at_a_time(ruang: Path) -> None:
    from pipeline.archive.antrean import pengirim_tunggal
    from pipeline.workspace import Workspace

    with pengirim_tunggal(Workspace(ruang)):
        assert "Proses lain sedang mengirim" in run(ruang, "archive", "kirim", kode=3).stderr
    run(ruang, "archive", "kirim")
