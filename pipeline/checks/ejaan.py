"""Words that were broken, joined, misspelt, doubled, or have a stray capital (E003 to E008)."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.checks.cacat import Cacat, Ragam, aturan_teks
from pipeline.findings import Example, rule
from pipeline.reference.istilah import (
    AWALAN,
    DAERAH,
    ISTILAH,
    KATA_GANDA,
    KATA_TUGAS,
    kata_dikenal,
    mirip,
    satukan,
)

E003 = rule(
    "E003", "putus-baris",
    id="Kata “{teks}” tampak terputus di ujung baris.",
    en="The word “{teks}” seems to be cut at the end of a line.",
    hint_id="Sambung kembali katanya.",
    hint_en="Join the word again.",
    why="Teks yang disalin dari PDF membawa tanda hubung ujung barisnya.",
    source="domain.md §7",
    example=Example("tujuan: ['antar- dan intrainstansi']\n", "tujuan: ['Rencana pemba- ngunan daerah']\n"),
)  # fmt: skip
E004 = rule(
    "E004", "istilah-terpecah",
    id="“{teks}” tampak sebagai satu istilah yang terpecah: “{baku}”.",
    en="“{teks}” seems to be one term in two pieces: “{baku}”.",
    hint_id="Tulis “{baku}”.",
    hint_en="Write “{baku}”.",
    why="Istilah resmi yang rusak pernah terbit di judul berita.",
    source="domain.md §0, §7",
    example=Example("tujuan: ['Pengarusutamaan gender']\n", "tujuan: ['Pen garustamaan gender']\n"),
)  # fmt: skip
E005 = rule(
    "E005", "istilah-tersambung",
    id="“{teks}” tampak sebagai dua kata yang tersambung: “{baku}”.",
    en="“{teks}” seems to be two words run together: “{baku}”.",
    hint_id="Tulis “{baku}”.",
    hint_en="Write “{baku}”.",
    why="Spasi yang hilang membuat jabatan dan instansi tidak dikenali.",
    source="domain.md §7",
    example=Example("tujuan: ['Aplikasi PeduliLindungi']\n", "tujuan: ['Menghadirkan NarasumberAhli']\n"),
)  # fmt: skip
E006 = rule(
    "E006", "istilah-salah-eja",
    id="“{teks}” tampak salah eja; yang baku “{baku}”.",
    en="“{teks}” seems misspelt; the standard form is “{baku}”.",
    hint_id="Tulis “{baku}”, kecuali memang kata lain.",
    hint_en="Write “{baku}”, unless it is another word.",
    why="Istilah resmi dieja menurut kamus.",
    source="domain.md §7",
    example=Example("tujuan: ['Penerapan dan penetapan']\n", "tujuan: ['Kordinasi dengan kementrian']\n"),
)  # fmt: skip
E007 = rule(
    "E007", "kata-ganda",
    id="Kata “{teks}” tertulis dua kali berturut-turut.",
    en="The word “{teks}” stands twice in a row.",
    hint_id="Hapus salah satunya, atau beri tanda hubung bila memang kata ulang.",
    hint_en="Delete one, or hyphenate it if it is a reduplication.",
    why="Kata yang tertulis dua kali adalah salah ketik.",
    source="domain.md §7",
    example=Example("tujuan: ['Hal yang yang bersangkutan ketahui']\n", "tujuan: ['Hal yang yang dibahas']\n"),
)  # fmt: skip
E008 = rule(
    "E008", "huruf-besar-nyasar",
    id="Huruf besar di tengah kata “{teks}”.",
    en="A capital letter inside the word “{teks}”.",
    hint_id="Tulis “{baku}”.",
    hint_en="Write “{baku}”.",
    why="“dI” alih-alih “di” pernah terbit di laman resmi.",
    source="domain.md §0",
    example=Example("tujuan: ['Jaringan PPPoE di DIY']\n", "tujuan: ['Rapat dI Serang']\n"),
)  # fmt: skip

_KATA = re.compile(r"[^\W\d_]+")
_SAMBUNG_NYATA = re.compile(r"[/@#]|\.(?=\w)|\w_\w|\d")
_MIRIP_MINIMAL = 8
_GANDA_MINIMAL = 4
_BILANGAN = frozenset(("satu", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"))


@aturan_teks
def kata(text: str, ragam: Ragam) -> list[Cacat]:
    """The rules on words, with one reading of the words of the text."""
    if ragam in ("kode", "nama"):
        return []
    words = _KATA.findall(text)
    found: list[Cacat] = []
    if any(map(str.__eq__, words, words[1:])) or _ganda_berkapital(words):
        found += _ganda(text)
    low = [w.lower() for w in words]
    if not AWALAN.keys().isdisjoint(low) and any(a in AWALAN and satukan(a, b) for a, b in pairwise(low)):
        found += _terpecah(text)
    for word in set(words):
        if len(word) >= _MIRIP_MINIMAL and word not in _BERSIH:
            found += _panjang(text, word)
        elif not (word.islower() or word.istitle() or word.isupper()):
            found += _kapital(text, word)
    return found


_BERSIH = ISTILAH | {t.capitalize() for t in ISTILAH} | {t.upper() for t in ISTILAH}


def _ganda_berkapital(words: list[str]) -> bool:
    """Whether a sentence begins with a doubled word: “Dan dan”."""
    return any(a[0].isupper() and a.lower() == b for a, b in pairwise(words) if len(a) == len(b))


_DUA = re.compile(r"(?<![\w-])([^\W\d_]+)((?:[ \t]+|[ \t]*\n[ \t]*)\1)+(?![\w-])", re.IGNORECASE)


def _ganda(text: str) -> list[Cacat]:
    found = []
    for m in _DUA.finditer(text):
        word, low = m[1], m[1].lower()
        same = m[0].split().count(word) == len(m[0].split())
        values = (("teks", word),)
        if low in KATA_GANDA and (same or m[0][len(word) :].islower()):
            if low == "yang" and text[m.end() :].lstrip().startswith("bersangkutan"):
                continue
            found.append(Cacat(E007, m.start(), m.end(), word, True, False, values))
        elif m[0][len(word) :].islower() and len(word) >= _GANDA_MINIMAL and low not in _BILANGAN:
            found.append(Cacat(E007, m.start(), m.end(), values=values))
    return found


_PASANG = re.compile(r"(?<![\w.@/#-])([^\W\d_]{2,}) (?=([^\W\d_]{2,})(?![\w@/-]|\.\w))")


def _terpecah(text: str) -> list[Cacat]:
    found = []
    for m in _PASANG.finditer(text):
        first, second = m[1], m[2]
        if not (second.islower() or (first.isupper() and second.isupper())):
            continue
        term = satukan(first.lower(), second.lower())
        if term is None:
            continue
        right = term.upper() if first.isupper() else term.capitalize() if first[0].isupper() else term
        values = (("teks", f"{first} {second}"), ("baku", right))
        found.append(Cacat(E004, m.start(), m.end(2), right, True, False, values))
    return found


def _panjang(text: str, word: str) -> list[Cacat]:
    """A long word that is no term as it stands: joined, misspelt, or with a stray capital."""
    if word.islower() or word.istitle() or word.isupper():
        right = _lekat(word)
        if right is not None:
            return _semua(text, word, right, E005, True)
        near = mirip(word.lower())
        if near is None:
            return []
        near = near.upper() if word.isupper() else near.capitalize() if word[0].isupper() else near
        return _semua(text, word, near, E006, False)
    right = _lepas(word) or _lekat(word) or _berekor(word)
    return _semua(text, word, right, E005, True) if right is not None else _kapital(text, word)


_PUNGGUNG = re.compile(r"[A-Z][a-z]+")


def _lepas(word: str) -> str | None:
    """The words of one written with humps, where each is a term and one is long."""
    parts = _PUNGGUNG.findall(word)
    if len(parts) < 2 or "".join(parts) != word:
        return None
    terms = all(p.lower() in ISTILAH for p in parts)
    return " ".join(parts) if terms and max(map(len, parts)) >= _MIRIP_MINIMAL else None


_SINGKATAN = re.compile(r"([A-Z]?[a-z]{7,})([A-Z]{3,})")


def _berekor(word: str) -> str | None:
    """A long term that an acronym runs into: KementerianPPPA."""
    m = _SINGKATAN.fullmatch(word)
    return f"{m[1]} {m[2]}" if m and (m[1].lower() in ISTILAH or mirip(m[1].lower())) else None


_LEKAT = re.compile(r"(PROVINSI|KABUPATEN|KECAMATAN|Provinsi|Kabupaten|Kecamatan)([A-Za-z]{4,})")


def _lekat(word: str) -> str | None:
    """A region that runs into its kind: PROVINSIBANTEN."""
    m = _LEKAT.fullmatch(word)
    if m is None or m[2].lower() not in DAERAH:
        return None
    return f"{m[1]} {m[2] if m[1].isupper() else m[2].capitalize()}"


def _kapital(text: str, word: str) -> list[Cacat]:
    """A known word with a capital after its first letter; others are names, brands, acronyms."""
    low = word.lower()
    if not kata_dikenal(low) or (word[0].isupper() and len(word) < 5):
        return []
    right = low.capitalize() if word[0].isupper() else low
    return _semua(text, word, right, E008, low in KATA_TUGAS and word[0].islower())


def _semua(text: str, word: str, right: str, made: object, safe: bool) -> list[Cacat]:
    """A flaw at each place where the word stands alone, not in an address or a file name."""
    found = []
    for m in re.finditer(rf"(?<![\w@#/.&-]){re.escape(word)}(?![\w@/&]|\.\w|-[A-Z])", text):
        here, certain = right, safe
        if made is E008 and _di_antara_kapital(text, m.start(), m.end()):
            here, certain = word.upper(), False
        found.append(Cacat(made, m.start(), m.end(), here, certain, False, (("teks", word), ("baku", here))))  # type: ignore[arg-type]
    return found


def _di_antara_kapital(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are written in capitals."""
    before = re.search(r"(\w{2,})\W+\Z", text[:start])
    after = re.match(r"\W+(\w{2,})", text[end:])
    return bool(before and after and before[1].isupper() and after[1].isupper())


_HUBUNG = re.compile(r"(?<![\w-])([a-z]{2,}|[A-Z][a-z]+)-(?: +|[ \t]*\n[ \t]*)([a-z]{2,})(?![\w-])")
_SAMBUNG = frozenset(("dan", "atau", "maupun", "serta", "hingga", "sampai", "ke"))


@aturan_teks
def putus_baris(text: str, ragam: Ragam) -> list[Cacat]:
    """A hyphen with a blank or a new line behind it, within a word."""
    if ("- " not in text and "-\n" not in text) or ragam in ("kode", "nama"):
        return []
    found = []
    for m in _HUBUNG.finditer(text):
        if m[2] in _SAMBUNG:
            continue
        joined = m[1] + m[2]
        mend = joined if kata_dikenal(joined) else None
        if m[1].lower() == m[2]:
            mend = f"{m[1]}-{m[2]}"
        shown = re.sub(r"\s+", " ", m[0])
        found.append(Cacat(E003, m.start(), m.end(), mend, mend is not None, False, (("teks", shown),)))
    return found
