"""Signed documents: scans of wet ink taken in, signed files of others recorded; none ever overwritten."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PIL import Image

from pipeline.berkas import TerlaluBesar, isi
from pipeline.ledger.basis import Ledger, Tolakan, Tulisan, buka, satu_baris, sekarang, sidik
from pipeline.ledger.berkas_pdf import bertanda_tangan, masalah_pdf, rekaman_dalam
from pipeline.ledger.langkah import (
    KEADAAN,
    Bukti,
    berikutnya,
    berkas_rusak,
    dokumen,
    maju,
    perhatikan,
)
from pipeline.ledger.niat import akhiri, periksa_tercatat
from pipeline.ledger.skema import Berkas
from pipeline.record.record import Record
from pipeline.workspace import Workspace, masalah_os
from pipeline.write import write_new

Cara = Literal["elektronik", "basah"]

_GAMBAR = {"PNG": "png", "JPEG": "jpg"}
_TERBESAR = 200_000_000


@dataclass(frozen=True)
class Pindaian:
    """A scan as it came: its bytes, unchanged, and the ending its kind of file has."""

    data: bytes
    akhiran: str


def pindaian(file: Path, akar: Path | None = None) -> Pindaian:
    """The scan in a file, which links may not lead out of `akar`.

    Raises Tolakan where it is no readable, open PDF, PNG or JPEG.
    """
    try:
        data = isi(file, akar, _TERBESAR)
    except TerlaluBesar as e:
        raise Tolakan(
            f"{file} terlalu besar (lebih dari 200 MB).", f"{file} is too large (over 200 MB)."
        ) from e
    except OSError as e:
        raise Tolakan(
            f"{file} tidak dapat dibuka: {masalah_os(e)}.", f"{file} cannot be opened: {masalah_os(e)}."
        ) from e
    if b"%PDF-" in data[:1024]:
        if (why := masalah_pdf(data)) is not None:
            raise Tolakan(f"{file} {why[0]}.", f"{file} {why[1]}.")
        if (said := _bukan_pindaian(data)) is not None:
            raise Tolakan(f"{file} {said[0]}", f"{file} {said[1]}")
        return Pindaian(data, "pdf")
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_GAMBAR)) as picture:
            picture.verify()  # the checksums, after which it must be opened again
        with Image.open(io.BytesIO(data), formats=tuple(_GAMBAR)) as picture:
            picture.load()
            return Pindaian(data, _GAMBAR[picture.format or ""])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as e:
        raise Tolakan(
            f"{file} bukan PDF, PNG, atau JPEG yang dapat dibaca; pindai ulang ke PDF.",
            f"{file} is no readable PDF, PNG or JPEG; scan it to PDF again.",
        ) from e


def _bukan_pindaian(data: bytes) -> tuple[str, str] | None:
    """Why a PDF cannot be a scan of ink on paper: a scanner makes neither signatures nor Notula's records."""
    if bertanda_tangan(data):
        return (
            "sudah ditandatangani secara elektronik, jadi bukan pindaian tanda tangan basah. Tanda tangan elektronik "
            "dibuat dan dicatat dengan “notula sign”.",
            "is electronically signed, so it is no scan of wet ink. Electronic signatures are made and recorded by "
            "“notula sign”.",
        )
    if rekaman_dalam(data) is not None:
        return (
            "naskah buatan Notula sendiri, bukan pindaian lembar yang sudah ditandatangani. Cetak, tandatangani, lalu "
            "pindai lembarnya.",
            "is a document as Notula made it, no scan of the signed sheets. Print it, sign it, then scan the sheets.",
        )
    return None


def terima(
    ledger: Ledger, bukti: Bukti, jenis: str, scan: Pindaian, oleh: str, ganti: str | None = None
) -> Berkas:
    """The scan of a signed document, kept beside a copy of the PDF that was printed.

    `ganti` is the reason why a better scan of the same signed sheets takes the place of one
    that was taken in; that one stays too. Raises Tolakan where the document is not numbered,
    `build/` holds no PDF of this record, or there is no scan to replace.
    """
    with ledger.tulis() as tx:
        perhatikan(tx, bukti)
    scans = ledger.semua(Berkas, rekaman=bukti.rekaman, jenis=jenis, cara="basah")
    state = _keadaan(ledger, bukti.rekaman, jenis)
    for row in scans:
        if row.sidik == sidik(scan.data) and state in ("ditandatangani", "diarsipkan"):
            return row
    _siap(ledger, bukti, jenis, ("bernomor",) if ganti is None else ("ditandatangani",))
    folder = bukti.workspace.resmi / bukti.rekaman
    if ganti is None:
        printed = _tercetak(bukti, jenis)
        if printed == scan.data:
            raise Tolakan(
                "Berkas itu naskah aslinya sendiri, bukan pindaian yang sudah ditandatangani.",
                "That file is the document itself, not a scan of the signed one.",
            )
        original = simpan(folder, jenis, "pdf", printed)
    else:
        original, printed = _diganti(bukti, jenis, scans, ganti)
    kept = simpan(folder, f"{jenis}-bertanda-tangan-basah", scan.akhiran, scan.data)
    with ledger.tulis() as tx:
        return _catat(
            tx, bukti, jenis, kept, sidik(scan.data), oleh, "basah", original, sidik(printed), ganti
        )  # fmt: skip


def _tercetak(bukti: Bukti, jenis: str) -> bytes:
    if bukti.sidik_pdf(jenis) is None:
        shown = bukti.workspace.shown(bukti.pdf(jenis))
        raise Tolakan(
            f"{shown} tidak ada atau bukan dari rekaman yang sekarang; jalankan “notula build” dahulu.",
            f"{shown} is missing or not made from the record as it is; run “notula build” first.",
        )
    return bukti.pdf(jenis).read_bytes()


def _diganti(bukti: Bukti, jenis: str, scans: list[Berkas], alasan: str) -> tuple[Path, bytes]:
    """The document that the replaced scan was printed from, as it is kept."""
    if not satu_baris(alasan):
        raise Tolakan(
            "Alasan penggantian harus diisi (--alasan).", "A reason is needed to replace (--alasan)."
        )
    if not scans or scans[-1].asal is None:
        raise Tolakan(
            f"{jenis} {bukti.rekaman} tidak memiliki pindaian yang dapat diganti.",
            f"{jenis} of {bukti.rekaman} has no scan to replace.",
        )
    if (why := berkas_rusak(bukti.workspace, scans[-1])) is not None:
        raise why
    original = bukti.workspace.root / scans[-1].asal
    return original, original.read_bytes()


def simpan(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """Where bytes are kept in a folder: under the name, or the next free `name-2`, never over another file."""
    for file in _nama(folder, stem, ending):
        try:
            write_new(file, data)
        except FileExistsError:
            if file.read_bytes() != data:
                continue
        return file
    raise AssertionError("names never run out")


def _nama(folder: Path, stem: str, ending: str) -> Iterator[Path]:
    yield folder / f"{stem}.{ending}"
    number = 2
    while True:
        yield folder / f"{stem}-{number}.{ending}"
        number += 1


def siap_ditandatangani(workspace: Workspace, record: Record, jenis: str) -> None:
    """Nothing, where a document may be signed now. Raises Tolakan (not numbered, record or file changed) or Gangguan.

    The caller holds the document's lock (`pipeline.sign.gembok`).
    """
    bukti = Bukti(workspace, record)
    with buka(workspace) as ledger:
        akhiri(ledger, workspace, bukti.rekaman, jenis)
        with ledger.tulis() as tx:
            perhatikan(tx, bukti)
        _siap(ledger, bukti, jenis, ("bernomor", "ditandatangani"))
        periksa_tercatat(ledger, workspace, workspace.resmi / bukti.rekaman / f"{jenis}.pdf")


def catat_tanda_tangan(
    workspace: Workspace, record: Record, jenis: str, berkas: Path, sidik: str, oleh: str, cara: Cara
) -> Berkas:
    """The row of a signed file below `resmi/`; the document is `ditandatangani` from then on.

    `sidik` is the SHA-256 of the file in hex, `oleh` who signed (name, office). Further signers'
    files are recorded one by one; the same file twice is one row. Raises Tolakan where the
    document is not numbered, the record has changed, or the file is not that of `sidik`.
    """
    bukti = Bukti(workspace, record)
    with buka(workspace) as ledger:
        with ledger.tulis() as tx:
            perhatikan(tx, bukti)
        with ledger.tulis() as tx:
            return _catat(tx, bukti, jenis, berkas, sidik, oleh, cara)


def _catat(
    tx: Tulisan, bukti: Bukti, jenis: str, file: Path, wanted: str, oleh: str, cara: Cara,
    original: Path | None = None, original_hash: str | None = None, ganti: str | None = None,
) -> Berkas:  # fmt: skip
    """The signed file recorded, and the document moved on where it is not signed yet."""
    _siap(tx.ledger, bukti, jenis, ("bernomor", "ditandatangani"))
    name = bukti.workspace.shown(file)
    if not file.resolve().is_relative_to(bukti.workspace.resmi.resolve()):
        raise Tolakan(f"{name} tidak berada di folder resmi/.", f"{name} does not lie in the folder resmi/.")
    try:
        data = file.read_bytes()
    except OSError as e:
        raise Tolakan(
            f"{name} tidak dapat dibuka: {masalah_os(e)}.", f"{name} cannot be opened: {masalah_os(e)}."
        ) from e
    if sidik(data) != wanted:
        raise Tolakan(
            f"{name} bukan berkas yang bersidik {wanted}.", f"{name} is not the file of hash {wanted}."
        )
    held = tx.ledger.satu(Berkas, berkas=name)
    row = held
    if held is not None and held.sidik != wanted:
        if held.cara != "elektronik" or not _bertambah(data, held.sidik):
            raise Tolakan(
                f"{name} sudah tercatat dengan sidik lain.", f"{name} is recorded with another hash."
            )
        row = tx.simpan(replace(held, sidik=wanted, oleh=oleh, waktu=sekarang()))
        tx.catat(
            "tanda tangan berikutnya",
            oleh,
            bukti.rekaman,
            jenis,
            berkas=name,
            sidik=wanted,
            sebelum=held.sidik,
        )
    if held is None:
        asal = bukti.workspace.shown(original) if original else None
        row = tx.simpan(
            Berkas(0, bukti.rekaman, jenis, cara, name, wanted, asal, original_hash, oleh, sekarang())
        )
        said = {} if ganti is None else {"alasan": satu_baris(ganti)}
        event = "berkas dicatat" if ganti is None else "pindaian diganti"
        tx.catat(event, oleh, bukti.rekaman, jenis, berkas=name, sidik=wanted, cara=cara, **said)
    if _keadaan(tx.ledger, bukti.rekaman, jenis) == "bernomor":
        maju(tx, bukti, jenis, "ditandatangani", oleh, cara=cara)
    assert row is not None
    return row


def _bertambah(data: bytes, before: str) -> bool:
    """Whether a file begins with the recorded one: each further signature is an incremental update."""
    return any(sidik(data[: m.end()]) == before for m in re.finditer(rb"%%EOF[\r\n]*", data))


def _keadaan(ledger: Ledger, rekaman: str, jenis: str) -> str:
    row = dokumen(ledger, rekaman, jenis)
    return row.keadaan if row else KEADAAN[0]


def _siap(ledger: Ledger, bukti: Bukti, jenis: str, states: tuple[str, ...]) -> None:
    """Raises Tolakan where the document is in none of these states, or its record is not the recorded one."""
    row = dokumen(ledger, bukti.rekaman, jenis)
    state = row.keadaan if row else KEADAAN[0]
    if row is None or state not in states:
        if KEADAAN.index(state) < KEADAAN.index(states[0]):
            way = f"; langkah berikutnya: {berikutnya(bukti.rekaman, jenis, state)}."
            way_en = f"; the next step is {berikutnya(bukti.rekaman, jenis, state)}."
        elif state == "diarsipkan" and "ditandatangani" in states:
            back = f"“notula ledger kembali {bukti.rekaman} --jenis {jenis} --alasan …”"
            way, way_en = f"; kembalikan dahulu dengan {back}.", f"; take it back first with {back}."
        else:
            way = "; tidak dapat ditandatangani lagi. Pindaian yang keliru diganti dengan --ganti --alasan …."
            way_en = "; it cannot be signed again. A wrong scan is replaced with --ganti --alasan …."
        raise Tolakan(
            f"{jenis} {bukti.rekaman} berkeadaan {state}{way}",
            f"{jenis} of {bukti.rekaman} is {state}{way_en}",
        )
    if bukti.sidik != row.sidik_rekaman:
        raise Tolakan(
            f"Rekaman {bukti.rekaman} bukan lagi yang diberi nomor; jalankan “notula ledger status”.",
            f"Record {bukti.rekaman} is no longer the one that was numbered; run “notula ledger status”.",
        )
