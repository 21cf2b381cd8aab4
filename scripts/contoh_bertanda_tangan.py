"""Make signed samples for independent judges: every level, every number of signers, both records.

    python scripts/contoh_bertanda_tangan.py OUTDIR

Writes `<record>-<document>-<level>-<signers>.pdf` (after each signature) and `akar.pem`, the
trust root of the test authority that signed them. The authority runs on the loopback while
samples are made; what the long-term levels embed is all that a judge needs later.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from pki import SANDI, Pki, pki_hidup  # noqa: E402

from pipeline.build import JENIS, build_record, examine  # noqa: E402
from pipeline.cli.context import hush  # noqa: E402
from pipeline.load import load_reference  # noqa: E402
from pipeline.pengesahan import sahkan  # noqa: E402
from pipeline.record.tanda_tangan import TINGKAT, KunciPenanda, PengaturanTandaTangan  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402

PENANDA = {"Contoh Pencatatan": "notulis", "Contoh Pemimpin": "ketua", "Contoh Ketuawati": "kadis"}


def contoh(out: Path) -> list[Path]:
    """The samples written, in order."""
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as temp, pki_hidup(Path(temp) / "pki") as pki:
        shutil.copy(pki.akar, out / "akar.pem")
        space = Workspace(Path(temp) / "ruang")
        shutil.copytree(ROOT / "inputs", space.inputs)
        reference, _ = load_reference(space.inputs, space.shown)
        for file in sorted((space.inputs / "rapat").glob("*contoh.yaml")):
            build_record(space, file, reference)
            for level in TINGKAT:
                shutil.rmtree(space.resmi, ignore_errors=True)
                made += _signed(space, file, level, pki, out)
    return made


def _signed(space: Workspace, file: Path, level: str, pki: Pki, out: Path) -> list[Path]:
    reference, _ = load_reference(space.inputs, space.shown)
    record, _ = examine(space, file, reference)
    assert record is not None
    settings = PengaturanTandaTangan(
        kunci=tuple(
            KunciPenanda(pejabat=name, sumber="pkcs12", berkas=str(pki.pkcs12(label)))
            for name, label in PENANDA.items()
        ),
        tingkat=level, tsa=pki.tsa, akar=(str(pki.akar),), alamat_verifikasi="https://verifikasi.contoh.go.id",
    )  # fmt: skip
    made = []
    for jenis in JENIS:
        for number in range(1, len(record.rapat.penanda_tangan) + 1):
            start = time.perf_counter()
            done = sahkan(space, record, reference, jenis, settings, lambda: SANDI)
            spent = time.perf_counter() - start
            copy = out / f"{file.stem}-{jenis}-{level}-{number}.pdf"
            shutil.copy(done.berkas, copy)
            print(f"{copy.name}\t{copy.stat().st_size} B\t{spent:.2f} s")
            made.append(copy)
    return made


if __name__ == "__main__":
    hush(debug=False)
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(f"{len(contoh(target))} contoh")
