"""`notula tindak-lanjut`: what all meetings left to be done, and that it was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from pipeline.cli.context import OUT, Options, options, workspace
from pipeline.cli.register import Oleh, kata, siapa, terjaga

if TYPE_CHECKING:
    from pipeline.lanjut.daftar import Butir
    from pipeline.workspace import Workspace

app = typer.Typer(help="Tindak lanjut semua rapat: yang terbuka, tenggatnya, penanggung jawabnya.")

Per = Annotated[str, typer.Option("--per", help="Keadaan per tanggal ini; tanpa ini, hari ini.")]
Rekaman = Annotated[Path, typer.Argument(help="Rekaman (nama berkas di inputs/rapat/).")]
Nomor = Annotated[list[int], typer.Argument(min=1, help="Nomor butir pada tabel tindak lanjut.")]


@app.callback(invoke_without_command=True)
def tindak_lanjut(
    ctx: typer.Context,
    per: Per = "",
    urut: Annotated[str, typer.Option(help="tenggat, instansi, atau umur.")] = "tenggat",
    instansi: Annotated[
        str, typer.Option(help="Hanya yang penanggung jawab atau instansinya memuat teks ini.")
    ] = "",
    terlambat: Annotated[bool, typer.Option("--terlambat", help="Hanya yang lewat tenggat.")] = False,
    semua: Annotated[bool, typer.Option("--semua", help="Termasuk yang sudah selesai.")] = False,
    draf: Annotated[bool, typer.Option("--draf", help="Termasuk dari rekaman yang masih draf.")] = False,
    ics: Annotated[bool, typer.Option("--ics", help="Tulis kalender ke build/tindak-lanjut/.")] = False,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Tulis buku kerja Excel ke build/tindak-lanjut/.")
    ] = False,
) -> None:
    """Tampilkan tindak lanjut yang masih terbuka dari semua rapat final."""
    if ctx.invoked_subcommand is not None:
        return
    from pipeline.lanjut.daftar import URUTAN, daftar
    from pipeline.ledger import buka
    from pipeline.write import write_whole

    opts, space = options(ctx), workspace(ctx)
    if urut not in URUTAN:
        raise typer.BadParameter(
            opts.say(f"--urut: pilih {', '.join(URUTAN)}.", f"--urut: {', '.join(URUTAN)}.")
        )
    day = _hari(opts, per, "--per")
    with terjaga(ctx), buka(space, buat=False) as ledger:
        items = daftar(
            space, ledger, day, draf=draf, semua=semua, instansi=instansi, terlambat=terlambat, urut=urut
        )
    made: dict[str, bytes] = {}
    if ics or xlsx:
        from pipeline.lanjut import keluaran

        if ics:
            made["ics"] = keluaran.ics(items, day)
        if xlsx:
            made["xlsx"] = keluaran.xlsx(items, day)
    files = [space.build / "tindak-lanjut" / f"tindak-lanjut.{ending}" for ending in made]
    for file, data in zip(files, made.values(), strict=True):
        write_whole(file, data)
    shown = [space.shown(f) for f in files]
    if opts.format != "text":
        kata(ctx, {"per": day.isoformat(), "butir": [_data(b) for b in items], "berkas": shown})
        return
    if not opts.quiet:
        _cetak(opts, items, day)
    for name in shown:
        OUT.print(opts.say(f"Dibuat: {name}", f"Made: {name}"), soft_wrap=True, markup=False)


@app.command("selesai")
def selesai(
    ctx: typer.Context, rekaman: Rekaman, nomor: Nomor,
    keterangan: Annotated[str, typer.Option(help="Bukti atau catatan, mis. nomor surat.")] = "",
    tanggal: Annotated[str, typer.Option(help="Hari selesainya; tanpa ini, hari ini.")] = "",
    oleh: Oleh = "",
) -> None:  # fmt: skip
    """Catat di register bahwa tindak lanjut sudah selesai."""
    _catat(ctx, rekaman, nomor, True, tanggal, keterangan, oleh)


@app.command("buka")
def buka_lagi(
    ctx: typer.Context, rekaman: Rekaman, nomor: Nomor,
    alasan: Annotated[str, typer.Option(help="Mengapa dibuka lagi.")] = "",
    tanggal: Annotated[str, typer.Option(help="Hari dibukanya; tanpa ini, hari ini.")] = "",
    oleh: Oleh = "",
) -> None:  # fmt: skip
    """Buka lagi tindak lanjut yang tercatat selesai."""
    _catat(ctx, rekaman, nomor, False, tanggal, alasan, oleh)


def _catat(
    ctx: typer.Context, named: Path, numbers: list[int], done: bool, tanggal: str, note: str, oleh: str
) -> None:
    from pipeline.lanjut.daftar import rantai, rapat_sah
    from pipeline.ledger import Tolakan, buka
    from pipeline.ledger.lanjut import catat

    opts, space = options(ctx), workspace(ctx)
    day = _hari(opts, tanggal, "--tanggal")
    who = siapa(ctx, oleh)
    name = named.stem if named.suffix in (".yaml", ".yml") else named.name
    with terjaga(ctx):
        rapat = dict(rapat_sah(space)).get(name)
        if rapat is None:
            raise _tak_ada(space, name)
        count = len(rapat.tindak_lanjut)
        if wrong := [n for n in numbers if n > count]:
            raise Tolakan(
                f"{name} tidak memuat tindak lanjut nomor {wrong[0]}; banyaknya {count}.",
                f"{name} has no follow-up {wrong[0]}; there are {count}.",
            )
        chosen = list(dict.fromkeys(numbers))
        with buka(space) as ledger:
            catat(
                ledger,
                rantai(name, rapat, space),
                rapat.tindak_lanjut,
                chosen,
                selesai=done,
                tanggal=day,
                oleh=who,
                keterangan=note,
            )
    state = opts.say("selesai" if done else "dibuka lagi", "done" if done else "open again")
    kata(
        ctx,
        [
            {"rekaman": name, "nomor": n, "selesai": done, "tanggal": day.isoformat(), "oleh": who}
            for n in chosen
        ],
        *(f"{name} {n}: {state}. {rapat.tindak_lanjut[n - 1].uraian or ''}" for n in chosen),
    )


def _tak_ada(space: Workspace, name: str) -> Exception:
    from pipeline.ledger import Tolakan

    if (space.inputs / "rapat" / f"{name}.yaml").exists():
        return Tolakan(
            f"{name} belum final atau sudah diralat; tindak lanjutnya dicatat pada naskah yang berlaku.",
            f"{name} is not final or has been corrected; follow-ups are recorded on the document that holds.",
        )
    return Tolakan(f"Rekaman {name} tidak ada.", f"There is no record {name}.")


def _hari(opts: Options, text: str, option: str) -> date:
    from pydantic_core import PydanticCustomError

    from pipeline.record.base import parse_tanggal

    if not text:
        return date.today()
    try:
        return parse_tanggal(text)
    except PydanticCustomError as e:
        raise typer.BadParameter(
            opts.say(f"{option}: “{text}” bukan tanggal yang ada.", f"{option}: “{text}” is no date.")
        ) from e


def _data(b: Butir) -> dict[str, Any]:
    return {
        "rekaman": b.rekaman, "nomor": b.nomor, "uraian": b.uraian, "penanggung_jawab": b.penanggung_jawab,
        "tenggat": b.tenggat.isoformat() if b.tenggat else None, "sisa_hari": b.sisa, "umur_hari": b.umur,
        "terlambat": b.terlambat, "selesai": b.selesai, "rapat": b.judul, "instansi": b.instansi,
        "tanggal_rapat": b.tanggal_rapat.isoformat() if b.tanggal_rapat else None, "nomor_naskah": b.nomor_naskah or None,
        "dicatat": {"tanggal": b.status.tanggal, "oleh": b.status.oleh, "keterangan": b.status.keterangan} if b.status else None,
    }  # fmt: skip


def _cetak(opts: Options, items: list[Butir], day: date) -> None:
    say = opts.say
    if not items:
        OUT.print(say("Tidak ada tindak lanjut yang sesuai.", "No follow-up answers."), markup=False)
        return
    table = Table(show_lines=True)
    for head in (say("Tenggat", "Due"), say("Umur", "Age"), say("Penanggung jawab", "In charge"), say("Uraian", "Task"),
                 say("Rekaman dan nomor", "Record and number")):  # fmt: skip
        table.add_column(head, overflow="fold")
    for b in items:
        due = Text(b.tenggat.isoformat() if b.tenggat else "–")
        if b.selesai:
            due.append(f"\n{say('selesai', 'done')}", "green")
        elif b.sisa is not None and b.sisa < 0:
            due.append(f"\n{say(f'lewat {-b.sisa} hari', f'{-b.sisa} days overdue')}", "bold red")
        elif b.sisa is not None:
            due.append(f"\n{say(f'{b.sisa} hari lagi', f'{b.sisa} days left')}")
        age = "–" if b.umur is None else say(f"{b.umur} hari", f"{b.umur} days")
        table.add_row(due, age, Text(b.penanggung_jawab), Text(b.uraian), Text(f"{b.rekaman} {b.nomor}"))
    OUT.print(table)
    late = sum(b.terlambat for b in items)
    OUT.print(
        say(
            f"{len(items)} tindak lanjut per {day.isoformat()}, {late} lewat tenggat.",
            f"{len(items)} follow-ups as of {day.isoformat()}, {late} overdue.",
        ),
        markup=False,
    )
