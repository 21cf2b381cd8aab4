"""What a drawing may hold: no document type, nothing from outside, no more than a machine draws in a moment."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator
from math import isfinite
from urllib.parse import unquote_to_bytes

from lxml import etree
from PIL import Image

MAKS_PIKSEL = 50_000_000
"""Pixels of a picture."""
_MAKS_BITA = 5_000_000
_MAKS_UNSUR = 50_000
"""Elements that are drawn, each as often as it is used."""

_URL = re.compile(r"""url\(\s*['"]?\s*([^'")]*)""", re.I)
_GAMBAR = re.compile(r"data:image/(?:png|jpe?g)[;,]", re.I)

Masalah = tuple[str, str]
_LUAR = "menunjuk ke berkas atau jaringan di luar dirinya", "refers to files or a network outside itself"
_RUMIT = "terlalu rumit untuk digambar", "is too complicated to be drawn"


def masalah_svg(data: bytes) -> Masalah | None:
    """What is wrong with an SVG, in both languages; None if nothing. Raises SyntaxError where it is no XML."""
    if len(data) > _MAKS_BITA:
        return "lebih besar dari 5 MB", "is larger than 5 MB"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        return "memuat DOCTYPE, yang tidak diterima", "holds a DOCTYPE, which is refused"
    if etree.QName(root).localname != "svg":
        return "bukan SVG", "is not an SVG"
    nodes = list(root.iter(etree.Element))
    for node in nodes:
        if not _empat_bilangan(node.get("viewBox")):
            return "memuat viewBox yang bukan empat bilangan", "holds a viewBox that is not four numbers"
        for address in _alamat(node):
            if not address.startswith("#") and (why := _masalah_data(address)) is not None:
                return why
    return _RUMIT if len(nodes) > _MAKS_UNSUR or _tergambar(root, nodes) > _MAKS_UNSUR else None


def _empat_bilangan(kotak: str | None) -> bool:
    """Whether a viewBox is absent, or what SVG 2 (8.6) asks for: WeasyPrint stumbles over anything else."""
    if kotak is None:
        return True
    try:
        found = [float(part) for part in kotak.replace(",", " ").split()]
    except ValueError:
        return False
    return len(found) == 4 and all(map(isfinite, found))


def _alamat(node: etree._Element) -> Iterator[str]:
    """Every address that an element names: its links, and those in its styles."""
    for name, value in node.attrib.items():
        if str(name).rpartition("}")[2] in ("href", "src", "base"):
            yield str(value).strip()
        yield from (m[1].strip() for m in _URL.finditer(str(value)))
    if str(node.tag).rpartition("}")[2] == "style":
        css = "".join(str(t) for t in node.itertext())
        yield from (m[1].strip() for m in _URL.finditer(css))
        if "@import" in css.lower() or "\\" in css:  # an escape may spell either
            yield "@import"


def _masalah_data(address: str) -> Masalah | None:
    """Why an address that leads out of the drawing is none of a small picture within it."""
    if not address:
        return None
    if not _GAMBAR.match(address):
        return _LUAR
    head, _, body = address.partition(",")
    try:
        raw = unquote_to_bytes(body)
        held = base64.b64decode(raw) if head.lower().endswith(";base64") else raw
        with Image.open(io.BytesIO(held), formats=("PNG", "JPEG")) as image:
            wide = image.width * image.height > MAKS_PIKSEL
    except Image.DecompressionBombError:
        wide = True
    except (OSError, ValueError, SyntaxError, binascii.Error):
        return "memuat gambar yang rusak", "holds a damaged picture"
    return (
        ("memuat gambar lebih dari 50 megapiksel", "holds a picture of over 50 megapixels") if wide else None
    )


def _tergambar(root: etree._Element, nodes: list[etree._Element]) -> int:
    """How many elements are drawn, each as often as `use`, patterns, masks and markers draw it."""
    named = {str(n.get("id")): n for n in nodes if n.get("id")}
    known: dict[etree._Element, int] = {}
    # without recursion: a drawing may nest as deeply as its maker likes
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    open_: set[etree._Element] = set()
    while stack:
        node, back = stack.pop()
        below = [*node.iterchildren(etree.Element)]
        below += [named[a[1:]] for a in _alamat(node) if a.startswith("#") and a[1:] in named]
        if back:
            open_.discard(node)
            known[node] = min(1 + sum(known.get(b, 0) for b in below), _MAKS_UNSUR + 1)
            continue
        if node in known or node in open_:
            if node in open_:  # it draws itself, for ever
                return _MAKS_UNSUR + 1
            continue
        open_.add(node)
        stack.append((node, True))
        stack += [(b, False) for b in below]
    return known[root]
