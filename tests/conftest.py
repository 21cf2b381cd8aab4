"""Fixtures that are slow to make and shared by many tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from arsip_uji import ruang_bertanda
from pki import Pki, pki_hidup

from pipeline.workspace import Workspace


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    """The test authority, one for each test process."""
    with pki_hidup(tmp_path_factory.mktemp("pki")) as running:
        yield running


@pytest.fixture(scope="session")
def bertanda_dasar(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Path:
    """A workspace with one signed document, that tests copy."""
    return ruang_bertanda(tmp_path_factory.mktemp("bertanda"), pki).root


@pytest.fixture
def bertanda(bertanda_dasar: Path, tmp_path: Path) -> Workspace:
    """A workspace of the test's own with one document that is signed."""
    shutil.copytree(bertanda_dasar, tmp_path / "ruang")
    return Workspace(tmp_path / "ruang")
