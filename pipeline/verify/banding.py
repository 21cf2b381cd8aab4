"""Two PDFs held against each other: bytes, attachments, text, looks, and what acts by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipeline.proof.extract import pages_of_pdf, squeeze
from pipeline.sertaan import TEMPLAT
from pipeline.verify.isi import Isi
from pipeline.verify.laporan import BuatUlang
from pipeline.verify.ulang import versi, versi_kini

Kotak = tuple[float, float, float, float]
"""A rectangle in points: left, bottom, right, top."""

_TITIK = 100
"""Dots per inch at which two pages are compared by eye's measure."""
_TEPI = 2
"""Pixels around a rectangle that belong to it: lines are drawn over its edge."""
_HIDUP = frozenset({"/JS", "/AA", "/OpenAction", "/XFA", "/OCProperties", "/OC", "/RichMediaContent"})
_TINDAKAN = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Hide", "/SetOCGState", "/GoToR", "/Rendition"}
)


def bandingkan(original: bytes, made: bytes, isi: Isi, isi_kini: Isi) -> BuatUlang:
    """Whether two PDFs are the same, and where not.

    Raises pdfium.PdfiumError and pikepdf.PdfError where the original cannot be opened.
    """
    then, now = versi(isi.sertaan.get(TEMPLAT, b"")), versi_kini()
    if original == made:
        return BuatUlang(True, True, len(made), then, now, teks_sama=True)
    first = next((i for i, (a, b) in enumerate(zip(original, made, strict=False)) if a != b), None)
    names = tuple(name for name in isi_kini.sertaan if isi.sertaan.get(name, b"") != isi_kini.sertaan[name])
    texts, texts_now = pages_of_pdf(original), pages_of_pdf(made)
    return BuatUlang(
        True, False, len(made), then, now,
        beda_bita=min(len(original), len(made)) if first is None else first,
        beda_sertaan=names,
        beda_teks=_beda(texts, texts_now),
        beda_rupa=beda_rupa(original, made),
        teks_sama=squeeze("".join(texts)) == squeeze("".join(texts_now)),
        beda_hidup=tuple(sorted(_hidup(original) - _hidup(made))),
        beda_klaim=tuple(sorted(_klaim(isi) ^ _klaim(isi_kini))),
    )  # fmt: skip


def _beda(first: Sequence[str], second: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the pages that differ, or that only one of the two has."""
    longer = max(len(first), len(second))
    return tuple(n + 1 for n in range(longer) if first[n : n + 1] != second[n : n + 1])


def _klaim(isi: Isi) -> frozenset[str]:
    """What the metadata says, the version aside."""
    own = {f"{k}: {v}" for k, v in isi.arsip.sifat.items() if k != "versi"}
    return frozenset({f"PDF/A {isi.arsip.pdfa}", f"PDF/UA {isi.arsip.pdfua}", *own})


def beda_rupa(
    first: bytes, second: bytes, kecuali: Mapping[int, Sequence[Kotak]] | None = None
) -> tuple[int, ...]:
    """The pages, counted from 1, that look different outside the rectangles given by page, counted from 0.

    Pages are drawn one by one, since a long document's pictures do not fit into memory.
    """
    a, b = pdfium.PdfDocument(first), pdfium.PdfDocument(second)
    try:
        for document in (a, b):
            document.init_forms()  # else no field is drawn, and an overlay may be one
        shared = min(len(a), len(b))
        apart = [n for n in range(shared) if _lain(a[n], b[n], (kecuali or {}).get(n, ()))]
        return tuple(n + 1 for n in (*apart, *range(shared, max(len(a), len(b)))))
    finally:
        a.close()
        b.close()


def _lain(first: pdfium.PdfPage, second: pdfium.PdfPage, besides: Sequence[Kotak]) -> bool:
    if first.get_size() != second.get_size() or first.get_rotation() != second.get_rotation():
        return True
    return bool(_gambar(first, besides).tobytes() != _gambar(second, besides).tobytes())


def _gambar(page: pdfium.PdfPage, besides: Sequence[Kotak]) -> Image.Image:
    scale = _TITIK / 72
    image: Image.Image = page.render(scale=scale).to_pil()
    pen, height = ImageDraw.Draw(image), page.get_height()
    for x1, y1, x2, y2 in besides:
        left, top = x1 * scale - _TEPI, (height - y2) * scale - _TEPI
        pen.rectangle((left, top, x2 * scale + _TEPI, (height - y1) * scale + _TEPI), fill="white")
    return image


def _hidup(data: bytes) -> frozenset[str]:
    """What a reader program would carry out or hide: no document of Notula holds any."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            found.update(_tanda(item, 0))
    return frozenset(found)


def _tanda(item: object, depth: int) -> Iterator[str]:
    if (depth and getattr(item, "is_indirect", False)) or depth > 50:
        return  # it comes by itself
    if isinstance(item, pikepdf.Array):
        for value in item:
            yield from _tanda(value, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        entries = dict(item.items())
        yield from _HIDUP & set(entries)
        if str(entries.get("/S", "")) in _TINDAKAN:
            yield str(entries["/S"])
        if "/Rect" in entries and "/Subtype" in entries:
            yield f"{entries['/Subtype']} {entries.get('/F', '')}".strip()
        for value in entries.values():
            yield from _tanda(value, depth + 1)
