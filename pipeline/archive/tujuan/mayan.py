"""Mayan EDMS by its REST API (version 4): one document for each thing, its file uploaded once.

Mayan makes a document first and takes its file afterwards, and works on the file in the
background. So the document is marked before its file is sent: a process that comes after one
that died waits for what may still be worked on before it sends again.
"""

from __future__ import annotations

import email.utils
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from pipeline.archive.barang import Ada, Barang, Gagal, Hilang, Tanda
from pipeline.archive.http import MAKS_ISI, data, klien, minta
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.rahasia import rahasia
from pipeline.workspace import Workspace

PERLU = ("alamat", "sandi_dari", "tipe")
BOLEH = ("pengguna", "sertifikat")
BENTUK = ("paket", "naskah")

JEDA = 0.5
"""Seconds between questions about a file that Mayan works on."""

PENGOLAHAN = timedelta(minutes=10)
"""How long a file that was sent may be worked on before it is taken for lost."""

_DIKIRIM = re.compile(r"; dikirim (\S+)")


def buka(one: TujuanArsip, workspace: Workspace) -> Mayan:
    """The service; without a user name the secret is a token."""
    secret = rahasia(one).nilai
    client = klien(one, workspace, auth=(one.pengguna, secret) if one.pengguna else None)
    if not one.pengguna:
        client.headers["Authorization"] = f"Token {secret}"
    return Mayan(client, (one.alamat or "").rstrip("/") + "/api/v4", one)


class Mayan:
    """An open Mayan EDMS."""

    def __init__(self, client: httpx.Client, akar: str, one: TujuanArsip) -> None:
        self.client, self.akar, self.one = client, akar, one

    def cari(self, tanda: Tanda) -> Ada | None:
        """The file of the document of that name, where it has the hash."""
        document = self._dokumen(tanda)
        return None if document is None else self._berkas(document, tanda)

    def taruh(self, barang: Barang) -> Ada:
        """The document and its file; a document that a killed process left gets the file it lacks."""
        document = self._dokumen(barang.tanda) or self._buat(barang)
        sent = _DIKIRIM.search(document.get("description") or "")
        if sent is None or self._kini() - datetime.fromisoformat(sent[1]) > PENGOLAHAN:
            self._unggah(document, barang)
        end = time.monotonic() + float(self.one.batas_waktu)
        while (found := self._berkas(document, barang.tanda)) is None:
            if time.monotonic() > end:
                raise Gagal(
                    "Mayan belum selesai mengolah berkas; akan ditanyakan lagi.",
                    "Mayan has not finished with the file; it will be asked again.", sementara=True,
                )  # fmt: skip
            time.sleep(JEDA)
        return found

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:  # noqa: ARG002 - a file is known by its numbers
        """The file as Mayan gives it out."""
        document, _, file = ada.id.partition("/")
        answer = minta(
            self.client,
            "GET",
            f"{self.akar}/documents/{document}/files/{file}/download/",
            boleh=(404,),
            maks=MAKS_ISI,
        )
        if answer.status_code == 404:
            raise Hilang(f"{ada.alamat} hilang.", f"{ada.alamat} is missing.")
        return answer.content

    def tutup(self) -> None:
        """Close the connection."""
        self.client.close()

    def _dokumen(self, tanda: Tanda) -> dict[str, Any] | None:
        """The document of that name: from the search index, or, as that lags, among the newest."""
        for where in ({"label": tanda.nama}, {"_ordering": "-id", "page_size": "100"}):
            for one in self._daftar("/documents/", **where):
                if one.get("label") == tanda.nama:
                    return one
        return None

    def _buat(self, barang: Barang) -> dict[str, Any]:
        wanted = (self.one.tipe or "").casefold()
        kinds = [
            k for k in self._daftar("/document_types/", page_size="100") if k["label"].casefold() == wanted
        ]
        if not kinds:
            raise Gagal(
                f"Jenis dokumen “{self.one.tipe}” tidak ada di Mayan.",
                f"Mayan has no document type “{self.one.tipe}”.",
            )
        made = {
            "document_type_id": kinds[0]["id"], "label": barang.nama, "language": "ind",
            "description": f"{barang.judul}; {barang.metadata.get('nomor') or '-'}; sha256:{barang.tanda.sidik}",
        }  # fmt: skip
        return _data(minta(self.client, "POST", f"{self.akar}/documents/", json=made))

    def _unggah(self, document: dict[str, Any], barang: Barang) -> None:
        url = f"{self.akar}/documents/{document['id']}/"
        plain = _DIKIRIM.sub("", document.get("description") or "")
        marked = f"{plain}; dikirim {self._kini().isoformat()}"
        minta(self.client, "PATCH", url, json={"description": marked})
        try:
            minta(
                self.client, "POST", f"{url}files/", data={"action_name": "replace", "filename": barang.nama},
                files={"file_new": (barang.nama, barang.data, barang.media)},
            )  # fmt: skip
        except Gagal as e:
            if isinstance(e.__cause__, httpx.RequestError):
                raise  # whether it was taken is not known: the mark stays
            minta(self.client, "PATCH", url, json={"description": plain})
            raise

    def _berkas(self, document: dict[str, Any], tanda: Tanda) -> Ada | None:
        for one in self._daftar(f"/documents/{document['id']}/files/"):
            if one.get("checksum") == tanda.sidik:
                shown = self.akar.removesuffix("/api/v4")
                return Ada(
                    f"{document['id']}/{one['id']}", f"{shown}/#/documents/documents/{document['id']}/preview/",
                    None, one.get("timestamp"),
                )  # fmt: skip
        return None

    def _daftar(self, path: str, **where: str) -> list[dict[str, Any]]:
        results: list[dict[str, Any]] = _data(minta(self.client, "GET", self.akar + path, params=where)).get(
            "results", []
        )
        return results

    def _kini(self) -> datetime:
        """The time by the server's clock, which wrote the marks."""
        answer = minta(self.client, "GET", f"{self.akar}/")
        return email.utils.parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)


def _data(answer: httpx.Response) -> dict[str, Any]:
    return data(answer, "Mayan EDMS")
