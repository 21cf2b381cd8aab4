"""A proxy between an archive and its server that does what networks and servers do when they fail."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from peladen import Benang

Syarat = Callable[[str, str], bool]
"""Whether a fault is for a request of this method and path."""


def mengunggah(cara: str, _jalur: str) -> bool:
    return cara in ("PUT", "POST")


def membaca(cara: str, _jalur: str) -> bool:
    return cara == "GET"


def apa_pun(_cara: str, _jalur: str) -> bool:
    return True


@dataclass
class Gangguan:
    """A fault, for the next `kali` requests it is for.

    `jawab` answers in place of the server (status, headers) with the body `isi`; `putus` cuts the connection before
    the request is passed on (`awal`), with half of its body passed on (`tengah`), or with the
    answer lost (`akhir`; with `jawab`, that takes the answer's place); `lambat` waits so many seconds; `balik` turns one bit of the answer's body.
    """

    jawab: tuple[int, dict[str, str]] | None = None
    putus: str = ""
    lambat: float = 0.0
    balik: bool = False
    isi: bytes = b""
    syarat: Syarat = apa_pun
    kali: int = 1


@dataclass
class Proksi:
    """The running proxy: its address in front of the server's, its faults, what it saw."""

    alamat: str
    gangguan: list[Gangguan] = field(default_factory=list)
    dilihat: list[tuple[str, str]] = field(default_factory=list)
    terjadi: int = 0

    def ambil(self, cara: str, jalur: str) -> Gangguan | None:
        self.dilihat.append((cara, jalur))
        for fault in self.gangguan:
            if fault.kali and fault.syarat(cara, jalur):
                fault.kali -= 1
                self.terjadi += 1
                return fault
        return None


@contextmanager
def proksi(hulu: str) -> Iterator[Proksi]:
    """A proxy in front of `hulu`, which speaks plain HTTP; faults are added while it runs."""
    upstream = urlsplit(hulu)
    assert upstream.hostname
    assert upstream.port
    made = Proksi("")

    class Penerus(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def log_message(self, *args: object) -> None:
            """Requests are not printed."""

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:
                self.close_connection = True

        def __getattr__(self, name: str):  # type: ignore[no-untyped-def]
            if name.startswith("do_"):
                return self.teruskan
            raise AttributeError(name)

        def teruskan(self) -> None:
            body = self._isi()
            fault = made.ambil(self.command, self.path) or Gangguan(kali=0)
            if fault.lambat:
                time.sleep(fault.lambat)
                if self._pergi():
                    self.close_connection = True
                    return
            if fault.jawab and fault.putus != "akhir":
                status, headers = fault.jawab
                self._jawab(status, list(headers.items()), fault.isi)
                return
            if fault.putus == "awal":
                self._potong()
                return
            if fault.putus == "tengah":
                self._separuh(body)
                self._potong()
                return
            link = http.client.HTTPConnection(upstream.hostname, upstream.port, timeout=30)  # type: ignore[arg-type]
            link.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in ("expect", "connection", "transfer-encoding", "content-length"):
                    link.putheader(name, self._ke_hulu(name, value))
            if body or self.command in ("PUT", "POST"):
                link.putheader("Content-Length", str(len(body)))
            link.putheader("Connection", "close")
            link.endheaders(body or None)
            answer = link.getresponse()
            data = answer.read()
            headers = answer.getheaders()
            link.close()
            if fault.putus == "akhir":
                if fault.jawab:
                    self._jawab(fault.jawab[0], list(fault.jawab[1].items()), b"")
                else:
                    self._potong()
                return
            if fault.balik and data:
                data = data[:-1] + bytes([data[-1] ^ 1])
                headers = [(n, v) for n, v in headers if not n.lower().startswith("x-amz-checksum")]
            length = answer.getheader("Content-Length", "0") if self.command == "HEAD" else None
            self._jawab(answer.status, headers, data, length)

        def _pergi(self) -> bool:
            """Whether whoever asked has hung up."""
            self.connection.settimeout(0.2)
            try:
                return self.connection.recv(1, socket.MSG_PEEK) == b""
            except TimeoutError:
                return False
            finally:
                self.connection.settimeout(self.timeout)

        def _isi(self) -> bytes:
            if "chunked" in self.headers.get("Transfer-Encoding", ""):
                out = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    out += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return out
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))

        def _ke_hulu(self, name: str, value: str) -> str:
            """`Destination` names the proxy; the server must find itself in it."""
            if name.lower() == "destination":
                return value.replace(made.alamat.split("/", 3)[2], f"{upstream.hostname}:{upstream.port}")
            if name.lower() == "host" and "Destination" in self.headers:
                return f"{upstream.hostname}:{upstream.port}"
            return value

        def _separuh(self, body: bytes) -> None:
            with socket.create_connection((upstream.hostname, upstream.port)) as raw:  # type: ignore[arg-type]
                lines = [f"{self.command} {self.path} HTTP/1.1", *(
                    f"{n}: {v}" for n, v in self.headers.items() if n.lower() not in ("expect", "connection")
                )]  # fmt: skip
                raw.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body[: len(body) // 2])
                time.sleep(0.1)

        def _potong(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def _jawab(
            self, status: int, headers: list[tuple[str, str]], data: bytes, length: str | None = None
        ) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            if status not in (204, 304):
                self.send_header("Content-Length", length if length is not None else str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Penerus)
    made.alamat = f"http://127.0.0.1:{server.server_port}" + (upstream.path if upstream.path != "/" else "")
    running = Benang(server)
    try:
        yield made
    finally:
        running.henti()
