"""Signature blocks (N041–N048): art. 44 of Permendagri 1/2023, and the forms of delegation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Mend, Severity, rule
from pipeline.places import Path
from pipeline.record.pejabat import SEBUTAN
from pipeline.record.rapat import PenandaTangan
from pipeline.record.record import Record, Reference
from pipeline.reference.jabatan import peran, tanpa_delegasi
from pipeline.reference.nama import urai_nama
from pipeline.reference.nip import Nip, urai
from pipeline.reference.tanda_tangan import kelas, pelaksana, perlu_nip, tanpa_gelar

_PASAL = "Permendagri 1/2023 pasal 44"


def _ttd(isi: str) -> str:
    return f"penanda_tangan:\n  - {{{isi}}}\n"


N041 = rule(
    "N041", "ttd-tanpa-gelar",
    id="{jabatan} menandatangani tanpa gelar; tertulis “{nama}”.",
    en="{jabatan} signs without degrees; “{nama}” is written.",
    hint_id="Tulis “{baru}” pada penanda tangan.",
    hint_en="Write “{baru}” for the signer.",
    why="Pj., Pjs., Plt., Plh. kepala daerah serta Pj. dan Plh. sekretaris daerah menandatangani tanpa gelar; naskah pengaturan dan penetapan selalu tanpa gelar.",
    source=f"{_PASAL} ayat (1), (4), (5)",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Bupati Contoh, delegasi: Plt."),
        _ttd("nama: 'Contohandi, S.E.', jabatan: Bupati Contoh, delegasi: Plt."),
    ),
)  # fmt: skip
N042 = rule(
    "N042", "ttd-tanpa-nip",
    id="{jabatan} menandatangani tanpa NIP dan pangkat; {apa} terisi.",
    en="{jabatan} signs without NIP and rank; {apa} is filled.",
    hint_id="Kosongkan {apa} pada penanda tangan.",
    hint_en="Leave {apa} of the signer empty.",
    why="Pelaksana jabatan kepala daerah dan sekretaris daerah tidak mencantumkan NIP dan pangkat; kepala daerah dan wakilnya tidak memilikinya.",
    source=f"{_PASAL} ayat (3), (4), (5)",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Sekretaris Daerah Contoh, delegasi: Plh."),
        _ttd("nama: Contohandi, jabatan: Sekretaris Daerah Contoh, delegasi: Plh., nip: 198807072010121903"),
    ),
)  # fmt: skip
N043 = rule(
    "N043", "ttd-perlu-nip",
    id="{apa} penanda tangan {nama} belum diisi.",
    en="The {apa_en} of the signer {nama} is missing.",
    hint_id="Isi “{kunci}”, atau abaikan dengan alasan bila orangnya bukan pegawai.",
    hint_en="Fill “{kunci}”, or answer this warning where the signer is no civil servant.",
    why="Pejabat selain kepala daerah, wakilnya, dan sekretaris daerah mencantumkan gelar, NIP, dan pangkat/golongan.",
    source=f"{_PASAL} ayat (3)",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Kepala Dinas Contoh, nip: 198807072010121903, pangkat: Pembina (IV/a)"),
        _ttd("nama: Contohandi, jabatan: Kepala Dinas Contoh"),
    ),
)  # fmt: skip
N044 = rule(
    "N044", "delegasi-rangkap",
    id="Jabatan “{jabatan}” sudah memuat sebutannya, sedangkan “delegasi” berisi {delegasi}.",
    en="The office “{jabatan}” holds its prefix already, and “delegasi” says {delegasi}.",
    hint_id="Tulis jabatannya saja: “{baru}”.",
    hint_en="Write the office alone: “{baru}”.",
    why="Sebutan Plt., Plh., Pj. akan tercetak dua kali.",
    source="domain.md §1.11",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Camat Contoh, delegasi: Plt., nip: 198807072010121903, pangkat: Pembina (IV/a)"),
        _ttd("nama: Contohandi, jabatan: Plt. Camat Contoh, delegasi: Plt., nip: 198807072010121903, pangkat: Pembina (IV/a)"),
    ),
)  # fmt: skip
N045 = rule(
    "N045", "bentuk-delegasi",
    id="“{tertulis}” bukan bentuk yang baku.",
    en="“{tertulis}” is not the standard form.",
    hint_id="Tulis “{baru}”.",
    hint_en="Write “{baru}”.",
    why="Singkatan a.n., u.b., Plt., Plh., Pj., Pjs. ditulis dengan titiknya.",
    source="domain.md §1.11, §6 (EYD V)",
    example=Example(
        "tembusan: [Plt. Kepala Dinas Contoh]\n", "tembusan: [PLT Kepala Dinas Contoh]\n"
    ),
)  # fmt: skip
N046 = rule(
    "N046", "atas-nama-berjenjang",
    id="{delegasi} disertai {ada} jabatan atasan, seharusnya {perlu}.",
    en="{delegasi} comes with {ada} superior offices, {perlu} are due.",
    hint_id="a.n.: satu jabatan, tepat satu tingkat di atas penanda tangan; u.b.: dua jabatan, dari yang tertinggi.",
    hint_en="a.n.: one office, one level above the signer; u.b.: two offices, highest first.",
    why="a.n. turun satu tingkat, u.b. satu tingkat lagi.",
    source="domain.md §1.11",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Asisten Contoh, delegasi: u.b., atas_nama: [GUBERNUR CONTOH, SEKRETARIS DAERAH], nip: 198807072010121903, pangkat: Pembina (IV/a)"),
        _ttd("nama: Contohandi, jabatan: Asisten Contoh, delegasi: u.b., atas_nama: [GUBERNUR CONTOH], nip: 198807072010121903, pangkat: Pembina (IV/a)"),
    ),
)  # fmt: skip
N047 = rule(
    "N047", "atas-nama-sendiri",
    id="“{jabatan}” menandatangani {delegasi} jabatannya sendiri.",
    en="“{jabatan}” signs {delegasi} the office itself.",
    hint_id="Isi “atas_nama” dengan jabatan atasan, atau kosongkan “delegasi”.",
    hint_en="Fill “atas_nama” with the superior office, or leave “delegasi” empty.",
    why="Orang tidak menandatangani atas nama jabatannya sendiri.",
    source="domain.md §1.11",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Sekretaris Daerah, delegasi: a.n., atas_nama: [GUBERNUR CONTOH]"),
        _ttd("nama: Contohandi, jabatan: Sekretaris Daerah Contoh, delegasi: a.n., atas_nama: [SEKRETARIS DAERAH CONTOH]"),
    ),
)  # fmt: skip


N048 = rule(
    "N048", "atas-nama-di-jabatan",
    id="“{jabatan}” memuat {sebutan} di dalam jabatan.",
    en="“{jabatan}” holds {sebutan} inside the office.",
    hint_id="Tulis jabatan penanda tangan sendiri; isi “delegasi: {sebutan}” dan “atas_nama” dengan jabatan atasannya.",
    hint_en="Write the signer's own office; fill “delegasi: {sebutan}” and “atas_nama” with the superior office.",
    why="Bentuk a.n. mencetak jabatan atasan di atas jabatan penanda tangan.",
    source="domain.md §1.11",
    example=Example(
        _ttd("nama: Contohandi, jabatan: Sekretaris Daerah, delegasi: a.n., atas_nama: [BUPATI CONTOH]"),
        _ttd("nama: Contohandi, jabatan: a.n. Bupati Contoh"),
    ),
)  # fmt: skip

_ATAS_NAMA = re.compile(r"\s*(?:(a)\.?\s?n\b\.?|a/n\b|(u)\.?\s?b\b\.?)", re.I)


@pemeriksaan
def blok(record: Record, _: Reference) -> Iterator[Finding]:
    """Each signer by role, delegation and class of document."""
    klass = kelas(record.rapat.dokumen)
    for i, signer in enumerate(record.rapat.penanda_tangan):
        at: Path = ("penanda_tangan", i)
        if not signer.jabatan:
            continue
        if (m := _ATAS_NAMA.match(signer.jabatan)) is not None:
            place = record.places.of((*at, "jabatan"))
            yield N048.at(place, record.weight, jabatan=signer.jabatan, sebutan="u.b." if m[2] else "a.n.")
            continue
        acting = signer.delegasi or _delegasi_tertulis(signer.jabatan)
        yield from _nama(record, at, signer, acting, tanpa_gelar(signer.jabatan, acting, klass))
        yield from _atasan(record, at, signer)
        if signer.delegasi and _delegasi_tertulis(signer.jabatan):
            baru = tanpa_delegasi(signer.jabatan)
            place = record.places.of((*at, "jabatan"))
            values = dict(jabatan=signer.jabatan, delegasi=signer.delegasi, baru=baru)
            yield N044.at(place, record.weight, Mend(signer.jabatan, baru, safe=True), **values)


def _nama(
    record: Record, at: Path, signer: PenandaTangan, acting: str | None, bare: bool
) -> Iterator[Finding]:
    """Degrees, NIP and rank as art. 44 asks."""
    office, places = signer.jabatan or "", record.places
    titled = f"{SEBUTAN[acting]} {tanpa_delegasi(office)}" if acting in SEBUTAN else office
    if bare and signer.nama and urai_nama(signer.nama).bergelar:
        well = urai_nama(signer.nama).nama
        place = places.of((*at, "nama"))
        yield N041.at(
            place, record.weight, Mend(signer.nama, well), jabatan=titled, nama=signer.nama, baru=well
        )
    filled = " dan ".join(f"“{k}”" for k in ("nip", "pangkat") if getattr(signer, k))
    head = peran(office) in ("kepala_daerah", "wakil_kepala_daerah")
    if filled and (pelaksana(office, acting) or head):
        severity = record.weight if pelaksana(office, acting) else Severity.PERINGATAN
        yield N042.at(places.of(at), severity, jabatan=titled, apa=filled)
    elif perlu_nip(office, acting) and signer.nama and not _bukan_pegawai(office):
        yield from _lengkap(record, at, signer)


def _lengkap(record: Record, at: Path, signer: PenandaTangan) -> Iterator[Finding]:
    """NIP and rank are there; PPPK have no rank."""
    place = record.places.of(at)
    severity = (
        record.weight if _PASTI_PEGAWAI.match(tanpa_delegasi(signer.jabatan or "")) else Severity.PERINGATAN
    )
    if not signer.nip:
        yield N043.at(place, severity, apa="NIP", apa_en="NIP", nama=signer.nama, kunci="nip")
        return
    parts = urai(signer.nip)
    if not signer.pangkat and isinstance(parts, Nip) and parts.jenis == "PNS":
        what = dict(apa="Pangkat/golongan", apa_en="rank", nama=signer.nama, kunci="pangkat")
        yield N043.at(place, severity, None, **what)


_SWASTA = re.compile(r"\b(?:DPRD|DPR|Forum|Direktur|Komisaris|Yayasan|PT|CV|LSM|Kapolres|Dandim|Rektor|Pokja|Kepala Desa|Tenaga Ahli)\b|Ketua (?!Tim|Pelaksana)")  # fmt: skip


_PASTI_PEGAWAI = re.compile(r"(?:Kepala (?:Dinas|Badan|Biro|Bagian|Bidang|Satuan)|Sekretaris (?:Dinas|Badan)|Camat|Lurah|Asisten|Inspektur)\b", re.I)  # fmt: skip
"""Offices that only civil servants hold, so that art. 44 (3) surely asks for NIP and rank."""


def _bukan_pegawai(office: str) -> bool:
    """Offices that people without a NIP hold as well: nothing is asked of them."""
    return _SWASTA.search(office) is not None


_TERTULIS = re.compile(r"\s*(plt|plh|pjs|pj)\b\.?", re.I)


def _delegasi_tertulis(jabatan: str) -> str | None:
    m = _TERTULIS.match(jabatan)
    return f"{m[1].lower()}." if m else None


def _atasan(record: Record, at: Path, signer: PenandaTangan) -> Iterator[Finding]:
    """a.n. goes one level down, u.b. two."""
    if signer.delegasi not in ("a.n.", "u.b.") or not signer.atas_nama:
        return
    place = record.places.of((*at, "atas_nama"))
    due = 1 if signer.delegasi == "a.n." else 2
    if len(signer.atas_nama) != due:
        count = dict(delegasi=signer.delegasi, ada=len(signer.atas_nama), perlu=due)
        yield N046.at(place, record.weight, None, **count)
    own = (signer.jabatan or "").casefold().split()
    if any(own == other.casefold().split() for other in signer.atas_nama):
        yield N047.at(place, record.weight, jabatan=signer.jabatan, delegasi=signer.delegasi)


_BAKU = {"plt": "Plt.", "plh": "Plh.", "pjs": "Pjs.", "pj": "Pj.", "an": "a.n.", "ub": "u.b."}
_SINGKATAN = re.compile(
    r"(?<![\w./])(?:(?P<a>PLT|Plt|plt|PLH|Plh|plh|PJS|Pjs|pjs|PJ|Pj|pj)(?P<titik>\.?)"
    r"|(?P<an>a/n|A/N|A\.N\.|an\.|a\.n(?!\.)|ub\.|u\.b(?!\.)|U\.B\.))"
    r"(?= ?(?:Gubernur|Bupati|Wali ?[Kk]ota|Wakil|Kepala|Sekretaris|Sekda|Camat|Lurah|Direktur|Inspektur|Asisten|Ketua|"
    r"GUBERNUR|BUPATI|WALI|KEPALA|SEKRETARIS|CAMAT|KADIS|Kadis)\b)"
)


@pemeriksaan
def bentuk(record: Record, _: Reference) -> Iterator[Finding]:
    """Plt., Plh., Pj., Pjs., a.n. and u.b. before an office, in any text."""
    for path, text in record.prose:
        for m in _SINGKATAN.finditer(text):
            right = _BAKU[m["a"].lower() if m["a"] else m["an"].lower().replace("/", "").replace(".", "")]
            capitals = m["a"] and m[0] == right.upper() and text[m.end() :].lstrip().split(" ")[0].isupper()
            if m[0] == right or capitals:
                continue
            place = record.places.within(path, m[0], text.count(m[0], 0, m.start()))
            yield N045.at(place, Severity.PERINGATAN, Mend(m[0], right, safe=True), tertulis=m[0], baru=right)
