"""Text that YAML took for a comment (Y009)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Place, rule
from pipeline.record.record import Record, Reference

Y009 = rule(
    "Y009", "teks-terpotong",
    id="Tulisan “{teks}” dianggap catatan oleh YAML dan tidak tercetak.",
    en="YAML takes “{teks}” for a comment; it is not printed.",
    hint_id="Apit seluruh teks dengan tanda petik; bila memang catatan, beri spasi sesudah tanda #.",
    hint_en="Put the whole text in quotes; if it is a comment, write a blank after the #.",
    why="Tanda # sesudah spasi memotong teks tanpa pemberitahuan.",
    source="YAML 1.1 §4.1.1",
    example=Example("judul: 'Rapat Koordinasi Contoh #1'\n", "judul: Rapat Koordinasi Contoh #1 Tahap Dua\n"),
)  # fmt: skip

_CATATAN = re.compile(r"[ \t]+(#[^\s#!].*)")


@pemeriksaan
def terpotong(record: Record, _: Reference) -> Iterator[Finding]:
    """Plain values that are followed on their line by `#` and a letter or digit."""
    places = record.places
    for path, extent in places.values.items():
        if not path or extent.end <= extent.start or places.text[extent.start] in "'\"[{|>":
            continue
        line_end = places.text.find("\n", extent.end)
        m = _CATATAN.match(places.text, extent.end, line_end if line_end >= 0 else len(places.text))
        if m:
            at = m.start(1)
            start = places.text.rfind("\n", 0, at) + 1
            place = Place(places.file, places.text.count("\n", 0, at) + 1, at - start + 1)
            yield Y009.at(place, record.weight, teks=m[1].strip()[:60])
