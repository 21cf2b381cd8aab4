"""`notula init`: a new workspace, with the package's defaults to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.bawaan import bawaan
from pipeline.cli.context import OUT, options
from pipeline.skema import SKEMA, schema_text
from pipeline.write import write_whole

_CONTOH = "2026-11-24-rakor-pug-contoh.yaml"


def init(
    ctx: typer.Context, folder: Annotated[Path, typer.Argument(help="Folder ruang kerja baru.")]
) -> None:
    """Buat ruang kerja baru: kop, profil, templat, skema, dan satu rekaman contoh."""
    opts = options(ctx)
    if (folder / "inputs").exists():
        raise typer.BadParameter(
            opts.say(f"{folder} sudah berisi ruang kerja.", f"{folder} holds a workspace already.")
        )
    source = bawaan()
    wanted = [
        *(source / "inputs" / "instansi").iterdir(),
        *(source / "inputs" / "profil").iterdir(),
        *(source / "templates" / "docx").glob("*.docx"),
        *(source / "templates" / "html").iterdir(),
        *(source / "templates" / "register").iterdir(),
        source / "inputs" / "rapat" / _CONTOH,
        source / "inputs" / "tanda-tangan.contoh.yaml",
    ]
    for file in wanted:
        write_whole(folder / file.relative_to(source), file.read_bytes())
    for name in SKEMA:
        write_whole(folder / "inputs" / "skema" / f"{name}.schema.json", schema_text(name).encode())
    OUT.print(
        opts.say(
            f"Ruang kerja dibuat di {folder}. Berikutnya: cd {folder}, lalu “notula new”, lalu “notula build”.",
            f"Workspace made at {folder}. Next: cd {folder}, then “notula new”, then “notula build”.",
        ),
        soft_wrap=True,
    )
