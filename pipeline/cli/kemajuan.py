"""Who tells of long work while it runs: a bar on a terminal, or one JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from pipeline.cli.keluaran import Options

if TYPE_CHECKING:
    from pipeline.build.hasil import Result

_SEMPIT = 50
"""On a terminal of fewer columns the bar goes without its name, so that the time left is seen whole."""


def kabar(opts: Options, judul: str, peristiwa: bool = False) -> Senyap:
    """Who tells of a run in the way asked for; events only of a command that has them."""
    if opts.format == "json" and peristiwa:
        return Peristiwa(opts)
    return Bilah(judul, opts) if visible(opts) else Senyap()


def visible(opts: Options) -> bool:
    """Whether somebody looks on while a command works."""
    return sys.stderr.isatty() and opts.format == "text" and not opts.quiet


class Senyap(AbstractContextManager["Senyap"]):
    """Tells nothing."""

    def mulai(self, todo: int, tetap: int) -> None:
        """So many are to be done."""

    def selesai(self, result: Result) -> None:
        """One is done."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Nothing to end."""


class Bilah(Senyap):
    """A bar with count, rate and time left; only where there is more than one to do."""

    def __init__(self, judul: str, opts: Options) -> None:
        self._judul, self._opts = judul, opts
        self._bar: Any = None

    def mulai(self, todo: int, tetap: int) -> None:  # noqa: ARG002
        """Draw the bar."""
        if todo < 2:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        unit = self._opts.say("/dtk", "/s")
        console = Console(stderr=True)
        named = [TextColumn("{task.description}")] if console.width >= _SEMPIT else []
        self._bar = Progress(
            *named, BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[laju]}" + unit), TextColumn(self._opts.say("sisa", "left")),
            TimeRemainingColumn(), console=console, transient=True,
        )  # fmt: skip
        self._bar.start()
        self._task = self._bar.add_task(self._judul, total=todo, laju="–")
        self._sejak, self._jumlah = time.monotonic(), 0

    def selesai(self, result: Result) -> None:  # noqa: ARG002
        """Move the bar."""
        if self._bar is not None:
            self._jumlah += 1
            rate = self._jumlah / max(time.monotonic() - self._sejak, 0.001)
            shown = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}".replace(".", self._opts.say(",", "."))
            self._bar.update(self._task, advance=1, laju=shown)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


class Peristiwa(Senyap):
    """One JSON object a line on standard output, each with its key `peristiwa`."""

    def __init__(self, opts: Options) -> None:
        self._opts = opts
        self._selesai = 0

    def mulai(self, todo: int, tetap: int) -> None:
        """`mulai`: how many are to be done, how many are as they were."""
        self._tulis(peristiwa="mulai", jumlah=todo, tetap=tetap)
        self._jumlah, self._sejak = todo, time.monotonic()

    def selesai(self, result: Result) -> None:
        """`rekaman`: one is done, with the number of its findings, the rate and the seconds left."""
        from pipeline.cli.tampil import data

        self._selesai += 1
        rate = self._selesai / max(time.monotonic() - self._sejak, 0.001)
        self._tulis(
            peristiwa="rekaman", ke=self._selesai, dari=self._jumlah, per_detik=round(rate, 2),
            sisa_detik=round((self._jumlah - self._selesai) / rate, 1), **data(result),
            galat=sum(f.severity.value == "galat" for f in result.findings), temuan=len(result.findings),
        )  # fmt: skip

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """`dihentikan` on an interrupt: how many were done."""
        if kind is KeyboardInterrupt:
            self._tulis(peristiwa="dihentikan", selesai=self._selesai)

    @staticmethod
    def _tulis(**values: object) -> None:
        print(json.dumps(values, ensure_ascii=False), flush=True)
