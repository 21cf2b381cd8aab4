"""The Jinja environment of office templates: sandboxed, strict, escaping, and thrifty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.render import berpasangan
from pipeline.sandaran import TIADA, baca, terpakai

_TERBESAR = 1_000_000
MAKS_TEMPLAT = 5_000_000
"""Bytes of a template."""


class Lingkungan(SandboxedEnvironment):
    """Templates may multiply numbers and pad text, but not make either without bound."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The product, power or remainder of small numbers, text in a frame of small width.

        Raises SecurityError for anything else.
        """
        if operator == "%" and isinstance(left, str):
            _sempit(left)
            return super().call_binop(context, operator, left, right)
        small = all(isinstance(v, int | float) and abs(v) <= _TERBESAR for v in (left, right))
        if not small or (operator == "**" and abs(right) > 10):
            raise SecurityError("perkalian ini terlalu besar untuk sebuah templat")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a call gives. Raises SecurityError for numbers that only a trap asks for, such as a width."""
        method = getattr(obj, "__wrapped__", obj)  # Jinja wraps str.format
        owner = getattr(method, "__self__", None)
        if isinstance(owner, str | bytes | list):
            _kecil((*args, *kwargs.values()))
        if isinstance(owner, str) and method.__name__ in ("format", "format_map"):
            _sempit(owner)
        return super().call(context, obj, *args, **kwargs)


_LEBAR = re.compile(r"\d{5}")
_BERLEBAR = ("center", "indent", "wordwrap", "truncate", "batch", "slice", "replace", "join")
"""Filters that take a number."""


def _sempit(frame: str) -> None:
    """Refuse a frame for text that names a width of five digits, or takes it from the values."""
    if _LEBAR.search(frame) or re.search(r"%[^a-zA-Z%]*\*", frame):
        raise SecurityError("lebar ini terlalu besar untuk sebuah templat")


def _kecil(values: Iterable[Any]) -> None:
    if any(isinstance(v, int | float) and abs(v) > _TERBESAR for v in values):
        raise SecurityError("angka ini terlalu besar untuk sebuah templat")


def _terbatas(filter_: Callable[..., Any], frame: bool = False) -> Callable[..., Any]:
    """A filter that refuses numbers, and widths in its text, that only a trap asks for."""

    @wraps(filter_)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        _kecil((*args, *kwargs.values()))
        if frame:
            _sempit(str(args[0]))
        return filter_(*args, **kwargs)

    return bounded


class PemuatTercatat(jinja2.FileSystemLoader):
    """Templates of one folder; a compiled one is used again while its file says the same.

    Jinja asks whether it does whenever it takes a template from its cache, so each use is noted.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder
        self._akar = folder.parent.parent  # the workspace, or the package

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - as Jinja calls it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The source, its file, and whether it stands; times are not asked, they may deceive."""
        file = self._folder.joinpath(*jinja2.loaders.split_template_path(template))
        if not file.is_file():
            terpakai(file, TIADA)
            raise jinja2.TemplateNotFound(template)
        data = baca(file, self._akar, MAKS_TEMPLAT)
        source = data.decode(self.encoding).replace("\r\n", "\n")
        return source, str(file), lambda: _sama(file, data, self._akar)


def _sama(file: Path, data: bytes, akar: Path) -> bool:
    try:
        return baca(file, akar, MAKS_TEMPLAT) == data
    except OSError:
        return False


def lingkungan(loader: jinja2.BaseLoader | None = None) -> Lingkungan:
    """An environment that reads templates from a loader, or only from strings."""
    env = Lingkungan(loader=loader, undefined=jinja2.StrictUndefined, autoescape=True)
    env.filters["berpasangan"] = berpasangan
    env.filters["format"] = _terbatas(env.filters["format"], frame=True)
    for name in _BERLEBAR:
        env.filters[name] = _terbatas(env.filters[name])
    env.filters["baris"] = _baris
    return env


def _baris(teks: str) -> Markup:
    """Text whose line breaks are ends of lines, for elements with `white-space: pre-line`.

    Each `<br>` is an inline box with a text box of its own, in long tables a sixth of all boxes.
    """
    return Markup(str(escape(teks)).replace("<br>", "\n"))
