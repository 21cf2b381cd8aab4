"""Offices: what kind of office a name says, and whether two names mean the same one."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.sampah import teringat

Peran = Literal["kepala_daerah", "wakil_kepala_daerah", "sekda", "lain"]

_DELEGASI = re.compile(r"^(?:plt|plh|pjs|pj|a\.?\s?n|u\.?\s?b)\b\s*\.?\s*|^a/n\s+", re.I)
_KEPALA = re.compile(r"(?:gubernur|bupati|wali ?kota)\b", re.I)
_WAKIL = re.compile(r"wakil (?:gubernur|bupati|wali ?kota)\b", re.I)
_SEKDA = re.compile(r"(?:sekretaris daerah|sekda)\b", re.I)
_KATA = re.compile(r"[^\W_]+")
_SAMBUNG = frozenset(("dan", "pada", "di", "the", "of"))
SINGKATAN = {"kadis": "kepala dinas", "sekdis": "sekretaris dinas", "sekda": "sekretaris daerah", "kabid": "kepala bidang", "kaban": "kepala badan", "walikota": "wali kota", "kabag": "kepala bagian"}  # fmt: skip


def tanpa_delegasi(jabatan: str) -> str:
    """The office itself: `Plt. Kepala Dinas Contoh` → `Kepala Dinas Contoh`."""
    return _DELEGASI.sub("", jabatan.strip())


@teringat(2048)
def peran(jabatan: str) -> Peran:
    """The role of a signer that Permendagri 1/2023 art. 44 asks for; `Wali Kota` and `Walikota` alike.

    `Asisten Sekretaris Daerah` is no Sekda: the office must begin with the word.
    """
    office = tanpa_delegasi(jabatan)
    if _WAKIL.match(office):
        return "wakil_kepala_daerah"
    if _KEPALA.match(office):
        return "kepala_daerah"
    return "sekda" if _SEKDA.match(office) else "lain"


@teringat(8192)
def _kata(text: str) -> tuple[str, ...]:
    words = " ".join(SINGKATAN.get(w, w) for w in _KATA.findall(text.casefold()))
    return tuple(w for w in words.split() if w not in _SAMBUNG)


def sama(a: str, b: str, a_di: str | None = None, b_di: str | None = None) -> bool:
    """Whether two offices (each with its agency, where that is said) may be one.

    The shorter name must be contained in the longer (`Sekretaris` and `Sekretaris Dinas
    Contoh`), and they must begin alike: `Kepala Bidang` is no `Kepala Dinas`.
    """
    first, second = _kata(tanpa_delegasi(a)), _kata(tanpa_delegasi(b))
    if not first or not second or any(x != y for x, y in zip(first[:2], second[:2], strict=False)):
        return False
    left, right = {*first, *_kata(a_di or "")}, {*second, *_kata(b_di or "")}
    return left <= right or right <= left or (set(first) <= right and set(second) <= left)


_PERAN_RAPAT = re.compile(
    r"(?:narasumber|moderator|notulis|pencatat|pembicara|penyaji|fasilitator|penanya|peserta|anggota|pimpinan (?:rapat|sidang)|"
    r"(?:ketua|wakil ketua|sekretaris|koordinator) (?:tim|panitia|pokja|kelompok|rapat|pelaksana|forum|gugus|satgas|komisi))\b",
    re.I,
)


def peran_rapat(jabatan: str) -> bool:
    """Whether an “office” is a part played in a meeting or team, which no directory of offices lists."""
    return _PERAN_RAPAT.match(tanpa_delegasi(jabatan)) is not None


_TUNGGAL = re.compile(
    r"(?:kepala|sekretaris|ketua|inspektur|direktur|camat|lurah|gubernur|bupati|wali ?kota|wakil)\b", re.I
)
_UMUM = re.compile(
    r"(?:kepala (?:dinas|badan|bidang|bagian|seksi|kantor|sub\s?bagian)|sekretaris|ketua|direktur|camat|lurah|sekretaris dinas|wakil ketua)$",
    re.I,
)


def tunggal(jabatan: str, instansi: str | None) -> bool:
    """Whether one person at a time can hold the office: `Camat Contoh`, not `Analis` nor a bare `Sekretaris`."""
    office = tanpa_delegasi(jabatan)
    return bool(_TUNGGAL.match(office)) and (bool(instansi) or not _UMUM.match(office))
