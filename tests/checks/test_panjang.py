"""Long texts of one shape: every rule goes through them in about linear time, or this file hangs."""

import json

import pytest
from contoh import rekaman

POLA = {
    "tanggal": "Rapat 3 Mei di Serang. " * 5000,
    "cacat": "\n".join(f"Rapat dI Serang , kordinasi yang yang {i} . âPUGâ ujar beliau" for i in range(1500)),
    "satu-baris": "Rapat dI Serang , 24 Nopember 2026 âPUGâ ujar beliau .. " * 2500,
    "rusak": "â" * 8000,
    "titik": "." * 16000,
    "elipsis": "…" * 16000,
    "nomor": "…/" + "./" * 60 + "x",
    "kata": "kata" * 8000,
    "asisten": "Berikut versi notula " * 1500,
    "wilayah": "Kabupaten Serang " * 6000,
    "garis": "_" * 16000,
    "isian": "a ... " * 6000,
    "coret": "~~a" * 6000,
    "kurung": "[a " * 8000,
}


@pytest.mark.parametrize("bentuk", POLA)
def test_long_texts_are_read_through(bentuk: str) -> None:
    text = json.dumps(POLA[bentuk], ensure_ascii=False)
    record, _ = rekaman(f"pembahasan: [{{judul: A, isi: [{text}]}}]\n")
    assert record.rapat.pembahasan
    record, _ = rekaman(f"peserta: [{{nama: A, instansi: B, wilayah: {text}}}]\nrekap:\n")
    assert record.rapat.peserta
