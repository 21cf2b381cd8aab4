"""Archive servers that mean harm: no password leaves for another host, no answer is believed, followed or unbounded."""

from __future__ import annotations

import base64
import gzip
import io
import json
import logging
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from arsip_uji import barang_kecil, tujuan

from pipeline.archive import http
from pipeline.archive.barang import Gagal, dipahami
from pipeline.archive.kirim import serahkan
from pipeline.archive.pengaturan import TujuanArsip, pembuat
from pipeline.archive.tujuan import s3
from pipeline.workspace import Workspace

SANDI, PENGGUNA = "sandi-yang-tidak-boleh-keluar-93b1", "petugas"
HTTP = ("webdav", "cmis", "paperless", "mayan")
SEMUA = (*HTTP, "s3")

Jawab = Callable[[BaseHTTPRequestHandler], None]


class Peladen:
    """A server with one answer to everything; it remembers what it was asked, and with which passwords."""

    def __init__(self, jawab: Jawab, tls: Path | None = None) -> None:
        self.diminta: list[str] = []
        self.sandi: list[str] = []
        outer = self

        class Tangan(BaseHTTPRequestHandler):
            def setup(self) -> None:
                if tls is not None:  # here and not at the listener: a failed greeting must not end the server
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(tls)
                    self.request = context.wrap_socket(self.request, server_side=True)
                super().setup()

            def log_message(self, *_: object) -> None:
                """Nothing."""

            def __getattr__(self, name: str) -> Callable[[], None]:
                if name.startswith("do_"):
                    return self.jawab
                raise AttributeError(name)

            def jawab(self) -> None:
                outer.diminta.append(f"{self.command} {self.path}")
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.sandi.append(f"{self.headers.get('Authorization', '')} {body!r}")
                jawab(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Tangan)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.alamat = f"http{'s' if tls else ''}://127.0.0.1:{self.server.server_address[1]}"


@contextmanager
def peladen(jawab: Jawab, tls: Path | None = None) -> Iterator[Peladen]:
    made = Peladen(jawab, tls)
    threading.Thread(target=made.server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()


def isi(data: bytes, status: int = 200, **headers: str) -> Jawab:
    def jawab(hand: BaseHTTPRequestHandler) -> None:
        hand.send_response(status)
        for name, value in headers.items():
            hand.send_header(name.replace("_", "-"), value)
        hand.send_header("Content-Length", str(len(data)))
        hand.end_headers()
        if hand.command != "HEAD":
            hand.wfile.write(data)

    return jawab


def target(jenis: str, alamat: str, **lain: object) -> TujuanArsip:
    more = {"tipe": "Default"} if jenis == "mayan" else {"wadah": "arsip"} if jenis == "s3" else {}
    return tujuan(
        jenis, alamat=alamat, pengguna=PENGGUNA, sandi_dari="env:SANDI_UJI", batas_waktu="5", **more, **lain
    )


@pytest.fixture(autouse=True)
def sandi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDI_UJI", SANDI)


def gagal(one: TujuanArsip, folder: Path) -> Gagal:
    """Why a delivery does not succeed; the reason never holds the password."""
    thing = barang_kecil("naskah" if one.jenis == "paperless" else "paket")
    with pytest.raises(Gagal) as refused, dipahami(one.nama):
        serahkan(pembuat(one).buka(one, Workspace(folder)), thing)
    why = refused.value
    for secret in (SANDI, base64.b64encode(f"{PENGGUNA}:{SANDI}".encode()).decode()):
        assert secret not in f"{why.id} {why.en} {why!r}"
    assert why.id.endswith(".")
    return why


@pytest.fixture(scope="session")
def palsu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody issued."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "k.pem", "-out", "c.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    (folder / "semua.pem").write_bytes((folder / "k.pem").read_bytes() + (folder / "c.pem").read_bytes())
    return folder


@pytest.mark.parametrize("jenis", SEMUA)
def test_a_certificate_that_nobody_trusts(jenis: str, palsu: Path, tmp_path: Path) -> None:
    with peladen(isi(b"{}"), palsu / "semua.pem") as server:
        why = gagal(target(jenis, server.alamat), tmp_path)
        assert server.diminta == []
    assert "tidak dipercaya" in why.id


@pytest.mark.parametrize("jenis", SEMUA)
def test_the_office_s_own_authority_is_trusted_where_it_is_named(
    jenis: str, palsu: Path, tmp_path: Path
) -> None:
    (tmp_path / "akar.pem").write_bytes((palsu / "c.pem").read_bytes())
    with peladen(isi(b"{}", 500), palsu / "semua.pem") as server:
        gagal(target(jenis, server.alamat, sertifikat="akar.pem"), tmp_path)
        assert server.diminta


@pytest.mark.parametrize("jenis", SEMUA)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(jenis: str, status: int, tmp_path: Path) -> None:
    with peladen(isi(b"{}")) as other, peladen(isi(b"", status, Location=f"{other.alamat}/x")) as server:
        gagal(target(jenis, server.alamat), tmp_path)
        assert server.diminta
        assert other.diminta == []


@pytest.mark.parametrize(
    "there",
    ["http://127.0.0.1:{lain}/b", "https://arsip.example/b", "//127.0.0.1:{lain}/b", "file:///etc/passwd"],
)
def test_a_cmis_repository_that_lives_elsewhere_gets_no_password(there: str, tmp_path: Path) -> None:
    with peladen(isi(b"{}")) as other:
        url = there.format(lain=other.server.server_address[1])
        said = {"arsip": {"repositoryUrl": url, "rootFolderUrl": url}}
        with peladen(isi(json.dumps(said).encode())) as server:
            gagal(target("cmis", server.alamat, wadah="arsip"), tmp_path)
        assert other.diminta == []


def test_a_server_without_a_password_of_its_own_reads_none_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a proxy of the environment nor `~/.netrc` sees anything of a delivery."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login orang password SANGATRAHASIA\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    with peladen(isi(b"")) as proxy, peladen(isi(b"", 500)) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.alamat)
        gagal(tujuan("webdav", alamat=server.alamat), tmp_path)
        assert proxy.diminta == []
        assert "SANGATRAHASIA" not in "".join(map(_terurai, server.sandi))


def _terurai(header: str) -> str:
    word = header.partition("Basic ")[2].split(" ")[0]
    return base64.b64decode(word).decode() if word else header


def _tanpa_akhir(hand: BaseHTTPRequestHandler) -> None:
    hand.send_response(200)
    hand.send_header("Content-Type", "application/json")
    hand.end_headers()
    try:
        while True:
            hand.wfile.write(b" " * 65536)
    except OSError:
        pass


def _bom(hand: BaseHTTPRequestHandler) -> None:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as z:
        for _ in range(100):
            z.write(b" " * 1_000_000)
    isi(out.getvalue(), Content_Encoding="gzip", Content_Type="application/json")(hand)


@pytest.mark.parametrize("jenis", ["cmis", "paperless", "mayan"])
@pytest.mark.parametrize("jawab", [_tanpa_akhir, _bom])
def test_an_answer_without_end_is_not_read(jenis: str, jawab: Jawab, tmp_path: Path) -> None:
    with peladen(jawab) as server:
        assert "lebih dari 16 MB" in gagal(target(jenis, server.alamat), tmp_path).id


def test_a_thing_that_comes_back_larger_than_any_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.archive.tujuan import webdav

    monkeypatch.setattr(webdav, "MAKS_ISI", 100_000)
    monkeypatch.setattr(s3, "MAKS_ISI", 100_000)
    with peladen(isi(b"x" * 1_000_000)) as server:
        for jenis in ("webdav", "s3"):
            assert {"lebih dari", "terlalu besar"} & {
                w
                for w in ("lebih dari", "terlalu besar")
                if w in gagal(target(jenis, server.alamat), tmp_path).id
            }


ANEH = {
    "deep": b"[" * 200_000,
    "list": b"[]",
    "null": b"null",
    "number": b"7",
    "words": b'"a"',
    "results": b'{"results": "abc", "token": 1}',
    "results of numbers": b'{"results": [1, 2], "token": []}',
    "results without ids": b'{"results": [{"name": "Default", "label": "Default"}], "token": "x"}',
    "repositories": b'{"a": 1, "b": [], "token": {}}',
    "repository": b'{"a": {"repositoryUrl": 1, "rootFolderUrl": null}}',
    "nan": b'{"token": NaN, "results": [{"id": 1e999}]}',
    "html": b"<html>login</html>",
    "xml entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "xml laughs": b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10 if n > 1 else b"&a;" * 10) for n in range(1, 10)
    ) + b"]><ListBucketResult>&a9;</ListBucketResult>",
    "binary": bytes(range(256)),
    "empty": b"",
}  # fmt: skip


@pytest.mark.parametrize("jenis", SEMUA)
@pytest.mark.parametrize("kind", ANEH)
def test_an_answer_of_another_shape_is_one_sentence(jenis: str, kind: str, tmp_path: Path) -> None:
    with peladen(isi(ANEH[kind])) as server:
        why = gagal(target(jenis, server.alamat), tmp_path)
    assert "root:" not in why.id


@pytest.mark.parametrize("jenis", SEMUA)
@pytest.mark.parametrize("status", [400, 401, 403, 409, 418, 500])
def test_a_server_that_repeats_the_password_is_not_quoted(
    jenis: str, status: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is shown with `--debug` are warnings; what the server itself sends stands in no line of those."""
    with caplog.at_level(logging.WARNING), peladen(_gema(status)) as server:
        gagal(target(jenis, server.alamat), tmp_path)
    assert SANDI not in caplog.text


@pytest.mark.parametrize("jenis", SEMUA)
def test_no_log_at_any_level_holds_the_password(
    jenis: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), peladen(isi(b"{}", 500)) as server:
        gagal(target(jenis, server.alamat), tmp_path)
    assert SANDI not in caplog.text
    assert base64.b64encode(f"{PENGGUNA}:{SANDI}".encode()).decode() not in caplog.text


def _gema(status: int) -> Jawab:
    said = f"Code {SANDI}"

    def jawab(hand: BaseHTTPRequestHandler) -> None:
        xml = f"<Error><Code>Aneh</Code><Message>{said}</Message></Error>".encode()
        isi(xml, status, Retry_After=said, WWW_Authenticate=f'Basic realm="{said}"')(hand)

    return jawab


def test_bounds_are_what_the_threat_model_says() -> None:
    assert (http.MAKS_JAWABAN, http.MAKS_ISI, http.JAWABAN_TERLAMA) == (16_000_000, 1_000_000_000, 1800.0)
