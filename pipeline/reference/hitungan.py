"""Words that say how many people there were, and nothing else."""

from __future__ import annotations

import re

_HITUNG = re.compile(
    r"(?:jumlah|total|keseluruhan|seluruhnya|sebanyak|hadir|kehadiran|dihadiri|diikuti|oleh|yang|peserta|orang|terdiri|dari|atas|dan|dengan|rincian|laki|perempuan|pria|wanita|l|p|rapat|ada|serta|hadirin)"
)
_EJAAN = re.compile(r"\([a-z\s-]+\)")


def hanya_hitungan(text: str) -> bool:
    """Whether a text is a head count only: `40 orang (12 laki-laki dan 28 perempuan)`, no group by name."""
    spelled = _EJAAN.sub(" ", text) if not re.search(r"\((?:l|p|laki|perempuan)\b", text, re.I) else text
    words = re.findall(r"[^\W\d_]+", spelled.casefold())
    return bool(re.search(r"\d", text)) and all(map(_HITUNG.fullmatch, words))
