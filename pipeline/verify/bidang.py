"""The signature fields of a Notula document: those it was made with, where they were, and nothing beside them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import enumerate_sig_fields

from pipeline.baca_pdf import Pembaca, nilai
from pipeline.findings import Finding, Place
from pipeline.render.bidang import AWALAN
from pipeline.verify.aturan import V022, V024
from pipeline.verify.banding import Kotak, beda_rupa


def periksa_bidang(reader: Pembaca, data: bytes, base: bytes, place: Place) -> list[Finding]:
    """What signing brought to the pages beyond the fields of the document itself.

    The policy of differences allows new signature fields with any picture anywhere (ISO
    32000-2 section 12.8.2.2); here nothing may be seen outside the fields laid at rendering,
    and new fields may only hold document timestamps that are seen nowhere.
    Raises the reader's errors on a broken structure.
    """
    laid = {name: _kotak(ref) for name, _, ref in enumerate_sig_fields(reader.get_historical_resolver(0))}
    found: list[Finding] = []
    for name, value, ref in enumerate_sig_fields(reader):
        if (why := _asing(str(name), value, ref, laid)) is not None:
            found.append(V022.at(place, bidang=name, rinci=why[0], rinci_en=why[1]))
    pages = beda_rupa(base, data, _ruang(base))
    if pages:
        found.append(V024.at(place, halaman=", ".join(map(str, pages))))
    return found


def _asing(name: str, value: Any, ref: Any, laid: dict[str, Kotak | None]) -> tuple[str, str] | None:
    """Why a field is no part of the document; None where it is."""
    box = _kotak(ref)
    if name in laid:
        if name.startswith(AWALAN) and box is not None and box == laid[name]:
            return None
        return "tempatnya dipindahkan", "it was moved"
    entry = value.get_object() if value is not None else None
    if not isinstance(entry, generic.DictionaryObject) or nilai(entry, "/Type") != "/DocTimeStamp":
        return "tidak ada pada naskah dasarnya", "the document below has no such field"
    if box is None or not (box[0] == box[2] or box[1] == box[3]):
        return "stempel waktu yang tampak di halaman", "a timestamp that is seen on a page"
    return None


def _kotak(ref: Any) -> Kotak | None:
    """The rectangle of a field that is its own only widget; None for a field with several."""
    entry = ref.get_object()
    if "/Kids" in entry:
        return None
    return _tegak(nilai(entry, "/Rect", (0, 0, 0, 0)))


def _tegak(numbers: Iterable[Any]) -> Kotak:
    """A /Rect, which may name any two opposite corners, as left, bottom, right, top."""
    x1, y1, x2, y2 = (float(v) for v in numbers)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _ruang(base: bytes) -> dict[int, list[Kotak]]:
    """The rectangles of the fields of a document by page, counted from 0."""
    with pikepdf.open(io.BytesIO(base)) as pdf:
        return {number: list(_pada(page)) for number, page in enumerate(pdf.pages)}


def _pada(page: pikepdf.Page) -> Iterator[Kotak]:
    for widget in page.obj.get("/Annots", ()):
        if str(widget.get("/T", "")).startswith(AWALAN) and widget.get("/FT") == pikepdf.Name.Sig:
            yield _tegak(widget.Rect)
