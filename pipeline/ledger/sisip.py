"""A record's `nomor`, set or emptied in its text; layout and comments stay as they are."""

from __future__ import annotations

import io
import json
import re

import yaml

from pipeline.ledger.basis import Tolakan, sidik
from pipeline.read import parse
from pipeline.record.rapat import Rapat

_BOM = "\ufeff"
_SESUDAH = ("klasifikasi", "judul")
"""Keys behind whose line a new `nomor` goes, the first that stands there on one line."""


def dengan_nomor(data: bytes, nomor: str | None) -> bytes:
    """The record's file with this number, or with none.

    Raises Tolakan where that cannot be done without changing anything else.
    """
    whole = data.decode("utf-8", "surrogateescape")
    text = whole.removeprefix(_BOM)
    before = parse(data, Rapat, "")
    if before.value.nomor == nomor:
        return data
    root = _akar(text)
    pair = next(((k, v) for k, v in root.value if k.value == "nomor"), None) if root else None
    if root is None or (pair is None and nomor is None):
        raise _tak_bisa(nomor)
    made = _ganti(text, pair, nomor) if pair else _sisip(text, root, _kutip(nomor or ""))
    new = (whole[: len(whole) - len(text)] + made).encode("utf-8", "surrogateescape")
    after = parse(new, Rapat, "")
    same = before.value.model_copy(update={"nomor": nomor}) == after.value
    if not same or len(after.findings) != len(before.findings):
        raise _tak_bisa(nomor)
    return new


def sama_isi(data: bytes, nomor: str | None, tercatat: str) -> bool:
    """Whether a record's file has a recorded hash, now or once it bears its number (or none)."""
    if sidik(data) == tercatat:
        return True
    try:
        return sidik(dengan_nomor(data, nomor)) == tercatat
    except Tolakan:
        return False


def _akar(text: str) -> yaml.MappingNode | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(io.StringIO(text))
    try:
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError):
        return None
    finally:
        loader.dispose()
    return node if isinstance(node, yaml.MappingNode) and node.value else None


def _ganti(text: str, pair: tuple[yaml.Node, yaml.Node], nomor: str | None) -> str:
    """The text with another value behind the key that stands there."""
    key, value = pair
    start, end = value.start_mark.index, value.end_mark.index
    words = "" if nomor is None else _kutip(nomor)
    if end > start:
        return text[:start] + words + text[end:]
    colon = text.index(":", key.end_mark.index) + 1
    return f"{text[:colon]} {words}{text[colon:]}"


def _sisip(text: str, root: yaml.MappingNode, words: str) -> str:
    """The text with a new key: on a line of its own, or first in a record written in braces."""
    if root.flow_style:
        at = root.value[0][0].start_mark.index
        return f"{text[:at]}nomor: {words}, {text[at:]}"
    keys = {k.value: (k, v) for k, v in root.value if isinstance(k, yaml.ScalarNode)}
    pad = " " * root.value[0][0].start_mark.column
    for name in _SESUDAH:
        if name in keys and _satu_baris(text, *keys[name]):
            line = re.compile(r"[^\r\n]*(\r\n|\n|\r)").match(text, keys[name][1].end_mark.index)
            if line:
                return f"{text[: line.end()]}{pad}nomor: {words}{line[1]}{text[line.end() :]}"
    newline = found[0] if (found := re.search(r"\r\n|\n|\r", text)) else "\n"
    at = root.value[0][0].start_mark.index - len(pad)
    return f"{text[:at]}{pad}nomor: {words}{newline}{text[at:]}"


def _satu_baris(text: str, key: yaml.Node, value: yaml.Node) -> bool:
    inside = text[key.start_mark.index : value.end_mark.index]
    return isinstance(value, yaml.ScalarNode) and not re.search(r"[\r\n]", inside)


def _kutip(nomor: str) -> str:
    """The number between quotes: without them `400.2` is a number to other programs."""
    return json.dumps(nomor, ensure_ascii=False)


def _tak_bisa(nomor: str | None) -> Tolakan:
    if nomor is None:
        return Tolakan(
            "Nomor di rekaman tidak dapat dihapus dengan aman; hapus sendiri nilai “nomor” di berkas itu.",
            "The number cannot be taken out of the record safely; empty “nomor” in the file yourself.",
        )
    return Tolakan(
        f"Nomor tidak dapat ditulis ke rekaman dengan aman; tulis sendiri “nomor: {_kutip(nomor)}” di berkas itu.",
        f"The number cannot be written into the record safely; write “nomor: {_kutip(nomor)}” into it yourself.",
    )
