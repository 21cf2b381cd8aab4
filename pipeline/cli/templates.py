"""`notula templates check`: what templates ask for in vain, and what they forget."""

from __future__ import annotations

import typer

from pipeline.cli.context import OUT, leave, options, show, workspace

app = typer.Typer(help="Templat Word dan HTML.")


@app.callback()
def _group() -> None:
    """Templat Word dan HTML."""


@app.command("check")
def check(ctx: typer.Context) -> None:
    """Periksa semua templat: variabel yang tidak ada, dan fakta yang terlupa."""
    from pipeline.render.lint import check_templates

    opts, space = options(ctx), workspace(ctx)
    found = check_templates(space.templates)
    show(ctx, found, space.root)
    if not found and opts.format == "text" and not opts.quiet:
        OUT.print(opts.say("Semua templat baik.", "All templates are sound."))
    leave(found)
