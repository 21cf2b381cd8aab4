"""Two documents compared: what a correction changes, as one document marked up and as a list.

The older stands as the JSON of its Naskah, so that a document of years ago can be compared too.
Both are laid over each other part by part; the list is read from what that gives, so page and
list cannot differ. Printed numbers of items and rows count for nothing: removing the second of
fifty people is one change, not forty-nine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from pipeline import naskah as bentuk
from pipeline.naskah import (
    Bagian,
    Butir,
    Lampiran,
    Naskah,
    Paragraf,
    Span,
    SpanBertanda,
    Subjudul,
    Tabel,
    Teks,
)
from pipeline.naskah_json import naskah_dict
from pipeline.sejajar import sejajarkan

Jenis = Literal["sama", "tambah", "hapus"]


@dataclass(frozen=True)
class Perubahan:
    """A paragraph that was changed (both given), added (`lama` None) or removed (`baru` None)."""

    bagian: str
    lama: str | None
    baru: str | None

    @property
    def kata(self) -> list[tuple[Jenis, str]]:
        """The words of both, in order, each run as kept, added or removed."""
        return beda_kata(self.lama or "", self.baru or "")


_NAMA = {
    "tanda_tangan": "Tanda tangan", "lampiran": "Lampiran", "tembusan": "Tembusan", "kop": "Kop", "nomor": "Nomor",
    "sidang_rapat": "Sidang/Rapat", "hari_tanggal": "Hari/Tanggal", "surat_undangan": "Surat Undangan",
    "waktu": "Waktu", "waktu_panggilan": "Waktu Panggilan", "tempat": "Tempat", "moda": "Moda", "acara": "Acara",
    "ketua": "Ketua", "sekretaris": "Sekretaris", "pencatat": "Pencatat", "peserta": "Peserta", "ralat": "Ralat",
    "tentang": "Tentang",
}  # fmt: skip
_METADATA = {
    "klasifikasi": "Kode klasifikasi", "keamanan": "Klasifikasi keamanan", "tanggal": "Tanggal naskah",
    "instansi": "Instansi", "subjek": "Subjek", "penulis": "Penulis", "kata_kunci": "Kata kunci",
}  # fmt: skip
_NIP = re.compile(r"\b\d{8} ?\d{6} ?\d ?\d{3}\b")
_NOMOR = re.compile(r"\(?\d+[.)]?")


def gabungan(lama: dict[str, Any], baru: Naskah) -> Naskah:
    """The new document with what was removed from the old one (its JSON) and what was added marked."""
    return replace(baru, kop=_gabung(_dari(lama["kop"]), baru.kop), isi=_gabung(_dari(lama["isi"]), baru.isi))


def daftar(lama: dict[str, Any], baru: Naskah) -> list[Perubahan]:
    """What changed from one document (its JSON) to the other, in the order of printing."""
    marked = gabungan(lama, baru)
    found = [*_walk(marked.kop, "Kop"), *_walk(marked.isi, "")]
    return [*(p for p in found if p.lama != p.baru), *_diluar_halaman(lama, naskah_dict(baru))]


def _diluar_halaman(lama: dict[str, Any], baru: dict[str, Any]) -> Iterator[Perubahan]:
    """What no paragraph shows: title, metadata, and the pictures by their bytes."""
    if lama["isi"].get("judul") != baru["isi"].get("judul"):
        yield Perubahan("Judul", lama["isi"].get("judul"), baru["isi"].get("judul"))
    for key, label in _METADATA.items():
        was, now = (_sebut(d["metadata"].get(key)) for d in (lama, baru))
        if was != now:
            yield Perubahan(label, was, now)
    old, new = Counter(_gambar(lama)), Counter(_gambar(baru))
    for name in dict.fromkeys([n for n, _ in old] + [n for n, _ in new]):
        gone = [f"{n} (sidik {s[:12]})" for n, s in (old - new).elements() if n == name]
        come = [f"{n} (sidik {s[:12]})" for n, s in (new - old).elements() if n == name]
        for i in range(max(len(gone), len(come))):
            yield Perubahan("Gambar", *(c[i] if i < len(c) else None for c in (gone, come)))


def _sebut(value: Any) -> str:
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value or "")


def _gambar(value: Any) -> Iterator[tuple[str, str]]:
    """The pictures of a document by name and hash."""
    if isinstance(value, list):
        for item in value:
            yield from _gambar(item)
    elif isinstance(value, dict):
        name = value.get("berkas") or value.get("lambang")
        if name and "sidik" in value:
            yield str(name), str(value["sidik"])
        for item in value.values():
            yield from _gambar(item)


def _gabung(lama: Any, baru: Any) -> Any:
    """One part of both documents in the form of the new one; what only one has is marked whole."""
    if baru is None:
        return _semua(lama, "hapus") if is_dataclass(lama) or isinstance(lama, tuple) else None
    if lama is None:
        return _semua(baru, "tambah")
    if isinstance(baru, Teks):
        return _gabung_teks(lama, baru)
    if isinstance(baru, tuple):
        return tuple(_pasang(lama, baru))
    if is_dataclass(baru) and not isinstance(baru, type):
        return replace(
            baru, **{f.name: _gabung(getattr(lama, f.name), getattr(baru, f.name)) for f in fields(baru)}
        )
    return baru


def _pasang(old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Any]:
    """The items of two lists in one: the like ones laid over each other."""
    for was, now in sejajarkan([_kunci(v) for v in old], [_kunci(v) for v in new]):
        before, after = None if was is None else old[was], None if now is None else new[now]
        if isinstance(before, tuple) and isinstance(after, tuple):  # a row
            yield tuple(_sel(a, b) for a, b in zip(before, after, strict=True))
        else:
            yield _gabung(before, after)


def _sel(lama: Teks, baru: Teks) -> Teks:
    """A cell; running numbers are those of the new table."""
    if _NOMOR.fullmatch(lama.polos.strip()) and _NOMOR.fullmatch(baru.polos.strip()):
        return baru
    return _gabung_teks(lama, baru)


def _kunci(value: Any) -> tuple[str, str, str]:
    """What an item is (only like kinds can be one), who it is about, and its words."""
    if isinstance(value, tuple):  # a row
        cells = [c.polos for c in value]
        words = " | ".join(cells[1:] if cells and _NOMOR.fullmatch(cells[0].strip()) else cells)
        return f"baris {len(value)}", _nip(words), words
    if isinstance(value, Tabel):
        return f"Tabel {len(value.kolom)}", "", " | ".join(k.judul.polos for k in value.kolom)
    if isinstance(value, bentuk.Gambar):
        return "Gambar", "", value.alt
    kind = type(value).__name__ + str(getattr(value, "tingkat", ""))
    words = "\n".join(_kata_dalam(value))
    return kind, _nip(words), words


def _nip(words: str) -> str:
    """The NIP that stands in a row or line: who it is about."""
    found = _NIP.search(words)
    return found[0].replace(" ", "") if found else ""


def _kata_dalam(value: Any) -> Iterator[str]:
    if isinstance(value, Teks):
        yield value.polos
    elif isinstance(value, tuple):
        for item in value:
            yield from _kata_dalam(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _kata_dalam(getattr(value, f.name))


def _dari(value: Any) -> Any:
    """The value that a piece of JSON stands for; what a document of long ago lacks is None."""
    if isinstance(value, list):
        return tuple(_dari(v) for v in value)
    if not isinstance(value, dict):
        return value
    kind = getattr(bentuk, value["blok"])
    return kind(**{f.name: _dari(value.get(f.name)) for f in fields(kind)})


def _semua(value: Any, tanda: Literal["tambah", "hapus"]) -> Any:
    """A part with every word in it marked."""
    if isinstance(value, Teks):
        return Teks(tuple(_tandai(s, tanda) for s in value.spans))
    if isinstance(value, tuple):
        return tuple(_semua(v, tanda) for v in value)
    if isinstance(value, bentuk.Gambar) and tanda == "hapus":  # only its name is known
        return Paragraf(Teks((_tandai(Span(f"[gambar: {value.alt}]"), tanda),)))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _semua(getattr(value, f.name), tanda) for f in fields(value)})
    return value


def _tandai(span: Span, tanda: Literal["tambah", "hapus"]) -> Span:
    return SpanBertanda(span.teks, span.tebal, span.miring, span.kosong, tanda=tanda)


def _gabung_teks(lama: Teks, baru: Teks) -> Teks:
    a, b = _potong(lama), _potong(baru)
    out: list[Span] = []
    for op, a1, a2, b1, b2 in _operasi([s.teks for s in a], [s.teks for s in b]):
        if op == "equal":
            out += b[b1:b2]
        else:
            out += [_tandai(s, "hapus") for s in a[a1:a2]] + [_tandai(s, "tambah") for s in b[b1:b2]]
    return Teks(tuple(_rapat(out)))


def _potong(teks: Teks) -> list[Span]:
    """A text word by word."""
    return [replace(s, teks=w) for s in teks.spans for w in _kata(s.teks)]


def _rapat(spans: list[Span]) -> Iterator[Span]:
    """Neighbours of one style joined."""
    held: Span | None = None
    for span in spans:
        if held is not None and replace(held, teks="") == replace(span, teks=""):
            held = replace(held, teks=held.teks + span.teks)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _walk(value: Any, part: str) -> Iterator[Perubahan]:
    """The paragraphs of a marked document in the order of printing."""
    if isinstance(value, Teks):
        yield _perubahan(part, value)
    elif isinstance(value, Tabel):
        yield from _walk(value.judul, part)
        for row in (tuple(k.judul for k in value.kolom), *value.baris):
            spans = [span for cell in row for span in (Span(" | "), *cell.spans)]
            yield _perubahan(part, Teks(tuple(spans[1:])))
    elif isinstance(value, Bagian | Lampiran):
        title = f"{value.nomor} {_sisi(value.judul, 'hapus')}".strip()
        yield _perubahan(title, value.judul)
        yield from _walk(value.isi, title)
    elif isinstance(value, Butir | Subjudul):
        yield _perubahan(part, value.teks)
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, part)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _walk(getattr(value, f.name), _NAMA.get(f.name, part))


def _perubahan(part: str, teks: Teks) -> Perubahan:
    real = [s for s in teks.spans if s.teks.strip(" |")]
    marks = {s.tanda if isinstance(s, SpanBertanda) else "" for s in real}
    was, now = _sisi(teks, "tambah"), _sisi(teks, "hapus")
    return Perubahan(part, None if marks == {"tambah"} else was, None if marks == {"hapus"} else now)


def _sisi(teks: Teks, tanpa: str) -> str:
    """One side of a marked text."""
    return "".join(s.teks for s in teks.spans if not (isinstance(s, SpanBertanda) and s.tanda == tanpa))


def _kata(teks: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", teks)


def _operasi(a: list[str], b: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def beda_kata(lama: str, baru: str) -> list[tuple[Jenis, str]]:
    """The words of two texts in order: kept, removed, added; joined they give either text again."""
    a, b = _kata(lama), _kata(baru)
    out: list[tuple[Jenis, str]] = []
    for op, a1, a2, b1, b2 in _operasi(a, b):
        if op == "equal":
            out.append(("sama", "".join(a[a1:a2])))
            continue
        if a2 > a1:
            out.append(("hapus", "".join(a[a1:a2])))
        if b2 > b1:
            out.append(("tambah", "".join(b[b1:b2])))
    return out
