"""A part that no reader knows must not vanish without a word."""

import re
from collections.abc import Callable

import pytest
from asn1crypto import crl, ocsp
from pki import Pki

from pipeline.baca_pdf import Pembaca
from pipeline.bukti_pdf import baca_bukti
from pipeline.verify.bentuk import bentuk_ocsp, bentuk_sertifikat, bentuk_wadah
from pipeline.verify.der import BukanDer, Simpul, anak, pangkal


def tanda(data: bytes) -> list[int]:
    """The places of all tags outside of what certificates and attributes sign."""
    places: list[int] = []

    def walk(item: Simpul, start: int) -> None:
        places.append(start)
        place = item.awal
        for part in anak(data, item) if item.tanda & 0x20 else []:
            walk(part, place)
            place = part.akhir

    walk(pangkal(data), 0)
    return places


@pytest.mark.parametrize("name", ["B-B", "B-T", "B-LTA"])
def test_the_containers_of_signatures_have_the_parts_they_must(berkas: dict[str, bytes], name: str) -> None:
    for signature in Pembaca(berkas[name]).embedded_signatures:
        bentuk_wadah(signature.pkcs7_content)


def test_unsigned_attributes_do_not_vanish_behind_another_tag(berkas: dict[str, bytes]) -> None:
    data = Pembaca(berkas["B-T"]).embedded_signatures[0].pkcs7_content
    place = next(n for n in tanda(data) if data[n] == 0xA1)
    for tag in (0xA2, 0xA5, 0x81, 0x30):
        with pytest.raises(BukanDer):
            bentuk_wadah(data[:place] + bytes([tag]) + data[place + 1 :])


@pytest.mark.parametrize(
    ("key", "check"), [("/Certs", bentuk_sertifikat), ("/CRLs", bentuk_sertifikat), ("/OCSPs", bentuk_ocsp)]
)
def test_evidence_has_the_parts_it_must(
    berkas: dict[str, bytes], key: str, check: Callable[[bytes], None]
) -> None:
    values = list(baca_bukti(Pembaca(berkas["B-LT"]))[key])
    assert values
    for value in values:
        check(value)
        for broken in (
            value + b"\0",
            value[:-1],
            b"\x31" + value[1:],
            re.sub(rb"\x30", b"\x31", value, count=2),
        ):
            with pytest.raises(BukanDer):
                check(broken)


def test_certificates_of_a_response_do_not_vanish(berkas: dict[str, bytes]) -> None:
    (value,) = baca_bukti(Pembaca(berkas["B-LT"]))["/OCSPs"]
    inner = ocsp.OCSPResponse.load(value)["response_bytes"]["response"].parsed.dump()
    tags = [p.tanda for p in anak(inner, pangkal(inner))]
    assert tags == [0x30, 0x30, 0x03, 0xA0]
    place = value.index(inner) + anak(inner, pangkal(inner))[2].akhir
    assert value[place] == 0xA0
    with pytest.raises(BukanDer):
        bentuk_ocsp(value[:place] + b"\xa1" + value[place + 1 :])


def test_a_list_is_no_response(pki: Pki, berkas: dict[str, bytes]) -> None:
    (value, *_) = baca_bukti(Pembaca(berkas["B-LT"]))["/CRLs"]
    assert crl.CertificateList.load(value).issuer
    with pytest.raises(BukanDer):
        bentuk_ocsp(value)
    with pytest.raises(BukanDer):
        bentuk_wadah(pki.sertifikat("ketua").dump())
