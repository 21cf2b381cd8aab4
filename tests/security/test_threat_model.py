"""The threat model names only code and tests that exist."""

import re

from contoh import ROOT

MODEL = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", MODEL)
    assert len(named) > 40
    for file, name in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or f"\ndef {name}(" in text, (file, name)


def test_every_function_that_it_names_exists() -> None:
    named = re.findall(r"`(pipeline/[\w/]+\.py)`(?: `(\w+)`)?", MODEL)
    assert len(named) > 30
    for file, name in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or re.search(rf"^(?:async def |def |class )?{name}\b", text, re.M), (file, name)


def test_every_threat_has_a_defence_and_a_test() -> None:
    rows = [
        line
        for line in MODEL.split("## Threats")[1].split("## The campaign")[0].split("\n")
        if line.startswith("| ")
    ]
    for row in rows:
        cells = row.strip("| ").split(" | ")
        if cells[0] not in ("threat",) and not set(cells[0]) <= {"-", "|"}:
            assert len(cells) == 3, row
            assert "tests/" in cells[2], row


def test_every_code_that_it_names_is_a_rule() -> None:
    import sys

    sys.path.insert(0, str(ROOT / "scripts"))
    from acuan import rules

    known = {r.code for r in rules()}
    assert set(re.findall(r"\b[A-Z]\d{3}\b", MODEL)) <= known
