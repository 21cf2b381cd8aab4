"""Regions as people write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reference.gazeter import DESA, KABKOTA, KECAMATAN, PROVINSI, Wilayah, gazeter, induk
from pipeline.reference.wilayah import (
    SEBUTAN,
    SINGKATAN,
    baca,
    bernama,
    bukan_wilayah,
    homonim,
    salah_induk,
    sebutan,
    sempitkan,
)
from pipeline.reference.wilayah_teks import pindai


def codes(text: str) -> list[list[str]]:
    return [[w.kode for w in p.wilayah] for p in sempitkan(baca(text), text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kab. Serang", [["36.04"]]), ("Kab.Serang", [["36.04"]]), ("kabupaten serang", [["36.04"]]),
        ("KOTA SERANG", [["36.73"]]), ("Serang", [["36.04", "36.73"]]), ("Lebak", [["36.02"]]),
        ("Kota Serang, Provinsi Banten", [["36.73"], ["36"]]), ("Kota Serang (Banten)", [["36.73"], ["36"]]),
        ("Kota Administrasi Jakarta Selatan", [["31.74"]]), ("Kota Jakarta Selatan", [["31.74"]]),
        ("Kota Adm. Jakarta Selatan", [["31.74"]]), ("Kab. Adm. Kepulauan Seribu", [["31.01"]]),
        ("Provinsi Banten", [["36"]]), ("Prov. Banten", [["36"]]), ("Banten", [["36"]]),
        ("DKI Jakarta", [["31"]]), ("Provinsi Daerah Khusus Jakarta", [["31"]]), ("D.I. Yogyakarta", [["34"]]),
        ("Provinsi DI Yogyakarta", [["34"]]), ("Daerah Istimewa Yogyakarta", [["34"]]), ("Aceh", [["11"]]),
        ("Provinsi Nanggroe Aceh Darussalam", [["11"]]), ("NTB", [["52"]]), ("Bangka Belitung", [["19"]]),
        ("Kecamatan Cipocok Jaya", [["36.73.05"]]), ("Kec. Cipocok Jaya Kota Serang", [["36.73.05"], ["36.73"]]),
        ("Kel. Banjarsari, Kec. Cipocok Jaya, Kota Serang", [["36.73.05.1005"], ["36.73.05"], ["36.73"]]),
        ("Desa Kanekes", [["36.02.06.2001"]]), ("Distrik Sorong Manoi", [["96.71.06"]]),
        ("Kabupaten/Kota Serang", [["36.04", "36.73"]]), ("Kab/Kota Tangerang", [["36.03", "36.71"]]),
        ("Kota Serang dan Kabupaten Lebak", [["36.73"], ["36.02"]]),
        ("Kota Tanjungpinang", [["21.72"]]), ("Kabupaten Tolitoli", [["72.04"]]),
        ("Kabupaten Pontianak", [["61.02"]]), ("Kota Pontianak", [["61.71"]]),
        ("Kec. 2 x 11 Kayu Tanam", [["13.05.15"]]), ("Kabupaten Pangkajene dan Kepulauan", [["73.10"]]),
        ("Kecamatan Curug, Kota Serang", [["36.73.04"], ["36.73"]]),
        ("Kabupaten Tangerang Selatan", [[]]), ("Nasional", [[]]), ("Desa", [[]]), ("", []),
    ],
)  # fmt: skip
def test_written_forms_are_understood(text: str, expected: list[list[str]]) -> None:
    assert codes(text) == expected


def test_there_are_twenty_six_names_of_two_regions() -> None:
    assert len(homonim()) == 26
    assert {"Serang", "Tangerang", "Bandung", "Bogor"} <= set(homonim())
    for name in homonim():
        assert sum(w.tingkat == KABKOTA for w in baca(name)[0].wilayah) == 2
        for kind, city in (("Kabupaten", False), ("Kota", True)):
            assert [w.kota for w in baca(f"{kind} {name}")[0].wilayah] == [city]


REGIONS = [w for p in gazeter().anak("") for w in (p, *gazeter().anak(p.kode))]
SMALL = [d for w in REGIONS if w.tingkat == KABKOTA for d in gazeter().anak(w.kode)]
WORDS = {
    PROVINSI: ("Provinsi", "Prov.", "provinsi", "PROVINSI"),
    KECAMATAN: ("Kecamatan", "Kec.", "Distrik", "KECAMATAN"),
    DESA: ("Desa", "Kelurahan", "Kel.", "DESA"),
}


def forms(one: Wilayah) -> list[str]:
    if one.tingkat == KABKOTA:
        short = "Kab." if one.nama.startswith("Kab") else "Kota"
        return [one.nama, one.nama.upper(), one.nama.lower(), f"{short} {one.polos}", f"  {one.nama}, "]
    return [f"{word} {one.polos}" for word in WORDS[one.tingkat]]


@pytest.mark.parametrize("one", REGIONS, ids=lambda w: w.kode)
def test_every_province_regency_and_city_is_read_in_all_its_forms(one: Wilayah) -> None:
    above = gazeter().kode(induk(one.kode, 1))
    assert above
    for text in forms(one):
        assert codes(text) == [[one.kode]], text
    if one.tingkat == KABKOTA:
        assert codes(f"{one.nama}, Provinsi {above.nama}") == [[one.kode], [above.kode]]
        assert salah_induk(baca(one.nama + ", " + above.resmi), one.nama + ", " + above.resmi) == []
        found = [t.bagian for t in pindai(f"Peserta dari {one.nama} hadir.")]
        assert [[w.kode for w in b.wilayah] for b in found] == [[one.kode]]


@given(st.sampled_from(SMALL))
def test_every_district_is_read_with_its_regency(one: Wilayah) -> None:
    above = gazeter().induk(one)
    assert above
    for text in forms(one):
        assert one.kode in codes(text)[0], text
    assert codes(f"Kecamatan {one.nama}, {above.nama}") == [[one.kode], [above.kode]]


@given(st.sampled_from(SMALL), st.data())
def test_every_village_is_read_by_its_level_word(district: Wilayah, data: st.DataObject) -> None:
    if villages := gazeter().anak(district.kode):
        one = data.draw(st.sampled_from(villages))
        for text in forms(one):
            assert one.kode in codes(text)[0], text


@given(st.text())
def test_no_text_makes_the_readers_raise(text: str) -> None:
    for part in baca(text):
        assert 0 <= part.awal < part.akhir <= len(text)
    baca(f"Kota {text}")


PIECES = ["Kota ", "kota", "Kabupaten/", "Serang", " Lebak", ", ", "Provinsi Banten", "(", ".", " dan ", "\n", "Wali ", "DKI", "se-", "Desa Maju", "–"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_parts_of_a_text_stand_in_order_and_apart(text: str) -> None:
    for parts in (baca(text), tuple(t.bagian for t in pindai(text) if t.bagian.wilayah)):
        for one, other in pairwise(parts):
            assert one.akhir <= other.awal
        assert all(text[p.awal : p.akhir].strip() for p in parts)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Kota Cilegon, Provinsi Jawa Barat", True), ("Kota Bekasi Provinsi Banten", True),
        ("Kecamatan Cibeber, Kota Serang", True), ("Kota Cilegon, Provinsi Banten", False),
        ("Kota Cilegon dan Provinsi Jawa Barat", False), ("Kota Cilegon, Provinsi Jawa Barat, dan Kota Bogor", False),
        ("Lebak, Jawa Barat, Lampung, dan Bali", False), ("Kecamatan Cibeber di Kota Serang", False),
        ("Provinsi Jawa Barat, Kota Cilegon", False),
    ],
)  # fmt: skip
def test_a_region_in_a_larger_one_where_it_does_not_lie(text: str, wrong: bool) -> None:
    assert bool(salah_induk(baca(text), text)) is wrong


@pytest.mark.parametrize("name", ["Malaysia", "Jepang", "Japan", "Nasional", "PUSAT", "Republik Indonesia", "Pulau Jawa", "Luar Negeri", "se-Indonesia"])  # fmt: skip
def test_what_no_gazetteer_holds_is_known_as_such(name: str) -> None:
    assert bukan_wilayah(name)


def test_other_names_belong_to_regions_and_level_words_have_levels() -> None:
    for code, names in SINGKATAN.items():
        one = gazeter().kode(code)
        assert one
        assert all(
            one in bernama(n.removeprefix("kabupaten "), level) for n in names for level in [_level(one)]
        )
    assert all(sebutan(word) == level for word, level in SEBUTAN.items())
    assert sebutan("Kab.") == SEBUTAN["kabupaten"]
    assert sebutan("Serang") is None


def _level(one: Wilayah):  # type: ignore[no-untyped-def]
    return SEBUTAN["provinsi"] if one.tingkat == PROVINSI else SEBUTAN["kota" if one.kota else "kabupaten"]
