"""`notula skema`: JSON Schemas that editors complete and squiggle by."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.context import OUT, options, workspace
from pipeline.skema import SKEMA, schema_text
from pipeline.write import write_whole


def skema(
    ctx: typer.Context,
    stdout: Annotated[str, typer.Option("--stdout", help="Cetak satu skema: rapat, instansi, profil.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Hanya periksa apakah skema mutakhir.")] = False,
) -> None:
    """Tulis skema JSON rekaman, kop, dan profil ke inputs/skema/."""
    opts = options(ctx)
    if stdout:
        if stdout not in SKEMA:
            raise typer.BadParameter(
                opts.say(f"pilih salah satu: {', '.join(SKEMA)}", f"choose one of: {', '.join(SKEMA)}")
            )
        print(schema_text(stdout), end="")
        return
    space = workspace(ctx)
    stale = False
    for name in SKEMA:
        file = space.inputs / "skema" / f"{name}.schema.json"
        text = schema_text(name).encode()
        if check:
            stale |= not file.is_file() or file.read_bytes() != text
        elif write_whole(file, text) and not opts.quiet:
            OUT.print(space.shown(file))
    if stale:
        OUT.print(
            opts.say(
                "Skema belum mutakhir; jalankan “notula skema”.", "Schemas are stale; run “notula skema”."
            )
        )
        raise typer.Exit(1)
