from collections.abc import Iterator
from pathlib import Path

import pytest
from security.pengintai import RAHASIA, Jaga, menjaga, ruang_kerja


@pytest.fixture
def jaga(tmp_path: Path) -> Iterator[Jaga]:
    """Eyes, and files outside: a record, a text, a picture's name, each with the secret."""
    with menjaga(tmp_path) as eyes:
        for name in (
            "rahasia.yaml",
            "rahasia.txt",
            "rahasia.png",
            "rahasia.html",
            "rahasia.css",
            "rahasia.svg",
        ):
            (eyes.luar / name).write_text(f"judul: {RAHASIA}\n")
        yield eyes


@pytest.fixture
def ruang(tmp_path: Path) -> Path:
    return ruang_kerja(tmp_path)
