"""A slice of the flips of `make campaign`."""

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


def test_a_key_of_an_unknown_kind_is_a_finding_and_no_failure(berkas: dict[str, bytes], pki: Pki) -> None:
    rsa = bytes.fromhex("2a864886f70d010101")
    data = berkas["B-LT"]
    places = [n for n in range(len(data) - len(rsa)) if data.startswith(rsa, n)]
    assert places  # certificates lie uncompressed in the layer of evidence
    for place in places:
        flip = Balik("B-LT", place + 6, 1, 8, "bukti pencabutan")
        assert terlihat(data, flip, pki.sertifikat("akar"))
