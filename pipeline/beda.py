"""Two documents compared: what a correction changes, paragraph by paragraph and word by word.

Both stand as the JSON of a Naskah, so that a document of years ago can be compared too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Jenis = Literal["sama", "tambah", "hapus"]


@dataclass(frozen=True)
class Alinea:
    """A printed line or paragraph, and the part of the document it stands in."""

    bagian: str
    teks: str


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
    "tentang": "Tentang", "judul": "Judul",
}  # fmt: skip
_TANPA = frozenset(
    ("blok", "profil", "metadata", "jenis", "draf", "lebar", "rata", "tingkat", "inden", "jumlah")
)


def alinea(naskah: dict[str, Any]) -> list[Alinea]:
    """The paragraphs of a document (its JSON) in the order of printing."""
    return [a for a in _walk(naskah, "") if a.teks.strip()]


def _walk(value: Any, part: str) -> Iterator[Alinea]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, part)
    elif not isinstance(value, dict):
        return
    elif value.get("blok") == "Teks":
        yield Alinea(part, _teks(value))
    elif value.get("blok") in ("Butir", "Subjudul"):
        yield Alinea(part, f"{value['nomor']} {_teks(value['teks'])}".strip())
    elif value.get("blok") == "Tabel":
        if value["judul"]:
            yield Alinea(part, _teks(value["judul"]))
        for row in ([c["judul"] for c in value["kolom"]], *value["baris"]):
            yield Alinea(part, " | ".join(_teks(c) for c in row))
    elif value.get("blok") in ("Bagian", "Lampiran"):
        title = f"{value['nomor']} {_teks(value['judul'])}".strip()
        yield Alinea(title, title)
        yield from _walk(value["isi"], title)
    else:
        for key, item in value.items():
            if key not in _TANPA:
                yield from _field(item, _NAMA.get(key, part))


def _field(value: Any, part: str) -> Iterator[Alinea]:
    if isinstance(value, str) and part in ("Judul", "Nomor"):
        yield Alinea(part, value)
    else:
        yield from _walk(value, part)


def _teks(value: dict[str, Any]) -> str:
    return "".join(s["teks"] for s in value["spans"])


def bandingkan(lama: dict[str, Any], baru: dict[str, Any]) -> list[Perubahan]:
    """What changed from one document to the other, in the order of the new one."""
    return [p for p in bertanda(lama, baru) if p.lama != p.baru]


def bertanda(lama: dict[str, Any], baru: dict[str, Any]) -> list[Perubahan]:
    """Every paragraph of both documents in order, those that stayed with `lama` equal to `baru`."""
    old, new = alinea(lama), alinea(baru)
    out: list[Perubahan] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for op, a1, a2, b1, b2 in matcher.get_opcodes():
        if op == "equal":
            out += [Perubahan(a.bagian, a.teks, a.teks) for a in old[a1:a2]]
        else:
            out += _pasangkan(old[a1:a2], new[b1:b2])
    return out


def _pasangkan(old: list[Alinea], new: list[Alinea]) -> Iterator[Perubahan]:
    """Removed and added paragraphs of one place, the like ones as changed."""
    used: set[int] = set()
    for was in old:
        likeness = [
            (
                SequenceMatcher(None, was.teks, n.teks, autojunk=False).ratio()
                + (was.bagian == n.bagian) / 10,
                i,
            )
            for i, n in enumerate(new)
            if i not in used
        ]
        best = max(likeness, default=(0.0, -1))
        if best[0] >= 0.5:
            used.add(best[1])
            yield Perubahan(new[best[1]].bagian, was.teks, new[best[1]].teks)
        else:
            yield Perubahan(was.bagian, was.teks, None)
    for i, n in enumerate(new):
        if i not in used:
            yield Perubahan(n.bagian, None, n.teks)


def beda_kata(lama: str, baru: str) -> list[tuple[Jenis, str]]:
    """The words of two texts in order: kept, removed, added; joined they give either text again."""
    a, b = re.findall(r"\s+|\w+|[^\w\s]", lama), re.findall(r"\s+|\w+|[^\w\s]", baru)
    out: list[tuple[Jenis, str]] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(("sama", "".join(a[a1:a2])))
            continue
        if a2 > a1:
            out.append(("hapus", "".join(a[a1:a2])))
        if b2 > b1:
            out.append(("tambah", "".join(b[b1:b2])))
    return out
