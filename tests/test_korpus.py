"""False alarms cost trust: clean records of great variety bring no error, and hardly a warning."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from contoh import ROOT, acuan
from korpus import KOP, teks_bersih

from pipeline.checks import examine
from pipeline.findings import Finding, Severity
from pipeline.read import parse
from pipeline.record.instansi import Instansi
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record

BANYAK = 120


def temuan(seed: int) -> list[Finding]:
    """All findings on the clean record of a seed."""
    reference = acuan()
    kop = parse(KOP.encode(), Instansi, "kop-korpus.yaml").value
    reference = replace(reference, instansi=reference.instansi | {"kop-korpus": kop},
                        files=reference.files | {"instansi/kop-korpus": Path("inputs/instansi/kop-korpus.yaml")})  # fmt: skip
    reading = parse(teks_bersih(seed).encode(), Rapat, f"bersih-{seed}.yaml")
    record = Record(ROOT / "inputs" / "rapat" / "bersih.yaml", reading.value, reading.places, reading.damaged)
    return examine(record, reading.findings, reference)[1]


def test_clean_records_have_no_error_and_few_warnings() -> None:
    warned: Counter[str] = Counter()
    for seed in range(BANYAK):
        for f in temuan(seed):
            assert f.severity is Severity.PERINGATAN, f"{f.place} {f.code} {f.message()}"
            warned[f.code] += 1
    assert sum(warned.values()) <= BANYAK // 20, warned
