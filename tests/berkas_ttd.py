"""Final PDFs and signatures on them, for tests: the real stages, a small record, keys of the test authority."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from contoh import ROOT, TEMPLATES, teks_rekaman
from pki import SANDI, Pki

from pipeline.build import build_record
from pipeline.load import load_reference
from pipeline.record.tanda_tangan import KunciPenanda
from pipeline.render.ttd import Tampilan, render_ttd
from pipeline.sign.berkas import keadaan
from pipeline.sign.pkcs12 import buka_pkcs12
from pipeline.sign.proses import Tugas, bubuhkan
from pipeline.sign.sandi import Sandi
from pipeline.workspace import Workspace

BERDUA = (
    "penanda_tangan:\n"
    "  - {nama: 'Contoh Pencatatan, S.Sos.', nip: '198501012010011901', pangkat: Penata (III/c), jabatan: Notulis, peran: Notulis}\n"
    "  - {nama: 'Contoh Pemimpin, M.Si.', nip: '197509122001121901', pangkat: Pembina (IV/a), jabatan: Kepala Dinas Contoh}\n"
)
"""Two who sign, in place of the one of the complete record."""

SENDIRI = (
    "penanda_tangan:\n"
    "  - {nama: 'Contoh Pemimpin, M.Si.', nip: '197509122001121901', pangkat: Pembina (IV/a), jabatan: Kepala Dinas Contoh}\n"
)
"""One who signs, whose key the test authority has."""


@cache
def naskah_final(ubah: str = "") -> bytes:
    """The minutes of the complete record with some top-level keys replaced, as `notula build` makes them.

    Their signer is the holder of the key `ketua` unless others are named.
    """
    if "penanda_tangan:" not in ubah:
        ubah = SENDIRI + ubah
    with TemporaryDirectory() as folder:
        space = Workspace(Path(folder))
        for name in ("instansi", "profil"):
            shutil.copytree(ROOT / "inputs" / name, space.inputs / name)
        file = space.inputs / "rapat" / "contoh.yaml"
        file.parent.mkdir()
        file.write_text(teks_rekaman("dokumen: [notula]\n" + ubah), encoding="utf-8")
        reference, _ = load_reference(space.inputs, space.shown)
        result = build_record(space, file, reference)
        assert result.files, [f.message() for f in result.findings]
        return (space.build / "contoh" / "notula.pdf").read_bytes()


def tandatangani(
    data: bytes,
    pki: Pki,
    label: str,
    bidang: int,
    tingkat: str,
    *,
    peran: str = "",
    alasan: str = "Mengesahkan notula",
) -> bytes:
    """The document with one signature more; the first certifies it."""
    peran = peran or ("Notulis" if label == "notulis" else "Kepala Dinas Contoh")
    state = keadaan(data, "uji.pdf")
    size = state.bidang[bidang]
    page = render_ttd(Tampilan(("Kepala Dinas Contoh,",), "Contoh Pemimpin, M.Si.", None), size, TEMPLATES)
    task = Tugas(
        bidang=bidang, tingkat=tingkat, alasan=alasan, peran=peran,
        tempat="Serang", halaman=page, pertama=not state.terisi, tsa=pki.tsa,
        akar=(pki.sertifikat("akar"),), perantara=(),
    )  # fmt: skip
    key = KunciPenanda(pejabat="contoh", sumber="pkcs12", berkas=pki.pkcs12(label).name)
    with buka_pkcs12(key, lambda: Sandi(SANDI), pki.folder) as signer:
        return bubuhkan(data, task, signer)


def berdua(pki: Pki, tingkat: str) -> bytes:
    """The minutes signed by the recorder, then by the chair."""
    first = tandatangani(naskah_final(BERDUA), pki, "notulis", 1, tingkat)
    return tandatangani(first, pki, "ketua", 2, tingkat)


def ganti(data: bytes, place: int, value: int) -> bytes:
    """The bytes with one of them replaced."""
    return data[:place] + bytes([value]) + data[place + 1 :]
