"""A record as read: the meeting, where each value stands, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as File
from typing import Any, TypeVar

from pydantic import BaseModel

from pipeline.findings import Severity
from pipeline.places import Path, Places
from pipeline.record.instansi import Instansi
from pipeline.record.pejabat import DaftarPejabat
from pipeline.record.profil import Profil
from pipeline.record.rapat import Orang, Rapat
from pipeline.sandaran import TIADA, dicatat, sidik, terpakai

M = TypeVar("M", bound=BaseModel)

_BUKAN_PROSA = ("catatan_impor", "abaikan", "samarkan")


@dataclass(frozen=True)
class Record:
    """A meeting with its places; `damaged` are the paths whose values were refused, `data` the file as read."""

    file: File
    rapat: Rapat
    places: Places
    damaged: frozenset[Path] = frozenset()
    data: bytes = b""

    @property
    def weight(self) -> Severity:
        """How a fault of content weighs: an error on a final, a warning on a draft."""
        return Severity.GALAT if self.rapat.status == "final" else Severity.PERINGATAN

    @cached_property
    def _found(self) -> tuple[list[tuple[Path, str]], list[tuple[Path, Orang]]]:
        words: list[tuple[Path, str]] = []
        who: list[tuple[Path, Orang]] = []
        _walk(self.rapat, (), words, who)
        return words, who

    @cached_property
    def prose(self) -> tuple[tuple[Path, str], ...]:
        """Every text of the meeting with its path: no leftovers of an import, answers to warnings, keys."""
        return tuple((p, t) for p, t in self._found[0] if p[0] not in _BUKAN_PROSA and p[-1] != "kunci")

    @cached_property
    def gabungan(self) -> str:
        """All prose in one string: a rule for rare words asks it once before it looks at each text."""
        return "\n\n".join(t for _, t in self.prose)

    @property
    def people(self) -> list[tuple[Path, Orang]]:
        """Everybody the record mentions with the path, in its order."""
        return self._found[1]

    def is_damaged(self, path: Path) -> bool:
        """Whether the value at a path, or a parent of it, was refused by the reader."""
        return any(path[:n] in self.damaged for n in range(1, len(path) + 1))


class Tercatat(dict[str, M]):
    """The values of a folder's files by their stems; each look-up is noted with the file it asks for."""

    def __init__(self, values: Mapping[str, M], folder: File, sidik: Mapping[str, bytes]) -> None:
        super().__init__(values)
        self.folder, self.sidik = folder, dict(sidik)

    def _catat(self, key: str) -> None:
        if dicatat() and key and "/" not in key:
            terpakai(self.folder / f"{key}.yaml", self.sidik.get(key, TIADA))

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or else the default."""
        self._catat(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> M:
        self._catat(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._catat(str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        if dicatat():
            names = "\n".join(f"{key}.yaml" for key in sorted(super().__iter__()))
            terpakai(f"{self.folder}/*.yaml", sidik(names.encode("utf-8", "surrogateescape")))
        return super().__iter__()


@dataclass(frozen=True)
class Reference:
    """What records refer to: letterheads and profiles by key, the officials, the files they came from."""

    instansi: dict[str, Instansi]
    profil: dict[str, Profil]
    files: dict[str, File]
    pejabat: DaftarPejabat = field(default_factory=DaftarPejabat)

    def letterhead(self, record: Record) -> Instansi | None:
        """The letterhead the record names, or None."""
        return self.instansi.get(record.rapat.instansi or "")

    def layout(self, record: Record) -> Profil | None:
        """The profile the record names, or None."""
        return self.profil.get(record.rapat.profil)


def texts(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a model with its path, in the order of the model's fields."""
    found: list[tuple[Path, str]] = []
    _walk(value, path, found, [])
    return iter(found)


def _walk(value: object, path: Path, words: list[tuple[Path, str]], who: list[tuple[Path, Orang]]) -> None:
    """Texts and persons below a value; every check waits for it, so it asks models for no more than it needs."""
    kind = type(value)
    if kind is str:
        words.append((path, value))  # type: ignore[arg-type]
    elif kind is tuple:
        for index, item in enumerate(value):  # type: ignore[arg-type,var-annotated]
            _walk(item, (*path, index), words, who)
    elif issubclass(kind, BaseModel):
        if isinstance(value, Orang):
            who.append((path, value))
        for name, item in value.__dict__.items():
            if item:
                _walk(item, (*path, name), words, who)
