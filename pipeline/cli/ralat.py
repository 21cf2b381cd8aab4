"""`notula ralat`: start the correction of a signed record, or show what a correction changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.context import OUT, Exit, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.cli.register import Oleh, acuan, bukti, kata, siapa, terjaga

if TYPE_CHECKING:
    from pipeline.beda import Perubahan
    from pipeline.ledger.langkah import Bukti
    from pipeline.record.record import Reference


def ralat(
    ctx: typer.Context,
    rekaman: Annotated[Path, typer.Argument(help="Rekaman yang ditandatangani, atau ralatnya.")],
    alasan: Annotated[str, typer.Option(help="Mengapa diralat; dicetak pada naskah ralat.")] = "",
    oleh: Oleh = "",
) -> None:
    """Mulai ralat atas naskah yang sudah ditandatangani, atau tampilkan apa yang diubah sebuah ralat."""
    opts, space = options(ctx), workspace(ctx)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, rekaman, reference)
        if proof.record.rapat.ralat is not None and not alasan:
            _terdaftar(ctx, proof, oleh)
            _beda(ctx, proof, reference)
            return
        from pipeline.ledger import buka
        from pipeline.ledger.ralat import mulai

        who = siapa(ctx, oleh)
        with buka(space) as ledger:
            target = mulai(ledger, proof, alasan, who)
    shown = space.shown(target)
    kata(
        ctx, {"ralat": shown, "meralat": proof.rekaman},
        opts.say(f"Dibuat: {shown}, ralat atas {proof.rekaman}.", f"Made: {shown}, correcting {proof.rekaman}."),
        opts.say(
            f"Berikutnya: betulkan berkas itu, lalu “notula ralat {target.stem}” menampilkan perubahannya.",
            f"Next: correct that file, then “notula ralat {target.stem}” shows what it changes.",
        ),
    )  # fmt: skip


def _terdaftar(ctx: typer.Context, proof: Bukti, oleh: str) -> None:
    """Take up a correction that somebody made by hand."""
    from pipeline.ledger import buka
    from pipeline.ledger.ralat import akui
    from pipeline.ledger.rantai import rantai

    with buka(proof.workspace, buat=False) as ledger:
        if proof.rekaman not in {m.ralat for m in rantai(ledger)}:
            akui(ledger, proof, siapa(ctx, oleh))


def _beda(ctx: typer.Context, proof: Bukti, reference: Reference) -> None:
    from pipeline.beda import daftar
    from pipeline.compose import compose
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.perubahan_pdf import perubahan_pdf
    from pipeline.ledger.ralat import asli
    from pipeline.render import RenderFault
    from pipeline.write import write_whole

    space, said = proof.workspace, proof.record.rapat.ralat
    assert said is not None
    with buka(space, buat=False) as ledger:
        originals = asli(ledger, space, said.rekaman or "")
    if not originals:
        raise Tolakan(
            f"Naskah yang diralat, “{said.rekaman or '–'}”, tidak ada di register.",
            f"The corrected document, “{said.rekaman or '–'}”, is not in the register.",
        )
    need_pango(ctx)
    data: dict[str, Any] = {"rekaman": proof.rekaman, "meralat": said.rekaman, "naskah": {}}
    for jenis, (_, lama) in originals.items():
        if jenis not in proof.naskah:
            continue
        baru = compose(proof.record, reference, jenis)
        changed = daftar(lama, baru)
        page = space.build / proof.rekaman / f"perubahan-{jenis}.pdf"
        try:
            write_whole(page, perubahan_pdf(lama, baru, changed, space.templates))
        except RenderFault as e:
            show(ctx, e.findings, space.root)
            raise typer.Exit(Exit.FINDINGS) from e
        data["naskah"][jenis] = {
            "perubahan": [{"bagian": p.bagian, "semula": p.lama, "menjadi": p.baru} for p in changed],
            "halaman": space.shown(page),
        }
        if options(ctx).format == "text":
            _cetak(ctx, jenis, changed, space.shown(page))
    kata(ctx, data)


def _cetak(ctx: typer.Context, jenis: str, changed: list[Perubahan], page: str) -> None:
    from rich.text import Text

    say = options(ctx).say
    OUT.print(say(f"{jenis}: {len(changed)} perubahan", f"{jenis}: {len(changed)} changes"))
    for p in changed:
        line = Text(f"  {p.bagian}: ")
        for kind, words in p.kata:
            style = {"hapus": "red strike", "tambah": "green underline"}.get(kind, "")
            mark = {"hapus": f"[-{words}-]", "tambah": f"{{+{words}+}}"}.get(kind, words)
            line.append(mark.replace("\n", " / "), style=style)
        OUT.print(line, soft_wrap=True)
    OUT.print(say(f"  Halaman bertanda: {page}", f"  Marked-up page: {page}"), soft_wrap=True)
