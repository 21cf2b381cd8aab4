"""Label lines (`Hari/Tanggal : …`) → when, where, who led, which letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.impor.kenal import waktu
from pipeline.impor.kenal.jumlah import hitungan
from pipeline.impor.kenal.orang import orang
from pipeline.impor.klaim import Celah, Hasil, Klaim, kata
from pipeline.impor.sumber import Blok
from pipeline.record.base import HARI
from pipeline.reference.isian import temukan
from pipeline.reference.jenis import JENIS
from pipeline.reference.label import label_bagian, label_skalar, pisah_label, rapikan
from pipeline.reference.sebutan_orang import WILAYAH

_TULISAN = {"tempat": "tempat", "judul": "judul", "nomor": "nomor"}


def identitas(blocks: Sequence[Blok]) -> Hasil:
    """The claims of the label lines among some blocks."""
    out: Hasil = []
    weekday: tuple[str, int] | None = None
    for label, value, used in _baris(blocks):
        key = label_skalar(label)
        if key is None or not value:
            continue
        if key == "tanggal" and value.strip(" .,").capitalize() in HARI:
            weekday = (value.strip(" .,"), used[-1])
            continue
        out += nilai(key, value, used)
    if weekday:
        out += [
            c
            for k in out
            if isinstance(k, Klaim) and k.kunci == ("tanggal",)
            for c in _hari_lain(k, *weekday)
        ]
    return out


def _baris(blocks: Sequence[Blok]) -> list[tuple[str, str, tuple[int, ...]]]:
    """(label, value, blocks): on one line, the value on the next, or labels and values in two runs."""
    out: list[tuple[str, str, tuple[int, ...]]] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.jenis == "baris":
            continue
        labelled = pisah_label(block.teks)
        if labelled and labelled[1]:
            out.append((labelled[0], labelled[1], (block.no,)))
            continue
        if not label_skalar(block.teks) or (block.teks.isupper() and len(block.teks) > 30):
            continue
        run = [block]
        while at < len(blocks) and _kosong(blocks[at]):
            run.append(blocks[at])
            at += 1
        values: list[Blok] = []
        while at < len(blocks) and len(values) < len(run) and _nilai(blocks[at], len(run) > 1):
            values.append(blocks[at])
            at += 1
        if len(run) == len(values):
            out += [
                (a.teks, b.teks.lstrip(": ").strip(), (a.no, b.no)) for a, b in zip(run, values, strict=True)
            ]
        elif len(run) > 1:  # which value belongs to which label is not sure
            out += [(a.teks, "?", (a.no,)) for a in run]
    return out


def _kosong(block: Blok) -> bool:
    """A label alone on its line."""
    labelled = pisah_label(block.teks)
    return bool(label_skalar(block.teks) or label_bagian(block.teks)) and not (labelled and labelled[1])


def _nilai(block: Blok, strict: bool) -> bool:
    """Whether a block can be the value of a label on the line before; of several, it begins with a colon."""
    if block.jenis == "baris" or pisah_label(block.teks) or _kosong(block):
        return False
    return block.teks.startswith(":") if strict else len(block.teks) <= 160


def nilai(key: str, value: str, blocks: tuple[int, ...]) -> Hasil:
    """The claims of one label with its value."""
    path, last = tuple(key.split(".")), blocks[-1]
    if value == "?":
        return [Celah(path if key != "tanggal_waktu" else ("tanggal",), "label dan isinya terpisah", last)]
    if key in ("tanggal", "tanggal_waktu"):
        return [*_tanggal(value, blocks), *(_waktu(value, blocks, False) if waktu.jam(value) else [])]
    if key == "waktu":
        days = _tanggal(value, blocks) if waktu.hari(value) else []
        return [*days, *_waktu(value, blocks)]
    if key == "waktu.panggilan":
        hour = waktu.pukul(value)
        return [Klaim(path, hour, blocks)] if hour else [Celah(path, "jamnya tidak terbaca", last)]
    if key in _TULISAN:
        kind = JENIS.search(value) if key == "judul" else None
        named: Hasil = [Klaim(("jenis",), kind[0], blocks, lemah=True)] if kind else []
        return [Klaim(path, " ".join(value.split()), blocks, (value,)), *named]
    if key == "jenis":
        return [Klaim(path, value, blocks, (value,))] if re.match(r"(?:rapat|sidang)\b", value, re.I) else []
    if key == "sifat":
        known = value.strip(" .").lower() in ("biasa", "segera", "sangat segera", "amat segera")
        return [Klaim(path, value.strip(" ."), blocks, (value.strip(" ."),))] if known else []
    if key == "moda":
        found = re.findall(r"\b(?:luring|daring|hibrida)\b", value, re.I)
        return [Klaim(path, found[0], blocks, (found[0],))] if len(found) == 1 else []
    if key == "surat_undangan":
        return _surat(value, blocks)
    if key == "rekap":
        return hitungan(value, last)
    if key == "penyelenggara.instansi":
        return penyelenggara(" ".join(value.split()), blocks, (value,))
    person = orang(value)
    if person is None or set(person) == {"instansi"}:
        return [Celah(path, "nama dan jabatannya tidak dapat dipastikan", last)]
    return [Klaim(path, person, blocks, tuple(kata(person)))]


def penyelenggara(agency: str, blocks: tuple[int, ...], taken: tuple[str, ...], lemah: bool = False) -> Hasil:
    """The organiser, and its region where the name of the agency says it."""
    out: Hasil = [Klaim(("penyelenggara", "instansi"), agency, blocks, taken, lemah=lemah)]
    if m := WILAYAH.search(agency):
        out.append(Klaim(("penyelenggara", "wilayah"), m[0], blocks, lemah=lemah))
    return out


def _tanggal(value: str, blocks: tuple[int, ...]) -> Hasil:
    days = waktu.hari(value)
    last = blocks[-1]
    if not days:
        why = (
            "masih kosong"
            if temukan(value) or not any(c.isalnum() for c in value)
            else "bukan tanggal yang lengkap"
        )
        return [Celah(("tanggal",), why, last)]
    if len({d.mulai for d in days}) > 1:
        return [Celah(("tanggal",), "ada lebih dari satu tanggal", last)]
    day = days[0]
    if day.alasan:
        return [Celah(("tanggal",), f"“{day.teks}”: {day.alasan}", last)]
    return [Klaim(("tanggal",), day.nilai, blocks, (day.teks,) if day.nilai == day.teks else ())]


def _waktu(value: str, blocks: tuple[int, ...], report: bool = True) -> Hasil:
    found = waktu.jam(value)
    if len(found) == 1:
        return [Klaim(("waktu",), found[0], blocks)]
    why = "ada lebih dari satu jam" if found else "masih kosong" if temukan(value) else "jamnya tidak terbaca"
    return [Celah(("waktu",), why, blocks[-1])] if report else []


def _surat(value: str, blocks: tuple[int, ...]) -> Hasil:
    """`Nomor 400.2/12/2026 tanggal 17 November 2026 hal Undangan`."""
    head, *tail = re.split(r"\b(?:tanggal|tgl\.?|bertanggal|hal|perihal)\b\s*:?", value, flags=re.I)
    number = re.sub(r"^\s*(?:surat undangan\s*)?(?:nomor|no\.?)?\s*:?\s*", "", head, flags=re.I).strip(
        " ,;()"
    )
    out: Hasil = []
    if (
        number
        and any(c.isdigit() for c in number)
        and len(number) <= 60
        and " " not in number.replace(" / ", "/")
    ) or temukan(number):
        out.append(Klaim(("surat_undangan", "nomor"), number, blocks, (number,)))
    else:
        out.append(Celah(("surat_undangan", "nomor"), "nomornya tidak terbaca", blocks[-1]))
    days = [d for t in tail for d in waktu.hari(t)]
    if len(days) == 1 and days[0].mulai and not days[0].selesai:
        day = days[0]
        out.append(
            Klaim(
                ("surat_undangan", "tanggal"), day.nilai, blocks, (day.teks,) if day.nilai == day.teks else ()
            )
        )
    elif days:
        out.append(
            Celah(("surat_undangan", "tanggal"), days[0].alasan or "ada lebih dari satu tanggal", blocks[-1])
        )
    if m := re.search(r"\b(?:hal|perihal)\b\s*:?\s*(.+)$", value, re.I):
        topic = re.split(r",?\s*\b(?:tanggal|tgl)\b", m[1], flags=re.I)[0].strip(" .;")
        out.append(Klaim(("surat_undangan", "hal"), topic, blocks, (topic,)))
    return out


def _hari_lain(claim: Klaim, weekday: str, block: int) -> Hasil:
    """A gap where a weekday on its own line is not that of the date."""
    days = waktu.hari(str(claim.nilai))
    day: date | None = days[0].mulai if days else None
    if day and HARI[day.weekday()].lower() != weekday.lower():
        return [
            Celah(
                ("tanggal",),
                f"hari {weekday} tidak cocok, tanggal itu jatuh pada {HARI[day.weekday()]}",
                block,
            )
        ]
    return []


def adalah_label(block: Blok) -> bool:
    """Whether a block is a label line or a label alone."""
    return bool(pisah_label(block.teks)) or bool(label_skalar(rapikan(block.teks)))
