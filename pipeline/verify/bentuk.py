"""The skeletons of containers and evidence: which parts in which order, and no others.

ASN.1 readers pass over parts that they do not know, so that a changed tag makes a timestamp
or a certificate vanish without a word. What no signature covers is therefore held to its
syntax, part by part (RFC 5652, RFC 3161, RFC 5280, RFC 6960).
"""

from __future__ import annotations

import re

from pipeline.verify.der import BukanDer, Simpul, anak, pangkal, panjang_der

_ALGORITMA = rb"\x06[\x05\x30]?"
_SERTIFIKAT = rb"\x30\x30\x03"


def bentuk_wadah(data: bytes) -> None:
    """Raise BukanDer where a CMS SignedData in strict DER has other parts than it must."""
    _wadah(data, _urutan(data))


def bentuk_sertifikat(data: bytes) -> None:
    """Raise BukanDer where the bytes are not one certificate, or one revocation list, in strict DER."""
    _utuh(data)
    _bertanda_tangan(data, _urutan(data))


def bentuk_ocsp(data: bytes) -> None:
    """Raise BukanDer where the bytes are not one basic OCSP response in strict DER."""
    _utuh(data)
    _, wrapped = _bagian(data, _urutan(data), rb"\x0a\xa0")
    (content,) = _bagian(data, wrapped, rb"\x30")
    _, octets = _bagian(data, content, rb"\x06\x04")
    inner = data[octets.awal : octets.akhir]
    _utuh(inner)
    parts = _bagian(inner, _urutan(inner), _SERTIFIKAT + rb"\xa0?")
    _bagian(inner, parts[1], _ALGORITMA)
    for wrapper in parts[3:]:
        (listed,) = _bagian(inner, wrapper, rb"\x30")
        for cert in _bagian(inner, listed, rb"\x30*"):
            _bertanda_tangan(inner, cert)


def _urutan(data: bytes) -> Simpul:
    found = pangkal(data)
    if found.tanda != 0x30:
        raise BukanDer("no sequence")
    return found


def _utuh(data: bytes) -> None:
    if panjang_der(data) != len(data):
        raise BukanDer("more than one value")


def _wadah(data: bytes, info: Simpul) -> None:
    _, wrapped = _bagian(data, info, rb"\x06\xa0")
    (signed,) = _bagian(data, wrapped, rb"\x30")
    parts = _bagian(data, signed, rb"\x02\x31\x30\xa0?\xa1?\x31")
    for algorithm in _bagian(data, parts[1], rb"\x30*"):
        _bagian(data, algorithm, _ALGORITMA)
    for content in _bagian(data, parts[2], rb"\x06\xa0?")[1:]:
        _bagian(data, content, rb"\x04")
    for part in parts[3:-1]:
        if part.tanda == 0xA0:
            for cert in _bagian(data, part, rb"\x30*"):
                _bertanda_tangan(data, cert)
    (signer,) = _bagian(data, parts[-1], rb"\x30")
    _penanda(data, signer)


def _penanda(data: bytes, signer: Simpul) -> None:
    parts = _bagian(data, signer, rb"\x02[\x30\x80]\x30\xa0\x30\x04\xa1?")
    if parts[1].tanda == 0x30:
        _bagian(data, parts[1], rb"\x30\x02")
    _bagian(data, parts[2], _ALGORITMA)
    _bagian(data, parts[4], _ALGORITMA)
    for unsigned in parts[6:]:
        for attribute in _bagian(data, unsigned, rb"\x30+"):
            _, values = _bagian(data, attribute, rb"\x06\x31")
            for value in _bagian(data, values, rb"\x30*"):
                _wadah(data, value)


def _bertanda_tangan(data: bytes, item: Simpul) -> None:
    """What is signed, the algorithm, the signature: a certificate or a list."""
    _, algorithm, _ = _bagian(data, item, _SERTIFIKAT)
    _bagian(data, algorithm, _ALGORITMA)


def _bagian(data: bytes, item: Simpul, pattern: bytes) -> list[Simpul]:
    """The parts of a value, whose tags in a row must be those of a pattern."""
    parts = anak(data, item)
    if not re.fullmatch(pattern, bytes(p.tanda for p in parts), re.S):
        raise BukanDer("unknown parts")
    return parts
