"""The scalar types: dates, times, numbers as people write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from pipeline.record.base import BULAN, HARI, parse_bilangan, parse_jam, parse_tanggal, parse_ukuran, parse_ya

YEARS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@given(YEARS)
def test_every_way_to_write_a_day_names_that_day(day: date) -> None:
    words = f"{day.day} {BULAN[day.month - 1]} {day.year}"
    for text in (day.isoformat(), words, f"{HARI[day.weekday()]}, {words}", words.upper()):
        assert parse_tanggal(text) == day


@given(YEARS, st.integers(1, 6))
def test_another_weekday_is_refused(day: date, shift: int) -> None:
    wrong = HARI[(day.weekday() + shift) % 7]
    with pytest.raises(PydanticCustomError) as e:
        parse_tanggal(f"{wrong}, {day.isoformat()}")
    assert e.value.type == "hari_salah"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-11-31", "tanggal_mustahil"),
        ("29 Februari 2026", "tanggal_mustahil"),
        ("24-11-2026", "tanggal_bentuk"),
        ("24 Nov 2026", "tanggal_bentuk"),
        ("", "tanggal_bentuk"),
    ],
)
def test_what_is_no_day_is_refused_by_its_kind(text: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as e:
        parse_tanggal(text)
    assert e.value.type == kind


@given(st.times())
def test_dot_and_colon_name_the_same_time(t: time) -> None:
    minute = t.replace(second=0, microsecond=0)
    for form in ("%H.%M", "%H:%M", "pukul %H.%M"):
        assert parse_jam(t.strftime(form)) == minute


@pytest.mark.parametrize("text", ["24.00", "9", "09.60", "0900", "selesai"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_jam(text)


@given(st.integers(0, 999_999_999))
def test_numbers_read_with_and_without_dots(n: int) -> None:
    assert parse_bilangan(str(n)) == parse_bilangan(f"{n:,}".replace(",", ".")) == n


@pytest.mark.parametrize("text", ["-1", "1.23", "1,5", "dua", "", "1e3"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_bilangan(text)


def test_decimals_take_comma_or_dot_and_yes_is_ya() -> None:
    assert parse_ukuran("12,5") == parse_ukuran("12.5") == 12.5
    assert (parse_ya("Ya"), parse_ya("tidak")) == (True, False)
    with pytest.raises(PydanticCustomError):
        parse_ya("mungkin")
