"""Signed files, which are slow to make."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from berkas_ttd import berdua, naskah_final, tandatangani
from pki import Pki

from pipeline.verify.laporan import Laporan
from pipeline.verify.periksa import periksa


@pytest.fixture(scope="session")
def berkas(pki: Pki) -> dict[str, bytes]:
    """The minutes, unsigned and signed at each level by one and at some by two."""
    made = {"polos": naskah_final()}
    for level in ("B-B", "B-T", "B-LT", "B-LTA"):
        made[level] = tandatangani(naskah_final(), pki, "ketua", 1, level)
    for level in ("B-LT", "B-LTA"):
        made[f"dua {level}"] = berdua(pki, level)
    return made


@pytest.fixture
def lihat(pki: Pki) -> Callable[..., Laporan]:
    """Verification that trusts the test root."""

    def look(data: bytes, **more: object) -> Laporan:
        return periksa(data, "uji.pdf", [pki.sertifikat("akar")], **more)  # type: ignore[arg-type]

    return look
