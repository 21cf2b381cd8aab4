"""Selectors (cssselect2, by WeasyPrint 70.0): asked once for elements that no selector can tell apart.

Nearly every selector asks of an element only its name and attributes, and the same of its
ancestors. Where all of these are equal the answers are too, as in the rows of a table. What asks for
siblings, for the place among them or for what is inside is still asked of each element.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType
from typing import Any

from cssselect2 import Matcher

_TENTANG_DIRI = {
    "ancestors", "any", "ascii_lower", "attrib", "classes", "endswith", "etree_element", "get", "id",
    "in_html_document", "lang", "local_name", "lower", "namespace_url", "next", "parent", "scheme", "split_whitespace",
    "startswith", "tag", "urlparse",
}  # fmt: skip
"""What a compiled selector may name and still ask only for names and attributes, its own and its ancestors'."""
_WADAH = ("id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors")
_DAFTAR = ("lang_attr_selectors", "other_selectors")


class Pilihan:
    """The selectors of a document's stylesheets, and the elements seen so far."""

    def __init__(self, sheets: list[tuple[Any, str, Any]]) -> None:
        parts = [(sheet, origin, weight, *_pisah(sheet.matcher)) for sheet, origin, weight in sheets]
        self._diri = [(sheet, origin, weight, alone) for sheet, origin, weight, alone, _ in parts]
        self._letak = [
            (sheet, origin, weight, among) for sheet, origin, weight, _, among in parts if among.order
        ]  # fmt: skip
        self._jenis: dict[tuple[Any, ...], int] = {}
        self._jenis_elemen: dict[Any, int] = {}

    def jenis(self, wrapper: Any) -> int:
        """A number: the same for elements with equal names and attributes, and equal ancestors. Parents first."""
        element, parent = wrapper.etree_element, wrapper.parent
        above = self._jenis_elemen[parent.etree_element] if parent else None
        key = (above, element.tag, tuple(element.attrib.items()) if element.attrib else ())
        kind = self._jenis_elemen[element] = self._jenis.setdefault(key, len(self._jenis))
        return kind

    def letak(self, wrapper: Any) -> list[tuple[Any, ...]]:
        """What matches an element for its place or content, as `cocok` gives it."""
        return [(*rest, found) for *rest, matcher in self._letak for found in matcher.match(wrapper)]

    def cocok(self, wrapper: Any, placed: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Sheet, origin, weight of the sheet and what its matcher says, in the order of the original."""
        if not placed:
            return [(*rest, found) for *rest, matcher in self._diri for found in matcher.match(wrapper)]
        matched = []
        for sheet, origin, weight, matcher in self._diri:
            found = [*matcher.match(wrapper), *(p[3] for p in placed if p[0] is sheet)]
            matched += [(sheet, origin, weight, one) for one in sorted(found, key=lambda one: one[:2])]
        return matched


def _pisah(matcher: Matcher) -> tuple[Matcher, Matcher]:
    """The selectors that ask for name and attributes only, and the others; kept by the matcher."""
    kept = matcher.__dict__.get("_terpisah")
    if kept is None or kept[0] != matcher.order:
        alone, among = Matcher(), Matcher()
        for name in _WADAH:
            for key, entries in getattr(matcher, name).items():
                for entry in entries:
                    part = alone if _tentang_diri(entry[0]) else among
                    getattr(part, name).setdefault(key, []).append(entry)
                    part.order += 1
        for name in _DAFTAR:
            for entry in getattr(matcher, name):
                part = alone if _tentang_diri(entry[0]) else among
                getattr(part, name).append(entry)
                part.order += 1
        kept = matcher._terpisah = (matcher.order, alone, among)
    return kept[1], kept[2]


def _tentang_diri(test: Any) -> bool:
    return all(name in _TENTANG_DIRI for name in _nama(test.__code__))


def _nama(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nama(constant)
