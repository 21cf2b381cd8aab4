"""Workers of this machine: warm, few, and each replaceable.

Workers are forked from a server that has loaded and warmed everything once, so that a second
costs no second start; where the system knows no fork, each starts by itself. The server starts
while the caller is still reading and checking.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait as wait_connection
from threading import Thread
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

PERCOBAAN = 2
"""How often a task that ended its worker is tried alone before it is given up."""
_DITAHAN = (signal.SIGINT, signal.SIGTERM)


class Kolam:
    """A pool of local workers. `siapkan(*bekal)` runs first in each; tasks are then given to `jalan`."""

    def __init__(self, count: int) -> None:
        self.count = count
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload(["pipeline.build.server"])
            from multiprocessing import forkserver, resource_tracker

            resource_tracker.ensure_running()  # which lets interrupts through, so it comes first
            with _interrupt_held():
                forkserver.ensure_running()

    def buka(
        self, siapkan: Callable[..., None] | None = None, *bekal: Any, count: int | None = None
    ) -> ProcessPoolExecutor:
        """Workers that have run `siapkan`."""
        return ProcessPoolExecutor(
            count or self.count, mp_context=self._context, initializer=_mulai, initargs=(siapkan, bekal)
        )

    def siaga(self, siapkan: Callable[..., None]) -> ProcessPoolExecutor:
        """Workers that have been started, each to run `siapkan`: a Ctrl-C meets none of them half born."""
        with _interrupt_held():
            pool = self.buka(siapkan)
            for _ in range(self.count):
                pool.submit(os.getpid)
        return pool

    def jalankan(
        self, kerja: Callable[[A], B], todo: Iterable[A], siapkan: Callable[..., None], *bekal: Any
    ) -> Generator[tuple[A, B | None]]:
        """Each task with its result as it is finished; None for one that ends every worker it is given to.

        On an interrupt the workers end at once.
        """
        queue = iter(todo)
        suspects: list[A] = []
        while True:
            pool = self.buka(siapkan, *bekal)
            running: dict[Future[B], A] = {}
            try:
                yield from self._lancar(pool, kerja, queue, running)
                return
            except BrokenProcessPool:
                suspects = list(running.values())
            finally:
                akhiri(pool)
            for task in suspects:
                yield task, self._sendiri(kerja, task, siapkan, bekal)

    def _lancar(
        self, pool: ProcessPoolExecutor, kerja: Callable[[A], B], queue: Iterator[A], running: dict[Future[B], A]
    ) -> Iterator[tuple[A, B | None]]:  # fmt: skip
        """Keep each worker busy and one task waiting; whatever has no result stays in `running`."""
        more = True
        while more or running:
            while more and len(running) <= self.count:
                try:
                    task = next(queue)
                except StopIteration:
                    more = False
                    break
                try:
                    with _interrupt_held():  # the first submit starts the workers
                        running[pool.submit(kerja, task)] = task
                except BrokenProcessPool:
                    running[Future()] = task
                    raise
            ready, _ = wait(running, return_when=FIRST_COMPLETED)
            for job in ready:
                result = job.result()
                yield running.pop(job), result

    def _sendiri(
        self, kerja: Callable[[A], B], task: A, siapkan: Callable[..., None], bekal: tuple[Any, ...]
    ) -> B | None:
        for _ in range(PERCOBAAN):
            pool = self.buka(siapkan, *bekal, count=1)
            try:
                with _interrupt_held():
                    job = pool.submit(kerja, task)
                return job.result()
            except BrokenProcessPool:
                continue
            finally:
                akhiri(pool)
        self._tanpa_kerja(siapkan, bekal)
        return None

    def _tanpa_kerja(self, siapkan: Callable[..., None], bekal: tuple[Any, ...]) -> None:
        """Raises BrokenProcessPool where not even a worker with nothing to do lives: then no task is to blame."""
        pool = self.buka(siapkan, *bekal, count=1)
        try:
            with _interrupt_held():
                job = pool.submit(os.getpid)
            job.result()
        finally:
            akhiri(pool)


def akhiri(pool: ProcessPoolExecutor) -> None:
    """End workers that are at work still, without waiting for what they do."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(OSError, ValueError):
            process.terminate()


@contextmanager
def _interrupt_held() -> Iterator[None]:
    """Nothing; a Ctrl-C or SIGTERM waits until the block ends, and workers started in it are born holding theirs."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _DITAHAN)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _mulai(siapkan: Callable[..., None] | None, bekal: tuple[Any, ...]) -> None:
    """A worker's first deed: from now on it ends without a traceback on Ctrl-C, and with its parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:  # a worker holds both ends of its queue, so it hears of no end by itself

        def follow() -> None:
            wait_connection([parent.sentinel])
            os._exit(1)

        Thread(target=follow, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _DITAHAN)
    if siapkan is not None:
        siapkan(*bekal)


def workers() -> int:
    """How many workers this machine can keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
