"""The signature block at the end: place and day, role, office, name, rank, NIP."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.impor.kenal.bagian import baris_label
from pipeline.impor.kenal.waktu import hari
from pipeline.impor.klaim import Celah, Hasil, Klaim, kata
from pipeline.impor.sumber import Blok
from pipeline.record.base import HARI
from pipeline.reference.isian import temukan
from pipeline.reference.label import label_bagian, pisah_label
from pipeline.reference.sebutan_orang import INSTANSI, JABATAN, gelar, nama_mungkin

_PERAN = re.compile(
    r"(?P<k>(?:pimpinan|pemimpin|ketua)(?: sidang ?/ ?rapat| rapat| sidang)?)|(?P<n>notulis(?: rapat)?|pencatat(?: rapat)?|notulen|sekretaris(?: rapat)?)|"
    r"mengetahui|menyetujui|mengesahkan|yang melaporkan|pelapor|disusun oleh",
    re.I,
)
_TEMPAT = re.compile(
    r"^(?:Ditetapkan di |Dibuat di )?(?P<t>[A-Z][A-Za-z’' .-]{2,40}?)\s*,\s*(?:tanggal )?(?P<d>.*\d{4})$"
)
_DITETAPKAN = re.compile(
    r"^(?:Ditetapkan|Dibuat) di\s*:?\s*(?P<t>[A-Z][\w ’'.-]{2,40}?)(?:,?\s*pada tanggal\s*:?\s*(?P<d>.*\d{4}))?$"
)
_PADA = re.compile(r"^pada tanggal\s*:?\s*(?P<d>.+)$", re.I)
_PANGKAT = re.compile(
    r"^(?:Pangkat\s*(?:/\s*Gol\w*\.?)?\s*:\s*)?(?P<p>(?:Pembina|Penata|Pengatur|Juru)\b.*|.*\([IV]{1,3}/[a-e]\))$",
    re.I,
)
_NIP = re.compile(r"^\(?N\s?I\s?P\s?\.?\s*:?\s*(?P<n>[\d .]{15,30}\d|[.…_\s]+)?\)?$", re.I)
_DELEGASI = re.compile(r"^(?P<d>a\.n\.|u\.b\.|Plt\.|Plh\.|Pj\.|Pjs\.)\s*(?P<r>.+)$", re.I)
_EKOR = 20


def tanda_tangan(blocks: Sequence[Blok]) -> tuple[Hasil, frozenset[int]]:
    """The claims of the signature block, and the blocks it takes; nothing where it is not plain to see."""
    running = [baris_label(b) for b in blocks if b.jenis != "tepi"]
    start = _awal(running)
    if start is None:
        return [], frozenset()
    lines: list[Blok] = []
    for b in running[start:]:
        key = label_bagian(b.teks)
        if (key in ("tembusan", "lampiran", "peserta")) or not _boleh(b):
            break
        lines.append(b)
    out: Hasil = []
    for column in _lajur(lines):
        out += _penetapan(column)
        out += _penanda(column)
    signers = [k for k in out if isinstance(k, Klaim) and k.kunci == ("penanda_tangan",)]
    if not signers:
        return [k for k in out if isinstance(k, Klaim) and k.kunci[0] == "penetapan"], frozenset(
            n for k in out if isinstance(k, Klaim) for n in k.blok
        )
    return out, frozenset(b.no for b in lines)


def _awal(blocks: Sequence[Blok]) -> int | None:
    """Where the signature block begins: a role or place-and-day line with a NIP or rank soon after it.

    Without those it is only looked for at the end of the document.
    """
    marks = [i for i, b in enumerate(blocks) if _boleh(b) and not _berisi(b) and any(map(_tanda, _potong(b)))]
    proof = {
        i
        for i, b in enumerate(blocks)
        if _boleh(b) and any(_NIP.match(p) or _PANGKAT.match(p) for p in _potong(b))
    }
    sure = [i for i in marks if any(n in proof for n in range(i, i + 13))]
    if sure:
        return sure[0]
    return next((i for i in marks if len(blocks) - i <= _EKOR), None)


def _boleh(block: Blok) -> bool:
    """Whether a block can be of the signature block: no long text, no row of a wide table."""
    return block.jenis != "butir" and len([c for c in block.sel if c.strip()]) <= 3 and len(block.teks) <= 300


def _tanda(text: str) -> bool:
    return bool(_peran(text) or _tempat(text) or _DITETAPKAN.match(text))


def _berisi(block: Blok) -> bool:
    """Whether a block is a label line with its value."""
    labelled = pisah_label(block.teks)
    return bool(labelled and labelled[1]) and not _DITETAPKAN.match(block.teks)


def _potong(block: Blok) -> list[str]:
    if block.jenis == "baris":
        return [x.strip() for c in block.sel for x in c.split("\n") if x.strip()]
    return [p.strip() for p in block.teks.split("\t") if p.strip()]


def _peran(text: str) -> re.Match[str] | None:
    return _PERAN.fullmatch(text.strip(" ,:"))


def _tempat(text: str) -> re.Match[str] | None:
    m = _TEMPAT.match(text)
    return (
        m
        if m and m["t"] not in HARI and len(days := hari(m["d"])) == 1 and days[0].mulai and len(m["d"]) < 40
        else None
    )


def _lajur(lines: Sequence[Blok]) -> list[list[tuple[str, int]]]:
    """The lines of each signer from left to right, each with its block."""
    wide = max((len(b.sel) for b in lines if b.jenis == "baris"), default=0)
    if wide > 1:
        columns: list[list[tuple[str, int]]] = [[] for _ in range(wide)]
        for b in lines:
            for n, cell in enumerate(b.sel if b.jenis == "baris" else (b.teks,)):
                columns[n] += [(x.strip(), b.no) for x in cell.split("\n") if x.strip()]
        return [c for c in columns if c]
    double = [b for b in lines if len(b.rentang) == 2 and "\t" in b.teks]
    if not double:
        return [[(p, b.no) for b in lines for p in _potong(b)]]
    middle = (max(b.rentang[0][0] for b in double) + min(b.rentang[1][0] for b in double)) / 2
    sides: list[list[tuple[str, int]]] = [[], []]
    for b in lines:
        for n, part in enumerate(_potong(b)):
            at = b.rentang[n][0] if n < len(b.rentang) else 0.0
            sides[at >= middle].append((part, b.no))
    return sides


def _penetapan(column: Sequence[tuple[str, int]]) -> Hasil:
    """Place and day of signing, on one line or on two."""
    out: Hasil = []
    for text, no in column:
        m = _tempat(text) or _DITETAPKAN.match(text) or _PADA.match(text)
        found = m.groupdict() if m else {}
        if place := (found.get("t") or "").strip(" ,"):
            out.append(Klaim(("penetapan", "tempat"), place, (no,), (place,)))
        days = hari(found.get("d") or "")
        if len(days) == 1 and days[0].mulai and not days[0].selesai:
            value, words = days[0].nilai, days[0].teks
            out.append(Klaim(("penetapan", "tanggal"), value, (no,), (words,) if value == words else ()))
    return out


def _penanda(column: Sequence[tuple[str, int]]) -> Hasil:
    """The signers of one column: each role line, or each name after an office, begins or fills one."""
    found: list[tuple[dict[str, object], list[int]]] = []
    for text, no in column:
        bare = text.strip(" ,")
        if _tempat(text) or _DITETAPKAN.match(text) or _PADA.match(text):
            continue
        if _peran(text):
            found.append(({"peran": bare.rstrip(":")}, [no]))
            continue
        if not found:
            found.append(({}, [no]))
        now, used = found[-1]
        if "nama" in now and not (_NIP.match(text) or _PANGKAT.match(text)):
            if not (JABATAN.match(bare) or bare.isupper()):
                continue
            now, used = {}, []
            found.append((now, used))
        if _isi(now, bare):
            used.append(no)
    out: Hasil = []
    for value, used in found:
        if "nama" in value and ({"jabatan", "nip", "peran"} & set(value)):
            out.append(Klaim(("penanda_tangan",), value, tuple(used), tuple(kata(value)), tambah=True))
            out += _pimpinan(value, used)
        elif value:
            out.append(Celah(("penanda_tangan",), "nama penanda tangan tidak dapat dipastikan", used[0]))
    return out


def _isi(now: dict[str, object], text: str) -> bool:
    """Put a line where it belongs; whether it found a place."""
    if m := _NIP.match(text):
        if m["n"]:
            now["nip"] = m["n"].strip()
        return bool(m["n"])
    if m := _PANGKAT.match(text):
        now["pangkat"] = m["p"].strip()
        return True
    name = text.strip("()").strip()
    head, *titles = [p.strip() for p in name.split(",")]
    blank = bool(temukan(name)) and len(name) > 3 and not any(c.isalpha() for c in name)
    if blank or (nama_mungkin(head) and all(gelar(t) for t in titles) and not _kantor(text, now)):
        now["nama"] = text if blank else name
        return True
    if (m := _DELEGASI.match(text)) and "delegasi" not in now:
        kind, rest = m["d"], m["r"].strip(" ,")
        now["delegasi"] = kind
        now["atas_nama" if kind.lower() in ("a.n.", "u.b.") else "jabatan"] = (
            [rest] if kind.lower() in ("a.n.", "u.b.") else rest
        )
        return True
    if JABATAN.match(text) or INSTANSI.search(text) or INSTANSI.search(text.title()) or _kantor(text, now):
        now["jabatan"] = f"{now['jabatan']} {text}" if "jabatan" in now else text
        return True
    return False


def _kantor(text: str, now: dict[str, object]) -> bool:
    """Whether a line in capitals goes on with the office above it."""
    return text.isupper() and bool(
        JABATAN.match(text)
        or ("jabatan" in now and re.search(r"\b(?:DAN|PROVINSI|KABUPATEN|KOTA|DINAS|BADAN)\b", text))
    )


def _pimpinan(signer: dict[str, object], blocks: Sequence[int]) -> Hasil:
    """The chair and the note taker as their signatures name them; only where nothing else does."""
    m = _PERAN.fullmatch(str(signer.get("peran", "")))
    key = (
        "ketua" if m and m["k"] else "pencatat" if m and m["n"] and "sekretaris" not in m["n"].lower() else ""
    )
    person = {k: signer[k] for k in ("nama", "nip", "pangkat", "jabatan") if k in signer}
    return [Klaim(("pimpinan", key), person, tuple(blocks), lemah=True)] if key else []
