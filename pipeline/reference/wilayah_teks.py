"""Regions inside running text, found by their level words, by offices, and by their bare names.

Villages and districts count only after a level word or an office, since 63,000 village names
hold half the dictionary (“Maju”, “Damai”, “Pasar”). Bare names count only for provinces,
regencies and cities, only with a capital, and only where the words around them speak of a place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.reference.gazeter import DESA, KABKOTA, KECAMATAN, PROVINSI, kunci
from pipeline.reference.wilayah import (
    KAB_KOTA,
    MAKS_KATA,
    SEBUTAN,
    SINGKATAN,
    Bagian,
    Sebutan,
    atas,
    nama_bertingkat,
    nama_terpanjang,
    sebutan,
    sempitkan,
)
from pipeline.reference.wilayah_kata import BIASA, GENERIK, INSTANSI, SEBELUM, UMUM
from pipeline.sampah import teringat


class Penyebutan(NamedTuple):
    """A region found in text; `kuat` where a level word, an office or an agency stands before it.

    `instansi` is the first word of the agency whose name ends in a bare name (“Polres Cilegon”).
    """

    bagian: Bagian
    kuat: bool
    instansi: str = ""


_KOTA = SEBUTAN["kota"]
_KABUPATEN = SEBUTAN["kabupaten"]

_JABATAN: dict[str, Sebutan] = {
    "gubernur": Sebutan(PROVINSI), "pemprov": Sebutan(PROVINSI),
    "bupati": _KABUPATEN, "pemkab": _KABUPATEN,
    "wali kota": _KOTA, "walikota": _KOTA, "pemkot": _KOTA,
    "camat": Sebutan(KECAMATAN), "lurah": Sebutan(DESA), "kades": Sebutan(DESA),
}  # fmt: skip
"""Offices and governments that tell the level of the region named after them."""

_TANDA_TEKS = frozenset(s for s in SEBUTAN if s not in ("kampung", "ds", "kodya") and "/" not in s)
"""Level words that count in text: a “Kampung” is mostly a part of a village."""


_TOKEN = re.compile(
    r"\b(?:[A-Z][\w]*|kota|kabupaten|provinsi|propinsi|kab|prov|wali|walikota|bupati|gubernur)\b"
)
_SESUDAH = re.compile(
    r" (?!Tahun\b|Nomor\b|Periode\b|TAHUN\b|Provinsi\b|PROVINSI\b)[A-Z]|\s?[–—]\s?[A-Z]|[/-]\w|['’]\w"
)
"""What stands after a name that goes on: “Serang Raya”, “Tangerang–Merak”."""
_RUN = re.compile(r"((?:[A-Z][\w.&()]*|dan|&)(?:,? (?:[A-Z][\w.&()]*|dan|&))*) $")
_KATA_SEBELUM = re.compile(r"(\w+)[\s-]+[“\"(]?$")
_AWAL_KALIMAT = re.compile(r"(?:^|[.!?:;“\"(\n|•]\s*|^\s*(?:[-*]|\d+[.)])\s+)$", re.M)
_RANTAI = re.compile(r"(?:,|,? (?:dan|serta|maupun|atau|hingga|sampai))\s+")
_SEMBOYAN = re.compile(r"Sabang (?:sampai|hingga|s\.d\.) Merauke")
_ISTILAH_KOTA = re.compile(
    r"\b(?:pusat|dalam|luar|tengah|antar|pinggir|sudut|batas|tata|taman|hutan|jantung) $", re.I
)
_TANGGAL = re.compile(r", \d{1,2} [A-Z]")


class _Awal(NamedTuple):
    """What a word can begin: a level word, an office, a bare name."""

    sebutan: Sebutan | None
    jabatan: Sebutan | None
    nama: bool


@cache
def _awal() -> dict[str, _Awal]:
    """Every word that can begin a region, in the cases in which it counts."""
    names = {w.polos.split()[0] for ones in atas().values() for w in ones}
    names |= {
        s.split()[0].title()
        for alias in SINGKATAN.values()
        for s in alias
        if not s.startswith(("kabupaten ", "provinsi "))
    }
    names |= {"DKI", "DI", "DIY", "DKJ", "NTB", "NTT"}
    out: dict[str, _Awal] = {}
    for word in names:
        out[word] = out[word.upper()] = _Awal(None, None, True)
    for table, at in ((_JABATAN, 1), (dict.fromkeys(_TANDA_TEKS), 0)):
        for words in table:
            level = _JABATAN[words] if at else SEBUTAN[words]
            first = words.split()[0]
            for form in (first, first.capitalize(), first.upper()):
                out[form] = _Awal(None if at else level, level if at else None, form.capitalize() in names)
    return out


@teringat(4096)
def pindai(text: str) -> tuple[Penyebutan, ...]:
    """The regions in a text, in order, none overlapping; each narrowed by a larger one after it.

    A `Bagian` with neither `wilayah` nor `lain` is a level word (province, regency, city) with a
    name that is nobody's. Never raises.
    """
    table = _awal()
    out: list[Penyebutan] = []
    at = 0
    for m in _TOKEN.finditer(text):
        word = table.get(m[0])
        if word is None or m.start() < at:
            continue
        found = (_bertanda(text, m, word) if word.sebutan or word.jabatan else None) or (
            _polos(text, m, out[-1] if out else None) if word.nama else None
        )
        if found is not None:
            out.append(found)
            if found.bagian.wilayah or found.bagian.lain:
                at = found.bagian.akhir
    if len(out) > 1:
        narrowed = sempitkan(tuple(t.bagian for t in out), text)
        out = [t._replace(bagian=b) for b, t in zip(narrowed, out, strict=True)]
    return tuple(out)


_LANJUT_TANDA = re.compile(
    r"(?:\.? (?:Administrasi|ADMINISTRASI|Adm\.))?(?P<ganda>\.? ?/ ?(?:[Kk]ota|KOTA))?(?:\. ?|\s+)(?=[^\W\d_])"
)
_LANJUT_WALI = re.compile(r" [Kk]ota | KOTA ")


def _bertanda(text: str, m: re.Match[str], word: _Awal) -> Penyebutan | None:
    """The region that a level word or an office announces."""
    if word.jabatan is not None:
        return _berjabatan(text, m, word.jabatan)
    level = word.sebutan
    after = _LANJUT_TANDA.match(text, m.end())
    if level is None or after is None:
        return None
    if text[after.end() - 2] == "." and len(m[0]) > 4:  # “… kota. Banten …” ends a sentence
        return None
    if after["ganda"]:
        level = KAB_KOTA
    begin = after.end()
    stop = _akhir_nama(text, begin, lower=level.tingkat <= KABKOTA)
    end, found, other = nama_bertingkat(text, begin, level, stop)
    before = text[max(0, m.start() - 12) : m.start()]
    if level == _KOTA and before.casefold().endswith(("ibu ", "wali ")):
        return None
    if level.tingkat > KABKOTA and (not found or _generik(text, begin)):
        return None
    small = text[begin].islower() or m[0].islower()
    if not found and (small or _generik(text, begin)):
        return None
    if small and kunci(text[begin:end]) in ("batu", "metro"):
        return None
    start = begin if level == _KOTA and m[0] == "kota" and _ISTILAH_KOTA.search(before) else m.start()
    if not found and not other:
        end = stop
    kata = text[start : after.end()].strip() if start < begin else ""
    return Penyebutan(Bagian(start, end, kata, level, text[begin:end], found, other), True)


def _berjabatan(text: str, m: re.Match[str], level: Sebutan) -> Penyebutan | None:
    begin = m.end() + 1
    if m[0].lower() == "wali":
        after = _LANJUT_WALI.match(text, m.end())
        if after is None:
            return None
        begin = after.end()
    if begin >= len(text) or text[begin - 1] not in " \n":
        return None
    stop = _akhir_nama(text, begin, lower=m[0].islower())
    end, found = nama_terpanjang(text, begin, level, stop)
    if not found or (level.tingkat > KABKOTA and _generik(text, begin)):
        return None
    if kunci(text[begin:end]) in BIASA and _SESUDAH.match(text, end):
        return None  # a person: “Wali Kota Bima Arya”
    return Penyebutan(Bagian(begin, end, "", level, text[begin:end], found), True)


_KATA = re.compile(r"\w+(?:['’-]\w+)*")


def _akhir_nama(text: str, at: int, lower: bool) -> int:
    """Where a name that starts at an offset must end: before a small word, a level word, a mark."""
    end = at
    for number in range(MAKS_KATA):
        m = _KATA.match(text, at)
        if m is None:
            break
        small = m[0][0].islower() and not lower
        if (small and not (number and m[0] == "dan")) or (
            number and sebutan(m[0]) and m[0] not in ("Kota", "KOTA")
        ):
            break
        end = m.end()
        if end >= len(text) or text[end] not in " \n\u00a0":
            break
        at = end + 1
    return end


def _generik(text: str, at: int) -> bool:
    m = _KATA.match(text, at)
    return m is not None and m[0].casefold() in GENERIK


def _polos(text: str, m: re.Match[str], last: Penyebutan | None) -> Penyebutan | None:
    """The province, regency or city that a bare name means where it stands."""
    start = m.start()
    stop = _akhir_nama(text, start, lower=False)
    end, found = nama_terpanjang(text, start, None, stop)
    if not found or _SESUDAH.match(text, end) or _SEMBOYAN.search(text, max(0, start - 16), end + 20):
        return None
    if (start and text[start - 1] in "–—/@.'’") or (
        text[start - 1 : start] == "-" and text[start - 3 : start].casefold() != "se-"
    ):
        return None
    if last and last.bagian.nama == "Sabang":
        return None
    part = Bagian(start, end, "", None, text[start:end], found)
    chained = last is not None and bool(_RANTAI.fullmatch(text, last.bagian.akhir, start))
    before = text[max(0, start - 120) : start]
    word = _KATA_SEBELUM.search(before)
    near = word[1] if word else ""
    if near.casefold() in SEBELUM or chained:
        return Penyebutan(part, chained and last is not None and last.kuat)
    if run := _RUN.search(before):
        first = next((w for w in re.split(r"\W+", run[1])[:2] if w in INSTANSI), "")
        agency = bool(first) or (len(near) > 2 and near.isupper() and near == run[1])
        if run[1] in UMUM and kunci(part.nama) in BIASA:
            return None
        return Penyebutan(part, True, first) if agency else None
    if kunci(part.nama) in BIASA:
        return None
    if _AWAL_KALIMAT.search(before) or near[:1].islower():
        return Penyebutan(part, False)
    return None


def bertanggal(text: str, part: Bagian) -> bool:
    """Whether a name is the place of a date line (“Serang, 24 November 2026”)."""
    return _TANGGAL.match(text, part.akhir) is not None
