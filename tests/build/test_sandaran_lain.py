"""What a result leans on beside its files' contents: other letterheads, the register, odd names and times, other builds."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from ruang_bangun import SEMUA, dikerjakan, ganti, isi, rekaman

from pipeline.build import bangun
from pipeline.build.basis import FOLDER, NAMA
from pipeline.ledger import buka
from pipeline.workspace import Workspace


@pytest.mark.skipif(sys.platform == "win32", reason="no file may be named so")
def test_a_name_with_a_star_is_a_name(ruang: Workspace) -> None:
    (ruang.inputs / "rapat" / "gambar" / "paparan.png").rename(ruang.inputs / "rapat" / "gambar" / "a*.png")
    ganti(ruang.inputs / "rapat" / "gambar.yaml", "gambar/paparan.png", "gambar/a*.png")
    (ruang.inputs / "rapat" / "laporan.yaml").rename(ruang.inputs / "rapat" / "laporan*.yaml")
    assert dikerjakan(ruang) == {"gambar", "laporan*"}
    assert dikerjakan(ruang) == set()


def test_a_program_file_with_a_time_to_come_is_read_each_time(
    ruang: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a clock that was set back leaves it: its stat can tell no change."""
    from pipeline.build import sidik

    own = tmp_path / "paket" / "a.py"
    own.parent.mkdir()
    monkeypatch.setattr(sidik, "_PAKET", own.parent)
    for text in ("a = 1", "a = 2"):
        own.write_text(text)
        os.utime(own, (4e9, 4e9))
        assert dikerjakan(ruang) == SEMUA
    assert dikerjakan(ruang) == set()


def test_a_correction_is_checked_again_once_there_is_a_register(ruang: Workspace) -> None:
    names = ("kunci-ralat-1", "pembetulan")
    for name in names:
        text = rekaman("Rapat Ralat", ralat={"urut": 1, "rekaman": "kunci", "alasan": "Salah ketik."})
        (ruang.inputs / "rapat" / f"{name}.yaml").write_text(text)
    assert dikerjakan(ruang) == set(names)
    with buka(ruang) as ledger, ledger.tulis() as tx:
        tx.catat("uji", "Uji", "kunci", "notula")
    made = bangun(ruang, None, 1)
    said = {Path(n).stem: [f.code for f in r.findings if f.code == "L012"] for n, r in made.baru.items()}
    assert said == {name: ["L012"] for name in names}
    assert dikerjakan(ruang) == set()


def test_a_letterhead_that_only_another_one_makes_wrong_counts_for_its_records(ruang: Workspace) -> None:
    number = 'penomoran: {pola: "{urut}/{tahun}", unit: UJI-%s}\n'
    own, other = ruang.inputs / "instansi" / "tanpa-lambang.yaml", ruang.inputs / "instansi" / "baru.yaml"
    own.write_text(own.read_text() + number % "B")
    assert dikerjakan(ruang) == {"laporan"}
    other.write_text("pemerintah: PEMERINTAH CONTOH\nnama: [DINAS BARU]\n" + number % "A")
    assert bangun(ruang, None, 1).ada_galat
    assert {p.split("/")[0] for p in isi(ruang)} == SEMUA - {"laporan"}
    other.unlink()
    assert dikerjakan(ruang) == {"laporan"}
    assert {p.split("/")[0] for p in isi(ruang)} == SEMUA
    assert dikerjakan(ruang) == set()


@pytest.mark.parametrize(
    "how", ["DELETE FROM isi WHERE nama LIKE '%laporan%'", "UPDATE isi SET hasil = '{'", "DROP TABLE isi"]
)
def test_a_result_that_is_taken_away_meanwhile_is_found_out_again(ruang: Workspace, how: str) -> None:
    """As by a build of another process in which the record changed or was gone."""
    before = {r.file: (r.findings, r.files) for r in bangun(ruang, None, 1).hasil()}
    made = bangun(ruang, None, 1)
    other = sqlite3.connect(ruang.build / FOLDER / NAMA)
    other.execute(how)
    other.commit()
    other.close()
    assert {r.file: (r.findings, r.files) for r in made.hasil()} == before
    assert dikerjakan(ruang) <= SEMUA
