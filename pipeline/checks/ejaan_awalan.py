"""Verbs and agencies that lost or gained a blank: `di laksanakan`, `dianggar kan`, `disetujuioleh` (E004, E005)."""

from __future__ import annotations

import re

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks, dipetik
from pipeline.checks.ejaan import E004, E005
from pipeline.findings import Rule
from pipeline.reference.istilah import ISTILAH

_KERJA = (
    "adakan|ajukan|anggarkan|awali|bagikan|bahas|bentuk|berikan|buka|hadiri|harapkan|ikuti|jelaskan|jadwalkan|"
    "kumpulkan|laksanakan|lakukan|laporkan|lanjutkan|minta|mulai|paparkan|pimpin|putuskan|sahkan|sampaikan|selenggarakan|"
    "sepakati|serahkan|setujui|susun|tandatangani|tetapkan|tindaklanjuti|tugaskan|tunjuk|tutup|undang|usulkan"
)
_DI = re.compile(rf"(?<![\w-])([Dd]i) ({_KERJA})(?![\w-])")
"""Stems that are no place, so that “di” before them is the prefix."""
_KAN = re.compile(r"(?<![\w-])([Dd]i[a-z]{4,20}|[Mm]e[a-z]{5,20}) kan(?![\w-])")
_OLEH = re.compile(r"(?<![\w-])([Dd]i[a-z]{3,20}(?:i|kan)|[Dd]ibuka|[Dd]ipimpin|[Dd]itutup)(oleh)(?![\w-])")
_LEMBAGA = re.compile(r"(?<![\w-])(Dinas|Badan|Kantor|Bidang|Sekretariat)([a-z]{6,20})(?![\w-])")


@aturan_teks
def awalan(text: str, ragam: Ragam) -> list[Cacat]:
    """Blanks within verbs, and none between two words; only a person can tell, so nothing is safe."""
    if ragam in ("kode", "nama"):
        return []
    found = [_cacat(E004, m, m[1] + m[2]) for m in _DI.finditer(text)]
    found += [_cacat(E004, m, f"{m[1]}kan") for m in _KAN.finditer(text)]
    found += [_cacat(E005, m, f"{m[1]} oleh") for m in _OLEH.finditer(text)]
    for m in _LEMBAGA.finditer(text):
        if m[2] in ISTILAH:
            found.append(_cacat(E005, m, f"{m[1]} {m[2].capitalize()}"))
    return [c for c in found if not dipetik(text, c.start)]


def _cacat(made: Rule, m: re.Match[str], right: str) -> Cacat:
    return Cacat(made, m.start(), m.end(), right, values=(("teks", m[0]), ("baku", right)))
