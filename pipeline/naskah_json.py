"""Naskah → JSON: the document as data for machines that read it decades later."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.berkas import sidik_berkas
from pipeline.naskah import Naskah, Span, Teks


def naskah_json(naskah: Naskah) -> bytes:
    """The document as UTF-8 JSON, keys in the order of the types, `blok` naming each block's type.

    Pictures are named by their file, with the SHA-256 of it as `sidik`; the bytes stand in the
    source package.
    """
    plain = naskah_dict(naskah)
    inner = {key: _padat(value) for key, value in plain["isi"].items()}
    outer = {key: _padat(value) for key, value in plain.items() if key != "isi"}
    return (_baris({**outer, "isi": _baris(inner)}) + "\n").encode()


_padat = json.JSONEncoder(ensure_ascii=False).encode
"""JSON on one line, which Python writes many times faster than an indented one."""


def _baris(members: dict[str, str]) -> str:
    """An object of members that are JSON already, one a line."""
    return "{\n" + ",\n".join(f"{_padat(key)}: {value}" for key, value in members.items()) + "\n}"


def naskah_dict(naskah: Naskah) -> dict[str, Any]:
    """The document as plain data, as its JSON has it."""
    made: dict[str, Any] = _plain(naskah)
    return made


def _plain(value: Any) -> Any:
    if type(value) is Teks:  # nearly all of a long list
        return {"blok": "Teks", "spans": [_span(s) for s in value.spans]}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        made: dict[str, Any] = {"blok": type(value).__name__}
        for name in value.__dataclass_fields__:
            made[name] = _plain(member := getattr(value, name))
            if isinstance(member, Path):
                made["sidik"] = _sidik(member)
        return made
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Path):
        return value.name
    return value.isoformat() if isinstance(value, date) else value


def _span(span: Span) -> dict[str, Any]:
    return {"blok": type(span).__name__, **span.__dict__}


def _sidik(file: Path) -> str:
    """The hash of a picture; empty where a draft names one that is not there."""
    try:
        return sidik_berkas(file).hex()
    except OSError:
        return ""
