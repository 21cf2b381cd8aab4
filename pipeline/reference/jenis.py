"""Kinds of meetings as titles and minutes name them."""

from __future__ import annotations

import re

_JENIS = (
    "Koordinasi", "Evaluasi", "Kerja", "Pimpinan", "Teknis", "Pleno", "Paripurna", "Konsultasi", "Konsolidasi",
    "Persiapan", "Terbatas", "Dinas", "Staf", "Internal", "Monitoring dan Evaluasi", "Pembahasan", "Sosialisasi",
    "Penyusunan", "Kerja Daerah", "Koordinasi Teknis", "Rutin", "Bulanan", "Forum", "Gabungan",
)  # fmt: skip
JENIS = re.compile(rf"\b(?:Rapat|Sidang) (?:{'|'.join(sorted(_JENIS, key=len, reverse=True))})\b", re.I)
