"""Embedding of script fonts into a DOCX, so that no machine shows a box (ECMA-376 17.8.1)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from pipeline.bawaan import folder_fon
from pipeline.reference.glif import FON_AKSARA
from pipeline.render.docx_paket import Bagian, Paket
from pipeline.sandaran import baca

_CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def tanam(package: Paket, table: str | None, settings: str | None, stems: set[str]) -> None:
    """Embed the fonts with these file stems; `table` and `settings` are the parts that tell of it."""
    if not stems or table is None:
        return
    entries = []
    for number, stem in enumerate(sorted(stems), 1):
        key, part = _fon(baca(folder_fon() / f"{stem}-Regular.ttf"))
        name, r_id = f"word/fonts/font{number}.odttf", f"rFon{number}"
        package.tulis(name, part)
        package.jenis(name, _CONTENT)
        package.hubungkan(table, RT.FONT, name, r_id)
        entries.append(
            f"<w:font w:name={quoteattr(FON_AKSARA[stem])}>"
            f'<w:embedRegular xmlns:r="{_R}" r:id="{r_id}" w:fontKey="{key}"/></w:font>'
        )
    xml = package.baca(table).decode("utf-8")
    package.tulis(table, xml.replace("</w:fonts>", "".join(entries) + "</w:fonts>").encode())
    if settings is not None:
        package.tulis(settings, _tertanam(package.baca(settings)))


@cache
def _fon(data: bytes) -> tuple[str, Bagian]:
    """The key of a shipped font and its part, which is compressed once a process."""
    key = _guid(data)
    return key, Bagian(kaburkan(data, key))


def _tertanam(settings: bytes) -> bytes:
    """The settings with the word that fonts are embedded."""
    root = parse_xml(settings)
    if root.find(qn("w:embedTrueTypeFonts")) is None:
        flag = OxmlElement("w:embedTrueTypeFonts")
        zoom = root.find(qn("w:zoom"))
        if zoom is not None:
            zoom.addnext(flag)
        else:
            root.insert(0, flag)
    return bytes(serialize_part_xml(root))


def _guid(data: bytes) -> str:
    """A GUID made from the font itself, so that equal documents have equal bytes."""
    h = hashlib.sha256(data).hexdigest().upper()
    return f"{{{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:32]}}}"


def kaburkan(data: bytes, key: str) -> bytes:
    """The font with its first 32 bytes exclusive-or'd with the reversed GUID; its own inverse."""
    mask = bytes.fromhex(re.sub(r"[{}-]", "", key))[::-1]
    head = bytes(b ^ mask[i % 16] for i, b in enumerate(data[:32]))
    return head + data[32:]
