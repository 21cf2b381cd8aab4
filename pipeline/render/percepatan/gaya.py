"""Styles (WeasyPrint 70.0): equal pseudo-elements share one, common properties take a short way."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

from weasyprint import css
from weasyprint.css import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    PHYSICAL_FUNCTIONS,
    check_math,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

from pipeline.render.percepatan.pilih import Pilihan

_asli_missing = css.ComputedStyle.__missing__
_asli_stylesheets = css.find_stylesheets

_KHUSUS = {"position", "float", "display", "page", *PHYSICAL_FUNCTIONS}
_AWAL = {
    k for k, v in INITIAL_VALUES.items()
    if k not in INHERITED and k not in _KHUSUS and k not in INITIAL_NOT_COMPUTED
    and not k.startswith(("text_decoration_", "__")) and not check_math(v)
}  # fmt: skip
"""Properties that are what they are initially wherever no rule sets them."""
_TURUN = {k for k in INHERITED if k not in _KHUSUS and not k.startswith(("text_decoration_", "__"))}
"""Properties that are their parent's wherever no rule sets them."""


def _missing(self: Any, key: str) -> Any:
    """`ComputedStyle.__missing__`: most properties are set by no rule at all."""
    if key not in self.cascaded:
        if key in _AWAL:
            value = self[key] = INITIAL_VALUES[key]
            return value
        if key in _TURUN and self.parent_style is not None:
            value = self.parent_style[key]
            if not check_math(value):
                self[key] = value
                return value
    return _asli_missing(self, key)


def _stylesheets(wrapper_element: Any, *args: Any) -> Iterator[Any]:
    """`find_stylesheets`: a page without any is not walked through to find that out."""
    root = wrapper_element.etree_element
    if any(True for name in ("style", "link") for _ in root.iter(name)):
        yield from _asli_stylesheets(wrapper_element, *args)


def _init(
    self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """`StyleFor.__init__`: what matched the same rules below the same parent shares its styles.

    WeasyPrint shares those of elements; the user agent's rules give each element also six
    pseudo-elements (`::marker`, `::footnote-call` …), which were made anew each time.
    """
    cascaded_styles: dict[Any, Any] = {}
    computed_styles: dict[Any, Any] = {}
    self._cascaded_styles, self._computed_styles = cascaded_styles, computed_styles
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets = sheets
    self.font_config = font_config

    given: dict[Any, Any] = {}
    for specificity, element, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        style = cascaded_styles.setdefault((element, None), {})
        given[element] = tuple(declarations)
        _cascade(style, preprocess_declarations(base_url, declarations), "author", inf, specificity)

    known: dict[Any, Any] = {}
    pseudo: list[tuple[Any, Any, Any]] = []  # element, type, the element that has the same
    chosen = Pilihan(sheets)
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = wrapper.parent.etree_element if wrapper.parent else None
        above = id(computed_styles[parent, None]) if wrapper.parent else None
        placed = chosen.letak(wrapper)
        key = (
            above, given.get(element), chosen.jenis(wrapper),
            tuple([(sheet, s[0], s[1], id(s[3][0]), s[3][1]) for sheet, _, _, s in placed]),
        )  # fmt: skip
        same = known.get(key)
        if same is None:
            matched = chosen.cocok(wrapper, placed)
            whole = (
                above, given.get(element),
                tuple([(sheet, s[0], s[1], id(s[3][0]), s[3][1]) for sheet, _, _, s in matched]),
            )  # fmt: skip
            same = known[key] = known.get(whole)
        if same is not None:
            first, types = same
            computed_styles[element, None] = computed_styles[first, None]
            pseudo += [(element, pseudo_type, first) for pseudo_type in types]
            continue
        types_seen: dict[Any, None] = {}
        for sheet, origin, sheet_specificity, selector in matched:
            specificity, _, pseudo_type, (declarations, layer) = selector
            layer_order = inf if layer is None else sheet.layers.index(layer)
            style = cascaded_styles.setdefault((element, pseudo_type), {})
            _cascade(style, declarations, origin, layer_order, sheet_specificity or specificity)
            if pseudo_type:
                types_seen[pseudo_type] = None
        self.set_computed_styles(
            element, root=html.etree_element, parent=parent, base_url=html.base_url,
            target_collector=target_collector,
        )  # fmt: skip
        if not _catatan(computed_styles[element, None]):
            known[key] = known[whole] = (element, tuple(types_seen))
        pseudo += [(element, pseudo_type, element) for pseudo_type in types_seen]

    for element, pseudo_type, first in pseudo:
        if element is not first and not (style := computed_styles[first, pseudo_type])["anchor"]:
            computed_styles[element, pseudo_type] = style
            continue
        cascaded_styles[element, pseudo_type] = cascaded_styles[first, pseudo_type]
        self.set_computed_styles(
            element, pseudo_type=pseudo_type, root=html.etree_element, parent=element,
            base_url=html.base_url, target_collector=target_collector,
        )  # fmt: skip
    cascaded_styles.clear()


def _cascade(style: Any, declarations: Any, origin: str, layer_order: Any, specificity: Any) -> None:
    for name, values, importance in declarations:
        weight = (declaration_precedence(origin, importance), layer_order, specificity)
        if (old := style.get(name)) is None or old[1] <= weight:
            style[name] = values, weight


def _catatan(style: Any) -> bool:
    """Whether an element is a note or footnote, whose pseudo-elements WeasyPrint changes later."""
    return bool(style["float"] == "footnote" or style["position"][0] == "note()")


TAMBALAN = (
    (css.ComputedStyle, "__missing__", _missing),
    (css, "find_stylesheets", _stylesheets),
    (css.StyleFor, "__init__", _init),
)
