"""YAML node graph → plain data whose scalars stay text, with the place of every key and value."""

from __future__ import annotations

import re
from typing import Any

import yaml

from pipeline.findings import Finding, Place
from pipeline.places import Extent, Path
from pipeline.read_rules import Y002, Y006

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither YAML nor the XML of a Word file may hold (YAML lets it in as an escape)."""

MAX_NODES = 500_000
MAX_DEPTH = 60
"""Bounds of a record after aliases are followed: a bomb stops here, a 10,000-name list does not."""

_MERGE = "tag:yaml.org,2002:merge"


class Bomb(Exception):
    """The node graph is larger or deeper than a record may be."""


class Construct:
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
            raise Bomb
        self.values[path] = extent(node)
        self.nodes[path] = node
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            kept = [n for n in node.value if id(n) not in self.refused]
            return [self.build(n, (*path, i)) for i, n in enumerate(kept)]
        if node.tag == "tag:yaml.org,2002:null":
            return None
        if bad := UNPRINTABLE.search(node.value):
            place = Place(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)
            self.findings.append(Y006.at(place, masalah=f"aksara U+{ord(bad[0]):04X}"))
            return UNPRINTABLE.sub("", node.value)
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
            self.keys[at] = extent(key_node)
            if id(value_node) in self.refused:
                self.values[at] = extent(value_node)
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
                raise Bomb
            if not isinstance(source, yaml.MappingNode):
                continue
            for key, value in [*source.value, *self._merged(source, depth + 1)]:
                if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
                    found.setdefault(key.value, (key, value))
        return list(found.values())


def extent(node: yaml.Node) -> Extent:
    start, end = node.start_mark, node.end_mark
    return Extent(start.index, end.index, start.line, start.column)
