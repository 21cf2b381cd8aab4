"""Naskah → what a Word template takes: texts with marks, blocks as WordprocessingML.

Styled text travels through docxtpl as plain text with private-use characters around it,
so that an office may write `{{ hari_tanggal }}` anywhere in its template; `docx_runs`
turns the marks into runs afterwards. Records cannot hold such characters: the glyph check
refuses them, and drafts show them as gaps.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pipeline.naskah import Butir, Gambar, KutipanBlok, Paragraf, Subjudul, Tabel, Teks

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


class IsiXml(tuple[Any, ...]):
    """Blocks for `{{p keputusan.isi }}`; as a tuple, for loops over `b.nomor` and `b.teks`."""

    blok: tuple[Any, ...]

    def __html__(self) -> str:
        if not self.blok:
            return ""
        following = (*self.blok[1:], None)
        pairs = zip(self.blok, following, strict=True)
        return "".join(blok_xml(b, ikut=isinstance(after, Butir | Tabel)) for b, after in pairs)

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return isi_xml(self.blok[index]) if isinstance(index, slice) else found


class Objek:
    """A part of the Naskah whose fields a template reads."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def isi_xml(blok: tuple[Any, ...]) -> IsiXml:
    """The blocks as a template takes them."""
    out = IsiXml(Objek({f.name: bungkus(getattr(b, f.name)) for f in fields(b)}) for b in blok)
    out.blok = blok
    return out


_BLOK = (Paragraf, Subjudul, Butir, Tabel, Gambar, KutipanBlok)


def bungkus(value: Any) -> Any:
    """Any part of a Naskah as a template takes it."""
    if isinstance(value, Teks):
        return tanda(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], _BLOK):
            return isi_xml(value)
        return tuple(bungkus(v) for v in value) if value else isi_xml(())
    if isinstance(value, Path):
        return f"{GAMBAR}{value}{GAMBAR_AKHIR}"
    if is_dataclass(value) and not isinstance(value, type):
        return Objek({f.name: bungkus(getattr(value, f.name)) for f in fields(value)})
    return value


def blok_xml(blok: Any, *, ikut: bool = False) -> str:
    """A block as paragraphs and tables in the template's named styles.

    `ikut`: a list or table follows, which a paragraph that leads into it does not leave.
    """
    match blok:
        case Paragraf():
            return _p(f"IsiNaskah{blok.inden or ''}", tanda(blok.teks), keep=ikut)
        case Subjudul():
            return _p(f"Heading{min(blok.tingkat, 4)}", f"{blok.nomor}\t{tanda(blok.teks)}")
        case Butir() if blok.nomor:
            return _p(f"Butir{blok.tingkat}", f"{blok.nomor}\t{tanda(blok.teks)}")
        case Butir():
            return _p("IsiNaskah", tanda(blok.teks))
        case KutipanBlok():
            return _p("KutipanNaskah", tanda(blok.kata), keep=True) + _p(
                "SumberKutipan", f"— {tanda(blok.oleh)}"
            )
        case Gambar():
            mark = f"{GAMBAR}{blok.berkas}|{blok.alt}{GAMBAR_AKHIR}"
            caption = _p("KeteranganGambar", tanda(blok.keterangan)) if blok.keterangan else ""
            return _p("GambarNaskah", mark, keep=bool(caption)) + caption
        case Tabel():
            return _tabel(blok)
        case _:
            raise TypeError(f"not a block: {blok!r}")


def _p(style: str, text: str, *, keep: bool = False, align: str = "") -> str:
    props = f'<w:pStyle w:val="{style}"/>'
    props += "<w:keepNext/>" if keep else ""
    props += f'<w:jc w:val="{align}"/>' if align else ""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in text.split("\t")
    )
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def _tabel(tabel: Tabel) -> str:
    """Fixed columns by share of the text width; the head repeats, rows do not split.

    A short table stays on one page; of a long one no row stands alone at either end.
    """
    width = 5000  # fiftieths of a per cent
    shares = [round(k.lebar * 50) for k in tabel.kolom]
    title = _p("JudulTabel", tanda(tabel.judul), keep=True) if tabel.judul else ""
    grid = "".join(f'<w:gridCol w:w="{s * 18 // 10}"/>' for s in shares)
    head = _row([(_p("KepalaTabel", tanda(k.judul)), s) for k, s in zip(tabel.kolom, shares, strict=True)], head=True)  # fmt: skip
    body: list[str] = []
    for number, row in enumerate(tabel.baris, 1):
        total = tabel.jumlah and number == len(tabel.baris)
        style = "JumlahTabel" if total else "SelTabel"
        left = len(tabel.baris) - number
        keep = left > 0 and (len(tabel.baris) <= TABEL_PENDEK or number == 1 or left == 1)
        cells = [
            (_p(style, tanda(cell), keep=keep, align=_RATA[k.rata] if k.rata != "kiri" else ""), s)
            for cell, k, s in zip(row, tabel.kolom, shares, strict=True)
        ]
        body.append(_row(cells))
    return (
        f'{title}<w:tbl><w:tblPr><w:tblStyle w:val="TabelNaskah"/><w:tblW w:w="{width}" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(body)}</w:tbl>{_p('SelaTabel', '')}"
    )


def _row(cells: list[tuple[str, int]], *, head: bool = False) -> str:
    props = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{s}" w:type="pct"/></w:tcPr>{p}</w:tc>' for p, s in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{inner}</w:tr>"
