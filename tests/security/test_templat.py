"""Hostile templates: HTML, CSS, Jinja and Word. Nothing outside is read, nobody is called, and no template runs for ever."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from contoh import ROOT, naskah
from security.pengintai import Jaga, melihat, notula, templat_sendiri

from pipeline.build.tugas import Meja, Tugas, kerjakan
from pipeline.findings import Finding
from pipeline.load import load_reference
from pipeline.render import RenderFault
from pipeline.render.docx import render_docx
from pipeline.render.pdf import render_pdf
from pipeline.workspace import Workspace

Capsys = pytest.CaptureFixture[str]
HTML = "html/notula.permendagri-1-2023.html"
DOCX = "docx/notula.permendagri-1-2023.docx"


def temuan(jaga: Jaga, space: Path, render: Callable[..., bytes]) -> Finding:
    """The one finding of a rendering that was refused."""
    made = naskah()[1]
    with melihat(jaga), pytest.raises(RenderFault) as refused:
        render(made, space / "templates")
    jaga.bersih(space)
    (finding,) = refused.value.findings
    assert "\n" not in finding.message()
    return finding


def sisipkan(file: Path, text: str) -> None:
    """Put text at the start of the body of a page."""
    old = file.read_text(encoding="utf-8")
    mark = "{% block naskah %}"
    assert mark in old
    file.write_text(old.replace(mark, mark + text, 1), encoding="utf-8")


ALAMAT = {
    "img http": '<img src="{url}/a.png" alt="">',
    "img file": '<img src="file://{luar}/rahasia.png" alt="">',
    "img etc": '<img src="file:///etc/passwd" alt="">',
    "img dots": '<img src="../../../luar/rahasia.png" alt="">',
    "img encoded": '<img src="%2e%2e/%2e%2e/%2e%2e/luar/rahasia.png" alt="">',
    "img unc": '<img src="file://127.0.0.1/etc/passwd" alt="">',
    "img ftp": '<img src="ftp://127.0.0.1/a" alt="">',
    "img link": '<img src="tautan.png" alt="">',
    "object": '<object data="file://{luar}/rahasia.svg"></object>',
    "embed": '<embed src="{url}/a.svg">',
    "stylesheet": '<link rel="stylesheet" href="{url}/a.css">',
    "attachment": '<link rel="attachment" href="file://{luar}/rahasia.txt">',
    "attachment a": '<a rel="attachment" href="file://{luar}/rahasia.txt">a</a>',
    "base": '<base href="{url}/"><img src="a.png" alt="">',
    "css url": '<div style="background: url({url}/a.png)">a</div>',
    "css import": "<style>@import url(file://{luar}/rahasia.css);</style>",
    "css font": "<style>@font-face {{ font-family: a; src: url({url}/a.ttf) }} p {{ font-family: a }}</style>",
    "css list": "<style>li {{ list-style-image: url('{url}/a.png') }}</style><ul><li>a</li></ul>",
    "css content": "<style>p::before {{ content: url(\\66ile://{luar}/rahasia.png) }}</style><p>a</p>",
    "css border": "<style>p {{ border-image: url({url}/a.png) 9 }}</style><p>a</p>",
    "svg image": '<svg width="9" height="9"><image href="{url}/a.png" width="9" height="9"/></svg>',
    "data svg": "<img alt='' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
    "%3Cimage href='{url}/a.png' width='9' height='9'/%3E%3C/svg%3E\">",
}  # fmt: skip


@pytest.mark.parametrize("kind", ALAMAT)
def test_an_address_in_a_page(kind: str, jaga: Jaga, ruang: Path) -> None:
    folder = templat_sendiri(ruang)
    (folder / "html/tautan.png").symlink_to(jaga.luar / "rahasia.png")
    sisipkan(folder / HTML, ALAMAT[kind].format(url=jaga.url, luar=jaga.luar))
    finding = temuan(jaga, ruang, render_pdf)
    assert (finding.code, finding.place.file) == ("C005", f"templates/{HTML}")


def test_a_stylesheet_within_a_drawing_is_not_fetched(jaga: Jaga, ruang: Path) -> None:
    """WeasyPrint gives the drawing up without asking for it."""
    css = f"<style>@import url({jaga.url}/a.css);@import url(file://{jaga.luar}/rahasia.css);</style>"
    sisipkan(
        templat_sendiri(ruang) / HTML, f"<svg width='9' height='9'>{css}<rect width='9' height='9'/></svg>"
    )
    with melihat(jaga):
        render_pdf(naskah()[1], ruang / "templates")
    jaga.bersih(ruang)


@pytest.mark.parametrize("text", ["body { background: url(%s/a.png) }", "@import '%s/a.css';"])
def test_an_address_in_a_stylesheet(text: str, jaga: Jaga, ruang: Path) -> None:
    folder = templat_sendiri(ruang)
    file = folder / "html/_naskah.css"
    file.write_text(text % jaga.url + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert temuan(jaga, ruang, render_pdf).code == "C005"


@pytest.mark.parametrize("name", ["html/_naskah.css", "html/_profil.css", "html/_kop.html", HTML, DOCX])
def test_a_template_that_is_a_link_to_the_outside(name: str, jaga: Jaga, ruang: Path) -> None:
    file = templat_sendiri(ruang) / name
    file.unlink()
    file.symlink_to(jaga.luar / "rahasia.html")
    assert temuan(jaga, ruang, render_docx if name == DOCX else render_pdf).code == "C005"


def test_a_folder_of_templates_that_is_a_link_to_the_outside(jaga: Jaga, ruang: Path) -> None:
    folder = templat_sendiri(ruang)
    folder.replace(jaga.luar / "templates")
    folder.symlink_to(jaga.luar / "templates")
    assert temuan(jaga, ruang, render_pdf).code == "C005"
    assert temuan(jaga, ruang, render_docx).code == "C005"


def test_a_link_beside_the_templates_travels_in_no_pdf(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    """All files beside a page travel in `sumber.zip` of a final PDF."""
    (templat_sendiri(ruang) / "html/kunci.png").symlink_to(jaga.luar / "rahasia.png")
    said = notula(jaga, capsys, ruang, "build", "-j", "1")
    jaga.bersih(ruang)
    assert jaga.kode == 1
    assert "S005 galat  “templates/html/kunci.png” tidak dibaca" in said
    assert not (ruang / "build/contoh").exists()


JINJA = {
    "include absolute": ("C004", "{{% include '{luar}/rahasia.html' %}}"),
    "include dots": ("C004", "{{% include '../../../luar/rahasia.html' %}}"),
    "include etc": ("C004", "{{% include '/etc/passwd' %}}"),
    "import": ("C004", "{{% import '../../inputs/pejabat.yaml' as a %}}"),
    "mro": ("C003", "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}"),
    "attr": ("C001", "{{{{ (''|attr('__class__'))|attr('__mro__') }}}}"),
    "item": ("C003", "{{{{ ''['__class__']['__mro__'] }}}}"),
    "globals": ("C003", "{{{{ cycler.__init__.__globals__.os.popen('touch x') }}}}"),
    "lipsum": ("C003", "{{{{ lipsum.__globals__['os'].system('touch x') }}}}"),
    "self": ("C003", "{{{{ self.__init__.__globals__ }}}}"),
    "format": ("C003", "{{{{ '{{0.__class__.__mro__}}'.format(0) }}}}"),
    "format map": ("C003", "{{{{ '{{a.__class__}}'.format_map({{'a': 0}}) }}}}"),
    "markup format": ("C003", "{{{{ ('{{0.__class__.__init__.__globals__}}'|safe).format(kop) }}}}"),
    "path": ("C001", "{{{{ naskah.read_text() }}}}"),
    "dump": ("C003", "{{{{ metadata.__dict__ }}}}"),
    "power": ("C003", "{{{{ 9 ** 9 ** 9 }}}}"),
    "range": ("C003", "{{% for a in range(10 ** 6) %}}{{% endfor %}}"),
    "recursion": ("C003", "{{% macro m() %}}{{{{ m() }}}}{{% endmacro %}}{{{{ m() }}}}"),
}  # fmt: skip


@pytest.mark.parametrize("kind", JINJA)
def test_jinja_gets_out_of_no_page(kind: str, jaga: Jaga, ruang: Path) -> None:
    code, text = JINJA[kind]
    folder = templat_sendiri(ruang)
    sisipkan(folder / HTML, text.format(luar=jaga.luar))
    assert temuan(jaga, ruang, render_pdf).code == code


TANPA_AKHIR = {
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "calls": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "doubling": "{% set a = namespace(s='aaaaaaaaaaaaaaaa') %}{% for i in range(60) %}{% set a.s = a.s ~ a.s %}{% endfor %}",
    "capture": "{% set a = namespace(s='aaaaaaaaaaaaaaaa') %}{% for i in range(60) %}{% set b %}{{ a.s }}{{ a.s }}{% endset %}"
    "{% set a.s = b %}{% endfor %}",
    "replace": "{% set a = namespace(s='aaaaaaaa') %}{% for i in range(9) %}{% set a.s = a.s|replace('a', a.s) %}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("kind", TANPA_AKHIR)
def test_a_page_that_never_ends_is_stopped(kind: str, jaga: Jaga, ruang: Path) -> None:
    """By time or by memory, whichever comes first; the bounds of memory are those of every build."""
    folder = templat_sendiri(ruang)
    sisipkan(folder / HTML, TANPA_AKHIR[kind])
    space = Workspace(ruang)
    reference, _ = load_reference(space.inputs, space.shown)
    with melihat(jaga):
        made = kerjakan(Meja(space, reference, detik=6), Tugas(ruang / "inputs/rapat/contoh.yaml"))
    jaga.bersih(ruang)
    assert [f.code for f in made.temuan if f.code[0] in "SC"] == ["S008"]
    assert made.berkas == {}


def kemas(file: Path, ubah: dict[str, bytes | Callable[[bytes], bytes]]) -> None:
    """A Word file with some parts replaced, changed or added."""
    with zipfile.ZipFile(file) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    for name, change in ubah.items():
        parts[name] = change(parts[name]) if callable(change) else change
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    file.write_bytes(out.getvalue())


def _hubungan(kind: str, target: str) -> Callable[[bytes], bytes]:
    line = (
        f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return lambda data: data.replace(b"</Relationships>", line.encode())


RELS = "word/_rels/document.xml.rels"
ISI = "word/document.xml"


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "frame", "subDocument"])
def test_a_word_template_that_calls_home(kind: str, jaga: Jaga, ruang: Path) -> None:
    """Word would fetch it on the machine of whoever opens the minutes."""
    file = templat_sendiri(ruang) / DOCX
    kemas(file, {RELS: _hubungan(kind, f"{jaga.url}/a")})
    finding = temuan(jaga, ruang, render_docx)
    assert (finding.code, finding.place.file) == ("C005", f"templates/{DOCX}")
    assert jaga.url in finding.message()


@pytest.mark.parametrize("field", ["INCLUDEPICTURE", "INCLUDETEXT", "DDEAUTO", "LINK"])
def test_a_word_template_with_a_field_that_reads_files(field: str, jaga: Jaga, ruang: Path) -> None:
    file = templat_sendiri(ruang) / DOCX
    tag = f'<w:p><w:fldSimple w:instr=" {field} &quot;{jaga.luar}/rahasia.txt&quot; "/></w:p></w:body>'
    kemas(file, {ISI: lambda data: data.replace(b"</w:body>", tag.encode())})
    finding = temuan(jaga, ruang, render_docx)
    assert finding.code == "C005"
    assert field in finding.message()


def test_a_word_template_with_macros(jaga: Jaga, ruang: Path) -> None:
    file = templat_sendiri(ruang) / DOCX
    kemas(file, {"word/vbaProject.bin": b"Sub AutoOpen()"})
    assert "makro" in temuan(jaga, ruang, render_docx).message()


def _entitas(target: str) -> Callable[[bytes], bytes]:
    head = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{target}">]>'.encode()
    return lambda data: data.replace(b"<w:document", head + b"<w:document", 1).replace(
        b"</w:body>", b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
    )


BOM = {
    "entity file": {ISI: lambda: _entitas("file:///etc/passwd")},
    "entity http": {ISI: lambda: _entitas("http://127.0.0.1:9/a")},
    "entity in a header": {"word/header1.xml": lambda: b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'},
    "zip bomb": {"word/media/a.bin": lambda: b"\0" * 100_000_000},
    "xml bomb": {ISI: lambda: lambda data: data.replace(b"</w:body>", b" " * 60_000_000 + b"</w:body>")},
}  # fmt: skip


@pytest.mark.parametrize("kind", BOM)
def test_a_word_template_that_explodes(kind: str, jaga: Jaga, ruang: Path) -> None:
    file = templat_sendiri(ruang) / DOCX
    kemas(file, {name: make() for name, make in BOM[kind].items()})
    finding = temuan(jaga, ruang, render_docx)
    assert (finding.code, finding.place.file) == ("C004", f"templates/{DOCX}")


@pytest.mark.parametrize(
    ("text", "code"),
    [("{{ ''.__class__.__mro__ }}", "C003"), ("{% include '/etc/passwd' %}", "C003"), ("{{ lipsum.__globals__ }}", "C003")],
)  # fmt: skip
def test_jinja_gets_out_of_no_word_template(text: str, code: str, jaga: Jaga, ruang: Path) -> None:
    file = templat_sendiri(ruang) / DOCX
    tag = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    kemas(file, {ISI: lambda data: data.replace(b"</w:body>", tag.encode())})
    assert temuan(jaga, ruang, render_docx).code == code


def test_the_shipped_templates_call_nobody(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    templat_sendiri(ruang)
    notula(jaga, capsys, ruang, "templates", "check")
    assert jaga.kode == 0
    notula(jaga, capsys, ruang, "build", "-j", "1")
    assert jaga.kode == 0
    jaga.bersih(ruang)
    assert (ROOT / "templates" / HTML).is_file()
