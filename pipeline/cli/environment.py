"""What a run needs of the machine, said in one sentence where it is absent."""

from __future__ import annotations

import sys

import typer

from pipeline.cli.context import ERR, Exit, options


def need_pango(ctx: typer.Context) -> None:
    """End with exit code 3 and the mending command where WeasyPrint cannot load Pango."""
    try:
        import weasyprint  # noqa: F401
    except (OSError, ImportError) as e:
        opts = options(ctx)
        commands = {
            "darwin": "brew install pango",
            "win32": "pacman -S mingw-w64-x86_64-pango (MSYS2)",
        }
        mend = commands.get(
            sys.platform, "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        ERR.print(
            opts.say(
                f"Pustaka Pango belum terpasang, jadi PDF tidak dapat dibuat; pasang dengan: {mend}",
                f"The Pango library is not installed, so no PDF can be made; install it with: {mend}",
            ),
            soft_wrap=True,
        )
        if opts.debug:
            ERR.print(str(e))
        raise typer.Exit(Exit.ENVIRONMENT) from e
