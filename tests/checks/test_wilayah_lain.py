"""Regions that a trial found called wrong, or mended to the wrong one."""

import pytest
from contoh import kode, rekaman

from pipeline.findings import Finding, Severity

PESERTA = "status: final\npeserta:\n  - {{nama: Contohwati, instansi: {}, wilayah: '{}'}}\nrekap:\n"


def temuan(wilayah: str, instansi: str = "Forum Contoh") -> list[Finding]:
    return [f for f in rekaman(PESERTA.format(instansi, wilayah))[1] if f.code.startswith("W")]


@pytest.mark.parametrize(
    "wilayah",
    [
        "Ibu Kota Nusantara", "Otorita IKN", "Swasta", "Antarprovinsi", "Kabupaten OKU Timur", "Kabupaten TTS",
        "Kota/Kabupaten Serang", "Dapil Banten I", "Kawasan Contoh",
    ],
)  # fmt: skip
def test_what_no_gazetteer_holds_is_no_error(wilayah: str) -> None:
    assert {f.severity for f in temuan(wilayah)} <= {Severity.PERINGATAN}


def test_the_abbreviation_of_a_regency_is_known_behind_its_level() -> None:
    assert temuan("Kabupaten OKU Timur") == []
    assert kode("tujuan: ['Sistem TTS dan PPU dibahas']\n") == set()


def test_a_province_is_not_mended_to_a_city() -> None:
    assert not any(f.mend and "Kota Yogyakarta" in f.mend.new for f in temuan("Provinsi Jogja"))


def test_a_wrong_parent_has_one_mend() -> None:
    mends = [(f.code, f.mend.new) for f in temuan("Kota Tangerang Selatan, Jawa Barat") if f.mend]
    assert mends == [("W005", "Provinsi Banten")]


def test_an_agency_of_a_district_names_its_city() -> None:
    found = temuan("Kota Serang", "Kecamatan Cibodas")
    assert [(f.code, f.mend.new) for f in found if f.mend] == [("W006", "Kota Tangerang")]


@pytest.mark.parametrize(
    "words",
    [
        "Turut diundang Pemerintah Kota Bandung.",
        "Batas wilayah antara Provinsi Banten dan Provinsi Jawa Barat.",
    ],
)
def test_neighbours_and_guests_are_not_foreign(words: str) -> None:
    assert "W008" not in kode(f"tujuan: ['{words}']\n")
