"""`notula pejabat impor`: officials of a list into the directory, shown before they are written."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.batas import TerlaluLama, terbatas
from pipeline.berkas import TakDibaca, isi
from pipeline.cli.context import ERR, OUT, Exit, leave, options, workspace
from pipeline.findings import Finding, Place
from pipeline.workspace import S007, nama_aneh, tak_terbaca

app = typer.Typer(help="Direktori pejabat.")


@app.callback()
def _group() -> None:
    """Direktori pejabat."""


@app.command("impor")
def impor(
    ctx: typer.Context,
    daftar: Annotated[Path, typer.Argument(help="Daftar pejabat XLSX atau CSV.")],
    ya: Annotated[bool, typer.Option("--ya", help="Tulis tanpa bertanya.")] = False,
) -> None:
    """Tambahkan pejabat dari daftar Excel atau CSV ke inputs/pejabat.yaml."""
    from pipeline.checks.impor import I004
    from pipeline.cli.impor import terlalu_rumit, tolak
    from pipeline.cli.impor_hadir import DETIK_DAFTAR, setuju, simpan
    from pipeline.impor.baca import bita
    from pipeline.impor.pejabat import tambahkan
    from pipeline.impor.sumber import Ditolak

    opts, space = options(ctx), workspace(ctx)
    target = space.inputs / "pejabat.yaml"
    source = daftar if daftar.exists() or daftar.is_absolute() else space.root / daftar
    shown = space.shown(target)
    if nama_aneh(source):
        tolak(ctx, S007.at(Place(space.shown(source)), berkas=space.shown(source)), space)
    try:
        there = target.exists()
        raw = isi(target, space.root) if there else b""
        old = raw.decode("utf-8-sig")
        with terbatas(DETIK_DAFTAR):
            result = tambahkan(
                bita(source, space.akar(source)), source.name, source.suffix.lower(), old, shown
            )
    except UnicodeDecodeError:
        ERR.print(opts.say(f"{shown} bukan teks UTF-8; simpan ulang dahulu.", f"{shown} is not UTF-8 text."))
        raise typer.Exit(Exit.FINDINGS) from None
    except Ditolak as e:
        tolak(ctx, I004.at(Place(space.shown(source)), kalimat=e.id, kalimat_en=e.en), space)
    except (TerlaluLama, MemoryError):
        tolak(ctx, terlalu_rumit(space, source), space)
    except TakDibaca as e:
        tolak(ctx, tak_terbaca(space.shown(Path(e.filename)), e), space)
    diff = list(
        difflib.unified_diff(old.splitlines(), result.teks.splitlines(), shown, shown, lineterm="", n=1)
    )
    if opts.format == "text":
        for id_, en in result.catatan:
            print(opts.say(id_, en))
        print("\n".join(diff))
    else:
        said = [opts.say(id_, en) for id_, en in result.catatan]
        data = {"ditambah": list(result.ditambah), "catatan": said, "perubahan": diff}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    if not result.ditambah:
        return
    if not ya and not setuju(opts):
        raise typer.Exit(Exit.FINDINGS)
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    simpan(opts, target, raw if there else None, mark + result.teks.encode(), shown)
    if opts.format == "text":
        count = len(result.ditambah)
        OUT.print(
            opts.say(f"{count} pejabat ditambahkan ke {shown}.", f"{count} officials added to {shown}.")
        )


@app.command("check")
def check(ctx: typer.Context) -> None:
    """Periksa direktori: kunci, NIP, pangkat, gelar, dan masa jabatan."""
    from pipeline.cli.context import show
    from pipeline.load import load_reference

    opts, space = options(ctx), workspace(ctx)
    place = space.shown(space.inputs / "pejabat.yaml")
    found: list[Finding] = [f for f in load_reference(space.inputs, space.shown)[1] if f.place.file == place]
    show(ctx, found, space.root)
    if not found and opts.format == "text" and not opts.quiet:
        OUT.print(opts.say("Direktori pejabat baik.", "The directory of officials is sound."))
    leave(found)
