"""The directory of officials: who they are, and which office each held from when to when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pipeline.record.base import BULAN, Angka, Model, Tanggal, lower

Delegasi = Literal["plt.", "plh.", "pj.", "pjs."]
SEBUTAN: dict[str, str] = {"plt.": "Plt.", "plh.": "Plh.", "pj.": "Pj.", "pjs.": "Pjs."}
"""How an acting official's office begins (domain.md 1.11)."""


class MasaJabatan(Model):
    """One office, held from one day to another (both included; open where absent)."""

    nama: str | None = Field(None, description="Nama jabatan, tanpa Plt./Plh./Pj.")
    instansi: str | None = Field(None, description="Perangkat daerah atau lembaganya.")
    wilayah: str | None = Field(None, description="Wilayahnya, mis. Provinsi Banten.")
    delegasi: Annotated[Delegasi, lower] | None = Field(
        None, description="Plt., Plh., Pj. atau Pjs.; kosong bila pejabat tetap."
    )
    mulai: Tanggal | None = Field(None, description="Hari pertama menjabat.")
    selesai: Tanggal | None = Field(None, description="Hari terakhir menjabat; kosong bila masih.")

    def covers(self, day: date | None) -> bool:
        """Whether the office was held on a day; an unknown day is covered by an open end only."""
        if day is None:
            return self.selesai is None
        return (self.mulai is None or self.mulai <= day) and (self.selesai is None or day <= self.selesai)

    @property
    def sebutan(self) -> str:
        """The office as it is addressed: `Plt. Kepala Dinas Contoh`."""
        return f"{SEBUTAN[self.delegasi]} {self.nama}" if self.delegasi else (self.nama or "")

    @property
    def rentang(self) -> str:
        """The days held, for a sentence: `2 Januari 2024 s.d. sekarang`."""
        first, last = (
            f"{d.day} {BULAN[d.month - 1]} {d.year}" if d else "" for d in (self.mulai, self.selesai)
        )
        return f"{first or '…'} s.d. {last or 'sekarang'}"


class Pejabat(Model):
    """An official (or anybody whom records name often)."""

    kunci: str | None = Field(None, description="Nama pendek untuk dipakai di rekaman, mis. kadis-contoh.")
    nama: str | None = Field(None, description="Nama lengkap dengan gelar.")
    nip: Angka | None = Field(None, description="NIP atau NI PPPK, 18 angka; kosong bila tidak punya.")
    pangkat: str | None = Field(None, description="Pangkat/golongan, mis. Pembina Tk. I (IV/b).")
    jk: Literal["L", "P"] | None = Field(None, description="Jenis kelamin: L atau P.")
    jabatan: tuple[MasaJabatan, ...] = Field((), description="Jabatan beserta masanya.")


class DaftarPejabat(Model):
    """`inputs/pejabat.yaml`. Two are the same only when they are one object: indexes are kept by it."""

    pejabat: tuple[Pejabat, ...] = Field((), description="Pejabat yang disebut rekaman.")

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other
