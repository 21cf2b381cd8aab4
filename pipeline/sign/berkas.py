"""A PDF as signing sees it: whose fields it has, who has signed, what it carries, whether it is whole."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext

from pipeline.baca_pdf import Pembaca
from pipeline.render.bidang import AWALAN
from pipeline.sign.salah import SignFault

REKAMAN = "rekaman.yaml"
"""The associated file that holds the record as read (pipeline.sertaan)."""

_BIDANG = re.compile(re.escape(AWALAN) + r"(\d+)")
_RUSAK = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, NotImplementedError)
"""What reading broken signatures raises; the errors of pyHanko's validation are ValueErrors."""


@dataclass(frozen=True)
class Keadaan:
    """The signature fields of a document by number, those signed and by whose certificates, its record, the
    bytes before any signature."""

    bidang: dict[int, tuple[float, float]]
    terisi: dict[int, x509.Certificate]
    rekaman: bytes
    dasar: bytes

    @property
    def berikut(self) -> int | None:
        """The number of the next field to sign."""
        return next((n for n in sorted(self.bidang) if n not in self.terisi), None)

    @property
    def sidik(self) -> str:
        """The identity of a document for its verification address: SHA-256 of its unsigned bytes, half of it."""
        return hashlib.sha256(self.dasar).hexdigest()[:32]


def keadaan(data: bytes, shown: str) -> Keadaan:
    """What stands in a PDF. SignFault: it is not ours, or was changed after a signature."""
    try:
        reader = Pembaca(data)
        sizes: dict[int, tuple[float, float]] = {}
        for name, _, ref in enumerate_sig_fields(reader):
            if m := _BIDANG.fullmatch(name):
                x1, y1, x2, y2 = (float(v) for v in ref.get_object()["/Rect"])
                sizes[int(m[1])] = (abs(x2 - x1), abs(y2 - y1))
        record = _record(reader)
        signatures = list(reader.embedded_signatures)
    except _RUSAK:
        raise _foreign(shown) from None
    if record is None:
        raise _foreign(shown)
    if not sizes:
        raise SignFault(
            f"“{shown}” tidak memiliki ruang tanda tangan elektronik; pulihkan {{{{ ruang(t) }}}} "
            "pada templates/html/_akhir.html, lalu jalankan “notula build”.",
            f"“{shown}” has no signature fields; restore {{{{ ruang(t) }}}} in templates/html/_akhir.html "
            "and run “notula build”.",
        )
    if not all(_whole(s) for s in signatures):
        raise SignFault(
            f"“{shown}” berubah sesudah ditandatangani, jadi tidak ditandatangani lagi; periksa dengan “notula verify”.",
            f"“{shown}” was changed after it was signed and is not signed again; see “notula verify”.",
        )
    done = {int(m[1]): s.signer_cert for s in signatures if (m := _BIDANG.fullmatch(s.field_name))}
    base = data[: _first_revision(reader, data)] if signatures else data
    return Keadaan(sizes, done, record, base)


def _foreign(shown: str) -> SignFault:
    return SignFault(
        f"“{shown}” bukan PDF final buatan Notula.", f"“{shown}” is not a final PDF made by Notula."
    )


def _record(reader: PdfFileReader) -> bytes | None:
    """The embedded record, or None."""
    for reference in reader.root.get("/AF", ()):
        spec = reference.get_object()
        if str(spec.get("/UF", spec.get("/F", ""))) == REKAMAN:
            return bytes(spec["/EF"]["/F"].data)
    return None


def terbukti(data: bytes, bidang: str, cert: x509.Certificate, *, stempel: bool) -> bool:
    """Whether a document just signed stands before a stranger: all its signatures are whole, and the last one
    lies in this field, names this certificate and brings it along, with a timestamp where one is asked for."""
    try:
        reader = Pembaca(data)
        last = list(reader.embedded_regular_signatures)[-1]
        mine = last.field_name == bidang and last.signer_cert.dump() == cert.dump()
        stamps = len(list(extract_tst_data_iter(last.signer_info, signed=False)))
        return mine and stamps == int(stempel) and all(_whole(s) for s in reader.embedded_signatures)
    except _RUSAK:
        return False


def _whole(signature: EmbeddedPdfSignature) -> bool:
    """Whether a signature's bytes are as signed, and what came after is only what signing adds."""
    try:
        stamps = extract_tst_data_iter(signature.signer_info, signed=False)
        stampers = [c.chosen for stamp in stamps for c in stamp["certificates"]]
        anybody = ValidationContext(
            trust_roots=[signature.signer_cert, *stampers]
        )  # whom to trust is not asked here
        if signature.sig_object_type == "/DocTimeStamp":
            stamped = validate_pdf_timestamp(signature, anybody)
            return stamped.intact and stamped.valid
        status = validate_pdf_signature(signature, anybody)
    except _RUSAK:
        return False
    stamp = status.timestamp_validity
    timely = stamp is None or (stamp.intact and stamp.valid)
    return timely and status.intact and status.valid and bool(status.docmdp_ok)


def _first_revision(reader: PdfFileReader, data: bytes) -> int:
    """Where the document before any signature ends: after the `%%EOF` of its first revision."""
    start = reader.xrefs.get_startxref_for_revision(0)
    return data.index(b"%%EOF", start) + len(b"%%EOF\n")
