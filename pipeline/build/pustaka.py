"""The machine's own libraries that lay out text: another Pango may break lines elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.build.sidik import sidik_jalur
from pipeline.sandaran import terpakai

_NAMA = ("libpango", "libharfbuzz", "libfribidi", "libfontconfig", "libfreetype")
_PETA = Path("/proc/self/maps")


def pakai_pustaka() -> None:
    """Note the libraries that this process has loaded, where the system tells which."""
    for path, digest in _pustaka():
        terpakai(path, digest)


@cache
def _pustaka() -> tuple[tuple[str, bytes], ...]:
    try:
        lines = _PETA.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    paths = {line.split(None, 5)[5] for line in lines if any(name in line for name in _NAMA)}
    return tuple((path, sidik_jalur(path)) for path in sorted(paths))
