"""New participants put into the text of a record; all that stands there stays as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from pipeline.impor.sumber import Ditolak
from pipeline.impor.tulis import skalar
from pipeline.read import parse
from pipeline.record.rapat import Peserta, Rapat


@dataclass(frozen=True)
class Sisipan:
    """The new text of a record, and the rows whose people stand there already."""

    teks: str
    ditambah: tuple[tuple[int, dict[str, str]], ...]
    sudah_ada: tuple[tuple[int, str], ...]


def sisipkan(text: str, people: Sequence[tuple[int, Mapping[str, str]]], nama: str) -> Sisipan:
    """The text of a record with people added to `peserta`.

    Raises Ditolak where the record cannot be read, or where adding would change more than `peserta`.
    """
    before = parse(text.encode(), Rapat, nama)
    if () in before.damaged:
        raise Ditolak(
            f"{nama} belum dapat dibaca; jalankan “notula check” dan betulkan dahulu.",
            f"{nama} cannot be read; run “notula check” first.",
        )
    known = list(before.value.peserta)
    added: list[tuple[int, dict[str, str]]] = []
    there: list[tuple[int, str]] = []
    for row, person in people:
        made = Peserta.model_validate(dict(person))
        if any(_sama(made, other) for other in known):
            there.append((row, made.nama or ""))
        else:
            known.append(made)
            added.append((row, dict(person)))
    if not added:
        return Sisipan(text, (), tuple(there))
    new = _tambah(text, [p for _, p in added], nama)
    after = parse(new.encode(), Rapat, nama)
    same = before.value.model_copy(update={"peserta": after.value.peserta}) == after.value
    if not same or after.value.peserta != tuple(known) or len(after.findings) != len(before.findings):
        raise _tak_bisa(nama)
    return Sisipan(new, tuple(added), tuple(there))


def _sama(a: Peserta, b: Peserta) -> bool:
    """Whether two entries are one person: the same NIP, or the same name unless both have a NIP."""
    nips = [re.sub(r"\D", "", p.nip or "") for p in (a, b)]
    if all(nips):
        return nips[0] == nips[1]
    names = [re.sub(r"[\W_]+", " ", p.nama or "").strip().casefold() for p in (a, b)]
    return bool(names[0]) and names[0] == names[1]


def _tak_bisa(nama: str) -> Ditolak:
    return Ditolak(
        f"Susunan “peserta” di {nama} tidak dapat ditambahi dengan aman; ubah menjadi daftar berbaris “- ” dahulu.",
        f"“peserta” in {nama} cannot be added to safely; make it a list of lines with “- ” first.",
    )


def _tambah(text: str, people: Sequence[Mapping[str, str]], nama: str) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    root = _akar(text)
    pair = next(((k, v) for k, v in root.value if k.value == "peserta"), None) if root else None
    if pair is None:
        glue = "" if text.endswith(("\n", "\r")) or not text else newline
        return text + glue + newline.join(["peserta:", *(f"  - {_baris(p)}" for p in people)]) + newline
    key, node = pair
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.SequenceNode) and node.value and node.flow_style:
        last = text.rindex("]", start, end)
        head = text[:last].rstrip()
        comma = "" if head.endswith(",") else ","
        return head + comma + " " + ", ".join(_baris(p) for p in people) + text[len(head) :]
    if isinstance(node, yaml.SequenceNode) and node.value:
        if text[start] not in "-":
            raise _tak_bisa(nama)
        pad = " " * node.start_mark.column
        at = _baris_akhir(text, len(text[: _ujung(node)].rstrip()))
        rows = newline.join(f"{pad}- {_baris(p)}" for p in people)
        lead = "" if at and text[at - 1] == "\n" else newline
        return text[:at] + lead + rows + newline + text[at:]
    if text[key.end_mark.index : key.end_mark.index + 1] != ":":
        raise _tak_bisa(nama)
    return _ganti_kosong(text, key.end_mark.index + 1, (start, end), people, newline)


def _ganti_kosong(
    text: str, colon: int, old: tuple[int, int], people: Sequence[Mapping[str, str]], newline: str
) -> str:
    """People below a key whose value is empty, `[]` or `null`; a comment behind it stays."""
    line_end = _baris_akhir(text, colon)
    line = text[colon:line_end]
    if old[1] > old[0]:
        if old[1] > line_end:
            line_end = _baris_akhir(text, old[1])
            line = text[colon:line_end]
        line = (text[colon : old[0]] + text[old[1] : line_end]).rstrip()
        line = f" {line.strip()}" if line.strip() else ""
    rows = newline.join(f"  - {_baris(p)}" for p in people)
    return text[:colon] + line.rstrip("\r\n") + newline + rows + newline + text[line_end:]


def _akar(text: str) -> yaml.MappingNode | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(io.StringIO(text))
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    return node if isinstance(node, yaml.MappingNode) else None


def _ujung(node: yaml.Node) -> int:
    """Where the last thing in a node ends; block collections end only at what follows them."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _ujung(node.value[-1])
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return max(_ujung(node.value[-1][1]), int(node.value[-1][0].end_mark.index) + 1)
    return int(node.end_mark.index)


def _baris_akhir(text: str, at: int) -> int:
    """Where the line of an offset ends, behind its line break."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _baris(person: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{k}: {skalar(v, sebaris=True)}" for k, v in person.items()) + "}"
