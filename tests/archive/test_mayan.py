"""Mayan EDMS, against a real one: `NOTULA_MAYAN=http://… NOTULA_MAYAN_SANDI=…` names it (user `petugas`).

Mayan needs hundreds of packages and headers of LDAP, so the tests do not install it; docs/decisions/0011-arsip.md
says how it was started and what it did.
"""

import os
import uuid
from pathlib import Path

import pytest
from arsip_uji import Waktu, antar, antre, paket_kecil, tujuan
from gangguan import Gangguan, mengunggah, proksi
from lawan_arsip import berkas_mayan

from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.tujuan import mayan
from pipeline.workspace import Workspace

ALAMAT = os.environ.get("NOTULA_MAYAN", "")
pytestmark = pytest.mark.skipif(not ALAMAT, reason="no Mayan EDMS is named by NOTULA_MAYAN")


def target(url: str) -> TujuanArsip:
    return tujuan(
        "mayan", alamat=url, pengguna="petugas", sandi_dari="env:NOTULA_MAYAN_SANDI", tipe="Default"
    )


@pytest.mark.parametrize(
    "gangguan",
    [None, Gangguan(putus="awal", syarat=mengunggah), Gangguan(putus="akhir", syarat=mengunggah),
     Gangguan(putus="akhir", syarat=lambda c, j: c == "POST" and j.endswith("/files/")),
     Gangguan(putus="tengah", syarat=lambda c, j: c == "POST" and j.endswith("/files/")),
     Gangguan(jawab=(500, {}), syarat=mengunggah), Gangguan(jawab=(429, {"Retry-After": "30"}), syarat=mengunggah),
     Gangguan(balik=True, syarat=lambda c, j: c == "GET" and j.endswith("/download/"))],
)  # fmt: skip
def test_a_thing_arrives_once_whatever_fails(
    tmp_path: Path, gangguan: Gangguan | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    monkeypatch.setattr(mayan, "PENGOLAHAN", timedelta(seconds=5))
    name = f"r{uuid.uuid4().hex}"
    with proksi(ALAMAT) as proxy:
        one = target(proxy.alamat)
        row = antre(Workspace(tmp_path), one, paket_kecil({"notula.pdf": uuid.uuid4().bytes}, rekaman=name))
        proxy.gangguan += [gangguan] if gangguan else []
        (done,) = antar(Workspace(tmp_path), one, waktu=Waktu())
        assert (done.keadaan, done.pesan) == ("terkirim", None)
        assert proxy.terjadi == (1 if gangguan else 0)
    assert berkas_mayan(ALAMAT, name) == [row.sidik]
