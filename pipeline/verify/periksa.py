"""Bytes of a PDF → everything that can be said of its authenticity."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import x509

from pipeline.baca_pdf import Pembaca
from pipeline.findings import Finding, Place, Severity, in_order
from pipeline.sertaan import REKAMAN, SUMBER
from pipeline.verify.aturan import V001, V002, V013, V014, V015, V019
from pipeline.verify.cakupan import periksa_cakupan
from pipeline.verify.isi import Isi, baca_isi
from pipeline.verify.laporan import BuatUlang, Laporan
from pipeline.verify.putusan import putuskan
from pipeline.verify.revisi import Riwayat, akhir_dasar, riwayat
from pipeline.verify.tanda_tangan import Hasil, periksa_tanda_tangan
from pipeline.verify.ulang import TidakTerulang, bandingkan, buat_ulang, versi, versi_kini

PembuatUlang = Callable[[Isi], bytes]


@dataclass(frozen=True)
class Bita:
    """What the quick half found: the reader, the signatures, and the findings on every byte."""

    reader: Pembaca | None
    hasil: Hasil
    temuan: tuple[Finding, ...]


def periksa(
    data: bytes,
    berkas: str,
    akar: Sequence[x509.Certificate] = (),
    daring: bool = False,
    ulang: PembuatUlang = buat_ulang,
    kini: datetime | None = None,
) -> Laporan:
    """All that can be said of a file; never raises, whatever the bytes are.

    `akar` are the trusted roots, `daring` allows fetching evidence of revocation, `ulang` makes
    a document again from what a PDF carries, `kini` is the time to verify for, which is now.
    """
    place = Place(berkas)
    quick = periksa_bita(data, berkas, akar, daring, kini)
    found = list(quick.temuan)
    history, isi, again = Riwayat((), quick.hasil.tanda_tangan, ()), Isi(), BuatUlang(False)
    if quick.reader is not None:
        try:
            with _silent():
                isi, refused = baca_isi(quick.reader, place)
                again, differs = _ulang(quick, data, isi, place, ulang)
                history = riwayat(quick.reader, data, quick.hasil.tanda_tangan, place, SUMBER in isi.sertaan)
            found += [*refused, *differs, *history.temuan]
        except Exception:  # a hostile structure may make any parser raise anything
            found.append(V002.at(place))
    signed = bool(history.tanda_tangan)
    return Laporan(
        berkas, len(data), hashlib.sha256(data).hexdigest(), putuskan(found, signed), tuple(in_order(found)),
        history.tanda_tangan, quick.hasil.bidang_kosong, history.revisi, isi.arsip, again,
    )  # fmt: skip


def periksa_bita(
    data: bytes,
    berkas: str,
    akar: Sequence[x509.Certificate] = (),
    daring: bool = False,
    kini: datetime | None = None,
) -> Bita:
    """The quick half: structure, signatures, certificates, and whether each byte is answered for."""
    place = Place(berkas)
    if b"%PDF-" not in data[:1024]:
        return Bita(None, Hasil(), (V001.at(place, berkas=berkas),))
    try:
        with _silent():
            reader = Pembaca(data)
            if reader.encrypted:
                return Bita(None, Hasil(), (V002.at(place),))
            now = kini or datetime.now(UTC)
            hasil = asyncio.run(periksa_tanda_tangan(reader, data, akar, daring, place, now))
    except Exception:  # a hostile structure may make any parser raise anything
        return Bita(None, Hasil(), (V002.at(place),))
    found = list(hasil.temuan)
    if hasil.rentang:
        try:
            with _silent():
                found += periksa_cakupan(data, hasil.rentang, hasil.sertifikat, place)
        except Exception:  # as above: evidence may name keys and forms that no library knows
            found.append(V002.at(place))
    return Bita(reader, hasil, tuple(found))


def _ulang(
    quick: Bita, data: bytes, isi: Isi, place: Place, make: PembuatUlang
) -> tuple[BuatUlang, list[Finding]]:
    """The first layer held against the document made again from it."""
    signed = bool(quick.hasil.tanda_tangan)
    if REKAMAN not in isi.sertaan or SUMBER not in isi.sertaan:
        weight = Severity.PERINGATAN if signed else Severity.GALAT
        return BuatUlang(False), [V015.at(place, weight)]
    assert quick.reader is not None
    base = data[: akhir_dasar(quick.reader, data)] if signed else data
    then, now = versi(isi.sertaan.get("templat.json", b"")), versi_kini()
    old = any(then.get(k) != v for k, v in now.items())
    claims = isi.arsip.pdfa == "3a" and isi.arsip.pdfua == "1"
    found = [] if claims else [V019.at(place, Severity.PERINGATAN)]
    try:
        made = make(isi)
    except TidakTerulang as e:
        weight = Severity.PERINGATAN if signed and old else Severity.GALAT
        found.append(V014.at(place, weight, rinci=e.id, rinci_en=e.en))
        return BuatUlang(True, versi=then, versi_kini=now), found
    if signed and made.rstrip() == base.rstrip() and data.startswith(made):
        base = made  # the marker that ends a layer may be followed by a line's end
    again = bandingkan(base, made, isi, baca_isi(Pembaca(made), place)[0])
    if not again.sama:
        harmless = again.teks_sama if old else not (again.beda_teks or again.beda_rupa)
        weight = Severity.PERINGATAN if signed and harmless else Severity.GALAT
        found.append(V013.at(place, weight, rinci=_rinci(again, "id"), rinci_en=_rinci(again, "en")))
    return again, found


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
    ):
        if items:
            parts.append(f"{label if id_ else label_en} {', '.join(map(str, items))}")
    if not (again.beda_teks or again.beda_rupa):
        parts.append(
            "teks dan rupa semua halaman sama" if id_ else "text and looks of all pages are the same"
        )
    parts.append(f"mulai bita ke-{again.beda_bita}" if id_ else f"from byte {again.beda_bita} on")
    return "; ".join(parts)


@contextmanager
def _silent() -> Iterator[None]:
    """Libraries tell logs and warnings of what they refuse; that is said by our findings."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
