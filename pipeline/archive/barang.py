"""What is delivered, what a target knows of it, and what every target can do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from pipeline.archive.bag import dari_zip


@dataclass(frozen=True)
class Tanda:
    """What a thing is known by wherever it is: its file name, the SHA-256 of its bytes, its document."""

    nama: str
    sidik: str
    dokumen: str


@dataclass(frozen=True)
class Barang:
    """One document version as one target takes it: the package, or the signed file alone.

    `nama` holds the beginning of the version's hash, so the same version has the same name and
    bytes whenever and by whomever it is sent.
    """

    nama: str
    media: str
    data: bytes
    berkas: Mapping[str, bytes]
    metadata: Mapping[str, Any]

    @cached_property
    def tanda(self) -> Tanda:
        """What the thing is known by."""
        document = f"{self.metadata['rekaman']}/{self.metadata['jenis']}"
        return Tanda(self.nama, hashlib.sha256(self.data).hexdigest(), document)

    @property
    def judul(self) -> str:
        """The title that a document system shows."""
        return str(self.metadata["judul"])

    @property
    def tanggal(self) -> str:
        """The day of the document, ISO 8601."""
        return str(self.metadata["tanggal_naskah"])

    @property
    def keamanan(self) -> str:
        """The security classification."""
        return str(self.metadata["keamanan"])


@dataclass(frozen=True)
class Ada:
    """A thing that a target holds: its identity there, its tag (ETag or version), its time as the target says."""

    id: str
    alamat: str
    etag: str | None = None
    waktu: str | None = None


class Gagal(Exception):
    """Why a delivery did not succeed, as a sentence in both languages; holds no secret.

    `sementara` says that the same may succeed later, `tunggu` how many seconds the target asked for.
    """

    def __init__(
        self, indonesian: str, english: str, *, sementara: bool = False, tunggu: float | None = None
    ) -> None:
        super().__init__(indonesian)
        self.id, self.en = indonesian, english
        self.sementara, self.tunggu = sementara, tunggu


@contextmanager
def dipahami(nama: str | None) -> Iterator[None]:
    """Nothing; what a target's answer of another shape than its protocol's makes us raise is Gagal.

    A server is free to answer with anything: a list for an object, words for a number, brackets
    a hundred thousand deep.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as e:
        raise Gagal(
            f"Jawaban tujuan “{nama}” tidak dapat dipahami ({type(e).__name__}); periksa alamat dan jenisnya.",
            f"The answer of target “{nama}” cannot be understood ({type(e).__name__}); check address and kind.",
        ) from e


class Hilang(Gagal):
    """A target no longer holds what it held."""


class Tujuan(Protocol):
    """A place that takes packages. All methods raise Gagal.

    `taruh` never replaces anything: where the thing came to be there meanwhile, it leaves it.
    A process may die anywhere within it; the next `cari` then says whether the thing is there
    whole, and what a killed `taruh` left behind is neither found by `cari` nor in the way.
    """

    def cari(self, tanda: Tanda) -> Ada | None:
        """The thing as the target holds it, or None."""
        ...

    def taruh(self, barang: Barang) -> Ada | None:
        """Put the thing there unless it is; what the target said of it where that is known, else it is looked for."""
        ...

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:
        """The bytes that the target holds, read back from it; raises Hilang where it holds none."""
        ...

    def tutup(self) -> None:
        """Let go of connections."""
        ...


_MEDIA = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}


def barang(paket: bytes, bentuk: str) -> Barang:
    """The package (ZIP of a bag) as a target takes it: `paket` whole, or `naskah`, the signed file in it."""
    name, files = dari_zip(paket)
    facts = json.loads(files["metadata/metadata.json"])
    if bentuk == "paket":
        return Barang(f"{name}.zip", "application/zip", paket, files, facts)
    main = facts["berkas_utama"]
    ending = main.rpartition(".")[2]
    return Barang(f"{name}.{ending}", _MEDIA[ending], files[main], files, facts)
