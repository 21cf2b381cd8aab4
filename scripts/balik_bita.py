"""Flip single bytes of signed files by the thousand; verification must say so every time: `make campaign`.

python scripts/balik_bita.py [FLIPS PER FILE] [SEED]
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from asn1crypto import x509
from balik import Balik, angka, pilih, terlihat
from berkas_ttd import berdua, naskah_final, tandatangani
from pki import pki_hidup

BALIK = 1800
TAK_BERTANDA = 200
"""An unsigned file is proven by comparing it as a whole, which is slow."""

_files: dict[str, bytes] = {}
_root: list[x509.Certificate] = []


def berkas() -> tuple[dict[str, bytes], bytes]:
    """The files of the campaign by name, and the root they are verified against."""
    with tempfile.TemporaryDirectory() as folder, pki_hidup(Path(folder)) as pki:
        made = {"tanpa tanda tangan": naskah_final()}
        for level in ("B-B", "B-T", "B-LT", "B-LTA"):
            made[f"satu {level}"] = tandatangani(naskah_final(), pki, "ketua", 1, level)
            if level != "B-T":
                made[f"dua {level}"] = berdua(pki, level)
        return made, pki.sertifikat("akar").dump()


def _start(files: dict[str, bytes], root: bytes) -> None:
    _files.update(files)
    _root.append(x509.Certificate.load(root))


def _unseen(flips: list[Balik]) -> list[Balik]:
    return [f for f in flips if not terlihat(_files[f.berkas], f, _root[0])]


def main(each: int = BALIK, seed: int = 2026) -> int:
    """Make, flip, print; 1 where a flip was not seen."""
    logging.disable(logging.CRITICAL)  # pyHanko tells of each certificate it does not know
    files, root = berkas()
    plain = {"tanpa tanda tangan": files["tanpa tanda tangan"]}
    signed = {name: data for name, data in files.items() if name not in plain}
    flips = pilih(signed, each, seed) + pilih(plain, min(each, TAK_BERTANDA), seed)
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context, initializer=_start, initargs=(files, root)) as pool:
        parts = [flips[n : n + 50] for n in range(0, len(flips), 50)]
        missed = [f for part in pool.map(_unseen, parts) for f in part]
    for name, count in Counter(f.berkas for f in flips).items():
        print(f"  {name:18} {count:6} bita dibalik, {len(files[name])} bita")
    print(angka(flips, missed))
    print(f"bita dibalik: {len(flips)} pada {len(files)} berkas, {len(missed)} tidak terlihat, "
          f"{time.perf_counter() - start:.0f} detik")  # fmt: skip
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(*(int(a) for a in sys.argv[1:3])))
