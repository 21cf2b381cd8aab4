"""The numbers and bullets that Word draws before paragraphs, which stand nowhere in the text."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_ROMAWI = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Penomoran:
    """Counts numbered paragraphs in document order (ECMA-376 part 1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self.hitung: dict[str, dict[int, int]] = defaultdict(dict)
        self.gaya = {s.element.get(qn("w:styleId")): s.element for s in document.styles}
        self.daftar: dict[str, dict[int, tuple[str, str]]] = {}
        with contextlib.suppress(KeyError, NotImplementedError, AttributeError):
            self._baca(document.part.numbering_part.element)

    def _baca(self, root: Any) -> None:
        abstract: dict[str, dict[int, tuple[str, str]]] = {}
        for a in root.iterchildren(qn("w:abstractNum")):
            levels = {}
            for lvl in a.iterchildren(qn("w:lvl")):
                form = _nilai(lvl.find(qn("w:numFmt")), "decimal")
                levels[_angka(lvl.get(qn("w:ilvl")))] = (form, _nilai(lvl.find(qn("w:lvlText")), ""))
            abstract[a.get(qn("w:abstractNumId"))] = levels
        for num in root.iterchildren(qn("w:num")):
            target = _nilai(num.find(qn("w:abstractNumId")), "")
            self.daftar[num.get(qn("w:numId"))] = abstract.get(target, {})

    def penanda(self, p: Any) -> tuple[str, int]:
        """The mark before a paragraph and its level; "" for none. Counts on."""
        found = self._numpr(p)
        if found is None:
            return "", 0
        num, level = found
        form, shape = self.daftar.get(num, {}).get(level, ("bullet", "-"))
        if form == "none":
            return "", 0
        if form == "bullet":
            return "-", level
        counts = self.hitung[num]
        counts[level] = counts.get(level, 0) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]

        def number(m: re.Match[str]) -> str:
            at = int(m[1]) - 1
            other = self.daftar.get(num, {}).get(at, ("decimal", ""))[0]
            return _bentuk(counts.get(at, 1), other)

        return re.sub(r"%(\d)", number, shape).strip() or f"{counts[level]}.", level

    def judul(self, p: Any) -> int:
        """The heading level of a paragraph's style, 0 for none."""
        style = self._gaya(p)
        for _ in range(10):
            if style is None:
                return 0
            name = _nilai(style.find(qn("w:name")), "").lower()
            if m := re.fullmatch(r"(?:heading|judul) (\d)", name):
                return int(m[1])
            if name == "title":
                return 1
            style = self.gaya.get(_nilai(style.find(qn("w:basedOn")), ""))
        return 0

    def _numpr(self, p: Any) -> tuple[str, int] | None:
        holder = p.find(qn("w:pPr"))
        style = self._gaya(p)
        for _ in range(10):
            numpr = None if holder is None else holder.find(qn("w:numPr"))
            if numpr is not None:
                num = _nilai(numpr.find(qn("w:numId")), "")
                level = _angka(_nilai(numpr.find(qn("w:ilvl")), "0"))
                return (num, level) if num not in ("", "0") else None
            if style is None:
                return None
            holder = style.find(qn("w:pPr"))
            style = self.gaya.get(_nilai(style.find(qn("w:basedOn")), ""))
        return None

    def _gaya(self, p: Any) -> Any:
        named = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.gaya.get(_nilai(named, "")) if named is not None else None


def _nilai(node: Any, default: str) -> str:
    return default if node is None else str(node.get(qn("w:val"), default))


def _angka(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _bentuk(n: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < n <= 26:
        letter = chr(96 + n)
        return letter.upper() if form.startswith("upper") else letter
    if form in ("lowerRoman", "upperRoman") and 0 < n < 40:
        out, rest = "", n
        for value, sign in _ROMAWI:
            while rest >= value:
                out, rest = out + sign, rest - value
        return out.upper() if form.startswith("upper") else out
    return str(n)
