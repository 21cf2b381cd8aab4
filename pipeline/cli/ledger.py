"""`notula ledger`: states and steps, history, verification, backup, the printed register."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from pipeline.cli.context import OUT, Exit, leave, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.cli.register import Jenis, Oleh, acuan, bukti, kata, siapa, terjaga

if TYPE_CHECKING:
    from pipeline.ledger import Ledger
    from pipeline.ledger.langkah import Bukti
    from pipeline.workspace import Workspace

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
    from pipeline.ledger import buka
    from pipeline.ledger.langkah import maju, perhatikan, pilih

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
                rows = [maju(tx, proof, kind, ke, who) for kind in kinds]
    kata(ctx, [asdict(r) for r in rows], *(f"{r.jenis} {r.rekaman}: {r.keadaan}" for r in rows))


@app.command("kembali")
def kembali(
    ctx: typer.Context,
    rekaman: Rekaman,
    alasan: Annotated[str, typer.Option(help="Mengapa dikembalikan.")] = "",
    ke: Annotated[str, typer.Option(help="Keadaan yang dituju; tanpa ini, satu langkah.")] = "",
    jenis: Jenis = None,
    oleh: Oleh = "",
) -> None:
    """Kembalikan naskah ke keadaan sebelumnya, dengan alasan."""
    from pipeline.ledger import buka
    from pipeline.ledger.langkah import dokumen, pilih
    from pipeline.ledger.langkah import kembali as mundur
    from pipeline.ledger.skema import Dokumen

    space = workspace(ctx)
    who = siapa(ctx, oleh)
    reference = acuan(ctx, space)
    with terjaga(ctx):
        proof = bukti(space, rekaman, reference)
        with buka(space, buat=False) as ledger, ledger.tulis() as tx:
            rows = []
            for kind in pilih(proof, jenis or ()):
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
            row = catat(ledger, proof, day, kepada or (), who)
    kata(
        ctx, asdict(row),
        opts.say(f"Dikirim {row.tanggal} kepada {row.tujuan}.", f"Sent {row.tanggal} to {row.tujuan}."),
    )  # fmt: skip


@app.command("status")
def status(ctx: typer.Context) -> None:
    """Tampilkan semua naskah, nomor, dan keadaannya."""
    from pipeline.ledger import buka

    opts, space = options(ctx), workspace(ctx)
    with terjaga(ctx), buka(space, buat=False) as ledger:
        rows = [row for proof in _semua(space, ledger) for row in _status(ledger, proof)]
        number, head = ledger.kepala()
    kata(ctx, {"dokumen": rows, "kepala": f"{number}:{head}"})
    if opts.format != "text" or opts.quiet:
        return
    say = opts.say
    table = Table(show_lines=False)
    for title in (say("Rekaman", "Record"), say("Naskah", "Document"), say("Nomor", "Number"),
                  say("Keadaan", "State"), say("Oleh", "By"), say("Waktu (UTC)", "Time (UTC)"), say("Catatan", "Note")):  # fmt: skip
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(
            *(
                Text(row[k] or "")
                for k in ("rekaman", "jenis", "nomor", "keadaan", "oleh", "waktu", "catatan")
            )
        )
    OUT.print(table)
    OUT.print(say(f"Kepala jejak: {number}:{head}", f"Head of the trail: {number}:{head}"), soft_wrap=True)


def _semua(space: Workspace, ledger: Ledger) -> list[Bukti | str]:
    """Every record of the workspace, then the names of those the ledger knows and whose file is gone."""
    from pipeline.ledger.langkah import Bukti
    from pipeline.ledger.skema import Dokumen
    from pipeline.read import read_record

    out: list[Bukti | str] = []
    for file in space.records():
        out.append(Bukti(space, read_record(file, space.shown(file))[0]))
    known = {p.rekaman for p in out if isinstance(p, Bukti)}
    gone = dict.fromkeys(d.rekaman for d in ledger.semua(Dokumen) if d.rekaman not in known)
    return [*out, *gone]


def _status(ledger: Ledger, proof: Bukti | str) -> list[dict[str, Any]]:
    """The documents of a record as they stand; what has changed since is noticed and written down."""
    from pipeline.ledger.langkah import KEADAAN, OTOMATIS, nomor_hidup, perhatikan, setara
    from pipeline.ledger.rantai import rantai
    from pipeline.ledger.skema import Dokumen

    name = proof if isinstance(proof, str) else proof.rekaman
    rows = {d.jenis: d for d in ledger.semua(Dokumen, rekaman=name)}
    if rows and not isinstance(proof, str):
        with ledger.tulis() as tx:
            perhatikan(tx, proof)
        rows = {d.jenis: d for d in ledger.semua(Dokumen, rekaman=name)}
    number = nomor_hidup(ledger, name)
    chain = [(m.rekaman, m.ralat) for m in rantai(ledger)]
    links = [f"ralat atas {old}" for old, new in chain if new == name]
    links += [f"diralat oleh {new}" for old, new in chain if old == name]
    kinds = rows if isinstance(proof, str) else dict.fromkeys((*proof.naskah, *rows))
    out = []
    for kind in kinds:
        row = rows.get(kind)
        note = ""
        if isinstance(proof, str):
            note = "rekamannya tidak ada"
        elif row is not None and row.keadaan == "draf" and row.oleh == OTOMATIS:
            note = "rekaman berubah; periksa lagi"
        elif row is not None and row.keadaan in KEADAAN[4:] and not setara(ledger, proof, row.sidik_rekaman):
            note = "rekaman berubah sesudah ditandatangani"
        note = "; ".join(filter(None, (note, *links)))
        out.append(
            {
                "rekaman": name, "jenis": kind, "nomor": number.teks if number else None,
                "keadaan": row.keadaan if row else "draf", "oleh": row.oleh if row else None,
                "waktu": row.waktu if row else None, "catatan": note,
                "sidik_rekaman": row.sidik_rekaman if row else None, "sidik_pdf": row.sidik_pdf if row else None,
            }
        )  # fmt: skip
    return out


@app.command("riwayat")
def riwayat(ctx: typer.Context, rekaman: Rekaman) -> None:
    """Tampilkan jejak satu rekaman: siapa, kapan, apa."""
    import json

    from pipeline.ledger import Tolakan, buka

    opts, space = options(ctx), workspace(ctx)
    name = rekaman.stem if rekaman.suffix in (".yaml", ".yml") else rekaman.name
    with terjaga(ctx), buka(space, buat=False) as ledger:
        rows = ledger.jejak(rekaman=name)
        if not rows:
            raise Tolakan(f"Belum ada jejak untuk {name}.", f"There is no trail of {name} yet.")
    data = [{**asdict(r), "rincian": json.loads(r.rincian)} for r in rows]
    kata(ctx, data)
    if opts.format != "text":
        return
    table = Table()
    for title in ("#", opts.say("Waktu (UTC)", "Time (UTC)"), opts.say("Oleh", "By"), opts.say("Peristiwa", "Event"),
                  opts.say("Naskah", "Document"), opts.say("Keadaan", "State"), opts.say("Catatan", "Note")):  # fmt: skip
        table.add_column(title, overflow="fold")
    for row, event in zip(rows, data, strict=True):
        notes = "; ".join(f"{k}: {v}" for k, v in event["rincian"]["catatan"].items())
        step = f"{row.dari} → {row.ke}" if row.ke else ""
        cells = (str(row.id), row.waktu, row.oleh, row.peristiwa, row.jenis or "", step, notes)
        table.add_row(*(Text(c) for c in cells))
    OUT.print(table)


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
    with terjaga(ctx), buka(space, buat=False) as ledger:
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
    with terjaga(ctx), buka(space, buat=False) as ledger:
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
