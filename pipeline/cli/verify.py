"""`notula verify`: is a PDF genuine, by itself, on any machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import report
from pipeline.cli.context import OUT, Exit, options
from pipeline.cli.environment import need_pango
from pipeline.workspace import find

if TYPE_CHECKING:
    from asn1crypto import x509

    from pipeline.verify.laporan import Laporan


def verify(
    ctx: typer.Context,
    berkas: Annotated[list[Path], typer.Argument(help="Berkas PDF.")],
    akar: Annotated[
        list[Path] | None, typer.Option("--akar", help="Sertifikat akar yang dipercaya (PEM).")
    ] = None,
    daring: Annotated[
        bool, typer.Option("--daring", help="Tanyakan pencabutan kepada penerbit lewat internet.")
    ] = False,
) -> None:
    """Periksa keaslian PDF: siapa menandatangani, kapan, dan apakah isinya berubah."""
    from pipeline.verify.cetak import cetak, sebagai_json
    from pipeline.verify.laporan import Putusan
    from pipeline.verify.putusan import baik
    from pipeline.verify.terpisah import periksa_terpisah

    opts = options(ctx)
    need_pango(ctx)
    roots = _akar(ctx, akar or ())
    reports: list[Laporan] = []
    for file in berkas:
        try:
            data = file.read_bytes()
        except OSError as e:
            raise OSError(e.errno, e.strerror, str(file)) from None
        made = periksa_terpisah(data, str(file), roots, daring)
        reports.append(made)
        if opts.format == "text" and not (opts.quiet and baik(made)):
            cetak(made, OUT, opts.lang)
    if opts.format == "json":
        print(json.dumps([sebagai_json(r, opts.lang) for r in reports], ensure_ascii=False, indent=2))
    elif opts.format == "sarif":
        found = [f for r in reports for f in r.temuan]
        print(json.dumps(report.as_sarif(found, opts.lang, Path.cwd()), ensure_ascii=False, indent=2))
    if any(r.putusan is Putusan.BUKAN_PDF for r in reports):
        raise typer.Exit(Exit.USAGE)
    if not all(baik(r) for r in reports):
        raise typer.Exit(Exit.FINDINGS)


def _akar(ctx: typer.Context, files: Sequence[Path]) -> list[x509.Certificate]:
    """The roots that were named, and those of the workspace where there is one; a usage error for no root."""
    from pipeline.read import read
    from pipeline.record.tanda_tangan import PengaturanTandaTangan
    from pipeline.sign.rantai import baca_sertifikat
    from pipeline.sign.salah import SignFault

    opts = options(ctx)
    space = find(opts.folder)
    try:
        found = baca_sertifikat((str(f) for f in files), Path())
        if space is not None and (file := space.inputs / "tanda-tangan.yaml").is_file():
            found += baca_sertifikat(read(file, PengaturanTandaTangan).value.akar, space.root)
    except SignFault as e:
        raise typer.BadParameter(e.say(opts.lang)) from None
    return found
