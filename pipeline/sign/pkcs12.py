"""Keys from PKCS#12 files (.p12, .pfx)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from asn1crypto import keys, x509
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers.pdf_cms import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pipeline.record.tanda_tangan import KunciPenanda
from pipeline.sign.salah import SignFault, wajib
from pipeline.sign.sandi import Sandi
from pipeline.workspace import masalah_os


@contextmanager
def buka_pkcs12(key: KunciPenanda, secret: Callable[[], Sandi], root: Path) -> Iterator[Signer]:
    """A signer with the key of a file. SignFault: no such file, not PKCS#12, wrong password, no key in it."""
    name = wajib(key, "berkas")
    data = _read(root / name, name)
    try:
        private, cert, others = pkcs12.load_key_and_certificates(data, secret().nilai.encode())
    except ValueError:
        raise SignFault(
            f"Sandi berkas kunci “{name}” salah.", f"The password of key file “{name}” is wrong."
        ) from None
    if private is None or cert is None:
        raise SignFault(
            f"Berkas kunci “{name}” tidak memuat kunci dan sertifikatnya.",
            f"Key file “{name}” does not hold a key and its certificate.",
        )
    der = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = [x509.Certificate.load(c.public_bytes(serialization.Encoding.DER)) for c in (cert, *others)]
    yield SimpleSigner(
        signing_cert=chain[0],
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore.from_certs(chain),
        embed_roots=False,
    )


def _read(file: Path, name: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as e:
        raise SignFault(
            f"Berkas kunci “{name}” tidak dapat dibaca: {masalah_os(e)}.",
            f"Key file “{name}” cannot be read: {masalah_os(e)}.",
        ) from None
    try:
        asn1_pkcs12.Pfx.load(data, strict=True).native["version"]
    except (ValueError, TypeError, KeyError):
        raise SignFault(
            f"“{name}” bukan berkas kunci PKCS#12 (.p12 atau .pfx).",
            f"“{name}” is not a PKCS#12 key file (.p12 or .pfx).",
        ) from None
    return data
