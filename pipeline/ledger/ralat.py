"""Corrections: a signed document never changes; a numbered correction names it and stands beside it."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import yaml

from pipeline.ledger.basis import Ledger, Tolakan, satu_baris, sidik
from pipeline.ledger.berkas_pdf import rekaman_dalam
from pipeline.ledger.langkah import Bukti, nomor_hidup
from pipeline.ledger.rantai import PERISTIWA, pangkal, urut_berikut
from pipeline.ledger.sisip import dengan_nomor
from pipeline.ledger.skema import Berkas
from pipeline.read import parse
from pipeline.record.rapat import Ralat, Rapat
from pipeline.sertaan import NASKAH
from pipeline.workspace import Workspace
from pipeline.write import write_new


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
    number = nomor_hidup(ledger, bukti.rekaman)
    old = parse(data, Rapat, "").value
    with ledger.tulis() as tx:
        count = urut_berikut(ledger, bukti.rekaman)
        made = Ralat(
            urut=count,
            rekaman=bukti.rekaman,
            nomor=(number.teks if number else None) or old.nomor,
            tanggal=_hari(old),
            sidik=sidik(data),
            alasan=satu_baris(alasan),
        )
        target = bukti.workspace.inputs / "rapat" / f"{pangkal(bukti.rekaman)}-ralat-{count}.yaml"
        text = sebagai_ralat(data, made)
        tx.catat(PERISTIWA, oleh, bukti.rekaman, ralat=target.stem, urut=count, alasan=made.alasan)
        _tulis(bukti.workspace, target, text)
    return target


def _tulis(workspace: Workspace, target: Path, text: bytes) -> None:
    """Write the draft; the same bytes may lie there from a run that was broken off."""
    if target.exists() and target.read_bytes() == text:
        return
    try:
        write_new(target, text)
    except FileExistsError as e:
        shown = workspace.shown(target)
        raise Tolakan(
            f"{shown} sudah ada, tetapi bukan dari register. Jalankan “notula ralat {target.stem}” bila itu ralatnya, "
            "atau ganti namanya.",
            f"{shown} exists, but not by the register. Run “notula ralat {target.stem}” if it is the correction, "
            "or rename it.",
        ) from e  # fmt: skip


def akui(ledger: Ledger, bukti: Bukti, oleh: str) -> None:
    """Take up a correction whose record was made by hand. Raises Tolakan where it is not the next one."""
    said = bukti.record.rapat.ralat
    assert said is not None
    name = said.rekaman or ""
    signed = asli(ledger, bukti.workspace, name)
    if not signed:
        raise Tolakan(
            f"Naskah yang diralat, “{name or '–'}”, tidak ada di register sebagai naskah bertanda tangan.",
            f"The corrected document, “{name or '–'}”, is not in the register as a signed one.",
        )
    if said.sidik not in {sidik(data) for data, _ in signed.values()}:
        raise Tolakan(
            f"Kunci ralat.sidik bukan sidik rekaman {name} yang ditandatangani; mulai dengan “notula ralat {name} --alasan …”.",
            f"ralat.sidik is not the hash of the signed record {name}; start with “notula ralat {name} --alasan …”.",
        )  # fmt: skip
    with ledger.tulis() as tx:
        count = urut_berikut(ledger, name)
        if (said.urut, bukti.rekaman) != (count, f"{pangkal(name)}-ralat-{count}"):
            raise Tolakan(
                f"Ralat berikutnya ialah ke-{count}: beri ralat.urut {count} dan nama berkas {pangkal(name)}-ralat-{count}.yaml.",
                f"The next correction is number {count}: set ralat.urut {count} and name it {pangkal(name)}-ralat-{count}.yaml.",
            )  # fmt: skip
        tx.catat(PERISTIWA, oleh, name, ralat=bukti.rekaman, urut=count, alasan=satu_baris(said.alasan or ""))


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
