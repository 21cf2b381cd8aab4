"""What a package says of its document: facts as JSON, and the same as Dublin Core."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline import __version__
from pipeline.ledger.skema import Berkas
from pipeline.record.record import Record, Reference
from pipeline.record.retensi import Retensi, retensi_menurut

_JUDUL = {"notula": "Notula", "laporan": "Laporan"}
_OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True)
class Bahan:
    """What metadata is made from: the record, the document's kind, its signed files, the version's hash."""

    record: Record
    reference: Reference
    jenis: str
    kunci: str
    files: Sequence[Berkas]


def metadata(bahan: Bahan, isi: Mapping[str, bytes], utama: str, asal: Mapping[str, str]) -> dict[str, Any]:
    """The facts of a package; `isi` are its files below `data/`, `asal` the names they had before."""
    rapat, record = bahan.record.rapat, bahan.record
    head = bahan.reference.letterhead(record)
    agency = " ".join(head.nama) if head and head.nama else (rapat.instansi or "")
    day = rapat.tanggal_naskah
    span = rapat.tanggal
    return {
        "notula": __version__,
        "rekaman": record.file.stem,
        "jenis": bahan.jenis,
        "versi": bahan.kunci,
        "judul": f"{_JUDUL[bahan.jenis]} {rapat.judul or record.file.stem}",
        "nomor": rapat.nomor,
        "instansi": agency,
        "pemerintah": head.pemerintah if head else None,
        "klasifikasi": rapat.klasifikasi,
        "keamanan": rapat.keamanan,
        "sifat": rapat.sifat,
        "retensi": _retensi(bahan),
        "tanggal_rapat": [d.isoformat() for d in (span.mulai, span.selesai) if d] if span else [],
        "tanggal_naskah": day.isoformat() if day else None,
        "tempat": rapat.penetapan.tempat if rapat.penetapan else None,
        "penanda_tangan": [
            {"nama": p.nama, "jabatan": p.jabatan, "peran": p.peran} for p in rapat.penanda_tangan
        ],
        "tanda_tangan": [
            {"cara": f.cara, "sidik": f.sidik, "dicatat_oleh": f.oleh, "dicatat": f.waktu} for f in bahan.files
        ],
        "ralat": rapat.ralat.model_dump(mode="json", exclude_none=True) if rapat.ralat else None,
        "berkas_utama": f"data/{utama}",
        "berkas": {
            f"data/{name}": {
                "sidik": hashlib.sha256(data).hexdigest(), "ukuran": len(data),
                **({"asal": asal[name]} if name in asal else {}),
            }
            for name, data in sorted(isi.items())
        },
    }  # fmt: skip


def sebagai_json(facts: Mapping[str, Any]) -> bytes:
    """The facts as the bytes of their file."""
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def dublin_core(facts: Mapping[str, Any]) -> bytes:
    """The facts as simple Dublin Core (ISO 15836-1) in the container of OAI-PMH."""
    root = etree.Element(f"{{{_OAI}}}dc", nsmap={"oai_dc": _OAI, "dc": _DC})
    told = [
        ("title", facts["judul"]), ("creator", facts["instansi"]), ("publisher", facts["pemerintah"]),
        ("subject", facts["klasifikasi"]), ("date", facts["tanggal_naskah"]), ("type", "Text"),
        ("format", "application/pdf"), ("identifier", facts["nomor"]),
        ("identifier", f"urn:sha256:{facts['versi']}"), ("language", "id"), ("rights", facts["keamanan"]),
        ("relation", (facts["ralat"] or {}).get("nomor")),
        *(("contributor", p["nama"]) for p in facts["penanda_tangan"]),
    ]  # fmt: skip
    for name, value in told:
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = str(value)
    return xml(root)


def xml(root: etree._Element) -> bytes:
    """An element as the bytes of a file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _retensi(bahan: Bahan) -> dict[str, Any] | None:
    """What the record says of its retention; where it says nothing, the agency's schedule for its code."""
    own = bahan.record.rapat.retensi
    head = bahan.reference.letterhead(bahan.record)
    line = retensi_menurut(head.jra, bahan.record.rapat.klasifikasi) if head else None
    if own is None and line is None:
        return None
    names = Retensi.model_fields
    merged = {
        n: getattr(own, n, None) if getattr(own, n, None) is not None else getattr(line, n, None)
        for n in names
    }
    return {**merged, "menurut": "rekaman" if own else f"jra {line.klasifikasi}" if line else None}
