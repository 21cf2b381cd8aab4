import re
from pathlib import Path

import pytest
from register_uji import (
    KOP,
    OLEH,
    REKAMAN,
    angka,
    berkas,
    bernomor,
    bukti,
    cacat,
    dibunuh,
    finalkan,
    lihat,
    nomori,
    ruang,
    sekaligus,
    tak_sesuai,
)

from pipeline.ledger.basis import Tolakan, buka
from pipeline.ledger.langkah import Bukti, dokumen, maju
from pipeline.ledger.mulai import mulai
from pipeline.ledger.nomor import batalkan, cari, pesan, urutan
from pipeline.ledger.skema import Nomor
from pipeline.load import load_reference
from pipeline.workspace import Workspace


def order(space: Workspace):  # type: ignore[no-untyped-def]
    return urutan(load_reference(space.inputs, str)[0].instansi, "dinas")


def batal(space: Workspace, teks: str, alasan: str = "rapat batal", proof: Bukti | None = None) -> Nomor:
    with buka(space) as ledger:
        return batalkan(ledger, space, cari(ledger, teks), alasan, OLEH, proof)


def test_a_number_follows_the_pattern_and_goes_into_the_record(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    given = bernomor(space)
    assert given.nomor.teks == "400.2/001/DC/XI/2026"
    assert (given.baru, given.ditulis) == (True, True)
    text = berkas(space).read_text(encoding="utf-8")
    assert text == REKAMAN.replace("# kode\n", '# kode\nnomor: "400.2/001/DC/XI/2026"\n')


def test_a_second_call_gives_the_same_number_and_changes_nothing(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    before = berkas(space).read_bytes()
    again = nomori(space)
    assert (again.nomor.urut, again.baru, again.ditulis) == (1, False, False)
    assert berkas(space).read_bytes() == before
    assert len(angka(space)) == 1


def test_both_documents_of_a_record_bear_its_one_number(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with buka(space) as ledger:
        rows = [dokumen(ledger, "r0", jenis) for jenis in ("notula", "laporan")]
    assert [r.keadaan for r in rows if r] == ["bernomor", "bernomor"]


def test_the_year_is_that_of_signing_not_of_the_clock(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2, REKAMAN.replace("2026-11-24", "2019-12-31"))
    berkas(space, "r1").write_text(
        REKAMAN.replace("2026-11-24", "2019-12-31") + "penetapan: {tempat: Serang, tanggal: 2020-01-02}\n"
    )
    assert bernomor(space, "r0").nomor.teks == "400.2/001/DC/XII/2019"
    assert bernomor(space, "r1").nomor.teks == "400.2/001/DC/I/2020"


def test_two_letterheads_of_one_unit_share_its_sequence(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    (space.inputs / "instansi" / "lama.yaml").write_text(KOP)
    berkas(space, "r1").write_text(REKAMAN.replace("instansi: dinas ", "instansi: lama "))
    assert [bernomor(space, r).nomor.urut for r in ("r0", "r1")] == [1, 2]


def test_units_count_apart(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    (space.inputs / "instansi" / "lain.yaml").write_text(KOP.replace("DC", "SETDA"))
    berkas(space, "r1").write_text(REKAMAN.replace("instansi: dinas ", "instansi: lain "))
    assert [bernomor(space, r).nomor.teks for r in ("r0", "r1")] == [
        "400.2/001/DC/XI/2026", "400.2/001/SETDA/XI/2026",
    ]  # fmt: skip


def test_a_unit_written_anew_keeps_its_sequence(tmp_path: Path) -> None:
    kop = KOP.replace("/{unit}", "").replace("pola", 'unit: "Sekretariat", pola')
    space = ruang(tmp_path, 2, kop=kop)
    bernomor(space, "r0")
    (space.inputs / "instansi" / "dinas.yaml").write_text(kop.replace("Sekretariat", "SEKRETARIAT "))
    assert bernomor(space, "r1").nomor.teks == "400.2/002/XI/2026"


def test_no_two_units_print_the_same_number(tmp_path: Path) -> None:
    kop = KOP.replace("{unit}", "{instansi}").replace("pola", "unit: A, pola")
    space = ruang(tmp_path, 3, kop=kop)
    (space.inputs / "instansi" / "dua.yaml").write_text(kop.replace("unit: A", "unit: B"))
    berkas(space, "r1").write_text(REKAMAN.replace("instansi: dinas ", "instansi: dua "))
    assert [f.code for f in load_reference(space.inputs, str)[1]] == ["L004"]
    assert [bernomor(space, r).nomor.teks for r in ("r0", "r1")] == [
        "400.2/001/DC/XI/2026",
        "400.2/002/DC/XI/2026",
    ]
    berkas(space, "r2").write_text(
        REKAMAN.replace("instansi: dinas ", "instansi: dua ") + 'nomor: "400.2/001 /dc/XI/2026"\n'
    )
    finalkan(space, "r2")
    with pytest.raises(Tolakan, match="sudah dipakai r0"):
        nomori(space, "r2")


def test_units_that_print_apart_are_no_finding(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    for name, change in (("a", ("DC", "SETDA")), ("b", ("DC", "dc")), ("c", ("penomoran", "# penomoran"))):
        (space.inputs / "instansi" / f"{name}.yaml").write_text(KOP.replace(*change))
    assert load_reference(space.inputs, str)[1] == []


def test_documents_that_do_not_bear_the_number_yet_are_named(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    with buka(space) as ledger, ledger.tulis() as tx:
        for ke in ("diperiksa", "final"):
            maju(tx, bukti(space), "laporan", ke, OLEH)
    given = nomori(space)
    assert (given.maju, given.tertinggal) == (("laporan",), (("notula", "draf"),))
    assert bernomor(space).maju == ("notula",)
    assert nomori(space).tertinggal == ()


def test_the_first_number_and_its_width_are_settings(tmp_path: Path) -> None:
    kop = KOP.replace("penomoran: {", "penomoran: {mulai: 120, lebar: 5, ")
    space = ruang(tmp_path, 2, kop=kop)
    assert [bernomor(space, r).nomor.teks for r in ("r0", "r1")] == [
        "400.2/00120/DC/XI/2026", "400.2/00121/DC/XI/2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("isi", "kop", "kata"),
    [
        (REKAMAN.replace("klasifikasi", "# klasifikasi"), KOP, "klasifikasi"),
        (REKAMAN.replace("tanggal", "# tanggal"), KOP, "tidak bertanggal"),
        (REKAMAN, KOP.replace("penomoran", "# penomoran"), "belum memuat “penomoran”"),
        (REKAMAN, KOP.replace("{urut}", "{nomor}"), "{nomor}"),
        (REKAMAN, KOP.replace("/{tahun}", ""), "tanpa {tahun}"),
        (REKAMAN, KOP.replace("singkatan: DC\n", ""), "{unit} kosong"),
        (REKAMAN.replace("instansi: dinas", "instansi: hilang"), KOP, "“hilang” tidak ada"),
    ],
)
def test_what_a_number_lacks_is_said_and_nothing_is_given(
    tmp_path: Path, isi: str, kop: str, kata: str
) -> None:
    space = ruang(tmp_path, isi=isi, kop=kop)
    finalkan(space)
    with pytest.raises(Tolakan, match=re.escape(kata)):
        nomori(space)
    assert angka(space) == []
    assert berkas(space).read_text() == isi


def test_no_number_before_final(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    with pytest.raises(Tolakan, match="belum dicatat final"):
        nomori(space)
    assert angka(space) == []


def test_a_number_written_in_the_record_is_registered_as_it_stands(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    berkas(space).write_text(REKAMAN + "nomor: 400.2/007/DC/XI/2026\n")
    mulai(space, "dari buku kertas", OLEH)
    given = bernomor(space, "r0")
    assert (given.nomor.urut, given.lompat) == (7, (1, 6))
    assert bernomor(space, "r1").nomor.urut == 8


def test_a_number_of_another_pattern_is_registered_outside_the_sequence(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    berkas(space).write_text(REKAMAN + "nomor: 065.1/0001626\n")
    mulai(space, "dari buku kertas", OLEH)
    given = bernomor(space, "r0").nomor
    assert (given.teks, given.urut) == ("065.1/0001626", None)
    assert bernomor(space, "r1").nomor.urut == 1


@pytest.mark.parametrize("teks", ["400.2/001/DC/XI/2026", "400.9/001/DC/X/2026"])
def test_a_written_number_that_is_taken_is_refused(tmp_path: Path, teks: str) -> None:
    space = ruang(tmp_path, 2)
    bernomor(space, "r0")
    berkas(space, "r1").write_text(REKAMAN + f"nomor: {teks}\n")
    finalkan(space, "r1")
    with pytest.raises(Tolakan, match="sudah dipakai r0"):
        nomori(space, "r1")
    assert len(angka(space)) == 1


def test_a_record_that_says_another_number_than_the_register_is_refused(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    file = berkas(space)
    file.write_text(file.read_text().replace("/001/", "/002/"))
    lihat(space)
    finalkan(space)
    with pytest.raises(Tolakan, match=r"rekaman menulis 400\.2/002"):
        nomori(space)


def test_reserved_numbers_are_skipped_until_they_are_used(tmp_path: Path) -> None:
    space = ruang(tmp_path, 3)
    with buka(space) as ledger:
        assert [n.urut for n in pesan(ledger, order(space), 2026, 3, "rapat tertutup", OLEH)] == [1, 2, 3]
    assert bernomor(space, "r0").nomor.urut == 4
    finalkan(space, "r1")
    given = nomori(space, "r1", pakai=2).nomor
    assert (given.teks, given.untuk, given.keadaan) == ("400.2/002/DC/XI/2026", "rapat tertutup", "dipakai")
    finalkan(space, "r2")
    with pytest.raises(Tolakan, match="tidak sedang dipesan"):
        nomori(space, "r2", pakai=2)


@pytest.mark.parametrize(("banyak", "untuk"), [(0, "x"), (-3, "x"), (1001, "x"), (2, " ")])
def test_reserving_asks_how_many_and_what_for(tmp_path: Path, banyak: int, untuk: str) -> None:
    space = ruang(tmp_path)
    with buka(space) as ledger, pytest.raises(Tolakan):
        pesan(ledger, order(space), 2026, banyak, untuk, OLEH)
    assert angka(space) == []


def test_a_voided_number_leaves_the_record_and_is_never_given_again(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    teks = bernomor(space).nomor.teks
    assert batal(space, teks or "", proof=bukti(space)).alasan == "rapat batal"
    assert bukti(space).record.rapat.nomor is None
    with buka(space) as ledger:
        row = dokumen(ledger, "r0", "notula")
        assert row is not None
        assert row.keadaan == "final"
    lihat(space)
    again = nomori(space)
    assert again.nomor.teks == "400.2/002/DC/XI/2026"
    assert bukti(space).record.rapat.nomor == again.nomor.teks
    assert cacat(space) == []


def test_a_voided_number_that_a_crash_left_in_the_file_is_replaced(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    teks = bernomor(space).nomor.teks or ""
    left = berkas(space).read_bytes()
    batal(space, teks, proof=bukti(space))
    berkas(space).write_bytes(left)  # as if killed before the file was written
    lihat(space)
    assert nomori(space).nomor.urut == 2
    assert bukti(space).record.rapat.nomor == "400.2/002/DC/XI/2026"


def test_a_number_that_a_crash_kept_from_the_file_is_written_by_the_next_call(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    before = berkas(space).read_bytes()
    bernomor(space)
    berkas(space).write_bytes(before)
    lihat(space)  # noticing must not take it for a change
    again = nomori(space)
    assert (again.nomor.urut, again.baru, again.ditulis) == (1, False, True)


@pytest.mark.parametrize("alasan", ["", "  \n"])
def test_voiding_asks_for_a_reason(tmp_path: Path, alasan: str) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with pytest.raises(Tolakan, match="Alasan"):
        batal(space, "1", alasan)
    assert angka(space)[0].keadaan == "dipakai"


def test_a_number_is_voided_once(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    batal(space, "1", proof=bukti(space))
    with pytest.raises(Tolakan, match="sudah dibatalkan: rapat batal"):
        batal(space, "1", "lagi")


def test_a_sequence_number_of_two_years_must_be_named_fully(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    berkas(space, "r1").write_text(REKAMAN.replace("2026-11-24", "2025-11-24"))
    bernomor(space, "r0")
    bernomor(space, "r1")
    with buka(space) as ledger:
        with pytest.raises(Tolakan, match="lebih dari satu"):
            cari(ledger, "1")
        assert cari(ledger, "1", tahun=2025).rekaman == "r1"
        with pytest.raises(Tolakan, match="tidak ada"):
            cari(ledger, "99")


def test_a_record_changed_while_it_is_numbered_is_not_overwritten(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    finalkan(space)
    stale = bukti(space)
    berkas(space).write_text(REKAMAN + "tempat: Aula\n")
    from pipeline.ledger.nomor import beri

    with buka(space) as ledger, pytest.raises(Tolakan, match="berubah sejak dibaca"):
        beri(ledger, stale, load_reference(space.inputs, str)[0].instansi, OLEH)
    assert berkas(space).read_text() == REKAMAN + "tempat: Aula\n"


def test_eight_processes_with_fifty_records_each_give_every_number_once(tmp_path: Path) -> None:
    space = ruang(tmp_path, 400)
    names = [f"r{i}" for i in range(400)]
    assert sekaligus(space, [names[i::8] for i in range(8)]) == [0] * 8
    assert tak_sesuai(space, names) == []


def test_processes_that_number_the_same_records_agree(tmp_path: Path) -> None:
    space = ruang(tmp_path, 20)
    names = [f"r{i}" for i in range(20)]
    assert sekaligus(space, [names, names[::-1], names]) == [0] * 3
    assert tak_sesuai(space, names) == []


def test_killed_writers_lose_no_number_and_give_none_twice(tmp_path: Path) -> None:
    space = ruang(tmp_path, 60)
    names = [f"r{i}" for i in range(60)]
    killed, left = dibunuh(space, names, seed=4, kali=8)
    assert killed > 4
    assert left > 0  # they died at work
    assert tak_sesuai(space, names) == []
