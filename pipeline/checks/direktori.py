"""The directory of officials checked by itself (N): keys, numbers, ranks, terms of office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipeline.checks.nip import N016, periksa_nip
from pipeline.checks.pangkat import periksa_gelar, periksa_pangkat
from pipeline.findings import Example, Finding, Severity, rule
from pipeline.places import Path, Places
from pipeline.record.pejabat import DaftarPejabat, MasaJabatan, Pejabat
from pipeline.record.rapat import Orang
from pipeline.reference import jabatan as office
from pipeline.reference.direktori import KUNCI
from pipeline.reference.nip import angka

N031 = rule(
    "N031", "direktori-kunci",
    id="Kunci “{kunci}” dipakai dua kali di pejabat.yaml.",
    en="The key “{kunci}” stands twice in pejabat.yaml.",
    hint_id="Beri setiap pejabat kunci sendiri.",
    hint_en="Give each official a key of their own.",
    why="Kunci yang sama menunjuk dua orang.",
    source="Notula: direktori pejabat (docs/panduan.md)",
    example=Example("pejabat:\n  - {kunci: a-1, nama: Contohwati}\n", "pejabat:\n  - {kunci: a-1, nama: Contohwati}\n  - {kunci: a-1, nama: Contohandi}\n", "pejabat"),
)  # fmt: skip
N032 = rule(
    "N032", "direktori-tanpa-nama",
    id="Pejabat ke-{nomor} belum ber{apa}.",
    en="Official {nomor} has no {apa}.",
    hint_id="Isi “{apa}”.",
    hint_en="Fill “{apa}”.",
    why="Pejabat ditunjuk dengan kunci dan dicetak dengan nama.",
    source="Notula: direktori pejabat (docs/panduan.md)",
    example=Example("pejabat:\n  - {kunci: a-1, nama: Contohwati}\n", "pejabat:\n  - {kunci: a-1}\n", "pejabat"),
)  # fmt: skip
N035 = rule(
    "N035", "direktori-bentuk-kunci",
    id="Kunci “{kunci}” dapat tertukar dengan nama orang.",
    en="The key “{kunci}” may be taken for a name.",
    hint_id="Pakai huruf kecil dengan tanda hubung, mis. “{contoh}”.",
    hint_en="Use small letters with a hyphen, e.g. “{contoh}”.",
    why="Teks polos di rekaman dianggap kunci hanya bila berbentuk demikian.",
    source="Notula: kunci direktori (docs/panduan.md)",
    example=Example("pejabat:\n  - {kunci: budi-contoh, nama: Contohwati}\n", "pejabat:\n  - {kunci: Budi, nama: Contohwati}\n", "pejabat"),
)  # fmt: skip
N033 = rule(
    "N033", "direktori-masa",
    id="Masa jabatan “{jabatan}” {nama} berakhir sebelum mulai ({rentang}).",
    en="The term of {nama} as “{jabatan}” ends before it begins ({rentang}).",
    hint_id="Betulkan “mulai” atau “selesai”.",
    hint_en="Correct “mulai” or “selesai”.",
    why="Masa jabatan menentukan siapa yang menjabat pada hari rapat.",
    source="Notula: masa jabatan menurut kalender",
    example=Example(
        "pejabat:\n  - {kunci: a-1, nama: Contohwati, jabatan: [{nama: Camat Contoh, mulai: 2024-01-01}]}\n",
        "pejabat:\n  - {kunci: a-1, nama: Contohwati, jabatan: [{nama: Camat Contoh, mulai: 2024-01-01, selesai: 2023-01-01}]}\n",
        "pejabat",
    ),
)  # fmt: skip
N034 = rule(
    "N034", "direktori-tumpang-tindih",
    id="“{jabatan}” dijabat {nama} ({rentang}) dan {lain} ({rentang_lain}) pada waktu yang sama.",
    en="“{jabatan}” is held by {nama} ({rentang}) and {lain} ({rentang_lain}) at the same time.",
    hint_id="Isi “selesai” pada pejabat lama, atau “delegasi” pada pelaksananya.",
    hint_en="Fill “selesai” for the former holder, or “delegasi” for an acting one.",
    why="Satu jabatan dipegang satu pejabat tetap.",
    source="Notula: direktori pejabat (docs/panduan.md)",
    example=Example(
        "pejabat:\n  - {kunci: a-1, nama: Contohwati, jabatan: [{nama: Camat Contoh, mulai: 2020-01-01, selesai: 2023-12-31}]}\n"
        "  - {kunci: b-1, nama: Contohandi, jabatan: [{nama: Camat Contoh, mulai: 2024-01-01}]}\n",
        "pejabat:\n  - {kunci: a-1, nama: Contohwati, jabatan: [{nama: Camat Contoh, mulai: 2020-01-01}]}\n"
        "  - {kunci: b-1, nama: Contohandi, jabatan: [{nama: Camat Contoh, mulai: 2024-01-01}]}\n",
        "pejabat",
    ),
)  # fmt: skip

_W = Severity.PERINGATAN
"""The directory alone stops no document: a record that uses the fault has a finding of its own."""


def periksa_direktori(daftar: DaftarPejabat, places: Places) -> list[Finding]:
    """What is wrong in `pejabat.yaml`; warnings only."""
    return list(_semua(daftar, places))


def _semua(daftar: DaftarPejabat, places: Places) -> Iterator[Finding]:
    keys: set[str] = set()
    numbers: dict[str, str] = {}
    for i, p in enumerate(daftar.pejabat):
        at: Path = ("pejabat", i)
        for what in ("kunci", "nama"):
            if not getattr(p, what):
                yield N032.at(places.of(at), _W, nomor=i + 1, apa=what)
        if p.kunci and not KUNCI.fullmatch(p.kunci):
            sample = re.sub(r"[^a-z0-9]+", "-", p.kunci.lower()).strip("-") or "pejabat"
            sample = sample if "-" in sample else f"pejabat-{sample}"
            yield N035.at(places.of((*at, "kunci")), _W, kunci=p.kunci, contoh=sample)
        if p.kunci in keys:
            yield N031.at(places.of((*at, "kunci")), _W, kunci=p.kunci)
        keys.add(p.kunci or "")
        yield from _seorang(p, at, places)
        if p.nip and p.nama:
            first = numbers.setdefault(angka(p.nip), p.nama)
            if first != p.nama:
                yield N016.at(places.of((*at, "nip")), _W, nip=p.nip, nama=first, lain=p.nama)
    yield from _tumpang_tindih(daftar, places)


def _seorang(p: Pejabat, at: Path, places: Places) -> Iterator[Finding]:
    if p.nip:
        person = Orang(nama=p.nama, nip=p.nip, jk=p.jk)
        yield from periksa_nip(person, places.of((*at, "nip")), _W, None)
    if p.pangkat:
        yield from periksa_pangkat(p.pangkat, places.of((*at, "pangkat")), _W)
    if p.nama:
        yield from periksa_gelar(p.nama, places.within((*at, "nama"), p.nama))
    for n, m in enumerate(p.jabatan):
        if m.mulai and m.selesai and m.selesai < m.mulai:
            place = places.of((*at, "jabatan", n, "selesai"))
            yield N033.at(place, _W, jabatan=m.nama, nama=p.nama, rentang=m.rentang)


def _tumpang_tindih(daftar: DaftarPejabat, places: Places) -> Iterator[Finding]:
    """Two holders of one office at once, acting ones aside; only offices that name their agency or region."""
    terms: dict[tuple[str, str, str], list[tuple[Path, Pejabat, MasaJabatan]]] = {}
    for i, p in enumerate(daftar.pejabat):
        for n, m in enumerate(p.jabatan):
            if m.nama and m.delegasi is None and office.tunggal(m.nama, m.instansi):
                key = (m.nama.casefold(), (m.instansi or "").casefold(), (m.wilayah or "").casefold())
                terms.setdefault(key, []).append((("pejabat", i, "jabatan", n), p, m))
    for held in terms.values():
        held.sort(key=lambda h: h[2].mulai or date.min)
        for (_, p, m), (path, other, m2) in pairwise(held):
            if p.nama != other.nama and _bersamaan(m, m2):
                yield N034.at(
                    places.of(path), _W, jabatan=m.nama, nama=p.nama, rentang=m.rentang,
                    lain=other.nama, rentang_lain=m2.rentang,
                )  # fmt: skip


def _bersamaan(a: MasaJabatan, b: MasaJabatan) -> bool:
    before = a.selesai is not None and b.mulai is not None and a.selesai < b.mulai
    after = b.selesai is not None and a.mulai is not None and b.selesai < a.mulai
    return not (before or after)
