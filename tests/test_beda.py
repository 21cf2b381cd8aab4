"""Two documents compared: nothing is lost, nothing is called changed that is not."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from contoh import TEMPLATES, naskah
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.beda import beda_kata, daftar, gabungan
from pipeline.ledger.perubahan_pdf import perubahan_pdf
from pipeline.naskah import Naskah, SpanBertanda, Teks
from pipeline.naskah_json import naskah_dict, naskah_json
from pipeline.proof.extract import pages_of_pdf
from pipeline.sejajar import sejajarkan

KATA = st.lists(
    st.sampled_from(["data", "rapat", "dan", "Kota", "Serang", ".", ",", "2026", "  "]), max_size=15
).map(" ".join)


def hadir(orang: list[tuple[str, str]]) -> str:
    peserta = [
        {"nama": n, "nip": p, "jabatan": "Analis Contoh", "instansi": "Dinas Contoh", "jk": "L"}
        for n, p in orang
    ]
    return yaml.safe_dump({"peserta": peserta}, allow_unicode=True)


def sisi(value: Any, tanpa: str) -> list[str]:
    """The texts of one side of a marked document, empty ones left out."""
    if isinstance(value, Teks):
        kept = [s.teks for s in value.spans if not (isinstance(s, SpanBertanda) and s.tanda == tanpa)]
        return [t] if (t := "".join(kept)).strip() else []
    if isinstance(value, tuple):
        return [t for v in value for t in sisi(v, tanpa)]
    return (
        [t for v in vars(value).values() for t in sisi(v, tanpa)]
        if hasattr(value, "__dataclass_fields__")
        else []
    )


@given(KATA, KATA)
def test_the_words_give_either_text_again(old: str, new: str) -> None:
    words = beda_kata(old, new)
    assert "".join(t for k, t in words if k != "tambah") == old
    assert "".join(t for k, t in words if k != "hapus") == new


def test_equal_documents_have_no_change() -> None:
    paper = naskah()[1]
    assert daftar(naskah_dict(paper), paper) == []
    assert json.loads(naskah_json(paper)) == naskah_dict(paper)


def test_each_change_names_its_part() -> None:
    old = naskah_dict(naskah()[1])
    new = naskah(
        "tempat: Aula Lain\nkeputusan: [Setiap perangkat daerah menyusun data terpilah tiap tahun., "
        "Renja memuat indikator gender.]\ntembusan: [Arsip, Bupati Contoh]\n"
    )[1]
    found = daftar(old, new)
    assert [(p.bagian, p.lama is None, p.baru is None) for p in found if p.bagian == "Tempat"] == [
        ("Tempat", False, False)
    ]
    decisions = [p for p in found if p.bagian.endswith("Keputusan")]
    assert any(("tambah", " tiap tahun") in p.kata for p in decisions)
    assert any(p.baru is None and "Pokja" in (p.lama or "") for p in decisions)


@settings(deadline=None)
@given(st.data())
def test_both_documents_stand_whole_in_the_marked_one(data: st.DataObject) -> None:
    items = data.draw(
        st.lists(st.sampled_from(["Satu hal.", "Dua hal.", "Hal lain."]), min_size=1, max_size=4)
    )
    old, new = naskah()[1], naskah(f"keputusan: {json.dumps(items)}\n")[1]
    marked = gabungan(naskah_dict(old), new)
    assert sorted(sisi(marked.isi, "hapus")) == sorted(sisi(new.isi, "hapus"))
    assert sorted(sisi(marked.isi, "tambah")) == sorted(sisi(old.isi, "tambah"))


def test_a_removed_person_is_one_change_and_named() -> None:
    people = [(f"Contoh Orang {chr(65 + n)}a Rekaan", f"19800101 200501 1 {n:03d}") for n in range(1, 9)]
    old = naskah_dict(naskah(hadir(people))[1])
    found = daftar(old, naskah(hadir([*people[:3], *people[4:]]))[1])
    rows = [p for p in found if "Rekaan" in (p.lama or p.baru or "")]
    assert len(rows) == 1
    assert rows[0].baru is None
    assert people[3][0] in (rows[0].lama or "")


def test_a_person_replaced_by_another_is_no_change_of_name() -> None:
    """Two people of two NIPs are two people, however alike their rows are."""
    people = [("Contoh Rekaan Satu", "19800101 200501 1 001"), ("Contoh Rekaan Dua", "19800101 200501 1 002")]
    old = naskah_dict(naskah(hadir(people))[1])
    found = daftar(old, naskah(hadir([people[0], ("Contoh Rekaan Lia", "19800101 200501 1 003")]))[1])
    rows = [(p.lama is None, p.baru is None) for p in found if "Rekaan" in (p.lama or p.baru or "")]
    assert rows == [(False, True), (True, False)]


@pytest.mark.parametrize(
    "baru", [("Contoh Rekaan", "19800101 200501 1 001"), ("Contoh Reka", "19800101 200501 1 002")]
)
def test_a_corrected_name_or_number_of_one_person_is_a_change(baru: tuple[str, str]) -> None:
    old = naskah_dict(naskah(hadir([("Contoh Reka", "19800101 200501 1 001")]))[1])
    found = daftar(old, naskah(hadir([baru]))[1])
    rows = [p for p in found if "Reka" in (p.lama or p.baru or "")]
    assert [(p.lama is None, p.baru is None) for p in rows] == [(False, False)]


def test_what_no_paragraph_prints_is_compared_too() -> None:
    paper = naskah()[1]
    old = naskah_dict(paper)
    old["metadata"]["keamanan"] = "Rahasia"
    old["kop"] |= {"lambang": "lambang.png", "sidik": "0" * 64}
    said = [(p.bagian, p.lama) for p in daftar(old, paper)]
    assert ("Klasifikasi keamanan", "Rahasia") in said
    assert ("Gambar", "lambang.png (sidik 000000000000)") in said


def test_a_picture_with_other_bytes_has_another_hash(tmp_path: Path) -> None:
    from PIL import Image

    from pipeline.naskah import Gambar
    from pipeline.naskah_json import _plain

    seen = set()
    for colour in ("red", "blue"):
        Image.new("RGB", (4, 4), colour).save(tmp_path / "a.png")
        seen.add(_plain(Gambar(tmp_path / "a.png", "alt", None))["sidik"])
    assert len(seen) == 2
    assert _plain(Gambar(tmp_path / "tiada.png", "alt", None))["sidik"] == ""


def test_the_marked_page_prints_both_sides_and_the_list() -> None:
    old = naskah_dict(naskah("tempat: Aula Lama\n")[1])
    new = naskah("tempat: Aula Baru\n")[1]
    changed = daftar(old, new)
    text = " ".join(" ".join(pages_of_pdf(perubahan_pdf(old, new, changed, TEMPLATES))).split())
    assert "DAFTAR PERUBAHAN" in text
    assert text.count("Aula Lama") >= 1
    assert "Tempat : Aula LamaBaru" in text.replace("Lama Baru", "LamaBaru")


@given(st.lists(KATA, max_size=8), st.lists(KATA, max_size=8))
def test_alignment_keeps_order_and_loses_nothing(old: list[str], new: list[str]) -> None:
    pairs = list(sejajarkan([("x", "", t) for t in old], [("x", "", t) for t in new]))
    assert [a for a, _ in pairs if a is not None] == list(range(len(old)))
    assert [b for _, b in pairs if b is not None] == list(range(len(new)))


def test_marks_are_no_part_of_a_documents_json() -> None:
    paper: Naskah = naskah()[1]
    assert 'tanda":' not in naskah_json(paper).decode()
