"""An archived PDF → what the index keeps of it: its pages' sentences, its record's people, regions and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdfium2 import PdfiumError

from pipeline.cari.indeks import Arsip, rata
from pipeline.cari.kalimat import kalimat
from pipeline.ledger.berkas_pdf import rekaman_dalam
from pipeline.ledger.ralat import naskah_dalam
from pipeline.places import Places
from pipeline.proof.extract import pages_of_pdf
from pipeline.read import parse
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record
from pipeline.reference.direktori import lengkapi
from pipeline.reference.nama import urai_nama
from pipeline.reference.wilayah import baca, sempitkan
from pipeline.reference.wilayah_teks import pindai
from pipeline.sertaan import SUMBER
from pipeline.verify.isi import Ditolak, buka_sumber

_HITUNG = re.compile(r"\s+")


class BukanArsip(ValueError):
    """The file is no document of Notula, or its pages cannot be read."""


def arsip(data: bytes, berkas: str, tanda: str, rekaman: str) -> Arsip:
    """What the index keeps of a PDF below `resmi/`. Raises BukanArsip."""
    source, document = rekaman_dalam(data), naskah_dalam(data)
    if source is None or document is None:
        raise BukanArsip
    try:
        pages = pages_of_pdf(data)
    except PdfiumError as e:
        raise BukanArsip from e
    record = _rekaman(source, data)
    meta: dict[str, Any] = document.get("metadata") or {}
    said = {k: str(v or "") for k, v in meta.items()}
    return Arsip(
        berkas=berkas, tanda=tanda, rekaman=rekaman, jenis=str(document.get("jenis", "")),
        judul=said.get("judul", ""), nomor=said.get("nomor", ""),
        tanggal=said.get("rapat") or said.get("tanggal", ""), keamanan=said.get("keamanan", "") or "biasa",
        instansi=said.get("instansi", ""), ralat=(record.rapat.ralat.rekaman or "") if record.rapat.ralat else "",
        halaman=tuple(tuple(kalimat(page)) for page in pages), entitas=frozenset(_entitas(record)),
    )  # fmt: skip


def _rekaman(source: bytes, data: bytes) -> Record:
    """The record with its people as the directory named them then."""
    from pathlib import Path

    reading = parse(source, Rapat, "rekaman.yaml")
    record = Record(Path("rekaman.yaml"), reading.value, Places("rekaman.yaml"), frozenset(), source)
    officials = _sumber(data).get("inputs/pejabat.yaml")
    return lengkapi(record, parse(officials, DaftarPejabat, "pejabat.yaml").value) if officials else record


def _sumber(data: bytes) -> dict[str, bytes]:
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return buka_sumber(pdf.attachments[SUMBER].get_file().read_bytes())
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, Ditolak):
        return {}


def _entitas(record: Record) -> Iterator[tuple[str, str, str]]:
    rapat = record.rapat
    for _, person in record.people:
        if person.kunci:
            yield "kunci", person.kunci.casefold(), person.kunci
        if person.nama:
            yield "pejabat", rata(urai_nama(person.nama).nama), person.nama
        if person.instansi:
            yield "instansi", rata(person.instansi), person.instansi
    agencies = [rapat.penyelenggara.instansi if rapat.penyelenggara else None]
    agencies += [h.instansi for h in (rapat.rekap.per_instansi if rapat.rekap else ())]
    agencies += [t.penanggung_jawab for t in rapat.tindak_lanjut]
    for name in agencies:
        if name:
            yield "instansi", rata(name), _HITUNG.sub(" ", name)
    for path, text in record.prose:
        parts = (
            sempitkan(baca(text), text) if path[-1] == "wilayah" else tuple(p.bagian for p in pindai(text))
        )
        for part in parts:
            if len(part.wilayah) == 1:  # a name that could be two regions names neither
                one = part.wilayah[0]
                yield "wilayah", one.kode, one.resmi
