"""What a writing machine or a wrong encoding left behind (P012, P013)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, rule
from pipeline.record.record import Record, Reference

_SUMBER = "domain.md §7"

P012 = rule(
    "P012", "sisa-asisten",
    id="Kalimat “{teks}” tampak berasal dari asisten tulis otomatis, bukan dari rapat.",
    en="The sentence “{teks}” seems to come from a writing assistant, not from the meeting.",
    hint_id="Hapus kalimat itu.",
    hint_en="Delete that sentence.",
    why="Tawaran penutup asisten tulis pernah terbit di laman resmi.",
    source=_SUMBER,
    example=Example("tujuan: ['Menyusun rencana.']\n", "tujuan: ['Apakah Anda ingin saya sesuaikan artikel ini?']\n"),
)  # fmt: skip
P013 = rule(
    "P013", "huruf-rusak",
    id="Huruf rusak “{teks}” (bekas tanda petik atau tanda pisah yang salah kode).",
    en="Damaged letters “{teks}” (remains of a quotation mark or dash).",
    hint_id="Ganti dengan tanda petik “ ” yang benar, atau hapus bila tanda petik ditambahkan sendiri oleh naskah.",
    hint_en="Replace with the right quotation mark.",
    why="Salah kode UTF-8 meninggalkan “â” di naskah.",
    source="domain.md §0, §7",
    example=Example("tujuan: ['Menyusun “rencana”']\n", "tujuan: ['âMenyusun rencana,â']\n"),
)  # fmt: skip

_ASISTEN = re.compile(
    r"(?:Apakah Anda ingin (?:saya|versi|agar)|Saya (?:bisa|dapat) (?:mem)?bantu(?= (?:Anda|menyesuaikan))"
    r"|Saya (?:bisa|dapat) (?:mem)?bantu(?=[^.?!\n]*\b(?:artikel|versi|terdengar|gaya bahasa)\b)|Semoga (?:ini )?membantu(?=[.! ]*\Z)"
    r"|Tentu(?:, |! )berikut|Sebagai (?:model bahasa|asisten AI)|Berikut (?:adalah )?(?:versi|draf|contoh) "
    r"(?:notula|artikel|teks|laporan)(?=[^.\n]*\b(?:Anda|disesuaikan|diperbaiki|lebih)\b)[^.\n]*:|Would you like me to|I can help you|As an AI|Certainly! Here|I hope this helps|Let me know if)"
    r"[^.?!\n]*[.?!:]?",
    re.I,
)  # fmt: skip
_RUSAK = re.compile(r"â(?:€[™œ\x9d“”˜]?|(?=[A-Z“\s.,]|$))|(?<=[,.!?])â|(?<!\w)â|Ã[\x80-\xbf©¨¡]|ï¿½|�")


@pemeriksaan
def sisa_mesin(record: Record, _: Reference) -> Iterator[Finding]:
    """Sentences of a writing assistant, and letters that an encoding broke."""
    for path, text in record.prose:
        for made, pattern in ((P012, _ASISTEN), (P013, _RUSAK)):
            for nth, m in enumerate(pattern.finditer(text)):
                near = text[m.start() : m.end() + 12].split("\n")[0] if made is P013 else m[0]
                place = record.places.within(path, m[0], text.count(m[0], 0, m.start()))
                yield made.at(place, record.weight, teks=near.strip()[:80], nth=nth)
