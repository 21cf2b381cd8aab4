"""The package of a signed document: whole, valid, describing itself, the same bytes every time."""

import json
import shutil

import pytest
from arsip_uji import NAMA, acuan, bangun
from contoh import kode
from lxml import etree
from register_uji import OLEH, bukti, scan_pdf

from pipeline.archive.bag import dari_zip, periksa_bag
from pipeline.archive.paket import Paket, susun
from pipeline.ledger import Tolakan, buka
from pipeline.ledger.basis import sidik
from pipeline.ledger.terima import pindaian, terima
from pipeline.record.retensi import Jra, retensi_menurut
from pipeline.workspace import Workspace


def paket(space: Workspace, nama: str = NAMA) -> Paket:
    with buka(space) as ledger:
        return susun(ledger, bukti(space, nama), acuan(space), "notula")


def test_a_package_holds_all_there_is_of_a_document_and_says_what_it_is(bertanda: Workspace) -> None:
    made = paket(bertanda)
    name, files = dari_zip(made.data)
    periksa_bag(files)
    signed = (bertanda.resmi / NAMA / "notula.pdf").read_bytes()
    assert made.kunci == sidik(signed)
    assert name == f"rapat-notula-{made.kunci[:16]}"
    assert files["data/notula.pdf"] == signed
    assert files["data/notula.docx"] == (bertanda.build / NAMA / "notula.docx").read_bytes()
    assert files["data/rekaman.yaml"] == (bertanda.inputs / "rapat" / f"{NAMA}.yaml").read_bytes()
    facts = json.loads(files["metadata/metadata.json"])
    assert facts["nomor"].startswith("400.2/001/")
    assert facts["penanda_tangan"][0]["nama"]
    assert facts["berkas_utama"] == "data/notula.pdf"
    assert {n: f["sidik"] for n, f in facts["berkas"].items()} == {
        n: sidik(d) for n, d in files.items() if n.startswith("data/")
    }
    assert "nip" not in files["metadata/metadata.json"].decode().lower()
    dc = etree.fromstring(files["metadata/dublincore.xml"])
    told = {(etree.QName(e).localname, e.text) for e in dc}
    assert ("identifier", facts["nomor"]) in told
    assert ("identifier", f"urn:sha256:{made.kunci}") in told


def test_the_same_document_gives_the_same_package_with_or_without_build(bertanda: Workspace) -> None:
    first = paket(bertanda)
    shutil.rmtree(bertanda.build)
    assert paket(bertanda) == first


def test_attachments_are_in_the_package_as_they_are_on_disk(bertanda: Workspace, pki) -> None:  # type: ignore[no-untyped-def]
    from arsip_uji import ruang_bertanda

    more = "lampiran:\n  - {judul: Foto, gambar: gambar/ruang-rapat.jpg, alt: Ruang rapat}\n"
    space = ruang_bertanda(bertanda.root.parent / "lain", pki, more)
    _, files = dari_zip(paket(space).data)
    picture = (space.inputs / "rapat" / "gambar" / "ruang-rapat.jpg").read_bytes()
    assert files["data/lampiran/01-ruang-rapat.jpg"] == picture
    assert json.loads(files["metadata/metadata.json"])["berkas"]["data/lampiran/01-ruang-rapat.jpg"][
        "asal"
    ] == ("gambar/ruang-rapat.jpg")


def test_a_changed_letterhead_is_noticed_where_the_word_file_must_be_made_again(bertanda: Workspace) -> None:
    shutil.rmtree(bertanda.build)
    head = bertanda.inputs / "instansi" / "dinas-contoh.yaml"
    head.write_text(head.read_text().replace("Jalan Contoh Nomor 1", "Jalan Lain Nomor 2"))
    with pytest.raises(Tolakan, match="tidak lagi sama dengan PDF"):
        paket(bertanda)


def test_a_signed_file_that_was_changed_is_not_packed(bertanda: Workspace) -> None:
    file = bertanda.resmi / NAMA / "notula.pdf"
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(Tolakan, match="sudah berubah"):
        paket(bertanda)


def test_a_document_that_somebody_has_yet_to_sign_is_not_packed(tmp_path, pki) -> None:  # type: ignore[no-untyped-def]
    from arsip_uji import ruang_bertanda
    from berkas_ttd import BERDUA

    space = ruang_bertanda(tmp_path / "ruang", pki, BERDUA)
    with pytest.raises(Tolakan, match="belum ditandatangani semua penanda: penanda 2"):
        paket(space)


def test_a_scan_is_packed_beside_the_printed_original(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from arsip_uji import ruang_bernomor

    space = ruang_bernomor(tmp_path / "ruang")
    bangun(space)
    scan = scan_pdf(tmp_path)
    with buka(space) as ledger:
        terima(ledger, bukti(space, NAMA), "notula", pindaian(scan), OLEH)
    _, files = dari_zip(paket(space).data)
    assert files["data/notula-bertanda-tangan-basah.pdf"] == scan.read_bytes()
    assert files["data/asli/notula.pdf"] == (space.build / NAMA / "notula.pdf").read_bytes()
    facts = json.loads(files["metadata/metadata.json"])
    assert facts["berkas_utama"] == "data/notula-bertanda-tangan-basah.pdf"
    assert facts["tanda_tangan"][0]["cara"] == "basah"


def test_retention_follows_the_record_then_the_longest_code_of_the_schedule(tmp_path, pki) -> None:  # type: ignore[no-untyped-def]
    rows = (
        Jra(klasifikasi="400", aktif=1),
        Jra(klasifikasi="400.2", aktif=2),
        Jra(klasifikasi="400.21", aktif=9),
    )
    assert [getattr(retensi_menurut(rows, c), "aktif", None) for c in ("400.2.1", "400.2", "400.3", "500", None)] == [
        2, 2, 1, None, None,
    ]  # fmt: skip
    from arsip_uji import ruang_bernomor, tanda

    space = ruang_bernomor(tmp_path / "ruang", "retensi: {nasib_akhir: Permanen}\n")
    head = space.inputs / "instansi" / "dinas-contoh.yaml"
    head.write_text(
        head.read_text() + "jra:\n  - {klasifikasi: 400.2, aktif: 2, inaktif: 3, nasib_akhir: musnah}\n"
    )
    bangun(space)
    tanda(space, NAMA, pki)
    facts = json.loads(dari_zip(paket(space).data)[1]["metadata/metadata.json"])
    assert facts["retensi"] == {"aktif": 2, "inaktif": 3, "nasib_akhir": "permanen", "menurut": "rekaman"}


def test_a_fate_that_no_schedule_knows_is_a_finding() -> None:
    assert "Y003" in kode("retensi: {aktif: 2, nasib_akhir: dibakar}\n") or kode(
        "retensi: {nasib_akhir: dibakar}\n"
    )
