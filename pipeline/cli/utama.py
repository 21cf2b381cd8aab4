"""The whole command line: every command and option, usage errors in Indonesian, exit codes."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from pipeline import __version__
from pipeline.cli import BENDERA, BERNILAI, PERINTAH, Diakhiri, inggris
from pipeline.cli.bahasa import bantuan_indonesia, pemakaian
from pipeline.cli.context import ERR, Exit, Format, Options
from pipeline.workspace import masalah_os


def _version(wanted: bool) -> None:
    if wanted:
        print(f"notula {__version__}")
        raise typer.Exit


def _options(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Option("-C", help="Folder ruang kerja.")] = Path(),
    lang: Annotated[str, typer.Option("--lang", help="Bahasa pesan: id atau en.")] = "id",
    json_: Annotated[bool, typer.Option("--json", help="Sama dengan --format json.")] = False,
    format_: Annotated[str, typer.Option("--format", help="text, json, atau sarif.")] = "text",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Hanya cetak galat.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Sertakan jejak kesalahan program.")] = False,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Cetak versi.")
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())
        raise typer.Exit(Exit.USAGE)
    if lang not in ("id", "en"):
        raise typer.BadParameter("--lang: pilih id atau en.")
    if format_ not in ("text", "json", "sarif"):
        raise typer.BadParameter("--format: pilih text, json, atau sarif.")
    form: Format = "json" if json_ else format_  # type: ignore[assignment]
    ctx.obj = Options(folder, lang, form, quiet, debug)  # type: ignore[arg-type]


def _app(args: list[str]) -> typer.Typer:
    """The command line, with only the command of these arguments loaded where they name one."""
    made = typer.Typer(
        name="notula",
        help="Notula dan laporan rapat dinas dari satu rekaman.",
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    made.callback(invoke_without_command=True)(_options)
    named = next((a for a in _tanpa_pilihan(args) if a in PERINTAH), None)
    for name in [named] if named else PERINTAH:
        module, _, what = PERINTAH[name].partition(":")
        found = getattr(import_module(f"pipeline.cli.{module}"), what)
        if isinstance(found, typer.Typer):
            made.add_typer(found, name=name)
        else:
            made.command(name)(found)
    return made


def _tanpa_pilihan(args: list[str]) -> list[str]:
    """The first argument that is no option common to all commands."""
    rest = iter(args)
    for arg in rest:
        if arg in BERNILAI:
            next(rest, None)
        elif not arg.startswith("-"):
            return [arg]
        elif arg not in BENDERA and "=" not in arg:
            return []
    return []


def jalankan(args: list[str]) -> int:
    """Run the command; its code. No fault ever shows a traceback unasked.

    Raises KeyboardInterrupt, of which Diakhiri on a SIGTERM.
    """
    with _dapat_diakhiri():
        return _jalankan(args)


@contextmanager
def _dapat_diakhiri() -> Iterator[None]:
    """A SIGTERM interrupts the block as Ctrl-C does; a second one ends the process at once."""
    heard: list[int] = []

    def end(number: int, _: Any) -> None:
        signal.signal(number, signal.SIG_DFL)
        heard.append(number)
        raise KeyboardInterrupt  # of that kind, since libraries make it one of theirs

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        if heard:
            raise Diakhiri from None
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _jalankan(args: list[str]) -> int:
    english = inggris(args)
    try:
        with bantuan_indonesia(not english and (not args or "--help" in args)):
            code = _app(args)(args, standalone_mode=False)
        if code == Exit.INTERRUPTED:  # typer turns Ctrl-C into this code by itself
            raise KeyboardInterrupt
    except TyperException as e:
        message = e.format_message() if english else pemakaian(e.format_message())
        if not message.endswith((".", "?", ")")):
            message += "."
        head, tail = ("Usage", "See notula --help.") if english else ("Pemakaian", "Lihat notula --help.")
        ERR.print(f"{head}: {message} {tail}", soft_wrap=True, markup=False)
        return Exit.USAGE
    except typer.Abort:
        raise KeyboardInterrupt from None
    except OSError as e:
        ERR.print(f"{e.filename or ''}: {masalah_os(e)}.", soft_wrap=True, markup=False)
        return Exit.FINDINGS
    except Exception as e:  # the last resort: a fault of ours, said in one sentence
        ERR.print(
            f"A fault inside Notula, not in your files ({type(e).__name__}); run again with --debug and report it."
            if english
            else f"Kesalahan di dalam Notula, bukan pada berkas Anda ({type(e).__name__}); "
            "jalankan lagi dengan --debug dan laporkan.",
            soft_wrap=True,
            markup=False,
        )
        if "--debug" in args:
            traceback.print_exc()
        return Exit.INTERNAL
    return code if isinstance(code, int) else Exit.OK
