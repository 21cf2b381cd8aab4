"""Head counts that do not add up (J)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, maksud, rule
from pipeline.places import Path
from pipeline.record.kehadiran import hitung
from pipeline.record.rapat import Hitungan, Peserta
from pipeline.record.record import Record, Reference

_DUA = "peserta:\n  - {nama: Contohwati, jk: P}\n  - {nama: Budi Contoh, jk: L}\n"

J001 = rule(
    "J001", "jumlah-baris",
    id="{apa}: L + P + tidak diketahui = {hitung}, tetapi “jumlah” tertulis {tertulis}.",
    en="{apa}: L + P + unknown = {hitung}, but “jumlah” says {tertulis}.",
    hint_id="Betulkan salah satu angkanya.",
    hint_en="Correct one of the numbers.",
    why="Rekapitulasi menurut jenis kelamin harus berjumlah benar.",
    source="domain.md §5",
    example=Example(_DUA + "rekap: {L: 1, P: 1, jumlah: 2}\n", _DUA + "rekap: {L: 1, P: 1, jumlah: 3}\n"),
)  # fmt: skip
J002 = rule(
    "J002", "jumlah-rincian",
    id="Jumlah {bagian} menurut {menurut} adalah {hitung}, tetapi rekap menyebut {tertulis}.",
    en="The sum of {bagian} by {menurut} is {hitung}, but the total says {tertulis}.",
    hint_id="Betulkan rincian atau jumlahnya.",
    hint_en="Correct the breakdown or the total.",
    why="Rincian per instansi dan per wilayah harus sama dengan jumlahnya.",
    source="domain.md §5",
    example=Example(
        _DUA + "rekap:\n  jumlah: 2\n  per_wilayah:\n    - {wilayah: Kota Serang, jumlah: 2}\n",
        _DUA + "rekap:\n  jumlah: 2\n  per_wilayah:\n    - {wilayah: Kota Serang, jumlah: 1}\n",
    ),
)  # fmt: skip
J003 = rule(
    "J003", "rekap-lawan-daftar",
    id="Rekap menyebut {bagian} {tertulis}, tetapi daftar peserta berisi {hitung}.",
    en="The recap says {bagian} {tertulis}, but the list of participants has {hitung}.",
    hint_id="Hitung ulang yang hadir dan mewakili (yang izin tidak dihitung).",
    hint_en="Count again those present (excused ones do not count).",
    why="Rekap harus sama dengan daftar hadir.",
    source="domain.md §5",
    example=Example(_DUA + "rekap: {L: 1, P: 1, jumlah: 2}\n", _DUA + "rekap: {L: 2, P: 1, jumlah: 3}\n"),
)  # fmt: skip
J004 = rule(
    "J004", "peserta-ganda",
    id="{nama} tercatat dua kali sebagai peserta (pertama di baris {baris}).",
    en="{nama} is listed twice (first on line {baris}).",
    hint_id="Hapus salah satunya, atau bedakan instansinya bila memang dua orang.",
    hint_en="Delete one, or give their agencies if they are two people.",
    why="Peserta ganda membuat hitungan salah.",
    source="domain.md §5",
    example=Example(_DUA + "rekap:\n", _DUA + "  - {nama: Contohwati, jk: P}\nrekap:\n"),
)  # fmt: skip

J005 = rule(
    "J005", "rekap-tanpa-peserta",
    id="Rekap menghitung “{nama}”, tetapi tidak ada peserta dari sana.{maksud}",
    en="The recap counts “{nama}”, but no participant is from there.{maksud_en}",
    hint_id="Samakan ejaannya dengan daftar peserta, atau hapus barisnya.",
    hint_en="Spell it as the list of participants does, or delete the row.",
    why="Nama yang salah eja di rekap tercetak sebagai instansi atau wilayah yang tidak ada.",
    source="domain.md §5",
    example=Example(
        "peserta:\n  - {nama: Contohwati, wilayah: Kota Serang, jk: P}\n"
        "rekap:\n  per_wilayah:\n    - {wilayah: Kota Serang, jumlah: 1}\n",
        "peserta:\n  - {nama: Contohwati, wilayah: Kota Serang, jk: P}\n"
        "rekap:\n  per_wilayah:\n    - {wilayah: Kota Serng, jumlah: 1}\n",
    ),
)  # fmt: skip

_BAGIAN = (("L", "L"), ("P", "P"), ("tidak_diketahui", "tidak diketahui"), ("jumlah", "jumlah"))


@pemeriksaan
def baris(record: Record, _: Reference) -> Iterator[Finding]:
    """Each count's parts add up to its total."""
    for path, name, h in _counts(record):
        parts = (h.L, h.P, h.tidak_diketahui)
        if h.jumlah is None or h.L is None or h.P is None:
            continue
        total = sum(p or 0 for p in parts)
        if total != h.jumlah:
            place = record.places.of((*path, "jumlah"))
            yield J001.at(place, record.weight, apa=name, hitung=total, tertulis=h.jumlah)


def _counts(record: Record) -> Iterator[tuple[Path, str, Hitungan]]:
    r = record.rapat.rekap
    if r is not None:
        yield ("rekap",), "Rekap", r
        for i, a in enumerate(r.per_instansi):
            yield ("rekap", "per_instansi", i), a.instansi or f"Instansi ke-{i + 1}", a
        for i, w in enumerate(r.per_wilayah):
            yield ("rekap", "per_wilayah", i), w.wilayah or f"Wilayah ke-{i + 1}", w
    for i, p in enumerate(record.rapat.peserta):
        if p.hitungan is not None:
            yield ("peserta", i, "hitungan"), p.delegasi or p.nama or f"Peserta ke-{i + 1}", p.hitungan


@pemeriksaan
def rincian(record: Record, _: Reference) -> Iterator[Finding]:
    """Breakdowns add up to the totals."""
    r = record.rapat.rekap
    if r is None:
        return
    breakdowns: tuple[tuple[str, str, Sequence[Hitungan]], ...] = (
        ("per_instansi", "instansi", r.per_instansi),
        ("per_wilayah", "wilayah", r.per_wilayah),
    )
    for key, menurut, rows in breakdowns:
        for field, name in _BAGIAN:
            values = [getattr(h, field) for h in rows]
            written = getattr(r, field)
            if not rows or written is None or any(v is None for v in values):
                continue
            if sum(values) != written:
                yield J002.at(
                    record.places.key(("rekap", key)), record.weight, bagian=name, menurut=menurut,
                    hitung=sum(values), tertulis=written,
                )  # fmt: skip


@pemeriksaan
def rekap_lawan_daftar(record: Record, _: Reference) -> Iterator[Finding]:
    """The recap agrees with the rows of participants."""
    r, people = record.rapat.rekap, record.rapat.peserta
    if r is None or not people:
        return
    yield from _compare(record, ("rekap",), "", r, people)
    for i, a in enumerate(r.per_instansi):
        rows = [p for p in people if p.instansi == a.instansi or p.delegasi == a.instansi]
        if a.instansi and rows:
            yield from _compare(record, ("rekap", "per_instansi", i), f" ({a.instansi})", a, rows)
    for i, w in enumerate(r.per_wilayah):
        rows = [p for p in people if p.wilayah == w.wilayah]
        if w.wilayah and rows:
            yield from _compare(record, ("rekap", "per_wilayah", i), f" ({w.wilayah})", w, rows)


@pemeriksaan
def rekap_tanpa_peserta(record: Record, _: Reference) -> Iterator[Finding]:
    """Each agency and region of the recap has participants, where the rows say whence they come."""
    r, people = record.rapat.rekap, record.rapat.peserta
    if r is None:
        return
    agencies = {name for p in people for name in (p.instansi, p.delegasi) if name}
    regions = {p.wilayah for p in people if p.wilayah}
    rows = [
        (("rekap", "per_instansi", i, "instansi"), a.instansi, agencies) for i, a in enumerate(r.per_instansi)
    ]
    rows += [
        (("rekap", "per_wilayah", i, "wilayah"), w.wilayah, regions) for i, w in enumerate(r.per_wilayah)
    ]
    for path, name, known in rows:
        if not name or not known or name in known:
            continue
        near = maksud(name, known, 75)
        yield J005.at(record.places.of(path), record.weight, nama=name, **near)


def _compare(
    record: Record, path: Path, where: str, written: Hitungan, people: Sequence[Peserta]
) -> Iterator[Finding]:
    found = hitung(people)
    for field, name in _BAGIAN:
        says, has = getattr(written, field), found[field]
        if says is not None and says != has:
            place = record.places.of((*path, field))
            yield J003.at(place, record.weight, bagian=f"{name}{where}", tertulis=says, hitung=has)


@pemeriksaan
def peserta_ganda(record: Record, _: Reference) -> Iterator[Finding]:
    """Nobody is listed twice."""
    seen: dict[tuple[str, str | None], int] = {}
    for i, p in enumerate(record.rapat.peserta):
        if not p.nama:
            continue
        key = (p.nama.casefold(), p.instansi and p.instansi.casefold())
        place = record.places.of(("peserta", i))
        if key in seen:
            yield J004.at(place, record.weight, nama=p.nama, baris=seen[key])
        else:
            seen[key] = place.line
