"""What recognisers say: this value belongs to that key, or this line left a key unsure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Kunci = tuple[str, ...]


@dataclass(frozen=True)
class Klaim:
    """A value for a key, the blocks it was read from, and the words that are placed by it.

    `nilai` is text, or a mapping or list of texts. With `tambah` it is one more item of a list.
    `lemah` claims only fill what no other claim fills. Words in `ambil` stand in the value;
    all other words of the block stay leftovers.
    """

    kunci: Kunci
    nilai: Any
    blok: tuple[int, ...]
    ambil: tuple[str, ...] = ()
    tambah: bool = False
    lemah: bool = False


@dataclass(frozen=True)
class Celah:
    """A key that stays empty although a line speaks of it, and why.

    A `ringan` gap of a list is none any more once the list has items.
    """

    kunci: Kunci
    alasan: str
    blok: int
    ringan: bool = False


Hasil = list[Klaim | Celah]


def kata(value: Any) -> list[str]:
    """All texts in a value, in order."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [t for v in inner for t in kata(v)]


def tanpa_tab(value: Any) -> Any:
    """A value whose texts have blanks where columns of the source were divided."""
    if isinstance(value, str):
        return value.replace("\t", " ")
    if isinstance(value, dict):
        return {k: tanpa_tab(v) for k, v in value.items()}
    return [tanpa_tab(v) for v in value] if isinstance(value, list | tuple) else value
