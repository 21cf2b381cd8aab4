"""Naskah → JSON: the document as data for machines that read it decades later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.naskah import Naskah


def naskah_json(naskah: Naskah) -> bytes:
    """The document as UTF-8 JSON, keys in the order of the types, `blok` naming each block's type.

    Pictures are named by their file, with the SHA-256 of it as `sidik`; the bytes stand in the
    source package.
    """
    return (json.dumps(naskah_dict(naskah), ensure_ascii=False, indent=1) + "\n").encode()


def naskah_dict(naskah: Naskah) -> dict[str, Any]:
    """The document as plain data, as its JSON has it."""
    made: dict[str, Any] = _plain(naskah)
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        picture = next((v for f in fields(value) if isinstance(v := getattr(value, f.name), Path)), None)
        return {"blok": type(value).__name__, **named} | ({"sidik": _sidik(picture)} if picture else {})
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Path):
        return value.name
    return value.isoformat() if isinstance(value, date) else value


def _sidik(file: Path) -> str:
    """The hash of a picture; empty where a draft names one that is not there."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
