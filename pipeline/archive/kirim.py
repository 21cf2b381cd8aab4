"""Delivery: what is due goes to its target, is read back and compared, and its receipt recorded.

Every step may be the last one before the process dies. The order makes that harmless: look for
the thing at the target by its content hash, put it only where it is not, read it back, and only
then write the receipt; the next run starts with the looking.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from pipeline.archive import antrean
from pipeline.archive.barang import Barang, Gagal, Tujuan, dipahami
from pipeline.archive.pengaturan import PengaturanArsip, TujuanArsip, pembuat
from pipeline.ledger import Ledger
from pipeline.ledger.basis import sekarang
from pipeline.ledger.skema import KotakKeluar
from pipeline.workspace import Workspace

DASAR, TERLAMA = 2.0, 900.0
"""Seconds before the second attempt, doubled for each further one, and the most."""


@dataclass(frozen=True)
class Irama:
    """How long one run may wait for targets, and by what clock and chance; tests set these."""

    tunggu: float = 30.0
    tidur: Callable[[float], None] = time.sleep
    acak: Random = field(default_factory=Random)
    kini: Callable[[], datetime] = lambda: datetime.now(UTC)


def jeda(percobaan: int, acak: Random) -> float:
    """Seconds to wait after a failed attempt: doubling, and by chance up to half less, so that many do not return at once."""
    return float(min(TERLAMA, DASAR * 2**percobaan) * acak.uniform(0.5, 1.0))


def kirim(
    ledger: Ledger, workspace: Workspace, settings: PengaturanArsip, oleh: str, irama: Irama,
    hanya: str | None = None,
) -> Iterator[KotakKeluar]:  # fmt: skip
    """Every delivery that is due, tried, as it stands after each attempt.

    What fails for now is tried again within `irama.tunggu` seconds, else left for the next run.
    """
    opened: dict[str, Tujuan] = {}
    left = irama.tunggu
    try:
        while True:
            due, later = antrean.menunggu(ledger, irama.kini())
            mine = [r for r in due if hanya in (None, r.tujuan)]
            for row in mine:
                yield _coba(ledger, workspace, settings, opened, row, oleh, irama)
            if mine:
                continue
            waits = [w for r in later if hanya in (None, r.tujuan) and (w := antrean.nanti(r, irama.kini()))]
            if not waits or min(waits) > left:
                return
            left -= min(waits)
            irama.tidur(min(waits))
    finally:
        for target in opened.values():
            target.tutup()
        antrean.bersihkan(ledger, workspace)


def _coba(
    ledger: Ledger, workspace: Workspace, settings: PengaturanArsip, opened: dict[str, Tujuan], row: KotakKeluar,
    oleh: str, irama: Irama,
) -> KotakKeluar:  # fmt: skip
    """One attempt at one delivery."""
    try:
        one = _tujuan(settings, row)
        thing = antrean.isi(workspace, row, one)
        if not one.boleh(thing.keamanan):
            raise Gagal(
                f"Tujuan “{one.nama}” tidak lagi ditandai untuk naskah {thing.keamanan}.",
                f"Target “{one.nama}” is no longer marked for {thing.keamanan} documents.",
            )
        antrean.jaga_publik(row, one)
        with dipahami(one.nama):
            if row.tujuan not in opened:
                opened[row.tujuan] = pembuat(one).buka(one, workspace)
            receipt = serahkan(opened[row.tujuan], thing)
    except Gagal as why:
        pause = jeda(row.percobaan, irama.acak)
        return antrean.gagal(ledger, row, why, max(pause, why.tunggu or 0.0), oleh, irama.kini())
    return antrean.sampai(ledger, workspace, row, thing.keamanan, receipt, settings, oleh)


def serahkan(target: Tujuan, thing: Barang) -> antrean.Resi:
    """The receipt of a thing that the target holds whole, put there where it was not. Raises Gagal."""
    found = target.cari(thing.tanda)
    if found is None:
        found = target.taruh(thing) or target.cari(thing.tanda)
    if found is None:
        raise Gagal(
            "Tujuan menerima kiriman, tetapi isinya belum ditemukan di sana.",
            "The target took the delivery, but it is not found there yet.",
            sementara=True,
        )
    held = target.baca(thing.tanda, found)
    digest = hashlib.sha256(held).hexdigest()
    if digest != thing.tanda.sidik:
        raise Gagal(
            f"Isi yang dibaca kembali dari {found.alamat} berbeda dari yang dikirim.",
            f"What was read back from {found.alamat} differs from what was sent.",
            sementara=True,
        )
    return antrean.Resi(found.id, found.alamat, found.etag, found.waktu, digest, len(held), sekarang())


def _tujuan(settings: PengaturanArsip, row: KotakKeluar) -> TujuanArsip:
    for one in settings.tujuan:
        if one.nama == row.tujuan:
            return one
    raise Gagal(
        f"Tujuan “{row.tujuan}” tidak ada lagi di inputs/arsip.yaml.",
        f"Target “{row.tujuan}” is no longer in inputs/arsip.yaml.",
    )
