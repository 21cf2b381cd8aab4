"""`notula verify`: is a PDF genuine, by itself, on any machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from asn1crypto import pem, x509

from pipeline import report
from pipeline.cli.context import OUT, Exit, options
from pipeline.cli.environment import need_pango
from pipeline.verify.cetak import cetak, sebagai_json
from pipeline.verify.laporan import Laporan, Putusan
from pipeline.verify.putusan import baik
from pipeline.verify.terpisah import periksa_terpisah


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
    opts = options(ctx)
    need_pango(ctx)
    roots = [c for file in akar or () for c in _akar(ctx, file)]
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


def _akar(ctx: typer.Context, file: Path) -> list[x509.Certificate]:
    """The certificates of a PEM or DER file; a usage error where it holds none."""
    data = file.read_bytes()
    try:
        if pem.detect(data):
            found = [x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)]
        else:
            found = [x509.Certificate.load(data, strict=True)]
        _ = [c.subject.native for c in found]
    except (ValueError, TypeError):
        opts = options(ctx)
        raise typer.BadParameter(
            opts.say(f"--akar: {file} bukan sertifikat.", f"--akar: {file} is no certificate.")
        ) from None
    return found
