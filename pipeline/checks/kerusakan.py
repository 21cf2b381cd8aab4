"""What a wrong encoding left behind: broken letters, entities, invisible characters (P013, E001, E002)."""

from __future__ import annotations

import html
import re

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks
from pipeline.findings import Example, rule

P013 = rule(
    "P013", "huruf-rusak",
    id="Huruf rusak “{teks}” (bekas tanda petik, tanda pisah, atau huruf yang salah kode).",
    en="Damaged letters “{teks}” (remains of a quotation mark, a dash or a letter in a wrong encoding).",
    hint_id="Ganti dengan tanda yang benar, atau hapus bila tanda petik ditambahkan sendiri oleh naskah.",
    hint_en="Replace them with the right mark, or delete them where the document adds the quotation marks itself.",
    why="Salah kode UTF-8 meninggalkan “â” di naskah.",
    source="domain.md §0, §7",
    example=Example("tujuan: ['Menyusun “rencana”']\n", "tujuan: ['âMenyusun rencana,â']\n"),
)  # fmt: skip
E001 = rule(
    "E001", "entitas-html",
    id="“{teks}” adalah kode HTML yang akan tercetak apa adanya.",
    en="“{teks}” is an HTML code that would be printed as it stands.",
    hint_id="Ganti dengan tanda yang dimaksud.",
    hint_en="Replace it with the character it means.",
    why="Teks yang disalin dari laman web membawa kodenya.",
    source="HTML Living Standard §13.5",
    example=Example("tujuan: ['Bappeda & BPKAD']\n", "tujuan: ['Bappeda &amp; BPKAD']\n"),
)  # fmt: skip
E002 = rule(
    "E002", "aksara-tak-tampak",
    id="Ada aksara yang tidak tampak ({teks}).",
    en="There is an invisible character ({teks}).",
    hint_id="Hapus aksara itu.",
    hint_en="Delete that character.",
    why="Aksara tak tampak memutus kata dan membuatnya tidak dapat dicari.",
    source="Unicode, kategori Cf",
    example=Example("tujuan: ['Menyusun rencana']\n", "tujuan: [\"Menyu\\u00adsun rencana\"]\n"),
)  # fmt: skip

_PEMICU = re.compile("[ÂÃâïðÅÄÎÏÐÑØÙ�]")
"""Letters that begin what UTF-8 looks like in another encoding, and what stands where a letter was lost."""
_SISA = re.compile(r"â(?:€[™œ˜“”]?|[¦¢])?|Â(?=\s|\Z)|Ã(?=\s|\Z)|ï¿½|�")
_TETAP = {"â¦": "…", "â€™": "’"}
_APOSTROF = re.compile(r"(?i:(?<=jum)|(?<=qur)|(?<=do)|(?<=ma)(?=ruf|had)|(?<=mi)(?=raj)|(?<=ra)(?=yat))\Z")
_ALIH_AKSARA = re.compile(r"[ûîÛÎ]|\w[â](?=\w)")
"""Long vowels of transliterated Arabic: there “â” ends and begins words by right."""


@aturan_teks
def huruf_rusak(text: str, ragam: Ragam) -> list[Cacat]:
    """Mojibake that ftfy decodes, then remnants whose mark is inferred from where they stand."""
    if text.isascii() or not _PEMICU.search(text):
        return []
    found = _terurai(text, ragam)
    taken = {i for c in found for i in range(c.start, c.end)}
    left = [m for m in _SISA.finditer(text) if m.start() not in taken]
    for m in left:
        guess = _tebak(text, m, left)
        if guess is None:
            continue
        mark, sure = guess
        mend = _dalam_kutipan(mark, text, m) if mark is not None and ragam == "kutipan" else mark
        safe = sure and mend is not None and m[0] not in ("�", "ï¿½")
        found.append(Cacat(P013, m.start(), m.end(), mend, safe, True, _dekat(text, m.start(), m.end())))
    return found


def _dekat(text: str, start: int, end: int) -> tuple[tuple[str, str], ...]:
    near = text[start : end + 12].split("\n")[0].strip()
    return (("teks", near),)


def _terurai(text: str, ragam: Ragam) -> list[Cacat]:
    """Words that are UTF-8 read in another encoding, decoded."""
    found = []
    for m in re.finditer(r"[^ \t\n]+", text):
        if m[0].isascii() or not _PEMICU.search(m[0]):
            continue
        from ftfy import fix_encoding  # 30 ms to load, seldom needed

        right = fix_encoding(m[0]).replace("\ufeff", "")
        if right == m[0] or "�" in right:
            continue
        before, after = _beda(m[0], right)
        start, end = m.start() + before, m.end() - after
        mend = right[before : len(right) - after]
        if ragam == "kutipan":
            mend = mend.lstrip('“"') if start == 0 else mend
            mend = mend.rstrip('”"') if end == len(text) else mend
        found.append(Cacat(P013, start, end, mend, True, True, _dekat(text, start, end)))
    return found


def _beda(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their beginnings and at their ends."""
    most = min(len(old), len(new))
    before = next((i for i in range(most) if old[i] != new[i]), most)
    rest = most - before
    after = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return before, after


def _tebak(text: str, m: re.Match[str], all_: list[re.Match[str]]) -> tuple[str | None, bool] | None:
    """The mark that a remnant stands for (None: unknown) and whether that is certain; None: it is a letter."""
    start, end, piece = m.start(), m.end(), m[0]
    before, after = text[start - 1 : start], text[end : end + 1]
    if piece in _TETAP:
        return _TETAP[piece], True
    if piece == "Â":
        return "", True
    if piece == "Ã":
        return None, False
    letters = before.isalpha() and after.isalpha()
    if piece == "â" and (letters or before in ("'", "’", "`", "-") or after in ("”", "’", '"', "'")):
        lost = letters and _APOSTROF.search(text, 0, start) and text[end : end + 1].islower()
        return ("’", True) if lost else None
    if letters:
        return None, False
    if before.isdigit() and after.isdigit():
        return "–", True
    if before.isspace() and after.isspace():
        return ("–", True) if piece != "â¢" else ("•", False)
    arabic = piece == "â" and _ALIH_AKSARA.search(text) is not None
    if before in ("", " ", "\n", "\t", "(", "[", "/") and after and not after.isspace():
        certain = after.isupper() or after.isdigit()
        mark, partner = "“", any(o.start() > start and _menutup(text, o) for o in all_)
    elif _menutup(text, m):
        certain = before in ",.!?…;:)"
        mark, partner = "”", any(o.start() < start and _membuka(text, o) for o in all_)
    else:
        return None, False
    if arabic and not certain:
        return None
    return mark, certain or partner


def _membuka(text: str, m: re.Match[str]) -> bool:
    return (m.start() == 0 or text[m.start() - 1] in " \n\t([/") and text[m.end() : m.end() + 1].isalnum()


def _menutup(text: str, m: re.Match[str]) -> bool:
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    return bool(before) and not before.isspace() and (not after or after in " \n\t.,;:!?)]")


def _dalam_kutipan(mark: str, text: str, m: re.Match[str]) -> str:
    """The mark within a quotation: the document adds the outer ones, inner ones are single."""
    if mark in "“”" and (m.start() == 0 or m.end() == len(text)):
        return ""
    return {"“": "‘", "”": "’"}.get(mark, mark)


_ENTITAS = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}\d?);")


@aturan_teks
def entitas(text: str, ragam: Ragam) -> list[Cacat]:
    """HTML entities, with the character they mean; quotation marks are turned the right way."""
    if "&" not in text or ragam == "kode":
        return []
    found = []
    for m in _ENTITAS.finditer(text):
        char = html.unescape(m[0])
        if char == m[0]:
            continue
        if char == '"':
            opens = m.start() == 0 or text[m.start() - 1] in " (\n"
            char = "“" if opens else "”"
        elif char == "\xa0":
            char = " "
        safe = char.isprintable() and char not in "<>\\"
        found.append(Cacat(E001, m.start(), m.end(), char if char.isprintable() else None, safe, True))
    return found


_TAK_TAMPAK = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_PERLU_PENYAMBUNG = re.compile("[\u0590-\u1fff\ua8e0-\ua9ff\U0001f000-\U0001faff\u2600-\u27bf]")
"""Scripts and emoji that are written with joiners and marks of direction."""


@aturan_teks
def tak_tampak(text: str, ragam: Ragam) -> list[Cacat]:
    """Invisible characters, except where a script needs them."""
    if text.isascii() or ragam == "kode":
        return []
    found = []
    for m in _TAK_TAMPAK.finditer(text):
        if _PERLU_PENYAMBUNG.search(text) and not set(m[0]) <= set("\u00ad\u200b\ufeff"):
            continue
        inside = text[m.start() - 1 : m.start()].isalpha() and text[m.end() : m.end() + 1].isalpha()
        safe = not (inside and "\u200b" in m[0])  # it may stand for a blank
        names = ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(m[0]))
        found.append(Cacat(E002, m.start(), m.end(), "", safe, False, (("teks", names),)))
    return found
