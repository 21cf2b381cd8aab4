from pathlib import Path

import pytest
from contoh import TEMPLATES, templat_rusak

from pipeline.render.lint import check_templates

DOCX, HTML = "notula.permendagri-1-2023.docx", "notula.permendagri-1-2023.html"


def found(templates: Path) -> list[tuple[str, str, str]]:
    return [(f.code, str(f.place), f.message()) for f in check_templates(templates)]


def test_the_shipped_templates_are_sound() -> None:
    assert found(TEMPLATES) == []


@pytest.mark.parametrize(("kind", "name"), [("docx", DOCX), ("html", HTML)])
def test_a_misspelt_variable_is_named_with_its_likeness(tmp_path: Path, kind: str, name: str) -> None:
    bad = templat_rusak(tmp_path, kind, name, "{{ hari_tanggal }}", "{{ hari_tangal }}")
    got = found(bad)
    assert any(c == "C001" and "hari_tangal" in m and "Maksud Anda “hari_tanggal”" in m for c, _, m in got)
    assert any(c == "C002" and "hari_tanggal" in m for c, _, m in got)


def test_html_findings_name_line_and_column(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, "{{ hari_tanggal }}", "{{ hari_tangal }}")
    assert any(c == "C001" and p.startswith(f"templates/html/{HTML}:10:") for c, p, _ in found(bad))


def test_a_misspelt_attribute_is_found(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "docx", DOCX, "{{ keputusan.judul }}", "{{ keputusan.judull }}")
    assert any(c == "C001" and "keputusan.judull" in m for c, _, m in found(bad))


@pytest.mark.parametrize(
    ("kind", "name", "old", "fact"),
    [
        ("docx", DOCX, "{{p keputusan.isi }}", "keputusan"),
        ("html", HTML, "{{ cetak.bagian(keputusan) }}", "keputusan"),
        ("docx", DOCX, "{{ ketua }}", "ketua"),
        ("html", "_kop.html", "{{ kop.pemerintah }}", "kop.pemerintah"),
        ("html", "_akhir.html", "NIP {{ t.nip }}", "nip"),
    ],
)
def test_a_forgotten_fact_is_found(tmp_path: Path, kind: str, name: str, old: str, fact: str) -> None:
    bad = templat_rusak(tmp_path, kind, name, old, "")
    if fact == "nip":
        bad = templat_rusak(tmp_path, kind, name, "{% if t.nip %}", "{% if t %}")
    assert any(c == "C002" and fact in m for c, _, m in found(bad))


def test_a_fact_that_is_only_asked_for_counts_as_forgotten(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, "{{ tempat }}", "")
    assert any(c == "C002" and "tempat" in m for c, _, m in found(bad))


@pytest.mark.parametrize(("kind", "name"), [("docx", DOCX), ("html", HTML)])
def test_a_syntax_error_is_found(tmp_path: Path, kind: str, name: str) -> None:
    bad = templat_rusak(tmp_path, kind, name, "{{ ketua }}", "{% if ketua %}")
    assert any(c == "C003" and name in p for c, p, _ in found(bad))


def test_a_missing_or_unreadable_template_is_found(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, "{{ ketua }}", "{{ ketua }}")
    (bad / "html" / HTML).unlink()
    (bad / "docx" / DOCX).write_bytes(b"rusak")
    got = found(bad)
    assert [(c, p) for c, p, _ in got] == [
        ("C004", f"templates/docx/{DOCX}"),
        ("C004", f"templates/html/{HTML}"),
    ]


def test_an_unclosed_tag_is_found(tmp_path: Path) -> None:
    bad = templat_rusak(tmp_path, "html", HTML, "{{ ketua }}", "{{ ketua ")
    assert any(c == "C003" for c, _, _ in found(bad))


def test_a_word_template_with_broken_xml_is_one_finding(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Found by the campaign of hostile inputs: the parser's error is no ValueError."""
    import shutil
    import zipfile

    from contoh import TEMPLATES

    from pipeline.render.lint import check_templates

    shutil.copytree(TEMPLATES, tmp_path / "templates", ignore=shutil.ignore_patterns("fonts"))
    file = tmp_path / "templates/docx/notula.permendagri-1-2023.docx"
    with zipfile.ZipFile(file) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", b"</w:t>")
    with zipfile.ZipFile(file, "w") as z:
        for name, data in parts.items():
            z.writestr(name, data)
    found = [f for f in check_templates(tmp_path / "templates") if f.place.file.endswith(file.name)]
    assert [f.code for f in found] == ["C004"]
