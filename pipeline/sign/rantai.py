"""Certificates: the roots trusted, whether a certificate may sign now, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import InvalidCertificateError

from pipeline.sign.salah import SignFault
from pipeline.workspace import masalah_os

KEGUNAAN = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
"""Certificates for signing documents carry either (BSrE issues both)."""


def baca_sertifikat(names: Iterable[str], root: Path) -> list[x509.Certificate]:
    """The certificates in files below a workspace, PEM (one or several) or DER. Raises SignFault."""
    found: list[x509.Certificate] = []
    for name in names:
        try:
            data = (root / name).read_bytes()
            ders = [d for _, _, d in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            made = [x509.Certificate.load(d) for d in ders]
            for cert in made:
                _ = cert.subject.native
        except OSError as e:
            raise SignFault(
                f"Berkas sertifikat “{name}” tidak dapat dibaca: {masalah_os(e)}.",
                f"Certificate file “{name}” cannot be read: {masalah_os(e)}.",
            ) from None
        except (ValueError, TypeError):
            raise SignFault(
                f"“{name}” bukan berkas sertifikat (PEM atau DER).",
                f"“{name}” is not a certificate file (PEM or DER).",
            ) from None
        found += made
    return found


def konteks(
    roots: list[x509.Certificate], others: Iterable[x509.Certificate], *, archival: bool
) -> ValidationContext:
    """What certificates are held against, asking issuers over HTTP.

    For the long-term levels every certificate must have its revocation answered; for the
    others only an answer that says “revoked” counts.
    """
    return ValidationContext(
        trust_roots=roots, other_certs=list(others), allow_fetching=True,
        revocation_mode="require" if archival else "soft-fail",
    )  # fmt: skip


def nama_pada(cert: x509.Certificate) -> str:
    """The common name of a certificate, or all of its subject."""
    name = cert.subject.native.get("common_name")
    return str(name) if name else cert.subject.human_friendly


def periksa_masa(cert: x509.Certificate, now: datetime | None = None) -> None:
    """Raise SignFault where a certificate is not valid yet, or no more."""
    now = now or datetime.now(UTC)
    who = nama_pada(cert)
    if now > cert.not_valid_after:
        day = f"{cert.not_valid_after:%Y-%m-%d}"
        raise SignFault(
            f"Sertifikat {who} sudah kedaluwarsa sejak {day}; minta perpanjangan kepada penerbitnya.",
            f"The certificate of {who} expired on {day}; ask its issuer to renew it.",
        )
    if now < cert.not_valid_before:
        day = f"{cert.not_valid_before:%Y-%m-%d}"
        raise SignFault(
            f"Sertifikat {who} baru berlaku mulai {day}.",
            f"The certificate of {who} is valid from {day} only.",
        )


def periksa_kegunaan(cert: x509.Certificate) -> None:
    """Raise SignFault where a certificate was not issued for signing."""
    try:
        KEGUNAAN.validate(cert)
    except InvalidCertificateError:
        raise SignFault(
            f"Sertifikat {nama_pada(cert)} tidak diterbitkan untuk menandatangani (kegunaan kuncinya lain); "
            "minta sertifikat tanda tangan kepada penerbitnya.",
            f"The certificate of {nama_pada(cert)} was not issued for signing (its key usage is another); "
            "ask its issuer for a signing certificate.",
        ) from None


def sekunci(first: x509.Certificate, second: x509.Certificate) -> bool:
    """Whether two certificates are of one key."""
    return bool(first.public_key.dump() == second.public_key.dump())
