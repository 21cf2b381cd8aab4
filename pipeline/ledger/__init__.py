"""The register: numbers, states, signed files and their history, in one SQLite file; the one place with state.

`niat` is what signing goes through (`pipeline.pengesahan`); everything else is driven by the commands.
"""

from __future__ import annotations

from pipeline.ledger.basis import Gangguan, Ledger, Masalah, Tolakan, buka
from pipeline.ledger.terima import catat_tanda_tangan, siap_ditandatangani

__all__ = ["Gangguan", "Ledger", "Masalah", "Tolakan", "buka", "catat_tanda_tangan", "siap_ditandatangani"]
