"""Personal data in running text: identity numbers, telephone numbers, e-mail, dates of birth.

What a public copy of a document must not say (UU 27/2022; domain.md section 2: an NIP tells
birth date and sex). Written generously: a number masked too much costs less than one shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.record.base import BULAN
from pipeline.reference.lipat import Nilai
from pipeline.reference.nip import Nip, urai
from pipeline.sampah import teringat

TAHUN_LAHIR = "tahun lahir"
"""A year is personal only beside the word: elsewhere it is any year."""

_SELA = r"[ \t._\-\u00b7\u2010-\u2015\u2022\u2219\u22c5]{0,3}"
_SELA_NIP = _SELA.replace("._", "._/").replace("3}", "5}")
_LIPATAN = re.compile(r"(?<=\S)\n(?![\s|\-–•*]|\(?\w{1,3}[.)]\s)")
"""Where a paragraph goes on in its next line: no item, row or paragraph begins there."""
_SINGKAT = r"(?:\b(?:tgl|tg|kab|kec|kel|prov|ds|kp|jl|rt|rw|no|st)\.|[^.;\n])"
"""What may stand between the word and the date: the dot of an abbreviation ends no sentence."""
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
        rf"(?<!\d)(?:19|20)\d\d{_SELA_NIP}(?:0\d|1[0-2]){_SELA_NIP}[0-3]\d{_SELA_NIP}(?:\d{_SELA_NIP}){{9}}\d(?!\d)"
    )),
    ("nomor identitas", "angka", _pola(r"(?<![\d])\d{15,18}(?!\d)")),
    ("nomor identitas", "angka", _pola(r"(?<![\d.])[1-9]\d{3}[ .\-]\d\d[0-7]\d[ .\-](?:0\d|1[0-2])\d\d[ .\-]\d{4}(?![\d.])")),
    ("nomor identitas", "angka", _pola(
        r"(?<![\d.])[1-9]\d(?:[ .\-]?\d\d){2}[ .\-][0-7]\d[ .\-]?(?:0\d|1[0-2])[ .\-]?\d\d[ .\-]\d{4}(?![\d.]\d|\d)"
    )),
    ("nomor identitas", "angka", _pola(r"(?<!\d)\d\d\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")),
    ("nomor identitas", "angka", _pola(
        r"\b(?:NIP|NI\s?PPPK|NIPPPK|NRP|NRK|NIK|NPWP|KTP|NUPTK|NIDN|STR|paspor|BPJS|nomor\s+induk(?:\s+\w+){0,2})"
        rf"\b\W{{0,4}}(?P<isi>\d(?:{_SELA}\d){{5,24}})"
    )),
    ("telepon", "angka", _pola(
        rf"(?<!\d)(?<!\d[.,\-])(?<!rp)(?<!rp[. ])(?<!rp\. )(?:\(?\+\s?62\)?|62|\(?0\)?){_SELA}8\d{{1,3}}(?:{_SELA}\d){{5,10}}(?!\d)"
    )),
    ("telepon", "angka", _pola(r"(?<![\d/.,\-])08\d\d/\d{4}/\d{3,5}(?![\d/])")),
    ("telepon", "angka", _pola(r"(?<![\d/.,])\(?\+\s?\d{1,3}\)?(?:[ .\-()]{0,3}\d){7,13}(?![\d/])")),
    ("telepon", "angka", _pola(r"(?<![\d/.,\-])\(0\d{2,3}\)\s?\d{3,4}(?:[ .\-]?\d{2,4}){1,2}(?![\d/])")),
    ("telepon", "angka", _pola(r"(?<![\d/.,\-])0[2-7]\d{1,2}[ .\-]?\d{3,4}[ .\-]?\d{3,4}(?![\d/.,])")),
    ("telepon", "angka", _pola(
        r"\b(?:telepon|telp?|tlp|hp|wa|whatsapp|ponsel|seluler|kontak|cp|narahubung|faks?|faksimile)\b"
        r"[\w\s./]{0,24}?[\s.:]{1,3}(?P<isi>[+(]?\d(?:[ .\-()/]{0,2}\d){5,14})"
    )),
    ("tanggal lahir", "kata", _pola(
        rf"(?:\b(?:ke)?lahir(?:an|nya)?\b|\bdilahirkan\b|\bTTL\b|\bborn\b){_SINGKAT}{{0,60}}?(?P<isi>{_HARI})"
    )),
    ("tanggal lahir", "kata", _pola(rf"(?P<isi>{_HARI})\s*\((?:\w+\.?\s+)?lahir\b")),
    (TAHUN_LAHIR, "kata", _pola(
        r"\b(?:ke)?lahir(?:an)?\s+(?:pada\s+)?(?:tahun\s+)?(?P<isi>(?:19|20)\d\d)\b(?![-/.]\d)"
    )),
)  # fmt: skip


def pribadi(text: str, *, lipatan: bool = False) -> Iterator[Temuan]:
    """The personal data in a text, kind after kind; with `lipatan` also what a paragraph's next line continues.

    On a printed page lines that follow each other may be cells that have nothing to do with each other.
    """
    plain = _rata(text)
    if lipatan:
        plain = _LIPATAN.sub(" ", plain)
    for jenis, cara, pattern in _POLA:
        for m in pattern.finditer(plain):
            start, end = m.span("isi") if "isi" in pattern.groupindex else m.span()
            yield Temuan(start, end, jenis, Nilai(text[start:end].strip(), cara))  # type: ignore[arg-type]


def _rata(text: str) -> str:
    """The text with one form of digits and blanks, every letter in its place."""
    return "".join(_huruf(c) for c in text)


@teringat(4096)
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
