from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose import format as fmt
from pipeline.record.base import parse_jam, parse_tanggal
from pipeline.record.rapat import RentangTanggal


def test_a_day_bears_its_weekday_and_indonesian_month() -> None:
    assert fmt.hari_tanggal(date(2026, 11, 24)) == "Selasa, 24 November 2026"


def test_a_range_is_joined_by_s_d() -> None:
    span = RentangTanggal.model_validate({"mulai": "2026-09-07", "selesai": "2026-09-09"})
    assert fmt.rentang(span) == "Senin, 7 September 2026 s.d. Rabu, 9 September 2026"


def test_a_range_of_one_day_is_one_day() -> None:
    span = RentangTanggal.model_validate({"mulai": "2026-09-07", "selesai": "2026-09-07"})
    assert fmt.rentang(span) == "Senin, 7 September 2026"


def test_the_clock_has_a_dot() -> None:
    assert fmt.jam(time(9, 5)) == "09.05"


@pytest.mark.parametrize(
    ("shape", "number", "printed"),
    [("I.", 4, "IV."), ("A.", 27, "AA."), ("1.", 12, "12."), ("a)", 3, "c)"), ("(1)", 9, "(9)")],
)
def test_item_numbers_follow_the_shape_of_their_level(shape: str, number: int, printed: str) -> None:
    assert fmt.nomor((shape,), 0, number) == printed


def test_levels_beyond_the_pattern_repeat_its_last() -> None:
    assert fmt.nomor(("A.", "1."), 5, 2) == "2."


def test_an_nip_is_printed_in_its_groups_and_others_as_they_are() -> None:
    assert fmt.nip("198609262015051001") == "19860926 201505 1 001"
    assert fmt.nip("130 123 456") == "130 123 456"


_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@given(st.integers(1, 399))
def test_roman_numerals_read_back(number: int) -> None:
    signs = [_ROMAN_VALUE[c] for c in fmt.romawi(number)]
    total = sum(-v if any(w > v for w in signs[i + 1 : i + 2]) else v for i, v in enumerate(signs))
    assert total == number


@given(st.integers(1, 5000))
def test_letters_read_back(number: int) -> None:
    value = 0
    for letter in fmt.huruf(number):
        value = value * 26 + ord(letter) - 96
    assert value == number


@given(st.dates())
def test_a_printed_day_is_read_as_the_same_day(day: date) -> None:
    if day.year >= 1000:
        assert parse_tanggal(fmt.hari_tanggal(day)) == day
        assert parse_tanggal(fmt.tanggal(day)) == day


@given(st.times())
def test_a_printed_time_is_read_as_the_same_time(clock: time) -> None:
    assert parse_jam(fmt.jam(clock)) == clock.replace(second=0, microsecond=0, fold=0)
