"""The long campaigns in full, of which the tests run a seeded slice: `make campaign`."""

from __future__ import annotations

import sys
import time
from collections import Counter

from test_korpus import temuan

REKAMAN = 3000


def bersih() -> bool:
    """Clean records by the thousand: how many findings of which kind; true where none is an error."""
    start = time.perf_counter()
    found: Counter[tuple[str, str]] = Counter()
    for seed in range(1000, 1000 + REKAMAN):
        for f in temuan(seed):
            found[f.severity, f.code] += 1
            print(f"  rekaman {seed}: {f.place} {f.code} {f.severity} {f.message()}")
    errors = sum(n for (severity, _), n in found.items() if severity == "galat")
    warnings = sum(found.values()) - errors
    seconds = time.perf_counter() - start
    print(f"rekaman bersih: {REKAMAN} diperiksa, {errors} galat, {warnings} peringatan, {seconds:.0f} detik")
    return errors == 0


if __name__ == "__main__":
    sys.exit(not bersih())
