"""Embedding of script fonts into a DOCX, so that no machine shows a box (ECMA-376 17.8.1)."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.bawaan import folder_fon
from pipeline.reference.glif import FON_AKSARA

_CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def tanam(document: Any, stems: set[str]) -> None:
    """Embed the fonts with these file stems into a python-docx document."""
    if not stems:
        return
    table = next((r.target_part for r in document.part.rels.values() if r.reltype == RT.FONT_TABLE), None)
    if table is None:
        return
    entries = []
    for number, stem in enumerate(sorted(stems), 1):
        data = (folder_fon() / f"{stem}-Regular.ttf").read_bytes()
        key = _guid(data)
        name = PackURI(f"/word/fonts/font{number}.odttf")
        part = Part(name, _CONTENT, kaburkan(data, key), document.part.package)
        r_id = table.relate_to(part, RT.FONT)
        entries.append(
            f"<w:font w:name={quoteattr(FON_AKSARA[stem])}>"
            f'<w:embedRegular xmlns:r="{_R}" r:id="{r_id}" w:fontKey="{key}"/></w:font>'
        )
    xml = table.blob.decode("utf-8")
    table._blob = re.sub(r"</w:fonts>", "".join(entries) + "</w:fonts>", xml).encode()
    settings = document.settings.element
    if settings.find(qn("w:embedTrueTypeFonts")) is None:
        flag = OxmlElement("w:embedTrueTypeFonts")
        zoom = settings.find(qn("w:zoom"))
        if zoom is not None:
            zoom.addnext(flag)
        else:
            settings.insert(0, flag)


def _guid(data: bytes) -> str:
    """A GUID made from the font itself, so that equal documents have equal bytes."""
    h = hashlib.sha256(data).hexdigest().upper()
    return f"{{{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:32]}}}"


def kaburkan(data: bytes, key: str) -> bytes:
    """The font with its first 32 bytes exclusive-or'd with the reversed GUID; its own inverse."""
    mask = bytes.fromhex(re.sub(r"[{}-]", "", key))[::-1]
    head = bytes(b ^ mask[i % 16] for i, b in enumerate(data[:32]))
    return head + data[32:]
