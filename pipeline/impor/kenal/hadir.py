"""Attendance lists, as tables or as numbered lines → peserta."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.impor.kenal.butir import butiran, kepala_kolom
from pipeline.impor.kenal.jumlah import hitungan
from pipeline.impor.kenal.orang import orang
from pipeline.impor.klaim import Celah, Hasil, Klaim, kata
from pipeline.impor.sumber import Blok
from pipeline.reference.kolom import kolom
from pipeline.reference.sebutan_orang import INSTANSI, JABATAN, gelar, nama_mungkin

_JK = {
    "l": "L", "lk": "L", "laki-laki": "L", "laki laki": "L", "pria": "L", "p": "P", "pr": "P", "perempuan": "P", "wanita": "P",
}  # fmt: skip
_JUMLAH = re.compile(r"(?:sub ?-?)?(?:total|jumlah)\b", re.I)
_IZIN = re.compile(r"\b(?:izin|ijin|sakit|cuti)\b", re.I)
_TIDAK = re.compile(r"\b(?:tidak hadir|alpa|absen|tanpa keterangan)\b|^-+$", re.I)
_WAKIL = re.compile(r"\bmewakili\s+(.+)$", re.I)
_ROMBONGAN = re.compile(r"(?:rombongan|delegasi|kontingen)\b", re.I)
_BIASA = ("pangkat", "jabatan", "instansi", "wilayah")


def adalah_jumlah(cells: Sequence[str]) -> bool:
    """Whether a row is a sum and no person."""
    return any(_JUMLAH.match(c.strip()) for c in cells)


def jk(text: str) -> str:
    """L or P for a cell of the sex column; "" where it says neither."""
    return _JK.get(text.strip(" .").lower(), "")


def peserta(cell: Mapping[str, str]) -> dict[str, str]:
    """One participant from the cells of a row by column key; pieces of the cells only."""
    name = cell.get("nama", "").strip()
    found = orang(name) if "\n" in name or re.search(r"\bNIP\b", name) else None
    first = name.split("\n")[0].strip()
    alone = first if nama_mungkin(first.split(",")[0]) else " ".join(name.split())
    out = dict(found) if found and "nama" in found else {"nama": alone}
    if _ROMBONGAN.match(name):
        out = {"delegasi": " ".join(name.split())}
    if nip := cell.get("nip", "").strip():
        out["nip"] = nip
    for key in _BIASA:
        if (value := " ".join(cell.get(key, "").split())) and value.strip("-–. "):
            out[key] = value
    if "jabatan" not in out:
        out.update(_jabatan_instansi(cell.get("jabatan_instansi", "")))
    if sex := jk(cell.get("jk", "")) or _centang(cell):
        out["jk"] = sex
    out.update(_kehadiran(f"{cell.get('kehadiran', '')} {cell.get('ket', '')}".strip()))
    return out


def _jabatan_instansi(text: str) -> dict[str, str]:
    """The office and the agency of a cell that holds both, on lines of their own or divided by a mark."""
    both = " ".join(text.split())
    if not both.strip("-–. "):
        return {}
    lines = [" ".join(x.split()) for x in text.split("\n") if x.strip()]
    at = next((n for n, x in enumerate(lines) if n and INSTANSI.match(x)), None)
    if at is not None and JABATAN.match(lines[0]):
        return {"jabatan": " ".join(lines[:at]), "instansi": " ".join(lines[at:])}
    split = orang(both) if re.search(r"\s[-–]\s|,\s|\s/\s", both) else None
    if split and "nama" not in split:
        return split
    return {"jabatan" if JABATAN.match(both) else "instansi": both}


def _centang(cell: Mapping[str, str]) -> str:
    """The sex that a tick in one of two columns says."""
    left, right = bool(cell.get("l", "").strip(" -–0")), bool(cell.get("p", "").strip(" -–0"))
    return "" if left == right else "L" if left else "P"


def _kehadiran(remark: str) -> dict[str, str]:
    if m := _WAKIL.search(remark):
        return {"kehadiran": "mewakili", "mewakili": m[1].strip(" .")}
    return {"kehadiran": "izin"} if _IZIN.search(remark) else {}


def tidak_hadir(cell: Mapping[str, str]) -> bool:
    """Whether the row says that the person was not there, and was not excused."""
    return bool(_TIDAK.search(cell.get("kehadiran", "").strip()))


def tabel_hadir(rows: Sequence[Blok]) -> Hasil:
    """Participants of a table that is an attendance list; [] where it is none."""
    head, columns = kepala_kolom(rows, "hadir")
    if head < 0 or len(columns) < 2:
        return []
    out: Hasil = []
    for row in rows[head + 1 :]:
        cell = {k: row.sel[i] for k, i in columns.items() if i < len(row.sel)}
        name = cell.get("nama", "").strip()
        if adalah_jumlah(row.sel):
            out += hitungan(" ".join(row.sel), row.no)
        elif not any(c.isalpha() for c in name) or sum(bool(c.strip()) for c in row.sel) < 2:
            continue
        elif kolom(row.sel, "hadir"):  # the head again, on the next page
            pass
        elif any(JABATAN.search(part) and not gelar(part) for part in name.split("\n")[0].split(",")[1:]):
            out.append(Celah(("peserta",), "nama bercampur dengan jabatan", row.no))
        elif tidak_hadir(cell):
            out.append(Celah(("peserta",), "tercatat tidak hadir", row.no))
        else:
            value = peserta(cell)
            out.append(Klaim(("peserta",), value, (row.no,), tuple(_ambil(value, cell)), tambah=True))
    return out


def _ambil(value: Mapping[str, str], cell: Mapping[str, str]) -> list[str]:
    whole = {" ".join(c.split()) for c in cell.values()}
    return [t for t in kata(dict(value)) if t in whole or (len(t) > 1 and any(t in w for w in whole))]


def daftar_hadir(blocks: Sequence[Blok]) -> Hasil:
    """Participants of a list of lines: people, offices, or delegations that are not named."""
    out: Hasil = []
    for item in butiran([b for b in blocks if b.jenis != "baris"]):
        text = " ".join(item.teks.split())
        person = orang(text)
        prose = (
            len(text.split()) > 14
            or text.endswith(":")
            or re.search(
                r"\b(?:perwakilan dari|dihadiri|para|seluruh|undangan|terlampir|lampiran|daftar hadir)\b",
                text,
                re.I,
            )
        )
        if person and ("nama" in person or "jabatan" in person) and not prose:
            out.append(Klaim(("peserta",), person, item.blok, tuple(kata(person)), tambah=True))
        elif INSTANSI.match(text) and not prose:
            out.append(
                Klaim(
                    ("peserta",),
                    {"delegasi": text.rstrip(".;")},
                    item.blok,
                    (text.rstrip(".;"),),
                    tambah=True,
                )
            )
        elif counted := hitungan(text, item.blok[0]):
            out += counted
        else:
            out.append(Celah(("peserta",), "tidak menyebut nama orang", item.blok[0]))
    return out
