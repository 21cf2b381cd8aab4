"""Fixtures that are slow to make and shared by many tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pki import Pki, pki_hidup


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    """The test authority, one for each test process."""
    with pki_hidup(tmp_path_factory.mktemp("pki")) as running:
        yield running
