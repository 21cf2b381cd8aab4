"""Placeholders: the shapes that unfilled blanks take in real texts (domain.md section 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.sampah import teringat


@dataclass(frozen=True)
class Pola:
    """One shape of placeholder: the finding code that reports it, its pattern, what it never lacks."""

    code: str
    pattern: re.Pattern[str]
    pemicu: tuple[str, ...]


_KATA_ISIAN = (
    r"nama|nomor|no\.|tanggal|tgl|hari|jabatan|pejabat|instansi|daerah|tempat|alamat|isi|alinea|uraian|judul|"
    r"waktu|pukul|jam|nip|pangkat|kota|kabupaten|provinsi|tahun|bulan|perihal|hal|tujuan|kode|klasifikasi|"
    r"penutup|pembuka|sebutkan|tuliskan|diisi"
)

_AWAL_PETUNJUK = re.sub(r"\|(?:pejabat|instansi|daerah|kota|kabupaten|provinsi)(?=\|)", "", _KATA_ISIAN)
"""Words that begin an instruction; “(pejabat daerah)” and “(Kabupaten Kota)” are ordinary remarks."""

_KURUNG_SAH = r"[A-Z](?:/[A-Z])+|(?:Berita|Lembaran|Tambahan)[^\[\]\n]*\bNomor \d+[^\[\]\n]*"
"""What stands in square brackets by right: a choice of letters, where a regulation was published."""
POLA: tuple[Pola, ...] = (
    Pola("P001", re.compile(rf"\[(?!sic\])(?!\d+\])(?!x\])(?!{_KURUNG_SAH}\])(?!email\s?protected\])([^\W\d_][^\[\]\n@]{{1,60}})\]", re.I), ("[",)),
    Pola("P002", re.compile(rf"\(((?:{_AWAL_PETUNJUK})(?: (?:{_KATA_ISIAN}|lengkap|surat|rapat|kegiatan|naskah|dinas)){{1,4}}|diisi[^()\n]{{0,40}}|sebutkan[^()\n]{{0,40}}|Alinea Isi)\)", re.I), ("(",)),
    Pola("P003", re.compile(r"(?<![.…])(?:…[.…]{2,}|\.+…[.…]*|……|(?<!\w)…\.(?!\.)|\.{5,}[.…]*|(?<![\w”\"'’)])\.{4}(?![.…]))"), ("…", "....")),
    Pola("P004", re.compile(r"(?<![\w.…])(?:\.{2,3}|…)(?= ?(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\b)"), ("..", "…")),
    Pola("P005", re.compile(r"(?<![A-Za-z0-9_])_{3,}|(?<!_)_{4,}|(?<=\bRp)\s?_{2,}"), ("__",)),
    Pola("P006", re.compile(r"(?<![.…])(?:…|[.…]{2,})\s?/\s?(?:(?:[.…]{1,}|[\w-][\w.-]{0,19})\s?/\s?)*(?:[.…]{1,}|\d{4})|(?<![\w/.:])[\w.-]{1,20}(?:\s?/\s?[\w.-]{1,20}){0,5}\s?/\s{1,8}/\s?(?:[\w.-]{1,20}\s?/\s?){0,5}\d{4}\b"), ("…", "..", "/ ")),
    Pola("P007", re.compile(r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{0,60}\}|(?<![{$\w])\{(?:" + _KATA_ISIAN + r")(?:[ _-][^{}\n]{0,40})?\}(?!\})|<(?:nama|isi|tanggal|jabatan|nomor|tempat)[^<>\n]{0,40}>|«[^«»\n]{1,40}»", re.I), ("{", "<", "«")),
    Pola("P008", re.compile(r"\b(?:X{4,}|x{3,}|TBD|TBA|TODO|FIXME)\b|(?<![\w?])\?{3,}|(?<![\w/])N/A(?![\w/])|\b[xX]{2}(?= (?:orang|peserta|buah|unit|kegiatan|paket|desa|juta|ribu|persen)\b)|(?<=\bdan )XXX(?=[.,;]|\s*\Z)|(?<=/)XXX(?=/)|\A\s*XXX\s*\Z|(?<=[Bb]apak )XXX\b|(?<=Ibu )XXX\b|(?<=[Nn]ama )XXX\b|\b[Ll]orem ipsum\b"), ("XX", "xx", "???", "N/A", "TB", "TODO", "FIXME", "orem ipsum")),
)  # fmt: skip
"""Shapes that a text may hold anywhere, each with the code of its rule.

XXX alone is also the Roman thirty (“Kongres XXX”), so it counts only where a name or number is due.
"""

LABEL_KOSONG = re.compile(
    r"(?:nama(?: lengkap| pejabat| jabatan| instansi| dan gelar)?|jabatan|pangkat(?:/golongan)?|nip\.?|nomor|"
    r"tanggal|tempat|alamat|instansi|tanda tangan|n/?a|nn|\(?kosong\)?|\(?(?:nama )?(?:menyusul|akan menyusul)\)?|belum (?:diketahui|ada)|x|-+|–|\.+|…+|\?+)",
    re.I,
)
"""What stands as a whole value where only the label of the blank was left (P009)."""


def gaps(text: str) -> list[tuple[int, int, str]]:
    """The placeholders in a text: start, end, and the words that name the blank."""
    found: list[tuple[int, int, str]] = []
    for pola, start, end in temukan(text):
        words = re.sub(r"[\[\](){}<>«»$]", "", text[start:end]).strip()
        named = words if pola.code in ("P001", "P002", "P007") and words else "isian"
        found.append((start, end, named))
    return found


TITIK_TIGA = re.compile(
    r"(?P<isian>(?:" + "|".join(rf"(?<=\b{w} )" for w in ("selaku", "sebagai", "oleh", "bapak", "ibu", "nama", "tanggal", "nomor", "pukul")) + r")(?:\.{3}|…)(?![.…\w])"
    r"|(?<=[\w,] )(?:\.{3}|…)(?= (?:selaku|sebagai|oleh)\b))|(?<=[\w,] )(?:\.{3}|…)(?= \w)",
    re.I,
)  # fmt: skip
"""Three dots between words: a blank beside words that call for a name or number, else perhaps a pause."""

_PEMICU = re.compile(r"[\[({<«$_…]|\.\.|\?\?\?|/ |N/A|XX|xx|TB|TODO|FIXME|orem ipsum")
"""What every placeholder holds; most texts have none of it."""


@teringat(4096)
def temukan(text: str) -> tuple[tuple[Pola, int, int], ...]:
    """Where placeholders stand, none overlapping: of two at one place the longer."""
    if not _PEMICU.search(text):
        return ()
    hits: list[tuple[Pola, int, int]] = []
    for pola in POLA:
        if not any(p in text for p in pola.pemicu):
            continue
        for m in pola.pattern.finditer(text):
            start = m.start() + (len(m[0]) - len(m[0].lstrip()))
            hits.append((pola, start, m.end()))
    hits.sort(key=lambda h: (h[1], -(h[2] - h[1])))
    out: list[tuple[Pola, int, int]] = []
    for hit in hits:
        if not out or hit[1] >= out[-1][2]:
            out.append(hit)
    return tuple(out)
