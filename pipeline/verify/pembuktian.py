"""The document below all signatures held against the record inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.baca_pdf import Pembaca
from pipeline.findings import Finding, Place, Severity
from pipeline.proof import prove_pdf
from pipeline.sertaan import REKAMAN, SUMBER, TEMPLAT
from pipeline.verify.aturan import V013, V014, V015, V019, V021, V025, V026
from pipeline.verify.banding import bandingkan
from pipeline.verify.isi import Isi, baca_isi
from pipeline.verify.laporan import BuatUlang
from pipeline.verify.ulang import Buatan, PembuatUlang, versi, versi_kini

_SEBANYAK = 3
"""Missing facts and foreign lines that are named; the rest are counted."""


@dataclass(frozen=True)
class Bukti:
    """What came of it: the comparison, the record and document inside, the findings."""

    ulang: BuatUlang
    buatan: Buatan
    temuan: tuple[Finding, ...]


def buktikan(data: bytes, base: bytes, isi: Isi, place: Place, signed: bool, make: PembuatUlang) -> Bukti:
    """Make the document again and compare. `base` is the first layer of `data`.

    The versions that the file names are anybody's to write: they choose the words, never
    whether a difference counts.
    """
    if REKAMAN not in isi.sertaan or SUMBER not in isi.sertaan:
        return Bukti(BuatUlang(False), Buatan(), (V015.at(place, Severity.GALAT),))
    found: list[Finding] = []
    if (isi.arsip.pdfa, isi.arsip.pdfua) != ("3a", "1"):
        found.append(V019.at(place, Severity.PERINGATAN))
    made = make(isi)
    then, now = versi(isi.sertaan.get(TEMPLAT, b"")), versi_kini()
    again = BuatUlang(True, versi=then, versi_kini=now)
    if not made.templat_bawaan:
        words, words_en = _kata(made.kata_templat)
        weight = Severity.PERINGATAN if signed else Severity.GALAT
        found.append(V021.at(place, weight, rinci=words, rinci_en=words_en))
    if made.pdf is None:
        found.append(V014.at(place, Severity.GALAT, rinci=made.gagal[0], rinci_en=made.gagal[1]))
    else:
        if made.pdf.rstrip() == base.rstrip() and data.startswith(made.pdf) and len(data) > len(base):
            base = made.pdf  # the marker that ends a layer may be followed by a line's end
        again = bandingkan(base, made.pdf, isi, baca_isi(Pembaca(made.pdf), place)[0])
        found += _beda(again, place, signed)
        found += _fakta(made, base, place)
    again = replace(again, templat_bawaan=made.templat_bawaan, kata_templat=made.kata_templat)
    return Bukti(again, made, tuple(found))


def _beda(again: BuatUlang, place: Place, signed: bool) -> list[Finding]:
    if again.sama:
        return []
    weight = Severity.PERINGATAN if signed and again.setara else Severity.GALAT
    other = any(again.versi.get(name) != now for name, now in again.versi_kini.items())
    rule = V025 if other else V013
    return [rule.at(place, weight, rinci=_rinci(again, "id"), rinci_en=_rinci(again, "en"))]


def _fakta(made: Buatan, base: bytes, place: Place) -> list[Finding]:
    """The proof that building runs, on the document itself: each fact of the record is printed."""
    assert made.record is not None
    assert made.naskah is not None
    missing = prove_pdf(made.record, made.naskah, base, "PDF")
    if not missing:
        return []
    said = [" ".join(f.message(lang) for f in missing[:_SEBANYAK]) for lang in ("id", "en")]
    return [V026.at(place, Severity.GALAT, rinci=said[0], rinci_en=said[1])]


def _kata(lines: tuple[str, ...]) -> tuple[str, str]:
    if not lines:
        return "", ""
    shown = "; ".join(f"“{line[:80]}”" for line in lines[:_SEBANYAK])
    rest = len(lines) - _SEBANYAK
    more, more_en = (f"; dan {rest} baris lain", f"; and {rest} more lines") if rest > 0 else ("", "")
    return f", yang mencetak sendiri: {shown}{more}", f", which print of themselves: {shown}{more_en}"


def _rinci(again: BuatUlang, lang: str) -> str:
    """Where two documents differ, in words."""
    id_ = lang == "id"
    parts: list[str] = []
    for name, now in again.versi_kini.items():
        if (then := again.versi.get(name, "?")) != now:
            parts.append(
                f"dibuat dengan {name} {then}, diperiksa dengan {now}"
                if id_
                else f"made by {name} {then}, verified by {now}"
            )
    for label, label_en, items in (
        ("sertaan", "attachments", again.beda_sertaan),
        ("teks halaman", "text of page", again.beda_teks),
        ("rupa halaman", "looks of page", again.beda_rupa),
        ("isi yang bekerja sendiri", "content that acts by itself", again.beda_hidup),
        ("metadata", "metadata", again.beda_klaim),
    ):
        if items:
            parts.append(f"{label if id_ else label_en} {', '.join(map(str, items))}")
    if not (again.beda_teks or again.beda_rupa):
        parts.append(
            "teks dan rupa semua halaman sama" if id_ else "text and looks of all pages are the same"
        )
    parts.append(f"mulai bita ke-{again.beda_bita}" if id_ else f"from byte {again.beda_bita} on")
    return "; ".join(parts)
