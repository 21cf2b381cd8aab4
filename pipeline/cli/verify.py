"""`notula verify`: is a PDF genuine, by itself, on any machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import report
from pipeline.berkas import isi
from pipeline.cli.context import ERR, OUT, Exit, options
from pipeline.cli.environment import need_pango
from pipeline.findings import Finding
from pipeline.workspace import tak_terbaca

if TYPE_CHECKING:
    from asn1crypto import x509

    from pipeline.verify.laporan import Laporan

FOLDER = "folder akar Anda (Linux: ~/.config/notula/akar)"
_SERTIFIKAT = frozenset({".pem", ".crt", ".cer", ".der"})


def verify(
    ctx: typer.Context,
    berkas: Annotated[list[Path], typer.Argument(help="Berkas PDF.")],
    akar: Annotated[
        list[Path] | None,
        typer.Option(
            "--akar", help=f"Sertifikat akar yang dipercaya (PEM), di samping yang ada di {FOLDER}."
        ),
    ] = None,
    daring: Annotated[
        bool, typer.Option("--daring", help="Tanyakan pencabutan kepada penerbit lewat internet.")
    ] = False,
    dalam: Annotated[
        bool,
        typer.Option("--jaringan-dalam", help="Seperti --daring, juga ke alamat di jaringan sendiri."),
    ] = False,
) -> None:
    """Periksa keaslian PDF: siapa menandatangani, kapan, dan apakah isinya berubah."""
    from pipeline.verify.cetak import cetak, sebagai_json
    from pipeline.verify.jaringan import Jaringan
    from pipeline.verify.laporan import Putusan
    from pipeline.verify.putusan import baik
    from pipeline.verify.terpisah import periksa_terpisah

    opts = options(ctx)
    need_pango(ctx)
    roots = _akar(ctx, akar or ())
    network = Jaringan.DALAM if dalam else Jaringan.INTERNET if daring else Jaringan.LURING
    reports: list[Laporan] = []
    unread: list[Finding] = []
    for file in berkas:
        try:
            data = isi(file)
        except OSError as e:
            unread.append(tak_terbaca(str(file), e))
            continue
        made = periksa_terpisah(data, str(file), [cert for _, cert in roots], network)
        origin = {cert.sha256.hex(): name for name, cert in roots}
        made = replace(made, akar=tuple(replace(r, asal=origin.get(r.sha256, "")) for r in made.akar))
        reports.append(made)
        if opts.format == "text" and not (opts.quiet and baik(made)):
            cetak(made, OUT, opts.lang)
    if opts.format == "json":
        print(json.dumps([sebagai_json(r, opts.lang) for r in reports], ensure_ascii=False, indent=2))
    elif opts.format == "sarif":
        found = [*unread, *(f for r in reports for f in r.temuan)]
        print(json.dumps(report.as_sarif(found, opts.lang, Path.cwd()), ensure_ascii=False, indent=2))
    for f in unread:
        ERR.print(f"{f.place} {f.code} galat  {f.message(opts.lang)}", soft_wrap=True, markup=False)
    if unread or any(r.putusan is Putusan.BUKAN_PDF for r in reports):
        raise typer.Exit(Exit.USAGE)
    if not all(baik(r) for r in reports):
        raise typer.Exit(Exit.FINDINGS)


def _akar(ctx: typer.Context, named: Sequence[Path]) -> list[tuple[str, x509.Certificate]]:
    """The roots that the user named or keeps, each with its file; a usage error for what is no root.

    No other folder is asked: the current one may be what a stranger sent.
    """
    from pipeline.sign.rantai import baca_sertifikat
    from pipeline.sign.salah import SignFault

    kept = sorted(f for f in folder_akar().glob("*") if f.suffix.lower() in _SERTIFIKAT)
    try:
        return [(str(f), cert) for f in (*kept, *named) for cert in baca_sertifikat([str(f)], Path())]
    except SignFault as e:
        raise typer.BadParameter(e.say(options(ctx).lang)) from None


def folder_akar() -> Path:
    """The folder in which a user of this machine keeps the roots they trust."""
    return Path(typer.get_app_dir("notula")) / "akar"
