"""Hostile inputs by the thousand: real files changed at the level of bytes, lines, XML, ZIP members and PDF objects."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

import pikepdf

Ubah = Callable[[random.Random, bytes], bytes]

_KATA = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"&a ", b"*a", b"<<: *a", b"!!python/object:os.system ", b"!!binary ", b"? ",
    b"- ", b": ", b"|\n", b">\n", b"%YAML 9\n", b"---\n", b"...\n", b"\t", b"\r", b"\x0b\x0c", b"\xc2\x85",
    b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"[" * 90, b"{" * 90, b"'", b'"', b"9" * 400, b"-1", b"1e999",
    b"2026-02-30", b"99.99", b"{{", b"{%", b"../" * 9 + b"etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/",
    b"A" * 5000, b"|" * 200, b"| a | b |\n|---|---|\n", b"1. a\n" * 30, b"<table><tr><td>", b"</div>", b"<" * 300,
    b"&#x110000;", b"&lt;", b"<!DOCTYPE x [<!ENTITY a 'aa'>]>", b"<![CDATA[", b"<?xml?>", b"1 0 obj", b"endobj",
    b"stream\n", b"endstream", b"/Length 99999999", b"/Type /Page", b"<<", b">>", b"[", b"]", b"1 0 R", b"99999 0 R",
    b"/Parent 1 0 R", b"/Kids[1 0 R]", b"/Filter/FlateDecode", b"trailer", b"startxref\n0", b"%%EOF", b"PK\x03\x04",
]  # fmt: skip


def bita(rng: random.Random, data: bytes) -> bytes:
    """Bytes flipped, put in, taken out, doubled, cut off, moved."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, size = rng.randrange(len(out) + 1), rng.choice((1, 2, 8, 64, 512))
        match rng.randrange(7):
            case 0 if at < len(out):
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                out[at:at] = rng.choice(_KATA)
            case 2:
                del out[at : at + size]
            case 3:
                out[at:at] = out[at : at + size] * rng.choice((1, 2, 50))
            case 4 if rng.random() < 0.2:
                del out[at:]
            case 5:
                out[at : at + size] = rng.randbytes(min(size, 16))
            case _:
                there = rng.randrange(len(out) + 1)
                out[at : at + size], out[there : there + size] = (
                    out[there : there + size], out[at : at + size],
                )  # fmt: skip
        del out[400_000:]
    return bytes(out)


def baris(rng: random.Random, data: bytes) -> bytes:
    """Lines doubled, dropped, moved, indented; values replaced by what hurts."""
    lines = data.split(b"\n")
    for _ in range(rng.choice((1, 2, 5))):
        at = rng.randrange(len(lines))
        match rng.randrange(7):
            case 0:
                lines.insert(at, lines[rng.randrange(len(lines))])
            case 1:
                lines.pop(at)
            case 2:
                lines[at] = b" " * rng.randrange(9) + lines[at].lstrip()
            case 3:
                key, colon, _ = lines[at].partition(b":")
                lines[at] = key + colon + b" " + rng.choice(_KATA)
            case 4:
                there = rng.randrange(len(lines))
                lines[at], lines[there] = lines[there], lines[at]
            case 5:
                lines[at] = lines[at].replace(b":", b": &a", 1)
                lines.insert(rng.randrange(len(lines) + 1), b"peserta: [*a, *a, {<<: *a}]")
            case _:
                lines[at : at + 1] = [lines[at]] * rng.choice((2, 20))
        lines = lines or [b""]
    return b"\n".join(lines)


_TANDA = re.compile(rb"<[^<>]{1,400}>")
_NILAI = re.compile(rb'="[^"<>]{0,200}"')


def xml(rng: random.Random, data: bytes) -> bytes:
    """Tags doubled, dropped, nested; attributes given values that nobody writes; document types declared."""
    for _ in range(rng.choice((1, 2, 6))):
        marks = [m.span() for m in _TANDA.finditer(data)]
        if not marks:
            return bita(rng, data)
        start, end = rng.choice(marks)
        tag = data[start:end]
        match rng.randrange(7):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:end] + tag * rng.choice((1, 3, 300)) + data[end:]
            case 2:
                there = rng.choice(marks)[0]
                data = data[:there] + tag + data[there:]
            case 3:
                wrong = rng.choice(
                    (b"", b"-1", b"99999999999", b"x", b"\xc3\xa9", b"#a", b"file:///etc/passwd", b"1e9")
                )
                data = data[:start] + _NILAI.sub(lambda _, w=wrong: b'="' + w + b'"', tag) + data[end:]
            case 4:
                data = data.replace(tag, b"", rng.choice((1, -1)))
            case 5 if rng.random() < 0.2:
                data = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + data
            case _:
                data = data[:end] + rng.choice(_KATA) + data[end:]
        data = data[:1_000_000]
    return data


def paket(rng: random.Random, data: bytes) -> bytes:
    """A ZIP with a member changed, dropped, doubled, renamed; or its directory broken."""
    if rng.random() < 0.15:
        return bita(rng, data)
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    likely = [
        n
        for n, (name, _) in enumerate(parts)
        if re.search(r"document|sheet|header|rels|Types|styles|shared|number", name)
    ]
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.choice(likely or range(len(parts))) if rng.random() < 0.9 else rng.randrange(len(parts))
        name, body = parts[min(at, len(parts) - 1)]
        match rng.randrange(9):
            case 0:
                parts.remove((name, body))
            case 1:
                parts.append((name, bita(rng, body)))
            case 2:
                parts.append((rng.choice(("../" * 5 + "x", "/etc/x", "a\nb", "", "word/" + "d/" * 90)), body))
            case 3:
                parts[min(at, len(parts) - 1)] = (name, bita(rng, body))
            case _:
                parts[min(at, len(parts) - 1)] = (name, xml(rng, body))
        if not parts:
            break
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name, body in parts:
            z.writestr(zipfile.ZipInfo(name), body)
    made = out.getvalue()
    return bita(rng, made) if rng.random() < 0.05 else made


def pdf(rng: random.Random, data: bytes) -> bytes:
    """A PDF with objects changed by a PDF library, or tokens changed in its bytes."""
    if rng.random() < 0.6:
        return _pdf_bita(rng, data)
    try:
        with pikepdf.open(io.BytesIO(data)) as held:
            objects = [
                o for o in held.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)
            ]
            for _ in range(rng.choice((1, 2, 6))):
                _pdf_objek(rng, held, rng.choice(objects), objects)
            out = io.BytesIO()
            held.save(out, static_id=True, compress_streams=False)
            return out.getvalue()
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, KeyError):
        return bita(rng, data)


def _pdf_objek(
    rng: random.Random, held: pikepdf.Pdf, one: pikepdf.Object, all_: list[pikepdf.Object]
) -> None:
    values = [
        -1,
        0,
        2**31,
        10**9,
        pikepdf.Name.Foo,
        pikepdf.String("\0" * 9),
        pikepdf.Array([]),
        pikepdf.Dictionary(),
    ]
    value = rng.choice(values) if rng.random() < 0.6 else rng.choice(all_)
    if isinstance(one, pikepdf.Stream) and rng.random() < 0.5:
        try:
            one.write(bita(rng, one.read_bytes()[:200_000]))
        except (pikepdf.PdfError, ValueError):
            one.write(b"q " * 5000)
    elif isinstance(one, pikepdf.Array):
        if len(one):
            one[rng.randrange(len(one))] = value
    elif keys := [k for k in one.keys() if k != "/Length"]:  # noqa: SIM118 - of pikepdf
        key = rng.choice(keys)
        if rng.random() < 0.3:
            del one[key]
        else:
            one[key] = value


_TOKEN = re.compile(rb"\d+ \d+ R|/[A-Za-z]+|\b\d+\b|<<|>>|obj|stream|xref")


def _pdf_bita(rng: random.Random, data: bytes) -> bytes:
    """Tokens of the file body replaced by others; contents of compressed streams changed."""
    if rng.random() < 0.3:
        found = list(re.finditer(rb"stream\r?\n(.{8,60000}?)\r?\nendstream", data, re.S))
        if found:
            m = rng.choice(found)
            try:
                body = zlib.compress(bita(rng, zlib.decompress(m[1])))
            except zlib.error:
                body = bita(rng, m[1])
            return data[: m.start(1)] + body + data[m.end(1) :]
    tokens = [m.span() for m in _TOKEN.finditer(data)]
    for _ in range(rng.choice((1, 1, 3))):
        if not tokens:
            break
        start, end = rng.choice(tokens)
        a, b = rng.choice(tokens)
        word = data[a:b] if rng.random() < 0.6 else rng.choice(_KATA)
        if start < len(data):
            data = data[:start] + word + data[end:]
    return bita(rng, data) if rng.random() < 0.3 else data


def teks(rng: random.Random, data: bytes) -> bytes:
    """Text changed by lines or by bytes."""
    return baris(rng, data) if rng.random() < 0.6 else bita(rng, data)


def html(rng: random.Random, data: bytes) -> bytes:
    """HTML changed by its tags or by bytes; now and then nested deeper than any page."""
    if rng.random() < 0.02:
        tag = rng.choice((b"<div>", b"<table><tr><td>", b"<ul><li>", b"<b>", b"<span>"))
        return tag * rng.choice((300, 3000)) + data
    return xml(rng, data) if rng.random() < 0.7 else bita(rng, data)
