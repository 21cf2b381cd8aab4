"""Every case gives what it should, leaves out what is not sure, drops nothing and invents nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from impor.kasus import Kasus, nilai, semua

from pipeline.impor.baca import dari_bita
from pipeline.impor.tulis import teks_rekaman
from pipeline.read import parse
from pipeline.record.rapat import Rapat
from pipeline.reference.sisa import belum_bertempat

KASUS = semua()
per_kasus = pytest.mark.parametrize("kasus", KASUS, ids=lambda k: k.nama)


def words(text: str) -> set[str]:
    return {w.casefold() for w in re.findall(r"\w+", text) if any(c.isalpha() for c in w)}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


@per_kasus
def test_a_case_gives_what_it_should(kasus: Kasus) -> None:
    rapat = Rapat.model_validate(kasus.draf().data)
    wanted = {k: " ".join(v.split()) for k, v in (kasus.harap.get("isi") or {}).items()}
    assert {k: nilai(rapat, k) for k in wanted} == wanted
    counts = {k: int(n) for k, n in (kasus.harap.get("jumlah") or {}).items()}
    assert {k: len(getattr(rapat, k)) for k in counts} == counts


@per_kasus
def test_what_is_not_sure_stays_out_and_is_named_with_its_line(kasus: Kasus) -> None:
    draf = kasus.draf()
    rapat = Rapat.model_validate(draf.data)
    assert {k: nilai(rapat, k) for k in kasus.harap.get("kosong") or []} == dict.fromkeys(
        kasus.harap.get("kosong") or []
    )
    named = {".".join(g.kunci) for g in draf.celah}
    assert set(kasus.harap.get("celah") or []) <= named
    assert all(draf.sumber(g).teks for g in draf.celah)


@per_kasus
def test_every_word_of_the_source_is_in_the_draft(kasus: Kasus) -> None:
    draf = kasus.draf()
    held = {w for t in texts(draf.data) for w in words(t)}
    assert {w for b in draf.blok for w in words(b.teks)} <= held


@per_kasus
def test_every_value_is_a_piece_of_the_source(kasus: Kasus) -> None:
    """Word by word and in order, but for days and hours, whose form the record fixes."""
    draf = kasus.draf()
    source = " ".join(re.findall(r"\w+", " ".join(b.teks for b in draf.blok).casefold()))
    for key, value in draf.data.items():
        if key in ("waktu", "catatan_impor"):
            continue
        for text in texts(value):
            for line in re.split(r"\n", text):
                line = re.sub(r"^\s*(?:\d+\.|-) ", "", line)
                if re.fullmatch(r"\d{4}-\d\d-\d\d", line) or line in ("L", "P", "izin", "mewakili"):
                    continue
                said = " ".join(re.findall(r"\w+", line.casefold()))
                assert said in source, (key, line)


@per_kasus
def test_the_record_reads_back_as_the_draft_without_a_finding(kasus: Kasus) -> None:
    draf = kasus.draf()
    rapat = Rapat.model_validate(draf.data)
    text = teks_rekaman(draf, kasus.nama, "", "../skema", lambda _: belum_bertempat(rapat))
    reading = parse(text.encode(), Rapat, "draf.yaml")
    assert reading.findings == ()
    left, right = reading.value.model_dump(), rapat.model_dump()
    assert sorted(left.pop("catatan_impor")) == sorted(right.pop("catatan_impor"))
    assert left == right
    for gap in draf.celah:
        assert f"# belum pasti: {'.'.join(gap.kunci)} – " in text


@pytest.mark.parametrize("kasus", [k for k in KASUS if k.jenis == ".txt"], ids=lambda k: k.nama)
def test_no_word_is_lost_between_a_text_file_and_its_blocks(kasus: Kasus) -> None:
    """Counted without the reader: every word of the file but list marks and broken halves."""
    for name in ("utf-8-sig", "utf-16", "cp1252"):
        try:
            raw = kasus.data.decode(name)
            break
        except UnicodeError:
            continue
    whole = re.sub(r"(\w)-\n\s*(?=[a-z])", r"\1", raw.replace("laki-\n   laki", "laki-laki"))
    lines = [re.sub(r"^\s*(?:[a-z]|\d{1,2})[.)]\s", "", x) for x in whole.split("\n")]
    held = {w for b in dari_bita(kasus.data, "x", ".txt") for w in words(b.utuh)}
    assert {w for x in lines for w in words(x)} <= held


def test_there_are_cases_of_every_kind_and_some_were_set_apart() -> None:
    assert {k.jenis for k in KASUS} == {".txt", ".md", ".html", ".docx", ".pdf"}
    assert len(KASUS) >= 24
    assert sum(k.dipisah for k in KASUS) >= 8
