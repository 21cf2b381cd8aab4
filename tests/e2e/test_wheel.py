import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from contoh import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roda")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("notula-*.whl"))


def test_the_wheel_carries_templates_fonts_and_a_sample(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("templates", "*/*"), ("inputs", "*/*.yaml")):
        expected = {
            f"pipeline/bawaan/{p.relative_to(ROOT)}" for p in (ROOT / folder).glob(pattern) if p.is_file()
        }
        assert expected
        assert expected <= names
    data = {f"pipeline/reference/data/{n}" for n in ("wilayah.bin", "LICENSE.md", "NOTICE.md")}
    assert data <= names


@pytest.mark.lambat
def test_an_installed_wheel_makes_a_workspace_and_builds_it(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, which borrows this one's packages but not the checkout."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel],
        check=True, capture_output=True,
    )  # fmt: skip
    site = next(home.glob("lib/python*/site-packages"))
    (site / "pinjaman.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = subprocess.run(
        [python, "-c", "import pipeline; print(pipeline.__file__)"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert where.startswith(str(home))
    for args in (["init", "kantor"], ["-C", "kantor", "build"], ["-C", "kantor", "templates", "check"]):
        done = subprocess.run([home / "bin" / "notula", *args], cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert len(list((tmp_path / "kantor" / "build").rglob("*.pdf"))) == 2
