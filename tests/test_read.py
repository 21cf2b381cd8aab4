import string
from datetime import date

import pytest
from contoh import LENGKAP
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import parse
from pipeline.record.instansi import Instansi
from pipeline.record.rapat import Rapat


def codes(text: str) -> list[str]:
    return [f.code for f in parse(text.encode(), Rapat, "x.yaml").findings]


def first(text: str) -> tuple[str, str, str]:
    f = parse(text.encode(), Rapat, "x.yaml").findings[0]
    return f.code, str(f.place), f.message()


def test_scalars_of_yaml_1_1_stay_what_was_typed() -> None:
    r = parse(
        b"nomor: 0123\nklasifikasi: 400.2\nwaktu: {mulai: 09:00, zona: wib}\ntempat: no\n", Rapat, "x"
    ).value
    assert (r.nomor, r.klasifikasi, r.tempat) == ("0123", "400.2", "no")
    assert r.waktu is not None
    assert f"{r.waktu.mulai:%H.%M}" == "09.00"


def test_all_findings_of_a_file_come_at_once_and_reading_goes_on() -> None:
    text = "judul: A\njudull: B\ntanggal: 2026-02-30\nmoda: lurring\npeserta:\n  - {nama: X, jk: Q}\n"
    reading = parse(text.encode(), Rapat, "x.yaml")
    assert sorted(f.code for f in reading.findings) == ["T001", "Y003", "Y004", "Y004"]
    assert reading.value.judul == "A"
    assert reading.value.peserta[0].nama == "X"


def test_an_unknown_key_is_asked_with_its_likeness_and_place() -> None:
    code, place, message = first("status: draf\ntempatt: Aula\n")
    assert (code, place) == ("Y003", "x.yaml:2:1")
    assert "Maksud Anda “tempat”?" in message


def test_a_duplicate_key_names_its_first_line() -> None:
    code, place, message = first("judul: A\ntempat: B\njudul: C\n")
    assert (code, place) == ("Y002", "x.yaml:3:1")
    assert "baris 1" in message


@pytest.mark.parametrize(
    ("text", "place"),
    [('a: "b', "x.yaml:1:"), ("a: b: c", "x.yaml:1:5"), ("\tjudul: A", "x.yaml:1:"), ("judul: *x", "x.yaml:1:8"), ("a: [1\nb: 2", "x.yaml:2:")],
)  # fmt: skip
def test_broken_yaml_names_its_place_in_indonesian(text: str, place: str) -> None:
    code, where, message = first(text)
    assert code == "Y001"
    assert where.startswith(place)
    assert not any(w in message for w in ("while", "expected", "found"))


def test_a_bomb_of_anchors_stops_early() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{c}: &{c} [{','.join(f'*{p}' for _ in range(9))}]\n"
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert codes(bomb) == ["Y005"]


def test_an_anchor_that_holds_itself_stops_early() -> None:
    assert codes("acara: &a [*a]\n") == ["Y005"]


def test_deep_nesting_stops_early() -> None:
    assert codes("acara: " + "[" * 5000 + "]" * 5000) in (["Y005"], ["Y001"])


def test_bytes_that_are_no_utf8_name_their_place() -> None:
    f = parse("judul: é".encode("latin-1"), Rapat, "x.yaml").findings[0]
    assert (f.code, str(f.place)) == ("Y006", "x.yaml:1:8")


def test_a_byte_order_mark_and_crlf_do_no_harm() -> None:
    reading = parse(b"\xef\xbb\xbfjudul: A\r\ntempat: B\r\n", Rapat, "x.yaml")
    assert reading.findings == ()
    assert reading.value.tempat == "B"


def test_an_empty_file_is_an_empty_draft() -> None:
    assert parse(b"", Rapat, "x").value == Rapat()


def test_merge_keys_bring_in_a_person_and_own_keys_win() -> None:
    text = "pimpinan:\n  ketua: &k {nama: A, nip: '1', jabatan: J}\n  sekretaris: {<<: *k, jabatan: S}\n"
    p = parse(text.encode(), Rapat, "x").value.pimpinan
    assert p is not None
    assert p.sekretaris is not None
    assert (p.sekretaris.nama, p.sekretaris.jabatan) == ("A", "S")


def test_bare_names_and_days_are_shorthand() -> None:
    r = parse(b"tanggal: Selasa, 24 November 2026\npimpinan: {ketua: Contohwati}\n", Rapat, "x").value
    assert r.tanggal is not None
    assert r.tanggal.mulai == date(2026, 11, 24)
    assert r.pimpinan is not None
    assert r.pimpinan.ketua is not None
    assert r.pimpinan.ketua.nama == "Contohwati"


def test_letterheads_are_read_by_the_same_reader() -> None:
    reading = parse(b"nama: [A, B]\nletak_lambang: atas\n", Instansi, "x.yaml")
    assert [f.code for f in reading.findings] == ["Y004"]
    assert reading.value.nama == ("A", "B")


def _sound(data: bytes) -> None:
    reading = parse(data, Rapat, "x.yaml")
    lines = reading.places.text.split("\n")
    assert isinstance(reading.value, Rapat)
    for f in reading.findings:
        assert f.message()
        assert f.hint("en")
        assert f.place.line <= max(len(lines), data.count(b"\n") + 1)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    _sound(data)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=string.ascii_letters + " \n\t:-[]{}&*!|>'\"%@#,?<~.0123456789", max_size=200))
def test_any_text_like_yaml_is_read_without_an_exception(text: str) -> None:
    _sound(text.encode())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_damage_to_a_good_record_is_read_without_an_exception(data: st.DataObject) -> None:
    source = LENGKAP.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 60)))
    junk = data.draw(st.text(alphabet=string.printable, max_size=20))
    _sound((source[:start] + junk + source[end:]).encode())


def test_text_that_begins_with_a_star_is_told_to_be_quoted() -> None:
    code, _, message = first("acara:\n  - **penting** sekali\n")
    assert code == "Y001"
    assert "diapit tanda petik" in message


def test_a_key_without_blank_after_its_colon_is_pointed_at_itself() -> None:
    code, place, message = first("judul: A\nmoda:luring\ntempat: B\n")
    assert (code, place) == ("Y001", "x.yaml:2:1")
    assert "titik dua" in message
