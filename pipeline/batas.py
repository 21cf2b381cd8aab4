"""The time and memory that work on somebody's file may take."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

DETIK = 600.0
"""Seconds for one record's documents; the longest of docs/benchmarks.md, of 173 pages, is far below."""
INGATAN = 4 * 1024**3
"""Bytes of address space that a process may have while it makes them; that document needs 550 MB."""


class TerlaluLama(BaseException):
    """Time is up. No `except Exception` of a library on the way may take it for a fault of its own."""


@contextmanager
def terbatas(detik: float = DETIK, ingatan: int = INGATAN) -> Iterator[None]:
    """Nothing; the block raises TerlaluLama after so many seconds, MemoryError beyond so many bytes.

    Time holds in the main thread of a process only, both only where the system knows the means
    (not on Windows). A block within a block leaves the outer one's time as it is.
    """
    with _waktu(detik), _ingatan(ingatan):
        yield


@contextmanager
def _waktu(detik: float) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")) or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def up(_signal: int, _frame: FrameType | None) -> None:
        raise TerlaluLama

    before = signal.signal(signal.SIGALRM, up)
    try:
        signal.setitimer(signal.ITIMER_REAL, detik, 1.0)  # again, where a callback from C swallowed the first
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _ingatan(size: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    least = min(v for v in (size, soft, hard) if v != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def batasi(size: int) -> None:
    """Bound this process: beyond `size` bytes it gets no memory. Raises OSError where the system refuses."""
    if sys.platform == "win32":
        _windows(size)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _windows(size: int) -> None:
    """A job object with a limit on committed memory (JOBOBJECT_EXTENDED_LIMIT_INFORMATION, winnt.h)."""
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64), ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD), ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t), ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t), ("PriorityClass", wintypes.DWORD), ("SchedulingClass", wintypes.DWORD),
        )  # fmt: skip

    class Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", Basic), ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t), ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t), ("PeakJobMemoryUsed", ctypes.c_size_t),
        )  # fmt: skip

    process_memory, extended_information = 0x100, 9
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    limits = Extended()
    limits.BasicLimitInformation.LimitFlags = process_memory
    limits.ProcessMemoryLimit = size
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    done = kernel.SetInformationJobObject(
        job, extended_information, ctypes.byref(limits), ctypes.sizeof(limits)
    ) and kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
    if not done:
        raise OSError(ctypes.get_last_error(), "no job object")  # type: ignore[attr-defined,unused-ignore]
