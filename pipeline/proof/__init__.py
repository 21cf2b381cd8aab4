"""Proof: both files are opened again and their text is held against record and Naskah."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
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
from pipeline.proof.extract import (
    pages_of_pdf,
    squeeze,
    squeeze_semua,
    text_of_docx,
    unmarked_docx,
    unmarked_pdf,
)
from pipeline.proof.facts import Fact, facts, participants
from pipeline.record.record import Record
from pipeline.sampah import tahap

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


@tahap
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
    said = tuple(_said(naskah))
    lines = "\n".join(s.teks for s in said)
    must = _harus(record, naskah)
    if naskah.draf:  # placeholders of a draft are printed as gaps, not as they stand
        whole_text = squeeze(lines)
        must = [(f, words) for f, words in must if words in whole_text]
    omitted = TIDAK_DICETAK.get(naskah.profil.bentuk, frozenset())
    asked = [s for s in said if s.bidang not in omitted]
    squeezed_all = [squeeze(text) for text in printed.values()]
    for (name, text), squeezed in zip(printed.items(), squeezed_all, strict=True):
        out += _facts_in(squeezed, must, record, name, templat)
        out += _said_in(squeezed, asked, whole, name, templat)
        if _LEFTOVER.search(text):
            known = {m[0] for m in _LEFTOVER.finditer(lines)}
            left = [m[0] for line in text.split("\n") if (m := _LEFTOVER.search(line))]
            out += [B003.at(whole, naskah=name, teks=w, templat=templat) for w in left if w not in known]
        if not naskah.draf and "BELUM DIISI" in text:
            at = text.index("BELUM DIISI")
            teks = text[at : at + _CONTEXT].split("\n")[0]
            out.append(B006.at(whole, naskah=name, teks=teks, templat=templat))
    if naskah.draf:
        bare = {f"{shown}.docx": unmarked_docx(docx), f"{shown}.pdf": unmarked_pdf(pdf) if pdf else ""}
        out += [B007.at(whole, naskah=n, teks=w, templat=templat) for n, w in bare.items() if w]
    out += _empty_labels(printed[f"{shown}.docx"], lines, whole, f"{shown}.docx", templat)
    if not out and pdf is not None:
        as_docx, as_pdf = squeezed_all
        out += _agree(as_docx, as_pdf, naskah, whole, shown, templat)
    return out


def prove_pdf(record: Record, naskah: Naskah, pdf: bytes, shown: str) -> list[Finding]:
    """What a final PDF alone fails to say of its record: for one who has no Word file beside it."""
    templat, whole = f"{naskah.jenis}.{naskah.profil.bentuk}", Place(record.places.file)
    squeezed = squeeze("\n".join(pages_of_pdf(pdf)))
    must = _harus(record, naskah)
    omitted = TIDAK_DICETAK.get(naskah.profil.bentuk, frozenset())
    asked = [s for s in _said(naskah) if s.bidang not in omitted]
    return [
        *_facts_in(squeezed, must, record, shown, templat),
        *_said_in(squeezed, asked, whole, shown, templat),
    ]


@dataclass(frozen=True)
class _Ucapan:
    """A piece of the Naskah's text: its field, the signature block it belongs to, squeezed."""

    bidang: str
    blok: int
    teks: str
    kata: str


def _said(naskah: Naskah) -> Iterator[_Ucapan]:
    """All pieces of the Naskah in the order of its fields."""
    found: list[tuple[str, int, str]] = []
    for field in fields(naskah.isi):
        value = getattr(naskah.isi, field.name)
        for number, part in enumerate(value if field.name == "tanda_tangan" else (value,)):
            found += [(field.name, number, piece) for piece in pieces(part)]
    for (name, number, piece), words in zip(found, squeeze_semua([f[2] for f in found]), strict=True):
        yield _Ucapan(name, number, piece, words)


def _harus(record: Record, naskah: Naskah) -> list[tuple[Fact, str]]:
    """What must stand in the files, with its squeezed words."""
    all_facts = (*facts(record.rapat, naskah), *participants(record.rapat))
    return list(zip(all_facts, squeeze_semua([f.teks for f in all_facts]), strict=True))


_DEKAT = 4000
"""Letters after a person's name within which the rest of the person is looked for first."""


def _facts_in(
    text: str, must: Iterable[tuple[Fact, str]], record: Record, name: str, templat: str
) -> Iterator[Finding]:
    at: dict[str, int] = {}
    person = 0
    for fact, words in must:
        if words and fact.deret and (found := text.find(words, at.get(fact.deret, 0))) >= 0:
            at[fact.deret] = found + len(words)
            continue
        if words and not fact.deret:  # a long list is printed as the record has it: the next is near
            near = text.find(words, person, person + _DEKAT)
            if near >= 0 or words in text:
                person = near if fact.jenis == "pejabat" and near >= 0 else person
                continue
        broken = B002 if words and words in text else B001
        values: dict[str, Any] = dict(naskah=name, jenis=fact.jenis, teks=fact.teks, templat=templat)
        yield broken.at(record.places.of(fact.path), **values)


_BERAKHIR = ("penutup", "tanda_tangan")
"""Signature blocks stand side by side, after the closing section."""


def _said_in(text: str, asked: Sequence[_Ucapan], whole: Place, name: str, templat: str) -> Iterator[Finding]:
    """What of the Naskah a text lacks, has out of order, or less often."""
    loose = asked if not _in_one_run(text, asked) else [s for s in asked if s.bidang in _BERAKHIR]
    yield from _naskah_in(text, loose, whole, name, templat)
    yield from _often_enough(text, asked, loose, whole, name, templat)


def _in_one_run(text: str, said: Iterable[_Ucapan]) -> bool:
    """Whether all pieces but signatures stand one after the other, in the order of the Naskah.

    If so, each stands in its order and at least as often as the Naskah says it, so that only
    the signatures need a closer look; forms that print in another order need it all.
    """
    at = 0
    for piece in said:
        if piece.bidang == "tanda_tangan":
            continue
        at = text.find(piece.kata, at)
        if at < 0:
            return False
        at += len(piece.kata)
    return True


def _naskah_in(
    text: str, said: Iterable[_Ucapan], whole: Place, name: str, templat: str
) -> Iterator[Finding]:
    """Every text of every field of the Naskah, in order within the field."""
    end = at = 0
    for (field, _), run in groupby(said, key=lambda s: (s.bidang, s.blok)):
        signed = field == "tanda_tangan"  # blocks stand side by side, after the last section
        at = end if signed else 0
        for piece in run:
            found = text.find(piece.kata, at)
            if found >= 0:
                at = found + len(piece.kata)
                continue
            broken = B002 if piece.kata in text and not signed else B001
            name_ = field.replace("_", " ")
            yield broken.at(whole, naskah=name, jenis=name_, teks=piece.teks, templat=templat)
        if field == "penutup":
            end = at


_BERARTI = 12
"""Letters from which a piece of text is no accident of its neighbours."""


def _often_enough(
    text: str, said: Sequence[_Ucapan], asked: Sequence[_Ucapan], whole: Place, name: str, templat: str
) -> Iterator[Finding]:
    """Each piece asked about stands in the file as often as in the Naskah: words that a document
    says twice do not cover for a decision or follow-up that was dropped."""
    stream = "\n".join(s.kata for s in said)
    for piece in {s.kata: s for s in asked if len(s.kata) >= _BERARTI}.values():
        if 0 < text.count(piece.kata) < stream.count(piece.kata):
            jenis = piece.bidang.replace("_", " ")
            yield B001.at(whole, naskah=name, jenis=jenis, teks=piece.teks, templat=templat)


def pieces(value: object) -> list[str]:
    """The texts of a part of a Naskah in the order they are printed."""
    out: list[str] = []
    _kumpulkan(value, out)
    return out


def _kumpulkan(value: object, out: list[str]) -> None:
    match value:
        case Teks():
            if text := value.polos:
                out.append(text)
        case str() if value:
            out.append(value)
        case Paragraf():
            _kumpulkan(value.teks, out)
        case Subjudul() | Butir():
            _kumpulkan((value.nomor, value.teks), out)
        case Tabel():
            _kumpulkan((value.judul, *(k.judul for k in value.kolom)), out)
            out += [text for row in value.baris for cell in row if (text := cell.polos)]
        case Gambar():
            _kumpulkan(value.keterangan, out)
        case KutipanBlok():
            _kumpulkan((value.kata, value.oleh), out)
        case Bagian() | Lampiran():
            _kumpulkan((value.nomor, value.judul, value.isi), out)
        case TandaTangan():
            _kumpulkan((value.tempat_tanggal, value.atas, value.nama, value.pangkat, value.nip), out)
        case tuple():
            for item in value:
                _kumpulkan(item, out)
        case _:
            return


def _empty_labels(text: str, own: str, whole: Place, name: str, templat: str) -> Iterator[Finding]:
    """Labels of the identity rows with nothing behind: `Tempat`, `:` and an empty cell.

    `own` are the lines of the Naskah, where such a line may stand by right.

    In a DOCX each cell is a line of its own, so an empty one shows as `:` and a blank line.
    """
    lines = text.split("\n")
    for i, line in enumerate(lines[:-1]):
        if ":" not in line:
            continue
        follows = lines[i + 1].strip()
        label = lines[i - 1].strip() if line.strip() == ":" and i else line.strip(" :")
        alone = line.strip() == ":" or (_LABEL.match(line) and line not in own)
        if alone and not follows and label:
            yield B004.at(whole, naskah=name, teks=label, templat=templat)


def _agree(a: str, b: str, naskah: Naskah, whole: Place, shown: str, templat: str) -> list[Finding]:
    """Both squeezed texts, character by character; heads that tables repeat on each page count once or more."""
    heads = {squeeze("".join(k.judul.polos for k in t.kolom)) for t in tables(naskah)}
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
