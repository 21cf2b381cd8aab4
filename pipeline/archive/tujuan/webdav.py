"""A WebDAV server (RFC 4918): uploaded beside its place, then moved there without overwriting.

Some servers keep the half of an upload that broke off, so a name is given only to whole files:
PUT to a temporary name, conditional on what is known of that name, then MOVE with `Overwrite: F`.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import httpx

from pipeline.archive.barang import Ada, Barang, Gagal, Hilang, Tanda
from pipeline.archive.http import MAKS_ISI, klien, minta
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.rahasia import rahasia
from pipeline.workspace import Workspace

PERLU = ("alamat",)
BOLEH = ("awalan", "pengguna", "sandi_dari", "sertifikat")
BENTUK = ("paket", "naskah")


def buka(one: TujuanArsip, workspace: Workspace) -> WebDav:
    """The collection of a target; no connection is made yet."""
    auth = (one.pengguna or "", rahasia(one).nilai) if one.sandi_dari else None
    return WebDav(klien(one, workspace, auth=auth), one.alamat or "", one.awalan or "")


class WebDav:
    """An open WebDAV collection."""

    def __init__(self, client: httpx.Client, alamat: str, awalan: str) -> None:
        self.client, self.akar = client, alamat.rstrip("/")
        self.awalan = [quote(part, safe="") for part in awalan.split("/") if part]

    def cari(self, tanda: Tanda) -> Ada | None:
        """The file of that name."""
        url = self._alamat(tanda)
        answer = minta(self.client, "HEAD", url, boleh=(404, 409))
        if not answer.is_success:
            return None
        return Ada(urlsplit(url).path, url, answer.headers.get("ETag"), answer.headers.get("Last-Modified"))

    def taruh(self, barang: Barang) -> None:
        """The file, put where nothing of that name is."""
        self._koleksi(barang.tanda)
        url, temp = self._alamat(barang.tanda), self._alamat(barang.tanda, ".unggah-")
        there = minta(self.client, "HEAD", temp, boleh=(404, 409))
        known = {"If-None-Match": "*"} if there.status_code in (404, 409) else _sama(there)
        sent = minta(
            self.client, "PUT", temp, boleh=(409, 412), content=barang.data,
            headers={"Content-Type": barang.media, **known},
        )  # fmt: skip
        if not sent.is_success:
            raise Gagal(
                "Berkas unggahan di tujuan sedang diubah proses lain.",
                "The file being uploaded is changed by another process.", sementara=True,
            )  # fmt: skip
        moved = minta(self.client, "MOVE", temp, boleh=(412,), headers={"Destination": url, "Overwrite": "F"})
        if not moved.is_success:  # it is there already; reading it back will say whether it is the same
            minta(self.client, "DELETE", temp, boleh=(404,))

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:
        """The file's bytes, of the same version that was found."""
        answer = minta(
            self.client,
            "GET",
            self._alamat(tanda),
            boleh=(404,),
            maks=MAKS_ISI,
            headers={"Accept-Encoding": "identity"},
        )
        if answer.status_code == 404:
            raise Hilang(f"{ada.alamat} hilang.", f"{ada.alamat} is missing.")
        return answer.content

    def tutup(self) -> None:
        """Close the connection."""
        self.client.close()

    def _jalur(self, tanda: Tanda) -> list[str]:
        return [*self.awalan, quote(tanda.dokumen.partition("/")[0], safe="")]

    def _alamat(self, tanda: Tanda, awalan: str = "") -> str:
        return "/".join([self.akar, *self._jalur(tanda), awalan + quote(tanda.nama, safe="")])

    def _koleksi(self, tanda: Tanda) -> None:
        """Make the collections on the way, one by one (RFC 4918 section 9.3)."""
        url = self.akar
        for part in self._jalur(tanda):
            url = f"{url}/{part}"
            if minta(self.client, "HEAD", f"{url}/", boleh=(404, 405)).status_code in (404, 405):
                minta(self.client, "MKCOL", f"{url}/", boleh=(405,))  # 405: it exists


def _sama(answer: httpx.Response) -> dict[str, str]:
    """The condition that a file is still the one seen; none where the server gives no strong tag."""
    tag = answer.headers.get("ETag", "")
    return {"If-Match": tag} if tag.startswith('"') else {}
