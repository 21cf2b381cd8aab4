"""Blocks of a source → a draft: claims gathered, set against each other, and the rest kept."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pydantic import ValidationError

from pipeline.impor.kenal import butir, hadir
from pipeline.impor.kenal.bagian import Bagian, bagi
from pipeline.impor.kenal.identitas import identitas
from pipeline.impor.kenal.kop import kepala
from pipeline.impor.kenal.kutipan import kutipan
from pipeline.impor.kenal.pembahasan import pembahasan
from pipeline.impor.kenal.prosa import prosa
from pipeline.impor.kenal.sambutan import sambutan
from pipeline.impor.kenal.tanda_tangan import tanda_tangan
from pipeline.impor.klaim import Celah, Hasil, Klaim, Kunci, kata, tanpa_tab
from pipeline.impor.sumber import Blok
from pipeline.record.rapat import Rapat, RentangTanggal
from pipeline.reference.label import kerangka, label_bagian, label_skalar

_KATA = re.compile(r"\w+")
_BENTUR = frozenset({("tanggal",), ("pimpinan", "ketua"), ("tempat",)})
"""Keys that stay empty where even two unsure claims differ; of others the first counts."""
_ORANG = frozenset(
    {
        ("pimpinan", "ketua"),
        ("pimpinan", "sekretaris"),
        ("pimpinan", "pencatat"),
        ("pembuka", "oleh"),
        ("penutup", "oleh"),
    }
)


@dataclass(frozen=True)
class Draf:
    """A draft record as plain data, where each value was read, the gaps, and what found no field."""

    data: dict[str, Any]
    asal: tuple[tuple[Kunci, Any, str], ...]
    celah: tuple[Celah, ...]
    blok: tuple[Blok, ...]
    sisa: tuple[str, ...]

    def sumber(self, gap: Celah) -> Blok:
        """The block that a gap is about."""
        return self.blok[gap.blok]


def susun(blocks: Sequence[Blok]) -> Draf:
    """The draft that the blocks of one document give; every word of them is in it."""
    found = _kenali(blocks)
    claims = [replace(c, nilai=tanpa_tab(c.nilai)) for c in found if isinstance(c, Klaim)]
    gaps = [c for c in found if isinstance(c, Celah)]
    kept, more = _pilih(claims, gaps)
    data: dict[str, Any] = {}
    for claim in kept:
        _pasang(data, claim)
    gaps = _celah([*gaps, *more], data)
    rest = _sisa(blocks, kept, data)
    if rest:
        data["catatan_impor"] = rest
    origin = tuple((c.kunci, c.nilai, blocks[c.blok[0]].tempat) for c in kept)
    return Draf(data, origin, tuple(gaps), tuple(blocks), tuple(rest))


def _kenali(blocks: Sequence[Blok]) -> Hasil:
    """What all recognisers say, the surest first."""
    signed, taken = tanda_tangan(blocks)
    edge = [b for b in blocks if b.jenis == "tepi" and b.tempat == "kepala halaman"]
    parts = [Bagian(p.kunci, p.judul, tuple(b for b in p.isi if b.no not in taken)) for p in bagi(blocks)]
    spoken = [b for p in parts for b in p.isi if b.jenis == "teks" or p.kunci not in _DAFTAR]
    quotes, whole = kutipan(spoken)
    parts = [
        Bagian(
            p.kunci,
            p.judul,
            p.isi if p.kunci == "pembahasan" else tuple(b for b in p.isi if b.no not in whole),
        )
        for p in parts
    ]
    out: Hasil = [c for p in parts if p.kunci == "awal" for c in identitas(p.isi)]
    out += kepala(parts[0].isi, edge)
    tabled, rows = _tabel(parts)
    parts = [Bagian(p.kunci, p.judul, tuple(b for b in p.isi if b.no not in rows)) for p in parts]
    for part in parts:
        if part.kunci in _PEMBACA:
            out += _PEMBACA[part.kunci](part.isi)
    out += tabled
    title = frozenset(n for c in out if isinstance(c, Klaim) and c.kunci == ("judul",) for n in c.blok)
    out += sambutan([Bagian(p.kunci, p.judul, tuple(b for b in p.isi if b.no not in title)) for p in parts])
    out += quotes
    out += signed
    out += prosa([b for b in blocks if b.no not in taken and b.jenis != "tepi"])
    out += _simpulan(parts)
    agenda = [c.nilai for c in out if isinstance(c, Klaim) and c.kunci == ("acara",)]
    people = frozenset(n for c in out if isinstance(c, Klaim) for n in _nama(c))
    out += pembahasan([p for p in parts if p.kunci == "pembahasan"], people, agenda)
    return out


_DAFTAR = frozenset(
    {
        "tujuan",
        "dasar",
        "acara",
        "undangan",
        "tembusan",
        "rekomendasi",
        "keputusan",
        "tindak_lanjut",
        "peserta",
    }
)
_PEMBACA: dict[str, Callable[[Sequence[Blok]], Hasil]] = {
    **{key: partial(butir.daftar, key) for key in _DAFTAR},
    "tindak_lanjut": butir.tindak_lanjut,
    "peserta": hadir.daftar_hadir,
}


def _tabel(parts: Sequence[Bagian]) -> tuple[Hasil, frozenset[int]]:
    """The claims of attendance and follow-up tables wherever they stand, and their rows."""
    out: Hasil = []
    rows: set[int] = set()
    for part in parts:
        for table in butir.kelompok_tabel(part.isi):
            claims = hadir.tabel_hadir(table)
            if not claims:
                head, columns = butir.kepala_kolom(table, "tindak")
                claims = butir.tabel_tindak(table[head + 1 :], columns) if columns else []
            if claims:
                out += claims
                rows |= {b.no for b in table}
            elif part.kunci != "pembahasan":
                rows |= {b.no for b in table}
    return out, frozenset(rows)


def _simpulan(parts: Sequence[Bagian]) -> Hasil:
    """Conclusions under a heading of their own: the decisions where no heading names those."""
    ends = [p for p in parts if p.kunci == "kesimpulan"]
    if not ends or any(p.kunci == "keputusan" and butir.butiran(p.isi) for p in parts):
        return []
    out: Hasil = []
    for part in ends:
        items = butir.daftar("keputusan", part.isi)
        out += items
        if items and part.judul:
            out.append(Celah(("keputusan",), "simpulan dibaca sebagai keputusan; periksa", part.judul.no))
    return out


def _nama(claim: Klaim) -> list[str]:
    value = claim.nilai
    name = value.get("nama") if isinstance(value, dict) else None
    return [name.lower(), name.split(",")[0].lower()] if isinstance(name, str) else []


def _pilih(claims: Sequence[Klaim], gaps: Sequence[Celah]) -> tuple[list[Klaim], list[Celah]]:
    """The claims that stand, and a gap for each key that two sources fill differently."""
    kept: list[Klaim] = []
    more: list[Celah] = []
    listed: set[str] = set()
    single: dict[Kunci, list[Klaim]] = defaultdict(list)
    unsure = {g.kunci for g in gaps if not g.ringan and not g.alasan.startswith("masih kosong")}
    for claim in claims:
        if not _sah(claim):
            more.append(Celah(claim.kunci, "isinya tidak dapat dipakai", claim.blok[-1]))
        elif claim.tambah:
            name = _nama_peserta(claim)
            if name is None or name not in listed:
                kept.append(claim)
                listed |= {name} if name else set()
        else:
            single[claim.kunci].append(claim)
    for key, group in single.items():
        strong = [c for c in group if not c.lemah]
        pool = group if key in _BENTUR else strong or group
        if not strong and key in unsure and key != ("waktu",):
            continue
        chosen = _satu(key, strong or group, pool)
        if chosen is None:
            more += [
                Celah(key, f"sumber menyebut lebih dari satu: “{_ringkas(c.nilai)}”", c.blok[-1])
                for c in pool
            ]
        else:
            kept += chosen
    return kept, more


def _satu(key: Kunci, group: Sequence[Klaim], pool: Sequence[Klaim]) -> list[Klaim] | None:
    """The claims that agree on a key, or None where they do not."""
    first = group[0]
    strong = not first.lemah
    if key in _ORANG:
        person: dict[str, Any] = {}
        used = []
        for claim in group:
            if _rukun(person, claim.nilai):
                person = {**claim.nilai, **person}
                used.append(claim)
            else:
                return None
        others = [c for c in pool if c not in used]
        if key in _BENTUR and any(_beda(person, c.nilai) for c in others):
            return None
        return [Klaim(key, person, c.blok, c.ambil) for c in used]
    if key == ("tempat",) and strong:
        pool = group
    if key in _BENTUR or strong:
        values = {_norma(c.nilai) for c in pool}
        if len(values) > 1:
            return None
    return [c for c in group if _norma(c.nilai) == _norma(first.nilai)]


def _rukun(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two readings can be one person: the same name or office, nothing different."""
    if not a:
        return True
    same = [k for k in a if k in b and _mirip(a[k], b[k])]
    return bool({"nama", "jabatan"} & set(same)) and not _beda(a, b)


def _beda(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return "nama" in a and "nama" in b and not _mirip(a["nama"], b["nama"])


def _mirip(a: str, b: str) -> bool:
    x, y = (re.sub(r"\W+", " ", t.split(",")[0]).strip().casefold() for t in (a, b))
    return x in y or y in x


def _norma(value: Any) -> str:
    if isinstance(value, str | dict):
        try:
            day = RentangTanggal.model_validate(value)
            return f"{day.mulai} {day.selesai}"
        except ValidationError:
            pass
    return re.sub(r"[\W_]+", " ", " ".join(kata(value))).strip().casefold()


def _ringkas(value: Any) -> str:
    return ", ".join(kata(value))[:80]


def _sah(claim: Klaim) -> bool:
    """Whether the record takes the value."""
    nested: Any = [claim.nilai] if claim.tambah else claim.nilai
    for key in reversed(claim.kunci):
        nested = {key: nested}
    try:
        Rapat.model_validate(nested)
    except ValidationError:
        return False
    return True


def _nama_peserta(claim: Klaim) -> str | None:
    """The name by which a participant counts once; None for other claims, groups and blanks."""
    name = claim.nilai.get("nama") if claim.kunci == ("peserta",) else None
    return name.casefold() if isinstance(name, str) and any(c.isalpha() for c in name) else None


def _pasang(data: dict[str, Any], claim: Klaim) -> None:
    target = data
    for key in claim.kunci[:-1]:
        target = target.setdefault(key, {})
    last = claim.kunci[-1]
    if claim.tambah:
        target.setdefault(last, []).append(claim.nilai)
    else:
        old, new = target.get(last), claim.nilai
        target[last] = {**new, **old} if isinstance(old, dict) and isinstance(new, dict) else new


def _celah(gaps: Iterable[Celah], data: dict[str, Any]) -> list[Celah]:
    """The gaps that are still open, each once, in the order of the source."""
    out: dict[tuple[Kunci, int], Celah] = {}
    for gap in gaps:
        value: Any = data
        for key in gap.kunci:
            value = value.get(key) if isinstance(value, dict) else None
        listed = isinstance(value, list) and not gap.ringan
        if value in (None, [], {}) or listed:
            out.setdefault((gap.kunci, gap.blok), gap)
    return sorted(out.values(), key=lambda g: g.blok)


def _sisa(blocks: Sequence[Blok], kept: Sequence[Klaim], data: dict[str, Any]) -> list[str]:
    """The words of the source that stand in no field, in order; nothing is dropped."""
    rest: dict[int, list[str]] = {b.no: [b.teks] for b in blocks}
    for claim in sorted(
        kept, key=lambda c: c.kunci == ("kutipan",)
    ):  # a quotation may stand in a longer text
        at = 0  # words are taken in the order of the blocks: go on where the last ones stood
        for words in claim.ambil:
            order = [*range(at, len(claim.blok)), *range(at)]
            at = next((n for n in order if _ambil(rest[claim.blok[n]], words)), at)
    out: list[str] = []
    form: set[str] = set()
    lost = Counter(w for b in blocks for w in _kata(b.teks))
    lost.subtract(w for t in kata(data) for w in _kata(t))
    for block in blocks:
        for piece in _potongan(block, rest[block.no]):
            lost.subtract(_kata(piece))
            if piece not in form:  # “Bapak”, “NIP” and other words of the form are kept once
                out.append(piece)
            if kerangka(piece):
                form.add(piece)
    missing = {w for w, n in lost.items() if n > 0}
    if missing:  # a claim took words that its value does not hold: keep their lines whole
        whole = set(out)
        out += [b.utuh for b in blocks if missing & set(_kata(b.teks)) and b.utuh not in whole]
    return out


def _potongan(block: Blok, parts: list[str]) -> list[str]:
    """What remains of a block, in pieces that hold words."""
    if parts == [block.teks]:
        if block.jenis == "baris":
            cells = [" ".join(c.split()) for c in block.sel if any(x.isalpha() for x in c)]
            named = 1 < len(cells) < 4 and (label_skalar(cells[0]) or label_bagian(cells[0]))
            return [f"{cells[0]} : {' '.join(cells[1:])}" if named else " | ".join(cells)] if cells else []
        whole = " ".join(block.utuh.split())
        return [whole] if any(c.isalnum() for c in whole) else []
    out = []
    for part in (p for x in parts for p in x.split("\n")):
        piece = " ".join(part.split()).strip(' ,;.|()-–“”"')
        if any(c.isalpha() for c in piece) or (block.jenis != "baris" and re.search(r"\d\d", piece)):
            out.append(piece)
    return out


def _ambil(parts: list[str], words: str) -> bool:
    """Take words out of the first part that holds them; whether one did."""
    inner = r"\s+".join(re.escape(w) for w in words.split())
    pattern = re.compile(rf"(?<!\w){inner}(?!\w)" if words[:1].isalnum() and words[-1:].isalnum() else inner)
    for n, part in enumerate(parts):
        if words.strip() and (m := pattern.search(part)):
            parts[n : n + 1] = [p for p in (part[: m.start()], part[m.end() :]) if p.strip()]
            return True
    return False


def _kata(text: str) -> list[str]:
    return [w.casefold() for w in _KATA.findall(text) if any(c.isalpha() for c in w)]
