"""A workspace: the folder with `inputs/`, its templates, and `build/`."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.bawaan import bawaan
from pipeline.berkas import BukanBerkas, DiLuar, TerlaluBesar
from pipeline.findings import CONTROL, Example, Finding, Place, rule

S001 = rule(
    "S001", "berkas-tidak-terbaca",
    id="Berkas “{berkas}” tidak dapat dibuka: {masalah}.",
    en="File “{berkas}” cannot be opened: {masalah}.",
    hint_id="Periksa nama dan izin berkas itu.",
    hint_en="Check the name and the permissions of that file.",
    why="Berkas yang ditunjuk harus dapat dibaca.",
    source="Notula",
    example=Example("notula check inputs/rapat/rapat.yaml", "notula check tidak-ada.yaml", "naskah"),
)  # fmt: skip
S002 = rule(
    "S002", "tidak-dapat-menulis",
    id="Berkas “{berkas}” tidak dapat ditulis: {masalah}.",
    en="File “{berkas}” cannot be written: {masalah}.",
    hint_id="Tutup berkas itu bila sedang terbuka di Word, dan periksa ruang cakram serta izin folder.",
    hint_en="Close that file if it is open in Word; check disk space and permissions.",
    why="Hasil yang tidak dapat disimpan tidak boleh hilang tanpa kabar.",
    source="Notula",
    example=Example("(folder build/ dapat ditulis)", "(cakram penuh)", "naskah"),
)  # fmt: skip
S003 = rule(
    "S003", "nama-rekaman-kembar",
    id="Hasil “{berkas}” akan menimpa hasil “{lain}”, karena nama berkasnya sama.",
    en="The documents of “{berkas}” would replace those of “{lain}”: the file names are the same.",
    hint_id="Ganti nama salah satu berkas.",
    hint_en="Rename one of the files.",
    why="Setiap rekaman memiliki satu folder hasil di build/, dan tidak boleh menimpa milik rekaman lain.",
    source="Notula",
    example=Example("(inputs/rapat/a.yaml dan lain/b.yaml)", "(inputs/rapat/a.yaml dan lain/a.yaml)", "naskah"),
)  # fmt: skip
S004 = rule(
    "S004", "rekaman-menghentikan-pekerja",
    id="“{berkas}” menghentikan program yang membuat naskahnya, juga sesudah dicoba ulang.",
    en="“{berkas}” ends the program that makes its documents, also when tried again.",
    hint_id="Periksa gambar dan isi yang sangat panjang di rekaman itu; rekaman lain tetap dibuat. "
    "Kirim rekaman itu kepada petugas TI.",
    hint_en="Look at its pictures and very long texts; other records are made all the same. "
    "Send the record to the IT officer.",
    why="Satu rekaman yang bermasalah tidak boleh menahan rekaman lain.",
    source="Notula",
    example=Example("(naskah dibuat)", "(memori habis saat membuat naskah)", "naskah"),
)  # fmt: skip

S005 = rule(
    "S005", "di-luar-ruang-kerja",
    id="“{berkas}” tidak dibaca: tautannya menuju ke luar ruang kerja.",
    en="“{berkas}” is not read: its link leads out of the workspace.",
    hint_id="Salin berkasnya ke dalam ruang kerja, lalu hapus tautannya.",
    hint_en="Copy the file into the workspace and remove the link.",
    why="Tautan yang dipasang orang lain dapat membuat berkas pribadi ikut tercetak atau terkirim.",
    source="design.md: Untrusted input",
    example=Example("(inputs/rapat/a.yaml)", "(inputs/rapat/a.yaml → /home/lain/rahasia.yaml)", "naskah"),
)  # fmt: skip
S006 = rule(
    "S006", "bukan-berkas-biasa",
    id="“{berkas}” tidak dibaca: {masalah}.",
    en="“{berkas}” is not read: {masalah_en}.",
    hint_id="Pakai berkas biasa yang berukuran wajar.",
    hint_en="Use a regular file of ordinary size.",
    why="Pipa dan perangkat menahan program selamanya, dan berkas raksasa menghabiskan memori.",
    source="Notula",
    example=Example("(berkas 40 KB)", "(berkas 300 MB, atau pipa)", "naskah"),
)  # fmt: skip
S007 = rule(
    "S007", "nama-berkas-aneh",
    id="Nama berkas “{berkas}” memuat aksara kendali atau ganti baris; berkas itu tidak dibaca.",
    en="The file name “{berkas}” holds control characters or line breaks; the file is not read.",
    hint_id="Ganti namanya dengan huruf, angka, tanda hubung, dan titik.",
    hint_en="Rename it with letters, digits, hyphens and dots.",
    why="Nama yang berganti baris dapat memalsukan pesan dan isi berkas lain.",
    source="Notula",
    example=Example("inputs/rapat/rapat-contoh.yaml", "inputs/rapat/rapat⏎contoh.yaml", "naskah"),
)  # fmt: skip
S008 = rule(
    "S008", "rekaman-melewati-batas",
    id="Pembuatan naskah “{berkas}” dihentikan karena melewati batas {batas}.",
    en="Making the documents of “{berkas}” was stopped at the limit of {batas_en}.",
    hint_id="Periksa templat dan gambar yang dipakainya, dan isi yang luar biasa panjang; rekaman lain tetap dibuat.",
    hint_en="Look at its templates and pictures, and at extraordinarily long texts; other records are made all the same.",
    why="Templat atau gambar yang dibuat untuk tidak pernah selesai tidak boleh menahan komputer.",
    source="Notula",
    example=Example("(naskah selesai dalam hitungan detik)", "{% for a in range(99999) %}{% for b in range(99999) %}…", "naskah"),
)  # fmt: skip


def tak_terbaca(shown: str, error: OSError) -> Finding:
    """The finding for a file that was not read."""
    place = Place(shown)
    match error:
        case DiLuar():
            return S005.at(place, berkas=shown)
        case BukanBerkas() | TerlaluBesar():
            return S006.at(place, berkas=shown, masalah=error.strerror, masalah_en=error.en)
    return S001.at(place, berkas=shown, masalah=masalah_os(error))


def nama_aneh(file: Path) -> bool:
    """Whether a file's name could be taken for something else where it is printed."""
    return CONTROL.search(file.name) is not None


@dataclass(frozen=True)
class Workspace:
    """The folders of a workspace below its root."""

    root: Path

    @property
    def inputs(self) -> Path:
        """What people write: records, letterheads, profiles."""
        return self.root / "inputs"

    @property
    def build(self) -> Path:
        """What is derived; may be deleted any time."""
        return self.root / "build"

    @property
    def register(self) -> Path:
        """The ledger and its copies."""
        return self.root / "register"

    @property
    def resmi(self) -> Path:
        """Signed and scanned documents, never overwritten."""
        return self.root / "resmi"

    @property
    def arsip(self) -> Path:
        """The embedded archive, where `inputs/arsip.yaml` names no other."""
        return self.root / "arsip"

    @property
    def templates(self) -> Path:
        """The workspace's own templates, or the package's."""
        own = self.root / "templates"
        return own if (own / "docx").is_dir() and (own / "html").is_dir() else bawaan() / "templates"

    def records(self) -> list[Path]:
        """The record files, in order of name."""
        folder = self.inputs / "rapat"
        found = (p for kind in ("*.yaml", "*.yml") for p in folder.glob(kind) if p.is_file())
        return sorted(p for p in found if not p.name.startswith(".~"))  # left by a killed writer

    def akar(self, file: Path) -> Path | None:
        """The folder that a file may not leave by links: the root, for what is named below it; None for others."""
        full = Path(os.path.abspath(file))  # noqa: PTH100
        return self.root if full.is_relative_to(self.root) else None

    def rival(self, file: Path) -> Path | None:
        """The workspace's own record with the name of a file that is another one."""
        own = self.inputs / "rapat" / f"{file.stem}.yaml"
        return own if own.exists() and not (file.exists() and own.samefile(file)) else None

    def shown(self, file: Path) -> str:
        """A file as findings name it: relative to the root where it lies below it."""
        full = Path(os.path.abspath(file))  # noqa: PTH100 - links stay as the user named them
        try:
            return full.relative_to(self.root).as_posix()
        except ValueError:
            return str(file)


def find(start: Path) -> Workspace | None:
    """The workspace a folder lies in: the nearest parent with `inputs/rapat/`."""
    start = Path(os.path.abspath(start))  # noqa: PTH100
    for folder in (start, *start.parents):
        if (folder / "inputs" / "rapat").is_dir():
            return Workspace(folder)
    return None


_OS = {
    errno.ENOENT: "berkasnya tidak ada",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EISDIR: "itu sebuah folder",
    errno.ENOTDIR: "jalurnya melewati berkas, bukan folder",
    errno.ENOSPC: "ruang cakram habis",
    errno.EROFS: "cakramnya hanya dapat dibaca",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def masalah_os(error: OSError) -> str:
    """What the system refused, in Indonesian."""
    return _OS.get(error.errno or 0) or error.strerror or "kesalahan berkas"
