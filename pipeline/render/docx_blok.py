"""Naskah → what a Word template takes: texts with marks, blocks as WordprocessingML.

Styled text travels through docxtpl as plain text with private-use characters around it,
so that an office may write `{{ hari_tanggal }}` anywhere in its template; `docx_runs`
turns the marks into runs afterwards. Records cannot hold such characters: the glyph check
refuses them, and drafts show them as gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pipeline.naskah import Butir, Gambar, KutipanBlok, Paragraf, Span, Subjudul, Tabel, Teks
from pipeline.reference.glif import perlu_aksara

AWAL, AKHIR, BARIS = "\ue001", "\ue002", "\ue007"
GAMBAR, GAMBAR_AKHIR = "\ue003", "\ue004"
TEBAL, MIRING, KOSONG = 1, 2, 4
"""Bits of the character that follows AWAL, counted from U+E010."""

TABEL_PENDEK = 8
"""Rows of a table that is not divided between pages."""

_RATA = {"kiri": "left", "tengah": "center", "kanan": "right"}


def tanda(teks: Teks) -> str:
    """The text with marks around its styled runs."""
    out: list[str] = []
    for s in teks.spans:
        words = s.teks.replace("\n", BARIS).replace("\t", " ")
        bits = TEBAL * s.tebal + MIRING * s.miring + KOSONG * s.kosong
        out.append(f"{AWAL}{chr(0xE010 + bits)}{words}{AKHIR}" if bits else words)
    return "".join(out)


class Objek:
    """A part of the Naskah whose fields a template reads."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


class IsiXml(Sequence[Objek]):
    """Blocks for `{{p keputusan.isi }}`; for loops also the objects behind, made when asked for."""

    def __init__(self, blok: tuple[Any, ...]) -> None:
        self.blok = blok

    def __html__(self) -> str:
        if not self.blok:
            return ""
        following = (*self.blok[1:], None)
        pairs = zip(self.blok, following, strict=True)
        return "".join(blok_xml(b, ikut=isinstance(after, Butir | Tabel)) for b, after in pairs)

    def __len__(self) -> int:
        return len(self.blok)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return IsiXml(self.blok[index])
        return _objek(self.blok[index])


def _objek(value: Any) -> Objek:
    return Objek({f.name: bungkus(getattr(value, f.name)) for f in fields(value)})


_BLOK = (Paragraf, Subjudul, Butir, Tabel, Gambar, KutipanBlok)


def bungkus(value: Any) -> Any:
    """Any part of a Naskah as a template takes it."""
    if isinstance(value, Teks):
        return tanda(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], _BLOK):
            return IsiXml(value)
        return tuple(bungkus(v) for v in value) if value else IsiXml(())
    if isinstance(value, Path):
        return f"{GAMBAR}{value}{GAMBAR_AKHIR}"
    if is_dataclass(value) and not isinstance(value, type):
        return _objek(value)
    return value


def blok_xml(blok: Any, *, ikut: bool = False) -> str:
    """A block as paragraphs and tables in the template's named styles.

    `ikut`: a list or table follows, which a paragraph that leads into it does not leave.
    """
    match blok:
        case Paragraf():
            return _p(f"IsiNaskah{blok.inden or ''}", lari(blok.teks), keep=ikut)
        case Subjudul():
            return _p(f"Heading{min(blok.tingkat, 4)}", _bernomor(blok.nomor, blok.teks))
        case Butir() if blok.nomor:
            return _p(f"Butir{blok.tingkat}", _bernomor(blok.nomor, blok.teks))
        case Butir():
            return _p("IsiNaskah", lari(blok.teks))
        case KutipanBlok():
            source = lari(Teks((Span("— "), *blok.oleh.spans)))
            return _p("KutipanNaskah", lari(blok.kata), keep=True) + _p("SumberKutipan", source)
        case Gambar():
            mark = f"{GAMBAR}{blok.berkas}|{blok.alt}{GAMBAR_AKHIR}"
            caption = _p("KeteranganGambar", lari(blok.keterangan)) if blok.keterangan else ""
            return _p("GambarNaskah", _kata("", mark), keep=bool(caption)) + caption
        case Tabel():
            return _tabel(blok)
        case _:
            raise TypeError(f"not a block: {blok!r}")


def lari(teks: Teks) -> str:
    """Text as runs. What needs another font keeps its marks, for `docx_runs` to divide."""
    out: list[str] = []
    pending, bits = "", 0
    for span in teks.spans:
        if perlu_aksara(span.teks):
            return _kata("", tanda(teks))
        own = TEBAL * span.tebal + MIRING * span.miring + KOSONG * span.kosong
        if own != bits and pending:
            out.append(_kata(_SIFAT[bits], pending))
            pending = ""
        bits = own
        pending += span.teks
    out.append(_kata(_SIFAT[bits], pending))
    return "".join(out)


_SIFAT = tuple(
    f"<w:rPr>{inside}</w:rPr>" if inside else ""
    for bits in range(8)
    for inside in [
        '<w:rStyle w:val="BelumDiisi"/>' * bool(bits & KOSONG)
        + "<w:b/><w:bCs/>" * bool(bits & TEBAL)
        + "<w:i/><w:iCs/>" * bool(bits & MIRING)
        + '<w:highlight w:val="yellow"/>' * bool(bits & KOSONG)  # readers ignore it in a style
    ]
)
"""Run properties by bits, in the order of the schema (ECMA-376 17.3.2, CT_RPr)."""


def _kata(props: str, text: str) -> str:
    made = f'<w:r>{props}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    if "\n" in text:
        between = f'</w:t></w:r><w:r><w:br/></w:r><w:r>{props}<w:t xml:space="preserve">'
        made = made.replace("\n", between)
    return made.replace("\t", " ")


def _bernomor(nomor: str, teks: Teks) -> str:
    return f"{_kata('', nomor)}<w:r><w:tab/></w:r>{lari(teks)}"


def _p(style: str, runs: str, *, keep: bool = False, align: str = "") -> str:
    props = f'<w:pStyle w:val="{style}"/>'
    props += "<w:keepNext/>" if keep else ""
    props += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def _tabel(tabel: Tabel) -> str:
    """Fixed columns by share of the text width; the head repeats, rows do not split.

    A short table stays on one page; of a long one no row stands alone at either end.
    """
    width = 5000  # fiftieths of a per cent
    shares = [round(k.lebar * 50) for k in tabel.kolom]
    title = _p("JudulTabel", lari(tabel.judul), keep=True) if tabel.judul else ""
    grid = "".join(f'<w:gridCol w:w="{s * 18 // 10}"/>' for s in shares)
    head = _row([(_p("KepalaTabel", lari(k.judul)), s) for k, s in zip(tabel.kolom, shares, strict=True)], head=True)  # fmt: skip
    aligned = [_RATA[k.rata] if k.rata != "kiri" else "" for k in tabel.kolom]
    body: list[str] = []
    for number, row in enumerate(tabel.baris, 1):
        total = tabel.jumlah and number == len(tabel.baris)
        style = "JumlahTabel" if total else "SelTabel"
        left = len(tabel.baris) - number
        keep = left > 0 and (len(tabel.baris) <= TABEL_PENDEK or number == 1 or left == 1)
        cells = [
            (_p(style, lari(cell), keep=keep, align=align), s)
            for cell, align, s in zip(row, aligned, shares, strict=True)
        ]
        body.append(_row(cells))
    return (
        f'{title}<w:tbl><w:tblPr><w:tblStyle w:val="TabelNaskah"/><w:tblW w:w="{width}" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(body)}</w:tbl>{_p('SelaTabel', _kata('', ''))}"
    )


def _row(cells: list[tuple[str, int]], *, head: bool = False) -> str:
    props = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{s}" w:type="pct"/></w:tcPr>{p}</w:tc>' for p, s in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{inner}</w:tr>"
