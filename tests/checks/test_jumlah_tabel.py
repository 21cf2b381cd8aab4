"""Sums in tables of the record and of Markdown."""

from decimal import Decimal

import pytest
from contoh import kode, rekaman
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.jumlah_tabel import _baca, _tulis
from pipeline.findings import Severity


def tabel(kolom: str, *baris: str) -> str:
    rows = "".join(f"            - [{b}]\n" for b in baris)
    return f"pembahasan:\n  - judul: A\n    isi:\n      - tabel:\n          kolom: [{kolom}]\n          baris:\n{rows}"


def test_rupiah_and_decimals_add_up() -> None:
    head = "Uraian, Pagu"
    rows = ("A, 'Rp1.700.000,00'", "B, 'Rp300.000,50'")
    assert kode(tabel(head, *rows, "Jumlah, 'Rp2.000.000,50'")) == set()
    _, found = rekaman(tabel(head, *rows, "Jumlah seluruhnya, 'Rp2.100.000,50'"))
    fault = next(f for f in found if f.code == "J006")
    assert fault.mend is not None
    assert (fault.mend.old, fault.mend.new) == ("Rp2.100.000,50", "Rp2.000.000,50")
    assert fault.severity is Severity.GALAT


@pytest.mark.parametrize(
    "table",
    [
        tabel("Uraian, Capaian (%)", "A, '50'", "B, '60'", "Jumlah, '55'"),
        tabel("Uraian, Capaian", "A, '50%'", "B, '60%'", "Jumlah, '55%'"),
        tabel("Uraian, L", "Subtotal A, '5'", "B, '6'", "Jumlah, '6'"),
        tabel("Uraian, L", "A, '5'", "B, banyak", "Jumlah, '6'"),
        tabel("No., Uraian, L", "'1', A, '5'", "'2', B, '-'", "'', Jumlah, '5'"),
        tabel("Uraian, Harga, Jumlah", "A, '5', '10'", "B, '6', '24'", "C, '7', '7'"),
        tabel("Uraian, Volume, Harga, Jumlah", "A, '5', '2', '10'", "B, '6', '4', '24'", "C, '7', '1', '8'"),
        tabel("Uraian, Tahun, L", "A, '2025', '1'", "B, '2026', '2'", "Total, '2026', '3'"),
    ],
)
def test_what_is_no_sum_is_not_called_one(table: str) -> None:
    assert kode(table) & {"J006", "J007"} == set()


def test_a_row_that_is_not_exactly_named_sum_only_warns() -> None:
    _, found = rekaman(tabel("Uraian, L", "A, '5'", "B, '6'", "Jumlah peserta, '12'"))
    assert {f.severity for f in found if f.code == "J006"} == {Severity.PERINGATAN}


def test_a_table_in_markdown_adds_up_and_is_pointed_at() -> None:
    text = "pembahasan:\n  - judul: A\n    isi:\n      - |\n        | Uraian | L |\n        |---|---|\n        | A | 5 |\n        | B | 6 |\n        | **Jumlah** | **12** |\n"
    record, found = rekaman(text)
    place = next(f.place for f in found if f.code == "J006")
    assert record.places.text.split("\n")[place.line - 1].strip() == "| **Jumlah** | **12** |"
    assert kode(text.replace("12", "11")) == set()


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["1.000,00", "Rp1.000,00", "0,50"]))
def test_a_number_is_written_as_it_is_read(value: Decimal, like: str) -> None:
    assert _baca(_tulis(value, like)) == value
