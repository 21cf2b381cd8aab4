"""A Typst source with the words, headings and tables of a Naskah, to measure Typst by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from pipeline.naskah import Bagian, Butir, KutipanBlok, Lampiran, Naskah, Paragraf, Subjudul, Tabel, Teks
from pipeline.proof import pieces

_KEPALA = (
    '#set page(paper: "a4", margin: (left: 30mm, right: 20mm, y: 25mm), numbering: "1")\n'
    '#set text(font: "Liberation Sans", size: 12pt, lang: "id")\n#set par(justify: true)\n'
)


def sumber_typst(naskah: Naskah) -> str:
    """The document as Typst markup; pictures are left out."""
    parts = (p for f in fields(naskah.isi) for p in _susun(getattr(naskah.isi, f.name)))
    return _KEPALA + "\n\n".join(parts)


def _susun(value: Any) -> Iterator[str]:
    match value:
        case Bagian() | Lampiran():
            yield f"= {_aman(value.nomor)} {_isi(value.judul)}"
            yield from _susun(value.isi)
        case Subjudul():
            yield f"== {_aman(value.nomor)} {_isi(value.teks)}"
        case Butir():
            yield f"#block(inset: (left: {6 * value.tingkat}mm))[{_aman(value.nomor)} {_isi(value.teks)}]"
        case Tabel():
            widths = ", ".join(f"{k.lebar}fr" for k in value.kolom)
            head = ", ".join(f"[{_isi(k.judul)}]" for k in value.kolom)
            cells = ", ".join(f"[{_isi(cell)}]" for row in value.baris for cell in row)
            yield f"#table(columns: ({widths}), table.header({head}), {cells})"
        case Paragraf() | KutipanBlok() | Teks() | str():
            yield " ".join(_aman(p) for p in pieces(value))
        case tuple():
            for item in value:
                yield from _susun(item)
        case _:
            yield from (_aman(p) for p in pieces(value))


def _isi(value: Teks | str) -> str:
    return _aman(value if isinstance(value, str) else value.polos)


def _aman(text: str) -> str:
    escaped = re.sub(r"([\\#\[\]*_`$<>@=+/~-])", r"\\\1", text)
    return escaped.replace("\n", " \\\n")
