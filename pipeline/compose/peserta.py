"""Participants: the list or the sentence in the body, and the annexes that carry the tables."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compose import format as fmt
from pipeline.compose.orang import asal
from pipeline.compose.teks import deret, gabung, isian, kosong, polos
from pipeline.naskah import Butir, Isi, Kolom, Paragraf, Tabel, Teks
from pipeline.record.kehadiran import hitung
from pipeline.record.profil import Profil
from pipeline.record.rapat import Hitungan, Peserta, Rapat

_KOSONG = "–"


def uraian(rapat: Rapat, profil: Profil, lampiran: str) -> Isi:
    """The participants one by one where they are few, else their count with a pointer to the annex."""
    if not rapat.peserta:
        return (Paragraf(kosong("peserta rapat")),)
    if len(rapat.peserta) <= profil.peserta_maks:
        return tuple(Butir(f"{i}.", _seorang(p, i - 1)) for i, p in enumerate(rapat.peserta, 1))
    return (Paragraf(gabung(hadir(rapat), f" sebagaimana daftar pada {lampiran}.")),)


def hadir(rapat: Rapat) -> Teks:
    """`46 orang hadir (laki-laki 20, perempuan 26), 2 orang izin`, counted from the rows."""
    count = hitung(rapat.peserta)
    heads, men, women = count["jumlah"], count["L"], count["P"]
    excused = sum(p.kehadiran == "izin" and not p.delegasi for p in rapat.peserta)
    sexes = [f"laki-laki {fmt.ribuan(men)}", f"perempuan {fmt.ribuan(women)}"]
    if rest := heads - men - women:
        sexes.append(f"tidak diketahui {fmt.ribuan(rest)}")
    away = f", {fmt.ribuan(excused)} orang izin" if excused else ""
    return polos(f"{fmt.ribuan(heads)} orang hadir ({', '.join(sexes)}){away}")


def daftar(rapat: Rapat) -> Tabel:
    """The table of participants: number, name with NIP, office with origin, sex, remark."""
    rows = []
    for i, p in enumerate(rapat.peserta):
        nip = gabung("NIP ", polos(fmt.nip(p.nip))) if p.nip else None
        name = polos(p.delegasi) if p.delegasi else isian(p.nama, ("peserta", i, "nama"))
        rank = polos(p.pangkat) if p.pangkat else None
        office = polos(p.jabatan) if p.jabatan else None
        rows.append(
            (
                polos(f"{i + 1}."),
                deret((name, nip, rank), "\n"),
                deret((office, asal(p)), "\n") or polos(_KOSONG),
                polos(p.jk or _KOSONG),
                _keterangan(p),
            )
        )
    return Tabel(
        None,
        (
            Kolom(polos("No."), 7.5, "tengah"),
            Kolom(polos("Nama"), 33),
            Kolom(polos("Jabatan/Instansi"), 34.5),
            Kolom(polos("L/P"), 7, "tengah"),
            Kolom(polos("Keterangan"), 18),
        ),
        tuple(rows),
    )


def rekap(rapat: Rapat) -> Isi:
    """The attendance counts per agency and per region, each with its total."""
    r = rapat.rekap
    if r is None:
        return ()
    out: list[Tabel] = []
    if r.per_instansi:
        rows = [(isian(h.instansi, ("rekap", "instansi")), h) for h in r.per_instansi]
        out.append(_hitungan("Kehadiran menurut instansi", "Instansi", rows, r))
    if r.per_wilayah:
        regions = [(isian(h.wilayah, ("rekap", "wilayah")), h) for h in r.per_wilayah]
        out.append(_hitungan("Kehadiran menurut wilayah", "Wilayah", regions, r))
    if not out:
        out.append(_hitungan("Kehadiran", "Uraian", [], r))
    return tuple(out)


def _hitungan(judul: str, head: str, rows: Sequence[tuple[Teks, Hitungan]], total: Hitungan) -> Tabel:
    unknown = any(h.tidak_diketahui for h in (*(h for _, h in rows), total))
    columns = [Kolom(polos("No."), 8, "tengah"), Kolom(polos(head), 44 if unknown else 58)]
    columns += [Kolom(polos("L"), 10, "tengah"), Kolom(polos("P"), 10, "tengah")]
    if unknown:
        columns.append(Kolom(polos("Tidak diketahui"), 14, "tengah"))
    columns.append(Kolom(polos("Jumlah"), 14, "tengah"))

    def cells(number: str, name: Teks, h: Hitungan) -> tuple[Teks, ...]:
        counts = [h.L, h.P, *([h.tidak_diketahui or 0] if unknown else []), h.jumlah]
        shown = [polos(_KOSONG if c is None else fmt.ribuan(c)) for c in counts]
        return (polos(number), name, *shown)

    body = [cells(f"{i}.", name, h) for i, (name, h) in enumerate(rows, 1)]
    body.append(cells("", polos("Jumlah"), total))
    return Tabel(polos(judul), tuple(columns), tuple(body), jumlah=True)


def _seorang(p: Peserta, index: int) -> Teks:
    nip = gabung("NIP ", polos(fmt.nip(p.nip))) if p.nip else None
    name = polos(p.delegasi) if p.delegasi else isian(p.nama, ("peserta", index, "nama"))
    office = polos(p.jabatan) if p.jabatan else None
    remark = _keterangan(p)
    note = None if remark.polos in (_KOSONG, "hadir") else gabung("(", remark, ")")
    return deret((deret((name, nip, office, asal(p)), ", "), note), " ")


def _keterangan(p: Peserta) -> Teks:
    if p.delegasi:
        h = p.hitungan or Hitungan()
        heads = h.jumlah if h.jumlah is not None else (h.L or 0) + (h.P or 0) + (h.tidak_diketahui or 0)
        parts = [f"L {h.L}" if h.L is not None else "", f"P {h.P}" if h.P is not None else ""]
        sexes = ", ".join(x for x in parts if x)
        return polos(f"{heads} orang" + (f" ({sexes})" if sexes else ""))
    if p.kehadiran == "mewakili":
        return gabung("mewakili ", isian(p.mewakili, ("peserta", 0, "mewakili")))
    return polos(p.kehadiran)
