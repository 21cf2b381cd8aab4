"""Secrets of targets: from the environment or the keyring, never from a file, never shown."""

from __future__ import annotations

import os

from pipeline.archive.barang import Gagal
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.sign.sandi import Sandi


def rahasia(one: TujuanArsip) -> Sandi:
    """The password or token of a target. Raises Gagal where it cannot be had."""
    kind, _, name = (one.sandi_dari or "").strip().partition(":")
    if kind == "env":
        if value := os.environ.get(name):
            return _satu_baris(one, value)
        raise Gagal(
            f"Peubah lingkungan {name} untuk tujuan “{one.nama}” belum diisi.",
            f"The environment variable {name} for target “{one.nama}” is not set.",
        )
    return _keyring(one, name)


def _keyring(one: TujuanArsip, name: str) -> Sandi:
    import keyring
    from keyring.errors import KeyringError

    service, _, user = name.partition("/")
    try:
        value = keyring.get_password(service, user or one.pengguna or "")
    except KeyringError as e:
        raise Gagal(
            f"Keyring untuk tujuan “{one.nama}” tidak dapat dibuka; buka kuncinya atau pakai env:NAMA.",
            f"The keyring for target “{one.nama}” cannot be opened; unlock it or use env:NAME.",
        ) from e
    if not value:
        raise Gagal(
            f"Keyring tidak memuat sandi “{service}” untuk tujuan “{one.nama}”.",
            f"The keyring has no password “{service}” for target “{one.nama}”.",
        )
    return _satu_baris(one, value)


def _satu_baris(one: TujuanArsip, value: str) -> Sandi:
    """The secret without the line's end that files and consoles add; no header can carry one within."""
    bare = value.rstrip("\r\n")
    if not bare.isprintable():
        raise Gagal(
            f"Sandi tujuan “{one.nama}” memuat ganti baris atau tanda yang tidak tercetak; isi ulang.",
            f"The password of target “{one.nama}” holds a line's end or a control character; set it again.",
        )
    return Sandi(bare)
