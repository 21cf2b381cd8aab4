"""Corrections: a signed document never changes; a numbered correction names it and stands beside it."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import yaml

from pipeline.ledger.basis import Ledger, Tolakan, satu_baris, sidik
from pipeline.ledger.berkas_pdf import rekaman_dalam
from pipeline.ledger.langkah import Bukti, nomor_hidup
from pipeline.ledger.sisip import dengan_nomor
from pipeline.ledger.skema import Berkas
from pipeline.read import parse
from pipeline.record.rapat import Ralat, Rapat
from pipeline.sertaan import NASKAH
from pipeline.workspace import Workspace
from pipeline.write import write_new

_URUT = re.compile(r"-ralat-(\d+)\Z")


PERISTIWA = "ralat dimulai"


def rantai(ledger: Ledger) -> list[tuple[str, str]]:
    """Corrected record and correction, in the order they were started, by the audit trail."""
    out = []
    for row in ledger.jejak(peristiwa=PERISTIWA):
        said = json.loads(row.rincian)["catatan"].get("ralat")
        if row.rekaman and said:
            out.append((row.rekaman, str(said)))
    return out


def mulai(ledger: Ledger, bukti: Bukti, alasan: str, oleh: str) -> Path:
    """A new draft record that corrects a signed one: its text as signed, without number, naming it.

    The audit trail of the corrected record says so. Raises Tolakan where nothing is signed
    yet, no reason is given, or the text cannot be taken over safely.
    """
    if not satu_baris(alasan):
        raise Tolakan("Alasan ralat harus diisi (--alasan).", "A correction needs a reason (--alasan).")
    signed = asli(ledger, bukti.workspace, bukti.rekaman)
    if not signed:
        raise Tolakan(
            f"{bukti.rekaman} belum ditandatangani; betulkan saja rekamannya.",
            f"{bukti.rekaman} is not signed yet; just correct the record.",
        )
    data = next(iter(signed.values()))[0]
    base = _URUT.sub("", bukti.rekaman)
    folder = bukti.workspace.inputs / "rapat"
    taken = [int(m[1]) for f in folder.glob(f"{base}-ralat-*.yaml") if (m := _URUT.search(f.stem))]
    count = max(taken, default=0) + 1
    number = nomor_hidup(ledger, bukti.rekaman)
    old = parse(data, Rapat, "").value
    made = Ralat(
        urut=count,
        rekaman=bukti.rekaman,
        nomor=(number.teks if number else None) or old.nomor,
        tanggal=_hari(old),
        sidik=sidik(data),
        alasan=satu_baris(alasan),
    )
    target = folder / f"{base}-ralat-{count}.yaml"
    text = sebagai_ralat(data, made)
    with ledger.tulis() as tx:
        tx.catat(PERISTIWA, oleh, bukti.rekaman, ralat=target.stem, urut=count, alasan=made.alasan)
        write_new(target, text)
    return target


def _hari(rapat: Rapat) -> date | None:
    signed = rapat.penetapan.tanggal if rapat.penetapan else None
    return signed or (rapat.tanggal.mulai if rapat.tanggal else None)


def asli(ledger: Ledger, workspace: Workspace, rekaman: str) -> dict[str, tuple[bytes, dict[str, Any]]]:
    """What was signed, by kind of document: the record's file and the document's JSON. Raises Tolakan."""
    found: dict[str, tuple[bytes, dict[str, Any]]] = {}
    for row in ledger.semua(Berkas, rekaman=rekaman):
        name = row.asal or row.berkas
        try:
            data = (workspace.root / name).read_bytes()
        except OSError as e:
            raise Tolakan(
                f"{name} tidak ada, padahal tercatat di register.",
                f"{name} is missing, though the register records it.",
            ) from e
        record, document = rekaman_dalam(data), naskah_dalam(data)
        if record is not None and document is not None:
            found[row.jenis] = (record, document)
    return found


def naskah_dalam(data: bytes) -> dict[str, Any] | None:
    """The document as data that a final PDF carries, or None."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            made = json.loads(pdf.attachments[NASKAH].get_file().read_bytes())
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return None
    return made if isinstance(made, dict) else None


def sebagai_ralat(data: bytes, ralat: Ralat) -> bytes:
    """A record's file as the draft of its correction; all else in it stays.

    Raises Tolakan where that cannot be done without changing anything else.
    """
    before = parse(data, Rapat, "").value
    if before.nomor is not None:
        data = dengan_nomor(data, None)
    text = data.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        node = None
    pairs = node.value if isinstance(node, yaml.MappingNode) and not node.flow_style else []
    edits: list[tuple[int, int, str]] = []
    for i, (key, value) in enumerate(pairs):
        if key.value == "status":
            edits.append((value.start_mark.index, value.end_mark.index, "draf"))
        elif key.value == "ralat":
            end = pairs[i + 1][0].start_mark.index if i + 1 < len(pairs) else len(text)
            edits.append((key.start_mark.index, end, ""))
    if pairs:
        start = pairs[0][0].start_mark.index
        lead = "" if any(k.value == "status" for k, _ in pairs) else f"status: draf{newline}"
        edits.append((start, start, lead + _blok(ralat, newline)))
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    new = text.encode()
    after = parse(new, Rapat, "")
    wanted = before.model_copy(update={"status": "draf", "nomor": None, "ralat": ralat})
    if not pairs or after.value != wanted or after.findings:
        raise Tolakan(
            "Rekaman ini tidak dapat disalin dengan aman; salin berkasnya sendiri dan isi kunci “ralat”.",
            "This record cannot be taken over safely; copy its file yourself and fill the key “ralat”.",
        )
    return new


def _blok(ralat: Ralat, newline: str) -> str:
    lines = ["# Ralat: betulkan yang keliru, perbarui penetapan, lalu ubah status menjadi final.", "ralat:"]
    for name, value in ralat:
        shown = value if isinstance(value, int) else json.dumps(str(value), ensure_ascii=False)
        lines.append(f"  {name}: {shown}" if value is not None else f"  {name}:")
    return newline.join(lines) + newline
