"""A signed document → the package of its public copy, which is all that a public target gets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.archive.metadata import Bahan, metadata
from pipeline.archive.paket import Paket, bertanda, kunci_versi, nama_paket, rakit
from pipeline.findings import Severity
from pipeline.ledger import Ledger, Tolakan
from pipeline.ledger.langkah import Bukti
from pipeline.publik.buat import salinan_publik
from pipeline.publik.bukti import masih_terbaca
from pipeline.record.record import Reference

AKHIRAN = "-publik"
"""What the name of such a package ends with; other names end with a hash."""


def publik(nama: str) -> bool:
    """Whether a delivery of this name is of a public copy."""
    return Path(nama).stem.endswith(AKHIRAN)


def susun_publik(ledger: Ledger, bukti: Bukti, reference: Reference, jenis: str) -> Paket:
    """The package of the public copy of a document as it is signed now: masked files, masked facts.

    No record, attachment or signed file is in it. Raises Tolakan where the document is not signed
    whole, where there is no public copy, or where the facts still say what must be masked.
    """
    files = bertanda(ledger, bukti, jenis)[0]
    copy = salinan_publik(bukti.workspace, bukti.record.file, reference)
    isi = {name: data for name, data in copy.berkas.items() if name.startswith(f"{jenis}-publik.")}
    public = copy.samaran
    if public is None or not isi:
        why = next(f for f in copy.findings if f.severity is Severity.GALAT)
        raise Tolakan(
            f"Salinan publik {jenis} {bukti.rekaman} tidak dapat dibuat: {why.message('id')}",
            f"The public copy of {jenis} of {bukti.rekaman} cannot be made: {why.message('en')}",
        )
    key = kunci_versi(files)
    facts = metadata(
        Bahan(public.record, public.reference, jenis, key, files), isi, f"{jenis}-publik.pdf", {}
    )
    facts |= {
        "judul": f"Salinan Publik {facts['judul']}",
        "publik": True,
        "tanda_tangan": [{"cara": f.cara, "sidik": f.sidik, "dicatat": f.waktu} for f in files],
    }
    if leaks := masih_terbaca("\n".join(_kata(facts)), public.rahasia, public.boleh):
        said = ", ".join(leaks)
        raise Tolakan(
            f"Salinan publik {jenis} {bukti.rekaman} tidak dikirim: metadatanya masih memuat {said}; ganti nama "
            "rekaman atau judulnya.",
            f"The public copy of {jenis} of {bukti.rekaman} is not sent: its metadata still hold {said}; rename the "
            "record or its title.",
        )
    return rakit(facts, isi, files, nama_paket(bukti.rekaman, jenis, key) + AKHIRAN)


def _kata(facts: Mapping[str, Any]) -> list[str]:
    """The words of the facts; hashes are none, and a file's name is one that Notula gave."""
    return [f"{k}: {v}" for k, v in facts.items() if k not in ("versi", "berkas", "tanda_tangan")]
