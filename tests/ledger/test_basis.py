import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from register_uji import OLEH, REKAMAN, angka, bernomor, bukti, dikunci, finalkan, ruang

from pipeline.ledger import basis
from pipeline.ledger.basis import NAMA, Gangguan, Ledger, Tolakan, buka, satu_baris
from pipeline.ledger.cadangan import cadangkan
from pipeline.ledger.langkah import maju
from pipeline.ledger.mulai import mulai
from pipeline.ledger.skema import MIGRASI, Nomor
from pipeline.workspace import Workspace


def mentah(space: Workspace) -> sqlite3.Connection:
    return sqlite3.connect(space.register / NAMA, isolation_level=None)


def test_a_new_ledger_is_wal_durable_and_of_the_newest_version(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    with buka(space) as ledger:
        ask = {p: ledger.db.execute(f"PRAGMA {p}").fetchone()[0] for p in
               ("journal_mode", "foreign_keys", "synchronous", "user_version", "busy_timeout")}  # fmt: skip
    assert ask == {
        "journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "user_version": len(MIGRASI), "busy_timeout": 30000
    }  # fmt: skip
    assert (space.register / NAMA).is_file()


def test_reading_makes_no_ledger(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    with buka(space, buat=False) as ledger:
        assert ledger.semua(Nomor) == []
        assert ledger.kepala()[0] == 0
    assert not space.register.exists()


def test_an_older_ledger_is_brought_up_with_all_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    more = (*MIGRASI, ("ALTER TABLE nomor ADD COLUMN catatan TEXT",))
    monkeypatch.setattr(basis, "MIGRASI", more)
    with buka(space) as ledger:
        assert ledger.db.execute("SELECT urut, catatan FROM nomor").fetchall() == [(1, None)]
        assert ledger.db.execute("PRAGMA user_version").fetchone()[0] == len(more)


def test_a_migration_that_fails_leaves_the_old_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with monkeypatch.context() as m:
        m.setattr(basis, "MIGRASI", (*MIGRASI, ("CREATE TABLE baru (x)", "CREATE TABLE nomor (x)")))
        with pytest.raises(sqlite3.OperationalError), buka(space):
            pass
    with buka(space) as ledger:
        assert ledger.db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'baru'").fetchone() == (0,)
    assert [n.urut for n in angka(space)] == [1]


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with closing(mentah(space)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRASI) + 1}")
    with pytest.raises(Gangguan, match="lebih baru"), buka(space):
        pass


def test_another_program_s_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    space.register.mkdir()
    with closing(mentah(space)) as db:
        db.execute("CREATE TABLE foto (x)")
    with pytest.raises(Gangguan, match="bukan register Notula"), buka(space):
        pass
    with closing(mentah(space)) as db:
        assert [r[0] for r in db.execute("SELECT name FROM sqlite_schema")] == ["foto"]


def test_a_locked_ledger_is_said_in_one_sentence(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    finalkan(space)
    with closing(mentah(space)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Gangguan, match="sedang dipakai"), buka(space, tunggu=0.05) as ledger:
            with ledger.tulis():
                pass
        with buka(space, tunggu=0.05) as ledger:  # reading goes on
            assert ledger.semua(Nomor) == []


@pytest.mark.parametrize("cadangan", [True, False])
@pytest.mark.parametrize("isi", [b"bukan basis data sama sekali" * 400, None])
def test_a_damaged_file_is_said_with_the_way_back(tmp_path: Path, cadangan: bool, isi: bytes | None) -> None:
    space = ruang(tmp_path, 30)
    for i in range(30):
        bernomor(space, f"r{i}")
    copy = None
    with buka(space) as ledger:
        if cadangan:
            copy = cadangkan(ledger, space)
        ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = space.register / NAMA
    data = bytearray(file.read_bytes())
    if isi is None:  # a page of a table overwritten
        data[8192:16384] = os.urandom(8192)
    file.write_bytes(isi or bytes(data))
    with pytest.raises(Gangguan, match="rusak") as said, buka(space):
        pass
    assert (
        (f"register/cadangan/{copy.name}" in said.value.id)
        if copy
        else ("Belum ada cadangan" in said.value.id)
    )


def hilang(space: Workspace, isi: bytes | None) -> None:
    for rest in space.register.glob(f"{NAMA}*"):
        rest.unlink()
    if isi is not None:
        (space.register / NAMA).write_bytes(isi)


@pytest.mark.parametrize("isi", [None, b""])
@pytest.mark.parametrize(
    ("sisa", "kata"),
    [("cadangan", "Salin cadangan terakhir"), ("resmi", "resmi/ sudah"), ("nomor", "sudah bernomor")],
)
def test_a_register_that_went_missing_is_not_begun_anew(
    tmp_path: Path, isi: bytes | None, sisa: str, kata: str
) -> None:
    space = ruang(tmp_path, 2)
    (finalkan if sisa != "nomor" else bernomor)(space)
    if sisa == "cadangan":
        with buka(space) as ledger:
            cadangkan(ledger, space)
    elif sisa == "resmi":
        (space.resmi / "r0").mkdir(parents=True)
        (space.resmi / "r0" / "notula.pdf").write_bytes(b"x")
    hilang(space, isi)
    with pytest.raises(Gangguan, match=kata):
        finalkan(space, "r1")
    assert (space.register / NAMA).exists() == (isi is not None)
    if sisa == "nomor":  # a number may come from a register on paper: reading goes on
        assert dikunci(space) == []
    else:
        with pytest.raises(Gangguan, match=kata), buka(space, buat=False, baca=True):
            pass
        assert [f.code for f in dikunci(space)] == ["L011"]


def test_an_emptied_register_is_not_gone_on_with(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    finalkan(space)
    with buka(space) as ledger:
        cadangkan(ledger, space)
    hilang(space, None)
    empty = ruang(tmp_path / "lain")
    with buka(empty):
        pass
    shutil.copy(empty.register / NAMA, space.register / NAMA)
    with pytest.raises(Gangguan, match="Salin cadangan terakhir"):
        finalkan(space, "r1")


def test_a_register_is_begun_knowingly(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2, REKAMAN + "nomor: 400.2/007/DC/XI/2026\n")
    with pytest.raises(Gangguan, match="notula ledger mulai"):
        finalkan(space)
    with pytest.raises(Tolakan, match="Alasan"):
        mulai(space, " ", OLEH)
    assert [f.name for f in mulai(space, "dari buku kertas", OLEH)] == ["r0.yaml", "r1.yaml"]
    assert bernomor(space).nomor.urut == 7
    with pytest.raises(Tolakan, match="sudah ada"):
        mulai(space, "lagi", OLEH)
    with buka(space) as ledger:
        assert "dari buku kertas" in ledger.jejak(peristiwa="register dimulai")[0].rincian
        cadangkan(ledger, space)
    hilang(space, None)
    with pytest.raises(Tolakan, match="salin cadangan itu"):
        mulai(space, "hilang", OLEH)


def test_a_register_older_than_its_last_backup_is_not_written_to(tmp_path: Path) -> None:
    space = ruang(tmp_path, 2)
    finalkan(space)
    with buka(space) as ledger:
        old = cadangkan(ledger, space).read_bytes()
    bernomor(space)
    with buka(space) as ledger:
        cadangkan(ledger, space)
    hilang(space, old)
    with pytest.raises(Gangguan, match="lebih pendek daripada cadangan terakhirnya"):
        bernomor(space, "r1")


def test_two_numbers_that_print_the_same_are_said_when_an_old_register_is_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = ruang(tmp_path, 2)
    with monkeypatch.context() as m:
        m.setattr(basis, "MIGRASI", MIGRASI[:1])
        bernomor(space, "r0")
        with closing(mentah(space)) as db:
            db.execute(
                "INSERT INTO nomor SELECT 9, 'LAIN', instansi, tahun, 9, lower(teks), 'batal', NULL, tanggal, isi, untuk, "
                "'x', oleh, waktu FROM nomor"
            )
    with pytest.raises(Gangguan, match="dua nomor yang tercetak sama"), buka(space):
        pass


def test_waiting_for_another_program_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    space = ruang(tmp_path)
    finalkan(space)
    monkeypatch.setattr(basis, "SABAR", 0.05)
    with closing(mentah(space)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Gangguan, match="sedang dipakai"), buka(space, tunggu=0.5) as ledger:
            with ledger.tulis():
                pass
    assert "menunggu" in caplog.text


def test_a_ledger_on_a_disk_that_cannot_be_written_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    monkeypatch.setattr(basis.os, "access", lambda *_: False)
    before = {f: f.read_bytes() for f in space.register.iterdir()}
    with buka(space, buat=False, baca=True) as ledger:
        assert [n.urut for n in ledger.semua(Nomor)] == [1]
        assert ledger.file == space.register / NAMA
    assert {f: f.read_bytes() for f in space.register.iterdir()} == before


def test_a_register_that_is_no_folder_is_said(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    space.register.write_text("")
    with pytest.raises(Gangguan, match="bukan folder"), buka(space):
        pass


@pytest.mark.parametrize("ada", [True, False])
def test_a_read_only_folder_is_said_in_one_sentence(tmp_path: Path, ada: bool) -> None:
    space = ruang(tmp_path)
    if ada:
        finalkan(space)
    program = (  # loads all first: another user may not be able to read the packages of this one
        "import encodings.utf_8_sig, os, sys\nimport pipeline.ledger.niat\nfrom pathlib import Path\nfrom pipeline.ledger.basis import Gangguan, buka\n"
        "from pipeline.workspace import Workspace\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try:\n    with buka(Workspace(Path(sys.argv[1])), tunggu=0.1) as ledger:\n        ledger.tulis().__enter__()\n"
        "except Gangguan as e:\n    print(e.id)\n"
    )
    folders = [space.register if ada else space.root, *space.root.parents]
    modes = {f: f.stat().st_mode for f in folders if f.stat().st_uid == os.geteuid()}
    for f in modes:
        f.chmod(f.stat().st_mode | 0o555)
    (space.register if ada else space.root).chmod(0o555)
    try:
        done = subprocess.run([sys.executable, "-c", program, space.root], capture_output=True, text=True)
    finally:
        for f, mode in modes.items():
            f.chmod(mode)
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
    assert "tidak dapat ditulis" in done.stdout


@pytest.mark.parametrize("ubah", ["UPDATE jejak SET oleh = 'x'", "DELETE FROM jejak", "DELETE FROM nomor"])
def test_trail_and_numbers_cannot_be_edited_or_deleted(tmp_path: Path, ubah: str) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with closing(mentah(space)) as db, pytest.raises(sqlite3.IntegrityError, match="tidak dapat"):
        db.execute(ubah)


def test_a_refused_step_leaves_nothing_of_its_transaction(tmp_path: Path) -> None:
    space = ruang(tmp_path)

    def two_steps(ledger: Ledger) -> None:
        with ledger.tulis() as tx:
            maju(tx, bukti(space), "notula", "diperiksa", OLEH)
            maju(tx, bukti(space), "notula", "bernomor", OLEH)

    with buka(space) as ledger:
        with pytest.raises(Tolakan):
            two_steps(ledger)
        assert ledger.kepala()[0] == 0


def test_a_change_without_its_event_is_a_fault_of_ours(tmp_path: Path) -> None:
    space = ruang(tmp_path)
    bernomor(space)
    with buka(space) as ledger:
        row = ledger.semua(Nomor)[0]
        with pytest.raises(RuntimeError, match="audit"), ledger.tulis() as tx:
            tx.simpan(row)


def test_typed_words_are_kept_on_one_printable_line() -> None:
    assert satu_baris("  Siti\n\x1b[31m  Contoh\udc80 ") == "Siti [31m Contoh"
