"""Writing of the PDF (pydyf 0.13.0): each object is encoded once, numbers and names quickly."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import md5
from math import ceil, log
from typing import Any

import pydyf
from pydyf import Array, Dictionary, Stream, String
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

from pipeline.sampah import kembalikan

_asli_to_bytes = pydyf._to_bytes
_asli_write = pydyf.PDF.write
_asli_add_tags = tags.add_tags


TINGKAT = 6
"""Effort of compression, zlib's own choice. WeasyPrint's 9 takes five times as long for 6 % fewer bytes."""


def _to_bytes(item: Any) -> bytes:
    """`pydyf._to_bytes`, the kinds that come often asked first."""
    kind = type(item)
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is float and not item.is_integer():
        return f"{item:f}".rstrip("0").encode("ascii")
    return _asli_to_bytes(item)  # type: ignore[no-any-return]


def _stream_data(self: Stream) -> bytes:
    """`pydyf.Stream.data`, without a call for what is bytes already."""
    stream = b"\n".join([item if type(item) is bytes else _to_bytes(item) for item in self.stream])
    extra = Dictionary(self.extra.copy())
    if self.compress:
        extra["Filter"] = "/FlateDecode"
        compressobj = zlib.compressobj(level=TINGKAT)
        stream = compressobj.compress(stream)
        stream += compressobj.flush()
    extra["Length"] = len(stream)
    return b"\n".join((extra.data, b"stream", stream, b"endstream"))


def _page_references(self: pydyf.PDF) -> tuple[bytes, ...]:
    """`pydyf.PDF.page_references`, kept until a page is added.

    The structure tree asks for it once an element, which made its cost grow with the square
    of the number of pages.
    """
    kids = self.pages["Kids"]
    kept = self.__dict__.get("_acuan_halaman")
    if kept is None or kept[0] != len(kids):
        made = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        kept = self._acuan_halaman = (len(kids), made)
    return kept[1]  # type: ignore[no-any-return]


def _write(
    self: pydyf.PDF, output: Any, version: Any = b"1.7", identifier: Any = False, compress: bool = False
) -> None:
    """`pydyf.PDF.write` with object streams; the identifier is made of the bytes already encoded.

    The original encodes, and so compresses, every object a second time for the identifier.
    """
    version = _to_bytes(version or b"1.7")
    if not (version >= b"1.5" and compress):
        _asli_write(self, output, version, identifier, compress)
        return
    if identifier not in (False, True, None):
        identifier = _to_bytes(identifier)
    if self.info:
        self.add_object(self.info)
    self.write_line(b"%PDF-" + version, output)
    self.write_line(b"%\xf0\x9f\x96\xa4", output)

    packed: list[tuple[int, bytes]] = []
    whole = md5()
    for made in self.objects:
        if made.free == "f":
            continue
        data = made.data
        whole.update(data)
        if made.compressible:
            packed.append((made.number, data))
            continue
        made.offset = self.current_position
        self.write_line(b"%d %d obj\n" % (made.number, made.generation) + data + b"\nendobj", output)
    _cross_reference(self, output, packed, whole, identifier)
    self.write_line(b"startxref", output)
    self.write_line(f"{self.xref_position}".encode(), output)
    self.write_line(b"%%EOF", output)


def _cross_reference(
    pdf: pydyf.PDF, output: Any, packed: list[tuple[int, bytes]], whole: Any, identifier: Any
) -> None:
    """The object stream of what is packed, and the cross-reference stream."""
    head: list[int] = []
    stream: list[Any] = [head]
    position = 0
    for number, data in packed:
        stream.append(data)
        head += (number, position)
        position += len(data) + 1
    stream[0] = " ".join(map(str, head))
    holder = Stream(stream, {"Type": "/ObjStm", "N": len(packed), "First": len(stream[0]) + 1}, True)
    holder.offset = pdf.current_position
    pdf.add_object(holder)
    data = holder.data
    whole.update(data)
    pdf.write_line(b"%d 0 obj\n" % holder.number + data + b"\nendobj", output)

    entries: list[tuple[int, int, int]] = []
    index = 0
    for made in pdf.objects:
        if made.compressible:
            entries.append((2, holder.number, index))
            index += 1
        else:
            entries.append((bool(made.number), made.offset, made.generation))
    entries.append((1, pdf.current_position, 0))
    largest = max(max(made.generation for made in pdf.objects), len(packed))
    lengths = (1, ceil(log(pdf.current_position + 1, 256)), ceil(log(largest + 1, 256)))
    body = b"".join(
        value.to_bytes(length, "big") for line in entries for length, value in zip(lengths, line, strict=True)
    )
    extra = {
        "Type": "/XRef", "Index": Array((0, len(pdf.objects) + 1)), "W": Array(lengths),
        "Size": len(pdf.objects) + 1, "Root": pdf.catalog.reference,
    }  # fmt: skip
    if pdf.info:
        extra["Info"] = pdf.info.reference
    if identifier:
        digest = whole.hexdigest().encode()
        first = digest if identifier is True else identifier
        extra["ID"] = Array((String(first).data, String(digest).data))
    table = Stream([body], extra, True)
    pdf.xref_position = table.offset = pdf.current_position
    pdf.add_object(table)
    pdf.write_line(table.indirect, output)


_SEKALIAN = 25
"""Pages after whose boxes memory is given back."""


class Halaman(list[Any]):
    """Pages that are gone through once more at most: each lets go of its boxes as the next is asked for."""

    def __iter__(self) -> Iterator[Any]:
        for number, page in enumerate(super().__iter__(), 1):
            yield page
            _lepaskan(page._page_box)
            page._page_box = None
            if number % _SEKALIAN == 0:
                kembalikan()


def _lepaskan(box: Any) -> None:
    """Cut the circle from a table through what its columns know of it, so that a page goes when let go of."""
    if isinstance(box, boxes.TableBox):
        for group in box.column_groups:
            for column in (group, *group.children):
                column.__dict__.pop("get_cells", None)
    elif isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
        for child in box.children:
            _lepaskan(child)


class _Terakhir:
    """A document of which only the pages are asked, for the last time."""

    def __init__(self, pages: list[Any]) -> None:
        self.pages = Halaman(pages)


def _add_tags(pdf: pydyf.PDF, document: Any, *args: Any) -> None:
    """`add_tags`, the last that needs the boxes: where the document says so, the tree takes their place."""
    _asli_add_tags(pdf, _Terakhir(document.pages) if hasattr(document, "sekali_tulis") else document, *args)


TAMBALAN = (
    (tags, "add_tags", _add_tags),
    (pydyf, "_to_bytes", _to_bytes),
    (pydyf.Stream, "data", property(_stream_data)),
    (pydyf.PDF, "page_references", property(_page_references)),
    (pydyf.PDF, "write", _write),
)
