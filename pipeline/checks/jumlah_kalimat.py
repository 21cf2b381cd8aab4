"""Head counts within a sentence: men and women make the total (J008)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Mend, Severity, rule
from pipeline.record.record import Record, Reference

J008 = rule(
    "J008", "jumlah-dalam-kalimat",
    id="“{teks}”: {laki} laki-laki dan {perempuan} perempuan berjumlah {benar}, bukan {jumlah}.",
    en="“{teks}”: {laki} men and {perempuan} women make {benar}, not {jumlah}.",
    hint_id="Betulkan salah satu angkanya.",
    hint_en="Correct one of the figures.",
    why="Angka L dan P pada naskah PUG dibaca dan dikutip.",
    source="domain.md §5",
    example=Example(
        "tujuan: ['Hadir 20 orang (11 laki-laki dan 9 perempuan).']\n",
        "tujuan: ['Hadir 20 orang (12 laki-laki dan 9 perempuan).']\n",
    ),
)  # fmt: skip

_HITUNGAN = re.compile(
    r"\b(?P<n>\d{1,3}(?:\.\d{3})*|\d+) (?:orang|peserta|warga|siswa|kader|pegawai|perwakilan)[^.;()\d]{0,40}?[(,]? ?"
    r"(?:terdiri (?:dari|atas) |yaitu |yakni )?"
    r"(?:(?P<l>\d[\d.]*) (?:orang )?(?:laki-laki|pria)(?: dan|,| serta) (?P<p>\d[\d.]*) (?:orang )?(?:perempuan|wanita)"
    r"|(?P<p2>\d[\d.]*) (?:orang )?(?:perempuan|wanita)(?: dan|,| serta) (?P<l2>\d[\d.]*) (?:orang )?(?:laki-laki|pria))"
)


@pemeriksaan
def jumlah_kalimat(record: Record, _: Reference) -> Iterator[Finding]:
    """`20 orang (12 laki-laki dan 8 perempuan)`; a third group may be meant, so it only warns."""
    for path, text in record.prose:
        if "perempuan" not in text and "wanita" not in text:
            continue
        for m in _HITUNGAN.finditer(text):
            total, men, women = (
                int(x.rstrip(".").replace(".", "")) for x in (m["n"], m["l"] or m["l2"], m["p"] or m["p2"])
            )
            if men + women != total:
                place = record.places.within(path, m[0], text.count(m[0], 0, m.start()))
                said = dict(teks=m[0], laki=men, perempuan=women, benar=men + women, jumlah=total)
                mend = Mend(m[0], m[0].replace(m["n"], str(men + women), 1))
                yield J008.at(place, Severity.PERINGATAN, mend, **said)
