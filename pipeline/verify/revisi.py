"""The layers of a PDF, and what the file gained after each signature, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyhanko.pdf_utils import generic
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    DiffResult,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

from pipeline.baca_pdf import SALAH, Pembaca, nilai
from pipeline.findings import Finding, Place
from pipeline.verify.aturan import V012, V016
from pipeline.verify.laporan import Revisi, Tambahan, TandaTangan

_SALAH = (*SALAH, SuspiciousModification)
_IZIN = ModificationLevel.FORM_FILLING
_SAAT_MENANDATANGANI = StandardDiffPolicy(
    [
        CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}),
        *DEFAULT_DIFF_POLICY.global_rules[1:],
    ],
    DEFAULT_DIFF_POLICY.form_rule,
)
"""What may come with the first signature: a certification is entered in the catalogue, too."""


@dataclass(frozen=True)
class Riwayat:
    """The layers, the signatures with what followed them, and the findings."""

    revisi: tuple[Revisi, ...]
    tanda_tangan: tuple[TandaTangan, ...]
    temuan: tuple[Finding, ...]


def akhir_dasar(reader: Pembaca, data: bytes) -> int:
    """Where the first layer of a file ends: a layer is what its end-of-file marker closes."""
    return _akhir(reader, data, 0)


def _akhir(reader: Pembaca, data: bytes, number: int) -> int:
    """Where a layer ends; the size of the file where no marker is found."""
    place = reader.xrefs.get_startxref_for_revision(number)
    found = re.compile(rb"startxref\s+%d\s+%%%%EOF(\r\n|\r|\n)?" % place).search(data, max(place, 0))
    return found.end() if found else len(data)


def riwayat(
    reader: Pembaca, data: bytes, signatures: Sequence[TandaTangan], place: Place, buatan_notula: bool
) -> Riwayat:
    """What each layer added, and whether that was allowed after the signatures before it.

    `buatan_notula` says that the first layer is a document of Notula: then nothing but the
    signature itself may have come with the first signature.
    """
    total = int(reader.xrefs.total_revisions)
    ends = [*(_akhir(reader, data, n) for n in range(total - 1)), len(data)]
    brought = [_isi(reader, number, signatures) for number in range(total)]
    layers = tuple(
        Revisi(n + 1, ends[n - 1] if n else 0, end, tuple(brought[n])) for n, end in enumerate(ends)
    )
    found: list[Finding] = []
    extended: list[TandaTangan] = []
    for t in signatures:
        gained = tuple(item for n in range(t.revisi + 1, total) for item in brought[n])
        extended.append(
            replace(t, sesudahnya=gained, seluruh_berkas=t.rentang[2] + t.rentang[3] == len(data))
        )
        if (why := _dilarang(reader, t)) is not None:
            found.append(V012.at(place, bidang=t.bidang, nama=t.nama, rinci=why[0], rinci_en=why[1]))
    if buatan_notula and signatures:
        first = min(t.revisi for t in signatures)
        if (why := _berubah(reader, 0, first)) is not None:
            found.append(V016.at(place, rinci=why[0], rinci_en=why[1]))
    return Riwayat(layers, tuple(extended), tuple(found))


def _dilarang(reader: Pembaca, t: TandaTangan) -> tuple[str, str] | None:
    """What a file gained after a signature beyond what it allows; None where nothing."""
    signature = next(s for s in reader.embedded_signatures if s.field_name == t.bidang)
    try:
        result = DEFAULT_DIFF_POLICY.review_file(
            reader, signature.signed_revision, field_mdp_spec=signature.fieldmdp,
            doc_mdp=signature.docmdp_level,
        )  # fmt: skip
    except _SALAH:
        return _tak_terbaca()
    limit = signature.docmdp_level
    if isinstance(result, DiffResult) and result.modification_level <= _IZIN:
        if limit is None or result.modification_level.value <= limit.value:
            return None
        return "pengesahan itu melarang tambahan apa pun", "that certification allows no addition"
    return _apa(reader, signature.signed_revision)


def _berubah(reader: Pembaca, old: int, new: int) -> tuple[str, str] | None:
    """What changed between two layers beyond signing; None where nothing."""
    for number in range(old + 1, new + 1):
        try:
            result = _SAAT_MENANDATANGANI.apply(
                reader.get_historical_resolver(number - 1), reader.get_historical_resolver(number)
            )
        except _SALAH:
            return _apa(reader, old)
        if result.modification_level > _IZIN:
            return _apa(reader, old)
    return None


def _tak_terbaca() -> tuple[str, str]:
    return "tambahannya tidak dapat dibaca", "the addition cannot be read"


def _apa(reader: Pembaca, since: int) -> tuple[str, str]:
    """The kinds of objects that were replaced or added after a layer."""
    kinds: dict[str, str] = {}
    for number in range(since + 1, int(reader.xrefs.total_revisions)):
        try:
            view = reader.get_historical_resolver(number)
            for ref in view.explicit_refs_in_revision():
                word, word_en = _jenis(view(ref))
                kinds.setdefault(word, word_en)
        except _SALAH:
            return _tak_terbaca()
    return ", ".join(kinds), ", ".join(kinds.values())


_JENIS = {
    "/Page": ("halaman", "pages"),
    "/Pages": ("susunan halaman", "the page tree"),
    "/Annot": ("anotasi", "annotations"),
    "/Catalog": ("katalog dokumen", "the document catalogue"),
    "/Font": ("fon", "fonts"),
    "/Metadata": ("metadata", "metadata"),
    "/Filespec": ("sertaan", "attachments"),
    "/EmbeddedFile": ("sertaan", "attachments"),
    "/StructElem": ("struktur", "structure"),
    "/XRef": ("tabel acuan", "the cross-reference"),
    "/ObjStm": ("wadah objek", "object containers"),
    "/Sig": ("tanda tangan", "signatures"),
    "/DocTimeStamp": ("stempel waktu", "timestamps"),
    "/XObject": ("gambar", "pictures"),
}
_LAIN = ("isi halaman atau objek lain", "page content or other objects")


def _jenis(item: object) -> tuple[str, str]:
    if not isinstance(item, generic.DictionaryObject):
        return _LAIN
    return _JENIS.get(str(nilai(item, "/Type", "")), _LAIN)


def _isi(reader: Pembaca, number: int, signatures: Sequence[TandaTangan]) -> list[Tambahan]:
    """What a layer brought: the document itself, signatures, evidence, or something else."""
    if number == 0:
        return [Tambahan("naskah")]
    found = [Tambahan(t.jenis, t.bidang, t.nama) for t in signatures if t.revisi == number]
    if _dss(reader, number) != _dss(reader, number - 1):
        found.append(Tambahan("bukti pencabutan"))
    return found or [Tambahan("perubahan lain")]


def _dss(reader: Pembaca, number: int) -> frozenset[object]:
    """The references in the document security store of a layer."""
    try:
        store = reader.get_historical_resolver(number).root["/DSS"]
        lists = [item.reference for key in ("/Certs", "/OCSPs", "/CRLs") for item in nilai(store, key, ())]
        return frozenset([*lists, *nilai(store, "/VRI", {})])
    except _SALAH:
        return frozenset()
