"""One thing changes; exactly what depends on it is made again."""

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from contoh import ROOT
from ruang_bangun import PEJABAT, SEMUA, dikerjakan, ganti, isi, pejabat, rekaman

from pipeline import bawaan
from pipeline.build import bangun, periksa_semua
from pipeline.build.basis import FOLDER, NAMA, PISAH
from pipeline.build.sidik import stat_satu
from pipeline.ledger import buka
from pipeline.ledger.skema import Berkas, Dokumen
from pipeline.workspace import Workspace


def test_nothing_changed_makes_nothing_also_at_another_place(ruang: Workspace) -> None:
    before = isi(ruang)
    assert dikerjakan(ruang) == set()
    assert isi(ruang) == before


def test_the_same_content_with_new_times_makes_nothing(ruang: Workspace) -> None:
    for file in [
        *ruang.inputs.rglob("*"),
        *(ruang.root / "templates").rglob("*"),
        *ruang.build.rglob("*.docx"),
    ]:
        if file.is_file():
            file.write_bytes(file.read_bytes())
            os.utime(file, (1_800_000_000, 1_800_000_000))
    assert dikerjakan(ruang) == set()
    assert dikerjakan(ruang) == set()


def rapat(space: Workspace) -> Path:
    return space.inputs / "rapat"


def ubah_pejabat(index: int, **values: object) -> Callable[[Workspace], None]:
    def change(space: Workspace) -> None:
        data = copy.deepcopy(PEJABAT)
        data["pejabat"][index].update(values)
        pejabat(space, data)

    return change


def tambah_pejabat(**values: object) -> Callable[[Workspace], None]:
    def change(space: Workspace) -> None:
        pejabat(space, {"pejabat": [*PEJABAT["pejabat"], values]})

    return change


def ulang_indeks(space: Workspace) -> None:
    file = space.inputs / "pejabat.yaml"
    file.write_text("# keterangan baru\n" + file.read_text())


KOP = "inputs/instansi/dinas-contoh.yaml"
HTML = "templates/html"
PERUBAHAN: dict[str, tuple[Callable[[Workspace], object], set[str]]] = {
    "record": (lambda s: ganti(rapat(s) / "kunci.yaml", "dilanjutkan", "diteruskan"), {"kunci"}),
    "comment in a record": (lambda s: ganti(rapat(s) / "kunci.yaml", "status", "# x\nstatus"), {"kunci"}),
    "new record": (lambda s: (rapat(s) / "baru.yaml").write_text(rekaman("Rapat Baru")), {"baru"}),
    "letterhead": (lambda s: ganti(s.root / KOP, "Nomor 1", "Nomor 2"), {"kunci", "pemegang", "gambar"}),
    "other letterhead": (
        lambda s: ganti(s.inputs / "instansi" / "tanpa-lambang.yaml", "UJI", "UJIAN"), {"laporan"},
    ),
    "letterhead that none names": (
        lambda s: ganti(s.inputs / "instansi" / "dp3akkb-banten.yaml", "nama:", "# x\nnama:"), set(),
    ),
    "new letterhead": (lambda s: shutil.copy(s.root / KOP, s.inputs / "instansi" / "baru.yaml"), set()),
    "emblem": (
        lambda s: ganti(s.inputs / "instansi" / "lambang-contoh.svg", "</svg>", "<!-- x --></svg>"),
        {"kunci", "pemegang", "gambar"},
    ),
    "profile": (
        lambda s: ganti(s.inputs / "profil" / "permendagri-54-2009.yaml", "bentuk:", "# x\nbentuk:"), {"gambar"},
    ),
    "picture": (
        lambda s: shutil.copy(ROOT / "inputs/rapat/gambar/daftar-hadir.png", rapat(s) / "gambar/paparan.png"),
        {"gambar"},
    ),
    "picture that vanishes": (lambda s: (rapat(s) / "gambar/paparan.png").unlink(), {"gambar"}),
    "official named by key": (ubah_pejabat(0, pangkat="Pembina (IV/a)"), {"kunci"}),
    "official who holds an office that is named": (ubah_pejabat(1, nama="Contohandi, S.STP., M.Si."), {"pemegang"}),
    "term of that official": (
        ubah_pejabat(1, jabatan=[{"nama": "Camat Contoh Utara", "mulai": "2024-05-04", "selesai": "2026-01-01"}]),
        {"pemegang"},
    ),
    "official whom none asks for": (ubah_pejabat(2, nama="Orang Lain Lagi, S.E."), set()),
    "new official in the office asked for": (
        tambah_pejabat(kunci="camat-dua", nama="Contoh Dua", jabatan=[{"nama": "Camat Contoh Utara"}]), {"pemegang"},
    ),
    "new official whom none asks for": (tambah_pejabat(kunci="lain-lagi", nama="Jauh Sekali Namanya"), set()),
    "comment in the directory": (ulang_indeks, set()),
    "directory that vanishes": (lambda s: (s.inputs / "pejabat.yaml").unlink(), {"kunci", "pemegang"}),
    "page template": (
        lambda s: ganti(s.root / HTML / "laporan.permendagri-1-2023.html", "{% extends", "{# x #}{% extends"),
        {"laporan"},
    ),
    "template that is extended": (
        lambda s: ganti(s.root / HTML / "_dasar.html", "<body", "<!-- x --><body"), SEMUA,
    ),
    "template that is included": (lambda s: ganti(s.root / HTML / "_kop.html", "{", "{# x #}{"), SEMUA),
    "template that is imported": (lambda s: ganti(s.root / HTML / "_blok.html", "{", "{# x #}{"), SEMUA),
    "template that nothing reaches": (lambda s: (s.root / HTML / "lain.html").write_text("x"), set()),
    "stylesheet": (lambda s: ganti(s.root / HTML / "_naskah.css", "{", "{ /* x */"), SEMUA),
    "stylesheet template": (lambda s: ganti(s.root / HTML / "_profil.css", "{", "{ /* x */"), SEMUA),
    "Word template": (
        lambda s: shutil.copy(
            s.root / "templates/docx/notula.permendagri-1-2023.docx",
            s.root / "templates/docx/notula.permendagri-54-2009.docx",
        ),
        {"gambar"},
    ),
    "own templates that go": (lambda s: shutil.rmtree(s.root / "templates"), SEMUA),
    "document that is gone": (lambda s: (s.build / "kunci" / "notula.pdf").unlink(), {"kunci"}),
    "folder that is gone": (lambda s: shutil.rmtree(s.build / "kunci"), {"kunci"}),
    "document altered by hand": (
        lambda s: (s.build / "laporan" / "laporan.docx").open("ab").write(b"x"), {"laporan"},
    ),
    "document put there by hand": (
        lambda s: shutil.copy(s.build / "laporan/laporan.pdf", s.build / "kunci/laporan.pdf"), {"kunci"},
    ),
    "other file beside a document": (lambda s: (s.build / "kunci" / ".~lock.notula.docx#").write_text("x"), set()),
    "record that goes": (lambda s: (rapat(s) / "kunci.yaml").unlink(), set()),
}  # fmt: skip


@pytest.mark.parametrize("what", PERUBAHAN)
def test_a_change_makes_again_exactly_what_depends_on_it(ruang: Workspace, what: str) -> None:
    change, wanted = PERUBAHAN[what]
    change(ruang)
    assert dikerjakan(ruang) == wanted
    made = isi(ruang)
    assert dikerjakan(ruang) == set()
    shutil.rmtree(ruang.build)
    dikerjakan(ruang)
    assert {k: v for k, v in made.items() if "lock" not in k} == isi(ruang)


def test_in_one_process_every_record_notes_the_templates_that_the_first_one_loaded(ruang: Workspace) -> None:
    shutil.rmtree(ruang.build)
    shutil.copy(rapat(ruang) / "kunci.yaml", rapat(ruang) / "kunci2.yaml")
    assert dikerjakan(ruang) == SEMUA | {"kunci2"}
    ganti(ruang.root / HTML / "_blok.html", "{", "{# x #}{")
    assert dikerjakan(ruang) == SEMUA | {"kunci2"}


def test_a_changed_font_makes_again_what_is_printed_with_it(
    ruang: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rapat(ruang) / "gagal.yaml").write_text(rekaman("Rapat [nama]", status="final"))
    assert dikerjakan(ruang) == {"gagal"}
    fonts = tmp_path / "fon"
    shutil.copytree(ROOT / "templates" / "fonts", fonts)
    with (fonts / "LiberationSans-Italic.ttf").open("ab") as font:
        font.write(b"\0")
    monkeypatch.setattr(bawaan, "folder_fon", lambda: fonts)
    rows = sqlite3.connect(ruang.build / FOLDER / NAMA)
    rows.execute("UPDATE ikatan SET isi = replace(isi, ?, ?)", (str(ROOT / "templates/fonts"), str(fonts)))
    rows.commit()
    rows.close()
    made = bangun(ruang, None, 1)
    assert {Path(n).stem for n in made.baru} == SEMUA


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system does not tell its libraries")
def test_documents_lean_on_the_machines_text_layout(ruang: Workspace) -> None:
    rows = sqlite3.connect(ruang.build / FOLDER / NAMA)
    sets = [json.loads(text) for (text,) in rows.execute("SELECT isi FROM ikatan").fetchall()]
    (digest,) = {d for files in sets for path, d in files.items() if "libpango-1" in path}
    rows.execute("UPDATE ikatan SET isi = replace(isi, ?, ?)", (digest, "0" * 64))
    rows.commit()
    rows.close()
    assert dikerjakan(ruang) == SEMUA


def test_another_version_of_the_program_makes_everything_again(
    ruang: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.build import sidik

    monkeypatch.setattr(sidik, "_versi_pustaka", lambda: "weasyprint-99")
    assert dikerjakan(ruang) == SEMUA


def test_a_signed_record_is_checked_against_the_register(ruang: Workspace) -> None:
    with buka(ruang) as ledger, ledger.tulis() as tx:
        tx.simpan(
            Dokumen(0, "kunci", "notula", "ditandatangani", "0" * 64, None, "Uji", "2026-01-01T00:00:00Z")
        )
        tx.simpan(
            Berkas(0, "kunci", "notula", "basah", "resmi/kunci/notula.pdf", "1" * 64, None, None, "Uji", "2026-01-01T00:00:00Z")
        )  # fmt: skip
        tx.catat("uji", "Uji", "kunci", "notula")
    made = bangun(ruang, None, 1)
    assert [f.code for f in made.baru["inputs/rapat/kunci.yaml"].findings if f.code == "L010"] == ["L010"]
    assert {Path(n).stem for n in made.baru} == {"kunci"}
    assert dikerjakan(ruang) == set()


def test_a_broken_letterhead_stops_its_own_records_only(ruang: Workspace) -> None:
    ganti(ruang.root / KOP, "pemerintah:", "pemerintahh:")
    made = bangun(ruang, None, 1)
    assert made.ada_galat
    assert {Path(n).stem for n in made.baru} == {"kunci", "pemegang", "gambar"}
    assert {p.split("/")[0] for p in isi(ruang)} == {"laporan"}


def test_a_broken_directory_stops_everything_until_it_is_mended(ruang: Workspace) -> None:
    good = (ruang.inputs / "pejabat.yaml").read_text()
    (ruang.inputs / "pejabat.yaml").write_text(good + "asing: 1\n")
    assert dikerjakan(ruang) == SEMUA
    assert isi(ruang) == {}
    assert dikerjakan(ruang) == set()
    (ruang.inputs / "pejabat.yaml").write_text(good)
    assert dikerjakan(ruang) == SEMUA
    assert {p.split("/")[0] for p in isi(ruang)} == SEMUA


def test_findings_of_what_stays_are_still_told(ruang: Workspace) -> None:
    first = periksa_semua(ruang, None, 1)
    again = bangun(ruang, None, 1)
    assert not again.baru
    results = again.hasil()
    assert all(r.tetap for r in results)
    assert [r.findings for r in results] == [r.findings for r in first.hasil()]
    assert {f.code for r in results for f in r.findings} >= {"K001"}


def test_named_records_are_held_against_the_database_too(ruang: Workspace) -> None:
    named = [rapat(ruang) / "kunci.yaml", rapat(ruang) / "laporan.yaml"]
    assert dikerjakan(ruang, named) == set()
    ganti(named[0], "dilanjutkan", "diteruskan")
    ganti(rapat(ruang) / "gambar.yaml", "dilanjutkan", "diteruskan")
    assert dikerjakan(ruang, named) == {"kunci"}
    assert dikerjakan(ruang) == {"gambar"}


@pytest.mark.parametrize("damage", ["rusak", "kosong", "versi", "hilang"])
def test_without_a_sound_database_everything_is_made_again(ruang: Workspace, damage: str) -> None:
    file = ruang.build / FOLDER / NAMA
    if damage == "rusak":
        for part in file.parent.iterdir():
            part.write_bytes(b"SQLite format 3\0" + os.urandom(part.stat().st_size))
    elif damage == "kosong":
        file.write_bytes(b"")
    elif damage == "versi":
        db = sqlite3.connect(file)
        db.execute("PRAGMA user_version = 999")
        db.close()
    else:
        file.unlink()
    assert dikerjakan(ruang) == SEMUA
    assert dikerjakan(ruang) == set()


SEUKURAN = {
    "record": ("inputs/rapat/kunci.yaml", b"dilanjutkan", b"dilanjuttan", {"kunci"}),
    "letterhead": (KOP, b"Nomor 1", b"Nomor 2", {"kunci", "pemegang", "gambar"}),
    "official": ("inputs/pejabat.yaml", b"Contohandi", b"Contohanda", {"pemegang"}),
    "emblem": ("inputs/instansi/lambang-contoh.svg", b"\n", b" ", {"kunci", "pemegang", "gambar"}),
    "stylesheet": (f"{HTML}/_naskah.css", b"\n", b" ", SEMUA),
    "document": ("build/laporan/laporan.docx", b"PK", b"XK", {"laporan"}),
}


@pytest.mark.parametrize("what", SEUKURAN)
def test_a_change_that_keeps_time_and_size_is_found(ruang: Workspace, what: str) -> None:
    path, old, new, wanted = SEUKURAN[what]
    time.sleep(0.1)  # so that the build that follows trusts the times it sees
    assert dikerjakan(ruang) == set()
    file = ruang.root / path
    stamp, data = file.stat(), file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert file.stat().st_size == stamp.st_size
    assert dikerjakan(ruang) == wanted


def test_after_another_start_of_the_machine_documents_are_read_again(ruang: Workspace) -> None:
    """A disk may lose what was written last with the power, and keep size and times."""
    assert dikerjakan(ruang) == set()
    file = ruang.build / "kunci" / "notula.pdf"
    file.write_bytes(bytes(file.stat().st_size))
    time.sleep(0.1)
    db = sqlite3.connect(ruang.build / FOLDER / NAMA)
    (jalur, stat) = db.execute(
        "SELECT jalur, stat FROM baris WHERE jenis = 'bangun' AND nama LIKE '%kunci%'"
    ).fetchone()
    paths = jalur.split(PISAH)
    seen = b"".join(stat_satu(f"{ruang.root}/{p}") for p in paths)
    assert seen != stat
    db.execute("UPDATE baris SET stat = ? WHERE jenis = 'bangun' AND nama LIKE '%kunci%'", (seen,))
    db.commit()
    assert dikerjakan(ruang) == set()
    db.execute("UPDATE baris SET awal = 'kemarin'")
    db.commit()
    db.close()
    assert dikerjakan(ruang) == {"kunci"}
    assert dikerjakan(ruang) == set()


def test_what_is_read_in_a_build_is_noted(ruang: Workspace) -> None:
    """A fresh process builds; whatever it opens below the workspace or of the shipped fonts must be noted."""
    shutil.rmtree(ruang.build)
    final = (ROOT / "tests" / "lengkap.yaml").read_text(encoding="utf-8")
    (rapat(ruang) / "final.yaml").write_text(final, encoding="utf-8")
    script = f"""
import sys
opened = set()
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and (args[1] is None or "r" in args[1]):
        opened.add(args[0])
sys.addaudithook(hook)
from pathlib import Path
from pipeline.build import bangun
from pipeline.workspace import Workspace
import pipeline.build.tugas as t
noted = set()
plain = t.kerjakan
def kerjakan(*args, **kw):
    made = plain(*args, **kw)
    noted.update(made.sandaran.berkas)
    return made
t.kerjakan = kerjakan
root = Path({str(ruang.root)!r})
bangun(Workspace(root), None, 1)
from pipeline.bawaan import folder_fon
below = lambda p: p.startswith((str(root / "inputs"), str(root / "templates"), str(folder_fon())))
print(chr(10).join(sorted(p for p in opened if below(p) and p not in noted)))
print("BANYAK", len([p for p in opened if below(p)]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    *unnoted, count = done.stdout.split("\n")[:-1]
    assert int(count.split()[1]) > 15
    reference = {
        "inputs/pejabat.yaml",
        *(f"inputs/instansi/{p.name}" for p in (ruang.inputs / "instansi").glob("*.yaml")),
    }
    reference |= {f"inputs/profil/{p.name}" for p in (ruang.inputs / "profil").glob("*.yaml")}
    left = {Path(p).relative_to(ruang.root).as_posix() for p in unnoted if p}
    assert left <= reference  # loaded whole; each record notes the keys and questions it used


def test_two_builds_at_once_leave_what_one_leaves(ruang: Workspace) -> None:
    shutil.rmtree(ruang.build)
    command = [str(Path(sys.executable).parent / "notula"), "build", "-q", "-j", "1"]
    both = [subprocess.Popen(command, cwd=ruang.root) for _ in range(2)]
    assert [p.wait(timeout=300) for p in both] == [0, 0]
    made = isi(ruang)
    assert dikerjakan(ruang) == set()
    shutil.rmtree(ruang.build)
    dikerjakan(ruang)
    assert isi(ruang) == made


def test_a_build_that_is_killed_is_taken_up_where_it_was(ruang: Workspace) -> None:
    expected = isi(ruang)
    shutil.rmtree(ruang.build)
    command = [str(Path(sys.executable).parent / "notula"), "build", "-q", "-j", "2"]
    for seconds in (0.8, 1.6, 2.4):
        process = subprocess.Popen(command, cwd=ruang.root)
        time.sleep(seconds)
        process.kill()
        process.wait()
    dikerjakan(ruang)
    assert isi(ruang) == expected
    assert dikerjakan(ruang) == set()
