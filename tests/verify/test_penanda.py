"""People who signed against people whom the record names, without any PDF."""

from dataclasses import replace

import pytest
from contoh import rekaman

from pipeline.findings import Finding, Place
from pipeline.verify.laporan import TandaTangan
from pipeline.verify.penanda import periksa_penanda

PENANDA = """
penanda_tangan:
  - {nama: "Budi Santoso, S.E.", jabatan: Kepala Bidang, delegasi: a.n., atas_nama: [Kepala Dinas Contoh], nip: "197509122001121901"}
  - {nama: "Dr. Siti Aminah, M.Si.", jabatan: Kepala Dinas Contoh, delegasi: plt., peran: Ketua}
"""
SATU = TandaTangan(
    "ttd-1", "tanda tangan", "BUDI SANTOSO", "", "Notula disetujui selaku Pimpinan Sidang/Rapat a.n. Kepala Dinas Contoh",
    "", ("Pimpinan Sidang/Rapat",), None, None, "B-LT", True, True, True, (), "baik", True, 1, (0, 1, 2, 3), True,
)  # fmt: skip
DUA = replace(SATU, bidang="ttd-2", nama="Siti Aminah", alasan="", peran=("Plt. Kepala Dinas Contoh",))


def temuan(*signed: TandaTangan, nip: dict[str, str] | None = None) -> list[Finding]:
    return periksa_penanda(signed, (), rekaman(PENANDA)[0], nip or {}, Place("x"))


def test_those_whom_the_record_names_agree() -> None:
    assert temuan(SATU, DUA) == []
    assert temuan(SATU, replace(DUA, peran=("ketua",))) == []
    assert temuan(replace(SATU, peran=(), alasan=""), DUA, nip={"ttd-1": "197509122001121901"}) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nama": "Budi Santosa"}, "ditandatangani oleh Budi Santosa, rekaman menyebut Budi Santoso, S.E."),
        ({"peran": ("Gubernur",)}, "selaku Gubernur"),
        ({"alasan": "a.n. Gubernur"}, "a.n. Gubernur, rekaman menyebut a.n. Kepala Dinas Contoh"),
        ({"bidang": "ttd-3"}, "tidak menyebut penanda"),
        ({"bidang": "lain"}, "tidak menyebut penanda"),
    ],
)
def test_each_contradiction_is_told(change: dict[str, object], said: str) -> None:
    found = temuan(replace(SATU, **change), DUA)  # type: ignore[arg-type]
    assert any(f.code == "V023" and said in f.message() for f in found)


def test_a_namesake_is_told_by_the_number_in_the_certificate() -> None:
    found = temuan(SATU, DUA, nip={"ttd-1": "198001012005011001"})
    assert [f.code for f in found] == ["V023"]
    assert "198001012005011001" not in found[0].message()


def test_order_and_absence_are_told() -> None:
    assert [f.code for f in temuan(DUA, SATU)] == ["V023"]
    assert [(f.code, f.values["bidang"]) for f in temuan(SATU)] == [("V018", "ttd-2")]


def test_somebody_in_their_own_name_signs_for_nobody() -> None:
    found = temuan(SATU, replace(DUA, alasan="Notula disetujui selaku Ketua a.n. Gubernur"))
    assert [f.code for f in found] == ["V023"]


def test_a_timestamp_is_nobody() -> None:
    stamp = replace(SATU, bidang="stempel-waktu-1", jenis="stempel waktu dokumen")
    assert temuan(stamp) == []
    assert temuan(SATU, DUA, stamp) == []
