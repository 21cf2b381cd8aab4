"""A record → the same record without what the public must not read, and the list of what that was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from pipeline.checks.samaran import di_bawah
from pipeline.places import Path
from pipeline.record.instansi import Instansi
from pipeline.record.rapat import Rapat, TabelRekaman
from pipeline.record.record import Record, Reference, texts
from pipeline.reference.lipat import Nilai, cari, lipat
from pipeline.reference.pribadi import TAHUN_LAHIR, hari_lahir, pribadi

SAMARAN = "(disamarkan)"
"""What stands in place of what was masked: words, so that a screen reader says them too."""

_BUKAN_TEKS = {
    "status",
    "dokumen",
    "profil",
    "keamanan",
    "sifat",
    "moda",
    "zona",
    "jk",
    "kehadiran",
    "gambar",
}
_JUMLAH = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
"""A figure of a statistic: below “KTP” there may be how many were issued."""
_KOP = ("telepon", "faksimile", "laman", "pos_el")


@dataclass(frozen=True)
class Samaran:
    """The masked record and letterheads, what must not be found in any file, and how much of each kind it was."""

    record: Record
    reference: Reference
    rahasia: tuple[Nilai, ...]
    boleh: tuple[Nilai, ...]
    banyak: dict[str, int]
    gambar: int


def samarkan(record: Record, reference: Reference) -> Samaran:
    """The record as the public may read it.

    Numbers and addresses of the letterhead are the agency's, not a person's: they stay, unless the record
    names them. Leftovers of an import, answers to warnings and pictures that are not
    marked public are left out whole.
    """
    rapat = record.rapat
    kept = _kontak(reference.letterhead(record))
    values, counts = _nilai(rapat, kept)
    hidden = {p for s in rapat.samarkan if s.bagian for p, _ in di_bawah(rapat, s.bagian)}
    counts["bagian"] = sum(bool(s.bagian) for s in rapat.samarkan)
    masked = _petakan(rapat, (), lambda path, text: SAMARAN if path in hidden else samar(text, values))
    pictures = [
        a.model_copy(update={"gambar": None}) if a.gambar and not a.publik else a for a in masked.lampiran
    ]
    left_out = sum(a.gambar is not None and not a.publik for a in rapat.lampiran)
    public = masked.model_copy(
        update={
            "lampiran": tuple(_tanpa_gambar(a) for a in pictures),
            "samarkan": (),
            "abaikan": (),
            "catatan_impor": (),
        }
    )
    values += _hanya_di_sana(rapat, hidden, public)
    heads = {key: _kop(head, values) for key, head in reference.instansi.items()}
    return Samaran(
        replace(record, rapat=public, data=b""), replace(reference, instansi=heads), tuple(values), kept,
        {k: n for k, n in counts.items() if n}, left_out,
    )  # fmt: skip


def samar(text: str, values: Sequence[Nilai]) -> str:
    """The text with every place of the values masked; marks of emphasis stay in pairs."""
    places: list[tuple[int, int]] = []
    years = [(t.awal, t.akhir) for t in pribadi(text) if t.jenis == TAHUN_LAHIR]
    for start, end in sorted([*years, *((start, end) for start, end, _ in cari(text, values))]):
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], end))
        else:
            places.append((start, end))
    for start, end in reversed(places):
        cut = text[start:end]
        lead = tail = ""
        for mark in ("**", "*"):
            count = cut.count(mark)
            cut = cut.replace(mark, "")
            if count % 2:
                opened = text[:start].count(mark) % 2
                lead, tail = (lead, mark + tail) if opened else (lead + mark, tail)
        text = text[:start] + lead + SAMARAN + tail + text[end:]
    return text


def _nilai(rapat: Rapat, kept: Sequence[Nilai]) -> tuple[list[Nilai], dict[str, int]]:
    """Everything to be masked, and how many of each kind."""
    found: dict[Nilai, str] = {}
    for path, text in texts(rapat):
        if path[0] in ("samarkan", "abaikan", "catatan_impor") or path[-1] in _BUKAN_TEKS:
            continue
        if path[-1] == "nip" and any(c.isdigit() for c in text):
            found.setdefault(Nilai(text, "angka"), "NIP")
        for t in pribadi(text, lipatan=True):
            if t.jenis != TAHUN_LAHIR and not any(k.jarum == t.nilai.jarum for k in kept):
                found.setdefault(t.nilai, t.jenis)
    for head, cell in _sel(rapat):
        if _JUMLAH.fullmatch(cell):
            continue
        for t in pribadi(f"{head}: {cell}"):
            if (
                t.awal > len(head)
                and t.jenis != TAHUN_LAHIR
                and not any(k.jarum == t.nilai.jarum for k in kept)
            ):
                found.setdefault(t.nilai, t.jenis)
    for nilai in [n for n, jenis in found.items() if jenis == "NIP"]:
        for day in hari_lahir(nilai.teks):
            found.setdefault(day, "")  # looked for, and counted only where it stands
    for entry in rapat.samarkan:
        if entry.teks:
            found.setdefault(Nilai(entry.teks), "permintaan rekaman")
    counts: dict[str, int] = {}
    for needle, jenis in {n.jarum: jenis for n, jenis in found.items()}.items():
        if jenis and needle:
            counts[jenis] = counts.get(jenis, 0) + 1
    return list(found), counts


def _sel(value: object) -> Iterator[tuple[str, str]]:
    """The cells of all tables, each with the head of its column, which alone says what a bare number or date is."""
    if isinstance(value, TabelRekaman):
        for row in value.baris:
            yield from zip(value.kolom, row, strict=True)
    elif isinstance(value, str):
        heads: list[str] | None = None
        for line in value.splitlines():
            cells = [c.strip() for c in line.strip().strip("|").split("|")] if "|" in line else []
            if not cells:
                heads = None
            elif heads is None:
                heads = cells
            else:
                yield from zip(heads, cells, strict=False)
    elif isinstance(value, tuple):
        for item in value:
            yield from _sel(item)
    elif isinstance(value, BaseModel):
        for item in value.__dict__.values():
            yield from _sel(item)


def _kontak(head: Instansi | None) -> tuple[Nilai, ...]:
    """The letterhead's telephone, fax, site and e-mail as values."""
    if head is None or head.alamat is None:
        return ()
    said = [v for k in _KOP if (v := getattr(head.alamat, k))]
    found = [t.nilai for v in said for t in pribadi(f"telepon: {v}")]
    return (*(Nilai(v, "angka") for v in said), *found)


def _hanya_di_sana(rapat: Rapat, hidden: set[Path], public: Rapat) -> list[Nilai]:
    """The texts of hidden parts that may stand nowhere, for nothing else in the record says them."""
    rest = "\n".join(lipat(t) for _, t in texts(public))
    hits = [t for p, t in texts(rapat) if p in hidden and p[-1] not in _BUKAN_TEKS]
    return [Nilai(t) for t in hits if len(lipat(t)) >= 6 and lipat(t) not in rest]


def _kop(head: Instansi, values: Sequence[Nilai]) -> Instansi:
    """A letterhead masked like the record; file names in it are no text."""
    made: Instansi = _petakan(
        head, (), lambda path, text: text if path == ("lambang",) else samar(text, values)
    )
    return made


def _tanpa_gambar(annex: Any) -> Any:
    if annex.gambar or annex.isi or not annex.alt:
        return annex.model_copy(update={"publik": False})
    note = "Gambar tidak disertakan pada salinan publik."
    return annex.model_copy(update={"alt": None, "keterangan": None, "isi": note, "publik": False})


def _petakan(value: Any, path: Path, change: Callable[[Path, str], str]) -> Any:
    """A model with every text of it changed; paths of files and words of a fixed list stay."""
    if isinstance(value, str):
        return value if path and path[-1] in _BUKAN_TEKS else change(path, value)
    if isinstance(value, tuple):
        return tuple(_petakan(v, (*path, i), change) for i, v in enumerate(value))
    if isinstance(value, BaseModel):
        made: dict[str, Any] = {}
        for name, item in value.__dict__.items():
            at = (*path, name)
            if at == ("instansi",) and isinstance(value, Rapat):
                continue  # the key of the letterhead
            if name == "kunci":
                made[name] = None
            elif name == "nip" and item:
                made[name] = SAMARAN
            else:
                made[name] = _petakan(item, at, change)
        return value.model_copy(update=made)
    return value
