"""Who looks while Notula works on hostile files: every file opened outside, every connection, every byte that got out."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from contoh import ROOT, teks_rekaman

from pipeline.cli.utama import jalankan

RAHASIA = "KENARI-7f3a91c4"
"""Stands in every file outside the workspace, and may stand in nothing that Notula makes or says."""

_IN_OPEN = 0x20
_lihat: list[Jaga] = []


@dataclass
class Jaga:
    """What was seen. `luar` is the folder outside, `url` a server that nobody may ask anything."""

    luar: Path
    url: str
    dibuka: list[str] = field(default_factory=list)
    sambungan: list[str] = field(default_factory=list)
    kode: int = -1
    kata: str = ""

    def bersih(self, ruang: Path) -> None:
        """Assert: nothing outside was read, nobody was called, nothing of the outside is inside or was said."""
        assert self.dibuka == []
        assert self.sambungan == []
        assert RAHASIA not in self.kata
        assert "Traceback" not in self.kata
        assert "Kesalahan di dalam Notula" not in self.kata
        for at, folders, names in os.walk(ruang):
            folders[:] = [f for f in folders if not Path(at, f).is_symlink()]
            for name in names:
                file = Path(at, name)
                if not file.is_symlink() and file.is_file() and file.stat().st_size < 50_000_000:
                    assert RAHASIA.encode() not in file.read_bytes(), file


def _dengar(event: str, args: tuple[object, ...]) -> None:
    """The audit hook; it stays for the life of the process and listens while somebody looks."""
    if not _lihat:
        return
    now = _lihat[-1]
    if event == "open" and isinstance(args[0], str | bytes):
        real = os.path.realpath(os.fsdecode(args[0]))
        if real.startswith(str(now.luar)) or real in ("/etc/passwd", "/etc/hostname", "/dev/zero"):
            now.dibuka.append(real)
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        if not (event == "socket.connect" and isinstance(args[1], str | bytes)):  # of a process to its own
            now.sambungan.append(f"{event} {args[1:]}")
    elif event in ("os.system", "os.exec", "os.posix_spawn"):
        now.sambungan.append(f"{event} {args}")


sys.addaudithook(_dengar)


class _Peladen(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.hits.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(RAHASIA.encode())

    do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def menjaga(tmp: Path) -> Iterator[Jaga]:
    """A folder outside with secrets in it, a server, and eyes on both: of this process, of libraries in C, of children."""
    luar = tmp / "luar"
    luar.mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Peladen)
    server.hits = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    eyes = Jaga(luar.resolve(), f"http://127.0.0.1:{server.server_address[1]}")
    try:
        yield eyes
    finally:
        server.shutdown()
        server.server_close()
    assert server.hits == []  # type: ignore[attr-defined]


@contextmanager
def melihat(eyes: Jaga) -> Iterator[None]:
    """Look while the block runs: opens by this process (audit), by anybody (inotify), hits of the server."""
    watch = -1
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        watch = libc.inotify_init1(os.O_NONBLOCK)
        for folder, _, _ in os.walk(eyes.luar):
            libc.inotify_add_watch(watch, os.fsencode(folder), _IN_OPEN)
    _lihat.append(eyes)
    try:
        yield
    finally:
        _lihat.remove(eyes)
        if watch >= 0:
            eyes.dibuka += _peristiwa(watch)
            os.close(watch)


def _peristiwa(watch: int) -> list[str]:
    """The names of files that were opened."""
    out = []
    try:
        data = os.read(watch, 1 << 16)
    except BlockingIOError:
        return []
    while data:
        _, mask, _, length = struct.unpack("iIII", data[:16])
        if not mask & 0x40000000:  # of a folder
            out.append(data[16 : 16 + length].rstrip(b"\0").decode())
        data = data[16 + length :]
    return out


def ruang_kerja(tmp: Path, ubah: str = "") -> Path:
    """A small workspace with one complete record."""
    space = tmp / "ruang"
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, space / "inputs" / folder)
    (space / "inputs" / "rapat").mkdir()
    tulis(space, ubah)
    return space


def tulis(space: Path, ubah: str = "", nama: str = "contoh.yaml") -> Path:
    """The complete record with some keys replaced."""
    file = space / "inputs" / "rapat" / nama
    file.write_text(teks_rekaman(ubah), encoding="utf-8")
    return file


def templat_sendiri(space: Path) -> Path:
    """The templates copied into the workspace."""
    shutil.copytree(
        ROOT / "templates", space / "templates", ignore=shutil.ignore_patterns("fonts", "register")
    )
    return space / "templates"


def notula(eyes: Jaga, capsys: pytest.CaptureFixture[str], space: Path, *args: str) -> str:
    """Run the command line in this process under everybody's eyes; what it said."""
    capsys.readouterr()
    before = Path.cwd()
    os.chdir(space)
    try:
        with melihat(eyes):
            eyes.kode = jalankan(list(args))
    finally:
        os.chdir(before)
    said = capsys.readouterr()
    eyes.kata = said.out + said.err
    return eyes.kata


def isi_folder(space: Path) -> set[str]:
    """The names below a workspace, without the database of builds."""
    return {p.relative_to(space).as_posix() for p in space.rglob("*") if ".notula" not in p.parts}
