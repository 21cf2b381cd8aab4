"""JSON Schemas (draft 2020-12) of what people write, from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from pipeline.archive.pengaturan import PengaturanArsip
from pipeline.record.instansi import Instansi
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.profil import Profil
from pipeline.record.rapat import Rapat
from pipeline.record.tanda_tangan import PengaturanTandaTangan

SKEMA: dict[str, type[BaseModel]] = {
    "rapat": Rapat,
    "instansi": Instansi,
    "profil": Profil,
    "pejabat": DaftarPejabat,
    "tanda-tangan": PengaturanTandaTangan,
    "arsip": PengaturanArsip,
}
_JUDUL = {
    "rapat": "Rekaman rapat Notula",
    "instansi": "Kop instansi Notula",
    "profil": "Profil tata letak Notula",
    "pejabat": "Direktori pejabat Notula",
    "arsip": "Tujuan arsip Notula",
    "tanda-tangan": "Pengaturan tanda tangan elektronik Notula",
}


def schema(name: str) -> dict[str, Any]:
    """The schema of `rapat`, `instansi` or `profil`. Raises KeyError for another name."""
    made = SKEMA[name].model_json_schema()
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": _JUDUL[name]}
    for part in (made, *made.get("$defs", {}).values()):
        _humane(part)
    return made


def schema_text(name: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def _humane(part: dict[str, Any]) -> None:
    """What the reader takes, the schema takes: empty values, words in any case, unquoted numbers."""
    for value in part.get("properties", {}).values():
        value.pop("title", None)
        if value.get("default", 0) is None:
            del value["default"]
        options = value.get("anyOf") or [value]
        for option in options:
            _loosen(option)
        if "anyOf" not in value and "null" not in str(value.get("type")) and "$ref" not in value:
            value["type"] = _with_null(value.get("type"))
            if value["type"] is None:
                del value["type"]


def _loosen(option: dict[str, Any]) -> None:
    if "enum" in option:
        words = [w for w in option["enum"] if isinstance(w, str)]
        extra = {v for w in words for v in (w.upper(), w.capitalize())} - set(words)
        option["enum"] = [*option["enum"], *sorted(extra), None]
        option.pop("type", None)
    elif option.get("type") == "string" and "const" not in option:
        option["type"] = ["string", "number", "boolean"]
    if isinstance(option.get("items"), dict):
        _loosen(option["items"])


def _with_null(kind: Any) -> Any:
    if kind is None:
        return None
    return [*([kind] if isinstance(kind, str) else kind), "null"]
