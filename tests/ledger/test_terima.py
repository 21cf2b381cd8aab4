import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from register_uji import OLEH, berkas, bernomor, bukti, cacat, finalkan, ruang

from pipeline.ledger.basis import Tolakan, buka, sidik
from pipeline.ledger.berkas_pdf import rekaman_dalam
from pipeline.ledger.langkah import dokumen
from pipeline.ledger.skema import Berkas
from pipeline.ledger.terima import Pindaian, catat_tanda_tangan, pindaian, siap_ditandatangani, terima
from pipeline.sertaan import REKAMAN
from pipeline.workspace import Workspace
from pipeline.write import write_new


def pdf(
    sandi: str = "",
    lampiran: bytes | None = None,
    halaman: int = 1,
    pemilik: str = "",
    bertanda: bool = False,
) -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    for _ in range(halaman):
        made.add_blank_page()
    if lampiran is not None:
        made.attachments[REKAMAN] = pikepdf.AttachedFileSpec(made, lampiran)
    if bertanda:
        made.Root.Tanda = made.make_indirect(pikepdf.Dictionary(ByteRange=[0, 1, 2, 3]))
    locked = pikepdf.Encryption(owner=pemilik or sandi, user=sandi) if pemilik or sandi else None
    made.save(out, encryption=locked)
    return out.getvalue()


def gambar(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 30), "white").save(out, kind)
    return out.getvalue()


def siap(folder: Path) -> Workspace:
    """A numbered record with its PDF in build/ (a stand-in that carries the record, as final PDFs do)."""
    space = ruang(folder)
    bernomor(space)
    for jenis in ("notula", "laporan"):
        write_new(space.build / "r0" / f"{jenis}.pdf", pdf(lampiran=berkas(space).read_bytes()))
    return space


def ambil(space: Workspace, scan: Pindaian, jenis: str = "notula", ganti: str | None = None) -> Berkas:
    with buka(space) as ledger:
        return terima(ledger, bukti(space), jenis, scan, OLEH, ganti)


def keadaan(space: Workspace, jenis: str = "notula") -> str:
    with buka(space) as ledger:
        row = dokumen(ledger, "r0", jenis)
    return row.keadaan if row else ""


@pytest.mark.parametrize(
    ("data", "akhiran"), [(pdf(), "pdf"), (gambar("PNG"), "png"), (gambar("JPEG"), "jpg")]
)
def test_a_scan_is_kept_byte_for_byte_beside_the_original(tmp_path: Path, data: bytes, akhiran: str) -> None:
    space = siap(tmp_path)
    file = tmp_path / "pindai.bin"
    file.write_bytes(data)
    row = ambil(space, pindaian(file))
    assert row.berkas == f"resmi/r0/notula-bertanda-tangan-basah.{akhiran}"
    assert (space.root / row.berkas).read_bytes() == data
    assert row.sidik == sidik(data)
    assert row.asal == "resmi/r0/notula.pdf"
    original = (space.build / "r0" / "notula.pdf").read_bytes()
    assert (space.root / "resmi/r0/notula.pdf").read_bytes() == original
    assert row.sidik_asal == sidik(original)
    assert (keadaan(space), keadaan(space, "laporan")) == ("ditandatangani", "bernomor")
    assert cacat(space) == []


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        (b"", "bukan PDF, PNG, atau JPEG"),
        (b"PK\x03\x04 docx", "bukan PDF, PNG, atau JPEG"),
        (b"%PDF-1.7 bukan sungguhan", "rusak atau bukan PDF"),
        (pdf()[:200], "rusak"),
        (pdf(sandi="rahasia"), "kata sandi"),
        (pdf(pemilik="rahasia"), "dapat dibuka, tetapi dikunci dengan sandi pemilik"),
        (pdf(lampiran=b"judul: A\n"), "naskah buatan Notula sendiri"),
        (pdf(bertanda=True), "sudah ditandatangani secara elektronik"),
        (pdf(lampiran=b"judul: A\n", bertanda=True), "sudah ditandatangani secara elektronik"),
        (pdf(halaman=0), "tidak memiliki halaman"),
        (gambar("PNG")[:60], "bukan PDF, PNG, atau JPEG"),
        (gambar("GIF"), "bukan PDF, PNG, atau JPEG"),
    ],
)
def test_what_is_no_readable_scan_is_refused(tmp_path: Path, data: bytes, kata: str) -> None:
    file = tmp_path / "pindai.pdf"
    file.write_bytes(data)
    with pytest.raises(Tolakan, match=kata):
        pindaian(file)


@pytest.mark.parametrize("nama", ["tidak-ada.pdf", "."])
def test_a_scan_that_cannot_be_opened_is_said(tmp_path: Path, nama: str) -> None:
    with pytest.raises(Tolakan, match="tidak dapat dibuka"):
        pindaian(tmp_path / nama)


def test_the_same_scan_twice_is_one_row(tmp_path: Path) -> None:
    space = siap(tmp_path)
    scan = Pindaian(gambar("PNG"), "png")
    assert ambil(space, scan) == ambil(space, scan)
    assert len(list((space.resmi / "r0").iterdir())) == 2


def test_another_scan_of_a_signed_document_is_refused_and_nothing_is_overwritten(tmp_path: Path) -> None:
    space = siap(tmp_path)
    first = ambil(space, Pindaian(gambar("PNG"), "png"))
    with pytest.raises(Tolakan, match=r"tidak dapat ditandatangani lagi.*--ganti"):
        ambil(space, Pindaian(gambar("JPEG"), "png"))
    with pytest.raises(Tolakan, match="Alasan"):
        ambil(space, Pindaian(gambar("JPEG"), "png"), ganti=" ")
    second = ambil(space, Pindaian(gambar("JPEG"), "png"), ganti="pindaian terpotong")
    with buka(space) as ledger:
        (event,) = ledger.jejak(peristiwa="pindaian diganti")
    assert "pindaian terpotong" in event.rincian
    assert keadaan(space) == "ditandatangani"
    assert second.berkas == "resmi/r0/notula-bertanda-tangan-basah-2.png"
    assert second.asal == first.asal
    assert (space.root / first.berkas).read_bytes() == gambar("PNG")
    assert cacat(space) == []


def test_only_a_scan_that_is_there_can_be_replaced(tmp_path: Path) -> None:
    space = siap(tmp_path)
    with pytest.raises(Tolakan, match="berkeadaan bernomor"):
        ambil(space, Pindaian(gambar("PNG"), "png"), ganti="terpotong")
    elektronik(space, "notula-1.pdf", b"satu")
    with pytest.raises(Tolakan, match="tidak memiliki pindaian"):
        ambil(space, Pindaian(gambar("PNG"), "png"), ganti="terpotong")


def test_a_scan_taken_in_again_after_a_crash_finds_its_file(tmp_path: Path) -> None:
    space = siap(tmp_path)
    write_new(space.resmi / "r0" / "notula-bertanda-tangan-basah.png", gambar("PNG"))
    assert ambil(space, Pindaian(gambar("PNG"), "png")).berkas.endswith("basah.png")


def test_a_document_without_number_takes_no_scan(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    finalkan(space)
    with pytest.raises(Tolakan, match="langkah berikutnya: “notula nomor r0”"):
        ambil(space, Pindaian(gambar("PNG"), "png"))
    assert not space.resmi.exists()


@pytest.mark.parametrize("lama", [b"judul: lain\n", None])
def test_the_pdf_in_build_must_be_that_of_the_record(tmp_path: Path, lama: bytes | None) -> None:
    space = siap(tmp_path)
    (space.build / "r0" / "notula.pdf").write_bytes(pdf(lampiran=lama))
    with pytest.raises(Tolakan, match="notula build"):
        ambil(space, Pindaian(gambar("PNG"), "png"))
    assert not space.resmi.exists()


def test_the_document_itself_is_no_scan_of_it(tmp_path: Path) -> None:
    space = siap(tmp_path)
    with pytest.raises(Tolakan, match="naskah aslinya sendiri"):
        ambil(space, Pindaian((space.build / "r0" / "notula.pdf").read_bytes(), "pdf"))


def test_a_record_changed_since_it_was_numbered_takes_no_scan(tmp_path: Path) -> None:
    space = siap(tmp_path)
    berkas(space).write_text(berkas(space).read_text() + "tempat: Aula\n")
    with pytest.raises(Tolakan, match="berkeadaan draf"):
        ambil(space, Pindaian(gambar("PNG"), "png"))


def test_a_damaged_pdf_carries_no_record() -> None:
    assert rekaman_dalam(b"%PDF-1.7 rusak") is None
    assert rekaman_dalam(pdf()) is None
    assert rekaman_dalam(pdf(lampiran=b"judul: A\n")) == b"judul: A\n"


def elektronik(space: Workspace, nama: str, data: bytes, wanted: str | None = None) -> Berkas:
    file = space.resmi / "r0" / nama
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return catat_tanda_tangan(
        space, bukti(space).record, "notula", file, wanted or sidik(data), "Ketua, Kepala Dinas", "elektronik"
    )


def test_signatures_of_several_signers_are_recorded_one_by_one(tmp_path: Path) -> None:
    space = siap(tmp_path)
    siap_ditandatangani(space, bukti(space).record, "notula")
    elektronik(space, "notula-1.pdf", b"satu")
    assert keadaan(space) == "ditandatangani"
    siap_ditandatangani(space, bukti(space).record, "notula")
    assert elektronik(space, "notula-2.pdf", b"dua") == elektronik(space, "notula-2.pdf", b"dua")
    with buka(space) as ledger:
        assert [b.cara for b in ledger.semua(Berkas)] == ["elektronik", "elektronik"]
        assert len(ledger.jejak(peristiwa="ditandatangani")) == 1
    assert cacat(space) == []


def test_a_signed_file_must_be_what_it_is_said_to_be(tmp_path: Path) -> None:
    space = siap(tmp_path)
    with pytest.raises(Tolakan, match="bukan berkas yang bersidik"):
        elektronik(space, "notula-1.pdf", b"satu", "0" * 64)
    elektronik(space, "notula-1.pdf", b"satu")
    with pytest.raises(Tolakan, match="sidik lain"):
        elektronik(space, "notula-1.pdf", b"diganti")
    with pytest.raises(Tolakan, match="tidak berada di folder resmi/"):
        elektronik(space, "../../di-luar.pdf", b"x")


def test_an_unnumbered_document_is_not_ready_to_be_signed(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    with pytest.raises(Tolakan, match="langkah berikutnya: “notula ledger periksa r0”"):
        siap_ditandatangani(space, bukti(space).record, "notula")


def test_a_new_file_never_takes_another_s_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a" / "x.pdf"
    write_new(file, b"satu")
    with pytest.raises(FileExistsError):
        write_new(file, b"dua")

    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links on this disk")

    monkeypatch.setattr("os.link", no_links)
    with pytest.raises(FileExistsError):
        write_new(file, b"dua")
    write_new(file.with_name("y.pdf"), b"dua")
    assert {p.name: p.read_bytes() for p in file.parent.iterdir()} == {"x.pdf": b"satu", "y.pdf": b"dua"}
