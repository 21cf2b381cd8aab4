"""How names of regions are spelled: old forms, old names, capitals (W009–W012)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.checks.wilayah_teks import teks_bebas
from pipeline.findings import Example, Finding, Mend, Severity, rule
from pipeline.places import Path
from pipeline.record.base import BULAN
from pipeline.record.record import Record, Reference
from pipeline.reference.gazeter import KABKOTA
from pipeline.reference.wilayah import Bagian, baca
from pipeline.reference.wilayah_lama import JAKARTA, NAMA_BARU_TERLALU_DINI, POLA_LAMA, NamaLama, nama_lama
from pipeline.reference.wilayah_teks import pindai

W009 = rule(
    "W009", "walikota",
    id="“{lama}” adalah bentuk lama; sekarang “{baru}”.",
    en="“{lama}” is the old form; now it is “{baru}”.",
    hint_id="Tulis “{baru}”. Nama peraturan lama tetap ditulis menurut aslinya.",
    hint_en="Write “{baru}”. Titles of older regulations keep their own form.",
    why="Permendagri 1/2023 menulis jabatan ini dengan dua kata.",
    source="Permendagri 1/2023 pasal 1 (domain.md §2)",
    example=Example("tujuan: [Laporan kepada Wali Kota Serang]\n", "tujuan: [Laporan kepada Walikota Serang]\n"),
)  # fmt: skip
W010 = rule(
    "W010", "nama-wilayah-menurut-tanggal",
    id="“{lama}” {masalah} ({dasar}).",
    en="“{lama}” {masalah_en} ({dasar}).",
    hint_id="Pastikan nama yang berlaku pada tanggal rapat.",
    hint_en="Make sure of the name in force on the day of the meeting.",
    why="Nama wilayah berubah dengan peraturan; naskah memakai nama yang berlaku pada hari rapat.",
    source="Tabel nama lama di pipeline/reference/wilayah_lama.py; buktinya lemah [K], jadi hanya peringatan",
    example=Example("tujuan: [Belajar dari Kota Makassar]\n", "tujuan: [Belajar dari Kotamadya Makassar]\n"),
)  # fmt: skip
W011 = rule(
    "W011", "huruf-kapital-wilayah",
    id="“{lama}” ditulis dengan huruf kapital yang keliru.",
    en="“{lama}” has the wrong capitals.",
    hint_id="Tulis “{baru}”.",
    hint_en="Write “{baru}”.",
    why="Nama wilayah diawali huruf kapital; kapital seluruhnya hanya untuk kop dan judul.",
    source="EYD V: huruf kapital pada unsur nama geografi",
    example=Example("tujuan: [Data dari Kota Serang]\n", "tujuan: [Data dari kota serang]\n"),
)  # fmt: skip
W012 = rule(
    "W012", "ejaan-wilayah",
    id="“{lama}” bukan ejaan baku; yang baku “{baru}”.",
    en="“{lama}” is not the standard spelling; that is “{baru}”.",
    hint_id="Tulis “{baru}”.",
    hint_en="Write “{baru}”.",
    why="Naskah resmi memakai ejaan baku.",
    source="KBBI: ibu kota, provinsi",
    example=Example("tujuan: [Pelatihan di ibu kota kabupaten]\n", "tujuan: [Pelatihan di ibukota kabupaten]\n"),
)  # fmt: skip

_POLA = re.compile(
    r"(?P<wali>\b[Ww]ali[Kk]ota\b|\bWALIKOTA\b)|(?P<baku>\b[Ii]bu[Kk]ota\b|\bIBUKOTA\b|\b[Pp]ropinsi\b|\bPROPINSI\b)|"
    r"(?P<kk>\bKABUPATEN ?/ ?KOTA\b)|\b(?:(?P<dini>"
    + NAMA_BARU_TERLALU_DINI.pola
    + ")|"
    + POLA_LAMA.pattern
    + r")\b"
)
_ISYARAT = (
    "alikota", "aliKota", "ALIKOTA", "bukota", "buKota", "BUKOTA", "ropinsi", "ROPINSI", "KABUPATEN /", "KABUPATEN/", "DKI J", "Khusus ",
    "Aceh Daruss", "Irian J", "Ujung Pa", "Toba S", "Tenggara Barat", "Mamuju U", "Kabupaten Pontianak", "Mamasa",
    "Kotamad", "Tingkat I", "Dati I",
)  # fmt: skip
"""Words of which one stands in every match of `_POLA` (a test holds this); looking for them is quick."""
_DALAM_ALAMAT = re.compile(r"(?:[@/.:_]|(?:Jalan|Jl\.?|Gang|Gg\.|SD\w*|SMP\w*|Gedung|Pendopo) )$")
_PERATURAN = re.compile(
    r"\b(?:Undang-Undang|UU|Peraturan|Keputusan|Kepwal|Perwal|Perda|Pergub|Perbup|Instruksi|Surat Edaran|Qanun)\b[^.;\n]*$"
)
_JAUH = 400
"""How many characters around a word are looked at: no title of a regulation is longer."""
_TAHUN = re.compile(r"\b((?:19|20)\d\d)\b")
_DAHULU = re.compile(
    r"\b(?:dahulu|dulu|semula|sebelumnya|bekas|eks|lama|sejarah|pernah bernama|kini|sekarang)\b", re.I
)
_TAHUN_WALI_KOTA = 2023
_PROPINSI = {"propinsi": "provinsi", "Propinsi": "Provinsi", "PROPINSI": "PROVINSI"}


@pemeriksaan
def bentuk_lama(record: Record, _: Reference) -> Iterator[Finding]:
    """Old spellings and old names, wherever they stand."""
    sources = [(p, t) for p, t in record.prose if p[-1] not in ("nama", "nomor", "gambar")]
    starts, whole = [0], "\0".join(t for _, t in sources)
    if not any(word in whole for word in _ISYARAT):
        return
    for _p, text in sources:
        starts.append(starts[-1] + len(text) + 1)
    told: set[str] = set()  # a name of its day is asked about once
    for m in _POLA.finditer(whole):
        index = bisect_right(starts, m.start()) - 1
        path, text = sources[index]
        if m.lastgroup in ("wali", "baku", "kk") or m[0] not in told:
            found = list(_lama(record, path, text, m, m.start() - starts[index]))
            told.update(m[0] for _ in found)
            yield from found


def _lama(record: Record, path: Path, text: str, m: re.Match[str], at: int) -> Iterator[Finding]:
    said = m[0]
    place = record.places.within(path, said, text.count(said, 0, at))
    if m["wali"]:
        named = _DALAM_ALAMAT.search(text[max(0, at - 12) : at]) or text[at + len(said) :][:1] in ("@", "_")
        if not named and not _judul_lama(text, at, _TAHUN_WALI_KOTA):
            new = _dua_kata(said, "kota")
            yield W009.at(place, Severity.PERINGATAN, Mend(said, new, True), lama=said, baru=new)
    elif m["baku"]:
        if not text[max(0, at - 14) : at].casefold().endswith("daerah khusus ") and not _judul_lama(
            text, at, 9999
        ):
            new = _PROPINSI.get(said) or _dua_kata(said, "kota")
            yield W012.at(place, Severity.PERINGATAN, Mend(said, new, True), lama=said, baru=new)
    elif m["kk"]:
        if not _serba_kapital(text, at):
            yield W011.at(
                place,
                Severity.PERINGATAN,
                Mend(said, "kabupaten/kota", True),
                lama=said,
                baru="kabupaten/kota",
            )
    elif not _judul_lama(text, at, 9999) and not _DAHULU.search(text[max(0, at - 60) : at + len(said) + 60]):
        entry = NAMA_BARU_TERLALU_DINI if m["dini"] else nama_lama(m)
        yield from _menurut_tanggal(record, path, said, entry, text.count(said, 0, at))


def _menurut_tanggal(record: Record, path: Path, said: str, entry: NamaLama, nth: int) -> Iterator[Finding]:
    """An old name after the new one came, or a new name before it did."""
    early = entry is NAMA_BARU_TERLALU_DINI
    day = record.rapat.tanggal.mulai if record.rapat.tanggal else None
    if (day is None and entry in (NAMA_BARU_TERLALU_DINI, JAKARTA)) or (day and (day < entry.sejak) != early):
        return
    since = f"{entry.sejak.day} {BULAN[entry.sejak.month - 1]} {entry.sejak.year}"
    odd, odd_en = (
        ("belum dipakai pada tanggal rapat", "was not in use yet")
        if early
        else ("adalah nama lama", "is an old name")
    )
    yield W010.at(
        record.places.within(path, said, nth),
        Severity.PERINGATAN,
        Mend(said, entry.baru),
        lama=said,
        masalah=f"{odd}; namanya “{entry.baru}”",
        masalah_en=f"{odd_en}; the name is “{entry.baru}”",
        dasar=f"{entry.dasar.removesuffix(' [K]').removesuffix(' [S]')}, {since}",
    )


def _dua_kata(said: str, second: str) -> str:
    """“Walikota” → “Wali Kota”, “walikota” → “wali kota”, “WALIKOTA” → “WALI KOTA”."""
    first = said[: -len(second)]
    if said.isupper():
        return f"{first} {second.upper()}"
    wali = first.lower() == "wali" and first[0].isupper()
    return f"{first} {second.capitalize() if wali else second}"


def _judul_lama(text: str, at: int, sebelum: int) -> bool:
    """Whether an offset lies in the title of a regulation that is older than a year, or has no year."""
    start = max(0, at - _JAUH)
    before = _PERATURAN.search(text, start, at)
    if before is None:
        return False
    year = _TAHUN.search(text, before.start(), at + _JAUH)
    return year is not None and int(year[1]) < sebelum


def _serba_kapital(text: str, at: int) -> bool:
    """Whether the line around an offset is in capitals, as headings are."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    lower = sum(c.islower() for c in line)
    return lower <= sum(c.isupper() for c in line) // 2


_RINCIAN_SESUDAH = re.compile(r",? (?:dan |serta |maupun |atau )?[A-Z]|\s?/")


@pemeriksaan
def huruf_kapital(record: Record, _: Reference) -> Iterator[Finding]:
    """Names of provinces, regencies and cities have their capitals, and no more than those."""
    for path, text in record.prose:
        if path[-1] == "wilayah":
            for part in baca(text):
                if part.wilayah and part.wilayah[0].tingkat <= KABKOTA:
                    yield from _kapital(record, path, text, part)
    for path, text in teks_bebas(record):
        for one in pindai(text):
            part = one.bagian
            if part.wilayah and part.kata and part.wilayah[0].tingkat <= KABKOTA and not _rincian(text, part):
                yield from _kapital(record, path, text, part)


def _rincian(text: str, part: Bagian) -> bool:
    """Whether a level word in small letters stands for several (“kabupaten Lebak, Pandeglang, dan Serang”)."""
    return part.kata.islower() and part.nama[0].isupper() and bool(_RINCIAN_SESUDAH.match(text, part.akhir))


def _kapital(record: Record, path: Path, text: str, part: Bagian) -> Iterator[Finding]:
    said = text[part.awal : part.akhir]
    new = _berkapital(said)
    if new == said or (said.isupper() and path[-1] != "wilayah" and _serba_kapital(text, part.awal)):
        return
    place = record.places.within(path, said, text.count(said, 0, part.awal))
    yield W011.at(place, Severity.PERINGATAN, Mend(said, new, True), lama=said, baru=new)


_SINGKAT = frozenset((
    "DKI", "DI", "DIY", "DKJ", "NTB", "NTT", "D.I.", "OKU", "OKUT", "OKUS", "OKI", "OI", "PALI", "TTU", "TTS", "SBD", "PPU",
    "HSS", "HST", "HSU",
))  # fmt: skip


def _berkapital(said: str) -> str:
    """Words with a capital each, short names as they are, “dan” small."""
    words = [
        w if w.upper() in _SINGKAT and w.isupper() else "dan" if w.lower() == "dan" else _judul(w)
        for w in said.split(" ")
    ]
    return " ".join(words)


def _judul(word: str) -> str:
    if not (word.islower() or word.isupper()):
        return word[:1].upper() + word[1:]
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
