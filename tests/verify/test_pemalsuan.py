"""Forgeries that once were called genuine: signed soundly by somebody the verifier trusts, and yet not true."""

import io
import json
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
import weasyprint
from berkas_ttd import BERDUA, naskah_final, tandatangani
from pki import SANDI, Pki
from pyhanko import stamp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper

from pipeline.verify.laporan import Laporan, Putusan
from pipeline.verify.putusan import baik

Lihat = Callable[..., Laporan]
BILAH = b"q 1 1 1 rg 0 300 600 400 re f Q"
"""A white bar over the middle of a page."""


def kode(report: Laporan) -> set[str]:
    return {f.code for f in report.temuan if f.severity.name == "GALAT"}


def distempel(data: bytes, pki: Pki) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(data)), io.BytesIO()
    PdfTimeStamper(HTTPTimeStamper(pki.tsa)).timestamp_pdf(writer, "sha256", output=out)
    return out.getvalue()


def olah(
    data: bytes, versi: str = "", halaman: bytes = b"", paket: Callable[[str, bytes], bytes] | None = None
) -> bytes:
    """A document with another version inside, something drawn on page 1, or files of its package replaced."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for spec in pdf.Root.AF:
            stream = spec.EF.F
            if str(spec.UF) == "templat.json" and versi:
                stream.write(json.dumps(json.loads(stream.read_bytes()) | {"notula": versi}).encode())
            if str(spec.UF) == "sumber.zip" and paket is not None:
                stream.write(ganti_paket(stream.read_bytes(), paket))
        if halaman:
            pdf.pages[0].contents_add(halaman)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def ganti_paket(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def rusak(name: str, body: bytes) -> bytes:
    return b"{% rusak" if name.endswith(".html") else body


def tempel(data: bytes, pki: Pki, label: str) -> bytes:
    """A signature in a large field of its own, with words in it."""
    signer = SimpleSigner.load_pkcs12(str(pki.pkcs12(label)), passphrase=SANDI.encode())
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    append_signature_field(writer, SigFieldSpec("palsu", on_page=0, box=(60, 300, 540, 700)))
    style = stamp.TextStampStyle(stamp_text="KEPUTUSAN: DANA Rp 9 MILIAR DISETUJUI", background_opacity=1)
    meta = PdfSignatureMetadata(field_name="palsu", subfilter=SigSeedSubFilter.PADES)
    return bytes(PdfSigner(meta, signer, stamp_style=style).sign_pdf(writer).getvalue())


def test_a_timestamp_alone_is_no_signature(pki: Pki, lihat: Lihat) -> None:
    foreign = weasyprint.HTML(string="<h1>SURAT PALSU</h1>").write_pdf()
    for data in (foreign, naskah_final()):
        report = lihat(distempel(data, pki))
        assert (report.putusan, baik(report)) == (Putusan.DISTEMPEL, False)
        assert "V027" in kode(report)


def test_a_foreign_pdf_is_not_proven_by_a_sound_signature(pki: Pki, lihat: Lihat) -> None:
    foreign = weasyprint.HTML(string="<h1>SURAT</h1>").write_pdf()
    report = lihat(tempel(foreign, pki, "ketua"))
    assert (report.putusan, kode(report)) == (Putusan.TANPA_REKAMAN, {"V010", "V015"})


@pytest.mark.parametrize(
    ("how", "verdict", "code"),
    [
        ({"halaman": BILAH}, Putusan.BEDA, "V013"),
        ({"halaman": BILAH, "versi": "0.0.1"}, Putusan.TIDAK_TERULANG, "V025"),
        ({"halaman": b"q 1 0 0 rg 0 0 9 9 re f Q", "versi": "0.0.1"}, Putusan.TIDAK_TERULANG, "V025"),
        ({"halaman": BILAH, "versi": "0.0.1", "paket": rusak}, Putusan.TIDAK_TERULANG, "V014"),
        ({"versi": "0.0.1", "paket": rusak}, Putusan.TIDAK_TERULANG, "V014"),
    ],
)
def test_the_version_inside_excuses_nothing(
    pki: Pki, lihat: Lihat, how: dict[str, object], verdict: Putusan, code: str
) -> None:
    report = lihat(tandatangani(olah(naskah_final(), **how), pki, "ketua", 1, "B-LT"))  # type: ignore[arg-type]
    assert code in kode(report)
    assert (report.putusan, baik(report)) == (verdict, False)


def test_what_acts_by_itself_is_a_difference_though_nothing_is_seen(pki: Pki, lihat: Lihat) -> None:
    with pikepdf.open(io.BytesIO(naskah_final())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    report = lihat(tandatangani(out.getvalue(), pki, "ketua", 1, "B-LT"))
    assert (report.putusan, report.ulang.beda_rupa) == (Putusan.BEDA, ())
    assert "/OpenAction" in report.ulang.beda_hidup


def test_a_file_spelt_otherwise_that_looks_and_reads_the_same_is_genuine(pki: Pki, lihat: Lihat) -> None:
    report = lihat(tandatangani(olah(naskah_final(), versi="0.0.1"), pki, "ketua", 1, "B-LT"))
    assert (report.putusan, report.ulang.setara, report.ulang.sama) == (Putusan.ASLI, True, False)
    assert "V025" in {f.code for f in report.temuan}


@pytest.mark.parametrize("label", ["lain", "ketua"])
def test_a_field_laid_over_the_page_is_no_part_of_the_document(pki: Pki, lihat: Lihat, label: str) -> None:
    report = lihat(tempel(naskah_final(), pki, label))
    assert report.putusan is Putusan.DITUMPANGI
    assert {"V022", "V024"} <= kode(report)


def test_a_field_laid_over_the_page_after_a_signature(
    berkas: dict[str, bytes], pki: Pki, lihat: Lihat
) -> None:
    report = lihat(tempel(berkas["B-LT"], pki, "lain"))
    assert {"V022", "V024"} <= kode(report)
    assert report.putusan in (Putusan.DITUMPANGI, Putusan.BERUBAH)


def test_another_person_signed_both_fields(pki: Pki, lihat: Lihat) -> None:
    signed = tandatangani(naskah_final(BERDUA), pki, "lain", 1, "B-LT", peran="Notulis")
    report = lihat(tandatangani(signed, pki, "lain", 2, "B-LT"))
    assert (report.putusan, kode(report)) == (Putusan.PENANDA_LAIN, {"V023"})
    said = [f.message() for f in report.temuan if f.code == "V023"]
    assert [("Orang Lain" in s, "Contoh P" in s) for s in said] == [(True, True)] * 2


def test_both_signed_in_each_others_place(pki: Pki, lihat: Lihat) -> None:
    signed = tandatangani(naskah_final(BERDUA), pki, "ketua", 1, "B-LT")
    report = lihat(tandatangani(signed, pki, "notulis", 2, "B-LT"))
    assert (report.putusan, kode(report)) == (Putusan.PENANDA_LAIN, {"V023"})


def test_the_second_signed_before_the_first(pki: Pki, lihat: Lihat) -> None:
    signed = tandatangani(naskah_final(BERDUA), pki, "ketua", 2, "B-LT")
    report = lihat(tandatangani(signed, pki, "notulis", 1, "B-LT"))
    assert "V023" in kode(report)
    assert not baik(report)


def test_a_role_that_the_record_does_not_give(pki: Pki, lihat: Lihat) -> None:
    report = lihat(tandatangani(naskah_final(), pki, "ketua", 1, "B-LT", peran="Gubernur Banten"))
    assert (report.putusan, kode(report)) == (Putusan.PENANDA_LAIN, {"V023"})
    behalf = tandatangani(
        naskah_final(), pki, "ketua", 1, "B-LT", alasan="Notula disetujui a.n. Gubernur Banten"
    )
    assert kode(lihat(behalf)) == {"V023"}
