"""What a process keeps from one document to the next: templates, pictures, packages, the collector's rest."""

import gc
import io
import os
import shutil
import weakref
import zipfile
from pathlib import Path

import pytest
from contoh import ROOT, TEMPLATES, naskah

from pipeline.proof.extract import pages_of_pdf, text_of_docx
from pipeline.reference.nama import urai_nama
from pipeline.render import gambar
from pipeline.render.docx import render_docx
from pipeline.render.docx_paket import Bagian, Paket, buka
from pipeline.render.pdf import render_pdf
from pipeline.sampah import _SETIAP, bekukan, tertunda

HTML = Path("html") / "notula.permendagri-1-2023.html"
DOCX = Path("docx") / "notula.permendagri-1-2023.docx"


def salinan(tmp: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp / "templates", ignore=shutil.ignore_patterns("fonts")))


def ubah_tanpa_jejak(file: Path, data: bytes) -> None:
    """New content under the old times."""
    old = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))


def test_an_html_template_changed_under_the_same_time_is_seen(tmp_path: Path) -> None:
    templates, doc = salinan(tmp_path), naskah()[1]
    render_pdf(doc, templates)
    file = templates / HTML
    ubah_tanpa_jejak(file, file.read_bytes().replace(b"Hari/Tanggal", b"Tanggal/Hari"))
    assert "Tanggal/Hari" in pages_of_pdf(render_pdf(doc, templates))[0]


def test_a_stylesheet_changed_under_the_same_time_is_seen(tmp_path: Path) -> None:
    templates, doc = salinan(tmp_path), naskah()[1]
    head = "Penanggung Jawab"
    assert head in "".join(pages_of_pdf(render_pdf(doc, templates)))
    file = templates / "html" / "_naskah.css"
    ubah_tanpa_jejak(file, file.read_bytes() + b".tabel { display: none }")
    assert head not in "".join(pages_of_pdf(render_pdf(doc, templates)))


def test_what_a_stylesheet_imports_is_read_each_time(tmp_path: Path) -> None:
    templates, doc = salinan(tmp_path), naskah()[1]
    file, other = templates / "html" / "_naskah.css", templates / "html" / "lain.css"
    other.write_text("/* kosong */", encoding="utf-8")
    file.write_bytes(b'@import "lain.css";' + file.read_bytes())
    before = render_pdf(doc, templates)
    other.write_text("p { color: #123456 }", encoding="utf-8")
    assert render_pdf(doc, templates) != before


def test_a_word_template_that_changes_is_seen(tmp_path: Path) -> None:
    templates, doc = salinan(tmp_path), naskah()[1]
    render_docx(doc, templates)
    parts = buka((templates / DOCX).read_bytes())
    package = Paket(parts)
    package.tulis(
        "word/document.xml", parts["word/document.xml"].data.replace(b"Hari/Tanggal", b"Tanggal/Hari")
    )
    ubah_tanpa_jejak(templates / DOCX, package.bita())
    assert "Tanggal/Hari" in text_of_docx(render_docx(doc, templates))


def test_a_document_leaves_nothing_for_the_next() -> None:
    first = render_docx(naskah()[1], TEMPLATES)
    render_docx(naskah("status: draf\ntempat: Aula السلام ꦱꦸꦒꦼꦁ 😀\n")[1], TEMPLATES)
    assert render_docx(naskah()[1], TEMPLATES) == first


def test_a_package_is_a_sound_zip_with_the_parts_in_their_order() -> None:
    package = Paket({"satu.xml": Bagian(b"<a/>" * 999), "dua.xml": Bagian(b"")}, {"word/é.xml": Bagian(b"x")})
    with zipfile.ZipFile(io.BytesIO(package.bita())) as z:
        assert z.testzip() is None
        assert z.namelist() == ["satu.xml", "dua.xml", "word/é.xml"]
        assert z.read("satu.xml") == b"<a/>" * 999
        assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = ROOT / "inputs" / "rapat" / "gambar" / "ruang-rapat.jpg"
    ubah = "lampiran:\n" + "".join(
        f"- {{judul: Foto {n}, gambar: gambar/{name}, alt: foto, keterangan: contoh}}\n"
        for n, name in enumerate((picture.name, "paparan.png"))
    )
    doc = naskah(ubah)[1]
    whole = render_pdf(doc, TEMPLATES)
    monkeypatch.setattr(gambar, "_MAKS", 1)
    gambar._tersimpan.clear()
    assert render_pdf(doc, TEMPLATES) == whole
    assert len(gambar._tersimpan) == 1


def test_the_collector_rests_within_and_is_as_before_after() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), tertunda(), tertunda():
        raise ZeroDivisionError
    assert gc.isenabled()
    with tertunda():
        with tertunda():
            pass
        assert not gc.isenabled()  # the outer stretch goes on


def test_circles_that_became_garbage_late_go_in_a_long_life() -> None:
    class Simpul:
        pass

    one = Simpul()
    one.diri = one  # type: ignore[attr-defined]
    gc.collect()  # it is old now
    left = weakref.ref(one)
    with tertunda():
        del one
    gc.disable()  # no look by the collector itself
    try:
        for _ in range(_SETIAP):
            gc.enable()
            with tertunda():
                pass
            gc.disable()
        assert left() is None
    finally:
        gc.enable()


def test_what_records_said_is_forgotten_in_a_long_life() -> None:
    for number in range(50):
        urai_nama(f"Contoh Ke-{number}, S.Sos.")
    assert urai_nama.cache_info().currsize >= 50
    for _ in range(_SETIAP):
        with tertunda():
            pass
    assert urai_nama.cache_info().currsize == 0


def test_what_is_frozen_is_out_of_sight() -> None:
    before = gc.get_freeze_count()
    try:
        bekukan()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
