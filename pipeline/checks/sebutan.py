"""Persons that a text means without naming them (P011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, rule
from pipeline.places import Path
from pipeline.record.rapat import Orang
from pipeline.record.record import Record, Reference

_SUMBER = "domain.md §7"

P011 = rule(
    "P011", "beliau-tanpa-orang",
    id="“{teks}” tanpa menyebut siapa orangnya.",
    en="“{teks}” without saying who that is.",
    hint_id="Sebut nama dan jabatannya.",
    hint_en="Give the name and office.",
    why="Ucapan pejabat harus jelas siapa pengucapnya.",
    source=_SUMBER,
    example=Example("kutipan:\n  - {kata: Kita bisa, oleh: {nama: Contohwati, jabatan: Ketua}}\n", "kutipan:\n  - {kata: 'Kita bisa, ujar beliau', oleh: {nama: Contohwati, jabatan: Ketua}}\n"),
)  # fmt: skip
_BELIAU = re.compile(
    r"\b(?:ujar|tutup|kata|ucap|tutur|jelas|tegas|ungkap|imbuh)(?:nya)?,? (?:beliau|yang bersangkutan)\b",
    re.I,
)


@pemeriksaan
def beliau(record: Record, _: Reference) -> Iterator[Finding]:
    """“beliau” and “yang bersangkutan” mean somebody who was named before."""
    for path, text in record.prose:
        for m in _BELIAU.finditer(text):
            if path[0] != "kutipan" and _bernama(record, path, text[: m.start()]):
                continue
            place = record.places.within(path, m[0], text.count(m[0], 0, m.start()))
            yield P011.at(place, record.weight, teks=m[0].strip()[:80])


_SEBUTAN = re.compile(
    r"\b(?:Bapak|Ibu|Gubernur|Bupati|Wali ?[Kk]ota|Menteri|Kepala|Ketua|Sekretaris|Sekda|Asisten|Camat|Lurah|Deputi|"
    r"Direktur|Narasumber|Pj|Plt|Plh|Drs?|Dra|Ir|Prof|Hj?)\b"
)


def _bernama(record: Record, path: Path, before: str) -> bool:
    """Whether “beliau” has somebody to mean: a title named before it, or the person of its entry."""
    if _SEBUTAN.search(before):
        return True
    value: object = record.rapat
    for step in path:
        value = (
            value[step] if isinstance(value, tuple) and isinstance(step, int) else getattr(value, str(step))
        )
        people = (getattr(value, k, None) for k in ("oleh", "pembicara", "penanya", "penjawab"))
        if any(isinstance(p, Orang) and p.nama for p in people):
            return True
    return False
