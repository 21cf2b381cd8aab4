"""Which record corrects which, by the audit trail; a correction that says otherwise is a finding (L012)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.findings import Example, Finding, rule
from pipeline.ledger.basis import Ledger
from pipeline.record.record import Record

PERISTIWA = "ralat dimulai"
_URUT = re.compile(r"-ralat-(\d+)\Z")

L012 = rule(
    "L012", "ralat-tidak-terdaftar",
    id="Register tidak mengenal ralat ini: {masalah}.",
    en="The register does not know this correction: {masalah_en}.",
    hint_id="Jalankan “notula ralat {rekaman}”: ralat yang benar dicatat, yang keliru disebut kekeliruannya.",
    hint_en="Run “notula ralat {rekaman}”: a right correction is recorded, of a wrong one it says what is wrong.",
    why="Ralat bernomor urut, menyebut naskah yang diralatnya, dan register menunjukkan rantainya.",
    source="Notula: ralat",
    example=Example("(ralat dimulai dengan “notula ralat”)", "(kunci “ralat” diisi sendiri, menyebut rekaman lain)", "naskah"),
)  # fmt: skip


@dataclass(frozen=True)
class Mata:
    """A link of the chain: the corrected record, its correction, and which correction in a row it is."""

    rekaman: str
    ralat: str
    urut: int


def pangkal(rekaman: str) -> str:
    """The name of the first record of a chain: `rapat` of `rapat-ralat-2`."""
    return _URUT.sub("", rekaman)


def rantai(ledger: Ledger) -> list[Mata]:
    """The links in the order they were started."""
    out = []
    for row in ledger.jejak(peristiwa=PERISTIWA):
        said = json.loads(row.rincian)["catatan"]
        if row.rekaman and said.get("ralat"):
            out.append(Mata(row.rekaman, str(said["ralat"]), int(said.get("urut", 0))))
    return out


def urut_berikut(ledger: Ledger, rekaman: str) -> int:
    """The number of the next correction in the chain of a record; call it in a transaction that writes."""
    own = [m.urut for m in rantai(ledger) if pangkal(m.rekaman) == pangkal(rekaman)]
    return max(own, default=0) + 1


def tak_terdaftar(ledger: Ledger, record: Record) -> Iterator[Finding]:
    """L012 where a record calls itself a correction and the trail does not say the same."""
    said, name = record.rapat.ralat, record.file.stem
    if said is None:
        return
    known = next((m for m in rantai(ledger) if m.ralat == name), None)
    if known is None:
        wrong = "belum dicatat", "it is not recorded"
    elif known.rekaman != said.rekaman:
        wrong = f"yang diralat {known.rekaman}, bukan {said.rekaman or '–'}", f"it corrects {known.rekaman}, not {said.rekaman or '–'}"  # fmt: skip
    elif known.urut != said.urut:
        wrong = f"ini ralat ke-{known.urut}, bukan ke-{said.urut or '–'}", f"it is correction {known.urut}, not {said.urut or '–'}"  # fmt: skip
    else:
        return
    place = record.places.of(("ralat",))
    yield L012.at(place, record.weight, masalah=wrong[0], masalah_en=wrong[1], rekaman=name)
