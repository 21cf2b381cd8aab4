"""Pack the official gazetteer of regions into the one file that the package carries.

    python scripts/gazeter.py FOLDER [--check]

FOLDER is the unpacked npm package idn-area-data (its `data/` holds the CSV files and their
licence). The bytes depend on those files only. `--check` writes nothing and fails where the
packed file is stale. The layout is told in docs/decisions/0004-gazeter.md.
"""

from __future__ import annotations

import csv
import json
import sys
from array import array
from pathlib import Path

from pipeline.reference.gazeter import BERKAS, polos, sidik

TINGKAT = ("provinces", "regencies", "districts", "villages")


def _rows(folder: Path) -> list[tuple[int, str]]:
    """Code as a number and name of every region, by level and code."""
    rows: list[tuple[int, str]] = []
    for name in TINGKAT:
        with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
            level = [(int(r["code"].replace(".", "")), r["name"]) for r in csv.DictReader(f)]
        rows += sorted(level)
    return rows


def pak(folder: Path) -> bytes:
    """The packed file: a line of JSON, then five sections of little-endian numbers and one of names."""
    rows = _rows(folder)
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    names = [name.encode() for _, name in rows]
    starts = array("I", [0])
    for name_bytes in names:
        starts.append(starts[-1] + len(name_bytes))
    bare = [polos(name) if 1000 <= code <= 9999 else name for code, name in rows]
    hashed = sorted((sidik(name), at) for at, name in enumerate(bare))
    sections = {
        "kode": array("Q", (code for code, _ in rows)),
        "awal": starts,
        "sidik": array("I", (h for h, _ in hashed)),
        "baris": array("I", (at for _, at in hashed)),
    }
    if sys.byteorder == "big":
        for numbers in sections.values():
            numbers.byteswap()
    parts = {key: numbers.tobytes() for key, numbers in sections.items()} | {"nama": b"".join(names)}
    head = {
        "keputusan": "Kepmendagri 300.2.2-2138 Tahun 2025",
        "sumber": f"idn-area-data {version}",
        "lisensi": "ODbL-1.0",
        "banyak": [sum(len(str(c)) == n for c, _ in rows) for n in (2, 4, 6, 10)],
        "panjang": {key: len(part) for key, part in parts.items()},
    }
    line = json.dumps(head).encode()
    line += b" " * (-(len(line) + 1) % 8) + b"\n"
    return line + b"".join(part + bytes(-len(part) % 8) for part in parts.values())


def main(folder: Path, check: bool) -> int:
    """Write the packed file with its licence, or compare; 1 where it is stale."""
    made = {
        BERKAS: pak(folder),
        BERKAS.with_name("LICENSE.md"): (folder / "data" / "LICENSE.md").read_bytes(),
    }
    stale = [file for file, data in made.items() if not file.is_file() or file.read_bytes() != data]
    for file in stale:
        print(f"{file.name}: tidak mutakhir" if check else f"{file.name}: ditulis")
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made[file])
    return int(check and bool(stale))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), "--check" in sys.argv[2:]))
