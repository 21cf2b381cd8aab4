"""Officials of an XLSX or CSV list into `pejabat.yaml`; what stands there stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from pipeline.impor.lembar import lembar, rusak_excel
from pipeline.impor.sumber import Ditolak
from pipeline.impor.tulis import skalar
from pipeline.read import parse
from pipeline.record.base import parse_tanggal
from pipeline.record.pejabat import SEBUTAN, DaftarPejabat, Pejabat
from pipeline.reference.kolom import kolom
from pipeline.reference.nama import urai_nama
from pipeline.reference.nip import angka

_KEPALA = 20
_AWAL = (
    "# yaml-language-server: $schema=skema/pejabat.schema.json\n"
    "# Direktori pejabat. Rekaman menyebut pejabat dengan kuncinya.\npejabat:\n"
)
_TANGGAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DELEGASI = re.compile(r"(plt|plh|pjs|pj)\.?\s*", re.I)


@dataclass(frozen=True)
class Tambahan:
    """The new text of the directory, the officials added, and a sentence for each row not taken as it stands."""

    teks: str
    ditambah: tuple[str, ...]
    catatan: tuple[tuple[str, str], ...]


def tambahkan(data: bytes, nama: str, kind: str, lama: str, shown: str) -> Tambahan:
    """The directory's text with the officials of a list added.

    Raises Ditolak where the list or the directory cannot be read, or where adding would
    change what stands there.
    """
    before = parse(lama.encode(), DaftarPejabat, shown) if lama.strip() else None
    if before is not None and before.findings:
        raise Ditolak(
            f"{shown} belum dapat dibaca; jalankan “notula check” dan betulkan dahulu.",
            f"{shown} cannot be read; run “notula check” first.",
        )
    known = before.value.pejabat if before else ()
    rows, notes = _baris(data, nama, kind)
    people = _orang(rows)
    fresh: list[dict[str, object]] = []
    keys = {p.kunci for p in known if p.kunci}
    for row, person in people:
        if (there := _sudah(person, known)) is not None:
            notes.append((
                f"Baris {row} ({person['nama']}): sudah ada sebagai “{there.kunci}”; tambahkan jabatan barunya di sana bila perlu.",
                f"Row {row} ({person['nama']}): there already as “{there.kunci}”; add a new office there if need be.",
            ))  # fmt: skip
            continue
        person["kunci"] = _kunci(str(person.get("kunci") or ""), str(person["nama"]), keys)
        keys.add(str(person["kunci"]))
        fresh.append(person)
    if not fresh:
        return Tambahan(lama, (), tuple(notes))
    text = _tulis(lama, fresh)
    after = parse(text.encode(), DaftarPejabat, shown)
    if (
        after.findings
        or after.value.pejabat[: len(known)] != known
        or len(after.value.pejabat) != len(known) + len(fresh)
    ):
        raise Ditolak(
            f"{shown} tidak dapat ditambahi dengan aman; jadikan “pejabat:” kunci terakhir dengan butir berbaris “- ”.",
            f"{shown} cannot be added to safely; make “pejabat:” its last key, with items on lines of “- ”.",
        )
    return Tambahan(text, tuple(str(p["nama"]) for p in fresh), tuple(notes))


def _baris(
    data: bytes, nama: str, kind: str
) -> tuple[list[tuple[int, dict[str, str]]], list[tuple[str, str]]]:
    """Row number and cells by column of each row that names somebody."""
    for _, rows in lembar(data, nama, kind):
        for at, head in enumerate(rows[:_KEPALA]):
            if columns := kolom(head, "pejabat"):
                cells = [
                    (n + 1, {k: " ".join(rows[n][i].split()) if i < len(rows[n]) else "" for k, i in columns.items()})
                    for n in range(at + 1, len(rows))
                ]  # fmt: skip
                return _periksa([c for c in cells if any(c[1].values())])
    raise Ditolak(
        f"{nama} tidak memuat baris kepala dengan kolom Nama dan Jabatan di {_KEPALA} baris pertamanya.",
        f"{nama} has no head row with the columns Nama and Jabatan in its first {_KEPALA} rows.",
    )


def _periksa(
    cells: list[tuple[int, dict[str, str]]],
) -> tuple[list[tuple[int, dict[str, str]]], list[tuple[str, str]]]:
    """The rows with what cannot be used left out, and a sentence for each."""
    good: list[tuple[int, dict[str, str]]] = []
    notes: list[tuple[str, str]] = []
    for row, cell in cells:
        name = cell["nama"]
        if not any(c.isalpha() for c in name):
            notes.append((f"Baris {row}: nama kosong; tidak dimasukkan.", f"Row {row}: no name; left out."))
            continue
        if rusak_excel(cell.get("nip", "")):
            notes.append((
                f"Baris {row} ({name}): NIP rusak oleh Excel; dikosongkan, ketik dari dokumen aslinya.",
                f"Row {row} ({name}): NIP damaged by Excel; left empty, type it from the original.",
            ))  # fmt: skip
            cell["nip"] = ""
        for key in ("mulai", "selesai"):
            if cell.get(key) and (day := _hari(cell[key])) is not None:
                cell[key] = day
            elif cell.get(key):
                notes.append((
                    f"Baris {row} ({name}): tanggal {key} “{cell[key]}” tidak terbaca; dikosongkan.",
                    f"Row {row} ({name}): the date “{cell[key]}” cannot be read; left empty.",
                ))  # fmt: skip
                cell[key] = ""
        good.append((row, cell))
    return good, notes


def _hari(text: str) -> str | None:
    """A date as ISO text; `-` and `sekarang` are no end."""
    if text.lower() in ("-", "sekarang", "masih menjabat"):
        return ""
    if m := _TANGGAL.fullmatch(text):
        text = f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}"
    try:
        return parse_tanggal(text).isoformat()
    except PydanticCustomError:
        return None


def _orang(rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[tuple[int, dict[str, object]]]:
    """The rows as officials; several rows of one person are several offices."""
    found: dict[str, tuple[int, dict[str, object]]] = {}
    for row, cell in rows:
        identity = angka(cell.get("nip", "")) or urai_nama(cell["nama"]).inti
        person = found.setdefault(identity, (row, _satu(cell)))[1]
        if cell.get("jabatan"):
            offices = person["jabatan"]
            assert isinstance(offices, list)
            offices.append(_masa(cell))
    return list(found.values())


def _satu(cell: Mapping[str, str]) -> dict[str, object]:
    sex = cell.get("jk", "").strip().upper()[:1]
    person: dict[str, object] = {"kunci": cell.get("kunci", ""), "nama": cell["nama"]}
    person |= {k: cell[k] for k in ("nip", "pangkat") if cell.get(k, "").strip(" -–")}
    if sex in ("L", "P"):
        person["jk"] = sex
    return person | {"jabatan": []}


def _masa(cell: Mapping[str, str]) -> dict[str, str]:
    office, acting = cell["jabatan"], cell.get("delegasi", "")
    if m := _DELEGASI.match(office):
        office, acting = office[m.end() :], acting or m[1]
    term = {"nama": office} | {k: cell[k] for k in ("instansi", "wilayah") if cell.get(k)}
    if m := _DELEGASI.fullmatch(acting.strip()):
        term["delegasi"] = SEBUTAN[f"{m[1].lower()}."]
    return term | {k: cell[k] for k in ("mulai", "selesai") if cell.get(k)}


def _sudah(person: Mapping[str, object], known: Sequence[Pejabat]) -> Pejabat | None:
    """The official of the directory that a row names: the same NIP, or the same bare name without another NIP."""
    nip, inti = angka(str(person.get("nip", ""))), urai_nama(str(person["nama"])).inti
    for p in known:
        theirs = angka(p.nip or "")
        if nip and theirs:
            if nip == theirs:
                return p
        elif p.nama and urai_nama(p.nama).inti == inti:
            return p
    return None


def _kunci(given: str, name: str, taken: set[str]) -> str:
    """A key of small letters and hyphens that nobody has yet."""
    words = re.sub(r"[^a-z0-9]+", "-", (given or urai_nama(name).inti).lower()).strip("-") or "pejabat"
    base = words if "-" in words else f"pejabat-{words}"
    key, count = base, 2
    while key in taken:
        key, count = f"{base}-{count}", count + 1
    return key


def _tulis(lama: str, people: Sequence[Mapping[str, object]]) -> str:
    body = lama if lama.strip() else _AWAL
    newline = "\r\n" if "\r\n" in body else "\n"
    if not body.endswith("\n"):
        body += newline
    lines: list[str] = []
    for person in people:
        lead = "  - "
        for key, value in person.items():
            if isinstance(value, list):
                lines += ["    jabatan:"] if value else []
                lines += [
                    f"      - {{{', '.join(f'{k}: {skalar(v, sebaris=True)}' for k, v in m.items())}}}"
                    for m in value
                ]
                continue
            lines.append(f"{lead}{key}: {skalar(str(value))}")
            lead = "    "
    return body + newline.join(lines) + newline
