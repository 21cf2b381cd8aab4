"""What the ledger asks of a PDF: the record inside it, and whether it can be read at all."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from pipeline.sertaan import REKAMAN


def rekaman_dalam(data: bytes) -> bytes | None:
    """The record that a final PDF carries, or None."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if REKAMAN not in pdf.attachments:
                return None
            return pdf.attachments[REKAMAN].get_file().read_bytes()
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return None


def bertanda_tangan(data: bytes) -> bool:
    """Whether a PDF holds an electronic signature; bytes that are no PDF hold none."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return any(isinstance(x, pikepdf.Dictionary) and "/ByteRange" in x for x in pdf.objects)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return False


def masalah_pdf(data: bytes) -> tuple[str, str] | None:
    """Why a PDF cannot be kept as evidence, in both languages; None where it can."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:  # it opened without a password: only what may be done is locked
                return _DIBATASI
            if not pdf.pages:
                return "tidak memiliki halaman", "has no pages"
    except pikepdf.PasswordError:
        return _TERSANDI
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return _RUSAK
    try:
        with pypdfium2.PdfDocument(data) as seen:
            for page in seen:
                page.render(scale=0.1)
    except pypdfium2.PdfiumError:
        return _RUSAK
    return None


_TERSANDI = ("diberi kata sandi; simpan ulang tanpa sandi", "is encrypted; save it without a password")
_DIBATASI = (
    "dapat dibuka, tetapi dikunci dengan sandi pemilik (mis. tidak boleh disalin); simpan ulang tanpa pembatasan",
    "opens, but is locked by an owner password (e.g. no copying); save it without restrictions",
)
_RUSAK = ("rusak atau bukan PDF", "is damaged or no PDF")
