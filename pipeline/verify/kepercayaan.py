"""Is a certificate to be trusted at a time: chain to a named root, validity, usage, revocation.

Evidence of revocation comes from the file (its document security store and the containers
of its signatures); nothing is fetched unless `daring` says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
)

from pipeline.baca_pdf import Pembaca
from pipeline.verify.jaringan import Jaringan, pengambil
from pipeline.verify.laporan import Pencabutan


@dataclass(frozen=True)
class Bukti:
    """Certificates and evidence of revocation that stand in the file or were fetched."""

    akar: tuple[x509.Certificate, ...]
    sertifikat: tuple[x509.Certificate, ...]
    ocsp: tuple[ocsp.OCSPResponse, ...] = ()
    crl: tuple[crl.CertificateList, ...] = ()
    daring: bool = False

    @property
    def semua(self) -> tuple[x509.Certificate, ...]:
        """Every certificate at hand, those of the roots included."""
        return (*self.sertifikat, *self.akar)

    def konteks(self, moment: datetime, wajib: bool) -> ValidationContext:
        """What a certificate is validated against at a moment.

        `wajib` demands fresh evidence for each certificate; else evidence may be lacking or
        old, as it always is years later, and counts only where it says “revoked”.
        """
        return ValidationContext(
            trust_roots=list(self.akar),
            other_certs=list(self.sertifikat),
            moment=moment,
            ocsps=list(self.ocsp),
            crls=list(self.crl),
            revinfo_policy=_KETAT if wajib else _LONGGAR,
        )


_KETAT = CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True)
_LONGGAR = CertRevTrustPolicy(
    RevocationCheckingPolicy.from_legacy("soft-fail"),
    freshness=timedelta(days=36500),
    freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
)


def kumpulkan(reader: Pembaca, akar: Sequence[x509.Certificate]) -> Bukti:
    """What the file brings along. Raises the reader's errors on a broken store."""
    certs = [c for s in reader.embedded_signatures for c in _inside(s.signed_data)]
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Bukti(tuple(akar), tuple(certs))
    responses = [
        ocsp.OCSPResponse.load(o.get_object().read_data(DecodePurpose.OCSP_RESPONSE)) for o in store.ocsps
    ]
    lists = [crl.CertificateList.load(c.get_object().read_data(DecodePurpose.CRL)) for c in store.crls]
    return Bukti(tuple(akar), (*certs, *store.load_certs()), tuple(responses), tuple(lists))


def _inside(signed: cms.SignedData) -> list[x509.Certificate]:
    """The certificates of a container and of the timestamp in it."""
    found = [c.chosen for c in signed["certificates"] if c.name == "certificate"]
    for token in extract_tst_data_iter(signed["signer_infos"][0], signed=False):
        found += _inside(token)
    return found


async def ambil(
    bukti: Bukti, certs: Sequence[x509.Certificate], jaringan: Jaringan, batas: float = 30
) -> tuple[Bukti, tuple[str, ...]]:
    """The evidence with what the addresses in the certificates give at present, and addresses not contacted."""
    async with pengambil(jaringan) as (fetchers, closed):
        context = ValidationContext(
            trust_roots=list(bukti.akar), other_certs=list(bukti.sertifikat), allow_fetching=True,
            fetchers=fetchers, revocation_mode="soft-fail",
        )  # fmt: skip
        for cert in certs:
            validator = CertificateValidator(cert, validation_context=context)
            try:
                await asyncio.wait_for(validator.async_validate_usage(set()), batas)
            except (ValidationError, TimeoutError, OSError):
                continue  # said later, by the check at the time of the signature
        more = replace(
            bukti, ocsp=(*bukti.ocsp, *context.ocsps), crl=(*bukti.crl, *context.crls), daring=True
        )
        return more, tuple(sorted(closed))


def pencabutan(strict: SignatureStatus, loose: SignatureStatus) -> Pencabutan:
    """What two validations, with evidence demanded and without, say of revocation."""
    if loose.revocation_details is not None:
        return "dicabut"
    return "baik" if strict.trusted else "tidak diketahui"


def masalah(status: Any) -> tuple[str, str]:
    """Why a certificate is not accepted, in both languages."""
    return _MASALAH.get(status.trust_problem_indic, _UMUM)


_UMUM = ("rantainya tidak dapat diterima", "its chain is not acceptable")
_MASALAH = {
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: (
        "di luar masa berlakunya pada waktu yang terbukti",
        "outside its validity at the proven time",
    ),
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: (
        "tidak diterbitkan untuk kegunaan ini",
        "it was not issued for this use",
    ),
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: (
        "algoritmenya sudah lemah",
        "its algorithms are too weak",
    ),
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: (
        "algoritmenya sudah lemah",
        "its algorithms are too weak",
    ),
}
