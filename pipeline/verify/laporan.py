"""What verification found out about one PDF: plain values, printed as text or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pipeline.findings import Finding


class Putusan(StrEnum):
    """The verdict; scripts may rely on the names. Only ASLI is good."""

    ASLI = "asli"
    SAMA = "tidak-ditandatangani-sama"
    TEMPLAT = "tidak-ditandatangani-templat-sendiri"
    DISTEMPEL = "distempel-saja"
    BELUM_LENGKAP = "belum-lengkap"
    TANPA_REKAMAN = "ditandatangani-tanpa-rekaman"
    PENCABUTAN = "pencabutan-tidak-diketahui"
    TIDAK_TERULANG = "isi-tidak-terbukti"
    BUKAN_PDF = "bukan-pdf"
    RUSAK = "rusak"
    BERUBAH = "berubah"
    DITUMPANGI = "ditumpangi"
    PENANDA_LAIN = "penanda-lain"
    TIDAK_SAH = "tidak-sah"
    DICABUT = "dicabut"
    TIDAK_TERLINDUNG = "tidak-terlindung"
    TIDAK_DIKENAL = "penerbit-tidak-dikenal"
    SERTIFIKAT = "sertifikat-tidak-berlaku"
    BEDA = "beda-dari-rekaman"
    TIDAK_TERBUKTI = "tidak-terbukti"


Pencabutan = Literal["baik", "dicabut", "tidak diketahui"]
Tingkat = Literal["B-B", "B-T", "B-LT", "B-LTA", "CMS", ""]


@dataclass(frozen=True)
class Stempel:
    """A timestamp: its time, who vouches for it, and whether it holds."""

    waktu: datetime
    otoritas: str
    sah: bool
    tepercaya: bool


@dataclass(frozen=True)
class Akar:
    """A trusted root that a signature of the file rests on, and where it came from."""

    nama: str
    sha256: str
    asal: str = ""


@dataclass(frozen=True)
class Tambahan:
    """What one layer of a file brought; `bidang` and `nama` for signatures and timestamps."""

    jenis: Literal["naskah", "tanda tangan", "stempel waktu dokumen", "bukti pencabutan", "perubahan lain"]
    bidang: str = ""
    nama: str = ""


@dataclass(frozen=True)
class TandaTangan:
    """One signature or document timestamp, in the order of the file."""

    bidang: str
    jenis: Literal["tanda tangan", "stempel waktu dokumen"]
    nama: str
    organisasi: str
    alasan: str
    lokasi: str
    peran: tuple[str, ...]
    waktu: datetime | None
    """What the signer's machine said; only a timestamp proves a time."""
    stempel: Stempel | None
    tingkat: Tingkat
    utuh: bool
    """The bytes in its range are those that were signed."""
    sah: bool
    """The signature belongs to the certificate's key."""
    tepercaya: bool
    rantai: tuple[str, ...]
    """Names from the signer's certificate up to the root."""
    pencabutan: Pencabutan
    pengesahan: bool
    """A certification signature (DocMDP): it limits what may follow."""
    revisi: int
    rentang: tuple[int, int, int, int]
    seluruh_berkas: bool
    sesudahnya: tuple[Tambahan, ...] = ()
    """What the file gained after it."""


@dataclass(frozen=True)
class Revisi:
    """One layer of the file: bytes from `awal` up to `akhir`, and what it added."""

    nomor: int
    awal: int
    akhir: int
    isi: tuple[Tambahan, ...]


@dataclass(frozen=True)
class Arsip:
    """What the metadata claims."""

    pdfa: str = ""
    pdfua: str = ""
    sifat: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BuatUlang:
    """The document made again from its own record: the same bytes, or where it differs."""

    ada: bool
    sama: bool = False
    bita: int = 0
    versi: Mapping[str, str] = field(default_factory=dict)
    versi_kini: Mapping[str, str] = field(default_factory=dict)
    beda_bita: int | None = None
    """The first byte that differs, counted from 0."""
    beda_sertaan: tuple[str, ...] = ()
    beda_teks: tuple[int, ...] = ()
    beda_rupa: tuple[int, ...] = ()
    """Pages, counted from 1, whose text or picture differs."""
    teks_sama: bool = False
    """The text as a whole is the same, wherever its pages break."""
    beda_hidup: tuple[str, ...] = ()
    """Scripts, actions, layers and kinds of annotations that only the file has."""
    beda_klaim: tuple[str, ...] = ()
    """Properties in the metadata that differ, the version aside."""
    templat_bawaan: bool = True
    """The templates inside are those of this version of Notula."""
    kata_templat: tuple[str, ...] = ()
    """Lines that the shipped templates would not print."""

    @property
    def setara(self) -> bool:
        """Nothing that anybody sees or a program reads differs: only the versions and the spelling do."""
        others = {name for name in self.beda_sertaan if name != "templat.json"}
        return not (self.beda_teks or self.beda_rupa or self.beda_hidup or self.beda_klaim or others)


@dataclass(frozen=True)
class Laporan:
    """All that was found about one file."""

    berkas: str
    ukuran: int
    sha256: str
    putusan: Putusan
    temuan: tuple[Finding, ...]
    tanda_tangan: tuple[TandaTangan, ...] = ()
    bidang_kosong: tuple[str, ...] = ()
    revisi: tuple[Revisi, ...] = ()
    arsip: Arsip = field(default_factory=Arsip)
    ulang: BuatUlang = field(default_factory=lambda: BuatUlang(False))
    akar: tuple[Akar, ...] = ()
