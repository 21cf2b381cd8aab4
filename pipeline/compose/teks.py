"""Plain strings of a record → Teks, with gaps and unprintable characters marked in drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.naskah import Span, Teks
from pipeline.places import Path
from pipeline.record.wajib import label
from pipeline.reference.glif import uncovered
from pipeline.reference.isian import gaps

KOSONG = "BELUM DIISI: "


def polos(text: str) -> Teks:
    """Text that is printed as it stands, except that its placeholders show as gaps."""
    return Teks(tuple(marked(Span(text))))


def kosong(words: str) -> Teks:
    """A gap: `BELUM DIISI: nama pembuka`."""
    return Teks((Span(f"{KOSONG}{words}", kosong=True),))


def isian(value: str | None, path: Path) -> Teks:
    """The value, or the gap of the fact at a path."""
    return polos(value) if value else kosong(label(path))


def gabung(*parts: Teks | str | None) -> Teks:
    """The parts one after the other; strings are plain, None is nothing."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, Teks):
            spans.extend(part.spans)
        elif part:
            spans.append(Span(part))
    return Teks(tuple(spans))


def deret(parts: Iterable[Teks | None], between: str) -> Teks:
    """The parts that say something, joined by a separator."""
    out: list[Teks | str] = []
    for part in parts:
        if part:
            out += [between, part] if out else [part]
    return gabung(*out)


def tebal(text: Teks) -> Teks:
    """The text in bold."""
    return Teks(tuple(Span(s.teks, True, s.miring, s.kosong) for s in text.spans))


def marked(span: Span) -> Iterable[Span]:
    """A span cut where a placeholder stands, and where no shipped font has the character.

    On a final record both are errors already, so only drafts ever show such marks.
    """
    found, missing = gaps(span.teks), uncovered(span.teks)
    if not found and not missing and not span.kosong:
        return (span,) if span.teks else ()
    return _dipotong(span, found, missing)


def _dipotong(
    span: Span, found: list[tuple[int, int, str]], missing: list[tuple[int, str]]
) -> Iterator[Span]:
    cuts = [(start, end, f"{KOSONG}{words}") for start, end, words in found]
    taken = {i for start, end, _ in cuts for i in range(start, end)}
    cuts += [(at, at + 1, f"{KOSONG}aksara U+{ord(char):04X}") for at, char in missing if at not in taken]
    at = 0
    for start, end, words in sorted(cuts):
        if start > at:
            yield Span(span.teks[at:start], span.tebal, span.miring)
        yield Span(words, span.tebal, span.miring, kosong=True)
        at = end
    if at < len(span.teks):
        yield Span(span.teks[at:], span.tebal, span.miring)
