"""The discussion: agenda items, who said what, questions and answers, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipeline.impor.kenal.bagian import Bagian, judul_kapital
from pipeline.impor.kenal.butir import gaya, kepala_kolom
from pipeline.impor.kenal.orang import orang
from pipeline.impor.klaim import Hasil, Klaim
from pipeline.impor.sumber import Blok
from pipeline.reference.asisten import kalimat_asisten
from pipeline.reference.label import label_bagian, pisah_label
from pipeline.reference.sebutan_orang import INSTANSI, JABATAN, nama_mungkin, nama_pasti

_TANYA = re.compile(
    r"^(?:pertanyaan|tanya|penanya|T)\b(?:\s+(?:dari|oleh|\d+))*\s*(?P<who>[^:]{0,100}?)\s*:\s*(?P<what>.*)$",
    re.I | re.S,
)
_JAWAB = re.compile(
    r"^(?:jawab(?:an)?|penjawab|tanggapan|J)\b(?:\s+(?:dari|oleh|\d+))*\s*(?P<who>[^:]{0,100}?)\s*:\s*(?P<what>.*)$",
    re.I | re.S,
)
_BERTANYA = re.compile(
    r"^(?P<who>[^:.?]{3,100}?)\s+(?P<v>bertanya|menanyakan|menjawab)\b\s*[:,]\s*(?P<what>.+)$", re.I | re.S
)
_SIMPUL = re.compile(r"^(?:kesimpulan|simpulan)\s*:\s*(?P<what>.+)$", re.I | re.S)
_UCAP = re.compile(r"^(?P<who>[^:“”\"?!]{2,110}?)\s*:\s*(?P<what>\S.*)?$", re.S)
_NOMOR_ACARA = re.compile(
    r"^(?:acara|agenda|topik|materi)\s+(?:ke-?)?(?:[IVX]+|\d+)\s*[:.]\s*(?P<r>.+)$", re.I
)


class _Acara:
    """One agenda item under way."""

    def __init__(self, title: str = "", block: Blok | None = None) -> None:
        self.nilai: dict[str, Any] = {"judul": title} if title else {}
        self.isi: list[Any] = []
        self.blok: list[int] = [block.no] if block else []
        self.ambil: list[str] = [title] if title else []

    def tambah(self, value: Any, block: Blok, *words: str) -> None:
        self.isi.append(value)
        self.blok.append(block.no)
        self.ambil += words

    def klaim(self) -> Klaim:
        return Klaim(
            ("pembahasan",), {**self.nilai, "isi": self.isi}, tuple(self.blok), tuple(self.ambil), tambah=True
        )


def pembahasan(parts: Sequence[Bagian], dikenal: frozenset[str], acara: Sequence[str]) -> Hasil:
    """The discussion parts as agenda items; `dikenal` are names known from elsewhere in the document.

    A heading, or a numbered line that paragraphs follow, opens an item. Where the meeting had one agenda
    item and the discussion has no heading, it is that item.
    """
    items: list[_Acara] = []
    for part in parts:
        blocks = [b for b in part.isi if not kalimat_asisten(b.teks)]
        for n, block in enumerate(blocks):
            title = _judul(block, blocks[n + 1] if n + 1 < len(blocks) else None, dikenal)
            if title:
                items.append(_Acara(title, block))
                continue
            if not items:
                items.append(_Acara())
            if block.jenis == "baris":
                continue
            _isi(items[-1], block, dikenal)
        for rows in _tabel(blocks):
            if not items:
                items.append(_Acara())
            _baris(items[_pemilik(items, rows[0].no)], rows)
    kept = [i for i in items if i.isi or i.nilai]
    if len(kept) == 1 and "judul" not in kept[0].nilai and len(acara) == 1:
        kept[0].nilai = {"judul": acara[0], **kept[0].nilai}
    return [i.klaim() for i in kept]


def _pemilik(items: Sequence[_Acara], row: int) -> int:
    """The item whose blocks stand last before a table."""
    before = [n for n, i in enumerate(items) if i.blok and min(i.blok) < row]
    return before[-1] if before else 0


def _judul(block: Blok, after: Blok | None, known: frozenset[str]) -> str:
    """The agenda item that a block opens, or ""."""
    if block.jenis == "baris" or (pisah_label(block.teks) and not _NOMOR_ACARA.match(block.teks)):
        return ""
    if m := _NOMOR_ACARA.match(block.teks):
        return m["r"].strip()
    text = block.teks.rstrip(": ")
    if _pembicara(text, known) or (label_bagian(text) and block.jenis != "butir"):
        return ""
    if judul_kapital(block):
        return re.sub(r"^(?:[IVX]+|[A-Z]|\d{1,2})\.\s+", "", text)
    if (
        block.jenis != "butir"
        or after is None
        or len(text.split()) > 14
        or text.endswith((".", ";", ",", "?"))
    ):
        return ""
    deeper = after.jenis == "butir" and gaya(after.penanda) != gaya(block.penanda)
    prose = after.jenis == "teks" and len(after.teks) > 40
    return text if block.penanda[:1].isalnum() and block.penanda != "o" and (deeper or prose) else ""


def _isi(item: _Acara, block: Blok, known: frozenset[str]) -> None:
    text = block.teks
    if m := _SIMPUL.match(text):
        item.nilai["kesimpulan"] = m["what"]
        item.blok.append(block.no)
        item.ambil.append(m["what"])
        return
    for pattern, who, what in ((_TANYA, "penanya", "pertanyaan"), (_JAWAB, "penjawab", "jawaban")):
        if m := pattern.match(text):
            _tanya(item, block, who, what, m["who"].strip(" ()-–"), m["what"].strip())
            return
    if (m := _BERTANYA.match(text)) and (person := _pembicara(m["who"], known)):
        pair = ("penjawab", "jawaban") if m["v"].lower() == "menjawab" else ("penanya", "pertanyaan")
        item.tambah({pair[0]: person, pair[1]: m["what"]}, block, *person.values(), m["what"])
        return
    if (m := _UCAP.match(text)) and (person := _pembicara(m["who"], known)):
        value: dict[str, Any] = {"pembicara": person}
        words = [*person.values()]
        if m["what"]:
            value["uraian"] = m["what"].strip()
            words.append(m["what"].strip())
        item.tambah(value, block, *words)
        return
    last = item.isi[-1] if item.isi else None
    if isinstance(last, dict) and "pembicara" in last and "uraian" not in last:
        last["uraian"] = text
    elif (
        isinstance(last, dict)
        and (key := next((k for k in ("uraian", "jawaban", "pertanyaan") if k in last), ""))
        and block.jenis == "butir"
    ):
        glue = "\n" if "\n" in last[key] else "\n\n"
        last[key] += f"{glue}{_tanda(block)} {text}"
    elif isinstance(last, str) and block.jenis == "butir":
        glue = "\n" if re.search(r"(?:^|\n)\s*(?:-|\d+\.) [^\n]*$", last) else "\n\n"
        item.isi[-1] = f"{last}{glue}{_tanda(block)} {text}"
    else:
        item.tambah(f"{_tanda(block)} {text}" if block.jenis == "butir" else text, block, text)
        return
    item.blok.append(block.no)
    item.ambil.append(text)


def _tanda(block: Blok) -> str:
    """A list mark as Markdown reads it."""
    digits = re.sub(r"\D", "", block.penanda)
    return f"{digits}." if digits and not block.penanda.count(".") > 1 else "-"


def _tanya(item: _Acara, block: Blok, who: str, what: str, name: str, said: str) -> None:
    """A labelled question or answer; the name may stand before the colon, or alone after it."""
    last = item.isi[-1] if item.isi else None
    label = re.match(r"\w+", block.teks)
    if label and label[0].lower() == who and not name:  # “Penanya : Siti (Bappeda)”
        person = orang(said)
        if person:
            item.tambah({who: person}, block, *person.values())
        else:
            item.tambah(block.teks, block, block.teks)
        return
    if isinstance(last, dict) and who in last and what not in last and not name:
        last[what] = said
        item.blok.append(block.no)
        item.ambil.append(said)
        return
    person = orang(name) if name else None
    if name and not person:
        item.tambah(block.teks, block, block.teks)
        return
    value: dict[str, Any] = {**({who: person} if person else {}), what: said}
    item.tambah({k: v for k, v in value.items() if v}, block, *(person or {}).values(), said)


def _pembicara(text: str, known: frozenset[str]) -> dict[str, str] | None:
    """The speaker that words before a colon name, where something shows that they are one."""
    words = text.strip()
    person = orang(words)
    if person is None:
        return None
    name = person.get("nama", "")
    shown = nama_pasti(words) or set(person) & {"jabatan", "instansi"} or name.lower() in known or "," in name
    capitals = (
        name.isupper() and 2 <= len(name.split()) <= 6 and nama_mungkin(name) and not label_bagian(name)
    )
    if not (shown or capitals):
        return None
    if "nama" not in person and not (JABATAN.match(words) or INSTANSI.match(words)):
        return None
    return person


def _tabel(blocks: Sequence[Blok]) -> list[list[Blok]]:
    out: list[list[Blok]] = []
    for b in blocks:
        if b.jenis == "baris":
            if out and out[-1][0].tabel == b.tabel:
                out[-1].append(b)
            else:
                out.append([b])
    return out


def _baris(item: _Acara, rows: Sequence[Blok]) -> None:
    """A table of the discussion: questions and answers, speakers, or figures as they stand."""
    head, columns = kepala_kolom(rows, "tanya")
    if columns:
        for row in rows[head + 1 :]:
            _baris_tanya(item, row, columns)
        return
    width = max(len(r.sel) for r in rows)
    cells = [[" ".join(c.split()) for c in (*r.sel, *[""] * (width - len(r.sel)))] for r in rows]
    if len(rows) < 2 or width < 2:
        for row in rows:
            item.tambah(" ".join(row.teks.split()), row, *row.sel)
        return
    item.isi.append({"tabel": {"kolom": cells[0], "baris": cells[1:]}})
    item.blok += [r.no for r in rows]
    item.ambil += [c for r in cells for c in r if c]


def _baris_tanya(item: _Acara, row: Blok, columns: dict[str, int]) -> None:
    cell = {k: " ".join(row.sel[i].split()) for k, i in columns.items() if i < len(row.sel)}
    for who, what in (("penanya", "pertanyaan"), ("penjawab", "jawaban"), ("pembicara", "uraian")):
        if not cell.get(what):
            continue
        person = orang(cell.get(who, "")) if cell.get(who) else None
        value = {**({who: person} if person else {}), what: cell[what]}
        item.tambah(value, row, *(person or {}).values(), cell[what])
