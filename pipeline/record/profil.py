"""A layout profile: every number of the page is a setting (domain.md: annexes unconfirmed)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.record.base import Bilangan, Model, Ukuran, Ya, lower

KERTAS_MM: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "f4": (215.0, 330.0)}
"""Paper width and height in mm; F4/folio is 215 × 330 (domain.md 1.9)."""


class Margin(Model):
    atas: Ukuran = Field(20.0, description="Margin atas, mm.")
    bawah: Ukuran = Field(25.0, description="Margin bawah, mm.")
    kiri: Ukuran = Field(30.0, description="Margin kiri, mm.")
    kanan: Ukuran = Field(20.0, description="Margin kanan, mm.")


class UkuranKop(Model):
    pemerintah_pt: Ukuran = Field(12.0, description="Ukuran baris pemerintah, pt.")
    nama_pt: Ukuran = Field(16.0, description="Ukuran nama instansi, pt (nisbah 3:4).")
    alamat_pt: Ukuran = Field(9.0, description="Ukuran alamat, pt.")
    lambang_mm: Ukuran = Field(22.0, description="Tinggi lambang, mm.")
    garis_pt: Ukuran = Field(2.25, description="Tebal garis kop, pt.")
    garis_ganda: Ya = Field(False, description="Garis kop ganda.")


class NomorHalaman(Model):
    letak: Annotated[Literal["atas", "bawah"], lower] = Field(
        "atas", description="Di tengah atas atau bawah; halaman pertama tanpa nomor."
    )
    jumlah: Ya = Field(False, description="Cetak pula “Halaman n dari m” di kaki halaman.")


class Profil(Model):
    """How a document looks, and which form (template family) it follows."""

    bentuk: str = Field("permendagri-1-2023", description="Keluarga templat.")
    dasar: str | None = Field(None, description="Peraturan yang diikuti, dengan catatan kepastiannya.")
    kertas: Annotated[Literal["a4", "f4"], lower] = Field("a4", description="A4 atau F4.")
    margin: Margin = Field(default_factory=Margin, description="Margin halaman.")
    fon: str = Field("Arial", description="Nama fon di Word; PDF memakai padanan metriknya.")
    ukuran_pt: Ukuran = Field(12.0, description="Ukuran huruf isi, pt.")
    spasi: Ukuran = Field(1.15, description="Jarak baris.")
    kop: UkuranKop = Field(default_factory=UkuranKop, description="Ukuran kop.")
    nomor_halaman: NomorHalaman = Field(default_factory=NomorHalaman, description="Nomor halaman.")
    penomoran: tuple[str, ...] = Field(
        ("A.", "1.", "a.", "1)", "a)", "(1)", "(a)"), description="Urutan tingkat penomoran."
    )
    tempat: Ya = Field(True, description="Cetak baris Tempat (kebiasaan; tidak ada di bentuk resmi).")
    peserta_maks: Bilangan = Field(
        15, description="Lebih dari ini, peserta dicetak sebagai daftar terlampir."
    )
