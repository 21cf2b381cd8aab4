"""A signing service that holds a key and speaks the protocol of docs/penanda-jauh.md, over real HTTP."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from aiohttp import web
from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, SignerAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner

from pki import SANDI, Pki

Ubah = Callable[[dict[str, Any]], Any]
"""Changes an answer before it is sent, to play a service that lies."""


@contextmanager
def layanan_hidup(pki: Pki, label: str, ubah: Ubah = lambda answer: answer, potong: int = 0) -> Iterator[str]:
    """The address of a service with the key of a certificate, serving until the block ends.

    `potong` sends answers in parts of so many bytes, with a pause between them.
    """
    loop = asyncio.new_event_loop()
    ready = Event()
    found: list[str] = []

    async def start() -> web.AppRunner:
        app = web.Application()
        signer = _signer(pki, label)
        app.add_routes(
            [web.post("/v1/sertifikat", _answer(_certificates, signer, label, ubah, potong)),
             web.post("/v1/tandatangan", _answer(_sign, signer, label, ubah, potong))]
        )  # fmt: skip
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        found.append(f"http://{host}:{port}/v1")
        ready.set()
        return runner

    def serve() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def tanpa_atribut(pki: Pki, label: str, atribut: str, jawaban: dict[str, Any]) -> dict[str, Any]:
    """An answer whose CMS lacks a signed attribute, and is soundly signed over the others."""
    if "cms" not in jawaban:
        return jawaban
    made = cms.ContentInfo.load(base64.b64decode(jawaban["cms"]))
    info = made["content"]["signer_infos"][0]
    kept = cms.CMSAttributes([a for a in info["signed_attrs"] if a["type"].native != atribut])
    assert len(kept) == len(info["signed_attrs"]) - 1
    key = serialization.load_pem_private_key(pki.kunci(label).read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    info["signed_attrs"] = kept
    info["signature"] = key.sign(kept.untag().dump(), padding.PKCS1v15(), hashes.SHA256())
    return {"cms": base64.b64encode(made.dump(force=True)).decode()}


def _signer(pki: Pki, label: str) -> SimpleSigner:
    made = SimpleSigner.load_pkcs12(pki.pkcs12(label), passphrase=SANDI.encode())
    assert made is not None
    return made


def _answer(work: Any, signer: SimpleSigner, label: str, ubah: Ubah, potong: int) -> Any:
    async def handle(request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        if request.headers.get("Authorization") != f"Bearer {SANDI}":
            return web.json_response({"masalah": "sandi"}, status=403)
        if asked["kunci"] != label or asked["versi"] != 1:
            return web.json_response({"masalah": "kunci"}, status=404)
        answer = web.json_response(ubah(await work(signer, asked)))
        return await _parts(request, answer.body, potong) if potong else answer

    return handle


async def _parts(request: web.Request, body: Any, size: int) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for start in range(0, len(body), size):
        await answer.write(body[start : start + size])
        await asyncio.sleep(0.005)
    return answer


async def _certificates(signer: SimpleSigner, asked: dict[str, Any]) -> dict[str, Any]:
    chain = [signer.signing_cert, *(c for c in signer.cert_registry if c != signer.signing_cert)]
    return {"sertifikat": [base64.b64encode(c.dump()).decode() for c in chain]}


async def _sign(signer: SimpleSigner, asked: dict[str, Any]) -> dict[str, Any]:
    digest = base64.b64decode(asked["sidik"])
    role = cms.AttCertAttribute({"type": "2.5.4.12", "values": [core.UTF8String(asked["peran"])]})
    claimed = SignerAttrSpec(claimed_attrs=[role], certified_attrs=[])
    settings = PdfCMSSignedAttributes(cades_signed_attrs=CAdESSignedAttrSpec(signer_attributes=claimed))
    made: cms.ContentInfo = await signer.async_sign(
        digest, asked["algoritma"], use_pades=True, signed_attr_settings=settings
    )
    return {"cms": base64.b64encode(made.dump()).decode()}
