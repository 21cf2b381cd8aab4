"""How long a document is kept and what becomes of it (jadwal retensi arsip, JRA; domain.md section 4)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.record.base import Angka, Bilangan, Model, lower

NASIB: tuple[str, ...] = ("musnah", "permanen", "dinilai kembali")


class Retensi(Model):
    """Years active and inactive, and the fate after them."""

    aktif: Bilangan | None = Field(None, description="Retensi aktif dalam tahun.")
    inaktif: Bilangan | None = Field(None, description="Retensi inaktif dalam tahun.")
    nasib_akhir: Annotated[Literal["musnah", "permanen", "dinilai kembali"], lower] | None = Field(
        None, description="Nasib akhir: musnah, permanen, atau dinilai kembali."
    )


class Jra(Retensi):
    """One line of an agency's retention schedule."""

    klasifikasi: Angka | None = Field(
        None, description="Kode klasifikasi; berlaku juga bagi kode di bawahnya, mis. 400.2 bagi 400.2.1."
    )


def retensi_menurut(jra: tuple[Jra, ...], klasifikasi: str | None) -> Jra | None:
    """The line of a schedule that holds for a code: the longest code that it is or lies below."""
    code = (klasifikasi or "").strip().strip(".")
    fits = [
        row for row in jra if row.klasifikasi and f"{code}.".startswith(f"{row.klasifikasi.strip().strip('.')}.")
    ]  # fmt: skip
    return max(fits, key=lambda row: len(row.klasifikasi or ""), default=None)
