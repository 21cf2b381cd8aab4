"""A record whose document is signed: it may not change any more (L010, L011), and what calls itself a correction is one (L012)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import Example, Finding, Place, Severity, rule
from pipeline.ledger.kunci import Kunci
from pipeline.ledger.sisip import sama_isi
from pipeline.record.record import Record

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


def terkunci(record: Record, kunci: Kunci) -> list[Finding]:
    """An error where a signed document's record is no longer the one that was signed."""
    place = Place(record.places.file, 1, 1)
    if kunci.masalah:
        return [L011.at(place, Severity.PERINGATAN, masalah=kunci.masalah)]
    changed = [jenis for jenis, then in kunci.dokumen if not sama_isi(record.data, kunci.nomor, then)]
    locked = [L010.at(place, jenis=" dan ".join(changed), rekaman=record.file.stem)] if changed else []
    return [*locked, *_tak_terdaftar(record, kunci)]


def _tak_terdaftar(record: Record, kunci: Kunci) -> Iterator[Finding]:
    """L012 where a record calls itself a correction and the trail does not say the same."""
    said, known = record.rapat.ralat, kunci.ralat
    if said is None or not kunci.ada:
        return
    if known is None:
        wrong = "belum dicatat", "it is not recorded"
    elif known.rekaman != said.rekaman:
        wrong = f"yang diralat {known.rekaman}, bukan {said.rekaman or '–'}", f"it corrects {known.rekaman}, not {said.rekaman or '–'}"  # fmt: skip
    elif known.urut != said.urut:
        wrong = f"ini ralat ke-{known.urut}, bukan ke-{said.urut or '–'}", f"it is correction {known.urut}, not {said.urut or '–'}"  # fmt: skip
    else:
        return
    place = record.places.of(("ralat",))
    yield L012.at(place, record.weight, masalah=wrong[0], masalah_en=wrong[1], rekaman=record.file.stem)
