import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pki import Pki

from pipeline.verify.der import BukanDer, panjang_der


def test_a_certificate_is_der_to_its_last_byte(pki: Pki) -> None:
    data = pki.sertifikat("ketua").dump()
    assert panjang_der(data) == len(data)
    assert panjang_der(data + b"\0\0") == len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x02",
        b"\x02\x81\x01\x05",
        b"\x02\x82\x00\x01\x05",
        b"\x30\x80\x02\x01\x05\x00\x00",
        b"\x02\x02\x00\x05",
        b"\x02\x02\xff\x85",
        b"\x02\x00",
        b"\x01\x01\x01",
        b"\x05\x01\x00",
        b"\x03\x02\x01\x03",
        b"\x03\x02\x08\x00",
        b"\x06\x02\x80\x01",
        b"\x06\x02\x2a\x80",
        b"\x24\x03\x04\x01\x41",
        b"\x10\x00",
        b"\x1f\x81\x00\x00",
        b"\x30\x03\x02\x02\x01",
        b"\x30\x80" * 60,
        b"\x30\x02" * 60,
    ],
)
def test_what_has_a_shorter_or_other_spelling_is_not_der(data: bytes) -> None:
    with pytest.raises(BukanDer):
        panjang_der(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_der_or_not(data: bytes) -> None:
    with contextlib.suppress(BukanDer):
        assert 2 <= panjang_der(data) <= len(data)
