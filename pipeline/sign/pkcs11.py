"""Keys on tokens: smart cards, USB tokens, HSMs, through their PKCS#11 library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from pkcs11 import exceptions as p11
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers.pdf_cms import Signer

from pipeline.record.tanda_tangan import KunciPenanda
from pipeline.sign.salah import SignFault, wajib
from pipeline.sign.sandi import Sandi

_MASALAH: tuple[tuple[type[Exception], str, str], ...] = (
    (p11.PinLocked, "PIN terkunci karena terlalu sering salah; minta penerbit token membukanya",
     "the PIN is locked after too many wrong tries; ask the issuer of the token to unlock it"),
    (p11.PinIncorrect, "PIN salah", "the PIN is wrong"),
    (p11.PinInvalid, "PIN salah", "the PIN is wrong"),
    (p11.PinLenRange, "panjang PIN tidak sesuai", "the PIN has a wrong length"),
    (p11.PinExpired, "PIN sudah kedaluwarsa; ganti PIN lebih dahulu", "the PIN has expired; change it first"),
    (p11.TokenNotPresent, "token tidak terpasang", "no token is inserted"),
    (p11.NoSuchToken, "token tidak terpasang", "no token is inserted"),
    (p11.DeviceRemoved, "token dicabut sebelum selesai", "the token was removed too early"),
    (p11.UserNotLoggedIn, "token meminta PIN", "the token asks for a PIN"),
)  # fmt: skip


@contextmanager
def buka_pkcs11(key: KunciPenanda, secret: Callable[[], Sandi], root: Path) -> Iterator[Signer]:
    """A signer on a token, its session closed at the end. SignFault: library, token, PIN or label wrong."""
    module, label = wajib(key, "modul"), wajib(key, "label")
    criteria = TokenCriteria(label=key.token) if key.token else None
    shown = key.token or module
    path = root / module if (root / module).exists() else Path(module)
    try:
        pkcs11.lib(str(path))
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        raise SignFault(
            f"Pustaka token “{module}” tidak dapat dimuat; periksa modul di inputs/tanda-tangan.yaml.",
            f"The token library “{module}” cannot be loaded; check modul in inputs/tanda-tangan.yaml.",
        ) from None
    pin = secret().nilai
    try:
        session = open_pkcs11_session(str(path), token_criteria=criteria, user_pin=pin)
    except pkcs11.PKCS11Error as e:
        raise _refused(e, shown) from None
    try:
        signer = PKCS11Signer(session, cert_label=label, other_certs_to_pull=None, embed_roots=False)
        try:
            _ = signer.signing_cert, signer.cert_registry
        except (pkcs11.PKCS11Error, SigningError) as e:
            raise _refused(e, shown, label) from None
        yield signer
    except pkcs11.PKCS11Error as e:
        raise _refused(e, shown) from None
    finally:
        session.close()


def _refused(error: Exception, token: str, label: str = "") -> SignFault:
    for kind, indonesian, english in _MASALAH:
        if isinstance(error, kind):
            return SignFault(f"Token “{token}”: {indonesian}.", f"Token “{token}”: {english}.")
    if label:
        return SignFault(
            f"Token “{token}” tidak memuat tepat satu kunci dan sertifikat berlabel “{label}”.",
            f"Token “{token}” does not hold exactly one key and certificate labelled “{label}”.",
        )
    if type(error) is pkcs11.PKCS11Error:  # pyHanko's own: no token meets the criteria
        return SignFault(f"Token “{token}” tidak ditemukan.", f"Token “{token}” was not found.")
    return SignFault(
        f"Token “{token}” menolak: {type(error).__name__}.",
        f"Token “{token}” refused: {type(error).__name__}.",
    )
