"""The servers of the archive tests, each started once for a test process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import lawan_arsip
import peladen
import pytest
from lawan_arsip import JENIS, Lawan
from paperless_kontrak import paperless
from peladen import SANDI


@pytest.fixture(scope="session")
def lawan_semua(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Lawan]]:
    """The server of a kind, started when first asked for."""
    makers = {"s3": (peladen.s3_rclone, lawan_arsip.s3), "apache": (peladen.dav_apache, lawan_arsip.dav), "wsgidav": (peladen.dav_wsgi, lawan_arsip.dav),
              "cmis": (peladen.cmis, lawan_arsip.cmis)}  # fmt: skip
    running: dict[str, Lawan] = {}
    with ExitStack() as stack:

        def of(kind: str) -> Lawan:
            if kind not in running:
                if kind == "paperless":
                    running[kind] = stack.enter_context(paperless())
                else:
                    start, made = makers[kind]
                    running[kind] = made(stack.enter_context(start(tmp_path_factory.mktemp(kind))))
            return running[kind]

        yield of


@pytest.fixture(params=JENIS)
def lawan(
    request: pytest.FixtureRequest, lawan_semua: Callable[[str], Lawan], monkeypatch: pytest.MonkeyPatch
) -> Lawan:
    """Each server in turn."""
    monkeypatch.setenv("SANDI_ARSIP", SANDI)
    return lawan_semua(request.param)
