"""Paperless-ngx by its REST API (docs.paperless-ngx.com/api): the signed PDF, consumed by a task, kept as the original.

Paperless takes a document once only: a second upload of the same bytes fails with the number of
the first, which is then the document meant, whoever brought it there.
"""

from __future__ import annotations

import json
import re
import time
from typing import Any

import httpx

from pipeline.archive.barang import Ada, Barang, Gagal, Hilang, Tanda
from pipeline.archive.http import MAKS_ISI, data, klien, minta
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.rahasia import rahasia
from pipeline.workspace import Workspace

PERLU = ("alamat", "sandi_dari")
BOLEH = ("pengguna", "sertifikat", "tipe", "label", "korespondensi", "bidang")
BENTUK = ("naskah",)

JEDA = 0.5
"""Seconds between questions about a task."""

_KEMBAR = re.compile(r"duplicate.*?#(\d+)", re.IGNORECASE | re.DOTALL)
_BERJALAN = frozenset({"PENDING", "STARTED", "RETRY"})


def buka(one: TujuanArsip, workspace: Workspace) -> Paperless:
    """The service; a password is exchanged for a token where a user is named, else it is the token."""
    client = klien(one, workspace)
    client.headers["Accept"] = "application/json; version=9"
    secret = rahasia(one).nilai
    root = (one.alamat or "").rstrip("/")
    try:
        if one.pengguna:
            given = {"username": one.pengguna, "password": secret}
            answer = minta(client, "POST", f"{root}/api/token/", json=given, boleh=(400,))
            if not answer.is_success:
                raise Gagal(
                    "Paperless menolak nama pengguna atau sandi.",
                    "Paperless refuses the user name or password.",
                )
            secret = str(_data(answer)["token"])
    except BaseException:
        client.close()
        raise
    client.headers["Authorization"] = f"Token {secret}"
    return Paperless(client, root, one)


class Paperless:
    """An open Paperless-ngx."""

    def __init__(self, client: httpx.Client, akar: str, one: TujuanArsip) -> None:
        self.client, self.akar, self.one = client, akar, one

    def cari(self, tanda: Tanda) -> Ada | None:
        """The document whose original file has that name."""
        found = self._daftar("documents", original_filename__iexact=tanda.nama)
        return self._ada(found[0]) if found else None

    def taruh(self, barang: Barang) -> Ada:
        """The document, consumed; one that is consumed already, or being consumed, is taken as it is."""
        task = self._berjalan(barang.tanda) or self._unggah(barang)
        end = time.monotonic() + float(self.one.batas_waktu)
        while True:
            said = self._tugas(task)
            if said.get("status") not in _BERJALAN:
                break
            if time.monotonic() > end:
                raise Gagal(
                    "Paperless belum selesai mengolah naskah; akan ditanyakan lagi.",
                    "Paperless has not finished with the document; it will be asked again.", sementara=True,
                )  # fmt: skip
            time.sleep(JEDA)
        result = str(said.get("result") or "")
        number = str(said.get("related_document") or "")
        if said.get("status") != "SUCCESS":
            if (twin := _KEMBAR.search(result)) is None:
                raise Gagal(
                    "Paperless gagal mengolah naskah; lihat catatan tugas di Paperless.",
                    "Paperless failed to consume the document; see its task log.",
                )
            number = twin[1]
        return self._ada(_data(minta(self.client, "GET", f"{self.akar}/api/documents/{number}/")))

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:  # noqa: ARG002 - a document is known by its number
        """The original file."""
        answer = minta(
            self.client, "GET", f"{self.akar}/api/documents/{ada.id}/download/", boleh=(404,), maks=MAKS_ISI,
            params={"original": "true"},
        )  # fmt: skip
        if answer.status_code == 404:
            raise Hilang(f"{ada.alamat} hilang.", f"{ada.alamat} is missing.")
        return answer.content

    def tutup(self) -> None:
        """Close the connection."""
        self.client.close()

    def _unggah(self, barang: Barang) -> str:
        fields: dict[str, Any] = {"title": barang.judul[:128], "created": barang.tanggal}
        if self.one.korespondensi:
            fields["correspondent"] = str(self._nomor("correspondents", self.one.korespondensi))
        if self.one.tipe:
            fields["document_type"] = str(self._nomor("document_types", self.one.tipe))
        if self.one.label:
            fields["tags"] = [str(self._nomor("tags", name)) for name in self.one.label]
        if self.one.bidang:
            known = {**barang.metadata, "sidik": barang.tanda.sidik}
            values = {
                str(self._nomor("custom_fields", b.nama, data_type="string")): str(known[b.isi])[:128]
                for b in self.one.bidang if b.nama and b.isi and known.get(b.isi)
            }  # fmt: skip
            fields["custom_fields"] = json.dumps(values)
        answer = minta(
            self.client, "POST", f"{self.akar}/api/documents/post_document/", data=fields,
            files={"document": (barang.nama, barang.data, barang.media)},
        )  # fmt: skip
        return answer.text.strip().strip('"')

    def _berjalan(self, tanda: Tanda) -> str | None:
        """The task of a killed upload that Paperless is still at."""
        said = minta(self.client, "GET", f"{self.akar}/api/tasks/").json()
        for task in said if isinstance(said, list) else said.get("results", []):
            if task.get("task_file_name") == tanda.nama and task.get("status") in _BERJALAN:
                return str(task["task_id"])
        return None

    def _tugas(self, id: str) -> dict[str, Any]:
        said = minta(self.client, "GET", f"{self.akar}/api/tasks/", params={"task_id": id}).json()
        tasks = said if isinstance(said, list) else said.get("results", [])
        return tasks[0] if tasks else {"status": "PENDING"}

    def _nomor(self, kind: str, name: str | None, **lain: str) -> int:
        """The number of a tag, correspondent, type or field by name; made where there is none."""
        found = self._daftar(kind, name__iexact=name or "")
        for one in found:
            if str(one["name"]).casefold() == (name or "").casefold():
                return int(one["id"])
        answer = minta(self.client, "POST", f"{self.akar}/api/{kind}/", json={"name": name, **lain})
        return int(_data(answer)["id"])

    def _daftar(self, kind: str, **where: str) -> list[dict[str, Any]]:
        answer = minta(self.client, "GET", f"{self.akar}/api/{kind}/", params=where)
        results: list[dict[str, Any]] = _data(answer).get("results", [])
        return results

    def _ada(self, document: dict[str, Any]) -> Ada:
        number = str(document["id"])
        return Ada(number, f"{self.akar}/documents/{number}/details", None, document.get("added"))


def _data(answer: httpx.Response) -> dict[str, Any]:
    return data(answer, "Paperless-ngx")
