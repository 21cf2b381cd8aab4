"""Record → laporan (domain.md 1.4: pendahuluan, kegiatan, hasil, simpulan dan saran, penutup)."""

from __future__ import annotations

from typing import cast

from pipeline.compose import bagian, markdown, peserta
from pipeline.compose import format as fmt
from pipeline.compose.notula import peserta_lampiran
from pipeline.compose.orang import nip_tertera, sebut, tanda_tangan
from pipeline.compose.teks import gabung, isian, polos
from pipeline.naskah import Bagian, Blok, Butir, Isi, LaporanIsi, Naskah, Paragraf, Span, Subjudul, Teks
from pipeline.places import Path
from pipeline.record.profil import Profil
from pipeline.record.rapat import Orang, Rapat
from pipeline.record.record import Record, Reference

Anak = tuple[str, Isi]
"""A part of a section: heading and content."""


def compose_laporan(record: Record, reference: Reference) -> Naskah:
    """The report on a meeting."""
    rapat = record.rapat
    profil = reference.layout(record) or Profil()
    annexes = peserta_lampiran(record, profil)
    where = "Lampiran I" if len(annexes) > 1 else "Lampiran"
    sections = bagian.nomori(
        {
            "pendahuluan": ("Pendahuluan", _susun(_pendahuluan(rapat, profil), profil)),
            "kegiatan": ("Kegiatan yang Dilaksanakan", _susun(_kegiatan(rapat, profil, where), profil)),
            "hasil": ("Hasil yang Dicapai", _susun(_hasil(rapat, profil), profil)),
            "simpulan_saran": ("Simpulan dan Saran", _susun(_simpulan(rapat, profil), profil)),
            "penutup": ("Penutup", (Paragraf(_penutup(rapat)),)),
        },
        profil.penomoran,
    )
    isi = LaporanIsi(
        judul="LAPORAN",
        tentang=_kapital(gabung("Pelaksanaan ", bagian.sidang_rapat(rapat))),
        nomor=polos(rapat.nomor) if rapat.nomor else None,
        ralat=bagian.ralat(rapat, "laporan"),
        pendahuluan=cast(Bagian, sections["pendahuluan"]),
        kegiatan=cast(Bagian, sections["kegiatan"]),
        hasil=cast(Bagian, sections["hasil"]),
        simpulan_saran=cast(Bagian, sections["simpulan_saran"]),
        penutup=cast(Bagian, sections["penutup"]),
        tanda_tangan=tanda_tangan(rapat, peran=False, penetapan=True),
        tembusan=bagian.tembusan(rapat),
        lampiran=bagian.lampiran(annexes),
    )
    return bagian.naskah(record, reference, "laporan", isi)


def _susun(parts: list[Anak], profil: Profil) -> Isi:
    """The parts that have content, under numbered subheadings."""
    out: list[Blok] = []
    for number, (heading, isi) in enumerate((p for p in parts if p[1]), 1):
        out += [Subjudul(fmt.nomor(profil.penomoran, 1, number), polos(heading)), *isi]
    return tuple(out)


def _pendahuluan(rapat: Rapat, profil: Profil) -> list[Anak]:
    how = f", secara {rapat.moda}" if rapat.moda else ""
    general = gabung(
        bagian.sidang_rapat(rapat),
        " diselenggarakan oleh ",
        bagian.penyelenggara(rapat),
        " pada hari ",
        bagian.hari_tanggal(rapat),
        ", pukul ",
        bagian.waktu(rapat),
        ", bertempat di ",
        isian(rapat.tempat, ("tempat",)),
        how,
        ".",
    )
    pola = profil.penomoran
    return [
        ("Umum", (Paragraf(general, 1),)),
        ("Maksud dan Tujuan", bagian.wajib(bagian.daftar(rapat.tujuan, pola, 2, 2), "maksud dan tujuan", 1)),
        ("Ruang Lingkup", bagian.daftar(rapat.acara, pola, 2, 2)),
        ("Dasar", bagian.wajib(bagian.daftar(rapat.dasar, pola, 2, 2), "dasar hukum", 1)),
    ]


def _kegiatan(rapat: Rapat, profil: Profil, where: str) -> list[Anak]:
    tertera = nip_tertera(rapat)
    pola = profil.penomoran
    people = peserta.uraian(rapat, profil, where)
    attendance = tuple(
        Butir(fmt.nomor(pola, 2, i), b.teks, 2) if isinstance(b, Butir) else Paragraf(b.teks, 1)
        for i, b in enumerate(people, 1)
        if isinstance(b, Butir | Paragraf)
    )
    return [
        ("Pimpinan Rapat", _pimpinan(rapat, pola)),
        ("Peserta", attendance),
        ("Kata Pembukaan", bagian.sambutan(rapat, "pembuka", "dibuka", tertera, pola, 2)),
        ("Pembahasan", bagian.pembahasan(rapat, profil, tertera, 2)),
        ("Penutupan", bagian.sambutan(rapat, "penutup", "ditutup", tertera, pola, 2)),
    ]


def _pimpinan(rapat: Rapat, pola: tuple[str, ...]) -> Isi:
    p = rapat.pimpinan
    people: list[tuple[str, Orang | None]] = [("Ketua", p.ketua if p else None)]
    people += [(r, o) for r, o in (("Sekretaris", p and p.sekretaris), ("Pencatat", p and p.pencatat)) if o]
    out: list[Blok] = []
    for i, (role, person) in enumerate(people, 1):
        path: Path = ("pimpinan", role.lower())
        text = gabung(f"{role}: ", sebut(person, path, tertera=frozenset()))
        out.append(Butir(fmt.nomor(pola, 2, i), text, 2))
    return tuple(out)


def _hasil(rapat: Rapat, profil: Profil) -> list[Anak]:
    pola = profil.penomoran
    return [
        ("Keputusan", bagian.wajib(bagian.daftar(rapat.keputusan, pola, 2, 2), "keputusan rapat", 1)),
        ("Kutipan Pernyataan", bagian.kutipan(rapat, nip_tertera(rapat))),
        ("Tindak Lanjut", bagian.tindak_lanjut(rapat)),
    ]


def _simpulan(rapat: Rapat, profil: Profil) -> list[Anak]:
    """What the record concludes; with no conclusions of its own, only the count of results."""
    pola = profil.penomoran
    said = [p.kesimpulan for p in rapat.pembahasan if p.kesimpulan]
    isi: list[Blok] = []
    for i, words in enumerate(said, 1):
        first, *rest = markdown.awali(Teks(()), markdown.blok(words, pola, 3, 3), 2)
        assert isinstance(first, Paragraf)
        isi += [Butir(fmt.nomor(pola, 2, i), first.teks, 2), *rest]
    if not isi and rapat.keputusan:
        counts = f"Rapat menghasilkan {len(rapat.keputusan)} keputusan"
        if rapat.tindak_lanjut:
            counts += f" dan {len(rapat.tindak_lanjut)} tindak lanjut"
        isi = [Paragraf(polos(f"{counts} sebagaimana diuraikan pada bagian hasil."), 1)]
    return [
        ("Simpulan", bagian.wajib(tuple(isi), "simpulan", 1)),
        ("Saran", bagian.daftar(rapat.rekomendasi, pola, 2, 2)),
    ]


def _penutup(rapat: Rapat) -> Teks:
    return gabung(
        "Demikian laporan pelaksanaan ",
        bagian.sidang_rapat(rapat),
        " ini dibuat untuk digunakan sebagaimana mestinya.",
    )


def _kapital(text: Teks) -> Teks:
    return Teks(tuple(s if s.kosong else Span(s.teks.upper(), s.tebal, s.miring) for s in text.spans))
