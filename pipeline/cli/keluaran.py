"""Options, exit codes, consoles and how findings are printed: all that needs no command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from pipeline.findings import Finding, Lang, has_errors

if TYPE_CHECKING:
    from rich.console import Console

Format = Literal["text", "json", "sarif"]


class Exit(IntEnum):
    """Exit codes; scripts may rely on them."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3
    INTERNAL = 70
    INTERRUPTED = 130


@dataclass(frozen=True)
class Options:
    """The options that stand before a command."""

    folder: Path
    lang: Lang
    format: Format
    quiet: bool
    debug: bool

    def say(self, indonesian: str, english: str) -> str:
        """The sentence in the language asked for."""
        return indonesian if self.lang == "id" else english


class _Malas:
    """A console of rich, loaded when it is first used: to say that nothing is to do, none is."""

    def __init__(self, stderr: bool) -> None:
        self._stderr = stderr

    def __getattr__(self, name: str) -> Any:
        return getattr(self._console, name)

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        return Console(stderr=self._stderr, highlight=False)


OUT = cast("Console", _Malas(stderr=False))
ERR = cast("Console", _Malas(stderr=True))


def cetak_temuan(opts: Options, findings: Iterable[Finding], root: Path) -> None:
    """Print findings in the format asked for."""
    from pipeline import report

    found = list(findings)
    if opts.format == "json":
        print(json.dumps(report.as_json(found, opts.lang), ensure_ascii=False, indent=2))
    elif opts.format == "sarif":
        print(json.dumps(report.as_sarif(found, opts.lang, root), ensure_ascii=False, indent=2))
    elif found and (not opts.quiet or has_errors(found)):
        report.print_findings(found, OUT, root, opts.lang)
