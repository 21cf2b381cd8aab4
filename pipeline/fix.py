"""Record file → the same file with its safe mends; nothing but the mended words changes.

A mend is put in only where the file holds its words at exactly the finding's place. The
result is read again: every value must be the old one with its mends, every other value,
key and kind of node the same, else the mends that disturb it are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pipeline.berkas import isi
from pipeline.build import examine
from pipeline.findings import Finding, Mend
from pipeline.record.record import Reference
from pipeline.workspace import Workspace
from pipeline.write import replace_unchanged

_PUTARAN = 8
"""Rounds in which what a mend brings to light is mended too."""

_BOM = "\ufeff"


@dataclass(frozen=True)
class Perbaikan:
    """A record before and after: its findings that were mended, and those whose mend did not fit the file."""

    file: Path
    before: bytes
    after: bytes
    mended: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Ganti:
    """Words at an offset of the text, and what replaces them."""

    start: int
    mend: Mend
    finding: Finding

    @property
    def end(self) -> int:
        return self.start + len(self.mend.old)


def mend(workspace: Workspace, file: Path, reference: Reference) -> Perbaikan:
    """The mended record, nothing written. Raises OSError where the file cannot be read."""
    before = isi(file, workspace.akar(file))
    data, mended = before, []
    left: tuple[Finding, ...] = ()
    for _ in range(_PUTARAN):
        _, findings = examine(workspace, file, reference, data)
        text, done, left = apply(_decoded(data), findings)
        if not done:
            break
        data = text.encode("utf-8")
        mended += done
    return Perbaikan(file, before, data, tuple(mended), left)


def store(change: Perbaikan) -> bool:
    """Put the mended record in place of the file; False, and nothing written, where it changed meanwhile.

    Raises OSError where it cannot be written.
    """
    return replace_unchanged(change.file, change.before, change.after)


def apply(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding], tuple[Finding, ...]]:
    """The text with the safe mends, the findings they mend, and those whose mend does not fit the text."""
    wanted = [f for f in findings if f.mend is not None and f.mend.safe and f.mend.old]
    if not wanted:
        return text, [], ()
    body = text.removeprefix(_BOM)
    old = _graph(body)
    if old is None:
        return text, [], tuple(wanted)
    changes, left = _changes(body, wanted)
    kept = _fitting(body, old, changes)
    dropped = [c.finding for c in changes if c not in kept]
    made = _replaced(body, kept)
    return text[: len(text) - len(body)] + made, [c.finding for c in kept], (*left, *dropped)


def _decoded(data: bytes) -> str:
    """The text of a file, its byte order mark included; nothing where it is no UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _changes(body: str, wanted: Sequence[Finding]) -> tuple[list[_Ganti], list[Finding]]:
    """What to replace, in order, none overlapping (the first wins), and the findings that do not fit."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    fits: list[_Ganti] = []
    left: list[Finding] = []
    for f in wanted:
        assert f.mend is not None
        row = f.place.line
        at = starts[row - 1] + f.place.column - 1 if 0 < row < len(starts) else -1
        if at >= 0 and body.startswith(f.mend.old, at):
            fits.append(_Ganti(at, f.mend, f))
        else:
            left.append(f)
    fits.sort(key=lambda c: (c.start, -c.end))
    out: list[_Ganti] = []
    for change in fits:
        if not out or change.start >= out[-1].end:
            out.append(change)
    return out, left


def _replaced(text: str, changes: Sequence[_Ganti]) -> str:
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += [text[at : change.start], change.mend.new]
        at = change.end
    return "".join((*pieces, text[at:]))


def _fitting(body: str, old: yaml.Node, changes: list[_Ganti]) -> list[_Ganti]:
    """The changes that alter nothing but their own words; halves are tried where the whole does not fit."""
    if not changes or _sound(body, old, changes):
        return changes
    if len(changes) == 1:
        return []
    middle = len(changes) // 2
    first = _fitting(body, old, changes[:middle])
    second = _fitting(body, old, changes[middle:])
    return first + second if _sound(body, old, first + second) else first or second


def _sound(body: str, old: yaml.Node, changes: Sequence[_Ganti]) -> bool:
    new = _graph(_replaced(body, changes))
    return new is not None and _Banding(body, changes).same(old, new)


def _graph(text: str) -> yaml.Node | None:
    """The nodes of a YAML text, or None where it is none."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    except (yaml.YAMLError, RecursionError):
        return None
    finally:
        loader.dispose()
    return node


@dataclass
class _Banding:
    """Two node graphs side by side: alike but for the changes within the values of the first."""

    body: str
    changes: Sequence[_Ganti]
    seen: set[tuple[int, int]] = field(default_factory=set)
    used: set[int] = field(default_factory=set)

    def same(self, old: yaml.Node, new: yaml.Node) -> bool:
        """Whether each value is the old one with its changes, and each change lies in a value."""
        return self._alike(old, new) and len(self.used) == len(self.changes)

    def _alike(self, old: yaml.Node, new: yaml.Node) -> bool:
        if type(old) is not type(new):
            return False
        if (id(old), id(new)) in self.seen:
            return True
        self.seen.add((id(old), id(new)))
        if isinstance(old, yaml.ScalarNode):
            return self._scalar(old, new)
        if len(old.value) != len(new.value):
            return False
        if isinstance(old, yaml.MappingNode):
            pairs = zip(old.value, new.value, strict=True)
            return all(self._key(k, m) and self._alike(v, w) for (k, v), (m, w) in pairs)
        return all(self._alike(a, b) for a, b in zip(old.value, new.value, strict=True))

    def _key(self, old: yaml.Node, new: yaml.Node) -> bool:
        """Keys are never mended."""
        unchanged = not isinstance(old, yaml.ScalarNode) or old.value == new.value
        return unchanged and self._alike(old, new)

    def _scalar(self, old: yaml.ScalarNode, new: yaml.Node) -> bool:
        start, end = old.start_mark.index, old.end_mark.index
        first = bisect_left(self.changes, start, key=lambda c: c.start)
        inside = [
            c
            for c in self.changes[first : bisect_left(self.changes, end, key=lambda c: c.start)]
            if c.end <= end
        ]
        self.used.update(c.start for c in inside)
        if (old.tag == _NULL) != (new.tag == _NULL):
            return False
        return bool(new.value == (_expected(old.value, self.body, start, inside) if inside else old.value))


_NULL = "tag:yaml.org,2002:null"


def _expected(value: str, body: str, start: int, changes: Sequence[_Ganti]) -> str | None:
    """The value with its changes: the nth time that words stand in the file is the nth in the value."""
    places: list[tuple[int, Mend]] = []
    for c in changes:
        at = body.find(c.mend.old, start)
        found = value.find(c.mend.old)
        while 0 <= at < c.start and found >= 0:
            at, found = body.find(c.mend.old, at + 1), value.find(c.mend.old, found + 1)
        if at != c.start or found < 0:
            return None
        places.append((found, c.mend))
    for at, m in reversed(places):
        value = value[:at] + m.new + value[at + len(m.old) :]
    return value
