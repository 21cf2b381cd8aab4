"""The states of a document, the steps between them, and what each step asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.ledger.basis import Ledger, Tolakan, Tulisan, satu_baris, sekarang, sidik
from pipeline.ledger.berkas_pdf import rekaman_dalam
from pipeline.ledger.sisip import dengan_nomor
from pipeline.ledger.skema import Berkas, Dokumen, Nomor
from pipeline.record.record import Record
from pipeline.workspace import Workspace

KEADAAN = ("draf", "diperiksa", "final", "bernomor", "ditandatangani", "diarsipkan")
"""The states in their order; a document enters each only from the one before."""

OTOMATIS = "Notula (otomatis)"
"""Who is named where the ledger itself notices something."""


@dataclass(frozen=True)
class Bukti:
    """What a step is judged by: the record as it stands now, and how many errors the checks found."""

    workspace: Workspace
    record: Record
    galat: int = 0

    @property
    def rekaman(self) -> str:
        """The name under which the ledger keeps the record."""
        return self.record.file.stem

    @property
    def naskah(self) -> tuple[str, ...]:
        """The kinds of document the record makes."""
        return tuple(dict.fromkeys(self.record.rapat.dokumen))

    @cached_property
    def sidik(self) -> str:
        """The hash of the record as read."""
        return sidik(self.record.data)

    def pdf(self, jenis: str) -> Path:
        """Where the PDF of a document is built."""
        return self.workspace.build / self.rekaman / f"{jenis}.pdf"

    def sidik_pdf(self, jenis: str) -> str | None:
        """The hash of the final PDF in `build/` that was made from this very record, where there is one."""
        try:
            data = self.pdf(jenis).read_bytes()
        except OSError:
            return None
        return sidik(data) if rekaman_dalam(data) == self.record.data else None


@dataclass(frozen=True)
class Langkah:
    """A step into a state: the state it starts from, and the check it must pass (which raises Tolakan)."""

    dari: str
    syarat: Callable[[Ledger, Bukti, str], None]


def _tanpa_galat(_ledger: Ledger, bukti: Bukti, _jenis: str) -> None:
    if bukti.galat:
        raise Tolakan(
            f"{bukti.rekaman} masih memuat {bukti.galat} galat; jalankan “notula check” dan betulkan dahulu.",
            f"{bukti.rekaman} still holds {bukti.galat} errors; run “notula check” and mend them first.",
        )


def _berstatus_final(ledger: Ledger, bukti: Bukti, jenis: str) -> None:
    if bukti.record.rapat.status != "final":
        raise Tolakan(
            f"{bukti.rekaman} masih berstatus draf; tulis “status: final” di rekaman dahulu.",
            f"{bukti.rekaman} is still a draft; write “status: final” in the record first.",
        )
    _tanpa_galat(ledger, bukti, jenis)


def _punya_nomor(ledger: Ledger, bukti: Bukti, _jenis: str) -> None:
    if nomor_hidup(ledger, bukti.rekaman) is None:
        raise Tolakan(
            f"{bukti.rekaman} belum bernomor; jalankan “notula nomor” dahulu.",
            f"{bukti.rekaman} has no number; run “notula nomor” first.",
        )


def _berkas_utuh(ledger: Ledger, bukti: Bukti, jenis: str) -> None:
    files = ledger.semua(Berkas, rekaman=bukti.rekaman, jenis=jenis)
    if not files:
        raise Tolakan(
            f"{jenis} {bukti.rekaman} belum memiliki berkas bertanda tangan; tandatangani, atau ambil pindaiannya "
            "dengan “notula terima”.",
            f"{jenis} of {bukti.rekaman} has no signed file; sign it, or take in its scan with “notula terima”.",
        )
    for row in files:
        if (why := berkas_rusak(bukti.workspace, row)) is not None:
            raise why


LANGKAH: dict[str, Langkah] = {
    "diperiksa": Langkah("draf", _tanpa_galat),
    "final": Langkah("diperiksa", _berstatus_final),
    "bernomor": Langkah("final", _punya_nomor),
    "ditandatangani": Langkah("bernomor", _berkas_utuh),
    "diarsipkan": Langkah("ditandatangani", _berkas_utuh),
}

_PERINTAH = {
    "draf": "notula ledger periksa",
    "diperiksa": "notula ledger final",
    "final": "notula nomor",
    "bernomor": "notula terima",
    "ditandatangani": "notula ledger arsip",
}
"""The command that leads on from a state."""


def nomor_hidup(ledger: Ledger, rekaman: str) -> Nomor | None:
    """The number a record bears."""
    return ledger.satu(Nomor, rekaman=rekaman, keadaan="dipakai")


def berkas_rusak(workspace: Workspace, row: Berkas) -> Tolakan | None:
    """Why a signed file is not what the ledger recorded; None where it is."""
    for name, wanted in ((row.berkas, row.sidik), (row.asal, row.sidik_asal)):
        if name is None:
            continue
        try:
            same = sidik((workspace.root / name).read_bytes()) == wanted
        except OSError:
            return Tolakan(
                f"{name} tidak ada atau tidak terbaca, padahal tercatat di register.",
                f"{name} is missing or cannot be read, though the register records it.",
            )
        if not same:
            return Tolakan(
                f"{name} sudah berubah sejak dicatat di register.",
                f"{name} has changed since the register recorded it.",
            )
    return None


def dokumen(ledger: Ledger, rekaman: str, jenis: str) -> Dokumen | None:
    """The row of a document, or None where the ledger does not know it yet."""
    return ledger.satu(Dokumen, rekaman=rekaman, jenis=jenis)


def maju(tx: Tulisan, bukti: Bukti, jenis: str, ke: str, oleh: str, **catatan: object) -> Dokumen:
    """The document one step on. Raises Tolakan where the step may not be taken."""
    step = LANGKAH[ke]
    row = dokumen(tx.ledger, bukti.rekaman, jenis)
    now = row.keadaan if row else "draf"
    if now != step.dari and not (now == ke == "diperiksa"):  # a second reading counts too
        raise _salah_urutan(bukti.rekaman, jenis, now, ke)
    step.syarat(tx.ledger, bukti, jenis)
    made = Dokumen(
        row.id if row else 0, bukti.rekaman, jenis, ke, bukti.sidik, bukti.sidik_pdf(jenis), oleh, sekarang()
    )  # fmt: skip
    return _catat(tx, made, ke, now, oleh, **catatan)


def kembali(tx: Tulisan, row: Dokumen, oleh: str, alasan: str, ke: str | None = None) -> Dokumen:
    """The document one step back, or back to an earlier state, with the reason. Raises Tolakan.

    It keeps the hash it had: a record that differs from it is noticed as changed.
    """
    place = KEADAAN.index(row.keadaan)
    target = KEADAAN[place - 1] if ke is None and place else ke
    if target is None or target not in KEADAAN[:place]:
        raise Tolakan(
            f"{row.jenis} {row.rekaman} berkeadaan {row.keadaan}; tidak dapat kembali ke {target or 'mana pun'}.",
            f"{row.jenis} of {row.rekaman} is {row.keadaan}; it cannot go back to {target or 'anything'}.",
        )
    if not satu_baris(alasan):
        raise Tolakan("Alasan kembali harus diisi.", "A reason is needed to go back.")
    made = replace(row, keadaan=target, oleh=oleh, waktu=sekarang())
    return _catat(tx, made, "kembali", row.keadaan, oleh, alasan=satu_baris(alasan))


def perhatikan(tx: Tulisan, bukti: Bukti) -> list[Dokumen]:
    """Documents whose record is no longer the one that was made final: back to draf, with an audit row.

    A signed or archived document stays what it is, for its file is kept apart; the difference
    is written into the trail once.
    """
    out = []
    for row in tx.ledger.semua(Dokumen, rekaman=bukti.rekaman):
        if KEADAAN.index(row.keadaan) < KEADAAN.index("final") or setara(tx.ledger, bukti, row.sidik_rekaman):
            continue
        if row.keadaan in ("ditandatangani", "diarsipkan"):
            if not _sudah_tercatat(tx.ledger, row, bukti.sidik):
                tx.catat(
                    "menyimpang", OTOMATIS, row.rekaman, row.jenis, row.keadaan, row.keadaan,
                    sidik_tercatat=row.sidik_rekaman, sidik_kini=bukti.sidik,
                )  # fmt: skip
            continue
        made = replace(
            row, keadaan="draf", sidik_rekaman=bukti.sidik, sidik_pdf=None, oleh=OTOMATIS, waktu=sekarang()
        )  # fmt: skip
        out.append(_catat(tx, made, "berubah", row.keadaan, OTOMATIS, sidik_tercatat=row.sidik_rekaman))
    return out


def setara(ledger: Ledger, bukti: Bukti, tercatat: str) -> bool:
    """Whether the record is the recorded one, or will be once its number is written into or out of it.

    A crash between the ledger and the file leaves them so; the next `notula nomor` mends it.
    """
    if bukti.sidik == tercatat:
        return True
    live = nomor_hidup(ledger, bukti.rekaman)
    try:
        return sidik(dengan_nomor(bukti.record.data, live.teks if live else None)) == tercatat
    except Tolakan:
        return False


def _sudah_tercatat(ledger: Ledger, row: Dokumen, kini: str) -> bool:
    rows = ledger.jejak(rekaman=row.rekaman, jenis=row.jenis, peristiwa="menyimpang")
    return any(kini in r.rincian for r in rows)


def _catat(tx: Tulisan, row: Dokumen, event: str, now: str, oleh: str, **catatan: object) -> Dokumen:
    made = tx.simpan(row)
    tx.catat(event, oleh, row.rekaman, row.jenis, now, row.keadaan, **catatan)
    return made


def _salah_urutan(rekaman: str, jenis: str, now: str, ke: str) -> Tolakan:
    if KEADAAN.index(now) >= KEADAAN.index(ke):
        return Tolakan(
            f"{jenis} {rekaman} sudah berkeadaan {now}.", f"{jenis} of {rekaman} is {now} already."
        )
    return Tolakan(
        f"{jenis} {rekaman} masih berkeadaan {now}; langkah berikutnya: “{_PERINTAH[now]}”.",
        f"{jenis} of {rekaman} is still {now}; the next step is “{_PERINTAH[now]}”.",
    )


def pilih(bukti: Bukti, jenis: Iterable[str]) -> tuple[str, ...]:
    """The kinds of document asked for, or all. Raises Tolakan for one that the record does not make."""
    wanted = tuple(jenis) or bukti.naskah
    for name in wanted:
        if name not in bukti.naskah:
            listed = ", ".join(bukti.naskah) or "–"
            raise Tolakan(
                f"{bukti.rekaman} tidak memuat dokumen “{name}”; yang ada: {listed}.",
                f"{bukti.rekaman} has no document “{name}”; there are: {listed}.",
            )
    return wanted
