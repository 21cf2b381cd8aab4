"""Reading sources: kinds, encodings, limits; what cannot be read is refused in one sentence."""

import io
import zipfile
from pathlib import Path

import pytest
from impor.kasus import BUATAN
from weasyprint import HTML

from pipeline.impor import baca as membaca
from pipeline.impor import paket, pdf, sumber
from pipeline.impor.baca import dari_bita
from pipeline.impor.sumber import Blok, Ditolak
from pipeline.impor.susun import susun


def teks(data: bytes, kind: str = ".txt") -> list[str]:
    return [b.utuh for b in dari_bita(data, "x", kind)]


def ditolak(data: bytes, kind: str) -> str:
    with pytest.raises(Ditolak) as e:
        dari_bita(data, f"naskah{kind}", kind)
    assert e.value.id.endswith(".")
    assert e.value.id != e.value.en
    return e.value.id


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    assert teks("Rapat “Contoh” – Jum’at di Aula\n".encode(encoding)) == ["Rapat “Contoh” – Jum’at di Aula"]


def test_broken_letters_stay_as_they_are() -> None:
    assert teks("âPUG,â ujar X".encode()) == ["âPUG,â ujar X"]


def test_a_lone_mark_belongs_to_the_line_below_it() -> None:
    assert teks(b"-\nSatu hal.\n-\nDua hal.\n") == ["- Satu hal.", "- Dua hal."]


def test_a_name_that_begins_with_a_letter_and_a_dot_is_no_list_item() -> None:
    assert [b.penanda for b in dari_bita(b"H. Ahmad Contoh\nA. Rahman Contoh\na. butir\n", "x", ".txt")] == [
        "",
        "",
        "a.",
    ]


def test_wrapped_lines_are_one_paragraph_and_short_lines_are_not() -> None:
    long = "Kelompok kerja menilai bahwa penyusunan data terpilah di setiap perangkat"
    assert teks(f"{long}\ndaerah perlu dipercepat.\n".encode()) == [f"{long} daerah perlu dipercepat."]
    assert teks(b"Aula Contoh\nRapat Staf\n") == ["Aula Contoh", "Rapat Staf"]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("pelak-\nsanaan", "pelaksanaan"),
        ("laki-\nlaki", "laki-laki"),
        ("undang-\nundangan", "undang-undangan"),
        ("COVID-\nan", "COVID-an"),
    ],
)
def test_words_broken_at_the_line_end_are_made_whole_and_doubled_words_keep_their_hyphen(
    lines: str, word: str
) -> None:
    assert teks(f"Rapat membahas hal {lines} bersama.\n".encode()) == [f"Rapat membahas hal {word} bersama."]


def test_html_leaves_out_scripts_and_menus_and_sets_the_edge_apart() -> None:
    body = (
        "<nav>Menu</nav><script>alert(1)</script><article><h1>Judul Berita</h1><p>"
        + "Isi berita rapat. " * 20
        + "</p></article><p>Kaki</p>"
    )
    blocks = dari_bita(f"<html><body>{body}</body></html>".encode(), "x", ".html")
    assert not any("Menu" in b.teks or "alert" in b.teks for b in blocks)
    assert [(b.teks, b.jenis) for b in blocks if b.jenis != "teks"] == [
        ("Judul Berita", "judul"),
        ("Kaki", "tepi"),
    ]


def test_html_reads_no_other_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "rahasia.txt"
    secret.write_text("SANGATRAHASIA")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><p>Isi &x; rapat</p><iframe src="file://{secret}"></iframe>'
    assert "SANGATRAHASIA" not in " ".join(teks(page.encode(), ".html"))


def test_docx_keeps_order_numbers_boxes_and_edges() -> None:
    blocks = dari_bita(BUATAN["c01-docx-notula"][1](), "x", ".docx")
    assert next(b.teks for b in blocks if b.jenis == "tepi") == "PEMERINTAH KABUPATEN CONTOH"
    assert ("1.", "Capaian posyandu") in {(b.penanda, b.teks) for b in blocks}
    boxed = dari_bita(BUATAN["c02-docx-kotak"][1](), "x", ".docx")
    said = " ".join(b.teks for b in boxed)
    assert "Kamis, 3 September 2026" in said
    assert "Lama" not in said
    assert "isi dalam" in said


def test_the_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    blocks = dari_bita(BUATAN["c05-pdf-dua-lajur"][1](), "x", ".pdf")
    assert any(
        "menggelar Rapat Evaluasi Data Gender pada hari Selasa, 24 November 2026 di Aula Contoh." in b.teks
        for b in blocks
    )


def test_page_numbers_of_a_pdf_do_not_cut_paragraphs() -> None:
    paragraph = "Kelompok kerja menilai bahwa penyusunan data terpilah perlu dipercepat. " * 90
    made = HTML(
        string=f"<style>@page{{size:A5;@top-center{{content:'- ' counter(page) ' -'}}}}</style><p>{paragraph}</p>"
    ).write_pdf()
    blocks = dari_bita(bytes(made or b""), "x", ".pdf")
    assert [b.jenis for b in blocks].count("teks") == 1
    assert {b.teks for b in blocks if b.jenis == "tepi"} >= {"- 1 -", "- 2 -"}


def test_a_scanned_pdf_says_that_it_has_no_text() -> None:
    made = HTML(string="<svg width=100 height=100><circle cx=50 cy=50 r=40 /></svg>").write_pdf()
    assert "tidak berlapis teks" in ditolak(bytes(made or b""), ".pdf")


def test_a_locked_pdf_says_so() -> None:
    locked = (Path(__file__).parent / "terkunci.pdf").read_bytes()
    assert "kata sandi" in ditolak(locked, ".pdf")


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_a_file_that_is_not_what_its_name_says(kind: str) -> None:
    assert "rusak" in ditolak(b"bukan berkas itu", kind)


def test_a_locked_or_old_document_in_a_new_name_says_so() -> None:
    assert "kata sandi" in ditolak(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx")


@pytest.mark.parametrize("kind", [".doc", ".xls", ".rtf", ".odt", ".docm"])
def test_old_formats_are_told_what_to_be_saved_as(kind: str) -> None:
    assert "simpan sebagai ." in ditolak(b"x", kind)


@pytest.mark.parametrize("kind", [".png", ".zip"])
def test_unknown_formats_name_the_known_ones(kind: str) -> None:
    assert ".docx" in ditolak(b"x", kind)


def test_a_list_is_sent_to_the_other_option() -> None:
    assert "--hadir" in ditolak(b"x", ".xlsx")


def test_binary_and_empty_text_are_refused() -> None:
    assert "bukan teks" in ditolak(b"\x00\x01\x02abc" * 3, ".txt")
    assert "tidak berisi teks" in ditolak(b" \n\n", ".txt")


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paket, "MAKS_TERURAI", 1_000_000)
    bomb = _zip({"word/document.xml": b"<w/>" + b" " * 2_000_000})
    with pytest.raises(Ditolak, match="terlalu besar"):
        paket.periksa(bomb, "word/document.xml", "x.docx", paket.MAKS_TERURAI)
    many = _zip({f"word/{n}.bin": b"" for n in range(paket.MAKS_ISI + 1)})
    assert "terlalu besar" in ditolak(many, ".docx")


def test_entities_in_a_package_are_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "deklarasi XML" in ditolak(_zip({"word/document.xml": xml}), ".docx")


def test_too_many_pages_lines_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(pdf, "MAKS_HALAMAN", 0)
    assert "halaman" in ditolak(BUATAN["c06-pdf-acak"][1](), ".pdf")
    monkeypatch.setattr(sumber, "MAKS_BLOK", 3)
    assert "lebih dari" in ditolak(b"Satu.\n\nDua.\n\nTiga.\n\nEmpat.\n", ".txt")
    monkeypatch.setattr(membaca, "MAKS_BITA", 10)
    file = tmp_path / "besar.txt"
    file.write_text("Lebih dari sepuluh huruf.")
    with pytest.raises(Ditolak, match="lebih dari"):
        membaca.baca(file)


def test_places_name_page_line_paragraph_and_table() -> None:
    def places(stem: str) -> list[str]:
        kind, make = BUATAN[stem]
        return [b.tempat for b in dari_bita(make(), "x", kind)]

    assert places("c06-pdf-acak")[1] == "halaman 1 baris 2"
    assert {"tabel 1 baris 1", "paragraf 1", "kepala halaman"} <= set(places("c01-docx-notula"))
    assert [b.tempat for b in dari_bita(b"A b.\n\nC d.\n", "x", ".txt")] == ["baris 1", "baris 3"]
    assert isinstance(dari_bita(b"A b.\n", "x", ".txt")[0], Blok)


def test_bullets_of_symbol_fonts_and_boxes_of_task_lists_are_no_words() -> None:
    blocks = dari_bita("\uf0b7 Formasi diusulkan\n- [x] Data dikirim\n".encode(), "x", ".txt")
    assert [(b.jenis, b.teks) for b in blocks] == [("butir", "Formasi diusulkan"), ("butir", "Data dikirim")]


def test_a_file_without_paragraphs_loses_no_word() -> None:
    blocks = dari_bita(b"a: b\n" * 20_000, "x", ".txt")
    assert sum(len(b.teks.split()) for b in blocks) == 40_000


def test_running_lines_of_a_pdf_stand_apart() -> None:
    made = HTML(
        string="<style>@page{size:A5;margin:25mm 20mm;@top-center{content:'Rahasia Dinas - salinan 2'}}</style>"
        "<h2>NOTULA RAPAT CONTOH</h2><p style='break-after:page'>Awal catatan.</p><p>Akhir catatan.</p>"
    ).write_pdf()
    blocks = dari_bita(bytes(made or b""), "x", ".pdf")
    assert [b.jenis for b in blocks if "Rahasia" in b.teks] == ["tepi", "tepi"]


def test_columns_too_narrow_to_part_make_no_people_and_one_gap() -> None:
    head = Blok("No.\tNama /\tJabatan\tUnit Kerja\tL/P\tParaf", "halaman 1 baris 2")
    lines = [
        "Daftar Peserta:",
        "1\tDrs. Contoh\tKepala\tBKD\tL\tttd",
        "M.Si.",
        "S.E. Kepegawa Kesehatan",
        "05",
    ]
    made = susun(sumber.bernomor([Blok(lines[0], "x"), head, *(Blok(t, "x") for t in lines[1:])]))
    assert "peserta" not in made.data
    assert [g.kunci for g in made.celah] == [("peserta",)]
