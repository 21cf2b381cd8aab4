"""A CMIS 1.1 repository by its browser binding (OASIS CMIS 1.1 section 5): Alfresco, Nuxeo and most others.

Names are unique in a folder of a repository, so a document is created once whoever tries; one
that came into being without its whole content gets it, and only where it has none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx

from pipeline.archive.barang import Ada, Barang, Gagal, Hilang, Tanda
from pipeline.archive.http import MAKS_ISI, klien, minta
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.rahasia import rahasia
from pipeline.workspace import Workspace

PERLU = ("alamat", "pengguna", "sandi_dari")
BOLEH = ("wadah", "awalan", "sertifikat", "tipe")
BENTUK = ("paket", "naskah")

_SUDAH = frozenset({"nameConstraintViolation", "contentAlreadyExists"})


def buka(one: TujuanArsip, workspace: Workspace) -> Cmis:
    """The repository of a target, its addresses asked for."""
    client = klien(one, workspace, auth=(one.pengguna or "", rahasia(one).nilai))
    try:
        said = _objek(minta(client, "GET", (one.alamat or "").rstrip("/")))
        info = said.get(one.wadah) if one.wadah else next(iter(said.values()), None)
        if info is None:
            listed = ", ".join(sorted(said)) or "–"
            raise Gagal(
                f"Repositori “{one.wadah}” tidak ada; yang ada: {listed}.",
                f"There is no repository “{one.wadah}”; there are: {listed}.",
            )
        urls = str(info["repositoryUrl"]), str(info["rootFolderUrl"])
        for url in urls:
            _sepeladen(url, one.alamat or "")
        return Cmis(client, *urls, one)
    except (KeyError, AttributeError, TypeError, httpx.InvalidURL) as e:
        client.close()
        raise _bukan_cmis() from e
    except Gagal:
        client.close()
        raise


class Cmis:
    """An open repository."""

    def __init__(self, client: httpx.Client, repositori: str, akar: str, one: TujuanArsip) -> None:
        self.client, self.repositori, self.akar, self.one = client, repositori, akar.rstrip("/"), one

    def cari(self, tanda: Tanda) -> Ada | None:
        """The document of that name that has the whole content."""
        found = self._properti(tanda)
        if found is None or not found.get("cmis:contentStreamLength"):
            return None
        return Ada(
            str(found["cmis:objectId"]), self._alamat(tanda), _teks(found.get("cmis:changeToken")),
            _waktu(found.get("cmis:creationDate")),
        )  # fmt: skip

    def taruh(self, barang: Barang) -> None:
        """The document with its content, in one request; or the content for one that has none."""
        found = self._properti(barang.tanda)
        if found is not None:
            self._isi(barang, str(found["cmis:objectId"]))
            return
        self._folder(barang.tanda)
        values = {
            "cmis:objectTypeId": self.tipe, "cmis:name": barang.nama,
            "cmis:description": f"{barang.judul} (sha256:{barang.tanda.sidik})",
        }  # fmt: skip
        self._kirim(
            self._alamat(barang.tanda, naik=1), "createDocument", values,
            ("content", (barang.nama, barang.data, barang.media)), versioningState=self._keversian(),
        )  # fmt: skip

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:  # noqa: ARG002 - a repository knows its objects by their ids
        """The content stream of the object that was found."""
        answer = minta(
            self.client, "GET", self.akar, boleh=(404,), maks=MAKS_ISI,
            params={"cmisselector": "content", "objectId": ada.id}, headers={"Accept-Encoding": "identity"},
        )  # fmt: skip
        if answer.status_code == 404:
            raise Hilang(f"{ada.alamat} hilang.", f"{ada.alamat} is missing.")
        return answer.content

    def tutup(self) -> None:
        """Close the connection."""
        self.client.close()

    @property
    def tipe(self) -> str:
        """The type of documents."""
        return self.one.tipe or "cmis:document"

    def _keversian(self) -> str:
        """What a new document of the type must be: a first version, or, where the type has none, nothing of that."""
        asked = {"cmisselector": "typeDefinition", "typeId": self.tipe}
        said = _objek(minta(self.client, "GET", self.repositori, params=asked))
        return "major" if said.get("versionable") else "none"

    def _properti(self, tanda: Tanda) -> dict[str, Any] | None:
        answer = minta(
            self.client, "GET", self._alamat(tanda), boleh=(404,),
            params={"cmisselector": "properties", "succinct": "true"},
        )  # fmt: skip
        return _objek(answer) if answer.is_success else None

    def _isi(self, barang: Barang, id: str) -> None:
        self._kirim(
            self.akar, "setContent", {}, ("content", (barang.nama, barang.data, barang.media)),
            objectId=id, overwriteFlag="false",
        )  # fmt: skip

    def _folder(self, tanda: Tanda) -> None:
        """Make the folders on the way."""
        parts = self._jalur(tanda)[:-1]
        for depth in range(len(parts)):
            url = "/".join([self.akar, *(quote(p, safe="") for p in parts[: depth + 1])])
            seen = minta(
                self.client, "GET", url, boleh=(404,), params={"cmisselector": "object", "succinct": "true"}
            )
            if not seen.is_success:
                above = "/".join([self.akar, *(quote(p, safe="") for p in parts[:depth])])
                values = {"cmis:objectTypeId": "cmis:folder", "cmis:name": parts[depth]}
                self._kirim(above, "createFolder", values, None)

    def _kirim(
        self, url: str, action: str, values: Mapping[str, str], berkas: tuple[str, tuple[str, bytes, str]] | None,
        **lain: str,
    ) -> None:  # fmt: skip
        """A form of the browser binding; that a thing is there already is no failure."""
        form: dict[str, str] = {"cmisaction": action, "succinct": "true", **lain}
        for number, (name, value) in enumerate(values.items()):
            form |= {f"propertyId[{number}]": name, f"propertyValue[{number}]": value}
        files = [berkas] if berkas else [("_", (None, b"", None))]
        answer = minta(self.client, "POST", url, boleh=(409,), data=form, files=files)
        if answer.status_code == 409 and not any(word in answer.text for word in _SUDAH):
            raise Gagal(
                "Repositori menolak: isinya bertentangan dengan yang sudah ada.",
                "The repository refuses: it conflicts with what is there.", sementara=True,
            )  # fmt: skip

    def _jalur(self, tanda: Tanda) -> list[str]:
        return [
            *(p for p in (self.one.awalan or "").split("/") if p),
            tanda.dokumen.partition("/")[0],
            tanda.nama,
        ]

    def _alamat(self, tanda: Tanda, naik: int = 0) -> str:
        parts = self._jalur(tanda)
        return "/".join([self.akar, *(quote(p, safe="") for p in parts[: len(parts) - naik])])


def _objek(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = json.loads(answer.content)
    except ValueError as e:
        raise _bukan_cmis() from e
    if not isinstance(said, dict):
        raise _bukan_cmis()
    return said


def _sepeladen(url: str, alamat: str) -> None:
    """Raises Gagal where a repository sends on to another server, which would get the password."""
    there, here = httpx.URL(url), httpx.URL(alamat)
    if (there.scheme, there.host, there.port) != (here.scheme, here.host, here.port):
        raise Gagal(
            f"Repositori menunjuk ke peladen lain ({there.scheme}://{there.host}); sandi tidak dikirim ke sana. "
            "Isi “alamat” dengan peladen itu bila memang dimaksud.",
            f"The repository points to another server ({there.scheme}://{there.host}); the password is not sent "
            "there. Put that server into “alamat” if it is meant.",
        )


def _bukan_cmis() -> Gagal:
    return Gagal(
        "Alamat itu tidak menjawab sebagai CMIS (browser binding); periksa alamatnya.",
        "That address does not answer as CMIS (browser binding); check it.",
    )


def _waktu(value: object) -> str | None:
    """The time in milliseconds since 1970 (CMIS 1.1 section 5.2.11), as ISO 8601."""
    if not isinstance(value, int):
        return None
    return datetime.fromtimestamp(value / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _teks(value: object) -> str | None:
    return None if value is None else str(value)
