"""Regions in the fields that hold one, and agencies that belong to another (W001–W007)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.checks import pemeriksaan
from pipeline.checks.cacat import ke_berapa
from pipeline.findings import Example, Finding, Mend, Place, Severity, rule
from pipeline.places import Path
from pipeline.record.instansi import Instansi
from pipeline.record.record import Record, Reference
from pipeline.reference.gazeter import DESA, KABKOTA, KECAMATAN, PROVINSI, Wilayah, gazeter, kunci, sekerabat
from pipeline.reference.isian import LABEL_KOSONG, gaps
from pipeline.reference.wilayah import (
    KAB_KOTA,
    RESMI_TANPA_SEBUTAN,
    Bagian,
    baca,
    bukan_wilayah,
    salah_induk,
    sempitkan,
)
from pipeline.reference.wilayah_lama import JAKARTA
from pipeline.reference.wilayah_teks import pindai

_KEPUTUSAN = "Kepmendagri 300.2.2-2138 Tahun 2025 (data idn-area-data 4.0.1); domain.md §3"

W001 = rule(
    "W001", "wilayah-tidak-dikenal",
    id="“{teks}” tidak ada dalam daftar wilayah resmi.{maksud}",
    en="“{teks}” is not in the official list of regions.{maksud_en}",
    hint_id="Tulis nama resminya, mis. “Kabupaten Lebak”, “Kota Serang”, atau “Provinsi Banten”.",
    hint_en="Write the official name, e.g. “Kabupaten Lebak”, “Kota Serang” or “Provinsi Banten”.",
    why="Wilayah yang salah tulis membuat peserta terhitung di tempat yang tidak ada.",
    source=_KEPUTUSAN,
    example=Example(
        "penyelenggara: {instansi: Dinas Contoh, wilayah: Provinsi Banten}\n",
        "penyelenggara: {instansi: Dinas Contoh, wilayah: Provinsi Bantenn}\n",
    ),
)  # fmt: skip
W002 = rule(
    "W002", "wilayah-senama",
    id="“{teks}” dapat berarti {pilihan}.",
    en="“{teks}” can mean {pilihan_en}.",
    hint_id="Tulis lengkap yang dimaksud.",
    hint_en="Write in full which one is meant.",
    why="Dua puluh enam nama dipakai oleh sebuah kabupaten dan sebuah kota sekaligus.",
    source=_KEPUTUSAN,
    example=Example(
        "peserta:\n  - {nama: Contohwati, wilayah: Kota Serang}\nrekap:\n",
        "peserta:\n  - {nama: Contohwati, wilayah: Serang}\nrekap:\n",
    ),
)  # fmt: skip
W003 = rule(
    "W003", "wilayah-tanpa-tingkat",
    id="“{teks}” ditulis tanpa tingkat wilayahnya.",
    en="“{teks}” is written without the level of the region.",
    hint_id="Tulis “{baru}”.",
    hint_en="Write “{baru}”.",
    why="Nama resmi wilayah memakai Provinsi, Kabupaten, Kota, Kecamatan, Kelurahan, atau Desa.",
    source=_KEPUTUSAN,
    example=Example(
        "peserta:\n  - {nama: Contohwati, wilayah: Kabupaten Lebak}\nrekap:\n",
        "peserta:\n  - {nama: Contohwati, wilayah: Lebak}\nrekap:\n",
    ),
)  # fmt: skip
W004 = rule(
    "W004", "tingkat-salah",
    id="Tidak ada “{teks}”; yang ada {pilihan}.",
    en="There is no “{teks}”; there is {pilihan_en}.",
    hint_id="Betulkan tingkat wilayahnya.",
    hint_en="Correct the level of the region.",
    why="Kabupaten dan kota adalah daerah yang berbeda.",
    source=_KEPUTUSAN,
    example=Example("tujuan: [Data Kota Tangerang Selatan]\n", "tujuan: [Data Kabupaten Tangerang Selatan]\n"),
)  # fmt: skip
W005 = rule(
    "W005", "induk-salah",
    id="{kecil} tidak terletak di {besar}{seharusnya}.",
    en="{kecil} does not lie in {besar}{seharusnya_en}.",
    hint_id="Betulkan salah satunya.",
    hint_en="Correct one of them.",
    why="Wilayah yang ditempatkan di daerah lain biasanya sisa salinan.",
    source=_KEPUTUSAN,
    example=Example(
        "tempat: Aula Contoh, Kota Cilegon, Provinsi Banten\n", "tempat: Aula Contoh, Kota Cilegon, Provinsi Jawa Barat\n"
    ),
)  # fmt: skip
W006 = rule(
    "W006", "instansi-beda-wilayah",
    id="Instansi “{instansi}” termasuk {sebenarnya}, tetapi wilayahnya ditulis “{teks}”.",
    en="Agency “{instansi}” belongs to {sebenarnya}, but the region given is “{teks}”.",
    hint_id="Samakan wilayah dengan instansinya.",
    hint_en="Make the region agree with the agency.",
    why="Rekap per wilayah menghitung orang menurut wilayah yang ditulis.",
    source="Notula",
    example=Example(
        "peserta:\n  - {nama: Contohwati, instansi: Bappeda Contoh Kota Serang, wilayah: Kota Serang}\nrekap:\n",
        "peserta:\n  - {nama: Contohwati, instansi: Bappeda Contoh Kota Serang, wilayah: Kabupaten Lebak}\nrekap:\n",
    ),
)  # fmt: skip
W007 = rule(
    "W007", "kop-beda-wilayah",
    id="Kop “{kunci}” milik {kop}, tetapi wilayah penyelenggara ditulis “{teks}”.",
    en="Letterhead “{kunci}” belongs to {kop}, but the organiser's region is “{teks}”.",
    hint_id="Periksa kunci “instansi” (kop) dan “penyelenggara.wilayah”.",
    hint_en="Check “instansi” (the letterhead) and “penyelenggara.wilayah”.",
    why="Naskah dicetak pada kop penyelenggara rapat.",
    source="Notula",
    example=Example(
        "penyelenggara: {instansi: Dinas Contoh, wilayah: Provinsi Banten}\n",
        "penyelenggara: {instansi: Dinas Contoh, wilayah: Provinsi Jawa Barat}\n",
    ),
)  # fmt: skip

_DAERAH = re.compile(
    r"(?:Dinas|Badan|Bappeda|Bappelitbang|Inspektorat|Sekretariat|DPRD|Pemerintah|Pemkab|Pemkot|BPKAD|BPBD|BKPSDM|"
    r"Satuan|Satpol|Kecamatan|Kelurahan|Desa|TP PKK)\b",
    re.I,
)
"""How agencies of a local government begin; others (banks, universities) may work elsewhere."""
_CABANG = re.compile(r"\b(?:UPT\w*|Unit|Cabang|Balai|Samsat|KCD|Perwakilan|Kantor)\b", re.I)


def pilihan(ones: Iterable[Wilayah]) -> dict[str, str]:
    """The values `pilihan` and `pilihan_en` of a sentence: what a name can mean."""
    names = [f"“{w.resmi}”" for w in ones]
    return {"pilihan": " atau ".join(names), "pilihan_en": " or ".join(names)}


def maksud(ones: Iterable[Wilayah]) -> dict[str, str]:
    """The values `maksud` and `maksud_en` of a sentence: the names that look like a wrong one."""
    said = pilihan(ones)
    if not said["pilihan"]:
        return {"maksud": "", "maksud_en": ""}
    return {"maksud": f" Maksud Anda {said['pilihan']}?", "maksud_en": f" Did you mean {said['pilihan_en']}?"}


_SANGAT_MIRIP = 88
"""A likeness (of 100) beside which weaker ones are not worth naming."""


def mirip(part: Bagian, dalam: str, ambang: float) -> tuple[Wilayah, ...]:
    """The regions that an unknown name may mean, of the level its word says."""
    g = gazeter()
    level = part.sebutan or KAB_KOTA
    inside = dalam if level.tingkat > KABKOTA else ""
    for least in (max(ambang, _SANGAT_MIRIP), ambang):
        for where in dict.fromkeys((inside, "")):
            if near := g.mirip(part.nama, level.tingkat, where, least):
                return tuple(w for w in near if level.cocok(w)) or near
    return g.mirip(part.nama, PROVINSI, "", ambang) if part.sebutan is None else ()


def penyelenggara(record: Record, reference: Reference) -> frozenset[str]:
    """The codes of the organiser's region, from the record or else from its letterhead."""
    organiser, head = record.rapat.penyelenggara, reference.letterhead(record)
    for text in ((organiser and organiser.wilayah), (head and head.wilayah)):
        codes = frozenset(w.kode for p in baca(text or "") if p.sebutan for w in p.wilayah)
        if codes:
            return codes
    return frozenset()


@pemeriksaan
def isian_wilayah(record: Record, reference: Reference) -> Iterator[Finding]:
    """Every field `wilayah` names regions that there are, in full, in their provinces."""
    home: str | None = None
    for path, text in record.prose:
        if path[-1] != "wilayah":
            continue
        parts = baca(text)
        if len(parts) == 1 and parts[0].sebutan and len(parts[0].wilayah) == 1:
            continue
        if LABEL_KOSONG.fullmatch(text) or gaps(text):
            continue
        parts = sempitkan(parts, text)
        if home is None:
            home = min(penyelenggara(record, reference), default="")
        misplaced = {part for pair in salah_induk(parts, text) for part in pair}
        known = any(p.wilayah or p.lain for p in parts) or any(bukan_wilayah(p.nama) for p in parts)
        for i, part in enumerate(parts):
            above = next((w.kode for p in parts[i + 1 :] for w in p.wilayah), home)
            if part not in misplaced and (part.wilayah or part.lain or part.sebutan or not known):
                yield from _bagian(record, path, text, part, above)
        yield from induk(record, path, text, parts)


def _bagian(record: Record, path: Path, text: str, part: Bagian, above: str) -> Iterator[Finding]:
    """What is wrong with one region of a field."""
    said = text[part.awal : part.akhir]
    place = record.places.within(path, said, ke_berapa(text, said, part.awal))
    if part.lain:
        yield W004.at(place, record.weight, ganti(said, part.lain), teks=said, **pilihan(part.lain))
        return
    ones = part.wilayah or (tempat_kecil(part.nama, above) if part.sebutan is None else ())
    if not ones:
        if part.sebutan not in (None, KAB_KOTA) or not bukan_wilayah(part.nama):
            near = mirip(part, above, 72)
            weight = record.weight if part.sebutan else Severity.PERINGATAN
            yield W001.at(place, weight, ganti(said, near), teks=said, **maksud(near))
        return
    if len(ones) > 1 and ones[0].tingkat >= KECAMATAN:
        inside = tuple(w for w in ones if w.kode.startswith(above))
        ones = inside if len(inside) == 1 else ones
    if part.sebutan == KAB_KOTA or (part.sebutan and len(ones) == 1):
        return
    if len(ones) > 1:
        sure = ones[0].tingkat <= KABKOTA
        names = ones[:3] if sure else ()
        values = pilihan(names) if sure else _beberapa(ones, above)
        yield W002.at(place, record.weight if sure else Severity.PERINGATAN, None, teks=said, **values)
    elif kunci(part.nama) not in RESMI_TANPA_SEBUTAN:
        new = nama_resmi(ones[0], record)
        safe = ones[0].tingkat <= KABKOTA and new == ones[0].resmi
        yield W003.at(place, Severity.PERINGATAN, Mend(said, new, safe), teks=said, baru=new)


def nama_resmi(one: Wilayah, record: Record) -> str:
    """A region's name with its level, as it is on the day of the meeting (Jakarta changed its name)."""
    day = record.rapat.tanggal.mulai if record.rapat.tanggal else None
    return f"Provinsi {JAKARTA.baru}" if one.kode == "31" and day and day >= JAKARTA.sejak else one.resmi


def _beberapa(ones: tuple[Wilayah, ...], home: str) -> dict[str, str]:
    """The values `pilihan` and `pilihan_en` for a district or village name that many regions have.

    Those of the organiser's province come first.
    """
    where = []
    for one in sorted(ones, key=lambda w: (not w.kode.startswith(home), w.kode[:2] != home[:2]))[:3]:
        above = gazeter().kode(".".join(one.kode.split(".")[:2]))
        where.append(f"“{one.resmi}, {above.resmi}”" if above else f"“{one.resmi}”")
    rest = len(ones) - len(where)
    return {
        "pilihan": " atau ".join(where) + (f" ({rest} lainnya)" if rest else ""),
        "pilihan_en": " or ".join(where) + (f" ({rest} others)" if rest else ""),
    }


def tempat_kecil(name: str, dalam: str) -> tuple[Wilayah, ...]:
    """The districts, or else villages, of a bare name inside a region."""
    found = gazeter().bernama(name, dalam)
    for level in (KECAMATAN, DESA):
        if ones := tuple(w for w in found if w.tingkat == level):
            return ones
    return ()


def ganti(said: str, ones: tuple[Wilayah, ...]) -> Mend | None:
    """The mend that writes the one region meant in full."""
    return Mend(said, ones[0].resmi) if len(ones) == 1 else None


def induk(record: Record, path: Path, text: str, parts: tuple[Bagian, ...]) -> Iterator[Finding]:
    """Regions written into a larger one in which they do not lie; an error only where none stands between."""
    for small, large in salah_induk(parts, text):
        said = text[large.awal : large.akhir]
        real = {w.kode[: len(large.wilayah[0].kode)] for w in small.wilayah}
        right = gazeter().kode(real.pop()) if len(real) == 1 else None
        sure = path[-1] == "wilayah" or "," not in text[small.akhir : large.awal]
        yield W005.at(
            record.places.within(path, said, ke_berapa(text, said, large.awal)),
            record.weight if sure else Severity.PERINGATAN,
            Mend(said, right.resmi) if right else None,
            kecil=text[small.awal : small.akhir],
            besar=said,
            seharusnya=f", melainkan di {right.resmi}" if right else "",
            seharusnya_en=f", but in {right.resmi}" if right else "",
        )


@pemeriksaan
def instansi(record: Record, reference: Reference) -> Iterator[Finding]:
    """Whoever comes from an agency of a region is written under that region."""
    head = reference.letterhead(record)
    agencies = {path[:-1]: text for path, text in record.prose if path[-1] == "instansi" and len(path) > 1}
    for path, text in record.prose:
        if path[-1] != "wilayah" or (name := agencies.get(path[:-1])) is None:
            continue
        written = [w for p in baca(text) if p.sebutan for w in p.wilayah]
        own = {w for t in pindai(name) if t.kuat and len(t.bagian.wilayah) == 1 for w in t.bagian.wilayah}
        if not own and head is not None and path[0] != "penyelenggara" and adalah_kop(name, head):
            own = set(wilayah_kop(head))
        if len(own) != 1 or not written:
            continue
        (real,) = own
        if any(w.kode == real.kode for w in written):
            continue
        local = bool(_DAERAH.match(name)) and not _CABANG.search(name)
        apart = not any(sekerabat(w.kode, real.kode) for w in written)
        if apart or (local and real.tingkat <= KABKOTA and max(w.tingkat for w in written) <= KABKOTA):
            weight = record.weight if apart and local else Severity.PERINGATAN
            if real.tingkat > KABKOTA and max(w.tingkat for w in written) <= KABKOTA:
                real = gazeter().kode(".".join(real.kode.split(".")[:2])) or real
            mend = Mend(text, real.resmi)
            yield W006.at(
                record.places.of(path), weight, mend, instansi=name, sebenarnya=real.resmi, teks=text
            )


def wilayah_kop(head: Instansi) -> tuple[Wilayah, ...]:
    """The region of a letterhead: its government line, or else its key `wilayah`."""
    for found in (
        [w for t in pindai(head.pemerintah or "") if t.kuat for w in t.bagian.wilayah],
        [w for p in baca(head.wilayah or "") if p.sebutan for w in p.wilayah],
    ):
        if len(found) == 1:
            return tuple(found)
    return ()


def adalah_kop(name: str, head: Instansi) -> bool:
    """Whether an agency's name is that of the letterhead, written out or short."""
    full, short = kunci(" ".join(head.nama)), kunci(head.singkatan or "")
    return bool(full and kunci(name).startswith(full)) or bool(short and kunci(name.split(" ")[0]) == short)


@pemeriksaan
def kop(record: Record, reference: Reference) -> Iterator[Finding]:
    """The letterhead is of the organiser's region."""
    head, organiser = reference.letterhead(record), record.rapat.penyelenggara
    if head is None or organiser is None or not organiser.wilayah:
        return
    written = [w for p in baca(organiser.wilayah) if p.sebutan for w in p.wilayah]
    for own in wilayah_kop(head):
        if not written or any(w.kode == own.kode for w in written):
            return
        same = organiser.instansi is None or adalah_kop(organiser.instansi, head)
        place: Place = record.places.of(("penyelenggara", "wilayah"))
        weight = record.weight if same else Severity.PERINGATAN
        yield W007.at(place, weight, kunci=record.rapat.instansi, kop=own.resmi, teks=organiser.wilayah)
