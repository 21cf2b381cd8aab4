"""Whatever the document: nothing raises, no word is lost, the record reads back."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from impor.kasus import semua

from pipeline.impor.baca import dari_bita
from pipeline.impor.sumber import Ditolak
from pipeline.impor.susun import Draf, susun
from pipeline.impor.tulis import teks_rekaman
from pipeline.read import parse
from pipeline.record.rapat import Rapat
from pipeline.reference.sisa import belum_bertempat

LINES = [
    line
    for k in semua()
    if k.jenis in (".txt", ".md") and b"\0" not in k.data
    for line in k.data.decode("utf-8", "replace").splitlines()
]
STRANGE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def check(draf: Draf) -> None:
    def words(text: str) -> set[str]:
        return {w.casefold() for w in re.findall(r"\w+", text) if any(c.isalpha() for c in w)}

    rapat = Rapat.model_validate(draf.data)
    text = teks_rekaman(draf, "sumber: #1\n.txt", "", "../skema", lambda _: belum_bertempat(rapat))
    reading = parse(text.encode(), Rapat, "draf.yaml")
    assert reading.findings == ()
    held = words(text)
    assert {w for b in draf.blok for w in words(b.teks)} <= held
    again = reading.value.model_dump()
    first = rapat.model_dump()
    assert sorted(again.pop("catatan_impor")) == sorted(first.pop("catatan_impor"))
    assert again == first


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), STRANGE), min_size=1, max_size=40))
def test_shuffled_lines_of_minutes(lines: list[str]) -> None:
    try:
        draf = susun(dari_bita("\n".join(lines).encode(), "x", ".txt"))
    except Ditolak:
        return
    check(draf)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_shuffled_blocks_of_whole_minutes(seed: int) -> None:
    chance = random.Random(seed)
    case = chance.choice(semua_txt)
    blocks = re.split(r"\n\s*\n", case)
    chance.shuffle(blocks)
    check(susun(dari_bita("\n\n".join(blocks).encode(), "x", ".txt")))


semua_txt = [
    k.data.decode("utf-8")
    for k in semua()
    if k.jenis == ".txt" and k.nama not in ("b10-cp1252.txt", "b11-utf16.txt")
]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf"]))
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes, kind: str) -> None:
    try:
        draf = susun(dari_bita(data, "x", kind))
    except Ditolak:
        return
    check(draf)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<table>",
                    "<tr>",
                    "<td>",
                    "</table>",
                    "<ul><li>",
                    "<h1>",
                    "<br>",
                    "&nbsp;",
                    "<article>",
                ]
            ),
            STRANGE,
        ),
        max_size=30,
    )
)
def test_any_markup_is_read(parts: list[str]) -> None:
    try:
        draf = susun(dari_bita("".join(parts).encode(), "x", ".html"))
    except Ditolak:
        return
    check(draf)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(BINARY))
    raw = bytearray(case.data)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        draf = susun(dari_bita(bytes(raw[: data.draw(st.integers(1, len(raw)))]), "x", case.jenis))
    except Ditolak:
        return
    check(draf)


BINARY = [k for k in semua() if k.jenis in (".docx", ".pdf")]
