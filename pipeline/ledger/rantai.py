"""Which record corrects which, by the audit trail."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from pipeline.ledger.basis import Ledger

PERISTIWA = "ralat dimulai"
_URUT = re.compile(r"-ralat-(\d+)\Z")


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
