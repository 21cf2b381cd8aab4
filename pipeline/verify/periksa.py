"""Bytes of a PDF → everything that can be said of its authenticity."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asn1crypto import x509

from pipeline.baca_pdf import Pembaca
from pipeline.findings import Finding, Place, in_order
from pipeline.sertaan import SUMBER
from pipeline.verify.aturan import V001, V002, V027
from pipeline.verify.bidang import periksa_bidang
from pipeline.verify.cakupan import periksa_cakupan
from pipeline.verify.isi import baca_isi
from pipeline.verify.jaringan import Jaringan
from pipeline.verify.laporan import Arsip, BuatUlang, Laporan
from pipeline.verify.pembuktian import buktikan
from pipeline.verify.penanda import periksa_penanda
from pipeline.verify.putusan import ditandatangani, putuskan
from pipeline.verify.revisi import Riwayat, akhir_dasar, riwayat
from pipeline.verify.tanda_tangan import Hasil, periksa_tanda_tangan
from pipeline.verify.ulang import PembuatUlang, buat_ulang


@dataclass(frozen=True)
class Bita:
    """What the quick half found: the reader, the signatures, and the findings on every byte."""

    reader: Pembaca | None
    hasil: Hasil
    temuan: tuple[Finding, ...]


@dataclass(frozen=True)
class Lanjutan:
    """What the slow half found: layers, claims, the document made again, and the findings."""

    riwayat: Riwayat = field(default_factory=lambda: Riwayat((), (), ()))
    arsip: Arsip = field(default_factory=Arsip)
    ulang: BuatUlang = field(default_factory=lambda: BuatUlang(False))
    temuan: tuple[Finding, ...] = ()


def periksa(
    data: bytes,
    berkas: str,
    akar: Sequence[x509.Certificate] = (),
    jaringan: Jaringan = Jaringan.LURING,
    ulang: PembuatUlang = buat_ulang,
    kini: datetime | None = None,
) -> Laporan:
    """All that can be said of a file; never raises, whatever the bytes are.

    `akar` are the trusted roots, `jaringan` says where evidence of revocation may be fetched
    from, `ulang` makes a document again from what a PDF carries, `kini` is the time to verify for, which is now.
    """
    place = Place(berkas)
    quick = periksa_bita(data, berkas, akar, jaringan, kini)
    found = list(quick.temuan)
    rest = Lanjutan()
    if quick.reader is not None:
        try:
            with _silent():
                rest = _lanjutan(quick, quick.reader, data, place, ulang)
            found += rest.temuan
        except Exception:  # a hostile structure may make any parser raise anything
            found.append(V002.at(place))
    signatures = rest.riwayat.tanda_tangan or quick.hasil.tanda_tangan
    return Laporan(
        berkas, len(data), hashlib.sha256(data).hexdigest(), putuskan(found, ditandatangani(signatures)),
        tuple(in_order(found)), signatures, quick.hasil.bidang_kosong, rest.riwayat.revisi, rest.arsip,
        rest.ulang, quick.hasil.akar,
    )  # fmt: skip


def _lanjutan(quick: Bita, reader: Pembaca, data: bytes, place: Place, make: PembuatUlang) -> Lanjutan:
    """The slow half: the document itself, its people, its layers."""
    hasil = quick.hasil
    isi, refused = baca_isi(reader, place)
    base = data[: akhir_dasar(reader, data)] if hasil.tanda_tangan else data
    proof = buktikan(data, base, isi, place, ditandatangani(hasil.tanda_tangan), make)
    ours = SUMBER in isi.sertaan
    history = riwayat(reader, data, hasil.tanda_tangan, place, ours)
    found = [*refused, *proof.temuan, *history.temuan]
    if hasil.tanda_tangan:
        if ours:
            found += periksa_bidang(reader, data, base, place)
        found += periksa_penanda(
            hasil.tanda_tangan, hasil.bidang_kosong, proof.buatan.record, hasil.nip, place
        )
        if all(t.jenis == "stempel waktu dokumen" for t in hasil.tanda_tangan):
            found.append(V027.at(place))
    return Lanjutan(history, isi.arsip, proof.ulang, tuple(found))


def periksa_bita(
    data: bytes,
    berkas: str,
    akar: Sequence[x509.Certificate] = (),
    jaringan: Jaringan = Jaringan.LURING,
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
            hasil = asyncio.run(periksa_tanda_tangan(reader, data, akar, jaringan, place, now))
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
