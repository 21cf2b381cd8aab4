"""What was said at the opening and the closing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.impor.kenal.bagian import Bagian, judul_kapital
from pipeline.impor.kenal.identitas import adalah_label, identitas
from pipeline.impor.klaim import Hasil, Klaim
from pipeline.impor.sumber import Blok
from pipeline.reference.asisten import kalimat_asisten

_BUKA = re.compile(r"\b(?:dibuka|membuka|pembukaan|sambutan\w*)\b", re.I)
_BUTIR_DATA = ("tanggal", "waktu", "tempat", "surat_undangan", "judul", "penyelenggara")


def sambutan(parts: Sequence[Bagian]) -> Hasil:
    """`pembuka.isi` and `penutup.isi`.

    The opening is what its headings hold; in a text without one, the first paragraphs up to the last
    that speaks of the opening. Label lines and what a machine said to its user belong to neither.
    """
    out: Hasil = []
    openings = [p for p in parts if p.kunci == "pembuka"]
    for part in openings:
        out += [k for k in identitas(part.isi) if isinstance(k, Klaim) and k.kunci[0] in _BUTIR_DATA]
    labels = {n for k in out if isinstance(k, Klaim) for n in k.blok}
    paragraphs = [b for p in openings for b in _paragraf(p.isi) if b.no not in labels]
    if not openings:
        first = [
            b
            for p in parts
            if p.kunci == "awal"
            for b in _paragraf(p.isi)
            if len(b.teks) > 60 and not adalah_label(b)
        ]
        spoken = [n for n, b in enumerate(first) if _BUKA.search(b.teks)]
        paragraphs = first[: spoken[-1] + 1] if spoken else []
    out += _isi("pembuka", paragraphs)
    return out + _isi("penutup", [b for p in parts if p.kunci == "penutup" for b in _paragraf(p.isi)])


def _paragraf(blocks: Sequence[Blok]) -> list[Blok]:
    return [
        b
        for b in blocks
        if b.jenis in ("teks", "butir")
        and not kalimat_asisten(b.teks)
        and not judul_kapital(b)
        and "\t" not in b.teks
    ]


def _isi(key: str, blocks: Sequence[Blok]) -> Hasil:
    parts: list[str] = []
    for n, b in enumerate(blocks):
        listed = b.jenis == "butir"
        mark = f"{b.penanda.strip('().')}. " if b.penanda.strip("().").isdigit() else "- " if listed else ""
        glue = "\n" if listed and n and blocks[n - 1].jenis == "butir" else "\n\n" if parts else ""
        parts.append(f"{glue}{mark}{b.teks}")
    if not parts:
        return []
    return [Klaim((key, "isi"), "".join(parts), tuple(b.no for b in blocks), tuple(b.teks for b in blocks))]
