"""`notula cari`: where in the archived documents something was said, with sentence and page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.context import ERR, OUT, Exit, Options, options, workspace

if TYPE_CHECKING:
    import sqlite3

    from pipeline.cari.tanya import Hasil
    from pipeline.workspace import Workspace


def cari(
    ctx: typer.Context,
    kata: Annotated[
        list[str] | None,
        typer.Argument(help='Kata yang dicari; “"dalam petik"” untuk frasa, “kata*” untuk awalan.'),
    ] = None,
    tahun: Annotated[int | None, typer.Option(min=1, max=9999, help="Tahun rapat.")] = None,
    wilayah: Annotated[str, typer.Option(help="Wilayah yang disebut, mis. “Kota Serang”.")] = "",
    pejabat: Annotated[str, typer.Option(help="Kunci atau nama pejabat.")] = "",
    instansi: Annotated[str, typer.Option(help="Instansi, atau bagian namanya.")] = "",
    jenis: Annotated[str, typer.Option(help="notula atau laporan.")] = "",
    batas: Annotated[int, typer.Option(min=1, max=1000, help="Banyak naskah yang ditampilkan.")] = 10,
    bangun_ulang: Annotated[bool, typer.Option("--bangun-ulang", help="Buat indeks dari awal.")] = False,
) -> None:
    """Cari di seluruh naskah resmi: kalimatnya, halamannya, berkasnya."""
    import sqlite3

    opts, space = options(ctx), workspace(ctx)
    words = " ".join(kata or ())
    if not (words.strip() or any((tahun is not None, wilayah, pejabat, instansi, jenis, bangun_ulang))):
        raise typer.BadParameter(
            opts.say("sebut kata yang dicari, atau saringannya.", "say what to look for.")
        )
    if jenis not in ("", "notula", "laporan"):
        raise typer.BadParameter(
            opts.say("--jenis: pilih notula atau laporan.", "--jenis: notula or laporan.")
        )
    wanted = _Tanya(words, tahun, wilayah, pejabat, instansi, jenis, batas, bangun_ulang)
    try:
        total, found = _jawab(opts, space, wanted)
    except (sqlite3.Error, OSError) as e:
        why = e.strerror or str(e) if isinstance(e, OSError) else str(e)
        ERR.print(
            opts.say(
                f"Indeks pencarian di build/cari/ tidak dapat dipakai ({why}); hapus folder itu, lalu jalankan lagi.",
                f"The search index in build/cari/ cannot be used ({why}); delete that folder, then run again.",
            ),
            soft_wrap=True, markup=False,
        )  # fmt: skip
        raise typer.Exit(Exit.ENVIRONMENT) from e
    if opts.format == "text":
        _cetak(opts, total, found, words)
    else:
        print(json.dumps(_data(total, found), ensure_ascii=False, indent=2))
    if not total:
        raise typer.Exit(Exit.FINDINGS)


@dataclass(frozen=True)
class _Tanya:
    """The question as it was asked."""

    kata: str
    tahun: int | None
    wilayah: str
    pejabat: str
    instansi: str
    jenis: str
    batas: int
    ulang: bool


def _jawab(opts: Options, space: Workspace, asked: _Tanya) -> tuple[int, list[Hasil]]:
    """The answer, from an index that is brought up to date first where it is not."""
    from pipeline.cari import indeks
    from pipeline.cari.segar import berkas_indeks, keadaan_kini
    from pipeline.cari.tanya import Saring, TanpaKata, tanya

    file = berkas_indeks(space)
    fresh = False
    if not asked.ulang:
        try:
            with indeks.buka(file) as db:
                fresh = indeks.keadaan(db) == keadaan_kini(space)
        except indeks.IndeksRusak:
            fresh = False
    if not fresh:
        _segarkan(opts, space, asked.ulang)
    with indeks.buka(file) as db:
        codes = _kode(opts, db, asked.wilayah) if asked.wilayah.strip() else None
        wanted = Saring(
            asked.tahun,
            codes,
            asked.pejabat.strip() or None,
            asked.instansi.strip() or None,
            asked.jenis or None,
        )
        try:
            return tanya(db, asked.kata, wanted, asked.batas)
        except TanpaKata:
            raise typer.BadParameter(
                opts.say(
                    "kata yang dicari harus memuat huruf atau angka (dan tidak hanya kata yang dikecualikan).",
                    "the words to look for must hold a letter or digit (and not only excluded words).",
                )
            ) from None


def _segarkan(opts: Options, space: Workspace, anew: bool) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from pipeline.cari.segar import segarkan

    visible = ERR.is_terminal and opts.format == "text" and not opts.quiet
    with Progress(
        TextColumn(opts.say("Membaca naskah resmi", "Reading official documents")), BarColumn(),
        MofNCompleteColumn(), console=ERR, transient=True, disable=not visible,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None)
        made = segarkan(space, ulang=anew, maju=lambda n, m: bar.update(task, completed=n, total=m))
    if opts.format == "text" and not opts.quiet:
        for name in made.bukan:
            ERR.print(
                opts.say(
                    f"{name} tidak memuat naskah Notula yang terbaca; tidak dicari di dalamnya.",
                    f"{name} holds no readable document of Notula; it is not searched.",
                ),
                soft_wrap=True, markup=False,
            )  # fmt: skip


def _kode(opts: Options, db: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The code of exactly the region named; a usage error where that is none or more than one."""
    from pipeline.cari.tanya import wilayah

    if known := wilayah(db, name):
        return known
    from pipeline.reference.wilayah import baca, sempitkan

    parts = sempitkan(baca(name), name)
    first = parts[0] if parts else None
    meant = first.wilayah if first else ()
    if len(meant) == 1:
        return (meant[0].kode,)
    if not meant:
        near = ", ".join(w.resmi for w in first.lain[:3]) if first else ""
        hint = f" Maksud Anda {near}?" if near else ""
        raise typer.BadParameter(
            opts.say(
                f"--wilayah: “{name}” bukan nama wilayah yang dikenal.{hint}",
                f"--wilayah: “{name}” is no known region.",
            )
        )
    shown = " atau ".join(dict.fromkeys(f"“{w.resmi}”" for w in meant[:6]))
    raise typer.BadParameter(
        opts.say(
            f"--wilayah: “{name}” dapat berarti lebih dari satu wilayah; tulis {shown}.",
            f"--wilayah: “{name}” may mean more than one region; write {shown}.",
        )
    )


def _cetak(opts: Options, total: int, found: list[Hasil], words: str) -> None:
    from rich.text import Text

    say = opts.say
    for hit in found:
        head = Text(hit.judul, "bold")
        if hit.keamanan != "biasa":
            head.append(f"  [{hit.keamanan.upper()}]", "bold red")
        OUT.print(head, soft_wrap=True)
        about = [hit.tanggal, hit.nomor and f"{say('Nomor', 'Number')} {hit.nomor}", hit.instansi, hit.berkas]
        if hit.diralat:
            about.append(say(f"diralat oleh {hit.diralat}", f"corrected by {hit.diralat}"))
        OUT.print(Text("  " + " · ".join(a for a in about if a), "dim"), soft_wrap=True)
        for quote in hit.kutipan:
            line = Text(f"  {say('hlm.', 'p.')} {quote.halaman}: ")
            start = len(line)
            line.append(quote.teks)
            for a, b in quote.sorot:
                line.stylize("bold yellow", start + a, start + b)
            OUT.print(line, soft_wrap=True)
    if opts.quiet:
        return
    if not total:
        asked = f" yang memuat “{words}”" if words.strip() else ""
        ERR.print(
            say(f"Tidak ada naskah resmi{asked} dengan saringan itu.", "No official document answers."),
            soft_wrap=True, markup=False,
        )  # fmt: skip
        return
    more = say(
        f"; {len(found)} pertama ditampilkan (--batas)", f"; the first {len(found)} are shown (--batas)"
    )
    OUT.print(
        say(f"{total} naskah", f"{total} documents") + (more if total > len(found) else "") + ".",
        markup=False,
    )
    if any(h.keamanan != "biasa" for h in found):
        OUT.print(
            say(
                "Sebagian hasil berklasifikasi; indeks ini hanya ada di ruang kerja pemiliknya dan tidak dikirim ke mana pun.",
                "Some results are classified; this index exists only in the workspace that owns them.",
            ),
            soft_wrap=True, markup=False,
        )  # fmt: skip


def _data(total: int, found: list[Hasil]) -> dict[str, Any]:
    return {
        "banyak": total,
        "hasil": [
            {
                "berkas": h.berkas, "rekaman": h.rekaman, "jenis": h.jenis, "judul": h.judul, "nomor": h.nomor,
                "tanggal": h.tanggal, "keamanan": h.keamanan, "instansi": h.instansi, "diralat_oleh": h.diralat or None,
                "kutipan": [{"halaman": k.halaman, "kalimat": k.teks, "sorot": [list(s) for s in k.sorot]} for k in h.kutipan],
            }
            for h in found
        ],
    }  # fmt: skip
