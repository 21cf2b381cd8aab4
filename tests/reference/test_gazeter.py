import importlib.util
import shutil
from collections import Counter
from pathlib import Path

import pytest
from contoh import ROOT

from pipeline.reference.gazeter import BERKAS, DESA, Gazeter, Wilayah, gazeter, induk, kunci, sekerabat


def everything() -> list[Wilayah]:
    g = gazeter()
    level = list(g.anak(""))
    out: list[Wilayah] = []
    while level:
        out += level
        level = [child for one in level for child in g.anak(one.kode)]
    return out


ALL = everything()


def test_the_gazetteer_holds_what_the_decree_counts() -> None:
    assert len(ALL) == len(gazeter()) == 91_599
    assert [Counter(w.tingkat for w in ALL)[n] for n in (1, 2, 3, 4)] == [38, 514, 7_285, 83_762]
    assert sum(w.kota for w in ALL) == 98
    assert sum(w.kelurahan for w in ALL) == 8_496
    assert sum(w.tingkat == DESA and not w.kelurahan for w in ALL) == 75_266
    assert gazeter().kepala["keputusan"] == "Kepmendagri 300.2.2-2138 Tahun 2025"


def test_every_region_is_found_by_its_code_and_by_its_name() -> None:
    g = gazeter()
    for one in ALL:
        assert g.kode(one.kode) == one
    for one in ALL[:8000:3] + ALL[8000::40]:
        assert one in g.bernama(one.polos)
        assert one in g.bernama(one.polos.upper())
        assert one in g.bernama(one.polos, induk(one.kode, one.tingkat - 1))


def test_banten_has_its_eight_regions() -> None:
    assert [w.resmi for w in gazeter().anak("36")] == [
        "Kabupaten Pandeglang", "Kabupaten Lebak", "Kabupaten Tangerang", "Kabupaten Serang",
        "Kota Tangerang", "Kota Cilegon", "Kota Serang", "Kota Tangerang Selatan",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["", "3", "00", "99", "36.99", "abc", "36.73.05.9999", "36731", "٣٦"])
def test_no_region_has_a_code_that_is_none(code: str) -> None:
    assert gazeter().kode(code) is None


def test_parents_and_kinship_follow_the_code() -> None:
    g = gazeter()
    village = g.kode("3673051005")
    assert village
    district = g.induk(village)
    assert district
    assert (village.resmi, district.resmi) == ("Kelurahan Banjarsari", "Kecamatan Cipocok Jaya")
    province = g.kode("36")
    assert province
    assert g.induk(province) is None
    assert sekerabat("36", "36.73.05")
    assert not sekerabat("36.7", "36.73")


@pytest.mark.parametrize(
    ("name", "level", "inside", "first"),
    [
        ("Pandegelang", 2, "", "Kabupaten Pandeglang"),
        ("Bantenn", 1, "", "Provinsi Banten"),
        ("Cipocog Jaja", 3, "", "Kecamatan Cipocok Jaya"),
        ("Banjarsri", 4, "36.73", "Kelurahan Banjarsari"),
    ],
)
def test_a_misspelt_name_is_recognised(name: str, level: int, inside: str, first: str) -> None:
    assert gazeter().mirip(name, level, inside, 70)[0].resmi == first


def test_a_name_like_none_has_no_likeness() -> None:
    assert gazeter().mirip("Xyzzyqwert", 4) == ()
    assert gazeter().mirip("Serang", 2, "36.73") == ()


def test_the_file_opens_where_nothing_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "baca"
    folder.mkdir()
    file = Path(shutil.copy(BERKAS, folder))
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert len(Gazeter(file)) == 91_599
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("data", [b"bukan data", b"\n", b"{}\n", b"", b'{"panjang": {"kode": 8}}\n'])
def test_a_file_that_is_no_gazetteer_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "wilayah.bin"
    file.write_bytes(data)
    with pytest.raises(ValueError, match="no gazetteer"):
        Gazeter(file)


def test_the_packer_makes_the_same_bytes_of_the_same_files(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("gazeter_pak", ROOT / "scripts" / "gazeter.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "data").mkdir()
    (tmp_path / "package.json").write_text('{"version": "0"}')
    rows = {
        "provinces": ["code,name", "36,Banten"],
        "regencies": ["code,province_code,name", "36.73,36,Kota Serang", "36.04,36,Kabupaten Serang"],
        "districts": ["code,regency_code,name", "36.73.01,36.73,Kota Baru"],
        "villages": ["code,district_code,name", '36.73.01.1001,36.73.01,"Ba\'u, Ñ"'],
    }
    for name, lines in rows.items():
        (tmp_path / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = module.pak(tmp_path)
    assert made == module.pak(tmp_path)
    file = tmp_path / "wilayah.bin"
    file.write_bytes(made)
    g = Gazeter(file)
    assert [w.kode for w in g.bernama("serang")] == ["36.04", "36.73"]
    assert [w.nama for w in g.bernama("kotabaru")] == ["Kota Baru"]
    assert [w.nama for w in g.bernama("BA’U Ñ")] == ["Ba'u, Ñ"]
    assert g.bernama("baru") == ()


def test_licence_and_notice_stand_beside_the_data() -> None:
    assert "Open Database License" in BERKAS.with_name("LICENSE.md").read_text(encoding="utf-8")
    notice = BERKAS.with_name("NOTICE.md").read_text(encoding="utf-8")
    assert "300.2.2-2138" in notice
    assert str(gazeter().kepala["sumber"]).removeprefix("idn-area-data ") in notice


def test_a_key_forgets_case_blanks_and_marks() -> None:
    assert kunci("D.I. Yogyakarta") == kunci("di  YOGYAKARTA") == "diyogyakarta"
