"""Whether the ledger is what was written into it: chain, tables, schema, backups, signed files.

The chain finds an edited row of the trail, the trail finds an edited row of any table, and a
backup or a printed head finds a trail whose end was cut off or that was written anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.ledger.basis import Ledger, sidik, sidik_baris
from pipeline.ledger.hilang import cadangan, kepala_cadangan
from pipeline.ledger.langkah import berkas_rusak
from pipeline.ledger.niat import tersisa
from pipeline.ledger.skema import DICADANGKAN, MIGRASI, PERTAMA, TABEL, Berkas, Jejak
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Cacat:
    """One thing that is not as it was written: where (table and row, or file), and the sentence."""

    tempat: str
    baris: int | None
    id: str
    en: str


def periksa(ledger: Ledger, workspace: Workspace, kepala: tuple[int, str] | None = None) -> list[Cacat]:
    """All that is wrong; `kepala` is number and hash of a head that was printed or noted earlier."""
    found = periksa_isi(ledger)
    trail = {row.id: row.sidik for row in ledger.jejak()}
    if kepala is not None and not _memuat(trail, *kepala):
        found.append(
            Cacat(
                "jejak", kepala[0],
                f"Kepala {kepala[0]}:{kepala[1]} tidak ada lagi di jejak: jejak dipotong atau ditulis ulang.",
                f"Head {kepala[0]}:{kepala[1]} is no longer in the trail: it was cut off or written anew.",
            )
        )  # fmt: skip
    found += _cadangan(ledger, trail, workspace)
    for row in ledger.semua(Berkas):
        if (why := berkas_rusak(workspace, row)) is not None:
            found.append(Cacat(row.berkas, row.id, why.id, why.en))
    found += (Cacat(name, None, why.id, why.en) for name, why in tersisa(ledger, workspace))
    return found


def periksa_isi(ledger: Ledger) -> list[Cacat]:
    """What is wrong within the file itself."""
    return [*_sqlite(ledger), *_skema(ledger), *_rantai(ledger.jejak()), *_tabel(ledger)]


def _sqlite(ledger: Ledger) -> Iterator[Cacat]:
    for (said,) in ledger.db.execute("PRAGMA integrity_check(10)"):
        if said != "ok":
            yield Cacat(
                "berkas", None, f"SQLite menemukan kerusakan: {said}.", f"SQLite found damage: {said}."
            )
    for table, row, *_ in ledger.db.execute("PRAGMA foreign_key_check"):
        yield Cacat(
            table, row, f"Baris {row} tabel {table} merujuk baris yang tidak ada.",
            f"Row {row} of table {table} refers to a row that is not there.",
        )  # fmt: skip


def _skema(ledger: Ledger) -> Iterator[Cacat]:
    """Tables and triggers that are not those of this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for statements in MIGRASI:
            for statement in statements:
                fresh.execute(statement)
        wanted, have = _susunan(fresh), _susunan(ledger.db)
    for name in sorted(wanted.keys() | have.keys()):
        if wanted.get(name) != have.get(name):
            yield Cacat(
                name, None, f"Susunan “{name}” di register diubah, ditambah, atau dihapus.",
                f"“{name}” in the register's schema was changed, added or removed.",
            )  # fmt: skip


def _susunan(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def _rantai(rows: list[Jejak]) -> Iterator[Cacat]:
    """Rows of the trail that are edited, missing or out of place."""
    before, expected = PERTAMA, 1
    for row in rows:
        if row.id != expected:
            yield Cacat(
                "jejak", row.id, f"Jejak melompat dari baris {expected - 1} ke baris {row.id}.",
                f"The trail jumps from row {expected - 1} to row {row.id}.",
            )  # fmt: skip
        if row.sidik != sidik_baris(row):
            yield Cacat(
                "jejak", row.id, f"Baris jejak {row.id} diubah: sidiknya tidak cocok.",
                f"Row {row.id} of the trail was edited: its hash does not fit.",
            )  # fmt: skip
        if row.sebelum != before:
            yield Cacat(
                "jejak", row.id, f"Baris jejak {row.id} tidak menyambung ke baris sebelumnya.",
                f"Row {row.id} of the trail does not link to the row before it.",
            )  # fmt: skip
        before, expected = row.sidik, row.id + 1


def _tabel(ledger: Ledger) -> Iterator[Cacat]:
    """Rows of the tables that are not what the trail says of them."""
    told: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in TABEL.values()}
    for event in ledger.jejak():
        try:
            for table, row in json.loads(event.rincian)["baris"]:
                told[table][row["id"]] = row
        except (ValueError, KeyError, TypeError):
            continue  # the chain has named this row already
    for kind, table in TABEL.items():
        have = {row.id: asdict(row) for row in ledger.semua(kind)}
        for number in sorted(told[table].keys() | have.keys()):
            wanted, found = told[table].get(number), have.get(number)
            if wanted == found:
                continue
            if wanted is None:
                words = ("tidak pernah dicatat di jejak", "was never recorded in the trail")
            elif found is None:
                words = ("dihapus", "was deleted")
            else:
                keys = ", ".join(k for k in wanted if wanted[k] != found.get(k))
                words = (f"diubah di luar Notula ({keys})", f"was edited outside Notula ({keys})")
            yield Cacat(
                table, number, f"Baris {number} tabel {table} {words[0]}.", f"Row {number} of table {table} {words[1]}."
            )  # fmt: skip


def _memuat(trail: dict[int, str], number: int, head: str) -> bool:
    return trail.get(number, PERTAMA if number == 0 else "") == head


def _cadangan(ledger: Ledger, trail: dict[int, str], workspace: Workspace) -> Iterator[Cacat]:
    """Backups whose last row is no longer in the trail, that cannot be read, or that were edited since."""
    told = {}
    for row in ledger.jejak(peristiwa=DICADANGKAN):
        try:
            said = json.loads(row.rincian)["catatan"]
            told[said["berkas"]] = said["sidik"]
        except (ValueError, KeyError, TypeError):
            continue  # the chain has named this row already
    for file in cadangan(workspace):
        shown = workspace.shown(file)
        head = kepala_cadangan(file)
        if head is None:
            yield Cacat(shown, None, f"Cadangan {shown} rusak.", f"Backup {shown} is damaged.")
        elif not _memuat(trail, *head):
            yield Cacat(
                shown, head[0],
                f"Baris jejak {head[0]} pada cadangan {shown} tidak ada lagi di register: jejak dipotong atau ditulis ulang.",
                f"Row {head[0]} of the trail in backup {shown} is no longer in the register: the trail was cut off or "
                "written anew.",
            )  # fmt: skip
        elif file.name in told and sidik(file.read_bytes()) != told[file.name]:
            yield Cacat(
                shown, None, f"Cadangan {shown} berubah sejak dibuat.", f"Backup {shown} changed since it was made."
            )  # fmt: skip
