"""BagIt 1.0 (RFC 8493) as values: files by path → bag → one ZIP, the same bytes for the same files.

The `bagit` library writes 0.97 only, so the tag files are written here; the library is the judge
of every bag before it leaves (`periksa_bag`).
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import bagit

_DEKLARASI = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_SIDIK = "sha256"


class BagRusak(Exception):
    """A bag or its ZIP is not what it says of itself."""


def bag(isi: Mapping[str, bytes], tanda: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a bag: `isi` below `data/`, `tanda` (tag files) and `info` (bag-info.txt) beside it.

    Names must be plain (`[A-Za-z0-9._/-]`): RFC 8493 would have others encoded, and readers differ in that.
    """
    payload = {f"data/{name}": data for name, data in sorted(isi.items())}
    size = sum(len(d) for d in payload.values())
    lines = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    tags = {
        "bag-info.txt": "".join(f"{k}: {' '.join(v.split())}\n" for k, v in sorted(lines.items())).encode(),
        "bagit.txt": _DEKLARASI,
        f"manifest-{_SIDIK}.txt": _manifes(payload),
        **tanda,
    }
    return dict(sorted({**payload, **tags, f"tagmanifest-{_SIDIK}.txt": _manifes(tags)}.items()))


def ke_zip(nama: str, files: Mapping[str, bytes]) -> bytes:
    """A bag as one ZIP with its folder inside; equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{nama}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            made.writestr(entry, data)
    return out.getvalue()


def dari_zip(data: bytes) -> tuple[str, dict[str, bytes]]:
    """The bag's name and files in a ZIP of `ke_zip`. Raises BagRusak."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            files = {e.filename: held.read(e) for e in held.infolist()}
        (folder,) = {name.partition("/")[0] for name in files}
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as e:
        raise BagRusak(str(e)) from e
    return folder, {name.partition("/")[2]: content for name, content in files.items()}


def periksa_bag(files: Mapping[str, bytes]) -> None:
    """Nothing, where the `bagit` library finds the bag whole and valid. Raises BagRusak."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        try:
            bagit.Bag(folder).validate()
        except bagit.BagError as e:
            raise BagRusak(str(e)) from e


def _manifes(files: Mapping[str, bytes]) -> bytes:
    return "".join(
        f"{hashlib.new(_SIDIK, data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()
