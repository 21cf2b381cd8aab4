"""Office packages (DOCX, XLSX) made sure of before they are opened."""

from __future__ import annotations

import io
import zipfile
import zlib

from pipeline.impor.sumber import Ditolak

MAKS_TERURAI = 150_000_000
MAKS_ISI = 5_000
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def periksa(data: bytes, part: str, nama: str, maks: int = MAKS_TERURAI) -> None:
    """Raise Ditolak unless the bytes are an open, whole package of bounded size that holds `part`."""
    if data.startswith(_CFB):
        raise Ditolak(
            f"{nama} terkunci kata sandi atau berbentuk lama; buka di Word/Excel, hapus sandinya, lalu simpan sebagai .docx/.xlsx.",
            f"{nama} is locked by a password or in an old format; open it, remove the password, save as .docx/.xlsx.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            infos = z.infolist()
            if len(infos) > MAKS_ISI or sum(i.file_size for i in infos) > maks:
                raise Ditolak(
                    f"{nama} terurai menjadi terlalu besar; simpan ulang tanpa gambar yang besar.",
                    f"{nama} unpacks to too much; save it again without large pictures.",
                )
            if any(i.flag_bits & 1 for i in infos):
                raise Ditolak(
                    f"{nama} terkunci kata sandi; hapus sandinya, lalu simpan lagi.",
                    f"{nama} is locked by a password; remove it and save again.",
                )
            if part not in z.namelist():
                raise KeyError(part)
            for i in infos:
                if i.filename.endswith((".xml", ".rels")) and _entitas(z.read(i)):
                    raise Ditolak(
                        f"{nama} memuat deklarasi XML yang tidak boleh ada; simpan ulang dari Word/Excel.",
                        f"{nama} holds XML declarations that may not be there; save it again from Word/Excel.",
                    )
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as e:
        raise rusak(nama) from e


def rusak(nama: str) -> Ditolak:
    """The refusal of a file that its format's reader cannot open."""
    return Ditolak(
        f"{nama} rusak atau bukan bentuk yang dikatakan namanya; buka dengan programnya, lalu simpan ulang.",
        f"{nama} is damaged or not what its name says; open it in its program and save it again.",
    )


def _entitas(xml: bytes) -> bool:
    """Whether a part declares a document type: office programs never do, bombs do."""
    head = xml.replace(b"\x00", b"")[:4096]
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head
