"""What a writing assistant left in the text: offers, apologies, prefaces, its citations (P012)."""

from __future__ import annotations

import re

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks
from pipeline.findings import Example, rule
from pipeline.reference.asisten import kalimat_asisten

P012 = rule(
    "P012", "sisa-asisten",
    id="Kalimat “{teks}” tampak berasal dari asisten tulis otomatis, bukan dari rapat.",
    en="The sentence “{teks}” seems to come from a writing assistant, not from the meeting.",
    hint_id="Hapus kalimat itu.",
    hint_en="Delete that sentence.",
    why="Tawaran penutup asisten tulis pernah terbit di laman resmi.",
    source="domain.md §7",
    example=Example("tujuan: ['Menyusun rencana.']\n", "tujuan: ['Apakah Anda ingin saya sesuaikan artikel ini?']\n"),
)  # fmt: skip

_KUTIPAN = re.compile(
    r"\s?(?:【\d+[^】\n]{0,60}】|:contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\]"
    r"|\[cite_start\]|\[cite: ?\d+(?:, ?\d+)*\]|(?:cite)?turn\d+(?:search|view|news|file)\d+)"
    r"|[?&]utm_source=chatgpt\.com"
)


@aturan_teks
def asisten(text: str, ragam: Ragam) -> list[Cacat]:
    """Sentences of a writing assistant, and the marks of its sources, which alone can be taken out safely.

    Somebody who is quoted may have offered help: there it only warns.
    """
    if ragam in ("kode", "nama"):
        return []
    found = [Cacat(P012, a, b, sure=sure and ragam != "kutipan") for a, b, sure in kalimat_asisten(text)]
    low = text.lower()
    if "oaicite" in low or "【" in text or "turn" in low or "[cite" in low or "utm_source" in low:
        for m in _KUTIPAN.finditer(text):
            found.append(Cacat(P012, m.start(), m.end(), "", True, True))
    return found
