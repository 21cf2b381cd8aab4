"""Head counts in words: `40 orang (12 laki-laki dan 28 perempuan)` → rekap."""

from __future__ import annotations

import re

from pipeline.impor.klaim import Celah, Hasil, Klaim

_ANGKA = r"(\d{1,3}(?:\.\d{3})+|\d{1,5})(?:\s*\([a-z\s-]+\))?"
_L = re.compile(
    rf"{_ANGKA}\s*(?:orang\s*)?(?:peserta\s*)?(?:laki-laki|pria|\(L\))|(?:laki-laki|pria)\s*[:=]?\s*(?:sebanyak\s*)?{_ANGKA}(?:\s*orang)?",
    re.I,
)
_P = re.compile(
    rf"{_ANGKA}\s*(?:orang\s*)?(?:peserta\s*)?(?:perempuan|wanita|\(P\))|(?:perempuan|wanita)\s*[:=]?\s*(?:sebanyak\s*)?{_ANGKA}(?:\s*orang)?",
    re.I,
)
_SEMUA = re.compile(rf"(?<![\d.]){_ANGKA}\s*(?:orang|peserta)(?!\s*(?:laki|perempuan|pria|wanita))", re.I)


def hitungan(text: str, block: int) -> Hasil:
    """The recap that a text states, or a gap where its numbers do not add up."""
    left, right = _satu(_L, text), _satu(_P, text)
    rest = _P.sub(" ", _L.sub(" ", text))
    total = _satu(_SEMUA, rest) or (text.strip(" .") if re.fullmatch(r"\d{1,5}", text.strip(" .")) else None)
    if "" in (left, right, total):
        return [Celah(("rekap",), "ada lebih dari satu hitungan", block)]
    if not left and not right:
        return [Klaim(("rekap",), {"jumlah": total}, (block,))] if total else []
    parts = [int(n.replace(".", "")) for n in (left, right) if n]
    if total and (len(parts) < 2 or sum(parts) != int(total.replace(".", ""))):
        return [Celah(("rekap",), "laki-laki dan perempuan tidak sama dengan jumlahnya", block)]
    found = {k: v for k, v in (("L", left), ("P", right), ("jumlah", total)) if v}
    return [Klaim(("rekap",), found, (block,))]


def _satu(pattern: re.Pattern[str], text: str) -> str | None:
    """The one number a pattern finds; "" for several different ones, None for none."""
    found = {next(g for g in m.groups() if g) for m in pattern.finditer(text)}
    return None if not found else found.pop() if len(found) == 1 else ""
