"""Templates held against the Naskah: what they ask for in vain, and what they forget to print."""

from __future__ import annotations

import io
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import nodes
from pydantic import BaseModel

from pipeline.berkas import isi, periksa_paket, tanpa_alamat_luar
from pipeline.findings import Finding, Place, in_order, maksud
from pipeline.naskah import TIDAK_DICETAK, Kop, LaporanIsi, Metadata, NotulaIsi
from pipeline.record.profil import Profil
from pipeline.render.docx_templat import MAKS_TEMPLAT, tanda_kurung
from pipeline.render.docx_templat import environment as word_environment
from pipeline.render.faults import C001, C002, C003, C004, fault
from pipeline.render.pdf import environment as html_environment

ISI: dict[str, type[Any]] = {"notula": NotulaIsi, "laporan": LaporanIsi}

_WAJIB_RINCI = ("kop.pemerintah", "kop.nama", "kop.alamat", "kop.lambang")
_TANDA_TANGAN = ("atas", "nama", "pangkat", "nip")
_UMUM = frozenset({"range", "dict", "lipsum", "cycler", "joiner", "namespace", "loop", "self", "caller"})


@dataclass
class _Seen:
    """What one template and those it includes refer to."""

    findings: list[Finding] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


def check_templates(templates: Path) -> list[Finding]:
    """All faults of all templates below `templates/docx` and `templates/html`."""
    found: list[Finding] = []
    files = [*sorted((templates / "docx").glob("*.docx")), *sorted((templates / "html").glob("[!_]*.html"))]
    have = {f.name for f in files}
    for bentuk in sorted(
        {f.name.split(".", 1)[1].rsplit(".", 1)[0] for f in files if f.name.count(".") >= 2}
    ):
        for jenis in ISI:
            for kind in ("docx", "html"):
                name = f"{jenis}.{bentuk}.{kind}"
                if name not in have:
                    found.append(C004.at(Place(f"templates/{kind}/{name}"), masalah="berkasnya tidak ada"))
    for file in files:
        jenis, _, rest = file.name.partition(".")
        if jenis in ISI and not file.name.startswith("~"):
            found += _check(file, ISI[jenis], rest.rsplit(".", 1)[0])
    return in_order(found)


def _check(file: Path, isi: type[Any], bentuk: str) -> list[Finding]:
    shown = f"templates/{file.parent.name}/{file.name}"
    seen = _Seen()
    known = _variables(isi)
    try:
        sources = list(_word_sources(file)) if file.suffix == ".docx" else list(_html_sources(file))
        for name, source, tree in sources:
            where = f"templates/html/{name}" if name else shown
            _Walker(where, source if name else "", seen, dict(known)).body(tree.body)
    except (NameError, AssertionError, MemoryError):
        raise  # ours
    except Exception as e:  # a template is a program of the office: it may raise anything
        inner = getattr(e, "name", None) if file.suffix == ".html" else None
        return [fault(e, f"templates/html/{inner}" if inner else shown, tuple(known))]
    for f in fields(isi):
        if f.name not in seen.names and f.name not in TIDAK_DICETAK.get(bentuk, ()):
            seen.findings.append(_forgotten(shown, f.name))
    for dotted in _WAJIB_RINCI:
        if dotted not in seen.attributes:
            seen.findings.append(_forgotten(shown, dotted))
    if "tanda_tangan" in seen.names:
        ends = {a.rsplit(".", 1)[-1] for a in seen.attributes}
        for name in (*_TANDA_TANGAN, *(("bidang",) if file.suffix == ".html" else ())):
            if name not in ends:
                seen.findings.append(_forgotten(shown, f"tanda_tangan: {name}"))
    return seen.findings


def _forgotten(shown: str, name: str) -> Finding:
    return C002.at(Place(shown), nama=name, contoh="{{ " + name + " }}")


def _variables(isi: type[Any]) -> dict[str, Any]:
    return {
        **typing.get_type_hints(isi),
        "kop": Kop, "profil": Profil, "metadata": Metadata, "draf": bool, "kertas": tuple[float, float],
    }  # fmt: skip


def _word_sources(file: Path) -> Iterator[tuple[str, str, nodes.Template]]:
    """The Jinja source of the body and of each header and footer."""
    data = isi(file, file.parent.parent.parent)
    periksa_paket(data, "word/document.xml", MAKS_TEMPLAT)
    tanpa_alamat_luar(data)
    template = DocxTemplate(io.BytesIO(data))
    tanda_kurung(template)
    env = word_environment()
    sources = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        sources += [template.get_part_xml(part) for _, part in template.get_headers_footers(uri)]
    for source in sources:
        patched = template.patch_xml(source)
        yield "", patched, env.parse(patched)


def _html_sources(file: Path) -> Iterator[tuple[str, str, nodes.Template]]:
    """A template and all that it extends, includes and imports, each once."""
    env = html_environment(file.parent)
    todo, done = [file.name], set[str]()
    while todo:
        name = todo.pop()
        if name in done:
            continue
        done.add(name)
        assert env.loader is not None
        source, _, _ = env.loader.get_source(env, name)
        tree = env.parse(source, name=name)
        yield name, source, tree
        for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
            target = node.template  # type: ignore[attr-defined]
            if isinstance(target, nodes.Const):
                todo.append(str(target.value))


class _Walker:
    """One pass over a template: types of expressions, names printed, attributes used."""

    def __init__(self, file: str, source: str, seen: _Seen, scope: dict[str, Any]) -> None:
        self.file, self.lines, self.seen, self.scope = file, source.split("\n"), seen, scope

    def body(self, statements: Iterable[nodes.Node]) -> None:
        for node in statements:
            self.statement(node)

    def statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                item = _item(self.type_of(node.iter, printed=True))
                for target in (
                    node.target.find_all(nodes.Name) if isinstance(node.target, nodes.Tuple) else []
                ):
                    self.scope[target.name] = Any
                if isinstance(node.target, nodes.Name):
                    self.scope[node.target.name] = item
                self.body([*node.body, *node.else_])
            case nodes.If():
                self.type_of(node.test, printed=False)
                self.body([*node.body, *node.elif_, *node.else_])
            case nodes.Output():
                for part in node.nodes:
                    self.type_of(part, printed=True)
            case nodes.Macro():
                inner = dict(self.scope) | {a.name: Any for a in node.args}
                _Walker(self.file, "\n".join(self.lines), self.seen, inner).body(node.body)
                self.scope[node.name] = Any
            case nodes.Import():
                self.scope[node.target] = Any
            case nodes.Assign():
                value = self.type_of(node.node, printed=True)
                for target in [node.target] if isinstance(node.target, nodes.Name) else []:
                    self.scope[target.name] = value
            case nodes.Block() | nodes.Scope():
                self.body(node.body)
            case _:
                for child in node.iter_child_nodes():
                    self.type_of(child, printed=True) if isinstance(child, nodes.Expr) else self.statement(
                        child
                    )

    def type_of(self, node: nodes.Node, *, printed: bool) -> Any:
        match node:
            case nodes.Name():
                if node.name not in self.scope and node.name not in _UMUM:
                    self._unknown(node.name, node.lineno, list(self.scope))
                    self.scope[node.name] = Any
                if printed:
                    self.seen.names.add(node.name)
                return self.scope.get(node.name, Any)
            case nodes.Getattr():
                owner = self.type_of(node.node, printed=printed and node.attr not in ("nomor", "judul"))
                if isinstance(node.node, nodes.Name):
                    self.seen.attributes.add(f"{node.node.name}.{node.attr}")
                self.seen.attributes.add(f".{node.attr}")
                return self._attribute(owner, node)
            case nodes.Getitem():
                return _item(self.type_of(node.node, printed=printed))
            case nodes.TemplateData():
                for opening in ("{{", "{%"):
                    if opening in node.data:  # what Jinja did not take for a tag would be printed
                        problem = f"{opening} tidak ditutup"
                        self.seen.findings.append(C003.at(Place(self.file), masalah=problem))
                return Any
            case nodes.Const():
                return Any
            case nodes.CondExpr():
                self.type_of(node.test, printed=False)
                if node.expr2 is not None:
                    self.type_of(node.expr2, printed=printed)
                return self.type_of(node.expr1, printed=printed)
            case _:
                for child in node.iter_child_nodes():
                    self.type_of(child, printed=printed)
                return Any

    def _attribute(self, owner: Any, node: nodes.Getattr) -> Any:
        options = [o for o in _members(owner) if _fields(o) is not None]
        if not options or len(options) < len([o for o in _members(owner) if o is not type(None)]):
            return Any
        for option in options:
            known = _fields(option)
            if known is not None and node.attr in known:
                return known[node.attr]
        names = [n for o in options for n in _fields(o) or ()]
        owner_name = node.node.name if isinstance(node.node, nodes.Name) else "…"
        self._unknown(f"{owner_name}.{node.attr}", node.lineno, names, node.attr)
        return Any

    def _unknown(self, name: str, line: int, known: list[str], attr: str | None = None) -> None:
        word = attr or name
        near = maksud(word, known)
        place = Place(self.file)
        if self.lines and self.lines[0] and line <= len(self.lines):
            place = Place(self.file, line, max(self.lines[line - 1].find(word) + 1, 1))
        shown = ", ".join(sorted(set(known) - {"kertas"}))
        self.seen.findings.append(C001.at(place, nama=name, **near, ada=shown))


def _members(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(a for a in typing.get_args(hint) if a is not type(None))
    return (hint,)


def _fields(hint: Any) -> dict[str, Any] | None:
    """The fields of a type of ours and their types; None for any other type."""
    if hint in (Any, None) or not isinstance(hint, type):
        return None
    if hint.__name__ == "Teks":
        return None
    if is_dataclass(hint):
        return typing.get_type_hints(hint)
    if issubclass(hint, BaseModel):
        return {n: f.annotation for n, f in hint.model_fields.items()}
    return None


def _item(hint: Any) -> Any:
    """The type of the items of a tuple type."""
    for member in _members(hint):
        if typing.get_origin(member) is tuple:
            return typing.get_args(member)[0]
    return Any
