"""A document made again from what stands inside its PDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import weasyprint

from pipeline import __version__
from pipeline.bawaan import bawaan
from pipeline.checks import examine
from pipeline.compose import COMPOSERS, compose
from pipeline.findings import Severity
from pipeline.load import load_reference
from pipeline.naskah import Naskah
from pipeline.proof.extract import pages_of_pdf, squeeze
from pipeline.read import read_record
from pipeline.record.record import Record, Reference
from pipeline.render import RenderFault
from pipeline.render.pdf import render_pdf
from pipeline.sertaan import REKAMAN, SUMBER, sertaan, templates_html
from pipeline.verify.isi import Ditolak, Isi, buka_sumber

_HTML = "templates/html/"


@dataclass(frozen=True)
class Buatan:
    """What Notula makes of the record inside: as far as it came, and why no further."""

    pdf: bytes | None = None
    gagal: tuple[str, str] = ("", "")
    """Why there is no PDF, in both languages."""
    record: Record | None = None
    naskah: Naskah | None = None
    templat_bawaan: bool = True
    kata_templat: tuple[str, ...] = ()
    """Lines that the shipped templates would not print."""


PembuatUlang = Callable[[Isi], Buatan]


class _TidakTerulang(Exception):
    """The record inside cannot be made into a document: why, in both languages."""

    def __init__(self, id: str, en: str) -> None:
        super().__init__(en)
        self.id, self.en = id, en


def buat_ulang(isi: Isi) -> Buatan:
    """The PDF that Notula makes of the record inside; never raises.

    Only the ordinary stages run, over a folder that holds nothing but the package: templates
    are sandboxed, and a record that names a file elsewhere is refused before anything is opened.
    """
    made = Buatan()
    try:
        jenis = isi.arsip.sifat.get("jenis", "")
        if jenis not in COMPOSERS:
            raise _TidakTerulang("jenis naskahnya tidak dikenal", "its kind of document is unknown")
        files = _buka(isi)
        made = replace(made, templat_bawaan=_bawaan(files, jenis))
        name = _rekaman(files, isi.sertaan.get(REKAMAN, b""))
        with TemporaryDirectory(prefix="notula-") as folder:
            root = Path(folder).resolve()
            for path, data in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
            record, reference, faults = _baca(root, root / name)
            made = replace(made, record=record)
            if faults:
                raise _TidakTerulang(
                    f"rekamannya memuat galat ({faults})", f"its record has errors ({faults})"
                )
            return _render(made, record, reference, jenis, root / "templates")
    except _TidakTerulang as e:
        return replace(made, gagal=(e.id, e.en))
    except Exception as e:  # whatever stands in the file may fail in any stage
        name = type(e).__name__
        return replace(made, gagal=(f"pembuatannya gagal ({name})", f"making it failed ({name})"))


def _buka(isi: Isi) -> dict[str, bytes]:
    try:
        return buka_sumber(isi.sertaan[SUMBER])
    except Ditolak as e:
        raise _TidakTerulang(f"{SUMBER} {e.id}", f"{SUMBER}: {e.en}") from e


def _rekaman(files: Mapping[str, bytes], record: bytes) -> str:
    """The path of the record in the package."""
    found = [p for p, data in files.items() if p.startswith("inputs/") and data == record and record]
    if len(found) != 1:
        raise _TidakTerulang(
            f"{REKAMAN} tidak sama dengan yang ada di {SUMBER}", f"{REKAMAN} is not the one in {SUMBER}"
        )
    return found[0]


def _bawaan(files: Mapping[str, bytes], jenis: str) -> bool:
    """Whether the templates inside are those that this version ships for one form of the kind."""
    inside = {p.removeprefix(_HTML): data for p, data in files.items() if p.startswith(_HTML)}
    shipped = bawaan() / "templates"
    forms = sorted((shipped / "html").glob(f"{jenis}.*.html"))
    return any(inside == templates_html(shipped, form.name) for form in forms)


def _baca(root: Path, file: Path) -> tuple[Record, Reference, str]:
    """The record, what it refers to, and the codes of the errors: no official document has any."""
    reference, shared = load_reference(root / "inputs", lambda p: p.relative_to(root).as_posix())
    record, found = read_record(file, file.relative_to(root).as_posix())
    _di_dalam(root, record, reference)
    record, told = examine(record, found, reference)
    codes = {f.code for f in [*shared, *told] if f.severity is Severity.GALAT}
    if record.rapat.status != "final":
        raise _TidakTerulang("rekamannya bukan rekaman final", "its record is not final")
    return record, reference, ", ".join(sorted(codes))


def _di_dalam(root: Path, record: Record, reference: Reference) -> None:
    """Refuse pictures outside the package, before any stage opens them."""
    named = [record.file.parent / item.gambar for item in record.rapat.lampiran if item.gambar]
    for key, source in reference.instansi.items():
        if source.lambang:
            named.append(reference.files[f"instansi/{key}"].parent / source.lambang)
    if not all(file.resolve().is_relative_to(root / "inputs") for file in named):
        raise _TidakTerulang(
            "rekamannya menunjuk berkas di luar paketnya", "its record names a file outside its package"
        )


def _render(made: Buatan, record: Record, reference: Reference, jenis: str, templates: Path) -> Buatan:
    naskah = compose(record, reference, jenis)
    pdf = render_pdf(naskah, templates, sertaan(record, reference, naskah, templates))
    words = () if made.templat_bawaan else _kata_templat(naskah, pdf)
    return replace(made, pdf=pdf, naskah=naskah, kata_templat=words)


def _kata_templat(naskah: Naskah, pdf: bytes) -> tuple[str, ...]:
    """The lines of a PDF that the shipped templates would not print for the same document."""
    try:
        plain = squeeze("".join(pages_of_pdf(render_pdf(naskah, bawaan() / "templates"))))
    except RenderFault:  # a form that only the office has
        return ()
    lines = (line for page in pages_of_pdf(pdf) for line in page.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if squeeze(line) not in plain))


def versi(templat: bytes) -> dict[str, str]:
    """The versions that made a PDF, by its `templat.json`; empty where that cannot be read."""
    try:
        data = json.loads(templat)
        return {k: v for k, v in data.items() if isinstance(v, str)}
    except (ValueError, AttributeError, RecursionError):
        return {}


def versi_kini() -> dict[str, str]:
    """The versions that would make a PDF at present."""
    return {"notula": __version__, "weasyprint": weasyprint.__version__}
