"""Record → Naskah: one file per document type; a new type is a new file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.compose.laporan import compose_laporan
from pipeline.compose.notula import compose_notula
from pipeline.naskah import Naskah
from pipeline.record.record import Record, Reference
from pipeline.sampah import tahap

COMPOSERS: Mapping[str, Callable[[Record, Reference], Naskah]] = {
    "notula": compose_notula,
    "laporan": compose_laporan,
}


@tahap
def compose(record: Record, reference: Reference, jenis: str) -> Naskah:
    """The document of a type that a record makes. Raises KeyError for an unknown type."""
    return COMPOSERS[jenis](record, reference)
