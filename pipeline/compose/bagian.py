"""Sections that both document types share, and the numbering of sections that are there."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pipeline.compose import format as fmt
from pipeline.compose import markdown
from pipeline.compose.orang import sebut
from pipeline.compose.teks import deret, gabung, isian, kosong, polos, tebal
from pipeline.naskah import (
    Bagian,
    Blok,
    Butir,
    Gambar,
    Isi,
    Kolom,
    Kop,
    KutipanBlok,
    Lampiran,
    LaporanIsi,
    Metadata,
    Naskah,
    NotulaIsi,
    Paragraf,
    Subjudul,
    Tabel,
    Teks,
)
from pipeline.places import Path
from pipeline.record.profil import Profil
from pipeline.record.rapat import Pembahasan, Rapat, Sambutan, TabelRekaman, Uraian
from pipeline.record.record import Record, Reference
from pipeline.record.wajib import label


def nomori(sections: dict[str, tuple[str, Isi] | None], pattern: tuple[str, ...]) -> dict[str, Bagian | None]:
    """The sections numbered in order; one that is None is absent and takes no number."""
    out: dict[str, Bagian | None] = {}
    count = 0
    for name, section in sections.items():
        if section is None:
            out[name] = None
            continue
        count += 1
        out[name] = Bagian(fmt.nomor(pattern, 0, count), polos(section[0]), section[1])
    return out


def daftar(items: tuple[str, ...], pattern: tuple[str, ...], level: int, tingkat: int) -> Isi:
    """One-line items numbered at a level of the pattern."""
    return tuple(
        Butir(fmt.nomor(pattern, level, i), markdown.sebaris(item), tingkat)
        for i, item in enumerate(items, 1)
    )


def wajib(isi: Isi, words: str, inden: int = 0) -> Isi:
    """The content, or the gap that stands for it."""
    return isi or (Paragraf(kosong(words), inden),)


def sidang_rapat(rapat: Rapat) -> Teks:
    """Kind and title; words that end the kind and begin the title are said once."""
    if not rapat.jenis or not rapat.judul:
        return deret((isian(rapat.jenis, ("jenis",)), isian(rapat.judul, ("judul",))), " ")
    kind, title = rapat.jenis.split(), rapat.judul.split()
    for shared in range(min(len(kind), len(title)), 0, -1):
        if [w.casefold() for w in kind[-shared:]] == [w.casefold() for w in title[:shared]]:
            return polos(" ".join([*kind[:-shared], *title]))
    return polos(" ".join([*kind, *title]))


def hari_tanggal(rapat: Rapat) -> Teks:
    """`Selasa, 24 November 2026`, or a range, or its gap."""
    span = rapat.tanggal
    return isian(fmt.rentang(span) if span else None, ("tanggal", "mulai"))


def waktu(rapat: Rapat) -> Teks:
    """`09.00 s.d. 12.00 WIB` or `09.00 WIB s.d. selesai`."""
    w = rapat.waktu
    start = isian(fmt.jam(w.mulai) if w and w.mulai else None, ("waktu", "mulai"))
    zone = fmt.zona(w) or gabung(" ", kosong(label(("waktu", "zona"))))
    if w is not None and w.selesai == "selesai":
        return gabung(start, zone, " s.d. selesai")
    end = fmt.jam(w.selesai) if w and w.selesai and w.selesai != "selesai" else None
    return gabung(start, " s.d. ", isian(end, ("waktu", "selesai")), zone)


def moda(rapat: Rapat) -> str | None:
    """How the meeting was held, in the words of a document."""
    words = {"luring": "Luring", "daring": "Daring", "hibrida": "Hibrida (luring dan daring)"}
    return words.get(rapat.moda or "")


def penyelenggara(rapat: Rapat) -> Teks:
    """Agency and region of the organiser; a region that the agency's name holds is not said again."""
    p = rapat.penyelenggara
    agency = isian(p.instansi if p else None, ("penyelenggara", "instansi"))
    region = p.wilayah if p else None
    if region and p and p.instansi and region.casefold() in p.instansi.casefold():
        return agency
    return deret((agency, isian(region, ("penyelenggara", "wilayah"))), ", ")


def sambutan(
    rapat: Rapat, key: str, verb: str, tertera: frozenset[str], pattern: tuple[str, ...], tingkat: int
) -> Isi:
    """`Rapat dibuka oleh …, pada pukul 09.00 WIB.` and the words that were said."""
    s: Sambutan | None = getattr(rapat, key)
    who = sebut(s.oleh if s else None, (key, "oleh"), tertera=tertera)
    at = f", pada pukul {fmt.jam(s.pukul)}{fmt.zona(rapat.waktu)}" if s and s.pukul else ""
    out: list[Blok] = [Paragraf(gabung(f"Rapat {verb} oleh ", who, at, "."), tingkat - 1)]
    if s and s.isi:
        out += markdown.blok(s.isi, pattern, tingkat, tingkat)
    return tuple(out)


def pembahasan(rapat: Rapat, profil: Profil, tertera: frozenset[str], level: int) -> Isi:
    """The discussion per agenda item; items are numbered at `level` of the profile's pattern."""
    out: list[Blok] = []
    for i, item in enumerate(rapat.pembahasan):
        path: Path = ("pembahasan", i)
        number = fmt.nomor(profil.penomoran, level, i + 1)
        out.append(Subjudul(number, isian(item.judul, (*path, "judul")), level + 1))
        out += _acara(item, path, profil, tertera, level)
    return wajib(tuple(out), "pembahasan", level - 1)


def _acara(item: Pembahasan, path: Path, profil: Profil, tertera: frozenset[str], level: int) -> list[Blok]:
    out: list[Blok] = []
    if item.pembicara is not None:
        who = sebut(item.pembicara, (*path, "pembicara"), tertera=tertera)
        out.append(Paragraf(gabung("Disampaikan oleh ", who, "."), level))
    count = 0
    for n, entry in enumerate(item.isi):
        spoken = list(_ucapan(entry, (*path, "isi", n), tertera))
        for lead, words in spoken:
            count += 1
            number = fmt.nomor(profil.penomoran, level + 1, count)
            blocks = markdown.blok(words, profil.penomoran, level + 2, level + 2)
            first, *rest = markdown.awali(lead, blocks, level + 1)
            assert isinstance(first, Paragraf)
            out += [Butir(number, first.teks, level + 1), *rest]
        if entry.teks:
            out += markdown.blok(entry.teks, profil.penomoran, level + 1, level + 1)
        if entry.tabel:
            out.append(tabel(entry.tabel))
    if item.kesimpulan:
        lead = gabung(tebal(polos("Simpulan:")), " ")
        blocks = markdown.blok(item.kesimpulan, profil.penomoran, level + 1, level + 1)
        out += markdown.awali(lead, blocks, level)
    return out


def _ucapan(entry: Uraian, path: Path, tertera: frozenset[str]) -> list[tuple[Teks, str]]:
    """What was said in an entry: the words that lead in, and the words."""
    out: list[tuple[Teks, str]] = []
    for who, what, lead in (
        ("pembicara", "uraian", ""),
        ("penanya", "pertanyaan", "Pertanyaan dari "),
        ("penjawab", "jawaban", "Jawaban dari "),
    ):
        person, words = getattr(entry, who), getattr(entry, what)
        if person is None and words is None:
            continue
        name = sebut(person, (*path, who), tertera=tertera) if person else kosong(f"nama {who}")
        said = words or f"[{what}]"  # a placeholder, which `marked` shows as a gap
        out.append((gabung(lead, tebal(name), ": "), said))
    return out


def tabel(source: TabelRekaman) -> Tabel:
    """A table of the record with widths that suit its text."""
    rows = [[markdown.sebaris(c) for c in row] for row in (source.kolom, *source.baris)]
    widths = markdown.lebar(rows)
    numeric = [
        all(c.polos.strip().replace(".", "").replace(",", "").isdigit() for c in column)
        for column in zip(*rows[1:], strict=True)
    ] or [False] * len(widths)
    columns = tuple(
        Kolom(head, width, "kanan" if right else "kiri")
        for head, width, right in zip(rows[0], widths, numeric, strict=True)
    )
    title = polos(source.judul) if source.judul else None
    return Tabel(title, columns, tuple(tuple(r) for r in rows[1:]))


def kutipan(rapat: Rapat, tertera: frozenset[str]) -> Isi:
    """The quotations with their speakers."""
    return tuple(
        KutipanBlok(
            gabung("“", isian(_tanpa_petik(k.kata), ("kutipan", i, "kata")), "”"),
            sebut(k.oleh, ("kutipan", i, "oleh"), tertera=tertera),
        )
        for i, k in enumerate(rapat.kutipan)
    )


def _tanpa_petik(words: str | None) -> str | None:
    return words.strip().strip('“”"') if words else words


def tindak_lanjut(rapat: Rapat) -> Isi:
    """The follow-up table: what, who, when."""
    if not rapat.tindak_lanjut:
        return ()
    rows = []
    for i, t in enumerate(rapat.tindak_lanjut):
        path: Path = ("tindak_lanjut", i)
        what = markdown.sebaris(t.uraian) if t.uraian else kosong(label((*path, "uraian")))
        due = fmt.tanggal(t.tenggat) if t.tenggat else None
        rows.append(
            (
                polos(f"{i + 1}."),
                what,
                isian(t.penanggung_jawab, (*path, "penanggung_jawab")),
                isian(due, (*path, "tenggat")),
            )
        )
    columns = (
        Kolom(polos("No."), 8, "tengah"),
        Kolom(polos("Uraian"), 42),
        Kolom(polos("Penanggung Jawab"), 29),
        Kolom(polos("Tenggat"), 21),
    )
    return (Tabel(None, columns, tuple(rows)),)


def kop(reference: Reference, key: str | None) -> Kop:
    """The letterhead of a key, or its gap; the address in at most three lines (domain.md 1.8)."""
    source = reference.instansi.get(key or "")
    if source is None:
        words = kosong("kop instansi")
        return Kop(words, (), (), None, "", "kiri")
    folder = reference.files[f"instansi/{key}"].parent
    a = source.alamat
    lines: list[Teks] = []
    if a is not None:
        street = deret([polos(x) for x in (a.jalan, a.kota, a.kode_pos) if x], " ")
        if a.jalan and (a.kota or a.kode_pos):
            street = deret([polos(a.jalan), deret([polos(x) for x in (a.kota, a.kode_pos) if x], " ")], ", ")
        phones = [f"{name} {x}" for name, x in (("Telepon", a.telepon), ("Faksimile", a.faksimile)) if x]
        web = [f"{name} {x}" for name, x in (("Laman", a.laman), ("Pos-el", a.pos_el)) if x]
        lines = [street, polos(", ".join(phones)), polos(", ".join(web))]
    return Kop(
        isian(source.pemerintah, ("pemerintah",)),
        tuple(polos(n) for n in source.nama),
        tuple(line for line in lines if line),
        folder / source.lambang if source.lambang else None,
        source.lambang_alt or "Lambang instansi",
        source.letak_lambang,
    )


def lampiran(annexes: list[tuple[Teks, Isi]]) -> tuple[Lampiran, ...] | None:
    """The annexes with Roman numbers; a single one bears none."""
    if not annexes:
        return None
    many = len(annexes) > 1
    return tuple(
        Lampiran(fmt.romawi(i) if many else "", title, isi) for i, (title, isi) in enumerate(annexes, 1)
    )


def lampiran_rekaman(record: Record) -> list[tuple[Teks, Isi]]:
    """Pictures and texts of the record; neighbours with one title share an annex."""
    out: list[tuple[Teks, Isi]] = []
    for i, item in enumerate(record.rapat.lampiran):
        title = isian(item.judul, ("lampiran", i, "judul"))
        isi: list[Blok] = []
        if item.gambar:
            caption = polos(item.keterangan) if item.keterangan else None
            isi.append(Gambar(record.file.parent / item.gambar, item.alt or "", caption))
        elif item.keterangan:
            isi.append(Paragraf(polos(item.keterangan)))
        if item.isi:
            isi += markdown.blok(item.isi, ("1.", "a.", "1)", "a)"), 0, 1)
        if out and out[-1][0] == title:
            out[-1] = (title, (*out[-1][1], *isi))
        else:
            out.append((title, tuple(isi)))
    return out


def tembusan(rapat: Rapat) -> tuple[Butir, ...] | None:
    """The copies; numbered only where there are several (domain.md 1.11)."""
    many = len(rapat.tembusan) > 1
    return tuple(Butir(f"{i}." if many else "", polos(t)) for i, t in enumerate(rapat.tembusan, 1)) or None


def ralat(rapat: Rapat, jenis: str) -> Teks | None:
    """`Ralat ke-1 atas Notula`, its number and date, and why."""
    r = rapat.ralat
    if r is None:
        return None
    number = isian(r.nomor, ("ralat", "nomor"))
    day = isian(fmt.tanggal(r.tanggal) if r.tanggal else None, ("ralat", "tanggal"))
    count = isian(str(r.urut) if r.urut else None, ("ralat", "urut"))
    reason = isian(r.alasan, ("ralat", "alasan"))
    head = gabung("Ralat ke-", count, f" atas {jenis.capitalize()}\nNomor ", number, " tanggal ", day)
    return gabung(head, "\n", "Alasan: ", reason)


def metadata(record: Record, reference: Reference, jenis: str) -> Metadata:
    """What the file says of itself; its date is the record's, so that bytes do not depend on the clock."""
    rapat = record.rapat
    source = reference.letterhead(record)
    span = rapat.tanggal
    title = sidang_rapat(rapat).polos
    organiser = rapat.penyelenggara.instansi if rapat.penyelenggara else None
    return Metadata(
        judul=f"{jenis.capitalize()} {title}",
        penulis=" ".join(source.nama) if source else organiser or "",
        subjek=title,
        kata_kunci=tuple(k for k in (rapat.jenis, rapat.klasifikasi, rapat.nomor) if k),
        tanggal=rapat.tanggal_naskah or date(2000, 1, 1),
        dijawab=tuple(f"{(a.kode or '').upper()}: {a.alasan}" for a in rapat.abaikan if a.kode and a.alasan),
        nomor=rapat.nomor or "",
        klasifikasi=rapat.klasifikasi or "",
        keamanan=rapat.keamanan,
        instansi=organiser or "",
        rapat=span.mulai if span else None,
    )


def naskah(
    record: Record, reference: Reference, jenis: Literal["notula", "laporan"], isi: NotulaIsi | LaporanIsi
) -> Naskah:
    """The document around its content: state, layout, letterhead, metadata."""
    return Naskah(
        jenis,
        record.rapat.status == "draf",
        reference.layout(record) or Profil(),
        kop(reference, record.rapat.instansi),
        isi,
        metadata(record, reference, jenis),
    )
