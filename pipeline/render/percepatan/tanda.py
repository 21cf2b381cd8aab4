"""Tags and painting order (WeasyPrint 70.0): lines of nothing but text take a short way."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import pydyf
from weasyprint import stacking
from weasyprint.formatting_structure.boxes import LineBox, MarginBox, PageBox, TextBox
from weasyprint.pdf import tags

_asli_pohon = tags._build_box_tree
_asli_susun = stacking._dispatch

_BERISI = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "Lbl")
"""Tags that may hold text itself; those that group others (Div, Sect, NonStruct) may not (ISO 32000-1, 14.8.4.2)."""
_lapisan = itemgetter("position", "z_index", "opacity", "transform", "overflow", "float")


def _pohon(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: dict[int, Any], annotations: Any, marked: Any
) -> Iterator[Any]:
    """`_build_box_tree`: text belongs to the paragraph or cell itself, not to a span for each line of it.

    The original makes an element for each line, and so says to who listens where the paper ended.
    """
    element_tag = box.element_tag if box.element is not None else None
    tag = tags._get_pdf_tag(element_tag)
    if (
        tag not in _BERISI or isinstance(box, PageBox | MarginBox) or not _hanya_teks(box)
        or box.link_annotation or box.widget_annotation
        or (tag in ("TD", "TH") and parent["S"] in ("/TD", "/TH"))  # an anonymous block
    ):  # fmt: skip
        yield from _asli_pohon(box, parent, pdf, page_number, nums, annotations, marked)
        return
    numbers = [marked.pop(text)["mcid"] for line in box.children for text in line.children]
    element = pydyf.Dictionary({
        "Type": "/StructElem",
        "S": f"/{tag}",
        "K": pydyf.Array(numbers),
        "Pg": pdf.page_references[page_number],
        "P": parent.reference,
    })  # fmt: skip
    pdf.add_object(element)
    if tag in ("TD", "TH"):
        element["A"] = pydyf.Dictionary({"O": "/Table"})
        if box.colspan != 1:
            element["A"]["ColSpan"] = box.colspan
        if box.rowspan != 1:
            element["A"]["RowSpan"] = box.rowspan
        box.mark = element  # where the original looks for it when it links cells to their headers
    reference = element.reference
    for number in numbers:
        nums[number] = reference
    yield element


def _hanya_teks(box: Any) -> bool:
    children = getattr(box, "children", ())  # a placeholder has none
    return bool(children) and all(
        type(line) is LineBox and all(type(text) is TextBox for text in line.children) for line in children
    )


def _susun(box: Any, page: Any, child_contexts: Any, blocks: Any, floats: Any, blocks_and_cells: Any) -> Any:
    """`_dispatch`: a line of nothing but text is painted where it stands, and needs no copy without the rest."""
    if type(box) is TextBox:
        if _datar(box.style):
            return box
    elif type(box) is LineBox and _datar(box.style):
        for text in box.children:
            if type(text) is not TextBox or not _datar(text.style):
                break
        else:
            return box
    return _asli_susun(box, page, child_contexts, blocks, floats, blocks_and_cells)


def _datar(style: Any) -> bool:
    values = _lapisan(style)
    kept = style.__dict__.get("_datar")
    if kept is None or kept[0] != values:
        position, z_index, opacity, transform, overflow, floating = values
        flat = position == "static" and floating == "none" and opacity == 1 and not transform
        kept = style._datar = (values, flat and overflow == "visible" and z_index == "auto")
    return kept[1]  # type: ignore[no-any-return]


TAMBALAN = ((stacking, "_dispatch", _susun),)
TAMBALAN_RUPA = ((tags, "_build_box_tree", _pohon),)
"""What is seen stays the same; the bytes do not."""
