"""Cells of tables (WeasyPrint 70.0): what a cell holds is laid out once for each text, style and column.

A list of attendees says the same office and the same agency in row after row. The original breaks
each into lines anew; here the lines of the first are copied to where the next one stands.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TableCellBox, TextBox
from weasyprint.layout import block

from pipeline.render.percepatan.baris import _biasa
from pipeline.render.percepatan.tata import _persen

_asli_wadah = block.block_container_layout

_ISI_MAKS = 500
"""Cells of which a style keeps the lines."""
_SEKALI: tuple[Any, ...] = ()
"""What stands for a text seen once: most are never seen again, and cost no room."""

_Baris = tuple[dict[str, Any], dict[str, Any]]
"""What layout gave a line, and the one text in it."""


def _wadah(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, page_is_empty: bool, absolute_boxes: Any,
    fixed_boxes: Any, adjoining_margins: Any, first_letter_style: Any, first_line_style: Any, discard: bool,
    max_lines: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """`block_container_layout` of a cell that holds one text: as the last time it was said in this column."""

    def original() -> tuple[Any, ...]:
        return _asli_wadah(  # type: ignore[no-any-return]
            context, box, bottom_space, skip_stack, page_is_empty, absolute_boxes, fixed_boxes,
            adjoining_margins, first_letter_style, first_line_style, discard, max_lines,
        )  # fmt: skip

    if type(box) is not TableCellBox or skip_stack is not None or context.footnotes or not _sederhana(box):
        return original()
    line = box.children[0]
    text = line.children[0]
    x = box.content_box_x()
    kept = box.style.__dict__.setdefault("_isi_sel", {})
    key = (text.text, x, box.width)
    known = kept.get(key)
    if known and known[0] is line.style and known[1] is text.style:
        laid = _salin(context, box, known, bottom_space)
        if laid is not None:
            return laid, None, {"break": "any", "page": laid.page_values()[1]}, [], False, max_lines
        return original()
    before = None if known is None else (line.__dict__.copy(), text.__dict__.copy())
    result = original()
    if before is None:
        if len(kept) >= _ISI_MAKS:
            kept.clear()
        kept[key] = _SEKALI
    elif result[0] is not None and result[1] is None and (lines := _catat(result[0], *before)):
        kept[key] = (line.style, text.style, lines)
    return result


def _sederhana(box: Any) -> bool:
    """Whether a cell holds one text in lines, nothing else, and none of its properties is out of the ordinary."""
    children = box.children
    if len(children) != 1 or type(children[0]) is not LineBox:
        return False
    line, style = children[0], box.style
    inside = line.children
    return (
        len(inside) == 1
        and type(inside[0]) is TextBox
        and box.height == "auto"
        and not box.margin_top
        and style["direction"] == "ltr"
        and style["position"] == "static"
        and style["float"] == "none"
        and style["max_lines"] == "none"
        and style["continue"] == "auto"
        and style["box_decoration_break"] == "slice"
        and box.first_line_style is None
        and box.first_letter_style is None
        and not box.force_fragmentation
        and _lurus(line, inside[0], box)
    )


def _lurus(line: Any, text: Any, box: Any) -> bool:
    _persen(line, box)  # `_biasa` asks for its margins
    return _biasa(line, text)


def _catat(laid: Any, line: dict[str, Any], text: dict[str, Any]) -> list[_Baris] | None:
    """What layout gave the lines of a cell; None where they cannot be put elsewhere and be the same."""
    lines: list[_Baris] = []
    for made in laid.children:
        if type(made) is not LineBox or len(made.children) != 1 or type(made.children[0]) is not TextBox:
            return None
        said = made.children[0]
        if said.position_y != -said.baseline + (made.position_y + made.baseline):
            return None
        lines.append((_beda(made, line), _beda(said, text)))
    return lines


def _beda(laid: Any, old: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in laid.__dict__.items()
        if name not in ("children", "element", "remove_decoration_sides")
        and (name not in old or old[name] is not value)
    }  # fmt: skip


def _salin(context: Any, box: Any, known: tuple[Any, ...], bottom_space: float) -> Any:
    """The cell with its lines where it stands; None where it may not fit the page."""
    line = box.children[0]
    text = line.children[0]
    y = top = box.content_box_y()
    lines = []
    for of_line, of_text in known[2]:
        said = TextBox.__new__(TextBox)
        said.__dict__.update(text.__dict__)
        said.__dict__.update(of_text)
        made = LineBox.__new__(LineBox)
        made.__dict__.update(line.__dict__)
        made.__dict__.update(of_line)
        made.children = [said]
        made.position_y = y
        said.position_y = -said.baseline + (y + made.baseline)
        lines.append(made)
        y += made.height
    if context.overflows_page(bottom_space, y + (box.border_bottom_width + box.padding_bottom)):
        return None
    laid = box.copy_with_children(lines)
    laid.height = max(min(max(0, y - top), laid.max_height), laid.min_height)
    return laid


TAMBALAN = ((block, "block_container_layout", _wadah),)
