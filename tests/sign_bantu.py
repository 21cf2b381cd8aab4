"""Judging signatures in tests: pyHanko's own validator against the root alone."""

from __future__ import annotations

from pki import Pki
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from pipeline.baca_pdf import Pembaca

PIN = "739105"


def sah_semua(data: bytes, pki: Pki) -> list[str]:
    """The fields whose signatures validate, revocation asked."""
    names = []
    for signature in Pembaca(data).embedded_regular_signatures:
        context = ValidationContext(
            trust_roots=[pki.sertifikat("akar")], allow_fetching=True, revocation_mode="require"
        )
        assert validate_pdf_signature(signature, context).bottom_line
        names.append(signature.field_name)
    return names
