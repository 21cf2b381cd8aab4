import pytest
from berkas_ttd import ganti, naskah_final
from pki import Pki

from pipeline.baca_pdf import Pembaca
from pipeline.bukti_pdf import baca_bukti, tambah_bukti
from pipeline.verify.bukti import lapis_bukti_terbukti


def ujung(data: bytes) -> int:
    """Where the last signature's cover ends."""
    span = Pembaca(data).embedded_signatures[-1].byte_range
    return int(span[2]) + int(span[3])


def test_evidence_is_read_back_and_added_once(pki: Pki) -> None:
    cert = pki.sertifikat("ketua").dump()
    made = tambah_bukti(naskah_final(), {"/Certs": [cert, cert]})
    assert made.startswith(naskah_final())
    assert list(baca_bukti(Pembaca(made))["/Certs"]) == [cert]
    assert tambah_bukti(made, {"/Certs": [cert]}) == made


def test_the_order_of_evidence_does_not_matter(pki: Pki) -> None:
    certs = [pki.sertifikat(name).dump() for name in ("ketua", "tsa", "antara")]
    assert tambah_bukti(naskah_final(), {"/Certs": certs}) == tambah_bukti(
        naskah_final(), {"/Certs": certs[::-1]}
    )


def test_a_second_layer_keeps_what_the_first_holds(pki: Pki) -> None:
    first = tambah_bukti(naskah_final(), {"/Certs": [pki.sertifikat("tsa").dump()]})
    both = tambah_bukti(first, {"/Certs": [pki.sertifikat("ketua").dump()]})
    assert set(baca_bukti(Pembaca(both))["/Certs"]) == {pki.sertifikat(n).dump() for n in ("tsa", "ketua")}


@pytest.mark.parametrize("name", ["B-LT", "dua B-LT"])
def test_the_layer_after_a_signature_is_proven(berkas: dict[str, bytes], pki: Pki, name: str) -> None:
    data = berkas[name]
    assert lapis_bukti_terbukti(data, ujung(data), [pki.sertifikat("akar")])
    assert not lapis_bukti_terbukti(data + b"\n", ujung(data), [pki.sertifikat("akar")])


def test_every_kind_of_byte_in_the_layer_counts(berkas: dict[str, bytes], pki: Pki) -> None:
    data = berkas["B-LT"]
    start, roots = ujung(data), [pki.sertifikat("akar")]
    places = [
        *range(start, start + 60),
        *range(start + 60, len(data), 97),
        *range(len(data) - 400, len(data)),
    ]
    unseen = [n for n in places if lapis_bukti_terbukti(ganti(data, n, data[n] ^ 1), start, roots)]
    assert unseen == []


def test_evidence_of_nobody_is_not_proven(berkas: dict[str, bytes], pki: Pki) -> None:
    before = berkas["B-T"]
    broken = bytearray(pki.sertifikat("tsa").dump())
    broken[-1] ^= 1
    made = tambah_bukti(before, {"/Certs": [bytes(broken)]})
    assert not lapis_bukti_terbukti(made, len(before), [pki.sertifikat("akar")])
