"""Personal data in running text: identity numbers, telephone numbers, e-mail, dates of birth.

What a public copy of a document must not say (UU 27/2022; domain.md section 2: an NIP tells
birth date and sex). Written generously: a number masked too much costs less than one shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.record.base import BULAN
from pipeline.reference.lipat import Nilai
from pipeline.reference.nip import Nip, urai

TAHUN_LAHIR = "tahun lahir"
"""A year is personal only beside the word: elsewhere it is any year."""

_SELA = r"[ .\-\u2010-\u2015]{0,3}"
_BULAN = "|".join(BULAN) + "|Pebruari|Nopember|Jan|Feb|Mar|Apr|Jun|Jul|Agt|Agust|Sept?|Okt|Nov|Des"
_HARI = (
    rf"(?:\d{{1,2}}\s+(?:{_BULAN})\.?\s+(?:19|20)\d\d|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:19|20)?\d\d"
    r"|(?:19|20)\d\d-\d{1,2}-\d{1,2})"
)


@dataclass(frozen=True)
class Temuan:
    """One piece of personal data: where, and what kind it is."""

    awal: int
    akhir: int
    jenis: str
    nilai: Nilai


def _pola(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_POLA: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("pos-el", "kata", _pola(
        r"[\w.+\-]+\s?(?:@|\((?:at|et)\)|\[(?:at|et)\])\s?[\w\-]+(?:\s?(?:\.|\((?:dot|titik)\)|\[(?:dot|titik)\])\s?[\w\-]+)+"
    )),
    ("NIP", "angka", _pola(
        rf"(?<!\d)(?:19|20)\d\d{_SELA}(?:0\d|1[0-2]){_SELA}[0-3]\d{_SELA}(?:\d{_SELA}){{9}}\d(?!\d)"
    )),
    ("nomor identitas", "angka", _pola(r"(?<![\d])\d{15,18}(?!\d)")),
    ("nomor identitas", "angka", _pola(r"(?<![\d.])[1-9]\d{3}[ .\-]\d\d[0-7]\d[ .\-](?:0\d|1[0-2])\d\d[ .\-]\d{4}(?![\d.])")),
    ("nomor identitas", "angka", _pola(r"(?<!\d)\d\d\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")),
    ("nomor identitas", "angka", _pola(
        r"\b(?:NIP|NI\s?PPPK|NIPPPK|NRP|NRK|NIK|NPWP|KTP|NUPTK|NIDN|STR|paspor|BPJS|nomor\s+induk(?:\s+\w+){0,2})"
        rf"\b\W{{0,4}}(?P<isi>\d(?:{_SELA}\d){{5,24}})"
    )),
    ("telepon", "angka", _pola(
        rf"(?<![\d/.,\-])(?:\(?\+\s?62\)?|62|\(?0\)?){_SELA}8\d{{1,3}}(?:{_SELA}\d){{5,10}}(?![\d/])"
    )),
    ("telepon", "angka", _pola(r"(?<![\d/.,])\(?\+\s?\d{1,3}\)?(?:[ .\-()]{0,3}\d){7,13}(?![\d/])")),
    ("telepon", "angka", _pola(r"(?<![\d/.,\-])\(0\d{2,3}\)\s?\d{3,4}(?:[ .\-]?\d{2,4}){1,2}(?![\d/])")),
    ("telepon", "angka", _pola(r"(?<![\d/.,\-])0[2-7]\d{1,2}[ .\-]?\d{3,4}[ .\-]?\d{3,4}(?![\d/.,])")),
    ("telepon", "angka", _pola(
        r"\b(?:telepon|telp?|tlp|hp|wa|whatsapp|ponsel|seluler|kontak|cp|narahubung|faks?|faksimile)\b"
        r"[\w\s./]{0,24}?[\s.:]{1,3}(?P<isi>[+(]?\d(?:[ .\-()/]{0,2}\d){5,14})"
    )),
    ("tanggal lahir", "kata", _pola(
        rf"(?:\b(?:ke)?lahir(?:an|nya)?\b|\bdilahirkan\b|\bTTL\b|\bborn\b)[^.;\n]{{0,60}}?(?P<isi>{_HARI})"
    )),
    (TAHUN_LAHIR, "kata", _pola(
        r"\b(?:ke)?lahir(?:an)?\s+(?:pada\s+)?(?:tahun\s+)?(?P<isi>(?:19|20)\d\d)\b(?![-/.]\d)"
    )),
)  # fmt: skip


def pribadi(text: str) -> Iterator[Temuan]:
    """The personal data in a text, kind after kind."""
    plain = _rata(text)
    for jenis, cara, pattern in _POLA:
        for m in pattern.finditer(plain):
            start, end = m.span("isi") if "isi" in pattern.groupindex else m.span()
            yield Temuan(start, end, jenis, Nilai(text[start:end].strip(), cara))  # type: ignore[arg-type]


def _rata(text: str) -> str:
    """The text with one form of digits and blanks, every letter in its place."""
    return "".join(_huruf(c) for c in text)


@lru_cache(maxsize=4096)
def _huruf(char: str) -> str:
    if char.isascii():
        return " " if char == "*" else char
    if unicodedata.category(char) in ("Cf", "Zs"):
        return " "
    number = unicodedata.decimal(char, None)
    if number is not None:
        return str(number)
    made = unicodedata.normalize("NFKC", char)
    return made if len(made) == 1 else char


def hari_lahir(nip: str) -> tuple[Nilai, ...]:
    """The birth date that a number tells, in the forms in which people write dates."""
    parts = urai(nip)
    if not isinstance(parts, Nip):
        return ()
    d, m, y = parts.lahir.day, parts.lahir.month, parts.lahir.year
    month = BULAN[m - 1]
    forms = [f"{d} {month} {y}", f"{d:02} {month} {y}", f"{d} {month[:3]} {y}", f"{y}-{m:02}-{d:02}"]
    for between in "-/.":
        forms += [f"{d:02}{between}{m:02}{between}{y}", f"{d}{between}{m}{between}{y}"]
    return tuple(Nilai(f) for f in dict.fromkeys(forms))
