"""HTTP as the targets speak it: one client, and every answer or silence as a sentence.

What may succeed later is temporary (no connection, a pause asked for, a server at fault); what
needs a person is not (a password, a right, a size, an address).
"""

from __future__ import annotations

import email.utils
import ssl
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import httpx

from pipeline import __version__
from pipeline.archive.barang import Gagal
from pipeline.archive.pengaturan import TujuanArsip
from pipeline.workspace import Workspace, masalah_os

MAKS_JAWABAN = 16_000_000
"""Bytes of an answer that says something, unpacked."""
MAKS_ISI = 1_000_000_000
"""Bytes of a thing that is read back; the largest that was ever delivered is a tenth of that."""

JAWABAN_TERLAMA = 1800.0
"""Seconds for one answer, however it trickles."""

TUNGGU_TERLAMA = 12 * 3600.0
"""More seconds than this no target's `Retry-After` holds a delivery back."""

_TETAP: dict[int, tuple[str, str]] = {
    401: ("menolak nama pengguna atau sandi", "refuses the user name or password"),
    403: ("tidak memberi izin menulis di sana", "gives no right to write there"),
    404: ("tidak memiliki alamat itu", "has no such address"),
    405: ("tidak menerima cara kirim itu; periksa alamat dan jenis tujuan", "does not take that method; check address and kind"),
    409: ("menolak: isinya bertentangan dengan yang sudah ada", "refuses: it conflicts with what is there"),
    411: ("meminta panjang isi", "asks for a length"),
    413: ("menolak karena kirimannya terlalu besar", "refuses because the delivery is too large"),
    415: ("tidak menerima jenis berkas itu", "does not take that kind of file"),
    507: ("kehabisan ruang", "has run out of space"),
}  # fmt: skip
_SEMENTARA = frozenset({408, 423, 425, 429, 500, 502, 503, 504, 507})


def klien(one: TujuanArsip, workspace: Workspace, **lain: Any) -> httpx.Client:
    """A client for a target: its time limit, its authority, no redirects, no proxy or password from elsewhere."""
    verify: ssl.SSLContext | bool = True
    if one.sertifikat:
        try:
            verify = ssl.create_default_context(cafile=workspace.root / one.sertifikat)
        except OSError as e:
            raise Gagal(
                f"Sertifikat {one.sertifikat} tidak dapat dibaca: {masalah_os(e)}.",
                f"Certificate {one.sertifikat} cannot be read: {e.strerror}.",
            ) from e
    return httpx.Client(
        timeout=float(one.batas_waktu), verify=verify, trust_env=False,
        headers={"User-Agent": f"Notula/{__version__}"}, **lain,
    )  # fmt: skip


def minta(
    client: httpx.Client,
    cara: str,
    alamat: str,
    *,
    boleh: Iterable[int] = (),
    maks: int = MAKS_JAWABAN,
    **lain: Any,
) -> httpx.Response:
    """The answer, read whole; one of status 2xx or in `boleh`. Raises Gagal, also beyond `maks` bytes.

    Redirects are answers like others and not followed: a password goes to the host it is meant for.
    """
    try:
        host = httpx.URL(alamat).host or client.base_url.host
    except httpx.InvalidURL as e:  # addresses come from servers too
        raise Gagal(
            "Tujuan menyebut alamat yang tidak sah.", "The target names an address that is none."
        ) from e
    try:
        with client.stream(cara, alamat, **lain) as coming:
            answer = _utuh(coming, host, maks)
    except httpx.TimeoutException as e:
        raise Gagal(
            f"{host} tidak menjawab pada waktunya.", f"{host} did not answer in time.", sementara=True
        ) from e
    except httpx.ConnectError as e:
        if isinstance(e.__cause__, ssl.SSLError) or "certificate" in str(e).lower():
            raise Gagal(
                f"Sertifikat {host} tidak dipercaya; isi “sertifikat” dengan akar kantor.",
                f"The certificate of {host} is not trusted; fill in “sertifikat”.",
            ) from e
        raise Gagal(
            f"{host} tidak dapat dihubungi; periksa jaringan.", f"{host} cannot be reached.", sementara=True
        ) from e
    except httpx.RequestError as e:  # broken off, or a body that its encoding does not fit
        raise Gagal(
            f"Sambungan ke {host} terputus di tengah jalan.",
            f"The connection to {host} broke off.",
            sementara=True,
        ) from e
    if answer.is_success or answer.status_code in boleh:
        return answer
    raise penolakan(host, answer)


def _utuh(coming: httpx.Response, host: str, maks: int) -> httpx.Response:
    """An answer with its body, unpacked no further than it may be large."""
    parts, size, end = [], 0, time.monotonic() + JAWABAN_TERLAMA
    for part in coming.iter_bytes():
        size += len(part)
        if time.monotonic() > end:  # each byte in time, and never the last one
            raise Gagal(f"{host} menjawab terlalu lambat.", f"{host} answers too slowly.", sementara=True)
        if size > maks:
            raise Gagal(
                f"{host} menjawab lebih dari {maks // 1_000_000} MB; jawabannya tidak dibaca.",
                f"{host} answers with over {maks // 1_000_000} MB; its answer is not read.",
            )
        parts.append(part)
    headers = [(k, v) for k, v in coming.headers.multi_items() if k.lower() not in _SEPERJALANAN]
    return httpx.Response(
        coming.status_code, headers=headers, content=b"".join(parts), request=coming.request
    )


def data(answer: httpx.Response, sistem: str) -> dict[str, Any]:
    """The JSON object of an answer. Raises Gagal where it is none, so that no such system stands there."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Gagal(
            f"Alamat itu tidak menjawab sebagai {sistem}; periksa alamatnya.",
            f"That address does not answer as {sistem}; check it.",
        )
    return said


_SEPERJALANAN = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers of how a body travelled, which is unpacked by now."""


def penolakan(host: str, answer: httpx.Response) -> Gagal:
    """Why a target did not do it, from its answer."""
    code = answer.status_code
    wait = tunggu(answer.headers)
    if code in _TETAP:
        reason = _TETAP[code]
    elif code >= 500:
        reason = (f"sedang terganggu (HTTP {code})", f"is out of order (HTTP {code})")
    elif code in _SEMENTARA:
        reason = ("meminta menunggu", "asks to wait")
    else:
        reason = (f"menjawab di luar kebiasaan (HTTP {code})", f"answers in an unusual way (HTTP {code})")
    temporary = code in _SEMENTARA or code >= 500
    return Gagal(f"{host} {reason[0]}.", f"{host} {reason[1]}.", sementara=temporary, tunggu=wait)


def tunggu(headers: httpx.Headers) -> float | None:
    """Seconds that `Retry-After` asks for; a date is taken against the target's own clock, not ours."""
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.isdigit():
        return min(float(text), TUNGGU_TERLAMA)
    then, now = _waktu(text), _waktu(headers.get("Date", "")) or datetime.now(UTC)
    return None if then is None else min(max((then - now).total_seconds(), 0.0), TUNGGU_TERLAMA)


def _waktu(text: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError):
        return None
