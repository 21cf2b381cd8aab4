"""The register by its commands, from a final record to the printed agenda."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from contoh import LENGKAP, ROOT

NOTULA = Path(sys.executable).parent / "notula"
OLEH = "Siti Contoh, Arsiparis"


def run(space: Path, *args: str, oleh: str | None = OLEH, kode: int = 0) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k != "NOTULA_OLEH"} | {"COLUMNS": "200"}
    if oleh is not None:
        env["NOTULA_OLEH"] = oleh
    done = subprocess.run(
        [NOTULA, *args], cwd=space, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL, env=env
    )  # fmt: skip
    assert done.returncode == kode, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def data(space: Path, *args: str, kode: int = 0):  # type: ignore[no-untyped-def]
    return json.loads(run(space, *args, "--format", "json", kode=kode).stdout)


@pytest.fixture
def ruang(tmp_path: Path) -> Path:
    space = tmp_path / "ruang kerja"
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, space / "inputs" / folder)
    (space / "inputs" / "rapat").mkdir()
    shutil.copy(LENGKAP, space / "inputs" / "rapat" / "contoh.yaml")
    return space


def scan(space: Path) -> Path:
    made = pikepdf.new()
    made.add_blank_page()
    made.save(space / "pindai.pdf")
    return space / "pindai.pdf"


def keadaan(space: Path) -> dict[str, str]:
    return {d["jenis"]: d["keadaan"] for d in data(space, "ledger", "status")["dokumen"]}


def test_from_a_final_record_to_the_archive_and_the_agenda(ruang: Path) -> None:
    assert keadaan(ruang) == {"notula": "draf", "laporan": "draf"}
    assert not (ruang / "register").exists()
    run(ruang, "ledger", "periksa", "contoh")
    run(ruang, "ledger", "final", "inputs/rapat/contoh.yaml")
    given = data(ruang, "nomor", "contoh")
    assert (given["nomor"], given["baru"]) == ("400.2/001/DCPPPA/XI/2026", True)
    assert data(ruang, "nomor", "contoh")["baru"] is False
    run(ruang, "build")
    with pikepdf.open(ruang / "build" / "contoh" / "notula.pdf") as pdf:
        assert given["nomor"].encode() in pdf.open_metadata().__str__().encode()
    assert keadaan(ruang) == {"notula": "bernomor", "laporan": "bernomor"}
    row = data(ruang, "terima", str(scan(ruang)), "contoh", "--jenis", "notula")
    assert (ruang / row["berkas"]).read_bytes() == (ruang / "pindai.pdf").read_bytes()
    assert (ruang / row["asal"]).read_bytes() == (ruang / "build" / "contoh" / "notula.pdf").read_bytes()
    run(ruang, "ledger", "kirim", "contoh", "--kepada", "Gubernur Contoh", "--tanggal", "25 November 2026")
    run(ruang, "ledger", "arsip", "contoh", "--jenis", "notula")
    assert keadaan(ruang) == {"notula": "diarsipkan", "laporan": "bernomor"}
    made = data(ruang, "ledger", "agenda")
    assert made["berkas"] == ["build/agenda/2026.xlsx", "build/agenda/2026.pdf"]
    run(ruang, "build")
    assert all((ruang / f).is_file() for f in made["berkas"])  # a build is no reason to lose them
    events = data(ruang, "ledger", "riwayat", "contoh")
    assert {e["oleh"] for e in events} == {OLEH}
    assert events[-1]["ke"] == "diarsipkan"
    saved = data(ruang, "ledger", "backup")
    assert (ruang / saved["berkas"]).is_file()
    seen = data(ruang, "ledger", "verify", "--kepala", saved["kepala"])
    assert (seen["utuh"], seen["cacat"], seen["kepala"]) == (True, [], saved["kepala"])
    assert "utuh" in run(ruang, "ledger", "verify").stdout
    assert "diarsipkan" in run(ruang, "ledger", "status").stdout
    assert "nomor diberikan" in run(ruang, "ledger", "riwayat", "contoh").stdout


def test_an_edited_row_is_found(ruang: Path) -> None:
    run(ruang, "ledger", "periksa", "contoh")
    with sqlite3.connect(ruang / "register" / "notula.sqlite") as db:
        db.execute("UPDATE dokumen SET oleh = 'Orang Lain' WHERE id = 1")
    db.close()
    done = run(ruang, "ledger", "verify", kode=1)
    assert "Baris 1 tabel dokumen diubah di luar Notula (oleh)." in done.stdout
    assert data(ruang, "ledger", "verify", kode=1)["cacat"][0]["tempat"] == "dokumen"


def test_numbers_are_reserved_used_and_voided(ruang: Path) -> None:
    held = data(
        ruang,
        "nomor",
        "--pesan",
        "2",
        "--untuk",
        "rapat lain",
        "--instansi",
        "dinas-contoh",
        "--tahun",
        "2026",
    )
    assert [n["urut"] for n in held] == [1, 2]
    run(ruang, "ledger", "periksa", "contoh")
    run(ruang, "ledger", "final", "contoh")
    assert data(ruang, "nomor", "contoh", "--pakai", "2")["urut"] == 2
    file = ruang / "inputs" / "rapat" / "contoh.yaml"
    assert "400.2/002/" in file.read_text()
    assert (
        data(ruang, "nomor", "--batal", "400.2/002/DCPPPA/XI/2026", "--alasan", "salah agenda")["keadaan"]
        == "batal"
    )
    assert "400.2/002/" not in file.read_text()
    assert data(ruang, "nomor", "contoh")["urut"] == 3
    done = run(ruang, "nomor", "--batal", "99", "--alasan", "x", kode=1)
    assert done.stderr == "Nomor 99 tidak ada di register.\n"


def test_a_changed_record_is_noticed_by_status(ruang: Path) -> None:
    run(ruang, "ledger", "periksa", "contoh")
    run(ruang, "ledger", "final", "contoh")
    file = ruang / "inputs" / "rapat" / "contoh.yaml"
    file.write_text(file.read_text().replace("Aula Dinas Contoh", "Aula Lain"))
    rows = data(ruang, "ledger", "status")["dokumen"]
    assert {(r["keadaan"], r["catatan"]) for r in rows} == {("draf", "rekaman berubah; periksa lagi")}
    file.unlink()
    assert {r["catatan"] for r in data(ruang, "ledger", "status")["dokumen"]} == {"rekamannya tidak ada"}


def test_going_back_takes_a_reason(ruang: Path) -> None:
    run(ruang, "ledger", "periksa", "contoh")
    assert "Alasan" in run(ruang, "ledger", "kembali", "contoh", "--jenis", "notula", kode=1).stderr
    run(ruang, "ledger", "kembali", "contoh", "--jenis", "notula", "--alasan", "belum dibaca ketua")
    assert keadaan(ruang) == {"notula": "draf", "laporan": "diperiksa"}


def test_documents_in_different_states_each_take_the_step_that_is_theirs(ruang: Path) -> None:
    run(ruang, "ledger", "periksa", "contoh", "--jenis", "laporan")
    done = run(ruang, "ledger", "final", "contoh")
    assert done.stdout == "laporan contoh: final\n"
    assert (
        "notula contoh masih berkeadaan draf; langkah berikutnya: “notula ledger periksa contoh”"
        in done.stderr
    )
    given = run(ruang, "nomor", "contoh")
    assert "notula contoh belum bernomor, masih draf" in given.stderr
    assert "masih draf" in run(ruang, "nomor", "contoh", kode=1).stderr  # given already, and nothing done
    done = run(ruang, "ledger", "periksa", "contoh")
    assert done.stdout == "notula contoh: diperiksa\n"
    run(ruang, "ledger", "final", "contoh")
    assert data(ruang, "nomor", "contoh")["bernomor"] == ["notula"]
    refused = run(ruang, "ledger", "final", "contoh", kode=1).stderr
    assert refused == "notula contoh sudah berkeadaan bernomor. laporan contoh sudah berkeadaan bernomor.\n"


def test_a_draft_full_of_gaps_is_not_recorded_as_checked(ruang: Path) -> None:
    file = ruang / "inputs" / "rapat" / "kosong.yaml"
    file.write_text("status: draf\ninstansi: dinas-contoh\njudul: Rapat Contoh\n")
    run(ruang, "check", "inputs/rapat/kosong.yaml")
    done = run(ruang, "ledger", "periksa", "kosong", kode=1)
    assert "galat" in done.stderr
    whole = ruang / "inputs" / "rapat" / "contoh.yaml"
    whole.write_text(whole.read_text().replace("status: final", "status: draf"))
    run(ruang, "ledger", "periksa", "contoh")


def test_status_and_history_fit_a_narrow_terminal_in_the_record_s_time(ruang: Path) -> None:
    run(ruang, "ledger", "periksa", "contoh")
    with sqlite3.connect(ruang / "register" / "notula.sqlite") as db:
        (utc,) = db.execute("SELECT waktu FROM dokumen").fetchone()
    db.close()
    here = (datetime.fromisoformat(utc) + timedelta(hours=7)).strftime("%H.%M WIB")
    for command in (("ledger", "status"), ("ledger", "riwayat", "contoh")):
        lines = run(ruang, *command).stdout.splitlines()
        assert max(len(line) for line in lines if "Kepala jejak" not in line) <= 80
        assert any(line.endswith(here) or f"{here}  {OLEH}" in line for line in lines), lines


def test_a_register_that_was_deleted_is_not_begun_anew(ruang: Path) -> None:
    run(ruang, "ledger", "periksa", "contoh")
    saved = data(ruang, "ledger", "backup")["berkas"]
    for rest in (ruang / "register").glob("notula.sqlite*"):
        rest.unlink()
    for command in (("ledger", "periksa", "contoh"), ("ledger", "status"), ("ledger", "backup"), ("nomor", "contoh"),
                    ("ralat", "contoh", "--alasan", "x")):  # fmt: skip
        assert f"Salin cadangan terakhir, {saved}" in run(ruang, *command, kode=3).stderr
    assert "L011" in run(ruang, "check").stdout
    shutil.copy(ruang / saved, ruang / "register" / "notula.sqlite")
    assert keadaan(ruang) == {"notula": "diperiksa", "laporan": "diperiksa"}


def test_help_is_indonesian(ruang: Path) -> None:
    said = run(ruang, "nomor", "--help").stdout
    assert "Pilihan:" in said
    assert not any(
        word in said for word in ("Usage", "Options", "Arguments", "Show this", "default", "env var")
    )
    assert "Options:" in run(ruang, "--lang", "en", "nomor", "--help").stdout


@pytest.mark.parametrize(
    ("perintah", "kode", "kata"),
    [
        (("nomor", "contoh"), 1, "belum dicatat final"),
        (("nomor", "tidak-ada"), 1, "tidak dapat dibuka"),
        (("nomor", "../luar.yaml"), 1, "tidak berada di inputs/rapat/"),
        (("nomor",), 2, "sebut satu saja"),
        (("nomor", "contoh", "--pesan", "2"), 2, "sebut satu saja"),
        (("nomor", "--pesan", "1", "--untuk", "x"), 2, "sebut kop dengan --instansi"),
        (("nomor", "--pesan", "1", "--instansi", "dinas-contoh"), 1, "untuk apa"),
        (("nomor", "--pesan", "1", "--untuk", "x", "--instansi", "lain"), 1, "Kop “lain” tidak ada"),
        (("terima", "tidak-ada.pdf", "contoh", "--jenis", "notula"), 1, "tidak-ada.pdf tidak dapat dibuka"),
        (("terima", "templates.txt", "contoh", "--jenis", "notula"), 1, "tidak dapat dibuka"),
        (("terima", "inputs/rapat/contoh.yaml", "pindai.pdf", "--jenis", "notula"), 2, "terima PINDAIAN REKAMAN"),
        (("terima", "contoh", "pindai.pdf"), 2, "terima PINDAIAN REKAMAN"),
        (("nomor", "--pesan", "2000", "--untuk", "x", "--instansi", "dinas-contoh"), 1, "1 sampai 1000 sekaligus"),
        (("nomor", "contoh", "--pakai", "0"), 2, "paling sedikit 1"),
        (("ledger", "mulai"), 1, "Alasan"),
        (("ledger", "kembali", "contoh", "--alasan", "x"), 1, "--jenis (notula, laporan)"),
        (("terima", "x.pdf", "contoh"), 1, "--jenis (notula, laporan)"),
        (("terima", "x.pdf", "contoh", "--jenis", "risalah"), 1, "tidak memuat dokumen “risalah”"),
        (("ledger", "final", "contoh"), 1, "notula ledger periksa"),
        (("ledger", "kirim", "contoh", "--kepada", "x"), 1, "belum ditandatangani"),
        (("ledger", "kirim", "contoh", "--tanggal", "31 Februari 2026"), 2, "bukan tanggal"),
        (("ledger", "riwayat", "contoh"), 1, "Belum ada jejak"),
        (("ledger", "agenda"), 1, "Belum ada nomor"),
        (("ledger", "verify"), 1, "Belum ada register"),
        (("ledger", "agenda", "--bentuk", "docx"), 2, "--bentuk"),
        (("ledger", "verify", "--kepala", "12"), 2, "N:SIDIK"),
        (("ledger", "kembali", "contoh", "--jenis", "notula", "--alasan", "x"), 1, "tidak dapat kembali"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence_and_nothing_is_written(
    ruang: Path, perintah: tuple[str, ...], kode: int, kata: str
) -> None:
    shutil.copy(LENGKAP, ruang.parent / "luar.yaml")
    done = run(ruang, *perintah, kode=kode)
    assert kata in " ".join(done.stderr.split())
    assert done.stderr.count("\n") == 1
    assert not (ruang / "resmi").exists()


def test_a_refusal_is_data_where_data_is_asked_for(ruang: Path) -> None:
    assert "belum dicatat final" in data(ruang, "nomor", "contoh", kode=1)["galat"]


def test_who_acts_must_be_said(ruang: Path) -> None:
    assert "--oleh" in run(ruang, "ledger", "periksa", "contoh", oleh=None, kode=2).stderr
    assert "--oleh" in run(ruang, "ledger", "periksa", "contoh", oleh="  ", kode=2).stderr
    run(ruang, "ledger", "periksa", "contoh", "--oleh", "Budi, Sekretaris", oleh=None)
    assert data(ruang, "ledger", "status")["dokumen"][0]["oleh"] == "Budi, Sekretaris"


def test_a_record_with_errors_is_not_recorded_as_checked(ruang: Path) -> None:
    file = ruang / "inputs" / "rapat" / "contoh.yaml"
    file.write_text(file.read_text().replace("tempat: Aula Dinas Contoh", "tempat: '[nama tempat]'"))
    assert "galat" in run(ruang, "ledger", "periksa", "contoh", kode=1).stderr


def test_a_pattern_with_a_fault_is_a_finding_and_stops_the_numbering(ruang: Path) -> None:
    file = ruang / "inputs" / "instansi" / "dinas-contoh.yaml"
    file.write_text(file.read_text().replace("{urut}", "{urutan}"))
    assert "L001" in run(ruang, "check", kode=1).stdout
    assert "L001" in run(ruang, "nomor", "contoh", kode=1).stdout


def test_a_damaged_ledger_ends_with_the_environment_s_code(ruang: Path) -> None:
    (ruang / "register").mkdir()
    (ruang / "register" / "notula.sqlite").write_bytes(b"bukan basis data" * 1000)
    for command in (("ledger", "status"), ("ledger", "verify"), ("ledger", "periksa", "contoh")):
        assert "register/notula.sqlite rusak" in run(ruang, *command, kode=3).stderr


def test_a_new_workspace_can_print_its_register(tmp_path: Path) -> None:
    run(tmp_path, "init", "kantor")
    assert (tmp_path / "kantor" / "templates" / "register" / "agenda.html").is_file()
