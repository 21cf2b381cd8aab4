"""One signing at a time for each document, over processes and users of a workspace."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.sign.salah import SignFault
from pipeline.workspace import Workspace

FOLDER = ".gembok"
"""Below `register/`: a file for each document that is being signed, held for as long as that lasts."""

_KALI = 100
"""How often to try where the lock's file comes and goes."""


class Tergembok(SignFault):
    """Another process signs this document now."""


@contextmanager
def gembok(space: Workspace, rekaman: str, jenis: str) -> Iterator[None]:
    """Nothing, while this process alone may sign a document. Raises Tergembok at once, OSError.

    The system lets go of the lock of a process that died.
    """
    file = space.register / FOLDER / f"{rekaman}.{jenis}"
    held = _ambil(file)
    if held is None:
        raise Tergembok(
            f"{jenis.capitalize()} {rekaman} sedang ditandatangani proses lain; tunggu sampai selesai, lalu ulangi.",
            f"Another process is signing {jenis} of {rekaman}; wait until it is done, then run the command again.",
        )
    try:
        yield
    finally:
        _lepas(file, held)


def sapu(space: Workspace) -> None:
    """Remove the locks of processes that died; those that are held stay. Raises nothing."""
    with suppress(OSError):
        for file in sorted((space.register / FOLDER).glob("*")):
            held = _ambil(file)
            if held is not None:
                _lepas(file, held)


def _ambil(file: Path) -> int | None:
    """The open, locked file; None where another process holds it."""
    for again in range(_KALI, -1, -1):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except (FileNotFoundError, FileExistsError):  # who lets go meanwhile tidies file and folders away
            if not again:
                raise
            continue
        if not _kunci(opened):
            os.close(opened)
            return None
        with suppress(FileNotFoundError):  # the name may have been removed between opening and locking
            if os.path.samestat(os.fstat(opened), file.stat()):
                return opened
        os.close(opened)
    return None  # others came first every time


def _lepas(file: Path, held: int) -> None:
    with suppress(OSError):  # Windows removes no open file: it stays, unlocked and empty
        file.unlink()
    os.close(held)
    for folder in (file.parent, file.parent.parent):
        with suppress(OSError):  # not empty: others sign, or the register stands there
            folder.rmdir()


if sys.platform == "win32":
    import msvcrt

    def _kunci(opened: int) -> bool:
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _kunci(opened: int) -> bool:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
