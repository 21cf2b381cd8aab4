"""Files as they stand now: their stat as a hint, their digest as the truth.

A stat that is what it was stands for the same content, unless it was taken so soon after a
change that another change could have left the same stat: then nothing is kept but the digest,
and the file is read again next time (git calls such entries racy).
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import chain
from operator import attrgetter
from pathlib import Path

from pipeline.berkas import sidik_berkas
from pipeline.build.hasil import NASKAH
from pipeline.sandaran import TIADA, berpola, sidik, sidik_nama

LEBAR = 32
"""Bytes of a stat as kept: times of content and of status in ns, size, inode."""
NIHIL = bytes(LEBAR)
"""A stat that no file has: read the file."""
_ANGKA = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
_TAJAM, _TUMPUL = 50_000_000, 2_100_000_000
"""ns within which two changes may bear one time: of a disk with fine times, of one with whole seconds."""

_BERDUA = 8_000
"""From so many files on, a second process that looks at half of them costs less than it saves."""

PROGRAM, TEMPLAT, RUSAK, REGISTER = "program", "templat", "rusak", "register"
"""Names in place of paths: Notula with its libraries; whose templates are in use; whether `rusak:…` has errors;
whether there is a register."""


def stat_semua(paths: Sequence[str]) -> bytes:
    """The stats of files, one after the other. Raises OSError where one is not there."""
    if len(paths) >= _BERDUA and hasattr(os, "fork") and threading.active_count() == 1:
        return _stat_berdua(paths)
    return _stat(paths)


def _stat(paths: Sequence[str]) -> bytes:
    return array("Q", chain.from_iterable(map(_ANGKA, map(os.stat, paths)))).tobytes()


def _stat_berdua(paths: Sequence[str]) -> bytes:
    """The same, the second half looked at by a fork meanwhile."""
    half = len(paths) // 2
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), os.fdopen(sink, "wb") as out:
            out.write(_stat(paths[half:]))
        os._exit(0)
    os.close(sink)
    try:
        with os.fdopen(source, "rb") as other:
            first = _stat(paths[:half])
            whole = first + other.read()
    finally:
        os.waitpid(child, 0)
    if len(whole) != len(paths) * LEBAR:
        raise OSError("the other half is not whole")
    return whole


def stat_satu(path: str) -> bytes:
    """The stat of a file, NIHIL where it is not there or has numbers that cannot be kept."""
    try:
        return _stat([path])
    except (OSError, OverflowError, ValueError):
        return NIHIL


@cache
def awal_mesin() -> str:
    """What names this start of the machine; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def stat_tenang(path: str) -> bytes:
    """The stat of a file that has rested long enough to be trusted next time, else NIHIL."""
    found = stat_satu(path)
    mtime, ctime = array("Q", found[:16])
    step = _TUMPUL if mtime % 1_000_000_000 == 0 and ctime % 1_000_000_000 == 0 else _TAJAM
    return found if time.time_ns() - max(mtime, ctime) > step else NIHIL


def sidik_jalur(path: str, akar: Path | None = None) -> bytes:
    """The digest of what stands at a path now: a file, a listing (`*`), a record's folder (`…/`).

    A file that leads out of `akar` is as one that is not there: nothing of it is read.
    """
    try:
        if path.endswith("/"):
            here = {p.name for p in Path(path).iterdir()}
            return sidik(" ".join(n for n in NASKAH if n in here).encode())
        if berpola(path):
            return sidik_nama(path)
        return sidik_berkas(path, akar)
    except OSError:
        return TIADA


class Kini:
    """The digests of shared files at this moment, each found out once; stats spare the reading."""

    def __init__(
        self, root: Path, seen: Mapping[str, tuple[bytes, bytes]], named: Mapping[str, Callable[[str], bytes]]
    ) -> None:
        self._root = f"{root}/"
        self._seen = seen
        self._named = named
        self._known: dict[str, bytes] = {}
        self.baru: dict[str, tuple[bytes, bytes]] = {}

    def __call__(self, path: str) -> bytes:
        """The digest at a path as rows name it: relative to the root, absolute, or a name."""
        if (found := self._known.get(path)) is None:
            found = self._known[path] = self._sidik(path)
        return found

    def _sidik(self, path: str) -> bytes:
        name, _, what = path.partition(":")
        if name in self._named:
            return self._named[name](what)
        if path == PROGRAM:
            stat, digest = sidik_stat_program(), sidik_program
        else:
            own = not (path.startswith("/") or os.path.isabs(path))  # noqa: PTH117
            full = self._root + path if own else path
            if berpola(path):
                return sidik_jalur(full)
            stat, digest = stat_tenang(full), lambda: sidik_jalur(full, Path(self._root) if own else None)
        before = self._seen.get(path)
        if before is not None and before[0] == stat != NIHIL:
            return before[1]
        made = digest()
        if before != (stat, made):
            self.baru[path] = (stat, made)
        return made


def jalur(path: str, root: str) -> str:
    """A path as rows name it: relative where it lies below the root (which ends in `/`)."""
    return path.removeprefix(root) if path.startswith(root) else path


_PAKET = Path(__file__).resolve().parent.parent
_PUSTAKA = (
    "babel", "cssselect2", "docxtpl", "fonttools", "ftfy", "jinja2", "lxml", "markdown_it_py", "markupsafe", "pikepdf",
    "pillow", "pydantic", "pydantic_core", "pydyf", "pypdfium2", "pyphen", "python_docx", "pyyaml", "rapidfuzz",
    "segno", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
"""Distributions whose version may change a document or a finding."""


def _berkas_program() -> list[str]:
    found = []
    for at, folders, names in os.walk(_PAKET):
        folders[:] = sorted(f for f in folders if f not in ("__pycache__", "bawaan"))
        found += [f"{at}/{n}" for n in sorted(names) if not n.endswith(".pyc")]
    return found


def _versi_pustaka() -> str:
    """Python and the libraries with their versions, as their folders name them."""
    names: set[str] = set()
    for place in sys.path:
        if place.endswith("-packages"):
            try:
                names.update(n for n in os.listdir(place) if n.endswith(".dist-info"))  # noqa: PTH208
            except OSError:
                continue
    wanted = sorted(n for n in names if n.rpartition("-")[0].rpartition("-")[0].lower() in _PUSTAKA)
    return "\n".join((".".join(map(str, sys.version_info[:3])), *wanted))


def sidik_stat_program() -> bytes:
    """The digest of the stats of Notula's own files and of the libraries' versions; NIHIL where a stat says nothing."""
    files = _berkas_program()
    stats = list(map(stat_tenang, files))
    if NIHIL in stats:
        return NIHIL
    return sidik(b"".join(stats) + "\n".join(files).encode() + _versi_pustaka().encode())


def sidik_program() -> bytes:
    """The digest of Notula's own files and of the libraries' versions: equal ones make equal documents."""
    whole = hashlib.sha256(_versi_pustaka().encode())
    for file in _berkas_program():
        whole.update(file.removeprefix(str(_PAKET)).encode() + sidik_jalur(file))
    return whole.digest()
