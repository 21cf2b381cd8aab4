"""Which letterhead of a workspace an organiser is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.record.instansi import Instansi


def kop_cocok(penyelenggara: str, known: Mapping[str, Instansi]) -> str:
    """The key of the one letterhead whose full name or abbreviation the organiser is; "" where unsure."""
    wanted = _kata(penyelenggara)
    found = []
    for key, agency in known.items():
        name, short = _kata(" ".join(agency.nama)), _kata(agency.singkatan or "")
        region = _kata(agency.wilayah or "")
        named = bool(name) and wanted[: len(name)] == name and set(wanted[len(name) :]) <= set(region)
        abbreviated = (
            bool(short) and wanted[: len(short)] == short and set(wanted[len(short) :]) <= set(region)
        )
        if named or abbreviated:
            found.append(key)
    return found[0] if len(found) == 1 else ""


def _kata(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
