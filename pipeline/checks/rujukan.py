"""What a record refers to: letterhead, profile, pictures (R)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path as File

from PIL import Image, UnidentifiedImageError

from pipeline.berkas import TerlaluBesar, isi, sidik_berkas
from pipeline.checks import pemeriksaan
from pipeline.checks.svg import MAKS_PIKSEL, masalah_svg
from pipeline.findings import Example, Finding, Place, Rule, Severity, maksud, rule
from pipeline.record.record import Record, Reference
from pipeline.sandaran import TIADA, dicatat, terpakai

MAKS_BITA = 25_000_000

R001 = rule(
    "R001", "kop-tidak-dikenal",
    id="Kop “{kunci}” tidak ada di inputs/instansi/.{maksud}",
    en="There is no letterhead “{kunci}” in inputs/instansi/.{maksud_en}",
    hint_id="Yang ada: {ada}.",
    hint_en="There are: {ada}.",
    why="Naskah memakai kop instansi yang ditunjuk rekaman.",
    source="Notula",
    example=Example("instansi: dinas-contoh\n", "instansi: dinas-cotoh\n"),
)  # fmt: skip
R002 = rule(
    "R002", "profil-tidak-dikenal",
    id="Profil “{kunci}” tidak ada di inputs/profil/.{maksud}",
    en="There is no profile “{kunci}” in inputs/profil/.{maksud_en}",
    hint_id="Yang ada: {ada}.",
    hint_en="There are: {ada}.",
    why="Profil menentukan kertas, margin, dan bentuk naskah.",
    source="Notula",
    example=Example("profil: permendagri-1-2023\n", "profil: permendagri-1-2032\n"),
)  # fmt: skip
R003 = rule(
    "R003", "gambar-bermasalah",
    id="Gambar “{berkas}” {masalah}.",
    en="Picture “{berkas}”: {masalah_en}.",
    hint_id="Taruh gambar PNG, JPEG, atau SVG di bawah folder inputs/ dan tulis alamatnya relatif terhadap rekaman.",
    hint_en="Put a PNG, JPEG or SVG below inputs/ and give its path relative to the record.",
    why="Gambar dibaca dari dalam ruang kerja saja.",
    source="design.md: Untrusted input",
    example=Example("lampiran:\n", "lampiran:\n  - {judul: Foto, gambar: tidak-ada.png, alt: Foto}\n"),
)  # fmt: skip
R004 = rule(
    "R004", "kop-belum-lengkap",
    id="Kop “{kunci}” belum memuat {apa}.",
    en="Letterhead “{kunci}” lacks {apa}.",
    hint_id="Lengkapi berkas itu.",
    hint_en="Complete that file.",
    why="Kop memuat baris pemerintah dan nama instansi.",
    source="domain.md §1.8",
    example=Example("instansi: dinas-contoh\n", "instansi: kop-kosong\n"),
)  # fmt: skip


@pemeriksaan
def kop(record: Record, reference: Reference) -> Iterator[Finding]:
    """The letterhead exists and is complete."""
    key = record.rapat.instansi
    if key is None:
        return
    source = reference.letterhead(record)
    if source is None:
        yield _unknown(R001, record, "instansi", key, list(reference.instansi))
        return
    file = reference.files[f"instansi/{key}"]
    place = Place(file.name if not file.parent.name else f"inputs/instansi/{file.name}", 1, 1)
    for what, there in (("baris pemerintah", source.pemerintah), ("nama instansi", source.nama)):
        if not there:
            yield R004.at(place, record.weight, kunci=key, apa=what)
    if source.lambang:
        yield from _picture(file.parent, source.lambang, place)


@pemeriksaan
def profil(record: Record, reference: Reference) -> Iterator[Finding]:
    """The profile exists."""
    if reference.layout(record) is None:
        yield _unknown(R002, record, "profil", record.rapat.profil, list(reference.profil))


def _unknown(made: Rule, record: Record, field: str, key: str, known: list[str]) -> Finding:
    near = maksud(key, known)
    shown = ", ".join(sorted(known)) or "(belum ada satu pun)"
    place = record.places.of((field,))
    return made.at(place, Severity.GALAT, kunci=key, **near, ada=shown)


@pemeriksaan
def gambar(record: Record, _: Reference) -> Iterator[Finding]:
    """Pictures are pictures, of bearable size, inside the workspace."""
    for i, item in enumerate(record.rapat.lampiran):
        if item.gambar:
            place = record.places.of(("lampiran", i, "gambar"))
            yield from _picture(record.file.parent, item.gambar, place)


def _picture(folder: File, name: str, place: Place) -> Iterator[Finding]:
    problem = masalah_gambar(folder, name)
    if problem is not None:
        yield R003.at(place, Severity.GALAT, berkas=name, masalah=problem[0], masalah_en=problem[1])


def _catat(file: File, akar: File) -> None:
    """Note a picture, be it there or not; of what lies outside nothing is read."""
    if dicatat():
        try:
            terpakai(file, sidik_berkas(file, akar))
        except OSError:
            terpakai(file, TIADA)


def masalah_gambar(folder: File, name: str) -> tuple[str, str] | None:
    """What is wrong with a picture named in a file of a folder, in both languages; None if nothing.

    Links are followed before asking. A picture of a file below `inputs/` may lie anywhere below that
    folder, one of a file elsewhere only beside or below the file: else a record saved among a
    person's downloads could name their photographs.
    """
    try:
        above = folder.resolve().parent
        root = above if above.name == "inputs" else folder.resolve()
        file = (folder / name).resolve()
        _catat(folder / name, root)
        if not file.is_relative_to(root):
            return "berada di luar ruang kerja", "outside the workspace"
        if not file.is_file():
            return "tidak ada", "does not exist"
        data = isi(file, root, MAKS_BITA)
        if file.suffix.lower() == ".svg":
            return masalah_svg(data)
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAKS_PIKSEL:
                return "lebih dari 50 megapiksel", "more than 50 megapixels"
            if image.format not in ("PNG", "JPEG"):
                return f"berbentuk {image.format}", f"is {image.format}"
            image.verify()
    except TerlaluBesar:
        return "lebih besar dari 25 MB", "larger than 25 MB"
    except Image.DecompressionBombError:
        return "lebih dari 50 megapiksel", "more than 50 megapixels"
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        return "tidak dapat dibaca sebagai gambar", "cannot be read as a picture"
    return None
