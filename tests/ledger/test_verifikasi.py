import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_uji import OLEH, bernomor, bukti, cacat, finalkan, ruang
from test_langkah import tandatangani

from pipeline.ledger.basis import NAMA, Gangguan, buka, sidik, sidik_baris
from pipeline.ledger.cadangan import cadangkan
from pipeline.ledger.kirim import kirim
from pipeline.ledger.nomor import pesan, urutan
from pipeline.ledger.skema import DICADANGKAN, MIGRASI
from pipeline.ledger.verifikasi import periksa, periksa_isi
from pipeline.load import load_reference
from pipeline.workspace import Workspace

TABEL = ("dokumen", "nomor", "berkas", "kiriman", "jejak")


@pytest.fixture(scope="module")
def penuh(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A ledger with rows in every table."""
    from datetime import date

    space = ruang(tmp_path_factory.mktemp("penuh"), 3)
    for name in ("r0", "r1"):
        bernomor(space, name)
    finalkan(space, "r2")
    tandatangani(space)
    with buka(space) as ledger:
        order = urutan(load_reference(space.inputs, str)[0].instansi, "dinas")
        pesan(ledger, order, 2026, 2, "rapat lain", OLEH)
        kirim(ledger, bukti(space), date(2026, 11, 25), ["Gubernur Contoh"], OLEH)
    assert cacat(space) == []
    return space


def salinan(penuh: Workspace, folder: Path) -> Workspace:
    """The same ledger in another folder, to be damaged."""
    import shutil

    copy = folder / "salinan"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(penuh.root, copy)
    return Workspace(copy)


def rusak(space: Workspace, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Edit as one with the file could: triggers away, edits, triggers back."""
    with closing(sqlite3.connect(space.register / NAMA, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        db.execute("PRAGMA ignore_check_constraints = ON")
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement, values)
        for _, sql in triggers:
            db.execute(sql)


def kolom(space: Workspace) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(space.register / NAMA)) as db:
        return [(t, r[1], r[2]) for t in TABEL for r in db.execute(f"PRAGMA table_info({t})")]


def test_the_fixture_has_rows_in_every_table(penuh: Workspace) -> None:
    with closing(sqlite3.connect(penuh.register / NAMA)) as db:
        assert all(db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABEL)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edited_column_of_any_row_is_found(penuh: Workspace, tmp_path: Path, data: st.DataObject) -> None:
    space = salinan(penuh, tmp_path)
    table, column, kind = data.draw(st.sampled_from(kolom(space)))
    with closing(sqlite3.connect(space.register / NAMA)) as db:
        rows = db.execute(f"SELECT id, {column} FROM {table} ORDER BY id").fetchall()
    number, old = data.draw(st.sampled_from(rows))
    words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
    new = data.draw((st.integers(0, 10**9) if kind == "INTEGER" else words).filter(lambda v: v != old))
    try:
        rusak(space, f"UPDATE {table} SET {column} = ? WHERE id = {number}", values=(new,))
    except sqlite3.IntegrityError:
        return  # SQLite itself refuses it: twice the same number
    assert cacat(space) != [], (table, column, number, old, new)


@pytest.mark.parametrize("table", TABEL)
def test_a_deleted_row_of_any_table_is_found(penuh: Workspace, tmp_path: Path, table: str) -> None:
    space = salinan(penuh, tmp_path)
    rusak(space, f"DELETE FROM {table} WHERE id = (SELECT min(id) FROM {table})")
    assert cacat(space) != []


def test_an_added_row_is_found(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    rusak(space, "INSERT INTO nomor SELECT 99, unit, instansi, tahun, 99, NULL, 'dipesan', NULL, NULL, NULL, 'x', NULL, "
                 "oleh, waktu FROM nomor LIMIT 1")  # fmt: skip
    assert any("99 tabel nomor tidak pernah dicatat" in c for c in cacat(space))


def test_a_dropped_trigger_is_found(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    with closing(sqlite3.connect(space.register / NAMA)) as db:
        db.execute("DROP TRIGGER jejak_tetap")
    assert any("jejak_tetap" in c for c in cacat(space))


def potong(space: Workspace, baris: int = 1) -> None:
    """The last events undone as one would who knows the tables: trail and rows alike."""
    rusak(space, f"DELETE FROM jejak WHERE id > (SELECT max(id) - {baris} FROM jejak)", "DELETE FROM kiriman")


def test_a_cut_tail_is_found_by_a_backup_or_a_printed_head(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    with buka(space) as ledger:
        head = ledger.kepala()
    potong(space)
    assert cacat(space) == []  # the file alone cannot know
    with buka(space, baca=True) as ledger:
        assert any("dipotong" in c.id for c in periksa(ledger, space, head))
    other = salinan(penuh, tmp_path)
    with buka(other) as ledger:
        cadangkan(ledger, other)
    assert cacat(other) == []
    potong(other, 2)  # the row that names the backup, and the sending
    assert any("dipotong atau ditulis ulang" in c for c in cacat(other))


def test_a_trail_written_anew_is_found_by_a_backup(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    with buka(space) as ledger:
        cadangkan(ledger, space)
        rows = ledger.jejak()
    before, new = "0" * 64, []
    for row in rows:
        row = replace(row, oleh=row.oleh.replace("Siti", "Budi"), sebelum=before)
        row = replace(row, sidik=sidik_baris(row))
        before = row.sidik
        new.append(row)
    with closing(sqlite3.connect(space.register / NAMA, isolation_level=None)) as db:
        triggers = db.execute(
            "SELECT sql FROM sqlite_schema WHERE name LIKE 'jejak_t%' AND type = 'trigger'"
        ).fetchall()
        db.execute("DROP TRIGGER jejak_tetap")
        for row in new:
            db.execute(
                "UPDATE jejak SET oleh=?, sebelum=?, sidik=? WHERE id=?",
                (row.oleh, row.sebelum, row.sidik, row.id),
            )
        for (sql,) in triggers:
            db.execute(sql)
    with buka(space) as ledger:
        assert periksa_isi(ledger) == []  # a whole new chain fits in itself
    assert any("ditulis ulang" in c for c in cacat(space))


def test_a_damaged_backup_is_named(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    with buka(space) as ledger:
        copy = cadangkan(ledger, space)
    copy.write_bytes(b"bukan basis data" * 100)
    assert any(copy.name in c and "rusak" in c for c in cacat(space))


def test_a_backup_is_one_whole_file_that_can_take_the_ledger_s_place(
    penuh: Workspace, tmp_path: Path
) -> None:
    space = salinan(penuh, tmp_path)
    with buka(space) as ledger:
        copies = [cadangkan(ledger, space) for _ in range(2)]
        rows = ledger.jejak()[:-1]  # the last one names the second copy, which cannot hold it
    assert len(set(copies)) == 2
    assert sorted(p.name for p in (space.register / "cadangan").iterdir()) == sorted(c.name for c in copies)
    for rest in space.register.glob(f"{NAMA}*"):
        rest.unlink()
    copies[1].rename(space.register / NAMA)
    with buka(space) as ledger:
        assert ledger.jejak() == rows
    assert cacat(space) == []


def test_the_trail_names_each_backup_and_its_hash(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    with buka(space) as ledger:
        copy = cadangkan(ledger, space)
        (row,) = ledger.jejak(peristiwa=DICADANGKAN)
    assert json.loads(row.rincian)["catatan"] == {"berkas": copy.name, "sidik": sidik(copy.read_bytes())}
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:  # an edit that leaves the head alone
        db.execute("UPDATE nomor SET isi = 'lain' WHERE id = 1")
    assert any(f"{copy.name} berubah sejak dibuat" in c for c in cacat(space))


def test_a_register_that_lost_its_end_makes_no_newer_and_worse_backup(
    penuh: Workspace, tmp_path: Path
) -> None:
    space = salinan(penuh, tmp_path)
    with buka(space) as ledger:
        cadangkan(ledger, space)
    potong(space, 2)
    with pytest.raises(Gangguan, match="lebih pendek daripada cadangan"), buka(space):
        pass
    with buka(space, baca=True) as ledger, pytest.raises(Gangguan, match="tidak ada lagi di register"):
        cadangkan(ledger, space)
    assert len(list((space.register / "cadangan").iterdir())) == 1


def test_an_edited_ledger_is_not_backed_up(penuh: Workspace, tmp_path: Path) -> None:
    space = salinan(penuh, tmp_path)
    rusak(space, "UPDATE nomor SET isi = 'lain' WHERE id = 1")
    with buka(space) as ledger, pytest.raises(Gangguan, match="tidak utuh"):
        cadangkan(ledger, space)
    assert list((space.register / "cadangan").iterdir()) == []


@pytest.mark.parametrize("hapus", [True, False])
def test_a_signed_file_that_changed_or_went_is_found(penuh: Workspace, tmp_path: Path, hapus: bool) -> None:
    space = salinan(penuh, tmp_path)
    file = next((space.resmi / "r0").iterdir())
    if hapus:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b" ")
    assert any(file.name in c for c in cacat(space))


def test_details_of_the_trail_are_plain_json(penuh: Workspace) -> None:
    with buka(penuh) as ledger:
        assert all(set(json.loads(r.rincian)) == {"baris", "catatan"} for r in ledger.jejak())
    assert len(MIGRASI) >= 1
