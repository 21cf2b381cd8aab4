"""Two documents compared: nothing is lost, nothing is called changed that is not."""

import json

from contoh import naskah
from hypothesis import given
from hypothesis import strategies as st

from pipeline.beda import alinea, bandingkan, beda_kata, bertanda
from pipeline.naskah_json import naskah_dict, naskah_json

KATA = st.lists(
    st.sampled_from(["data", "rapat", "dan", "Kota", "Serang", ".", ",", "2026", "  "]), max_size=15
).map(" ".join)


@given(KATA, KATA)
def test_the_words_give_either_text_again(old: str, new: str) -> None:
    words = beda_kata(old, new)
    assert "".join(t for k, t in words if k != "tambah") == old
    assert "".join(t for k, t in words if k != "hapus") == new


def test_equal_documents_have_no_change() -> None:
    paper = naskah_dict(naskah()[1])
    assert bandingkan(paper, paper) == []
    assert json.loads(naskah_json(naskah()[1])) == paper


def test_each_change_names_its_part() -> None:
    old = naskah_dict(naskah()[1])
    new = naskah_dict(
        naskah(
            "tempat: Aula Lain\nkeputusan: [Setiap perangkat daerah menyusun data terpilah tiap tahun., "
            "Renja memuat indikator gender.]\ntembusan: [Arsip, Bupati Contoh]\n"
        )[1]
    )
    found = bandingkan(old, new)
    assert [(p.bagian, p.lama is None, p.baru is None) for p in found if p.bagian == "Tempat"] == [
        ("Tempat", False, False)
    ]
    decisions = [p for p in found if p.bagian.endswith("Keputusan")]
    assert any(("tambah", " tiap tahun") in p.kata for p in decisions)
    assert any(p.baru is None and "Pokja" in (p.lama or "") for p in decisions)


@given(st.data())
def test_both_documents_stand_whole_in_the_marked_one(data: st.DataObject) -> None:
    items = data.draw(
        st.lists(st.sampled_from(["Satu hal.", "Dua hal.", "Hal lain."]), min_size=1, max_size=4)
    )
    old, new = naskah_dict(naskah()[1]), naskah_dict(naskah(f"keputusan: {json.dumps(items)}\n")[1])
    every = bertanda(old, new)
    assert sorted(p.lama for p in every if p.lama is not None) == sorted(a.teks for a in alinea(old))
    assert [p.baru for p in every if p.baru is not None] != []
    assert sorted(p.baru for p in every if p.baru is not None) == sorted(a.teks for a in alinea(new))
