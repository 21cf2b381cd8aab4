"""Faster versions of some functions of WeasyPrint and pydyf, which give the same bytes or the same looks.

Each is a proposal for upstream, described with its measured gain in docs/upstream.md. They
copy the insides of two packages, so they are put in place for exactly the versions they were
copied from; with any other version nothing is replaced and documents only take longer.
`tests/render/test_percepatan.py` makes documents with and without them and compares bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pydyf
import weasyprint

from pipeline.render.percepatan import baris, berkas, garis, gaya, tata, teks

VERSI = {"weasyprint": "70.0", "pydyf": "0.13.0"}
"""The versions whose functions are replaced."""

TAMBALAN = (
    *gaya.TAMBALAN,
    *teks.TAMBALAN,
    *tata.TAMBALAN,
    *baris.TAMBALAN,
    *garis.TAMBALAN,
    *berkas.TAMBALAN,
)
"""What is replaced, to the same bytes: owner, attribute, replacement."""
TAMBALAN_RUPA = garis.TAMBALAN_RUPA
"""What is replaced, to the same looks in fewer bytes."""


def cocok() -> bool:
    """Whether the installed packages are those the replacements were written for."""
    return {"weasyprint": weasyprint.__version__, "pydyf": pydyf.__version__} == VERSI


def pasang() -> bool:
    """Put the replacements in place; false, and nothing done, where the versions differ."""
    if not cocok():
        return False
    for holder, name, _, made in _TEMPAT:
        setattr(holder, name, made)
    return True


@contextmanager
def tanpa(rupa: bool = False) -> Iterator[None]:
    """A stretch in which the packages work as they were installed, for comparisons.

    With `rupa` only what gives other bytes is left out.
    """
    places = _TEMPAT_RUPA if rupa else _TEMPAT
    put = [(holder, name, holder.__dict__[name]) for holder, name, _, _ in places]
    for holder, name, original, _ in places:
        setattr(holder, name, original)
    try:
        yield
    finally:
        for holder, name, made in put:
            setattr(holder, name, made)


def _tempat(replaced: tuple[Any, ...]) -> Iterator[tuple[Any, str, Any, Any]]:
    """Each place that holds a function that is replaced: its owner, and modules that imported it."""
    modules = [m for n, m in sys.modules.items() if n.partition(".")[0] in VERSI]
    for owner, name, made in replaced:
        original = owner.__dict__[name]
        yield owner, name, original, made
        if isinstance(owner, ModuleType):
            for module in modules:
                if module is not owner and module.__dict__.get(name) is original:
                    yield module, name, original, made


_TEMPAT_RUPA = tuple(_tempat(TAMBALAN_RUPA))
_TEMPAT = (*_tempat(TAMBALAN), *_TEMPAT_RUPA)
