"""Characters that would print as a box (G)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, rule
from pipeline.record.record import Record, Reference, texts
from pipeline.reference.glif import uncovered

G001 = rule(
    "G001", "tanpa-glif",
    id="Aksara {kode} ({nama}) tidak ada pada fon naskah dan akan tercetak sebagai kotak.",
    en="Character {kode} ({nama}) is in none of the document fonts and would print as a box.",
    hint_id="Ganti dengan tulisan biasa.",
    hint_en="Replace it with ordinary writing.",
    why="Kotak kosong di naskah resmi menyembunyikan isi.",
    source="Fon yang dibawa Notula (templates/fonts)",
    example=Example("tujuan: ['Salam السلام 😀 ꦲ']\n", "tujuan: ['Nama 漢']\n"),
)  # fmt: skip


@pemeriksaan
def glif(record: Record, _: Reference) -> Iterator[Finding]:
    """Each uncovered character of a text once."""
    for path, text in texts(record.rapat):
        if path[0] == "catatan_impor":
            continue
        for char in dict.fromkeys(c for _, c in uncovered(text)):
            name = unicodedata.name(char, "tanpa nama")
            yield G001.at(
                record.places.within(path, char), record.weight, kode=f"U+{ord(char):04X}", nama=name
            )
