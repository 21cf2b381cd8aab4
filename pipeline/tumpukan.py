"""Room for deep calls: CPython keeps the frames of calls in pieces of 16 kB, and gives a piece back when it is left.

Layout of nested boxes calls some ninety functions deep, and whatever loop stands at the edge of a piece
has the system map a new one, clear it and take it away again at each call: half of all page faults of a document
(seen with `perf record -e page-faults` in `_PyThreadState_BumpFramePointerSlow`). A piece is as large
as its first frame asks for, rounded up to a power of two. So one frame that claims a little over a
megabyte leaves as much to all below it; what it does not touch costs nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_DIMINTA = (1 << 20) // 8 + 1
"""Words that the frame claims: a piece of two megabytes, half of it free."""


def lapang(function: Callable[P, T]) -> Callable[P, T]:
    """The same function, with a megabyte in one piece for the frames of all that it calls."""

    @wraps(function)
    def dengan_ruang(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    code: Any = dengan_ruang
    if sys.implementation.name == "cpython":
        code.__code__ = code.__code__.replace(co_stacksize=_DIMINTA)
    return dengan_ruang
