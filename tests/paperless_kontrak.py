"""A server that keeps the contract of Paperless-ngx's published REST API, as far as an archive uses it.

It is not Paperless-ngx, which needs Redis, a database and a task queue. From its API documentation
(versions 9 and 10) are taken: tokens, `post_document` with its form fields and its answer, the tasks
that consume in the background, filters by name, custom fields, download of the original; from its
consumer: one document for one content, and the words that refuse a second.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from arsip_uji import tujuan
from lawan_arsip import Lawan
from peladen import PENGGUNA, SANDI, Benang, Peladen

from pipeline.ledger.basis import sidik

TOKEN = "7a1f0c"
SEBUTAN = ("tags", "correspondents", "document_types", "custom_fields")


@dataclass
class Keadaan:
    """What the service holds."""

    dokumen: list[dict[str, Any]] = field(default_factory=list)
    isi: dict[int, bytes] = field(default_factory=dict)
    tugas: list[dict[str, Any]] = field(default_factory=list)
    nama: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {k: [] for k in SEBUTAN})
    lama: float = 0.05
    kunci: threading.Lock = field(default_factory=threading.Lock)

    def olah(self, task: dict[str, Any], form: dict[str, list[str]], name: str, data: bytes) -> None:
        """Consume a file as the task queue does."""
        time.sleep(self.lama)
        with self.kunci:
            digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
            twin = next((d for d in self.dokumen if d["checksum"] == digest), None)
            if twin:
                text = f"{name}: Not consuming {name}: It is a duplicate of {twin['title']} (#{twin['id']})."
                task |= {"status": "FAILURE", "result": text}
                return
            number = len(self.dokumen) + 1
            fields = json.loads(form.get("custom_fields", ["{}"])[0])
            self.isi[number] = data
            self.dokumen.append({
                "id": number, "title": form.get("title", [name])[0], "created": form.get("created", [""])[0],
                "original_file_name": name, "checksum": digest, "added": "2026-11-24T08:00:00+07:00",
                "tags": [int(t) for t in form.get("tags", [])],
                "correspondent": int(form["correspondent"][0]) if "correspondent" in form else None,
                "document_type": int(form["document_type"][0]) if "document_type" in form else None,
                "custom_fields": [{"field": int(k), "value": v} for k, v in fields.items()],
            })  # fmt: skip
            task |= {"status": "SUCCESS", "related_document": str(number),
                     "result": f"Success. New document id {number} created"}  # fmt: skip


class Layanan(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    keadaan: Keadaan

    def log_message(self, *args: object) -> None:
        """Requests are not printed."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {k: v[0] for k, v in parse_qs(parts.query).items()}
        if not self._masuk():
            return
        held = self.keadaan
        if m := re.fullmatch(r"/api/documents/(\d+)/(download/)?", parts.path):
            one = next((d for d in held.dokumen if d["id"] == int(m[1])), None)
            if one is None:
                self._jawab(404, {"detail": "Not found."})
            elif m[2]:
                self._kirim(200, held.isi[one["id"]], "application/pdf")
            else:
                self._jawab(200, one)
        elif parts.path == "/api/documents/":
            name = asked.get("original_filename__iexact", "").casefold()
            self._halaman([d for d in held.dokumen if d["original_file_name"].casefold() == name])
        elif parts.path == "/api/tasks/":
            self._jawab(200, [t for t in held.tugas if asked.get("task_id") in (None, t["task_id"])])
        elif (kind := parts.path.split("/")[2]) in SEBUTAN:
            name = asked.get("name__iexact", "").casefold()
            self._halaman([n for n in held.nama[kind] if n["name"].casefold() == name])
        else:
            self._jawab(404, {"detail": "Not found."})

    def do_POST(self) -> None:
        wanted = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(wanted)
        if len(body) < wanted:  # the sender broke off
            self.close_connection = True
            return
        path = urlsplit(self.path).path
        if path == "/api/token/":
            given = json.loads(body)
            good = given == {"username": PENGGUNA, "password": SANDI}
            self._jawab(
                200 if good else 400,
                {"token": TOKEN} if good else {"non_field_errors": ["Unable to log in."]},
            )
            return
        if not self._masuk():
            return
        if path == "/api/documents/post_document/":
            form, name, data = _formulir(self.headers["Content-Type"], body)
            task = {"task_id": str(uuid.uuid4()), "task_file_name": name, "status": "PENDING", "result": None,
                    "related_document": None}  # fmt: skip
            self.keadaan.tugas.append(task)
            threading.Thread(target=self.keadaan.olah, args=(task, form, name, data), daemon=True).start()
            self._jawab(200, task["task_id"])
        elif (kind := path.split("/")[2]) in SEBUTAN:
            row = {"id": len(self.keadaan.nama[kind]) + 1, **json.loads(body)}
            self.keadaan.nama[kind].append(row)
            self._jawab(201, row)

    def _masuk(self) -> bool:
        if self.headers.get("Authorization") == f"Token {TOKEN}":
            return True
        self._jawab(401, {"detail": "Invalid token."})
        return False

    def _halaman(self, rows: list[dict[str, Any]]) -> None:
        self._jawab(200, {"count": len(rows), "next": None, "previous": None, "results": rows})

    def _jawab(self, status: int, value: object) -> None:
        self._kirim(status, json.dumps(value).encode(), "application/json")

    def _kirim(self, status: int, data: bytes, media: str) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _formulir(media: str, body: bytes) -> tuple[dict[str, list[str]], str, bytes]:
    """The fields of a multipart form, the file's name and its bytes."""
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {media}\r\n\r\n".encode() + body)
    form: dict[str, list[str]] = {}
    name, data = "", b""
    for part in whole.iter_parts():  # type: ignore[attr-defined]
        content = part.get_payload(decode=True)
        if part.get_filename():
            name, data = part.get_filename(), content
        else:
            form.setdefault(part.get_param("name", header="content-disposition"), []).append(content.decode())
    return form, name, data


@contextmanager
def paperless() -> Iterator[Lawan]:
    """The service, running."""
    state = Keadaan()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Layanan", (Layanan,), {"keadaan": state}))
    running = Benang(server)
    address = f"http://127.0.0.1:{server.server_port}"

    def target(url: str):  # type: ignore[no-untyped-def]
        return tujuan(
            "paperless", alamat=url, pengguna=PENGGUNA, sandi_dari="env:SANDI_ARSIP", tipe="Notula", label=["arsip", "rapat"],
            korespondensi="Dinas Contoh", bidang=[{"nama": "Nomor", "isi": "nomor"}, {"nama": "SHA-256", "isi": "sidik"}],
            batas_waktu=30,
        )  # fmt: skip

    def held(of: str) -> dict[str, str]:
        return {
            f"{d['original_file_name']}#{d['id']}": sidik(state.isi[d["id"]])
            for d in state.dokumen
            if of in d["original_file_name"]
        }

    try:
        yield Lawan("paperless", Peladen(address, Path()), target, held, state)
    finally:
        running.henti()
