"""The signer's role as a signed attribute: claimed, as a title (ETSI EN 319 122-1 section 5.2.6)."""

from __future__ import annotations

from asn1crypto import cms, core
from pyhanko.sign.general import CMSExtractionError, find_unique_cms_attribute

_JABATAN = "2.5.4.12"
"""id-at-title."""


def atribut_peran(nama: str) -> cms.AttCertAttribute:
    """The claimed attribute that names a role."""
    return cms.AttCertAttribute({"type": _JABATAN, "values": [core.UTF8String(nama)]})


def menyebut(info: cms.SignerInfo, nama: str) -> bool:
    """Whether the signed attributes claim this role, and no other."""
    try:
        held = find_unique_cms_attribute(info["signed_attrs"], "signer_attributes_v2")
        claimed = held["claimed_attributes"]
        return len(claimed) == 1 and bool(claimed[0].dump() == atribut_peran(nama).dump())
    except (CMSExtractionError, ValueError, KeyError, TypeError, IndexError):
        return False
