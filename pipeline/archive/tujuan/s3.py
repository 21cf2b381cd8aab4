"""An S3 bucket: objects put on condition that there are none, with SHA-256 checksums, large ones in parts.

A put that broke off leaves no object; an upload in parts that broke off is taken up where it
stopped. Where the bucket locks objects, each is locked for its retention (aktif + inaktif).
"""

from __future__ import annotations

import base64
import email.utils
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any

from pipeline.archive.barang import Ada, Barang, Gagal, Hilang, Tanda
from pipeline.archive.http import MAKS_ISI, TUNGGU_TERLAMA
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.archive.rahasia import rahasia
from pipeline.workspace import Workspace

PERLU = ("alamat", "wadah", "pengguna", "sandi_dari")
BOLEH = ("awalan", "region", "kunci_objek", "sertifikat")
BENTUK = ("paket", "naskah")

BAGIAN = 8 * 1024 * 1024
"""Bytes of a part; smaller things go in one request. The protocol's least is 5 MiB."""

_SIDIK = "notula-sha256"
_SEMENTARA = frozenset({"SlowDown", "RequestTimeout", "BadDigest", "NoSuchUpload"})
_LAYANAN: dict[str, tuple[str, str]] = {
    "NoSuchBucket": ("Wadah {wadah} tidak ada.", "There is no bucket {wadah}."),
    "InvalidAccessKeyId": ("Kunci akses ditolak.", "The access key is refused."),
    "SignatureDoesNotMatch": ("Kunci akses atau sandinya ditolak.", "The access key or its secret is refused."),
    "RequestTimeTooSkewed": (
        "Jam komputer ini berbeda terlalu jauh dari jam layanan; betulkan jamnya.",
        "This computer's clock is too far from the service's; set it right.",
    ),
    "AccessDenied": ("Tidak ada izin menulis di wadah {wadah}.", "No right to write to bucket {wadah}."),
    "EntityTooLarge": ("Kiriman terlalu besar bagi wadah {wadah}.", "The delivery is too large for bucket {wadah}."),
    "QuotaExceeded": ("Wadah {wadah} penuh.", "Bucket {wadah} is full."),
}  # fmt: skip


def buka(one: TujuanArsip, workspace: Workspace) -> S3:
    """The bucket of a target; no connection is made yet."""
    import boto3
    from botocore.exceptions import BotoCoreError

    logging.getLogger("botocore").addHandler(logging.NullHandler())
    session = boto3.session.Session()
    if one.sertifikat and not (workspace.root / one.sertifikat).is_file():
        raise Gagal(f"Sertifikat {one.sertifikat} tidak ada.", f"There is no certificate {one.sertifikat}.")
    try:
        client = _klien(session, one, workspace)
    except (BotoCoreError, ValueError) as e:  # a region or an address that is none
        raise Gagal(
            f"Pengaturan tujuan “{one.nama}” tidak dapat dipakai; periksa alamat dan region.",
            f"The settings of target “{one.nama}” cannot be used; check alamat and region.",
        ) from e
    return S3(client, one)


def _klien(session: Any, one: TujuanArsip, workspace: Workspace) -> Any:
    from botocore.config import Config

    return session.client(
        "s3", endpoint_url=one.alamat, region_name=one.region, aws_access_key_id=one.pengguna,
        aws_secret_access_key=rahasia(one).nilai,
        verify=str(workspace.root / one.sertifikat) if one.sertifikat else True,
        config=Config(
            connect_timeout=one.batas_waktu, read_timeout=one.batas_waktu, proxies={},
            retries={"total_max_attempts": 1}, s3={"addressing_style": "path"},
        ),
    )  # fmt: skip


class S3:
    """An open bucket."""

    def __init__(self, client: Any, one: TujuanArsip) -> None:
        self.client, self.one = client, one
        self.wadah = one.wadah or ""

    def cari(self, tanda: Tanda) -> Ada | None:
        """The object of that key."""
        key = self._kunci(tanda)
        with self._terjaga():
            try:
                head = self.client.head_object(Bucket=self.wadah, Key=key)
            except self.client.exceptions.ClientError as e:
                self._tanyakan()
                if _kode(e) in ("404", "NoSuchKey", "NotFound"):
                    return None
                raise
        version = head.get("VersionId")
        return Ada(
            f"{key}?versionId={version}" if version and version != "null" else key, f"s3://{self.wadah}/{key}",
            head.get("ETag"), _waktu(head.get("LastModified")),
        )  # fmt: skip

    def taruh(self, barang: Barang) -> None:
        """The object, put where none of that key is."""
        key = self._kunci(barang.tanda)
        wanted = {
            "Bucket": self.wadah, "Key": key, "ContentType": barang.media,
            "Metadata": {_SIDIK: barang.tanda.sidik}, **self._penguncian(barang),
        }  # fmt: skip
        with self._terjaga():
            if len(barang.data) > BAGIAN:
                self._berbagian(barang.data, wanted)
                return
            try:
                self.client.put_object(
                    **wanted, Body=barang.data, IfNoneMatch="*", ChecksumSHA256=_checksum(barang.data)
                )
            except self.client.exceptions.ClientError as e:
                if not _sudah_ada(e):
                    raise

    def baca(self, tanda: Tanda, ada: Ada) -> bytes:
        """The object's bytes, of the version that was found."""
        version = ada.id.partition("?versionId=")[2]
        with self._terjaga():
            try:
                got = self.client.get_object(
                    Bucket=self.wadah, Key=self._kunci(tanda), **({"VersionId": version} if version else {})
                )
                data: bytes = got["Body"].read(MAKS_ISI + 1)
                if len(data) > MAKS_ISI:
                    raise Gagal(
                        f"{ada.alamat} terlalu besar untuk dibaca.", f"{ada.alamat} is too large to be read."
                    )
            except self.client.exceptions.ClientError as e:
                if _kode(e) in ("404", "NoSuchKey", "NoSuchVersion"):
                    raise Hilang(f"{ada.alamat} hilang.", f"{ada.alamat} is missing.") from e
                raise
        return data

    def tutup(self) -> None:
        """Close the connections."""
        self.client.close()

    def _kunci(self, tanda: Tanda) -> str:
        prefix = (self.one.awalan or "").strip("/")
        return "/".join(p for p in (prefix, tanda.dokumen.partition("/")[0], tanda.nama) if p)

    def _tanyakan(self) -> None:
        """Raises the service's refusal with its reason, which the answer to HEAD leaves out, where there is one."""
        self.client.list_objects_v2(Bucket=self.wadah, MaxKeys=1)

    def _berbagian(self, data: bytes, wanted: dict[str, Any]) -> None:
        """An upload in parts, begun or taken up again."""
        where = {"Bucket": wanted["Bucket"], "Key": wanted["Key"]}
        upload, held = self._lanjutan(where)
        if upload is None:
            upload = self.client.create_multipart_upload(**wanted, ChecksumAlgorithm="SHA256")["UploadId"]
        parts = []
        for number, start in enumerate(range(0, len(data), BAGIAN), 1):
            piece = data[start : start + BAGIAN]
            tag = held.get(number)
            if tag is None or tag.strip('"') != hashlib.md5(piece, usedforsecurity=False).hexdigest():
                sent = self.client.upload_part(
                    **where, UploadId=upload, PartNumber=number, Body=piece, ChecksumSHA256=_checksum(piece)
                )
                tag = sent["ETag"]
            parts.append({"PartNumber": number, "ETag": tag, "ChecksumSHA256": _checksum(piece)})
        try:
            self.client.complete_multipart_upload(
                **where, UploadId=upload, MultipartUpload={"Parts": parts}, IfNoneMatch="*"
            )
        except self.client.exceptions.ClientError as e:
            # what a gateway calls a failure may be complete: then there is nothing to give up
            with suppress(self.client.exceptions.ClientError):
                self.client.abort_multipart_upload(**where, UploadId=upload)
            if not _sudah_ada(e):
                raise

    def _lanjutan(self, where: dict[str, str]) -> tuple[str | None, dict[int, str]]:
        """An upload of this key that broke off, and the tags of the parts it has; further ones are given up."""
        try:
            listed = self.client.list_multipart_uploads(Bucket=where["Bucket"], Prefix=where["Key"])
        except self.client.exceptions.ClientError:
            return None, {}
        uploads = [u["UploadId"] for u in listed.get("Uploads", ()) if u["Key"] == where["Key"]]
        for other in uploads[1:]:
            self.client.abort_multipart_upload(**where, UploadId=other)
        if not uploads:
            return None, {}
        pages = self.client.get_paginator("list_parts").paginate(**where, UploadId=uploads[0])
        return uploads[0], {p["PartNumber"]: p["ETag"] for page in pages for p in page.get("Parts", ())}

    def _penguncian(self, barang: Barang) -> dict[str, Any]:
        """Object lock until the retention ends, where the settings ask for it; Gagal where none is known."""
        if self.one.kunci_objek == "tidak":
            return {}
        kept = barang.metadata.get("retensi") or {}
        if kept.get("aktif") is None and kept.get("inaktif") is None:
            raise Gagal(
                f"Retensi {barang.judul} belum diketahui, jadi objeknya tidak dapat dikunci; isi retensi atau jra.",
                f"The retention of {barang.judul} is not known, so its object cannot be locked; fill in retensi or jra.",
            )
        years = (kept.get("aktif") or 0) + (kept.get("inaktif") or 0)
        until = _sesudah(date.fromisoformat(barang.tanggal), years)
        if until <= _jam():
            return {}
        return {"ObjectLockMode": self.one.kunci_objek.upper(), "ObjectLockRetainUntilDate": until}

    @contextmanager
    def _terjaga(self) -> Iterator[None]:
        """What botocore raises, as Gagal."""
        from botocore import exceptions as salah

        try:
            yield
        except salah.ClientError as e:
            raise self._penolakan(e) from e
        except (salah.EndpointConnectionError, salah.ConnectTimeoutError) as e:
            raise Gagal(
                f"{self.one.alamat} tidak dapat dihubungi; periksa jaringan.", f"{self.one.alamat} cannot be reached.",
                sementara=True,
            ) from e  # fmt: skip
        except salah.SSLError as e:
            raise Gagal(
                f"Sertifikat {self.one.alamat} tidak dipercaya; isi “sertifikat” dengan akar kantor.",
                f"The certificate of {self.one.alamat} is not trusted; fill in “sertifikat”.",
            ) from e
        except (salah.HTTPClientError, salah.ResponseStreamingError, salah.FlexibleChecksumError) as e:
            raise Gagal(
                f"Sambungan ke {self.one.alamat} terputus atau terlalu lambat.",
                f"The connection to {self.one.alamat} broke off or is too slow.", sementara=True,
            ) from e  # fmt: skip
        except salah.ParamValidationError as e:
            raise Gagal(f"Nama wadah {self.wadah} tidak sah.", f"{self.wadah} is no name of a bucket.") from e
        except salah.BotoCoreError as e:
            raise Gagal(
                f"Jawaban {self.one.alamat} tidak dapat dipahami ({type(e).__name__}).",
                f"The answer of {self.one.alamat} cannot be understood ({type(e).__name__}).",
            ) from e

    def _penolakan(self, e: Any) -> Gagal:
        code, answer = _kode(e), e.response.get("ResponseMetadata", {})
        status = int(answer.get("HTTPStatusCode") or 0)
        wait = str(answer.get("HTTPHeaders", {}).get("retry-after", ""))
        if status in (400, 403) and _meleset(answer.get("HTTPHeaders", {}).get("date", "")):
            code = "RequestTimeTooSkewed"  # not every service says it
        id_, en = _LAYANAN.get(code, ("", ""))
        if not id_:
            id_, en = _LAYANAN.get({401: "InvalidAccessKeyId", 403: "AccessDenied", 413: "EntityTooLarge"}.get(status, ""), (
                f"{{alamat}} menolak ({code}, HTTP {status}).", f"{{alamat}} refuses ({code}, HTTP {status}).",
            ))  # fmt: skip
        values = {"wadah": self.wadah, "alamat": self.one.alamat or ""}
        return Gagal(
            id_.format(**values), en.format(**values),
            sementara=status >= 500 or status in (408, 409, 429) or code in _SEMENTARA,
            tunggu=min(float(wait), TUNGGU_TERLAMA) if wait.isdigit() else None,
        )  # fmt: skip


def _jam() -> datetime:
    """This computer's clock."""
    return datetime.now(UTC)


def _meleset(date_: str) -> bool:
    """Whether the clock is further from a service's than signatures allow (15 minutes)."""
    try:
        there = email.utils.parsedate_to_datetime(date_)
    except (ValueError, TypeError):
        return False
    return abs((there - _jam()).total_seconds()) > 900


def _kode(e: Any) -> str:
    return str(e.response.get("Error", {}).get("Code", ""))


def _sudah_ada(e: Any) -> bool:
    """Whether a conditional put failed because the object is there; reading it back says if it is the same."""
    return _kode(e) in ("PreconditionFailed", "412")


def _checksum(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def _waktu(value: datetime | None) -> str | None:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _sesudah(day: date, years: int) -> datetime:
    """Midnight UTC so many years after a day; 29 February becomes 1 March."""
    try:
        later = day.replace(year=day.year + years)
    except ValueError:
        later = date(day.year + years, 3, 1)
    return datetime(later.year, later.month, later.day, tzinfo=UTC)
