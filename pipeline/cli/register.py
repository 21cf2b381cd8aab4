"""What the commands of the register share: who acts, the record meant, refusals in one sentence."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.context import ERR, OUT, Exit, options, record_file, show
from pipeline.findings import Severity
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.ledger.langkah import Bukti
    from pipeline.record.record import Record, Reference

Oleh = Annotated[
    str,
    typer.Option("--oleh", envvar="NOTULA_OLEH", help="Siapa yang melakukan: “Nama, jabatan”."),
]
Jenis = Annotated[
    list[str] | None, typer.Option("--jenis", help="notula atau laporan; tanpa ini, yang mendapat giliran.")
]


@contextmanager
def terjaga(ctx: typer.Context) -> Iterator[None]:
    """Refusals and troubles of the register become one sentence and an exit code."""
    from pipeline.ledger import Gangguan, Masalah
    from pipeline.ledger.basis import LOG

    teller = _Menunggu(ctx)
    LOG.addHandler(teller)
    try:
        yield
    except Masalah as e:
        opts = options(ctx)
        sentence = opts.say(e.id, e.en)
        if opts.format == "text":
            ERR.print(sentence, soft_wrap=True, markup=False)
        else:
            print(json.dumps({"galat": sentence}, ensure_ascii=False))
        raise typer.Exit(Exit.ENVIRONMENT if isinstance(e, Gangguan) else Exit.FINDINGS) from e
    finally:
        LOG.removeHandler(teller)


class _Menunggu(logging.Handler):
    """Says on the error stream that the register is held by another."""

    def __init__(self, ctx: typer.Context) -> None:
        super().__init__()
        self.ctx = ctx

    def emit(self, record: logging.LogRecord) -> None:
        """The sentence of the register, or its English."""
        said = options(self.ctx).say(
            record.getMessage(), "The register is held by another program; waiting …"
        )
        ERR.print(said, soft_wrap=True, markup=False)


def siapa(ctx: typer.Context, oleh: str) -> str:
    """The name under which an act is recorded; asked for on a terminal, else a usage error."""
    from pipeline.ledger.basis import satu_baris

    opts = options(ctx)
    if not satu_baris(oleh) and sys.stdin.isatty() and opts.format == "text":
        oleh = typer.prompt(opts.say("Nama dan jabatan Anda", "Your name and office"))
    named = satu_baris(oleh)
    if not named:
        raise typer.BadParameter(
            opts.say(
                "sebut siapa yang melakukan dengan --oleh “Nama, jabatan” (atau NOTULA_OLEH).",
                "say who acts with --oleh “Name, office” (or NOTULA_OLEH).",
            )
        )
    return named


def bukti(space: Workspace, named: Path, reference: Reference) -> Bukti:
    """The record meant by a path or its bare name, with what the checks say. Raises Tolakan."""
    from pipeline.build import examine
    from pipeline.ledger import Tolakan
    from pipeline.ledger.langkah import Bukti

    file = record_file(space, named)
    if file.is_file() and file.resolve().parent != (space.inputs / "rapat").resolve():
        raise Tolakan(
            f"{space.shown(file)} tidak berada di inputs/rapat/; register hanya mencatat rekaman di sana.",
            f"{space.shown(file)} does not lie in inputs/rapat/; the register keeps only records from there.",
        )
    record, findings = examine(space, file, reference)
    if record is None:
        raise Tolakan(findings[0].message("id"), findings[0].message("en"))
    errors = sum(f.severity is Severity.GALAT for f in findings)
    return Bukti(space, record, errors or _galat_bila_final(record, reference))


def _galat_bila_final(record: Record, reference: Reference) -> int:
    """What would be errors if a draft were final: a draft full of gaps has not been checked by anybody."""
    from pipeline.checks import examine

    if record.rapat.status == "final":
        return 0
    final = replace(record, rapat=record.rapat.model_copy(update={"status": "final"}))
    return sum(f.severity is Severity.GALAT for f in examine(final, (), reference)[1])


def acuan(ctx: typer.Context, space: Workspace) -> Reference:
    """The letterheads and officials; their errors end the command."""
    from pipeline.load import load_reference

    reference, findings = load_reference(space.inputs, space.shown)
    if wrong := [f for f in findings if f.severity is Severity.GALAT]:
        show(ctx, wrong, space.root)
        raise typer.Exit(Exit.FINDINGS)
    return reference


def peringatan(ctx: typer.Context, sentence: str) -> None:
    """What is left to do, on the error stream; data says it by its keys."""
    if options(ctx).format == "text":
        ERR.print(sentence, soft_wrap=True, markup=False)


def kata(ctx: typer.Context, data: dict[str, Any] | list[Any], *sentences: str) -> None:
    """What was done: as data where JSON is asked for, else in sentences."""
    opts = options(ctx)
    if opts.format != "text":
        print(json.dumps(data, ensure_ascii=False, indent=2))
    elif not opts.quiet:
        for sentence in sentences:
            OUT.print(sentence, soft_wrap=True, markup=False)
