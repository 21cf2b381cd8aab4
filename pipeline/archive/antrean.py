"""The outbox: which document version has still to reach which target, and the packages that wait.

A package is written to `register/antrean/` before the ledger names it and removed after every
target has it, so whatever dies, what the ledger promises to deliver can be delivered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.archive.bag import BagRusak
from pipeline.archive.barang import Barang, Gagal, barang
from pipeline.archive.paket import Paket, kunci_versi, susun
from pipeline.archive.paket_publik import AKHIRAN, publik, susun_publik
from pipeline.archive.pengaturan import PengaturanArsip, TujuanArsip
from pipeline.ledger import Ledger, Tolakan
from pipeline.ledger.basis import Gangguan, Tulisan, kanonik, sekarang
from pipeline.ledger.langkah import Bukti, berkas_rusak
from pipeline.ledger.skema import Berkas, Dokumen, KotakKeluar
from pipeline.record.record import Reference
from pipeline.workspace import Workspace
from pipeline.write import sweep, write_whole

PERCOBAAN = 8
"""Attempts after which a delivery waits for a person."""

TERLAMA = timedelta(hours=24)
"""A time to wait that lies further ahead than this was written by a clock that was wrong."""


@dataclass(frozen=True)
class Resi:
    """What a target answered, and the hash of what was read back from it."""

    id: str
    alamat: str
    etag: str | None
    waktu_tujuan: str | None
    sidik_terbaca: str
    ukuran: int
    waktu: str


def folder(workspace: Workspace) -> Path:
    """Where packages wait."""
    return workspace.register / "antrean"


def antrekan(
    ledger: Ledger, bukti: Bukti, reference: Reference, jenis: str, settings: PengaturanArsip, oleh: str
) -> list[KotakKeluar]:
    """New deliveries of a signed document to every target that may hold it. Raises Tolakan, RenderFault."""
    state = ledger.satu(Dokumen, rekaman=bukti.rekaman, jenis=jenis)
    if state is None or state.keadaan not in ("ditandatangani", "diarsipkan"):
        now = state.keadaan if state else "draf"
        raise Tolakan(
            f"{jenis} {bukti.rekaman} berkeadaan {now}; yang diarsipkan naskah yang sudah ditandatangani.",
            f"{jenis} of {bukti.rekaman} is {now}; only signed documents are archived.",
        )
    targets = [t for t in settings.tujuan if t.boleh(bukti.record.rapat.keamanan)]
    if not any(t.wajib for t in targets):
        raise Tolakan(
            f"{bukti.rekaman} berklasifikasi {bukti.record.rapat.keamanan}; tidak ada tujuan wajib di inputs/arsip.yaml "
            "yang ditandai untuk itu.",
            f"{bukti.rekaman} is classified {bukti.record.rapat.keamanan}; no required target in inputs/arsip.yaml is "
            "marked for it.",
        )
    if bukti.sidik != state.sidik_rekaman:
        raise Tolakan(
            f"Rekaman {bukti.rekaman} bukan lagi yang ditandatangani; kembalikan, atau mulai ralat.",
            f"Record {bukti.rekaman} is no longer the one that was signed; put it back or start a correction.",
        )
    held = sudah_diantre(ledger, bukti.rekaman, jenis)
    missing = [t for t in targets if t.nama not in held]
    if not missing:
        with ledger.tulis() as tx:
            key = kunci_versi(ledger.semua(Berkas, rekaman=bukti.rekaman, jenis=jenis))
            selesaikan(
                tx, bukti.workspace, bukti.rekaman, jenis, key, bukti.record.rapat.keamanan, settings, oleh
            )
        return []
    rows: list[KotakKeluar] = []
    for compile_, mine in (
        (susun, [t for t in missing if not t.publik]),
        (susun_publik, [t for t in missing if t.publik]),  # last: what hinders it does not hinder the archive
    ):
        if mine:
            package = compile_(ledger, bukti, reference, jenis)
            rows += _antre(ledger, bukti, jenis, package, mine, oleh)
    return rows


def _antre(
    ledger: Ledger, bukti: Bukti, jenis: str, package: Paket, targets: Sequence[TujuanArsip], oleh: str
) -> list[KotakKeluar]:
    """A package put where packages wait, and then promised to its targets.

    Where a whole one waits already, that is sent: letterhead or schedule may have changed since, and another in
    its place would not be what the ledger promised the earlier targets.
    """
    rows = [_baris(bukti, jenis, package, t, oleh) for t in targets]
    file = _berkas(bukti.workspace, rows[0])
    waiting = _menunggu_di(file, [r for r in _terbuka(ledger) if _berkas(bukti.workspace, r) == file])
    if waiting is not None:
        package = replace(package, data=waiting)
        rows = [_baris(bukti, jenis, package, t, oleh) for t in targets]
    else:
        write_whole(file, package.data)
    with ledger.tulis() as tx:
        saved = [tx.simpan(row) for row in rows]
        names = [r.tujuan for r in saved]
        tx.catat("antre diarsipkan", oleh, bukti.rekaman, jenis, versi=package.kunci, tujuan=names)
    return saved


def _terbuka(ledger: Ledger) -> list[KotakKeluar]:
    """The deliveries that have not arrived."""
    return [r for r in ledger.semua(KotakKeluar) if r.keadaan != "terkirim"]


def _menunggu_di(file: Path, rows: Sequence[KotakKeluar]) -> bytes | None:
    """The package in a file, where it is one that these deliveries were promised."""
    if not rows:
        return None
    try:
        data = file.read_bytes()
        held = {barang(data, form).tanda.sidik for form in ("paket", "naskah")}
    except (OSError, BagRusak, ValueError, KeyError):
        return None
    return data if any(r.sidik in held for r in rows) else None


def _berkas(workspace: Workspace, row: KotakKeluar) -> Path:
    """The package that a delivery waits with."""
    return folder(workspace) / f"{row.kunci}{AKHIRAN if publik(row.nama) else ''}.zip"


def sudah_diantre(ledger: Ledger, rekaman: str, jenis: str) -> set[str]:
    """The targets that have, or wait for, a document as it is signed now."""
    files = ledger.semua(Berkas, rekaman=rekaman, jenis=jenis)
    if not files:
        return set()
    rows = ledger.semua(KotakKeluar, rekaman=rekaman, jenis=jenis, kunci=kunci_versi(files))
    return {r.tujuan for r in rows}


def _baris(bukti: Bukti, jenis: str, package: Paket, target: TujuanArsip, oleh: str) -> KotakKeluar:
    thing = barang(package.data, target.kiriman)
    return KotakKeluar(
        0, bukti.rekaman, jenis, package.kunci, target.nama or "", thing.nama, thing.tanda.sidik, len(thing.data),
        "antre", 0, None, None, None, oleh, sekarang(),
    )  # fmt: skip


def menunggu(ledger: Ledger, now: datetime) -> tuple[list[KotakKeluar], list[KotakKeluar]]:
    """The deliveries that are due, and those whose time has not come."""
    due: list[KotakKeluar] = []
    later: list[KotakKeluar] = []
    for row in ledger.semua(KotakKeluar, keadaan="antre"):
        (later if nanti(row, now) is not None else due).append(row)
    return due, later


def nanti(row: KotakKeluar, now: datetime) -> float | None:
    """Seconds until a delivery is due, None where it is; a clock that was wrong does not hold it back."""
    if row.berikut is None:
        return None
    wait = datetime.fromisoformat(row.berikut) - now
    return wait.total_seconds() if timedelta(0) < wait <= TERLAMA else None


def isi(workspace: Workspace, row: KotakKeluar, target: TujuanArsip) -> Barang:
    """What a delivery sends, from the package that waits. Raises Gagal where that is gone or damaged."""
    file = _berkas(workspace, row)
    try:
        thing = barang(file.read_bytes(), target.kiriman)
    except (OSError, BagRusak, ValueError, KeyError) as e:
        raise _tak_ada(workspace, file) from e
    if thing.tanda.sidik != row.sidik:
        raise _tak_ada(workspace, file)
    return thing


def jaga_publik(row: KotakKeluar, target: TujuanArsip) -> None:
    """Nothing, where a public copy goes to a public target or a whole document to another. Raises Gagal."""
    if target.publik != publik(row.nama):
        now, then = ("publik", "tidak") if target.publik else ("tidak publik", "publik")
        raise Gagal(
            f"Tujuan “{target.nama}” kini {now}, sedangkan kiriman ini disiapkan saat ia {then}; kembalikan kunci "
            "publik di inputs/arsip.yaml, atau beri tujuan itu nama baru.",
            f"Target “{target.nama}” is {'public' if target.publik else 'not public'} now and was not when this was "
            "queued; put its key publik back or give the target a new name.",
        )


def _tak_ada(workspace: Workspace, file: Path) -> Gagal:
    shown = workspace.shown(file)
    return Gagal(
        f"Paket {shown} hilang atau rusak; kembalikan dari cadangan.",
        f"Package {shown} is missing or damaged; restore it from a backup.",
    )


def sampai(
    ledger: Ledger, workspace: Workspace, row: KotakKeluar, keamanan: str, resi: Resi, settings: PengaturanArsip,
    oleh: str,
) -> KotakKeluar:  # fmt: skip
    """The delivery as done, with its receipt; the document is `diarsipkan` once all required targets have it."""
    with ledger.tulis() as tx:
        done = replace(row, keadaan="terkirim", berikut=None, pesan=None, oleh=oleh, waktu=resi.waktu)
        made = tx.simpan(replace(done, tanda_terima=kanonik(asdict(resi))))
        tx.catat("sampai di arsip", oleh, row.rekaman, row.jenis, tujuan=row.tujuan, sidik=resi.sidik_terbaca)
        selesaikan(tx, workspace, row.rekaman, row.jenis, row.kunci, keamanan, settings, oleh)
    return made


def selesaikan(
    tx: Tulisan, workspace: Workspace, rekaman: str, jenis: str, kunci: str, keamanan: str,
    settings: PengaturanArsip, oleh: str,
) -> None:  # fmt: skip
    """The document moved on to `diarsipkan` where every required target that may hold it has this version."""
    required = {t.nama for t in settings.tujuan if t.wajib and t.boleh(keamanan)}
    there = {
        r.tujuan
        for r in tx.ledger.semua(KotakKeluar, rekaman=rekaman, jenis=jenis, kunci=kunci, keadaan="terkirim")
    }
    state = tx.ledger.satu(Dokumen, rekaman=rekaman, jenis=jenis)
    if state is None or state.keadaan != "ditandatangani" or not required or not required <= there:
        return
    if any(berkas_rusak(workspace, f) for f in tx.ledger.semua(Berkas, rekaman=rekaman, jenis=jenis)):
        return
    tx.simpan(replace(state, keadaan="diarsipkan", oleh=oleh, waktu=sekarang()))
    tx.catat("diarsipkan", oleh, rekaman, jenis, "ditandatangani", "diarsipkan", versi=kunci)


def gagal(
    ledger: Ledger, row: KotakKeluar, why: Gagal, jeda: float, oleh: str, now: datetime
) -> KotakKeluar:  # fmt: skip
    """The delivery as not done: to be tried again after `jeda` seconds, or, where that is no use, dead."""
    tries = row.percobaan + 1
    dead = not why.sementara or tries >= PERCOBAAN
    due = None if dead else (now + timedelta(seconds=jeda + 1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with ledger.tulis() as tx:
        state = "mati" if dead else "antre"
        tried = replace(row, keadaan=state, percobaan=tries, berikut=due, pesan=why.id)
        made = tx.simpan(replace(tried, oleh=oleh, waktu=sekarang()))
        event = "pengiriman berhenti" if dead else "pengiriman tertunda"
        tx.catat(event, oleh, row.rekaman, row.jenis, tujuan=row.tujuan, pesan=why.id)
    return made


def ulangi(ledger: Ledger, tujuan: str | None, oleh: str) -> list[KotakKeluar]:
    """Deliveries that are dead or wait, due again at once with all attempts before them."""
    with ledger.tulis() as tx:
        rows = [
            r for r in ledger.semua(KotakKeluar)
            if r.keadaan != "terkirim" and (r.percobaan or r.berikut) and tujuan in (None, r.tujuan)
        ]  # fmt: skip
        out = []
        for row in rows:
            out.append(
                tx.simpan(
                    replace(row, keadaan="antre", percobaan=0, berikut=None, oleh=oleh, waktu=sekarang())
                )
            )
            tx.catat("pengiriman diulang", oleh, row.rekaman, row.jenis, tujuan=row.tujuan)
        return out


def bersihkan(ledger: Ledger, workspace: Workspace) -> None:
    """Packages that no delivery waits for any more, and what killed writers left."""
    place = folder(workspace)
    if not place.is_dir():
        return
    sweep(place)
    open_ = {_berkas(workspace, r) for r in _terbuka(ledger)}
    for file in place.glob("*.zip"):
        if file not in open_:
            file.unlink(missing_ok=True)
    with suppress(OSError):
        place.rmdir()


def resi(row: KotakKeluar) -> Resi:
    """The receipt of a delivery that arrived."""
    held: dict[str, Any] = json.loads(row.tanda_terima or "{}")
    return Resi(**held)


def menurut_dokumen(rows: Sequence[KotakKeluar]) -> dict[tuple[str, str], list[KotakKeluar]]:
    """Deliveries by document."""
    out: dict[tuple[str, str], list[KotakKeluar]] = {}
    for row in rows:
        out.setdefault((row.rekaman, row.jenis), []).append(row)
    return out


@contextmanager
def pengirim_tunggal(workspace: Workspace) -> Iterator[None]:
    """The right to send, which one process has at a time and loses when it dies. Raises Gangguan."""
    workspace.register.mkdir(parents=True, exist_ok=True)
    with closing(
        sqlite3.connect(workspace.register / "kirim.kunci", timeout=0, isolation_level=None)
    ) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as e:
            raise Gangguan(
                "Proses lain sedang mengirim arsip; tunggu sampai selesai, lalu jalankan lagi.",
                "Another process is sending to the archive; wait for it, then run again.",
            ) from e
        try:
            yield
        finally:
            lock.execute("ROLLBACK")
