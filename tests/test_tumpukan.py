"""Room for the frames of deep calls."""

import resource
import sys
from collections.abc import Callable

import pytest

from pipeline.tumpukan import lapang


def dalam(depth: int, times: int) -> int:
    """Call a function again and again, so many calls deep."""
    if depth:
        return dalam(depth - 1, times)
    return sum(satu(n) for n in range(times))


def satu(number: int) -> int:
    return number % 2


def terbanyak(call: Callable[[int, int], int]) -> int:
    """The most page faults of a loop of 2,000 calls, at any depth where a piece of memory may end."""
    most = 0
    for depth in range(0, 500, 1):
        call(depth, 0)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        call(depth, 2000)
        most = max(most, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return most


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="frames of CPython")
def test_a_loop_at_the_edge_of_a_piece_maps_no_memory_at_each_call() -> None:
    assert terbanyak(dalam) > 1000  # else there is nothing to mend any more
    assert lapang(terbanyak)(dalam) < 100


def test_it_is_the_same_function() -> None:
    @lapang
    def bagi(a: int, *, b: int = 1) -> float:
        """Divide."""
        return a / b

    assert (bagi(6, b=3), bagi(2), bagi.__doc__, bagi.__name__) == (2, 2, "Divide.", "bagi")
    with pytest.raises(ZeroDivisionError):
        bagi(1, b=0)
