"""Regions inside running text: unknown, of two minds, misplaced, or of another meeting (W001–W005, W008)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.checks import pemeriksaan
from pipeline.checks.wilayah import (
    W001,
    W002,
    W004,
    ganti,
    induk,
    maksud,
    mirip,
    penyelenggara,
    pilihan,
    wilayah_kop,
)
from pipeline.findings import Example, Finding, Severity, rule
from pipeline.places import Path
from pipeline.record.record import Record, Reference
from pipeline.reference.gazeter import KABKOTA, PROVINSI, Wilayah, kunci, sekerabat
from pipeline.reference.wilayah import Bagian, baca
from pipeline.reference.wilayah_lama import POLA_LAMA
from pipeline.reference.wilayah_teks import Penyebutan, bertanggal, pindai

W008 = rule(
    "W008", "wilayah-asing",
    id="“{teks}” bukan wilayah penyelenggara atau peserta rapat ini (disebut {kali} kali).",
    en="“{teks}” is not a region of the organiser or of any participant (mentioned {kali} times).",
    hint_id="Periksa apakah ini sisa salinan dari naskah daerah lain.",
    hint_en="Check whether this is left over from another region's document.",
    why="Naskah yang disalin dari daerah lain sering masih memuat nama daerah itu.",
    source="domain.md §0: naskah sumber menyebut Provinsi Jawa Barat",
    example=Example(
        "tujuan: [Program Dinas Contoh Provinsi Banten]\n", "tujuan: [Program Dinas Contoh Provinsi Jawa Barat]\n"
    ),
)  # fmt: skip

_BUKAN_TEKS = frozenset(
    ("nama", "nip", "pangkat", "jk", "wilayah", "nomor", "klasifikasi", "profil", "gambar", "status", "moda")
)
"""Keys that hold no running text, or a name of a person."""
_JAKARTA = "31"
"""Where the ministries are: named in meetings of every region."""
_KUTIPAN_DAERAH = re.compile(
    r"\b(?:studi (?:tiru|banding|komparatif|lapangan)|kunjungan|kaji (?:tiru|banding)|(?:di)?banding\w*|"
    r"berbatasan|perbatasan|batas (?:wilayah|daerah)|diundang|mengundang|undangan|nota kesepahaman|kerja ?sama|belajar dari|(?:contoh|praktik) baik|berasal|asal|tamu|"
    r"misalnya|seperti|narasumber|(?:di|me)replikasi|mengadopsi|korban|pekerja migran|mutasi)\b|"
    r"\b(?:Undang-Undang|UU|Peraturan Pemerintah|PP) (?:Nomor|No)\b",
    re.I,
)
"""Words of a sentence that names another region on purpose, as laws do that founded regencies of
Banten “dalam Lingkungan Provinsi Jawa Barat” (UU 14/1950)."""
_KALIMAT = re.compile(r"[.!?;\n]\s")
_LEMBAGA_DAERAH = frozenset(
    (
        "Dinas",
        "Badan",
        "Bappeda",
        "Inspektorat",
        "Sekretariat",
        "DPRD",
        "Pemerintah",
        "BPKAD",
        "BPBD",
        "Satpol",
    )
)


def teks_bebas(record: Record) -> Iterator[tuple[Path, str]]:
    """The texts in which regions are looked for."""
    for path, text in record.prose:
        if path[-1] in _BUKAN_TEKS or (len(path) == 1 and path[0] == "instansi") or path[0] == "dokumen":
            continue
        if path != ("penetapan", "tempat"):
            yield path, text


def _kalimat(text: str, part: Bagian) -> str:
    """The sentence around a mention."""
    first, last = max(0, part.awal - 400), part.akhir + 400
    start = max((m.end() for m in _KALIMAT.finditer(text, first, part.awal)), default=first)
    end = _KALIMAT.search(text, part.akhir, last)
    return text[start : end.start() if end else last]


def dikenal(record: Record, reference: Reference) -> frozenset[str]:
    """The codes of the regions that take part: organiser's, letterhead's, participants', invited parties'."""
    codes = set(penyelenggara(record, reference))
    if (head := reference.letterhead(record)) is not None:
        codes.update(w.kode for w in wilayah_kop(head))
        if head.alamat and head.alamat.kota:
            codes.update(_kode(baca(head.alamat.kota)))
    for path, text in record.prose:
        if path[-1] == "wilayah":
            codes.update(_kode(baca(text)))
        elif path[-1] in _PIHAK or path[0] in _PIHAK:
            codes.update(_kode(t.bagian for t in pindai(text) if t.kuat))
    return frozenset(codes)


_PIHAK = frozenset(
    ("instansi", "delegasi", "mewakili", "undangan", "tembusan", "tempat", "penanggung_jawab", "peserta", "penanda_tangan")
)  # fmt: skip


def _kode(parts: Iterable[Bagian]) -> Iterator[str]:
    return (p.wilayah[0].kode for p in parts if len(p.wilayah) == 1)


@pemeriksaan
def dalam_teks(record: Record, reference: Reference) -> Iterator[Finding]:
    """What is wrong with the regions in the texts of a record."""
    named: dict[str, tuple[Path, str, Bagian]] = {}
    foreign: dict[str, list[tuple[Path, str, Bagian]]] = {}
    misplaced: set[tuple[Path, str]] = set()
    known: frozenset[str] | None = None
    home = penyelenggara(record, reference)
    for path, text in teks_bebas(record):
        found = pindai(text)
        if not found:
            continue
        known = dikenal(record, reference) if known is None else known
        for one in found:
            part = one.bagian
            if not part.wilayah:
                yield from _tanpa_arti(record, path, text, part)
            elif path != ("tempat",) and _senama(part, one, home, known) and not bertanggal(text, part):
                named.setdefault(kunci(part.nama), (path, text, part))
            if home and _asing(text, one, known):
                foreign.setdefault(part.wilayah[0].kode, []).append((path, text, part))
        if len(found) > 1:
            for f in induk(record, path, text, tuple(t.bagian for t in found)):
                misplaced.update((path, f.values[key]) for key in ("kecil", "besar"))
                yield f
    for path, text, part in named.values():
        place = record.places.within(path, part.nama, text.count(part.nama, 0, part.awal))
        yield W002.at(place, Severity.PERINGATAN, None, teks=part.nama, **pilihan(part.wilayah))
    for code, mentions in foreign.items():
        if any(other.startswith(f"{code}.") for other in foreign):
            continue  # “Kabupaten Sleman, DI Yogyakarta” is one complaint
        path, text, part = mentions[0]
        said = text[part.awal : part.akhir]
        if (path, said) in misplaced:
            continue
        place = record.places.within(path, said, text.count(said, 0, part.awal))
        yield W008.at(place, Severity.PERINGATAN, None, teks=said, kali=len(mentions))


def _tanpa_arti(record: Record, path: Path, text: str, part: Bagian) -> Iterator[Finding]:
    """A level word with a name of another level, or with one that nearly is a region's."""
    said = text[part.awal : part.akhir]
    place = record.places.within(path, said, text.count(said, 0, part.awal))
    if part.lain:
        if not POLA_LAMA.match(said):
            yield W004.at(place, Severity.PERINGATAN, ganti(said, part.lain), teks=said, **pilihan(part.lain))
        return
    words = part.nama.split(" ")
    for count in range(min(3, len(words)), 0, -1):
        name = " ".join(words[:count])
        sure = 90 if len(name) < 6 else 86  # “Solo” is not “Solok”
        sure = 80 if part.sebutan and part.sebutan.tingkat == PROVINSI else sure  # there are but 38
        near = mirip(part._replace(nama=name), "", sure) if len(name) > 3 else ()
        if near:
            said = said[: len(said) - len(part.nama)] + name
            yield W001.at(place, Severity.PERINGATAN, ganti(said, near), teks=said, **maksud(near))
            return


def _senama(part: Bagian, one: Penyebutan, home: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a bare name leaves open which of two regions of the organiser's province is meant."""
    if (
        part.sebutan is not None
        or len(part.wilayah) < 2
        or (one.instansi and one.instansi not in _LEMBAGA_DAERAH)
    ):
        return False
    if any(w.tingkat < KABKOTA for w in part.wilayah) or sum(w.kode in known for w in part.wilayah) == 1:
        return False
    return not home or any(w.kode[:2] == code[:2] for w in part.wilayah for code in home)


def _asing(text: str, one: Penyebutan, known: frozenset[str]) -> bool:
    """Whether a region takes no part in the meeting and the sentence gives no reason to name it."""
    part = one.bagian
    if not one.kuat or len(part.wilayah) != 1 or part.wilayah[0].tingkat > KABKOTA:
        return False
    real: Wilayah = part.wilayah[0]
    if real.kode[:2] == _JAKARTA or any(sekerabat(real.kode, code) for code in known):
        return False
    return not _KUTIPAN_DAERAH.search(_kalimat(text, part))
