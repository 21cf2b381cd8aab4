"""Faster versions of some functions of WeasyPrint and pydyf, which give the same bytes or the same looks.

Each is a proposal for upstream, described with its measured gain in docs/upstream.md. They
copy the insides of two packages, so they are put in place for exactly the versions they were
copied from; with any other version nothing of them is even loaded, and documents only take longer.
`tests/render/test_percepatan.py` makes documents with and without them and compares bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import pydyf
import weasyprint

VERSI = {"weasyprint": "70.0", "pydyf": "0.13.0"}
"""The versions whose functions are replaced."""

Tempat = tuple[Any, str, Any, Any]
"""A place that holds a function: its owner or a module that imported it, the name, what was there, what replaces it."""


def cocok() -> bool:
    """Whether the installed packages are those the replacements were written for."""
    return {"weasyprint": weasyprint.__version__, "pydyf": pydyf.__version__} == VERSI


def pasang() -> bool:
    """Put the replacements in place; false, and nothing done, where the versions differ."""
    if not cocok():
        return False
    same, looks = _tempat()
    for holder, name, _, made in (*same, *looks):
        setattr(holder, name, made)
    return True


@contextmanager
def tanpa(rupa: bool = False) -> Iterator[None]:
    """A stretch in which the packages work as they were installed, for comparisons.

    With `rupa` only what gives other bytes is left out.
    """
    same, looks = _tempat() if cocok() else ((), ())
    places = looks if rupa else (*same, *looks)
    put = [(holder, name, holder.__dict__[name]) for holder, name, _, _ in places]
    for holder, name, original, _ in places:
        setattr(holder, name, original)
    try:
        yield
    finally:
        for holder, name, made in put:
            setattr(holder, name, made)


@cache
def _tempat() -> tuple[tuple[Tempat, ...], tuple[Tempat, ...]]:
    """What is replaced, where: to the same bytes, and to the same looks in other bytes.

    Found out once, before the first replacement is put in place.
    """
    from pipeline.render.percepatan import baris, berkas, garis, gaya, glif, sel, tanda, tata, teks

    parts = (gaya, teks, tata, glif, baris, sel, garis, tanda, berkas)
    same = tuple(place for part in parts for place in _di_mana(part.TAMBALAN))
    return same, tuple(_di_mana((*garis.TAMBALAN_RUPA, *tanda.TAMBALAN_RUPA, *teks.TAMBALAN_RUPA)))


def _di_mana(replaced: tuple[Any, ...]) -> Iterator[Tempat]:
    """Each place that holds a function that is replaced: its owner, and modules that imported it."""
    modules = [m for n, m in sys.modules.items() if n.partition(".")[0] in VERSI]
    for owner, name, made in replaced:
        original = owner.__dict__[name]
        yield owner, name, original, made
        if isinstance(owner, ModuleType):
            for module in modules:
                if module is not owner and module.__dict__.get(name) is original:
                    yield module, name, original, made
