"""Glyphs (WeasyPrint 70.0): kept from where a line was measured to where it is drawn.

The original lets Pango shape a line to measure it, throws that away, and has it shaped anew
when it is drawn. A line keeps the numbers of its glyphs here: twenty bytes a letter until it is drawn.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

from pipeline.render.percepatan.teks import _BIASA, _GAMBAR, _LEBAR, _siap

_ISTIMEWA = re.compile("[\x00-\x1f\x7f-\x9f\xad\u2028\u2029]")
"""Letters that end lines or hyphenate, which are measured otherwise than they are drawn."""
_TERKECIL = 1e-6
"""Font size below which the original draws nothing, and asks for no font."""

if not hasattr(gobject, "g_object_ref"):
    ffi.cdef("gpointer g_object_ref (gpointer object);")


def simpan(layout: Any, line: Any) -> None:
    """Keep the glyphs of a line that holds the whole text of its layout, unless any is special."""
    style, text = layout.style, layout.text
    if (
        not _GAMBAR
        or style["text_align_all"] == "justify"
        or text[-1:] in (" ", "")
        or not text.strip()  # hard spaces alone, and letters as small as nothing, are never drawn
        or style["font_size"] < _TERKECIL
        or _ISTIMEWA.search(text)
    ):
        return
    fonts = _siap(style).fon
    runs: list[tuple[Any, bytes]] = []
    run = line.runs
    while run != ffi.NULL:
        item = run.data
        run = run.next
        glyphs = item.glyphs
        data = bytes(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _LEBAR))
        numbers = memoryview(data).cast("I")
        if any(numbers[3::5]) or max(numbers[::5], default=0) >= _BIASA:
            return
        font = item.item.analysis.font
        address = int(ffi.cast("intptr_t", font))
        if (known := fonts.get(address)) is None:  # held, so that no other font comes to this address
            gobject.g_object_ref(font)
            known = fonts[address] = ffi.gc(font, gobject.g_object_unref)
        runs.append((known, data))
    layout.glif = runs


def tulis(stream: Any, layout: Any) -> list[tuple[Any, ...]] | None:
    """What the kept glyphs of a line write: font, size and string of each run; None where one was never drawn."""
    runs = layout.__dict__.pop("glif", None)
    if not runs:
        return None
    out: list[tuple[Any, ...]] = []
    font: Any = None
    size = 0.0
    string = ""
    held: Any = None
    for pango_font, data in runs:
        if pango_font is not held:
            held = pango_font
            if string:
                out.append((font.hash, size, string))
            string = ""
            font, size = stream.add_font(pango_font)
            if font.bitmap or font.png or font.svg or font.colr:
                return None
            known = font.__dict__.get("_potongan", {}).get(size, {})
        numbers = memoryview(data).cast("I").tolist()
        try:
            pieces = [known[glyph] for glyph in zip(numbers[::5], numbers[1::5], numbers[2::5], strict=True)]
        except KeyError:
            return None
        string += "<" + "".join(pieces)
        string = string[:-1] if string[-1] == "<" else string + ">"
    out.append((font.hash, size, string))
    return out


def _ukuran_baris(
    first_line: Any, text: str, layout: Any, resume_at: Any, space_collapse: bool, style: Any,
    hyphenated: bool = False, hyphenation_character: Any = None,
) -> tuple[Any, ...]:  # fmt: skip
    """`first_line_metrics`, which keeps the glyphs of what it measured last."""
    length = first_line.length
    if hyphenated:
        length -= len(hyphenation_character.encode())
    elif resume_at:
        pango.pango_layout_set_width(layout.layout, -1)
        first_line_text = text.encode()[:length].decode()
        if space_collapse:
            first_line_text = first_line_text.rstrip(" ")
        layout.set_text(first_line_text)
        first_line, _ = layout.get_first_line()
        length = first_line.length if first_line is not None else 0
        if first_line is not None and style is layout.style:
            simpan(layout, first_line)
    width, height = line_break.line_size(first_line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    return layout, length, resume_at, width, height, baseline


TAMBALAN = ((line_break, "first_line_metrics", _ukuran_baris),)
