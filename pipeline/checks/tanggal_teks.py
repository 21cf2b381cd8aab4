"""Dates and times within free text: no year, years and hours that do not follow (T008 to T011)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from pydantic_core import PydanticCustomError

from pipeline.checks import pemeriksaan
from pipeline.checks.cacat import Cacat, Ragam, aturan_teks, dipetik, laporkan
from pipeline.findings import RULES, Example, Finding, rule
from pipeline.record.base import BULAN, HARI, parse_tanggal
from pipeline.record.record import Record, Reference

T006 = rule(
    "T006", "bulan-lama",
    id="“{lama}” adalah ejaan lama; yang baku “{baku}”.",
    en="“{lama}” is an old spelling; the standard one is “{baku}”.",
    hint_id="Tulis “{baku}”.",
    hint_en="Write “{baku}”.",
    why="Naskah resmi memakai ejaan baku.",
    source="domain.md §6",
    example=Example("tujuan: ['Selesai 3 November 2026']\n", "tujuan: ['Selesai 3 Nopember 2026']\n"),
)  # fmt: skip
T008 = rule(
    "T008", "tanggal-tanpa-tahun",
    id="Tanggal “{teks}” tanpa tahun.{saran}",
    en="The date “{teks}” has no year.{saran_en}",
    hint_id="Tambahkan tahunnya.",
    hint_en="Add the year.",
    why="Naskah dibaca bertahun-tahun kemudian.",
    source="domain.md §7",
    example=Example(
        "tujuan: ['Dikumpulkan 23 s.d. 24 November 2026']\n", "tujuan: ['Dikumpulkan paling lambat 24 November.']\n"
    ),
)  # fmt: skip
T009 = rule(
    "T009", "rentang-tahun",
    id="Rentang tahun “{teks}” {apa}.",
    en="The range of years “{teks}” {apa_en}.",
    hint_id="Betulkan salah satu tahunnya.",
    hint_en="Correct one of the years.",
    why="Rentang dimulai dari tahun yang lebih awal.",
    source="Kalender",
    example=Example("tujuan: ['Renstra 2025–2029']\n", "tujuan: ['Renstra 2012-2012']\n"),
)  # fmt: skip
T010 = rule(
    "T010", "jam-mustahil",
    id="Jam “{teks}” tidak ada.",
    en="There is no such time as “{teks}”.",
    hint_id="Periksa jam dan menitnya.",
    hint_en="Check the hour and the minute.",
    why="Jam yang mustahil adalah salah ketik.",
    source="Kalender",
    example=Example("tujuan: ['Mulai pukul 13.45 WIB']\n", "tujuan: ['Mulai pukul 13.75 WIB']\n"),
)  # fmt: skip
T011 = rule(
    "T011", "jam-terbalik",
    id="“{teks}”: jam selesai mendahului jam mulai.",
    en="“{teks}”: the end comes before the beginning.",
    hint_id="Periksa kedua jamnya.",
    hint_en="Check both times.",
    why="Kegiatan tidak dapat selesai sebelum mulai.",
    source="Kalender",
    example=Example(
        "tujuan: ['Pukul 09.00 s.d. 12.00 WIB']\n", "tujuan: ['Pukul 12.00 s.d. 09.00 WIB']\n"
    ),
)  # fmt: skip

_BULAN = "|".join(BULAN)
_HARI = "|".join((*HARI, "Jum'at", "Jum’at", "Ahad"))
_DATE = re.compile(rf"(?:\b({_HARI})\s*,\s*)?\b(\d{{1,2}})\s+({_BULAN})\s+(\d{{4}})\b")
_OLD = {
    "Pebruari": "Februari",
    "Nopember": "November",
    "Djanuari": "Januari",
    "Djuni": "Juni",
    "Djuli": "Juli",
}
_OLD_PATTERN = re.compile(rf"(?<!Sepuluh )\b({'|'.join(_OLD)})\b")
"""Not in “Institut Teknologi Sepuluh Nopember”, which is a name."""
_ADA = re.compile(r"\d\s+[A-Z]|Pebr|Nop|Dj")
"""What every date in words and every old month name holds."""


@aturan_teks
def tanggal(text: str, ragam: Ragam) -> list[Cacat]:
    """Impossible days, wrong weekdays, old month names."""
    if ragam == "kode" or not _ADA.search(text):
        return []
    found = []
    for m in _DATE.finditer(text):
        try:
            parse_tanggal(re.sub(r"\s+", " ", m[0]))
        except PydanticCustomError as e:
            code = {"tanggal_mustahil": "T001", "hari_salah": "T002"}[e.type]
            values = tuple((k, str(v)) for k, v in (e.context or {}).items())
            right = m[0].replace(m[1], dict(values)["benar"], 1) if code == "T002" else None
            found.append(Cacat(RULES[code], m.start(), m.end(), right, False, True, values))
    return found if ragam == "nama" else found + _bulan_lama(text)


_ANGKA = re.compile(r"(?<![\w./-])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\w/-])")
_NOMOR = re.compile(r"\b(?:[Nn]omor|[Nn]o|SK|[Ss]urat)\b[ .:]*\Z")


@aturan_teks
def tanggal_angka(text: str, ragam: Ragam) -> list[Cacat]:
    """Days in figures that no calendar has (`24/13/2026`); a number of a letter may look so."""
    found = []
    for m in _ANGKA.finditer(text) if "/" in text and ragam != "kode" else ():
        try:
            date(int(m[3]), int(m[2]), int(m[1]))
        except ValueError:
            if not _NOMOR.search(text[max(0, m.start() - 12) : m.start()]):
                found.append(Cacat(RULES["T001"], m.start(), m.end(), values=(("nilai", m[0]),)))
    return found


_HARI_KE = re.compile(r"(?<!\w)\d{1,2}\s+\Z")
_TAHUN_DI = re.compile(r"\s+(?:19|20)\d\d\b")
_BERNAMA = re.compile(
    r"\b(?:Institut|Universitas|Stadion|Gelora|Lapangan|Jalan|Jln?\.?|Gang|Gedung|Masjid|Taman|Jembatan|Bandara|Kampung|"
    r"Kelurahan|Desa|Monumen|Tugu|Museum|SDN?|SMPN?|SMAN?|SMKN?|RS\w*|Rumah Sakit|Yayasan|Pasar)\b[^.,;:!?\n]*\Z"
)


def _bulan_lama(text: str) -> list[Cacat]:
    """Old month names; one within a date is certain, one within a place's name stays."""
    found = []
    for m in _OLD_PATTERN.finditer(text):
        before = text[max(0, m.start() - 40) : m.start()]
        day, year = _HARI_KE.search(before) is not None, _TAHUN_DI.match(text, m.end()) is not None
        if not year and _BERNAMA.search(before):
            continue
        safe = (day or year) and not dipetik(text, m.start())
        values = (("lama", m[0]), ("baku", _OLD[m[0]]))
        found.append(Cacat(T006, m.start(), m.end(), _OLD[m[0]], safe, False, values))
    return found


_TANPA_TAHUN = re.compile(
    rf"(?:\b({_HARI})\s*,\s*)?(?<![\w./–-])(?:\d{{1,2}}\s?[–-]\s?)?(\d{{1,2}})\s+({_BULAN})\b(?!\s*(?:\d{{4}}|tahun))"
)
_TAHUN = re.compile(r"\b(?:19|20)\d\d\b")
_NAMA_HARI = re.compile(
    r"\b(?:Jalan|Jln?|HUT|Hari|Institut|Universitas|SDN?|SMPN?|SMAN?|SMKN?|Lapangan|Stadion|Masjid|Gedung|Gelora|"
    r"Taman|Jembatan|Bandara|Gang|Kampung|Kelurahan|Desa|Monumen|Tugu|Peristiwa|Proklamasi|[Pp]eringatan|"
    r"[Mm]emperingati|[Uu]pacara|[Kk]ampanye|[Ss]etiap|[Tt]iap|[Jj]atuh tempo|[Tt]ahunan|[Ss]aban)\b"
)
_KALIMAT = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"])|\n")


@pemeriksaan
def tanpa_tahun(record: Record, _: Reference) -> Iterator[Finding]:
    """Days of a month whose sentence names no year; the meeting's year is offered where its weekday fits."""
    span = record.rapat.tanggal
    year = span.mulai.year if span and span.mulai else None
    for path, text in record.prose:
        if not _ADA.search(text) or _bertahun(record, path):
            continue
        for flaw in _tanpa_tahun(text, year):
            yield laporkan(record, path, text, flaw)


def _bertahun(record: Record, path: tuple[str | int, ...]) -> bool:
    """Whether the text is a cell of a table whose title or columns name a year."""
    if "tabel" not in path:
        return False
    value: object = record.rapat
    for step in path[: path.index("tabel") + 1]:
        value = (
            value[step] if isinstance(value, tuple) and isinstance(step, int) else getattr(value, str(step))
        )
    head = (getattr(value, "judul", None) or "", *getattr(value, "kolom", ()))
    return any(_TAHUN.search(t) for t in head)


def _tanpa_tahun(text: str, year: int | None) -> Iterator[Cacat]:
    hits = list(_TANPA_TAHUN.finditer(text))
    ends = [m.end() for m in _KALIMAT.finditer(text)] if hits else []
    named = _bertanggal(text) if hits else {}
    for m in hits:
        index = bisect_right(ends, m.start())
        start, end = ends[index - 1] if index else 0, ends[index] if index < len(ends) else len(text)
        sentence = text[start:end]
        if _TAHUN.search(sentence) or _NAMA_HARI.search(sentence) or (m[2], m[3]) == ("17", "Agustus"):
            continue
        if named.get(text.rfind("\n", 0, start) + 1, start) < start:
            continue  # the paragraph has named the year with a date already
        fits = year is not None and _cocok(m, year)
        mend = f"{m[0]} {year}" if fits else None
        values = (
            ("teks", m[0]),
            ("saran", f" Maksudnya “{mend}”?" if mend else ""),
            ("saran_en", f" Is it “{mend}”?" if mend else ""),
        )
        yield Cacat(T008, m.start(), m.end(), mend, values=values)


def _cocok(m: re.Match[str], year: int) -> bool:
    """Whether the weekday written is that of the day in a year; without a weekday nothing is known."""
    try:
        return m[1] is not None and parse_tanggal(f"{m[1]}, {m[2]} {m[3]} {year}") is not None
    except PydanticCustomError:
        return False


_BERTANGGAL = re.compile(r"\b\d{1,2}[^\S\n]+\w+[^\S\n]+(?:19|20)\d\d\b")


def _bertanggal(text: str) -> dict[int, int]:
    """Where each paragraph with a full date begins, and where its first one ends."""
    found: dict[int, int] = {}
    for m in _BERTANGGAL.finditer(text):
        found.setdefault(text.rfind("\n", 0, m.start()) + 1, m.end())
    return found


_RENTANG = re.compile(
    r"(?<![\w./–-])((?:19|20)\d\d)(\s?[-–—]\s?|\s+(?:s\.d\.|sampai dengan|sampai|hingga)\s+)((?:19|20)\d\d)(?![\w/–-]|\.\d)"
)
_BUKAN_TAHUN = re.compile(
    r"\b(?:[Nn]omor|[Nn]o|[Tt]elp|[Tt]elepon|[Tt]el|[Ff]aks?|HP|WA|[Kk]ode|NIP|NRP|SK)\b[ .:]*(?:[\d+()-]+\s?)?\Z"
)
_JAM = re.compile(
    r"\b(?:[Pp]ukul|[Jj]am)\s+(\d{1,2})[.:](\d{2})(?![.:]?\d)(?:(\s?[-–]\s?|\s+(?:s\.d\.|sampai dengan|sampai|hingga)\s+)(?:[Pp]ukul\s+)?(\d{1,2})[.:](\d{2})(?![.:]?\d))?"
)
_BESOK = re.compile(r"\b(?:keesokan|esok|besok|berikutnya|dini hari|malam|lusa)\b", re.IGNORECASE)


@aturan_teks
def rentang(text: str, ragam: Ragam) -> list[Cacat]:
    """Ranges of years that do not go forward, times that no clock has, ranges of times that go back."""
    if ragam in ("kode", "nama"):
        return []
    found = _rentang_tahun(text) if "20" in text or "19" in text else []
    if "ukul " in text or "am " in text:
        for m in _JAM.finditer(text):
            found += _jam(text, m)
    return found


def _rentang_tahun(text: str) -> list[Cacat]:
    found = []
    for m in _RENTANG.finditer(text):
        first, last = int(m[1]), int(m[3])
        after = text[m.end() : m.end() + 4].strip()
        if (
            first < last
            or _BUKAN_TAHUN.search(text[max(0, m.start() - 40) : m.start()])
            or after.startswith(("SM", "M "))
        ):
            continue
        same = first == last
        values = (
            ("teks", m[0]),
            ("apa", "menyebut tahun yang sama dua kali" if same else "terbalik"),
            ("apa_en", "names one year twice" if same else "goes backwards"),
        )
        mend = m[1] if same else f"{m[3]}{m[2]}{m[1]}"
        found.append(Cacat(T009, m.start(), m.end(), mend, values=values))
    return found


def _jam(text: str, m: re.Match[str]) -> Iterator[Cacat]:
    times = [(int(h), int(s)) for h, s in ((m[1], m[2]), (m[4], m[5])) if h is not None]
    if any(h > 24 or s > 59 or (h == 24 and s) for h, s in times):
        yield Cacat(T010, m.start(), m.end(), sure=True)
    elif len(times) == 2 and times[1] < times[0]:
        overnight = times[0] >= (17, 0) and times[1] <= (9, 0)
        if not overnight and not _BESOK.search(text[m.start() : m.end() + 60]):
            yield Cacat(T011, m.start(), m.end())
