"""What became of follow-ups: done or open again, as the audit trail tells it.

No table holds it: the trail says who, when and why, and cannot be edited. An item is known by
the words of its task and of who is in charge, so that a number that moves up takes no other's state along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.ledger.basis import Ledger, Tolakan, satu_baris, sidik
from pipeline.record.rapat import TindakLanjut

SELESAI, BUKA = "tindak lanjut selesai", "tindak lanjut dibuka lagi"


@dataclass(frozen=True)
class Status:
    """The last word on an item: whether it is done, the day that holds, who said so, the remark."""

    selesai: bool
    tanggal: str
    oleh: str
    waktu: str
    keterangan: str


def tanda(items: Iterable[TindakLanjut]) -> list[str]:
    """What each item of a record is known by; one that is written twice is two."""
    out: list[str] = []
    for item in items:
        said = (item.uraian or "", item.penanggung_jawab or "")
        mark = sidik("\n".join(" ".join(s.casefold().split()) for s in said).encode())[:16]
        twins = sum(m.split("-")[0] == mark for m in out)
        out.append(f"{mark}-{twins + 1}" if twins else mark)
    return out


def status(ledger: Ledger, per: date | None = None) -> dict[tuple[str, str], Status]:
    """The last word on each item by record and mark, as of a day; an item that is not there is open."""
    found: dict[tuple[str, str], Status] = {}
    rows = [*ledger.jejak(peristiwa=SELESAI), *ledger.jejak(peristiwa=BUKA)]
    for row in sorted(rows, key=lambda r: r.id):
        said = json.loads(row.rincian)["catatan"]
        day = str(said.get("tanggal", ""))
        if per is None or day <= per.isoformat():
            found[row.rekaman or "", str(said.get("tanda"))] = Status(
                row.peristiwa == SELESAI, day, row.oleh, row.waktu, str(said.get("keterangan", ""))
            )
    return found


def catat(
    ledger: Ledger, rantai: Sequence[str], semua: Sequence[TindakLanjut], nomor: Iterable[int], *, selesai: bool,
    tanggal: date, oleh: str, keterangan: str,
) -> None:  # fmt: skip
    """Record that the items of these numbers (from 1) are done, or open again; all of them or none.

    `rantai` is the record and those that it corrects, the newest first. Raises Tolakan where an item is
    that already, where the day has not come, or where opening again lacks its reason.
    """
    note = satu_baris(keterangan)
    if not selesai and not note:
        raise Tolakan(
            "Alasan membuka lagi harus diisi (--alasan).", "Opening again needs a reason (--alasan)."
        )
    if tanggal > date.today():
        raise Tolakan(
            f"Tanggal {tanggal.isoformat()} belum tiba; catat sesudah terjadi.",
            f"The day {tanggal.isoformat()} has not come; record it when it is done.",
        )
    marks, rekaman = tanda(semua), rantai[0]
    with ledger.tulis() as tx:
        known = status(ledger)
        for number in nomor:
            item, mark = semua[number - 1], marks[number - 1]
            before = next((known[n, mark] for n in rantai if (n, mark) in known), None)
            if (before is not None and before.selesai) == selesai:
                raise Tolakan(
                    f"Tindak lanjut {number} {rekaman} {'sudah selesai' if selesai else 'memang masih terbuka'}.",
                    f"Follow-up {number} of {rekaman} is {'done already' if selesai else 'open anyway'}.",
                )
            tx.catat(
                SELESAI if selesai else BUKA, oleh, rekaman, butir=number, tanda=mark,
                uraian=item.uraian or "", tanggal=tanggal.isoformat(), keterangan=note,
            )  # fmt: skip
