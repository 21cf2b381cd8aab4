"""`notula import`: a document that exists already → a draft record; an attendance list → `peserta`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from pipeline import report
from pipeline.cli.context import ERR, OUT, Exit, Options, leave, options, workspace
from pipeline.cli.new import nama_rekaman, skema_relatif
from pipeline.findings import Finding, in_order
from pipeline.workspace import Workspace
from pipeline.write import write_whole


def impor(
    ctx: typer.Context,
    berkas: Annotated[
        Path,
        typer.Argument(help="Naskah (TXT, MD, DOCX, PDF, HTML); dengan --hadir: rekaman yang ditambahi."),
    ],
    keluaran: Annotated[
        Path | None, typer.Option("-o", "--keluaran", help="Berkas rekaman yang dibuat.")
    ] = None,
    hadir: Annotated[Path | None, typer.Option("--hadir", help="Daftar hadir XLSX atau CSV.")] = None,
    ya: Annotated[bool, typer.Option("--ya", help="Tulis tanpa bertanya (dengan --hadir).")] = False,
) -> None:
    """Ubah naskah yang sudah ada menjadi draf rekaman, atau tambahkan daftar hadir ke rekaman."""
    from pipeline.impor.sumber import Ditolak

    opts, space = options(ctx), workspace(ctx)
    try:
        if hadir is not None:
            from pipeline.cli.impor_hadir import tambah

            tambah(opts, space, _berkas(space, hadir), _berkas(space, berkas), ya)
        else:
            _naskah(opts, space, _berkas(space, berkas), keluaran)
    except Ditolak as e:
        ERR.print(opts.say(e.id, e.en), soft_wrap=True, markup=False)
        raise typer.Exit(Exit.FINDINGS) from e


def _berkas(space: Workspace, named: Path) -> Path:
    """A file as the user named it, from here or from the workspace's root."""
    return named if named.exists() or named.is_absolute() else space.root / named


def _naskah(opts: Options, space: Workspace, source: Path, target: Path | None) -> None:
    from pipeline.build import examine
    from pipeline.impor.baca import baca
    from pipeline.impor.kop_cocok import kop_cocok
    from pipeline.impor.susun import susun
    from pipeline.impor.tulis import teks_rekaman
    from pipeline.load import load_reference
    from pipeline.record.rapat import Rapat
    from pipeline.reference.sisa import belum_bertempat

    reference, _ = load_reference(space.inputs, space.shown)
    draft = susun(baca(source))
    rapat = Rapat.model_validate(draft.data)
    day = rapat.tanggal.mulai if rapat.tanggal else None
    file = target or space.inputs / "rapat" / f"{nama_rekaman(rapat.judul or source.stem, day)}.yaml"
    if file.exists():
        shown = space.shown(file)
        say = opts.say(
            f"{shown} sudah ada dan tidak ditimpa; pilih nama lain dengan -o.",
            f"{shown} exists and is not overwritten; choose another name with -o.",
        )
        ERR.print(say, soft_wrap=True, markup=False)
        raise typer.Exit(Exit.USAGE)
    organiser = rapat.penyelenggara.instansi if rapat.penyelenggara else None
    letterhead = kop_cocok(organiser or "", reference.instansi)
    left = belum_bertempat(rapat)
    text = teks_rekaman(draft, source.name, letterhead, skema_relatif(file, space), lambda _: left)
    write_whole(file, text.encode())
    findings = in_order(examine(space, file, reference)[1])
    if opts.format == "text":
        _cetak(opts, space, file, draft, len(left), findings)
    elif opts.format == "json":
        print(json.dumps(_data(opts, space, file, draft, len(left), findings), ensure_ascii=False, indent=2))
    else:
        print(json.dumps(report.as_sarif(findings, opts.lang, space.root), ensure_ascii=False, indent=2))
    leave(findings)


def _isi(draft: Any) -> list[tuple[str, str, str]]:
    """(key, value, place) of all that was found; items of a list as one row with their number."""
    from pipeline.impor.klaim import kata
    from pipeline.impor.tulis import ringkas

    rows: dict[str, list[tuple[Any, str]]] = {}
    for path, value, where in draft.asal:
        rows.setdefault(".".join(path), []).append((value, where))
    out = []
    for key, found in rows.items():
        value, where = found[0]
        shown = f"{len(found)} butir; pertama: " if len(found) > 1 else ""
        out.append((key, shown + ringkas(", ".join(kata(value)), 110), where))
    return out


def _cetak(
    opts: Options, space: Workspace, file: Path, draft: Any, left: int, findings: list[Finding]
) -> None:
    from pipeline.impor.tulis import ringkas

    say = opts.say
    shown = space.shown(file)
    if not opts.quiet:
        table = Table(expand=False)
        for head in (say("Kunci", "Key"), say("Isi", "Value"), say("Sumber", "Source")):
            table.add_column(head, overflow="fold")
        for row in _isi(draft):
            table.add_row(*(_aman(c) for c in row))
        OUT.print(table)
        if draft.celah:
            OUT.print(say("Belum pasti, tidak diisi:", "Not sure, left empty:"))
            for gap in draft.celah:
                block = draft.sumber(gap)
                line = f"  {'.'.join(gap.kunci)}: {gap.alasan} ({block.tempat}: “{ringkas(block.utuh, 160)}”)"
                OUT.print(line, soft_wrap=True, markup=False)
        OUT.print(
            say(
                f"{left} potongan sumber belum mendapat tempat (lihat “catatan_impor”).",
                f"{left} pieces of the source have no place yet (see “catatan_impor”).",
            )
        )
        OUT.print()
        report.print_findings(findings, OUT, space.root, opts.lang)
    OUT.print(
        say(
            f"Dibuat: {shown}. Berikutnya: buka berkas itu, isi yang kosong, lalu “notula check {shown}”.",
            f"Made: {shown}. Next: open that file, fill what is empty, then “notula check {shown}”.",
        ),
        soft_wrap=True,
        markup=False,
    )


def _aman(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _data(
    opts: Options, space: Workspace, file: Path, draft: Any, left: int, findings: list[Finding]
) -> dict[str, Any]:
    return {
        "berkas": space.shown(file),
        "isi": [{"kunci": ".".join(k), "nilai": v, "sumber": w} for k, v, w in draft.asal],
        "belum_pasti": [
            {
                "kunci": ".".join(g.kunci),
                "alasan": g.alasan,
                "sumber": draft.sumber(g).tempat,
                "kutipan": draft.sumber(g).utuh,
            }
            for g in draft.celah
        ],
        "belum_bertempat": left,
        "catatan_impor": list(draft.sisa),
        "temuan": report.as_json(findings, opts.lang),
    }
