"""Passwords and PINs: asked for, read from a file or from the environment; never shown or logged."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.sign.salah import SignFault
from pipeline.workspace import masalah_os

Ask = Callable[[], str]
"""Asks the person at the terminal; raises SignFault where there is none."""


@dataclass(frozen=True)
class Sandi:
    """A secret that does not print itself."""

    nilai: str

    def __repr__(self) -> str:
        return "Sandi(…)"

    __str__ = __repr__


def ambil_sandi(sumber: str, root: Path, ask: Ask) -> Sandi:
    """The secret that `prompt`, `berkas:PATH` (below the workspace) or `env:NAME` gives; SignFault."""
    kind, _, rest = sumber.partition(":")
    match kind.strip().lower(), rest.strip():
        case "prompt", "":
            return Sandi(ask())
        case "env", name if name:
            if (value := os.environ.get(name)) is None:
                raise SignFault(
                    f"Peubah lingkungan {name} untuk sandi belum diisi.",
                    f"The environment variable {name} for the password is not set.",
                )
            return Sandi(value)
        case "berkas", path if path:
            try:
                text = (root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as e:
                why = masalah_os(e) if isinstance(e, OSError) else "isinya bukan teks"
                raise SignFault(
                    f"Berkas sandi “{path}” tidak dapat dibaca: {why}.",
                    f"The password file “{path}” cannot be read: {why}.",
                ) from None
            return Sandi(text.removesuffix("\n").removesuffix("\r"))
    raise SignFault(
        "Asal sandi (sandi_dari) tidak dikenal: tulis prompt, berkas:JALUR, atau env:NAMA.",
        "Unknown source of the password (sandi_dari): write prompt, berkas:PATH or env:NAME.",
    )
