"""Names of people with their degrees and titles, and how these are written (domain.md section 2).

A comma between name and degree and between degrees, a dot after each element: `Siti
Aminah, S.E., M.Si.`; titles stand before the name: `Prof. Dr. Ir. H. Budi`. One word is
a name. What the tables do not know stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.sampah import teringat

_TABEL = """
    S.H. S.E. S.T. S.P. S.Pt. S.Pi. S.Si. S.S. S.Sos. S.Sos.I. S.IP. S.I.P. S.AP. S.A.P. S.IAN. S.Kom.
    S.I.Kom. S.Pd. S.Pd.I. S.Pd.SD. S.Ag. S.H.I. S.E.I. S.Th.I. S.Kom.I. S.KM. S.K.M. S.Kep. S.Keb.
    S.Ked. S.KG. S.Farm. S.Gz. S.Psi. S.Hut. S.Hum. S.Sn. S.Ds. S.Ars. S.STP. S.S.T.P. S.ST. S.S.T.
    S.Tr. S.Tr.IP. S.Tr.Kes. S.Tr.Keb. S.Tr.Stat. S.Stat. S.Mat. S.Ak. S.Akun. S.M. S.Mn. S.Par. S.TP.
    S.T.P. S.Kel. S.Or. S.Ptk. S.IIP. S.Tr.Sos. S.Bns. M.Si. M.M. M.H. M.Hum. M.Pd. M.Pd.I. M.Kes. M.KM.
    M.K.M. M.T. M.Eng. M.Sc. M.A. M.AP. M.A.P. M.P. M.E. M.Ec.Dev. M.Kom. M.Psi. M.Sos. M.IP. M.I.P.
    M.I.Kom. M.Ikom. M.Ak. M.Ag. M.B.A. M.P.H. M.Kn. M.Keb. M.Kep. M.Farm. M.Gizi. M.Han. M.Tr.IP.
    M.Tr.A.P. M.Stat. M.Par. M.PA. M.P.A. M.Dev. M.E.I. M.Sn. M.Ds. M.Ling. M.Hut. M.Env. M.PSDM. A.Md.
    A.Md.Kep. A.Md.Keb. A.Md.Kom. A.Md.Ak. A.Md.Gz. A.Md.Farm. A.Md.P. A.Ma. A.Ma.Pd. A.P. Ph.D. Lc.
    Apt. Ns. Ak. LL.M. D.E.A.
"""
_BELAKANG = _TABEL.split()
_DEPAN = (
    "Prof.",
    "Dr.",
    "dr.",
    "drg.",
    "drh.",
    "Drs.",
    "Dra.",
    "Ir.",
    "H.",
    "Hj.",
    "KH.",
    "K.H.",
    "Tb.",
    "apt.",
    "Ns.",
)
_TANPA_TITIK = frozenset(
    ("CA", "CPA", "MBA", "MPH", "MPA", "MSc", "CFrA", "QIA", "CGCAE", "BKP", "CHRA", "IPM", "IPU")
)
"""Certificates and foreign degrees that are usually written so."""


def _key(word: str) -> str:
    return re.sub(r"[.\s]+", "", word).lower()


_BAKU: dict[str, str] = {}
for _degree in _BELAKANG:
    _BAKU.setdefault(_key(_degree), _degree)
_SAH = frozenset(_BELAKANG) | _TANPA_TITIK
_BAKU_DEPAN = {_key(t): t for t in _DEPAN if t not in ("dr.", "K.H.")}
_LEKAT = re.compile(r"^(Prof|Dr|dr|drg|drh|Drs|Dra|Ir|Hj|H|KH)\.(?=\w)")
_GELAR_TERBUKA = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.){1,}[A-Za-z]*\.?")
_GELAR_LEKAT = re.compile(r"([^\W\d_]{3,})\.((?:[A-Z]\w{0,4}\.?)+)")
_GELAR_KAPITAL = frozenset(k.upper() for k in ("sh", "se", "st", "mm", "mh", "mt", "skm", "sip", "stp"))


@dataclass(frozen=True)
class Nama:
    """A name taken apart: titles before it, the name itself, degrees after it (as they should be written)."""

    depan: tuple[str, ...]
    nama: str
    belakang: tuple[str, ...]

    @property
    def rapi(self) -> str:
        """The whole name with its degrees punctuated."""
        return ", ".join((" ".join((*self.depan, self.nama)), *self.belakang))

    @property
    def inti(self) -> str:
        """The bare name for comparison: no degrees, no case, single blanks."""
        return " ".join(self.nama.casefold().split())

    @property
    def bergelar(self) -> bool:
        """Whether an academic degree or title is written with it."""
        return bool(self.belakang) or any(t not in ("H.", "Hj.", "KH.", "K.H.", "Tb.") for t in self.depan)


@teringat(4096)  # several checks ask for each name of a list, of which the longest have some 3,000
def urai_nama(text: str) -> Nama:
    """A name as written, taken apart; never raises."""
    first, *rest = (p.strip() for p in text.split(","))
    titles, words = _depan(first)
    name, glued = _lepas(words)
    degrees = [d for part in (*glued, *rest) if part.strip(" .") for d in _gelar(part)]
    return Nama(tuple(titles), " ".join(name), tuple(degrees))


def senama(satu: str, lain: str) -> bool:
    """Whether two ways of writing are one name, titles, degrees and letter case aside."""
    return urai_nama(satu).inti == urai_nama(lain).inti


def _depan(text: str) -> tuple[list[str], list[str]]:
    titles: list[str] = []
    words = text.split()
    while words:
        if m := _LEKAT.match(words[0]):  # “Dr.Budi”
            words[0:1] = [m[0], words[0][m.end() :]]
        word = words[0]
        if len(words) == 1 or not _is_title(word):
            break
        titles.append(_title(word))
        words.pop(0)
    return titles, words


def _is_title(word: str) -> bool:
    if _key(word) == "h":  # an initial may be lower down in a name, a title is first
        return word in ("H", "H.")
    return (word.endswith(".") and _key(word) in _BAKU_DEPAN) or word in (
        "Prof",
        "Dr",
        "dr",
        "Drs",
        "Dra",
        "Ir",
        "Hj",
    )


def _title(word: str) -> str:
    key = _key(word)
    if key in ("dr", "ns", "apt"):  # “dr.” is a physician, “Dr.” a doctor: what was written counts
        return word.rstrip(".") + "."
    return "K.H." if word == "K.H." else _BAKU_DEPAN[key]


def _lepas(words: list[str]) -> tuple[list[str], list[str]]:
    """The words of the name, and degrees that follow it without a comma."""
    name = list(words)
    degrees: list[str] = []
    while len(name) > 1:
        last = name[-1]
        dotted = _GELAR_TERBUKA.fullmatch(last) and _key(last) in _BAKU and len(_key(last)) > 1
        if not dotted and (last not in _GELAR_KAPITAL or " ".join(name).isupper()):
            break
        degrees.insert(0, name.pop())
    if name and (m := _GELAR_LEKAT.fullmatch(name[-1])) and _key(m[2]) in _BAKU:  # “Iskandar.M.Kes.”
        name[-1] = m[1]
        degrees.insert(0, m[2])
    return name, degrees


def _gelar(part: str) -> list[str]:
    """The degrees of one part between commas, each as it should be written."""
    part = part.strip()
    if (one := _baku(part)) is not None:
        return [one]
    words = part.split()
    known = [_baku(w) for w in words]
    if len(words) > 1 and all(k is not None for k in known):  # “SH MH”
        return [k for k in known if k is not None]
    return [part]


def _baku(word: str) -> str | None:
    if word in _SAH:
        return word
    return _BAKU.get(_key(word))


def hanya_gelar(text: str) -> bool:
    """Whether a text holds degrees and titles and no name."""
    words = [w for w in re.split(r"[\s,]+", text) if w]
    return bool(words) and all(
        w in _SAH or w in _DEPAN or (w.endswith(".") and _key(w) in _BAKU) for w in words
    )
