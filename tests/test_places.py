"""Places of values, keys and words in a file."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import Place
from pipeline.places import Extent, Places
from pipeline.read import parse
from pipeline.record.rapat import Rapat

TEXT = "judul: satu dua satu\nwaktu:\n  mulai: 09.00\n"
PLACES = parse(TEXT.encode(), Rapat, "x").places


def test_a_value_stands_where_it_begins() -> None:
    assert PLACES.of(("waktu", "mulai")) == Place("x", 3, 10)


def test_a_key_stands_before_its_value() -> None:
    assert PLACES.key(("waktu", "mulai")) == Place("x", 3, 3)


def test_what_is_absent_is_told_at_its_nearest_parent() -> None:
    assert PLACES.of(("waktu", "selesai")) == PLACES.of(("waktu",))
    assert PLACES.key(("waktu", "selesai")) == PLACES.of(("waktu",))
    assert PLACES.of(("tempat",)) == Place("x", 1, 1)


def test_words_of_a_bare_text_are_found_in_it() -> None:
    places = parse(b"pembahasan:\n  - isi:\n      - satu dua satu\n", Rapat, "x").places
    assert places.within(("pembahasan", 0, "isi", 0, "teks"), "satu", 1) == Place("x", 3, 18)


def test_words_are_found_by_their_number_within_the_value_only() -> None:
    assert PLACES.within(("judul",), "satu", 0) == Place("x", 1, 8)
    assert PLACES.within(("judul",), "satu", 1) == Place("x", 1, 17)
    assert PLACES.within(("judul",), "09.00") == PLACES.of(("judul",))


def test_an_empty_file_has_only_itself_as_place() -> None:
    assert Places("x").of(("judul",)) == Place("x", 0, 0)


@given(
    st.text(alphabet="ab\n", max_size=30), st.text(alphabet="ab", min_size=1, max_size=2), st.integers(0, 3)
)
def test_a_place_of_words_is_always_inside_the_file(text: str, words: str, nth: int) -> None:
    places = Places("x", text, {("t",): Extent(0, len(text), 0, 0)})
    place = places.within(("t",), words, nth)
    lines = text.split("\n")
    assert 1 <= place.line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
