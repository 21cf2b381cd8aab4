"""What a result leans on: the files, listings and answers that went into it, noted while it is made.

Whoever reads a file for a document reads it with `baca`; whoever uses what was read before says so
with `terpakai`; whoever asks the directory of officials is noted by `terjawab`. Outside a `mencatat`
block all of them cost nearly nothing and note nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.berkas import MAKS_BITA, isi

Soal = tuple[str | None, ...]
"""A question that can be asked again: its kind, then its words."""

TIADA = b""
"""The digest of a file that is not there."""

DUA_KEADAAN = b"?"
"""In place of a digest: the file changed while the result was made, which so is of neither state."""


@dataclass
class Catatan:
    """By absolute path, the SHA-256 of each file as it was used; by question, that of its answer.

    A path that ends in `/*.yaml` stands for the names in a folder that end so, one in `/**!.html`
    for all names below a folder that do not (`/**!`: for all names).
    """

    berkas: dict[str, bytes] = field(default_factory=dict)
    soal: dict[Soal, bytes] = field(default_factory=dict)

    def tambah(self, other: Catatan) -> None:
        """Take over what another note holds; what was used first counts."""
        self.berkas = {**other.berkas, **self.berkas}
        self.soal = {**other.soal, **self.soal}


_AKTIF: ContextVar[tuple[Catatan, ...]] = ContextVar("_AKTIF", default=())


@contextmanager
def mencatat() -> Iterator[Catatan]:
    """The note of all that is used within the block; a block within a block notes for both."""
    made = Catatan()
    token = _AKTIF.set((*_AKTIF.get(), made))
    try:
        yield made
    finally:
        _AKTIF.reset(token)


def dicatat() -> bool:
    """Whether anybody notes at present."""
    return bool(_AKTIF.get())


def sidik(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def terpakai(file: str | Path, digest: bytes) -> None:
    """Note that a file's content of this digest is used (TIADA: that it is not there)."""
    for note in _AKTIF.get():
        path = os.path.abspath(file)  # noqa: PTH100 - links stay as they are named
        if note.berkas.setdefault(path, digest) != digest:
            note.berkas[path] = DUA_KEADAAN


def terjawab(soal: Soal, digest: bytes) -> None:
    """Note a question and the digest of its answer."""
    for note in _AKTIF.get():
        note.soal[soal] = digest


def sudah_ditanya(soal: Soal) -> bool:
    """Whether all who note have this question already."""
    return all(soal in note.soal for note in _AKTIF.get())


def baca(file: Path, akar: Path | None = None, maks: int = MAKS_BITA) -> bytes:
    """The content of a regular file of at most `maks` bytes, noted; below `akar` where that is given.

    Raises OSError, among them TakDibaca; that there was nothing to read is noted too.
    """
    try:
        data = isi(file, akar, maks)
    except OSError:
        terpakai(file, TIADA)
        raise
    if dicatat():
        terpakai(file, sidik(data))
    return data


def berpola(path: str) -> bool:
    """Whether a path stands for the names in a folder; one that only holds a `*` is a file of that name."""
    name = path.rpartition("/")[2]
    return name.startswith(("*.", "**!"))


def nama_nama(pola: str) -> list[str]:
    """The names that a listing pattern stands for, sorted; none where the folder is not there."""
    folder, _, kind = pola.rpartition("/")
    if kind.startswith("**!"):
        unwanted = kind.removeprefix("**!")
        found = (
            os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/")  # noqa: PTH118
            for at, _, names in os.walk(folder)
            for name in names
        )
        return sorted(n for n in found if not unwanted or not n.endswith(unwanted))
    wanted = kind.removeprefix("*")
    try:
        return sorted(n for n in os.listdir(folder) if n.endswith(wanted))  # noqa: PTH208 - names are all
    except OSError:
        return []


def sidik_nama(pola: str) -> bytes:
    """The digest of what a listing pattern stands for."""
    return sidik("\n".join(nama_nama(pola)).encode("utf-8", "surrogateescape"))


def daftar(folder: Path, kind: str) -> list[str]:
    """The names in a folder (`*.yaml`) or all below it (`**!.html`), noted."""
    pattern = f"{os.path.abspath(folder)}/{kind}"  # noqa: PTH100
    if dicatat():
        terpakai(pattern, sidik_nama(pattern))
    return nama_nama(pattern)
