"""Goal 7: from a save to the new documents of a record of nine pages, as `notula watch` makes them."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from threading import Thread

import pypdfium2

from pipeline.workspace import Workspace

HALAMAN = 9
KALI = 2
"""Counted saves of a round; one before them wakes what slept since the last."""
_TENANG = 1.5
"""Seconds between two saves."""
_BATAS = 60.0


class Pengawasan:
    """A watcher that runs until `tutup`, and the seconds from saves to documents.

    `text` is a record whose minutes have nine pages (asserted); it is saved as editors do it,
    whole, in one move. Raises SystemExit where it has another number of pages, or the watcher fails.
    """

    def __init__(self, space: Workspace, text: str) -> None:
        self._text, self._nomor = text, 0
        self._rekaman = space.inputs / "rapat" / "rapat.yaml"
        self._rekaman.write_text(text, encoding="utf-8")
        self._naskah = {kind: space.build / "rapat" / f"notula.{kind}" for kind in ("docx", "pdf")}
        self._detik: dict[str, list[float]] = {kind: [] for kind in self._naskah}
        notula = str(Path(sys.executable).parent / "notula")
        self._proses = subprocess.Popen(
            [notula, "watch"], cwd=space.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert self._proses.stdout is not None
        said = ""
        for line in self._proses.stdout:
            said += line
            if "Mengawasi" in line:
                break
        else:
            raise SystemExit(f"notula watch berhenti:\n{said}")
        Thread(target=deque, args=(self._proses.stdout, 0), daemon=True).start()  # a full pipe would stop it
        with pypdfium2.PdfDocument(self._naskah["pdf"]) as made:
            self.halaman = len(made)
        if self.halaman != HALAMAN:
            self.tutup()
            raise SystemExit(f"rekaman untuk watch menjadi {self.halaman} halaman, bukan {HALAMAN}")

    def simpan(self, dihitung: bool) -> None:
        """Some saves, of which the first is not counted."""
        for turn in range(KALI + 1):
            taken = self._sekali()
            if dihitung and turn:
                for kind, seconds in taken.items():
                    self._detik[kind].append(seconds)

    def tengah(self, kind: str) -> float:
        """The median of the seconds until `docx` or `pdf` stands."""
        return statistics.median(self._detik[kind])

    @property
    def kali(self) -> int:
        """How many saves were counted."""
        return len(self._detik["pdf"])

    def tutup(self) -> None:
        """End the watcher."""
        self._proses.send_signal(signal.SIGINT)
        self._proses.wait(timeout=60)

    def _sekali(self) -> dict[str, float]:
        time.sleep(_TENANG)
        self._nomor += 1
        waiting = {kind: file.stat().st_ino for kind, file in self._naskah.items()}
        beside = self._rekaman.with_suffix(".baru")
        beside.write_text(
            self._text.replace("Tahun 2026", f"Tahun 2026 ({self._nomor})", 1), encoding="utf-8"
        )
        taken: dict[str, float] = {}
        start = time.perf_counter()
        beside.replace(self._rekaman)
        while waiting:
            for kind in [k for k, ino in waiting.items() if self._naskah[k].stat().st_ino != ino]:
                del waiting[kind]
                taken[kind] = time.perf_counter() - start
            time.sleep(0.001)
            if time.perf_counter() - start > _BATAS:
                raise SystemExit(f"notula watch tidak membuat {', '.join(waiting)} dalam {_BATAS:.0f} detik")
        return taken
