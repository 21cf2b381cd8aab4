import shutil
from pathlib import Path

import pytest
from ruang_bangun import SEMUA, dikerjakan, ruang_baru

from pipeline.workspace import Workspace


@pytest.fixture(scope="session")
def terbangun(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A built workspace; tests take copies of it."""
    space = ruang_baru(tmp_path_factory.mktemp("ruang"))
    assert dikerjakan(space) == SEMUA
    return space


@pytest.fixture
def ruang(terbangun: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the built workspace, at another place."""
    shutil.copytree(terbangun.root, tmp_path / "ruang")
    return Workspace(tmp_path / "ruang")
