"""No false alarm: finals of the samples and of varied records are what their records make."""

import shutil
from pathlib import Path

from contoh import ROOT
from korpus import KOP, teks_bersih

from pipeline.build import build_record
from pipeline.load import load_reference
from pipeline.verify.laporan import Putusan
from pipeline.verify.periksa import periksa
from pipeline.workspace import Workspace

BENIH = range(3)


def test_finals_are_the_same_as_their_records(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    (tmp_path / "inputs" / "instansi" / "kop-korpus.yaml").write_text(KOP, encoding="utf-8")
    space = Workspace(tmp_path)
    for seed in BENIH:
        (space.inputs / "rapat" / f"benih-{seed}.yaml").write_text(teks_bersih(seed), encoding="utf-8")
    reference, _ = load_reference(space.inputs, space.shown)
    made = []
    for file in space.records():
        build_record(space, file, reference)
        made += sorted((space.build / file.stem).glob("*.pdf"))
    finals = [f for f in made if "seed" not in f.parent.name]
    assert len(finals) > 2 * len(BENIH)
    for file in finals:
        report = periksa(file.read_bytes(), file.name)
        assert (report.putusan, [f.message() for f in report.temuan]) == (Putusan.SAMA, []), file
