"""Signatures of every level, judged by pyHanko's own validator against the root alone."""

from __future__ import annotations

import json
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from pipeline.baca_pdf import Pembaca
from pipeline.proof.extract import pages_of_pdf
from pipeline.record.tanda_tangan import TINGKAT

KATA = "Ditandatangani secara elektronik oleh:"


def tanda_tangan(data: bytes) -> list[EmbeddedPdfSignature]:
    return list(Pembaca(data).embedded_regular_signatures)


def sah(signature: EmbeddedPdfSignature, tingkat: str, pki: Any) -> bool:
    """Whether a signature validates; the long-term levels with what the file itself holds only."""
    roots = [pki.sertifikat("akar")]
    if tingkat in ("B-LT", "B-LTA"):
        known = DocumentSecurityStore.read_dss(signature.reader)
        context = known.as_validation_context(
            {"trust_roots": roots, "allow_fetching": False, "revocation_mode": "require"}
        )
    else:
        context = ValidationContext(trust_roots=roots, allow_fetching=True, revocation_mode="require")
    status = validate_pdf_signature(signature, context)
    if tingkat != "B-B":
        stamp = status.timestamp_validity
        assert stamp is not None
        assert stamp.intact
        assert stamp.valid
        assert stamp.trusted
    return bool(status.bottom_line)


def kata_halaman(data: bytes) -> str:
    """The words of all pages with what fields show."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for page in document:
        page.flatten()
    return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")


@pytest.mark.parametrize("tingkat", TINGKAT)
def test_two_signers_at_every_level_validate_in_pyhanko(ruang: Any, tingkat: str) -> None:
    for _ in range(2):
        code, said = ruang.sign("--tingkat", tingkat)
        assert code == 0, said
    data = ruang.resmi.read_bytes()
    signatures = tanda_tangan(data)
    assert [s.field_name for s in signatures] == ["ttd-1", "ttd-2"]
    assert all(sah(s, tingkat, ruang.pki) for s in signatures)
    assert data.startswith(ruang.naskah.read_bytes())
    assert pages_of_pdf(data) == pages_of_pdf(ruang.naskah.read_bytes())


def test_the_first_signature_certifies_and_each_says_why_and_as_what(ruang: Any) -> None:
    ruang.sign()
    ruang.sign()
    first, second = tanda_tangan(ruang.resmi.read_bytes())
    assert first.docmdp_level is MDPPerm.FILL_FORMS
    assert second.docmdp_level is None
    assert first.sig_object["/Reason"] == "Notula disusun selaku Notulis"
    assert (
        second.sig_object["/Reason"]
        == "Notula disetujui selaku Pimpinan Sidang/Rapat a.n. Sekretaris Daerah Contoh"
    )
    attributes = second.signer_info["signed_attrs"]
    (role,) = [a for a in attributes if a["type"].native == "signer_attributes_v2"]
    claimed = role["values"][0]["claimed_attributes"][0]["values"][0]
    assert b"Pimpinan Sidang/Rapat" in claimed.dump()
    assert "signing_time" not in [a["type"].native for a in attributes]  # PAdES: /M says it


def test_the_words_are_there_only_when_signed(ruang: Any) -> None:
    assert KATA not in kata_halaman(ruang.naskah.read_bytes())
    assert b"secara elektronik" not in ruang.naskah.read_bytes()
    ruang.sign()
    once = kata_halaman(ruang.resmi.read_bytes())
    assert once.count(KATA) == 1
    ruang.sign()
    twice = kata_halaman(ruang.resmi.read_bytes())
    assert twice.count(KATA) == 2
    shown = twice[twice.rindex(KATA) :]
    for words in ("a.n. Sekretaris Daerah Contoh", "Kepala Dinas Contoh,", "Ir. Contoh Pemimpin, M.Si."):
        assert words in shown
    assert "https://verifikasi.contoh.go.id/" in shown


def test_every_earlier_state_is_a_prefix_of_the_file(ruang: Any) -> None:
    ruang.sign("--tingkat", "B-LT")
    once = ruang.resmi.read_bytes()
    ruang.sign("--tingkat", "B-T")
    assert ruang.resmi.read_bytes().startswith(once)


def test_an_archival_timestamp_lies_outside_the_page_and_is_not_hidden(ruang: Any) -> None:
    ruang.sign("--tingkat", "B-LTA")
    with pikepdf.open(ruang.resmi) as pdf:
        fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
    stamp = fields["stempel-waktu-1"]
    assert int(stamp.F) & 2 == 0
    assert all(float(v) < 0 for v in stamp.Rect)


def test_the_answer_as_json_names_file_signer_and_who_follows(ruang: Any) -> None:
    code, said = ruang.sign("--json")
    made = json.loads(said)
    assert code == 0
    assert (made["berkas"], made["penanda"], made["banyak_penanda"]) == ("resmi/rapat/notula.pdf", 1, 2)
    assert made["berikut"] == "Ir. Contoh Pemimpin, M.Si."
    assert made["peringatan"] == []
