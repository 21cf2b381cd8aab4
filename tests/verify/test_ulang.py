"""What a package inside a PDF may make the verifier do, and what is said of templates of an office's own."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from berkas_ttd import naskah_final, tandatangani
from PIL import Image
from pki import Pki
from test_pemalsuan import ganti_paket, kode

from pipeline.baca_pdf import Pembaca
from pipeline.findings import Place
from pipeline.proof.extract import pages_of_pdf
from pipeline.verify.isi import Isi, baca_isi, buka_sumber
from pipeline.verify.laporan import Laporan, Putusan
from pipeline.verify.putusan import baik
from pipeline.verify.ulang import Buatan, buat_ulang

PALSU = b"<p>KEPUTUSAN PALSU: dana Rp 9 miliar disetujui.</p>"


def isi_dari(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, body: body) -> Isi:
    """What a file carries, with files of its package changed, the record in both places."""
    isi, _ = baca_isi(Pembaca(data), Place("x"))
    package = ganti_paket(isi.sertaan["sumber.zip"], change)
    record = next(body for name, body in buka_sumber(package).items() if name.startswith("inputs/rapat/"))
    return Isi({**isi.sertaan, "sumber.zip": package, "rekaman.yaml": record}, isi.arsip)


def sisip(name: str, body: bytes) -> bytes:
    """An office's template that prints what is in no record."""
    return PALSU + body if name.endswith("/_akhir.html") else body


@pytest.fixture(scope="module")
def templat_sendiri() -> bytes:
    """Minutes made with such a template, byte for byte as Notula makes them."""
    made = buat_ulang(isi_dari(naskah_final(), sisip)).pdf
    assert made is not None
    return made


def test_the_package_of_the_minutes_makes_them_again() -> None:
    made = buat_ulang(isi_dari(naskah_final()))
    assert (made.pdf, made.templat_bawaan, made.gagal) == (naskah_final(), True, ("", ""))


def test_an_unsigned_file_of_own_templates_proves_nothing(
    templat_sendiri: bytes, lihat: Callable[..., Laporan]
) -> None:
    report = lihat(templat_sendiri)
    assert "KEPUTUSAN PALSU" in "".join(pages_of_pdf(templat_sendiri))
    assert (report.putusan, kode(report), report.ulang.sama) == (Putusan.TEMPLAT, {"V021"}, True)
    assert not baik(report)
    assert any("KEPUTUSAN PALSU" in line for line in report.ulang.kata_templat)
    assert "KEPUTUSAN PALSU" in report.temuan[0].message()


def test_the_signer_vouches_for_the_templates_of_an_office(
    templat_sendiri: bytes, pki: Pki, lihat: Callable[..., Laporan]
) -> None:
    report = lihat(tandatangani(templat_sendiri, pki, "ketua", 1, "B-LT"))
    assert (report.putusan, kode(report)) == (Putusan.ASLI, set())
    (remark,) = report.temuan
    assert (remark.code, "KEPUTUSAN PALSU" in remark.message()) == ("V021", True)


def test_templates_that_drop_a_decision_fail_the_proof(pki: Pki, lihat: Callable[..., Laporan]) -> None:
    def drop(name: str, body: bytes) -> bytes:
        return (
            body.replace(b"{% for b in keputusan.isi %}", b"{% for b in keputusan.isi[1:] %}").replace(
                b"keputusan", b"rekomendasi"
            )
            if name.endswith("notula.permendagri-1-2023.html")
            else body
        )

    made = buat_ulang(isi_dari(naskah_final(), drop)).pdf
    assert made is not None
    report = lihat(tandatangani(made, pki, "ketua", 1, "B-LT"))
    assert (report.putusan, kode(report)) == (Putusan.BEDA, {"V026"})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda t: re.sub(r"(?m)^status: final", "status: draf", t), "bukan rekaman final"),
        (lambda t: re.sub(r"(?m)^tempat:.*", "", t), "memuat galat"),
        (lambda t: t + "\nbukan_kunci: 1\n", "memuat galat"),
    ],
)
def test_a_record_that_no_official_document_has_is_not_made(change: Callable[[str], str], why: str) -> None:
    def edit(name: str, body: bytes) -> bytes:
        return change(body.decode()).encode() if name.startswith("inputs/rapat/") else body

    made = buat_ulang(isi_dari(naskah_final(), edit))
    assert made.pdf is None
    assert why in made.gagal[0]


def kop(path: str) -> Callable[[str, bytes], bytes]:
    def edit(name: str, body: bytes) -> bytes:
        if "/instansi/" not in name or not name.endswith(".yaml"):
            return body
        text = re.sub(r"(?m)^lambang:.*\n", "", body.decode())
        return f"{text}\nlambang: {path}\n".encode()

    return edit


def lampiran(path: str) -> Callable[[str, bytes], bytes]:
    def edit(name: str, body: bytes) -> bytes:
        if not name.startswith("inputs/rapat/"):
            return body
        text = re.sub(r"(?m)^lampiran:.*\n([ -].*\n)*", "", body.decode())
        return f"{text}\nlampiran:\n  - {{judul: Foto, gambar: {path}, alt: Foto}}\n".encode()

    return edit


_dibuka: list[str] = []


def _dengar(event: str, args: tuple[object, ...]) -> None:
    if event == "open" and isinstance(args[0], str | os.PathLike):
        _dibuka.append(os.fspath(args[0]))


@pytest.fixture(scope="module")
def dibuka() -> list[str]:
    """The names of all files that this process opens from now on."""
    sys.addaudithook(_dengar)
    return _dibuka


@pytest.mark.parametrize("edit", [kop, lampiran])
@pytest.mark.parametrize("relative", [False, True])
def test_no_file_outside_the_package_is_opened(
    edit: Callable[[str], Callable[[str, bytes], bytes]], relative: bool, dibuka: list[str], tmp_path: Path
) -> None:
    secret = tmp_path / "rahasia-luar.png"
    Image.new("RGB", (50, 50), "red").save(secret)
    path = f"{'../' * 12}{secret.relative_to('/')}" if relative else str(secret)
    isi = isi_dari(naskah_final(), edit(path))
    dibuka.clear()
    made = buat_ulang(isi)
    assert dibuka
    assert [f for f in dibuka if "rahasia-luar" in f] == []
    assert (made.pdf, "di luar paketnya" in made.gagal[0]) == (None, True)
    assert isinstance(made, Buatan)
