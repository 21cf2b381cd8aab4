"""Findings: everything Notula has to say about somebody's input, in one shape.

A rule is declared once, beside the code that applies it, with its sentence and its
remedy in Indonesian and English, its source, and one example that passes and one that
fails; the reference page and the example tests are made from these declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Lang = Literal["id", "en"]


CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey rather than show, what ends a line, what turns a line round, what no text may hold."""


class Severity(StrEnum):
    """How much a finding weighs: an error stops an official document, a warning does not."""

    GALAT = "galat"
    PERINGATAN = "peringatan"


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file: line and column count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = CONTROL.sub("�", self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True)
class Mend:
    """The words that stand in the file at a finding's place, and what should stand there.

    `safe` says that nobody needs to know the meeting to agree: `notula fix` offers those.
    """

    old: str
    new: str
    safe: bool = False


@dataclass(frozen=True)
class Example:
    """YAML (or template) text; `kind` says what the example test does with it.

    `rekaman`: top-level keys that replace those of the complete sample record;
    `berkas`: a whole record file; `pejabat`: a whole directory of officials; `templat`: a template body; `naskah`: prose only,
    shown in the reference and tested by hand in tests/test_proof.py.
    """

    passes: str
    fails: str
    kind: Literal["rekaman", "berkas", "pejabat", "templat", "naskah"] = "rekaman"


@dataclass(frozen=True)
class Rule:
    """One kind of complaint. Texts are `str.format` templates over the finding's values."""

    code: str
    name: str
    message: Mapping[Lang, str]
    hint: Mapping[Lang, str]
    why: str
    source: str
    example: Example

    def at(
        self, place: Place, severity: Severity = Severity.GALAT, mend: Mend | None = None, **values: object
    ) -> Finding:
        """The finding of this rule at a place, with the mended text where there is one."""
        texts = {k: CONTROL.sub("�", str(v).replace("\n", " ")) for k, v in values.items()}
        return Finding(self.code, severity, place, texts, mend)


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    *,
    id: str,
    en: str,
    hint_id: str,
    hint_en: str,
    why: str,
    source: str,
    example: Example,
) -> Rule:
    """Declare a rule. Raises ValueError where the code is taken already."""
    if code in RULES:
        raise ValueError(f"finding code {code} is declared twice")
    made = Rule(code, name, {"id": id, "en": en}, {"id": hint_id, "en": hint_en}, why, source, example)
    RULES[code] = made
    return made


@dataclass(frozen=True)
class Finding:
    """One complaint: code, severity, place, and the values its sentence is made from."""

    code: str
    severity: Severity
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    mend: Mend | None = None

    def message(self, lang: Lang = "id") -> str:
        """The sentence that says what is wrong."""
        return RULES[self.code].message[lang].format_map(self.values)

    def hint(self, lang: Lang = "id") -> str:
        """The sentence that says how to mend it."""
        return RULES[self.code].hint[lang].format_map(self.values)


def maksud(word: str, known: Iterable[str], cutoff: int = 60) -> dict[str, Any]:
    """The values `maksud` and `maksud_en` of a sentence: the known word nearest to a wrong one."""
    from rapidfuzz import process  # a build with nothing to do does without

    close = process.extractOne(word, list(known), score_cutoff=cutoff)
    if close is None:
        return {"maksud": "", "maksud_en": ""}
    return {"maksud": f" Maksud Anda “{close[0]}”?", "maksud_en": f" Did you mean “{close[0]}”?"}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings sorted by file, line, column and code, each once."""
    seen: dict[tuple[object, ...], Finding] = {}
    for f in findings:
        seen.setdefault((f.place, f.code, tuple(sorted(f.values.items()))), f)
    return sorted(seen.values(), key=lambda f: (f.place, f.code))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of them is an error."""
    return any(f.severity is Severity.GALAT for f in findings)
