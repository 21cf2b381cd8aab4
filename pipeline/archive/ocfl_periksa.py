"""Fixity of an OCFL folder: every byte read again; what was changed, removed or added is named."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.archive.ocfl import (
    BERKAS_AKAR,
    INVENTARIS,
    OBJEK,
    SIDIK,
    SIDIK_INVENTARIS,
    jalur_objek,
    siapan,
)


@dataclass(frozen=True)
class Cacat:
    """One thing that is not as it was archived: the place, and the sentence in both languages."""

    tempat: str
    id: str
    en: str


def periksa_ocfl(akar: Path) -> Iterator[Cacat]:
    """Everything that is wrong in a storage root. Raises OSError where it cannot be read."""
    for name, data in BERKAS_AKAR.items():
        file = akar / name
        if not file.is_file():
            yield _hilang(name)
        elif file.read_bytes() != data:
            yield _berubah(name)
    objects = list(objek_di(akar))
    for place in _semua(akar):
        name = place.relative_to(akar).as_posix()
        if name in BERKAS_AKAR or any(place.is_relative_to(o) for o in objects):
            continue
        if place.is_symlink() or not place.is_dir() or not any(place.iterdir()):
            yield _asing(name)
    for place in objects:
        yield from _periksa_objek(akar, place)
    if siapan(akar).exists() and any(siapan(akar).rglob("*")):
        yield Cacat(
            siapan(akar).name, f"{siapan(akar).name} memuat sisa proses yang terhenti; jalankan “notula archive kirim”.",
            f"{siapan(akar).name} holds leftovers of a stopped process; run “notula archive kirim”.",
        )  # fmt: skip


def objek_di(akar: Path) -> Iterator[Path]:
    """The object directories: what lies below three tuples of the hash."""
    tuple_ = re.compile(r"[0-9a-f]{3}")
    level = [akar]
    for _ in range(3):
        level = [
            p for folder in level for p in sorted(folder.iterdir())
            if tuple_.fullmatch(p.name) and p.is_dir() and not p.is_symlink()
        ]  # fmt: skip
    for folder in level:
        yield from (p for p in sorted(folder.iterdir()) if p.is_dir() and not p.is_symlink())


def _semua(folder: Path) -> Iterator[Path]:
    for place in sorted(folder.iterdir()):
        yield place
        if place.is_dir() and not place.is_symlink():
            yield from _semua(place)


def _periksa_objek(akar: Path, objek: Path) -> Iterator[Cacat]:
    at = objek.relative_to(akar).as_posix()
    if not (objek / OBJEK).is_file():
        yield _hilang(f"{at}/{OBJEK}")
    elif (objek / OBJEK).read_bytes() != b"ocfl_object_1.1\n":
        yield _berubah(f"{at}/{OBJEK}")
    inventory = _baca(objek)
    if inventory is None:
        yield (
            _berubah(f"{at}/{INVENTARIS}")
            if (objek / INVENTARIS).is_file()
            else _hilang(f"{at}/{INVENTARIS}")
        )
        return
    if jalur_objek(akar, inventory["id"]) != objek:
        yield _berubah(f"{at}/{INVENTARIS}")
    wanted = {path: digest for digest, paths in inventory["manifest"].items() for path in paths}
    known = {OBJEK, INVENTARIS, SIDIK_INVENTARIS, *wanted}
    for name in inventory["versions"]:
        known |= {f"{name}/{INVENTARIS}", f"{name}/{SIDIK_INVENTARIS}"}
        yield from _versi(objek, at, inventory, name)
    for path, digest in sorted(wanted.items()):
        file = objek / path
        if not file.is_file():
            yield _hilang(f"{at}/{path}")
        elif hashlib.new(SIDIK, file.read_bytes()).hexdigest() != digest:
            yield _berubah(f"{at}/{path}")
    for place in _semua(objek):
        name = place.relative_to(objek).as_posix()
        folder = place.is_dir() and not place.is_symlink()
        if (folder and not any(place.iterdir())) or (
            not folder and (name not in known or place.is_symlink())
        ):
            yield _asing(f"{at}/{name}")


def _versi(objek: Path, at: str, inventory: dict[str, Any], name: str) -> Iterator[Cacat]:
    """The inventory kept with a version: whole, the object's own if newest, else its beginning."""
    data = _baca(objek / name)
    if data is None:
        there = (objek / name / INVENTARIS).is_file()
        yield (_berubah if there else _hilang)(f"{at}/{name}/{INVENTARIS}")
        return
    if name == inventory["head"]:
        same = data == inventory
    else:
        same = all(inventory["versions"].get(v) == one for v, one in data["versions"].items())
    if not same or data["head"] != name:
        yield _berubah(f"{at}/{name}/{INVENTARIS}")


def _baca(folder: Path) -> dict[str, Any] | None:
    """The inventory in a folder where its sidecar confirms it."""
    try:
        data = (folder / INVENTARIS).read_bytes()
        side = (folder / SIDIK_INVENTARIS).read_bytes()
        if side != f"{hashlib.new(SIDIK, data).hexdigest()} {INVENTARIS}\n".encode():
            return None
        made: dict[str, Any] = json.loads(data)
        for key, kind in (("id", str), ("head", str), ("manifest", dict), ("versions", dict)):
            if not isinstance(made[key], kind):
                return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made


def _hilang(name: str) -> Cacat:
    return Cacat(name, f"{name} hilang.", f"{name} is missing.")


def _berubah(name: str) -> Cacat:
    return Cacat(name, f"{name} berubah sejak diarsipkan.", f"{name} has changed since it was archived.")


def _asing(name: str) -> Cacat:
    return Cacat(
        name, f"{name} tidak termasuk arsip; ada yang menambahkannya.", f"{name} is no part of the archive."
    )
