"""A hundred thousand hostile inputs at every place where somebody's file is opened: `make campaign`.

python scripts/kacau.py [SHARE OF THE FULL RUN] [SEED]

Each input is made from its number and the seed, so a fault can be made again: `--satu TARGET NUMBER`.
A worker has bounds of memory and of processor time for each input; one that dies or stands still is
a fault, and the next input goes to a new worker.
"""

from __future__ import annotations

import logging
import multiprocessing
import random
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

INGATAN = 2 * 1024**3
"""Bytes of address space of a worker."""
DETIK = 20.0
"""Processor seconds for one input."""
DIAM = 300.0
"""Seconds without a word after which a worker is taken for hung: a call into C hears no signal."""


class Habis(BaseException):
    """The processor time of an input is used up."""


@dataclass
class Angka:
    """What one target came to."""

    banyak: int = 0
    detik: float = 0.0
    terlama: float = 0.0
    hasil: Counter[str] = field(default_factory=Counter)
    cacat: list[tuple[int, str]] = field(default_factory=list)


def masukan(nama: str, nomor: int, seed: int) -> bytes:
    """The input of a target by its number."""
    from kacau_sasaran import SASARAN

    one = next(s for s in SASARAN if s.nama == nama)
    rng = random.Random(f"{seed} {nama} {nomor}")
    return one.ubah(rng, rng.choice(one.benih()))


def satu(nama: str, nomor: int, seed: int) -> tuple[str, float, str]:
    """Outcome, processor seconds and fault (or nothing) of one input."""
    from kacau_sasaran import SASARAN

    one = next(s for s in SASARAN if s.nama == nama)
    data = masukan(nama, nomor, seed)
    start = time.process_time()
    signal.signal(signal.SIGPROF, _habis)
    signal.setitimer(signal.ITIMER_PROF, DETIK)
    word, fault = "", ""
    try:
        word = one.coba(data)
    except Habis:
        fault = f"lebih dari {DETIK:.0f} detik"
    except Exception:
        fault = traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return word, time.process_time() - start, fault


def _habis(*_: object) -> None:
    raise Habis


def _kerja(pipe: Connection, jobs: list[tuple[str, int]], seed: int) -> None:
    from kacau_sasaran import SASARAN

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for name in dict.fromkeys(name for name, _ in jobs):
        next(s for s in SASARAN if s.nama == name).benih()
    base = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (base + INGATAN, base + INGATAN))
    for name, number in jobs:
        pipe.send(("mulai", name, number))
        pipe.send(("selesai", *satu(name, number, seed)))
    pipe.send(("habis", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def jalankan(jobs: list[tuple[str, int]], seed: int) -> tuple[dict[str, Angka], int]:
    """All inputs by target, one after the other in a worker; figures by target, and the peak of memory in KB."""
    out: dict[str, Angka] = {}
    peak, rest, of = 0, jobs, ""
    context = multiprocessing.get_context("spawn")
    while rest:
        receive, send = context.Pipe(duplex=False)
        worker = context.Process(target=_kerja, args=(send, rest, seed), daemon=True)
        worker.start()
        send.close()
        done, now, why = 0, None, ""
        try:
            while True:
                if not receive.poll(DIAM):
                    why = "diam"
                    break
                said = receive.recv()
                if said[0] == "habis":
                    peak = max(peak, said[1])
                    break
                if said[0] == "mulai":
                    if of not in (said[1], ""):
                        cetak(of, out[of])
                    now, of = said[1:], said[1]
                    continue
                assert now is not None
                _catat(out.setdefault(now[0], Angka()), now[1], *said[1:])
                done, now = done + 1, None
        except EOFError:
            why = "mati"
        worker.kill()
        worker.join()
        if why and now is not None:
            _catat(out.setdefault(now[0], Angka()), now[1], "", 0.0, f"pekerja {why}")
            done += 1
        elif why:
            raise RuntimeError(f"worker {why} before any input")
        rest = rest[done:]
        if not why:
            break
    if of:
        cetak(of, out[of])
    return out, peak


def cetak(name: str, one: Angka) -> None:
    """The figures of a target, and its faults."""
    rate = one.banyak / one.detik if one.detik else 0.0
    words = ", ".join(f"{w} {n}" for w, n in one.hasil.most_common(6))
    print(
        f"  {name:24} {one.banyak:6} masukan, {rate:7.0f}/detik, terlama {one.terlama:5.2f} detik, "
        f"{len(one.hasil)} macam hasil ({words}), {len(one.cacat)} cacat",
        flush=True,
    )
    for number, fault in one.cacat[:20]:
        print(f"    {name} nomor {number}:\n{fault}", flush=True)


def _catat(to: Angka, number: int, word: str, seconds: float, fault: str) -> None:
    to.banyak += 1
    to.detik += seconds
    to.terlama = max(to.terlama, seconds)
    if fault:
        to.cacat.append((number, fault))
    else:
        to.hasil[word] += 1


def pekerjaan(share: float, only: str = "") -> list[tuple[str, int]]:
    """The inputs of a share of the full run."""
    from kacau_sasaran import SASARAN

    return [
        (s.nama, n) for s in SASARAN if only in s.nama for n in range(max(1, round(s.banyak * share)))
    ]  # fmt: skip


def main(share: float = 1.0, seed: int = 2026, only: str = "") -> int:
    """Run, print; 1 where there was a fault."""
    start = time.perf_counter()
    found, peak = jalankan(pekerjaan(share, only), seed)
    total, faults = sum(a.banyak for a in found.values()), sum(len(a.cacat) for a in found.values())
    slowest = max((a.terlama for a in found.values()), default=0.0)
    print(
        f"masukan kacau: {total} ({total / max(sum(a.detik for a in found.values()), 1e-9):.0f} per detik prosesor), "
        f"terlama {slowest:.2f} detik, puncak memori {peak / 1024:.0f} MB, {faults} cacat, "
        f"{time.perf_counter() - start:.0f} detik"
    )
    return int(bool(faults))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--satu"]:
        print(*satu(sys.argv[2], int(sys.argv[3]), int((sys.argv[4:] or ["2026"])[0])))
        sys.exit()
    arguments = sys.argv[1:]
    sys.exit(main(float((arguments or ["1"])[0]), *(int(a) for a in arguments[1:2]), *arguments[2:3]))
