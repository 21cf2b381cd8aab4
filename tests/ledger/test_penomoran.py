import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.penomoran import periksa_penomoran
from pipeline.read import parse
from pipeline.record.instansi import Instansi
from pipeline.reference.penomoran import BULAN_ROMAWI, ISIAN, susun, tak_dikenal, urut_dari

NILAI = {
    "keamanan": "R", "klasifikasi": "400.2", "urut": "007", "unit": "DP3AKKB", "instansi": "DP3",
    "bulan": "11", "bulan_romawi": "XI", "tahun": "2026", "jenis": "NOTULA",
}  # fmt: skip
TETAP = {"unit": "DP3AKKB", "instansi": "DP3"}


@pytest.mark.parametrize(
    ("pola", "nomor", "tanpa_keamanan"),
    [  # the shapes of domain.md 1.10
        ("{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}", "400.2/007/DP3AKKB/XI/2026", None),
        ("{klasifikasi}/{urut}/{unit}/{tahun}", "400.2/007/DP3AKKB/2026", None),
        ("{keamanan}-{urut}/{instansi}/{unit}/{klasifikasi}/{bulan}/{tahun}",
         "R-007/DP3/DP3AKKB/400.2/11/2026", "007/DP3/DP3AKKB/400.2/11/2026"),
        ("{keamanan}/{klasifikasi}/{jenis}/{urut}/{unit}/{tahun}",
         "R/400.2/NOTULA/007/DP3AKKB/2026", "400.2/NOTULA/007/DP3AKKB/2026"),
        ("{klasifikasi}/{keamanan}/{urut}/{tahun}", "400.2/R/007/2026", "400.2/007/2026"),
        ("{urut}/{tahun}/{keamanan}", "007/2026/R", "007/2026"),
        ("No. {urut} Tahun {tahun}", "No. 007 Tahun 2026", None),
        ("({urut})+{urut}[{tahun}]", "(007)+007[2026]", None),
    ],
)  # fmt: skip
def test_patterns_make_the_numbers_seen_in_use(pola: str, nomor: str, tanpa_keamanan: str | None) -> None:
    assert susun(pola, NILAI) == nomor
    assert susun(pola, {**NILAI, "keamanan": ""}) == (tanpa_keamanan or nomor)
    assert urut_dari(pola, nomor, 2026, TETAP) == 7
    assert urut_dari(pola, tanpa_keamanan or nomor, 2026, TETAP) == 7
    assert urut_dari(pola, nomor, 2025, TETAP) is None


@pytest.mark.parametrize(
    "teks", ["400.2/7x/DP3AKKB/XI/2026", "400.2/007/SETDA/XI/2026", "400.2/007/DP3AKKB/XIII/2026", ""]
)
def test_a_number_of_another_shape_has_no_place_in_the_sequence(teks: str) -> None:
    assert urut_dari("{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}", teks, 2026, TETAP) is None


isian = st.sampled_from([n for n in ISIAN if n not in ("urut", "tahun")])


@given(
    st.lists(isian, unique=True),
    st.integers(0, 99999),
    st.integers(1, 12),
    st.sampled_from("/-."),
    st.booleans(),
)
def test_a_number_made_by_a_pattern_is_read_by_it(
    parts: list[str], urut: int, bulan: int, pemisah: str, biasa: bool
) -> None:
    pola = "/".join(["{urut}", *(f"{{{p}}}" for p in parts), "{tahun}"])
    values = {
        **NILAI, "urut": f"{urut:03d}", "bulan": f"{bulan:02d}", "bulan_romawi": BULAN_ROMAWI[bulan - 1],
        "keamanan": "" if biasa else "SR",
    }  # fmt: skip
    assert urut_dari(pola, susun(pola, values), 2026, TETAP) == urut


@given(st.text(alphabet="{}/ab-", max_size=20))
def test_any_pattern_is_judged_without_a_fault(pola: str) -> None:
    known = not tak_dikenal(pola)
    assert known or any(c in pola for c in "{}")


def kode(penomoran: str, singkatan: str = "singkatan: DC\n") -> list[str]:
    reading = parse(f"{singkatan}penomoran: {penomoran}\n".encode(), Instansi, "dinas.yaml")
    assert not reading.findings
    return [f.code for f in periksa_penomoran(reading.value, reading.places)]


def test_a_letterhead_without_numbering_or_with_a_good_pattern_has_no_finding() -> None:
    assert kode("") == []
    assert kode('{pola: "{klasifikasi}/{urut}/{unit}/{tahun}"}') == []
    assert kode('{pola: "{urut}/{unit}/{tahun}", unit: X}', "") == []


def test_unknown_placeholders_and_lone_braces_are_named_with_the_nearest() -> None:
    reading = parse(
        b'singkatan: DC\npenomoran: {pola: "{klasifikasi}/{urutan}/{tahun}/{urut}"}', Instansi, "d.yaml"
    )
    (found,) = periksa_penomoran(reading.value, reading.places)
    assert (found.code, found.place.line) == ("L001", 2)
    assert "{urutan}" in found.message()
    assert "{urut}" in found.message()
    assert kode('{pola: "{urut}/{tahun}}"}') == ["L001"]


def test_a_pattern_needs_sequence_number_and_year() -> None:
    assert kode('{pola: "{klasifikasi}/{unit}"}') == ["L002", "L002"]
    assert kode('{pola: "{klasifikasi}/{urut}"}') == ["L002"]


def test_a_pattern_with_unit_needs_one() -> None:
    assert kode('{pola: "{urut}/{unit}/{tahun}"}', "") == ["L003"]
    assert kode('{pola: "{urut}/{instansi}/{tahun}", unit: X}', "") == ["L003"]
