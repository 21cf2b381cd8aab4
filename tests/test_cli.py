import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from contoh import LENGKAP, ROOT

NOTULA = [str(Path(sys.executable).parent / "notula")]


def run(
    *args: str, cwd: Path, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*NOTULA, *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **(env or {})},
    )


@pytest.fixture
def ruang(tmp_path: Path) -> Path:
    """A small workspace outside the repository with one complete final record."""
    space = tmp_path / "ruang kerja"
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, space / "inputs" / folder)
    (space / "inputs" / "rapat").mkdir()
    shutil.copy(LENGKAP, space / "inputs" / "rapat" / "contoh.yaml")
    return space


def change(space: Path, old: str, new: str) -> None:
    file = space / "inputs" / "rapat" / "contoh.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def outputs(space: Path) -> set[str]:
    """The files in build/, without the build database."""
    found = (p.relative_to(space / "build") for p in (space / "build").rglob("*") if p.is_file())
    return {p.as_posix() for p in found if p.parts[0] != ".notula"}


FOUR = {f"contoh/{j}.{b}" for j in ("notula", "laporan") for b in ("docx", "pdf")}


def test_build_makes_the_four_files_and_says_so(ruang: Path) -> None:
    done = run("build", cwd=ruang)
    assert done.returncode == 0, done.stderr
    assert outputs(ruang) == FOUR
    assert "tidak ada" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_final_with_an_error_makes_nothing_and_loses_its_old_files(ruang: Path) -> None:
    run("build", cwd=ruang)
    change(ruang, "tempat: Aula Dinas Contoh", "tempat: '[nama tempat]'")
    done = run("build", cwd=ruang)
    assert done.returncode == 1
    assert outputs(ruang) == set()
    assert "P001 galat" in done.stdout
    assert "inputs/rapat/contoh.yaml:11:10" in done.stdout
    assert "tidak dibuat" in done.stdout


def test_the_same_fault_on_a_draft_is_shown_in_place(ruang: Path) -> None:
    change(ruang, "tempat: Aula Dinas Contoh", "tempat: '[nama tempat]'")
    change(ruang, "status: final", "status: draf")
    done = run("build", cwd=ruang)
    assert done.returncode == 0
    assert outputs(ruang) == FOUR
    assert "P001 peringatan" in done.stdout


def test_no_flag_forces_a_final_with_errors() -> None:
    text = subprocess.run([*NOTULA, "build", "--help"], capture_output=True, text=True).stdout
    assert not any(word in text.lower() for word in ("force", "paksa", "ignore", "abaikan"))


def test_a_failed_proof_removes_the_files_and_is_a_finding(ruang: Path) -> None:
    shutil.copytree(ROOT / "templates", ruang / "templates", ignore=shutil.ignore_patterns("fonts"))
    run("build", cwd=ruang)
    assert outputs(ruang) == FOUR
    html = ruang / "templates" / "html" / "notula.permendagri-1-2023.html"
    html.write_text(html.read_text().replace("{{ cetak.bagian(keputusan) }}", ""))
    done = run("build", cwd=ruang)
    assert done.returncode == 1
    assert "B001 galat" in done.stdout
    assert outputs(ruang) == set()


def test_all_findings_of_all_records_come_in_one_run(ruang: Path) -> None:
    change(ruang, "tempat: Aula Dinas Contoh", "tempatt: X")
    (ruang / "inputs" / "rapat" / "rusak.yaml").write_text('judul: "A\n')
    done = run("--json", "check", cwd=ruang)
    assert done.returncode == 1
    assert {f["code"] for f in json.loads(done.stdout)} == {"Y001", "Y003", "K001"}


def test_json_and_sarif_carry_place_and_sentence(ruang: Path) -> None:
    change(ruang, "moda: luring", "moda: lurring")
    found = json.loads(run("check", "--json", cwd=ruang).stdout)
    assert [(f["code"], f["file"], f["line"], f["column"]) for f in found] == [
        ("Y004", "inputs/rapat/contoh.yaml", 12, 7)
    ]
    sarif = json.loads(run("--format", "sarif", "check", cwd=ruang).stdout)
    result = sarif["runs"][0]["results"][0]
    assert sarif["version"] == "2.1.0"
    assert (
        result["ruleId"] == sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "Y004"
    )
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 7}


def test_messages_come_in_english_when_asked(ruang: Path) -> None:
    change(ruang, "moda: luring", "moda: lurring")
    out = run("--lang", "en", "check", cwd=ruang).stdout
    assert "should be" in out
    assert "seharusnya" not in out


def test_quiet_says_nothing_when_all_is_well(ruang: Path) -> None:
    done = run("build", "-q", cwd=ruang)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["buat"], "perintah tidak dikenal"),
        (["build", "--paksa"], "pilihan tidak dikenal"),
        (["--lang", "jv", "check"], "--lang"),
        (["skema", "--stdout", "orang"], "rapat"),
        (["templates"], "perintah belum disebut"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(ruang: Path, args: list[str], words: str) -> None:
    done = run(*args, cwd=ruang)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_workspace_one_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "notula init" in done.stderr


def test_a_missing_file_is_a_finding(ruang: Path) -> None:
    done = run("check", "tidak-ada.yaml", cwd=ruang)
    assert done.returncode == 1
    assert "S001" in done.stdout


def test_without_pango_one_sentence_names_the_command(ruang: Path, tmp_path: Path) -> None:
    fake = tmp_path / "palsu"
    fake.mkdir()
    (fake / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    done = run("build", cwd=ruang, env={"PYTHONPATH": str(fake)})
    assert done.returncode == 3
    assert "libpango-1.0-0" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (ruang / "build").exists()


def test_a_fault_of_ours_is_one_sentence_and_a_traceback_only_for_debug(ruang: Path, tmp_path: Path) -> None:
    fake = tmp_path / "palsu"
    fake.mkdir()
    (fake / "babel.py").write_text("raise ZeroDivisionError('x')\n")
    done = run("build", cwd=ruang, env={"PYTHONPATH": str(fake)})
    assert done.returncode == 70
    assert "Kesalahan di dalam Notula" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in run("build", "--debug", cwd=ruang, env={"PYTHONPATH": str(fake)}).stderr


def test_records_that_vanish_take_their_files_with_them(ruang: Path) -> None:
    run("build", cwd=ruang)
    (ruang / "inputs" / "rapat" / "contoh.yaml").rename(ruang / "inputs" / "rapat" / "lain.yaml")
    run("build", cwd=ruang)
    assert {p.split("/")[0] for p in outputs(ruang)} == {"lain"}


def test_a_document_type_that_is_dropped_loses_its_files(ruang: Path) -> None:
    run("build", cwd=ruang)
    change(ruang, "dokumen: [notula, laporan]", "dokumen: [notula]")
    run("build", cwd=ruang)
    assert outputs(ruang) == {"contoh/notula.docx", "contoh/notula.pdf"}


def test_two_workers_make_the_same_bytes_as_one(ruang: Path) -> None:
    shutil.copy(LENGKAP, ruang / "inputs" / "rapat" / "kedua.yaml")
    run("build", "-j", "1", cwd=ruang)
    one = {p: (ruang / "build" / p).read_bytes() for p in outputs(ruang)}
    shutil.rmtree(ruang / "build")
    run("build", "-j", "2", cwd=ruang)
    assert {p: (ruang / "build" / p).read_bytes() for p in outputs(ruang)} == one


def test_new_writes_a_commented_draft_that_builds(ruang: Path) -> None:
    answers = "Rapat Uji: Coba\n\n2026-12-01\nAula\n\nContoh Ketua\n"
    done = run("new", cwd=ruang, stdin=answers)
    file = ruang / "inputs" / "rapat" / "2026-12-01-rapat-uji-coba.yaml"
    assert done.returncode == 0, done.stderr
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../skema/rapat.schema.json")
    assert run("build", str(file), cwd=ruang).returncode == 0
    assert (ruang / "build" / file.stem / "notula.docx").is_file()


def test_new_asks_again_for_a_day_that_is_none(ruang: Path) -> None:
    done = run("new", cwd=ruang, stdin="Judul\n\n31 Juni 2026\n1 Juni 2026\n\n\n\n")
    assert done.returncode == 0
    assert "coba lagi" in done.stdout
    assert (ruang / "inputs" / "rapat" / "2026-06-01-judul.yaml").is_file()


def test_new_never_overwrites(ruang: Path) -> None:
    before = (ruang / "inputs" / "rapat" / "contoh.yaml").read_bytes()
    args = ["new", "--judul", "X", "--tanpa-tanya", "--berkas", "inputs/rapat/contoh.yaml"]
    done = run(*args, cwd=ruang)
    assert done.returncode == 1
    assert "tidak ditimpa" in done.stdout
    assert (ruang / "inputs" / "rapat" / "contoh.yaml").read_bytes() == before


def test_init_makes_a_workspace_that_builds(tmp_path: Path) -> None:
    space = tmp_path / "kantor"
    assert run("init", str(space), cwd=tmp_path).returncode == 0
    assert (space / "inputs" / "skema" / "rapat.schema.json").is_file()
    assert (space / "templates" / "docx" / "notula.permendagri-1-2023.docx").is_file()
    done = run("build", cwd=space)
    assert done.returncode == 0, done.stdout
    assert len(outputs(space)) == 4
    assert run("init", str(space), cwd=tmp_path).returncode == 2


def test_templates_check_names_the_fault(ruang: Path) -> None:
    shutil.copytree(ROOT / "templates", ruang / "templates", ignore=shutil.ignore_patterns("fonts"))
    assert run("templates", "check", cwd=ruang).returncode == 0
    html = ruang / "templates" / "html" / "notula.permendagri-1-2023.html"
    html.write_text(html.read_text().replace("{{ tempat }}", "{{ tempta }}"))
    done = run("templates", "check", cwd=ruang)
    assert done.returncode == 1
    assert "C001" in done.stdout
    assert "Maksud Anda “tempat”" in done.stdout


def test_a_killed_build_leaves_old_or_new_files_and_the_next_run_mends(ruang: Path) -> None:
    """A seeded slice of kills at random moments, over changes of the record."""
    run("build", cwd=ruang)
    whole = {p: (ruang / "build" / p).read_bytes() for p in outputs(ruang)}
    rng = random.Random(24112026)
    change(ruang, "tempat: Aula Dinas Contoh", "tempat: Aula Lain")
    shutil.copytree(ruang, ruang.parent / "baru", dirs_exist_ok=True)
    run("build", cwd=ruang.parent / "baru")
    new = {p: (ruang.parent / "baru" / "build" / p).read_bytes() for p in FOUR}
    for _ in range(8):
        for p, data in whole.items():
            (ruang / "build" / p).write_bytes(data)
        process = subprocess.Popen([*NOTULA, "build", "-q"], cwd=ruang, stdout=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.4, 2.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for p in FOUR:
            assert (ruang / "build" / p).read_bytes() in (whole[p], new[p])
    assert run("build", cwd=ruang).returncode == 0
    assert outputs(ruang) == FOUR
    assert {p: (ruang / "build" / p).read_bytes() for p in FOUR} == new


@pytest.mark.parametrize("command", ["build", "watch"])
def test_ctrl_c_stops_with_one_sentence_and_keeps_whole_files(ruang: Path, command: str) -> None:
    """Pressed as in a terminal, where workers hear it too; at moments from their start to their work."""
    for n in range(4):
        shutil.copy(LENGKAP, ruang / "inputs" / "rapat" / f"salin{n}.yaml")
    for delay in (0.0, 0.4, 0.8, 1.2, 1.6):
        shutil.rmtree(ruang / "build", ignore_errors=True)
        process = subprocess.Popen(
            [*NOTULA, command, *(["-j", "2"] if command == "build" else [])], cwd=ruang,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a job in the background ignores it
        )  # fmt: skip
        while not (ruang / "build").exists() and command == "watch" and process.poll() is None:
            time.sleep(0.05)
        time.sleep(delay + 0.8)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=120)
        assert (process.returncode, said) == (130, "Dihentikan; yang sudah selesai tetap ada.\n")
        for file in (ruang / "build").rglob("*.pdf"):
            assert file.read_bytes().rstrip().endswith(b"%%EOF")


def test_temporary_files_of_dead_runs_are_swept(ruang: Path) -> None:
    run("build", cwd=ruang)
    (ruang / "build" / "contoh" / ".~999999999~notula.pdf").write_bytes(b"separuh")
    run("build", cwd=ruang)
    assert outputs(ruang) == FOUR


def test_a_file_that_cannot_be_written_is_a_finding(ruang: Path) -> None:
    (ruang / "build").write_text("bukan folder")
    done = run("build", "-j", "1", cwd=ruang)
    assert done.returncode == 1
    assert "S002" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_template_fault_in_a_worker_is_a_finding(ruang: Path) -> None:
    shutil.copytree(ROOT / "templates", ruang / "templates", ignore=shutil.ignore_patterns("fonts"))
    shutil.copy(LENGKAP, ruang / "inputs" / "rapat" / "kedua.yaml")
    html = ruang / "templates" / "html" / "notula.permendagri-1-2023.html"
    html.write_text(html.read_text().replace("{{ tempat }}", "{{ tempta }}"))
    done = run("build", "-j", "2", cwd=ruang)
    assert done.returncode == 1, done.stderr
    assert "C001 galat" in done.stdout


def test_logs_of_signing_libraries_are_shown_with_debug_only() -> None:
    program = (
        "import logging, sys; from pipeline.cli.context import hush; hush(debug=bool(sys.argv[1]));"
        "logging.getLogger('pyhanko.sign.validation').error('jejak', exc_info=ValueError('x'))"
    )
    said = [
        subprocess.run([sys.executable, "-c", program, debug], capture_output=True, text=True).stderr
        for debug in ("", "ya")
    ]
    assert said[0] == ""
    assert "jejak" in said[1]


def test_a_new_workspace_has_the_sample_settings_of_signatures_and_works(tmp_path: Path) -> None:
    assert run("init", "kantor", cwd=tmp_path).returncode == 0
    space = tmp_path / "kantor"
    assert (space / "inputs" / "tanda-tangan.contoh.yaml").is_file()
    assert run("check", cwd=space).returncode == 0
    made = run("sign", "2026-11-24-rakor-pug-contoh", cwd=space)
    assert made.returncode == 1
    assert "salin dari inputs/tanda-tangan.contoh.yaml" in made.stderr
