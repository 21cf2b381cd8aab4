"""`notula ledger`: states and steps, history, verification, backup, the printed register."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.context import Exit, leave, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.cli.register import Jenis, Oleh, acuan, bukti, kata, peringatan, siapa, terjaga

app = typer.Typer(help="Register: keadaan naskah, nomor, dan jejaknya.")
Rekaman = Annotated[Path, typer.Argument(help="Rekaman di inputs/rapat/.")]


@app.callback()
def _group() -> None:
    """Register: keadaan naskah, nomor, dan jejaknya."""


@app.command("periksa")
def periksa(ctx: typer.Context, rekaman: Rekaman, jenis: Jenis = None, oleh: Oleh = "") -> None:
    """Catat bahwa naskah sudah diperiksa (tanpa galat)."""
    _maju(ctx, rekaman, jenis, "diperiksa", oleh)


@app.command("final")
def final(ctx: typer.Context, rekaman: Rekaman, jenis: Jenis = None, oleh: Oleh = "") -> None:
    """Catat bahwa naskah sudah final (status final, tanpa galat)."""
    _maju(ctx, rekaman, jenis, "final", oleh)


@app.command("arsip")
def arsip(ctx: typer.Context, rekaman: Rekaman, jenis: Jenis = None, oleh: Oleh = "") -> None:
    """Catat bahwa naskah bertanda tangan sudah diarsipkan (berkasnya utuh)."""
    _maju(ctx, rekaman, jenis, "diarsipkan", oleh)


def _maju(ctx: typer.Context, named: Path, jenis: list[str] | None, ke: str, oleh: str) -> None:
    """Each document named goes one step on; without names those whose turn it is, and the others are told."""
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.langkah import maju, perhatikan, pilih, salah_urutan

    space = workspace(ctx)
    who = siapa(ctx, oleh)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, named, reference)
        kinds = pilih(proof, jenis or ())
        with buka(space) as ledger:
            with ledger.tulis() as tx:
                perhatikan(tx, proof)
            with ledger.tulis() as tx:
                late = (
                    {}
                    if jenis
                    else {k: e for k in kinds if (e := salah_urutan(ledger, proof.rekaman, k, ke))}
                )
                if len(late) == len(kinds):
                    raise Tolakan(
                        " ".join(e.id for e in late.values()), " ".join(e.en for e in late.values())
                    )
                rows = [maju(tx, proof, kind, ke, who) for kind in kinds if kind not in late]
    kata(ctx, [asdict(r) for r in rows], *(f"{r.jenis} {r.rekaman}: {r.keadaan}" for r in rows))
    for refusal in late.values():
        peringatan(ctx, options(ctx).say(refusal.id, refusal.en))


@app.command("kembali")
def kembali(
    ctx: typer.Context,
    rekaman: Rekaman,
    alasan: Annotated[str, typer.Option(help="Mengapa dikembalikan.")] = "",
    ke: Annotated[str, typer.Option(help="Keadaan yang dituju; tanpa ini, satu langkah.")] = "",
    jenis: Annotated[
        list[str] | None, typer.Option("--jenis", help="notula atau laporan, bila rekaman memuat keduanya.")
    ] = None,
    oleh: Oleh = "",
) -> None:
    """Kembalikan naskah ke keadaan sebelumnya, dengan alasan."""
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.langkah import dokumen, pilih
    from pipeline.ledger.langkah import kembali as mundur
    from pipeline.ledger.skema import Dokumen

    space = workspace(ctx)
    who = siapa(ctx, oleh)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, rekaman, reference)
        kinds = pilih(proof, jenis or ())
        if len(kinds) > 1 and not jenis:
            listed = ", ".join(kinds)
            raise Tolakan(
                f"Sebut naskah yang dikembalikan dengan --jenis ({listed}); yang tidak disebut tetap.",
                f"Name the document to take back with --jenis ({listed}); the others stay.",
            )
        with buka(space, buat=False) as ledger, ledger.tulis() as tx:
            rows = []
            for kind in kinds:
                row = dokumen(ledger, proof.rekaman, kind) or Dokumen(
                    0, proof.rekaman, kind, "draf", "", None, "", ""
                )
                rows.append(mundur(tx, row, who, alasan, ke or None))
    kata(ctx, [asdict(r) for r in rows], *(f"{r.jenis} {r.rekaman}: {r.keadaan}" for r in rows))


@app.command("kirim")
def kirim(
    ctx: typer.Context,
    rekaman: Rekaman,
    tanggal: Annotated[str, typer.Option(help="Hari pengiriman; tanpa ini, hari ini.")] = "",
    kepada: Annotated[
        list[str] | None, typer.Option(help="Tujuan; tanpa ini, tembusan pada rekaman.")
    ] = None,
    lagi: Annotated[bool, typer.Option("--lagi", help="Naskah ini dikirim lagi.")] = False,
    oleh: Oleh = "",
) -> None:
    """Catat pengiriman naskah yang sudah ditandatangani."""
    from datetime import date

    from pydantic_core import PydanticCustomError

    from pipeline.ledger import buka
    from pipeline.ledger.kirim import kirim as catat
    from pipeline.record.base import parse_tanggal

    opts, space = options(ctx), workspace(ctx)
    try:
        day = parse_tanggal(tanggal) if tanggal else date.today()
    except PydanticCustomError as e:
        raise typer.BadParameter(
            opts.say(f"“{tanggal}” bukan tanggal yang ada.", f"“{tanggal}” is no date.")
        ) from e
    who = siapa(ctx, oleh)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, rekaman, reference)
        with buka(space, buat=False) as ledger:
            row = catat(ledger, proof, day, kepada or (), who, lagi)
    kata(
        ctx, asdict(row),
        opts.say(f"Dikirim {row.tanggal} kepada {row.tujuan}.", f"Sent {row.tanggal} to {row.tujuan}."),
    )  # fmt: skip


@app.command("mulai")
def mulai(
    ctx: typer.Context,
    alasan: Annotated[str, typer.Option(help="Mengapa register baru dimulai.")] = "",
    oleh: Oleh = "",
) -> None:
    """Mulai register baru, bila ruang kerja sudah memuat nomor dari register lain."""
    from pipeline.ledger.mulai import mulai as buat

    opts, space = options(ctx), workspace(ctx)
    who = siapa(ctx, oleh)
    with terjaga(ctx):
        numbered = [space.shown(f) for f in buat(space, alasan, who)]
    kata(
        ctx, {"rekaman_bernomor": numbered}, opts.say("Register baru dimulai.", "A new register was begun."),
        *(opts.say(f"Nomornya belum terdaftar: {f}", f"Its number is not registered yet: {f}") for f in numbered),
    )  # fmt: skip
    if numbered:
        peringatan(
            ctx,
            opts.say(
                "Sebelum memberi nomor baru, daftarkan nomor itu (ledger periksa, ledger final, nomor), atau tulis "
                "nomor urut berikutnya pada “mulai” di kop.",
                "Before new numbers are given, register those (ledger periksa, ledger final, nomor), or write the "
                "next sequence number as “mulai” in the letterhead.",
            ),
        )


@app.command("status")
def status(ctx: typer.Context) -> None:
    """Tampilkan semua naskah, nomor, dan keadaannya."""
    from pipeline.cli.register_tampil import baris_status, keadaan, semua, zona
    from pipeline.ledger import buka

    opts, space = options(ctx), workspace(ctx)
    with terjaga(ctx), buka(space, buat=False, baca=True) as ledger:
        shown = [(keadaan(ledger, proof), zona(proof)) for proof in semua(space, ledger)]
        number, head = ledger.kepala()
    kata(
        ctx, {"dokumen": [row for rows, _ in shown for row in rows], "kepala": f"{number}:{head}"},
        *(line for rows, zone in shown for line in baris_status(opts, rows, zone)),
        opts.say(f"Kepala jejak: {number}:{head}", f"Head of the trail: {number}:{head}"),
    )  # fmt: skip


@app.command("riwayat")
def riwayat(ctx: typer.Context, rekaman: Rekaman) -> None:
    """Tampilkan jejak satu rekaman: siapa, kapan, apa."""
    import json

    from pipeline.cli.register_tampil import baris_riwayat, semua, zona
    from pipeline.ledger import Tolakan, buka

    space = workspace(ctx)
    name = rekaman.stem if rekaman.suffix in (".yaml", ".yml") else rekaman.name
    with terjaga(ctx), buka(space, buat=False, baca=True) as ledger:
        rows = ledger.jejak(rekaman=name)
        if not rows:
            raise Tolakan(f"Belum ada jejak untuk {name}.", f"There is no trail of {name} yet.")
        known = (p for p in semua(space, ledger) if not isinstance(p, str) and p.rekaman == name)
        zone = zona(next(known, name))
    data = [{**asdict(r), "rincian": json.loads(r.rincian)} for r in rows]
    lines = (baris_riwayat(r, event["rincian"]["catatan"], zone) for r, event in zip(rows, data, strict=True))
    kata(ctx, data, *(line for event in lines for line in event))


@app.command("verify")
def verify(
    ctx: typer.Context,
    kepala: Annotated[str, typer.Option(metavar="N:SIDIK", help="Kepala jejak yang pernah dicetak.")] = "",
) -> None:
    """Periksa keutuhan register: rantai jejak, isi tabel, cadangan, berkas bertanda tangan."""
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.verifikasi import periksa as telusuri

    opts, space = options(ctx), workspace(ctx)
    head = _kepala(ctx, kepala)
    with terjaga(ctx), buka(space, buat=False, baca=True) as ledger:
        if not ledger.file.exists() and not (space.register / "cadangan").exists():
            raise Tolakan("Belum ada register di ruang kerja ini.", "This workspace has no register yet.")
        found = telusuri(ledger, space, head)
        number, last = ledger.kepala()
    sentences = [opts.say(f"CACAT  {c.id}", f"FAULT  {c.en}") for c in found]
    sound = opts.say(
        f"Register utuh: {number} baris jejak.", f"The register is sound: {number} rows in the trail."
    )
    kata(
        ctx,
        {
            "utuh": not found, "baris": number, "kepala": f"{number}:{last}",
            "cacat": [{"tempat": c.tempat, "baris": c.baris, "kalimat": opts.say(c.id, c.en)} for c in found],
        },
        *(sentences or [sound]),
        opts.say(f"Kepala jejak: {number}:{last}", f"Head of the trail: {number}:{last}"),
    )  # fmt: skip
    if found:
        raise typer.Exit(Exit.FINDINGS)


def _kepala(ctx: typer.Context, text: str) -> tuple[int, str] | None:
    if not text:
        return None
    number, _, head = text.strip().partition(":")
    if not number.isdecimal() or len(head) != 64:
        raise typer.BadParameter(
            options(ctx).say(
                "--kepala ditulis N:SIDIK seperti yang dicetak “notula ledger verify”.",
                "--kepala is N:HASH as “notula ledger verify” prints it.",
            )
        )
    return int(number), head.lower()


@app.command("backup")
def backup(ctx: typer.Context) -> None:
    """Salin register ke register/cadangan/ dan periksa salinannya."""
    from pipeline.ledger import buka
    from pipeline.ledger.cadangan import cadangkan

    opts, space = options(ctx), workspace(ctx)
    with terjaga(ctx), buka(space) as ledger:
        file = cadangkan(ledger, space)
        number, head = ledger.kepala()
    shown = space.shown(file)
    kata(
        ctx, {"berkas": shown, "kepala": f"{number}:{head}"},
        opts.say(f"Cadangan: {shown}", f"Backup: {shown}"),
        opts.say(f"Kepala jejak: {number}:{head}", f"Head of the trail: {number}:{head}"),
    )  # fmt: skip


@app.command("agenda")
def agenda(
    ctx: typer.Context,
    tahun: Annotated[
        int | None, typer.Option(min=1900, max=9999, help="Tahun; tanpa ini, yang terbaru.")
    ] = None,
    bentuk: Annotated[str, typer.Option(help="xlsx, pdf, atau both.")] = "both",
) -> None:
    """Cetak buku agenda naskah keluar ke build/agenda/."""
    opts, space = options(ctx), workspace(ctx)
    if bentuk not in ("xlsx", "pdf", "both"):
        raise typer.BadParameter(
            opts.say("--bentuk: pilih xlsx, pdf, atau both.", "--bentuk: choose xlsx, pdf or both.")
        )
    if bentuk != "xlsx":
        need_pango(ctx)
    from pipeline.compose.bagian import kop
    from pipeline.ledger import buka
    from pipeline.ledger.agenda import agenda as susun
    from pipeline.ledger.agenda_pdf import agenda_pdf
    from pipeline.ledger.agenda_xlsx import agenda_xlsx
    from pipeline.render import RenderFault
    from pipeline.write import write_whole

    reference = acuan(ctx, space)
    with terjaga(ctx), buka(space, buat=False, baca=True) as ledger:
        book = susun(ledger, tahun)
    heads = {part.kop: kop(reference, part.kop) for part in book.bagian}
    made: dict[str, bytes] = {}
    try:
        if bentuk != "pdf":
            made["xlsx"] = agenda_xlsx(book, heads)
        if bentuk != "xlsx":
            made["pdf"] = agenda_pdf(book, heads, space.templates)
    except RenderFault as fault:
        show(ctx, fault.findings, space.root)
        leave(fault.findings)
    files = [space.build / "agenda" / f"{book.tahun}.{ending}" for ending in made]
    for file, data in zip(files, made.values(), strict=True):
        write_whole(file, data)
    shown = [space.shown(f) for f in files]
    kata(
        ctx, {"tahun": book.tahun, "berkas": shown, "kepala": f"{book.kepala[0]}:{book.kepala[1]}"},
        *(opts.say(f"Dibuat: {f}", f"Made: {f}") for f in shown),
    )  # fmt: skip
