"""The directory of officials, looked up; and records completed from it.

A record names an official by key (`oleh: kadis-contoh`) or in full. What the record
leaves open is taken from the directory: name, NIP, rank, and the office held on the day
of the meeting (for signers: of the signing). What the record says itself is never changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from pipeline.findings import maksud
from pipeline.places import Path
from pipeline.record.pejabat import SEBUTAN, DaftarPejabat, MasaJabatan, Pejabat
from pipeline.record.rapat import Orang, PenandaTangan, Rapat
from pipeline.record.record import Record
from pipeline.reference import jabatan as office
from pipeline.reference.nama import urai_nama
from pipeline.reference.nip import angka
from pipeline.reference.tanda_tangan import kelas, tanpa_gelar
from pipeline.sandaran import Soal, dicatat, sidik, sudah_ditanya, terjawab

KUNCI = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
"""What a bare text must look like to be a key and no name: small letters joined by hyphens."""

PEMIMPIN = ("pimpinan", "pembuka", "penutup", "penanda_tangan")
"""Who acts for an agency."""

DEKAT = 88
"""From this likeness (0–100) on, two names may be one person's."""


class Direktori:
    """Indexes over the officials of a workspace."""

    def __init__(self, daftar: DaftarPejabat) -> None:
        self.kunci: dict[str, list[Pejabat]] = defaultdict(list)
        self.nip: dict[str, list[Pejabat]] = defaultdict(list)
        self.inti: dict[str, list[Pejabat]] = defaultdict(list)
        self.masa: list[tuple[MasaJabatan, Pejabat]] = []
        self.instansi: set[str] = set()
        for p in daftar.pejabat:
            if p.kunci:
                self.kunci[p.kunci].append(p)
            if p.nip:
                self.nip[angka(p.nip)].append(p)
            if p.nama:
                self.inti[urai_nama(p.nama).inti].append(p)
            self.masa += [(m, p) for m in p.jabatan]
        self.instansi = {m.instansi.casefold() for m, _ in self.masa if m.instansi}
        self._semua = daftar.pejabat
        self._dekat: dict[str, Pejabat | None] = {}
        self._teks: dict[int, str] = {}

    def cari(self, orang: Orang) -> list[Pejabat]:
        """Who of the directory a person is: by key, by NIP, or by bare name; several where it fits several."""
        if orang.kunci:
            return self.berkunci(orang.kunci)
        if orang.nip and (found := self.bernip(angka(orang.nip))):
            return found
        return self.bernama(urai_nama(orang.nama).inti) if orang.nama else []

    def berkunci(self, kunci: str) -> list[Pejabat]:
        """The officials with a key."""
        return self._jawab(("berkunci", kunci), self.kunci.get(kunci, []))

    def bernip(self, nip: str) -> list[Pejabat]:
        """The officials with a number, given as bare digits."""
        return self._jawab(("bernip", nip), self.nip.get(nip, []))

    def bernama(self, inti: str) -> list[Pejabat]:
        """The officials with a bare name."""
        return self._jawab(("bernama", inti), self.inti.get(inti, []))

    def semua_berkunci(self, keys: Iterable[str]) -> list[Pejabat]:
        """The officials with any of these keys, in the order of the directory."""
        wanted = sorted(set(keys))
        found = [p for p in self._semua if p.kunci in wanted]
        return self._jawab(("semua_berkunci", *wanted), found)

    def kunci_dekat(self, kunci: str) -> dict[str, Any]:
        """The values `maksud` and `maksud_en` of a key that no official has."""
        near = maksud(kunci, self.kunci)
        self._catat(("kunci_dekat", kunci), lambda: near["maksud"])
        return near

    def mirip(self, nama: str) -> Pejabat | None:
        """The official whose bare name is nearest to another spelling, None where none is near."""
        inti = urai_nama(nama).inti
        if inti not in self._dekat:
            near = process.extractOne(inti, list(self.inti), scorer=fuzz.ratio, score_cutoff=DEKAT)
            self._dekat[inti] = self.inti[near[0]][0] if near and near[0] != inti else None
        found = self._dekat[inti]
        self._jawab(("mirip", nama), [found] if found else [])
        return found

    def pemegang(
        self, jabatan: str, instansi: str | None, day: date | None
    ) -> list[tuple[MasaJabatan, Pejabat]]:
        """Who held an office on a day."""
        found = [
            (m, p) for m, p in self.masa
            if m.nama and m.covers(day) and office.sama(jabatan, m.nama, instansi, m.instansi)
        ]  # fmt: skip
        asked = ("pemegang", jabatan, instansi, day.isoformat() if day else None)
        self._catat(asked, lambda: "".join(m.model_dump_json() + self._isi(p) for m, p in found))
        return found

    def sebut_instansi(self, teks: str) -> bool:
        """Whether a text, in small letters, names an agency of an official."""
        found = any(agency in teks for agency in self.instansi)
        self._catat(("sebut_instansi", teks), lambda: str(found))
        return found

    def tanya(self, soal: Soal) -> None:
        """Ask a noted question once more, so that whoever notes now hears of the answer."""
        kind, *words = soal
        given: list[Any] = list(words)
        if kind == "pemegang":
            given[2] = _hari(given[2])
        elif kind == "semua_berkunci":
            given = [given]
        getattr(self, str(kind))(*given)

    def menyentuh(self, soal: Soal) -> bool:
        """Whether anybody of this directory bears on the answer to a question.

        Of a directory that holds only those who changed: where nobody does, the answer of the whole
        one is what it was. (Answers are of those who fit, in their order, or of the nearest beyond a
        bound; both are of single officials.)
        """
        kind, *words = soal
        if kind in ("mirip", "kunci_dekat"):
            wanted, known = (words[0], self.kunci) if kind == "kunci_dekat" else (_inti(words[0]), self.inti)
            return self._ada_dekat(str(wanted), list(known), 60 if kind == "kunci_dekat" else DEKAT)
        found = {
            "berkunci": lambda: words[0] in self.kunci,
            "bernip": lambda: words[0] in self.nip,
            "bernama": lambda: words[0] in self.inti,
            "semua_berkunci": lambda: not self.kunci.keys().isdisjoint(words),
            "sebut_instansi": lambda: any(agency in str(words[0]) for agency in self.instansi),
            "pemegang": lambda: bool(self.pemegang(str(words[0]), words[1], _hari(words[2]))),
        }
        return found[str(kind)]()

    @staticmethod
    def _ada_dekat(wanted: str, known: list[str], cutoff: int) -> bool:
        scorer = fuzz.ratio if cutoff == DEKAT else fuzz.WRatio  # of `mirip`, of `maksud`
        return process.extractOne(wanted, known, scorer=scorer, score_cutoff=cutoff) is not None

    def _jawab(self, soal: Soal, found: list[Pejabat]) -> list[Pejabat]:
        self._catat(soal, lambda: "".join(map(self._isi, found)))
        return found

    def _catat(self, soal: Soal, jawab: Callable[[], str]) -> None:
        if dicatat() and not sudah_ditanya(soal):
            terjawab(soal, sidik(jawab().encode()))

    def isi(self) -> list[str]:
        """All that the directory says, official by official."""
        return [self._isi(p) for p in self._semua]

    def _isi(self, pejabat: Pejabat) -> str:
        """All that the directory says of an official."""
        if (known := self._teks.get(id(pejabat))) is None:
            known = self._teks[id(pejabat)] = pejabat.model_dump_json()
        return known


def _hari(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _inti(nama: str | None) -> str:
    return urai_nama(nama or "").inti


@lru_cache(maxsize=8)
def direktori(daftar: DaftarPejabat) -> Direktori:
    """The indexes of a directory, made once."""
    return Direktori(daftar)


def hari(rapat: Rapat, path: Path) -> date | None:
    """The day on which a person of a record must have held the office: signers, of the signing."""
    meeting = rapat.tanggal.mulai if rapat.tanggal else None
    if path[0] == "penanda_tangan" and rapat.penetapan and rapat.penetapan.tanggal:
        return rapat.penetapan.tanggal
    return meeting


def masa_pada(pejabat: Pejabat, day: date | None, *, memimpin: bool) -> list[MasaJabatan]:
    """The offices held on a day.

    Beside an office of one's own, an acting one counts only for who leads or signs: they may
    do it in either, and must say in which.
    """
    held = [m for m in pejabat.jabatan if m.covers(day)]
    own = [m for m in held if m.delegasi is None]
    return held if memimpin else own or held


def lengkapi(record: Record, daftar: DaftarPejabat) -> Record:
    """The record with what keys and earlier mentions say filled in."""
    index = direktori(daftar)
    known = _jabatan_dikenal(record.people)
    filled: dict[Path, Orang] = {}
    for path, person in record.people:
        made = _dari_kunci(person, path, record.rapat, index)
        made = _dari_rekaman(path, made, known)
        if made is not person:
            filled[path] = made
    if not filled:
        return record
    return replace(record, rapat=_ganti(record.rapat, (), filled))


def _jabatan_dikenal(people: Iterable[tuple[Path, Orang]]) -> dict[str, tuple[Path, Orang]]:
    """Bare name → the one mention that has an office, for names with one office in the record."""
    found: dict[str, tuple[Path, Orang] | None] = {}
    for path, p in people:
        if not p.nama or not p.jabatan:
            continue
        inti = urai_nama(p.nama).inti
        before = found.setdefault(inti, (path, p))
        if before is not None and not office.sama(
            before[1].jabatan or "", p.jabatan, before[1].instansi, p.instansi
        ):
            found[inti] = None
    return {k: v for k, v in found.items() if v is not None}


def _dari_rekaman(path: Path, person: Orang, known: dict[str, tuple[Path, Orang]]) -> Orang:
    """Somebody named without an office has the one that the record gives elsewhere."""
    if not person.nama or person.jabatan or person.instansi:
        return person
    where, other = known.get(urai_nama(person.nama).inti, (path, None))
    if other is None or not _seorang(person, other) or path[0] == where[0] == "peserta":
        return person
    values: dict[str, Any] = {
        "jabatan": _sebutan(other),
        "instansi": other.instansi,
        "wilayah": other.wilayah,
    }
    return _isi(person, values)


def _seorang(person: Orang, other: Orang) -> bool:
    """Whether nothing says that two mentions of one bare name are two people."""
    if person.nip and other.nip and angka(person.nip) != angka(other.nip):
        return False
    if (person.jk and other.jk and person.jk != other.jk) or (
        person.wilayah and other.wilayah and person.wilayah != other.wilayah
    ):
        return False
    here, there = urai_nama(person.nama or ""), urai_nama(other.nama or "")
    bare = not here.depan and not here.belakang
    return bare or (here.depan, here.belakang) == (there.depan, there.belakang)


def _sebutan(person: Orang) -> str | None:
    """The office with the prefix that a signer keeps apart."""
    prefix = SEBUTAN.get(person.delegasi or "") if isinstance(person, PenandaTangan) else None
    return f"{prefix} {person.jabatan}" if prefix else person.jabatan


def _dari_kunci(person: Orang, path: Path, rapat: Rapat, index: Direktori) -> Orang:
    only_name = person.nama and person.model_fields_set <= {"nama"}
    bare = person.nama if only_name and person.nama and KUNCI.fullmatch(person.nama) else None
    key = person.kunci or bare
    found = index.berkunci(key) if key else []
    if len(found) != 1:
        return person
    official = found[0]
    if not person.kunci:
        person = person.model_copy(update={"kunci": key, "nama": None})
    held = masa_pada(official, hari(rapat, path), memimpin=path[0] in PEMIMPIN)
    if person.jabatan:
        held = [
            m for m in held if m.nama and office.sama(person.jabatan, m.nama, person.instansi, m.instansi)
        ]
    term = held[0] if len(held) == 1 else None
    values: dict[str, Any] = {"nama": official.nama, "jk": official.jk}
    if path[0] in ("pimpinan", "peserta", "penanda_tangan"):  # where the form prints them
        values |= {"nip": official.nip, "pangkat": official.pangkat}
    if term is not None:
        values |= {"instansi": term.instansi, "wilayah": term.wilayah}
    if isinstance(person, PenandaTangan):
        acting = person.delegasi or (term.delegasi if term else None)
        name = term.nama if term else None
        if tanpa_gelar(person.jabatan or name or "", acting, kelas(rapat.dokumen)):
            bare = urai_nama(official.nama).nama if official.nama else None
            values |= {"nama": bare, "nip": None, "pangkat": None}
        if person.jabatan and office.tanpa_delegasi(person.jabatan) != person.jabatan.strip():
            acting = None  # the office says it already
        values |= {"jabatan": name, "delegasi": acting, "instansi": None, "wilayah": None}
    elif term is not None:
        values["jabatan"] = term.sebutan
    return _isi(person, values)


def _isi(person: Orang, values: dict[str, Any]) -> Orang:
    """The person with those of the values that it lacks."""
    lacking = {k: v for k, v in values.items() if v is not None and getattr(person, k) is None}
    return person.model_copy(update=lacking) if lacking else person


def _ganti(value: Any, path: Path, filled: dict[Path, Orang]) -> Any:
    """A model with the persons at some paths replaced."""
    if (made := filled.get(path)) is not None:
        return made
    if isinstance(value, BaseModel):
        changed = {n: new for n, old, new in _anak(value, path, filled) if new is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        items = tuple(_ganti(v, (*path, i), filled) for i, v in enumerate(value))
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return value


def _anak(value: BaseModel, path: Path, filled: dict[Path, Orang]) -> Iterator[tuple[str, Any, Any]]:
    for name in type(value).model_fields:
        old = getattr(value, name)
        yield name, old, _ganti(old, (*path, name), filled)
