"""Remote signers: a digest goes out over HTTP, a CMS signature comes back (docs/penanda-jauh.md).

What comes back is not believed: it must sign this digest, with the certificate that the
service announced, in the form that PAdES asks for (ETSI EN 319 142-1 section 6.3).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.general import CMSExtractionError, find_unique_cms_attribute, simple_cms_attribute
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pipeline.record.tanda_tangan import KunciPenanda
from pipeline.sign.peran import menyebut
from pipeline.sign.salah import SignFault, wajib
from pipeline.sign.sandi import Sandi

VERSI = 1
"""Version of the protocol."""

BATAS_DETIK = 60
"""How long the service may take, in seconds: its signer may have to confirm on a telephone."""

_RESERVED = 8192
_MAX_BYTES = 1_000_000


@contextmanager
def buka_jauh(key: KunciPenanda, secret: Callable[[], Sandi], root: Path) -> Iterator[Signer]:
    """A signer behind a service. SignFault where the service cannot be reached, refuses or answers nonsense."""
    del root
    address = wajib(key, "alamat").rstrip("/")
    _private(address)
    service = Layanan(address, wajib(key, "label"), secret())
    yield PenandaJauh(service, service.sertifikat())


def _private(address: str) -> None:
    """Refuse to send a password where others can read it."""
    parts = urlsplit(address)
    near = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and near):
        raise SignFault(
            f"Alamat layanan tanda tangan {address} harus https, karena sandi dikirim ke sana.",
            f"The address of the signing service {address} must be https: the password is sent there.",
        )


class Layanan:
    """One key of a signing service, as HTTP and JSON."""

    def __init__(self, alamat: str, label: str, sandi: Sandi) -> None:
        self.alamat = alamat
        self.label = label
        self._sandi = sandi

    def sertifikat(self) -> list[x509.Certificate]:
        """The certificate of the key and those of its issuers."""
        answer = asyncio.run(self._ask("sertifikat", {}))
        try:
            made = [x509.Certificate.load(base64.b64decode(c, validate=True)) for c in answer["sertifikat"]]
            for c in made:
                _ = c.native
        except (KeyError, TypeError, ValueError, binascii.Error):
            raise self._nonsense() from None
        if not made:
            raise self._nonsense()
        return made

    async def tandatangani(self, digest: bytes, algorithm: str, reason: dict[str, str]) -> cms.ContentInfo:
        """The CMS signature over a digest."""
        answer = await self._ask(
            "tandatangan", {"algoritma": algorithm, "sidik": base64.b64encode(digest).decode(), **reason}
        )
        try:
            made = cms.ContentInfo.load(base64.b64decode(answer["cms"], validate=True), strict=True)
            if made["content_type"].native != "signed_data":
                raise ValueError("no SignedData")
            _ = made.native, made["content"]["signer_infos"][0]["signature"].native
        except (KeyError, TypeError, ValueError, IndexError, binascii.Error):
            raise self._nonsense() from None
        return made

    async def _ask(self, what: str, values: dict[str, str]) -> Any:
        body = {"versi": VERSI, "kunci": self.label, **values}
        timeout = aiohttp.ClientTimeout(total=BATAS_DETIK)
        headers = {"Authorization": f"Bearer {self._sandi.nilai}"}
        try:
            async with aiohttp.ClientSession(timeout=timeout) as session:
                async with session.post(
                    f"{self.alamat}/{what}", json=body, headers=headers, allow_redirects=False
                ) as answer:
                    status = answer.status
                    data = b""
                    async for part in answer.content.iter_any():  # a reply comes in as many parts as it likes
                        data += part
                        if len(data) > _MAX_BYTES:
                            raise self._nonsense()
        except (aiohttp.ClientError, OSError, ValueError) as e:
            raise SignFault(
                f"Layanan tanda tangan {self.alamat} tidak dapat dihubungi ({type(e).__name__}).",
                f"The signing service {self.alamat} cannot be reached ({type(e).__name__}).",
            ) from None
        if status in (401, 403):
            raise SignFault(
                f"Layanan tanda tangan {self.alamat} menolak sandi untuk kunci “{self.label}”.",
                f"The signing service {self.alamat} refuses the password for key “{self.label}”.",
            )
        if status != 200:
            raise SignFault(
                f"Layanan tanda tangan {self.alamat} menolak permintaan (HTTP {status}).",
                f"The signing service {self.alamat} refuses the request (HTTP {status}).",
            )
        try:
            return json.loads(data)
        except ValueError:
            raise self._nonsense() from None

    def _nonsense(self) -> SignFault:
        return SignFault(
            f"Jawaban layanan tanda tangan {self.alamat} tidak dapat dipakai.",
            f"The answer of the signing service {self.alamat} cannot be used.",
        )


class PenandaJauh(Signer):
    """A pyHanko signer whose CMS comes from a service; a timestamp is added here."""

    def __init__(self, layanan: Layanan, chain: list[x509.Certificate]) -> None:
        super().__init__(
            signing_cert=chain[0], cert_registry=SimpleCertificateStore.from_certs(chain), embed_roots=False
        )
        self.layanan = layanan
        self.keterangan: dict[str, str] = {}

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Bytes as many as a signature may have, for the estimate of size only."""
        del data, digest_algorithm
        assert dry_run
        return bytes(_RESERVED)

    async def async_sign(
        self, data_digest: bytes, digest_algorithm: str, dry_run: bool = False, use_pades: bool = False,
        timestamper: TimeStamper | None = None, signed_attr_settings: Any = None, is_pdf_sig: bool = True,
        encap_content_info: Any = None,
    ) -> cms.ContentInfo:  # fmt: skip
        """The service's CMS for a document digest, with the timestamp of this side."""
        if dry_run:
            return await super().async_sign(
                data_digest, digest_algorithm, True, use_pades, timestamper, signed_attr_settings,
                is_pdf_sig, encap_content_info,
            )  # fmt: skip
        made = await self.layanan.tandatangani(data_digest, digest_algorithm, self.keterangan)
        self._examine(made, data_digest, digest_algorithm)
        self._complete(made["content"])
        if timestamper is not None:
            await _stamp(made["content"]["signer_infos"][0], digest_algorithm, timestamper)
        return made

    def _examine(self, made: cms.ContentInfo, digest: bytes, algorithm: str) -> None:
        signed: cms.SignedData = made["content"]
        info: cms.SignerInfo = signed["signer_infos"][0]
        cert = self.signing_cert
        assert cert is not None
        try:
            intact, valid = validate_sig_integrity(info, cert, "data", digest)
            whose = find_unique_cms_attribute(info["signed_attrs"], "signing_certificate_v2")
            hashed = whose["certs"][0]["cert_hash"].native
        except (
            SignatureValidationError,
            CMSExtractionError,
            InvalidSignature,
            ValueError,
            KeyError,
            IndexError,
        ):
            raise self.layanan._nonsense() from None
        right_digest = info["digest_algorithm"]["algorithm"].native == algorithm
        if not (intact and valid and right_digest and hashed == cert.sha256):
            raise SignFault(
                f"Tanda tangan dari {self.layanan.alamat} tidak cocok dengan naskah atau sertifikatnya.",
                f"The signature from {self.layanan.alamat} fits neither the document nor its certificate.",
            )

    def _complete(self, signed: cms.SignedData) -> None:
        """Refuse what would leave a signature that nobody can verify, or that says less or more than was asked."""
        cert, info = self.signing_cert, signed["signer_infos"][0]
        assert cert is not None
        inside = [c.chosen.dump() for c in signed["certificates"]]
        alone = len(signed["signer_infos"]) == 1 and not info["unsigned_attrs"]
        detached = signed["encap_content_info"]["content"].native is None
        if not (alone and detached and cert.dump() in inside):
            raise self.layanan._nonsense()
        if not menyebut(info, self.keterangan["peran"]):
            raise SignFault(
                f"Tanda tangan dari {self.layanan.alamat} tidak menyebut peran “{self.keterangan['peran']}”.",
                f"The signature from {self.layanan.alamat} does not name the role “{self.keterangan['peran']}”.",
            )


async def _stamp(info: cms.SignerInfo, algorithm: str, timestamper: TimeStamper) -> None:
    """Add a timestamp over the signature value (signature-time-stamp-token, RFC 3161 appendix A)."""
    digest = hashlib.new(algorithm, info["signature"].native).digest()
    token = await timestamper.async_timestamp(digest, algorithm)
    info["unsigned_attrs"] = cms.CMSAttributes([simple_cms_attribute("signature_time_stamp_token", token)])
