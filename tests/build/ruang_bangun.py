"""A workspace of four small records that lean on different things, built once a session."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from contoh import ROOT

from pipeline.build import bangun
from pipeline.build.basis import FOLDER
from pipeline.workspace import Workspace

PEJABAT = {
    "pejabat": [
        {
            "kunci": "kadis-uji", "nama": "Dr. Contoh Kepala, M.Si.", "nip": "19720914 199803 2 901", "jk": "P",
            "pangkat": "Pembina Utama Muda (IV/c)",
            "jabatan": [{"nama": "Kepala Dinas Uji", "instansi": "Dinas Uji", "mulai": "2024-01-02"}],
        },
        {
            "kunci": "camat-uji", "nama": "Contohandi, S.STP.", "jk": "L",
            "jabatan": [{"nama": "Camat Contoh Utara", "mulai": "2024-05-04"}],
        },
        {
            "kunci": "tak-disebut", "nama": "Orang Lain Sekali, S.E.", "jk": "L",
            "jabatan": [{"nama": "Kepala Seksi Uji", "mulai": "2024-05-04"}],
        },
    ]
}  # fmt: skip


def rekaman(judul: str, **lain: object) -> str:
    """A draft in one page."""
    data = {
        "status": "draf", "dokumen": ["notula"], "profil": "permendagri-1-2023", "instansi": "dinas-contoh",
        "judul": judul, "tanggal": "2026-11-24", "acara": ["Pembukaan"], "keputusan": ["Rapat dilanjutkan."],
    }  # fmt: skip
    return yaml.safe_dump({**data, **lain}, allow_unicode=True, sort_keys=False)


def pejabat(space: Workspace, data: object = PEJABAT) -> None:
    """Write the directory of officials."""
    (space.inputs / "pejabat.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def ruang_baru(root: Path) -> Workspace:
    """The workspace, nothing built.

    `kunci` names an official by key; `pemegang` names an office whose holder it lacks; `gambar`
    follows the other profile and shows a picture; `laporan` has another letterhead, which has no emblem.
    """
    space = Workspace(root)
    for folder in ("instansi", "profil"):
        shutil.copytree(ROOT / "inputs" / folder, space.inputs / folder)
    shutil.copytree(ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("fonts"))
    (space.inputs / "instansi" / "tanpa-lambang.yaml").write_text(
        "pemerintah: PEMERINTAH CONTOH\nnama: [DINAS UJI]\n"
    )
    pejabat(space)
    rapat = space.inputs / "rapat"
    (rapat / "gambar").mkdir(parents=True)
    shutil.copy(ROOT / "inputs" / "rapat" / "gambar" / "paparan.png", rapat / "gambar" / "paparan.png")
    records = {
        "kunci": rekaman("Rapat Kunci", pimpinan={"ketua": {"kunci": "kadis-uji"}}),
        "pemegang": rekaman(
            "Rapat Pemegang", kutipan=[{"kata": "Baik.", "oleh": {"jabatan": "Camat Contoh Utara"}}]
        ),
        "gambar": rekaman(
            "Rapat Gambar", profil="permendagri-54-2009",
            lampiran=[{"judul": "Paparan", "gambar": "gambar/paparan.png", "alt": "Paparan"}],
        ),
        "laporan": rekaman("Rapat Laporan", dokumen=["laporan"], instansi="tanpa-lambang"),
    }  # fmt: skip
    for name, text in records.items():
        (rapat / f"{name}.yaml").write_text(text, encoding="utf-8")
    return space


SEMUA = {"kunci", "pemegang", "gambar", "laporan"}


def dikerjakan(space: Workspace, files: list[Path] | None = None) -> set[str]:
    """Build; the names of the records that were made."""
    return {Path(name).stem for name in bangun(space, files, 1).baru}


def ganti(file: Path, old: str, new: str) -> None:
    """Put other words into a file in place of some that it has."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def isi(space: Workspace) -> dict[str, bytes]:
    """What was built, by path in `build/`."""
    files = (p for p in space.build.rglob("*") if p.is_file() and FOLDER not in p.parts)
    return {p.relative_to(space.build).as_posix(): p.read_bytes() for p in files}
