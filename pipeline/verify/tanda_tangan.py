"""The signatures of a PDF: who, when, by which authority, at which level, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import tsp, x509
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_tst_data_iter,
    message_imprint_checker,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko.sign.validation.utils import extract_message_digest

from pipeline.baca_pdf import SALAH, Pembaca, nilai
from pipeline.findings import Finding, Place, Severity
from pipeline.sign.rantai import KEGUNAAN
from pipeline.verify.aturan import V003, V004, V007, V008, V009, V010, V011, V028
from pipeline.verify.cakupan import Rentang
from pipeline.verify.jaringan import Jaringan
from pipeline.verify.kepercayaan import Bukti, ambil, kumpulkan, masalah, pencabutan
from pipeline.verify.laporan import Akar, Stempel, TandaTangan, Tingkat
from pipeline.verify.rantai import nama, nama_penerbit, nip, organisasi, rantai

_SALAH = (*SALAH, SignatureValidationError)
"""What a hostile container makes pyHanko and asn1crypto raise."""


@dataclass(frozen=True)
class Hasil:
    """The signatures in the order of the file, and what is to be said of them."""

    tanda_tangan: tuple[TandaTangan, ...] = ()
    rentang: tuple[Rentang, ...] = ()
    temuan: tuple[Finding, ...] = ()
    bidang_kosong: tuple[str, ...] = ()
    sertifikat: tuple[x509.Certificate, ...] = ()
    akar: tuple[Akar, ...] = ()
    """The trusted roots that the signatures rest on."""
    nip: Mapping[str, str] = field(default_factory=dict)
    """The NIPs in the certificates by field; never shown."""


@dataclass(frozen=True)
class _Putusan:
    """A validation with evidence of revocation demanded, and without."""

    ketat: Any
    longgar: Any


async def periksa_tanda_tangan(
    reader: Pembaca, data: bytes, akar: Sequence[x509.Certificate], jaringan: Jaringan, place: Place,
    now: datetime,
) -> Hasil:  # fmt: skip
    """All signatures validated, from the last to the first: later timestamps prove earlier times.

    Raises the reader's errors where the file's structure is broken.
    """
    fields = list(enumerate_sig_fields(reader))
    empty = tuple(str(name) for name, value, _ in fields if value is None)
    signatures: list[EmbeddedPdfSignature] = reader.embedded_signatures
    found = [
        V004.at(place, bidang=name, rinci="jenisnya tidak dikenal", rinci_en="its kind is unknown")
        for name, value, _ in fields
        if value is not None and name not in {s.field_name for s in signatures}
    ]
    if data.count(b"/ByteRange") > len(signatures) + len(found):  # a broken reference hides a signature
        found.append(
            V004.at(place, bidang="?", rinci="tidak terhubung dengan bidangnya", rinci_en="no field holds it")
        )
    if not signatures:
        return Hasil(temuan=tuple(found), bidang_kosong=empty)
    at_hand = embedded = kumpulkan(reader, akar)
    if jaringan is not Jaringan.LURING:
        at_hand, closed = await ambil(embedded, [s.signer_cert for s in signatures], jaringan)
        if closed:
            found.append(V028.at(place, Severity.PERINGATAN, alamat=", ".join(closed)))
    examiner = _Pemeriksa(data, embedded, at_hand, place, now)
    made: list[tuple[TandaTangan, Rentang]] = []
    for signature in reversed(signatures):
        made.append(await examiner.satu(signature))
    made.reverse()
    return Hasil(
        tuple(t for t, _ in made), tuple(r for _, r in made), (*found, *examiner.temuan), empty,
        embedded.semua, tuple(examiner.akar.values()), examiner.nip,
    )  # fmt: skip


class _Pemeriksa:
    """Goes from the last signature to the first; `terbukti` is the earliest time proven so far."""

    def __init__(self, data: bytes, tersemat: Bukti, bukti: Bukti, place: Place, now: datetime) -> None:
        self.data, self.tersemat, self.bukti, self.place = data, tersemat, bukti, place
        self.terbukti, self.berstempel = now, False
        self.temuan: list[Finding] = []
        self.akar: dict[bytes, Akar] = {}
        self.nip: dict[str, str] = {}

    async def satu(self, signature: EmbeddedPdfSignature) -> tuple[TandaTangan, Rentang]:
        """One signature or document timestamp."""
        stamp = signature.sig_object_type == "/DocTimeStamp"
        broken = _gagal(signature, stamp), _rentang(signature)
        if not _rentang(signature).wajar(self.data):
            self._say(V004, signature, rinci="rentang bitanya tidak wajar", rinci_en="its byte range is odd")
            return broken
        try:
            if not _sidik_cocok(signature, stamp):
                self._say(V003, signature, nama=broken[0].nama)
                return broken
            made = await (self._stempel(signature) if stamp else self._tanda(signature))
        except _SALAH:
            self._say(
                V004, signature, rinci="wadahnya tidak dapat dibaca", rinci_en="its container is unreadable"
            )
            return broken
        if not (made.utuh and made.sah):
            self._say(
                V004, signature, rinci="tidak cocok dengan kunci sertifikatnya",
                rinci_en="it does not match the key of its certificate",
            )  # fmt: skip
        return made, _rentang(signature, made.utuh and made.sah, made.tepercaya)

    def _say(self, rule: Any, signature: EmbeddedPdfSignature, **values: object) -> None:
        self.temuan.append(rule.at(self.place, bidang=str(signature.field_name), **values))

    async def _stempel(self, signature: EmbeddedPdfSignature) -> TandaTangan:
        own = _waktu_stempel(signature.signed_data)
        strict, loose = [
            await async_validate_pdf_timestamp(signature, self.bukti.konteks(moment, wajib), skip_diff=True)
            for moment, wajib in ((own, True), (self.terbukti, False))
        ]
        verdict = _Putusan(strict, loose)
        stamp = Stempel(own, nama(loose.signing_cert), bool(loose.intact and loose.valid), loose.trusted)
        if stamp.sah:
            self._kepercayaan(verdict, stamp=True)
        if stamp.sah and stamp.tepercaya:
            self.terbukti, self.berstempel = own, True
        return _tanda_tangan(signature, loose, stamp, verdict, self._rantai(loose.signing_cert), "")

    async def _tanda(self, signature: EmbeddedPdfSignature) -> TandaTangan:
        stamp = await self._stempel_tanda(signature)
        stamped = stamp is not None and stamp.sah and stamp.tepercaya
        moment = stamp.waktu if stamp is not None and stamped else self.terbukti
        verdict = await self._sah(signature, moment, self.bukti)
        loose = verdict.longgar
        if loose.intact and loose.valid:
            self._kepercayaan(verdict)
            self.nip[str(signature.field_name)] = nip(loose.signing_cert)
        inside = verdict if self.bukti is self.tersemat else await self._sah(signature, moment, self.tersemat)
        level = self._tingkat(signature, inside, stamped)
        return _tanda_tangan(signature, loose, stamp, verdict, self._rantai(loose.signing_cert), level)

    async def _sah(self, signature: EmbeddedPdfSignature, moment: datetime, bukti: Bukti) -> _Putusan:
        """A signature and its timestamp at the time of signing, with evidence demanded and without."""
        strict, loose = [
            await async_validate_pdf_signature(
                signature, bukti.konteks(moment, wajib), key_usage_settings=KEGUNAAN, skip_diff=True
            )
            for wajib in (True, False)
        ]
        return _Putusan(strict, loose)

    async def _stempel_tanda(self, signature: EmbeddedPdfSignature) -> Stempel | None:
        """The timestamp inside a signature, trusted if its authority is at the time proven for the file."""
        token = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
        if token is None:
            return None
        claimed = _waktu_stempel(token)
        values = await validate_tst_signed_data(
            token, self.bukti.konteks(self.terbukti, False), message_imprint_checker(signature.signer_info)
        )
        status = TimestampSignatureStatus(**values)
        sound = bool(status.intact and status.valid)
        if sound:
            self._kepercayaan(_Putusan(status, status), stamp=True)
        else:
            self._say(
                V011, signature, rinci="bukan untuk tanda tangan ini", rinci_en="it is for another signature"
            )
        return Stempel(claimed, nama(status.signing_cert), sound, bool(status.trusted))

    def _kepercayaan(self, verdict: _Putusan, stamp: bool = False) -> None:
        """The findings on the chain of a certificate whose signature holds."""
        status = verdict.longgar
        name = nama(status.signing_cert)
        if status.trusted:
            self._catat_akar(status.signing_cert)
            if not stamp and not verdict.ketat.trusted:
                self.temuan.append(V010.at(self.place, Severity.GALAT, nama=name))
        elif status.revocation_details is not None:
            since = status.revocation_details.revocation_date
            self.temuan.append(V009.at(self.place, nama=name, sejak=f"{since:%d-%m-%Y}"))
        elif not self._berakar(status.signing_cert):
            top = self._rantai(status.signing_cert)[-1]
            self.temuan.append(V007.at(self.place, nama=name, akar=top))
        else:
            why, why_en = masalah(status)
            self.temuan.append(V008.at(self.place, nama=name, rinci=why, rinci_en=why_en))

    def _catat_akar(self, cert: x509.Certificate) -> None:
        roots = {c.dump() for c in self.bukti.akar}
        for c in rantai(cert, self.bukti.semua):
            if c.dump() in roots:
                self.akar[c.dump()] = Akar(nama(c), c.sha256.hex())

    def _berakar(self, cert: x509.Certificate) -> bool:
        roots = {c.dump() for c in self.bukti.akar}
        return any(c.dump() in roots for c in rantai(cert, self.bukti.semua))

    def _rantai(self, cert: x509.Certificate) -> tuple[str, ...]:
        """The names up to the root, or up to an issuer of whom only the name is known."""
        chain = rantai(cert, self.bukti.semua)
        top = chain[-1]
        names = tuple(nama(c) for c in chain)
        return names if top.issuer.dump() == top.subject.dump() else (*names, nama_penerbit(top))

    def _tingkat(self, signature: EmbeddedPdfSignature, inside: _Putusan, stamped: bool) -> Tingkat:
        """The level that is proven by what stands in the file (ETSI EN 319 142-1)."""
        attributes = {a["type"].native for a in signature.signer_info["signed_attrs"]}
        cades = nilai(signature.sig_object, "/SubFilter") == "/ETSI.CAdES.detached"
        if not cades or not attributes & {"signing_certificate", "signing_certificate_v2"}:
            return "CMS"
        if not stamped and not self.berstempel:
            return "B-B"
        token = inside.ketat.timestamp_validity
        if not inside.ketat.trusted or (token is not None and not token.trusted):
            return "B-T"
        return "B-LTA" if self.berstempel else "B-LT"


def _sidik_cocok(signature: EmbeddedPdfSignature, document: bool) -> bool:
    """Whether the bytes in a signature's range are those it was made for."""
    signed = signature.compute_digest()
    if document:
        info = signature.signed_data["encap_content_info"]["content"].parsed
        return bool(info["message_imprint"]["hashed_message"].native == signed)
    return bool(extract_message_digest(signature.signer_info) == signed)


def _waktu_stempel(token: Any) -> datetime:
    info = token["encap_content_info"]["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        raise SignatureValidationError("no TSTInfo")
    time: datetime = info["gen_time"].native
    return time


def _tanda_tangan(
    signature: EmbeddedPdfSignature, status: Any, stamp: Stempel | None, verdict: _Putusan,
    chain: tuple[str, ...], level: Tingkat,
) -> TandaTangan:  # fmt: skip
    document = signature.sig_object_type == "/DocTimeStamp"
    entry = signature.sig_object
    return TandaTangan(
        bidang=str(signature.field_name),
        jenis="stempel waktu dokumen" if document else "tanda tangan",
        nama=nama(status.signing_cert),
        organisasi=organisasi(status.signing_cert),
        alasan=str(nilai(entry, "/Reason", "")),
        lokasi=str(nilai(entry, "/Location", "")),
        peran=() if document else tuple(_peran(status)),
        waktu=stamp.waktu if document and stamp else signature.self_reported_timestamp,
        stempel=stamp,
        tingkat=level,
        utuh=bool(status.intact),
        sah=bool(status.valid),
        tepercaya=bool(status.trusted),
        rantai=chain,
        pencabutan=pencabutan(verdict.ketat, status),
        pengesahan=not document and signature.docmdp_level is not None,
        revisi=int(signature.signed_revision),
        rentang=_empat(signature),
        seluruh_berkas=False,
    )


def _gagal(signature: EmbeddedPdfSignature, document: bool) -> TandaTangan:
    """A signature that could not be validated at all."""
    try:
        who, where = nama(signature.signer_cert), organisasi(signature.signer_cert)
    except _SALAH:
        who, where = "?", ""
    return TandaTangan(
        str(signature.field_name), "stempel waktu dokumen" if document else "tanda tangan", who, where, "", "",
        (), None, None, "", False, False, False, (who,), "tidak diketahui", False,
        int(signature.signed_revision), _empat(signature), False,
    )  # fmt: skip


def _peran(status: Any) -> Iterator[str]:
    """The roles that the signer claims in the signed attributes."""
    claimed = status.cades_signer_attrs.claimed_attrs if status.cades_signer_attrs else ()
    for info in claimed:
        for value in info.attr_values:
            native = value.native
            yield str(native.get("role_name", native) if isinstance(native, dict) else native)


def _empat(signature: EmbeddedPdfSignature) -> tuple[int, int, int, int]:
    numbers = [int(n) for n in signature.byte_range]
    if len(numbers) != 4:
        return (0, 0, 0, 0)
    return (numbers[0], numbers[1], numbers[2], numbers[3])


def _rentang(signature: EmbeddedPdfSignature, holds: bool = False, trusted: bool = False) -> Rentang:
    return Rentang(str(signature.field_name), *_empat(signature), signature.pkcs7_content, holds, trusted)
