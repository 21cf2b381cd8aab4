"""What a PDF carries: the associated files of Notula and what its metadata claims."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfDecodeLimitError

from pipeline.baca_pdf import MAKS_BITA, Pembaca, nilai
from pipeline.findings import Finding, Place
from pipeline.render.pdf_arsip import NS_NOTULA
from pipeline.sertaan import NASKAH, REKAMAN, SUMBER, TEMPLAT
from pipeline.verify.aturan import V017
from pipeline.verify.laporan import Arsip

NAMA = (REKAMAN, NASKAH, TEMPLAT, SUMBER)
MAKS_BERKAS = 500
_AKAR_SUMBER = ("inputs", "templates/html")
_PDFA, _PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True)
class Isi:
    """The associated files by name, and what the metadata claims."""

    sertaan: Mapping[str, bytes] = field(default_factory=dict)
    arsip: Arsip = field(default_factory=Arsip)


class Ditolak(ValueError):
    """An attachment that is not taken: why, in both languages."""

    def __init__(self, id: str, en: str) -> None:
        super().__init__(en)
        self.id, self.en = id, en


def baca_isi(reader: Pembaca, place: Place) -> tuple[Isi, list[Finding]]:
    """What the first layer of a file carries. Raises the reader's errors on a broken structure."""
    view = reader.get_historical_resolver(0)
    root = view.root
    files: dict[str, bytes] = {}
    found: list[Finding] = []
    listed = nilai(root, "/AF", ())
    for ref in dict.fromkeys(item.reference for item in listed if isinstance(item, generic.IndirectObject)):
        spec = view(ref)
        name = str(nilai(spec, "/UF", ""))
        if name not in NAMA:
            continue
        try:
            if name in files:
                raise Ditolak("ada dua dengan nama itu", "there are two of that name")
            files[name] = _data(spec["/EF"]["/F"])
        except Ditolak as e:
            found.append(V017.at(place, berkas=name, rinci=e.id, rinci_en=e.en))
    metadata = root.get("/Metadata")  # by its reference: pyHanko cannot read XMP of a former layer
    if isinstance(metadata, generic.IndirectObject):
        metadata = view(metadata.reference)
    xmp = (
        metadata.read_data(DecodePurpose.XMP_METADATA) if isinstance(metadata, generic.StreamObject) else b""
    )
    return Isi(files, baca_klaim(xmp)), found


def _data(stream: object) -> bytes:
    if not isinstance(stream, generic.StreamObject):
        raise Ditolak("bukan berkas", "it is no file")
    try:
        data: bytes = stream.data
    except PdfDecodeLimitError as e:
        raise Ditolak("terlalu besar", "it is too large") from e
    return data


def baca_klaim(xmp: bytes) -> Arsip:
    """The claims of an XMP packet; none where it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(xmp, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Arsip()
    values: dict[str, str] = {}
    for item in tree.iter(f"{{{_RDF}}}Description"):
        values |= {str(k): str(v) for k, v in item.attrib.items()}
        for child in item.iterchildren(tag=etree.Element):
            if child.text and not len(child):
                values[str(child.tag)] = child.text.strip()
    own = f"{{{NS_NOTULA}}}"
    return Arsip(
        values.get(f"{{{_PDFA}}}part", "") + values.get(f"{{{_PDFA}}}conformance", "").lower(),
        values.get(f"{{{_PDFUA}}}part", ""),
        {k.removeprefix(own): v for k, v in values.items() if k.startswith(own)},
    )


def buka_sumber(package: bytes) -> dict[str, bytes]:
    """The files of `sumber.zip` by their paths. Raises Ditolak for what no Notula would write."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as z:
            entries = z.infolist()
            if len(entries) > MAKS_BERKAS or sum(e.file_size for e in entries) > MAKS_BITA:
                raise Ditolak("terlalu besar", "it is too large")
            return {_jalur(e): _baca(z, e) for e in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as e:
        if isinstance(e, Ditolak):
            raise
        raise Ditolak("bukan paket yang utuh", "it is no sound package") from e


def _jalur(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(entry.filename)
    odd = not entry.filename or "\\" in entry.filename or ":" in entry.filename or "\0" in entry.filename
    if odd or path.is_absolute() or ".." in path.parts or entry.is_dir() or str(path) != entry.filename:
        raise Ditolak("jalurnya keluar dari folder", "a path leaves its folder")
    if not any(path.is_relative_to(root) for root in _AKAR_SUMBER):
        raise Ditolak("memuat berkas asing", "it holds strange files")
    return entry.filename


def _baca(z: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with z.open(entry) as source:
        data = source.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise Ditolak("ukurannya dipalsukan", "a size is false")
    return data
