"""Signed files on their way into `resmi/`: meant in the ledger first, then written, then recorded.

A run that dies in between leaves an open intent. Whoever opens the ledger next finds by the
file's hash how far it came, and ends what it began (docs/decisions/0010-niat.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.ledger.basis import Ledger, Tolakan, Tulisan, sekarang, sidik
from pipeline.ledger.langkah import KEADAAN, OTOMATIS, dokumen
from pipeline.ledger.skema import Berkas, Niat
from pipeline.sign.gembok import Tergembok, gembok, sapu
from pipeline.workspace import Workspace


def niatkan(ledger: Ledger, niat: Niat, alasan: str | None) -> Niat:
    """The intent, stored; `alasan` is why somebody else's certificate signs. Raises Tolakan.

    The caller holds the document's lock (`pipeline.sign.gembok`) until `laksanakan` is done.
    """
    with ledger.tulis() as tx:
        _siap(tx.ledger, niat)
        stored = tx.simpan(niat)
        notes = {"alasan_sertifikat_lain": alasan} if alasan else {}
        tx.catat(
            "tanda tangan diniatkan", niat.oleh, niat.rekaman, niat.jenis, berkas=niat.berkas, sidik=niat.sesudah,
            **notes,
        )  # fmt: skip
    return stored


def laksanakan(ledger: Ledger, niat: Niat, tulis: Callable[[], None]) -> None:
    """The file written and recorded. The ledger is held meanwhile, so nothing else moves the document.

    Raises Tolakan and what `tulis` raises; the intent is then given up, or stays for `pulihkan`.
    """
    with ledger.tulis() as tx:
        _siap(tx.ledger, niat)
        tulis()
        _rekam(tx, niat)


def pulihkan(ledger: Ledger, workspace: Workspace) -> None:
    """End what killed runs began: a file that stands is recorded, one that was not written is given up.

    Documents that a live process is signing are left to it; so are files that are neither the
    old nor the new one, of which `tersisa` tells.
    """
    for niat in _terbuka(ledger):
        try:
            with gembok(workspace, niat.rekaman, niat.jenis):
                akhiri(ledger, workspace, niat.rekaman, niat.jenis)
        except Tergembok:
            continue
    sapu(workspace)


def akhiri(ledger: Ledger, workspace: Workspace, rekaman: str, jenis: str) -> None:
    """What `pulihkan` does, for one document whose lock the caller holds."""
    if not _terbuka(ledger):
        return
    with ledger.tulis() as tx:
        for niat in _terbuka(tx.ledger):
            if (niat.rekaman, niat.jenis) != (rekaman, jenis):
                continue
            found = _sidik(workspace.root / niat.berkas)
            if found == niat.sesudah:
                _rekam(tx, niat, pulih=True)
            elif found == niat.sebelum:
                tx.simpan(replace(niat, keadaan="batal", waktu=sekarang()))
                tx.catat("tanda tangan batal", OTOMATIS, niat.rekaman, niat.jenis, berkas=niat.berkas)


def tersisa(ledger: Ledger, workspace: Workspace) -> Iterator[tuple[str, Tolakan]]:
    """Files below `resmi/` that the ledger does not know, and those of intents that cannot be ended."""
    meant = set()
    for niat in _terbuka(ledger):
        meant.add(niat.berkas)
        try:
            with gembok(workspace, niat.rekaman, niat.jenis):
                yield niat.berkas, _asing(niat.berkas)
        except Tergembok:
            continue
    known = {name for row in ledger.semua(Berkas) for name in (row.berkas, row.asal)} | meant
    for file in sorted(workspace.resmi.rglob("*")):
        name = workspace.shown(file)
        if file.is_file() and not file.name.startswith(".") and name not in known:
            yield (
                name,
                Tolakan(
                    f"{name} tidak tercatat di register; pindahkan bila bukan hasil Notula, atau cari asalnya.",
                    f"{name} is not recorded in the register; move it away if Notula did not make it, or trace it.",
                ),
            )


def periksa_tercatat(ledger: Ledger, workspace: Workspace, file: Path) -> None:
    """Nothing, where a file below `resmi/` is the recorded one, or neither stands anywhere. Raises Tolakan."""
    name = workspace.shown(file)
    held = ledger.satu(Berkas, berkas=name)
    if any(n.berkas == name for n in _terbuka(ledger)) or _sidik(file) != (held.sidik if held else None):
        raise _asing(name)


def _terbuka(ledger: Ledger) -> list[Niat]:
    if not ledger.db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'niat'").fetchone():
        return []  # a table that somebody dropped is for `verify` to name
    return ledger.semua(Niat, keadaan="terbuka")


def _siap(ledger: Ledger, niat: Niat) -> None:
    row = dokumen(ledger, niat.rekaman, niat.jenis)
    if row is None or row.keadaan not in ("bernomor", "ditandatangani"):
        raise Tolakan(
            f"{niat.jenis} {niat.rekaman} berubah keadaan selagi ditandatangani; jalankan “notula ledger status”.",
            f"{niat.jenis} of {niat.rekaman} changed its state meanwhile; run “notula ledger status”.",
        )


def _rekam(tx: Tulisan, niat: Niat, *, pulih: bool = False) -> None:
    """The rows of a file that stands: the file's, the document's, the intent's."""
    held, now, who = tx.ledger.satu(Berkas, berkas=niat.berkas), sekarang(), niat.oleh
    notes: dict[str, Any] = {"dipulihkan": True} if pulih else {}
    if held is None:
        tx.simpan(
            Berkas(
                0,
                niat.rekaman,
                niat.jenis,
                "elektronik",
                niat.berkas,
                niat.sesudah,
                None,
                niat.dasar,
                who,
                now,
            )
        )
    else:
        tx.simpan(replace(held, sidik=niat.sesudah, oleh=who, waktu=now))
    tx.simpan(replace(niat, keadaan="jadi", waktu=now))
    tx.catat(
        "berkas dicatat" if held is None else "tanda tangan berikutnya", who, niat.rekaman, niat.jenis,
        berkas=niat.berkas, sidik=niat.sesudah, sebelum=niat.sebelum, cara="elektronik", **notes,
    )  # fmt: skip
    row = dokumen(tx.ledger, niat.rekaman, niat.jenis)
    assert row is not None  # a foreign key
    if KEADAAN.index(row.keadaan) < KEADAAN.index("ditandatangani"):
        tx.simpan(replace(row, keadaan="ditandatangani", sidik_pdf=niat.dasar, oleh=who, waktu=now))
        tx.catat(
            "ditandatangani", who, niat.rekaman, niat.jenis, row.keadaan, "ditandatangani", cara="elektronik", **notes
        )  # fmt: skip


def _sidik(file: Path) -> str | None:
    """The hash of a file, None where there is none. Raises OSError where it cannot be read."""
    try:
        return sidik(file.read_bytes())
    except FileNotFoundError:
        return None


def _asing(name: str) -> Tolakan:
    return Tolakan(
        f"{name} bukan berkas yang tercatat di register; kembalikan dari cadangan, lalu jalankan “notula ledger verify”.",
        f"{name} is not the file that the register records; restore it from a backup, then run “notula ledger verify”.",
    )
