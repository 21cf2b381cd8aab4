"""What a document must say: facts taken from the record itself, not from the composer.

The record's own words are held against the files, so that a fault in compose, in a
template or in a renderer shows alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.naskah import TIDAK_DICETAK, Naskah
from pipeline.places import Path
from pipeline.record.base import BULAN
from pipeline.record.rapat import Orang, Rapat


@dataclass(frozen=True)
class Fact:
    """Words that must stand in the files; facts of one `deret` must stand in their order."""

    jenis: str
    teks: str
    path: Path
    deret: str = ""


def facts(rapat: Rapat, naskah: Naskah) -> Iterator[Fact]:
    """The facts of a document: officials, regions, decisions, follow-ups, annexes."""
    yield from _leaders(rapat)
    yield from _people(rapat)
    yield from _signers(rapat)
    yield from _organiser(rapat)
    lists = [("keputusan", "keputusan"), ("rekomendasi", "rekomendasi"), ("acara", "acara")]
    lists += [("tujuan", "tujuan"), ("dasar", "dasar"), ("tembusan", "tembusan"), ("undangan", "undangan")]
    for name, kind in lists:
        for i, words in enumerate(getattr(rapat, name)):
            yield Fact(kind, plain(words), (name, i), kind)
    for i, item in enumerate(rapat.pembahasan):
        if item.judul:
            yield Fact("acara yang dibahas", item.judul, ("pembahasan", i, "judul"), "pembahasan")
    for i, t in enumerate(rapat.tindak_lanjut):
        path: Path = ("tindak_lanjut", i)
        if t.uraian:
            yield Fact("tindak lanjut", plain(t.uraian), (*path, "uraian"), "tindak lanjut")
        if t.penanggung_jawab:
            where = (*path, "penanggung_jawab")
            yield Fact("penanggung jawab", t.penanggung_jawab, where, "tindak lanjut")
        if t.tenggat:
            yield Fact("tenggat", _day(t.tenggat), (*path, "tenggat"), "tindak lanjut")
    for i, k in enumerate(rapat.kutipan):
        if k.kata:
            yield Fact("kutipan", k.kata.strip('“”" '), ("kutipan", i, "kata"), "kutipan")
    for i, a in enumerate(rapat.lampiran):
        if a.judul:
            yield Fact("lampiran", a.judul, ("lampiran", i, "judul"), "lampiran")
        if a.gambar and a.keterangan:
            yield Fact("keterangan gambar", a.keterangan, ("lampiran", i, "keterangan"), "lampiran")
    omitted = TIDAK_DICETAK.get(naskah.profil.bentuk, frozenset())
    has_row = naskah.jenis == "notula" and "surat_undangan" not in omitted
    if has_row and rapat.surat_undangan and rapat.surat_undangan.nomor:
        yield Fact("surat undangan", rapat.surat_undangan.nomor, ("surat_undangan", "nomor"))
    if rapat.ralat and rapat.ralat.nomor:
        yield Fact("nomor yang diralat", rapat.ralat.nomor, ("ralat", "nomor"))
    if rapat.nomor:
        yield Fact("nomor", rapat.nomor, ("nomor",))


def plain(text: str) -> str:
    """One line of Markdown without its marks."""
    text = re.sub(r"\\([*_\\])", r"\1", re.sub(r"(?<!\\)\*", "", text))
    return re.sub(r"(?<!\w)_(\S(?:.*?\S)?)_(?!\w)", r"\1", text)


def _leaders(rapat: Rapat) -> Iterator[Fact]:
    p = rapat.pimpinan
    if p is not None:
        for role in ("ketua", "sekretaris", "pencatat"):
            yield from _person(getattr(p, role), ("pimpinan", role))
    for role in ("pembuka", "penutup"):
        s = getattr(rapat, role)
        if s is not None:
            yield from _person(s.oleh, (role, "oleh"))


def _people(rapat: Rapat) -> Iterator[Fact]:
    for i, p in enumerate(rapat.peserta):
        if p.delegasi:
            yield Fact("peserta", p.delegasi, ("peserta", i, "delegasi"))
    for i, item in enumerate(rapat.pembahasan):
        path: Path = ("pembahasan", i)
        yield from _person(item.pembicara, (*path, "pembicara"))
        for n, entry in enumerate(item.isi):
            for who in ("pembicara", "penanya", "penjawab"):
                yield from _person(getattr(entry, who), (*path, "isi", n, who))
    for i, k in enumerate(rapat.kutipan):
        yield from _person(k.oleh, ("kutipan", i, "oleh"))


def participants(rapat: Rapat) -> Iterator[Fact]:
    """The participants, who may stand in the body or in the annex."""
    for i, p in enumerate(rapat.peserta):
        yield from _person(p, ("peserta", i))


def _signers(rapat: Rapat) -> Iterator[Fact]:
    for i, s in enumerate(rapat.penanda_tangan):
        path: Path = ("penanda_tangan", i)
        for part in ("jabatan", "nama", "pangkat"):
            if words := getattr(s, part):
                yield Fact("penanda tangan", words, (*path, part))
        if s.nip:
            yield Fact("NIP", digits(s.nip), (*path, "nip"))


def _organiser(rapat: Rapat) -> Iterator[Fact]:
    p = rapat.penyelenggara
    if p is not None:
        if p.instansi:
            yield Fact("penyelenggara", p.instansi, ("penyelenggara", "instansi"))
        if p.wilayah:
            yield Fact("wilayah", p.wilayah, ("penyelenggara", "wilayah"))
    if rapat.rekap is not None:
        for i, w in enumerate(rapat.rekap.per_wilayah):
            if w.wilayah:
                yield Fact("wilayah", w.wilayah, ("rekap", "per_wilayah", i, "wilayah"))


def _person(person: Orang | None, path: Path) -> Iterator[Fact]:
    if person is None:
        return
    for part, kind in (("nama", "pejabat"), ("jabatan", "jabatan"), ("instansi", "instansi")):
        if words := getattr(person, part):
            yield Fact(kind, words, (*path, part))
    if person.wilayah:
        yield Fact("wilayah", person.wilayah, (*path, "wilayah"))
    if person.nip:
        yield Fact("NIP", digits(person.nip), (*path, "nip"))


def digits(nip: str) -> str:
    """An NIP without its blanks and dots."""
    return re.sub(r"[\s.]", "", nip)


def _day(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"
