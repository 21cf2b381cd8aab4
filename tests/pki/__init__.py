"""A real public key infrastructure on the loopback: issuers, OCSP, CRLs and timestamps over HTTP.

Keys and certificates are made anew for every run, so nothing secret lies in the repository
and no certificate of a test ever expires.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from string import Template
from threading import Thread

import yaml
from asn1crypto import pem, x509
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

SANDI = "rahasia-uji-8d1f"
"""The password of every PKCS#12 file; tests search outputs for it."""

_CONFIG = Path(__file__).parent / "certomancer.yaml"


@dataclass(frozen=True)
class Pki:
    """The running authority: its certificates and the addresses of its services."""

    folder: Path
    alamat: str
    arch: PKIArchitecture

    @property
    def tsa(self) -> str:
        """The address of the timestamp authority."""
        return f"{self.alamat}/uji/tsa/tsa"

    def sertifikat(self, label: str) -> x509.Certificate:
        """A certificate: akar, antara, tsa, notulis, ketua, kadis, ralat, lain, kedaluwarsa, dicabut.

        Of the notulis also cap (digital signature only) and sandi (encipherment only); kunci-notulis
        has the name of the ketua and the key of the notulis.
        """
        return self.arch.get_cert(CertLabel(label))

    @cached_property
    def akar(self) -> Path:
        """The trust root as a PEM file."""
        return self._pem("akar", ["akar"])

    def rantai(self, label: str) -> Path:
        """The certificate and its issuer in one PEM file."""
        return self._pem(f"rantai-{label}", [label, "antara"])

    def kunci(self, label: str) -> Path:
        """The private key of a certificate as unencrypted PKCS#8 PEM."""
        spec = self.arch.get_cert_spec(CertLabel(label))
        return self.folder / "kunci" / f"{spec.subject_key}.pem"

    def pkcs12(self, label: str, sandi: str = SANDI) -> Path:
        """A PKCS#12 file with key, certificate and issuer."""
        file = self.folder / f"{label}.p12"
        data = self.arch.package_pkcs12(
            CertLabel(label), certs_to_embed=[CertLabel("antara")], password=sandi.encode()
        )
        file.write_bytes(data)
        return file

    def _pem(self, name: str, labels: Sequence[str]) -> Path:
        file = self.folder / f"{name}.pem"
        file.write_bytes(b"".join(pem.armor("CERTIFICATE", self.sertifikat(c).dump()) for c in labels))
        return file


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Requests are not printed."""


@contextmanager
def pki_hidup(folder: Path) -> Iterator[Pki]:
    """The authority with keys made in a folder, serving until the block ends."""
    late = _Late()
    server: BaseWSGIServer = make_server("127.0.0.1", 0, late, threaded=True, request_handler=_Silent)
    address = f"http://127.0.0.1:{server.server_port}"
    arch = _architecture(folder, address)
    late.app = Animator(AnimatorArchStore({ArchLabel("uji"): arch}), with_web_ui=False)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Pki(folder, address, arch)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Late:
    """A WSGI application set after its server has a port, which the certificates must name."""

    app: Animator

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        return self.app(environ, start_response)


def _architecture(folder: Path, address: str) -> PKIArchitecture:
    now = datetime.now(UTC).replace(microsecond=0)
    days = {"lama": -30, "kemarin": -1, "dekat": 365, "jauh": 3650}
    values = {name: (now + timedelta(days=n)).isoformat() for name, n in days.items()}
    config = yaml.safe_load(Template(_CONFIG.read_text(encoding="utf-8")).substitute(values, alamat=address))
    keys = folder / "kunci"
    keys.mkdir(parents=True, exist_ok=True)
    for name in config["keysets"]["uji"]["keys"]:
        _key(keys / f"{name}.pem")
    return CertomancerConfig(config, key_search_dir=str(folder)).get_pki_arch(ArchLabel("uji"))


def _key(file: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
