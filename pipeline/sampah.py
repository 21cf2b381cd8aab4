"""When the garbage collector runs: not within a stage, and never over what a process keeps.

Each stage makes objects by the ten thousand that live until its result is there, layout hundreds of
thousands. Python looks through them again and again while they grow in number, and finds
nothing. Held off, it looks once, at what the stage left behind.
"""

from __future__ import annotations

import ctypes
import gc
import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pipeline.tumpukan import lapang

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def tertunda() -> Iterator[None]:
    """A stretch without collection, and one look at what it left behind; within another, nothing."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if next(_ke) % _SETIAP:
            gc.collect(0)  # all that was made since is of the youngest generation
        else:  # what became garbage later, and the holes between what stays
            for lupakan in _ingatan:
                lupakan()
            gc.collect()
            kembalikan()


def tahap(function: Callable[P, T]) -> Callable[P, T]:
    """A stage that makes objects by the ten thousand, calls deep: without collection, and with room for its frames."""
    return tertunda()(lapang(function))


_ingatan: list[Callable[[], None]] = []


def teringat(maks: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """`lru_cache` for what texts of records are asked again and again: forgotten when the process is tidied.

    The next records say other things; left to fill, such memories are most of what a process grows by.
    """

    def hias(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        made = lru_cache(maxsize=maks)(function)
        _ingatan.append(made.cache_clear)
        return made

    return hias


_ke = itertools.count(1)
_SETIAP = 150
"""Stretches, some twenty documents, after which a process that lives long is tidied."""


def bekukan() -> None:
    """Take what the process has loaded out of the collector's sight; for workers, once warm."""
    gc.collect()
    gc.freeze()


def kembalikan() -> None:
    """Give free memory back to the system, where the C library can (glibc): it keeps holes for itself.

    Boxes of a page are larger than what Python's own allocator takes, tags and streams are
    smaller: what the ones leave behind is of no use to the others.
    """
    if (trim := _trim()) is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Any:
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
