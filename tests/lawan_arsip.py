"""The servers of the archive tests: how a target of each is set up, and what each holds."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from arsip_uji import tujuan
from peladen import PENGGUNA, PETI, SANDI, Peladen

from pipeline.archive.pengaturan import TujuanArsip
from pipeline.ledger.basis import sidik

AWALAN = "notula/arsip"
JENIS = ("s3", "apache", "wsgidav", "cmis", "paperless")


@dataclass(frozen=True)
class Lawan:
    """A server under test: how a target of it is set up, and what it holds
    of a document (SHA-256 of each thing, by name)."""

    jenis: str
    peladen: Peladen
    tujuan: Callable[[str], TujuanArsip]
    isi: Callable[[str], dict[str, str]]
    keadaan: Any = None


def s3(server: Peladen) -> Lawan:
    def target(url: str) -> TujuanArsip:
        return tujuan(
            "s3",
            alamat=url,
            wadah=PETI,
            pengguna=PENGGUNA,
            sandi_dari="env:SANDI_ARSIP",
            awalan=AWALAN,
            batas_waktu=30,
        )

    return Lawan("s3", server, target, lambda of: _berkas(server, of))


def dav(server: Peladen) -> Lawan:
    def target(url: str) -> TujuanArsip:
        return tujuan(
            "webdav",
            alamat=url,
            pengguna=PENGGUNA,
            sandi_dari="env:SANDI_ARSIP",
            awalan=AWALAN,
            batas_waktu=30,
        )

    return Lawan("webdav", server, target, lambda of: _berkas(server, of))


def cmis(server: Peladen) -> Lawan:
    def target(url: str) -> TujuanArsip:
        return tujuan(
            "cmis", alamat=url, pengguna=PENGGUNA, sandi_dari="env:SANDI_ARSIP", awalan=AWALAN, batas_waktu=30
        )

    def held(of: str) -> dict[str, str]:
        auth = (PENGGUNA, SANDI)
        asked = {
            "cmisselector": "query",
            "q": f"SELECT * FROM cmis:document WHERE cmis:name LIKE '%{of}%'",
            "succinct": "true",
        }
        found = httpx.get(f"{server.alamat}/A1", params=asked, auth=auth).json()["results"]
        out: dict[str, str] = {}
        for one in found:
            got = one["succinctProperties"]
            data = httpx.get(
                f"{server.alamat}/A1/root",
                params={"cmisselector": "content", "objectId": got["cmis:objectId"]},
                auth=auth,
            )
            name = got["cmis:name"]
            out[f"{name}#{got['cmis:objectId']}" if name in out else name] = sidik(data.content)
        return out

    return Lawan("cmis", server, target, held)


def _berkas(server: Peladen, of: str) -> dict[str, str]:
    return {p.name: sidik(p.read_bytes()) for p in server.folder.rglob("*") if p.is_file() and of in p.name}


def berkas_mayan(alamat: str, name: str) -> list[str]:
    """The hashes of all files of all documents of a Mayan whose label holds a name."""
    with httpx.Client(auth=("petugas", os.environ["NOTULA_MAYAN_SANDI"]), timeout=120) as client:
        newest = client.get(
            f"{alamat}/api/v4/documents/", params={"_ordering": "-id", "page_size": "100"}
        ).json()
        return [
            sidik(client.get(f"{alamat}/api/v4/documents/{d['id']}/files/{f['id']}/download/").content)
            for d in newest["results"] if name in d["label"]
            for f in client.get(f"{alamat}/api/v4/documents/{d['id']}/files/").json()["results"]
        ]  # fmt: skip
