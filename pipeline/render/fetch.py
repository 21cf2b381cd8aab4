"""What a rendering may open: named files and `data:` URLs, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pipeline.sandaran import baca


class Ditolak(FatalURLFetchingError):  # type: ignore[misc]
    """A URL outside the workspace; WeasyPrint stops the rendering on it."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class PengambilTerbatas(URLFetcher):  # type: ignore[misc]
    """Opens the files under `folders` (links followed), those in `given`, and `data:` URLs.

    `given` maps a URL of the scheme `naskah:` to bytes and media type, so that pictures
    reach a page without their paths. Raises Ditolak for any other URL.
    """

    def __init__(
        self, folders: Iterable[Path] = (), given: Mapping[str, tuple[bytes, str]] | None = None
    ) -> None:
        super().__init__(allowed_protocols=("data",))
        self._folders = tuple(f.resolve() for f in folders)
        self._given = given or {}
        self.dibuka = 0
        self.ditolak: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The response for a URL that may be opened; `dibuka` counts what was asked for."""
        self.dibuka += 1
        if url in self._given:
            body, kind = self._given[url]
            return URLFetcherResponse(url, body, {"Content-Type": kind})
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme == "file" and parts.netloc in ("", "localhost"):
            file = Path(url2pathname(unquote(parts.path))).resolve()
            if any(file.is_relative_to(f) for f in self._folders) and file.is_file():
                return URLFetcherResponse(url, baca(file))
        self.ditolak.append(url)
        raise Ditolak(url)

    def periksa(self) -> None:
        """Raises Ditolak where anything was refused: WeasyPrint draws an SVG without what stopped it."""
        if self.ditolak:
            raise Ditolak(self.ditolak[0])
