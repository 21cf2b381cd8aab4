"""`notula check`: findings without making anything."""

from __future__ import annotations

from collections import Counter

import typer

from pipeline.cli.build import Files
from pipeline.cli.context import OUT, chosen, leave, options, show, workspace
from pipeline.findings import Finding, Severity, in_order


def check(ctx: typer.Context, rekaman: Files = None) -> None:
    """Periksa rekaman tanpa membuat naskah."""
    from pipeline.build import examine
    from pipeline.load import load_reference

    opts, space = options(ctx), workspace(ctx)
    reference, shared = load_reference(space.inputs, space.shown)
    found: list[Finding] = list(shared)
    named = chosen(space, rekaman)
    files = space.records() if named is None else named
    for file in files:
        found += examine(space, file, reference)[1]
    found = in_order(found)
    show(ctx, found, space.root)
    if opts.format == "text" and not opts.quiet:
        counts = Counter(f.severity for f in found)
        errors, warnings = counts[Severity.GALAT], counts[Severity.PERINGATAN]
        OUT.print(
            opts.say(
                f"{len(files)} rekaman diperiksa: {errors} galat, {warnings} peringatan.",
                f"{len(files)} records checked: {errors} errors, {warnings} warnings.",
            )
        )
    leave(found)
