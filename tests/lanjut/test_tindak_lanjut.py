"""Follow-ups of all meetings: open until the register says otherwise, the same list for the same day."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from freezegun import freeze_time
from icalendar import Calendar
from openpyxl import load_workbook
from register_uji import KOP, OLEH, REKAMAN, cacat

from pipeline.cli import main
from pipeline.lanjut.daftar import Butir, daftar
from pipeline.lanjut.keluaran import ics, xlsx
from pipeline.ledger.basis import buka
from pipeline.workspace import Workspace

BUTIR = """\
tindak_lanjut:
  - {uraian: '=Menyusun GAP', penanggung_jawab: Bappeda Contoh, tenggat: 2026-12-10}
  - {uraian: Mengirim data, penanggung_jawab: Dinas Sosial Contoh, tenggat: 2026-12-01}
  - {uraian: Mengirim data, penanggung_jawab: Dinas Sosial Contoh, tenggat: 2026-12-20}
"""


@pytest.fixture(autouse=True)
def hari_ini() -> Iterator[None]:
    with freeze_time("2026-12-04T05:00:00Z"):
        yield


def ruang(folder: Path, **isi: str) -> Workspace:
    for name in ("instansi", "rapat"):
        (folder / "inputs" / name).mkdir(parents=True, exist_ok=True)
    (folder / "inputs" / "instansi" / "dinas.yaml").write_text(KOP, encoding="utf-8")
    for name, text in isi.items():
        (folder / "inputs" / "rapat" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Workspace(folder)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    lain = REKAMAN.replace("2026-11-24", "2026-10-01") + (
        "tindak_lanjut:\n  - {uraian: Rapat lagi, penanggung_jawab: Aparat, tenggat: 2026-12-05}\n"
    )
    return ruang(tmp_path, r0=REKAMAN + BUTIR, r1=lain, r2=REKAMAN.replace("final", "draf") + BUTIR)


def butir(space: Workspace, per: str = "2026-12-04", **lain: object) -> list[Butir]:
    with buka(space, buat=False) as ledger:
        return daftar(space, ledger, date.fromisoformat(per), **lain)  # type: ignore[arg-type]


def kunci(items: list[Butir]) -> list[tuple[str, int]]:
    return [(b.rekaman, b.nomor) for b in items]


def jalankan(space: Workspace, *words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["-C", str(space.root), "tindak-lanjut", *words])
    return int(stop.value.code or 0)


def test_open_follow_ups_of_final_records_by_due_day_agency_and_age(space: Workspace) -> None:
    assert kunci(butir(space)) == [("r0", 2), ("r1", 1), ("r0", 1), ("r0", 3)]
    assert kunci(butir(space, urut="instansi")) == [("r1", 1), ("r0", 1), ("r0", 2), ("r0", 3)]
    assert kunci(butir(space, urut="umur"))[0] == ("r1", 1)
    assert [(b.sisa, b.umur, b.terlambat) for b in butir(space)][:2] == [(-3, 10, True), (1, 64, False)]
    assert len(butir(space, draf=True)) == 7
    assert kunci(butir(space, instansi="sosial", terlambat=True)) == [("r0", 2)]


def test_what_is_done_is_recorded_with_who_when_and_remark(space: Workspace) -> None:
    assert (
        jalankan(
            space, "selesai", "r0", "2", "--oleh", OLEH, "--tanggal", "2026-12-02", "--keterangan", "Surat 7"
        )
        == 0
    )
    assert ("r0", 2) not in kunci(butir(space))
    assert ("r0", 3) in kunci(butir(space))  # the same words, another item
    (done,) = [b for b in butir(space, semua=True) if b.selesai]
    assert done.status is not None
    assert (done.status.tanggal, done.status.oleh, done.status.keterangan) == ("2026-12-02", OLEH, "Surat 7")
    assert ("r0", 2) in kunci(butir(space, per="2026-12-01"))  # the list of a day stays that of the day
    assert cacat(space) == []


def test_done_twice_unknown_numbers_drafts_and_reopening_without_reason_are_refused(
    space: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    oleh = ("--oleh", OLEH)
    assert jalankan(space, "selesai", "r0", "1", "2", *oleh) == 0
    for words, said in (
        (("selesai", "r0", "3", "2", *oleh), "sudah selesai"),
        (("selesai", "r0", "9", *oleh), "banyaknya 3"),
        (("selesai", "r2", "1", *oleh), "belum final"),
        (("selesai", "rx", "1", *oleh), "tidak ada"),
        (("buka", "r0", "1", *oleh), "Alasan"),
        (("buka", "r0", "3", "--alasan", "x", *oleh), "masih terbuka"),
        (("selesai", "r0", "3", "--tanggal", "2026-12-05", *oleh), "belum tiba"),
    ):
        assert jalankan(space, *words) == 1
        assert said in capsys.readouterr().err
    assert kunci(butir(space)) == [("r1", 1), ("r0", 3)]  # all or none
    assert jalankan(space, "buka", "r0", "1", "--alasan", "Belum lengkap", *oleh) == 0
    assert ("r0", 1) in kunci(butir(space, per="2099-01-01"))


def test_a_correction_takes_the_place_of_what_it_corrects_and_keeps_what_was_done(space: Workspace) -> None:
    assert jalankan(space, "selesai", "r0", "1", "--oleh", OLEH, "--tanggal", "2026-12-02") == 0
    ralat = (
        REKAMAN
        + "ralat: {urut: 1, rekaman: r0, alasan: salah tulis}\n"
        + BUTIR.replace("2026-12-20", "2026-12-30")
    )
    ids = {str(e["UID"]) for e in Calendar.from_ical(ics(butir(space, semua=True), date(2026, 12, 4))).events}
    ruang(space.root, r0x=ralat)
    assert kunci(butir(space)) == [("r0x", 2), ("r1", 1), ("r0x", 3)]
    again = Calendar.from_ical(ics(butir(space, semua=True), date(2026, 12, 4)))
    assert {
        str(e["UID"]) for e in again.events
    } == ids  # a calendar that has them moves them, and doubles none
    assert jalankan(space, "selesai", "r0x", "1", "--oleh", OLEH) == 1  # done before the correction
    assert jalankan(space, "buka", "r0x", "1", "--alasan", "Belum lengkap", "--oleh", OLEH) == 0
    assert kunci(butir(space)) == [("r0x", 2), ("r1", 1), ("r0x", 1), ("r0x", 3)]


def test_other_words_at_the_same_number_are_open(space: Workspace) -> None:
    assert jalankan(space, "selesai", "r0", "1", "--oleh", OLEH, "--tanggal", "2026-12-02") == 0
    file = space.inputs / "rapat" / "r0.yaml"
    file.write_text(file.read_text().replace("=Menyusun GAP", "Menyusun GBS"), encoding="utf-8")
    assert ("r0", 1) in kunci(butir(space))


def test_the_calendar_has_a_day_for_each_and_the_same_bytes(space: Workspace) -> None:
    items = butir(space)
    data = ics(items, date(2026, 12, 4))
    assert data == ics(butir(space), date(2026, 12, 4))
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [e["DTSTART"].dt for e in events] == [b.tenggat for b in items]
    assert len({str(e["UID"]) for e in events}) == len(items)
    assert "Menyusun GAP (Bappeda Contoh)" in str(events[2]["SUMMARY"])


def test_the_workbook_holds_words_as_words_and_the_same_bytes(space: Workspace) -> None:
    data = xlsx(butir(space), date(2026, 12, 4))
    assert data == xlsx(butir(space), date(2026, 12, 4))
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [r[2] for r in rows] == [-3, 1, 6, 16]
    cell = sheet.cell(6, 6)
    assert (cell.value, cell.data_type) == ("=Menyusun GAP", "s")


def test_the_command_lists_as_json_and_writes_files(
    space: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jalankan(space, "--per", "4 Desember 2026", "--json", "--ics", "--xlsx") == 0
    said = json.loads(capsys.readouterr().out)
    assert [b["nomor"] for b in said["butir"]] == [2, 1, 1, 3]
    assert all((space.root / f).is_file() for f in said["berkas"])
    assert jalankan(space, "--per", "31 Februari 2026") == 2
    assert "bukan tanggal" in capsys.readouterr().err
    assert jalankan(space, "--urut", "abjad") == 2
