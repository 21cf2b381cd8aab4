"""Sendings: when a numbered, signed document left, and to whom; the register of outgoing letters needs both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.ledger.basis import Ledger, Tolakan, satu_baris, sekarang
from pipeline.ledger.langkah import Bukti, nomor_hidup
from pipeline.ledger.skema import Dokumen, Kiriman


def kirim(
    ledger: Ledger, bukti: Bukti, tanggal: date, tujuan: Sequence[str], oleh: str, lagi: bool = False
) -> Kiriman:
    """The sending, recorded; without `tujuan` it goes to the record's `tembusan`.

    Raises Tolakan, also for a day before the document's own, and for a further sending that is
    not said to be one (`lagi`).
    """
    with ledger.tulis() as tx:
        number = nomor_hidup(ledger, bukti.rekaman)
        states = [d.keadaan for d in ledger.semua(Dokumen, rekaman=bukti.rekaman)]
        if number is None or not {"ditandatangani", "diarsipkan"} & set(states):
            raise Tolakan(
                f"{bukti.rekaman} belum ditandatangani, jadi belum dapat dicatat terkirim.",
                f"{bukti.rekaman} is not signed yet, so it cannot be recorded as sent.",
            )
        if number.tanggal and tanggal.isoformat() < number.tanggal:
            raise Tolakan(
                f"Tanggal pengiriman {tanggal.isoformat()} mendahului tanggal naskahnya, {number.tanggal}.",
                f"The day of sending, {tanggal.isoformat()}, is before that of the document, {number.tanggal}.",
            )
        to = [x for t in (tujuan or bukti.record.rapat.tembusan) if (x := satu_baris(t))]
        if not to:
            raise Tolakan(
                "Tujuan belum disebut: rekaman tidak memuat tembusan; pakai --kepada.",
                "No destination: the record has no tembusan; use --kepada.",
            )
        sent = ledger.semua(Kiriman, nomor=number.id)
        if sent and not lagi:
            told = ", ".join(f"{k.tanggal} kepada {k.tujuan}" for k in sent)
            raise Tolakan(
                f"{bukti.rekaman} sudah dicatat terkirim ({told}); bila memang dikirim lagi, tambahkan --lagi.",
                f"{bukti.rekaman} is recorded as sent already ({told}); if it was sent again, add --lagi.",
            )
        row = tx.simpan(Kiriman(0, number.id, tanggal.isoformat(), "; ".join(to), oleh, sekarang()))
        tx.catat("dikirim", oleh, bukti.rekaman, tanggal=row.tanggal, tujuan=row.tujuan)
        return row
