"""A report as people read it, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from rich.console import Console
from rich.text import Text

from pipeline.findings import Lang, Severity
from pipeline.report import as_json
from pipeline.verify.laporan import BuatUlang, Laporan, Tambahan, TandaTangan
from pipeline.verify.putusan import baik, kalimat, tanda

_KENDALI = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, or what would turn a name around."""
_LEBAR = 14


def cetak(report: Laporan, console: Console, lang: Lang) -> None:
    """The verdict first, then signatures, record and claims, then what is wrong."""
    mark, colour = tanda(report)
    head = Text(f"{mark} {kalimat(report, lang)}", colour)
    head.append(f"  {_bersih(report.berkas)}", "bold default")
    console.print(head, soft_wrap=True)
    for label, text in _baris(report, lang):
        line = Text("  " + label.ljust(_LEBAR), "cyan") if label else Text(" " * (_LEBAR + 2))
        console.print(line.append(_bersih(text), "default"), soft_wrap=True)
    for f in report.temuan:
        error = f.severity is Severity.GALAT
        line = Text(f"  {f.code} ", "bold red" if error else "bold yellow")
        line.append(_bersih(f"{f.message(lang)} {f.hint(lang)}"), "default")
        console.print(line, soft_wrap=True)
    console.print()


def sebagai_json(report: Laporan, lang: Lang) -> dict[str, Any]:
    """The report as plain data; see docs/verifikasi.md for its keys."""
    made: dict[str, Any] = {f.name: _polos(getattr(report, f.name)) for f in fields(report)}
    made |= {"kalimat": kalimat(report, lang), "baik": baik(report), "temuan": as_json(report.temuan, lang)}
    return made


def _polos(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {k: _polos(v) for k, v in asdict(value).items()}
    if isinstance(value, dict):
        return {k: _polos(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_polos(v) for v in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _bersih(text: str) -> str:
    return _KENDALI.sub("�", text)


def _baris(report: Laporan, lang: Lang) -> Iterator[tuple[str, str]]:
    """Labels and texts; an empty label goes on with what stands above."""
    id_ = lang == "id"
    for t in report.tanda_tangan:
        yield from _tanda(t, lang)
    for root in report.akar:
        origin = f" ({'dari' if id_ else 'from'} {root.asal})" if root.asal else ""
        yield ("Akar" if id_ else "Root"), f"{root.nama}{origin}, SHA-256 {root.sha256}"
    again = report.ulang
    if again.ada:
        yield ("Rekaman" if id_ else "Record"), _ulang(again, id_)
    if report.arsip.pdfa or report.arsip.pdfua:
        claims = [
            f"PDF/A-{report.arsip.pdfa}" if report.arsip.pdfa else "",
            f"PDF/UA-{report.arsip.pdfua}" if report.arsip.pdfua else "",
        ]
        yield ("Menyatakan" if id_ else "Claims"), " · ".join(c for c in claims if c)
    if report.ukuran and report.putusan != "bukan-pdf":
        yield "SHA-256", report.sha256


def _ulang(again: BuatUlang, id_: bool) -> str:
    if again.sama:
        size = f"{again.bita:,}".replace(",", ".") if id_ else f"{again.bita:,}"
        return (
            f"dibuat ulang dari rekaman di dalamnya: sama, {size} bita"
            if id_
            else f"made again from the record inside it: the same, {size} bytes"
        )
    return (
        "dibuat ulang dari rekaman di dalamnya: tidak sama"
        if id_
        else "made again from the record inside it: not the same"
    )


def _tanda(t: TandaTangan, lang: Lang) -> Iterator[tuple[str, str]]:
    id_ = lang == "id"
    document = t.jenis == "stempel waktu dokumen"
    head = ("Stempel waktu" if id_ else "Timestamp") if document else ("Tanda tangan" if id_ else "Signature")
    yield head, f"{t.nama}{f', {t.organisasi}' if t.organisasi else ''}"
    words = [*t.peran, t.alasan, t.lokasi]
    if said := " · ".join(dict.fromkeys(w for w in words if w)):
        yield "", said
    if (time := _waktu(t, document, lang)) is not None:
        yield "", time
    trust = ("dipercaya" if t.tepercaya else "tidak dipercaya") if id_ else (
        "trusted" if t.tepercaya else "not trusted"
    )  # fmt: skip
    yield "", f"{' ← '.join(t.rantai)} ({trust})"
    if not document:
        yield "", _tingkat(t, id_)
    if not (t.utuh and t.sah):
        yield "", "isi atau tanda tangannya tidak cocok" if id_ else "content or signature does not match"
    elif t.seluruh_berkas:
        yield "", "mencakup seluruh berkas" if id_ else "covers the whole file"
    elif t.sesudahnya:
        gained = "; ".join(_tambahan(item, id_) for item in t.sesudahnya)
        yield "", ("sesudahnya ditambahkan: " if id_ else "added after it: ") + gained


_TAMBAHAN = {
    "naskah": ("naskah", "the document"),
    "tanda tangan": ("tanda tangan", "a signature"),
    "stempel waktu dokumen": ("stempel waktu", "a timestamp"),
    "bukti pencabutan": ("bukti pencabutan", "evidence of revocation"),
    "perubahan lain": ("perubahan lain", "another change"),
}


def _tambahan(item: Tambahan, id_: bool) -> str:
    word = _TAMBAHAN[item.jenis][0 if id_ else 1]
    return f"{word} ({item.nama})" if item.nama else word


def _tingkat(t: TandaTangan, id_: bool) -> str:
    revoked = {
        "baik": ("tidak dicabut", "not revoked"),
        "dicabut": ("DICABUT", "REVOKED"),
        "tidak diketahui": ("pencabutan tidak diketahui", "revocation unknown"),
    }[t.pencabutan][0 if id_ else 1]
    level = ("PAdES " if t.tingkat.startswith("B") else "") + t.tingkat if t.tepercaya else ""
    certifying = ("; mengesahkan naskah" if id_ else "; certifies the document") if t.pengesahan else ""
    return f"{level}; {revoked}{certifying}" if level else revoked


def _waktu(t: TandaTangan, document: bool, lang: Lang) -> str | None:
    id_ = lang == "id"
    if t.stempel is not None:
        shown = _saat(t.stempel.waktu, lang)
        if document:
            return shown
        holds = t.stempel.sah and t.stempel.tepercaya
        word = ("menurut" if holds else "menurut stempel yang tidak dipercaya dari") if id_ else (
            "according to" if holds else "according to an untrusted stamp of"
        )  # fmt: skip
        return f"{shown} {word} {t.stempel.otoritas}"
    if t.waktu is None:
        return None
    own = "menurut komputer penanda tangan" if id_ else "according to the signer's computer"
    return f"{_saat(t.waktu, lang)} {own}"


def _saat(moment: datetime, lang: Lang) -> str:
    """A moment on the clock of this machine, with its distance from UTC."""
    local = moment.astimezone()
    zone = f"{local:%z}"
    form = "d MMMM y HH.mm.ss" if lang == "id" else "d MMMM y HH:mm:ss"
    return f"{format_datetime(local, form, locale=lang)} (UTC{zone[:3]}:{zone[3:5]})"
