"""What an import left over (I): pieces of the source that stand in no field yet."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Severity, rule
from pipeline.record.record import Record, Reference
from pipeline.reference.asisten import kalimat_asisten
from pipeline.reference.isian import temukan
from pipeline.reference.sisa import belum_bertempat

I001 = rule(
    "I001", "sisa-impor",
    id="{jumlah} potongan sumber belum mendapat tempat: {potongan}.",
    en="{jumlah} pieces of the source have no place yet: {potongan}.",
    hint_id="Pindahkan ke kunci yang sesuai, atau hapus dari “catatan_impor” bila bukan isi rapat.",
    hint_en="Move each to the key it belongs to, or delete it from “catatan_impor” if it is not about the meeting.",
    why="Yang tidak dikenali saat impor tidak dicetak; hanya notulis yang tahu tempatnya.",
    source="Notula: impor tidak membuang apa pun",
    example=Example(
        "status: draf\ncatatan_impor: ['Tujuan Rapat']\n", "status: draf\ncatatan_impor: ['Peserta membawa laptop masing-masing.']\n"
    ),
)  # fmt: skip
I002 = rule(
    "I002", "sisa-mencurigakan",
    id="Potongan sumber ini memuat {apa}: “{teks}”.",
    en="This piece of the source holds {apa_en}: “{teks}”.",
    hint_id="Cari isi yang sebenarnya pada catatan rapat, lalu hapus potongan ini.",
    hint_en="Find the true fact in the notes of the meeting, then delete this piece.",
    why="Isian kosong dan kalimat mesin di naskah sumber menunjukkan fakta yang belum diketahui.",
    source="domain.md §0, §7",
    example=Example("catatan_impor:\n", "catatan_impor: ['Hadir pula [nama pejabat].']\n"),
)  # fmt: skip
I003 = rule(
    "I003", "catatan-impor-tersisa",
    id="Rekaman sudah final, tetapi “catatan_impor” masih berisi {jumlah} potongan sumber.",
    en="The record is final, but “catatan_impor” still holds {jumlah} pieces of the source.",
    hint_id="Pindahkan yang termasuk isi rapat, lalu hapus “catatan_impor”; isinya tidak tercetak.",
    hint_en="Move what belongs to the meeting, then delete “catatan_impor”; it is not printed.",
    why="Naskah final menyatakan bahwa seluruh sumber sudah diperiksa.",
    source="Notula: impor tidak membuang apa pun",
    example=Example("catatan_impor:\n", "catatan_impor: ['Administrator']\n"),
)  # fmt: skip
I004 = rule(
    "I004", "sumber-ditolak",
    id="{kalimat}",
    en="{kalimat_en}",
    hint_id="Tidak ada yang ditulis; ulangi perintah sesudah berkasnya diperbaiki.",
    hint_en="Nothing was written; run the command again when the file is mended.",
    why="Sumber yang rusak, terkunci, atau dibuat untuk menghabiskan memori tidak dibaca setengah-setengah.",
    source="Notula: impor tidak membuang apa pun",
    example=Example("notula import notula-lama.docx", "notula import bom-zip.docx", "naskah"),
)  # fmt: skip

_DISEBUT = 3


@pemeriksaan
def sisa(record: Record, _: Reference) -> Iterator[Finding]:
    """Leftovers: how many on a draft, any at all on a final; those that cannot be true, one by one."""
    pieces = record.rapat.catatan_impor
    if not pieces:
        return
    place = record.places.key(("catatan_impor",))
    if record.rapat.status == "final":
        unplaced = belum_bertempat(record.rapat)
        severity = record.weight if unplaced else Severity.PERINGATAN
        yield I003.at(place, severity, jumlah=len(unplaced or pieces))
    elif left := belum_bertempat(record.rapat):
        named = ", ".join(f"“{_ringkas(pieces[i])}”" for i in left[:_DISEBUT])
        more = f", dan {len(left) - _DISEBUT} lagi" if len(left) > _DISEBUT else ""
        yield I001.at(place, Severity.PERINGATAN, jumlah=len(left), potongan=named + more)
    yield from _mencurigakan(record)


def _mencurigakan(record: Record) -> Iterator[Finding]:
    """Blanks that stand in no field, and sentences of a machine. A blank in a field is its own finding there."""
    said = " ".join(text for _, text in record.prose)
    for i, piece in enumerate(record.rapat.catatan_impor):
        path = ("catatan_impor", i)
        for _, start, end in temukan(piece):
            words = piece[start:end].strip()
            if words not in said:
                yield _satu(record, path, words, "isian kosong", "an unfilled blank")
        for start, _, _ in kalimat_asisten(piece)[:1]:
            yield _satu(
                record,
                path,
                _ringkas(piece[start:]),
                "kalimat asisten tulis",
                "a writing assistant's words",
            )


def _satu(record: Record, path: tuple[str, int], words: str, what: str, what_en: str) -> Finding:
    place = record.places.within(path, words.rstrip(" …"))
    return I002.at(place, Severity.PERINGATAN, apa=what, apa_en=what_en, teks=words)


def _ringkas(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + " …"
