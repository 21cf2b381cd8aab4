"""Proof: both files are opened again and their text is held against record and Naskah."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from pipeline.findings import Example, Finding, Place, rule
from pipeline.naskah import (
    TIDAK_DICETAK,
    Bagian,
    Butir,
    Gambar,
    KutipanBlok,
    Lampiran,
    Naskah,
    Paragraf,
    Subjudul,
    Tabel,
    TandaTangan,
    Teks,
)
from pipeline.proof.extract import pages_of_pdf, squeeze, text_of_docx, unmarked_docx, unmarked_pdf
from pipeline.proof.facts import Fact, facts, participants
from pipeline.record.record import Record

B001 = rule(
    "B001", "fakta-hilang",
    id="{naskah}: {jenis} “{teks}” tidak tercetak.",
    en="{naskah}: {jenis} “{teks}” is not printed.",
    hint_id="Periksa templat {templat}: bagian yang mencetaknya terhapus atau berubah. Berkas tidak dibuat.",
    hint_en="Check template {templat}: the part that prints it was deleted or changed. No file was written.",
    why="Naskah yang kehilangan pejabat, wilayah, keputusan, atau tindak lanjut bukan salinan rekamannya.",
    source="Notula: setiap fakta rekaman harus ada di naskah",
    example=Example("{% for b in keputusan.isi %}…{% endfor %}", "{% for b in keputusan.isi[1:] %}…{% endfor %}", "naskah"),
)  # fmt: skip
B002 = rule(
    "B002", "urutan-fakta",
    id="{naskah}: {jenis} “{teks}” tercetak tidak pada urutannya.",
    en="{naskah}: {jenis} “{teks}” is printed out of order.",
    hint_id="Periksa urutan di templat {templat}. Berkas tidak dibuat.",
    hint_en="Check the order in template {templat}. No file was written.",
    why="Nomor keputusan dirujuk orang; urutan yang berubah mengubah rujukan.",
    source="Notula: urutan rekaman adalah urutan naskah",
    example=Example("{% for b in keputusan.isi %}", "{% for b in keputusan.isi|reverse %}", "naskah"),
)  # fmt: skip
B003 = rule(
    "B003", "sisa-mesin",
    id="{naskah}: ada sisa “{teks}” di dalam naskah.",
    en="{naskah}: leftover “{teks}” in the document.",
    hint_id="Betulkan templat {templat}. Berkas tidak dibuat.",
    hint_en="Mend template {templat}. No file was written.",
    why="Tanda kurung templat, None, atau nan menandakan isian yang gagal.",
    source="Notula: tidak ada sisa pada naskah",
    example=Example("{{ tempat }}", "{{ '{{' }} tempat }}", "naskah"),
)  # fmt: skip
B004 = rule(
    "B004", "label-kosong",
    id="{naskah}: label “{teks}” tidak diikuti isinya.",
    en="{naskah}: label “{teks}” has nothing after it.",
    hint_id="Isi nilainya di rekaman, atau beri syarat pada baris itu di templat {templat}. Berkas tidak dibuat.",
    hint_en="Fill the value in the record, or make that row of template {templat} conditional. No file was written.",
    why="Label tanpa isi adalah lubang yang tidak terlihat.",
    source="Notula: tidak ada label kosong",
    example=Example("Tempat : {{ tempat }}", "Tempat :", "naskah"),
)  # fmt: skip
B005 = rule(
    "B005", "docx-pdf-berbeda",
    id="{naskah}: isi DOCX dan PDF berbeda mulai “{docx}” (DOCX) dan “{pdf}” (PDF).",
    en="{naskah}: DOCX and PDF differ from “{docx}” (DOCX) and “{pdf}” (PDF) on.",
    hint_id="Samakan kata-kata templat {templat}. Berkas tidak dibuat.",
    hint_en="Make the words of the templates {templat} agree. No file was written.",
    why="Dua cetakan satu naskah harus sama kata demi kata.",
    source="Notula: DOCX dan PDF mencetak Naskah yang sama",
    example=Example("templat DOCX dan HTML berlabel sama", "label “Tempat” hanya ada di templat HTML", "naskah"),
)  # fmt: skip
B006 = rule(
    "B006", "kekosongan-final",
    id="{naskah}: naskah final masih memuat “{teks}”.",
    en="{naskah}: a final document still holds “{teks}”.",
    hint_id="Lengkapi fakta itu di rekaman. Berkas tidak dibuat.",
    hint_en="Fill that fact in the record. No file was written.",
    why="Naskah resmi tidak boleh berlubang.",
    source="Notula: dua status",
    example=Example("nama pembuka terisi", "BELUM DIISI: nama pembuka", "naskah"),
)  # fmt: skip

B007 = rule(
    "B007", "tanpa-tanda-draf",
    id="{naskah}: ada halaman draf tanpa tanda DRAF ({teks}).",
    en="{naskah}: a page of the draft bears no DRAF mark ({teks}).",
    hint_id="Pulihkan tanda DRAF pada templat {templat}. Berkas tidak dibuat.",
    hint_en="Restore the DRAF mark in template {templat}. No file was written.",
    why="Draf yang tidak bertanda dapat dikira naskah resmi.",
    source="Notula: dua status",
    example=Example("tanda DRAF pada setiap halaman", "templat tanpa tanda DRAF", "naskah"),
)  # fmt: skip

_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|(?<![\w.])(?:None|nan|NaN|Undefined|Markup\()(?![\w])")
_LABEL = re.compile(r"^[^\n:]{2,40}:\s*$")
_CONTEXT = 40


def prove(record: Record, naskah: Naskah, docx: bytes, pdf: bytes | None, shown: str) -> list[Finding]:
    """What the two files of a document fail to say, or say and should not.

    Without a PDF (a watcher shows the Word file first) only the Word file is held against
    the record. `shown` is the name of the document in findings. The places of findings are those of
    the facts in the record.
    """
    templat = f"{naskah.jenis}.{naskah.profil.bentuk}"
    printed = {f"{shown}.docx": text_of_docx(docx)}
    if pdf is not None:
        printed[f"{shown}.pdf"] = "\n".join(pages_of_pdf(pdf))
    out: list[Finding] = []
    whole = Place(record.places.file)
    must = [*facts(record.rapat, naskah), *participants(record.rapat)]
    if naskah.draf:  # placeholders of a draft are printed as gaps, not as they stand
        must = [f for f in must if squeeze(f.teks) in _naskah_text(naskah)]
    for name, text in printed.items():
        out += _facts_in(squeeze(text), must, record, name, templat)
        out += _naskah_in(squeeze(text), naskah, whole, name, templat)
        out += _often_enough(squeeze(text), naskah, whole, name, templat)
        known = {m[0] for m in _LEFTOVER.finditer(_naskah_lines(naskah))}
        for line in text.split("\n"):
            if (m := _LEFTOVER.search(line)) and m[0] not in known:
                out.append(B003.at(whole, naskah=name, teks=m[0], templat=templat))
        if not naskah.draf and "BELUM DIISI" in text:
            at = text.index("BELUM DIISI")
            teks = text[at : at + _CONTEXT].split("\n")[0]
            out.append(B006.at(whole, naskah=name, teks=teks, templat=templat))
    if naskah.draf:
        bare = {f"{shown}.docx": unmarked_docx(docx), f"{shown}.pdf": unmarked_pdf(pdf) if pdf else ""}
        out += [B007.at(whole, naskah=n, teks=w, templat=templat) for n, w in bare.items() if w]
    out += _empty_labels(printed[f"{shown}.docx"], naskah, whole, f"{shown}.docx", templat)
    if not out and pdf is not None:
        as_docx, as_pdf = printed.values()
        out += _agree(as_docx, as_pdf, naskah, whole, shown, templat)
    return out


def prove_pdf(record: Record, naskah: Naskah, pdf: bytes, shown: str) -> list[Finding]:
    """What a final PDF alone fails to say of its record: for one who has no Word file beside it."""
    templat, whole = f"{naskah.jenis}.{naskah.profil.bentuk}", Place(record.places.file)
    text = squeeze("\n".join(pages_of_pdf(pdf)))
    must = [*facts(record.rapat, naskah), *participants(record.rapat)]
    return [
        *_facts_in(text, must, record, shown, templat),
        *_naskah_in(text, naskah, whole, shown, templat),
        *_often_enough(text, naskah, whole, shown, templat),
    ]


def _facts_in(text: str, must: Iterable[Fact], record: Record, name: str, templat: str) -> Iterator[Finding]:
    at: dict[str, int] = {}
    for fact in must:
        words = squeeze(fact.teks)
        place = record.places.of(fact.path)
        values: dict[str, Any] = dict(naskah=name, jenis=fact.jenis, teks=fact.teks, templat=templat)
        if not words or words not in text:
            yield B001.at(place, **values)
        elif fact.deret:
            found = text.find(words, at.get(fact.deret, 0))
            if found < 0:
                yield B002.at(place, **values)
            else:
                at[fact.deret] = found + len(words)


def _naskah_in(text: str, naskah: Naskah, whole: Place, name: str, templat: str) -> Iterator[Finding]:
    """Every text of every field of the Naskah, in order within the field, except facts a form omits."""
    end = 0
    for field in fields(naskah.isi):
        if field.name in TIDAK_DICETAK.get(naskah.profil.bentuk, ()):
            continue
        value = getattr(naskah.isi, field.name)
        signed = field.name == "tanda_tangan"  # blocks stand side by side, after the last section
        for part in value if signed else (value,):
            at = end if signed else 0
            for piece in pieces(part):
                words = squeeze(piece)
                found = text.find(words, at)
                if found >= 0:
                    at = found + len(words)
                    continue
                broken = B002 if words in text and not signed else B001
                name_ = field.name.replace("_", " ")
                yield broken.at(whole, naskah=name, jenis=name_, teks=piece, templat=templat)
        if field.name == "penutup":
            end = at


_BERARTI = 12
"""Letters from which a piece of text is no accident of its neighbours."""


def _often_enough(text: str, naskah: Naskah, whole: Place, name: str, templat: str) -> Iterator[Finding]:
    """Each piece stands in the file as often as in the Naskah: words that a document says
    twice do not cover for a decision or follow-up that was dropped."""
    omitted = TIDAK_DICETAK.get(naskah.profil.bentuk, frozenset())
    said = [
        (f.name, piece, squeeze(piece))
        for f in fields(naskah.isi)
        if f.name not in omitted
        for piece in pieces(getattr(naskah.isi, f.name))
    ]
    stream = "\n".join(words for _, _, words in said)
    for field_name, piece, words in {w: (n, p, w) for n, p, w in said if len(w) >= _BERARTI}.values():
        if 0 < text.count(words) < stream.count(words):
            jenis = field_name.replace("_", " ")
            yield B001.at(whole, naskah=name, jenis=jenis, teks=piece, templat=templat)


def pieces(value: object) -> Iterator[str]:
    """The texts of a part of a Naskah in the order they are printed."""
    match value:
        case str() if value:
            yield value
        case Teks() if value:
            yield value.polos
        case Paragraf():
            yield from pieces(value.teks)
        case Subjudul() | Butir():
            yield from pieces((value.nomor, value.teks))
        case Tabel():
            yield from pieces((value.judul, *(k.judul for k in value.kolom), *value.baris))
        case Gambar():
            yield from pieces(value.keterangan)
        case KutipanBlok():
            yield from pieces((value.kata, value.oleh))
        case Bagian() | Lampiran():
            yield from pieces((value.nomor, value.judul, value.isi))
        case TandaTangan():
            yield from pieces((value.tempat_tanggal, value.atas, value.nama, value.pangkat, value.nip))
        case tuple():
            for item in value:
                yield from pieces(item)
        case _:
            return


def _naskah_lines(naskah: Naskah) -> str:
    return "\n".join(p for f in fields(naskah.isi) for p in pieces(getattr(naskah.isi, f.name)))


def _naskah_text(naskah: Naskah) -> str:
    return squeeze(_naskah_lines(naskah))


def _empty_labels(text: str, naskah: Naskah, whole: Place, name: str, templat: str) -> Iterator[Finding]:
    """Labels of the identity rows with nothing behind: `Tempat`, `:` and an empty cell.

    In a DOCX each cell is a line of its own, so an empty one shows as `:` and a blank line.
    """
    lines = text.split("\n")
    own = _naskah_lines(naskah)
    for i, line in enumerate(lines[:-1]):
        follows = lines[i + 1].strip()
        label = lines[i - 1].strip() if line.strip() == ":" and i else line.strip(" :")
        alone = line.strip() == ":" or (_LABEL.match(line) and line not in own)
        if alone and not follows and label:
            yield B004.at(whole, naskah=name, teks=label, templat=templat)


def _agree(docx: str, pdf: str, naskah: Naskah, whole: Place, shown: str, templat: str) -> list[Finding]:
    """Both texts, character by character; heads that tables repeat on each page count once or more."""
    heads = {squeeze("".join(k.judul.polos for k in t.kolom)) for t in tables(naskah)}
    a, b = squeeze(docx), squeeze(pdf)
    for head in sorted(heads, key=len, reverse=True):
        a, b = a.replace(head, ""), b.replace(head, "")
    if a == b:
        return []
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    start = max(at - 15, 0)
    values: dict[str, Any] = dict(docx=a[start : start + _CONTEXT], pdf=b[start : start + _CONTEXT])
    return [B005.at(whole, naskah=shown, templat=templat, **values)]


def tables(value: object) -> Iterator[Tabel]:
    """The tables anywhere in a Naskah."""
    if isinstance(value, Tabel):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from tables(item)
    elif isinstance(value, Naskah):
        yield from tables(tuple(getattr(value.isi, f.name) for f in fields(value.isi)))
    elif isinstance(value, Bagian | Lampiran):
        yield from tables(value.isi)
