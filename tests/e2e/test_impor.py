"""`notula import` as a secretary runs it."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from contoh import ROOT

NOTULA = str(Path(sys.executable).parent / "notula")
SEED = "inputs/sumber/rakor-pug-seed.txt"
LIST = "inputs/sumber/daftar-hadir-contoh.csv"


@pytest.fixture
def ruang(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    return tmp_path


def run(space: Path, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NOTULA, *args],
        cwd=space,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "COLUMNS": "200"},
    )


def test_the_seed_becomes_a_draft_with_what_it_says_and_findings_for_what_it_lacks(ruang: Path) -> None:
    source = (ruang / SEED).read_bytes()
    done = run(ruang, "import", SEED, "-o", "inputs/rapat/impor.yaml")
    assert done.returncode == 0, done.stderr
    assert (ruang / SEED).read_bytes() == source
    data = yaml.safe_load((ruang / "inputs/rapat/impor.yaml").read_text(encoding="utf-8"))
    assert data["status"] == "draf"
    assert data["instansi"] == "dp3akkb-banten"
    assert data["judul"] == "Koordinasi Pen garustamaan Gender Dalam Pembangunan"
    assert data["penyelenggara"]["instansi"] == "DP3AKKB PROVINSI BANTEN"
    assert [len(data[k]) for k in ("tujuan", "keputusan", "kutipan")] == [4, 4, 2]
    assert [q["oleh"]["nama"] for q in data["kutipan"]] == ["[nama pejabat]", "[nama pejabat penutup]"]
    assert data["penutup"]["isi"].startswith("Melalui rapat koordinasi ini")
    assert [data[k] for k in ("tanggal", "waktu", "tempat", "peserta")] == [None] * 4
    by_hand = yaml.safe_load((ruang / "inputs/rapat/rakor-pug-seed.yaml").read_text(encoding="utf-8"))
    for key in ("judul", "jenis", "tujuan", "keputusan", "instansi"):
        assert data[key] == by_hand[key], key
    assert data["pembuka"]["isi"] == by_hand["pembuka"]["isi"]
    assert data["penutup"]["isi"] == by_hand["penutup"]["isi"]
    assert [q["kata"] for q in data["kutipan"]] == [q["kata"] for q in by_hand["kutipan"]]

    found = json.loads(run(ruang, "check", "--json", "inputs/rapat/impor.yaml").stdout)
    counts = Counter(f["code"] for f in found)
    assert counts["P001"] == 3
    assert counts["P013"] == 4
    missing = {f["hint"] for f in found if f["code"] == "K001"}
    assert {"Isi “tanggal.mulai”.", "Isi “tempat”.", "Isi “pembuka.oleh.nama”."} <= missing
    (chat,) = [f for f in found if f["code"] == "I002"]
    text = (ruang / "inputs/rapat/impor.yaml").read_text(encoding="utf-8").splitlines()
    assert "Apakah Anda ingin saya sesuaikan artikel ini" in text[chat["line"] - 1]
    assert all(f["severity"] == "peringatan" for f in found)


def test_the_table_the_gaps_and_the_next_step_are_printed(ruang: Path) -> None:
    out = run(ruang, "import", SEED).stdout
    assert "penyelenggara.instansi" in out
    assert "baris 3" in out
    assert "Belum pasti, tidak diisi:" in out
    assert (
        "pembuka.oleh: tidak disebut siapa yang membuka (baris 4: “Kegiatan yang dilaksanakan dI DP3AKKB"
        in out
    )
    assert "beliau menegaskan" in out
    assert "2 potongan sumber belum mendapat tempat" in out
    assert "Berikutnya:" in out
    assert list((ruang / "inputs/rapat").glob("koordinasi-pen-garustamaan*.yaml"))


def test_the_draft_comes_as_json(ruang: Path) -> None:
    data = json.loads(run(ruang, "import", SEED, "--format", "json").stdout)
    assert {
        "kunci": "penyelenggara.instansi",
        "nilai": "DP3AKKB PROVINSI BANTEN",
        "sumber": "baris 3",
    } in data["isi"]
    assert [g["kunci"] for g in data["belum_pasti"]] == ["peserta", "pembuka.oleh"]
    assert data["belum_bertempat"] == 2
    assert (ruang / data["berkas"]).is_file()
    assert {f["code"] for f in data["temuan"]} >= {"P001", "K001", "I001", "I002"}


def test_the_draft_builds_with_its_gaps_shown(ruang: Path) -> None:
    run(ruang, "import", SEED, "-o", "inputs/rapat/impor.yaml")
    assert run(ruang, "build", "inputs/rapat/impor.yaml").returncode == 0
    assert (ruang / "build/impor/notula.pdf").is_file()


def test_a_record_is_never_overwritten(ruang: Path) -> None:
    target = ruang / "inputs/rapat/rakor-pug-seed.yaml"
    before = target.read_bytes()
    done = run(ruang, "import", SEED, "-o", str(target))
    assert (done.returncode, target.read_bytes()) == (2, before)
    assert "tidak ditimpa" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("lama.doc", b"x", ".docx"),
        ("rusak.pdf", b"x", "rusak"),
        ("kosong.txt", b"", "tidak berisi teks"),
        ("daftar.xlsx", b"x", "--hadir"),
    ],
)
def test_a_source_that_cannot_be_read_is_one_sentence_and_writes_nothing(
    ruang: Path, name: str, data: bytes, words: str
) -> None:
    (ruang / name).write_bytes(data)
    before = sorted((ruang / "inputs/rapat").iterdir())
    done = run(ruang, "import", name)
    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted((ruang / "inputs/rapat").iterdir()) == before
    assert run(ruang, "--lang", "en", "import", name).stderr != done.stderr


def test_a_source_that_is_not_there_is_one_sentence(ruang: Path) -> None:
    done = run(ruang, "import", "tidak-ada.txt")
    assert (done.returncode, done.stderr.count("\n"), "Traceback" in done.stderr) == (1, 1, False)


def test_an_attendance_list_is_shown_and_written_only_with_consent(ruang: Path) -> None:
    record = "inputs/rapat/rakor-pug-seed.yaml"
    before = (ruang / record).read_text(encoding="utf-8")
    shown = run(ruang, "import", "--hadir", LIST, record)
    assert shown.returncode == 1
    assert '+  - {nama: "Contoh Ahmad, S.E."' in shown.stdout
    assert "Baris 6 (Contoh Bunga, S.Sos.): NIP rusak oleh Excel" in shown.stdout
    assert "--ya" in shown.stderr
    assert (ruang / record).read_text(encoding="utf-8") == before
    written = run(ruang, "import", "--hadir", LIST, record, "--ya")
    assert written.returncode == 0, written.stderr
    after = (ruang / record).read_text(encoding="utf-8")
    assert [x for x in after.splitlines() if x not in before.splitlines()] == [
        x[1:] for x in shown.stdout.splitlines() if x.startswith("+  - ")
    ]
    assert len(yaml.safe_load(after)["peserta"]) == 3
    again = run(ruang, "import", "--hadir", LIST, record, "--ya")
    assert (again.returncode, again.stdout.count("sudah tercatat; tidak ditambahkan lagi")) == (0, 3)
    assert (ruang / record).read_text(encoding="utf-8") == after


def test_the_attendance_comes_as_json(ruang: Path) -> None:
    done = run(ruang, "import", "--json", "--hadir", LIST, "inputs/rapat/rakor-pug-seed.yaml", "--ya")
    data = json.loads(done.stdout)
    assert [p["baris"] for p in data["ditambah"]] == [5, 6, 8]
    assert len(data["catatan"]) == 2
