"""Office packages (DOCX, XLSX) made sure of before they are opened."""

from __future__ import annotations

from pipeline import berkas
from pipeline.impor.sumber import Ditolak

MAKS_TERURAI = berkas.MAKS_TERURAI
MAKS_ISI = berkas.MAKS_BAGIAN


def periksa(data: bytes, part: str, nama: str, maks: int = MAKS_TERURAI) -> None:
    """Raise Ditolak unless the bytes are an open, whole package of bounded size that holds `part`."""
    try:
        berkas.periksa_paket(data, part, maks)
    except berkas.PaketDitolak as e:
        if e.sebab == berkas.RUSAK:
            raise rusak(nama) from e
        id_, en = _SEBAB[e.sebab]
        raise Ditolak(f"{nama} {id_}", f"{nama} {en}") from e


_SEBAB = {
    berkas.TERKUNCI: (
        "terkunci kata sandi atau berbentuk lama; buka di Word/Excel, hapus sandinya, lalu simpan sebagai .docx/.xlsx.",
        "is locked by a password or in an old format; open it, remove the password, save as .docx/.xlsx.",
    ),
    berkas.TERURAI: (
        "terurai menjadi terlalu besar; simpan ulang tanpa gambar yang besar.",
        "unpacks to too much; save it again without large pictures.",
    ),
    berkas.SANDI: (
        "terkunci kata sandi; hapus sandinya, lalu simpan lagi.",
        "is locked by a password; remove it and save again.",
    ),
    berkas.DEKLARASI: (
        "memuat deklarasi XML yang tidak boleh ada; simpan ulang dari Word/Excel.",
        "holds XML declarations that may not be there; save it again from Word/Excel.",
    ),
}


def rusak(nama: str) -> Ditolak:
    """The refusal of a file that its format's reader cannot open."""
    return Ditolak(
        f"{nama} rusak atau bukan bentuk yang dikatakan namanya; buka dengan programnya, lalu simpan ulang.",
        f"{nama} is damaged or not what its name says; open it in its program and save it again.",
    )
