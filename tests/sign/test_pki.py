"""The test authority itself: what the other tests lean on."""

from __future__ import annotations

import asyncio
import urllib.request

import aiohttp
from asn1crypto import crl, pkcs12
from pki import SANDI, Pki
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import CertificateValidator, ValidationContext


def test_a_signer_validates_with_revocation_asked_over_http(pki: Pki) -> None:
    context = ValidationContext(
        trust_roots=[pki.sertifikat("akar")], allow_fetching=True, revocation_mode="hard-fail"
    )
    validator = CertificateValidator(pki.sertifikat("notulis"), validation_context=context)
    path = asyncio.run(validator.async_validate_usage({"non_repudiation"}))
    assert len(path) == 3


def test_the_crl_of_the_issuer_lists_the_revoked_certificate(pki: Pki) -> None:
    with urllib.request.urlopen(f"{pki.alamat}/uji/crls/antara/latest.crl") as got:
        listed = crl.CertificateList.load(got.read())["tbs_cert_list"]["revoked_certificates"]
    serials = [r["user_certificate"].native for r in listed]
    assert serials == [pki.sertifikat("dicabut").serial_number]


def test_the_timestamp_authority_answers(pki: Pki) -> None:
    async def ask() -> str:
        async with aiohttp.ClientSession() as session:
            stamper = HTTPTimeStamper(pki.tsa, session=session)
            return (await stamper.async_timestamp(b"\0" * 32, "sha256"))["content_type"].native

    assert asyncio.run(ask()) == "signed_data"


def test_a_pkcs12_file_is_encrypted(pki: Pki) -> None:
    file = pki.pkcs12("notulis")
    assert SANDI.encode() not in file.read_bytes()
    assert pkcs12.Pfx.load(file.read_bytes())["version"].native == "v3"
