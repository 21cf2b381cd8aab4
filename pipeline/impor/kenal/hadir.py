"""Attendance lists, as tables or as numbered lines → peserta."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.impor.kenal.butir import butiran, kepala_kolom
from pipeline.impor.kenal.jumlah import hitungan
from pipeline.impor.kenal.orang import orang
from pipeline.impor.klaim import Celah, Hasil, Klaim, kata
from pipeline.impor.sumber import Blok
from pipeline.reference.hitungan import hanya_hitungan
from pipeline.reference.kolom import kolom
from pipeline.reference.sebutan_orang import INSTANSI, JABATAN, gelar, gelar_belakang, nama_mungkin

_JK = {
    "l": "L", "lk": "L", "laki-laki": "L", "laki laki": "L", "pria": "L", "p": "P", "pr": "P", "perempuan": "P", "wanita": "P",
}  # fmt: skip
_JUMLAH = re.compile(r"(?:sub ?-?)?(?:total|jumlah)\b", re.I)
_IZIN = re.compile(r"\b(?:izin|ijin|sakit|cuti)\b", re.I)
_TIDAK = re.compile(
    r"\b(?:(?:tidak|tdk|belum|tak) (?:hadir|datang|ikut)|berhalangan|alpa|alpha|absen|mangkir|(?:dinas|tugas) luar|"
    r"(?:tanpa|tidak ada) (?:keterangan|kabar))\b|^(?:t\.?h\.?|t\.?k\.?|d\.?l\.?|tidak|tdk)$",
    re.I,
)
"""Words of absence, in a column of attendance as in one of remarks."""
_TANDA_TIDAK = re.compile(r"[x✗✘❌a0nt]|[-–—]+|false|no", re.I)
"""Marks that mean absence only in a column of attendance."""
_DIWAKILI = re.compile(r"\bdiwakil\w*", re.I)
_ADA = re.compile(
    r"[hvy1√✓✔☑✅]|ya|ada|hadir|datang|ikut|ok|true|yes|ttd|(?:hadir )?(?:secara |via |lewat )?[(]?(?:luring|daring|zoom|online|offline|langsung)[)]?|"
    r"(?:hadir )?terlambat|hadir \w+ waktu",
    re.I,
)
_WAKIL = re.compile(r"\bmewakili\s+(.+)$", re.I)
_RAPAT = "kolom tabel hadir ini terlalu rapat untuk dipisahkan; isi sendiri"
_KEPALA = re.compile(r"\b(?:Nama|NIP|Jabatan|Instansi|Unit Kerja|Pangkat|L/P|Paraf|Tanda Tangan|TTD)\b", re.I)
_NIP_DEPAN = re.compile(r"^\s*N\.?I\.?P\.?\s*[.:]?\s*(?=\d)", re.I)
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
    name = _bernip(cell.get("nama", "").strip())
    found = orang(name) if "\n" in name or re.search(r"\bNIP\b", name) else None
    first = name.split("\n")[0].strip()
    alone = first if nama_mungkin(first.split(",")[0]) else " ".join(name.split())
    out = dict(found) if found and "nama" in found else {"nama": alone}
    if _ROMBONGAN.match(name):
        out = {"delegasi": " ".join(name.split())}
    nip = _NIP_DEPAN.sub("", cell.get("nip", "")).strip()
    if any(c.isdigit() for c in nip):
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


def _bernip(name: str) -> str:
    """A cell of name and NIP with its NIP marked as one: a line of eighteen digits below the name is nothing else."""
    first, *rest = name.split("\n")
    marked = [
        f"NIP {x}" if re.fullmatch(r"[\d .]+", x) and len(re.sub(r"\D", "", x)) == 18 else x for x in rest
    ]
    return "\n".join([first, *marked])


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


def sebab_absen(cell: Mapping[str, str]) -> tuple[str, str] | None:
    """Why a row counts nobody as present, in both languages; None for one who was there or is excused."""
    attended, remark = (" ".join(cell.get(k, "").split()).strip(" .,") for k in ("kehadiran", "ket"))
    if _TANDA_TIDAK.fullmatch(attended):
        return f"tercatat tidak hadir (“{attended}”)", f"absent (“{attended}”)"
    for said in (attended, remark):
        if _DIWAKILI.search(said):
            return f"tercatat “{said}”", f"“{said}”"
        if _TIDAK.search(said):
            return f"tercatat tidak hadir (“{said}”)", f"absent (“{said}”)"
    if attended and not (_ADA.fullmatch(attended) or _IZIN.search(attended) or _WAKIL.search(attended)):
        return f"kehadiran “{attended}” tidak dikenal", f"unknown attendance “{attended}”"
    return None


def kehadiran_dikenal(text: str) -> bool:
    """Whether words say that somebody was there, was not, was excused or stood in for another."""
    said = " ".join(text.split()).strip(" .,")
    patterns = (_TIDAK.search, _ADA.fullmatch, _IZIN.search, _WAKIL.search, _DIWAKILI.search)
    return bool(said) and any(p(said) for p in patterns)


def tabel_hadir(rows: Sequence[Blok]) -> Hasil:
    """Participants of a table that is an attendance list; [] where it is none."""
    head, columns = kepala_kolom(rows, "hadir")
    if head < 0 or len(columns) < 2:
        return []
    if _rusak(rows[head + 1 :], columns):
        return [Celah(("peserta",), _RAPAT, rows[0].no)]
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
        elif why := sebab_absen(cell):
            out.append(Celah(("peserta",), why[0], row.no))
        else:
            value = peserta(cell)
            out.append(Klaim(("peserta",), value, (row.no,), tuple(_ambil(value, cell)), tambah=True))
    return out


def _rusak(rows: Sequence[Blok], columns: Mapping[str, int]) -> bool:
    """Whether cells ran into each other: a would-be name is only a title, an office or a broken title and more."""
    names = [r.sel[columns["nama"]].strip() for r in rows if columns["nama"] < len(r.sel)]
    return any(_bukan_nama(n.split("\n")[0]) for n in names if any(c.isalpha() for c in n))


def _bukan_nama(name: str) -> bool:
    return gelar_belakang(name) or bool(re.fullmatch(r"[\d .]{6,}", name))


def _kepala_retak(block: Blok) -> bool:
    """Whether a line is the head of an attendance table whose columns could not be told apart."""
    found = {m.lower() for m in _KEPALA.findall(block.teks)}
    divided = "\t" in block.teks or len(found) > 3
    return block.jenis == "teks" and divided and "nama" in found and len(found) > 2


def _ambil(value: Mapping[str, str], cell: Mapping[str, str]) -> list[str]:
    whole = {" ".join(c.split()) for c in cell.values()}
    return [t for t in kata(dict(value)) if t in whole or (len(t) > 1 and any(t in w for w in whole))]


def daftar_hadir(blocks: Sequence[Blok]) -> Hasil:
    """Participants of a list of lines: people, offices, or delegations that are not named."""
    broken = next((b for b in blocks if _kepala_retak(b)), None)
    if broken:
        return [Celah(("peserta",), _RAPAT, broken.no)]
    out: Hasil = []
    items = butiran([b for b in blocks if b.jenis != "baris"])
    for item in items:
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
        elif (
            hanya_hitungan(text)
            and (any(c.isalpha() for c in text) or len(items) == 1)
            and (counted := hitungan(text, item.blok[0]))
        ):
            out += counted
        else:
            out.append(Celah(("peserta",), "tidak menyebut nama orang", item.blok[0]))
    return out
