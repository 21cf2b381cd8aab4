"""When the garbage collector runs: not within a stage, and never over what a process keeps.

Each stage makes objects by the ten thousand that live until its result is there, layout hundreds of
thousands. Python looks through them again and again while they grow in number, and finds
nothing. Held off, it looks once, at what the stage left behind.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
        gc.collect(0)  # all that was made since is of the youngest generation


def bekukan() -> None:
    """Take what the process has loaded out of the collector's sight; for workers, once warm."""
    gc.collect()
    gc.freeze()
