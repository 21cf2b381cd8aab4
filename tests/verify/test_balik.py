"""A slice of the flips of `make campaign`."""

import re

import pytest
from balik import Balik, angka, bagian, pilih, terlihat
from pki import Pki

DARI_SETIAP = 43
BENIH = 7


def test_every_flipped_byte_of_signed_files_is_seen(berkas: dict[str, bytes], pki: Pki) -> None:
    flips = pilih(berkas, DARI_SETIAP, BENIH)
    missed = [f for f in flips if not terlihat(berkas[f.berkas], f, pki.sertifikat("akar"))]
    assert len(flips) > 300
    assert not missed, angka(flips, missed)


def test_flips_reach_every_kind_of_byte(berkas: dict[str, bytes]) -> None:
    kinds = {f.bagian for f in pilih(berkas, DARI_SETIAP, BENIH)}
    assert kinds == {
        "wadah: CMS", "wadah: pengisi", "startxref", "tabel acuan", "bukti pencabutan", "isi stream", "ByteRange",
        "kepala berkas", "objek",
    }  # fmt: skip


def test_an_untouched_file_counts_as_not_seen(berkas: dict[str, bytes], pki: Pki) -> None:
    same = Balik("B-LTA", 100, berkas["B-LTA"][100], berkas["B-LTA"][100], "objek")
    assert not terlihat(berkas["B-LTA"], same, pki.sertifikat("akar"))
    assert bagian(berkas["B-LTA"])


@pytest.mark.parametrize("nama", ["B-B", "dua B-LT", "dua B-LTA"])
def test_a_key_of_an_unknown_kind_is_a_finding_and_no_failure(
    berkas: dict[str, bytes], pki: Pki, nama: str
) -> None:
    data, rsa = berkas[nama], bytes.fromhex("2a864886f70d010101")
    raw = [Balik(nama, m.start() + 6, 1, 8, "bukti") for m in re.finditer(re.escape(rsa), data)]
    hexadecimal = re.finditer(rsa.hex().encode(), data, re.IGNORECASE)  # in the gaps
    flips = raw + [Balik(nama, m.start() + 13, ord("1"), ord("8"), "wadah: CMS") for m in hexadecimal]
    assert flips
    assert all(terlihat(data, flip, pki.sertifikat("akar")) for flip in flips)
