"""`notula sign`: the next signer of a document signs it electronically."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.context import ERR, OUT, Exit, Options, hush, leave, options, record_file, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.findings import has_errors

if TYPE_CHECKING:
    from pipeline.sign.pekerjaan import Hasil

BERKAS = "tanda-tangan.yaml"
CONTOH = "inputs/tanda-tangan.contoh.yaml"


def sign(
    ctx: typer.Context,
    rekaman: Annotated[Path, typer.Argument(help="Rekaman rapat yang naskahnya ditandatangani.")],
    jenis: Annotated[str, typer.Option("--jenis", help="Naskah: notula atau laporan.")] = "notula",
    penanda: Annotated[
        int, typer.Option("--penanda", min=0, help="Nomor penanda tangan; 0: yang mendapat giliran.")
    ] = 0,
    tingkat: Annotated[str, typer.Option("--tingkat", help="B-B, B-T, B-LT, atau B-LTA.")] = "",
    sertifikat_lain: Annotated[
        str,
        typer.Option(
            "--sertifikat-lain",
            metavar="ALASAN",
            help="Mengapa sertifikatnya bukan atas nama penanda tangan; dicatat di register.",
        ),
    ] = "",
) -> None:
    """Tanda tangani naskah final secara elektronik; hasilnya di folder resmi/."""
    need_pango(ctx)
    hush(debug=options(ctx).debug)
    from pipeline.build import JENIS, examine
    from pipeline.cli.register import terjaga
    from pipeline.load import load_reference
    from pipeline.pengesahan import sahkan
    from pipeline.read import read
    from pipeline.record.tanda_tangan import TINGKAT, PengaturanTandaTangan
    from pipeline.render import RenderFault
    from pipeline.sign.salah import SignFault

    opts, space = options(ctx), workspace(ctx)
    level = tingkat.strip().upper()
    if jenis not in JENIS:
        raise typer.BadParameter(
            opts.say(f"--jenis: pilih {' atau '.join(JENIS)}.", f"--jenis: {', '.join(JENIS)}.")
        )
    if level and level not in TINGKAT:
        raise typer.BadParameter(
            opts.say(f"--tingkat: pilih {', '.join(TINGKAT)}.", f"--tingkat: {', '.join(TINGKAT)}.")
        )
    file = record_file(space, rekaman)
    reference, shared = load_reference(space.inputs, space.shown)
    record, found = examine(space, file, reference)
    findings = [*shared, *found]
    settings_file = space.inputs / BERKAS
    settings = PengaturanTandaTangan()
    if settings_file.exists():
        reading = read(settings_file, PengaturanTandaTangan, space.shown(settings_file))
        settings, findings = reading.value, [*findings, *reading.findings]
    if record is None or has_errors(findings):
        show(ctx, findings, space.root)
        leave(findings)
    assert record is not None
    try:
        if not settings_file.exists():
            raise SignFault(
                f"inputs/{BERKAS} belum ada; salin dari {CONTOH} dan isi kuncinya "
                "(panduan, bagian “Tanda tangan elektronik”).",
                f"inputs/{BERKAS} does not exist; copy it from {CONTOH} and fill in the keys "
                "(guide, “Tanda tangan elektronik”).",
            )
        if jenis not in record.rapat.dokumen:
            raise SignFault(
                f"Rekaman ini tidak membuat {jenis}; lihat kunci dokumen.",
                f"This record makes no {jenis}; see its key dokumen.",
            )
        with terjaga(ctx):
            made = sahkan(
                space, record, reference, jenis, settings, _ask(opts), penanda=penanda or None,
                tingkat=level or None, sertifikat_lain=sertifikat_lain,
            )  # fmt: skip
    except SignFault as fault:
        _refuse(opts, fault.say(opts.lang))
    except RenderFault as fault:
        show(ctx, fault.findings, space.root)
        raise typer.Exit(Exit.FINDINGS) from fault
    _report(opts, made, space.shown(made.berkas))


def _refuse(opts: Options, sentence: str) -> None:
    if opts.format == "json":
        print(json.dumps({"ditandatangani": False, "masalah": sentence}, ensure_ascii=False, indent=2))
    else:
        ERR.print(sentence, soft_wrap=True, markup=False)
    raise typer.Exit(Exit.FINDINGS)


def _ask(opts: Options):  # type: ignore[no-untyped-def]
    def ask() -> str:
        from pipeline.sign.salah import SignFault

        if not sys.stdin.isatty():
            raise SignFault(
                "Tidak ada terminal untuk menanyakan sandi; pakai sandi_dari: berkas:… atau env:….",
                "There is no terminal to ask for the password; use sandi_dari: berkas:… or env:….",
            )
        answer: str = typer.prompt(
            opts.say("Sandi atau PIN kunci", "Password or PIN of the key"), hide_input=True, err=True
        )
        return answer

    return ask


def _report(opts: Options, made: Hasil, shown: str) -> None:
    warning = opts.say(
        f"Peringatan: sertifikat atas nama “{made.sertifikat}”, sedangkan penanda tangan rekaman “{made.penanda}”.",
        f"Warning: the certificate names “{made.sertifikat}”, the record's signer is “{made.penanda}”.",
    )
    if opts.format == "json":
        data = {
            "ditandatangani": True, "berkas": shown, "sidik": made.sidik, "penanda": made.bidang,
            "banyak_penanda": made.banyak, "nama": made.penanda, "sertifikat": made.sertifikat,
            "peran": made.peran, "alasan": made.alasan, "tingkat": made.tingkat, "berikut": made.berikut,
            "peringatan": [warning] if made.beda_nama else [],
        }  # fmt: skip
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if made.beda_nama:
        ERR.print(warning, soft_wrap=True, markup=False)
    if opts.quiet:
        return
    said = [
        opts.say(
            f"{shown}: ditandatangani {made.penanda} selaku {made.peran} ({made.tingkat}), "
            f"penanda {made.bidang} dari {made.banyak}.",
            f"{shown}: signed by {made.penanda} as {made.peran} ({made.tingkat}), signer {made.bidang} of {made.banyak}.",
        )
    ]
    if made.berikut:
        said.append(opts.say(f"Berikutnya: {made.berikut}", f"Next: {made.berikut}"))
    OUT.print("\n".join(said), soft_wrap=True, markup=False)
