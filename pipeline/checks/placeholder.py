"""Blanks that were never filled, in every shape seen in real texts (P; domain.md section 7)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.checks.cacat import Cacat, dipetik, laporkan, ragam
from pipeline.findings import RULES, Example, Finding, rule
from pipeline.places import Path
from pipeline.record.record import Record, Reference
from pipeline.reference.isian import LABEL_KOSONG, TITIK_TIGA, temukan

_SUMBER = "domain.md §7"


def _pola(code: str, name: str, what: str, what_en: str, passes: str, fails: str) -> None:
    rule(
        code, name,
        id=f"Isian kosong “{{teks}}” ({what}) masih tertinggal.",
        en=f"The blank “{{teks}}” ({what_en}) was never filled.",
        hint_id="Ganti dengan isinya, atau hapus kalimatnya bila memang tidak ada.",
        hint_en="Replace it with the fact, or delete the sentence.",
        why="Isian kosong pernah terbit di naskah resmi.",
        source=_SUMBER,
        example=Example(passes, fails),
    )  # fmt: skip


_pola(
    "P001",
    "kurung-siku",
    "kurung siku",
    "square brackets",
    "tempat: 'Ruang A [sic]'\n",
    "tempat: '[nama tempat]'\n",
)
_pola(
    "P002",
    "kurung-petunjuk",
    "petunjuk dalam kurung",
    "an instruction in brackets",
    "tempat: Aula (tiga lantai)\n",
    "tempat: (nama tempat)\n",
)
_pola(
    "P003",
    "titik-titik",
    "titik-titik",
    "a run of dots",
    "tujuan: ['Dan lain-lain, dll.']\n",
    "tujuan: ['Menyusun ........ bersama']\n",
)
_pola(
    "P004",
    "titik-bulan",
    "titik sebelum bulan",
    "dots before a month",
    "tujuan: ['Sampai 3 November 2026']\n",
    "tujuan: ['Sampai .. November 2026']\n",
)
_pola("P005", "garis-bawah", "garis bawah", "underscores", "tempat: Aula\n", "tempat: Aula ____\n")
_pola(
    "P006",
    "nomor-kosong",
    "nomor belum diisi",
    "an unfilled number",
    "surat_undangan: {nomor: 400.2/12/2026, tanggal: 2026-11-17}\n",
    "surat_undangan: {nomor: …./…/2026, tanggal: 2026-11-17}\n",
)
_pola(
    "P007",
    "sisa-templat",
    "sisa templat",
    "a template leftover",
    "tempat: Aula\n",
    "tempat: '{{ tempat }}'\n",
)
_pola("P008", "penanda-sementara", "penanda sementara", "a stop-gap", "tempat: Aula\n", "tempat: TBD\n")

P009 = rule(
    "P009", "label-sebagai-isi",
    id="“{kunci}” hanya berisi “{teks}”, bukan isinya.",
    en="“{kunci}” holds only “{teks}”, not the fact.",
    hint_id="Ganti dengan isinya, atau kosongkan bila belum diketahui.",
    hint_en="Replace it with the fact, or leave it empty.",
    why="Label contoh dari formulir sering tertinggal sebagai isi.",
    source=_SUMBER,
    example=Example("tempat: Aula Contoh\n", "tempat: Tempat\n"),
)  # fmt: skip
P010 = rule(
    "P010", "dan-seterusnya",
    id="Butir ini hanya berisi “{teks}”.",
    en="This item holds only “{teks}”.",
    hint_id="Tulis butir-butirnya, atau hapus butir ini.",
    hint_en="Write the items out, or delete this one.",
    why="Contoh formulir “dan seterusnya.” bukan isi.",
    source=_SUMBER,
    example=Example("tujuan: [Menyusun rencana]\n", "tujuan: [Menyusun rencana, dan seterusnya.]\n"),
)  # fmt: skip
_PER_LABEL = ("nama", "jabatan", "pangkat", "nip", "instansi", "wilayah", "tempat", "nomor", "judul", "hal")


_LABEL_TERPANJANG = 30
"""No label of a form is longer; a run of dots that long is P003."""
_HANYA = re.compile(r"(?:dan seterusnya|dst)\.?|…|\.{3}|-|\(?(?:nama |akan )?menyusul\)?\.?", re.I)


@pemeriksaan
def isian(record: Record, _: Reference) -> Iterator[Finding]:
    """Placeholders within texts and as whole values."""
    for path, text in record.prose:
        spans = temukan(text)
        if "tabel" in path and text == "N/A":  # a cell without a figure
            continue
        yield from _titik_tiga(record, path, text)
        seen: Counter[str] = Counter()
        for pola, start, end in spans:
            words = text[start:end].strip()
            nth = seen[words]
            seen[words] += 1
            yield RULES[pola.code].at(record.places.within(path, words, nth), record.weight, teks=words)
        if not spans:
            yield from _whole(record, path, text)


def _titik_tiga(record: Record, path: Path, text: str) -> Iterator[Finding]:
    """Three dots alone between words, where nobody is quoted who pauses."""
    if ("..." not in text and "…" not in text) or ragam(path) in ("kutipan", "kode"):
        return
    filled = {start for _, start, _ in temukan(text)}
    for m in TITIK_TIGA.finditer(text):
        if m.start() not in filled and not dipetik(text, m.start()):
            flaw = Cacat(RULES["P003"], m.start(), m.end(), sure=m["isian"] is not None)
            yield laporkan(record, path, text, flaw)


def _whole(record: Record, path: Path, text: str) -> Iterator[Finding]:
    if len(text) > _LABEL_TERPANJANG:
        return
    key = next((p for p in reversed(path) if isinstance(p, str)), "")
    if key in _PER_LABEL and LABEL_KOSONG.fullmatch(text):
        yield P009.at(record.places.of(path), record.weight, kunci=key, teks=text)
    elif "tabel" in path and text == "-":  # an empty cell
        return
    elif _HANYA.fullmatch(text):
        yield P010.at(record.places.of(path), record.weight, teks=text)
