"""The same task on many machines, by Dask distributed.

Shared inputs go to each worker once (a plugin, so that workers which join later have them too),
records in batches with their own pictures. A worker that dies has its batches given to others; a
batch that was with several workers as they died is split. Dask counts a death against all that
waited on that worker too, so a record which failed by itself is tried once more in the end, when
nothing else is on any worker; the one that fails then is given up.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import CancelledError, Client, KilledWorker, WorkerPlugin, wait
from distributed.client import ClosedClientError

from pipeline.build.bekal import (
    Bekal,
    Kiriman,
    LainVersi,
    bekal,
    bereskan,
    diterima,
    identitas,
    kerjakan_kiriman,
    kirim,
    siapkan,
)
from pipeline.build.hangat import TanpaPango
from pipeline.build.hasil import KlusterGagal
from pipeline.build.tugas import Jadi, Meja, Tugas, beracun, kerjakan

if TYPE_CHECKING:
    from distributed import Future, Worker

KELOMPOK = 8
"""Records in a batch where there are many: some seconds of work beside some milliseconds of sending."""
_DI_MUKA = 3
"""Batches that wait for each worker, so that none waits for us."""
_MENUNGGU = 30
"""Seconds to wait for the scheduler, and for a first worker."""

_IDENTITAS = {
    "program": ("versi Notula atau pustakanya", "version of Notula or its libraries"),
    "fon": ("fon", "set of fonts"),
    "pango": ("versi Pango", "version of Pango"),
    "harfbuzz": ("versi HarfBuzz", "version of HarfBuzz"),
    "subset": ("pustaka HarfBuzz-Subset", "state of HarfBuzz-Subset"),
}
"""What `identitas` tells of a machine, in words."""

Kelompok = list[tuple[Tugas, Kiriman]]


class _Plugin(WorkerPlugin):  # type: ignore[misc]
    """Lays out the shared inputs on each worker, also on one that joins later.

    They lie in the worker's own folder, which Dask clears after a worker that was killed.
    """

    def __init__(self, given: Bekal) -> None:
        self.name = f"notula-{given.sidik}"
        self._given = given

    def setup(self, worker: Worker) -> None:
        siapkan(self._given, Path(worker.local_directory))

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - as Dask calls it
        bereskan(self._given.sidik)


class Kluster:
    """A Dask cluster, used as a pool of workers. Raises KlusterGagal, and TanpaPango of this machine."""

    def __init__(self, address: str) -> None:
        self._kin = identitas()
        for name in ("distributed", "distributed.client"):  # what goes wrong, our sentences say
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=_MENUNGGU)
        except (OSError, TimeoutError, ValueError, TypeError) as e:
            if isinstance(e, TypeError) and not address.startswith("tls://"):
                raise  # of Dask only where no certificates are set
            raise _tak_terhubung(address) from e
        self._address = address
        self._sendiri: list[Tugas] = []

    def jalankan(self, meja: Meja, todo: Iterable[Tugas], jumlah: int) -> Generator[Jadi]:
        """What came of each of so many records, as it comes back. Raises KlusterGagal."""
        given, kin = bekal(meja), self._kin
        try:
            self._periksa(kin)
            self._client.register_plugin(_Plugin(given))
            size = max(1, min(KELOMPOK, jumlah // self._banyak()))
            yield from self._alir(meja, given.sidik, kin, _kelompok(self._kirim(meja, todo), size))
        except (OSError, TimeoutError, CancelledError, ClosedClientError) as e:
            raise KlusterGagal(
                f"Hubungan dengan penjadwal {self._address} terputus; yang sudah selesai tetap ada. Ulangi perintah ini, atau ulangi tanpa --scheduler.",
                f"The connection to the scheduler {self._address} was lost; what was finished is kept. Repeat this command, or repeat it without --scheduler.",
            ) from e
        finally:
            self._tutup(given.sidik)

    def _periksa(self, kin: Mapping[str, str]) -> None:
        """That there are workers, and all of them of our versions.

        One that goes before it answers is let go; who comes later is asked with each batch.
        """
        try:
            self._client.wait_for_workers(1, timeout=_MENUNGGU)
        except TimeoutError:
            raise KlusterGagal(
                f"Penjadwal {self._address} belum memiliki pekerja; jalankan “dask worker {self._address} --nthreads 1” di mesin pekerja.",
                f"The scheduler {self._address} has no workers yet; run “dask worker {self._address} --nthreads 1” on a machine that is to work.",
            ) from None
        asked = {self._client.submit(identitas, workers=[w], pure=False): w for w in self._pekerja()}
        while asked:
            with suppress(TimeoutError):
                wait(list(asked), timeout=1, return_when="FIRST_COMPLETED")
            here = self._pekerja()
            for job, worker in list(asked.items()):
                if job.done():
                    error = job.exception()
                    if not isinstance(error, KilledWorker) and (error is not None or job.result() != kin):
                        raise _lain(f" {worker}", kin, error, {} if error is not None else job.result())
                elif worker in here:
                    continue
                del asked[job]
                job.cancel()

    def _alir(
        self, meja: Meja, name: str, kin: Mapping[str, str], batches: Iterator[Kelompok]
    ) -> Generator[Jadi]:
        """Keep each worker's queue filled; a batch that fails is split, a record that fails alone is told."""
        sent: dict[Future, Kelompok] = {}
        again: list[Kelompok] = []
        suspects: list[Kelompok] = []
        alone = False
        while True:
            while len(sent) < (1 if alone else self._banyak()) and (
                batch := again.pop() if again else next(batches, None)
            ):
                wanted = [k for _, k in batch]
                sent[self._client.submit(kerjakan_kiriman, name, kin, wanted, pure=False)] = batch
            if not sent:
                if not suspects:
                    break
                again, suspects, alone = suspects, [], True
                continue
            for job in self._tunggu(list(sent)):
                batch = sent.pop(job)
                error = job.exception()
                if error is None:
                    yield from (diterima(meja.workspace, made) for made in job.result())
                elif isinstance(error, (LainVersi, TanpaPango)):
                    raise _lain("", kin, error, {}) from error
                elif len(batch) > 1:
                    again += [[one] for one in batch]
                elif not isinstance(error, KilledWorker):
                    self._sendiri.append(batch[0][0])  # the record is not to blame, or will be here too
                elif not alone:
                    suspects.append(batch)
                else:
                    yield beracun(meja, batch[0][0])
                job.release()
        for task in self._sendiri:
            yield kerjakan(meja, task)

    def _tunggu(self, jobs: list[Future]) -> list[Future]:
        """Those that are done, at least one. Raises KlusterGagal where no worker is left to do any."""
        while True:
            try:
                return list(wait(jobs, timeout=_MENUNGGU, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if not self._pekerja():
                    raise KlusterGagal(
                        f"Penjadwal {self._address} tidak memiliki pekerja lagi; yang sudah selesai tetap ada. Jalankan pekerjanya, lalu ulangi perintah ini, atau ulangi tanpa --scheduler.",
                        f"The scheduler {self._address} has no workers left; what was finished is kept. Start its workers and repeat this command, or repeat it without --scheduler.",
                    ) from None

    def _kirim(self, meja: Meja, todo: Iterable[Tugas]) -> Iterator[tuple[Tugas, Kiriman]]:
        """What can be sent; what cannot is made here in the end."""
        for task in todo:
            one = kirim(meja.workspace, task)
            if one is None:
                self._sendiri.append(task)
            else:
                yield task, one

    def _banyak(self) -> int:
        threads: int = sum(w["nthreads"] for w in self._pekerja().values())
        return _DI_MUKA * max(threads, 1)

    def _pekerja(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def _tutup(self, name: str) -> None:
        with suppress(Exception):  # the cluster may be gone, in any of many ways
            self._client.unregister_worker_plugin(f"notula-{name}")
        self._client.close(timeout=5)


def _kelompok(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(itertools.islice(items, size)):
        yield batch


def _tak_terhubung(address: str) -> KlusterGagal:
    tls = address.startswith("tls://")
    return KlusterGagal(
        f"Penjadwal “{address}” tidak dapat dihubungi; periksa alamatnya (mis. tcp://10.0.0.1:8786), jaringannya"
        + (", dan sertifikatnya (distributed.comm.tls di pengaturan Dask)." if tls else ", dan apakah “dask scheduler” berjalan."),
        f"The scheduler “{address}” cannot be reached; check the address (such as tcp://10.0.0.1:8786), the network"
        + (", and the certificates (distributed.comm.tls in Dask's configuration)." if tls else ", and that “dask scheduler” runs."),
    )  # fmt: skip


def _lain(
    worker: str, ours: Mapping[str, str], error: BaseException | None, theirs: Mapping[str, str]
) -> KlusterGagal:
    """What is wrong with a worker (empty: one of them) that makes no such documents as this machine."""
    if isinstance(error, TanpaPango):
        return KlusterGagal(
            f"Pekerja{worker} tidak memiliki pustaka Pango, jadi PDF tidak dapat dibuat di sana; "
            "pasang Pango di mesin itu.",
            f"{'Worker' if worker else 'A worker'}{worker} has no Pango library, so no PDF can be made there; "
            "install Pango on that machine.",
        )
    if isinstance(error, LainVersi):
        theirs = error.milik
    apart = [_IDENTITAS[k] for k in ours if theirs.get(k) != ours[k]]
    return KlusterGagal(
        f"Pekerja{worker} memakai {' dan '.join(i for i, _ in apart)} yang lain, jadi naskahnya dapat berbeda; "
        "pasang yang sama di semua mesin, lalu jalankan lagi pekerjanya.",
        f"{'Worker' if worker else 'A worker'}{worker} has another {' and '.join(e for _, e in apart)}, so its documents may differ; "
        "install the same on all machines, then start the worker again.",
    )
