"""A final record → its public copies, PDF and Word, or the findings of why there are none."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import weasyprint
import yaml
from PIL import Image, ImageOps

from pipeline import __version__
from pipeline.build import examine
from pipeline.compose import compose
from pipeline.compose import format as fmt
from pipeline.compose.teks import gabung
from pipeline.findings import Finding, Place, Severity, has_errors, in_order
from pipeline.naskah import Gambar, Lampiran, Naskah, Sertaan, Span, Teks
from pipeline.naskah_json import naskah_json
from pipeline.proof import prove
from pipeline.publik.aturan import D010, D011, D012, D013
from pipeline.publik.bukti import masih_terbaca, periksa
from pipeline.publik.samar import Samaran, samarkan
from pipeline.record.record import Reference
from pipeline.render import RenderFault
from pipeline.render.raster import raster
from pipeline.sertaan import TEMPLAT
from pipeline.workspace import Workspace
from pipeline.write import write_whole

TANDA = "SALINAN PUBLIK – bukan naskah asli"
"""What each page of a copy says."""

REKAMAN, NASKAH = "rekaman-publik.yaml", "naskah-publik.json"
"""Not the names of an original's attachments: no reader may take a copy's record for the record."""


@dataclass(frozen=True)
class Salinan:
    """The copies of one record by file name, what was masked in them, and the findings."""

    rekaman: str
    judul: str
    berkas: Mapping[str, bytes]
    samaran: Samaran | None
    findings: tuple[Finding, ...]

    @property
    def banyak(self) -> Mapping[str, int]:
        """How much of each kind was masked."""
        return self.samaran.banyak if self.samaran else {}

    @property
    def gambar(self) -> int:
        """How many pictures were left out."""
        return self.samaran.gambar if self.samaran else 0


def salinan_publik(workspace: Workspace, file: Path, reference: Reference) -> Salinan:
    """The public copies of a record's documents; without files where an error speaks against it.

    The record must be final, without error and of class biasa; signed documents may not have changed
    since (L010). Each file is opened again before it counts.
    """
    record, findings = examine(workspace, file, reference)
    shown = workspace.shown(file)
    if record is None:
        return Salinan(shown, file.stem, {}, None, tuple(findings))
    rapat = record.rapat
    if rapat.status != "final":
        findings.append(D011.at(Place(shown)))
    elif rapat.keamanan != "biasa":
        findings.append(D010.at(record.places.of(("keamanan",)), keamanan=rapat.keamanan))
    for i, annex in enumerate(rapat.lampiran):
        if annex.gambar and annex.publik:
            findings.append(
                D013.at(record.places.of(("lampiran", i, "publik")), Severity.PERINGATAN, nomor=i + 1)
            )
    public = samarkan(record, reference)
    for kind in masih_terbaca(file.stem, public.rahasia, public.boleh):  # folder and package are named by it
        findings.append(D012.at(Place(shown), naskah=file.stem, jenis=kind, tempat="nama rekaman"))
    made: dict[str, bytes] = {}
    if not has_errors(findings):
        try:
            for jenis in dict.fromkeys(rapat.dokumen):
                files, faults = _naskah(workspace, public, jenis, shown)
                made |= files
                findings += faults
        except RenderFault as fault:
            findings += fault.findings
    title = rapat.judul or file.stem
    return Salinan(shown, title, {} if has_errors(findings) else made, public, tuple(in_order(findings)))


def tulis(workspace: Workspace, salinan: Salinan) -> list[Path]:
    """The files of a copy in `build/publik/<record>/`; those of a record that has none any more are removed.

    Raises OSError where they cannot be written.
    """
    folder = workspace.build / "publik" / Path(salinan.rekaman).stem
    for old in folder.glob("*.*") if folder.is_dir() else ():
        if old.name not in salinan.berkas:
            old.unlink()
    for name, data in salinan.berkas.items():
        write_whole(folder / name, data)
    return [folder / name for name in salinan.berkas]


def _naskah(
    workspace: Workspace, public: Samaran, jenis: str, shown: str
) -> tuple[dict[str, bytes], list[Finding]]:
    from pipeline.render.docx import render_docx
    from pipeline.render.pdf import render_pdf

    templates = workspace.templates
    with TemporaryDirectory(prefix="notula-") as folder:
        naskah = bertanda(_bersih(compose(public.record, public.reference, jenis), Path(folder)))
        docx = render_docx(naskah, templates, salinan=TANDA)
        pdf = render_pdf(naskah, templates, _sertaan(public, naskah), salinan=TANDA)
    name = f"{Path(shown).stem}/{jenis}-publik"
    findings = prove(public.record, naskah, docx, pdf, name)
    if not findings:
        leaks = periksa(pdf, docx, public.rahasia, public.boleh)
        findings = [D012.at(Place(shown), naskah=name, jenis=kind, tempat=where) for kind, where in leaks]
    return {f"{jenis}-publik.pdf": pdf, f"{jenis}-publik.docx": docx}, findings


def bertanda(naskah: Naskah) -> Naskah:
    """The document marked as a copy, in its title and below it."""
    meta = naskah.metadata
    number = f" Nomor {meta.nomor}" if meta.nomor else ""
    note = (
        f"SALINAN PUBLIK dari {naskah.jenis.capitalize()}{number} tanggal {fmt.tanggal(meta.tanggal)}.\n"
        "Data pribadi disamarkan. Salinan ini bukan naskah asli dan tidak ditandatangani."
    )
    mark = Teks((Span(note, miring=True),))
    # the form has one place for words on what a document is, below its number: corrections use it too
    stated = gabung(naskah.isi.ralat, "\n", mark) if naskah.isi.ralat else mark
    about = replace(meta, judul=f"Salinan Publik {meta.judul}", dijawab=())
    return replace(naskah, isi=replace(naskah.isi, ralat=stated), metadata=about)


def _bersih(naskah: Naskah, folder: Path) -> Naskah:
    """The document with its pictures encoded anew: no place, time or owner of a camera stays in them."""
    head = naskah.kop
    if head.lambang is not None:
        head = replace(head, lambang=_gambar(head.lambang, folder, 0))
    annexes = naskah.isi.lampiran
    if annexes is not None:
        annexes = tuple(_lampiran(a, folder, i) for i, a in enumerate(annexes))
    return replace(naskah, kop=head, isi=replace(naskah.isi, lampiran=annexes))


def _lampiran(annex: Lampiran, folder: Path, number: int) -> Lampiran:
    blocks = [
        replace(b, berkas=_gambar(b.berkas, folder, 100 * (number + 1) + i)) if isinstance(b, Gambar) else b
        for i, b in enumerate(annex.isi)
    ]
    return replace(annex, isi=tuple(blocks))


def _gambar(file: Path, folder: Path, number: int) -> Path:
    with Image.open(io.BytesIO(raster(file).data)) as source:
        kind = "JPEG" if source.format == "JPEG" else "PNG"
        seen = ImageOps.exif_transpose(source)
        bare = (
            Image.frombytes(seen.mode, seen.size, seen.tobytes())
            if seen.mode != "P"
            else seen.convert("RGBA")
        )
    made = folder / f"gambar-{number}.{'jpg' if kind == 'JPEG' else 'png'}"
    bare.save(made, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return made


def _sertaan(public: Samaran, naskah: Naskah) -> tuple[Sertaan, ...]:
    """Record and document as data, masked; the package that would make the original again is left out."""
    rapat: dict[str, Any] = public.record.rapat.model_dump(
        mode="json", exclude_none=True, exclude_defaults=True
    )
    head = "# Salinan publik: data pribadi disamarkan; bukan rekaman asli.\n"
    text = head + yaml.safe_dump(rapat, allow_unicode=True, sort_keys=False)
    versions = json.dumps({"notula": __version__, "weasyprint": weasyprint.__version__}, indent=1) + "\n"
    return (
        Sertaan(REKAMAN, text.encode(), "application/yaml", "Source", "Rekaman rapat yang disamarkan"),
        Sertaan(
            NASKAH, naskah_json(naskah), "application/json", "Data", "Naskah yang disamarkan sebagai data"
        ),
        Sertaan(TEMPLAT, versions.encode(), "application/json", "Data", "Versi Notula"),
    )
