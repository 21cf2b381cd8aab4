"""People as a document names them, and their signature blocks."""

from __future__ import annotations

from pipeline.compose import format as fmt
from pipeline.compose.teks import deret, gabung, isian, kosong, polos
from pipeline.naskah import TandaTangan, Teks
from pipeline.places import Path
from pipeline.record.rapat import Orang, PenandaTangan, Penetapan, Rapat
from pipeline.record.wajib import label


def nip_tertera(rapat: Rapat) -> frozenset[str]:
    """The NIPs that the document prints anyway: leaders, participants and signers."""
    p = rapat.pimpinan
    people: list[Orang | None] = [*rapat.peserta, *rapat.penanda_tangan]
    if p is not None:
        people += [p.ketua, p.sekretaris, p.pencatat]
    return frozenset(fmt.nip(o.nip) for o in people if o is not None and o.nip)


def asal(orang: Orang) -> Teks | None:
    """Agency and region; a region that stands in the office or agency already is not said again."""
    parts: list[Teks] = []
    said = orang.jabatan or ""
    for part in (orang.instansi, orang.wilayah):
        if part and part not in said:
            parts.append(polos(part))
            said += f" {part}"
    return deret(parts, ", ") if parts else None


def sebut(orang: Orang | None, path: Path, *, tertera: frozenset[str]) -> Teks:
    """`Nama, Jabatan, Instansi`, with the NIP where the document prints it nowhere else."""
    if orang is None:
        return deret((kosong(label((*path, "nama"))), kosong(label((*path, "jabatan")))), ", ")
    name = isian(orang.nama, (*path, "nama"))
    if orang.nip and fmt.nip(orang.nip) not in tertera:
        name = gabung(name, " (NIP ", polos(fmt.nip(orang.nip)), ")")
    office = polos(orang.jabatan) if orang.jabatan else None
    if office is None and not asal(orang):
        office = kosong(label((*path, "jabatan")))
    return deret((name, office, asal(orang)), ", ")


def baris(orang: Orang | None, path: Path, *, wajib_jabatan: bool = True) -> Teks:
    """Name, NIP and office on lines of their own, as the identity rows print leaders."""
    if orang is None:
        gap = kosong(label((*path, "nama")))
        return gabung(gap, "\n", kosong(label((*path, "jabatan")))) if wajib_jabatan else gap
    office: Teks | None = polos(orang.jabatan) if orang.jabatan else None
    if office is None and wajib_jabatan:
        office = kosong(label((*path, "jabatan")))
    number = gabung("NIP ", polos(fmt.nip(orang.nip))) if orang.nip else None
    return deret((isian(orang.nama, (*path, "nama")), number, deret((office, asal(orang)), ", ")), "\n")


def tanda_tangan(rapat: Rapat, *, peran: bool, penetapan: bool) -> tuple[TandaTangan, ...]:
    """The signature blocks in the order of signing; a draft without signers shows one gap block."""
    place = tempat_tanggal(rapat.penetapan) if penetapan else None
    signers = rapat.penanda_tangan or (PenandaTangan(),)
    return tuple(
        _blok(s, ("penanda_tangan", i), peran=peran, place=place if s is signers[-1] else None)
        for i, s in enumerate(signers)
    )


def tempat_tanggal(penetapan: Penetapan | None) -> Teks:
    """`Serang, 24 November 2026`."""
    day = penetapan.tanggal if penetapan else None
    return deret(
        (
            isian(penetapan.tempat if penetapan else None, ("penetapan", "tempat")),
            isian(fmt.tanggal(day) if day else None, ("penetapan", "tanggal")),
        ),
        ", ",
    )


PERAN = "Pimpinan Sidang/Rapat"
"""The role that the form prints over the office where the record names none (domain.md 1.3)."""

_SINGKATAN = {"plt.": "Plt. ", "plh.": "Plh. ", "pj.": "Pj. ", "pjs.": "Pjs. "}


def _blok(signer: PenandaTangan, path: Path, *, peran: bool, place: Teks | None) -> TandaTangan:
    """The lines over the name: role; superior offices for a.n./u.b.; own office with its comma.

    Source: domain.md 1.11 (`a.n.` superior, own office, `u.b.` one level further).
    """
    lines: list[Teks] = []
    if peran:
        lines.append(polos(signer.peran or PERAN))
    office = isian(signer.jabatan, (*path, "jabatan"))
    if signer.delegasi in ("a.n.", "u.b."):
        first, *others = signer.atas_nama or ("",)
        superior = polos(first) if first else kosong("jabatan atasan")
        lines.append(gabung("a.n. ", superior))
        for other in others:
            lines.append(gabung(polos(other), ","))
        if signer.delegasi == "u.b.":
            lines.append(polos("u.b."))
    office = gabung(_SINGKATAN.get(signer.delegasi or "", ""), office)
    lines.append(gabung(office, ","))
    return TandaTangan(
        tempat_tanggal=place,
        atas=tuple(lines),
        nama=isian(signer.nama, (*path, "nama")),
        pangkat=polos(signer.pangkat) if signer.pangkat else None,
        nip=polos(fmt.nip(signer.nip)) if signer.nip else None,
        bidang=f"ttd-{int(path[-1]) + 1}",
        uraian=f"Tanda tangan {lines[-1].polos} {signer.nama or ''}".strip(),
    )
