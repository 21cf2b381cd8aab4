"""Marks in the text of a rendered Word part → runs, line breaks, script fonts and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from pipeline.reference.glif import BIASA, FON_AKSARA, fon_untuk, perlu_aksara
from pipeline.render.docx_blok import (
    AKHIR,
    AWAL,
    BARIS,
    GAMBAR,
    GAMBAR_AKHIR,
    KOSONG,
    MIRING,
    TEBAL,
)
from pipeline.render.docx_gambar import Cerita
from pipeline.render.raster import raster

_TOKEN = re.compile(f"{AWAL}(.)|({AKHIR})|({BARIS})|{GAMBAR}([^{GAMBAR_AKHIR}]*){GAMBAR_AKHIR}", re.S)
_RTL = "NotoNaskhArabic"


@dataclass(frozen=True)
class Ukuran:
    """Room for pictures in mm: text width, greatest height, and height of the emblem."""

    lebar: float
    tinggi: float
    lambang: float


_TANDA = re.compile(f"[{AWAL}{BARIS}{GAMBAR}]")
_LAIN = re.compile(f"[^{BIASA}{AWAL}-{BARIS}{chr(0xE010)}-{chr(0xE017)}]")
_ARAB = re.compile("[\u0600-\u08ff]")
_BERTANDA = " or ".join(f'contains(., "{mark}")' for mark in (AWAL, BARIS, GAMBAR))


def uraikan(cerita: Cerita, element: Any, xml: str, ukuran: Ukuran, lambang_alt: str) -> set[str]:
    """Expand all marks below the root of a story; the stems of script fonts that came to use.

    `xml` is the same story as text: it tells at once whether there is anything to look for.
    """
    used: set[str] = set()
    runs: dict[Any, None] = {}
    arabic: dict[Any, None] = {}
    if _LAIN.search(xml):
        for t in element.iter(qn("w:t")):
            text = t.text or ""
            if text.isascii():
                continue  # no mark, and nothing that another font must print
            if _TOKEN.search(text) or perlu_aksara(text):
                runs[t.getparent()] = None
            if _ARAB.search(text):
                arabic[next(t.iterancestors(qn("w:p")))] = None
    elif _TANDA.search(xml):
        runs = dict.fromkeys(element.xpath(f".//w:r[w:t[{_BERTANDA}]]"))
    for run in runs:
        for new in _runs(cerita, run, ukuran, lambang_alt, used):
            urutkan(new)
            run.addprevious(new)
        run.getparent().remove(run)
    for p in arabic:
        _direction(p)
    return used


def _runs(cerita: Cerita, run: Any, ukuran: Ukuran, lambang_alt: str, used: set[str]) -> Iterator[Any]:
    props = run.find(qn("w:rPr"))
    for child in run.iterchildren():
        if child.tag == qn("w:rPr"):
            continue
        if child.tag != qn("w:t"):
            new = _run(props)
            new.append(child)
            yield new
            continue
        bits, at, text = 0, 0, child.text or ""
        for m in _TOKEN.finditer(text):
            yield from _plain(text[at : m.start()], props, bits, used)
            at = m.end()
            if m[1]:
                bits = ord(m[1]) - 0xE010
            elif m[2]:
                bits = 0
            elif m[3]:
                new = _run(props)
                new.append(OxmlElement("w:br"))
                yield new
            else:
                yield _picture(cerita, m[4], props, ukuran, lambang_alt)
        yield from _plain(text[at:], props, bits, used)


def _plain(text: str, props: Any, bits: int, used: set[str]) -> Iterator[Any]:
    for stem, piece in _scripts(text):
        new = _run(props)
        r_props = new.get_or_add_rPr()
        if bits & KOSONG:
            style = OxmlElement("w:rStyle")
            style.set(qn("w:val"), "BelumDiisi")
            r_props.insert(0, style)
            mark = OxmlElement("w:highlight")  # on the run: readers ignore it in a style
            mark.set(qn("w:val"), "yellow")
            r_props.append(mark)
        if stem is not None:
            used.add(stem)
            fonts = r_props.get_or_add_rFonts()
            for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{slot}"), FON_AKSARA[stem])
        if bits & TEBAL:
            _toggle(r_props, "w:b", "w:bCs")
        if bits & MIRING:
            _toggle(r_props, "w:i", "w:iCs")
        if stem == _RTL:
            _toggle(r_props, "w:rtl")
        t = OxmlElement("w:t")
        t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        t.text = piece
        new.append(t)
        yield new


def _toggle(r_props: Any, *names: str) -> None:
    for name in names:
        if (old := r_props.find(qn(name))) is not None:
            r_props.remove(old)
        r_props.append(OxmlElement(name))


_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing",
    "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText",
    "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
"""Order of run properties that the schema asks (ECMA-376 17.3.2, CT_RPr)."""


def urutkan(element: Any) -> None:
    """Put the properties of all runs into schema order."""
    rank = {qn(f"w:{name}"): i for i, name in enumerate(_ORDER)}
    for props in element.iter(qn("w:rPr")):
        children = list(props)
        ranked = sorted(children, key=lambda c: rank.get(c.tag, len(rank)))
        if ranked != children:
            for c in ranked:
                props.append(c)


def _scripts(text: str) -> Iterator[tuple[str | None, str]]:
    """The text cut where the font must change; blanks between like letters stay with them."""
    if not text:
        return
    if not perlu_aksara(text):
        yield None, text
        return
    stems = [fon_untuk(c) for c in text]
    start = 0
    for i in range(1, len(text) + 1):
        if i < len(text):
            if stems[i] is None and text[i] in " \u200d\ufe0f" and stems[i - 1] is not None:
                following = next((s for s, c in zip(stems[i:], text[i:], strict=True) if c not in " \u200d\ufe0f"), None)  # fmt: skip
                if following == stems[i - 1] or text[i] != " ":
                    stems[i] = stems[i - 1]
            if stems[i] == stems[start]:
                continue
        yield stems[start], text[start:i]
        start = i


def _direction(p: Any) -> None:
    """A paragraph whose letters are all Arabic runs from right to left."""
    letters = [t.text or "" for t in p.iter(qn("w:t"))]
    whole = "".join(letters)
    if any("\u0600" <= c <= "\u08ff" for c in whole) and not any(c.isascii() and c.isalpha() for c in whole):
        bidi = OxmlElement("w:bidi")
        p.get_or_add_pPr().insert_element_before(
            bidi, "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
            "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
        )  # fmt: skip


def _run(props: Any) -> Any:
    new = OxmlElement("w:r")
    if props is not None:
        new.append(deepcopy(props))
    return new


def _picture(cerita: Cerita, mark: str, props: Any, ukuran: Ukuran, lambang_alt: str) -> Any:
    name, _, alt = mark.partition("|")
    picture = raster(Path(name))
    is_emblem = "|" not in mark  # a picture of the body brings its text alternative
    if is_emblem:
        height, alt = ukuran.lambang, lambang_alt
        width = height * picture.lebar / picture.tinggi
    else:
        width = ukuran.lebar
        height = width * picture.tinggi / picture.lebar
        if height > ukuran.tinggi:
            width, height = width * ukuran.tinggi / height, ukuran.tinggi
    inline = cerita.gambar(picture, Mm(width), Mm(height))
    inline.docPr.set("descr", alt)
    inline.docPr.set("name", "Lambang" if is_emblem else "Gambar")
    inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", "gambar")
    new = _run(props)
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    new.append(drawing)
    return new
