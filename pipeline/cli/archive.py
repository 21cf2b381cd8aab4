"""`notula archive`: signed documents into the archives, what became of each, proof that they are whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from pipeline.cli.context import OUT, Exit, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.cli.register import Jenis, Oleh, acuan, bukti, kata, siapa, terjaga
from pipeline.findings import has_errors

if TYPE_CHECKING:
    from pipeline.archive.pengaturan import PengaturanArsip
    from pipeline.ledger import Ledger
    from pipeline.ledger.skema import KotakKeluar
    from pipeline.workspace import Workspace

app = typer.Typer(help="Arsip: kirim naskah bertanda tangan, dan buktikan bahwa ia sampai dan utuh.")
Tujuan = Annotated[str, typer.Option("--tujuan", help="Hanya tujuan ini.")]


@app.callback()
def _group() -> None:
    """Arsip: kirim naskah bertanda tangan, dan buktikan bahwa ia sampai dan utuh."""


@app.command("kirim")
def kirim(
    ctx: typer.Context,
    rekaman: Annotated[
        list[Path] | None, typer.Argument(help="Rekaman; tanpa ini, semua yang sudah ditandatangani.")
    ] = None,
    jenis: Jenis = None,
    tujuan: Tujuan = "",
    tunggu: Annotated[float, typer.Option(min=0, help="Detik menunggu tujuan yang sedang terganggu.")] = 30.0,
    oleh: Oleh = "",
) -> None:
    """Kirim naskah yang sudah ditandatangani ke semua tujuan arsip."""
    from pipeline.archive.antrean import pengirim_tunggal
    from pipeline.ledger import buka

    space = workspace(ctx)
    settings = _pengaturan(ctx, space, tujuan)
    who = siapa(ctx, oleh)
    with terjaga(ctx), buka(space) as ledger, pengirim_tunggal(space):
        refused = _antrekan(ctx, space, ledger, settings, rekaman, jenis, who)
        _jalankan(ctx, space, ledger, settings, who, tunggu, tujuan, refused)


@app.command("retry")
def retry(
    ctx: typer.Context,
    tujuan: Tujuan = "",
    tunggu: Annotated[float, typer.Option(min=0, help="Detik menunggu tujuan yang sedang terganggu.")] = 30.0,
    oleh: Oleh = "",
) -> None:
    """Kirim lagi yang berhenti atau tertunda, sesudah sebabnya dibereskan."""
    from pipeline.archive.antrean import pengirim_tunggal, ulangi
    from pipeline.ledger import buka

    space = workspace(ctx)
    settings = _pengaturan(ctx, space, tujuan)
    who = siapa(ctx, oleh)
    with terjaga(ctx), buka(space, buat=False) as ledger, pengirim_tunggal(space):
        ulangi(ledger, tujuan or None, who)
        _jalankan(ctx, space, ledger, settings, who, tunggu, tujuan, [])


@app.command("status")
def status(ctx: typer.Context) -> None:
    """Tampilkan setiap naskah dan tujuannya: sampai, menunggu, atau berhenti beserta sebabnya."""
    from pipeline.ledger import buka
    from pipeline.ledger.skema import KotakKeluar

    opts, space = options(ctx), workspace(ctx)
    with terjaga(ctx), buka(space, buat=False) as ledger:
        rows = ledger.semua(KotakKeluar)
    if opts.format != "text":
        print(json.dumps([_data(r) for r in rows], ensure_ascii=False, indent=2))
        return
    table = Table(show_lines=False)
    for title in (opts.say("Naskah", "Document"), opts.say("Tujuan", "Target"), opts.say("Keadaan", "State"),
                  opts.say("Waktu (UTC)", "Time (UTC)"), opts.say("Catatan", "Note")):  # fmt: skip
        table.add_column(title, overflow="fold")
    for r in rows:
        note = r.pesan or ""
        if r.berikut:
            note += opts.say(f" Dicoba lagi sesudah {r.berikut}.", f" Tried again after {r.berikut}.")
        table.add_row(
            *(Text(t) for t in (f"{r.rekaman} {r.jenis}", r.tujuan, r.keadaan, r.waktu, note.strip()))
        )
    if not opts.quiet:
        if rows:
            OUT.print(table)
        else:
            OUT.print(opts.say("Belum ada yang dikirim ke arsip.", "Nothing was sent to an archive yet."))


@app.command("check")
def check(ctx: typer.Context, tujuan: Tujuan = "") -> None:
    """Baca ulang setiap bita di semua arsip; temukan yang berubah, hilang, atau ditambahkan."""
    from pipeline.archive.periksa import periksa_arsip
    from pipeline.ledger import buka

    opts, space = options(ctx), workspace(ctx)
    settings = _pengaturan(ctx, space, tujuan)
    with terjaga(ctx), buka(space, buat=False) as ledger:
        made = periksa_arsip(ledger, space, settings, tujuan or None)
    if opts.format != "text":
        print(json.dumps(asdict(made) | {"utuh": not made.cacat}, ensure_ascii=False, indent=2))
    else:
        for fault in made.cacat:
            OUT.print(opts.say(fault.id, fault.en), soft_wrap=True, markup=False)
        if not opts.quiet:
            OUT.print(
                opts.say(
                    f"{made.kiriman} kiriman, {made.bita} bita dibaca ulang: "
                    + (f"{len(made.cacat)} cacat." if made.cacat else "utuh."),
                    f"{made.kiriman} deliveries, {made.bita} bytes read again: "
                    + (f"{len(made.cacat)} faults." if made.cacat else "whole."),
                )
            )
    if made.cacat:
        raise typer.Exit(Exit.FINDINGS)


@app.command("tanda-terima")
def tanda_terima(
    ctx: typer.Context,
    rekaman: Annotated[Path, typer.Argument(help="Rekaman yang naskahnya sudah diarsipkan.")],
) -> None:
    """Cetak tanda terima: di mana naskah disimpan, sejak kapan, dan sidiknya."""
    need_pango(ctx)
    from pipeline.archive.tanda_terima import tanda_terima_pdf
    from pipeline.compose.bagian import kop
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.skema import KotakKeluar
    from pipeline.render import RenderFault
    from pipeline.write import write_whole

    opts, space = options(ctx), workspace(ctx)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, rekaman, reference)
        with buka(space, buat=False) as ledger:
            rows = ledger.semua(KotakKeluar, rekaman=proof.rekaman, keadaan="terkirim")
        if not rows:
            raise Tolakan(
                f"{proof.rekaman} belum sampai di arsip mana pun; lihat “notula archive status”.",
                f"{proof.rekaman} has not reached any archive yet; see “notula archive status”.",
            )
        try:
            head = kop(reference, proof.record.rapat.instansi)
            made = tanda_terima_pdf(proof.record, head, rows, space.templates)
        except RenderFault as fault:
            show(ctx, fault.findings, space.root)
            raise typer.Exit(Exit.FINDINGS) from fault
    file = space.build / "tanda-terima" / f"{proof.rekaman}.pdf"
    write_whole(file, made)
    kata(
        ctx,
        {"berkas": space.shown(file)},
        opts.say(f"Dibuat: {space.shown(file)}", f"Made: {space.shown(file)}"),
    )


def _pengaturan(ctx: typer.Context, space: Workspace, tujuan: str) -> PengaturanArsip:
    """The targets; errors in them end the command, and so does the name of one that is not there."""
    from pipeline.archive.pengaturan import baca_pengaturan

    opts = options(ctx)
    settings, findings = baca_pengaturan(space)
    if has_errors(findings):
        show(ctx, findings, space.root)
        raise typer.Exit(Exit.FINDINGS)
    if findings and opts.format == "text":
        show(ctx, findings, space.root)
    names = [t.nama or "" for t in settings.tujuan]
    if tujuan and tujuan not in names:
        listed = ", ".join(names)
        raise typer.BadParameter(
            opts.say(
                f"--tujuan: “{tujuan}” tidak ada di inputs/arsip.yaml; yang ada: {listed}.",
                f"--tujuan: there is no “{tujuan}” in inputs/arsip.yaml; there are: {listed}.",
            )
        )
    return settings


def _antrekan(
    ctx: typer.Context, space: Workspace, ledger: Ledger, settings: PengaturanArsip, named: list[Path] | None,
    jenis: list[str] | None, who: str,
) -> list[str]:  # fmt: skip
    """Put the documents meant into the outbox; the sentences of those that cannot be.

    Raises Tolakan where one was named and nothing at all waits to be sent.
    """
    from pipeline.archive.antrean import antrekan, sudah_diantre
    from pipeline.ledger import Tolakan
    from pipeline.ledger.langkah import pilih
    from pipeline.ledger.skema import Dokumen, KotakKeluar
    from pipeline.render import RenderFault

    reference = acuan(ctx, space)
    signed: dict[str, list[str]] = {}
    everywhere = {t.nama for t in settings.tujuan}
    for row in ledger.semua(Dokumen):
        if (
            not named
            and row.keadaan == "diarsipkan"
            and everywhere <= sudah_diantre(ledger, row.rekaman, row.jenis)
        ):
            continue  # most documents of an office: nothing of them need be read
        if row.keadaan in ("ditandatangani", "diarsipkan"):
            signed.setdefault(row.rekaman, []).append(row.jenis)
    refused: list[str] = []
    for file in named or [Path(name) for name in sorted(signed)]:
        try:
            proof = bukti(space, file, reference)
            known = signed.get(proof.rekaman, [])
            kinds = pilih(proof, jenis or ()) if named and (jenis or not known) else known
            for kind in kinds:
                if not jenis or kind in jenis:
                    antrekan(ledger, proof, reference, kind, settings, who)
        except Tolakan as e:
            if named and not ledger.semua(KotakKeluar, keadaan="antre"):
                raise
            refused.append(options(ctx).say(e.id, e.en))
        except RenderFault as fault:  # one document's, like a refusal: the others are sent
            lang = options(ctx).lang
            refused += [f"{f.place}: {f.message(lang)} {f.hint(lang)}" for f in fault.findings]
    return refused


def _jalankan(
    ctx: typer.Context, space: Workspace, ledger: Ledger, settings: PengaturanArsip, who: str, tunggu: float,
    tujuan: str, refused: list[str],
) -> None:  # fmt: skip
    """Deliver what is due, telling each attempt; exit code 1 where something has not arrived."""
    from pipeline.archive.kirim import Irama
    from pipeline.archive.kirim import kirim as antar
    from pipeline.ledger.skema import KotakKeluar

    opts = options(ctx)
    text = opts.format == "text"
    for row in antar(ledger, space, settings, who, Irama(tunggu=tunggu), tujuan or None):
        if text and (not opts.quiet or row.keadaan != "terkirim"):
            OUT.print(f"{row.rekaman} {row.jenis} → {row.tujuan}: {row.keadaan}" + (f". {row.pesan}" if row.pesan else ""),
                      soft_wrap=True, markup=False)  # fmt: skip
    rows = ledger.semua(KotakKeluar)
    open_ = [r for r in rows if r.keadaan != "terkirim" and tujuan in ("", r.tujuan)]
    if text:
        for sentence in refused:
            OUT.print(sentence, soft_wrap=True, markup=False)
        if not opts.quiet:
            arrived = sum(r.keadaan == "terkirim" for r in rows)
            dead = sum(r.keadaan == "mati" for r in open_)
            waiting = len(open_) - dead
            OUT.print(
                opts.say(
                    f"{arrived} sampai, {waiting} menunggu, {dead} berhenti."
                    + (
                        " Sebabnya: “notula archive status”; sesudah dibereskan: “notula archive retry”."
                        if dead
                        else ""
                    ),
                    f"{arrived} arrived, {waiting} waiting, {dead} stopped."
                    + (" Why: “notula archive status”; once mended: “notula archive retry”." if dead else ""),
                )
            )
    else:
        print(
            json.dumps(
                {"kiriman": [_data(r) for r in rows], "ditolak": refused}, ensure_ascii=False, indent=2
            )
        )
    if open_ or refused:
        raise typer.Exit(Exit.FINDINGS)


def _data(row: KotakKeluar) -> dict[str, Any]:
    held = json.loads(row.tanda_terima) if row.tanda_terima else None
    return asdict(row) | {"tanda_terima": held}
