"""Who issued whom among the certificates at hand, proven by their signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from asn1crypto import x509
from cryptography import x509 as cx509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm


def nama(cert: x509.Certificate) -> str:
    """The name a certificate is for, without the serial number, which may be a NIP."""
    return _first(cert.subject, "common_name") or organisasi(cert) or "?"


def organisasi(cert: x509.Certificate) -> str:
    """The organisation a certificate names."""
    return _first(cert.subject, "organization_name")


def nip(cert: x509.Certificate) -> str:
    """The NIP in a certificate's serial number attribute, where one stands there; 18 digits."""
    found = re.search(r"(?<!\d)\d{18}(?!\d)", _first(cert.subject, "serial_number"))
    return found[0] if found else ""


def nama_penerbit(cert: x509.Certificate) -> str:
    """The name of a certificate's issuer."""
    return _first(cert.issuer, "common_name") or _first(cert.issuer, "organization_name") or "?"


def _first(name: x509.Name, key: str) -> str:
    value = name.native.get(key, "")
    return str(value[0] if isinstance(value, list) else value)


def rantai(cert: x509.Certificate, pool: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The certificate and its issuers, as far as the pool goes, each proven by its signature."""
    known = list({c.dump(): c for c in pool}.values())
    found = [cert]
    while not _issued(found[-1].dump(), found[-1].dump()):
        above = next((c for c in known if c not in found and _issued(found[-1].dump(), c.dump())), None)
        if above is None:
            break
        found.append(above)
    return tuple(found)


def terbukti(cert: x509.Certificate, pool: Sequence[x509.Certificate]) -> bool:
    """Whether the signature on a certificate is proven by itself or by one of the pool."""
    return any(_issued(cert.dump(), c.dump()) for c in (cert, *pool))


@lru_cache(maxsize=4096)
def _issued(child: bytes, issuer: bytes) -> bool:
    """Whether the key of `issuer` signed `child`, and both say so by name."""
    try:
        parsed = cx509.load_der_x509_certificate(child)
        parsed.verify_directly_issued_by(cx509.load_der_x509_certificate(issuer))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, cx509.InvalidVersion):
        return False
    return True
