"""Flaws that show in a text alone: rules on texts are functions (text, kind of field) → flaws.

A text is looked at once for each content it has, however often it stands in a record, and
not again while a watching process runs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.checks import pemeriksaan
from pipeline.findings import Finding, Mend, Rule, Severity
from pipeline.places import Path
from pipeline.record.record import Record, Reference
from pipeline.sampah import teringat

Ragam = Literal["blok", "baris", "polos", "kutipan", "nama", "kode"]
"""How a field is printed: with Markdown blocks, with bold and italic, as it stands, in quotation marks;
a person's name; a code, a file or a choice, which is no writing."""


@dataclass(frozen=True, slots=True)
class Cacat:
    """A flaw: its rule, where it stands, and the mended text in place of `text[start:end]`.

    `sure` flaws weigh as the record's status says, others only warn; `safe` is that of `Mend`.
    """

    rule: Rule
    start: int
    end: int
    mend: str | None = None
    safe: bool = False
    sure: bool = False
    values: tuple[tuple[str, str], ...] = ()


AturanTeks = Callable[[str, Ragam], Iterable[Cacat]]
_ATURAN: list[AturanTeks] = []

_RAGAM: dict[str, Ragam] = {
    **dict.fromkeys(("status", "dokumen", "profil", "keamanan", "sifat", "moda", "zona", "waktu"), "kode"),
    **dict.fromkeys(("kehadiran", "jk", "nip", "klasifikasi", "gambar", "nomor"), "kode"),
    **dict.fromkeys(("nama", "oleh", "ketua", "sekretaris", "pencatat"), "nama"),
    **dict.fromkeys(("pembicara", "penanya", "penjawab"), "nama"),
}
"""Fields that are of their kind wherever they stand."""
_BLOK = frozenset(("teks", "uraian", "pertanyaan", "jawaban", "kesimpulan", "isi"))
_BERBLOK = frozenset(("pembuka", "penutup", "pembahasan", "lampiran"))
_BARIS = frozenset(("dasar", "acara", "tujuan", "keputusan", "rekomendasi"))


def aturan_teks(rule: AturanTeks) -> AturanTeks:
    """Register a rule on texts."""
    _ATURAN.append(rule)
    return rule


@teringat(4096)
def cacat(text: str, ragam: Ragam) -> tuple[Cacat, ...]:
    """All flaws of a text in a kind of field, by their places."""
    return tuple(sorted((c for a in _ATURAN for c in a(text, ragam)), key=lambda c: (c.start, c.rule.code)))


@pemeriksaan
def teks(record: Record, _: Reference) -> Iterator[Finding]:
    """The flaws of every text of the record."""
    for path, text in record.prose:
        for c in cacat(text, ragam(path)):
            yield laporkan(record, path, text, c)


_PETIK = re.compile(r"“[^”\n]*”|‘[^’\n]*’|\"[^\"\n]*\"")


@lru_cache(maxsize=256)
def _petikan(text: str) -> tuple[list[int], list[int]]:
    spans = [m.span() for m in _PETIK.finditer(text)]
    return [a for a, _ in spans], [b for _, b in spans]


def dipetik(text: str, at: int) -> bool:
    """Whether a place lies between quotation marks: what stands there are somebody's own words."""
    starts, ends = _petikan(text)
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < ends[index]


_TEKS_ORANG = frozenset(("T006", "E007"))
"""Rules on words that titles of regulations and offices may hold by right."""


def laporkan(record: Record, path: Path, text: str, c: Cacat) -> Finding:
    """The finding of a flaw in the text at a path."""
    words = text[c.start : c.end]
    official = c.rule.code in _TEKS_ORANG and (path[0] == "dasar" or path[-1] == "jabatan")
    mend = Mend(words, c.mend, c.safe and not official) if c.mend is not None else None
    place = record.places.within(path, words, ke_berapa(text, words, c.start))
    weight = record.weight if c.sure else Severity.PERINGATAN
    return c.rule.at(place, weight, mend, **dict(c.values or (("teks", words.strip()[:80]),)))


def ke_berapa(text: str, words: str, at: int) -> int:
    """How many times the words stand in the text before a place, overlapping ones too (as `Places.within`)."""
    return bisect_left(_letak(text, words), at)


@lru_cache(maxsize=256)
def _letak(text: str, words: str) -> list[int]:
    """Every offset at which words stand in a text."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


@teringat(4096)
def ragam(path: Path) -> Ragam:
    """The kind of the field at a path."""
    key = next(p for p in reversed(path) if isinstance(p, str))
    if path == ("instansi",) or (path[0] == "penanda_tangan" and key == "delegasi"):
        return "kode"
    if key in _RAGAM:
        return _RAGAM[key]
    if path[0] == "kutipan":
        return "kutipan"
    if path[0] in _BARIS or (path[0] == "tindak_lanjut" and key == "uraian"):
        return "baris"
    if "tabel" in path:
        return "polos" if key == "judul" else "baris"
    return "blok" if path[0] in _BERBLOK and key in _BLOK else "polos"
