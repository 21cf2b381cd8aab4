"""`notula build --publik`: public copies of final documents, with what was masked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline import report
from pipeline.cli.context import OUT, Options, chosen, leave, options, show, workspace
from pipeline.cli.register import acuan

if TYPE_CHECKING:
    from pipeline.findings import Finding
    from pipeline.publik.buat import Salinan


def publik(ctx: typer.Context, rekaman: list[Path] | None) -> None:
    """Make the copies of the records named, or of all that are final and of class biasa."""
    from pipeline.findings import Place
    from pipeline.publik.buat import salinan_publik, tulis
    from pipeline.workspace import S002, masalah_os

    opts, space = options(ctx), workspace(ctx)
    reference = acuan(ctx, space)
    named = chosen(space, rekaman)
    made: list[tuple[Salinan, list[str]]] = []
    findings: list[Finding] = []
    passed: list[tuple[Salinan, str]] = []
    for file in space.records() if named is None else named:
        copy = salinan_publik(space, file, reference)
        try:
            files = [space.shown(f) for f in tulis(space, copy)]
        except OSError as e:
            target = space.shown(Path(e.filename)) if e.filename else "build/publik"
            findings.append(S002.at(Place(copy.rekaman), berkas=target, masalah=masalah_os(e)))
            continue
        why = next((f for f in copy.findings if f.code in ("D010", "D011")), None)
        if named is None and why is not None:  # nobody asked for this one
            passed.append((copy, why.message(opts.lang)))
            continue
        made.append((copy, files))
        findings += copy.findings
    if opts.format == "json":
        print(json.dumps(_data(opts, made, passed, findings), ensure_ascii=False, indent=2))
    else:
        show(ctx, findings, space.root)
    if opts.format == "text" and not opts.quiet:
        for copy, files in made:
            _cetak(opts, copy, files)
        for copy, sentence in passed:
            OUT.print(f"{copy.rekaman}: {sentence}", soft_wrap=True, markup=False)
    leave(findings)


def _cetak(opts: Options, copy: Salinan, files: list[str]) -> None:
    say = opts.say
    if not files:
        OUT.print(
            say(f"{copy.rekaman}: salinan publik tidak dibuat.", f"{copy.rekaman}: no public copy was made."),
            soft_wrap=True, markup=False,
        )  # fmt: skip
        return
    for file in files:
        OUT.print(file, soft_wrap=True, markup=False)
    masked = ", ".join(f"{kind} {count}" for kind, count in copy.banyak.items())
    OUT.print(
        say(f"  Disamarkan: {masked or 'tidak ada'}.", f"  Masked: {masked or 'nothing'}."),
        soft_wrap=True, markup=False,
    )  # fmt: skip
    if copy.gambar:
        OUT.print(
            say(f"  Gambar lampiran yang tidak disertakan: {copy.gambar}.", f"  Pictures left out: {copy.gambar}."),
            soft_wrap=True, markup=False,
        )  # fmt: skip


def _data(
    opts: Options, made: list[tuple[Salinan, list[str]]], passed: list[tuple[Salinan, str]], findings: list[Finding]
) -> dict[str, Any]:  # fmt: skip
    return {
        "salinan": [
            {
                "rekaman": copy.rekaman, "judul": copy.judul, "berkas": files,
                "disamarkan": dict(copy.banyak), "gambar_tidak_disertakan": copy.gambar,
            }
            for copy, files in made
        ],
        "dilewati": [{"rekaman": copy.rekaman, "sebab": sentence} for copy, sentence in passed],
        "temuan": report.as_json(findings, opts.lang),
    }  # fmt: skip
