"""What the tests of the archive start from: a workspace whose document is signed, and packages made of nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from berkas_ttd import tandatangani
from contoh import ROOT, teks_rekaman
from pki import Pki
from register_uji import OLEH, bernomor, bukti

from pipeline.archive.antrean import folder, ulangi
from pipeline.archive.bag import bag, ke_zip
from pipeline.archive.barang import Barang, barang
from pipeline.archive.kirim import Irama, kirim
from pipeline.archive.metadata import sebagai_json
from pipeline.archive.pengaturan import PengaturanArsip, TujuanArsip
from pipeline.build import build_record
from pipeline.ledger import buka, catat_tanda_tangan
from pipeline.ledger.basis import sekarang, sidik
from pipeline.ledger.skema import Dokumen, KotakKeluar
from pipeline.load import load_reference
from pipeline.record.record import Reference
from pipeline.workspace import Workspace
from pipeline.write import write_whole

NAMA = "rapat"


def ruang_bernomor(folder: Path, ubah: str = "", banyak: int = 1) -> Workspace:
    """A workspace with `banyak` numbered records (`rapat`, `rapat1`, …) that make minutes."""
    space = Workspace(folder)
    for name in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / name, space.inputs / name)
    (space.inputs / "rapat").mkdir()
    shutil.copytree(ROOT / "inputs" / "rapat" / "gambar", space.inputs / "rapat" / "gambar")
    for number in range(banyak):
        name = f"{NAMA}{number or ''}"
        file = space.inputs / "rapat" / f"{name}.yaml"
        file.write_text(teks_rekaman("dokumen: [notula]\n" + ubah), encoding="utf-8")
        bernomor(space, name)
    return space


def ruang_bertanda(folder: Path, pki: Pki, ubah: str = "", banyak: int = 1) -> Workspace:
    """The same with each document built and signed electronically."""
    space = ruang_bernomor(folder, ubah, banyak)
    for file in space.records():
        bangun(space, file.stem)
        tanda(space, file.stem, pki)
    return space


def acuan(space: Workspace) -> Reference:
    return load_reference(space.inputs, space.shown)[0]


def bangun(space: Workspace, nama: str = NAMA) -> None:
    made = build_record(space, space.inputs / "rapat" / f"{nama}.yaml", acuan(space))
    assert made.files, [f.message() for f in made.findings]


def tanda(space: Workspace, nama: str, pki: Pki) -> Path:
    """The minutes of `build/` signed and recorded."""
    signed = tandatangani((space.build / nama / "notula.pdf").read_bytes(), pki, "ketua", 1, "B-B")
    file = space.resmi / nama / "notula.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(signed)
    catat_tanda_tangan(space, bukti(space, nama).record, "notula", file, sidik(signed), OLEH, "elektronik")
    return file


def paket_kecil(isi: Mapping[str, bytes] | None = None, **lain: object) -> bytes:
    """A package of a few bytes: the ZIP of a bag with the facts that targets read."""
    files = dict(isi or {"notula.pdf": b"%PDF-1.7 uji"})
    facts = {
        "rekaman": "rapat", "jenis": "notula", "judul": "Notula Rapat Contoh", "nomor": "400.2/001/DC/XI/2026",
        "klasifikasi": "400.2", "keamanan": "biasa", "instansi": "Dinas Contoh", "tanggal_naskah": "2026-11-24",
        "tanda_tangan": [{"dicatat": "2026-11-24T08:00:00Z"}], "berkas_utama": f"data/{next(iter(files))}",
        "versi": sidik(b"".join(files.values())), "retensi": {"aktif": 2, "inaktif": 3},
    } | lain  # fmt: skip
    name = f"{facts['rekaman']}-notula-{facts['versi'][:16]}"  # type: ignore[index]
    return ke_zip(
        name, bag(files, {"metadata/metadata.json": sebagai_json(facts)}, {"Bagging-Date": "2026-11-24"})
    )


def barang_kecil(bentuk: str = "paket", isi: Mapping[str, bytes] | None = None, **lain: object) -> Barang:
    return barang(paket_kecil(isi, **lain), bentuk)


def antre(space: Workspace, one: TujuanArsip, paket: bytes) -> KotakKeluar:
    """A package put into the outbox for a target, as if its document had been signed."""
    thing = barang(paket, one.kiriman)
    name, kind = thing.tanda.dokumen.split("/")
    key = thing.metadata["versi"]
    write_whole(folder(space) / f"{key}.zip", paket)
    with buka(space) as ledger, ledger.tulis() as tx:
        if ledger.satu(Dokumen, rekaman=name, jenis=kind) is None:
            tx.simpan(Dokumen(0, name, kind, "ditandatangani", "", None, OLEH, sekarang()))
        row = tx.simpan(
            KotakKeluar(
                0,
                name,
                kind,
                key,
                one.nama or "",
                thing.nama,
                thing.tanda.sidik,
                len(thing.data),
                "antre",
                0,
                None,
                None,
                None,
                OLEH,
                sekarang(),
            )
        )
        tx.catat("uji", OLEH, name, kind)
        return row


@dataclass
class Waktu:
    """A clock that moves only when somebody sleeps."""

    lewat: float = 0.0
    tidur_: list[float] = field(default_factory=list)

    def kini(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.lewat)

    def tidur(self, detik: float) -> None:
        self.lewat += detik
        self.tidur_.append(detik)

    def irama(self, tunggu: float = 10_000) -> Irama:
        return Irama(tunggu, self.tidur, Random(6), self.kini)


def antar(
    space: Workspace, *all_: TujuanArsip, waktu: Waktu | None = None, ulang: bool = False
) -> list[KotakKeluar]:
    """All deliveries after one run of the sender; `ulang` puts those that stopped back first."""
    with buka(space) as ledger:
        if ulang:
            ulangi(ledger, None, OLEH)
        for _ in kirim(ledger, space, pengaturan(*all_), OLEH, (waktu or Waktu()).irama()):
            pass
        return ledger.semua(KotakKeluar)


def keadaan_dokumen(space: Workspace, rekaman: str) -> str:
    with buka(space) as ledger:
        row = ledger.satu(Dokumen, rekaman=rekaman)
        assert row is not None
        return row.keadaan


def tujuan(jenis: str, **lain: object) -> TujuanArsip:
    return TujuanArsip.model_validate({"nama": jenis, "jenis": jenis, **lain})


def pengaturan(*all_: TujuanArsip) -> PengaturanArsip:
    return PengaturanArsip(tujuan=all_)


def pohon(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
