import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from register_uji import (
    OLEH,
    REKAMAN,
    berkas,
    bernomor,
    bukti,
    cacat,
    dikunci,
    finalkan,
    lihat,
    nomori,
    ruang,
)

from pipeline.ledger.basis import NAMA, Tolakan, buka
from pipeline.ledger.basis import sidik as sidik_dari
from pipeline.ledger.langkah import (
    KEADAAN,
    LANGKAH,
    Bukti,
    Dokumen,
    dokumen,
    kembali,
    maju,
    perhatikan,
    pilih,
)
from pipeline.ledger.nomor import batalkan
from pipeline.ledger.terima import catat_tanda_tangan
from pipeline.read import read_record
from pipeline.workspace import Workspace


def langkah(space: Workspace, ke: str, galat: int = 0, oleh: str = OLEH) -> Dokumen:
    with buka(space) as ledger, ledger.tulis() as tx:
        return maju(tx, bukti(space, galat=galat), "notula", ke, oleh)


def keadaan(space: Workspace, jenis: str = "notula") -> Dokumen:
    with buka(space) as ledger:
        row = dokumen(ledger, "r0", jenis)
    assert row is not None
    return row


def tandatangani(space: Workspace, jenis: str = "notula") -> None:
    file = space.resmi / "r0" / f"{jenis}-bertanda-tangan.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-1.7 signed " + jenis.encode())
    catat_tanda_tangan(
        space, bukti(space).record, jenis, file, sidik_dari(file.read_bytes()), OLEH, "elektronik"
    )


def mundur(space: Workspace, alasan: str = "salah ketik", ke: str | None = None) -> Dokumen:
    with buka(space) as ledger, ledger.tulis() as tx:
        return kembali(tx, keadaan(space), OLEH, alasan, ke)


def test_every_state_has_one_step_into_it_from_the_state_before() -> None:
    assert [LANGKAH[ke].dari for ke in KEADAAN[1:]] == list(KEADAAN[:-1])


def test_a_document_goes_through_all_states_and_each_step_is_in_the_trail(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    assert langkah(space, "diarsipkan").keadaan == "diarsipkan"
    with buka(space) as ledger:
        steps = [(j.dari, j.ke) for j in ledger.jejak(rekaman="r0", jenis="notula") if j.ke]
        assert {j.oleh for j in ledger.jejak()} == {OLEH}
    assert steps == list(pairwise(KEADAAN))
    assert cacat(space) == []


@pytest.mark.parametrize("ke", ["final", "bernomor", "ditandatangani", "diarsipkan"])
def test_no_step_can_be_left_out(tmp_path: Path, ke: str) -> None:
    with pytest.raises(Tolakan, match="notula ledger periksa"):
        langkah(ruang(tmp_path), ke)


def test_a_record_with_errors_is_neither_checked_nor_final(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    with pytest.raises(Tolakan, match="2 galat"):
        langkah(space, "diperiksa", galat=2)
    langkah(space, "diperiksa")
    with pytest.raises(Tolakan, match="1 galat"):
        langkah(space, "final", galat=1)
    assert keadaan(space).keadaan == "diperiksa"


def test_a_draft_cannot_be_final(tmp_path: Path) -> None:
    space = ruang(tmp_path, isi=REKAMAN.replace("final", "draf"))
    langkah(space, "diperiksa")
    with pytest.raises(Tolakan, match="berstatus draf"):
        langkah(space, "final")


def test_a_second_reader_is_recorded_too(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    langkah(space, "diperiksa")
    assert langkah(space, "diperiksa", oleh="Budi, Sekretaris").oleh == "Budi, Sekretaris"
    with buka(space) as ledger:
        assert [j.oleh for j in ledger.jejak(peristiwa="diperiksa")] == [OLEH, "Budi, Sekretaris"]
    langkah(space, "final")
    with pytest.raises(Tolakan, match="sudah berkeadaan final"):
        langkah(space, "diperiksa")


def test_hashes_of_the_record_are_those_of_its_bytes(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    assert keadaan(space).sidik_rekaman == sidik_dari(berkas(space).read_bytes())


@pytest.mark.parametrize("sampai", ["final", "bernomor"])
def test_a_changed_record_falls_back_to_draf_with_an_audit_row(tmp_path: Path, sampai: str) -> None:
    space = ruang(tmp_path)
    finalkan(space)
    if sampai == "bernomor":
        bernomor(space)
    berkas(space).write_text(berkas(space).read_text() + "tempat: Aula\n")
    lihat(space)
    assert keadaan(space).keadaan == "draf"
    with buka(space) as ledger:
        events = ledger.jejak(peristiwa="berubah", jenis="notula")
    assert [(e.dari, e.ke) for e in events] == [(sampai, "draf")]
    lihat(space)
    with buka(space) as ledger:
        assert len(ledger.jejak(peristiwa="berubah", jenis="notula")) == 1
    assert bernomor(space).nomor.urut == 1  # the number stays the record's
    assert cacat(space) == []


def test_a_change_before_final_is_no_event(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    langkah(space, "diperiksa")
    berkas(space).write_text(REKAMAN + "tempat: Aula\n")
    lihat(space)
    assert keadaan(space).keadaan == "diperiksa"


def test_a_signed_document_stays_signed_and_the_difference_is_written_down_once(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    berkas(space).write_text(berkas(space).read_text() + "tempat: Aula\n")
    lihat(space)
    lihat(space)
    assert keadaan(space).keadaan == "ditandatangani"
    with buka(space) as ledger:
        assert len(ledger.jejak(peristiwa="menyimpang", jenis="notula")) == 1


def test_going_back_takes_a_reason_and_one_step(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    finalkan(space)
    with pytest.raises(Tolakan, match="Alasan"):
        mundur(space, "  ")
    assert mundur(space).keadaan == "diperiksa"
    with buka(space) as ledger:
        assert "salah ketik" in ledger.jejak(peristiwa="kembali")[0].rincian


def test_going_back_to_a_named_state_but_never_forward(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with pytest.raises(Tolakan, match="tidak dapat kembali"):
        mundur(space, ke="ditandatangani")
    with pytest.raises(Tolakan, match="tidak dapat kembali"):
        mundur(space, ke="bernomor")
    assert mundur(space, ke="draf").keadaan == "draf"
    with pytest.raises(Tolakan, match="tidak dapat kembali"):
        mundur(space)


def test_going_back_does_not_take_over_what_changed_meanwhile(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    berkas(space).write_text(berkas(space).read_text() + "tempat: Aula\n")
    assert mundur(space).keadaan == "final"
    lihat(space)
    assert keadaan(space).keadaan == "draf"


@pytest.mark.parametrize("ke", [None, "draf", "bernomor"])
def test_a_signature_cannot_be_taken_back(tmp_path: Path, ke: str | None) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    with pytest.raises(Tolakan, match="notula ralat r0"):
        mundur(space, ke=ke)
    assert keadaan(space).keadaan == "ditandatangani"


def test_an_archived_document_becomes_a_signed_one_and_no_less(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    langkah(space, "diarsipkan")
    with pytest.raises(Tolakan, match="notula ralat r0"):
        mundur(space, ke="draf")
    assert mundur(space).keadaan == "ditandatangani"
    assert keadaan(space, "laporan").keadaan == "bernomor"


def dipaksa(space: Workspace, keadaan: str) -> None:
    with closing(sqlite3.connect(space.register / NAMA, isolation_level=None)) as db:
        db.execute(f"UPDATE dokumen SET keadaan = '{keadaan}'")


def test_what_is_signed_is_told_by_its_file_not_by_its_state(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    dipaksa(space, "draf")
    with pytest.raises(Tolakan, match="notula ralat r0"):
        langkah(space, "diperiksa")
    assert dikunci(space) == []
    berkas(space).write_text(berkas(space).read_text() + "tempat: Aula\n")
    assert [f.code for f in dikunci(space)] == ["L010"]


def test_two_records_of_one_name_are_refused(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    twin = berkas(space).with_suffix(".yml")
    twin.write_text(REKAMAN.replace("Rapat Contoh", "Rapat Lain"))
    for name in (twin, berkas(space)):
        proof = Bukti(space, read_record(name)[0])
        with buka(space) as ledger, pytest.raises(Tolakan, match="bernama sama"), ledger.tulis() as tx:
            perhatikan(tx, proof)
    twin.unlink()
    lihat(space)
    assert keadaan(space).keadaan == "bernomor"


def bertanda(space: Workspace) -> Path:
    """An electronically signed file in resmi/ that nobody recorded."""
    file = space.resmi / "r0" / "notula.pdf"
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.Tanda = made.make_indirect(pikepdf.Dictionary(ByteRange=[0, 1, 2, 3]))
    file.parent.mkdir(parents=True)
    made.save(file)
    return file


def test_a_signed_file_that_the_register_does_not_know_stops_final_and_number(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    langkah(space, "diperiksa")
    file = bertanda(space)
    with pytest.raises(Tolakan, match=r"resmi/r0/notula\.pdf sudah ditandatangani .* tidak tercatat"):
        langkah(space, "final")
    file.rename(tmp_path / "x.pdf")
    finalkan(space)
    (tmp_path / "x.pdf").rename(file)
    before = berkas(space).read_bytes()
    with pytest.raises(Tolakan, match="tidak tercatat"):
        nomori(space)
    assert berkas(space).read_bytes() == before


def test_the_number_of_an_unrecorded_signed_file_is_not_voided(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    row = bernomor(space).nomor
    bertanda(space)
    with buka(space) as ledger, pytest.raises(Tolakan, match="tidak tercatat"):
        batalkan(ledger, space, row, "batal", OLEH, bukti(space))


def test_only_documents_of_the_record_can_be_named(tmp_path: Path) -> None:
    space = ruang(tmp_path, isi=REKAMAN + "dokumen: [notula]\n")
    assert pilih(bukti(space), ()) == ("notula",)
    with pytest.raises(Tolakan, match="yang ada: notula"):
        pilih(bukti(space), ("laporan",))


def test_archiving_asks_for_the_signed_file_unchanged(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    tandatangani(space)
    file = space.resmi / "r0" / "notula-bertanda-tangan.pdf"
    data = file.read_bytes()
    file.write_bytes(data + b" ")
    with pytest.raises(Tolakan, match="sudah berubah"):
        langkah(space, "diarsipkan")
    file.unlink()
    with pytest.raises(Tolakan, match="tidak ada"):
        langkah(space, "diarsipkan")
    file.write_bytes(data)
    assert langkah(space, "diarsipkan").keadaan == "diarsipkan"
