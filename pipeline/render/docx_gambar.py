"""Pictures of a Word file: parts of its package, placed in the line of text."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.shape import CT_Inline
from docx.shared import Length

from pipeline.render.docx_paket import Bagian, Paket
from pipeline.render.raster import Raster


class Cerita:
    """A part with text (body, header, footer) to which pictures are added."""

    def __init__(self, package: Paket, name: str) -> None:
        self._package, self._name = package, name
        self._keys: dict[str, str] = {}

    def gambar(self, picture: Raster, width: Length, height: Length) -> Any:
        """The picture as an inline shape; the same picture is one part of the package."""
        digest, packed = _bagian(picture.data)
        kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
        if digest not in self._keys:
            part = f"word/media/{digest}.{kind}"
            if not self._package.ada(part):
                self._package.tulis(part, packed)
                self._package.jenis(part, f"image/{kind}")
            self._keys[digest] = key = f"rGambar{len(self._keys) + 1}"
            self._package.hubungkan(self._name, RELATIONSHIP_TYPE.IMAGE, part, key)
        return CT_Inline.new_pic_inline(1, self._keys[digest], "gambar", width, height)


@lru_cache(maxsize=32)
def _bagian(data: bytes) -> tuple[str, Bagian]:
    """A picture's name and part, compressed once: the same emblem stands in every document."""
    return hashlib.sha256(data).hexdigest()[:16], Bagian(data)
