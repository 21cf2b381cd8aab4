"""Facts that a document needs and the record lacks (K)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, rule
from pipeline.places import Path
from pipeline.record.record import Record, Reference
from pipeline.record.wajib import WAJIB

K001 = rule(
    "K001", "fakta-wajib",
    id="{label} belum diisi; {dokumen} memerlukannya.",
    en="{label} is missing; {dokumen} needs it.",
    hint_id="Isi “{kunci}”.",
    hint_en="Fill “{kunci}”.",
    why="Naskah resmi tidak boleh berlubang; draf menampilkan lubangnya.",
    source="domain.md §1.3, §1.4",
    example=Example("tempat: Aula Contoh\n", "tempat:\n"),
)  # fmt: skip
K002 = rule(
    "K002", "peserta-tanpa-nama",
    id="Peserta ke-{nomor} tidak bernama dan bukan delegasi.",
    en="Participant {nomor} has no name and is no delegation.",
    hint_id="Isi “nama”, atau “delegasi” dengan “hitungan”.",
    hint_en="Fill “nama”, or “delegasi” with “hitungan”.",
    why="Daftar peserta memuat orang atau rombongan yang dihitung.",
    source="domain.md §1.3 baris 9",
    example=Example("peserta:\n  - {nama: Contohwati, jk: P}\nrekap:\n", "peserta:\n  - {jabatan: Sekretaris, jk: P}\nrekap:\n"),
)  # fmt: skip
K003 = rule(
    "K003", "uraian-timpang",
    id="Butir pembahasan ini berisi {ada} tanpa {tiada}.",
    en="This discussion entry has {ada} without {tiada}.",
    hint_id="Lengkapi “{tiada}”.",
    hint_en="Add “{tiada}”.",
    why="Ucapan tanpa orang, atau orang tanpa ucapan, tidak dapat dipertanggungjawabkan.",
    source="domain.md §1.3",
    example=Example(
        "pembahasan:\n  - judul: A\n    isi:\n      - {penanya: Contohwati, pertanyaan: 'Kapan?'}\n",
        "pembahasan:\n  - judul: A\n    isi:\n      - {pertanyaan: 'Kapan?'}\n",
    ),
)  # fmt: skip
K004 = rule(
    "K004", "mewakili-siapa",
    id="{nama} hadir mewakili, tetapi tidak disebut mewakili siapa.",
    en="{nama} attended for somebody who is not named.",
    hint_id="Isi “mewakili” dengan jabatan atau nama yang diwakili.",
    hint_en="Fill “mewakili” with the office or name represented.",
    why="Kehadiran sebagai wakil menyebut yang diwakili.",
    source="Kebiasaan daftar hadir",
    example=Example(
        "peserta:\n  - {nama: Contohwati, kehadiran: mewakili, mewakili: Kepala Dinas}\nrekap:\n",
        "peserta:\n  - {nama: Contohwati, kehadiran: mewakili}\nrekap:\n",
    ),
)  # fmt: skip
K005 = rule(
    "K005", "delegasi-tanpa-atasan",
    id="Penanda tangan memakai {delegasi} tanpa menyebut jabatan atasannya.",
    en="The signer signs {delegasi} without naming the superior office.",
    hint_id="Isi “atas_nama” dengan jabatan atasan, berurutan dari yang tertinggi.",
    hint_en="Fill “atas_nama” with the superior offices, highest first.",
    why="Bentuk a.n. dan u.b. menyebut jabatan yang diatasnamakan.",
    source="domain.md §1.11",
    example=Example(
        "penanda_tangan:\n  - {nama: Contoh, jabatan: Sekretaris Daerah, delegasi: a.n., atas_nama: [GUBERNUR CONTOH]}\n",
        "penanda_tangan:\n  - {nama: Contoh, jabatan: Sekretaris Daerah, delegasi: a.n.}\n",
    ),
)  # fmt: skip


K006 = rule(
    "K006", "isi-hampa",
    id="“{kunci}” berisi “{teks}”, tanpa satu huruf atau angka pun.",
    en="“{kunci}” holds “{teks}”, without a single letter or digit.",
    hint_id="Tulis isinya, atau hapus butir itu.",
    hint_en="Write the fact, or delete that item.",
    why="Isi yang tidak tampak tercetak sebagai lubang.",
    source="Notula: dua status",
    example=Example("keputusan: [Menyusun rencana]\n", "keputusan: ['**']\n"),
)  # fmt: skip
K007 = rule(
    "K007", "pembahasan-hampa",
    id="Pembahasan “{judul}” tidak berisi uraian, tanya jawab, tabel, atau simpulan.",
    en="The discussion “{judul}” has no text, questions, table or conclusion.",
    hint_id="Tulis uraiannya pada “isi”, atau hapus butir yang kosong.",
    hint_en="Write it under “isi”, or delete the empty entry.",
    why="Judul tanpa pembahasan adalah lubang yang tidak tampak.",
    source="domain.md §1.3",
    example=Example(
        "pembahasan:\n  - {judul: A, isi: [Uraian.]}\n", "pembahasan:\n  - {judul: A, isi: [{}]}\n"
    ),
)  # fmt: skip
K008 = rule(
    "K008", "delegasi-tanpa-hitungan",
    id="Delegasi “{nama}” tidak disertai hitungan orangnya.",
    en="Delegation “{nama}” has no head count.",
    hint_id="Isi “hitungan”, misalnya hitungan: {{L: 2, P: 3, jumlah: 5}}.",
    hint_en="Fill “hitungan”, for instance hitungan: {{L: 2, P: 3, jumlah: 5}}.",
    why="Rombongan tanpa jumlah membuat hitungan peserta salah.",
    source="domain.md §5",
    example=Example(
        "peserta:\n  - {delegasi: Forum Contoh, hitungan: {L: 1, P: 1, jumlah: 2}}\nrekap:\n",
        "peserta:\n  - {delegasi: Forum Contoh}\nrekap:\n",
    ),
)  # fmt: skip
K009 = rule(
    "K009", "lampiran-hampa",
    id="Lampiran “{judul}” tidak berisi gambar maupun teks.",
    en="Annex “{judul}” has neither picture nor text.",
    hint_id="Isi “gambar” atau “isi”, atau hapus lampiran itu.",
    hint_en="Fill “gambar” or “isi”, or delete the annex.",
    why="Halaman lampiran yang kosong tidak boleh terbit.",
    source="domain.md §1.3",
    example=Example("lampiran:\n  - {judul: A, isi: Teks.}\n", "lampiran:\n  - {judul: A}\n"),
)  # fmt: skip


@pemeriksaan
def isi_hampa(record: Record, _: Reference) -> Iterator[Finding]:
    """Texts that show nothing: empty list items, invisible characters, bare marks. Table cells may."""
    for path, text in record.prose:
        if "tabel" in path or (not text and not isinstance(path[-1], int)):
            continue
        if not any(c.isalnum() for c in text):
            key = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
            yield K006.at(record.places.of(path), record.weight, kunci=key, teks=text)


@pemeriksaan
def pembahasan_berisi(record: Record, _: Reference) -> Iterator[Finding]:
    """Each agenda item that was discussed says something, and so does each entry."""
    for i, item in enumerate(record.rapat.pembahasan):
        said = [bool(u.teks or u.uraian or u.pertanyaan or u.jawaban or u.tabel) for u in item.isi]
        half = [bool(u.pembicara or u.penanya or u.penjawab) for u in item.isi]  # K003 speaks of these
        title = item.judul or f"ke-{i + 1}"
        if not any(said) and not item.kesimpulan:
            yield K007.at(record.places.of(("pembahasan", i)), record.weight, judul=title)
            continue
        for n, (has, who) in enumerate(zip(said, half, strict=True)):
            if not has and not who:
                place = record.places.of(("pembahasan", i, "isi", n))
                yield K007.at(place, record.weight, judul=title)


@pemeriksaan
def lampiran_berisi(record: Record, _: Reference) -> Iterator[Finding]:
    """Each annex has something in it."""
    for i, a in enumerate(record.rapat.lampiran):
        if not a.gambar and not a.isi and not a.keterangan:
            place = record.places.of(("lampiran", i))
            yield K009.at(place, record.weight, judul=a.judul or f"ke-{i + 1}")


@pemeriksaan
def fakta_wajib(record: Record, _: Reference) -> Iterator[Finding]:
    """Obligatory facts by document type (record/wajib.py)."""
    for w in WAJIB:
        needed = [d for d in record.rapat.dokumen if d in w.dokumen]
        if not needed:
            continue
        for path in _missing(record.rapat, w.path, ()):
            if w.path == ("lampiran", "*", "alt") and not record.rapat.lampiran[int(path[1])].gambar:
                continue
            if record.is_damaged(path):
                continue
            label = w.label[0].upper() + w.label[1:]
            key = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
            yield K001.at(
                record.places.of(path), record.weight, label=label, dokumen=" dan ".join(needed), kunci=key
            )


def _missing(value: Any, pattern: tuple[str, ...], path: Path) -> Iterator[Path]:
    """The paths of a pattern that lead to nothing; below a list, each item is walked."""
    if not pattern:
        if value is None or value == () or value == "":
            yield path
        return
    head, *rest = pattern
    if head == "*":
        for i, item in enumerate(value or ()):
            yield from _missing(item, tuple(rest), (*path, i))
    elif value is None:
        yield (*path, *pattern)
    else:
        yield from _missing(getattr(value, head), tuple(rest), (*path, head))


@pemeriksaan
def peserta_lengkap(record: Record, _: Reference) -> Iterator[Finding]:
    """Each participant is somebody; representatives say for whom."""
    for i, p in enumerate(record.rapat.peserta):
        place = record.places.of(("peserta", i))
        if not p.nama and not p.delegasi and not record.is_damaged(("peserta", i, "nama")):
            yield K002.at(place, record.weight, nomor=i + 1)
        h = p.hitungan
        counted = h is not None and any(v is not None for v in (h.L, h.P, h.tidak_diketahui, h.jumlah))
        if p.delegasi and not counted:
            yield K008.at(place, record.weight, nama=p.delegasi)
        if p.kehadiran == "mewakili" and not p.mewakili:
            yield K004.at(place, record.weight, nama=p.nama or p.delegasi or f"Peserta ke-{i + 1}")


@pemeriksaan
def uraian_utuh(record: Record, _: Reference) -> Iterator[Finding]:
    """Words have a speaker and speakers have words."""
    pairs = (("pembicara", "uraian"), ("penanya", "pertanyaan"), ("penjawab", "jawaban"))
    for i, item in enumerate(record.rapat.pembahasan):
        for n, entry in enumerate(item.isi):
            for who, what in pairs:
                has_who, has_what = getattr(entry, who) is not None, bool(getattr(entry, what))
                if has_who == has_what:
                    continue
                ada, tiada = (who, what) if has_who else (what, who)
                place = record.places.of(("pembahasan", i, "isi", n))
                yield K003.at(place, record.weight, ada=ada, tiada=tiada)


@pemeriksaan
def delegasi_utuh(record: Record, _: Reference) -> Iterator[Finding]:
    """a.n. and u.b. name the superior office."""
    for i, s in enumerate(record.rapat.penanda_tangan):
        if s.delegasi in ("a.n.", "u.b.") and not s.atas_nama:
            yield K005.at(record.places.of(("penanda_tangan", i)), record.weight, delegasi=s.delegasi)
