"""`notula watch`: documents follow the record on every save."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.context import OUT, Options, options, show, workspace
from pipeline.cli.environment import need_pango
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.build.awasi import Pengawas, Perubahan
    from pipeline.workspace import Workspace

LANGKAH_MS = 10
"""How long the folder must be still before a save counts as whole: editors write in several steps."""
SELANG_MS = 1000
"""How often we look whether a watched folder has come, gone, or become another one."""


def watch(
    ctx: typer.Context,
    kali: Annotated[int, typer.Option(help="Berhenti sesudah sekian perubahan (0: tidak berhenti).")] = 0,
) -> None:
    """Buat ulang naskah setiap kali rekaman, kop, profil, atau templat disimpan."""
    need_pango(ctx)
    from pipeline.build.awasi import Pengawas
    from pipeline.build.kolam import workers
    from pipeline.cli.kemajuan import kabar

    opts, space = options(ctx), workspace(ctx)
    if opts.format != "text":
        raise typer.BadParameter(
            opts.say(
                "watch bercerita kepada orang dan tidak mengenal --json; untuk program ada “notula --json build”",
                "watch talks to people and has no --json; programs have “notula --json build”",
            )
        )
    folders, before = _folder(space), _keadaan(space)
    with kabar(opts, opts.say("Membuat naskah", "Building")) as follower:
        guard = Pengawas(space, workers(), follower)
    try:
        results = guard.pertama.hasil()
        show(ctx, [*guard.pertama.bersama, *(f for r in results for f in r.findings)], space.root)
        OUT.print(
            opts.say(
                f"Mengawasi {space.shown(space.inputs)}; berhenti dengan Ctrl-C.",
                f"Watching {space.shown(space.inputs)}; stop with Ctrl-C.",
            )
        )
        for seen, paths in enumerate(_perubahan(space, folders, before), 1):
            _tanggapi(ctx, opts, guard, paths)
            if kali and seen >= kali:
                return
    finally:
        guard.tutup()


def _perubahan(
    space: Workspace, before: dict[Path, int], files: dict[Path, tuple[int, int]]
) -> Iterator[set[Path]]:
    """What changed below the folders that documents come from, which were `before`; also in those that come later.

    What was saved since its state was one of `files`, while the first documents were made, counts too.
    A watched folder that is removed is watched no more, even if there is one of its name again.
    Then the new one is watched first and counts as changed after, so that nothing falls between.
    """
    from watchfiles import watch as changes

    seen: set[Path] = set()
    while True:
        folders = _folder(space)
        seen |= {f for f in {*folders, *before} if folders.get(f) != before.get(f)}
        before = folders
        for batch in changes(
            *folders, debounce=200, step=LANGKAH_MS, rust_timeout=SELANG_MS, yield_on_timeout=True
        ):
            seen |= {Path(p) for _, p in batch}
            if files:
                now = _keadaan(space)
                seen |= {f for f in {*files, *now} if files.get(f) != now.get(f)}
                files = {}
            if _folder(space) != folders:
                break
            if seen:
                yield seen
            seen = set()


def _keadaan(space: Workspace) -> dict[Path, tuple[int, int]]:
    """Time of change (ns) and size (bytes) of each file that documents come from."""
    found = {}
    for folder in _folder(space):
        for file in folder.rglob("*"):
            with suppress(OSError):  # just removed
                state = file.stat()
                if S_ISREG(state.st_mode):
                    found[file] = (state.st_mtime_ns, state.st_size)
    return found


def _folder(space: Workspace) -> dict[Path, int]:
    """The folders to be watched, as they are now."""
    found = {}
    for folder in (space.inputs, space.root / "templates"):
        if folder.is_dir():
            found[folder] = folder.stat().st_ino
    return found


def _tanggapi(ctx: typer.Context, opts: Options, guard: Pengawas, paths: set[Path]) -> None:
    started = time.monotonic()
    space = guard.workspace

    def berita(path: str) -> None:
        OUT.print(f"  {path}  ({time.monotonic() - started:.2f} s)", soft_wrap=True)

    told = False
    for change in guard.tanggapi(paths, berita):
        what = _apa(change, opts, saved=change.file in paths)
        OUT.print(
            opts.say(f"{change.result.file}: berubah: {what}", f"{change.result.file}: changed: {what}"),
            soft_wrap=True,
        )
        shared = [] if told else guard.bersama  # once a save, however many records they concern
        told = True
        show(ctx, [*shared, *change.result.findings], space.root)
        if not change.result.files:
            OUT.print(
                opts.say("  naskah tidak dibuat", "  no documents made") + _yang_lama(opts, space, change)
            )
        elif not change.result.written:
            OUT.print(opts.say("  tidak ada berkas yang berubah", "  no file changed"))
    for gone in guard.hilang():
        OUT.print(opts.say(f"{space.shown(gone)}: dihapus", f"{space.shown(gone)}: deleted"))


def _yang_lama(opts: Options, space: Workspace, change: Perubahan) -> str:
    """That older documents are gone too; the folder may be another record's."""
    if (space.build / change.file.stem).exists():
        return ""
    return opts.say("; yang lama tidak ada lagi di build/", "; older ones are no longer in build/")


def _apa(change: Perubahan, opts: Options, *, saved: bool) -> str:
    if not saved:
        return opts.say("yang dipakainya", "what it refers to")
    if change.keys is None:
        return opts.say("semua", "all")
    return ", ".join(change.keys) or opts.say("tanpa perubahan isi", "no change of content")
