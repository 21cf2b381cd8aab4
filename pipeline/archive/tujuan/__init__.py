"""The kinds of target, one file each. A file says which settings it needs and opens a `barang.Tujuan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pipeline.archive.barang import Tujuan
    from pipeline.archive.pengaturan import TujuanArsip
    from pipeline.workspace import Workspace


class Pembuat(Protocol):
    """What a module in this folder offers."""

    PERLU: tuple[str, ...]
    """The keys of its block that it cannot do without."""
    BOLEH: tuple[str, ...]
    """The keys that it may have."""
    BENTUK: tuple[str, ...]
    """What it can be sent (`paket`, `naskah`), the usual first."""

    def buka(self, one: TujuanArsip, workspace: Workspace) -> Tujuan:
        """The target, ready. Raises Gagal."""
        ...
