"""What is mended unasked never changes what a text says; what people say is no assistant's."""

import json

import pytest
from contoh import kode, rekaman

from pipeline.checks.cacat import Ragam, cacat
from pipeline.findings import Finding, Severity


def aman(text: str, ragam: Ragam = "baris") -> str:
    """The text after its safe mends."""
    for c in reversed([c for c in cacat(text, ragam) if c.safe and c.mend is not None]):
        text = text[: c.start] + (c.mend or "") + text[c.end :]
    return text


def temuan(words: str, key: str = "tujuan: [{}]\n", code: str = "") -> list[Finding]:
    found = rekaman(key.format(json.dumps(words, ensure_ascii=False)))[1]
    return [f for f in found if code in f.code]


@pytest.mark.parametrize("ragam", ["blok", "baris", "polos", "kutipan"])
@pytest.mark.parametrize(
    "words",
    [
        "> 50% perempuan, <40% laki-laki", "> 60 tahun: 12 orang", "~~10~~ 12 paket", "5~~6~~7", "# 2 prioritas",
        "berkas __init__.py itu", "Judul\n---\nisi", "# Prioritas", "> Kutipan", "2 *3* 4", "D:\\_arsip", "x <b dan c> y",
        "‘Dari dari hati’", "“yang yang”", '"yang yang"', "Stadion Gelora 10 Nopember", "pada Nopember",
        "“Selesai 3 Nopember 2026”",
    ],
)  # fmt: skip
def test_marks_that_may_mean_something_stay(words: str, ragam: Ragam) -> None:
    assert aman(words, ragam) == words


@pytest.mark.parametrize(
    "words",
    ["> 50% perempuan, <40%", "> 60 tahun: 12 orang", "# 2 prioritas", "lihat __init__.py", "> Rp5 juta"],
)
def test_signs_before_figures_are_no_markdown(words: str) -> None:
    assert not {c.rule.code for c in cacat(words, "polos")} & {"E014", "E015"}


def test_struck_text_is_an_error_without_a_mend() -> None:
    assert [(c.rule.code, c.mend) for c in cacat("~~10~~ 12 paket", "baris")] == [("E014", None)]


def test_old_months_are_mended_only_as_dates() -> None:
    assert (
        aman("Selesai 3 Nopember 2026, sejak Pebruari 2025") == "Selesai 3 November 2026, sejak Februari 2025"
    )
    assert not cacat("Nopember Contoh", "nama")
    assert not cacat("Gelora 10 Nopember", "polos")
    words = "Surat tanggal 3 Nopember 2020"
    assert [f.mend.safe for f in temuan(words, "dasar: [{}]\n", "T006") if f.mend] == [False]
    assert [f.mend.safe for f in temuan(words, code="T006") if f.mend] == [True]


def test_an_old_month_in_a_date_field_is_named() -> None:
    hints = [f.hint() for f in rekaman("tanggal: 24 Nopember 2026\n")[1] if f.code == "Y004"]
    assert hints == ["Tulis nama bulan yang baku, “November”."]


@pytest.mark.parametrize(
    ("name", "safe"),
    [("Muhammad A.P.", None), ("Andi S.S", None), ("Siti Contoh SE, M.Si", False), ("Siti Contoh, SE, M.Si", True),
     ("Siti Contoh S.Si.", False)],
)  # fmt: skip
def test_degrees_are_mended_only_behind_a_comma(name: str, safe: bool | None) -> None:
    found = rekaman(f"peserta:\n  - {{jabatan: Kepala, instansi: Dinas Contoh, nama: '{name}'}}\nrekap:\n")[1]
    assert [f.mend.safe for f in found if f.code == "N022" and f.mend] == ([] if safe is None else [safe])


def test_an_assistants_mark_leaves_a_valid_address() -> None:
    assert aman("Lihat https://a.go.id/b?utm_source=chatgpt.com&x=1 itu") == "Lihat https://a.go.id/b?x=1 itu"
    assert aman("https://a.go.id/b?x=1&utm_source=chatgpt.com&y=2") == "https://a.go.id/b?x=1&y=2"


@pytest.mark.parametrize(
    "words",
    [
        "Jika ada kendala, perangkat daerah silakan beri tahu Bappeda paling lambat Jumat.",
        "Jika ada perubahan jadwal, silakan beri tahu melalui WhatsApp.",
        "Sebagai model bahasa ibu, keluarga berperan penting.",
        "Sebagai AI Champion, Diskominfo mendampingi perangkat daerah.",
        "Poster disusun dengan Gemini dan Canva.",
        "Video dibuat dengan AI oleh Diskominfo.",
        "Laporan yang Anda minta telah kami sampaikan, ujar Kepala BPS.",
        "Berikut adalah draf laporan yang dibahas:",
        "As an AI hub, Banten attracts investors.",
    ],
)
def test_people_are_no_assistants(words: str) -> None:
    assert "P012" not in kode(f"tujuan: [{json.dumps(words)}]\n")


@pytest.mark.parametrize(
    "words",
    [
        "Tentu saja, berikut hal-hal yang perlu diperhatikan.",
        "Saya dapat membantu menyesuaikan jadwal, kata Camat.",
        "“Apakah Anda ingin saya jelaskan?” tanya Camat Contoh.",
        "Apakah Anda ingin saya jelaskan, tanya Camat Contoh.",
        "Semoga membantu!",
    ],
)
def test_what_a_person_may_say_never_is_an_error(words: str) -> None:
    found = temuan(words, "status: final\ntujuan: [{}]\n", "P012")
    assert {f.severity for f in found} <= {Severity.PERINGATAN}


@pytest.mark.parametrize(
    "words",
    [
        "Berikut versi yang lebih formal dan ringkas:", "Silakan sesuaikan nama dan tanggal dengan kebutuhan Anda.",
        "Tentu! Berikut rinciannya:", "Sebagai model bahasa AI, saya tidak dapat hadir.",
        "Jika Anda ingin perubahan lain, silakan beri tahu saya.", "Notula ini dibuat dengan ChatGPT.",
    ],
)  # fmt: skip
def test_an_assistant_is_an_error(words: str) -> None:
    found = temuan(words, "status: final\ntujuan: [{}]\n", "P012")
    assert {f.severity for f in found} == {Severity.GALAT}


def test_beliau_may_be_named_in_the_item_before() -> None:
    items = "pembahasan: [{{judul: A, isi: ['{}', 'Mari bekerja, ujar beliau.']}}]\n"
    assert "P011" not in kode(items.format("Kepala Dinas Contoh hadir."))
    assert "P011" in kode(items.format("Rapat berlangsung."))
    assert "P011" not in kode("tujuan: [Beliau Kepala Dinas menutup rapat]\n")


def test_a_day_of_every_year_needs_no_year() -> None:
    assert kode("tujuan: [Pajak jatuh tempo pada 30 September]\n") == set()


def test_a_lost_closing_mark_is_mended_with_its_opening_one() -> None:
    assert aman("â€œHebat sekaliâ€ kata Camat") == "“Hebat sekali” kata Camat"


@pytest.mark.parametrize(
    ("words", "code", "right"),
    [
        ("Rapat di laksanakan bersama", "E004", "dilaksanakan"), ("Rapat di buka oleh Camat", "E004", "dibuka"),
        ("Kegiatan dianggar kan", "E004", "dianggarkan"), ("Usul disetujuioleh forum", "E005", "disetujui oleh"),
        ("Hadir Dinaskesehatan", "E005", "Dinas Kesehatan"), ("Selesai 24/13/2026", "T001", None),
    ],
)  # fmt: skip
def test_lost_and_stray_blanks_warn_with_a_mend(words: str, code: str, right: str | None) -> None:
    assert [(c.rule.code, c.mend, c.safe, c.sure) for c in cacat(words, "baris")] == [
        (code, right, False, False)
    ]


@pytest.mark.parametrize(
    "words", ["di dalam, di antara, di atas, di Serang", "Nomor 24/13/2026", "tanggal 24/11/2026"]
)
def test_prepositions_and_numbers_pass(words: str) -> None:
    assert cacat(words, "baris") == ()
