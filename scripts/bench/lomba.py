"""The interleaved run: each contender takes its turn on each document, round after round.

A slow minute of a shared machine then falls on all alike, and only ratios are judged. Each
figure is a median.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

PEKERJA = Path(__file__).with_name("pekerja.py")


class Peserta:
    """A contender's process."""

    def __init__(self, kind: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(PEKERJA), kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        if self.process.stdout.readline().strip() != "siap":
            raise SystemExit(f"{kind} tidak dapat dijalankan")

    def kerjakan(self, job: dict[str, Any]) -> dict[str, Any]:
        """What the process says of a job."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"pekerja berhenti pada {job}")
        answer = json.loads(line)
        assert isinstance(answer, dict)
        return answer

    def __enter__(self) -> Peserta:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


class Catatan:
    """Times by contender, document and stage; pages by contender and document."""

    def __init__(self) -> None:
        self.times: dict[tuple[str, str, str], list[list[float]]] = defaultdict(list)
        self.pages: dict[tuple[str, str], int] = {}
        self.peak: dict[str, float] = {}

    def tambah(self, kind: str, doc: str, answer: dict[str, Any]) -> None:
        """Keep an answer."""
        for stage, pair in answer["waktu"].items():
            self.times[kind, doc, stage].append(pair)
        self.pages[kind, doc] = answer["halaman"]
        self.peak[kind] = answer["puncak"]

    def ms(self, kind: str, doc: str, stage: str, clock: int = 0) -> float:
        """The median of a stage in milliseconds: clock 0 processor, 1 wall."""
        return 1000 * statistics.median(pair[clock] for pair in self.times[kind, doc, stage])


def bertanding(
    jobs: dict[str, dict[str, Any]], kinds: tuple[str, ...], rounds: int, antara: Callable[[int], None] | None = None
) -> Catatan:  # fmt: skip
    """Every contender on every job, in turn, after one round that warms up and is not counted.

    `antara` is called with the number of each round that is over: what takes its turn between.
    """
    notes = Catatan()
    racers = {kind: Peserta(kind) for kind in kinds}
    try:
        for number in range(rounds + 1):
            for doc, job in jobs.items():
                turn = number % len(kinds)
                for kind in (*kinds[turn:], *kinds[:turn]):
                    answer = racers[kind].kerjakan(job)
                    if number:
                        notes.tambah(kind, doc, answer)
            if antara is not None:
                antara(number)
    finally:
        for racer in racers.values():
            racer.__exit__(None, None, None)
    return notes
