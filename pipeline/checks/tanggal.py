"""Dates and times of the record that contradict each other (T003 to T007); those in texts: tanggal_teks.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Severity, rule
from pipeline.record.base import BULAN
from pipeline.record.record import Record, Reference
from pipeline.reference.wilayah import baca

T003 = rule(
    "T003", "selesai-sebelum-mulai",
    id="{apa} selesai ({selesai}) mendahului mulai ({mulai}).",
    en="{apa} ends ({selesai}) before it begins ({mulai}).",
    hint_id="Betulkan salah satunya.",
    hint_en="Correct one of them.",
    why="Rapat tidak dapat selesai sebelum mulai.",
    source="Kalender",
    example=Example(
        "waktu: {mulai: 09.00, selesai: 12.00, zona: WIB}\n", "waktu: {mulai: 12.00, selesai: 09.00, zona: WIB}\n"
    ),
)  # fmt: skip
T004 = rule(
    "T004", "undangan-sesudah-rapat",
    id="Surat undangan bertanggal {undangan}, sesudah rapat ({rapat}).",
    en="The invitation is dated {undangan}, after the meeting ({rapat}).",
    hint_id="Periksa tanggal surat undangan dan tanggal rapat.",
    hint_en="Check the date of the invitation and of the meeting.",
    why="Undangan mendahului rapat.",
    source="Tata urut surat",
    example=Example(
        "surat_undangan: {nomor: 1/2026, tanggal: 2026-11-17}\n", "surat_undangan: {nomor: 1/2026, tanggal: 2026-12-17}\n"
    ),
)  # fmt: skip
T005 = rule(
    "T005", "tenggat-sebelum-rapat",
    id="Tenggat tindak lanjut {tenggat} mendahului rapat ({rapat}).",
    en="The follow-up is due {tenggat}, before the meeting ({rapat}).",
    hint_id="Periksa tenggatnya.",
    hint_en="Check the due date.",
    why="Tindak lanjut dikerjakan sesudah rapat.",
    source="Tata urut rapat",
    example=Example(
        "tindak_lanjut:\n  - {uraian: A, penanggung_jawab: B, tenggat: 2026-12-01}\n",
        "tindak_lanjut:\n  - {uraian: A, penanggung_jawab: B, tenggat: 2026-11-01}\n",
    ),
)  # fmt: skip
T007 = rule(
    "T007", "penetapan-sebelum-rapat",
    id="Tanggal penandatanganan {penetapan} mendahului rapat ({rapat}).",
    en="The document is signed on {penetapan}, before the meeting ({rapat}).",
    hint_id="Periksa “penetapan.tanggal”.",
    hint_en="Check “penetapan.tanggal”.",
    why="Naskah ditandatangani sesudah rapat.",
    source="Tata urut rapat",
    example=Example(
        "penetapan: {tempat: Serang, tanggal: 2026-11-25}\n", "penetapan: {tempat: Serang, tanggal: 2025-11-24}\n"
    ),
)  # fmt: skip


def _shown(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


@pemeriksaan
def urutan(record: Record, _: Reference) -> Iterator[Finding]:
    """The meeting ends after it begins; invitation before, follow-ups after it."""
    r, w = record.rapat, record.weight
    span = r.tanggal
    first = span.mulai if span else None
    if span and first and span.selesai and span.selesai < first:
        place = record.places.of(("tanggal", "selesai"))
        yield T003.at(place, w, apa="Rapat", mulai=_shown(first), selesai=_shown(span.selesai))
    one_day = span is None or span.selesai is None or span.selesai == first
    t = r.waktu
    if t and t.mulai and t.selesai and t.selesai != "selesai" and t.selesai < t.mulai and one_day:
        place = record.places.of(("waktu", "selesai"))
        yield T003.at(place, w, apa="Waktu rapat", mulai=f"{t.mulai:%H.%M}", selesai=f"{t.selesai:%H.%M}")
    if first is None:
        return
    signed = r.penetapan.tanggal if r.penetapan else None
    if signed and signed < first:
        place = record.places.of(("penetapan", "tanggal"))
        yield T007.at(place, w, penetapan=_shown(signed), rapat=_shown(first))
    letter = r.surat_undangan
    if letter and letter.tanggal and letter.tanggal > first:
        place = record.places.of(("surat_undangan", "tanggal"))
        yield T004.at(place, w, undangan=_shown(letter.tanggal), rapat=_shown(first))
    for i, item in enumerate(r.tindak_lanjut):
        if item.tenggat and item.tenggat < first:
            place = record.places.of(("tindak_lanjut", i, "tenggat"))
            yield T005.at(place, w, tenggat=_shown(item.tenggat), rapat=_shown(first))


T012 = rule(
    "T012", "zona-waktu",
    id="{wilayah} memakai {benar}, bukan {zona}.",
    en="{wilayah} keeps {benar}, not {zona}.",
    hint_id="Periksa “waktu.zona”.",
    hint_en="Check “waktu.zona”.",
    why="Zona yang keliru menggeser jam rapat satu atau dua jam.",
    source="Keppres 41/1987; domain.md §6",
    example=Example(
        "waktu: {mulai: 09.00, selesai: 12.00, zona: WIB}\n", "waktu: {mulai: 09.00, selesai: 12.00, zona: WIT}\n"
    ),
)  # fmt: skip
T013 = rule(
    "T013", "tahun-berjauhan",
    id="Rapat bertahun {rapat}, sedangkan {apa} bertahun {tahun}.",
    en="The meeting is of {rapat}, {apa_en} of {tahun}.",
    hint_id="Periksa kedua tanggalnya.",
    hint_en="Check both dates.",
    why="Angka tahun yang tertukar (2062 untuk 2026) lolos dari pemeriksaan hari.",
    source="Notula: tanggal yang saling menguatkan",
    example=Example(
        "surat_undangan: {nomor: 1/2026, tanggal: 2026-11-17}\n", "surat_undangan: {nomor: 1/2024, tanggal: 2024-11-17}\n"
    ),
)  # fmt: skip

_ZONA = {
    "wib": ("11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "61", "62"),
    "wita": ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"),
    "wit": ("81", "82", "91", "92", "93", "94", "95", "96"),
}  # fmt: skip


@pemeriksaan
def zona(record: Record, _: Reference) -> Iterator[Finding]:
    """The time zone is that of the organiser's province; it only warns, since a meeting may be elsewhere."""
    t, p = record.rapat.waktu, record.rapat.penyelenggara
    if not t or not t.zona or not p or not p.wilayah:
        return
    provinces = {w.kode[:2] for part in baca(p.wilayah) for w in part.wilayah}
    right = {z for z, codes in _ZONA.items() for code in provinces if code in codes}
    if len(right) == 1 and t.zona not in right:
        said = dict(wilayah=p.wilayah, benar=right.pop().upper(), zona=t.zona.upper())
        yield T012.at(record.places.of(("waktu", "zona")), Severity.PERINGATAN, None, **said)


@pemeriksaan
def tahun(record: Record, _: Reference) -> Iterator[Finding]:
    """Invitation and signing lie within a year of the meeting."""
    r = record.rapat
    first = r.tanggal.mulai if r.tanggal else None
    if first is None:
        return
    letter = r.surat_undangan.tanggal if r.surat_undangan else None
    signed = r.penetapan.tanggal if r.penetapan else None
    for day, path, what, what_en in (
        (letter, ("surat_undangan", "tanggal"), "surat undangan", "the invitation is"),
        (signed, ("penetapan", "tanggal"), "penandatanganan", "the signing is"),
    ):
        if day is not None and abs((day - first).days) > 366:
            said = dict(rapat=first.year, apa=what, apa_en=what_en, tahun=day.year)
            yield T013.at(record.places.of(path), Severity.PERINGATAN, None, **said)
