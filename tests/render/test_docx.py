import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from contoh import ROOT, TEMPLATES, naskah, templat_rusak
from docx.oxml.ns import qn

from pipeline.proof.extract import text_of_docx
from pipeline.render import RenderFault, berpasangan
from pipeline.render.docx import render_docx
from pipeline.render.docx_fonts import kaburkan

DOCX = "notula.permendagri-1-2023.docx"


def word(ubah: str = "", jenis: str = "notula") -> bytes:
    return render_docx(naskah(ubah, jenis)[1], TEMPLATES)


def opened(ubah: str = "") -> docx.document.Document:
    return docx.Document(io.BytesIO(word(ubah)))


def pages(data: bytes, tmp: Path) -> list[str]:
    """The text of each page as LibreOffice lays the file out."""
    file = tmp / "uji.docx"
    file.write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp}/lo"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = pdfium.PdfDocument(tmp / "uji.pdf")
    return [p.get_textpage().get_text_bounded().replace("\r", "") for p in document]


def test_equal_input_gives_equal_bytes_under_another_clock_zone_and_folder(tmp_path: Path) -> None:
    code = (
        "import sys,hashlib; sys.path.insert(0, sys.argv[1]);"
        "from contoh import naskah, TEMPLATES; from pipeline.render.docx import render_docx;"
        "print(hashlib.sha256(render_docx(naskah()[1], TEMPLATES)).hexdigest())"
    )
    sums = set()
    for zone, locale in (("UTC", "C.UTF-8"), ("Asia/Jayapura", "C")):
        env = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(len(sums) + 1)}
        run = subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "tests")],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        sums.add(run.stdout.strip() or run.stderr)
    assert len(sums) == 1, sums


def test_names_with_marks_of_xml_print_as_they_are() -> None:
    ubah = 'tempat: "Gedung d\'Arc & <Sons>"\n'
    assert "Gedung d'Arc & <Sons>" in text_of_docx(word(ubah))


def test_a_gap_is_highlighted() -> None:
    runs = list(opened("status: draf\ntempat:\n").element.body.iter(qn("w:r")))
    gaps = [r for r in runs if "BELUM DIISI" in "".join(t.text or "" for t in r.iter(qn("w:t")))]
    assert gaps
    assert all(r.find(qn("w:rPr")).find(qn("w:highlight")) is not None for r in gaps)


def test_bold_and_italic_survive() -> None:
    runs = {r.text: (r.bold, r.italic) for p in opened().paragraphs for r in p.runs}
    assert runs["bersama"] == (True, None)
    assert runs["baik"] == (None, True)


def test_no_mark_of_ours_is_left() -> None:
    with zipfile.ZipFile(io.BytesIO(word("status: draf\ntempat:\n"))) as z:
        xml = "".join(z.read(n).decode() for n in z.namelist() if n.endswith(".xml"))
    assert not re.search("[\ue000-\ue0ff]", xml)


def test_the_first_page_has_its_own_header_and_fields_are_real() -> None:
    section = opened().sections[0]
    assert section.different_first_page_header_footer
    assert "PEMERINTAH PROVINSI CONTOH" in "".join(section.first_page_header._element.itertext())
    assert "PAGE" in "".join(t.text for t in section.header._element.iter(qn("w:instrText")))


def test_a_draft_counts_its_pages_and_bears_the_mark_in_both_headers_and_footers() -> None:
    section = opened("status: draf\n").sections[0]
    for footer in (section.footer, section.first_page_footer):
        fields = "".join(t.text for t in footer._element.iter(qn("w:instrText")))
        assert "NUMPAGES" in fields
        assert "belum sah" in "".join(footer._element.itertext())
    for header in (section.header, section.first_page_header):
        assert 'string="DRAF"' in header._element.xml


def test_a_final_bears_no_draft_mark() -> None:
    section = opened().sections[0]
    assert "DRAF" not in section.header._element.xml + section.first_page_header._element.xml
    assert "belum sah" not in "".join(section.footer._element.itertext())


def test_table_heads_repeat_and_rows_do_not_split() -> None:
    tables = [t for t in opened().tables if t.style.name == "Tabel Naskah"]
    assert tables
    for table in tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(r.trPr.find(qn("w:cantSplit")) is not None for r in rows)


def test_paper_and_margins_follow_the_profile() -> None:
    a4, f4 = opened().sections[0], opened("profil: permendagri-54-2009\n").sections[0]
    assert (round(a4.page_width.mm), round(a4.page_height.mm)) == (210, 297)
    assert (round(f4.page_width.mm), round(f4.page_height.mm)) == (215, 330)
    assert round(a4.left_margin.mm) == 30


def test_properties_come_from_the_record() -> None:
    about = opened().core_properties
    assert about.title == "Notula Rapat Koordinasi Contoh Pengarusutamaan Gender"
    assert about.language == "id-ID"
    assert about.created.date().isoformat() == "2026-11-24"


def test_scripts_get_fonts_that_travel_with_the_file() -> None:
    data = word("tempat: Aula السلام عليكم ꦱꦸꦒꦼꦁ 😀\n")
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        fonts = [n for n in z.namelist() if n.endswith(".odttf")]
        table = z.read("word/fontTable.xml").decode()
        body = z.read("word/document.xml").decode()
        key = re.findall(r'w:fontKey="([^"]+)"', table)[0]
        first = kaburkan(z.read(sorted(fonts)[0]), key)
    assert len(fonts) == 3
    assert first[:4] in (b"\x00\x01\x00\x00", b"OTTO")
    assert "<w:rtl/>" in body
    assert all(name in table for name in ("Noto Naskh Arabic", "Noto Sans Javanese", "Noto Emoji"))


def test_a_document_in_latin_letters_embeds_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(word())) as z:
        assert not [n for n in z.namelist() if n.endswith(".odttf")]


def test_pictures_have_their_text_alternative(tmp_path: Path) -> None:
    ubah = (
        "lampiran:\n  - {judul: Foto, gambar: gambar/paparan.png, keterangan: Paparan, alt: Grafik contoh}\n"
    )
    shapes = opened(ubah).element.body.iter(qn("wp:docPr"))
    assert [s.get("descr") for s in shapes] == ["Grafik contoh"]


def test_signature_blocks_stand_two_to_a_row_with_the_last_at_the_right() -> None:
    assert berpasangan(("a",)) == [(None, "a")]
    assert berpasangan(("a", "b")) == [("a", "b")]
    assert berpasangan(("a", "b", "c")) == [(None, "a"), ("b", "c")]


def test_a_missing_template_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(RenderFault) as e:
        render_docx(naskah()[1], tmp_path)
    assert [f.code for f in e.value.findings] == ["C004"]


@pytest.mark.parametrize(("new", "code"), [("{{ ketuaa }}", "C001"), ("{% if %}", "C003")])
def test_a_broken_template_is_a_finding(tmp_path: Path, new: str, code: str) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ ketua }}", new)
    with pytest.raises(RenderFault) as e:
        render_docx(naskah()[1], bad)
    assert [f.code for f in e.value.findings] == [code]


def test_a_file_that_is_no_word_file_is_a_finding(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ ketua }}", "x")
    (bad / "docx" / DOCX).write_bytes(b"bukan docx")
    with pytest.raises(RenderFault) as e:
        render_docx(naskah()[1], bad)
    assert [f.code for f in e.value.findings] == ["C004"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/header1.xml", r"<w:gridCol [^>]*/>", ""),
        ("word/_rels/document.xml.rels", r"<Relationship [^>]*header1\.xml[^>]*/>", ""),
    ],
)
def test_a_word_file_that_is_damaged_elsewhere_is_a_finding(
    tmp_path: Path, part: str, old: str, new: str
) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ ketua }}", "{{ ketua }}") / "docx" / DOCX
    with zipfile.ZipFile(bad) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    parts[part], count = re.subn(old.encode(), new.encode(), parts[part])
    assert count
    with zipfile.ZipFile(bad, "w") as z:
        for name, data in parts.items():
            z.writestr(name, data)
    with pytest.raises(RenderFault) as e:
        render_docx(naskah()[1], bad.parent.parent)
    assert [f.code for f in e.value.findings] == ["C004"]


@pytest.mark.lambat
def test_pages_in_a_word_processor(tmp_path: Path) -> None:
    rows = "".join(
        f"  - {{nama: 'Contoh Peserta {n}', nip: '19800101200501{n % 2 + 1}{n:03d}', jabatan: Analis, instansi: Dinas Contoh {n}}}\n"
        for n in range(1, 61)
    )
    made = pages(word(f"status: draf\nrekap:\npeserta:\n{rows}"), tmp_path)
    assert len(made) > 4
    assert ["PEMERINTAH PROVINSI CONTOH" in p for p in made] == [True] + [False] * (len(made) - 1)
    assert "- 1 -" not in made[0]
    for number, text in enumerate(made, 1):
        assert f"halaman {number} dari {len(made)}" in text
        assert (f"- {number} -" in text) is (number > 1)
    signed = [p for p in made if "Pembina Tk. I (IV/b)" in p and "Pimpinan Sidang/Rapat\nKepala Dinas" in p]
    assert len(signed) == 1
    assert "19750912 200112 2 901" in signed[0]
    lists = [p for p in made if "Contoh Peserta" in p]
    assert all("Jabatan/Instansi" in p for p in lists)


@pytest.mark.parametrize(
    "attack", ["{{ 1/0 }}", "{{ 'a' * 10**10 }}", "{% include '/etc/passwd' %}", "{{ ketua() }}"]
)
def test_a_template_that_fails_while_running_is_a_finding(tmp_path: Path, attack: str) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ ketua }}", attack)
    with pytest.raises(RenderFault) as e:
        render_docx(naskah()[1], bad)
    assert e.value.findings[0].code in ("C001", "C003", "C004")
