"""Files that somebody else may have put there: regular ones, of bounded size, inside the folder they belong to.

Everything that Notula reads because a record, a workspace or a user names it goes through here: a
pipe or a device would keep the process for ever, a link may lead to another person's files, and a
file may be larger than the machine.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from pathlib import Path

MAKS_BITA = 200_000_000
"""Bytes of any file that is read whole."""

MAKS_TERURAI = 150_000_000
"""Bytes that all parts of an office package may unpack to."""
MAKS_BAGIAN = 5_000
"""Parts of an office package."""


class TakDibaca(OSError):
    """A file that is not opened, though it may be there; `strerror` says why in Indonesian, `en` in English."""

    def __init__(self, file: str | Path, indonesian: str, english: str) -> None:
        super().__init__(None, indonesian, str(file))
        self.strerror, self.filename = indonesian, str(file)
        self.en = english

    def __reduce__(self) -> tuple[type[TakDibaca], tuple[str, str, str]]:
        return type(self), (str(self.filename), str(self.strerror), self.en)


class DiLuar(TakDibaca):
    """A file that lies, links followed, outside the folder to which it belongs."""

    def __init__(self, file: str | Path, *_: str) -> None:
        super().__init__(file, "tautannya menuju ke luar ruang kerja", "its link leads out of the workspace")


class BukanBerkas(TakDibaca):
    """A pipe, a device or a socket."""

    def __init__(self, file: str | Path, *_: str) -> None:
        super().__init__(file, "itu pipa, perangkat, atau soket, bukan berkas biasa", "it is no regular file")


class TerlaluBesar(TakDibaca):
    """A file of more bytes than anybody writes."""

    def __init__(self, file: str | Path, *said: str, maks: int = MAKS_BITA) -> None:
        id_, en = said or (f"lebih dari {maks // 1_000_000} MB", f"it is over {maks // 1_000_000} MB")
        super().__init__(file, id_, en)


def di_dalam(file: str | Path, akar: Path) -> None:
    """Nothing, where a file lies below a folder once all links are followed. Raises DiLuar, OSError for a circle."""
    real, root = os.path.realpath(file), os.path.realpath(akar)
    if os.path.commonpath([real, root]) != root:
        raise DiLuar(file)


def buka(file: str | Path, akar: Path | None = None, maks: int = MAKS_BITA) -> io.BufferedReader:
    """A regular file of at most `maks` bytes, opened; below `akar` where that is given.

    Raises TakDibaca for what is none, OSError where the system refuses.
    """
    if akar is not None:
        di_dalam(file, akar)
    _biasa(file, Path(file).stat(), maks)
    # a pipe that took its place meanwhile must not hold this process
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    opened = open(os.open(file, flags), "rb")  # noqa: SIM115, PTH123 - returned open
    try:
        _biasa(file, os.fstat(opened.fileno()), maks)
    except OSError:
        opened.close()
        raise
    return opened


def _biasa(file: str | Path, found: os.stat_result, maks: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, os.strerror(21), str(file))
    if not stat.S_ISREG(found.st_mode):
        raise BukanBerkas(file)
    if found.st_size > maks:
        raise TerlaluBesar(file, maks=maks)


def isi(file: str | Path, akar: Path | None = None, maks: int = MAKS_BITA) -> bytes:
    """The content of a regular file of at most `maks` bytes; below `akar` where that is given.

    Raises TakDibaca for what is none, OSError where the system refuses.
    """
    with buka(file, akar, maks) as source:
        data = source.read(os.fstat(source.fileno()).st_size + 1)
        while more := source.read(1 << 20):  # it grew, or its system does not say how large it is
            data += more
            if len(data) > maks:
                raise TerlaluBesar(file, maks=maks)
    return data


def sidik_berkas(file: str | Path, akar: Path | None = None) -> bytes:
    """The SHA-256 of a regular file of any size; below `akar` where that is given. Raises as `buka`."""
    with buka(file, akar, 1 << 62) as source:
        return hashlib.file_digest(source, "sha256").digest()


class AlamatLuar(ValueError):
    """A Word file that would open something else as soon as it is opened; `alamat` is what."""

    def __init__(self, alamat: str) -> None:
        super().__init__(alamat)
        self.alamat = alamat


# what office programs write: ZIP packages of XML


class PaketDitolak(ValueError):
    """An office package that is not opened: `sebab` is a word for why."""

    def __init__(self, sebab: str) -> None:
        super().__init__(sebab)
        self.sebab = sebab


TERKUNCI, TERURAI, SANDI, DEKLARASI, RUSAK = "terkunci", "terurai", "sandi", "deklarasi", "rusak"
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SALAH = (
    zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
    OverflowError, MemoryError,
)  # fmt: skip
"""What reading a broken package raises."""


def periksa_paket(data: bytes, part: str, maks: int = MAKS_TERURAI) -> None:
    """Nothing, where the bytes are an open, whole package of bounded size that holds `part`; else raises PaketDitolak.

    Each part is unpacked once: sizes that a package names are its maker's word.
    """
    if data.startswith(_CFB):
        raise PaketDitolak(TERKUNCI)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            infos = z.infolist()
            names = {i.filename for i in infos}
            if len(infos) > MAKS_BAGIAN or sum(i.file_size for i in infos) > maks:
                raise PaketDitolak(TERURAI)
            if any(i.flag_bits & 1 for i in infos):
                raise PaketDitolak(SANDI)
            if part not in names or len(names) != len(infos):
                raise PaketDitolak(RUSAK)
            left = maks
            for info in infos:
                left -= _periksa_bagian(z, info, left)
    except PaketDitolak:
        raise
    except _SALAH as e:
        raise PaketDitolak(RUSAK) from e


_HUBUNGAN = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_BIDANG = re.compile(rb"\b(INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDEAUTO|DDE|LINK|RD|DATABASE)\b", re.I)
_INSTRUKSI = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)", re.S)


def tanpa_alamat_luar(data: bytes) -> None:
    """Nothing, where a Word file opens nothing but itself; else raises AlamatLuar.

    Word fetches external pictures, templates and objects, and obeys fields and macros, on the
    machine of whoever opens the file. Hyperlinks wait for a click. Call `periksa_paket` before.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        for name in z.namelist():
            if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
                raise AlamatLuar("makro")
            if name.endswith(".rels"):
                for tag in _HUBUNGAN.findall(z.read(name)):
                    if re.search(rb"TargetMode\s*=\s*[\"']External", tag) and b"/hyperlink" not in tag:
                        target = re.search(rb"Target\s*=\s*[\"']([^\"']*)", tag)
                        raise AlamatLuar(target[1].decode("utf-8", "replace") if target else name)
            elif name.startswith("word/") and name.endswith(".xml"):
                for a, b in _INSTRUKSI.findall(z.read(name)):
                    if field := _BIDANG.search(a or b):
                        raise AlamatLuar(field[1].decode())


def _periksa_bagian(z: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """The unpacked bytes of a part. Raises PaketDitolak where they are too many, or declare a document type."""
    count, head = 0, b""
    with z.open(info) as source:
        while piece := source.read(1 << 20):
            if not head:
                head = piece[:65536]
            count += len(piece)
            if count > left:
                raise PaketDitolak(TERURAI)
    if _berdeklarasi(head):
        raise PaketDitolak(DEKLARASI)
    return count


def _berdeklarasi(head: bytes) -> bool:
    """Whether XML declares a document type: office programs never do, bombs do. Any part may be taken for XML."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain[:1] == b"<" and (b"<!DOCTYPE" in plain or b"<!ENTITY" in plain)
