"""`notula nomor`: give, reserve and void numbers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.context import Exit, options, workspace
from pipeline.cli.register import Oleh, acuan, bukti, kata, peringatan, siapa, terjaga
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.record.record import Reference


def nomor(
    ctx: typer.Context,
    rekaman: Annotated[Path | None, typer.Argument(help="Rekaman yang diberi nomor.")] = None,
    pakai: Annotated[int | None, typer.Option(min=1, help="Pakai nomor urut yang sudah dipesan.")] = None,
    pesan: Annotated[int, typer.Option(help="Pesan sekian nomor berikutnya.")] = 0,
    untuk: Annotated[str, typer.Option(help="Untuk apa nomor dipesan.")] = "",
    batal: Annotated[str, typer.Option(metavar="NOMOR", help="Batalkan nomor ini.")] = "",
    alasan: Annotated[str, typer.Option(help="Alasan pembatalan.")] = "",
    instansi: Annotated[str, typer.Option(help="Kunci kop, untuk --pesan dan --batal.")] = "",
    tahun: Annotated[
        int | None, typer.Option(min=1900, max=9999, help="Tahun nomor, untuk --pesan dan --batal.")
    ] = None,
    oleh: Oleh = "",
) -> None:
    """Beri nomor pada rekaman, pesan nomor (--pesan), atau batalkan nomor (--batal)."""
    opts, space = options(ctx), workspace(ctx)
    if sum((rekaman is not None, bool(pesan), bool(batal))) != 1:
        raise typer.BadParameter(
            opts.say(
                "sebut satu saja: REKAMAN, --pesan, atau --batal.", "give one of RECORD, --pesan, --batal."
            )
        )
    who = siapa(ctx, oleh)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        if rekaman is not None:
            _beri(ctx, space, reference, rekaman, who, pakai)
        elif pesan:
            _pesan(ctx, space, reference, instansi, tahun or date.today().year, pesan, untuk, who)
        else:
            _batal(ctx, space, reference, batal, alasan, instansi, tahun, who)


def _beri(
    ctx: typer.Context, space: Workspace, reference: Reference, named: Path, who: str, pakai: int | None
) -> None:
    from pipeline.ledger import buka
    from pipeline.ledger.langkah import berikutnya
    from pipeline.ledger.nomor import beri

    say = options(ctx).say
    proof = bukti(space, named, reference)
    with buka(space) as ledger:
        given = beri(ledger, proof, reference.instansi, who, pakai)
    text, shown = given.nomor.teks, space.shown(proof.record.file)
    data = {"rekaman": proof.rekaman, "nomor": text, "urut": given.nomor.urut, "tahun": given.nomor.tahun,
            "baru": given.baru, "ditulis": given.ditulis, "lompat": given.lompat, "bernomor": given.maju,
            "tertinggal": dict(given.tertinggal)}  # fmt: skip
    lines = [
        say(f"Nomor {text} diberikan kepada {shown}.", f"Number {text} given to {shown}.")
        if given.baru
        else say(f"Nomor {shown}: {text} (sudah diberikan).", f"Number of {shown}: {text} (given already).")
    ]
    if given.lompat:
        first, last = given.lompat
        lines.append(
            say(f"Perhatian: nomor urut {first} sampai {last} terlewat; nomor berikutnya {last + 2}. "
                "Bila salah ketik, batalkan dengan “notula nomor --batal”.",
                f"Mind: sequence numbers {first} to {last} were left out; the next will be {last + 2}. "
                "If that is a typing error, void it with “notula nomor --batal”.")
        )  # fmt: skip
    if given.ditulis:
        lines.append(
            say("Rekaman diperbarui; buat ulang naskahnya dengan “notula build”.",
                "The record was updated; make its documents again with “notula build”.")
        )  # fmt: skip
    kata(ctx, data, *lines)
    for jenis, state in given.tertinggal:
        peringatan(
            ctx,
            say(f"{jenis} {proof.rekaman} belum bernomor, masih {state}; langkah berikutnya: "
                f"{berikutnya(proof.rekaman, jenis, state)}.",
                f"{jenis} of {proof.rekaman} does not bear it yet, it is still {state}; the next step is "
                f"{berikutnya(proof.rekaman, jenis, state)}."),
        )  # fmt: skip
    if given.tertinggal and not (given.baru or given.ditulis or given.maju):
        raise typer.Exit(Exit.FINDINGS)  # nothing was done, and something is left to do


def _pesan(
    ctx: typer.Context,
    space: Workspace,
    reference: Reference,
    kop: str,
    year: int,
    count: int,
    why: str,
    who: str,
) -> None:
    from pipeline.ledger import buka
    from pipeline.ledger.nomor import pesan, urutan

    say = options(ctx).say
    order = urutan(reference.instansi, kop or _satu_kop(ctx, reference))
    with buka(space) as ledger:
        made = pesan(ledger, order, year, count, why, who)
    numbers = ", ".join(str(n.urut) for n in made)
    kata(
        ctx, [asdict(n) for n in made],
        say(f"Dipesan ({order.unit} {year}): nomor urut {numbers}.", f"Reserved ({order.unit} {year}): {numbers}."),
        say(f"Pakai dengan: notula nomor REKAMAN --pakai {made[0].urut}", f"Use with: notula nomor RECORD --pakai {made[0].urut}"),
    )  # fmt: skip


def _satu_kop(ctx: typer.Context, reference: Reference) -> str:
    """The letterhead where only one numbers."""
    keys = [k for k, v in sorted(reference.instansi.items()) if v.penomoran]
    if len(keys) != 1:
        listed = ", ".join(keys) or "–"
        raise typer.BadParameter(
            options(ctx).say(
                f"sebut kop dengan --instansi ({listed}).", f"name the letterhead with --instansi ({listed})."
            )
        )
    return keys[0]


def _batal(
    ctx: typer.Context, space: Workspace, reference: Reference, named: str, why: str, kop: str,
    year: int | None, who: str,
) -> None:  # fmt: skip
    from pipeline.ledger import buka
    from pipeline.ledger.basis import satu_baris
    from pipeline.ledger.nomor import batalkan, cari, urutan

    say = options(ctx).say
    order = urutan(reference.instansi, kop) if kop else None
    with buka(space, buat=False) as ledger:
        unit = order.milik(ledger).deret if order else None
        row = cari(ledger, satu_baris(named), unit, year)
        file = space.inputs / "rapat" / f"{row.rekaman}.yaml"
        proof = bukti(space, file, reference) if row.rekaman and file.is_file() else None
        done = batalkan(ledger, space, row, why, who, proof)
    shown = done.teks or str(done.urut)
    kata(
        ctx,
        asdict(done),
        say(f"Nomor {shown} dibatalkan: {done.alasan}.", f"Number {shown} voided: {done.alasan}."),
    )
