"""Persons that a text means without saying who they are (P011, N008–N010, N017)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import pemeriksaan
from pipeline.findings import Example, Finding, Severity, rule
from pipeline.places import Path
from pipeline.record.rapat import Orang
from pipeline.record.record import Record, Reference
from pipeline.reference.direktori import direktori, hari
from pipeline.reference.isian import gaps
from pipeline.reference.nama import hanya_gelar

P011 = rule(
    "P011", "beliau-tanpa-orang",
    id="“{teks}” tanpa menyebut siapa orangnya.",
    en="“{teks}” without saying who that is.",
    hint_id="Sebut nama dan jabatannya.",
    hint_en="Give the name and office.",
    why="Ucapan pejabat harus jelas siapa pengucapnya.",
    source="domain.md §7",
    example=Example("kutipan:\n  - {kata: Kita bisa, oleh: {nama: Contohwati, jabatan: Ketua}}\n", "kutipan:\n  - {kata: 'Kita bisa, ujar beliau', oleh: {nama: Contohwati, jabatan: Ketua}}\n"),
)  # fmt: skip
N008 = rule(
    "N008", "nama-tanpa-jabatan",
    id="{nama} disebut tanpa jabatan atau instansi.",
    en="{nama} is named without office or agency.",
    hint_id="Isi “jabatan” atau “instansi”.",
    hint_en="Fill “jabatan” or “instansi”.",
    why="Ucapan di rapat melekat pada jabatan orangnya.",
    source="domain.md §1.3, §1.7",
    example=Example(
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Contohmurni, jabatan: Ketua Forum Contoh}}\n",
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Contohmurni}}\n",
    ),
)  # fmt: skip
N009 = rule(
    "N009", "jabatan-tanpa-nama",
    id="“{jabatan}” disebut tanpa nama orangnya.{pemegang}",
    en="“{jabatan}” is given without a name.{pemegang_en}",
    hint_id="Isi “nama”.",
    hint_en="Fill “nama”.",
    why="Naskah resmi menyebut siapa yang memangku jabatan itu.",
    source="domain.md §1.3",
    example=Example(
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Contohmurni, jabatan: Ketua Forum Contoh}}\n",
        "kutipan:\n  - {kata: Kita bisa., oleh: {jabatan: Ketua Forum Contoh}}\n",
    ),
)  # fmt: skip
N020 = rule(
    "N020", "nama-bukan-orang",
    id="“{nama}” tampaknya bukan nama orang ({apa}).",
    en="“{nama}” does not look like a person's name ({apa_en}).",
    hint_id="Tulis nama orangnya; jabatan pada “jabatan”, gelar di belakang nama.",
    hint_en="Write the person's name; the office under “jabatan”, degrees behind the name.",
    why="Potongan tabel dan jabatan sering terbawa ke kolom nama.",
    source="domain.md §2",
    example=Example(
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Yakun, jabatan: Ketua Forum Contoh}}\n",
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: M.Pd., jabatan: Ketua Forum Contoh}}\n",
    ),
)  # fmt: skip
N010 = rule(
    "N010", "dibuka-oleh-siapa",
    id="“{teks}” tidak menyebut oleh siapa.",
    en="“{teks}” does not say by whom.",
    hint_id="Tulis “… oleh NAMA, jabatan”, atau isi “{kunci}”.",
    hint_en="Write “… oleh NAME, office”, or fill “{kunci}”.",
    why="Pembuka dan penutup rapat resmi selalu bernama.",
    source="domain.md §0, §1.3",
    example=Example(
        "pembuka: {oleh: {nama: Contohwati, jabatan: Ketua}, isi: Rapat dibuka secara resmi.}\n",
        "pembuka: {isi: Rapat dibuka secara resmi.}\n",
    ),
)  # fmt: skip
N017 = rule(
    "N017", "kutipan-tanpa-pembicara",
    id="Kutipan “{teks}” tanpa menyebut siapa yang mengucapkannya.",
    en="The quotation “{teks}” does not say who spoke.",
    hint_id="Sebut nama dan jabatannya sesudah kutipan, atau pindahkan ke “kutipan”.",
    hint_en="Give name and office after it, or move it to “kutipan”.",
    why="Kata-kata yang dikutip harus ada pemiliknya.",
    source="domain.md §5, §7",
    example=Example(
        "penutup: {isi: '“Kita mulai semua ini dari data yang benar,” ujar Ketua Forum Contoh.'}\n",
        "penutup: {isi: 'Suasana hangat. “Kita mulai semua ini dari data yang benar.” Rapat selesai.'}\n",
    ),
)  # fmt: skip

_UJAR = r"(?:ujar|tutup|kata|ucap|tutur|jelas|tegas|ungkap|imbuh|papar|lanjut|tambah|terang|sebut|pungkas|pesan|harap)"
_UJAR_BELIAU = re.compile(rf"\b{_UJAR}(?:nya)?,? (?:beliau|yang bersangkutan)\b", re.I)
_BELIAU = re.compile(r"\bbeliau\b|(?:\A|(?<=[.!?;] )|(?<=\n))yang bersangkutan\b", re.I)
_SEBUTAN = re.compile(
    r"\b(?:Bapak|Ibu|Gubernur|Bupati|Wali ?[Kk]ota|Menteri|Kepala|Ketua|Sekretaris|Sekda|Asisten|Camat|Lurah|Deputi|"
    r"Direktur|Narasumber|Inspektur|Pimpinan|Moderator|Rektor|Kapolres|Dandim|Presiden|Pj|Plt|Plh|Drs?|Dra|Ir|Prof|Hj?)\b"
)
_NAMA_ORANG = re.compile(
    r"\b[A-Z][a-z]+ (?:menyampaikan|menegaskan|mengatakan|memaparkan|menjelaskan|membuka|menutup|memimpin|berpesan|hadir)\b"
)
_RESMI = re.compile(r"\b(?:[Dd]i(?P<apa>buka|tutup) (?:secara|dengan) resmi)(?P<sesudah>[^.!?\n]*)")
_KUTIPAN = re.compile(r"“([^”\n]{25,})”|\"([^\"\n]{25,})\"")
_PENGUCAP = re.compile(rf"\b{_UJAR}(?:nya|kan)?\b|\bmen[a-z]+kan\b|\b(?:berkata|berpesan|bertanya|bertutur|berujar|berseru|mengatakan|bahwa|menurut|berbunyi|bertema|tema|berjudul|judul|slogan|semboyan|motto|moto)\b|:\s*\Z", re.I)  # fmt: skip
_BICARA = ("oleh", "pembicara", "penanya", "penjawab")


@pemeriksaan
def beliau(record: Record, _: Reference) -> Iterator[Finding]:
    """“beliau” and “yang bersangkutan” mean somebody who was named before."""
    for path, text in record.prose:
        lower = text.lower()
        if "beliau" not in lower and "yang bersangkutan" not in lower:
            continue
        sure = {m.end(): m for m in _UJAR_BELIAU.finditer(text)}
        for m in _BELIAU.finditer(text):
            m_full = sure.pop(m.end(), m)
            yield from _tanpa_orang(record, path, text, m_full, m_full is not m)
        for m in sure.values():
            yield from _tanpa_orang(record, path, text, m, True)


def _tanpa_orang(record: Record, path: Path, text: str, m: re.Match[str], sure: bool) -> Iterator[Finding]:
    if path[0] != "kutipan" and _bernama(record, path, text[: m.start()], sure):
        return
    if path[0] == "kutipan" and not sure:  # within somebody's own words, of somebody they know
        return
    place = record.places.within(path, m[0], text.count(m[0], 0, m.start()))
    severity = record.weight if sure else Severity.PERINGATAN
    yield P011.at(place, severity, teks=m[0].strip()[:80])


def _bernama(record: Record, path: Path, before: str, sure: bool) -> bool:
    """Whether “beliau” has somebody to mean: a title or name before it, or the person of its entry."""
    if _SEBUTAN.search(before) or (not sure and _NAMA_ORANG.search(before)):
        return True
    names = [p.nama for _, p in record.people if p.nama]
    if any(name in before for name in names):
        return True
    return _orang_butir(record, path)


def _orang_butir(record: Record, path: Path) -> bool:
    """Whether an entry above the text names its person."""
    value: object = record.rapat
    for step in path:
        value = (
            value[step] if isinstance(value, tuple) and isinstance(step, int) else getattr(value, str(step))
        )
        people = (getattr(value, k, None) for k in _BICARA)
        if any(isinstance(p, Orang) and p.nama for p in people):
            return True
    return False


@pemeriksaan
def nama_dan_jabatan(record: Record, reference: Reference) -> Iterator[Finding]:
    """Whoever speaks has a name and an office; participants at least where they come from."""
    index = direktori(reference.pejabat)
    offices = any(p.jabatan or p.instansi for p in record.rapat.peserta)
    for path, p in record.people:
        if p.nama and gaps(p.nama):  # a blank is a finding of its own
            continue
        speaks = path[0] == "kutipan" or path[-1] in _BICARA[1:]
        if not speaks and path[0] != "peserta":
            continue
        place = record.places.of(path)
        if p.nama and not p.jabatan and not p.instansi and not record.is_damaged((*path, "jabatan")):
            if not speaks and not offices:  # a list of names only, as residents give
                continue
            severity = record.weight if speaks else Severity.PERINGATAN
            yield N008.at(place, severity, nama=p.nama)
        elif speaks and p.jabatan and not p.nama and not record.is_damaged((*path, "nama")):
            held = index.pemegang(p.jabatan, p.instansi, hari(record.rapat, path))
            names = " atau ".join(f"{o.nama} ({o.kunci})" for _, o in held)
            said = f" Pemegangnya pada hari rapat menurut pejabat.yaml: {names}." if names else ""
            said_en = f" Holder that day according to pejabat.yaml: {names}." if names else ""
            yield N009.at(place, record.weight, jabatan=p.jabatan, pemegang=said, pemegang_en=said_en)


_SEPERTI_JABATAN = re.compile(
    r"(?:(?:Plt|Plh|Pj)\.? )?(?:Kepala (?:Dinas|Badan|Bidang|Bagian|Seksi|Desa|Kantor|Puskesmas|Sub)|Bupati|Gubernur|Wali ?[Kk]ota|"
    r"Sekretaris (?:Daerah|Dinas|Desa|Camat)|Camat|Lurah|Ketua (?:DPRD|Komisi|Forum|RT|RW|BPD|TP)|Asisten [IVX\d]|Dinas|Badan) ?\S"
)
_DUA_ORANG = re.compile(r"\S+ (?:dan|&|serta) [A-Z]\S+")


@pemeriksaan
def nama_orang(record: Record, _: Reference) -> Iterator[Finding]:
    """What stands under `nama` is a name: not degrees alone, digits, an office, or two people."""
    for path, p in record.people:
        name = p.nama
        if not name or gaps(name):
            continue
        if not any(c.isalpha() for c in name) or hanya_gelar(name):
            what = ("hanya gelar", "degrees only") if any(c.isalpha() for c in name) else ("angka", "digits")
            severity = record.weight
        elif _SEPERTI_JABATAN.match(name) and " " in name:
            what, severity = ("jabatan atau instansi", "an office or agency"), Severity.PERINGATAN
        elif _DUA_ORANG.fullmatch(name):
            what, severity = ("dua orang", "two people"), Severity.PERINGATAN
        else:
            continue
        place = record.places.of((*path, "nama") if (*path, "nama") in record.places.values else path)
        yield N020.at(place, severity, nama=name, apa=what[0], apa_en=what[1])


@pemeriksaan
def dibuka(record: Record, _: Reference) -> Iterator[Finding]:
    """“dibuka secara resmi” says by whom, in its sentence or in its field."""
    for path, text in record.prose:
        if "secara resmi" not in text and "dengan resmi" not in text:
            continue
        for m in _RESMI.finditer(text):
            key = "pembuka.oleh" if m["apa"] == "buka" else "penutup.oleh"
            entry = getattr(record.rapat, key.split(".")[0])
            named = entry is not None and entry.oleh is not None and bool(entry.oleh.nama)
            start = max(text.rfind(c, 0, m.start()) for c in ".!?\n") + 1
            if named or re.search(r"\boleh\s+\S", m["sesudah"]) or _SEBUTAN.search(text[start : m.start()]):
                continue
            words = m[0].removesuffix(m["sesudah"])
            place = record.places.within(path, words, text.count(words, 0, m.start()))
            yield N010.at(place, record.weight, teks=words, kunci=key)


@pemeriksaan
def kutipan_bertuan(record: Record, _: Reference) -> Iterator[Finding]:
    """A long quotation within prose has somebody who says it beside it, or in its entry."""
    for path, text in record.prose:
        if ("“" not in text and '"' not in text) or path[0] in ("kutipan", "dasar", "judul", "lampiran"):
            continue
        for m in _KUTIPAN.finditer(text):
            words = (m[1] or m[2]).strip()
            if words[-1] not in ".,!?" or words.count(" ") < 4 or _orang_butir(record, path):
                continue
            around = text[max(0, m.start() - 120) : m.start()], text[m.end() : m.end() + 120].split(".")[0]
            if any(_PENGUCAP.search(part) or _SEBUTAN.search(part) for part in around):
                continue
            place = record.places.within(path, words[:20])
            yield N017.at(place, Severity.PERINGATAN, teks=f"{words[:50]}…")
