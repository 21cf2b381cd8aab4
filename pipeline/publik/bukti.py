"""Bytes of a public copy → where something that must be masked still stands.

Both files are opened again and everything in them is read: pages, metadata, attachments,
each decompressed stream, each string, each part of the Word package, and the bytes between.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Literal

import pikepdf
from lxml import etree

from pipeline.proof.extract import pages_of_pdf, text_of_docx
from pipeline.reference.lipat import Nilai, Pencari
from pipeline.reference.pribadi import pribadi

Sifat = Literal["prosa", "teks", "bita"]
PROSA: Sifat = "prosa"
TEKS: Sifat = "teks"
BITA: Sifat = "bita"
"""Words that people read; strings of a file format; bytes of any kind."""

Bagian = tuple[str, str | bytes, Sifat]
Bocor = tuple[str, str]
"""What kind of thing, and where."""


def periksa(pdf: bytes, docx: bytes, rahasia: Sequence[Nilai], boleh: Sequence[Nilai]) -> list[Bocor]:
    """What two files still say of what they must not, each kind and place once.

    `boleh` are numbers and addresses of the letterhead. Personal data of the known kinds may stand nowhere in
    the text, whether the record knew of it or not.
    """
    found: dict[Bocor, None] = {}
    allowed = {n.jarum for n in boleh}
    seeker = Pencari(rahasia)
    for texts, words in ((_pdf(pdf), "PDF"), (_docx(docx), "DOCX")):
        for place, text, kind in texts:
            hits = seeker.dalam_bita(text) if isinstance(text, bytes) else seeker.dalam_teks(text)
            for value in hits:
                found[_jenis(value), f"{place} ({words})"] = None
            if kind == PROSA and isinstance(text, str):
                for jenis in _baru(text, allowed):
                    found[jenis, f"{place} ({words})"] = None
    return list(found)


def masih_terbaca(text: str, rahasia: Sequence[Nilai], boleh: Sequence[Nilai]) -> list[str]:
    """The kinds of thing that words beside the files still say of what they must not."""
    hits = [_jenis(value) for value in Pencari(rahasia).dalam_teks(text)]
    return list(dict.fromkeys([*hits, *_baru(text, {n.jarum for n in boleh})]))


def _jenis(value: Nilai) -> str:
    return "nomor atau NIP" if value.jenis == "angka" else "kata yang disamarkan"


def _baru(text: str, allowed: set[str]) -> Iterator[str]:
    """Kinds of personal data that a text holds and the letterhead does not."""
    for t in pribadi(text):
        if not any(t.nilai.jarum in a or a in t.nilai.jarum for a in allowed if a):
            yield t.jenis


def _pdf(data: bytes) -> Iterator[Bagian]:
    """Each text of a PDF with its place and kind."""
    yield "bita berkas", data, BITA
    for number, page in enumerate(pages_of_pdf(data), 1):
        yield f"halaman {number}", page, PROSA
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, attached in pdf.attachments.items():
            body = attached.get_file().read_bytes()
            yield "nama sertaan", name, PROSA
            yield from _isi(f"sertaan {name}", body, teks=not name.endswith(".json") or b"\0" not in body)
        for key, value in pdf.docinfo.items():
            yield f"Info {key}", str(value), PROSA
        yield "untai objek", "\n".join(text for item in pdf.objects for text in _untai(item)), TEKS
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                yield from _aliran(f"objek {item.objgen[0]}", item)


def _aliran(where: str, item: pikepdf.Stream) -> Iterator[Bagian]:
    """A stream as it is, and decompressed where a filter is known."""
    yield where, item.read_raw_bytes(), BITA
    try:
        body = item.read_bytes(pikepdf.StreamDecodeLevel.all)
    except pikepdf.PdfError:
        return  # an image of a kind that only viewers decode; its bytes were read above
    xmp = item.get("/Type") == pikepdf.Name.Metadata
    yield from _isi(where, body, teks=xmp)


def _untai(item: object, depth: int = 0) -> Iterator[str]:
    """The strings of an object without those of other objects."""
    if depth > 40:
        return
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            if not _lain(part):
                yield from _untai(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in item.items():
            yield str(key)
            if not _lain(part):
                yield from _untai(part, depth + 1)


def _lain(part: object) -> bool:
    return isinstance(part, pikepdf.Object) and part.is_indirect


def _docx(data: bytes) -> Iterator[Bagian]:
    """Each text of a Word package with its place."""
    yield "bita berkas", data, BITA
    yield "isi", text_of_docx(data), PROSA
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield "komentar paket", package.comment, BITA
        for entry in package.infolist():
            yield "nama bagian", entry.filename, PROSA
            yield from _isi(entry.filename, package.read(entry), teks=False)
            if entry.filename.endswith((".xml", ".rels")):
                root = etree.fromstring(
                    package.read(entry), etree.XMLParser(resolve_entities=False, no_network=True)
                )
                yield entry.filename, "".join(str(t) for t in root.itertext()), TEKS
                said = [str(v) for element in root.iter() for v in element.attrib.values()]
                said += [str(e.text) for e in root.iter(etree.Comment)]
                yield entry.filename, "\n".join(said), TEKS


def _isi(where: str, body: bytes, *, teks: bool) -> Iterator[Bagian]:
    yield where, body, BITA
    if teks:
        yield where, body.decode("utf-8", "replace"), PROSA
