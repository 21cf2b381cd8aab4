"""Places of values in a YAML file: a path into the data → line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.findings import Place

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Extent:
    """Where a value stands: offsets into the text, and line and column (from 0)."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True)
class Places:
    """The places of one file's keys and values."""

    file: str
    text: str = ""
    values: Mapping[Path, Extent] = field(default_factory=dict)
    keys: Mapping[Path, Extent] = field(default_factory=dict)

    def of(self, path: Path) -> Place:
        """The place of the value at a path, or of its nearest parent that stands in the file."""
        return self._nearest(path, self.values)

    def key(self, path: Path) -> Place:
        """The place of the key that names the value at a path."""
        if (extent := self.keys.get(path)) is not None:
            return self._place(extent)
        return self.of(path)

    def within(self, path: Path, needle: str, nth: int = 0) -> Place:
        """The place of the nth occurrence of some words within the text value at a path.

        A text that stands for a whole object (a bare name, a paragraph) has the object's place.
        """
        steps = (path[:length] for length in range(len(path), 0, -1))
        extent = next((e for p in steps if (e := self.values.get(p)) is not None), None)
        if extent is None:
            return self.of(path)
        at = extent.start - 1
        for _ in range(nth + 1):
            at = self.text.find(needle, at + 1, extent.end)
            if at < 0:
                return self._place(extent)
        line_start = self.text.rfind("\n", 0, at) + 1
        return Place(self.file, self.text.count("\n", 0, at) + 1, at - line_start + 1)

    def _nearest(self, path: Path, table: Mapping[Path, Extent]) -> Place:
        for length in range(len(path), 0, -1):
            if (extent := table.get(path[:length])) is not None:
                return self._place(extent)
        return Place(self.file, 1 if self.text else 0, 1 if self.text else 0)

    def _place(self, extent: Extent) -> Place:
        return Place(self.file, extent.line + 1, extent.column + 1)
