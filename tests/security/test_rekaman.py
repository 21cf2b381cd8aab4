"""Hostile records and what they refer to: nothing outside is read, nobody is called, each attack has its finding."""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from contoh import teks_rekaman
from security.pengintai import Jaga, isi_folder, melihat, notula, tulis

Capsys = pytest.CaptureFixture[str]


def temuan(jaga: Jaga, capsys: Capsys, space: Path, *args: str) -> set[tuple[str, str]]:
    """Code and file of the findings of a run, which ended with the exit code of findings."""
    said = json.loads(notula(jaga, capsys, space, "--json", *args))
    assert jaga.kode == 1
    jaga.bersih(space)
    for f in said:
        assert f["message"].endswith((".", "?")), f["message"]
        assert "\n" not in f["message"]
    return {(f["code"], f["file"]) for f in said}


REKAMAN = "inputs/rapat/contoh.yaml"


def test_a_record_that_is_a_link_to_the_outside(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    (ruang / "inputs/rapat/tautan.yaml").symlink_to(jaga.luar / "rahasia.yaml")
    for args in (("check",), ("check", "inputs/rapat/tautan.yaml")):
        assert temuan(jaga, capsys, ruang, *args) == {("S005", "inputs/rapat/tautan.yaml")}
    said = notula(jaga, capsys, ruang, "build", "-j", "1")
    jaga.bersih(ruang)
    assert (
        "S005 galat  “inputs/rapat/tautan.yaml” tidak dibaca: tautannya menuju ke luar ruang kerja." in said
    )
    assert not (ruang / "build/tautan").exists()
    assert (ruang / "build/contoh/notula.pdf").is_file()


def test_a_record_that_becomes_a_link_after_it_was_built(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    notula(jaga, capsys, ruang, "check")
    file = ruang / REKAMAN
    file.replace(jaga.luar / "contoh.yaml")
    file.symlink_to(jaga.luar / "contoh.yaml")
    assert temuan(jaga, capsys, ruang, "check") == {("S005", REKAMAN)}


def test_a_folder_of_records_that_is_a_link_to_the_outside(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    (ruang / "inputs/rapat").replace(jaga.luar / "rapat")
    (ruang / "inputs/rapat").symlink_to(jaga.luar / "rapat")
    assert temuan(jaga, capsys, ruang, "check") == {("S005", REKAMAN)}
    notula(jaga, capsys, ruang, "build", "-j", "1")
    assert not (ruang / "build/contoh").exists()


@pytest.mark.parametrize(
    "name", ["instansi/dinas-contoh.yaml", "profil/permendagri-1-2023.yaml", "pejabat.yaml"]
)
def test_a_reference_file_that_is_a_link_to_the_outside(
    name: str, jaga: Jaga, ruang: Path, capsys: Capsys
) -> None:
    file = ruang / "inputs" / name
    file.unlink(missing_ok=True)
    file.symlink_to(jaga.luar / "rahasia.yaml")
    assert ("S005", f"inputs/{name}") in temuan(jaga, capsys, ruang, "check")
    notula(jaga, capsys, ruang, "build", "-j", "1")
    jaga.bersih(ruang)
    assert not (ruang / "build/contoh").exists()


def test_a_pipe_or_a_device_holds_nobody(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    os.mkfifo(ruang / "inputs/rapat/pipa.yaml")
    os.mkfifo(ruang / "inputs/instansi/pipa.yaml")
    (ruang / "inputs/profil/nol.yaml").symlink_to("/dev/zero")
    found = temuan(jaga, capsys, ruang, "check", "inputs/rapat/pipa.yaml")
    assert found == {("S006", "inputs/rapat/pipa.yaml"), ("S006", "inputs/instansi/pipa.yaml"),
                     ("S005", "inputs/profil/nol.yaml")}  # fmt: skip


@pytest.mark.parametrize(
    "name", ["a\nS000 galat  palsu.yaml", "a\x1b[2Jb.yaml", "a\u202ecod.yaml", "a\rb.yaml"]
)
def test_a_file_name_with_line_breaks_or_controls(name: str, jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    (ruang / "inputs/rapat" / name).write_text(teks_rekaman())
    assert temuan(jaga, capsys, ruang, "check") == {("S007", f"inputs/rapat/{name}")}
    said = notula(jaga, capsys, ruang, "build", "-j", "1")
    assert not any(line.startswith("S000") for line in said.splitlines())
    assert "\x1b[2J" not in said
    assert isi_folder(ruang / "build") >= {"contoh/notula.pdf"}
    assert len(list((ruang / "build").glob("a*"))) == 0


def png(width: int, height: int) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(b"\0" * 1000))
        + part(b"IEND", b"")
    )


def _besar(place: Path) -> None:
    with place.open("wb") as out:
        out.write(png(100, 100))
        out.truncate(200_000_000)


ALAMAT = {
    "absolute": "{luar}/rahasia.png",
    "etc": "/etc/passwd",
    "dots": "../../../luar/rahasia.png",
    "file url": "file://{luar}/rahasia.png",
    "http url": "{url}/a.png",
    "unc": "//127.0.0.1/a/b.png",
    "zero": "/dev/zero",
    "newline": "a\\nR003 galat palsu.png",
    "home": "~/rahasia.png",
    "nul": "a\\0.png",
    "linked folder": "foto/rahasia.png",
    "folder": ".",
}
BERKAS: dict[str, Callable[[Path, Jaga], object]] = {
    "link": lambda file, j: file.symlink_to(j.luar / "rahasia.png"),
    "pipe": lambda file, _: os.mkfifo(file),
    "bomb": lambda file, _: file.write_bytes(png(60_000, 60_000)),
    "wide": lambda file, _: file.write_bytes(png(9_000, 9_000)),
    "200 MB": lambda file, _: _besar(file),
    "no picture": lambda file, _: file.write_text("%!PS (x) run"),
}


@pytest.mark.parametrize("kind", [*ALAMAT, *BERKAS])
def test_a_picture_of_a_record(kind: str, jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    name = ALAMAT.get(kind, "a.png").format(luar=jaga.luar, url=jaga.url)
    (ruang / "inputs/rapat/foto").symlink_to(jaga.luar)
    if kind in BERKAS:
        BERKAS[kind](ruang / "inputs/rapat/a.png", jaga)
    tulis(ruang, f'lampiran:\n  - {{judul: Foto, alt: Foto, gambar: "{name}"}}\n')
    found = temuan(jaga, capsys, ruang, "check")
    assert ("Y006" if kind == "nul" else "R003", REKAMAN) in found
    notula(jaga, capsys, ruang, "build", "-j", "1")
    jaga.bersih(ruang)
    assert kind == "nul" or not (ruang / "build/contoh").exists()


def test_a_record_elsewhere_names_no_picture_of_its_neighbours(
    jaga: Jaga, ruang: Path, tmp_path: Path, capsys: Capsys
) -> None:
    saved = tmp_path / "unduhan"
    saved.mkdir()
    (saved / "asing.yaml").write_text(
        teks_rekaman("lampiran:\n  - {judul: Foto, alt: Foto, gambar: ../luar/rahasia.png}\n")
    )
    assert ("R003", str(saved / "asing.yaml")) in temuan(
        jaga, capsys, ruang, "check", str(saved / "asing.yaml")
    )


@pytest.mark.parametrize(
    "name", ["../../../luar/rahasia.svg", "/etc/passwd", "tautan.svg", "http://127.0.0.1:9/a.svg"]
)
def test_the_emblem_of_a_letterhead(name: str, jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    (ruang / "inputs/instansi/tautan.svg").symlink_to(jaga.luar / "rahasia.svg")
    file = ruang / "inputs/instansi/dinas-contoh.yaml"
    file.write_text(file.read_text().replace("lambang-contoh.svg", name))
    assert ("R003", "inputs/instansi/dinas-contoh.yaml") in temuan(jaga, capsys, ruang, "check")


NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = {
    "http": '<image href="{url}/a.png" width="9" height="9"/>',
    "file": '<image xlink:href="file://{luar}/rahasia.png" width="9" height="9"/>',
    "use": '<use href="file://{luar}/rahasia.svg#a"/>',
    "relative": '<image href="../../luar/rahasia.png" width="9" height="9"/>',
    "style": "<style>@import url({url}/a.css); rect {{ fill: red }}</style><rect width='9' height='9'/>",
    "escaped": "<style>@\\\\69mport '{url}/a.css';</style><rect width='9' height='9'/>",
    "fill": '<rect width="9" height="9" fill="url({url}/a.svg#p)"/>',
    "style attribute": '<rect width="9" height="9" style="fill: URL(&quot;{url}/a.svg#p&quot;)"/>',
    "base": '<g xml:base="{url}/"><image href="a.png" width="9" height="9"/></g>',
    "font": "<style>@font-face {{ font-family: a; src: url({url}/a.ttf) }}</style><text font-family='a'>a</text>",
    "data svg": '<image href="data:image/svg+xml,%3Csvg/%3E" width="9" height="9"/>',
    "use bomb": "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    + '<g id="g0"><rect width="1" height="1"/></g><use href="#g11"/>',
    "view box": '<svg viewBox="0 0 x 9"><rect width="9" height="9"/></svg>',
    "short view box": '<symbol viewBox="0 0"/>',
    "use circle": '<g id="a"><use href="#a"/></g>',
}  # fmt: skip


@pytest.mark.parametrize("kind", [*SVG, "entity", "laughs", "deep", "picture bomb"])
def test_an_svg_emblem(kind: str, jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    import base64

    head = ""
    if kind == "entity":
        head, body = (
            f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{jaga.luar}/rahasia.txt">]>',
            "<text>&x;</text>",
        )
    elif kind == "laughs":
        lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        head, body = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{lines}]>', "<text>&a11;</text>"
    elif kind == "deep":
        body = "<g>" * 60_000 + "</g>" * 60_000
    elif kind == "picture bomb":
        held = base64.b64encode(png(60_000, 60_000)).decode()
        body = f'<image href="data:image/png;base64,{held}" width="9" height="9"/>'
    else:
        body = SVG[kind].format(url=jaga.url, luar=jaga.luar) if "{" in SVG[kind] else SVG[kind]
    (ruang / "inputs/instansi/lambang-contoh.svg").write_text(
        f"{head}<svg {NS} viewBox='0 0 9 9'>{body}</svg>"
    )
    assert ("R003", "inputs/instansi/dinas-contoh.yaml") in temuan(jaga, capsys, ruang, "check")
    notula(jaga, capsys, ruang, "build", "-j", "1")
    jaga.bersih(ruang)
    assert not (ruang / "build/contoh").exists()


YAML = {
    "aliases": ("Y005", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefghij", "bcdefghijk", strict=True))),
    "deep": ("Y005", "acara: " + "[" * 70 + "]" * 70 + "\n"),
    "deeper": ("Y001", "acara: " + "[" * 20_000 + "\n"),
    "blocks": ("Y001", "".join(" " * n + "a:\n" for n in range(3_000))),
    "huge": ("Y005", "judul: " + "x" * 20_000_001 + "\n"),
    "python": ("Y004", "judul: !!python/object/apply:os.system ['touch /tmp/jebol']\n"),
    "python name": ("Y003", "!!python/name:os.system : x\n"),
    "include": ("Y004", "judul: !include [{luar}/rahasia.txt]\n"),
    "control": ("Y006", 'judul: "a\\ab"\n'),
}  # fmt: skip


@pytest.mark.parametrize("kind", YAML)
@pytest.mark.parametrize("where", [REKAMAN, "inputs/instansi/dinas-contoh.yaml"])
def test_yaml_that_explodes_or_commands(
    kind: str, where: str, jaga: Jaga, ruang: Path, capsys: Capsys
) -> None:
    code, text = YAML[kind]
    (ruang / where).write_text(
        text.replace("{luar}", str(jaga.luar)).replace(
            "judul:", "judul:" if where == REKAMAN else "singkatan:"
        )
    )
    found = {c for c, file in temuan(jaga, capsys, ruang, "check") if file == where}
    assert code in found or (code == "Y001" and "Y005" in found)
    assert not Path("/tmp/jebol").exists()


def test_words_of_a_record_are_words_on_the_screen(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    """Markup of the console, and commands of the terminal, in a title and a file name."""
    tulis(ruang, "judul: 'Rapat [/b] [red]Contoh[/] [link=http://a.example]x'\nstatus: draf\n", "a[b]c.yaml")
    said = notula(jaga, capsys, ruang, "build", "-j", "1")
    jaga.bersih(ruang)
    assert "[/b]" in said.replace("\n", "")


def test_a_correction_cannot_name_a_record_outside(jaga: Jaga, ruang: Path, capsys: Capsys) -> None:
    from pipeline.lanjut.daftar import rantai
    from pipeline.read import read_record
    from pipeline.workspace import Workspace

    file = tulis(ruang, "ralat: {rekaman: ../../../luar/rahasia}\n")
    with melihat(jaga):
        assert rantai("contoh", read_record(file)[0].rapat, Workspace(ruang)) == [
            "contoh",
            "../../../luar/rahasia",
        ]
    jaga.bersih(ruang)
