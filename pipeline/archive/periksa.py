"""`notula archive check`: every byte of every archive read again and held against the receipts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.archive.antrean import resi
from pipeline.archive.barang import Ada, Gagal, Tanda, dipahami
from pipeline.archive.ocfl import ObjekRusak, jalur_objek, versi
from pipeline.archive.ocfl_periksa import Cacat, objek_di, periksa_ocfl
from pipeline.archive.pengaturan import PengaturanArsip, TujuanArsip, pembuat
from pipeline.archive.tujuan import folder
from pipeline.ledger import Ledger
from pipeline.ledger.skema import KotakKeluar
from pipeline.workspace import Workspace, masalah_os


@dataclass(frozen=True)
class Hasil:
    """What a check read: how many deliveries and bytes, and what is wrong."""

    kiriman: int
    bita: int
    cacat: tuple[Cacat, ...]


def periksa_arsip(
    ledger: Ledger, workspace: Workspace, settings: PengaturanArsip, hanya: str | None = None
) -> Hasil:
    """Every delivery that arrived, read back from its target, and every folder archive as a whole."""
    promised = ledger.semua(KotakKeluar)
    rows = [r for r in promised if r.keadaan == "terkirim" and hanya in (None, r.tujuan)]
    faults: list[Cacat] = []
    size = 0
    for one in settings.tujuan:
        if hanya not in (None, one.nama):
            continue
        mine = [r for r in rows if r.tujuan == one.nama]
        if one.jenis == "folder":
            # a sender that died before its receipt left a version that is no stranger
            faults += _folder(
                workspace, one, [r for r in promised if r.tujuan == one.nama], arrived=bool(mine)
            )
        found, read = _kiriman(workspace, one, mine)
        faults += found
        size += read
    known = {t.nama for t in settings.tujuan}
    faults += [
        Cacat(
            f"{r.tujuan}: {r.nama}", f"Tujuan “{r.tujuan}” tidak ada lagi di inputs/arsip.yaml, jadi {r.nama} tidak diperiksa.",
            f"Target “{r.tujuan}” is no longer in inputs/arsip.yaml, so {r.nama} was not checked.",
        )
        for r in rows if r.tujuan not in known
    ]  # fmt: skip
    return Hasil(len(rows), size, tuple(dict.fromkeys(faults)))


def _folder(
    workspace: Workspace, one: TujuanArsip, rows: list[KotakKeluar], *, arrived: bool
) -> Iterator[Cacat]:
    """The storage root whole, and objects or versions in it that no delivery of the register speaks of."""
    root = workspace.root / (one.folder or "")
    if not root.exists():
        if arrived:
            yield Cacat(
                one.folder or "",
                f"Folder arsip {one.folder} hilang.",
                f"Archive folder {one.folder} is missing.",
            )
        return
    try:
        yield from periksa_ocfl(root)
        promised: dict[object, set[str]] = {}
        for row in rows:
            place = jalur_objek(root, folder.objek(f"{row.rekaman}/{row.jenis}"))
            promised.setdefault(place, set()).add(f"sha256:{row.sidik}")
        for place in objek_di(root):
            told = promised.get(place, set())
            try:
                strange = [v for v in versi(place) if v.pesan not in told]
            except ObjekRusak:
                continue  # named above
            for v in strange:
                name = f"{place.relative_to(root).as_posix()}/v{v.nomor}"
                yield Cacat(
                    name,
                    f"{name} tidak tercatat di register; ada yang menambahkannya.",
                    f"{name} is not in the register.",
                )
    except OSError as e:
        shown = workspace.shown(root)
        yield Cacat(
            shown, f"{shown} tidak terbaca: {masalah_os(e)}.", f"{shown} cannot be read: {e.strerror}."
        )


def _kiriman(workspace: Workspace, one: TujuanArsip, rows: list[KotakKeluar]) -> tuple[list[Cacat], int]:
    """Deliveries that are not at their target as they were sent, and how many bytes were read."""
    if not rows:
        return [], 0
    faults: list[Cacat] = []
    size = 0
    try:
        with dipahami(one.nama):
            target = pembuat(one).buka(one, workspace)
    except Gagal as e:
        return [Cacat(str(one.nama), e.id, e.en)], 0
    try:
        for row in rows:
            place = f"{row.tujuan}: {row.nama}"
            held = resi(row)
            try:
                with dipahami(one.nama):
                    data = target.baca(
                        Tanda(row.nama, row.sidik, f"{row.rekaman}/{row.jenis}"),
                        Ada(held.id, held.alamat, held.etag, held.waktu_tujuan),
                    )
            except Gagal as e:
                faults.append(Cacat(place, f"{place}: {e.id}", f"{place}: {e.en}"))
                continue
            size += len(data)
            if hashlib.sha256(data).hexdigest() != row.sidik:
                faults.append(
                    Cacat(place, f"{place} berubah sejak dikirim.", f"{place} has changed since it was sent.")
                )
    finally:
        target.tutup()
    return faults, size
