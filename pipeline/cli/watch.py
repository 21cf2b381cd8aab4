"""`notula watch`: documents follow the record on every save."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.context import OUT, Options, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.record.rapat import Rapat
from pipeline.workspace import Workspace


def watch(
    ctx: typer.Context,
    kali: Annotated[int, typer.Option(help="Berhenti sesudah sekian perubahan (0: tidak berhenti).")] = 0,
) -> None:
    """Buat ulang naskah setiap kali rekaman, kop, profil, atau templat disimpan."""
    need_pango(ctx)
    from watchfiles import watch as changes

    from pipeline.build import build, warm_pool, workers

    opts, space = options(ctx), workspace(ctx)
    results, shared = build(space, None, 1, lambda _: None)
    known = {f: _read(f) for f in space.records()}
    show(ctx, [*shared, *(f for r in results for f in r.findings)], space.root)
    pool = warm_pool(min(2, workers()))
    OUT.print(
        opts.say(
            f"Mengawasi {space.shown(space.inputs)}; berhenti dengan Ctrl-C.",
            f"Watching {space.shown(space.inputs)}; stop with Ctrl-C.",
        )
    )
    folders = [f for f in (space.inputs, space.root / "templates") if f.is_dir()]
    with pool:
        for seen, batch in enumerate(changes(*folders, debounce=120, step=40), 1):
            _react(ctx, opts, space, {Path(p) for _, p in batch}, known, pool)
            if kali and seen >= kali:
                return


def _read(file: Path) -> Rapat | None:
    from pipeline.read import read_record

    try:
        record = read_record(file)[0]
    except OSError:
        return None
    return None if () in record.damaged else record.rapat


def _react(
    ctx: typer.Context,
    opts: Options,
    space: Workspace,
    paths: set[Path],
    known: dict[Path, Rapat | None],
    pool: Executor,
) -> None:
    from pipeline.build import build_record, forget
    from pipeline.findings import has_errors
    from pipeline.load import load_reference

    records = set(space.records())
    touched = sorted(paths & records)
    pictures = any(p.parent.is_relative_to(space.inputs / "rapat") and p not in records for p in paths)
    shared_change = any(not p.is_relative_to(space.inputs / "rapat") for p in paths)
    todo = sorted(records) if shared_change or pictures else touched
    started = time.monotonic()
    reference, shared = load_reference(space.inputs, space.shown)

    def early(path: str) -> None:
        OUT.print(f"  {path}  ({time.monotonic() - started:.2f} s)", soft_wrap=True)

    for file in todo:
        now = _read(file)
        keys = _changed(known.get(file), now)
        known[file] = now or known.get(file)
        what = ", ".join(keys) or opts.say("tanpa perubahan isi", "no change of content")
        OUT.print(opts.say(f"{space.shown(file)}: berubah: {what}", f"{space.shown(file)}: changed: {what}"))
        result = build_record(space, file, reference, has_errors(shared), early, pool)
        show(ctx, [*shared, *result.findings], space.root)
        if not result.written:
            OUT.print(opts.say("  tidak ada berkas yang berubah", "  no file changed"))
    for gone in [f for f in known if f not in records]:
        del known[gone]
        forget(space, gone.stem)
        OUT.print(opts.say(f"{space.shown(gone)}: dihapus", f"{space.shown(gone)}: deleted"))


def _changed(old: Rapat | None, new: Rapat | None) -> list[str]:
    """The top-level keys whose values differ between two readings of a record."""
    if new is None:
        return ["tidak terbaca"]
    if old is None:
        return ["semua"]
    return [k for k in type(new).model_fields if getattr(old, k) != getattr(new, k)]
