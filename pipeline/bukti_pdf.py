"""Evidence of revocation added to a signed PDF, as a layer that has one spelling only.

The layer that turns B-T into B-LT follows the signature, so no signature covers it
(ETSI EN 319 142-1 section 5.4). It is therefore written such that all its bytes follow from
the file before it and from the certificates, OCSP responses and CRLs it adds: whoever holds
those can write it again and compare. pyHanko's own layer holds random bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose

from pipeline.baca_pdf import Pembaca, nilai

KUNCI = {
    "/Certs": DecodePurpose.CERTIFICATE,
    "/OCSPs": DecodePurpose.OCSP_RESPONSE,
    "/CRLs": DecodePurpose.CRL,
}
"""The lists of a document security store (ISO 32000-2 section 12.8.4.3)."""

Bukti = Mapping[str, Iterable[bytes]]
"""DER values by the key of their list."""


def baca_bukti(reader: Pembaca) -> dict[str, dict[bytes, int]]:
    """The DER values of a file's store with their object numbers. Raises the reader's errors."""
    store = nilai(reader.root, "/DSS", {})
    found: dict[str, dict[bytes, int]] = {}
    for key, purpose in KUNCI.items():
        refs = [r for r in nilai(store, key, ()) if isinstance(r, generic.IndirectObject)]
        found[key] = {r.get_object().read_data(purpose): r.idnum for r in refs}
    return found


def tambah_bukti(data: bytes, bukti: Bukti) -> bytes:
    """The file with one layer more that holds what its store lacks; as it was where nothing is lacking.

    Raises ValueError for an encrypted file, and the reader's errors for a broken one.
    """
    reader = Pembaca(data)
    if reader.encrypted:
        raise ValueError("an encrypted file takes no evidence")
    held = baca_bukti(reader)
    added = {key: sorted(set(bukti.get(key, ())) - held[key].keys()) for key in KUNCI}
    if not any(added.values()):
        return data
    number = int(reader.trailer["/Size"])
    objects: dict[int, bytes] = {}
    lists: dict[str, list[int]] = {key: list(held[key].values()) for key in KUNCI}
    for key, values in added.items():
        for value in values:
            objects[number] = b"<</Length %d>>\nstream\n%s\nendstream" % (len(value), value)
            lists[key].append(number)
            number += 1
    store = reader.root.get("/DSS")
    place = store.idnum if isinstance(store, generic.IndirectObject) else number
    if place == number:
        catalog = {k: v for k, v in reader.root.items() if k != "/DSS"}
        root = reader.root_ref.idnum
        objects[root] = b"<<%s/DSS %d 0 R>>" % (_entries(catalog), place)
        number += 1
    arrays = (b"%s[%s]" % (k.encode(), b" ".join(b"%d 0 R" % n for n in v)) for k, v in lists.items() if v)
    objects[place] = b"<</Type/DSS%s>>" % b"".join(arrays)
    return _layer(reader, data, objects, number)


def _layer(reader: Pembaca, data: bytes, objects: Mapping[int, bytes], number: int) -> bytes:
    """The file with these objects after it, and the table that finds them."""
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    places: dict[int, int] = {}
    for n, body in sorted(objects.items()):
        places[n] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    first = reader.document_id[0]
    second = hashlib.sha256(bytes(out)).digest()[:16]
    trailer = b"/Root %s/ID[<%s><%s>]/Prev %d" % (
        _value(reader.trailer.raw_get("/Root")), first.hex().encode(), second.hex().encode(),
        reader.last_startxref or 0,
    )  # fmt: skip
    if "/Info" in reader.trailer:
        trailer += b"/Info %s" % _value(reader.trailer.raw_get("/Info"))
    if reader.has_xref_stream:
        places[number] = start
        rows = b"".join(b"\x01%s\0\0" % at.to_bytes(4, "big") for _, at in sorted(places.items()))
        index = b" ".join(b"%d 1" % n for n in sorted(places))
        out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Index[%s]%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            number, number + 1, index, trailer, len(rows), rows,
        )  # fmt: skip
    else:
        out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, at) for n, at in sorted(places.items()))
        out += b"trailer\n<</Size %d%s>>\n" % (number, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _entries(values: Mapping[Any, Any]) -> bytes:
    return b"".join(b"%s %s" % (_value(k), _value(v)) for k, v in values.items())


def _value(value: Any) -> bytes:
    """A PDF value in one spelling. Raises ValueError for what no catalogue holds directly."""
    match value:
        case generic.NameObject():
            text = value[1:].encode()
            return b"/" + b"".join(
                bytes([c]) if 48 <= c <= 57 or 65 <= c <= 90 or 97 <= c <= 122 else b"#%02x" % c for c in text
            )
        case generic.IndirectObject():
            return b"%d %d R" % (value.idnum, value.generation)
        case generic.TextStringObject() | generic.ByteStringObject():
            return b"<%s>" % value.original_bytes.hex().encode()
        case generic.BooleanObject():
            return b"true" if value.value else b"false"
        case generic.NullObject():
            return b"null"
        case Decimal() | int():
            return format(Decimal(value), "f").encode()
        case generic.StreamObject():
            raise ValueError("a stream is no direct value")
        case generic.DictionaryObject():
            return b"<<%s>>" % _entries(value)
        case generic.ArrayObject():
            return b"[%s]" % b" ".join(_value(v) for v in list.__iter__(value))
    raise ValueError(f"no value of a catalogue: {type(value).__name__}")
