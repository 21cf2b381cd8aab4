"""What a build or a check shows in the end."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.build.hasil import Result
from pipeline.build.kerja import Ringkasan
from pipeline.cli.keluaran import OUT, Options, cetak_temuan
from pipeline.findings import in_order
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from rich.table import Table

BARIS_PENUH = 40
"""Up to so many records each has its row; beyond, those that are as they were are only counted."""


def bangunan(opts: Options, space: Workspace, made: Ringkasan) -> None:
    """Findings and the table of a build; of a large workspace, only what is new or wrong."""
    if opts.format == "json":
        _json(opts, made)
        return
    small = len(made.asal) <= BARIS_PENUH
    wanted = [n for n in made.asal if small or n in made.baru or made.tetap[n][0]]
    results = made.hasil(wanted)
    if findings := [*made.bersama, *(f for r in results for f in r.findings)]:
        cetak_temuan(opts, findings, space.root)
    if opts.format != "text" or opts.quiet:
        return
    if not made.asal:
        OUT.print(
            opts.say(
                "Belum ada rekaman di inputs/rapat/. Buat dengan “notula new”.",
                "There are no records in inputs/rapat/ yet. Make one with “notula new”.",
            )
        )
        return
    if results[:BARIS_PENUH]:
        OUT.print(_table(results[:BARIS_PENUH], opts))
    if not small:
        sys.stdout.write(_ringkas(made, results, opts))


def _ringkas(made: Ringkasan, shown: list[Result], opts: Options) -> str:
    """What a large workspace came to, in a line or two."""
    errors, warnings = made.hitung
    for r in made.baru.values():
        counts = Counter(f.severity.value for f in r.findings)
        errors, warnings = errors + counts["galat"], warnings + counts["peringatan"]
    more = len(shown) - BARIS_PENUH
    rest = opts.say(f"… dan {more} rekaman lagi.\n", f"… and {more} more records.\n") if more > 0 else ""
    return rest + opts.say(
        f"{len(made.asal)} rekaman: {len(made.baru)} dikerjakan, {len(made.tetap)} tidak berubah; "
        f"{errors} galat, {warnings} peringatan. Semua temuan: notula check\n",
        f"{len(made.asal)} records: {len(made.baru)} done, {len(made.tetap)} unchanged; "
        f"{errors} errors, {warnings} warnings. All findings: notula check\n",
    )


def _json(opts: Options, made: Ringkasan) -> None:
    """The last event of a build: everything."""
    from pipeline import report

    results = made.hasil()
    findings = [*made.bersama, *(f for r in results for f in r.findings)]
    last = {
        "peristiwa": "selesai",
        "dikerjakan": len(made.baru),
        "tetap": len(made.tetap),
        "rapat": [data(r) for r in results],
        "temuan": report.as_json(findings, opts.lang),
    }
    print(json.dumps(last, ensure_ascii=False))


def data(r: Result) -> dict[str, object]:
    """A result as plain data."""
    return {
        "rekaman": r.file,
        "judul": r.judul,
        "status": r.status,
        "kosong": list(r.gaps),
        "berkas": list(r.files),
        "ditulis": list(r.written),
    }


def _table(results: list[Result], opts: Options) -> Table:
    """Meeting, state, findings, files; a draft's row names its gaps."""
    from rich.table import Table
    from rich.text import Text

    from pipeline.findings import CONTROL, Severity

    say = opts.say
    table = Table(show_lines=True, expand=False)
    for head in (say("Rapat", "Meeting"), "Status", say("Temuan", "Findings"), say("Berkas", "Files")):
        table.add_column(head, overflow="fold")
    for r in results:
        counts = Counter(f.severity for f in r.findings)
        errors, warnings = counts[Severity.GALAT], counts[Severity.PERINGATAN]
        found = Text()
        if errors:
            found.append(f"{errors} {say('galat', 'errors')}", "bold red")
        if warnings:
            found.append(", " if errors else "")
            found.append(f"{warnings} {say('peringatan', 'warnings')}", "yellow")
        if not errors and not warnings:
            found.append(say("tidak ada", "none"), "green")
        if r.gaps:
            found.append(f"\n{say('kosong', 'missing')}: {', '.join(r.gaps)}", "yellow")
        made = _files(r.files) or say("tidak dibuat", "not made")
        named = Text(f"{CONTROL.sub('�', r.judul)}\n{CONTROL.sub('�', r.file)}")  # never as markup
        table.add_row(named, Text(r.status), found, Text(made))
    return table


def _files(files: tuple[str, ...]) -> str:
    """The folder once, then the names: paths fit a narrow terminal and can be copied."""
    folders = dict.fromkeys(f.rpartition("/")[0] for f in files)
    names = {d: ", ".join(f.rpartition("/")[2] for f in files if f.rpartition("/")[0] == d) for d in folders}
    return "\n".join(f"{d}/: {n}" for d, n in names.items())


def pemeriksaan(opts: Options, space: Workspace, made: Ringkasan) -> None:
    """All findings of a check, and their number."""
    wanted = [n for n in made.asal if n in made.baru or any(made.tetap[n])]
    found = in_order([*made.bersama, *(f for r in made.hasil(wanted) for f in r.findings)])
    cetak_temuan(opts, found, space.root)
    if opts.format == "text" and not opts.quiet:
        errors = sum(f.severity.value == "galat" for f in found)
        warnings = len(found) - errors
        print(
            opts.say(
                f"{len(made.asal)} rekaman diperiksa: {errors} galat, {warnings} peringatan.",
                f"{len(made.asal)} records checked: {errors} errors, {warnings} warnings.",
            )
        )
