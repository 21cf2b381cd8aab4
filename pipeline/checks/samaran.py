"""What a record asks a public copy to leave out (D): words that stand nowhere would leave the secret in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, rule
from pipeline.places import Path
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record, Reference, texts
from pipeline.reference.lipat import Nilai, cari, lipat

D014 = rule(
    "D014", "samaran-tidak-ditemukan",
    id="“{teks}” diminta disamarkan, tetapi tidak tertulis di mana pun pada rekaman ini.",
    en="“{teks}” is to be masked, but stands nowhere in this record.",
    hint_id="Salin kata-katanya persis seperti tertulis pada rekaman, atau hapus butir ini dari “samarkan”.",
    hint_en="Copy the words exactly as the record has them, or delete this entry of “samarkan”.",
    why="Kata yang salah tulis tidak tersamarkan, sehingga yang dirahasiakan terbit pada salinan publik.",
    source="UU 27/2022; Notula: salinan publik",
    example=Example(
        "samarkan: ['Kepala Dinas Contoh']\npembuka:\n  oleh: {nama: Contohwati, jabatan: Kepala Dinas Contoh}\n",
        "samarkan: ['Kepala Dinas Cotnoh Fiktif']\n",
    ),
)  # fmt: skip
D015 = rule(
    "D015", "samaran-terlalu-pendek",
    id="“{teks}” terlalu pendek untuk disamarkan: potongan itu ada di mana-mana.",
    en="“{teks}” is too short to be masked: it stands everywhere.",
    hint_id="Tulis sekurangnya tiga huruf atau angka, misalnya nama lengkapnya, atau sebut “bagian”-nya.",
    hint_en="Write three letters or digits at least, such as the full name, or name the “bagian”.",
    why="Satu dua huruf yang disamarkan merusak seluruh naskah.",
    source="Notula: salinan publik",
    example=Example("samarkan:\n", "samarkan: ['Bu']\n"),
)  # fmt: skip
D016 = rule(
    "D016", "bagian-samaran-tidak-ada",
    id="Bagian “{bagian}” diminta disamarkan, tetapi tidak ada teks di sana.",
    en="The part “{bagian}” is to be masked, but there is no text.",
    hint_id="Tulis kuncinya, dan nomor butirnya dihitung dari 1, mis. peserta.4 atau pembahasan.2.isi.",
    hint_en="Write the key, and the number of the item counted from 1, such as peserta.4 or pembahasan.2.isi.",
    why="Bagian yang salah sebut tidak tersamarkan.",
    source="Notula: salinan publik",
    example=Example(
        "keputusan: [Rapat menyetujui rencana kerja.]\nsamarkan: [{bagian: keputusan.1}]\n",
        "keputusan: [Rapat menyetujui rencana kerja.]\nsamarkan: [{bagian: keputusan.9}]\n",
    ),
)  # fmt: skip
D017 = rule(
    "D017", "samaran-kosong",
    id="Butir ke-{nomor} “samarkan” tidak menyebut apa yang disamarkan.",
    en="Entry {nomor} of “samarkan” does not say what to mask.",
    hint_id="Isi “teks” atau “bagian”.",
    hint_en="Fill “teks” or “bagian”.",
    why="Butir kosong menyamarkan apa-apa tidak.",
    source="Notula: salinan publik",
    example=Example("samarkan:\n", "samarkan: [{alasan: permintaan narasumber}]\n"),
)  # fmt: skip


def jalur(bagian: str) -> Path:
    """The path of a part as people write it: items count from 1 (`peserta.4`)."""
    steps = (s.strip() for s in bagian.split("."))
    return tuple(int(s) - 1 if s.isascii() and s.isdigit() and len(s) < 6 else s for s in steps if s)


def di_bawah(rapat: Rapat, bagian: str) -> list[tuple[Path, str]]:
    """The texts of a part with their paths; none where there is no such part."""
    wanted = jalur(bagian)
    return [(p, t) for p, t in texts(rapat) if wanted and p[: len(wanted)] == wanted]


@pemeriksaan
def samaran(record: Record, reference: Reference) -> Iterator[Finding]:
    """Entries of `samarkan` that mask nothing, or everything."""
    if not record.rapat.samarkan:
        return
    prose = [t for _, t in record.prose]
    head = reference.letterhead(record)
    prose += [t for _, t in texts(head)] if head else []
    for i, entry in enumerate(record.rapat.samarkan):
        place = record.places.of(("samarkan", i))
        if not entry.teks and not entry.bagian:
            yield D017.at(place, record.weight, nomor=i + 1)
        if entry.teks and len(lipat(entry.teks)) < 3:
            yield D015.at(place, record.weight, teks=entry.teks)
        elif entry.teks and not any(cari(t, (Nilai(entry.teks),)) for t in prose):
            yield D014.at(place, record.weight, teks=entry.teks)
        if entry.bagian and not di_bawah(record.rapat, entry.bagian):
            yield D016.at(place, record.weight, bagian=entry.bagian)
