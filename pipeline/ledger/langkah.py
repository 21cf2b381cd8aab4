"""The states of a document, the steps between them, and what each step asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.ledger.basis import Ledger, Tolakan, Tulisan, satu_baris, sekarang, sidik
from pipeline.ledger.berkas_pdf import bertanda_tangan, rekaman_dalam
from pipeline.ledger.sisip import sama_isi
from pipeline.ledger.skema import KEADAAN as KEADAAN
from pipeline.ledger.skema import Berkas, Dokumen, Nomor
from pipeline.record.record import Record
from pipeline.workspace import Workspace

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
    "draf": "notula ledger periksa {rekaman}",
    "diperiksa": "notula ledger final {rekaman}",
    "final": "notula nomor {rekaman}",
    "bernomor": "notula sign {rekaman} --jenis {jenis}” (elektronik) atau “notula terima PINDAIAN {rekaman} --jenis {jenis}",
    "ditandatangani": "notula ledger arsip {rekaman} --jenis {jenis}",
}
"""The command that leads on from a state."""


def berikutnya(rekaman: str, jenis: str, keadaan: str) -> str:
    """The command that leads a document on, between quotes; nothing for an archived one."""
    command = _PERINTAH.get(keadaan, "").format(rekaman=rekaman, jenis=jenis)
    return f"“{command}”" if command else ""


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


def sudah_ditandatangani(ledger: Ledger, rekaman: str, jenis: str) -> bool:
    """Whether a signed file of a document was ever recorded: from then on only a correction changes it."""
    return ledger.satu(Berkas, rekaman=rekaman, jenis=jenis) is not None


def tak_tercatat(ledger: Ledger, workspace: Workspace, rekaman: str, jenis: str) -> Tolakan | None:
    """The refusal where `resmi/` holds an electronically signed file of a document that the ledger does not know.

    So it is after the register was lost, or after signing died before it could record.
    """
    known = {row.berkas for row in ledger.semua(Berkas, rekaman=rekaman)}
    for file in sorted((workspace.resmi / rekaman).glob(f"{jenis}*.pdf")):
        shown = workspace.shown(file)
        if shown not in known and bertanda_tangan(file.read_bytes()):
            return Tolakan(
                f"{shown} sudah ditandatangani secara elektronik, tetapi tidak tercatat di register. Bila register pernah "
                f"hilang, pulihkan dari cadangan; bila penandatanganan terputus, jalankan “notula sign {rekaman} "
                f"--jenis {jenis}” lagi dengan rekaman yang ditandatangani itu.",
                f"{shown} is electronically signed, but the register does not know it. Where the register was lost, bring "
                f"it back from a backup; where signing was cut off, run “notula sign {rekaman} --jenis {jenis}” again "
                "with the record that was signed.",
            )
    return None


def tunggal(bukti: Bukti) -> None:
    """Raises Tolakan where two records have one name (`a.yaml`, `a.yml`): the ledger would take one for the other."""
    own = bukti.record.file
    for ending in (".yaml", ".yml"):
        other = own.with_suffix(ending)
        if other.name != own.name and other.exists():
            raise Tolakan(
                f"{own.name} dan {other.name} bernama sama bagi register; ganti nama salah satunya.",
                f"{own.name} and {other.name} have one name in the register; rename one of them.",
            )


def dokumen(ledger: Ledger, rekaman: str, jenis: str) -> Dokumen | None:
    """The row of a document, or None where the ledger does not know it yet."""
    return ledger.satu(Dokumen, rekaman=rekaman, jenis=jenis)


def maju(tx: Tulisan, bukti: Bukti, jenis: str, ke: str, oleh: str, **catatan: object) -> Dokumen:
    """The document one step on. Raises Tolakan where the step may not be taken."""
    step = LANGKAH[ke]
    tunggal(bukti)
    row = dokumen(tx.ledger, bukti.rekaman, jenis)
    now = row.keadaan if row else "draf"
    if (wrong := salah_urutan(tx.ledger, bukti.rekaman, jenis, ke)) is not None:
        raise wrong
    if ke in KEADAAN[1:4] and sudah_ditandatangani(tx.ledger, bukti.rekaman, jenis):
        raise hanya_ralat(bukti.rekaman, jenis)
    if ke in ("final", "bernomor") and (
        why := tak_tercatat(tx.ledger, bukti.workspace, bukti.rekaman, jenis)
    ):
        raise why
    step.syarat(tx.ledger, bukti, jenis)
    made = Dokumen(
        row.id if row else 0, bukti.rekaman, jenis, ke, bukti.sidik, bukti.sidik_pdf(jenis), oleh, sekarang()
    )  # fmt: skip
    return _catat(tx, made, ke, now, oleh, **catatan)


def kembali(tx: Tulisan, row: Dokumen, oleh: str, alasan: str, ke: str | None = None) -> Dokumen:
    """The document one step back, or back to an earlier state, with the reason. Raises Tolakan.

    It keeps the hash it had: a record that differs from it is noticed as changed. A signature
    cannot be taken back: an archived document becomes a signed one again, no more than that.
    """
    place = KEADAAN.index(row.keadaan)
    target = KEADAAN[place - 1] if ke is None and place else ke
    if target is None or target not in KEADAAN[:place]:
        raise Tolakan(
            f"{row.jenis} {row.rekaman} berkeadaan {row.keadaan}; tidak dapat kembali ke {target or 'mana pun'}.",
            f"{row.jenis} of {row.rekaman} is {row.keadaan}; it cannot go back to {target or 'anything'}.",
        )
    signed = sudah_ditandatangani(tx.ledger, row.rekaman, row.jenis)
    if signed and KEADAAN.index(target) < KEADAAN.index("ditandatangani"):
        raise hanya_ralat(row.rekaman, row.jenis)
    if not satu_baris(alasan):
        raise Tolakan("Alasan kembali harus diisi (--alasan).", "A reason is needed to go back (--alasan).")
    made = replace(row, keadaan=target, oleh=oleh, waktu=sekarang())
    return _catat(tx, made, "kembali", row.keadaan, oleh, alasan=satu_baris(alasan))


def perhatikan(tx: Tulisan, bukti: Bukti) -> list[Dokumen]:
    """Documents whose record is no longer the one that was made final: back to draf, with an audit row.

    A signed or archived document stays what it is, for its file is kept apart; the difference
    is written into the trail once.
    """
    tunggal(bukti)
    out = []
    for row in berbeda(tx.ledger, bukti):
        if sudah_ditandatangani(tx.ledger, row.rekaman, row.jenis):
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


def berbeda(ledger: Ledger, bukti: Bukti) -> list[Dokumen]:
    """The documents, final or further, whose record is no longer the recorded one."""
    return [
        row for row in ledger.semua(Dokumen, rekaman=bukti.rekaman)
        if (KEADAAN.index(row.keadaan) >= KEADAAN.index("final") or sudah_ditandatangani(ledger, row.rekaman, row.jenis))
        and not setara(ledger, bukti, row.sidik_rekaman)
    ]  # fmt: skip


def setara(ledger: Ledger, bukti: Bukti, tercatat: str) -> bool:
    """Whether the record is the recorded one, or will be once its number is written into or out of it.

    A crash between the ledger and the file leaves them so; the next `notula nomor` mends it.
    """
    live = nomor_hidup(ledger, bukti.rekaman)
    return sama_isi(bukti.record.data, live.teks if live else None, tercatat)


def _sudah_tercatat(ledger: Ledger, row: Dokumen, kini: str) -> bool:
    rows = ledger.jejak(rekaman=row.rekaman, jenis=row.jenis, peristiwa="menyimpang")
    return any(kini in r.rincian for r in rows)


def _catat(tx: Tulisan, row: Dokumen, event: str, now: str, oleh: str, **catatan: object) -> Dokumen:
    made = tx.simpan(row)
    tx.catat(event, oleh, row.rekaman, row.jenis, now, row.keadaan, **catatan)
    return made


def hanya_ralat(rekaman: str, jenis: str) -> Tolakan:
    """The refusal to change what is signed, with the two honest ways on."""
    return Tolakan(
        f"{jenis} {rekaman} sudah ditandatangani; yang keliru dibetulkan dengan ralat: “notula ralat {rekaman} "
        f"--alasan …”. Bila hanya pindaiannya yang keliru: “notula terima PINDAIAN {rekaman} --jenis {jenis} --ganti "
        "--alasan …”.",
        f"{jenis} of {rekaman} is signed; what is wrong is put right by a correction: “notula ralat {rekaman} "
        f"--alasan …”. Where only its scan is wrong: “notula terima SCAN {rekaman} --jenis {jenis} --ganti --alasan …”.",
    )


def salah_urutan(ledger: Ledger, rekaman: str, jenis: str, ke: str) -> Tolakan | None:
    """The refusal where it is not a document's turn to enter a state."""
    row = dokumen(ledger, rekaman, jenis)
    now = row.keadaan if row else "draf"
    if now == LANGKAH[ke].dari or now == ke == "diperiksa":  # a second reading counts too
        return None
    if KEADAAN.index(now) >= KEADAAN.index(ke):
        return Tolakan(
            f"{jenis} {rekaman} sudah berkeadaan {now}.", f"{jenis} of {rekaman} is {now} already."
        )
    command = berikutnya(rekaman, jenis, now)
    return Tolakan(
        f"{jenis} {rekaman} masih berkeadaan {now}; langkah berikutnya: {command}.",
        f"{jenis} of {rekaman} is still {now}; the next step is {command}.",
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
