"""Tasks for the pool's tests, where workers can import them."""

import os

from pipeline.build import tugas
from pipeline.build.tugas import Meja
from pipeline.naskah import Naskah
from pipeline.record.record import Record
from pipeline.sandaran import Catatan

_MENCETAK = tugas.cetak_pdf
_SIAP: list[int] = []


def siapkan(value: int) -> None:
    _SIAP.append(value)


def kali(n: int) -> int:
    """n times what the worker was given; a negative one ends the worker."""
    if n < 0:
        os._exit(3)
    return n * _SIAP[0]


def cetak_pdf(meja: Meja, record: Record, naskah: Naskah) -> tuple[bytes, Catatan]:
    """As in a build; a record that is called "Racun" ends the worker."""
    if record.rapat.judul == "Racun":
        os._exit(3)
    return _MENCETAK(meja, record, naskah)
