"""The container of a signature, which its own signature does not cover, held to one canonical form.

The hex string between the two halves of /ByteRange holds a CMS SignedData. The signature
inside covers the signed attributes only; what stands around them is here compared with what
it must be, so that no byte of it can be changed without being seen:

- hex in one case, strict DER with the parts of CMS and no others, then zeros to the end;
- versions, algorithms and the signer's identifier as RFC 5652 derives them from the rest;
- every certificate proven by the signature of its issuer;
- of unsigned attributes only the signature timestamp, a container of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asn1crypto import cms, core, x509

from pipeline.baca_pdf import SALAH
from pipeline.verify.bentuk import bentuk_wadah
from pipeline.verify.bukti import sertifikat_terbukti
from pipeline.verify.der import BukanDer, panjang_der
from pipeline.verify.rantai import nama

_HEX = re.compile(rb"(?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+")
_MUKA = "signature_time_stamp_token"


@dataclass(frozen=True)
class Cacat:
    """Why a container is not canonical, in both languages.

    `ringan` where signers do it in good faith; `tanpa_penerbit` where a certificate cannot be
    proven because its issuer's is nowhere, which an untrusted chain says already.
    """

    id: str
    en: str
    ringan: bool = False
    tanpa_penerbit: bool = False


def periksa_wadah(gap: bytes, pool: Sequence[x509.Certificate]) -> list[Cacat]:
    """What is not canonical in the bytes between the two signed ranges, `<` and `>` included.

    `pool` are certificates from elsewhere that may prove those inside.
    """
    if gap[:1] != b"<" or gap[-1:] != b">" or not _HEX.fullmatch(gap[1:-1]):
        return [Cacat("angka heksadesimalnya tidak seragam", "its hexadecimal digits are not uniform")]
    data = bytes.fromhex(gap[1:-1].decode())
    try:
        length = panjang_der(data)
        bentuk_wadah(data)
    except BukanDer:
        return [Cacat("bukan CMS dalam DER", "it is not CMS in DER")]
    if data[length:].strip(b"\0"):
        return [Cacat("ada data sesudah tanda tangan", "there is data after the signature")]
    try:
        return list(_content_info(cms.ContentInfo.load(data[:length], strict=True), pool, "data"))
    except SALAH:
        return [Cacat("bukan CMS", "it is not CMS")]


def _content_info(info: cms.ContentInfo, pool: Sequence[x509.Certificate], expected: str) -> Iterator[Cacat]:
    if info["content_type"].native != "signed_data":
        yield Cacat("bukan SignedData", "it is not SignedData")
        return
    signed: cms.SignedData = info["content"]
    signers = signed["signer_infos"]
    certs = [choice.chosen for choice in signed["certificates"] if choice.name == "certificate"]
    kind = signed["encap_content_info"]["content_type"].native
    if kind not in (expected, "tst_info") or len(signers) != 1 or len(certs) != len(signed["certificates"]):
        yield Cacat("isi wadah tidak lazim", "its content is unusual")
        return
    signer: cms.SignerInfo = signers[0]
    if signed["crls"] is not core.VOID and not isinstance(signed["crls"], core.Void):
        yield Cacat("memuat daftar pencabutan yang tidak terlindung", "it holds unprotected revocation lists")
    by_key = signer["sid"].name == "subject_key_identifier"
    versions = (signed["version"].native, signer["version"].native)
    wanted = ("v1" if kind == "data" and not by_key else "v3", "v3" if by_key else "v1")
    if versions != wanted:
        yield Cacat("nomor versinya keliru", "its version numbers are wrong")
    if [a.dump() for a in signed["digest_algorithms"]] != [signer["digest_algorithm"].dump()]:
        yield Cacat("algoritme sidiknya tidak sama", "its digest algorithms differ")
    if not any(_identifies(signer["sid"], c) for c in certs):
        yield Cacat("penunjuk sertifikatnya keliru", "its signer identifier is wrong")
    yield from _algorithms(signer)
    for cert in certs:
        known = [*certs, *pool]
        if not sertifikat_terbukti(cert, known):
            yield Cacat(
                f"sertifikat {nama(cert)} tidak terbukti asli",
                f"the certificate of {nama(cert)} is not proven genuine",
                tanpa_penerbit=all(cert.issuer.dump() != c.subject.dump() for c in known),
            )
    yield from _unsigned(signer, pool)


def _identifies(sid: cms.SignerIdentifier, cert: x509.Certificate) -> bool:
    """Whether an identifier names a certificate, byte for byte: names compare without case elsewhere."""
    if sid.name == "subject_key_identifier":
        return bool(sid.chosen.native == cert.key_identifier)
    return bool(
        sid.chosen["issuer"].dump() == cert.issuer.dump()
        and sid.chosen["serial_number"].native == cert.serial_number
    )


def _algorithms(signer: cms.SignerInfo) -> Iterator[Cacat]:
    """The signature algorithm must name its digest, or be repeated in the signed attributes (RFC 6211)."""
    for part in ("digest_algorithm", "signature_algorithm"):
        if signer[part]["parameters"].native is not None and "pss" not in str(
            signer[part]["algorithm"].native
        ):
            yield Cacat("parameter algoritmenya tidak lazim", "its algorithm parameters are unusual")
    attributes = {a["type"].native for a in signer["signed_attrs"]}
    if (
        signer["signature_algorithm"]["algorithm"].native == "rsassa_pkcs1v15"
        and "cms_algorithm_protection" not in attributes
    ):
        yield Cacat(
            "algoritmenya ditulis tanpa sidiknya", "its algorithm is written without its digest", True
        )


def _unsigned(signer: cms.SignerInfo, pool: Sequence[x509.Certificate]) -> Iterator[Cacat]:
    unsigned = signer["unsigned_attrs"]
    if isinstance(unsigned, core.Void):
        return
    if [a["type"].native for a in unsigned] != [_MUKA] or len(unsigned[0]["values"]) != 1:
        yield Cacat("memuat atribut yang tidak terlindung", "it holds unprotected attributes")
        return
    yield from _content_info(unsigned[0]["values"][0], pool, "tst_info")
