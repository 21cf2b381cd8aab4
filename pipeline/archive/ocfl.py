"""A folder laid out as OCFL 1.1 (https://ocfl.io/1.1/spec/): objects of versions, each written once.

An object comes into being, and gets each version, by one rename of a directory that was made
whole beside the storage root, so whoever dies, the root holds whole versions only. After the
rename of a further version the inventory at the object's top is the old one for a moment;
whoever opens the object next puts the newer one there, from the version itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AKAR = "0=ocfl_1.1"
OBJEK = "0=ocfl_object_1.1"
TATA = "0003-hash-and-id-n-tuple-storage-layout"
SIDIK = "sha512"
INVENTARIS = "inventory.json"
SIDIK_INVENTARIS = f"{INVENTARIS}.{SIDIK}"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


BERKAS_AKAR: dict[str, bytes] = {
    f"extensions/{TATA}/config.json": _json(
        {"extensionName": TATA, "digestAlgorithm": "sha256", "tupleSize": 3, "numberOfTuples": 3}
    ),
    "ocfl_layout.json": _json(
        {"extension": TATA, "description": "Hash tuples above a directory named by the percent-encoded id"}
    ),
    AKAR: b"ocfl_1.1\n",
}
"""The files of a storage root beside its objects; the one that declares it comes last."""


class ObjekRusak(Exception):
    """An object is not what OCFL says it must be."""


@dataclass(frozen=True)
class Versi:
    """A version of an object: its number, its message, the content path below the object of each logical path."""

    nomor: int
    pesan: str
    waktu: str
    berkas: Mapping[str, str]


def jalur_objek(akar: Path, id: str) -> Path:
    """Where an object lies (extension 0003, its defaults): tuples of the id's hash, then the encoded id."""
    digest = hashlib.sha256(id.encode()).hexdigest()
    encoded = urllib.parse.quote(id, safe="-_")
    if len(encoded) > 100:
        encoded = f"{encoded[:100]}-{digest}"
    return akar / digest[0:3] / digest[3:6] / digest[6:9] / encoded


def siapkan(akar: Path) -> None:
    """Make a folder a storage root, or finish what a killed process began. Raises OSError, ObjekRusak."""
    if not (akar / AKAR).exists() and akar.is_dir() and any(_asing(akar)):
        raise ObjekRusak(f"{akar.name} berisi berkas lain")
    for name, data in BERKAS_AKAR.items():
        if not (akar / name).exists():
            _tulis(akar, akar / name, data)


def versi(objek: Path) -> list[Versi]:
    """The versions of an object in their order, none where there is no object. Raises ObjekRusak, OSError."""
    if not objek.exists():
        return []
    inventory = _inventaris(objek)
    manifest = {d: paths[0] for d, paths in inventory["manifest"].items()}
    out = []
    try:
        for name, one in sorted(inventory["versions"].items(), key=lambda item: int(item[0][1:])):
            files = {path: manifest[d] for d, paths in one["state"].items() for path in paths}
            out.append(Versi(int(name[1:]), one.get("message", ""), one["created"], files))
    except (KeyError, ValueError, TypeError, AttributeError) as e:
        raise ObjekRusak(INVENTARIS) from e
    return out


def tambah(akar: Path, id: str, files: Mapping[str, bytes], pesan: str, waktu: str) -> None:
    """The files as the newest version of an object. Raises ObjekRusak where it is damaged, OSError.

    `waktu` is the version's time (RFC 3339); equal arguments give equal bytes.
    """
    target = jalur_objek(akar, id)
    before = _rampung(akar, target) if target.exists() else None
    number = len(before["versions"]) + 1 if before else 1
    head = f"v{number}"
    inventory: dict[str, Any] = before or {
        "id": id, "type": "https://ocfl.io/1.1/spec/#inventory", "digestAlgorithm": SIDIK,
        "manifest": {}, "versions": {},
    }  # fmt: skip
    state: dict[str, list[str]] = {}
    content: dict[str, bytes] = {}
    for name, data in sorted(files.items()):
        digest = hashlib.new(SIDIK, data).hexdigest()
        state.setdefault(digest, []).append(name)
        if digest not in inventory["manifest"]:
            inventory["manifest"][digest] = [f"{head}/content/{name}"]
            content[f"{head}/content/{name}"] = data
    inventory["head"] = head
    inventory["versions"][head] = {
        "created": waktu, "message": pesan, "state": state, "user": {"name": "Notula", "address": "urn:notula"}
    }  # fmt: skip
    shown = _json(inventory)
    side = _sisi(shown)
    content |= {f"{head}/{INVENTARIS}": shown, f"{head}/{SIDIK_INVENTARIS}": side}
    ready = _siap(akar, id)
    shutil.rmtree(ready, ignore_errors=True)
    try:
        for name, data in content.items():
            _taruh(ready / name, data)
        if before is None:
            for name, data in {
                OBJEK: b"ocfl_object_1.1\n",
                INVENTARIS: shown,
                SIDIK_INVENTARIS: side,
            }.items():
                _taruh(ready / name, data)
            target.parent.mkdir(parents=True, exist_ok=True)
            ready.rename(target)
            _teguhkan(target.parent)
        else:
            (ready / head).rename(target / head)
            _teguhkan(target)
            _rampung(akar, target)
    finally:
        shutil.rmtree(ready, ignore_errors=True)


def baca(objek: Path, one: Versi) -> dict[str, bytes]:
    """The files of a version by logical path, read from disk. Raises OSError."""
    return {name: (objek / path).read_bytes() for name, path in sorted(one.berkas.items())}


def _inventaris(objek: Path) -> dict[str, Any]:
    """The newest inventory that its own hash confirms. Raises ObjekRusak, OSError."""
    newest = _terbaru(objek)
    folder = newest if newest is not None else objek
    data = (folder / INVENTARIS).read_bytes()
    if (folder / SIDIK_INVENTARIS).read_bytes() != _sisi(data):
        raise ObjekRusak(SIDIK_INVENTARIS)
    try:
        made: dict[str, Any] = json.loads(data)
        ok = made["digestAlgorithm"] == SIDIK and made["head"] in made["versions"]
    except (ValueError, KeyError, TypeError) as e:
        raise ObjekRusak(INVENTARIS) from e
    if not ok:
        raise ObjekRusak(INVENTARIS)
    return made


def _terbaru(objek: Path) -> Path | None:
    numbers = [int(m[1]) for p in objek.iterdir() if (m := re.fullmatch(r"v([1-9]\d*)", p.name))]
    return objek / f"v{max(numbers)}" if numbers else None


def _rampung(akar: Path, objek: Path) -> dict[str, Any]:
    """The object's inventory, after the newest version's stands at the top (a killed process may have left the old)."""
    inventory = _inventaris(objek)
    newest = _terbaru(objek)
    if newest is not None:
        for name in (INVENTARIS, SIDIK_INVENTARIS):
            data = (newest / name).read_bytes()
            if (objek / name).read_bytes() != data:
                _tulis(akar, objek / name, data)
    return inventory


def rampungkan(akar: Path, id: str) -> None:
    """Finish a version that a killed process left half announced. Raises ObjekRusak, OSError."""
    if (target := jalur_objek(akar, id)).exists():
        _rampung(akar, target)


def _sisi(data: bytes) -> bytes:
    """The sidecar of an inventory."""
    return f"{hashlib.new(SIDIK, data).hexdigest()} {INVENTARIS}\n".encode()


def siapan(akar: Path) -> Path:
    """Where versions are made ready: beside the root, on the same disk, for a root may hold nothing else."""
    return akar.parent / f".{akar.name}-siap"


def _siap(akar: Path, id: str) -> Path:
    return siapan(akar) / hashlib.sha256(id.encode()).hexdigest()[:32]


def _asing(akar: Path) -> list[Path]:
    """Files of a folder that no half-made storage root would hold."""
    return [p for p in akar.rglob("*") if p.is_file() and p.relative_to(akar).as_posix() not in BERKAS_AKAR]


def _tulis(akar: Path, file: Path, data: bytes) -> None:
    """Put a file into place by a rename from outside the root."""
    temp = siapan(akar) / f"{hashlib.sha256(str(file).encode()).hexdigest()[:32]}.berkas"
    _taruh(temp, data)
    file.parent.mkdir(parents=True, exist_ok=True)
    temp.replace(file)
    _teguhkan(file.parent)


def _taruh(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _teguhkan(folder: Path) -> None:
    """Make a rename last where the system can; Windows opens no directories."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)
