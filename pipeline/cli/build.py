"""`notula build`: every record's documents, one table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline.cli.context import ERR, Exit, chosen, options, workspace

Files = Annotated[list[Path] | None, typer.Argument(help="Rekaman; tanpa ini, semua di inputs/rapat/.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Banyak pekerja; 0: sebanyak inti.")]


def build(
    ctx: typer.Context,
    rekaman: Files = None,
    jobs: Jobs = 0,
    penjadwal: Annotated[
        str | None,
        typer.Option(
            "--scheduler", help="Alamat penjadwal Dask, mis. tcp://10.0.0.1:8786: pekerja di banyak mesin."
        ),
    ] = None,
    publik: Annotated[
        bool, typer.Option("--publik", help="Buat salinan publik (data pribadi disamarkan) ke build/publik/.")
    ] = False,
) -> None:
    """Buat naskah Word dan PDF dari rekaman rapat ke folder build/."""
    if publik:
        from pipeline.cli.environment import need_pango
        from pipeline.cli.publik import publik as salin

        need_pango(ctx)
        salin(ctx, rekaman)
        return
    from pipeline.build.hangat import TanpaPango
    from pipeline.build.hasil import KlusterGagal
    from pipeline.build.kerja import bangun
    from pipeline.cli.kemajuan import kabar, visible
    from pipeline.cli.tampil import bangunan

    opts, space = options(ctx), workspace(ctx)
    files = chosen(space, rekaman)
    if penjadwal is not None and visible(opts):  # it may take half a minute to be there
        ERR.print(
            opts.say(f"Menghubungi penjadwal {penjadwal} …", f"Contacting the scheduler {penjadwal} …"),
            soft_wrap=True, markup=False,
        )  # fmt: skip
    try:
        with kabar(opts, opts.say("Membuat naskah", "Building"), peristiwa=True) as follower:
            made = bangun(space, files, jobs, follower, penjadwal)
    except TanpaPango:
        from pipeline.cli.environment import need_pango

        need_pango(ctx)
        raise
    except ImportError as e:
        if penjadwal is None or (e.name or "").partition(".")[0] not in ("dask", "distributed"):
            raise
        _gagal(
            opts.say(
                "--scheduler memerlukan Dask; pasang dengan: pip install 'notula[dask]'",
                "--scheduler needs Dask; install it with: pip install 'notula[dask]'",
            )
        )
    except KlusterGagal as e:
        _gagal(opts.say(e.id, e.en))
    bangunan(opts, space, made)
    if made.ada_galat:
        raise typer.Exit(Exit.FINDINGS)


def _gagal(sentence: str) -> NoReturn:
    ERR.print(sentence, soft_wrap=True, markup=False)
    raise typer.Exit(Exit.ENVIRONMENT)
