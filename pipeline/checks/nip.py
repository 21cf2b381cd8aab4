"""NIP and NI PPPK (N): structure, dates, sex, and one number for one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Mend, Place, Severity, rule
from pipeline.record.rapat import Orang, Rapat
from pipeline.record.record import Record, Reference
from pipeline.reference.nama import urai_nama
from pipeline.reference.nip import Nip, angka, urai

_SUMBER = "domain.md §2 (Perka BKN 22/2007)"
USIA_WAJAR = (18, 40)


def _contoh(nip: str, lain: str = "") -> str:
    return f"peserta:\n  - {{nama: Contohwati, nip: '{nip}', jabatan: Kepala Bidang, instansi: Dinas Contoh{lain}}}\nrekap:\n"


N011 = rule(
    "N011", "nip-bentuk",
    id="NIP {nama} “{nip}” tidak terdiri atas 18 angka (ada {ada}).",
    en="The NIP of {nama}, “{nip}”, does not have 18 digits (it has {ada}).",
    hint_id="Salin NIP dari surat keputusan; spasi boleh. Orang tanpa NIP: kosongkan “nip”.",
    hint_en="Copy it from the appointment; blanks are allowed. Leave “nip” empty where there is none.",
    why="NIP yang salah menunjuk orang lain.",
    source=_SUMBER,
    example=Example(_contoh("19801231 200501 2 001"), _contoh("19801231 20050 2 001")),
)  # fmt: skip
N023 = rule(
    "N023", "nip-berhuruf",
    id="NIP {nama} “{nip}” memuat tanda selain angka.",
    en="The NIP of {nama}, “{nip}”, holds more than digits.",
    hint_id="Tulis angkanya saja: “{baru}”; naskah menambahkan kata NIP.",
    hint_en="Write the digits alone: “{baru}”; the document adds the word NIP.",
    why="Kata “NIP” akan tercetak dua kali.",
    source=_SUMBER,
    example=Example(_contoh("19801231 200501 2 001"), _contoh("NIP. 19801231 200501 2 001")),
)  # fmt: skip
N012 = rule(
    "N012", "nip-bagian",
    id="NIP {nama} “{nip}”: {bagian} tidak mungkin.",
    en="The NIP of {nama}, “{nip}”: impossible {bagian_en}.",
    hint_id="Salin lagi dari surat keputusan: 8 angka tanggal lahir, 6 angka TMT (PPPK: tahun dan kode), 1 angka jenis kelamin, 3 angka urut.",
    hint_en="Copy it again: 8 digits birth date, 6 digits start (PPPK: year and code), 1 digit sex, 3 digits serial.",
    why="Angka yang tertukar tampak pada bagian-bagian NIP.",
    source=_SUMBER,
    example=Example(_contoh("19801231 202521 2 001"), _contoh("19801331 200501 2 001")),
)  # fmt: skip
N013 = rule(
    "N013", "nip-jenis-kelamin",
    id="NIP {nama} menyatakan {nip_jk}, sedangkan “jk” berisi {jk}.",
    en="The NIP of {nama} says {nip_jk}, “jk” says {jk}.",
    hint_id="Periksa keduanya; yang dinyatakan orangnya yang berlaku.",
    hint_en="Check both; what the person states holds.",
    why="Hitungan L/P pada laporan PUG bergantung padanya.",
    source=_SUMBER,
    example=Example(_contoh("19801231 200501 2 001", ", jk: P"), _contoh("19801231 200501 2 001", ", jk: L")),
)  # fmt: skip
N014 = rule(
    "N014", "nip-usia",
    id="NIP {nama} “{nip}”: usia saat mulai bekerja {usia} tahun.",
    en="The NIP of {nama}, “{nip}”: age {usia} at the start of service.",
    hint_id="Periksa tanggal lahir dan TMT pada NIP.",
    hint_en="Check the birth date and the start of service in it.",
    why="Usia di luar kewajaran biasanya salah salin.",
    source=_SUMBER,
    example=Example(_contoh("19801231 200501 2 001"), _contoh("19801231 199501 2 001")),
)  # fmt: skip
N015 = rule(
    "N015", "nip-belum-berlaku",
    id="NIP {nama} “{nip}” mulai {tmt}, sesudah hari rapat ({rapat}).",
    en="The NIP of {nama}, “{nip}”, starts {tmt}, after the meeting ({rapat}).",
    hint_id="Periksa TMT pada NIP.",
    hint_en="Check the start of service in it.",
    why="Pegawai tidak ber-NIP sebelum diangkat.",
    source=_SUMBER,
    example=Example(_contoh("19801231 200501 2 001"), _contoh("19951231 202701 2 001")),
)  # fmt: skip
N016 = rule(
    "N016", "nip-ganda",
    id="NIP {nip} dipakai untuk {nama} dan {lain}.",
    en="NIP {nip} is given for {nama} and for {lain}.",
    hint_id="Periksa NIP keduanya.",
    hint_en="Check the numbers of both.",
    why="Satu NIP milik satu orang.",
    source=_SUMBER,
    example=Example(
        _contoh("19801231 200501 2 001"),
        "peserta:\n  - {nama: Contohwati, nip: 198012312005012001, jabatan: A}\n"
        "  - {nama: Contohandi, nip: 198012312005012001, jabatan: B}\nrekap:\n",
    ),
)  # fmt: skip

_BAGIAN = {
    "lahir": ("tanggal lahir", "birth date"),
    "tmt": ("TMT", "start of service"),
    "jk": ("angka jenis kelamin", "digit of sex"),
    "urut": ("nomor urut 000", "serial 000"),
}
_JK = {"L": "L (laki-laki)", "P": "P (perempuan)"}


@pemeriksaan
def nip(record: Record, _: Reference) -> Iterator[Finding]:
    """Every number of the record."""
    day = _hari(record.rapat)
    owners: dict[str, tuple[str, str]] = {}
    for path, person in record.people:
        if not person.nip:
            continue
        place = record.places.of((*path, "nip"))
        yield from periksa_nip(person, place, record.weight, day)
        name = person.nama or person.jabatan or "?"
        digits = angka(person.nip)
        inti = urai_nama(person.nama).inti if person.nama else ""
        first, first_inti = owners.setdefault(digits, (name, inti))
        if inti and first_inti and inti != first_inti:
            yield N016.at(place, record.weight, nip=person.nip, nama=first, lain=name)


def _hari(rapat: Rapat) -> date | None:
    return rapat.tanggal.mulai if rapat.tanggal else None


def periksa_nip(person: Orang, place: Place, weight: Severity, day: date | None) -> Iterator[Finding]:
    """What is wrong with one person's number; `day` is that of the meeting."""
    if not person.nip:
        return
    said: dict[str, Any] = dict(nama=person.nama or person.jabatan or "ini", nip=person.nip)
    parts = urai(person.nip)
    if parts == "angka":
        count = sum(c.isdigit() for c in person.nip)
        if not count and not any(c.isalpha() for c in person.nip):
            return  # a dash: K006 speaks of it
        if count == 18:
            digits = "".join(c for c in person.nip if c.isdigit())
            yield N023.at(place, weight, Mend(person.nip, digits, safe=True), baru=digits, **said)
            return
        severity = Severity.PERINGATAN if count in (8, 9, 14) else weight  # NRP, old NIP, NRK
        yield N011.at(place, severity, ada=f"{count} angka" if count else "huruf", **said)
        return
    if not isinstance(parts, Nip):
        bagian, bagian_en = _BAGIAN[parts]
        yield N012.at(place, weight, bagian=bagian, bagian_en=bagian_en, **said)
        return
    if person.jk and person.jk != parts.jk:
        yield N013.at(place, Severity.PERINGATAN, nip_jk=_JK[parts.jk], jk=person.jk, nama=said["nama"])
    low, high = USIA_WAJAR
    if parts.usia_tmt < low or (parts.jenis == "PNS" and parts.usia_tmt > high):
        yield N014.at(place, Severity.PERINGATAN, usia=parts.usia_tmt, **said)
    if day is not None and parts.tmt > day:
        yield N015.at(place, weight, tmt=f"{parts.tmt:%m-%Y}", rapat=day.isoformat(), **said)
