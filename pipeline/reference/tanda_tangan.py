"""How names stand in signature blocks: Permendagri 1/2023 art. 44 (domain.md 1.2).

(1) pengaturan, penetapan: name without degrees. (2) penugasan, korespondensi, khusus:
with degrees. (3) officials other than Kepala Daerah, Wakil and Sekda: degrees, NIP,
rank. (4) Pj., Pjs., Plt., Plh. of the Kepala Daerah and (5) Pj., Plh. of the Sekda:
no degrees, NIP or rank.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pipeline.reference.jabatan import peran

Kelas = Literal["pengaturan", "penetapan", "penugasan", "korespondensi", "khusus"]

KELAS: dict[str, Kelas] = {"notula": "khusus", "laporan": "khusus"}
"""The class of each document type: neither rules nor appoints, so art. 44 (2) holds."""

_PELAKSANA: dict[str, frozenset[str]] = {
    "kepala_daerah": frozenset(("pj.", "pjs.", "plt.", "plh.")),
    "sekda": frozenset(("pj.", "plh.")),
}


def kelas(dokumen: Iterable[str]) -> Kelas:
    """The class that decides for a record's documents: the one that asks for the barest name."""
    found = {KELAS[d] for d in dokumen if d in KELAS}
    return next((k for k in ("pengaturan", "penetapan") if k in found), "khusus")


def pelaksana(jabatan: str, delegasi: str | None) -> bool:
    """Whether art. 44 (4) or (5) strips a signer of degrees, NIP and rank."""
    return (delegasi or "") in _PELAKSANA.get(peran(jabatan), frozenset())


def tanpa_gelar(jabatan: str, delegasi: str | None, kelas_naskah: Kelas) -> bool:
    """Whether the name stands without degrees."""
    return kelas_naskah in ("pengaturan", "penetapan") or pelaksana(jabatan, delegasi)


def perlu_nip(jabatan: str, delegasi: str | None) -> bool:
    """Whether art. 44 (3) asks for NIP and rank: neither heads of region, their deputies nor the Sekda."""
    return peran(jabatan) == "lain" and not pelaksana(jabatan, delegasi)
