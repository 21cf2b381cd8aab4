"""An agency and its letterhead (kop naskah dinas)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.record.base import Bilangan, Model, Ya, lower
from pipeline.record.retensi import Jra


class Alamat(Model):
    jalan: str | None = Field(None, description="Jalan dan nomor.")
    kota: str | None = Field(None, description="Kota atau kabupaten.")
    kode_pos: str | None = Field(None, description="Kode pos.")
    telepon: str | None = Field(None, description="Telepon.")
    faksimile: str | None = Field(None, description="Faksimile.")
    laman: str | None = Field(None, description="Laman (situs).")
    pos_el: str | None = Field(None, description="Pos-el (surel).")


class Penomoran(Model):
    """How the register numbers an agency's documents; the exact pattern is the agency's (domain.md 1.10)."""

    pola: str = Field(
        "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}",
        description="Pola nomor, diapit tanda petik. Isian: {keamanan}, {klasifikasi}, {urut}, {unit}, "
        "{instansi}, {bulan}, {bulan_romawi}, {tahun}, {jenis}.",
    )
    unit: str | None = Field(None, description="Unit pemilik urutan nomor; kosong: singkatan instansi.")
    lebar: Bilangan = Field(3, description="Banyak angka nomor urut: 3 menjadi 001.")
    mulai: Bilangan = Field(1, description="Nomor urut pertama tiap tahun.")
    kode_keamanan: Ya = Field(False, description="Cetak B untuk naskah biasa pada isian {keamanan}.")


class Instansi(Model):
    """A letterhead: government line, agency lines, address, emblem."""

    pemerintah: str | None = Field(None, description="Baris pertama, mis. PEMERINTAH PROVINSI BANTEN.")
    nama: tuple[str, ...] = Field((), description="Nama instansi, satu sampai empat baris kop.")
    singkatan: str | None = Field(None, description="Singkatan instansi.")
    wilayah: str | None = Field(None, description="Wilayah instansi, mis. Provinsi Banten.")
    alamat: Alamat | None = Field(None, description="Alamat pada kop.")
    lambang: str | None = Field(None, description="Berkas SVG atau PNG lambang, di samping berkas ini.")
    lambang_alt: str | None = Field(None, description="Uraian lambang bagi pembaca layar.")
    letak_lambang: Annotated[Literal["kiri", "tengah"], lower] = Field(
        "kiri", description="kiri (lambang daerah) atau tengah (lambang negara, kepala daerah)."
    )
    penomoran: Penomoran | None = Field(None, description="Cara register memberi nomor.")
    jra: tuple[Jra, ...] = Field((), description="Jadwal retensi arsip per kode klasifikasi.")
