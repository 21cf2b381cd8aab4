"""`notula import --hadir`: people of an attendance list into a record, shown before they are written."""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path

import typer

from pipeline.batas import terbatas
from pipeline.berkas import isi
from pipeline.cli.context import ERR, OUT, Exit, Options
from pipeline.impor.baca import bita
from pipeline.impor.daftar import Daftar, baca
from pipeline.impor.sisip import Sisipan, sisipkan
from pipeline.impor.sumber import Ditolak
from pipeline.workspace import Workspace
from pipeline.write import replace_unchanged

DETIK_DAFTAR = 120.0
"""Seconds for one list."""


def tambah(opts: Options, space: Workspace, source: Path, record: Path, ya: bool) -> None:
    """Show what the list adds to the record, ask, and write. Raises Ditolak, OSError."""
    with terbatas(DETIK_DAFTAR):
        listed = baca(bita(source, space.akar(source)), source.name, source.suffix.lower())
    raw = isi(record, space.akar(record))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise Ditolak(
            f"{record.name} bukan teks UTF-8; simpan ulang dahulu.",
            f"{record.name} is not UTF-8 text; save it again first.",
        ) from e
    shown = space.shown(record)
    result = sisipkan(text, listed.orang, shown)
    diff = list(
        difflib.unified_diff(text.splitlines(), result.teks.splitlines(), shown, shown, lineterm="", n=1)
    )
    if opts.format != "text":
        print(json.dumps(_data(opts, shown, listed, result, diff), ensure_ascii=False, indent=2))
    else:
        _cetak(opts, source, listed, result, diff)
    if not result.ditambah:
        return
    if not ya and not setuju(opts):
        raise typer.Exit(Exit.FINDINGS)
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    simpan(opts, record, raw, mark + result.teks.encode(), shown)
    if opts.format == "text":
        OUT.print(
            opts.say(
                f"{len(result.ditambah)} peserta ditambahkan ke {shown}. Berikutnya: “notula check {shown}”.",
                f"{len(result.ditambah)} participants added to {shown}. Next: “notula check {shown}”.",
            ),
            soft_wrap=True,
            markup=False,
        )


def simpan(opts: Options, file: Path, before: bytes | None, after: bytes, shown: str) -> None:
    """Write what was shown; where the file changed since it was read, say so and leave it."""
    if not replace_unchanged(file, before, after):
        say = opts.say(
            f"{shown} berubah sejak dibaca; tidak ditulis. Ulangi perintah ini.",
            f"{shown} changed since it was read; nothing written. Run the command again.",
        )
        ERR.print(say, soft_wrap=True, markup=False)
        raise typer.Exit(Exit.FINDINGS)


def setuju(opts: Options) -> bool:
    """The user's consent; where nobody can be asked, none."""
    if not sys.stdin.isatty():
        ERR.print(
            opts.say(
                "Belum ditulis; ulangi dengan --ya untuk menulis.", "Not written; repeat with --ya to write."
            )
        )
        return False
    return typer.confirm(opts.say("Tulis perubahan ini?", "Write this change?"), default=False)


def _cetak(opts: Options, source: Path, listed: Daftar, result: Sisipan, diff: list[str]) -> None:
    say = opts.say
    sheet = say(f", lembar “{listed.lembar}”", f", sheet “{listed.lembar}”") if listed.lembar else ""
    print(
        say(
            f"{source.name}{sheet}: {len(listed.orang)} orang terbaca, {len(result.ditambah)} baru, "
            f"{len(result.sudah_ada)} sudah tercatat.",
            f"{source.name}{sheet}: {len(listed.orang)} people read, {len(result.ditambah)} new, "
            f"{len(result.sudah_ada)} listed already.",
        )
    )
    for id_, en in listed.catatan:
        print("  " + say(id_, en))
    for row, name in result.sudah_ada:
        print(
            "  "
            + say(
                f"Baris {row} ({name}): sudah tercatat; tidak ditambahkan lagi.",
                f"Row {row} ({name}): listed already; not added.",
            )
        )
    for line in diff:
        print(line)


def _data(opts: Options, shown: str, listed: Daftar, result: Sisipan, diff: list[str]) -> dict[str, object]:
    return {
        "rekaman": shown,
        "ditambah": [{"baris": row, **person} for row, person in result.ditambah],
        "sudah_ada": [{"baris": row, "nama": name} for row, name in result.sudah_ada],
        "catatan": [opts.say(id_, en) for id_, en in listed.catatan],
        "perubahan": diff,
    }
