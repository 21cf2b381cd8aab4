"""Layout (WeasyPrint 70.0): lengths that no container changes are resolved once a style."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.layout import float as apung
from weasyprint.layout.absolute import AbsolutePlaceholder

_asli_persen = percent.resolve_percentages
_asli_radius = percent.resolve_radii_percentages
_asli_latar = background.layout_box_backgrounds
_asli_hindari = apung.avoid_collisions
_asli_garis_luar = border.draw_outline

_PANJANG = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right",
    "padding_top", "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_TEPI = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_SUDUT = tuple(f"border_{c}_radius" for c in ("top_left", "top_right", "bottom_right", "bottom_left"))
_sifat = itemgetter(*_PANJANG, *_TEPI, "border_collapse", "box_sizing")
_radius = itemgetter(*_SUDUT)
_belakang = itemgetter(
    "border_image_source", "mask_border_source", "background_image", "box_shadow", "background_color", "color",
    "visibility",
)  # fmt: skip
_NOL = (0, "px")
_TANPA_RADIUS = dict.fromkeys(_SUDUT, (0, 0))
_DI_LUAR_ALIR = ("left", "right", "inline-start", "inline-end", "footnote")


def _persen(box: Any, containing_block: Any) -> None:
    """`resolve_percentages`: a style without percentages gives the same lengths in any container."""
    style = box.style
    values = _sifat(style)
    kept = style.__dict__.get("_panjang")
    if kept is None or kept[0] != values:
        kept = style._panjang = (values, *_tetap(values))
    _, lengths, borders, collapse, content = kept
    if lengths is None or isinstance(box, AbsolutePlaceholder):  # it passes on what is set by name
        _asli_persen(box, containing_block)
        return
    attributes = box.__dict__
    attributes.update(lengths)
    if collapse:  # the widths of collapsed borders were resolved with the table
        for name, width in borders.items():
            if not hasattr(box, name):
                attributes[name] = width
    else:
        attributes.update(borders)
    if not content:
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")


def _tetap(values: tuple[Any, ...]) -> tuple[dict[str, Any] | None, dict[str, Any], bool, bool]:
    """Lengths by attribute (None where one depends on the container), borders, collapsed, content box."""
    *sizes, top, right, bottom, left, collapse, sizing = values
    borders = dict(zip(_TEPI, (top, right, bottom, left), strict=True))
    lengths: dict[str, Any] = {}
    for name, value in zip(_PANJANG, sizes, strict=True):
        if value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None, borders, False, False
    return lengths, borders, collapse == "collapse", sizing == "content-box"


def _radii(box: Any) -> None:
    """`resolve_radii_percentages`: most boxes have no radius at all."""
    style = box.style
    values = _radius(style)
    kept = style.__dict__.get("_bersudut")
    if kept is None or kept[0] != values:
        kept = style._bersudut = (values, all(_NOL in pair for pair in values))
    if kept[1] and not isinstance(box, AbsolutePlaceholder):
        box.__dict__.update(_TANPA_RADIUS)
    else:
        _asli_radius(box)


def _latar(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
    """`layout_box_backgrounds`: a style that paints nothing behind its box is found out once."""
    if style is None and box is not page and _polos(box.style):
        _radii(box)
        if layout_children:
            for child in box.all_children():
                _latar(page, child, get_image)
        box.background = None
    else:
        _asli_latar(page, box, get_image, layout_children, style)


def _polos(style: Any) -> bool:
    values = _belakang(style)
    kept = style.__dict__.get("_polos")
    if kept is None or kept[0] != values:
        border, mask, images, shadow = values[:4]
        plain = border[0] == mask[0] == "none" and all(kind == "none" for kind, _ in images) and not shadow
        kept = style._polos = (values, plain and get_color(style, "background_color").alpha == 0)
    return kept[1]  # type: ignore[no-any-return]


def _mengalir(self: Any) -> bool:
    """`Box.is_in_normal_flow`, the two common answers first."""
    style = self.style
    if style["float"] in _DI_LUAR_ALIR:
        return False
    position = style["position"]
    if position == "static" or position == "relative":
        return True
    return not (position in ("absolute", "fixed") or position[0] in ("running()", "note()"))


def _hindari(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[Any, Any, Any]:
    """`avoid_collisions` where nothing floats: the whole width of the container."""
    if context.excluded_shapes or outer or not isinstance(box, boxes.LineBox):
        return _asli_hindari(context, box, containing_block, outer)  # type: ignore[no-any-return]
    if box.style["float"] != "none" or containing_block.style["direction"] == "rtl":
        return _asli_hindari(context, box, containing_block, outer)  # type: ignore[no-any-return]
    left = containing_block.content_box_x()
    right = left + containing_block.width
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _keturunan(self: Any, placeholders: bool = False) -> Iterator[Any]:
    """`Box.descendants` with a stack in place of a generator for each level."""
    stack = [self]
    while stack:
        box = stack.pop()
        if not isinstance(box, boxes.Box) and placeholders:
            yield from box.descendants(placeholders)  # a placeholder answers for its box
            continue
        yield box
        if isinstance(box, boxes.Box):
            stack.extend(box.children[::-1])


def _garis_luar(stream: Any, box: Any) -> None:
    """`draw_outline`: boxes without an outline, which is nearly all, only pass the call on."""
    if box.style["outline_width"]:
        _asli_garis_luar(stream, box)
        return
    for child in box.children:
        if isinstance(child, boxes.Box):
            _garis_luar(stream, child)


TAMBALAN = (
    (percent, "resolve_percentages", _persen),
    (percent, "resolve_radii_percentages", _radii),
    (background, "layout_box_backgrounds", _latar),
    (boxes.Box, "is_in_normal_flow", _mengalir),
    (boxes.Box, "descendants", _keturunan),
    (apung, "avoid_collisions", _hindari),
    (border, "draw_outline", _garis_luar),
)
