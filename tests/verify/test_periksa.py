"""Whole files: genuine ones, and what people do to them."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from berkas_ttd import BERDUA, ganti, naskah_final, tandatangani
from hypothesis import given, settings
from hypothesis import strategies as st
from pki import SANDI, Pki
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from pipeline.findings import Severity
from pipeline.verify.jaringan import Jaringan
from pipeline.verify.laporan import Laporan, Putusan
from pipeline.verify.periksa import periksa
from pipeline.verify.putusan import baik
from pipeline.verify.ulang import Buatan

TANPA_BUKTI = (Putusan.PENCABUTAN, {"V010"})
"""What is said of a sound signature without evidence of revocation."""


def kode(report: Laporan, weight: Severity = Severity.GALAT) -> set[str]:
    return {f.code for f in report.temuan if f.severity is weight}


def tulis(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with a layer of changes more."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def putar(writer: IncrementalPdfFileWriter) -> None:
    """Turn the first page upside down."""
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)


def bubuhkan_saja(data: bytes, pki: Pki, label: str, field: str) -> bytes:
    """A signature by somebody who checks nothing."""
    signer = SimpleSigner.load_pkcs12(str(pki.pkcs12(label)), passphrase=SANDI.encode())
    meta = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    return bytes(sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), meta, signer).getvalue())


@pytest.mark.parametrize("name", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_signed_minutes_are_genuine_at_their_level(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan], name: str
) -> None:
    report = lihat(berkas[name])
    assert (report.putusan, kode(report)) == ((Putusan.ASLI, set()) if "L" in name else TANPA_BUKTI)
    assert (report.ulang.sama, baik(report)) == (True, "L" in name)
    assert [(a.nama, len(a.sha256)) for a in report.akar] == [("Akar Contoh", 64)]
    (first, *rest) = report.tanda_tangan
    assert (first.tingkat, first.nama, first.alasan) == (name, "Contoh Pemimpin", "Mengesahkan notula")
    assert first.rantai == ("Contoh Pemimpin", "Sertifikat Elektronik Contoh", "Akar Contoh")
    assert (first.pengesahan, first.peran, len(rest)) == (True, ("Kepala Dinas Contoh",), name == "B-LTA")
    assert (first.stempel is None) == (name == "B-B")
    assert first.pencabutan == ("baik" if "L" in name else "tidak diketahui")
    assert kode(report, Severity.PERINGATAN) == set()


@pytest.mark.parametrize("name", ["dua B-LT", "dua B-LTA"])
def test_two_sign_in_order_and_both_hold(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan], name: str
) -> None:
    report = lihat(berkas[name])
    people = [t for t in report.tanda_tangan if t.jenis == "tanda tangan"]
    assert report.putusan is Putusan.ASLI
    assert [t.nama for t in people] == ["Contoh Pencatatan", "Contoh Pemimpin"]
    assert [t.pengesahan for t in people] == [True, False]
    assert "Contoh Pemimpin" in {item.nama for item in people[0].sesudahnya}
    assert [r.akhir for r in report.revisi[:-1]] == [r.awal for r in report.revisi[1:]]


def test_the_first_of_two_leaves_a_field_to_fill(pki: Pki, lihat: Callable[..., Laporan]) -> None:
    report = lihat(tandatangani(naskah_final(BERDUA), pki, "notulis", 1, "B-LT"))
    assert (report.putusan, kode(report), report.bidang_kosong) == (
        Putusan.BELUM_LENGKAP, {"V018"}, ("ttd-2",),
    )  # fmt: skip
    assert not baik(report)


def test_without_the_root_it_is_whole_but_of_nobody(berkas: dict[str, bytes]) -> None:
    report = periksa(berkas["B-LTA"], "uji.pdf")
    assert (report.putusan, kode(report)) == (Putusan.TIDAK_DIKENAL, {"V007"})
    assert not any(t.tepercaya for t in report.tanda_tangan)


def test_a_final_without_signatures_is_proven_by_its_record(lihat: Callable[..., Laporan]) -> None:
    report = lihat(naskah_final())
    assert (report.putusan, kode(report), report.ulang.bita) == (Putusan.SAMA, set(), len(naskah_final()))
    assert not baik(report)  # anybody can make such a file


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%", b"\0" * 9])
def test_nothing_may_be_added_at_the_end(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan], tail: bytes
) -> None:
    for name in ("B-B", "B-LT", "B-LTA"):
        assert lihat(berkas[name] + tail, ulang=_never).putusan in (Putusan.TIDAK_TERLINDUNG, Putusan.RUSAK)
    assert lihat(naskah_final() + tail).putusan in (Putusan.BEDA, Putusan.RUSAK)


def _never(_: object) -> Buatan:
    return Buatan(gagal=("tidak dicoba", "not tried"))


def test_evidence_by_others_is_not_protected(berkas: dict[str, bytes], lihat: Callable[..., Laporan]) -> None:
    changed = tulis(
        berkas["B-B"],
        lambda w: w.set_custom_trailer_entry(generic.pdf_name("/X"), w.add_object(generic.NumberObject(1))),
    )
    assert lihat(changed).putusan in (Putusan.BERUBAH, Putusan.TIDAK_TERLINDUNG)
    assert "V005" in kode(lihat(changed))


def test_a_page_changed_after_signing_is_told(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan]
) -> None:
    report = lihat(tulis(berkas["B-B"], putar))
    assert (report.putusan, kode(report)) == (Putusan.BERUBAH, {"V005", "V010", "V012", "V024"})
    assert "halaman" in next(f for f in report.temuan if f.code == "V012").message()


def test_signing_over_a_change_does_not_hide_it(
    berkas: dict[str, bytes], pki: Pki, lihat: Callable[..., Laporan]
) -> None:
    first = tandatangani(naskah_final(BERDUA), pki, "notulis", 1, "B-B")
    report = lihat(bubuhkan_saja(tulis(first, putar), pki, "ketua", "ttd-2"))
    assert report.putusan is Putusan.BERUBAH
    assert {"V012", "V024"} <= kode(report)


def test_a_change_before_the_first_signature_is_told(pki: Pki, lihat: Callable[..., Laporan]) -> None:
    report = lihat(tandatangani(tulis(naskah_final(), putar), pki, "ketua", 1, "B-B"))
    assert (report.putusan, kode(report)) == (Putusan.BERUBAH, {"V010", "V016", "V024"})


def test_the_record_inside_must_be_that_of_the_pages(pki: Pki, lihat: Callable[..., Laporan]) -> None:
    other = naskah_final("tempat: Aula Lain\n")
    swapped = _with_attachments_of(naskah_final(), other)
    report = lihat(swapped)
    assert (report.putusan, kode(report)) == (Putusan.BEDA, {"V013", "V026"})
    assert report.ulang.beda_teks
    signed = lihat(tandatangani(swapped, pki, "ketua", 1, "B-LT"))
    assert (signed.putusan, kode(signed)) == (Putusan.BEDA, {"V013", "V026"})
    assert "Aula Lain" in next(f for f in signed.temuan if f.code == "V026").message()


def _with_attachments_of(data: bytes, other: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(other)) as source:
        theirs = {str(f.UF): f.EF.F.read_bytes() for f in source.Root.AF}
        for f in pdf.Root.AF:
            f.EF.F.write(theirs[str(f.UF)])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def test_an_older_version_of_notula_is_a_remark_on_signed_files(
    pki: Pki, lihat: Callable[..., Laporan], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = tandatangani(naskah_final(), pki, "ketua", 1, "B-LT")
    for module in ("pipeline.sertaan", "pipeline.verify.ulang", "pipeline.render.pdf_arsip"):
        monkeypatch.setattr(f"{module}.__version__", "9.9")
    report = lihat(signed)
    assert (report.putusan, kode(report, Severity.PERINGATAN)) == (Putusan.ASLI, {"V025"})
    assert "9.9" in report.temuan[0].message()
    assert kode(lihat(naskah_final())) == {"V025"}


def test_an_expired_certificate_needs_a_timestamp(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan]
) -> None:
    later = datetime.now(UTC) + timedelta(days=700)
    assert kode(lihat(berkas["B-B"], kini=later)) >= {"V008"}
    assert lihat(berkas["B-B"], kini=later).putusan is Putusan.SERTIFIKAT
    assert lihat(berkas["B-LTA"], kini=later).putusan is Putusan.ASLI


def test_a_revoked_certificate_is_never_genuine(pki: Pki, lihat: Callable[..., Laporan]) -> None:
    signed = bubuhkan_saja(naskah_final(), pki, "dicabut", "ttd-1")
    offline = lihat(signed)
    assert (offline.putusan, kode(offline)) == TANPA_BUKTI
    report = lihat(signed, jaringan=Jaringan.DALAM)
    assert (report.putusan, kode(report)) == (Putusan.DICABUT, {"V009"})


def test_online_evidence_answers_what_the_file_lacks(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan]
) -> None:
    report = lihat(berkas["B-B"], jaringan=Jaringan.DALAM)
    assert (report.putusan, report.temuan, report.tanda_tangan[0].pencabutan) == (Putusan.ASLI, (), "baik")
    assert report.tanda_tangan[0].tingkat == "B-B"


def test_a_signature_cut_from_another_file_is_no_signature(
    berkas: dict[str, bytes], pki: Pki, lihat: Callable[..., Laporan]
) -> None:
    theirs = tandatangani(naskah_final("tempat: Aula Lain\n"), pki, "ketua", 1, "B-B")
    start, end = theirs.rindex(b"/Contents <"), theirs.rindex(b">", 0, theirs.rindex(b"/ByteRange") + 20000)
    ours = berkas["B-B"]
    place = ours.rindex(b"/Contents <")
    report = lihat(ours[:place] + theirs[start:end] + ours[place + end - start :])
    assert report.putusan in (Putusan.BERUBAH, Putusan.RUSAK)


def test_a_signature_that_no_field_holds_is_told(
    berkas: dict[str, bytes], lihat: Callable[..., Laporan]
) -> None:
    data = berkas["B-LT"]
    place = data.rindex(b"/AcroForm") + 3
    report = lihat(ganti(data, place, ord("C")))
    assert (report.putusan, report.tanda_tangan) == (Putusan.TIDAK_SAH, ())
    assert "V004" in kode(report)


def test_a_draft_proves_nothing(lihat: Callable[..., Laporan]) -> None:
    report = lihat(naskah_final("status: draf\n"))
    assert (report.putusan, kode(report)) == (Putusan.TIDAK_TERBUKTI, {"V015"})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF", bytes(5000)])
def test_what_is_no_pdf_is_said_so(lihat: Callable[..., Laporan], data: bytes) -> None:
    assert lihat(data).putusan is Putusan.BUKAN_PDF


@pytest.mark.parametrize("part", [20, 1000, 60_000, -1, -30, -3000])
def test_a_cut_file_is_damaged(berkas: dict[str, bytes], lihat: Callable[..., Laporan], part: int) -> None:
    assert not baik(lihat(berkas["B-LTA"][:part], ulang=_never))


@settings(deadline=None, max_examples=60)
@given(tail=st.binary(max_size=300), cut=st.integers(0, 93_000), value=st.integers(0, 255))
def test_no_bytes_bring_a_traceback(tail: bytes, cut: int, value: int) -> None:
    base = naskah_final()
    for data in (b"%PDF-1.7\n" + tail, base[:cut] + tail, ganti(base, cut, value) + tail):
        assert periksa(data, "x", ulang=_never).sha256
