"""The Open Packaging container of a Word file: parts by name, relationships, and its bytes.

Parts that a template gives every document are compressed once. Equal parts give equal bytes:
no time, owner or machine is written (ECMA-376 part 2; APPNOTE.TXT 4.3).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname
from xml.sax.saxutils import quoteattr

_HARI_NOL = 0x21
"""1 January 1980, the first day that the format can say."""
_LOKAL = struct.Struct("<4s5H3L2H")
_PUSAT = struct.Struct("<4s6H3L5H2L")
_AKHIR = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class Bagian:
    """A part's bytes, compressed when first asked for."""

    data: bytes

    @cached_property
    def padat(self) -> tuple[bytes, int]:
        """The deflated bytes and the checksum."""
        press = zlib.compressobj(6, zlib.DEFLATED, -15)
        return press.compress(self.data) + press.flush(), zlib.crc32(self.data)


@dataclass
class Paket:
    """The parts of one document, over those of its template, which it never changes."""

    dasar: Mapping[str, Bagian]
    baru: dict[str, Bagian] = field(default_factory=dict)

    def baca(self, name: str) -> bytes:
        """The bytes of a part. Raises KeyError."""
        return (self.baru.get(name) or self.dasar[name]).data

    def ada(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.baru or name in self.dasar

    def tulis(self, name: str, part: Bagian | bytes) -> None:
        """Put a part in place of one, or beside the others."""
        self.baru[name] = part if isinstance(part, Bagian) else Bagian(part)

    def hubungkan(self, source: str, kind: str, target: str, key: str) -> None:
        """A relationship from one part to another. python-docx writes no list of them that is empty."""
        name = f"{dirname(source)}/_rels/{basename(source)}.rels"
        line = f'<Relationship Id="{key}" Type={quoteattr(kind)} Target={quoteattr(f"/{target}")}/>'
        old = self.baca(name).decode() if self.ada(name) else _TANPA_HUBUNGAN
        head, tail = old.split("<Relationships", 1)
        if tail.rstrip().endswith("/>"):  # none yet
            tail = tail.rstrip().removesuffix("/>") + "></Relationships>"
        self.tulis(
            name, f"<Relationships{tail}".replace("</Relationships>", f"{line}</Relationships>").encode()
        )
        if head:
            self.tulis(name, head.encode() + self.baca(name))

    def jenis(self, name: str, kind: str) -> None:
        """Say the content type of a part."""
        types = self.baca(_JENIS).decode()
        line = f'<Override PartName="/{name}" ContentType={quoteattr(kind)}/>'
        if line not in types:
            self.tulis(_JENIS, types.replace("</Types>", f"{line}</Types>").encode())

    def bita(self) -> bytes:
        """The package as a file."""
        out = io.BytesIO()
        listed: list[bytes] = []
        for name, part in {**self.dasar, **self.baru}.items():
            packed, checksum = part.padat
            encoded = name.encode()
            common = (
                20,
                0x800,
                zipfile.ZIP_DEFLATED,
                0,
                _HARI_NOL,
                checksum,
                len(packed),
                len(part.data),
                len(encoded),
            )
            listed.append(
                _PUSAT.pack(b"PK\x01\x02", 0x314, *common, 0, 0, 0, 0, 0o600 << 16, out.tell()) + encoded
            )
            out.write(_LOKAL.pack(b"PK\x03\x04", *common, 0) + encoded + packed)
        start, count, central = out.tell(), len(listed), b"".join(listed)
        out.write(central + _AKHIR.pack(b"PK\x05\x06", 0, 0, count, count, len(central), start, 0))
        return out.getvalue()


_JENIS = "[Content_Types].xml"
_TANPA_HUBUNGAN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def buka(data: bytes) -> dict[str, Bagian]:
    """The parts of a package by name, in their order. Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: Bagian(source.read(name)) for name in source.namelist()}
