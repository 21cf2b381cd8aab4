"""Items of two lists that are the same item, in order: equal ones first, then the like ones between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

Kunci = tuple[str, str, str]
"""Kind, identity (may be empty), words."""
Pasangan = tuple[int | None, int | None]

_SELA = re.compile(r" \| |,")
"""What ends the name of somebody in a row or a line."""
MIRIP = 50.0
MIRIP_BARIS = 70.0
"""Likeness in per cent from which two items are one that changed; rows of a table are alike by nature."""
MAKS_SEL = 250_000
"""Above as many pairs items are taken one by one."""


def sejajarkan(lama: Sequence[Kunci], baru: Sequence[Kunci]) -> Iterator[Pasangan]:
    """Pairs of positions in order of printing; None on the side that lacks an item."""
    for op, a1, a2, b1, b2 in SequenceMatcher(None, lama, baru, autojunk=False).get_opcodes():
        if op == "equal":
            yield from zip(range(a1, a2), range(b1, b2), strict=True)
        else:
            yield from _antara(lama, baru, range(a1, a2), range(b1, b2))


def _antara(lama: Sequence[Kunci], baru: Sequence[Kunci], a: range, b: range) -> Iterator[Pasangan]:
    """The stretch between equal items: the pairing of greatest likeness that keeps the order."""
    pairs = dict(_terbaik(lama, baru, a, b)) if len(a) * len(b) <= MAKS_SEL else {}
    rest = iter(b)
    for was in a:
        now = pairs.get(was)
        if now is None:
            yield was, None
            continue
        for other in rest:
            if other == now:
                break
            yield None, other
        yield was, now
    for other in rest:
        yield None, other


def _terbaik(lama: Sequence[Kunci], baru: Sequence[Kunci], a: range, b: range) -> Iterator[tuple[int, int]]:
    likeness = [[mirip(lama[i], baru[j]) for j in b] for i in a]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + likeness[i][j])
    i, j = len(a), len(b)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield a[i], b[j]


def mirip(a: Kunci, b: Kunci) -> float:
    """How surely two items are one: 0 where they cannot be."""
    if a[0] != b[0]:
        return 0.0
    if a[1] and b[1] and a[1] != b[1]:  # another person, or the number itself was corrected
        return 90.0 if _SELA.split(a[2])[0] == _SELA.split(b[2])[0] else 0.0
    row = a[0].startswith("baris")
    if a[1] and a[1] == b[1]:
        return 100.0
    ratio = fuzz.ratio(a[2], b[2], score_cutoff=MIRIP_BARIS if row else MIRIP)
    return float(ratio) if ratio or a[2] or b[2] else 100.0
