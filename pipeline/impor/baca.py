"""A source file → its blocks, by what the file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.berkas import TerlaluBesar, isi
from pipeline.impor import docx, html, markdown, pdf, teks
from pipeline.impor.sumber import MAKS_BITA, Blok, Ditolak, bernomor

BENTUK = (".txt", ".md", ".docx", ".pdf", ".html")

_LAMA = {
    ".doc": ".docx", ".dot": ".docx", ".rtf": ".docx", ".odt": ".docx", ".wps": ".docx", ".docm": ".docx",
    ".xls": ".xlsx", ".ods": ".xlsx", ".xlsm": ".xlsx",
}  # fmt: skip


def baca(file: Path, akar: Path | None = None) -> tuple[Blok, ...]:
    """The numbered blocks of a text, Markdown, DOCX, PDF or HTML file, which links may not lead out of `akar`.

    Raises Ditolak with a sentence for what cannot be read, OSError where the file cannot be opened.
    """
    return dari_bita(bita(file, akar), file.name, file.suffix.lower())


def bita(file: Path, akar: Path | None = None) -> bytes:
    """The bytes of a source. Raises Ditolak where there are too many, OSError where the file cannot be opened."""
    try:
        return isi(file, akar, MAKS_BITA)
    except TerlaluBesar as e:
        raise Ditolak(
            f"{file.name} lebih dari {MAKS_BITA // 1_000_000} MB; simpan ulang tanpa gambar.",
            f"{file.name} is larger than {MAKS_BITA // 1_000_000} MB; save it again without pictures.",
        ) from e


def dari_bita(data: bytes, nama: str, kind: str) -> tuple[Blok, ...]:
    """The numbered blocks of a file's bytes; `kind` is its suffix. Raises Ditolak."""
    if kind in _LAMA:
        raise bentuk_lain(nama, kind)
    if kind in (".xlsx", ".csv"):
        raise Ditolak(
            f"{nama} adalah daftar; pakai “notula import --hadir {nama} REKAMAN”.",
            f"{nama} is a list; use “notula import --hadir {nama} RECORD”.",
        )
    readers: dict[str, Callable[[bytes], list[Blok]]] = {
        ".txt": teks.baca, ".text": teks.baca, "": teks.baca, ".md": markdown.baca, ".markdown": markdown.baca,
        ".html": html.baca, ".htm": html.baca, ".xhtml": html.baca,
        ".docx": lambda d: docx.baca(d, nama), ".pdf": lambda d: pdf.baca(d, nama),
    }  # fmt: skip
    if kind not in readers:
        raise Ditolak(
            f"Bentuk “{kind}” tidak dikenal; yang dibaca: {', '.join(BENTUK)}.",
            f"Unknown kind of file “{kind}”; these are read: {', '.join(BENTUK)}.",
        )
    blocks = bernomor(readers[kind](data))
    if not any(c.isalnum() for b in blocks for c in b.utuh):
        raise Ditolak(f"{nama} tidak berisi teks.", f"{nama} holds no text.")
    return blocks


def bentuk_lain(nama: str, kind: str) -> Ditolak:
    """The refusal of an old office format, with the new one to save it as."""
    new = _LAMA.get(kind, ".docx")
    return Ditolak(
        f"{nama} berbentuk {kind}; buka di Word/Excel atau LibreOffice, lalu simpan sebagai {new}.",
        f"{nama} is a {kind} file; open it in Word/Excel or LibreOffice and save it as {new}.",
    )
