import re

import pytest
from asn1crypto import cms, core
from pki import Pki

from pipeline.baca_pdf import Pembaca
from pipeline.verify.wadah import periksa_wadah


def celah(data: bytes) -> bytes:
    signature = Pembaca(data).embedded_signatures[-1]
    return data[int(signature.byte_range[1]) : int(signature.byte_range[2])]


def isi(gap: bytes) -> cms.ContentInfo:
    return cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode()))


def bungkus(info: cms.ContentInfo, size: int) -> bytes:
    der = info.dump(force=True)
    return b"<" + der.hex().upper().encode().ljust(size - 2, b"0") + b">"


def _hex(text: str) -> bytes:
    return text.encode().hex().upper().encode()


@pytest.mark.parametrize("name", ["B-B", "B-T", "B-LT", "B-LTA", "dua B-LTA"])
def test_our_containers_are_canonical(berkas: dict[str, bytes], pki: Pki, name: str) -> None:
    assert periksa_wadah(celah(berkas[name]), [pki.sertifikat("akar")]) == []


def test_one_case_as_a_whole_is_canonical_one_letter_is_not(berkas: dict[str, bytes], pki: Pki) -> None:
    gap, roots = celah(berkas["B-B"]), [pki.sertifikat("akar")]
    assert periksa_wadah(gap.lower(), roots) == []
    place = re.search(rb"[A-F]", gap)
    assert place is not None
    one = gap[: place.start()] + place[0].lower() + gap[place.end() :]
    assert [c.en for c in periksa_wadah(one, roots)] == ["its hexadecimal digits are not uniform"]


@pytest.mark.parametrize("tail", [b"1>", b" >", b"0", b"0)"])
def test_the_padding_is_zeros_up_to_the_bracket(berkas: dict[str, bytes], pki: Pki, tail: bytes) -> None:
    gap = celah(berkas["B-B"])
    assert periksa_wadah(gap[: -len(tail)] + tail, [pki.sertifikat("akar")])


def test_certificates_must_be_proven(berkas: dict[str, bytes]) -> None:
    assert any("not proven" in c.en for c in periksa_wadah(celah(berkas["B-B"]), []))


def test_the_signer_is_named_byte_for_byte(berkas: dict[str, bytes], pki: Pki) -> None:
    gap = celah(berkas["B-B"])
    name = "Sertifikat Elektronik Contoh"
    sid = isi(gap)["content"]["signer_infos"][0]["sid"].dump().hex().upper().encode()
    swapped = sid.replace(_hex(name), _hex(name.upper()))
    assert swapped != sid
    faults = periksa_wadah(gap.replace(sid, swapped), [pki.sertifikat("akar")])
    assert [c.en for c in faults] == ["its signer identifier is wrong"]


def test_only_a_timestamp_may_be_unsigned(berkas: dict[str, bytes], pki: Pki) -> None:
    gap = celah(berkas["B-T"])
    info = isi(gap)
    signer = info["content"]["signer_infos"][0]
    signer["unsigned_attrs"][0]["type"] = "1.2.3.4"
    faults = periksa_wadah(bungkus(info, len(gap)), [pki.sertifikat("akar")])
    assert [c.en for c in faults] == ["it holds unprotected attributes"]


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [("version", "v3", "version"), ("digest_algorithms", [{"algorithm": "sha512"}], "digest algorithms")],
)
def test_what_follows_from_the_rest_must_follow(
    berkas: dict[str, bytes], pki: Pki, part: str, value: object, said: str
) -> None:
    gap = celah(berkas["B-B"])
    info = isi(gap)
    info["content"][part] = value
    faults = periksa_wadah(bungkus(info, len(gap)), [pki.sertifikat("akar")])
    assert any(said in c.en for c in faults)


def test_an_algorithm_without_its_digest_is_only_remarked(berkas: dict[str, bytes], pki: Pki) -> None:
    gap = celah(berkas["B-B"])
    info = isi(gap)
    info["content"]["signer_infos"][0]["signature_algorithm"] = {
        "algorithm": "rsassa_pkcs1v15",
        "parameters": core.Null(),
    }
    faults = periksa_wadah(bungkus(info, len(gap)), [pki.sertifikat("akar")])
    assert [c.ringan for c in faults] == [True]


@pytest.mark.parametrize("gap", [b"", b"<>", b"<3000>", b"<zz>", b"<0>", b"<0500>", b"x" * 40])
def test_anything_else_is_no_container(gap: bytes) -> None:
    assert periksa_wadah(gap, [])
