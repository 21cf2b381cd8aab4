"""A signed document → one self-describing package: a BagIt 1.0 bag in one ZIP, the same bytes every time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.archive.bag import bag, ke_zip, periksa_bag
from pipeline.archive.metadata import Bahan, dublin_core, metadata, sebagai_json
from pipeline.compose import compose
from pipeline.ledger import Ledger, Tolakan
from pipeline.ledger.langkah import Bukti, berkas_rusak
from pipeline.ledger.skema import Berkas
from pipeline.proof import prove
from pipeline.record.record import Reference
from pipeline.sign.berkas import keadaan
from pipeline.sign.salah import SignFault
from pipeline.workspace import Workspace, masalah_os

_POLOS = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Paket:
    """A package: the hash of the version it holds, its name, its bytes, its security classification."""

    kunci: str
    nama: str
    data: bytes
    keamanan: str


def kunci_versi(files: Sequence[Berkas]) -> str:
    """The hash that names a version of a document: of its signed file, or of all where there are several."""
    hashes = sorted(f.sidik for f in files)
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def nama_paket(rekaman: str, jenis: str, kunci: str) -> str:
    """The name of a version's package at every target."""
    return f"{polos(rekaman)}-{jenis}-{kunci[:16]}"


def polos(name: str) -> str:
    """A name of plain characters only."""
    return _POLOS.sub("-", name).strip("-.") or "tanpa-nama"


def susun(ledger: Ledger, bukti: Bukti, reference: Reference, jenis: str) -> Paket:
    """The package of a document as it is signed now.

    Raises Tolakan where its files are not whole, not all have signed, or its Word file can no longer
    be made as it was; RenderFault where a template is broken.
    """
    files, isi, utama, base = bertanda(ledger, bukti, jenis)
    isi[f"{jenis}.docx"] = _docx(bukti, reference, jenis, base)
    isi["rekaman.yaml"] = bukti.record.data
    pictures, names = _lampiran(bukti)
    isi |= pictures
    key = kunci_versi(files)
    facts = metadata(Bahan(bukti.record, reference, jenis, key, files), isi, utama, names)
    return rakit(facts, isi, files, nama_paket(bukti.rekaman, jenis, key))


def bertanda(
    ledger: Ledger, bukti: Bukti, jenis: str
) -> tuple[Sequence[Berkas], dict[str, bytes], str, bytes]:
    """The signed files as registered, their bytes by name, which is the document, its unsigned PDF. Raises Tolakan."""
    files = ledger.semua(Berkas, rekaman=bukti.rekaman, jenis=jenis)
    if not files:
        raise Tolakan(
            f"{jenis} {bukti.rekaman} belum memiliki berkas bertanda tangan.",
            f"{jenis} of {bukti.rekaman} has no signed file.",
        )
    for row in files:
        if (why := berkas_rusak(bukti.workspace, row)) is not None:
            raise why
    return files, *_naskah(bukti, files)


def rakit(facts: Mapping[str, Any], isi: Mapping[str, bytes], files: Sequence[Berkas], nama: str) -> Paket:
    """The bag of these files and facts, judged by the `bagit` library, as a package."""
    tags = {"metadata/metadata.json": sebagai_json(facts), "metadata/dublincore.xml": dublin_core(facts)}
    info = {
        "Bag-Software-Agent": f"Notula {__version__}",
        "Bagging-Date": max(f.waktu for f in files)[:10],
        "External-Description": facts["judul"],
        "External-Identifier": f"{facts['rekaman']}/{facts['jenis']}",
        "Internal-Sender-Identifier": facts["nomor"] or "-",
        "Source-Organization": facts["instansi"] or "-",
    }
    made = bag(isi, tags, info)
    periksa_bag(made)
    return Paket(facts["versi"], nama, ke_zip(nama, made), facts["keamanan"])


def _naskah(bukti: Bukti, files: Sequence[Berkas]) -> tuple[dict[str, bytes], str, bytes]:
    """The signed files by their names in the package, which of them is the document, its unsigned PDF."""
    space = bukti.workspace
    out: dict[str, bytes] = {}
    base = b""
    main = ""
    for row in sorted(files, key=lambda f: (f.cara != "elektronik", f.id)):
        name = polos(Path(row.berkas).name)
        data = _baca(space, row.berkas)
        out[name] = data
        main = main or name
        if row.asal is not None:
            base = base or _baca(space, row.asal)
            out[f"asli/{polos(Path(row.asal).name)}"] = _baca(space, row.asal)
        if row.cara == "elektronik":
            base = _dasar(data, row.berkas)
    return out, main, base


def _dasar(data: bytes, shown: str) -> bytes:
    """The PDF before its signatures. Raises Tolakan where somebody has yet to sign."""
    try:
        state = keadaan(data, shown)
    except SignFault as e:
        raise Tolakan(e.indonesian, e.english) from e
    if state.berikut is not None:
        raise Tolakan(
            f"{shown} belum ditandatangani semua penanda: penanda {state.berikut} belum.",
            f"Not all have signed {shown}: signer {state.berikut} has not.",
        )
    return state.dasar


def _docx(bukti: Bukti, reference: Reference, jenis: str, base: bytes) -> bytes:
    """The Word file that says what the signed PDF says: that of `build/`, else made and proven again."""
    from pipeline.render.docx import render_docx

    built = bukti.pdf(jenis)
    word = built.with_suffix(".docx")
    if built.is_file() and word.is_file() and built.read_bytes() == base:
        return word.read_bytes()
    naskah = compose(bukti.record, reference, jenis)
    made = render_docx(naskah, bukti.workspace.templates)
    if prove(bukti.record, naskah, made, base, f"{bukti.rekaman}/{jenis}"):
        raise Tolakan(
            f"Berkas Word {jenis} {bukti.rekaman} tidak lagi sama dengan PDF yang ditandatangani; kembalikan kop, "
            "profil, atau templat seperti saat ditandatangani.",
            f"The Word file of {jenis} {bukti.rekaman} no longer says what the signed PDF says; put letterhead, "
            "profile or template back.",
        )
    return made


def _lampiran(bukti: Bukti) -> tuple[dict[str, bytes], dict[str, str]]:
    """The pictures of the record as they are on disk, and the names they have there."""
    out: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for number, item in enumerate(bukti.record.rapat.lampiran, 1):
        if item.gambar:
            name = f"lampiran/{number:02d}-{polos(Path(item.gambar).name)}"
            file = bukti.record.file.parent / item.gambar
            out[name] = _baca(bukti.workspace, bukti.workspace.shown(file))
            names[name] = item.gambar
    return out, names


def _baca(space: Workspace, name: str) -> bytes:
    try:
        return (space.root / name).read_bytes()
    except OSError as e:
        raise Tolakan(
            f"{name} tidak dapat dibuka: {masalah_os(e)}.", f"{name} cannot be opened: {masalah_os(e)}."
        ) from e
