"""Record → notula (domain.md 1.3)."""

from __future__ import annotations

from typing import cast

from pipeline.compose import bagian, markdown, peserta
from pipeline.compose import format as fmt
from pipeline.compose.orang import baris, nip_tertera, tanda_tangan
from pipeline.compose.teks import deret, gabung, isian, kosong, polos
from pipeline.naskah import Bagian, Butir, Isi, Naskah, NotulaIsi, Paragraf, Teks
from pipeline.record.profil import Profil
from pipeline.record.rapat import Rapat
from pipeline.record.record import Record, Reference

JUDUL = {"permendagri-54-2009": "NOTULEN"}
"""Forms that title the document otherwise than `NOTULA`."""


def compose_notula(record: Record, reference: Reference) -> Naskah:
    """The minutes of a meeting, in the form its profile names."""
    rapat = record.rapat
    profil = reference.layout(record) or Profil()
    tertera = nip_tertera(rapat)
    annexes = peserta_lampiran(record, profil)
    where = "Lampiran I" if len(annexes) > 1 else "Lampiran"
    sections = bagian.nomori(_bagian(rapat, profil, tertera), profil.penomoran)
    pimpinan = rapat.pimpinan
    sekretaris = pimpinan.sekretaris if pimpinan else None
    isi = NotulaIsi(
        judul=JUDUL.get(profil.bentuk, "NOTULA"),
        nomor=polos(rapat.nomor) if rapat.nomor else None,
        ralat=bagian.ralat(rapat, "notula"),
        sidang_rapat=bagian.sidang_rapat(rapat),
        hari_tanggal=bagian.hari_tanggal(rapat),
        surat_undangan=_surat(rapat),
        waktu_panggilan=_panggilan(rapat),
        waktu=bagian.waktu(rapat),
        tempat=isian(rapat.tempat, ("tempat",)) if profil.tempat else None,
        moda=polos(words) if (words := bagian.moda(rapat)) else None,
        acara=_acara(rapat),
        ketua=baris(pimpinan.ketua if pimpinan else None, ("pimpinan", "ketua")),
        sekretaris=baris(sekretaris, ("pimpinan", "sekretaris"), wajib_jabatan=False) if sekretaris else None,
        pencatat=baris(
            pimpinan.pencatat if pimpinan else None, ("pimpinan", "pencatat"), wajib_jabatan=False
        ),
        peserta=peserta.uraian(rapat, profil, where),
        pembukaan=cast(Bagian, sections["pembukaan"]),
        dasar=sections["dasar"],
        tujuan=sections["tujuan"],
        pembahasan=cast(Bagian, sections["pembahasan"]),
        kutipan=sections["kutipan"],
        keputusan=cast(Bagian, sections["keputusan"]),
        rekomendasi=sections["rekomendasi"],
        tindak_lanjut=sections["tindak_lanjut"],
        penutup=cast(Bagian, sections["penutup"]),
        tanda_tangan=tanda_tangan(rapat, peran=True, penetapan=False),
        tembusan=bagian.tembusan(rapat),
        lampiran=bagian.lampiran(annexes),
    )
    return bagian.naskah(record, reference, "notula", isi)


def peserta_lampiran(record: Record, profil: Profil) -> list[tuple[Teks, Isi]]:
    """The annexes: participants where they are many, counts, invited, pictures and texts."""
    rapat = record.rapat
    annexes: list[tuple[Teks, Isi]] = []
    if len(rapat.peserta) > profil.peserta_maks:
        annexes.append((polos("Daftar Peserta"), (peserta.daftar(rapat),)))
    if counts := peserta.rekap(rapat):
        annexes.append((polos("Rekapitulasi Kehadiran"), counts))
    if rapat.undangan:
        annexes.append((polos("Daftar Undangan"), bagian.daftar(rapat.undangan, ("1.",), 0, 1)))
    return annexes + bagian.lampiran_rekaman(record)


def _bagian(rapat: Rapat, profil: Profil, tertera: frozenset[str]) -> dict[str, tuple[str, Isi] | None]:
    pola = profil.penomoran

    def ada(judul: str, isi: Isi) -> tuple[str, Isi] | None:
        return (judul, isi) if isi else None

    organiser = gabung("Rapat diselenggarakan oleh ", bagian.penyelenggara(rapat), ".")
    opening = bagian.sambutan(rapat, "pembuka", "dibuka", tertera, pola, 1)
    return {
        "pembukaan": ("Kata Pembukaan", (Paragraf(organiser), *opening)),
        "dasar": ada("Dasar", bagian.daftar(rapat.dasar, pola, 1, 1)),
        "tujuan": ada("Maksud dan Tujuan", bagian.daftar(rapat.tujuan, pola, 1, 1)),
        "pembahasan": ("Pembahasan", bagian.pembahasan(rapat, profil, tertera, 1)),
        "kutipan": ada("Kutipan Pernyataan", bagian.kutipan(rapat, tertera)),
        "keputusan": (
            "Keputusan",
            bagian.wajib(bagian.daftar(rapat.keputusan, pola, 1, 1), "keputusan rapat"),
        ),
        "rekomendasi": ada("Rekomendasi", bagian.daftar(rapat.rekomendasi, pola, 1, 1)),
        "tindak_lanjut": ada("Tindak Lanjut", bagian.tindak_lanjut(rapat)),
        "penutup": ("Penutup", bagian.sambutan(rapat, "penutup", "ditutup", tertera, pola, 1)),
    }


def _surat(rapat: Rapat) -> Teks | None:
    s = rapat.surat_undangan
    if s is None:
        return None
    number = gabung("Nomor ", isian(s.nomor, ("surat_undangan", "nomor")))
    day = gabung(
        "tanggal ", isian(fmt.tanggal(s.tanggal) if s.tanggal else None, ("surat_undangan", "tanggal"))
    )
    return deret((number, day, gabung("hal ", polos(s.hal)) if s.hal else None), " ")


def _panggilan(rapat: Rapat) -> Teks:
    """The time the invitation called for; without one of its own, that of the start."""
    w = rapat.waktu
    call = (w.panggilan or w.mulai) if w else None
    if call is None:
        return kosong("waktu panggilan")
    return polos(f"{fmt.jam(call)}{fmt.zona(w)}")


def _acara(rapat: Rapat) -> Isi:
    if len(rapat.acara) == 1:
        return (Paragraf(markdown.sebaris(rapat.acara[0])),)
    items = tuple(Butir(f"{i}.", markdown.sebaris(a)) for i, a in enumerate(rapat.acara, 1))
    return bagian.wajib(items, "acara rapat")
