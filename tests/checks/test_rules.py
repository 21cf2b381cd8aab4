"""Cases beside the examples: what must not alarm, and where findings point."""

import pytest
from contoh import acuan, kode, rekaman

from pipeline.checks import check
from pipeline.findings import Severity
from pipeline.reference.glif import _FAST, coverage, fon_untuk, uncovered
from pipeline.reference.isian import gaps


def test_the_complete_record_has_no_finding() -> None:
    assert rekaman()[1] == []


@pytest.mark.parametrize(
    "words",
    [
        "ruang [21) lantai dua", "surat ke [email protected]", "Rp - dan Rp1.000.000,00", "“Begitulah ...” katanya",
        "kami tunggu…", "270/M.PPN/11/2012 dan 400.2.1", "dan lain-lain, dll.", "sic [sic] itu", "tiga (tiga) hari",
        "menurut [1] dan [23]", "s.d. selesai, a.n. Gubernur", "jam (pukul) sembilan", "ya…", "hari (kerja)",
    ],
)  # fmt: skip
def test_ordinary_writing_is_no_placeholder(words: str) -> None:
    assert gaps(words) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("di [nama daerah] dapat", "nama daerah"), ("(nomor klasifikasi)", "nomor klasifikasi"),
        ("(Alinea Isi)", "Alinea Isi"), ("tanggal ....", "isian"), ("…….", "isian"), (".. November", "isian"),
        ("____", "isian"), ("…./…/2026", "isian"), ("{{ nama }}", "nama"), ("<nama pejabat>", "nama pejabat"),
        ("XXX", "isian"), ("(nama pejabat)", "nama pejabat"),
    ],
)  # fmt: skip
def test_every_shape_of_placeholder_is_found(words: str, named: str) -> None:
    assert [g[2] for g in gaps(words)] == [named]


@pytest.mark.parametrize("label", ["Nama Jabatan", "NAMA", "Nama Pejabat", "Pangkat", "NIP", "-", "..."])
def test_a_label_left_as_value_is_found(label: str) -> None:
    found = kode(f"pimpinan:\n  ketua: {{nama: Contoh, jabatan: '{label}'}}\n  pencatat: Contoh Dua\n")
    assert found & {"P009", "P003"}


def test_a_placeholder_is_pointed_at_to_the_column() -> None:
    record, found = rekaman("tujuan:\n  - Melayani [nama daerah] dan [nama daerah] juga\n")
    places = [f.place for f in found if f.code == "P001"]
    lines = record.places.text.split("\n")
    assert [lines[p.line - 1][p.column - 1 :][:13] for p in places] == ["[nama daerah]"] * 2
    assert places[0].column < places[1].column


def test_a_chatbot_offer_is_found_in_both_languages() -> None:
    assert "P012" in kode("tujuan: ['Apakah Anda ingin saya sesuaikan artikel ini?']\n")
    assert "P012" in kode("tujuan: ['Would you like me to shorten it?']\n")
    assert "P012" not in kode("tujuan: ['Apakah Anda setuju dengan rencana ini?']\n")


def test_faults_of_content_are_warnings_on_a_draft_and_errors_on_a_final() -> None:
    for status, weight in (("draf", Severity.PERINGATAN), ("final", Severity.GALAT)):
        found = rekaman(f"status: {status}\ntempat: '[nama tempat]'\n")[1]
        assert {f.severity for f in found} == {weight}


def test_notes_of_an_import_are_checked_only_as_leftovers_since_they_are_not_printed() -> None:
    assert kode("catatan_impor: ['Apakah Anda ingin saya bantu? [nama]']\n") == {"I002", "I003"}


def test_a_missing_fact_is_asked_of_the_documents_that_need_it_only() -> None:
    assert "K001" in kode("dasar: []\n")
    assert "K001" not in kode("dasar: []\ndokumen: [notula]\n")


def test_a_refused_value_is_not_also_called_missing() -> None:
    assert kode("tanggal: 2026-11-31\n") == {"T001"}


def test_nested_gaps_are_named_by_their_key() -> None:
    hints = [f.hint() for f in rekaman("pembuka: {pukul: 09.00}\n")[1]]
    assert "Isi “pembuka.oleh.nama”." in hints


def test_weekday_and_calendar_inside_free_text() -> None:
    assert "T002" in kode("tujuan: ['Bertemu Rabu, 24 November 2026.']\n")
    assert "T001" in kode("tujuan: ['Selesai 31 Juni 2026.']\n")
    assert kode("tujuan: ['Bertemu Selasa, 24 November 2026.']\n") == set()


def test_an_overnight_range_may_end_earlier_in_the_day() -> None:
    ubah = "tanggal: {mulai: 2026-11-24, selesai: 2026-11-25}\nwaktu: {mulai: 19.00, selesai: 08.00, zona: WIB}\n"
    assert "T003" not in kode(ubah)


def test_unknown_sex_counts_as_unknown() -> None:
    people = "peserta:\n  - {nama: Contoh Satu}\n  - {nama: Contoh Dua, jk: P}\n"
    assert kode(people + "rekap: {L: 0, P: 1, tidak_diketahui: 1, jumlah: 2}\n") == set()
    assert "J003" in kode(people + "rekap: {L: 1, P: 1, jumlah: 2}\n")


def test_delegations_count_by_their_heads() -> None:
    people = "peserta:\n  - {delegasi: Forum Contoh, hitungan: {L: 2, P: 3, jumlah: 5}}\n"
    assert kode(people + "rekap: {L: 2, P: 3, jumlah: 5}\n") == set()
    assert "J001" in kode("peserta:\n  - {delegasi: Forum, hitungan: {L: 2, P: 3, jumlah: 6}}\nrekap:\n")


def test_two_people_of_one_name_in_two_agencies_are_two() -> None:
    two = "peserta:\n  - {nama: Contoh, instansi: A}\n  - {nama: Contoh, instansi: B}\nrekap:\n"
    assert "J004" not in kode(two)


def test_pictures_outside_the_workspace_are_refused() -> None:
    for name in ("../../../etc/passwd", "/etc/passwd", "gambar"):
        assert "R003" in kode(f"lampiran:\n  - {{judul: Foto, gambar: '{name}', alt: Foto}}\n")
    assert kode("lampiran:\n  - {judul: Foto, gambar: gambar/paparan.png, alt: Foto}\n") == set()


def test_an_unknown_letterhead_is_asked_with_its_likeness() -> None:
    message = next(f.message() for f in rekaman("instansi: dinas-cntoh\n")[1] if f.code == "R001")
    assert "Maksud Anda “dinas-contoh”" in message


def test_the_quick_set_of_characters_is_in_the_main_font() -> None:
    assert {c for c in _FAST if c not in "\n\t" and ord(c) not in coverage()} == set()


def test_each_script_has_its_font_and_foreign_ones_none() -> None:
    assert [fon_untuk(c) for c in "aé“ا\ua9b1😀"] == [
        None, None, None, "NotoNaskhArabic", "NotoSansJavanese", "NotoEmoji",
    ]  # fmt: skip
    assert [c for _, c in uncovered("a漢b\ue001")] == ["漢", "\ue001"]


def test_checks_do_not_depend_on_each_other() -> None:
    record, _ = rekaman("tempat: TBD\n")
    assert check(record, acuan()) == check(record, acuan())


def test_text_cut_by_a_hash_is_found_and_a_comment_is_not() -> None:
    assert "Y009" in kode("tempat: Aula #2 Lantai Tiga\n")
    assert "Y009" not in kode("tempat: Aula  # catatan\n")
    assert "Y009" not in kode("tempat: 'Aula #2'  #catatan\n")


def test_a_list_that_was_meant_as_a_placeholder_is_shown() -> None:
    messages = [f.message() for f in rekaman("pimpinan: {ketua: {nama: [nama pejabat], jabatan: X}}\n")[1]]
    assert any("[nama pejabat]" in m for m in messages)


@pytest.mark.parametrize("value", ["''", "' '", "'**'", "'** **'", '"\\u200b"'])
def test_texts_that_show_nothing_are_found_wherever_they_stand(value: str) -> None:
    for key in ("keputusan", "acara", "rekomendasi", "tembusan", "undangan"):
        assert "K006" in kode(f"{key}: [{value}, Satu hal.]\n"), key
    assert kode(f"tempat: {value}\n") & {"K001", "K006"}
    assert kode(f"pimpinan:\n  ketua: {{nama: {value}, jabatan: Ketua}}\n  pencatat: Contoh\n") & {
        "K001",
        "K006",
    }


@pytest.mark.parametrize("item", ["{judul: A}", "{judul: A, isi: [{}]}", "{judul: A, isi: ['']}"])
def test_a_discussion_that_says_nothing_is_found(item: str) -> None:
    assert "K007" in kode(f"pembahasan:\n  - {item}\n")


def test_a_malformed_svg_or_one_with_entities_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from pipeline.checks.rujukan import masalah_gambar

    folder = tmp_path / "inputs" / "rapat"
    folder.mkdir(parents=True)
    for text in (
        "<svg",
        "<svg><a></svg>",
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    ):
        (folder / "a.svg").write_text(text)
        assert masalah_gambar(folder, "a.svg") is not None
    (folder / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert masalah_gambar(folder, "a.svg") is None
