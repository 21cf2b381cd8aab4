"""Pictures of PDFs, decoded and encoded once a process: an emblem stands in every document."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pydyf
from weasyprint.images import RasterImage

_MAKS = 32 << 20
"""Bytes of encoded pictures that a process keeps."""
_AWALAN = "naskah:"
"""URLs that name a picture by its content; any other may mean another picture tomorrow."""

_tersimpan: OrderedDict[str, _Gambar] = OrderedDict()


class _Gambar:
    """A decoded picture, with its objects as a PDF holds them."""

    def __init__(self, image: RasterImage) -> None:
        self.image = image
        data = image.image_data.data
        image._cache = {}  # not its document's, which holds the other pictures
        image.image_data = image.cache_image_data(data)
        self.objects: dict[
            tuple[Any, ...], tuple[bytes, dict[str, Any], tuple[bytes, dict[str, Any]] | None]
        ] = {}
        self.size = len(data)
        self._make = image.get_x_object
        image.get_x_object = self.x_object

    def x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """The picture as an object of its own document, which numbers it."""
        key = (interpolate, dpi_ratio)
        if key not in self.objects:
            made = self._make(interpolate, dpi_ratio)
            mask = made.extra.pop("SMask", None)
            self.objects[key] = (_data(made), dict(made.extra), mask and (_data(mask), dict(mask.extra)))
            self.size += len(self.objects[key][0])
        data, extra, mask = self.objects[key]
        made = pydyf.Stream([data], pydyf.Dictionary(extra))
        if mask is not None:
            made.extra["SMask"] = pydyf.Stream([mask[0]], pydyf.Dictionary(mask[1]))
        return made


def _data(stream: pydyf.Stream) -> bytes:
    (part,) = stream.stream
    return bytes(part.data)


class Persediaan(dict[str, Any]):
    """The picture cache of one document for WeasyPrint; those named by content come from the process's."""

    def __contains__(self, url: object) -> bool:
        return super().__contains__(url) or url in _tersimpan

    def __missing__(self, url: str) -> RasterImage:
        _tersimpan.move_to_end(url)
        return _tersimpan[url].image

    def __setitem__(self, url: str, image: Any) -> None:
        super().__setitem__(url, image)
        if url.startswith(_AWALAN) and isinstance(image, RasterImage):
            _tersimpan[url] = _Gambar(image)
            while len(_tersimpan) > 1 and sum(g.size for g in _tersimpan.values()) > _MAKS:
                _tersimpan.popitem(last=False)
