"""Officials held against the directory and against each other (N001–N009)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Mend, Place, Severity, maksud, rule
from pipeline.places import Path
from pipeline.record.base import BULAN
from pipeline.record.pejabat import Pejabat
from pipeline.record.rapat import Orang, PenandaTangan, Peserta
from pipeline.record.record import Record, Reference
from pipeline.reference import jabatan as office
from pipeline.reference.direktori import DEKAT, KUNCI, PEMIMPIN, Direktori, direktori, hari, masa_pada
from pipeline.reference.nama import urai_nama
from pipeline.reference.nip import angka
from pipeline.reference.pangkat import urai_pangkat

_SUMBER = "design.md: reference/ (officials by date)"


def _pencatat(isi: str) -> str:
    return f"pimpinan:\n  ketua: {{nama: Contohwati, jabatan: Ketua Forum Contoh}}\n  pencatat: {isi}\n"


N001 = rule(
    "N001", "pejabat-tidak-dikenal",
    id="{apa} “{kunci}” tidak ada di inputs/pejabat.yaml.{maksud}",
    en="{apa_en} “{kunci}” is not in inputs/pejabat.yaml.{maksud_en}",
    hint_id="Betulkan tulisannya, atau tambahkan orangnya ke inputs/pejabat.yaml.",
    hint_en="Correct it, or add the person to inputs/pejabat.yaml.",
    why="Pejabat yang tidak dikenal tidak dapat dibuktikan benar.",
    source=_SUMBER,
    example=Example(_pencatat("notulis-contoh"), _pencatat("notulis-cotoh")),
)  # fmt: skip
N002 = rule(
    "N002", "pejabat-dua-calon",
    id="“{siapa}” dapat berarti {calon}.",
    en="“{siapa}” may mean {calon}.",
    hint_id="Tulis “kunci” orangnya, atau NIP-nya.",
    hint_en="Give the person's “kunci” or NIP.",
    why="Nama atau jabatan yang cocok dengan dua orang belum menunjuk siapa pun.",
    source=_SUMBER,
    example=Example(
        _pencatat("{nama: Siti Contohwati, nip: 19850505 201001 2 903, jabatan: Analis Contoh}"),
        _pencatat("{nama: Siti Contohwati, jabatan: Analis Contoh}"),
    ),
)  # fmt: skip
N003 = rule(
    "N003", "tidak-menjabat",
    id="“{nama}” tidak menjabat “{jabatan}” pada {hari}{masa}.",
    en="“{nama}” did not hold the office “{jabatan}” on {hari}{masa_en}.",
    hint_id="Periksa jabatannya pada hari itu, atau betulkan masa jabatan di inputs/pejabat.yaml.{pemegang}",
    hint_en="Check the office on that day, or correct the term in inputs/pejabat.yaml.{pemegang_en}",
    why="Naskah menyebut jabatan pada hari rapat, bukan jabatan sebelum atau sesudahnya.",
    source=_SUMBER,
    example=Example(
        _pencatat("{nama: 'Contoh Notulis, S.IP.', jabatan: Analis Kebijakan Ahli Muda}"),
        _pencatat("{nama: 'Drs. Contoh Pendahulu, M.M.', jabatan: Kepala Dinas Contoh Pemberdayaan Perempuan dan Perlindungan Anak}"),
    ),
)  # fmt: skip
N018 = rule(
    "N018", "pelaksana-tanpa-sebutan",
    id="“{nama}” memangku “{jabatan}” sebagai pelaksana, bukan pejabat tetap.",
    en="“{nama}” holds the office “{jabatan}” as acting official.",
    hint_id="Tulis “{baru}” (penanda tangan: isi “delegasi”).",
    hint_en="Write “{baru}” (for a signer fill “delegasi”).",
    why="Plt., Plh., Pj., dan Pjs. selalu dicetak; tanpa itu naskah menyebut pejabat yang tidak ada.",
    source="domain.md §1.11; Permendagri 1/2023",
    example=Example(
        _pencatat("{nama: 'Contohandi, S.STP.', jabatan: Plt. Camat Contoh Utara}"),
        _pencatat("{nama: 'Contohandi, S.STP.', jabatan: Camat Contoh Utara}"),
    ),
)  # fmt: skip
N019 = rule(
    "N019", "nip-milik-lain",
    id="NIP {nip} menurut inputs/pejabat.yaml milik “{lain}”, bukan “{nama}”.",
    en="NIP {nip} is that of “{lain}” according to inputs/pejabat.yaml, not of “{nama}”.",
    hint_id="Periksa nama dan NIP-nya.",
    hint_en="Check the name and its number.",
    why="Satu NIP milik satu orang.",
    source="domain.md §2",
    example=Example(
        _pencatat("{nama: 'Contoh Notulis, S.IP.', nip: 19900321 201503 1 902, jabatan: Analis Kebijakan Ahli Muda}"),
        _pencatat("{nama: Bambang Rekaan, nip: 19900321 201503 1 902, jabatan: Analis Kebijakan Ahli Muda}"),
    ),
)  # fmt: skip
N004 = rule(
    "N004", "jabatan-milik-lain",
    id="Jabatan “{jabatan}” pada {hari} dipegang “{pemegang}”, bukan “{nama}”.",
    en="The office “{jabatan}” was held by “{pemegang}” on {hari}, not by “{nama}”.",
    hint_id="Periksa nama dan jabatannya, atau perbarui inputs/pejabat.yaml.",
    hint_en="Check name and office, or bring inputs/pejabat.yaml up to date.",
    why="Satu jabatan dipegang satu orang pada satu hari.",
    source=_SUMBER,
    example=Example(
        _pencatat("{nama: Contohwiyono, jabatan: Kepala Dinas Lain Contoh}"),
        _pencatat("{nama: Contohwiyono, jabatan: Kepala Dinas Contoh Pemberdayaan Perempuan dan Perlindungan Anak}"),
    ),
)  # fmt: skip
N005 = rule(
    "N005", "nama-dua-ejaan",
    id="“{nama}” di tempat lain ditulis “{lain}”.",
    en="“{nama}” is spelt “{lain}” elsewhere.",
    hint_id="Bila orangnya sama, tulis satu ejaan saja.",
    hint_en="If it is one person, use one spelling.",
    why="Satu orang ditulis dengan satu nama.",
    source="Notula: nama sama di seluruh naskah",
    example=Example(
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Contohwati, jabatan: Kepala Bidang Contoh}}\n",
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Conthowati, jabatan: Kepala Bidang Contoh}}\n",
    ),
)  # fmt: skip
N006 = rule(
    "N006", "nama-beda-direktori",
    id="“{nama}” di inputs/pejabat.yaml ditulis “{baru}”.",
    en="“{nama}” is spelt “{baru}” in inputs/pejabat.yaml.",
    hint_id="Bila orangnya sama, tulis “{baru}”.",
    hint_en="If it is the same person, write “{baru}”.",
    why="Nama pejabat dan gelarnya ditulis menurut direktori.",
    source=_SUMBER,
    example=Example(
        _pencatat("{nama: 'Contoh Notulis, S.IP.', jabatan: Analis Kebijakan Ahli Muda}"),
        _pencatat("{nama: 'Contoh Notullis, S.IP.', jabatan: Analis Kebijakan Ahli Muda}"),
    ),
)  # fmt: skip
N007 = rule(
    "N007", "nip-beda-direktori",
    id="{apa} {nama} “{tertulis}” berbeda dari inputs/pejabat.yaml (“{baru}”).",
    en="{apa} of {nama}, “{tertulis}”, differs from inputs/pejabat.yaml (“{baru}”).",
    hint_id="Periksa mana yang benar, lalu samakan.",
    hint_en="Find out which is right, and use it in both.",
    why="NIP dan pangkat pejabat dicatat satu kali, di direktori.",
    source=_SUMBER,
    example=Example(
        _pencatat("{nama: 'Contoh Notulis, S.IP.', nip: 19900321 201503 1 902, jabatan: Analis Kebijakan Ahli Muda}"),
        _pencatat("{nama: 'Contoh Notulis, S.IP.', nip: 19900312 201503 1 902, jabatan: Analis Kebijakan Ahli Muda}"),
    ),
)  # fmt: skip


def _tampil(day: date | None) -> str:
    return f"{day.day} {BULAN[day.month - 1]} {day.year}" if day else "hari rapat"


@pemeriksaan
def lawan_direktori(record: Record, reference: Reference) -> Iterator[Finding]:
    """Each person: known, one person, in office that day, spelt and numbered as the directory has it."""
    index = direktori(reference.pejabat)
    for path, person in record.people:
        key = person.kunci or (person.nama if person.nama and KUNCI.fullmatch(person.nama) else None)
        if key and not index.berkunci(key):
            place = record.places.of((*path, "kunci") if person.kunci else path)
            near = index.kunci_dekat(key)
            yield N001.at(place, record.weight, apa="Pejabat", apa_en="Official", kunci=key, **near)
            continue
        found = index.cari(person)
        place = _tempat(record, path)
        if len(found) > 1:
            who = person.kunci or person.nama or "?"
            names = " atau ".join(f"{p.nama} ({p.kunci or p.nip or '?'})" for p in found)
            yield N002.at(place, record.weight, siapa=who, calon=names)
        elif found:
            yield from _seorang(record, path, person, found[0], index)
        elif person.nama:
            yield from _asing(record, path, person, index)


def _tempat(record: Record, path: Path) -> Place:
    return record.places.of((*path, "nama") if (*path, "nama") in record.places.values else path)


def _seorang(
    record: Record, path: Path, person: Orang, official: Pejabat, index: Direktori
) -> Iterator[Finding]:
    """A person who is in the directory."""
    place = _tempat(record, path)
    if _orang_lain(person, official):
        return
    if _nip_lain(person, official):
        where = record.places.of((*path, "nip"))
        yield N019.at(where, record.weight, nip=person.nip, lain=official.nama, nama=person.nama)
        return
    yield from _jabatan(record, path, person, official, index)
    if not person.nama or not official.nama:
        return
    written, right = urai_nama(person.nama), urai_nama(official.nama)
    if written.inti != right.inti:
        yield N006.at(
            place, record.weight, _ganti(person.nama, official.nama), nama=person.nama, baru=official.nama
        )
    elif written.belakang and (written.depan, written.belakang) != (right.depan, right.belakang):
        yield N006.at(
            place,
            Severity.PERINGATAN,
            _ganti(person.nama, official.nama),
            nama=person.nama,
            baru=official.nama,
        )
    if person.nip and official.nip and angka(person.nip) != angka(official.nip):
        nip = dict(apa="NIP", nama=person.nama, tertulis=person.nip, baru=official.nip)
        yield N007.at(record.places.of((*path, "nip")), record.weight, None, **nip)
    yield from _rincian(record, path, person, official)


def _rincian(record: Record, path: Path, person: Orang, official: Pejabat) -> Iterator[Finding]:
    """Rank and sex as the directory has them; ranks rise, so this only warns."""
    rank, known = (urai_pangkat(t).golongan if t else None for t in (person.pangkat, official.pangkat))
    for what, key, own, theirs in (
        ("Pangkat", "pangkat", rank and person.pangkat, known and official.pangkat),
        ("Jenis kelamin", "jk", person.jk, official.jk),
    ):
        if own and theirs and (rank != known if key == "pangkat" else own != theirs):
            said = dict(apa=what, nama=person.nama, tertulis=own, baru=theirs)
            yield N007.at(record.places.of((*path, key)), Severity.PERINGATAN, None, **said)


def _orang_lain(person: Orang, official: Pejabat) -> bool:
    """Whether number and office both say that the name is somebody else's."""
    if person.kunci or not person.nip or not official.nip or angka(person.nip) == angka(official.nip):
        return False
    held = (m.nama for m in official.jabatan if m.nama)
    return bool(person.jabatan) and not any(office.sama(person.jabatan or "", name) for name in held)


def _nip_lain(person: Orang, official: Pejabat) -> bool:
    """Whether a number leads to an official of quite another name."""
    if person.kunci or not person.nip or not person.nama or not official.nama:
        return False
    return fuzz.ratio(urai_nama(person.nama).inti, urai_nama(official.nama).inti) < 60


def _ganti(old: str, new: str) -> Mend:
    return Mend(old, new)


def _jabatan(
    record: Record, path: Path, person: Orang, official: Pejabat, index: Direktori
) -> Iterator[Finding]:
    """The office named is one that the directory gives the person, on that day."""
    day = hari(record.rapat, path)
    if person.kunci and not person.jabatan and official.jabatan:
        held = masa_pada(official, day, memimpin=path[0] in PEMIMPIN)
        if len(held) > 1:
            names = " atau ".join(m.sebutan for m in held)
            yield N002.at(_tempat(record, path), record.weight, siapa=f"jabatan {official.nama}", calon=names)
        elif not held:
            yield _bukan(
                record, person, official, official.jabatan[-1].sebutan, day, _tempat(record, path), index
            )
        return
    if person.jabatan and official.jabatan:
        yield from _jabatan_tertulis(record, path, person, official, index)


def _jabatan_tertulis(
    record: Record, path: Path, person: Orang, official: Pejabat, index: Direktori
) -> Iterator[Finding]:
    """The office that the record writes: the official's own that day, with its prefix, and nobody else's."""
    written, day = person.jabatan or "", hari(record.rapat, path)
    place = record.places.of((*path, "jabatan"))
    known = bool(person.kunci or person.nip)
    same = [
        m for m in official.jabatan if m.nama and office.sama(written, m.nama, person.instansi, m.instansi)
    ]
    now = [m for m in same if m.covers(day)]
    if same and day is not None and not now:
        yield _bukan(record, person, official, written, day, place, index)
    elif now and all(m.delegasi for m in now) and not _bersebutan(person):
        right = now[0].sebutan
        values = dict(nama=official.nama, jabatan=written, baru=right)
        yield N018.at(place, record.weight, Mend(written, right), **values)
    elif not same and not office.peran_rapat(written):
        others = [
            p.nama for m, p in index.pemegang(written, person.instansi, day)
            if p.nama and p is not official and m.nama and _khusus(m.nama, person)
        ]  # fmt: skip
        sure = known and (bool(others) or office.peran(written) != "lain")
        severity = record.weight if sure else Severity.PERINGATAN
        if others:
            said = dict(jabatan=written, hari=_tampil(day), pemegang=" dan ".join(others), nama=official.nama)
            yield N004.at(place, severity, None, **said)
        elif any(m.covers(day) for m in official.jabatan):
            yield replace(_bukan(record, person, official, written, day, place, index), severity=severity)


def _bersebutan(person: Orang) -> bool:
    """Whether Plt., Plh., Pj. or Pjs. is written with the office."""
    if isinstance(person, PenandaTangan) and person.delegasi:
        return True
    return office.tanpa_delegasi(person.jabatan or "") != (person.jabatan or "").strip()


def _bukan(
    record: Record, person: Orang, official: Pejabat, jabatan: str, day: date | None, place: Place, index: Direktori
) -> Finding:  # fmt: skip
    terms = "; ".join(m.rentang for m in official.jabatan if m.nama and office.sama(jabatan, m.nama))
    holders = [p.nama for _, p in index.pemegang(jabatan, person.instansi, day) if p.nama]
    holder = f" Pemegangnya pada hari itu: {', '.join(holders)}." if holders else ""
    return N003.at(
        place, record.weight, nama=official.nama, jabatan=jabatan, hari=_tampil(day),
        masa=f" (masanya {terms})" if terms else "", masa_en=f" (term {terms})" if terms else "",
        pemegang=holder, pemegang_en=holder.replace("Pemegangnya pada hari itu", "Holder that day"),
    )  # fmt: skip


def _asing(record: Record, path: Path, person: Orang, index: Direktori) -> Iterator[Finding]:
    """A named person who is not in the directory: near to one who is, or in the office of one who is."""
    name, day = person.nama or "", hari(record.rapat, path)
    near = index.mirip(name) if len(name) > 5 else None
    if near is not None and near.nama and not person.nip and _mungkin(person, near):
        yield N006.at(
            _tempat(record, path), Severity.PERINGATAN, _ganti(name, near.nama), nama=name, baru=near.nama
        )
        return
    if person.jabatan and office.tunggal(person.jabatan, person.instansi):
        holders = [
            p.nama for m, p in index.pemegang(person.jabatan, person.instansi, day)
            if p.nama and m.delegasi is None and m.nama and _khusus(m.nama, person)
        ]  # fmt: skip
        if holders:
            place = record.places.of((*path, "jabatan"))
            values = dict(
                jabatan=person.jabatan, hari=_tampil(day), pemegang=" dan ".join(holders), nama=name
            )
            yield N004.at(place, Severity.PERINGATAN, None, **values)
            return
    said = f"{person.jabatan or ''} {person.instansi or ''}".casefold()
    if path[0] in PEMIMPIN and index.sebut_instansi(said):
        place = _tempat(record, path)
        yield N001.at(place, Severity.PERINGATAN, apa="Nama", apa_en="Name", kunci=name, **maksud(name, ()))


def _mungkin(person: Orang, official: Pejabat) -> bool:
    """Whether the offices allow that two near names are one person's."""
    return not person.jabatan or any(m.nama and office.sama(person.jabatan, m.nama) for m in official.jabatan)


def _khusus(jabatan: str, person: Orang) -> bool:
    """Whether the person's office says all that the directory's does: a bare `Sekretaris` may be any."""
    said = f"{person.jabatan} {person.instansi or ''}".casefold().split()
    return set(jabatan.casefold().split()) <= set(said)


@pemeriksaan
def dua_ejaan(record: Record, _: Reference) -> Iterator[Finding]:
    """One person, one spelling: the same NIP or bare name, or nearly the same name in the same office."""
    first: dict[str, tuple[Path, Orang]] = {}
    spellings: dict[str, tuple[Path, Orang]] = {}
    for path, person in record.people:
        if not person.nama:
            continue
        name = urai_nama(person.nama)
        before = first.setdefault(name.inti, (path, person))[1]
        if not before.nama or (person.nip and before.nip and angka(person.nip) != angka(before.nip)):
            continue
        seen = urai_nama(before.nama)
        if before.nama != person.nama and name.belakang and seen.belakang and name.rapi != seen.rapi:
            yield N005.at(_tempat(record, path), Severity.PERINGATAN, nama=person.nama, lain=before.nama)
        spellings.setdefault(name.inti, (path, person))
    guests = {inti: v for inti, v in spellings.items() if not isinstance(v[1], Peserta)}
    known = list(spellings)
    for inti, (path, person) in guests.items():
        for other, _score, _i in process.extract(inti, known, scorer=fuzz.ratio, score_cutoff=DEKAT, limit=4):
            if (
                other != inti
                and _sejabatan(person, spellings[other][1])
                and _bukan_giliran(inti, other, guests)
            ):
                lain = spellings[other][1].nama
                yield N005.at(_tempat(record, path), Severity.PERINGATAN, nama=person.nama, lain=lain)


def _bukan_giliran(inti: str, other: str, guests: dict[str, tuple[Path, Orang]]) -> bool:
    """Of two names outside the list of participants only the later one is reported."""
    return other not in guests or list(guests).index(other) < list(guests).index(inti)


def _sejabatan(a: Orang, b: Orang) -> bool:
    """Whether two near names stand for the same office, and not for two numbers."""
    if a.nip and b.nip and angka(a.nip) != angka(b.nip):
        return False
    if not a.jabatan or not b.jabatan:
        return not a.jabatan and not a.instansi
    return office.sama(a.jabatan, b.jabatan, a.instansi, b.instansi)
