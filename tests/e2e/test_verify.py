"""`notula verify` as somebody runs it who got a PDF: an empty folder, a home of their own, no workspace."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from berkas_ttd import ganti, naskah_final, tandatangani
from pki import Pki

NOTULA = str(Path(sys.executable).parent / "notula")


@pytest.fixture(scope="module")
def kiriman(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what was sent: a signed file, the root, and files that are not as they should be."""
    folder = tmp_path_factory.mktemp("kiriman")
    final = naskah_final()
    signed = tandatangani(final, pki, "ketua", 1, "B-LTA")
    (folder / "notula.pdf").write_bytes(signed)
    (folder / "diubah.pdf").write_bytes(ganti(signed, 5000, signed[5000] ^ 4))
    (folder / "terpotong.pdf").write_bytes(signed[: len(final) * 2 // 3])
    (folder / "bb.pdf").write_bytes(tandatangani(naskah_final(), pki, "ketua", 1, "B-B"))
    (folder / "polos.pdf").write_bytes(naskah_final())
    (folder / "surat.docx").write_bytes(b"PK\x03\x04")
    (folder / "akar.pem").write_bytes(pki.akar.read_bytes())
    return folder


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    home = folder / "rumah"
    home.mkdir(exist_ok=True)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TZ": "Asia/Jakarta"}
    return subprocess.run(
        [NOTULA, "verify", *args], cwd=folder, capture_output=True, text=True, timeout=300, env=env
    )


def test_a_genuine_file_is_said_to_be_genuine(kiriman: Path) -> None:
    done = run(kiriman, "notula.pdf", "--akar", "akar.pem")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("✓ ASLI dan UTUH  notula.pdf\n")
    assert "(UTC+07:00) menurut Stempel Waktu Contoh" in done.stdout
    assert "19750912" not in done.stdout


@pytest.mark.parametrize(
    ("name", "code", "verdict"),
    [
        ("diubah.pdf", 1, "✗ BERUBAH sesudah ditandatangani"),
        ("terpotong.pdf", 1, "✗ RUSAK"),
        ("polos.pdf", 1, "! TIDAK DITANDATANGANI, sama dengan rekaman di dalamnya"),
        ("surat.docx", 2, "✗ BUKAN PDF"),
    ],
)
def test_each_file_has_its_verdict_and_exit_code(kiriman: Path, name: str, code: int, verdict: str) -> None:
    done = run(kiriman, name, "--akar", "akar.pem")
    assert (done.returncode, done.stdout.split("  ")[0], done.stderr) == (code, verdict, "")


def test_several_files_are_one_list_of_json(kiriman: Path) -> None:
    done = run(kiriman, "notula.pdf", "diubah.pdf", "--akar", "akar.pem", "--format", "json")
    reports = json.loads(done.stdout)
    assert (done.returncode, [r["putusan"] for r in reports]) == (1, ["asli", "berubah"])
    assert reports[0]["tanda_tangan"][0]["tingkat"] == "B-LTA"


def test_a_file_that_cannot_be_read_hides_no_other(kiriman: Path) -> None:
    done = run(kiriman, "notula.pdf", "tiada.pdf", ".", "--akar", "akar.pem", "--format", "json")
    assert [made["putusan"] for made in json.loads(done.stdout)] == ["asli"]
    assert done.stderr.splitlines() == [
        "tiada.pdf S001 galat  Berkas “tiada.pdf” tidak dapat dibuka: berkasnya tidak ada.",
        ". S001 galat  Berkas “.” tidak dapat dibuka: itu sebuah folder.",
    ]
    assert done.returncode == 2


def test_without_the_root_the_issuer_is_unknown(kiriman: Path) -> None:
    done = run(kiriman, "--lang", "en", "notula.pdf")
    assert done.returncode == 1
    assert done.stdout.startswith("✗ INTACT, but the issuer of the certificate is unknown")


@pytest.mark.parametrize(
    "args", [("tidak-ada.pdf",), ("notula.pdf", "--akar", "surat.docx"), ("notula.pdf", "--akar", "x"), ()]
)
def test_what_cannot_be_done_is_one_sentence(kiriman: Path, args: tuple[str, ...]) -> None:
    done = run(kiriman, *args)
    assert done.returncode in (1, 2)
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_quiet_says_only_what_is_wrong(kiriman: Path) -> None:
    assert run(kiriman, "notula.pdf", "--akar", "akar.pem", "-q").stdout == ""
    assert "BERUBAH" in run(kiriman, "diubah.pdf", "--akar", "akar.pem", "-q").stdout


def test_what_was_sent_along_is_no_root(kiriman: Path, tmp_path: Path) -> None:
    """A forger sends a folder with the file, a root of their own, and settings that name it."""
    (tmp_path / "inputs" / "rapat").mkdir(parents=True)
    for name in ("akar.pem", "notula.pdf"):
        (tmp_path / name).write_bytes((kiriman / name).read_bytes())
    (tmp_path / "inputs" / "tanda-tangan.yaml").write_text("akar: [akar.pem]\n", encoding="utf-8")
    done = run(tmp_path, "notula.pdf")
    assert (done.returncode, done.stdout.split("  ")[0]) == (
        1, "✗ UTUH, tetapi penerbit sertifikatnya tidak dikenal",
    )  # fmt: skip


def test_a_user_keeps_roots_in_a_folder_of_their_own(kiriman: Path, tmp_path: Path) -> None:
    kept = tmp_path / "rumah" / ".config" / "notula" / "akar"
    kept.mkdir(parents=True)
    (kept / "instansi.pem").write_bytes((kiriman / "akar.pem").read_bytes())
    (kept / "catatan.txt").write_text("bukan sertifikat")
    done = run(tmp_path, str(kiriman / "notula.pdf"))
    assert done.returncode == 0
    assert f"Akar Contoh (dari {kept / 'instansi.pem'}), SHA-256 " in done.stdout


def test_online_asks_no_internal_address_unless_told(kiriman: Path) -> None:
    asked = run(kiriman, "bb.pdf", "--akar", "akar.pem", "--daring")
    assert (asked.returncode, asked.stdout.split("  ")[0]) == (
        1, "! TANDA TANGAN UTUH, tetapi belum diketahui apakah sertifikatnya dicabut",
    )  # fmt: skip
    assert "V028" in asked.stdout
    assert "127.0.0.1" in asked.stdout
    assert run(kiriman, "bb.pdf", "--akar", "akar.pem", "--jaringan-dalam").returncode == 0
