"""A record whose document is signed: it may not change any more (L010, L011)."""

from __future__ import annotations

from pipeline.findings import Example, Finding, Place, Severity, rule
from pipeline.ledger.basis import NAMA, Masalah, buka
from pipeline.ledger.hilang import tanda
from pipeline.ledger.langkah import Bukti, berbeda, sudah_ditandatangani
from pipeline.ledger.rantai import tak_terdaftar
from pipeline.record.record import Record
from pipeline.workspace import Workspace

L010 = rule(
    "L010", "rekaman-terkunci",
    id="Rekaman ini berubah sesudah {jenis}-nya ditandatangani.",
    en="This record has changed since its {jenis} was signed.",
    hint_id="Kembalikan isinya, atau mulai ralat: “notula ralat {rekaman} --alasan …”.",
    hint_en="Put it back, or start a correction: “notula ralat {rekaman} --alasan …”.",
    why="Naskah yang sudah ditandatangani tidak diubah; perubahannya menjadi ralat bernomor.",
    source="design.md: Signatures; Notula: ralat",
    example=Example("(rekaman sama seperti saat ditandatangani)", "(satu kata diubah sesudahnya)", "naskah"),
)  # fmt: skip
L011 = rule(
    "L011", "register-tidak-terbaca",
    id="Register tidak dapat dibaca: {masalah}",
    en="The register cannot be read: {masalah}",
    hint_id="Jalankan “notula ledger verify”; sampai register pulih, perubahan sesudah tanda tangan tidak terpantau.",
    hint_en="Run “notula ledger verify”; until it is mended, changes after signing go unseen.",
    why="Register mencatat naskah mana yang sudah ditandatangani.",
    source="design.md: State",
    example=Example("(register utuh)", "(berkas register rusak)", "naskah"),
)  # fmt: skip


def terkunci(workspace: Workspace, record: Record) -> list[Finding]:
    """An error where a signed document's record is no longer the one that was signed."""
    if not (workspace.register / NAMA).exists() and tanda(workspace, rekaman=False) is None:
        return []
    name = record.file.stem
    place = Place(record.places.file, 1, 1)
    try:
        with buka(workspace, buat=False, baca=True) as ledger:
            changed = [
                row.jenis for row in berbeda(ledger, Bukti(workspace, record))
                if sudah_ditandatangani(ledger, name, row.jenis)
            ]  # fmt: skip
            astray = list(tak_terdaftar(ledger, record))
    except Masalah as e:
        return [L011.at(place, Severity.PERINGATAN, masalah=e.id)]
    locked = [L010.at(place, jenis=" dan ".join(changed), rekaman=name)] if changed else []
    return [*locked, *astray]
