"""`notula build`: every record's documents, one table."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline import report
from pipeline.cli.context import ERR, OUT, Options, chosen, leave, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.findings import Finding, Severity

Files = Annotated[list[Path] | None, typer.Argument(help="Rekaman; tanpa ini, semua di inputs/rapat/.")]


def build(
    ctx: typer.Context,
    rekaman: Files = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Banyak pekerja; 0: sebanyak inti.")] = 0,
) -> None:
    """Buat naskah Word dan PDF dari rekaman rapat ke folder build/."""
    need_pango(ctx)
    from pipeline.build import Result, workers
    from pipeline.build import build as make

    opts, space = options(ctx), workspace(ctx)
    files = chosen(space, rekaman)
    total = len(files) if files is not None else len(space.records())
    visible = ERR.is_terminal and opts.format == "text" and not opts.quiet and total > 1
    with Progress(
        TextColumn(opts.say("Membuat naskah", "Building")),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=ERR,
        transient=True,
        disable=not visible,
    ) as bar:
        task = bar.add_task("", total=total)

        def done(_: Result) -> None:
            bar.advance(task)

        results, shared = make(space, files, jobs or workers(), done)
    findings = [*shared, *(f for r in results for f in r.findings)]
    if opts.format == "json":
        print(json.dumps(_data(results, findings, opts), ensure_ascii=False, indent=2))
    else:
        show(ctx, findings, space.root)
    if opts.format == "text" and not opts.quiet:
        if results:
            OUT.print(_table(results, opts))
        else:
            OUT.print(
                opts.say(
                    "Belum ada rekaman di inputs/rapat/. Buat dengan “notula new”.",
                    "There are no records in inputs/rapat/ yet. Make one with “notula new”.",
                )
            )
    leave(findings)


def _data(results: list, findings: list[Finding], opts: Options) -> dict[str, object]:  # type: ignore[type-arg]
    return {
        "rapat": [
            {
                "rekaman": r.file,
                "judul": r.judul,
                "status": r.status,
                "kosong": list(r.gaps),
                "berkas": list(r.files),
                "ditulis": list(r.written),
            }
            for r in results
        ],
        "temuan": report.as_json(findings, opts.lang),
    }


def _table(results: list, opts: Options) -> Table:  # type: ignore[type-arg]
    """Meeting, state, findings, files; a draft's row names its gaps."""
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
        table.add_row(f"{r.judul}\n{r.file}", r.status, found, made)
    return table


def _files(files: tuple[str, ...]) -> str:
    """The folder once, then the names: paths fit a narrow terminal and can be copied."""
    folders = dict.fromkeys(f.rpartition("/")[0] for f in files)
    names = {d: ", ".join(f.rpartition("/")[2] for f in files if f.rpartition("/")[0] == d) for d in folders}
    return "\n".join(f"{d}/: {n}" for d, n in names.items())
