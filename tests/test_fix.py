"""`notula fix`: what it mends, what it leaves, and that nothing else of a file changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from contoh import LENGKAP, ROOT, acuan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.findings import RULES, Finding, Mend, Place, Severity
from pipeline.fix import Perbaikan, apply, mend, store
from pipeline.workspace import Workspace, find

NOTULA = str(Path(sys.executable).parent / "notula")
SEED = "rakor-pug-seed.yaml"
GANTI = (
    ("Pen garustamaan Gender", "Pengarusutamaan Gender"),
    ("dilaksanakan dI DP3AKKB", "dilaksanakan di DP3AKKB"),
    ("secara resmi . Dalam", "secara resmi. Dalam"),
    ('"âPUG', '"PUG'),
    ('berkeadilan,â"', 'berkeadilan,"'),
    ('"âKita', '"Kita'),
    ('gender,â"', 'gender,"'),
    ("DP3AKKB PROVINSI BANTEN menggelar", "DP3AKKB Provinsi Banten menggelar"),
    ("DP3AKKB PROVINSI BANTEN ini", "DP3AKKB Provinsi Banten ini"),
    ("KABUPATEN/ KOTA", "kabupaten/kota"),
)
"""What the seed says and should say."""


def run(*args: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([NOTULA, *args], cwd=cwd, input=stdin, capture_output=True, text=True, timeout=120)


@pytest.fixture
def ruang(tmp_path: Path) -> Path:
    """A workspace with the seed."""
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, tmp_path / "inputs" / folder)
    (tmp_path / "inputs" / "rapat").mkdir()
    shutil.copy(ROOT / "inputs" / "rapat" / SEED, tmp_path / "inputs" / "rapat" / SEED)
    return tmp_path


def seed(space: Path) -> Path:
    return space / "inputs" / "rapat" / SEED


def workspace(space: Path) -> Workspace:
    found = find(space)
    assert found is not None
    return found


def betul(data: bytes) -> bytes:
    text = data.decode()
    for old, new in GANTI:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_the_seed_is_mended_and_every_other_byte_stays(ruang: Path) -> None:
    before = seed(ruang).read_bytes()
    shown = run("fix", cwd=ruang)
    assert shown.returncode == 1
    assert seed(ruang).read_bytes() == before
    assert "-judul: Koordinasi Pen garustamaan Gender Dalam Pembangunan" in shown.stdout
    assert "+judul: Koordinasi Pengarusutamaan Gender Dalam Pembangunan" in shown.stdout
    assert "10 perbaikan di 1 rekaman." in shown.stdout
    assert "--ya" in shown.stderr
    assert "\x1b" not in shown.stdout
    done = run("fix", "--ya", str(seed(ruang).relative_to(ruang)), cwd=ruang)
    assert done.returncode == 0, done.stderr
    assert seed(ruang).read_bytes() == betul(before)
    again = run("fix", "--ya", cwd=ruang)
    assert (again.returncode, again.stdout) == (0, "Tidak ada yang perlu dibetulkan.\n")
    assert seed(ruang).read_bytes() == betul(before)


@pytest.mark.parametrize(("answer", "mended", "code"), [("y\n", True, 0), ("n\n", False, 1)])
def test_on_a_terminal_the_user_is_asked(ruang: Path, answer: str, mended: bool, code: int) -> None:
    keyboard, terminal = os.openpty()
    with subprocess.Popen(
        [NOTULA, "fix"], cwd=ruang, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        os.write(keyboard, answer.encode())
        out = process.communicate(timeout=60)[0].decode()
    os.close(keyboard)
    os.close(terminal)
    assert "Terapkan pada 1 rekaman?" in out
    assert process.returncode == code
    assert (b"Pen garustamaan" not in seed(ruang).read_bytes()) is mended


def test_line_ends_and_the_byte_order_mark_stay(ruang: Path) -> None:
    before = b"\xef\xbb\xbf" + seed(ruang).read_bytes().replace(b"\n", b"\r\n")
    seed(ruang).write_bytes(before)
    assert run("fix", "--ya", cwd=ruang).returncode == 0
    assert seed(ruang).read_bytes() == betul(before)


def test_a_private_record_and_a_link_stay_what_they_are(ruang: Path) -> None:
    real = ruang / "asli.yaml"
    seed(ruang).rename(real)
    real.chmod(0o600)
    seed(ruang).symlink_to(real)
    assert run("fix", "--ya", cwd=ruang).returncode == 0
    assert seed(ruang).is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert b"Pengarusutamaan Gender Dalam" in real.read_bytes()


def test_a_clean_workspace_has_nothing_to_mend(ruang: Path) -> None:
    shutil.copy(LENGKAP, seed(ruang))
    done = run("--lang", "en", "fix", cwd=ruang)
    assert (done.returncode, done.stdout) == (0, "Nothing to mend.\n")


def test_json_and_sarif_say_what_would_be_mended(ruang: Path) -> None:
    found = json.loads(run("--json", "fix", cwd=ruang).stdout)
    assert {"old": "dI", "new": "di", "safe": True} in [f["mend"] for f in found]
    sarif = json.loads(run("--format", "sarif", "check", cwd=ruang).stdout)
    lines = seed(ruang).read_text(encoding="utf-8").split("\n")
    changes = [
        r["fixes"][0]["artifactChanges"][0]["replacements"][0]
        for r in sarif["runs"][0]["results"]
        if "fixes" in r
    ]
    regions = [c["deletedRegion"] for c in changes]
    words = [lines[r["startLine"] - 1][r["startColumn"] - 1 : r["endColumn"] - 1] for r in regions]
    mended = {w: c["insertedContent"]["text"] for w, c in zip(words, changes, strict=True)}
    assert mended == {
        "Pen garustamaan": "Pengarusutamaan",
        "dI": "di",
        "resmi .": "resmi.",
        "â": "",
        "PROVINSI BANTEN": "Provinsi Banten",
        "KABUPATEN/ KOTA": "kabupaten/kota",
    }


def test_check_prints_the_mended_text(ruang: Path) -> None:
    out = run("check", cwd=ruang).stdout
    assert "Rapatkan tanda bacanya. Tulis “resmi.”." in out
    assert "Hapus “â”." in out


def test_words_that_the_file_writes_as_an_escape_are_left_and_told(ruang: Path) -> None:
    text = 'status: draf\njudul: "Rapat \\u0064I Serang dan dI Lebak"\n'
    seed(ruang).write_text(text)
    done = run("fix", "--ya", cwd=ruang)
    assert "betulkan sendiri" in done.stdout
    assert yaml.safe_load(seed(ruang).read_text())["judul"] in (
        "Rapat dI Serang dan dI Lebak",
        "Rapat dI Serang dan di Lebak",
    )
    assert seed(ruang).read_text().startswith('status: draf\njudul: "Rapat \\u0064I Serang')


def test_a_file_that_changed_meanwhile_is_not_written(ruang: Path) -> None:
    change = mend(workspace(ruang), seed(ruang), acuan())
    seed(ruang).write_text("judul: Baru\n")
    assert store(change) is False
    assert seed(ruang).read_text() == "judul: Baru\n"


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    ruang: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = mend(workspace(ruang), seed(ruang), acuan())

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="space"):
        store(change)
    assert seed(ruang).read_bytes() == change.before
    assert [p.name for p in seed(ruang).parent.iterdir()] == [SEED]


def test_a_record_that_is_no_yaml_or_is_missing_is_left_alone(ruang: Path) -> None:
    seed(ruang).write_bytes(b'judul: "Rapat dI\n')
    assert run("fix", "--ya", cwd=ruang).returncode == 0
    seed(ruang).write_bytes(b"judul: Rapat d\xff\n")
    assert run("fix", "--ya", cwd=ruang).returncode == 0
    done = run("fix", "--ya", "tidak-ada.yaml", cwd=ruang)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr


def satu(text: str, old: str, new: str, nth: int = 0) -> str:
    """A text after one mend of the nth such words."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(old, at + 1)
    line = text.count("\n", 0, at) + 1
    place = Place("x", line, at - text.rfind("\n", 0, at))
    rule = RULES["E008"]
    finding: Finding = rule.at(place, Severity.PERINGATAN, Mend(old, new, True), teks=old, baku=new)
    return apply(text, [finding])[0]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("judul: Rapat dI Serang\n", "dI", "di: x"),
        ("judul: Rapat dI Serang\n", "dI", "a #"),
        ("judul: dI Serang\n", "dI", "- a"),
        ("judul: dI Serang\n", "dI", "[a"),
        ("judul: dI\n", "dI", "~"),
        ("judul: dI\n", "dI", ""),
        ("judul: 'Rapat dI'\n", "dI", "Jum'at"),
        ('judul: "Rapat dI"\n', "dI", '"'),
        ('judul: "Rapat dI"\n', "dI", "\\n"),
        ("acara: [dI, b]\n", "dI", "a, c"),
        ("judul: |-\n  Satu\n  dI\n", "dI", "a\nb"),
        ("judul: a # dI\n", "dI", "di"),
        ("dI: a\n", "dI", "di"),
        ("judul: a\n# dI\n", "dI", "di"),
    ],
)
def test_what_would_change_the_file_in_another_way_is_refused(text: str, old: str, new: str) -> None:
    assert satu(text, old, new) == text


@pytest.mark.parametrize(
    "text",
    [
        "judul: Rapat dI Serang dI Lebak # dI\n",
        "judul: >-\n  Rapat dI\n  Serang dI\n  Lebak\n",
        "a: &x {judul: dI dan dI}\nb: *x\nc: {<<: *x, tempat: dI}\n",
        "judul:\n  - 'dI''s dan dI'\n",
    ],
)
def test_one_mend_changes_one_place_in_every_style(text: str) -> None:
    assert satu(text, "dI", "di", 1) == text.replace("dI", "\0", 1).replace("dI", "di", 1).replace("\0", "dI")


def test_one_unfitting_mend_does_not_hold_up_the_others() -> None:
    text = "a: Rapat dI Serang\nb: Rapat daN Lebak\nc: Rapat yAng lain\n"
    rule = RULES["E008"]
    findings = [
        rule.at(Place("x", n, 10), Severity.PERINGATAN, Mend(old, new, True), teks="", baku="")
        for n, old, new in ((1, "dI", "di"), (2, "daN", ": dan"), (3, "yAng", "yang"))
    ]
    made, done, left = apply(text, findings)
    assert made == "a: Rapat di Serang\nb: Rapat daN Lebak\nc: Rapat yang lain\n"
    assert (done, left) == ([findings[0], findings[2]], (findings[1],))


def test_an_unsafe_mend_is_never_put_in() -> None:
    finding = RULES["E008"].at(Place("x", 1, 8), Severity.PERINGATAN, Mend("dI", "di"), teks="", baku="")
    assert apply("judul: dI\n", [finding]) == ("judul: dI\n", [], ())


POTONGAN = (
    "Rapat", "dI Serang", "yang yang", "Pen garustamaan", "NarasumberAhli", "resmi .", "data,,", "â", "âPUG",
    "gender,â", "&amp;", "&quot;", "“PUG”", "â€œ", "**tebal**", "## Judul", "[a](https://x.id)", "<b>", "kata  kata",
    "Jum'at", ": nilai", "# catatan", "- butir", "pemba- ngunan", "rapat.Kemudian", "Nopember", "3 Nopember 2026",
    "【1†a】", "`x`", "\u00ad", "\u200b", "''", "di", "dan", ".", ",", "selesai..",
)  # fmt: skip


def literal(words: str, style: str) -> str:
    if style == "double":
        return json.dumps(words, ensure_ascii=False)
    if style == "escaped":
        return json.dumps(words)
    if style == "single":
        return "'" + words.replace("'", "''") + "'"
    return f"{style}\n    " + words


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(POTONGAN), min_size=1, max_size=6),
            st.sampled_from(["double", "escaped", "single", "|-", ">-"]),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mending_ends_and_touches_nothing_else(
    ruang: Path, texts: list[tuple[list[str], str]], end: str
) -> None:
    rows = "".join(f"  - {literal(' '.join(parts), style)}  \n" for parts, style in texts)
    text = f"status: draf # dI catatan\ntujuan:\n{rows}# yang yang\njudul: Tetap  begini\n".replace("\n", end)
    space, file = workspace(ruang), seed(ruang)
    file.write_bytes(text.encode())
    first = mend(space, file, acuan())
    assert store(first)
    assert file.read_bytes() == first.after
    assert mend(space, file, acuan()).mended == ()
    after = first.after.decode()
    assert after.startswith(f"status: draf # dI catatan{end}tujuan:{end}")
    assert f"{end}# yang yang{end}judul: Tetap begini{end}" in after
    assert after.count("\n") == text.count("\n")
    assert len(yaml.safe_load(after)["tujuan"]) == len(texts)


def test_a_change_without_mends_is_no_change(ruang: Path) -> None:
    same = Perbaikan(seed(ruang), seed(ruang).read_bytes(), seed(ruang).read_bytes())
    assert store(same) is True
