"""Every rule's own example: the passing text does not raise the finding, the failing one does."""

import pytest
from contoh import ROOT, acuan, kode

from pipeline.checks import check
from pipeline.checks.direktori import periksa_direktori
from pipeline.findings import RULES, Rule
from pipeline.load import load_reference
from pipeline.read import parse
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.rapat import Rapat

REKAMAN = [r for r in RULES.values() if r.example.kind == "rekaman" and r.code != "R004"]
PEJABAT = [r for r in RULES.values() if r.example.kind == "pejabat"]
BERKAS = [r for r in RULES.values() if r.example.kind == "berkas"]


@pytest.mark.parametrize("rule", REKAMAN, ids=lambda r: r.code)
def test_examples_of_record_rules(rule: Rule) -> None:
    assert rule.code not in kode(rule.example.passes)
    assert rule.code in kode(rule.example.fails)


@pytest.mark.parametrize("rule", BERKAS, ids=lambda r: r.code)
def test_examples_of_file_rules(rule: Rule) -> None:
    def codes(text: str) -> set[str]:
        return {f.code for f in parse(text.encode(), Rapat, "x.yaml").findings}

    assert rule.code not in codes(rule.example.passes)
    assert rule.code in codes(rule.example.fails)


@pytest.mark.parametrize("rule", PEJABAT, ids=lambda r: r.code)
def test_examples_of_directory_rules(rule: Rule) -> None:
    def codes(text: str) -> set[str]:
        reading = parse(text.encode(), DaftarPejabat, "pejabat.yaml")
        assert reading.findings == ()
        return {f.code for f in periksa_direktori(reading.value, reading.places)}

    assert codes(rule.example.passes) == set()
    assert codes(rule.example.fails) == {rule.code}


def test_every_rule_speaks_both_languages_and_names_its_source() -> None:
    for rule in RULES.values():
        assert all((rule.message["en"], rule.hint["id"], rule.hint["en"], rule.why, rule.source)), rule.code
        assert rule.message["id"] != rule.message["en"]


def test_a_letterhead_without_its_lines_is_a_finding(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from contoh import rekaman

    for folder in ("instansi", "profil"):
        (tmp_path / folder).mkdir()
    (tmp_path / "instansi" / "kop-kosong.yaml").write_text("singkatan: X\n")
    reference, _ = load_reference(tmp_path, str)
    record, _ = rekaman("instansi: kop-kosong\n")
    assert [f.code for f in check(record, reference) if f.code.startswith("R004")] == ["R004", "R004"]
    assert "R004" not in {f.code for f in check(rekaman()[0], acuan())}


def test_complete_samples_have_no_finding() -> None:
    from pipeline.read import read_record

    for file in sorted((ROOT / "inputs" / "rapat").glob("*contoh.yaml")):
        record, found = read_record(file)
        assert [*found, *check(record, acuan())] == [], file.name
