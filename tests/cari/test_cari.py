"""Searching the archive: the right documents, the right sentence and page, and no question that breaks it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from berkas_ttd import naskah_final
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cari import indeks
from pipeline.cari.indeks import Arsip, rata
from pipeline.cari.kalimat import kalimat
from pipeline.cari.segar import berkas_indeks, keadaan_kini, segarkan
from pipeline.cari.tanya import Saring, TanpaKata, tanya, ungkapan, wilayah
from pipeline.cli import main
from pipeline.workspace import Workspace

LAIN = """\
judul: Rapat Contoh Irigasi
tanggal: 2026-11-23
keamanan: terbatas
keputusan: ['Saluran di Kabupaten Serang diperbaiki. Data irigasi dihimpun, lalu dipilah.']
"""


def naskah(nama: str, judul: str, halaman: tuple[tuple[str, ...], ...], **lain: object) -> Arsip:
    values: dict[str, object] = dict(
        berkas=f"resmi/{nama}/notula.pdf", tanda="1", rekaman=nama, jenis="notula", judul=judul, nomor="", tanggal="2026-01-02",
        keamanan="biasa", instansi="Dinas Contoh", ralat="", halaman=halaman, entitas=frozenset(),
    )  # fmt: skip
    return Arsip(**(values | lain))  # type: ignore[arg-type]


ISI = (
    naskah("a", "Notula A", (("Pembukaan.",), ("Data terpilah wajib ada.", "Penutup.")),
           entitas=frozenset({("wilayah", "36.73", "Kota Serang"), ("pejabat", rata("Siti Aminah"), "Siti Aminah, S.E.")})),
    naskah("b", "Notula B", (("Data itu terpilah menurut wilayah.",),), tanggal="2025-05-05",
           entitas=frozenset({("wilayah", "36.04", "Kabupaten Serang"), ("kunci", "kadis-x", "kadis-x"),
                              ("instansi", rata("Bappeda Kota Serang"), "Bappeda Kota Serang")})),
    naskah("c", "Ralat A", (("Data terpilah wajib ada, diralat.",),), ralat="a", keamanan="rahasia",
           entitas=frozenset({("wilayah", "36.73.01", "Kecamatan Serang")})),
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with indeks.buka(tmp_path / "i.sqlite", tulis=True) as opened:
        for one in ISI:
            indeks.tambah(opened, one)
        yield opened


def nama(db: sqlite3.Connection, kata: str, **saring: object) -> list[str]:
    return [h.rekaman for h in tanya(db, kata, Saring(**saring))[1]]  # type: ignore[arg-type]


def test_words_said_together_come_first(db: sqlite3.Connection) -> None:
    assert set(nama(db, "data terpilah")) == {"a", "b", "c"}
    assert nama(db, "data terpilah")[-1] == "b"


def test_a_phrase_is_one(db: sqlite3.Connection) -> None:
    assert set(nama(db, '"data terpilah"')) == {"a", "c"}


def test_the_sentence_and_its_page(db: sqlite3.Connection) -> None:
    hit = tanya(db, "terpilah", Saring(tahun=2026, pejabat="siti aminah"))[1][0]
    assert [(k.halaman, k.teks) for k in hit.kutipan] == [(2, "Data terpilah wajib ada.")]
    start, end = hit.kutipan[0].sorot[0]
    assert hit.kutipan[0].teks[start:end] == "terpilah"


def test_filters(db: sqlite3.Connection) -> None:
    assert nama(db, "data", tahun=2025) == ["b"]
    assert nama(db, "data", pejabat="siti aminah") == ["a"]
    assert nama(db, "data", pejabat="Hj. Siti Aminah, S.E., M.Si.") == ["a"]  # as documents write it
    assert nama(db, "data", pejabat="KADIS-X") == ["b"]
    assert nama(db, "data", pejabat="minah") == []
    assert nama(db, "data", instansi="bappeda") == ["b"]
    assert nama(db, "", tahun=2026) == ["a", "c"]


def test_a_city_is_not_the_regency_of_its_name_and_holds_its_districts(db: sqlite3.Connection) -> None:
    assert set(nama(db, "data", wilayah=wilayah(db, "kota serang"))) == {"a", "c"}
    assert nama(db, "data", wilayah=wilayah(db, "Kabupaten Serang")) == ["b"]
    assert wilayah(db, "Serang") == ()


def test_a_corrected_document_says_by_what(db: sqlite3.Connection) -> None:
    said = {h.rekaman: h.diralat for h in tanya(db, "data", Saring())[1]}
    assert said == {"a": "c", "b": "", "c": ""}


def test_exclusion_and_beginnings(db: sqlite3.Connection) -> None:
    assert nama(db, "data -diralat", tahun=2026) == ["a"]
    assert set(nama(db, "terpil*")) == {"a", "b", "c"}


def test_a_document_taken_in_again_stands_once(db: sqlite3.Connection) -> None:
    indeks.tambah(db, ISI[0])
    assert tanya(db, "data", Saring())[0] == 3
    indeks.lupakan(db, [ISI[0].berkas])
    assert set(nama(db, "data")) == {"b", "c"}
    assert db.execute(
        "SELECT count(*) FROM kaitan k LEFT JOIN dokumen d ON d.id = k.dokumen WHERE d.id IS NULL"
    ).fetchone() == (0,)


_KASAR = st.text(alphabet=st.sampled_from("ab*\"'()-:^+{}[]AND OR NOT NEAR,.;%_\x00\x02\x1e\\é"), max_size=30)


@given(st.one_of(_KASAR, st.text(max_size=40)), st.text(max_size=12))
def test_no_question_breaks_the_search(kata: str, lain: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        indeks._buat(made)
        indeks.tambah(made, ISI[0])
        try:
            tanya(made, kata, Saring(pejabat=lain, instansi=lain))
        except TanpaKata:
            assert not ungkapan_ada(kata)


def ungkapan_ada(kata: str) -> bool:
    try:
        return bool(ungkapan(kata))
    except TanpaKata:
        return False


def test_sentences_of_a_page() -> None:
    page = "A. Kata Pembukaan\nRapat dibuka oleh Dr. H. Contoh, S.E., M.Si., Kepala\nDinas. Hadir Bupati.\n1. Satu hal\n2. Dua"
    assert kalimat(page) == [
        "A. Kata Pembukaan Rapat dibuka oleh Dr. H. Contoh, S.E., M.Si., Kepala Dinas.", "Hadir Bupati.", "1. Satu hal", "2. Dua",
    ]  # fmt: skip


@given(st.text(alphabet=st.sampled_from("ab. \nA1:;!?–)"), max_size=300))
def test_nothing_of_a_page_is_lost(page: str) -> None:
    assert "".join("".join(kalimat(page)).split()) == "".join(page.split())


@pytest.fixture(scope="module")
def arsip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arsip")
    (folder / "inputs" / "rapat").mkdir(parents=True)
    for name, change in (("satu", ""), ("dua", LAIN)):
        (folder / "resmi" / name).mkdir(parents=True)
        (folder / "resmi" / name / "notula.pdf").write_bytes(naskah_final(change))
    return folder


@pytest.fixture
def ruang(arsip: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(arsip, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path)


def jalankan(space: Workspace, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["-C", str(space.root), "cari", *words])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_signed_documents_are_found_by_their_pages(
    ruang: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = jalankan(
        ruang, capsys, "irigasi dipilah", "--wilayah", "Kabupaten Serang", "--tahun", "2026", "--json"
    )
    assert code == 0
    (hit,) = json.loads(out)["hasil"]
    assert hit["berkas"] == "resmi/dua/notula.pdf"
    assert hit["keamanan"] == "terbatas"
    assert "Data irigasi dihimpun, lalu dipilah." in [k["kalimat"] for k in hit["kutipan"]]
    code, out, _ = jalankan(ruang, capsys, "irigasi")
    assert "hanya ada di ruang kerja pemiliknya" in " ".join(out.split())


def test_only_what_changed_is_read_again(ruang: Workspace) -> None:
    assert segarkan(ruang).dibaca == 2
    assert segarkan(ruang).dibaca == 0
    (ruang.resmi / "rusak").mkdir()
    (ruang.resmi / "rusak" / "notula.pdf").write_bytes(b"%PDF-1.7 rusak")
    made = segarkan(ruang)
    assert (made.banyak, made.dibaca, made.bukan) == (2, 0, ("resmi/rusak/notula.pdf",))
    shutil.rmtree(ruang.resmi / "dua")
    assert segarkan(ruang).dihapus == 1
    with indeks.buka(berkas_indeks(ruang)) as db:
        assert indeks.keadaan(db) == keadaan_kini(ruang)
        assert list(indeks.terdaftar(db)) == ["resmi/satu/notula.pdf"]


def test_a_damaged_index_is_made_anew(ruang: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    file = berkas_indeks(ruang)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"bukan basis data" * 500)
    code, out, _ = jalankan(ruang, capsys, "rapat", "--json")
    assert (code, json.loads(out)["banyak"]) == (0, 2)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x", "--wilayah", "Serang"), "“Kabupaten Serang” atau “Kota Serang”"),
        (("x", "--wilayah", "Negeri Dongeng"), "bukan nama wilayah"),
        (('"***"',), "harus memuat huruf atau angka"),
        (("x", "--tahun", "99999999999999999999"), "paling banyak 9999"),
        ((), "sebut kata yang dicari"),
    ],
)
def test_questions_that_cannot_be_answered(
    words: tuple[str, ...], said: str, ruang: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = jalankan(ruang, capsys, *words)
    assert code == 2
    assert said in " ".join(err.split())
