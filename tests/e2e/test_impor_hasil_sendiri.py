"""Our own minutes, imported again: what was printed is read back, and nothing wrong is added."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from contoh import ROOT

from pipeline.impor.baca import baca
from pipeline.impor.susun import susun
from pipeline.record.rapat import Rapat

NOTULA = str(Path(sys.executable).parent / "notula")
SAMPLE = "2026-11-24-rakor-pug-contoh"


@pytest.fixture(scope="module")
def hasil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    space = tmp_path_factory.mktemp("ruang")
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, space / "inputs" / folder)
    (space / "inputs" / "rapat").mkdir()
    shutil.copy(ROOT / "inputs" / "rapat" / f"{SAMPLE}.yaml", space / "inputs" / "rapat")
    subprocess.run([NOTULA, "build", "-q"], cwd=space, check=True, timeout=300)
    return space / "build" / SAMPLE


@pytest.mark.parametrize(("name", "people"), [("notula.docx", 47), ("notula.pdf", 44)])
def test_the_minutes_are_read_back(hasil: Path, name: str, people: int) -> None:
    source = yaml.safe_load((ROOT / "inputs" / "rapat" / f"{SAMPLE}.yaml").read_text(encoding="utf-8"))
    rapat = Rapat.model_validate(susun(baca(hasil / name)).data)
    for key in (
        "acara",
        "tujuan",
        "dasar",
        "keputusan",
        "rekomendasi",
        "kutipan",
        "tindak_lanjut",
        "tembusan",
    ):
        assert len(getattr(rapat, key)) == len(source[key]), key
    assert rapat.judul == source["judul"]
    assert rapat.tanggal
    assert f"{rapat.tanggal.mulai}" == "2026-11-24"
    assert rapat.pimpinan
    assert rapat.pimpinan.ketua
    assert rapat.pimpinan.ketua.nama == source["pimpinan"]["ketua"]["nama"]
    assert rapat.penanda_tangan[0].nama == source["penanda_tangan"][0]["nama"]
    known = {p["nama"]: p for p in source["peserta"] if "nama" in p}
    read = [p for p in rapat.peserta if p.nama]
    assert {p.nama for p in read} <= set(known)
    assert len(read) >= people
    for p in read:
        assert p.nama
        for key in ("jabatan", "jk", "nip"):
            value = getattr(p, key)
            assert value is None or value.replace(" ", "") == str(known[p.nama][key]).replace(" ", ""), (
                p.nama,
                key,
            )
