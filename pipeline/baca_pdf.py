"""Bytes of a PDF → a reader that takes hostile files, fast enough for tagged ones."""

from __future__ import annotations

import io
import zlib
from typing import Any

from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DecodePurpose, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader

MAKS_BITA = 64 * 1024 * 1024
"""What one stream may decode to."""

SALAH = (
    misc.PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError,
    RecursionError, zlib.error,
)  # fmt: skip
"""What a broken or hostile structure makes pyHanko and asn1crypto raise."""


class Pembaca(PdfFileReader):
    """pyHanko's strict reader that reads the table of an object stream once.

    pyHanko reads the whole table again for each object in it; a tagged page tree has thousands,
    so that comparing two revisions took 20 seconds instead of half of one.
    """

    def __init__(self, data: bytes) -> None:
        limits = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=MAKS_BITA))
        super().__init__(io.BytesIO(data), strict=True, decode_limits=limits)
        self._tables: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        if stmnum not in self._tables:
            self._tables[stmnum] = self._table(stmnum)
        data, table = self._tables[stmnum]
        if not 0 <= idx < len(table) or table[idx][0] != idnum:
            raise misc.PdfStrictReadError(f"object {idnum} is not in its object stream")
        stream = io.BytesIO(data)
        stream.seek(table[idx][1])
        found = generic.read_object(stream, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise misc.PdfStrictReadError("forbidden object in an object stream")
        return found

    def _table(self, stmnum: int) -> tuple[bytes, list[tuple[int, int]]]:
        """The data of an object stream, and number and place of each object in it."""
        stream = generic.Reference(stmnum, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or nilai(stream, "/Type") != "/ObjStm":
            raise misc.PdfStrictReadError(f"object {stmnum} is no object stream")
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        first, count = int(stream["/First"]), int(stream["/N"])
        numbers = [int(word) for word in data[:first].split()]
        if first < 0 or len(numbers) < 2 * count:
            raise misc.PdfStrictReadError(f"object stream {stmnum} has a broken table")
        pairs = zip(numbers[: 2 * count : 2], numbers[1 : 2 * count : 2], strict=True)
        return data, [(number, first + offset) for number, offset in pairs]


def nilai(entry: generic.DictionaryObject, key: str, default: Any = None) -> Any:
    """The value of a key with references followed, which `get` does not do."""
    try:
        return entry[key]
    except KeyError:
        return default
