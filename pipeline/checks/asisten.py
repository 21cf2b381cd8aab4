"""What a writing assistant left in the text: offers, apologies, prefaces, its citations (P012)."""

from __future__ import annotations

import re

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks
from pipeline.findings import Example, rule

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

_DOKUMEN = (
    r"(?:notula|notulen|artikel|teks|laporan|berita|narasi|naskah|paragraf|siaran pers|surat|ringkasan)"
)
_AI = r"(?:model bahasa(?: besar)?|asisten AI|sebuah AI|AI)"

_YAKIN = (
    ("apakah anda", r"Apakah Anda (?:ingin|mau|perlu|membutuhkan|memerlukan|berkenan) (?:saya|versi|agar|bantuan saya)\b"),
    ("saya ", r"Saya (?:bisa|dapat|siap|senang) (?:mem)?bantu(?: Anda| menyesuaikan|(?=[^.?!\n]*\b(?:artikel|versi|terdengar|gaya bahasa)\b))"),
    ("tahu", r"(?:Jika|Bila|Apabila|Kalau) (?:Anda|ada)[^.?!\n]{2,90}?(?:silakan beri ?tahu|beri ?tahu saja|beri ?tahu saya)(?! (?:panitia|kepada|ke|sekretariat|kami|petugas|admin|notulis|moderator))"),
    (" anda ", r"(?:Jika|Bila|Apabila|Kalau) Anda[^.?!\n]{2,90}?(?:kabari saya|katakan saja|saya (?:siap|bisa|dapat|akan) (?:mem)?bantu)\b"),
    ("beri tahu saya", r"Beri tahu saya (?:jika|bila|apabila|kalau) (?:Anda|ada (?:yang|bagian))\b"),
    ("maaf", r"(?:Mohon )?Maaf,? (?:tetapi |namun )?saya tidak (?:dapat|bisa) (?:memenuhi permintaan|mengakses|membuka tautan|membantu dengan permintaan|menampilkan gambar)"),
    ("maaf", r"(?:Mohon|Saya (?:me)?minta) maaf atas kebingungan"),
    ("sebagai", rf"(?:(?<=[.!?] )|(?<=\n)|\A)Sebagai {_AI}\b|sebagai {_AI}, (?:saya|aku)\b"),
    ("saya", r"(?:per|sampai|hingga|pada|batas) (?:batas )?(?:pengetahuan|pembaruan|data pelatihan)(?: terakhir)? saya\b"),
    ("tentu", r"Tentu(?: saja)?(?:, |! )berikut\b"),
    ("berikut", rf"Berikut (?:ini )?(?:adalah )?(?:draft? {_DOKUMEN}|(?:contoh|versi) (?:notula|notulen|artikel)\b)(?=[^.\n]*:)"),
    ("berikut", rf"Berikut (?:ini )?(?:adalah )?(?:versi|draft?|contoh|hasil|naskah) {_DOKUMEN}(?=[^.\n]*\b(?:Anda|disesuaikan|diperbaiki|lebih)\b)[^.\n]*:"),
    ("anda minta", rf"{_DOKUMEN}[^.?!\n]{{0,40}} yang Anda minta\b"),
    ("membantu", r"Semoga (?:(?:ini|informasi ini|jawaban ini|draf ini) )?membantu(?=[.! ]*\Z)"),
    ("would you like", r"Would you like me to\b"),
    ("i can", r"I can help you\b|I can(?:not|'t|’t) (?:assist|help|fulfill|access)\b"),
    ("as an ai", r"As an AI\b"),
    ("here", r"(?:Certainly|Sure|Of course|Absolutely)[!,.] Here\b|Here(?:'s| is|’s) (?:the|a|your) (?:revised|updated|polished|draft|corrected|summary|version)\b"),
    ("hope this helps", r"I hope this helps\b"),
    ("let me know", r"Let me know (?:if|how)\b"),
    ("feel free to", r"Feel free to (?:ask|reach out|let me know)\b"),
    ("apologi", r"I (?:apologi[sz]e|sincerely apologi[sz]e)\b|My apologies\b"),
    ("knowledge", r"(?:my|of my) (?:last )?(?:knowledge cutoff|knowledge update)\b"),
)  # fmt: skip
"""What stands in the text in small letters, and the words of an assistant that hold it."""

_RAGU = (
    ("maaf, saya", r"Maaf, saya tidak (?:dapat|bisa) (?:memberikan|membantu|memenuhi|menyediakan|menemukan|membuat|menyusun|memproses|menjawab)\b"),
    ("saya siap", r"(?<![“\"])Saya siap (?:mem)?bantu(?=[.! ]*\Z)"),
    ("maaf", r"Mohon maaf atas (?:kekeliruan|kesalahan) sebelumnya\b"),
    ("sebagai", rf"sebagai {_AI} (?=yang|dari|untuk)(?=[^.?!\n]*\bsaya\b)"),
)  # fmt: skip
"""The same for words that a person may say too."""

_POLA = tuple(
    (trigger, re.compile(rf"(?:{words})[^.?!\n]*[.?!:]?", re.IGNORECASE), sure)
    for table, sure in ((_YAKIN, True), (_RAGU, False))
    for trigger, words in table
)
_KUTIPAN = re.compile(
    r"\s?(?:【\d+[^】\n]{0,60}】|:contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\]"
    r"|\[cite_start\]|\[cite: ?\d+(?:, ?\d+)*\]|(?:cite)?turn\d+(?:search|view|news|file)\d+)"
    r"|[?&]utm_source=chatgpt\.com"
)
_PENDEK = 12
"""No assistant's sentence is shorter."""


@aturan_teks
def asisten(text: str, ragam: Ragam) -> list[Cacat]:
    """Sentences of a writing assistant, and the marks of its sources, which alone can be taken out safely.

    Somebody who is quoted may have offered help: there it only warns.
    """
    if len(text) < _PENDEK or ragam in ("kode", "nama"):
        return []
    low = text.lower()
    found: list[Cacat] = []
    for trigger, pattern, sure in _POLA:
        if trigger in low:
            for m in pattern.finditer(text):
                if not any(c.start < m.end() and m.start() < c.end for c in found):
                    found.append(Cacat(P012, m.start(), m.end(), sure=sure and ragam != "kutipan"))
    if "oaicite" in low or "【" in text or "turn" in low or "[cite" in low or "utm_source" in low:
        for m in _KUTIPAN.finditer(text):
            found.append(Cacat(P012, m.start(), m.end(), "", True, True))
    return found
