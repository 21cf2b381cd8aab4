"""Corrections: what is signed stays, a numbered record names it, and what changed is shown."""

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from contoh import LENGKAP, ROOT, TEMPLATES
from register_uji import OLEH

from pipeline.ledger.agenda import agenda
from pipeline.ledger.basis import Tolakan, buka
from pipeline.ledger.ralat import sebagai_ralat
from pipeline.ledger.rantai import pangkal
from pipeline.read import parse
from pipeline.record.rapat import Ralat, Rapat
from pipeline.workspace import Workspace

NOTULA = str(Path(sys.executable).parent / "notula")
DATA = LENGKAP.read_bytes()


def jalan(space: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NOTULA, *args], cwd=space, capture_output=True, text=True, stdin=subprocess.DEVNULL, env={"NOTULA_OLEH": OLEH, "PATH": "/usr/bin:/bin"}
    )  # fmt: skip


@pytest.fixture(scope="module")
def ruang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose notula is numbered and signed in ink."""
    space = tmp_path_factory.mktemp("ralat")
    import shutil

    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, space / "inputs" / name)
    (space / "inputs" / "rapat").mkdir()
    file = space / "inputs" / "rapat" / "rakor.yaml"
    file.write_bytes(DATA.replace(b"dokumen: [notula, laporan]", b"dokumen: [notula]  # hanya notula"))
    for args in (
        ("ledger", "periksa", "rakor"),
        ("ledger", "final", "rakor"),
        ("nomor", "rakor"),
        ("build", "-q"),
    ):
        done = jalan(space, *args)
        assert done.returncode == 0, done.stdout + done.stderr
    page = pypdfium2.PdfDocument(space / "build" / "rakor" / "notula.pdf")[0]
    page.render(scale=1).to_pil().save(space / "pindaian.png")
    done = jalan(space, "terima", "pindaian.png", "rakor")
    assert done.returncode == 0, done.stderr
    return space


def test_a_signed_record_that_changes_makes_nothing(ruang: Path) -> None:
    file = ruang / "inputs" / "rapat" / "rakor.yaml"
    before = file.read_bytes()
    assert "L010" not in jalan(ruang, "check", "inputs/rapat/rakor.yaml").stdout
    file.write_bytes(before.replace(b"Aula Dinas Contoh", b"Aula Lain Contoh"))
    done = jalan(ruang, "check", "inputs/rapat/rakor.yaml")
    file.write_bytes(before)
    assert done.returncode == 1
    assert "L010 galat" in done.stdout
    assert "notula ralat rakor" in done.stdout


def test_a_correction_names_what_it_corrects_and_shows_what_changed(ruang: Path) -> None:
    assert jalan(ruang, "ralat", "rakor").returncode == 1  # no reason
    done = jalan(ruang, "ralat", "rakor", "--alasan", "Tempat keliru")
    assert done.returncode == 0, done.stderr
    file = ruang / "inputs" / "rapat" / "rakor-ralat-1.yaml"
    text = file.read_text(encoding="utf-8")
    assert "  # hanya notula" in text
    value = parse(text.encode(), Rapat, "x").value
    assert value.status == "draf"
    assert value.nomor is None
    assert value.ralat is not None
    assert (value.ralat.urut, value.ralat.rekaman, value.ralat.alasan) == (1, "rakor", "Tempat keliru")
    assert str(value.ralat.tanggal) == "2026-11-24"
    assert (value.ralat.nomor or "").startswith("400.2/001/")
    file.write_text(text.replace("Aula Dinas Contoh", "Aula Lain Contoh"), encoding="utf-8")
    shown = jalan(ruang, "ralat", "rakor-ralat-1", "--format", "json")
    changes = json.loads(shown.stdout)["naskah"]["notula"]["perubahan"]
    assert {"bagian": "Tempat", "semula": "Aula Dinas Contoh", "menjadi": "Aula Lain Contoh"} in changes
    page = pypdfium2.PdfDocument(ruang / "build" / "rakor-ralat-1" / "perubahan-notula.pdf")
    words = "".join(p.get_textpage().get_text_range() for p in page)
    assert "Aula Lain Contoh" in words
    assert "[-Dinas-]{+Lain+}" in jalan(ruang, "ralat", "rakor-ralat-1").stdout
    assert (ruang / "resmi" / "rakor" / "notula.pdf").exists()


def test_a_correction_is_numbered_on_and_recorded(ruang: Path) -> None:
    assert jalan(ruang, "ralat", "rakor", "--alasan", "Nama keliru").returncode == 0
    assert (ruang / "inputs" / "rapat" / "rakor-ralat-2.yaml").exists()
    trail = jalan(ruang, "--json", "ledger", "riwayat", "rakor").stdout
    assert trail.count("ralat dimulai") >= 2
    assert jalan(ruang, "ledger", "verify").returncode == 0
    rows = json.loads(jalan(ruang, "--json", "ledger", "status").stdout)["dokumen"]
    notes = {r["rekaman"]: r["catatan"] for r in rows}
    assert "diralat oleh rakor-ralat-1; diralat oleh rakor-ralat-2" in notes["rakor"]
    assert notes["rakor-ralat-1"] == "ralat atas rakor"


def test_the_printed_register_shows_the_chain(ruang: Path) -> None:
    file = ruang / "inputs" / "rapat" / "rakor-ralat-1.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("status: draf", "status: final"), encoding="utf-8"
    )
    for args in (("ledger", "periksa"), ("ledger", "final"), ("nomor",)):
        done = jalan(ruang, *args, "rakor-ralat-1")
        assert done.returncode == 0, done.stdout + done.stderr
    with buka(Workspace(ruang)) as ledger:
        notes = [row.keterangan for part in agenda(ledger).bagian for row in part.baris]
    assert "diralat dengan Nomor 400.2/002/" in notes[0]
    assert "ralat atas Nomor 400.2/001/" in notes[1]


def test_a_lost_file_does_not_bring_its_number_back(ruang: Path) -> None:
    """Numbers of corrections come from the trail: what was once a second correction stays it."""
    file = ruang / "inputs" / "rapat" / "rakor-ralat-2.yaml"
    file.unlink()
    done = jalan(ruang, "ralat", "rakor", "--alasan", "Nama keliru sekali lagi")
    assert done.returncode == 0, done.stderr
    assert not file.exists()
    assert (file.parent / "rakor-ralat-3.yaml").exists()


def test_a_file_left_by_a_run_that_broke_off_is_taken_up(ruang: Path) -> None:
    made = ruang / "inputs" / "rapat" / "rakor-ralat-3.yaml"
    wanted = made.read_text(encoding="utf-8").replace("urut: 3", "urut: 4")
    left = made.with_name("rakor-ralat-4.yaml")
    left.write_text(wanted, encoding="utf-8")
    assert jalan(ruang, "ralat", "rakor", "--alasan", "Nama keliru sekali lagi").returncode == 0
    assert left.read_text(encoding="utf-8") == wanted


def test_a_foreign_file_in_the_way_is_named(ruang: Path) -> None:
    other = ruang / "inputs" / "rapat" / "rakor-ralat-5.yaml"
    other.write_text("judul: lain\n", encoding="utf-8")
    done = jalan(ruang, "ralat", "rakor", "--alasan", "Tempat")
    other.unlink()
    assert done.returncode == 1
    assert "rakor-ralat-5.yaml sudah ada" in done.stderr


def test_a_correction_made_by_hand_is_recorded_where_it_is_right(ruang: Path) -> None:
    text = (ruang / "inputs" / "rapat" / "rakor-ralat-4.yaml").read_text(encoding="utf-8")
    mine = ruang / "inputs" / "rapat" / "rakor-ralat-5.yaml"
    mine.write_text(text.replace("urut: 4", "urut: 7"), encoding="utf-8")
    assert "L012 peringatan" in jalan(ruang, "check", "inputs/rapat/rakor-ralat-5.yaml").stdout
    wrong = jalan(ruang, "ralat", "rakor-ralat-5")
    assert wrong.returncode == 1
    assert "Ralat berikutnya ialah ke-5" in wrong.stderr
    mine.write_text(text.replace("urut: 4", "urut: 5"), encoding="utf-8")
    assert jalan(ruang, "ralat", "rakor-ralat-5").returncode == 0
    assert "L012" not in jalan(ruang, "check", "inputs/rapat/rakor-ralat-5.yaml").stdout


@pytest.mark.parametrize(("lama", "baru"), [('rekaman: "rakor"', 'rekaman: "lain"'), ("urut: 1", "urut: 7")])
def test_a_final_correction_that_differs_from_the_trail_makes_nothing(
    ruang: Path, lama: str, baru: str
) -> None:
    file = ruang / "inputs" / "rapat" / "rakor-ralat-1.yaml"
    before = file.read_text(encoding="utf-8")
    assert lama in before
    file.write_text(before.replace(lama, baru), encoding="utf-8")
    done = jalan(ruang, "check", "inputs/rapat/rakor-ralat-1.yaml")
    file.write_text(before, encoding="utf-8")
    assert done.returncode == 1
    assert "L012 galat" in done.stdout


def test_the_changes_are_shown_after_signing_too(ruang: Path) -> None:
    page = pypdfium2.PdfDocument(ruang / "build" / "rakor" / "notula.pdf")[0]
    page.render(scale=1).to_pil().save(ruang / "pindaian-2.png")
    assert jalan(ruang, "build", "-q", "inputs/rapat/rakor-ralat-1.yaml").returncode == 0
    done = jalan(ruang, "terima", "pindaian-2.png", "rakor-ralat-1")
    assert done.returncode == 0, done.stderr
    assert "[-Dinas-]{+Lain+}" in jalan(ruang, "ralat", "rakor-ralat-1").stdout


def test_a_name_with_brackets_is_no_pattern() -> None:
    assert pangkal("rapat[1]-ralat-2") == "rapat[1]"


def test_what_is_not_signed_is_just_corrected(ruang: Path) -> None:
    (ruang / "inputs" / "rapat" / "baru.yaml").write_bytes(DATA)
    done = jalan(ruang, "ralat", "baru", "--alasan", "Coba")
    assert done.returncode == 1
    assert "belum ditandatangani" in done.stderr


RALAT = Ralat(urut=1, rekaman="a", nomor="1/2026", sidik="0" * 64, alasan="Keliru")


@pytest.mark.parametrize(
    "text",
    [
        "status: final\nnomor: 1/2026\njudul: A # catatan\n",
        "judul: A\n",
        "# awal\r\nstatus: final # tetap\r\njudul: A\r\n",
        "status: final\nralat: {urut: 1, rekaman: z}\njudul: A\n",
        "judul: A\nralat:\n  urut: 1\n",
    ],
)
def test_the_text_of_a_correction_keeps_the_rest(text: str) -> None:
    made = sebagai_ralat(text.encode(), RALAT)
    value = parse(made, Rapat, "x")
    assert (value.value.status, value.value.judul, value.value.ralat) == ("draf", "A", RALAT)
    for comment in ("# catatan", "# awal", "# tetap"):
        assert (comment in text) == (comment.encode() in made)
    assert (b"\r\n" in made) == ("\r\n" in text)


@pytest.mark.parametrize("text", ["{status: final, judul: A}\n", "[]\n", "judul: [\n"])
def test_a_text_that_cannot_be_taken_over_is_refused(text: str) -> None:
    with pytest.raises(Tolakan):
        sebagai_ralat(text.encode(), RALAT)


def test_templates_of_corrections_are_shipped() -> None:
    assert (TEMPLATES / "register" / "perubahan.html").is_file()
