"""Who signed held against whom the record names: person, field, role, order, and that nobody is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.compose.orang import PERAN
from pipeline.findings import Finding, Place, Severity
from pipeline.record.rapat import PenandaTangan
from pipeline.record.record import Record
from pipeline.reference.nama import senama
from pipeline.render.bidang import AWALAN
from pipeline.verify.aturan import V018, V023
from pipeline.verify.laporan import TandaTangan

_BIDANG = re.compile(re.escape(AWALAN) + r"([1-9]\d{0,3})")
_ATAS_NAMA = re.compile(r"\ba\.\s?n\.\s*(.+)$", re.IGNORECASE)

Selisih = tuple[str, str]
"""What does not agree, in both languages."""


def periksa_penanda(
    signatures: Sequence[TandaTangan], empty: Sequence[str], record: Record | None, nip: Mapping[str, str],
    place: Place,
) -> list[Finding]:  # fmt: skip
    """The findings on people; without a record only fields left empty can be told.

    What a signature does not claim (a role, a reason) cannot disagree; a name always can.
    `nip` holds the NIPs in certificates by field.
    """
    people = [t for t in signatures if t.jenis == "tanda tangan"]
    if not people:
        return []
    if record is None:
        return [V018.at(place, Severity.GALAT, bidang=name) for name in empty]
    signers = record.rapat.penanda_tangan
    wanted = [f"{AWALAN}{n + 1}" for n in range(len(signers))]
    filled = {t.bidang for t in people}
    missing = dict.fromkeys(name for name in (*wanted, *empty) if name not in filled)
    found = [V018.at(place, Severity.GALAT, bidang=name) for name in missing]
    reached = 0
    for t in people:
        number = int(m[1]) if (m := _BIDANG.fullmatch(t.bidang)) else 0
        for why, why_en in _selisih(t, number, signers, reached, nip.get(t.bidang, "")):
            found.append(V023.at(place, bidang=t.bidang, rinci=why, rinci_en=why_en))
        reached = max(reached, number)
    return found


def _selisih(
    t: TandaTangan, number: int, signers: Sequence[PenandaTangan], reached: int, nip: str
) -> Iterator[Selisih]:
    if not 1 <= number <= len(signers):
        yield "rekaman tidak menyebut penanda untuknya", "the record names no signer for it"
        return
    signer = signers[number - 1]
    if not senama(t.nama, signer.nama or ""):
        yield (
            f"ditandatangani oleh {t.nama}, rekaman menyebut {signer.nama}",
            f"signed by {t.nama}, the record names {signer.nama}",
        )
    elif nip and signer.nip and re.sub(r"\D", "", signer.nip) != nip:
        yield (
            f"NIP pada sertifikat {t.nama} bukan NIP pada rekaman",
            f"the NIP in the certificate of {t.nama} is not that in the record",
        )
    allowed = _peran(signer)
    for role in t.peran:
        if _rata(role) not in {_rata(a) for a in allowed}:
            yield (
                f"ditandatangani selaku {role}, rekaman menyebut {allowed[0]}",
                f"signed as {role}, the record says {allowed[0]}",
            )
    yield from _atas_nama(t, signer)
    if number < reached:
        yield (
            f"dibubuhkan sesudah penanda {reached}, padahal gilirannya lebih dahulu",
            f"made after signer {reached}, whose turn is later",
        )


def _peran(signer: PenandaTangan) -> tuple[str, ...]:
    """The roles in which somebody may sign: the role, or the office with its delegation."""
    office = signer.jabatan or ""
    named = [signer.peran or PERAN, office]
    if signer.delegasi in ("a.n.", "u.b."):
        named += [f"a.n. {superior} {office}" for superior in signer.atas_nama or ()]
    elif signer.delegasi:
        named.append(f"{signer.delegasi} {office}")
    return tuple(name for name in named if name.strip())


def _atas_nama(t: TandaTangan, signer: PenandaTangan) -> Iterator[Selisih]:
    """A reason that says on whose behalf must say what the record says."""
    said = _ATAS_NAMA.search(t.alasan)
    if said is None:
        return
    superiors = (signer.atas_nama or ()) if signer.delegasi in ("a.n.", "u.b.") else ()
    if _rata(said[1]) not in {_rata(s) for s in superiors}:
        what = f"a.n. {superiors[0]}" if superiors else "atas nama sendiri"
        what_en = f"a.n. {superiors[0]}" if superiors else "in the signer's own name"
        yield (
            f"ditandatangani a.n. {said[1]}, rekaman menyebut {what}",
            f"signed a.n. {said[1]}, the record says {what_en}",
        )


def _rata(text: str) -> str:
    return " ".join(text.casefold().split())
