"""The register: numbers, states, signed files and their history, in one SQLite file; the one place with state.

`niat` is what signing goes through (`pipeline.pengesahan`); everything else is driven by the commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.ledger.basis import Gangguan, Ledger, Masalah, Tolakan, buka

if TYPE_CHECKING:
    from pipeline.ledger.terima import catat_tanda_tangan, siap_ditandatangani

__all__ = ["Gangguan", "Ledger", "Masalah", "Tolakan", "buka", "catat_tanda_tangan", "siap_ditandatangani"]


def __getattr__(name: str) -> Any:
    """What signing needs, loaded when it is asked for: every build opens the register."""
    if name in __all__:
        from pipeline.ledger import terima

        return getattr(terima, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
