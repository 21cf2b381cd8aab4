"""Warnings that the secretariat answers in the record: `abaikan: [{kode, alasan}]` (A)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.findings import RULES, Example, Finding, Severity, maksud, rule
from pipeline.record.record import Record
from pipeline.reference.isian import LABEL_KOSONG, gaps

_SUMBER = "Notula: peringatan boleh dijawab, galat tidak"

A001 = rule(
    "A001", "abaikan-tanpa-alasan",
    id="Butir “abaikan” ke-{nomor} belum menyebut {apa}.",
    en="Entry {nomor} of “abaikan” has no {apa}.",
    hint_id="Isi “{apa}”; alasannya disimpan pada naskah.",
    hint_en="Fill “{apa}”; the reason is kept with the document.",
    why="Peringatan dibiarkan hanya dengan alasan yang dapat dibaca kembali.",
    source=_SUMBER,
    example=Example("abaikan: []\n", "abaikan: [{kode: T006}]\n"),
)  # fmt: skip
A002 = rule(
    "A002", "abaikan-kode",
    id="Tidak ada temuan berkode “{kode}”.{maksud}",
    en="There is no finding with the code “{kode}”.{maksud_en}",
    hint_id="Salin kodenya dari temuan yang dijawab.",
    hint_en="Copy the code from the finding.",
    why="Jawaban tanpa pertanyaan menyesatkan pembaca.",
    source=_SUMBER,
    example=Example("abaikan: []\n", "abaikan: [{kode: T0066, alasan: Nama lama}]\n"),
)  # fmt: skip
A003 = rule(
    "A003", "galat-tidak-dapat-diabaikan",
    id="{kode} adalah galat; galat pada naskah final tidak dapat diabaikan.",
    en="{kode} is an error; errors on a final document cannot be answered.",
    hint_id="Perbaiki sebabnya, lalu hapus butir ini.",
    hint_en="Mend its cause and delete this entry.",
    why="Naskah resmi tidak terbit dengan galat.",
    source=_SUMBER,
    example=Example("abaikan: []\n", "tempat: '[nama tempat]'\nabaikan: [{kode: P001, alasan: Nanti}]\n"),
)  # fmt: skip
A004 = rule(
    "A004", "abaikan-tidak-terpakai",
    id="Tidak ada lagi peringatan {kode} yang dijawab butir ini.",
    en="There is no {kode} warning any more that this entry answers.",
    hint_id="Hapus butir ini.",
    hint_en="Delete this entry.",
    why="Jawaban yang tertinggal menutupi peringatan baru.",
    source=_SUMBER,
    example=Example(
        "tujuan: ['Selesai 3 Nopember 2026']\nabaikan: [{kode: T006, alasan: Kutipan surat lama}]\n",
        "abaikan: [{kode: T006, alasan: Kutipan surat lama}]\n",
    ),
)  # fmt: skip


def _kosong(text: str | None) -> bool:
    """Whether a value says nothing: absent, without letters, or a blank to be filled."""
    return (
        text is None or sum(c.isalpha() for c in text) < 1 or bool(gaps(text) or LABEL_KOSONG.fullmatch(text))
    )


def jawab(record: Record, findings: Sequence[Finding]) -> list[Finding]:
    """The findings without the warnings that the record answers, and what is wrong with the answers.

    An entry needs `kode` and `alasan`; with `teks` it answers only findings whose sentence
    holds that text. Errors stay.
    """
    left = list(findings)
    for i, answer in enumerate(record.rapat.abaikan):
        place = record.places.of(("abaikan", i))
        missing = [k for k in ("kode", "alasan") if _kosong(getattr(answer, k))]
        if answer.teks is not None and not answer.teks:
            missing.append("teks")
        if missing:
            left += [A001.at(place, record.weight, nomor=i + 1, apa=k) for k in missing]
            continue
        code = (answer.kode or "").upper()
        if code not in RULES:
            near = maksud(code, RULES)
            left.append(A002.at(place, Severity.PERINGATAN, kode=answer.kode, **near))
            continue
        meant = [f for f in left if f.code == code and (answer.teks or "") in f.message()]
        errors = [f for f in meant if f.severity is Severity.GALAT]
        if errors:
            left.append(A003.at(place, Severity.PERINGATAN, kode=code))
        elif not meant:
            left.append(A004.at(place, Severity.PERINGATAN, kode=code))
        answered = {id(f) for f in meant if f.severity is Severity.PERINGATAN}
        left = [f for f in left if id(f) not in answered]
    return left
