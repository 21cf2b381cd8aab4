"""`notula check`: findings without making anything."""

from __future__ import annotations

import typer

from pipeline.cli.build import Files, Jobs
from pipeline.cli.context import Exit, chosen, options, workspace


def check(ctx: typer.Context, rekaman: Files = None, jobs: Jobs = 0) -> None:
    """Periksa rekaman tanpa membuat naskah."""
    from pipeline.build.kerja import periksa_semua
    from pipeline.cli.kemajuan import kabar
    from pipeline.cli.tampil import pemeriksaan

    opts, space = options(ctx), workspace(ctx)
    with kabar(opts, opts.say("Memeriksa", "Checking")) as follower:
        made = periksa_semua(space, chosen(space, rekaman), jobs, follower)
    pemeriksaan(opts, space, made)
    if made.ada_galat:
        raise typer.Exit(Exit.FINDINGS)
