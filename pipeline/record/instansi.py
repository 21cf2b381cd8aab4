"""An agency and its letterhead (kop naskah dinas)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.record.base import Model, lower


class Alamat(Model):
    jalan: str | None = Field(None, description="Jalan dan nomor.")
    kota: str | None = Field(None, description="Kota atau kabupaten.")
    kode_pos: str | None = Field(None, description="Kode pos.")
    telepon: str | None = Field(None, description="Telepon.")
    faksimile: str | None = Field(None, description="Faksimile.")
    laman: str | None = Field(None, description="Laman (situs).")
    pos_el: str | None = Field(None, description="Pos-el (surel).")


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
