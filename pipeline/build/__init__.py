"""Records → files: what is out of date is made again on several workers, the rest left alone.

The names below are loaded when they are asked for: to find that nothing is to do, next to
nothing is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.build.hasil import BENTUK as BENTUK
    from pipeline.build.hasil import JENIS as JENIS
    from pipeline.build.hasil import Result as Result
    from pipeline.build.kerja import bangun as bangun
    from pipeline.build.kerja import build as build
    from pipeline.build.kerja import forget as forget
    from pipeline.build.kerja import periksa_semua as periksa_semua
    from pipeline.build.kolam import workers as workers
    from pipeline.build.tugas import build_record as build_record
    from pipeline.build.tugas import examine as examine

_MODUL = {
    "BENTUK": "hasil", "JENIS": "hasil", "Result": "hasil", "bangun": "kerja", "build": "kerja", "forget": "kerja",
    "periksa_semua": "kerja", "workers": "kolam", "build_record": "tugas", "examine": "tugas",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, from the module that has it."""
    if name in _MODUL:
        return getattr(import_module(f"{__name__}.{_MODUL[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
