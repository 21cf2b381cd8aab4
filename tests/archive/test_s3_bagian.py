"""S3 in parts, and, on a server that has them, conditional puts, versions and object lock."""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import boto3
import peladen
import pytest
from arsip_uji import Waktu, antar, antre, barang_kecil, paket_kecil, tujuan
from gangguan import Gangguan, proksi
from lawan_arsip import Lawan
from peladen import PENGGUNA, PETI, SANDI, Peladen

from pipeline.archive.kirim import serahkan
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.tujuan import s3
from pipeline.archive.tujuan.s3 import BAGIAN, _sesudah
from pipeline.workspace import Workspace

BESAR = Random(6).randbytes(2 * BAGIAN + 12345)


@pytest.fixture
def rclone(lawan_semua, monkeypatch: pytest.MonkeyPatch) -> Lawan:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("SANDI_ARSIP", SANDI)
    return lawan_semua("s3")


def bagian(cara: str, jalur: str) -> bool:
    return cara == "PUT" and "partNumber=" in jalur


def test_a_large_package_goes_in_parts_and_arrives_whole(rclone: Lawan, tmp_path: Path) -> None:
    name = f"r{uuid.uuid4().hex}"
    with proksi(rclone.peladen.alamat) as proxy:
        one = rclone.tujuan(proxy.alamat)
        row = antre(Workspace(tmp_path), one, paket_kecil({"notula.pdf": BESAR}, rekaman=name))
        (done,) = antar(Workspace(tmp_path), one)
        assert sum(bagian(*seen) for seen in proxy.dilihat) == 3
    assert done.keadaan == "terkirim"
    assert list(rclone.isi(name).values()) == [row.sidik]


def test_an_upload_in_parts_that_broke_off_goes_on_with_the_parts_that_are_missing(
    rclone: Lawan, tmp_path: Path
) -> None:
    name = f"r{uuid.uuid4().hex}"
    with proksi(rclone.peladen.alamat) as proxy:
        one = rclone.tujuan(proxy.alamat)
        row = antre(Workspace(tmp_path), one, paket_kecil({"notula.pdf": BESAR}, rekaman=name))
        proxy.gangguan.append(
            Gangguan(putus="tengah", syarat=lambda c, j: bagian(c, j) and "partNumber=3" in j)
        )
        (done,) = antar(Workspace(tmp_path), one, waktu=Waktu())
        assert (done.keadaan, proxy.terjadi) == ("terkirim", 1)
        sent = [j for c, j in proxy.dilihat if bagian(c, j)]
        assert sum("partNumber=1" in j for j in sent) == 1
        assert sum("partNumber=3" in j for j in sent) == 2
    assert list(rclone.isi(name).values()) == [row.sidik]


def test_an_upload_in_parts_that_was_completed_though_a_gateway_said_no_arrives_once(
    rclone: Lawan, tmp_path: Path
) -> None:
    name = f"r{uuid.uuid4().hex}"
    with proksi(rclone.peladen.alamat) as proxy:
        one = rclone.tujuan(proxy.alamat)
        row = antre(Workspace(tmp_path), one, paket_kecil({"notula.pdf": BESAR}, rekaman=name))
        proxy.gangguan.append(
            Gangguan(jawab=(504, {}), putus="akhir", syarat=lambda c, j: c == "POST" and "uploadId=" in j)
        )
        (done,) = antar(Workspace(tmp_path), one, waktu=Waktu())
        assert (done.keadaan, proxy.terjadi) == ("terkirim", 1)
    assert list(rclone.isi(name).values()) == [row.sidik]


def test_an_upload_in_parts_that_the_service_has_forgotten_begins_again(
    rclone: Lawan, tmp_path: Path
) -> None:
    name = f"r{uuid.uuid4().hex}"
    with proksi(rclone.peladen.alamat) as proxy:
        one = rclone.tujuan(proxy.alamat)
        antre(Workspace(tmp_path), one, paket_kecil({"notula.pdf": BESAR}, rekaman=name))
        forgotten = b'<?xml version="1.0"?><Error><Code>NoSuchUpload</Code></Error>'
        proxy.gangguan.append(Gangguan(jawab=(404, {}), isi=forgotten, syarat=bagian))
        (done,) = antar(Workspace(tmp_path), one, waktu=Waktu())
        assert (done.keadaan, proxy.terjadi) == ("terkirim", 1)


def test_a_clock_that_is_wrong_is_said(
    rclone: Lawan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import botocore.auth

    wrong = datetime(2020, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_a, **_k: wrong)
    monkeypatch.setattr(s3, "_jam", lambda: wrong)
    one = rclone.tujuan(rclone.peladen.alamat)
    antre(Workspace(tmp_path), one, paket_kecil(rekaman=f"r{uuid.uuid4().hex}"))
    (row,) = antar(Workspace(tmp_path), one)
    assert row.keadaan == "mati"
    assert "betulkan jamnya" in (row.pesan or "")
    monkeypatch.undo()
    monkeypatch.setenv("SANDI_ARSIP", SANDI)
    assert antar(Workspace(tmp_path), one, ulang=True)[0].keadaan == "terkirim"


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [({"wadah": "tidak-ada"}, "Wadah tidak-ada tidak ada."), ({"pengguna": "orang-lain"}, "Kunci akses")],
)
def test_what_is_wrong_with_a_bucket_is_said(
    rclone: Lawan, tmp_path: Path, ubah: dict[str, str], kata: str
) -> None:
    one = rclone.tujuan(rclone.peladen.alamat).model_copy(update=ubah)
    antre(Workspace(tmp_path), one, paket_kecil(rekaman=f"r{uuid.uuid4().hex}"))
    (row,) = antar(Workspace(tmp_path), one)
    assert row.keadaan == "mati"
    assert kata in (row.pesan or "")
    assert SANDI not in (row.pesan or "")


def test_years_are_counted_over_leap_days() -> None:
    from datetime import date

    assert _sesudah(date(2024, 2, 29), 1) == datetime(2025, 3, 1, tzinfo=UTC)
    assert _sesudah(date(2024, 2, 29), 4) == datetime(2028, 2, 29, tzinfo=UTC)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peladen]:
    if peladen.versitygw() is None:
        pytest.skip("versitygw is not installed; scripts/siapkan.sh nilai builds it where Go is")
    with peladen.s3_versity(tmp_path_factory.mktemp("versity")) as running:
        client = _klien(running)
        client.create_bucket(Bucket=PETI, ObjectLockEnabledForBucket=True)
        yield running


def _klien(server: Peladen):  # type: ignore[no-untyped-def]
    return boto3.client("s3", endpoint_url=server.alamat, region_name="us-east-1", aws_access_key_id=PENGGUNA,
                        aws_secret_access_key=SANDI)  # fmt: skip


def _tujuan(server: Peladen) -> TujuanArsip:
    return tujuan("s3", alamat=server.alamat, wadah=PETI, pengguna=PENGGUNA, sandi_dari="env:SANDI_ARSIP",
                  kunci_objek="governance")  # fmt: skip


@pytest.mark.parametrize("isi", [b"%PDF kecil", BESAR], ids=["satu permintaan", "berbagian"])
def test_a_server_with_versions_and_locks_keeps_one_locked_version(
    gateway: Peladen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, isi: bytes
) -> None:
    monkeypatch.setenv("SANDI_ARSIP", SANDI)
    target = s3.buka(_tujuan(gateway), Workspace(tmp_path))
    thing = barang_kecil(isi={"notula.pdf": isi + os.urandom(8)}, rekaman=f"r{uuid.uuid4().hex}")
    receipt = serahkan(target, thing)
    key, _, version = receipt.id.partition("?versionId=")
    assert version
    target.taruh(thing)  # another process that did not see it
    client = _klien(gateway)
    held = client.list_object_versions(Bucket=PETI, Prefix=key)
    assert [v["VersionId"] for v in held["Versions"]] == [version]
    lock = client.get_object_retention(Bucket=PETI, Key=key, VersionId=version)["Retention"]
    assert lock["Mode"] == "GOVERNANCE"
    assert lock["RetainUntilDate"].date().isoformat() == "2031-11-24"  # 2 years active, 3 inactive
    with pytest.raises(client.exceptions.ClientError):
        client.delete_object(Bucket=PETI, Key=key, VersionId=version)
    assert serahkan(target, thing).id == receipt.id
    target.tutup()


def test_no_lock_is_guessed_where_the_retention_is_not_known(
    gateway: Peladen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDI_ARSIP", SANDI)
    one = _tujuan(gateway)
    antre(Workspace(tmp_path), one, paket_kecil(rekaman=f"r{uuid.uuid4().hex}", retensi=None))
    (row,) = antar(Workspace(tmp_path), one)
    assert row.keadaan == "mati"
    assert "belum diketahui" in (row.pesan or "")
    assert row.tanda_terima is None
