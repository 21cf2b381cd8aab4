"""What a build sends to other machines: the inputs that records share, once; each record with its own."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.bawaan import folder_fon
from pipeline.berkas import isi
from pipeline.build.hangat import TanpaPango, hangatkan
from pipeline.build.pustaka import pakai_pustaka
from pipeline.build.sidik import sidik_program
from pipeline.build.tugas import Jadi, Meja, Tugas, kerjakan
from pipeline.ledger.kunci import Kunci
from pipeline.load import load_reference
from pipeline.read import read_record
from pipeline.sandaran import Catatan, mencatat
from pipeline.workspace import Workspace

_FON, _TEMPLAT = "fon:", "templates/"
_PROGRAM = sidik_program().hex()
"""Of the program as this process has loaded it, not as it may stand on the disk later."""


@dataclass(frozen=True)
class Bekal:
    """The shared inputs by their paths in a workspace, with their digest as name, and what of them has errors."""

    sidik: str
    berkas: Mapping[str, bytes] = field(repr=False)
    rusak: frozenset[str]


@dataclass(frozen=True)
class Kiriman:
    """One record to make elsewhere: its path in the workspace, its files (itself, its pictures), its locks."""

    nama: str
    berkas: Mapping[str, bytes] = field(repr=False)
    kunci: Kunci
    lain: str | None


def bekal(meja: Meja) -> Bekal:
    """What all records of a workspace may refer to. Raises OSError."""
    space = meja.workspace
    files = {path: space.root / path for path in _di_bawah(space.root, "inputs/instansi", "inputs/profil")}
    files["inputs/pejabat.yaml"] = space.inputs / "pejabat.yaml"
    for head in meja.reference.instansi.values():
        if head.lambang and (path := _dalam(space, space.inputs / "instansi" / head.lambang)) is not None:
            files[path] = space.root / path
    for kind in ("docx", "html"):
        found = (p for p in (space.templates / kind).rglob("*") if p.is_file())
        files |= {_TEMPLAT + p.relative_to(space.templates).as_posix(): p for p in found}
    data = {path: isi(file, _akar(space, file)) for path, file in sorted(files.items()) if file.is_file()}
    return Bekal(_sidik(data), data, meja.rusak)


def _akar(space: Workspace, file: Path) -> Path:
    """What a shared file may not leave: the workspace, or the package whose templates are in use."""
    return space.akar(file) or space.templates.parent


def _di_bawah(root: Path, *folders: str) -> Iterator[str]:
    for folder in folders:
        yield from (p.relative_to(root).as_posix() for p in (root / folder).rglob("*") if p.is_file())


def _sidik(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, data in files.items():
        whole.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return whole.hexdigest()


def _dalam(space: Workspace, file: Path) -> str | None:
    """The path of a file in the workspace, None where it does not lie below `inputs/` or is reached by a link."""
    plain = space.root.resolve()
    found = file.resolve()
    try:
        path = found.relative_to(plain).as_posix()
    except ValueError:
        return None
    return path if path.startswith("inputs/") and found.is_file() else None


def kirim(space: Workspace, tugas: Tugas) -> Kiriman | None:
    """A record with its pictures; None where it cannot be made elsewhere as it is made here.

    That is a record from outside the workspace, one that cannot be read, one whose pictures are
    reached by links or lie elsewhere.
    """
    name = space.shown(tugas.file)
    if Path(name).is_absolute():
        return None
    try:
        data = isi(tugas.file, space.root)
        files = {name: data}
        if re.search(rb"gambar", data):
            record, _ = read_record(tugas.file, name, data)
            for item in record.rapat.lampiran:
                file = tugas.file.parent / (item.gambar or "")
                if not item.gambar or not file.exists():
                    continue
                path = _dalam(space, file)
                if path is None or file.is_symlink() or path != space.shown(file):
                    return None
                files[path] = isi(file, space.root)
    except (OSError, ValueError):
        return None
    return Kiriman(name, files, tugas.kunci, tugas.lain)


@cache
def identitas() -> dict[str, str]:
    """What must be equal on two machines for equal documents: Notula and libraries, fonts, Pango and HarfBuzz.

    Raises TanpaPango.
    """
    try:
        from weasyprint.text.ffi import harfbuzz, harfbuzz_subset, pango
    except (OSError, ImportError) as e:
        raise TanpaPango(str(e)) from e

    fonts = {p.name: p.read_bytes() for p in sorted(folder_fon().glob("*.ttf"))}
    return {
        "program": _PROGRAM, "fon": _sidik(fonts), "pango": str(pango.pango_version()),
        "harfbuzz": _versi(harfbuzz.hb_version_atleast), "subset": str(harfbuzz_subset is not None),
    }  # fmt: skip


def _versi(setidaknya: Callable[..., int]) -> str:
    """The version of a library that tells only whether it is at least some version, “8.3.0”."""
    parts: list[int] = []
    for rest in ((0, 0), (0,), ()):
        number = 0
        while setidaknya(*parts, number + 1, *rest):
            number += 1
        parts.append(number)
    return ".".join(map(str, parts))


class LainVersi(Exception):
    """A worker is of another version than who asks it; `milik` is its own `identitas`."""

    def __init__(self, milik: Mapping[str, str]) -> None:
        super().__init__(milik)  # so that it can be sent
        self.milik = milik


_RUANG: dict[str, Meja] = {}
_BERGILIR = threading.Lock()
"""One record at a time in a process: Pango is not for threads."""


def siapkan(given: Bekal, tempat: Path) -> None:
    """Lay out the shared inputs as a small workspace of this process, once, below the folder `tempat`."""
    if given.sidik in _RUANG:
        return
    root = Path(tempfile.mkdtemp(prefix="notula-bekal-", dir=tempat))
    _tulis(root, given.berkas)
    space = Workspace(root)
    (space.inputs / "rapat").mkdir(parents=True, exist_ok=True)
    reference, _ = load_reference(space.inputs, space.shown)
    _RUANG[given.sidik] = Meja(space, reference, given.rusak)


def bereskan(name: str) -> None:
    """Remove that workspace."""
    if (meja := _RUANG.pop(name, None)) is not None:
        shutil.rmtree(meja.workspace.root, ignore_errors=True)


def kerjakan_kiriman(name: str, kin: Mapping[str, str], batch: list[Kiriman]) -> list[Jadi]:
    """The documents of some records, made here.

    Raises LainVersi, TanpaPango, KeyError where nothing was laid out.
    """
    if (own := identitas()) != kin:
        raise LainVersi(own)
    with _BERGILIR:
        hangatkan()
        return [_satu(_RUANG[name], one) for one in batch]


def _satu(meja: Meja, one: Kiriman) -> Jadi:
    root = meja.workspace.root
    _tulis(root, one.berkas)
    try:
        made = kerjakan(meja, Tugas(root / one.nama, one.kunci, one.lain))
    finally:
        for path in one.berkas:
            (root / path).unlink(missing_ok=True)
    return replace(
        made, file=Path(one.nama), sandaran=_pulang(made.sandaran, root),
        sandaran_periksa=_pulang(made.sandaran_periksa, root),
    )  # fmt: skip


def _tulis(root: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _pulang(leaned: Catatan, root: Path) -> Catatan:
    """A note with paths that mean the same on the machine that asked; files of this machine only are dropped."""
    here, fonts = f"{root}/", f"{folder_fon()}/"
    files = {}
    for path, digest in leaned.berkas.items():
        if path.startswith(here):
            files[path.removeprefix(here)] = digest
        elif path.startswith(fonts):
            files[_FON + path.removeprefix(fonts)] = digest
    return Catatan(files, leaned.soal)


def diterima(space: Workspace, made: Jadi) -> Jadi:
    """What another machine made, with the paths of this one, and its text layout, which is of one version with the other's."""
    with mencatat() as here:
        if made.berkas:
            pakai_pustaka()

    def own(leaned: Catatan) -> Catatan:
        files = {}
        for path, digest in leaned.berkas.items():
            if path.startswith(_FON):
                files[str(folder_fon() / path.removeprefix(_FON))] = digest
            elif path.startswith(_TEMPLAT):
                files[str(space.templates / path.removeprefix(_TEMPLAT))] = digest
            else:
                files[str(space.root / path)] = digest
        return Catatan(files, leaned.soal)

    sandaran = own(made.sandaran)
    sandaran.tambah(here)
    return replace(
        made, file=space.root / made.file, sandaran=sandaran, sandaran_periksa=own(made.sandaran_periksa)
    )  # fmt: skip
