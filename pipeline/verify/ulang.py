"""A document made again from what stands inside its PDF, and held against the PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import weasyprint

from pipeline import __version__
from pipeline.checks import examine
from pipeline.compose import COMPOSERS, compose
from pipeline.load import load_reference
from pipeline.proof.extract import pages_of_pdf, squeeze
from pipeline.read import read_record
from pipeline.render.pdf import render_pdf
from pipeline.sertaan import REKAMAN, SUMBER, TEMPLAT, sertaan
from pipeline.verify.isi import Ditolak, Isi, buka_sumber
from pipeline.verify.laporan import BuatUlang

_TITIK = 100
"""Dots per inch at which two pages are compared by eye's measure."""


class TidakTerulang(Exception):
    """The record inside cannot be made into a document: why, in both languages."""

    def __init__(self, id: str, en: str) -> None:
        super().__init__(en)
        self.id, self.en = id, en


def buat_ulang(isi: Isi) -> bytes:
    """The PDF that Notula makes of the record inside. Raises TidakTerulang.

    Only the ordinary stages run, over a folder that holds nothing but the package: templates
    are sandboxed and neither they nor the record can open anything else.
    """
    jenis = isi.arsip.sifat.get("jenis", "")
    if jenis not in COMPOSERS:
        raise TidakTerulang("jenis naskahnya tidak dikenal", "its kind of document is unknown")
    try:
        files = buka_sumber(isi.sertaan[SUMBER])
    except Ditolak as e:
        raise TidakTerulang(f"{SUMBER} {e.id}", f"{SUMBER}: {e.en}") from e
    name = _rekaman(files, isi.sertaan.get(REKAMAN, b""))
    with TemporaryDirectory(prefix="notula-") as folder:
        root = Path(folder)
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        try:
            return _render(root, root / name, jenis)
        except Exception as e:  # whatever stands in the file may fail in any stage
            raise TidakTerulang(
                f"pembuatannya gagal ({type(e).__name__})", f"making it failed ({type(e).__name__})"
            ) from e


def _rekaman(files: Mapping[str, bytes], record: bytes) -> str:
    """The path of the record in the package."""
    found = [p for p, data in files.items() if p.startswith("inputs/") and data == record and record]
    if len(found) != 1:
        raise TidakTerulang(
            f"{REKAMAN} tidak sama dengan yang ada di {SUMBER}", f"{REKAMAN} is not the one in {SUMBER}"
        )
    return found[0]


def _render(root: Path, file: Path, jenis: str) -> bytes:
    reference, _ = load_reference(root / "inputs", lambda p: p.relative_to(root).as_posix())
    record, found = read_record(file, file.relative_to(root).as_posix())
    record, _ = examine(record, found, reference)
    naskah = compose(record, reference, jenis)
    templates = root / "templates"
    return render_pdf(naskah, templates, sertaan(record, reference, naskah, templates))


def bandingkan(original: bytes, made: bytes, isi: Isi, isi_kini: Isi) -> BuatUlang:
    """Whether two PDFs are the same, and where not: attachments, text and looks of the pages.

    Raises pdfium.PdfiumError where the original cannot be opened.
    """
    then, now = versi(isi.sertaan.get(TEMPLAT, b"")), versi_kini()
    if original == made:
        return BuatUlang(True, True, len(made), then, now, teks_sama=True)
    first = next((i for i, (a, b) in enumerate(zip(original, made, strict=False)) if a != b), None)
    names = tuple(name for name in isi_kini.sertaan if isi.sertaan.get(name, b"") != isi_kini.sertaan[name])
    texts, texts_now = pages_of_pdf(original), pages_of_pdf(made)
    return BuatUlang(
        True, False, len(made), then, now,
        beda_bita=min(len(original), len(made)) if first is None else first,
        beda_sertaan=names,
        beda_teks=_beda(texts, texts_now),
        beda_rupa=_beda(_pictures(original), _pictures(made)),
        teks_sama=squeeze("".join(texts)) == squeeze("".join(texts_now)),
    )  # fmt: skip


def _beda(first: list[str] | list[bytes], second: list[str] | list[bytes]) -> tuple[int, ...]:
    """The numbers of the pages that differ, or that only one of the two has."""
    longer = max(len(first), len(second))
    return tuple(n + 1 for n in range(longer) if first[n : n + 1] != second[n : n + 1])


def _pictures(data: bytes) -> list[bytes]:
    document = pdfium.PdfDocument(data)
    try:
        return [page.render(scale=_TITIK / 72, may_draw_forms=False).to_pil().tobytes() for page in document]
    finally:
        document.close()


def versi(templat: bytes) -> dict[str, str]:
    """The versions that made a PDF, by its `templat.json`; empty where that cannot be read."""
    try:
        data = json.loads(templat)
        return {k: v for k, v in data.items() if isinstance(v, str)}
    except (ValueError, AttributeError, RecursionError):
        return {}


def versi_kini() -> dict[str, str]:
    """The versions that would make a PDF at present."""
    return {"notula": __version__, "weasyprint": weasyprint.__version__}
