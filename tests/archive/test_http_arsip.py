"""What every HTTP target shares: answers that make no sense are sentences too, and secrets fit a header."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from arsip_uji import tujuan
from peladen import Benang

from pipeline.archive.barang import Gagal
from pipeline.archive.http import minta
from pipeline.archive.rahasia import rahasia
from pipeline.archive.tujuan import s3
from pipeline.workspace import Workspace


class _Kacau(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Requests are not printed."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", "9")
        self.end_headers()
        self.wfile.write(b"bukangzip")


@pytest.fixture
def kacau() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Kacau)
    running = Benang(server)
    yield f"http://127.0.0.1:{server.server_port}/"
    running.henti()


def test_a_body_that_its_encoding_does_not_fit_is_a_broken_answer(kacau: str) -> None:
    with httpx.Client() as client, pytest.raises(Gagal) as why:
        minta(client, "GET", kacau)
    assert why.value.sementara


def test_an_address_that_a_server_made_up_is_a_sentence() -> None:
    with httpx.Client() as client, pytest.raises(Gagal) as why:
        minta(client, "GET", "http://bukan:porta/")
    assert not why.value.sementara


@pytest.mark.parametrize(
    ("lain", "kata"),
    [({"region": "x y"}, "alamat dan region"), ({"sertifikat": "tidak-ada.pem"}, "tidak ada")],
)
def test_settings_of_a_bucket_that_cannot_be_used_are_a_sentence(
    lain: dict[str, str], kata: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SANDI_UJI", "x")
    one = tujuan(
        "s3", alamat="https://s3.contoh.go.id", wadah="w", pengguna="u", sandi_dari="env:SANDI_UJI", **lain
    )
    with pytest.raises(Gagal) as why:
        s3.buka(one, Workspace(tmp_path))
    assert kata in why.value.id


def test_a_secret_loses_its_lines_end_and_holds_none_within(monkeypatch: pytest.MonkeyPatch) -> None:
    one = tujuan("webdav", alamat="https://arsip.contoh.go.id/", sandi_dari="env:SANDI_UJI")
    monkeypatch.setenv("SANDI_UJI", "sandi panjang é\r\n")
    assert rahasia(one).nilai == "sandi panjang é"
    monkeypatch.setenv("SANDI_UJI", "dua\nbaris")
    with pytest.raises(Gagal) as why:
        rahasia(one)
    assert "dua" not in why.value.id
