"""`notula terima`: take in the scan of a signed document."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.context import options, workspace
from pipeline.cli.register import Oleh, acuan, bukti, kata, siapa, terjaga

_REKAMAN = (".yaml", ".yml")
_PINDAIAN = (".pdf", ".png", ".jpg", ".jpeg")


def terima(
    ctx: typer.Context,
    pindaian: Annotated[Path, typer.Argument(help="Pindaian bertanda tangan: PDF, PNG, atau JPEG.")],
    rekaman: Annotated[Path, typer.Argument(help="Rekaman naskah yang ditandatangani.")],
    jenis: Annotated[str, typer.Option(help="notula atau laporan, bila rekaman memuat keduanya.")] = "",
    ganti: Annotated[
        bool, typer.Option("--ganti", help="Pindaian yang lebih baik; yang lama tetap disimpan.")
    ] = False,
    alasan: Annotated[str, typer.Option(help="Alasan penggantian, untuk --ganti.")] = "",
    oleh: Oleh = "",
) -> None:
    """Ambil pindaian naskah bertanda tangan basah ke resmi/, di samping naskah aslinya."""
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.langkah import pilih
    from pipeline.ledger.terima import pindaian as baca
    from pipeline.ledger.terima import terima as ambil

    opts, space = options(ctx), workspace(ctx)
    if pindaian.suffix in _REKAMAN or rekaman.suffix.lower() in _PINDAIAN:
        raise typer.BadParameter(
            opts.say(
                "urutannya: notula terima PINDAIAN REKAMAN, mis. notula terima pindai.pdf rapat.",
                "the order is: notula terima SCAN RECORD, e.g. notula terima scan.pdf rapat.",
            )
        )
    who = siapa(ctx, oleh)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, rekaman, reference)
        kinds = pilih(proof, (jenis,) if jenis else ())
        if len(kinds) != 1:
            listed = ", ".join(kinds)
            raise Tolakan(
                f"Sebut dokumen yang dipindai dengan --jenis ({listed}).",
                f"Name the scanned document with --jenis ({listed}).",
            )
        scan = baca(pindaian, space.akar(pindaian))
        with buka(space) as ledger:
            row = ambil(ledger, proof, kinds[0], scan, who, alasan if ganti else None)
    kata(
        ctx, asdict(row),
        opts.say(f"Disimpan: {row.berkas}", f"Kept: {row.berkas}"),
        opts.say(f"Sidik SHA-256: {row.sidik}", f"SHA-256: {row.sidik}"),
        opts.say(f"Naskah asli: {row.asal}", f"Original: {row.asal}"),
    )  # fmt: skip
