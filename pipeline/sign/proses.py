"""Signing: the next empty field of a document is filled, as an incremental update of the same file.

The first signature certifies the document and allows nothing but further signatures
(DocMDP level 2); later ones approve it. Every earlier state stays in the file, byte for byte.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, SignerAttrSpec
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import (
    PdfSignatureMetadata,
    PdfSigner,
    PdfTimeStamper,
)
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.dss import collect_validation_info, enumerate_ocsp_certs
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

from pipeline.bukti_pdf import tambah_bukti
from pipeline.record.tanda_tangan import TINGKAT
from pipeline.render.bidang import AWALAN
from pipeline.sign.berkas import terbukti
from pipeline.sign.jauh import PenandaJauh
from pipeline.sign.peran import atribut_peran
from pipeline.sign.rantai import konteks, nama_pada, periksa_kegunaan, periksa_masa
from pipeline.sign.salah import SignFault
from pipeline.sign.stempel import Stempel
from pipeline.sign.tampilan import gaya

SIDIK = "sha256"


@dataclass(frozen=True)
class Tugas:
    """One signature to make: into which field, by which words, at which level, seen as which page."""

    bidang: int
    tingkat: str
    alasan: str
    peran: str
    tempat: str | None
    halaman: bytes
    pertama: bool
    tsa: str | None
    akar: tuple[x509.Certificate, ...]
    perantara: tuple[x509.Certificate, ...]

    @property
    def derajat(self) -> int:
        """The level as a number: 0 for B-B, 3 for B-LTA."""
        return TINGKAT.index(self.tingkat)


def periksa_tugas(task: Tugas) -> None:
    """Raise SignFault where the settings lack what the level needs."""
    if task.derajat >= 1 and not task.tsa:
        raise SignFault(
            f"Tingkat {task.tingkat} memerlukan tsa di inputs/tanda-tangan.yaml (atau pilih --tingkat B-B).",
            f"Level {task.tingkat} needs tsa in inputs/tanda-tangan.yaml (or choose --tingkat B-B).",
        )
    if task.derajat >= 2 and not task.akar:
        raise SignFault(
            f"Tingkat {task.tingkat} memerlukan akar (sertifikat akar) di inputs/tanda-tangan.yaml.",
            f"Level {task.tingkat} needs akar (root certificates) in inputs/tanda-tangan.yaml.",
        )


def bubuhkan(data: bytes, task: Tugas, signer: Signer) -> bytes:
    """The document with one more signature, which validates. Raises SignFault; the input is never changed."""
    periksa_tugas(task)
    cert = signer.signing_cert
    assert cert is not None
    periksa_masa(cert)
    periksa_kegunaan(cert)
    with _in_sentences(task, cert):
        made = asyncio.run(_sign(data, task, signer))
    if not terbukti(made, f"{AWALAN}{task.bidang}", cert, stempel=task.derajat >= 1):
        raise SignFault(
            f"Tanda tangan yang baru dibuat tidak sah, jadi tidak disimpan: kuncinya bukan milik sertifikat "
            f"{nama_pada(cert)}, atau stempel waktunya rusak.",
            f"The signature just made does not validate and was not kept: the key is not that of the certificate of "
            f"{nama_pada(cert)}, or its timestamp is damaged.",
        )
    return made


async def _sign(data: bytes, task: Tugas, signer: Signer) -> bytes:
    context: ValidationContext | None = None
    if task.akar:
        others = [*task.perantara, *signer.cert_registry]
        context = konteks(list(task.akar), others, archival=task.derajat >= 2)
    stamper = Stempel(task.tsa) if task.derajat >= 1 and task.tsa else None
    out = io.BytesIO(data)
    if isinstance(signer, PenandaJauh):
        signer.keterangan = {"peran": task.peran, "alasan": task.alasan}
    try:
        await PdfSigner(
            _metadata(task, context), signer, timestamper=stamper, stamp_style=gaya(task.halaman)
        ).async_sign_pdf(IncrementalPdfFileWriter(out), existing_fields_only=True, in_place=True)
        if task.derajat >= 2 and context is not None:
            await _evidence(out, context)
        if task.derajat >= 3 and stamper is not None:
            await _archive(out, stamper)
    finally:
        if context is not None:
            await context.aclose()
    return out.getvalue()


def _metadata(task: Tugas, context: ValidationContext | None) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=f"{AWALAN}{task.bidang}",
        md_algorithm=SIDIK,
        location=task.tempat,
        reason=task.alasan,
        certify=task.pertama,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        validation_context=context,
        signer_key_usage=set(),  # asked by periksa_kegunaan, which takes either usage, as verification does
        cades_signed_attr_spec=CAdESSignedAttrSpec(
            signer_attributes=SignerAttrSpec(claimed_attrs=[atribut_peran(task.peran)], certified_attrs=[])
        ),
    )


async def _evidence(out: io.BytesIO, context: ValidationContext) -> None:
    """Add what proves the last signature and its timestamp: certificates, OCSP responses, CRLs.

    The layer follows the signature, as B-LT asks, in the one spelling that can be verified
    although no signature covers it.
    """
    signature = PdfFileReader(out).embedded_regular_signatures[-1]
    paths = await collect_validation_info(signature, context)
    certs = [cert.dump() for path in paths for cert in path]
    ocsps = [o.dump() for o in context.ocsps]
    inside = [c.dump() for o in context.ocsps for c in enumerate_ocsp_certs(o)]
    made = tambah_bukti(
        out.getvalue(),
        {"/Certs": [*certs, *inside], "/OCSPs": ocsps, "/CRLs": [c.dump() for c in context.crls]},
    )
    out.seek(0)
    out.write(made)


async def _archive(out: io.BytesIO, stamper: Stempel) -> None:
    """Seal all so far with a document timestamp, in a field that lies outside the page.

    PDF/UA wants widgets tagged unless hidden or outside the crop box, PDF/A forbids hidden
    ones, so outside it is (ISO 14289-1 section 7.18.1, ISO 19005-3 section 6.3.2).
    """
    number = 1 + len(PdfFileReader(out).embedded_timestamp_signatures)
    await PdfTimeStamper(
        stamper,
        field_name=f"stempel-waktu-{number}",
        invis_settings=InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
        readable_field_name="Stempel waktu arsip",
    ).async_timestamp_pdf(
        IncrementalPdfFileWriter(out), SIDIK, in_place=True
    )  # fmt: skip


@contextmanager
def _in_sentences(task: Tugas, cert: x509.Certificate) -> Iterator[None]:
    """What a library says, said again for people."""
    who = nama_pada(cert)
    try:
        yield
    except TimestampRequestError:
        raise SignFault(
            f"Otoritas stempel waktu {task.tsa} tidak dapat dihubungi atau menolak; coba lagi nanti.",
            f"The timestamp authority {task.tsa} cannot be reached or refuses; try again later.",
        ) from None
    except (SigningError, ValidationError, PathError) as e:
        cause = e if isinstance(e, ValidationError | PathError) else e.__cause__
        if isinstance(cause, RevokedError):
            raise SignFault(
                f"Sertifikat {who} (atau penerbitnya) sudah dicabut, jadi tidak dapat dipakai.",
                f"The certificate of {who} (or of its issuer) has been revoked and cannot be used.",
            ) from None
        if isinstance(cause, ValidationError | PathError):
            raise SignFault(
                f"Rantai sertifikat {who} tidak dapat dipastikan: periksa akar di inputs/tanda-tangan.yaml "
                "dan sambungan ke penerbitnya (OCSP/CRL).",
                f"The certificate chain of {who} cannot be established: check akar in "
                "inputs/tanda-tangan.yaml and the connection to its issuer (OCSP/CRL).",
            ) from None
        raise SignFault(
            f"Naskah tidak dapat ditandatangani: {type(e).__name__}.",
            f"The document cannot be signed: {type(e).__name__}.",
        ) from e
    except PdfError as e:
        raise SignFault(
            f"Naskah tidak dapat ditandatangani: {type(e).__name__}.",
            f"The document cannot be signed: {type(e).__name__}.",
        ) from e
