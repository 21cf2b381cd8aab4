"""How the register is shown: lines that fit any width, times in the zone of the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from pipeline.cli.context import Options

if TYPE_CHECKING:
    from pipeline.ledger import Ledger
    from pipeline.ledger.langkah import Bukti
    from pipeline.ledger.skema import Jejak
    from pipeline.workspace import Workspace

_ZONA = {"WIB": 7, "WITA": 8, "WIT": 9}


def waktu_setempat(utc: str, zona: str | None) -> str:
    """`24 November 2026 20.13 WIB` of a time as the ledger keeps it; WIB where the record gives no zone."""
    from pipeline.compose.format import jam, tanggal

    name = zona if zona in _ZONA else "WIB"
    here = datetime.fromisoformat(utc).astimezone(timezone(timedelta(hours=_ZONA[name])))
    return f"{tanggal(here.date())} {jam(here.time())} {name}"


def semua(space: Workspace, ledger: Ledger) -> list[Bukti | str]:
    """Every record of the workspace, then the names of those the ledger knows and whose file is gone."""
    from pipeline.ledger.langkah import Bukti
    from pipeline.ledger.skema import Dokumen
    from pipeline.read import read_record

    out: list[Bukti | str] = []
    for file in space.records():
        with suppress(OSError):  # the check names it
            out.append(Bukti(space, read_record(file, space.shown(file), akar=space.root)[0]))
    known = {p.rekaman for p in out if isinstance(p, Bukti)}
    gone = dict.fromkeys(d.rekaman for d in ledger.semua(Dokumen) if d.rekaman not in known)
    return [*out, *gone]


def keadaan(ledger: Ledger, proof: Bukti | str) -> list[dict[str, Any]]:
    """The documents of a record as they stand; what has changed since is noticed and written down."""
    from pipeline.ledger.langkah import OTOMATIS, berbeda, nomor_hidup, perhatikan, sudah_ditandatangani
    from pipeline.ledger.rantai import rantai
    from pipeline.ledger.skema import Dokumen

    name = proof if isinstance(proof, str) else proof.rekaman
    rows = {d.jenis: d for d in ledger.semua(Dokumen, rekaman=name)}
    changed = [] if isinstance(proof, str) else [d.jenis for d in berbeda(ledger, proof)]
    if changed and not isinstance(proof, str):
        with ledger.tulis() as tx:
            perhatikan(tx, proof)
        rows = {d.jenis: d for d in ledger.semua(Dokumen, rekaman=name)}
    number = nomor_hidup(ledger, name)
    chain = [(m.rekaman, m.ralat) for m in rantai(ledger)]
    links = [f"ralat atas {old}" for old, new in chain if new == name]
    links += [f"diralat oleh {new}" for old, new in chain if old == name]
    kinds = rows if isinstance(proof, str) else dict.fromkeys((*proof.naskah, *rows))
    out = []
    for kind in kinds:
        row = rows.get(kind)
        note = ""
        if isinstance(proof, str):
            note = "rekamannya tidak ada"
        elif kind in changed and sudah_ditandatangani(ledger, name, kind):
            note = "rekaman berubah sesudah ditandatangani"
        elif row is not None and row.keadaan == "draf" and row.oleh == OTOMATIS:
            note = "rekaman berubah; periksa lagi"
        note = "; ".join(filter(None, (note, *links)))
        out.append(
            {
                "rekaman": name, "jenis": kind, "nomor": number.teks if number else None,
                "keadaan": row.keadaan if row else "draf", "oleh": row.oleh if row else None,
                "waktu": row.waktu if row else None, "catatan": note,
                "sidik_rekaman": row.sidik_rekaman if row else None, "sidik_pdf": row.sidik_pdf if row else None,
            }
        )  # fmt: skip
    return out


def zona(proof: Bukti | str) -> str | None:
    """The time zone of a record, None where it gives none or is gone."""
    if isinstance(proof, str) or proof.record.rapat.waktu is None:
        return None
    return proof.record.rapat.waktu.zona


def baris_status(opts: Options, rows: list[dict[str, Any]], zone: str | None) -> Iterator[str]:
    """The lines of one record: its name and number, then each document."""
    if not rows:
        return
    number = rows[0]["nomor"]
    yield f"{rows[0]['rekaman']}" + (opts.say(f"  Nomor {number}", f"  Number {number}") if number else "")
    for row in rows:
        when = f", {waktu_setempat(row['waktu'], zone)}" if row["waktu"] else ""
        who = f"  {row['oleh']}{when}" if row["oleh"] else ""
        yield f"  {row['jenis']:<8} {row['keadaan']:<14}{who}".rstrip()
        if row["catatan"]:
            yield f"           {row['catatan']}"


def baris_riwayat(row: Jejak, catatan: dict[str, Any], zone: str | None) -> Iterator[str]:
    """The lines of one event: when and who, what, and its details."""
    yield f"{row.id:>4}  {waktu_setempat(row.waktu, zone)}  {row.oleh}"
    step = f": {row.dari} → {row.ke}" if row.ke else ""
    kind = f" ({row.jenis}{step})" if row.jenis else ""
    yield f"      {row.peristiwa}{kind}"
    for key, value in catatan.items():
        yield f"      {key}: {value}"
