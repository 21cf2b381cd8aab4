"""`notula fix`: the safe mends of findings, shown as a diff and put in on consent."""

from __future__ import annotations

import difflib
import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline.cli.build import Files
from pipeline.cli.context import ERR, OUT, Exit, Options, chosen, options, show, workspace
from pipeline.findings import Finding, Place
from pipeline.workspace import S007, Workspace, masalah_os, nama_aneh, tak_terbaca

if TYPE_CHECKING:
    from pipeline.fix import Perbaikan


def fix(
    ctx: typer.Context,
    rekaman: Files = None,
    ya: Annotated[bool, typer.Option("--ya", help="Terapkan tanpa bertanya.")] = False,
) -> None:
    """Betulkan salah tulis yang pasti, sesudah ditampilkan."""
    from pipeline.fix import mend
    from pipeline.load import load_reference

    opts, space = options(ctx), workspace(ctx)
    reference, _ = load_reference(space.inputs, space.shown)
    named = chosen(space, rekaman)
    changes: list[Perbaikan] = []
    broken, unread = False, list[Finding]()
    for file in space.records() if named is None else named:
        try:
            if nama_aneh(file):
                unread.append(S007.at(Place(space.shown(file)), berkas=space.shown(file)))
                broken = True
                continue
            changes.append(mend(space, file, reference))
        except OSError as e:
            broken = True
            unread.append(tak_terbaca(space.shown(file), e))
    show(ctx, unread, space.root) if unread and opts.format == "text" else None
    _tell(ctx, opts, space, changes, unread)
    todo = [c for c in changes if c.mended]
    if not todo:
        raise typer.Exit(Exit.FINDINGS if broken else Exit.OK)
    if not (ya or _consent(opts, len(todo))):
        raise typer.Exit(Exit.FINDINGS)
    for change in todo:
        broken = not _stored(opts, space, change) or broken
    raise typer.Exit(Exit.FINDINGS if broken else Exit.OK)


def _tell(
    ctx: typer.Context, opts: Options, space: Workspace, changes: list[Perbaikan], unread: list[Finding]
) -> None:
    """The diffs and what could not be put in; as JSON or SARIF the findings that have a safe mend."""
    if opts.format != "text":
        show(ctx, [*unread, *(f for c in changes for f in c.mended)], space.root)
        return
    for change in changes:
        for line in _diff(space, change):
            OUT.print(line, soft_wrap=True)
        for f in change.left:
            assert f.mend is not None
            OUT.print(
                opts.say(
                    f"{f.place}: “{f.mend.old}” ditulis lain di berkas, atau berkas rusak bila diganti; "
                    "betulkan sendiri.",
                    f"{f.place}: “{f.mend.old}” is written otherwise in the file, or replacing it would "
                    "break the file; mend it by hand.",
                ),
                soft_wrap=True,
                markup=False,
            )
    if not opts.quiet:
        OUT.print(_summary(opts, changes))


def _summary(opts: Options, changes: list[Perbaikan]) -> str:
    count = sum(len(c.mended) for c in changes)
    files = sum(bool(c.mended) for c in changes)
    if not count:
        return opts.say("Tidak ada yang perlu dibetulkan.", "Nothing to mend.")
    return opts.say(f"{count} perbaikan di {files} rekaman.", f"{count} mends in {files} records.")


_COLOUR = {"+": "green", "-": "red", "@": "cyan"}


def _diff(space: Workspace, change: Perbaikan) -> list[Text]:
    """The unified diff of a file, coloured; on a terminal what is invisible is shown by its number."""
    name = space.shown(change.file)
    old, new = (data.decode("utf-8", "replace").split("\n") for data in (change.before, change.after))
    lines = difflib.unified_diff(old, new, name, name, n=1, lineterm="")
    shown = (_visible(line) if OUT.is_terminal else line for line in lines)
    return [Text(line.rstrip("\r"), _COLOUR.get(line[:1], "")) for line in shown]


def _visible(line: str) -> str:
    return "".join(
        f"⟨U+{ord(c):04X}⟩" if unicodedata.category(c) in ("Cf", "Cc") and c not in "\t\r" else c
        for c in line
    )


def _consent(opts: Options, files: int) -> bool:
    """Whether the user agrees; without a terminal nobody is there to ask."""
    if opts.format != "text" or not sys.stdin.isatty():
        hint = opts.say(
            "Belum diterapkan. Jalankan lagi dengan --ya untuk menerapkannya.",
            "Not applied. Run again with --ya to apply.",
        )
        ERR.print(hint, soft_wrap=True)
        return False
    return typer.confirm(
        opts.say(f"Terapkan pada {files} rekaman?", f"Apply to {files} records?"), default=False
    )


def _stored(opts: Options, space: Workspace, change: Perbaikan) -> bool:
    from pipeline.fix import store

    name = space.shown(change.file)
    try:
        done = store(change)
    except OSError as e:
        ERR.print(f"{name}: {masalah_os(e)}.", soft_wrap=True, markup=False)
        return False
    if not done:
        ERR.print(
            opts.say(
                f"{name} berubah sejak dibaca, jadi tidak ditulis; jalankan lagi.",
                f"{name} changed since it was read, so it was not written; run again.",
            ),
            soft_wrap=True,
            markup=False,
        )
    elif opts.format == "text" and not opts.quiet:
        OUT.print(opts.say(f"Dibetulkan: {name}", f"Mended: {name}"), soft_wrap=True, markup=False)
    return done
