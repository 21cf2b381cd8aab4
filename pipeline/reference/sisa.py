"""Leftovers of an import: which of them only carry the form or are answered by the record."""

from __future__ import annotations

import re
from typing import Any

from pipeline.record.rapat import Hitungan, Rapat
from pipeline.record.record import texts
from pipeline.reference.kolom import kepala_tabel
from pipeline.reference.label import kerangka, label_bagian, label_skalar, pisah_label, ucapan

_KUNCI = {"tanggal_waktu": "tanggal", "waktu.panggilan": "waktu"}

_JAM = re.compile(
    r"\W*(?:(?:pukul|jam|pkl\.?|s\.?\s?/?\s?d\.?|sampai|dengan|selesai|wi[bt]a?|\d{1,2}[.:]\d{2})[\s.,–—-]*){1,12}",
    re.I,
)
"""Words that only say from when to when."""


def belum_bertempat(rapat: Rapat) -> list[int]:
    """Which items of `catatan_impor` somebody still has to look at: no label, no heading, not said elsewhere."""
    prose = " ".join(" ".join(t.split()) for p, t in texts(rapat) if p[0] != "catatan_impor").casefold()
    return [i for i, piece in enumerate(rapat.catatan_impor) if not _terjawab(piece, rapat, prose)]


def _terjawab(piece: str, rapat: Rapat, prose: str) -> bool:
    text = " ".join(piece.split())
    if kerangka(text) or kepala_tabel(text.split(" | ")):
        return True
    bare = text.strip(' .,;:-–•*“”"()').casefold()
    for lead in ("pemerintah ", "draf ", "notula ", "notulen ", "risalah ", "laporan "):
        bare = bare.removeprefix(lead)
    if len(bare) > 3 and bare in prose:
        return True
    if (who := ucapan(text)) and all(p.strip().casefold() in prose for p in who.split(",")):
        return True
    if _JAM.fullmatch(text) and rapat.waktu:
        return True
    if labelled := pisah_label(text):
        head, value = labelled
        key = label_skalar(head)
        if key and _terisi(rapat, _KUNCI.get(key, key)):
            return True
        if rapat.rekap and (said := re.findall(r"\d+", value)) and set(said) <= _angka(rapat.rekap):
            return True
        return bool(label_bagian(head)) and value.strip(" .;").casefold() in prose
    return False


def _angka(recap: Hitungan) -> set[str]:
    """The numbers of a recap, as digits."""
    return {str(n) for n in (recap.L, recap.P, recap.tidak_diketahui, recap.jumlah) if n is not None}


def _terisi(rapat: Rapat, key: str) -> bool:
    value: Any = rapat
    for part in key.split("."):
        value = getattr(value, part, None)
        if value is None:
            return False
    return value not in ((), "")
