"""Ranks that do not go with their grades, and degrees without their dots and commas (N)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Mend, Place, Severity, rule
from pipeline.record.record import Record, Reference
from pipeline.reference.nama import urai_nama
from pipeline.reference.pangkat import GOLONGAN, golongan_mustahil, tertulis_baik, urai_pangkat


def _contoh(**isi: str) -> str:
    fields = "".join(f", {k}: '{v}'" for k, v in isi.items())
    return f"peserta:\n  - {{jabatan: Kepala Bidang, instansi: Dinas Contoh{fields}}}\nrekap:\n"


N021 = rule(
    "N021", "pangkat-golongan",
    id="“{pangkat}” tidak sepasang: golongan {golongan} adalah {seharusnya}.",
    en="“{pangkat}” is no pair: grade {golongan} is {seharusnya}.",
    hint_id="Tulis “{baru}”{atau}.",
    hint_en="Write “{baru}”{atau_en}.",
    why="Pangkat dan golongan selalu sepasang.",
    source="PP 99/2000; domain.md §2",
    example=Example(_contoh(nama="Contohwati", pangkat="Pembina Tk. I (IV/b)"), _contoh(nama="Contohwati", pangkat="Pembina (IV/b)")),
)  # fmt: skip
N024 = rule(
    "N024", "golongan-tidak-ada",
    id="Tidak ada golongan {golongan}.",
    en="There is no grade {golongan}.",
    hint_id="Golongan PNS: I/a–I/d, II/a–II/d, III/a–III/d, IV/a–IV/e.",
    hint_en="Grades of civil servants: I/a–I/d, II/a–II/d, III/a–III/d, IV/a–IV/e.",
    why="Golongan yang tidak ada selalu salah ketik.",
    source="PP 99/2000; domain.md §2",
    example=Example(_contoh(nama="Contohwati", pangkat="Penata Muda (III/a)"), _contoh(nama="Contohwati", pangkat="Penata Muda (III/e)")),
)  # fmt: skip
N025 = rule(
    "N025", "pangkat-ejaan",
    id="“{pangkat}” belum ditulis menurut kebiasaan.",
    en="“{pangkat}” is not written as is usual.",
    hint_id="Tulis “{baru}”.",
    hint_en="Write “{baru}”.",
    why="Pangkat berhuruf kapital, Tk. bertitik, golongan dipisah garis miring.",
    source="PP 99/2000; domain.md §2",
    example=Example(_contoh(nama="Contohwati", pangkat="Penata Tk. I (III/d)"), _contoh(nama="Contohwati", pangkat="Penata Tk.1 / IIId")),
)  # fmt: skip
N022 = rule(
    "N022", "gelar",
    id="Gelar pada “{nama}” belum sesuai ejaan.",
    en="The degrees in “{nama}” are not punctuated as they should be.",
    hint_id="Tulis “{baru}”.",
    hint_en="Write “{baru}”.",
    why="Koma memisahkan nama dan gelar, titik mengakhiri tiap unsurnya.",
    source="EYD V; domain.md §2",
    example=Example(_contoh(nama="Siti Contoh, S.E., M.Si."), _contoh(nama="Siti Contoh SE, M.Si")),
)  # fmt: skip


@pemeriksaan
def pangkat_dan_gelar(record: Record, _: Reference) -> Iterator[Finding]:
    """Each person of the record."""
    for path, person in record.people:
        if person.pangkat:
            yield from periksa_pangkat(person.pangkat, record.places.of((*path, "pangkat")), record.weight)
        if person.nama:
            own = record.places.values.get((*path, "nama"))
            place = record.places.within((*path, "nama") if own else path, person.nama)
            yield from periksa_gelar(person.nama, place)


def periksa_pangkat(text: str, place: Place, weight: Severity) -> Iterator[Finding]:
    """A rank and a grade that do not belong together."""
    if (grade := golongan_mustahil(text)) is not None:
        yield N024.at(place, weight, golongan=grade)
        return
    p = urai_pangkat(text)
    if p.baku and p.sepasang and not tertulis_baik(text):
        right = p.baku if p.golongan else p.pangkat or text
        yield N025.at(place, Severity.PERINGATAN, Mend(text, right, safe=True), pangkat=text, baru=right)
        return
    if p.sepasang or p.golongan is None:
        return
    right = GOLONGAN[p.golongan]
    by_rank = f" atau “{p.baku}”" if p.baku else ""
    yield N021.at(
        place, weight if p.pangkat else Severity.PERINGATAN,
        pangkat=text, golongan=p.golongan, seharusnya=right, baru=f"{right} ({p.golongan})",
        atau=by_rank, atau_en=by_rank.replace("atau", "or"),
    )  # fmt: skip


def periksa_gelar(text: str, place: Place) -> Iterator[Finding]:
    """A name whose known degrees lack a dot, a comma or a blank."""
    well = urai_nama(text).rapi
    if well != " ".join(text.split()) and any(c.isalpha() for c in well):
        yield N022.at(place, Severity.PERINGATAN, Mend(text, well, safe=True), nama=text, baru=well)
