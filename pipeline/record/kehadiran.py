"""Who attended, counted by sex: one count for the check and for the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.record.rapat import Hitungan, Peserta


def hitung(people: Sequence[Peserta]) -> Counter[str]:
    """Heads present by sex: those present or representing, and the heads of delegations."""
    out: Counter[str] = Counter()
    for p in people:
        if p.delegasi:
            h = p.hitungan or Hitungan()
            total = h.jumlah if h.jumlah is not None else (h.L or 0) + (h.P or 0) + (h.tidak_diketahui or 0)
            known = (h.L or 0) + (h.P or 0)
            out.update({"L": h.L or 0, "P": h.P or 0, "jumlah": total, "tidak_diketahui": total - known})
        elif p.kehadiran != "izin":
            out.update({p.jk or "tidak_diketahui": 1, "jumlah": 1})
    return out
