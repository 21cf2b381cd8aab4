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

from pipeline.findings import Example, Finding, Place, Severity, rule
from pipeline.places import Extent, Path, Places
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 20_000_000
MAX_NODES = 500_000
MAX_DEPTH = 60
"""Bounds of a record after aliases are followed: a bomb stops here, a 10,000-name list does not."""

Y001 = rule(
    "Y001", "yaml-rusak",
    id="Berkas ini bukan YAML yang benar: {masalah}.",
    en="This file is not valid YAML: {masalah}.",
    hint_id="Periksa baris itu: inden dengan spasi yang sama, tanda petik yang berpasangan, dan spasi sesudah titik dua.",
    hint_en="Look at that line: equal indentation, paired quotes, a space after each colon.",
    why="Tanpa YAML yang benar tidak ada yang dapat dibaca.",
    source="YAML 1.1",
    example=Example("status: draf\njudul: Rapat Contoh\n", "status: draf\njudul: \"Rapat Contoh\n", "berkas"),
)  # fmt: skip
Y002 = rule(
    "Y002", "kunci-ganda",
    id="Kunci “{kunci}” ditulis dua kali; yang pertama di baris {baris}.",
    en="Key “{kunci}” is written twice; first on line {baris}.",
    hint_id="Hapus salah satunya, atau gabungkan isinya.",
    hint_en="Delete one of them, or join their contents.",
    why="YAML diam-diam memakai yang terakhir, sehingga isi yang pertama hilang.",
    source="YAML 1.1 §3.2.1.3",
    example=Example("status: draf\njudul: Rapat Contoh\n", "status: draf\njudul: Rapat A\njudul: Rapat B\n", "berkas"),
)  # fmt: skip
Y003 = rule(
    "Y003", "kunci-asing",
    id="Kunci “{kunci}” tidak dikenal di sini.{maksud}",
    en="Key “{kunci}” is not known here.{maksud_en}",
    hint_id="Pakai salah satu kunci: {kunci_sah}.",
    hint_en="Use one of: {kunci_sah}.",
    why="Kunci yang salah eja membuat isinya tidak pernah tercetak.",
    source="Skema rekaman Notula",
    example=Example("status: draf\ntempat: Aula\n", "status: draf\ntempatt: Aula\n", "berkas"),
)  # fmt: skip
Y004 = rule(
    "Y004", "jenis-nilai",
    id="Nilai “{kunci}” seharusnya {seharusnya}, tetapi tertulis {nilai}.",
    en="Value of “{kunci}” should be {seharusnya_en}, but is {nilai}.",
    hint_id="Tulis {contoh}.",
    hint_en="Write {contoh}.",
    why="Nilai yang tidak dapat dibaca dianggap kosong.",
    source="Skema rekaman Notula",
    example=Example("status: draf\nmoda: luring\n", "status: draf\nmoda: lurring\n", "berkas"),
)  # fmt: skip
Y005 = rule(
    "Y005", "terlalu-besar",
    id="Berkas ini terlalu besar atau bersarang terlalu dalam ({ukuran}).",
    en="This file is too large or nested too deeply ({ukuran}).",
    hint_id="Pecah rekaman, dan kurangi pemakaian jangkar (&, *) yang berulang.",
    hint_en="Split the record, and reduce repeated anchors (&, *).",
    why="Jangkar yang berlipat ganda dapat menghabiskan memori.",
    source="Batas Notula",
    example=Example("status: draf\n", "status: draf\nacara: " + "[" * 70 + "]" * 70 + "\n", "berkas"),
)  # fmt: skip
Y006 = rule(
    "Y006", "aksara-berkas",
    id="Berkas ini tidak dapat dibaca sebagai teks UTF-8: {masalah}.",
    en="This file cannot be read as UTF-8 text: {masalah}.",
    hint_id="Simpan ulang berkas dengan pengodean UTF-8.",
    hint_en="Save the file again as UTF-8.",
    why="Pengodean lain merusak huruf di luar ASCII.",
    source="YAML 1.1 §5.1",
    example=Example("status: draf\n", "status: draf\njudul: \"\x07\"\n".replace("\\x07", "\x07"), "berkas"),
)  # fmt: skip
Y007 = rule(
    "Y007", "bukan-rekaman",
    id="Isi berkas ini bukan daftar “kunci: nilai”.",
    en="This file does not hold “key: value” pairs.",
    hint_id="Mulailah dengan baris seperti “status: draf”, atau buat rekaman baru dengan “notula new”.",
    hint_en="Start with a line such as “status: draf”, or make a new record with “notula new”.",
    why="Rekaman rapat adalah daftar kunci dan nilai.",
    source="Skema rekaman Notula",
    example=Example("status: draf\n", "- satu\n- dua\n", "berkas"),
)  # fmt: skip
T001 = rule(
    "T001", "tanggal-mustahil",
    id="Tanggal “{nilai}” tidak ada dalam kalender.",
    en="There is no such day as “{nilai}”.",
    hint_id="Periksa hari, bulan, dan tahunnya.",
    hint_en="Check day, month and year.",
    why="Tanggal yang mustahil adalah salah ketik.",
    source="Kalender Gregorius",
    example=Example("tanggal: 2026-11-24\n", "tanggal: 2026-11-31\n"),
)  # fmt: skip
T002 = rule(
    "T002", "hari-salah",
    id="“{nilai}”: tanggal itu jatuh pada hari {benar}, bukan {hari}.",
    en="“{nilai}”: that day is a {benar}, not {hari}.",
    hint_id="Betulkan harinya menjadi {benar}, atau tanggalnya.",
    hint_en="Correct the weekday to {benar}, or the date.",
    why="Hari dan tanggal yang bertentangan membuat naskah tidak sah.",
    source="domain.md §6",
    example=Example("tanggal: Selasa, 24 November 2026\n", "tanggal: Rabu, 24 November 2026\n"),
)  # fmt: skip
Y008 = rule(
    "Y008", "lebar-tabel",
    id="Baris {baris} tabel ini berisi {ada} sel, padahal kolomnya {kolom}.",
    en="Row {baris} of this table has {ada} cells, but there are {kolom} columns.",
    hint_id="Samakan jumlah sel setiap baris dengan jumlah kolom; sel kosong ditulis “–”.",
    hint_en="Give each row as many cells as there are columns; write “–” for an empty cell.",
    why="Tabel yang tidak persegi tidak dapat dicetak dengan benar.",
    source="Skema rekaman Notula",
    example=Example(
        "pembahasan:\n  - judul: A\n    isi:\n      - tabel: {kolom: [a, b], baris: [[x, y]]}\n",
        "pembahasan:\n  - judul: A\n    isi:\n      - tabel: {kolom: [a, b], baris: [[x]]}\n",
    ),
)  # fmt: skip


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


def read_record(file: File, shown: str | None = None) -> tuple[Record, tuple[Finding, ...]]:
    """The record in a file, and what is wrong with the file.

    `shown` is the path that findings print. Raises OSError where the file cannot be opened.
    """
    reading = read(file, Rapat, shown)
    record = Record(file, reading.value, reading.places, reading.damaged)
    return record, reading.findings


def read(file: File, model: type[M], shown: str | None = None) -> Reading[M]:
    """A file of any of our kinds (record, letterhead, profile) read as its model."""
    return parse(file.read_bytes(), model, shown or str(file))


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
    if bad := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - (text.rfind("\n", 0, bad.start()) + 1) + 1
        problem = f"aksara U+{ord(bad[0]):04X}"
        return _nothing(model, shown, text, Y006.at(Place(shown, line, column), masalah=problem))
    try:
        node = _compose(text)
    except (yaml.YAMLError, RecursionError) as e:
        return _nothing(model, shown, text, _broken(e, shown, text))
    if node is None:
        return Reading(model(), Places(shown, text), frozenset(), ())
    if not isinstance(node, yaml.MappingNode):
        return _nothing(model, shown, text, Y007.at(Place(shown, 1, 1)))
    return _validate(node, model, shown, text)


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither YAML nor the XML of a Word file may hold (YAML lets it in as an escape)."""


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
    known = (words for pattern, words in _YAML_PROBLEMS if re.search(pattern, problem))
    return Y001.at(Place(shown, line + 1, column + 1), masalah=next(known, _LAIN))


_LAIN = "susunannya tidak dapat dipahami"
_YAML_PROBLEMS = (
    (r"mapping values are not allowed", "ada titik dua di tempat yang tidak semestinya (beri tanda petik pada teksnya)"),
    (r"could not find expected ':'", "tidak ada titik dua sesudah kunci"),
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


_MERGE = "tag:yaml.org,2002:merge"


class _Bomb(Exception):
    """The node graph is larger or deeper than a record may be."""


class _Construct:
    """Node graph → plain data (scalars as text), with places; nodes in `refused` are left out."""

    def __init__(self, shown: str, refused: set[int]) -> None:
        self.shown = shown
        self.refused = refused
        self.values: dict[Path, Extent] = {}
        self.keys: dict[Path, Extent] = {}
        self.nodes: dict[Path, yaml.Node] = {}
        self.findings: list[Finding] = []
        self.count = 0

    def build(self, node: yaml.Node, path: Path = ()) -> Any:
        self.count += 1
        if self.count > MAX_NODES or len(path) > MAX_DEPTH:
            raise _Bomb
        self.values[path] = _extent(node)
        self.nodes[path] = node
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            kept = [n for n in node.value if id(n) not in self.refused]
            return [self.build(n, (*path, i)) for i, n in enumerate(kept)]
        if node.tag == "tag:yaml.org,2002:null":
            return None
        if bad := _UNPRINTABLE.search(node.value):
            place = Place(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)
            self.findings.append(Y006.at(place, masalah=f"aksara U+{ord(bad[0]):04X}"))
            return _UNPRINTABLE.sub("", node.value)
        return node.value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        own = [(k, v) for k, v in node.value if k.tag != _MERGE]
        have = {k.value for k, _ in own if isinstance(k, yaml.ScalarNode)}
        merged = [(k, v) for k, v in self._merged(node) if k.value not in have]
        for key_node, value_node in [*own, *merged]:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            place = Place(self.shown, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            at = (*path, key)
            if at in self.keys:
                first = self.keys[at].line + 1
                self.findings.append(Y002.at(place, kunci=key, baris=first))
                continue
            self.keys[at] = _extent(key_node)
            if id(value_node) in self.refused:
                self.values[at] = _extent(value_node)
                continue
            value = self.build(value_node, at)
            if value is not None:
                data[key] = value
        return data

    def _merged(self, node: yaml.MappingNode, depth: int = 0) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        """What `<<: *anchor` brings in; of equal keys the first counts (YAML merge key)."""
        sources: list[yaml.Node] = []
        for key, value in node.value:
            if key.tag == _MERGE:
                sources += value.value if isinstance(value, yaml.SequenceNode) else [value]
        found: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        for source in sources:
            self.count += 1
            if depth > MAX_DEPTH or self.count > MAX_NODES:  # a circle of merges, or a bomb of them
                raise _Bomb
            if not isinstance(source, yaml.MappingNode):
                continue
            for key, value in [*source.value, *self._merged(source, depth + 1)]:
                if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
                    found.setdefault(key.value, (key, value))
        return list(found.values())


def _extent(node: yaml.Node) -> Extent:
    start, end = node.start_mark, node.end_mark
    return Extent(start.index, end.index, start.line, start.column)


def _validate(node: yaml.MappingNode, model: type[M], shown: str, text: str) -> Reading[M]:
    refused: set[int] = set()
    findings: list[Finding] = []
    damaged: set[Path] = set()
    while True:
        made = _Construct(shown, refused)
        try:
            data = made.build(node)
        except _Bomb:
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
        close = process.extractOne(key, known, score_cutoff=60)
        maksud = f" Maksud Anda “{close[0]}”?" if close else ""
        maksud_en = f" Did you mean “{close[0]}”?" if close else ""
        f = Y003.at(
            places.key(path), kunci=key, maksud=maksud, maksud_en=maksud_en, kunci_sah=", ".join(known)
        )
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
        values = dict(kunci=name, seharusnya=what, seharusnya_en=what_en, nilai=shown, contoh=sample)
    return Y004.at(places.of(path), Severity.GALAT, **values), path


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "daftar kunci: nilai"
    if isinstance(value, list | tuple):
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
