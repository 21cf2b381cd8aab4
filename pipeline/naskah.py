"""Naskah: a document as data, which both renderers print and nobody changes.

All text is formatted already: numbers, dates, item numbers. The field names of
`NotulaIsi` and `LaporanIsi` are the variables of the templates. A field typed
`X | None` may be absent and templates ask for it; all others are mandatory facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pipeline.record.profil import Profil


@dataclass(frozen=True)
class Span:
    """A run of text in one style; `kosong` marks a gap that a draft shows highlighted."""

    teks: str
    tebal: bool = False
    miring: bool = False
    kosong: bool = False


@dataclass(frozen=True)
class SpanBertanda(Span):
    """A run that a correction adds or removes; only the page that shows its changes has them."""

    tanda: Literal["tambah", "hapus"] = "tambah"


@dataclass(frozen=True)
class Teks:
    """Running text; `\\n` within a span is a line break."""

    spans: tuple[Span, ...]

    @property
    def polos(self) -> str:
        """The text without its styles."""
        return "".join([s.teks for s in self.spans])

    def __bool__(self) -> bool:
        return any(s.teks for s in self.spans)


@dataclass(frozen=True)
class Paragraf:
    """A paragraph; `inden` is the list level whose text it lines up with (0: the margin)."""

    teks: Teks
    inden: int = 0


@dataclass(frozen=True)
class Subjudul:
    """A heading below that of a section: level 2 is the first, with its number (`1.`)."""

    nomor: str
    teks: Teks
    tingkat: int = 2


@dataclass(frozen=True)
class Butir:
    """A list item with its printed number (`1.`, `a)`, `–`) hanging; level counts from 1."""

    nomor: str
    teks: Teks
    tingkat: int = 1


@dataclass(frozen=True)
class Kolom:
    """A column: head, share of the width in per cent (they add up to 100), alignment."""

    judul: Teks
    lebar: float
    rata: Literal["kiri", "tengah", "kanan"] = "kiri"


@dataclass(frozen=True)
class Tabel:
    """A table; every row has as many cells as there are columns. `jumlah`: last row is a total."""

    judul: Teks | None
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Teks, ...], ...]
    jumlah: bool = False


@dataclass(frozen=True)
class Gambar:
    """An image file, its text alternative and caption."""

    berkas: Path
    alt: str
    keterangan: Teks | None


@dataclass(frozen=True)
class KutipanBlok:
    """Quoted words with quotation marks, and who said them."""

    kata: Teks
    oleh: Teks


Blok = Paragraf | Subjudul | Butir | Tabel | Gambar | KutipanBlok
Isi = tuple[Blok, ...]


@dataclass(frozen=True)
class Bagian:
    """A section: its printed number (`A.`, may be empty), heading and content."""

    nomor: str
    judul: Teks
    isi: Isi


@dataclass(frozen=True)
class Kop:
    """The letterhead: government line, agency lines, address lines, emblem file."""

    pemerintah: Teks
    nama: tuple[Teks, ...]
    alamat: tuple[Teks, ...]
    lambang: Path | None
    lambang_alt: str
    letak_lambang: Literal["kiri", "tengah"]


@dataclass(frozen=True)
class TandaTangan:
    """A signature block, line by line; `atas` ends with the office and its comma.

    `bidang` names the field for an electronic signature, `uraian` says whose it is.
    """

    tempat_tanggal: Teks | None
    atas: tuple[Teks, ...]
    nama: Teks
    pangkat: Teks | None
    nip: Teks | None
    bidang: str = "ttd-1"
    uraian: str = "Tanda tangan"


@dataclass(frozen=True)
class Lampiran:
    """An annex on a page of its own."""

    nomor: str
    judul: Teks
    isi: Isi


@dataclass(frozen=True)
class NotulaIsi:
    """Variables of a notula template (domain.md 1.3)."""

    judul: str
    nomor: Teks | None
    ralat: Teks | None
    sidang_rapat: Teks
    hari_tanggal: Teks
    surat_undangan: Teks | None
    waktu_panggilan: Teks
    waktu: Teks
    tempat: Teks | None
    moda: Teks | None
    acara: Isi
    ketua: Teks
    sekretaris: Teks | None
    pencatat: Teks
    peserta: Isi
    pembukaan: Bagian
    dasar: Bagian | None
    tujuan: Bagian | None
    pembahasan: Bagian
    kutipan: Bagian | None
    keputusan: Bagian
    rekomendasi: Bagian | None
    tindak_lanjut: Bagian | None
    penutup: Bagian
    tanda_tangan: tuple[TandaTangan, ...]
    tembusan: tuple[Butir, ...] | None
    lampiran: tuple[Lampiran, ...] | None


@dataclass(frozen=True)
class LaporanIsi:
    """Variables of a laporan template (domain.md 1.4)."""

    judul: str
    tentang: Teks
    nomor: Teks | None
    ralat: Teks | None
    pendahuluan: Bagian
    kegiatan: Bagian
    hasil: Bagian
    simpulan_saran: Bagian
    penutup: Bagian
    tanda_tangan: tuple[TandaTangan, ...]
    tembusan: tuple[Butir, ...] | None
    lampiran: tuple[Lampiran, ...] | None


@dataclass(frozen=True)
class Metadata:
    """What a file says of itself; `tanggal` stands for every date, never the clock.

    `dijawab` are the warnings that the record answers: `T006: alasan`; `rapat` is the first day.
    """

    judul: str
    penulis: str
    subjek: str
    kata_kunci: tuple[str, ...]
    tanggal: date
    dijawab: tuple[str, ...] = ()
    nomor: str = ""
    klasifikasi: str = ""
    keamanan: str = ""
    instansi: str = ""
    rapat: date | None = None


@dataclass(frozen=True)
class Naskah:
    """One document. `jenis` and `profil.bentuk` choose the template; `draf` marks its pages."""

    jenis: Literal["notula", "laporan"]
    draf: bool
    profil: Profil
    kop: Kop
    isi: NotulaIsi | LaporanIsi
    metadata: Metadata


@dataclass(frozen=True)
class Sertaan:
    """A file that travels inside a PDF (PDF/A-3 associated file).

    `hubungan` is its AFRelationship: the record is the Source, the Naskah is Data.
    """

    nama: str
    data: bytes
    jenis: str
    hubungan: Literal["Source", "Data", "Supplement"]
    uraian: str


TIDAK_DICETAK = {
    "permendagri-1-2023": frozenset({"waktu_panggilan"}),
    "permendagri-54-2009": frozenset({"surat_undangan"}),
}
"""Facts for which a form of the notula has no row (domain.md 1.3)."""
