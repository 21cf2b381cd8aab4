"""`notula import`: a document that exists already → a draft record; an attendance list → `peserta`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.table import Table

from pipeline import report
from pipeline.batas import TerlaluLama, terbatas
from pipeline.berkas import TakDibaca
from pipeline.cli.context import ERR, OUT, Exit, Options, leave, options, show, workspace
from pipeline.cli.new import nama_rekaman, skema_relatif
from pipeline.findings import Finding, Place, in_order
from pipeline.workspace import S007, Workspace, nama_aneh, tak_terbaca
from pipeline.write import write_whole

if TYPE_CHECKING:
    from pipeline.impor.susun import Draf

DETIK_IMPOR = 120.0
"""Seconds for one source: 30 MB of text take less."""


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
    from pipeline.checks.impor import I004
    from pipeline.impor.sumber import Ditolak

    opts, space = options(ctx), workspace(ctx)
    source = _berkas(space, berkas if hadir is None else hadir)
    try:
        if nama_aneh(source):
            tolak(ctx, S007.at(Place(space.shown(source)), berkas=space.shown(source)), space)
        if hadir is not None:
            from pipeline.cli.impor_hadir import tambah

            tambah(opts, space, source, _berkas(space, berkas), ya)
        else:
            with terbatas(DETIK_IMPOR):
                draft = _draf(space, source)
            _naskah(opts, space, source, draft, keluaran)
    except Ditolak as e:
        tolak(ctx, I004.at(Place(space.shown(source)), kalimat=e.id, kalimat_en=e.en), space)
    except TakDibaca as e:
        tolak(ctx, tak_terbaca(space.shown(Path(e.filename)), e), space)
    except (TerlaluLama, MemoryError):
        tolak(ctx, terlalu_rumit(space, source), space)


def _berkas(space: Workspace, named: Path) -> Path:
    """A file as the user named it, from here or from the workspace's root."""
    return named if named.exists() or named.is_absolute() else space.root / named


def terlalu_rumit(space: Workspace, source: Path) -> Finding:
    """The finding on a source that takes too long or too much."""
    from pipeline.checks.impor import I004

    return I004.at(
        Place(space.shown(source)),
        kalimat=f"{source.name} terlalu rumit untuk dibaca; simpan ulang sebagai teks biasa (.txt atau .csv).",
        kalimat_en=f"{source.name} is too complicated to be read; save it again as plain text (.txt or .csv).",
    )


def tolak(ctx: typer.Context, finding: Finding, space: Workspace) -> NoReturn:
    """End a command that did not take a file: one line on the error stream, or the finding as data."""
    opts = options(ctx)
    if opts.format == "text":
        severity = finding.severity.value if opts.lang == "id" else "error"
        sentence = f"{finding.place} {finding.code} {severity}  {finding.message(opts.lang)}"
        ERR.print(sentence, soft_wrap=True, markup=False)
    else:
        show(ctx, [finding], space.root)
    raise typer.Exit(Exit.FINDINGS)


def _draf(space: Workspace, source: Path) -> Draf:
    from pipeline.impor.baca import baca
    from pipeline.impor.susun import susun

    return susun(baca(source, space.akar(source)))


def _naskah(opts: Options, space: Workspace, source: Path, draft: Draf, target: Path | None) -> None:
    from pipeline.build import examine
    from pipeline.impor.kop_cocok import kop_cocok
    from pipeline.impor.tulis import teks_rekaman
    from pipeline.load import load_reference
    from pipeline.record.rapat import Rapat
    from pipeline.reference.sisa import belum_bertempat

    reference, _ = load_reference(space.inputs, space.shown)
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
