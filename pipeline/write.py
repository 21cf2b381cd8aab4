"""Files written whole: beside their place, then moved in, so a killed run leaves old or new."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

_TEMP = re.compile(r"\.~(\d+)~.+")


def write_whole(file: Path, data: bytes, tahan: bool = True) -> bool:
    """Put bytes into a file in one step; whether the file changed. Raises OSError.

    `tahan`: the file is on the disk before it is called changed, so that it outlives a loss of power.
    """
    if file.is_file() and file.read_bytes() == data:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    temp = file.parent / f".~{os.getpid()}~{file.name}"
    try:
        with temp.open("wb") as out:
            if file.is_file():  # a record that only its owner may read stays so
                shutil.copymode(file, temp)
            out.write(data)
            if tahan:
                out.flush()
                os.fsync(out.fileno())
        temp.replace(file)
    except OSError as e:  # the user knows the file, not what stands in for it
        raise OSError(e.errno, e.strerror, str(file)) from e
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)
    return True


def write_new(file: Path, data: bytes) -> None:
    """Put bytes into a file that is not there yet, whole or not at all. Raises FileExistsError, OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temp = file.parent / f".~{os.getpid()}~{file.name}"
    try:
        with temp.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        _name_first(temp, file)
    finally:
        temp.unlink(missing_ok=True)


def _name_first(temp: Path, file: Path) -> None:
    """Give a file its name unless that is taken; where the disk knows no links, claim the name first."""
    try:
        os.link(temp, file)
    except FileExistsError:
        raise
    except OSError:
        file.open("xb").close()
        temp.replace(file)


def replace_unchanged(file: Path, before: bytes | None, after: bytes) -> bool:
    """Put bytes in place of a file as it was read; False, and nothing written, where it changed meanwhile.

    `before` is None where there was no file. A link stays a link, and the mode of the file stays.
    Raises OSError where it cannot be read or written.
    """
    target = file.resolve()
    if (target.read_bytes() if target.exists() else None) != before:
        return False
    write_whole(target, after)
    return True


def sweep(folder: Path, below: bool = True) -> None:
    """Remove the temporary files that killed runs left in a folder, and below it unless told otherwise."""
    for temp in folder.rglob(".~*~*") if below else folder.glob(".~*~*"):
        m = _TEMP.fullmatch(temp.name)
        if m and not _alive(int(m[1])):
            temp.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
