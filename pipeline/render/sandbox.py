"""The Jinja environment of office templates: sandboxed, strict, escaping, and thrifty."""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from pipeline.render import berpasangan

_TERBESAR = 1_000_000


class Lingkungan(SandboxedEnvironment):
    """Templates may multiply numbers, but not make text or numbers without bound."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The product or power of small numbers. Raises SecurityError for anything else."""
        small = all(isinstance(v, int | float) and abs(v) <= _TERBESAR for v in (left, right))
        if not small or (operator == "**" and abs(right) > 10):
            raise SecurityError("perkalian ini terlalu besar untuk sebuah templat")
        return super().call_binop(context, operator, left, right)


def lingkungan(loader: jinja2.BaseLoader | None = None) -> Lingkungan:
    """An environment that reads templates from a loader, or only from strings."""
    env = Lingkungan(loader=loader, undefined=jinja2.StrictUndefined, autoescape=True)
    env.filters["berpasangan"] = berpasangan
    return env
