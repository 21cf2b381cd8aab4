"""What every command shares: options, consoles, the workspace, exit codes."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

import typer

from pipeline.cli.keluaran import ERR as ERR
from pipeline.cli.keluaran import OUT as OUT
from pipeline.cli.keluaran import Exit as Exit
from pipeline.cli.keluaran import Format as Format
from pipeline.cli.keluaran import Options as Options
from pipeline.cli.keluaran import cetak_temuan
from pipeline.findings import Finding, has_errors
from pipeline.workspace import Workspace, find


def options(ctx: typer.Context) -> Options:
    """The options of this run."""
    found = ctx.find_object(Options)
    assert found is not None
    return found


def workspace(ctx: typer.Context) -> Workspace:
    """The workspace of this run; a usage error where there is none."""
    opts = options(ctx)
    found = find(opts.folder)
    if found is None:
        raise typer.BadParameter(
            opts.say(
                f"tidak ada ruang kerja di {opts.folder}: tidak ditemukan folder inputs/rapat. "
                "Buat dengan “notula init FOLDER”, atau tunjuk dengan -C.",
                f"no workspace at {opts.folder}: there is no inputs/rapat folder. "
                "Make one with “notula init FOLDER”, or point to it with -C.",
            )
        )
    return found


def show(ctx: typer.Context, findings: Iterable[Finding], root: Path) -> None:
    """Print findings in the format asked for."""
    cetak_temuan(options(ctx), findings, root)


def leave(findings: Iterable[Finding]) -> None:
    """End the command with the exit code of its findings."""
    if has_errors(findings):
        raise typer.Exit(Exit.FINDINGS)


def chosen(space: Workspace, files: list[Path] | None) -> list[Path] | None:
    """The files a user named, or None for all; a folder stands for the records in it.

    A path is looked for from the current folder first, then from the workspace's root.
    """
    if not files:
        return None
    out: list[Path] = []
    for named in files:
        f = named if named.exists() or named.is_absolute() else space.root / named
        out += sorted(f.glob("*.yaml")) if f.is_dir() else [f]
    return [Path(p).absolute() for p in out]


def record_file(space: Workspace, named: Path) -> Path:
    """The one record meant by a path or by its bare name in `inputs/rapat/`; it need not exist."""
    own = space.inputs / "rapat" / f"{named.name}.yaml"
    found = chosen(space, [named])
    return own if not (found and found[0].exists()) and own.exists() else (found or [named])[0]


_LIBRARIES = ("pyhanko", "pyhanko_certvalidator", "asyncio", "aiohttp")


def hush(*, debug: bool) -> None:
    """Keep the logs of signing libraries off the screen: what they refuse, our sentences say.

    They log tracebacks of errors that they raise as well. With `--debug` they are shown.
    """
    if debug:
        logging.basicConfig()
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        logger.propagate = debug
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
