"""YAML file → typed value with places, and findings for what could not be understood.

Reading cannot fail: whatever the file holds, a value comes back. PyYAML composes the node
graph (C loader where present); every scalar stays the text it is in the file, so that YAML
1.1's octals, sexagesimals and yes/no never bite.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from pipeline.berkas import isi
from pipeline.findings import Finding, Place, Severity, maksud
from pipeline.places import Path, Places
from pipeline.read_nodes import UNPRINTABLE, Bomb, Construct
from pipeline.read_rules import T001, T002, Y001, Y003, Y004, Y005, Y006, Y007, Y008
from pipeline.record.base import BULAN
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record
from pipeline.sampah import tahap

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class Reading(Generic[M]):
    """A value, its places, the paths refused, and the findings of reading it."""

    value: M
    places: Places
    damaged: frozenset[Path]
    findings: tuple[Finding, ...]


_EXPECTED: dict[str, tuple[str, str, str]] = {
    "tanggal_bentuk": ("tanggal", "a date", "misalnya 2026-11-24 atau 24 November 2026"),
    "jam_bentuk": ("jam", "a time of day", "misalnya 09.00 (atau kata selesai untuk jam selesai)"),
    "bilangan_bentuk": ("bilangan bulat", "a whole number", "angka saja, misalnya 12"),
    "ukuran_bentuk": ("ukuran", "a decimal number", "angka, misalnya 12,5"),
    "ya_bentuk": ("ya atau tidak", "ya or tidak", "ya atau tidak"),
    "string_type": ("teks", "text", "satu teks saja, tanpa daftar di bawahnya"),
    "tuple_type": ("daftar", "a list", "daftar: satu butir per baris, diawali “- ”"),
    "model_type": ("daftar kunci: nilai", "key: value pairs", "kunci dan nilai yang diinden di bawahnya"),
    "model_attributes_type": ("daftar kunci: nilai", "key: value pairs", "kunci dan nilai yang diinden di bawahnya"),
}  # fmt: skip


@tahap
def read_record(
    file: File, shown: str | None = None, data: bytes | None = None, akar: File | None = None
) -> tuple[Record, tuple[Finding, ...]]:
    """The record in a file, and what is wrong with the file.

    `shown` is the path that findings print, `data` what stands for the file's content, `akar` the
    folder that the file may not leave by links. Raises OSError where the file cannot be opened.
    """
    data = isi(file, akar) if data is None else data
    reading = parse(data, Rapat, shown or str(file))
    record = Record(file, reading.value, reading.places, reading.damaged, data)
    return record, reading.findings


def read(file: File, model: type[M], shown: str | None = None) -> Reading[M]:
    """A file of any of our kinds (record, letterhead, profile) read as its model."""
    return parse(isi(file), model, shown or str(file))


def parse(data: bytes, model: type[M], shown: str) -> Reading[M]:
    """Bytes of YAML read as a model whose fields all have defaults."""
    if len(data) > MAX_BYTES:
        return _nothing(model, shown, "", Y005.at(Place(shown), ukuran=f"{len(data)} bita"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        column = e.start - (data.rfind(b"\n", 0, e.start) + 1) + 1
        problem = f"bita 0x{data[e.start]:02x}"
        return _nothing(model, shown, "", Y006.at(Place(shown, line, column), masalah=problem))
    if bad := UNPRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - (text.rfind("\n", 0, bad.start()) + 1) + 1
        problem = f"aksara U+{ord(bad[0]):04X}"
        return _nothing(model, shown, text, Y006.at(Place(shown, line, column), masalah=problem))
    try:
        node = _compose(text)
    except (yaml.YAMLError, RecursionError) as e:
        return _nothing(model, shown, text, _broken(e, shown, text))
    if node is None:
        return _nothing(model, shown, text, Y007.at(Place(shown)))
    if not isinstance(node, yaml.MappingNode):
        return _nothing(model, shown, text, Y007.at(Place(shown, 1, 1)))
    return _validate(node, model, shown, text)


def _compose(text: str) -> yaml.Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(io.StringIO(text))
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _broken(error: Exception, shown: str, text: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    last = text.count("\n")
    if line > last:  # the parser stands behind the end of the text
        line, column = last, len(text) - (text.rfind("\n") + 1)
    problem = getattr(error, "problem", None) or str(error)
    start = getattr(error, "context_mark", None)
    if start and "expected ':'" in problem:  # the key itself, not where the search for its colon ended
        line, column = start.line, start.column
    known = (words for pattern, words in _YAML_PROBLEMS if re.search(pattern, problem))
    return Y001.at(Place(shown, line + 1, column + 1), masalah=next(known, _LAIN))


_LAIN = "susunannya tidak dapat dipahami"
_YAML_PROBLEMS = (
    (r"mapping values are not allowed", "ada titik dua di tempat yang tidak semestinya (beri tanda petik pada teksnya)"),
    (r"could not find expected ':'", "sesudah kunci tidak ada titik dua yang diikuti spasi"),
    (r"alphabetic or numeric character", "teks yang berawalan * atau & harus diapit tanda petik"),
    (r"unexpected end of stream|while scanning a quoted", "tanda petik tidak ditutup"),
    (r"cannot start any token", "ada tab atau tanda yang tidak boleh mengawali nilai"),
    (r"did not find expected key|expected <block end>", "inden tidak lurus dengan baris di atasnya"),
    (r"did not find expected '-' indicator", "butir daftar tidak diawali “- ”"),
    (r"undefined alias|found undefined", "jangkar “*…” tidak pernah dibuat"),
    (r"expected ',' or|did not find expected ','", "kurung siku atau kurawal tidak ditutup"),
    (r"expected a single document|another document", "berkas memuat lebih dari satu dokumen (ada “---” kedua)"),
    (r"maximum recursion", "bersarang terlalu dalam"),
    (r"node content", "nilai atau penutup kurung tidak ada"),
    (r"duplicate anchor", "jangkar “&…” dibuat dua kali"),
    (r"block sequence entries are not allowed", "tanda “- ” berada di tempat yang salah"),
    (r"unknown escape|escape", "tanda garis miring terbalik di dalam tanda petik tidak dikenal"),
    (r"tag|directive", "tanda “!” atau “%” mengawali nilai (beri tanda petik)"),
)  # fmt: skip


def _nothing(model: type[M], shown: str, text: str, finding: Finding) -> Reading[M]:
    return Reading(model(), Places(shown, text), frozenset({()}), (finding,))


def _validate(node: yaml.MappingNode, model: type[M], shown: str, text: str) -> Reading[M]:
    refused: set[int] = set()
    findings: list[Finding] = []
    damaged: set[Path] = set()
    while True:
        made = Construct(shown, refused)
        try:
            data = made.build(node)
        except Bomb:
            return _nothing(model, shown, text, Y005.at(Place(shown, 1, 1), ukuran="jangkar berlipat"))
        places = Places(shown, text, made.values, made.keys)
        try:
            value = model.model_validate(data)
        except ValidationError as e:
            told: set[Path] = set()
            for error in e.errors(include_url=False):
                path = _known(error["loc"], made.nodes)
                if path in told:  # the other branches of a union
                    continue
                told.add(path)
                finding, refuse = _explain(error, path, model, places)
                findings.append(finding)
                if not isinstance(path[-1] if path else "", int):  # later items move up
                    damaged.add(path)
                refused.add(id(made.nodes[refuse]))
            continue
        findings.extend(made.findings)
        unique = {(f.code, f.place, tuple(f.values.items())): f for f in findings}
        return Reading(value, places, frozenset(damaged), tuple(unique.values()))


def _known(loc: tuple[int | str, ...], nodes: dict[Path, yaml.Node]) -> Path:
    """The longest path that stands in the file: pydantic adds branch names of unions."""
    path: Path = ()
    for part in loc:
        if (*path, part) in nodes:
            path = (*path, part)
    return path


def _explain(error: Any, path: Path, model: type[BaseModel], places: Places) -> tuple[Finding, Path]:
    """The finding for a pydantic error, and the path whose value to leave out."""
    kind, ctx = error["type"], error.get("ctx") or {}
    if kind == "extra_forbidden":
        key = str(path[-1])
        known = _keys(model, path[:-1])
        near = maksud(key, known)
        f = Y003.at(places.key(path), kunci=key, **near, kunci_sah=", ".join(known))
        return f, path
    if kind == "tanggal_mustahil":
        return T001.at(places.of(path), nilai=ctx["nilai"]), path
    if kind == "hari_salah":
        return T002.at(places.of(path), **ctx), path
    if kind == "tabel_lebar":
        row = (*path, "baris", ctx["baris"] - 1)
        return Y008.at(places.of(row), **ctx), path
    name = next((str(p) for p in reversed(path) if isinstance(p, str)), "berkas")
    shown = _shown(error.get("input"))
    if kind in ("literal_error", "enum"):
        allowed = ctx.get("expected", "").replace("'", "").replace(" or ", " atau ")
        values = dict(kunci=name, seharusnya=allowed, seharusnya_en=allowed, nilai=shown, contoh=allowed)
    else:
        what, what_en, sample = _EXPECTED.get(kind, ("nilai lain", "another value", "nilai yang sesuai"))
        if kind == "tanggal_bentuk" and (month := _bulan_baku(shown)):
            sample = f"nama bulan yang baku, “{month}”"
        values = dict(kunci=name, seharusnya=what, seharusnya_en=what_en, nilai=shown, contoh=sample)
    return Y004.at(places.of(path), Severity.GALAT, **values), path


def _bulan_baku(shown: str) -> str | None:
    """The month that a word of an unreadable date nearly is: `Nopember`, `Pebruari`, `Agst`."""
    for word in re.findall(r"[A-Za-z]{3,12}", shown):
        if near := process.extractOne(word.capitalize(), BULAN, score_cutoff=70):
            return str(near[0])
    return None


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "daftar kunci: nilai"
    if isinstance(value, list | tuple):
        if value and all(isinstance(v, str) for v in value):  # `[nama pejabat]` is a list to YAML
            return f"[{', '.join(value)}] (daftar; apit dengan tanda petik bila maksudnya teks)"[:120]
        return "sebuah daftar"
    if value is None:
        return "kosong"
    text = str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand at a path."""
    found = model
    for part in path:
        if isinstance(part, str) and part in found.model_fields:
            for inner in _models(found.model_fields[part].annotation):
                found = inner
    return list(found.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
