"""The layer of evidence after the last signature, which nothing covers: is every byte what it must be?

All of it follows from the file before it and the DER values in it (pipeline/bukti_pdf.py), so
it is written again and compared; the values themselves are strict DER, and what they say is
signed by their issuers.
"""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import crl, ocsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from pipeline.baca_pdf import SALAH, Pembaca
from pipeline.bukti_pdf import KUNCI, baca_bukti, tambah_bukti
from pipeline.verify.bentuk import bentuk_ocsp, bentuk_sertifikat
from pipeline.verify.rantai import terbukti


def lapis_bukti_terbukti(data: bytes, sampai: int, pool: Sequence[x509.Certificate]) -> bool:
    """Whether what follows `sampai` is one layer of evidence, canonical and signed by its issuers."""
    try:
        before, after = baca_bukti(Pembaca(data[:sampai])), baca_bukti(Pembaca(data))
        added = {key: [v for v in after[key] if v not in before[key]] for key in KUNCI}
        known = [*pool, *(x509.Certificate.load(v) for v in after["/Certs"])]
        return (
            tambah_bukti(data[:sampai], added) == data
            and all(_sertifikat(v, known) for v in added["/Certs"])
            and all(_ocsp(v, known) for v in added["/OCSPs"])
            and all(_crl(v, known) for v in added["/CRLs"])
        )
    except SALAH:
        return False


def sertifikat_terbukti(cert: x509.Certificate, pool: Sequence[x509.Certificate]) -> bool:
    """Whether all of a certificate is proven: its issuer's signature, and the algorithm named twice."""
    inside = cert["tbs_certificate"]["signature"].dump()
    return bool(cert["signature_algorithm"].dump() == inside and terbukti(cert, pool))


def _sertifikat(data: bytes, pool: Sequence[x509.Certificate]) -> bool:
    bentuk_sertifikat(data)
    return sertifikat_terbukti(x509.Certificate.load(data), pool)


def _ocsp(data: bytes, pool: Sequence[x509.Certificate]) -> bool:
    """RFC 6960 section 4.2.1: only a successful basic response has something to say."""
    bentuk_ocsp(data)
    response = ocsp.OCSPResponse.load(data, strict=True)
    content = response["response_bytes"]
    if response["response_status"].native != "successful":
        return False
    if content["response_type"].native != "basic_ocsp_response":
        return False
    basic = content["response"].parsed
    certs = list(basic["certs"] or ())
    return all(sertifikat_terbukti(c, [*certs, *pool]) for c in certs) and _signed(
        basic["tbs_response_data"].dump(), basic, [*certs, *pool]
    )


def _crl(data: bytes, pool: Sequence[x509.Certificate]) -> bool:
    bentuk_sertifikat(data)
    revoked = crl.CertificateList.load(data, strict=True)
    inside = revoked["tbs_cert_list"]
    return bool(revoked["signature_algorithm"].dump() == inside["signature"].dump()) and _signed(
        inside.dump(), revoked, pool
    )


def _signed(
    content: bytes, outer: ocsp.BasicOCSPResponse | crl.CertificateList, pool: Sequence[x509.Certificate]
) -> bool:
    """Whether one of the certificates signed what a response or list says."""
    for cert in pool:
        try:
            DefaultSignatureValidator().validate_signature(
                outer["signature"].native, content, cert.public_key, outer["signature_algorithm"]
            )
        except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, AssertionError):
            continue
        return True
    return False
