"""The small interface behind which keys lie, and the choice among the kinds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from pyhanko.sign.signers.pdf_cms import Signer

from pipeline.record.tanda_tangan import KunciPenanda
from pipeline.sign.jauh import buka_jauh
from pipeline.sign.pkcs11 import buka_pkcs11
from pipeline.sign.pkcs12 import buka_pkcs12
from pipeline.sign.salah import SignFault
from pipeline.sign.sandi import Sandi


class Sumber(Protocol):
    """Opens a key: a pyHanko signer for as long as the block lasts (a token session, a connection).

    `secret` is asked at most once, and only when the key is found. Raises SignFault.
    """

    def __call__(
        self, key: KunciPenanda, secret: Callable[[], Sandi], root: Path
    ) -> AbstractContextManager[Signer]: ...


SUMBER: dict[str, Sumber] = {"pkcs12": buka_pkcs12, "pkcs11": buka_pkcs11, "jauh": buka_jauh}


def buka(key: KunciPenanda, secret: Callable[[], Sandi], root: Path) -> AbstractContextManager[Signer]:
    """The signer of a key as the settings describe it; SignFault where they do not say its kind."""
    if key.sumber is None:
        raise SignFault(
            f"Kunci “{key.pejabat}” di inputs/tanda-tangan.yaml belum menyebut sumber: pkcs12, pkcs11, atau jauh.",
            f"Key “{key.pejabat}” in inputs/tanda-tangan.yaml names no sumber: pkcs12, pkcs11 or jauh.",
        )
    return SUMBER[key.sumber](key, secret, root)
