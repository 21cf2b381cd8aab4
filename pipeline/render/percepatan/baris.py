"""Lines (WeasyPrint 70.0): one text in one line, which is nearly every cell and paragraph, takes a short way."""

from __future__ import annotations

from typing import Any

from weasyprint.draw import text as draw
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline, leader
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

from pipeline.render.percepatan import glif
from pipeline.render.percepatan.glif import _ISTIMEWA
from pipeline.render.percepatan.tata import _hindari, _persen
from pipeline.render.percepatan.teks import _GAMBAR, _siap

_asli_garis = inline.get_next_linebox
_asli_pengisi = leader.handle_leader
_asli_potong = line_break.split_first_line
_asli_gambar = draw.draw_text

_WRAP = ("normal", "pre-wrap", "pre-line")
_KIRA = 0.42
"""Width of a rather narrow letter in em: text that is wider than the line even so is not measured whole."""
_UKURAN_MAKS = 1_000
"""Texts of which a style keeps measures, and what they write."""


def _garis(
    context: Any, linebox: Any, position_y: float, bottom_space: Any, skip_stack: Any, containing_block: Any,
    absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """`get_next_linebox` of a line that holds one text and nothing else, from left to right, with no float."""

    def original() -> tuple[Any, Any]:
        return _asli_garis(  # type: ignore[no-any-return]
            context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes,
            fixed_boxes, first_letter_style, first_line_style,
        )  # fmt: skip

    children = linebox.children
    if len(children) != 1 or type(children[0]) is not TextBox or type(linebox) is not LineBox:
        return original()
    if first_letter_style or first_line_style or context.excluded_shapes or not _biasa(linebox, children[0]):
        return original()
    (child,), text = children, children[0].text
    if containing_block.style["direction"] != "ltr" or not text:
        return original()

    skip = 0
    skipped = skip_stack
    if skip_stack is not None or text[0] == " ":
        skipped = inline.skip_first_whitespace(linebox, skip_stack)
        if skipped == "continue":
            return None, None
        if skipped is not None:
            ((index, inner),) = skipped.items()
            if index:
                return original()
            skip = next(iter(inner)) if inner else 0

    linebox.position_y = position_y
    linebox.width = linebox.height = 0
    x, y, available = _hindari(context, linebox, containing_block, False)
    linebox.position_x, linebox.position_y = x, y
    start = x + linebox.text_indent
    child.position_y = y
    _persen(child, containing_block)
    child.position_x = start
    new, resume, preserved = inline.split_text_box(
        context, child, (x + available) * (1 + 1e-9) - start, skip, is_line_start=True
    )
    if new is None:
        return original()

    line = linebox.copy_with_children([new])
    line.remove_decoration(start=skipped is not None, end=resume is not None)
    line.width = new.position_x + new.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    linebox.width, linebox.height = line.width, line.height
    if new.text[-1:] in (" ", ""):
        inline.remove_last_whitespace(context, line)
    offset_x = inline.text_align(context, line, available, last=resume is None or preserved)

    top = -new.baseline
    new.position_y = top
    bottom = top + new.margin_height()
    own_top = -line.baseline
    own_bottom = own_top + line.margin_height()
    top, bottom = min(top, own_top), max(bottom, own_bottom)
    line.baseline = -top
    line.position_y = top
    line.height = bottom - top
    line.margin_top = line.margin_bottom = 0
    offset_y = y - top
    if offset_x or offset_y:
        line.position_x += offset_x
        for box in line.children:
            box.position_x += offset_x
            box.position_y += offset_y
    line.position_y = y
    return line, None if resume is None else {0: {resume: None}}


def _biasa(linebox: Any, child: Any) -> bool:
    """Whether a line and its text have no margin, nothing that moves them, and stand on the baseline."""
    style, own = linebox.style, child.style
    return (
        style["direction"] == "ltr"
        and style["position"] == "static"
        and style["float"] == "none"
        and own["vertical_align"] == "baseline"
        and own["float"] == "none"
        and own["position"] == "static"
        and not (linebox.is_leader or child.is_leader)
        and not (linebox.margin_left or linebox.margin_right or linebox.margin_top)
        and not (linebox.padding_left or linebox.padding_right)
        and not (linebox.border_left_width or linebox.border_right_width)
    )


def _pengisi(context: Any, line: Any, containing_block: Any) -> None:
    """`handle_leader`: a line with one text has no leader."""
    if len(line.children) != 1 or type(line.children[0]) is not TextBox or line.children[0].is_leader:
        _asli_pengisi(context, line, containing_block)


def _potong(
    text: str, style: Any, context: Any, max_width: Any, justification_spacing: float,
    is_line_start: bool = True, minimum: bool = False,
) -> tuple[Any, ...]:  # fmt: skip
    """`split_first_line`: text up to its line end that fits is measured once, and once a style.

    The original shapes it with all that follows, again without, and again for each cell that says the same.
    """
    head, newline, rest = text.partition("\n")
    known = None
    if max_width is not None and head and (rest or not newline) and max_width < 2**21:
        known = _ukuran(head, newline, text, style, max_width)
    if known is None:
        return _asli_potong(  # type: ignore[no-any-return]
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    length, width, height, baseline, made = known
    layout = made[-1]
    if layout.max_width != max_width or layout.justification_spacing != justification_spacing:
        layout = line_break.Layout.__new__(line_break.Layout)
        layout.__dict__.update(made[-1].__dict__)
        layout.max_width, layout.justification_spacing = max_width, justification_spacing
        made[-1] = layout  # cells of a column ask for the same again, and share it
    return layout, length, length + 1 if newline else None, width, height, baseline


def _ukuran(head: str, newline: str, text: str, style: Any, max_width: float) -> tuple[Any, ...] | None:
    """The measures of text up to its line end; None where it may not fit, or is out of the ordinary."""
    size = style["font_size"]
    if not size or len(head) * size * _KIRA > max_width or style["white_space"] not in _WRAP:
        return None
    if style["word_spacing"] or style["letter_spacing"] != "normal":
        return None
    if newline and (style["hyphens"] == "auto" or head[-1] == " " or "\xad" in text):
        return None
    ready = _siap(style)
    if ready.fitur:
        return None
    kept = ready.ukuran
    known = kept.get(head)
    if known is None:
        if len(kept) >= _UKURAN_MAKS:
            kept.clear()
        known = kept[head] = () if _ISTIMEWA.search(head) else _ukur(head, style)
    if not known or known[0] > int(max(0, max_width) * TO_UNITS) or known[2] > max_width:
        return None
    return known[1:]


def _ukur(head: str, style: Any) -> tuple[Any, ...]:
    """Width in Pango's units, then length, width, height, baseline and the last layout that was made."""
    layout = line_break.Layout(style)
    layout.set_text(head)
    line, index = layout.get_first_line()
    if index is not None:
        return ()
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    units = extents.width
    width, height = units * FROM_UNITS, extents.height * FROM_UNITS
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    glif.simpan(layout, line)
    layout.deactivate()
    return units, len(head.encode()), width, height, baseline, [layout]


def _gambar(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    """`draw_text`: what a text writes in a style is kept, and written again where the same text comes."""
    style, layout = textbox.style, textbox.pango_layout
    if (
        text_overflow == "ellipsis" or block_ellipsis != "none" or layout.justification_spacing
        or style["text_decoration_line"] != "none" or style["visibility"] != "visible"
    ):  # fmt: skip
        _asli_gambar(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    ready = _siap(style)
    if ready.gambar is None or ready.gambar[0] is not stream._fonts:
        ready.gambar = (stream._fonts, {})
    kept = ready.gambar[1]
    known = kept.get(layout.text)
    if known is None:
        if len(kept) >= _UKURAN_MAKS:
            kept.clear()
        known = glif.tulis(stream, layout)
        if known is not None:
            kept[layout.text] = known
    if known is None:
        ready.catat = None
        _asli_gambar(stream, textbox, offset_x, text_overflow, block_ellipsis)
        if ready.catat is not None:
            kept[layout.text] = ready.catat
            ready.catat = None
        return
    stream.set_color(style["color"])
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline)
    for font, size, string in known:
        stream.set_font_size(font, size)
        stream.show_text(string)
    stream.end_text()


TAMBALAN = (
    (inline, "get_next_linebox", _garis),
    (leader, "handle_leader", _pengisi),
    (line_break, "split_first_line", _potong),
    *(((draw, "draw_text", _gambar),) if _GAMBAR else ()),
)
