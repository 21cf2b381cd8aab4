"""How findings print: as text with the line they stand on, as JSON, as SARIF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.control import strip_control_codes
from rich.text import Text

from pipeline import __version__
from pipeline.berkas import isi
from pipeline.findings import RULES, Finding, Lang, Severity

_COLOUR = {Severity.GALAT: "bold red", Severity.PERINGATAN: "bold yellow"}
_EN = {Severity.GALAT: "error", Severity.PERINGATAN: "warning"}
_WIDTH = 100
_BERWARNA = 500
"""Findings that are shown in colour."""


def print_findings(findings: Iterable[Finding], console: Console, root: Path, lang: Lang) -> None:
    """Each finding with its place, the line it stands on, and how to mend it.

    Where no colour is shown, or nobody could look at so many, the lines go out as they are: laying
    out colours takes longer than all else.
    """
    found = list(findings)
    plain = console.color_system is None or len(found) > _BERWARNA
    sources: dict[str, list[str]] = {}
    for f in found:
        lines = [*_lines_of(f, root, lang, sources), Text()]
        if plain:
            console.file.write("".join(f"{strip_control_codes(line.plain)}\n" for line in lines))
        else:
            for line in lines:
                console.print(line, soft_wrap=True)


def _lines_of(f: Finding, root: Path, lang: Lang, sources: dict[str, list[str]]) -> list[Text]:
    severity = f.severity.value if lang == "id" else _EN[f.severity]
    head = Text(str(f.place), "bold")
    head.append(f" {f.code} {severity}", _COLOUR[f.severity])
    head.append(f"  {f.message(lang)}", "not bold")
    label = "perbaikan" if lang == "id" else "mend"
    return [head, *_excerpt(f, root, sources), Text(f"   = {label}: {_remedy(f, lang)}", "cyan")]


def _excerpt(f: Finding, root: Path, sources: dict[str, list[str]]) -> list[Text]:
    if not f.place.line:
        return []
    lines = _lines(f, root, sources)
    if f.place.line > len(lines):
        return []
    line, column = lines[f.place.line - 1].rstrip("\r"), f.place.column - 1
    start = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH].replace("\t", " ")
    number = str(f.place.line)
    gutter = " " * len(number)
    return [
        Text(f" {number} | {shown}"),
        Text(f" {gutter} | {' ' * (column - start)}^", _COLOUR[f.severity]),
    ]


def _lines(f: Finding, root: Path, sources: dict[str, list[str]]) -> list[str]:
    """The lines of a finding's file, read once."""
    if f.place.file not in sources:
        try:
            text = isi(root / f.place.file).decode("utf-8-sig", errors="replace")
            sources[f.place.file] = text.split("\n")
        except OSError:
            sources[f.place.file] = []
    return sources[f.place.file]


def _remedy(f: Finding, lang: Lang) -> str:
    """How to mend a finding, with the mended text where the hint does not hold it."""
    hint = f.hint(lang)
    if f.mend is None or (f.mend.new and f"“{f.mend.new}”" in hint):
        return hint
    if not f.mend.new:
        shown = f.mend.old.strip()
        verb = "Hapus" if lang == "id" else "Delete"
        return f"{hint} {verb} “{shown}”." if shown.isprintable() and shown else hint
    return f"{hint} Tulis “{f.mend.new}”." if lang == "id" else f"{hint} Write “{f.mend.new}”."


def as_json(findings: Iterable[Finding], lang: Lang) -> list[dict[str, Any]]:
    """The findings as plain data."""
    return [
        {
            "code": f.code,
            "name": RULES[f.code].name,
            "severity": f.severity.value if lang == "id" else _EN[f.severity],
            "file": f.place.file,
            "line": f.place.line,
            "column": f.place.column,
            "message": f.message(lang),
            "hint": _remedy(f, lang),
            "mend": f.mend and {"old": f.mend.old, "new": f.mend.new, "safe": f.mend.safe},
        }
        for f in findings
    ]


def as_sarif(findings: Iterable[Finding], lang: Lang, root: Path) -> dict[str, Any]:
    """The findings as a SARIF 2.1.0 log with one run; fixes only where the file holds the words to replace."""
    found = list(findings)
    sources: dict[str, list[str]] = {}
    rules = sorted({f.code for f in found})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "notula",
                        "version": __version__,
                        "rules": [
                            {
                                "id": code,
                                "name": RULES[code].name,
                                "shortDescription": {"text": RULES[code].name},
                                "fullDescription": {"text": RULES[code].why},
                                "help": {"text": f"{RULES[code].why} ({RULES[code].source})"},
                            }
                            for code in rules
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(f, rules.index(f.code), lang, _stands(f, root, sources)) for f in found],
            }
        ],
    }


def _stands(f: Finding, root: Path, sources: dict[str, list[str]]) -> bool:
    """Whether the words that a mend replaces stand in the file at the finding's place."""
    if f.mend is None or "\n" in f.mend.old:
        return False
    lines = _lines(f, root, sources)
    return 0 < f.place.line <= len(lines) and lines[f.place.line - 1].startswith(
        f.mend.old, f.place.column - 1
    )


def _result(f: Finding, index: int, lang: Lang, mendable: bool) -> dict[str, Any]:
    artifact = {"uri": quote(f.place.file)}
    where: dict[str, Any] = {"artifactLocation": artifact}
    if f.place.line:
        where["region"] = {"startLine": f.place.line, "startColumn": max(f.place.column, 1)}
    result: dict[str, Any] = {
        "ruleId": f.code,
        "ruleIndex": index,
        "level": _EN[f.severity],
        "message": {"text": f"{f.message(lang)} {_remedy(f, lang)}"},
        "locations": [{"physicalLocation": where}],
    }
    if mendable and f.mend is not None:
        region = {**where["region"], "endColumn": f.place.column + len(f.mend.old)}
        change = {"deletedRegion": region, "insertedContent": {"text": f.mend.new}}
        fix = {
            "description": {"text": _remedy(f, lang)},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}],
        }
        result["fixes"] = [fix]
    return result
