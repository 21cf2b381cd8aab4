"""What makes a PDF an archive's: PDF/A-3a and PDF/UA-1 identification, own metadata, associated files.

WeasyPrint writes one identification at a time; the second, and the schema of Notula's own
properties, are added to its XMP (ISO 19005-3 section 6.6.2.3: every property of a schema
that is not predefined is described by an extension schema; ISO 14289-1 section 5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import pydyf
import weasyprint
from weasyprint.pdf.metadata import DocumentMetadata

from pipeline import __version__
from pipeline.naskah import Naskah, Sertaan
from pipeline.reference.penomoran import KODE_KEAMANAN
from pipeline.render.fetch import PengambilTerbatas

NS_NOTULA = "urn:notula:naskah:1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXT, _SCHEMA, _PROPERTY = (
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
)
for _prefix, _uri in (
    ("notula", NS_NOTULA), ("pdfuaid", _UA), ("pdfaExtension", _EXT), ("pdfaSchema", _SCHEMA), ("pdfaProperty", _PROPERTY),
):  # fmt: skip
    register_namespace(_prefix, _uri)

SIFAT: dict[str, tuple[str, str]] = {
    "jenis": ("Text", "Kind of document: notula, laporan"),
    "status": ("Text", "draf, final or salinan publik"),
    "nomor": ("Text", "Number of the document"),
    "klasifikasi": ("Text", "Archival classification code (Permendagri 83/2022)"),
    "keamanan": ("Text", "Security class in words"),
    "kodeKeamanan": ("Text", "Security code: SR, R, T, B"),
    "instansi": ("Text", "Organising agency"),
    "tanggalRapat": ("Date", "First day of the meeting"),
    "tanggalNaskah": ("Date", "Day of the document"),
    "versi": ("Text", "Version of Notula"),
}
"""Own properties: value type and description."""


def sifat(naskah: Naskah) -> dict[str, str]:
    """Notula's own properties of a document; only those that have a value."""
    meta = naskah.metadata
    values = {
        "jenis": naskah.jenis,
        "status": "draf" if naskah.draf else "final",
        "nomor": meta.nomor,
        "klasifikasi": meta.klasifikasi,
        "keamanan": meta.keamanan,
        "kodeKeamanan": KODE_KEAMANAN.get(meta.keamanan, ""),
        "instansi": meta.instansi,
        "tanggalRapat": meta.rapat.isoformat() if meta.rapat else "",
        "tanggalNaskah": meta.tanggal.isoformat(),
        "versi": __version__,
    }
    return {k: v for k, v in values.items() if v}


class _Metadata(DocumentMetadata):  # type: ignore[misc]
    """WeasyPrint's metadata with the PDF/UA identification and Notula's properties."""

    sifat: Mapping[str, str]

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """The RDF of the XMP packet."""
        made: bytes = super().generate_rdf_metadata(variant, version, conformance)
        end = b"</rdf:RDF>"
        assert made.endswith(end)
        parts = (_ua(), _own(self.sifat), _extension())
        return made.removesuffix(end) + b"".join(parts) + end


def metadata_arsip(metadata: Any, properties: Mapping[str, str]) -> Any:
    """The metadata of a rendered document, extended with values of `SIFAT`."""
    extended = _Metadata()
    extended.__dict__.update(metadata.__dict__)
    extended.sifat = properties
    return extended


def _description() -> Element:
    return Element(f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})


def _ua() -> bytes:
    element = _description()
    SubElement(element, f"{{{_UA}}}part").text = "1"
    return bytes(tostring(element, encoding="utf-8"))


def _own(values: Mapping[str, str]) -> bytes:
    element = _description()
    for name, value in values.items():
        SubElement(element, f"{{{NS_NOTULA}}}{name}").text = value
    return bytes(tostring(element, encoding="utf-8"))


def _extension() -> bytes:
    """The description of both schemas that PDF/A does not know."""
    element = _description()
    bag = SubElement(SubElement(element, f"{{{_EXT}}}schemas"), f"{{{_RDF}}}Bag")
    _schema(bag, "PDF/UA identification schema", _UA, "pdfuaid", {"part": ("Integer", "Part of ISO 14289")})
    _schema(bag, "Notula document schema", NS_NOTULA, "notula", SIFAT)
    return bytes(tostring(element, encoding="utf-8"))


def _schema(bag: Element, title: str, uri: str, prefix: str, properties: dict[str, tuple[str, str]]) -> None:
    item = SubElement(bag, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
    for name, value in (("schema", title), ("namespaceURI", uri), ("prefix", prefix)):
        SubElement(item, f"{{{_SCHEMA}}}{name}").text = value
    listed = SubElement(SubElement(item, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
    for name, (kind, meaning) in properties.items():
        one = SubElement(listed, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
        for key, value in (
            ("name", name),
            ("valueType", kind),
            ("category", "external"),
            ("description", meaning),
        ):
            SubElement(one, f"{{{_PROPERTY}}}{key}").text = value


def lampirkan(sertaan: Sequence[Sertaan], day: date) -> list[Any]:
    """The associated files as WeasyPrint takes them, dated by the document, of the type we say.

    A type guessed from a file name would depend on the machine's tables.
    """
    moment = datetime.combine(day, time(), UTC)
    given = {f"naskah:sertaan/{s.nama}": (s.data, s.jenis) for s in sertaan}
    fetcher = PengambilTerbatas((), given)
    return [
        weasyprint.Attachment(
            url=f"naskah:sertaan/{s.nama}", url_fetcher=fetcher, name=s.nama, description=s.uraian,
            created=moment, modified=moment, relationship=s.hubungan,
        )
        for s in sertaan
    ]  # fmt: skip


def sekali(pdf: pydyf.PDF) -> None:
    """Name each associated file once in the catalog (ISO 32000-2 section 14.13): WeasyPrint 70 names it twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
