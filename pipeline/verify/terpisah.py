"""Verification in a process of its own, so that no file can hang or exhaust the machine."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import tempfile
from collections.abc import Sequence
from multiprocessing.connection import Connection

from asn1crypto import x509

from pipeline.batas import batasi
from pipeline.findings import Finding, Place
from pipeline.verify.aturan import V002, V020
from pipeline.verify.jaringan import Jaringan
from pipeline.verify.laporan import Laporan
from pipeline.verify.putusan import putuskan

BATAS_DETIK = 120.0
"""A file that takes longer is made to take longer."""
BATAS_INGATAN = 3 * 1024**3
"""Memory, in bytes, of the process that opens somebody's file."""


def periksa_terpisah(
    data: bytes, berkas: str, akar: Sequence[x509.Certificate], jaringan: Jaringan,
    batas: float = BATAS_DETIK,
) -> Laporan:  # fmt: skip
    """The report on a file; a file that takes too long or breaks the process is reported as that."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    ders = [c.dump() for c in akar]
    with tempfile.TemporaryDirectory(prefix="notula-") as folder:
        process = context.Process(
            target=_work, args=(send, folder, data, berkas, ders, jaringan), daemon=True
        )
        process.start()
        send.close()
        try:
            if not receive.poll(batas):
                return _tanpa_hasil(data, berkas, V020.at(Place(berkas), batas=f"{batas:.0f}"))
            made: Laporan = receive.recv()
            return made
        except EOFError:  # out of memory, or a library fell
            return _tanpa_hasil(data, berkas, V002.at(Place(berkas)))
        finally:
            process.kill()
            process.join()
            receive.close()


def _tanpa_hasil(data: bytes, berkas: str, finding: Finding) -> Laporan:
    found = (finding,)
    return Laporan(berkas, len(data), hashlib.sha256(data).hexdigest(), putuskan(found, False), found)


def _work(
    send: Connection, folder: str, data: bytes, berkas: str, ders: Sequence[bytes], jaringan: Jaringan
) -> None:
    """The child: nothing it leaves in its temporary folder outlives it."""
    from pipeline.verify.periksa import periksa

    tempfile.tempdir = folder
    batasi(BATAS_INGATAN)
    with contextlib.suppress(MemoryError):
        send.send(periksa(data, berkas, [x509.Certificate.load(d) for d in ders], jaringan))
