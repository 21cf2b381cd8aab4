"""Regions: what is found in fields and in text, what is not, and what is offered instead."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from contoh import ROOT, acuan, rekaman

from pipeline.checks import check
from pipeline.checks.wilayah_ejaan import _ISYARAT, _POLA
from pipeline.findings import Finding, Severity
from pipeline.read import read_record
from pipeline.reference.wilayah import homonim
from pipeline.reference.wilayah_lama import NAMA_LAMA

KALIMAT: list[dict[str, Any]] = yaml.load(
    (ROOT / "tests" / "wilayah_kalimat.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)


def w(ubah: str) -> list[Finding]:
    """The findings on regions of a changed record."""
    return [f for f in rekaman(ubah)[1] if f.code[0] == "W"]


def isian(region: str, ubah: str = "") -> list[Finding]:
    """The findings on one participant's region."""
    return w(f"peserta:\n  - {{nama: Contohwati, wilayah: {json.dumps(region)}}}\nrekap:\n{ubah}")


def teks(words: str, ubah: str = "") -> list[Finding]:
    return w(f"tujuan: [{json.dumps(words, ensure_ascii=False)}]\n{ubah}")


def codes(findings: list[Finding]) -> list[str]:
    return sorted(f.code for f in findings)


@pytest.mark.parametrize("entry", KALIMAT, ids=range(len(KALIMAT)))
def test_each_sentence_has_the_findings_it_deserves(entry: dict[str, Any]) -> None:
    found = teks(entry["kalimat"], entry.get("ubah", ""))
    assert codes(found) == sorted(entry.get("temuan", [])), [f.message() for f in found]


@pytest.mark.parametrize("entry", [e for e in KALIMAT if e.get("temuan")], ids=lambda e: e["kalimat"][:30])
def test_what_a_mend_replaces_stands_at_its_place(entry: dict[str, Any]) -> None:
    record, findings = rekaman(f"tujuan: [{json.dumps(entry['kalimat'], ensure_ascii=False)}]\n")
    lines = record.places.text.split("\n")
    for f in findings:
        if f.mend and f.code[0] == "W":
            assert lines[f.place.line - 1][f.place.column - 1 :].startswith(f.mend.old), f


@pytest.mark.parametrize("entry", [e for e in KALIMAT if e.get("temuan")], ids=lambda e: e["kalimat"][:30])
def test_mending_what_is_safe_leaves_nothing_safe_to_mend(entry: dict[str, Any]) -> None:
    words = entry["kalimat"]
    for f in teks(words):
        if f.mend and f.mend.safe:
            words = words.replace(f.mend.old, f.mend.new, 1)
    assert [f for f in teks(words) if f.mend and f.mend.safe] == []


@pytest.mark.parametrize(
    "region",
    [
        "Kota Serang", "Kabupaten Serang", "Kab. Serang", "Provinsi Banten", "Kota Serang, Provinsi Banten",
        "Kecamatan Cipocok Jaya, Kota Serang", "Kelurahan Banjarsari, Kecamatan Cipocok Jaya, Kota Serang",
        "Nasional", "Pusat", "Indonesia", "Republik Indonesia", "Malaysia", "Japan", "Luar Negeri", "Pulau Jawa",
        "Kuala Lumpur, Malaysia", "Aceh", "DI Yogyakarta", "Kabupaten/Kota se-Provinsi Banten", "Kota Serang (daring)",
        "Kabupaten Lebak dan Kota Serang", "-", "Kota Administrasi Jakarta Selatan", "Kota Tanjungpinang",
    ],
)  # fmt: skip
def test_right_fields_have_no_finding(region: str) -> None:
    assert codes(isian(region)) == []


@pytest.mark.parametrize(
    ("region", "code", "new"),
    [
        ("Kabupaten Pandegelang", "W001", "Kabupaten Pandeglang"), ("Kota Atlantis", "W001", None),
        ("Wakanda Selatan", "W001", None), ("Pandegelang", "W001", "Kabupaten Pandeglang"),
        ("Serang", "W002", None), ("Tangerang, Provinsi Banten", "W002", None), ("Gorontalo", "W002", None),
        ("Kecamatan Karanganyar", "W002", None),
        ("Banten", "W003", "Provinsi Banten"), ("Lebak", "W003", "Kabupaten Lebak"), ("NTB", "W003", "Provinsi Nusa Tenggara Barat"),
        ("Ciruas", "W003", "Kecamatan Ciruas"), ("Jakarta", "W003", "Provinsi Daerah Khusus Jakarta"),
        ("Kabupaten Tangerang Selatan", "W004", "Kota Tangerang Selatan"), ("Kabupaten Cilegon", "W004", "Kota Cilegon"),
        ("Provinsi Serang", "W004", None), ("Kabupaten Banten", "W004", "Provinsi Banten"),
        ("Kota Cilegon, Provinsi Jawa Barat", "W005", "Provinsi Banten"), ("Kecamatan Cibeber, Kota Serang", "W005", None),
        ("KOTA SERANG", "W011", "Kota Serang"), ("kabupaten lebak", "W011", "Kabupaten Lebak"),
        ("Provinsi DKI Jakarta", "W010", "Daerah Khusus Jakarta"), ("Propinsi Banten", "W012", "Provinsi"),
    ],
)  # fmt: skip
def test_wrong_fields_are_found_and_the_right_words_offered(region: str, code: str, new: str | None) -> None:
    found = isian(region)
    assert codes(found) == [code], [f.message() for f in found]
    assert (found[0].mend.new if found[0].mend else None) == new


@pytest.mark.parametrize("name", homonim())
def test_each_of_the_twenty_six_names_must_say_which(name: str) -> None:
    (found,) = isian(name)
    assert found.code == "W002"
    assert f"“Kabupaten {name}”" in found.message()
    assert f"“Kota {name}”" in found.message()


@pytest.mark.parametrize("code_region", [("W001", "Kota Atlantis"), ("W002", "Serang"), ("W004", "Kabupaten Cilegon"), ("W005", "Kota Cilegon, Provinsi Jawa Barat")])  # fmt: skip
def test_faults_of_fields_weigh_as_the_record_does(code_region: tuple[str, str]) -> None:
    code, region = code_region
    for status, weight in (("draf", Severity.PERINGATAN), ("final", Severity.GALAT)):
        (found,) = isian(region, f"status: {status}\n")
        assert (found.code, found.severity) == (code, weight)


def test_running_text_only_ever_warns_but_for_a_region_glued_into_a_wrong_one() -> None:
    for entry in KALIMAT:
        for f in teks(entry["kalimat"]):
            glued = f.code == "W005" and not re.search(r", (?:Provinsi|Kota)", entry["kalimat"])
            assert (f.severity is Severity.GALAT) == glued or "W007" in f.code, entry["kalimat"]


def test_the_place_of_signing_and_the_address_may_be_a_bare_town() -> None:
    assert w("penetapan: {tempat: Serang, tanggal: 2026-11-24}\n") == []
    assert w("tempat: 'Hotel Contoh, Tangerang'\n") == []
    assert teks("Tangerang, 24 November 2026") == []


def test_a_namesake_is_clear_where_one_of_the_two_takes_part() -> None:
    nobody = "peserta: []\nrekap:\ntindak_lanjut: []\n"
    assert codes(teks("Warga Serang dan warga Tangerang hadir.")) == ["W002"]
    assert codes(teks("Warga Serang dan warga Tangerang hadir.", nobody)) == ["W002", "W002"]
    assert codes(teks("Warga Bandung menonton.")) == []


def test_an_agency_of_another_region_than_its_person_is_found() -> None:
    one = "peserta:\n  - {{nama: Contoh, instansi: {}, wilayah: {}}}\nrekap:\n"
    for agency, region, expected in (
        ("Bappeda Contoh Kabupaten Lebak", "Kabupaten Lebak", []),
        ("Bappeda Contoh Kabupaten Lebak", "Kabupaten Pandeglang", ["W006"]),
        ("Bappeda Contoh Kabupaten Lebak", "Provinsi Banten", ["W006"]),
        ("UPT Dinas Sosial Kabupaten Lebak", "Provinsi Banten", []),
        ("Universitas Contoh Kota Serang", "Provinsi Banten", []),
        ("Dinas Contoh Provinsi Banten", "Kota Serang", ["W006"]),
        ("Cabang Dinas Pendidikan Provinsi Banten", "Kota Serang", []),
        ("DCPPPA", "Provinsi Banten", []),
        ("DCPPPA", "Provinsi Jawa Barat", ["W006"]),
        ("Dinas Contoh Pemberdayaan Perempuan dan Perlindungan Anak", "Provinsi Jawa Barat", ["W006"]),
        ("Forum Contoh Kota Bandung dan Kota Serang", "Kota Serang", []),
    ):
        found = w(one.format(agency, region))
        assert codes(found) == expected, (agency, region, [f.message() for f in found])


def test_the_letterhead_is_of_the_organisers_region() -> None:
    own = "penyelenggara: {{instansi: {}, wilayah: {}}}\n"
    assert codes(w(own.format("DCPPPA", "Provinsi Banten"))) == []
    found = {f.code: f.severity for f in w(own.format("DCPPPA", "Kabupaten Bogor"))}
    assert found["W007"] is Severity.GALAT
    found = {f.code: f.severity for f in w(own.format("Badan Lain", "Kabupaten Bogor"))}
    assert found["W007"] is Severity.PERINGATAN


def test_a_region_left_over_from_another_document_is_reported_once() -> None:
    (found,) = teks("Dinas Provinsi Jawa Barat. Dinas Kabupaten Lebak. Pemerintah Provinsi Jawa Barat.")
    assert (found.code, found.severity) == ("W008", Severity.PERINGATAN)
    assert "2 kali" in found.message()


def test_a_region_that_takes_part_in_any_way_is_not_foreign() -> None:
    words = "Dinas Sosial Provinsi Jawa Barat menyampaikan data."
    assert codes(teks(words)) == ["W008"]
    for ubah in (
        "undangan: [Kepala Dinas Sosial Provinsi Jawa Barat]\n",
        "tembusan: [Gubernur Jawa Barat]\n",
        "tempat: Gedung Contoh, Kota Bandung, Provinsi Jawa Barat\n",
        "peserta:\n  - {nama: Contoh, wilayah: Kota Bandung}\nrekap:\n",
        "penyelenggara: {instansi: Badan Lain, wilayah: Nasional}\ninstansi: kop-lain\n",
    ):
        assert "W008" not in codes(teks(words, ubah)), ubah


@pytest.mark.parametrize(
    "words",
    [
        "UU Nomor 14 Tahun 1950 tentang Pembentukan Kabupaten dalam Lingkungan Provinsi Jawa Barat",
        "Studi tiru ke Kabupaten Sleman.", "Kota Bogor berbatasan dengan wilayah ini.", "Ajun Inspektur Malang hadir.",
        "Kementerian di Jakarta dan Kota Administrasi Jakarta Pusat.", "Rombongan tiba dari Bandung.",
        "Kota Solo menjadi contoh baik.", "Kota Madani, Kota Bahari, Kota Industri.", "Papua Nugini menjadi tamu.",
        "Gubernur Banten Andra Contoh dan Wali Kota Cilegon Robin Contoh hadir.", "Danau Toba dan Pulau Nias dibahas.",
        "Kejaksaan Negeri Tangerang, Polres Tangerang, dan Stasiun Tangerang.", "Lihat https://Tangerang.example/Serang.",
    ],
)  # fmt: skip
def test_other_regions_named_with_reason_are_let_be(words: str) -> None:
    assert [f.message() for f in teks(words)] == []


def test_a_problem_is_no_origin() -> None:
    assert codes(teks("Masalah Dinas Sosial Kabupaten Sleman dibahas.")) == ["W008"]


def test_names_follow_the_day_of_the_meeting() -> None:
    for day, words, expected in (
        ("2024-11-29", "Pemerintah Provinsi DKI Jakarta hadir.", []),
        ("2024-11-30", "Pemerintah Provinsi DKI Jakarta hadir.", ["W010"]),
        ("2024-04-24", "Pemerintah Daerah Khusus Jakarta hadir.", ["W010"]),
        ("2026-11-24", "Pemerintah Daerah Khusus Jakarta hadir.", []),
        ("2026-11-24", "Kecamatan Ujung Pandang hadir.", []),
        ("2026-11-24", "Toba Samosir, dahulu satu kabupaten.", []),
        ("2019-11-24", "Data Toba Samosir dibahas.", []),
        ("2026-11-24", "Keputusan Gubernur DKI Jakarta Nomor 5 Tahun 2019 dibahas.", []),
        ("2026-11-24", "Kotamadya Cilegon dan Kabupaten Daerah Tingkat II Serang.", ["W010", "W010"]),
        ("2026-11-24", "Dewan Pimpinan Daerah Tingkat I Partai Contoh hadir.", []),
        ("2026-11-24", "Pemerintah DKI Jakarta. Gubernur DKI Jakarta.", ["W010"]),
    ):
        assert [c for c in codes(teks(words, f"tanggal: {day}\n")) if c == "W010"] == expected, (day, words)
    assert "W010" not in codes(teks("Provinsi DKI Jakarta hadir.", "tanggal:\n"))


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("Walikota", "Wali Kota"), ("walikota", "wali kota"), ("WALIKOTA", "WALI KOTA"),
        ("Ibukota", "Ibu kota"), ("ibukota", "ibu kota"), ("IBUKOTA", "IBU KOTA"), ("IbuKota", "Ibu kota"),
        ("propinsi", "provinsi"),
    ],
)  # fmt: skip
def test_old_spellings_are_mended_in_their_own_case(words: str, new: str) -> None:
    (found,) = teks(f"Kepada {words} kita menghadap.")
    assert found.mend is not None
    assert (found.mend.old, found.mend.new, found.mend.safe) == (words, new, True)


@pytest.mark.parametrize(
    "words",
    [
        "Perwal: Peraturan Walikota Serang Nomor 5 Tahun 2016", "Keputusan Walikota Nomor 440/Kep.12-Huk/2019",
        "pos-el walikota@serangkota.example", "laman www.walikota.example", "Jalan Walikota Mustajab",
        "UU Nomor 13 Tahun 1950 tentang Pembentukan Daerah-Daerah Kabupaten Dalam Lingkungan Propinsi Jawa Tengah",
        "Data kabupaten Lebak, Pandeglang, dan Serang.", "Rapat di pusat kota Serang.", "RAPAT KOORDINASI KABUPATEN LEBAK",
        "KABUPATEN/KOTA", "Kabupaten Fak-fak dikunjungi narasumber.", "di Ibu Kota Nusantara",
    ],
)  # fmt: skip
def test_ordinary_spellings_have_no_finding(words: str) -> None:
    assert [f.message() for f in teks(words) if f.code in ("W009", "W011", "W012")] == []


def test_each_old_form_has_a_word_that_the_quick_look_finds() -> None:
    forms = [
        "Walikota",
        "walikota",
        "WALIKOTA",
        "Ibukota",
        "IBUKOTA",
        "propinsi",
        "PROPINSI",
        "KABUPATEN/KOTA",
        "KABUPATEN / KOTA",
    ]
    forms += [
        "Nanggroe Aceh Darussalam",
        "Irian Jaya",
        "Irian Jaya Barat",
        "Ujung Pandang",
        "Toba Samosir",
        "Maluku Tenggara Barat",
    ]
    forms += [
        "Kabupaten Mamuju Utara",
        "Kabupaten Pontianak",
        "Polewali Mamasa",
        "Kotamadya",
        "Kotamadia",
        "DKI Jakarta",
    ]
    forms += [
        "Kabupaten Daerah Tingkat II",
        "Kabupaten Dati II",
        "Provinsi Daerah Tingkat I",
        "Daerah Khusus Ibukota Jakarta",
        "Daerah Khusus Jakarta",
    ]
    for form in forms:
        assert _POLA.search(form), form
        assert any(word in form for word in _ISYARAT), form
    for entry in NAMA_LAMA:
        assert any(re.fullmatch(entry.pola, form) for form in forms), entry


def test_the_seed_warns_of_its_capitals_only() -> None:
    record, _ = read_record(ROOT / "inputs" / "rapat" / "rakor-pug-seed.yaml")
    found = [f for f in check(record, acuan()) if f.code[0] == "W"]
    assert [f.values["lama"] for f in found] == ["PROVINSI BANTEN", "KABUPATEN/ KOTA", "PROVINSI BANTEN"]
    assert {(f.code, f.severity) for f in found} == {("W011", Severity.PERINGATAN)}
