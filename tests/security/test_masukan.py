"""Hostile files given to `notula import`, `verify`, `terima` and `fix`: refused in one line, nothing written."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from berkas_ttd import naskah_final
from contoh import teks_rekaman
from impor.kasus import BUATAN
from security.pengintai import Jaga, isi_folder, melihat, notula

from pipeline.ledger.masalah import Tolakan
from pipeline.ledger.terima import pindaian
from pipeline.verify.periksa import periksa

Capsys = pytest.CaptureFixture[str]


def ditolak(jaga: Jaga, capsys: Capsys, space: Path, *args: str) -> tuple[str, str]:
    """Code and sentence of a run that refused: exit code 1, one line, nothing written, nothing outside touched."""
    before = isi_folder(space)
    said = notula(jaga, capsys, space, *args)
    assert jaga.kode == 1
    jaga.bersih(space)
    assert isi_folder(space) == before
    assert said.count("\n") == 1, said
    place, _, rest = said.partition(" galat  ")
    assert rest.endswith(".\n")
    again = json.loads(notula(jaga, capsys, space, "--json", *args))
    assert [f["code"] for f in again] == [place.split()[-1]]
    return place.split()[-1], rest.strip()


def kemas(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()


def ubah(data: bytes, **parts: bytes) -> bytes:
    """A package with parts in place of its own; `__` stands for a slash, `_xml` for `.xml`."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        held = {n: z.read(n) for n in z.namelist()}
    return kemas(held | {n.replace("__", "/").replace("_xml", ".xml"): d for n, d in parts.items()})


def bohong(name: str, data: bytes, size: int) -> bytes:
    """A package whose directory names a small size for a part that unpacks to much."""
    made = bytearray(kemas({name: data}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = made.index(mark) + at
        made[place : place + 4] = size.to_bytes(4, "little")
    return bytes(made)


def bertumpuk() -> bytes:
    """Many names in the directory for the same compressed bytes (David Fifield, A better zip bomb)."""
    one = kemas({"word/document.xml": b"<w/>" + b" " * 20_000_000})
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry, tail = one[start:end], bytearray(one[end:])
    count = 400
    tail[8:10] = tail[10:12] = count.to_bytes(2, "little")
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    return one[:start] + entry * count + bytes(tail)


def pdf_bom(pages: int = 1) -> bytes:
    """A page whose content unpacks, twice deflated, to a gigabyte."""
    inner = zlib.compress(b"0 0 m " * 170_000_000 if pages < 0 else b"\0" * 300_000_000, 9)
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        stream = pikepdf.Stream(made, zlib.compress(inner, 9))
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        page.Contents = made.make_indirect(stream)
        out = io.BytesIO()
        made.save(out, compress_streams=False)
    return out.getvalue()


DOCX, XLSX = BUATAN["c01-docx-notula"][1], None
ENTITAS = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
TAWA = b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><w>&b;</w>"

SUMBER: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx entity": ("a.docx", lambda: ubah(DOCX(), word__document_xml=ENTITAS)),
    "docx laughs": ("a.docx", lambda: ubah(DOCX(), word__document_xml=TAWA)),
    "docx entity utf-16": ("a.docx", lambda: ubah(DOCX(), word__document_xml=ENTITAS.decode().encode("utf-16"))),
    "docx entity in notes": ("a.docx", lambda: ubah(DOCX(), word__footnotes_xml=ENTITAS)),
    "docx bomb": ("a.docx", lambda: ubah(DOCX(), word__media__a=b"\0" * 200_000_000)),
    "docx false size": ("a.docx", lambda: bohong("word/document.xml", b" " * 200_000_000, 9)),
    "docx overlap": ("a.docx", bertumpuk),
    "docx deep": ("a.docx", lambda: ubah(DOCX(), word__document_xml=b"<a>" * 100_000)),
    "xlsx as docx": ("a.docx", lambda: kemas({"xl/workbook.xml": b"<a/>"})),
    "pdf bomb": ("a.pdf", pdf_bom),
    "pdf locked": ("a.pdf", lambda: (Path(__file__).parent.parent / "impor/terkunci.pdf").read_bytes()),
    "odt": ("a.odt", lambda: kemas({"content.xml": ENTITAS})),
    "svg": ("a.svg", lambda: b"<svg/>"),
    "binary": ("a.txt", lambda: random.Random(1).randbytes(9_000)),
    "200 MB": ("a.txt", lambda: b"x\n" * 100_000_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", SUMBER)
def test_a_source_of_import(kind: str, jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    name, make = SUMBER[kind]
    (ruang / name).write_bytes(make())
    code, sentence = ditolak(jaga, capsys, ruang, "import", name)
    assert code == "I004"
    assert name in sentence or kind in ("svg", "binary")


def test_a_source_that_points_outside_is_read_alone(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    """HTML and Markdown name files and addresses; only their own words come in."""
    words = "<p>Notula Rapat Koordinasi di Aula Dinas Contoh pada Selasa, 24 November 2026.</p>"
    refs = (
        f'<link rel=stylesheet href="{jaga.url}/a.css"><img src="file://{jaga.luar}/rahasia.png">'
        f'<iframe src="{jaga.url}/a"></iframe><object data="file:///etc/passwd"></object>'
        f'<script src="{jaga.url}/a.js"></script><base href="{jaga.url}/">'
    )
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{jaga.luar}/rahasia.txt">]>'
    (ruang / "a.html").write_text(f"{head}{refs}{words}<p>&x;</p>")
    (ruang / "b.md").write_text(
        f"![a](file://{jaga.luar}/rahasia.png)\n\n{refs}\n\nNotula Rapat Koordinasi Contoh\n"
    )
    for name in ("a.html", "b.md"):
        notula(jaga, capsys, ruang, "import", name, "-o", f"inputs/rapat/{name[0]}.yaml")
        assert jaga.kode == 0
        jaga.bersih(ruang)
        assert "Rapat Koordinasi" in (ruang / f"inputs/rapat/{name[0]}.yaml").read_text()


def test_a_word_source_with_relationships_outside(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    with zipfile.ZipFile(io.BytesIO(DOCX())) as z:
        rels = z.read("word/_rels/document.xml.rels").replace(
            b"</Relationships>",
            b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
            b'Target="%s/a.png" TargetMode="External"/></Relationships>' % jaga.url.encode(),
        )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX())) as z, zipfile.ZipFile(out, "w") as made:
        for n in z.namelist():
            made.writestr(n, rels if n == "word/_rels/document.xml.rels" else z.read(n))
    (ruang / "a.docx").write_bytes(out.getvalue())
    notula(jaga, capsys, ruang, "import", "a.docx", "-o", "inputs/rapat/a.yaml")
    assert jaga.kode in (0, 1)
    jaga.bersih(ruang)


DAFTAR: dict[str, tuple[str, Callable[[], bytes]]] = {
    "entity": ("a.xlsx", lambda: kemas({"xl/workbook.xml": ENTITAS, "[Content_Types].xml": b"<a/>"})),
    "bomb": ("a.xlsx", lambda: kemas({"xl/workbook.xml": b" " * 60_000_000})),
    "false size": ("a.xlsx", lambda: bohong("xl/workbook.xml", b" " * 60_000_000, 9)),
    "old": ("a.xls", lambda: b"\xd0\xcf\x11\xe0"),
    "200 MB": ("a.csv", lambda: b"a,b\n" * 50_000_000),
    "rows": ("a.csv", lambda: b"Nama,NIP\n" + b"a,b\n" * 20_000),
    "quote": ("a.csv", lambda: b'Nama,NIP\n"' + b"x" * 1_000_000),
}


@pytest.mark.parametrize("kind", DAFTAR)
@pytest.mark.parametrize("command", ["import", "pejabat"])
def test_a_list_of_people(kind: str, command: str, jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    name, make = DAFTAR[kind]
    (ruang / name).write_bytes(make())
    args = ("import", "--hadir", name, "inputs/rapat/contoh.yaml", "--ya")
    code, _ = ditolak(
        jaga, capsys, ruang, *(args if command == "import" else ("pejabat", "impor", name, "--ya"))
    )
    assert code == "I004"


@pytest.mark.parametrize("command", ["import", "hadir", "pejabat"])
def test_a_source_that_is_a_link_or_a_pipe_or_has_two_lines_of_name(
    command: str, jaga: Jaga, ruang: Path, capsys: Capsys
) -> None:
    ending = ".txt" if command == "import" else ".csv"
    (ruang / f"tautan{ending}").symlink_to(jaga.luar / "rahasia.txt")
    os.mkfifo(ruang / f"pipa{ending}")
    (ruang / f"a\nstatus: final{ending}").write_text("Rapat Contoh\n")
    wanted = {f"tautan{ending}": "S005", f"pipa{ending}": "S006", f"a\nstatus: final{ending}": "S007"}
    for name, code in wanted.items():
        args = {
            "import": ("import", name),
            "hadir": ("import", "--hadir", name, "inputs/rapat/contoh.yaml", "--ya"),
            "pejabat": ("pejabat", "impor", name, "--ya"),
        }[command]
        assert ditolak(jaga, capsys, ruang, *args)[0] == code


# verify


def test_verify_of_what_is_no_file(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    os.mkfifo(ruang / "pipa.pdf")
    with (ruang / "besar.pdf").open("wb") as out:
        out.truncate(300_000_000)
    for name in ("pipa.pdf", "besar.pdf"):
        said = notula(jaga, capsys, ruang, "verify", name)
        assert (jaga.kode, said.count("\n")) == (2, 1)
        assert f"{name} S006 galat" in said
        jaga.bersih(ruang)


def putusan(jaga: Jaga, data: bytes, ruang: Path) -> set[str]:
    with melihat(jaga):
        made = periksa(data, "a.pdf")
    jaga.bersih(ruang)
    assert made.putusan.value not in ("asli", "asli-tanpa-tanda-tangan")
    return {f.code for f in made.temuan}


def dengan(files: dict[str, bytes]) -> bytes:
    """A final document whose attachments are others."""
    with pikepdf.open(io.BytesIO(naskah_final())) as pdf:
        for name, data in files.items():
            pdf.attachments[name].get_file().obj.write(data)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


SUMBER_ZIP: dict[str, Callable[[], bytes]] = {
    "dots": lambda: kemas({"../../../../luar/jahat.yaml": b"a"}),
    "absolute": lambda: kemas({"/tmp/jahat.yaml": b"a"}),
    "backslash": lambda: kemas({"inputs\\..\\..\\jahat.yaml": b"a"}),
    "bomb": lambda: kemas({"inputs/a.yaml": b"\0" * 200_000_000}),
    "false size": lambda: bohong("inputs/a.yaml", b"\0" * 200_000_000, 9),
    "no zip": lambda: b"PK",
}


@pytest.mark.parametrize("kind", SUMBER_ZIP)
def test_verify_of_a_package_that_breaks_out(kind: str, jaga: Jaga, ruang: Path) -> None:
    assert "V014" in putusan(jaga, dengan({"sumber.zip": SUMBER_ZIP[kind]()}), ruang)
    assert not Path("/tmp/jahat.yaml").exists()
    assert not (jaga.luar / "jahat.yaml").exists()


@pytest.mark.parametrize(
    "picture", ["../../../../../etc/passwd", "{luar}/rahasia.png", "http://127.0.0.1:9/a.png", "/dev/zero"]
)
def test_verify_of_a_record_that_names_the_outside(picture: str, jaga: Jaga, ruang: Path) -> None:
    name = picture.format(luar=jaga.luar)
    record = teks_rekaman(f"lampiran:\n  - {{judul: A, alt: A, gambar: '{name}'}}\n").encode()
    with pikepdf.open(io.BytesIO(naskah_final())) as pdf:
        held = pdf.attachments["sumber.zip"].get_file().read_bytes()
    with zipfile.ZipFile(io.BytesIO(held)) as z:
        files = {n: record if n.startswith("inputs/rapat/") else z.read(n) for n in z.namelist()}
    assert "V014" in putusan(jaga, dengan({"sumber.zip": kemas(files), "rekaman.yaml": record}), ruang)


def test_verify_of_a_template_that_reads_and_calls(jaga: Jaga, ruang: Path) -> None:
    with pikepdf.open(io.BytesIO(naskah_final())) as pdf:
        held = pdf.attachments["sumber.zip"].get_file().read_bytes()
    with zipfile.ZipFile(io.BytesIO(held)) as z:
        files = {n: z.read(n) for n in z.namelist()}
    page = "templates/html/notula.permendagri-1-2023.html"
    for text in (f'<img src="file://{jaga.luar}/rahasia.png" alt="">', f'<img src="{jaga.url}/a.png" alt="">',
                 "{{ ''.__class__.__mro__ }}", f"{{% include '{jaga.luar}/rahasia.html' %}}"):  # fmt: skip
        body = files[page].replace(b"{% block naskah %}", b"{% block naskah %}" + text.encode())
        assert {"V014", "V021"} <= putusan(jaga, dengan({"sumber.zip": kemas(files | {page: body})}), ruang)


def test_verify_of_metadata_with_entities(jaga: Jaga, ruang: Path) -> None:
    with pikepdf.open(io.BytesIO(naskah_final())) as pdf:
        old = pdf.Root.Metadata.read_bytes()
        head = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{jaga.luar}/rahasia.txt">]>'.encode()
        pdf.Root.Metadata.write(head + old.replace(b"notula</", b"&x;</"))
        out = io.BytesIO()
        pdf.save(out)
    putusan(jaga, out.getvalue(), ruang)


def test_verify_of_a_bomb(jaga: Jaga, ruang: Path) -> None:
    putusan(jaga, pdf_bom(), ruang)


# terima


@pytest.mark.parametrize("kind", ["link", "pipe", "png bomb", "pdf bomb", "text", "200 MB"])
def test_a_scan(kind: str, jaga: Jaga, ruang: Path) -> None:
    from security.test_rekaman import png

    file = ruang / "pindai.png"
    match kind:
        case "link":
            file.symlink_to(jaga.luar / "rahasia.png")
        case "pipe":
            os.mkfifo(file)
        case "png bomb":
            file.write_bytes(png(60_000, 60_000))
        case "pdf bomb":
            file.write_bytes(pdf_bom())
        case "text":
            file.write_text("%!PS\n(x) run\n")
        case _:
            with file.open("wb") as out:
                out.truncate(200_000_001)
    with melihat(jaga):
        if kind == "pdf bomb":  # a blank page to the eye: taken in, and looked at in bounded time
            pindaian(file, ruang)
        else:
            with pytest.raises(Tolakan) as refused:
                pindaian(file, ruang)
            assert refused.value.id.endswith(".")
            assert "\n" not in refused.value.id
    jaga.bersih(ruang)


def test_terima_as_a_command(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    (ruang / "pindai.pdf").symlink_to(jaga.luar / "rahasia.txt")
    said = notula(
        jaga, capsys, ruang, "terima", "pindai.pdf", "contoh", "--jenis", "notula", "--oleh", "A, B"
    )
    jaga.bersih(ruang)
    assert (jaga.kode, said.count("\n")) == (1, 1)
    assert "tautannya menuju ke luar ruang kerja" in said


# fix


def test_fix_of_a_link_a_pipe_and_a_name(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    folder = ruang / "inputs/rapat"
    (jaga.luar / "salah.yaml").write_text("status: draf\njudul: Pen garustamaan Gender\n")
    (folder / "tautan.yaml").symlink_to(jaga.luar / "salah.yaml")
    os.mkfifo(folder / "pipa.yaml")
    (folder / "a\nb.yaml").write_text("status: draf\njudul: Pen garustamaan Gender\n")
    before = isi_folder(ruang)
    for args in (("fix", "--ya"), ("fix", "--ya", "inputs/rapat/pipa.yaml")):
        notula(jaga, capsys, ruang, *args)
        assert jaga.kode == 1
        jaga.bersih(ruang)
        wanted = ("S006",) if len(args) == 3 else ("S005", "S007")
        assert all(code in jaga.kata for code in wanted)
    assert isi_folder(ruang) == before
    assert "Pen garustamaan" in (jaga.luar / "salah.yaml").read_text()
    assert "Pen garustamaan" in (folder / "a\nb.yaml").read_text()
