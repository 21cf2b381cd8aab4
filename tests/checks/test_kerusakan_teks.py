"""Damaged texts with the rule that finds them and what they read when mended; ordinary texts with none."""

import json
from pathlib import Path

import pytest
from contoh import kode, rekaman
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.cacat import Ragam, cacat, ke_berapa
from pipeline.findings import Severity
from pipeline.reference.istilah import ISTILAH, mirip, satukan

BERSIH = (Path(__file__).parent / "kalimat_bersih.txt").read_text(encoding="utf-8").splitlines()


def betulkan(text: str, code: str, ragam: Ragam = "baris") -> str:
    """The text with the mends of one rule."""
    for c in reversed([c for c in cacat(text, ragam) if c.rule.code == code and c.mend is not None]):
        text = text[: c.start] + (c.mend or "") + text[c.end :]
    return text


def temuan(words: str, key: str = "tujuan: [{}]\n") -> set[str]:
    return kode(key.format(json.dumps(words, ensure_ascii=False)))


@pytest.mark.parametrize("words", BERSIH)
def test_ordinary_official_sentences_have_no_finding(words: str) -> None:
    assert temuan(words) == set()
    assert temuan(words, "pembahasan: [{{judul: A, isi: [{}]}}]\n") == set()


def test_there_are_enough_ordinary_sentences() -> None:
    assert len(set(BERSIH)) >= 60


RUSAK = [
    ("âPUG adalah strategi.â", "P013", "“PUG adalah strategi.”"),
    ("Ia berkata âdata terpilahâ itu penting.", "P013", "Ia berkata “data terpilah” itu penting."),
    ("Tahun 2024â2026 disepakati.", "P013", "Tahun 2024–2026 disepakati."),
    ("PUG â bukan program â disepakati.", "P013", "PUG – bukan program – disepakati."),
    ("Hari Jumâat di masjid.", "P013", "Hari Jum’at di masjid."),
    ("Tunggu sebentarâ¦ lalu mulai.", "P013", "Tunggu sebentar… lalu mulai."),
    ("â€œPUGâ€\x9d disepakati", "P013", "“PUG” disepakati"),
    ("â€œPUG disepakati,â€ ujarnya", "P013", "“PUG disepakati,” ujarnya"),
    ("Ruang CafÃ© Contoh", "P013", "Ruang Café Contoh"),
    ("Suhu 30Â°C tercatat", "P013", "Suhu 30°C tercatat"),
    ("Rp5Â juta", "P013", "Rp5 juta"),
    ("2024â€“2026", "P013", "2024–2026"),
    ("Ã¢â‚¬Å“PUG", "P013", "“PUG"),
    ("Data ter�pilah", "P013", "Data ter�pilah"),
    ("Data ï¿½terpilahï¿½ itu", "P013", "Data “terpilah” itu"),
    ("Bappeda &amp; BPKAD", "E001", "Bappeda & BPKAD"),
    ("Kata &quot;data&quot; itu", "E001", "Kata “data” itu"),
    ("Rapat&nbsp;koordinasi", "E001", "Rapat koordinasi"),
    ("Pemba\u00adngunan daerah", "E002", "Pembangunan daerah"),
    ("Rapat \u200bkoordinasi", "E002", "Rapat koordinasi"),
    ("Rencana pemba- ngunan daerah", "E003", "Rencana pembangunan daerah"),
    ("Rencana pem-\nbangunan daerah", "E003", "Rencana pembangunan daerah"),
    ("Bagi laki- laki dewasa", "E003", "Bagi laki-laki dewasa"),
    ("Koordinasi Pen garustamaan Gender", "E004", "Koordinasi Pengarusutamaan Gender"),
    ("PEREN CANAAN DAERAH", "E004", "PERENCANAAN DAERAH"),
    ("Tingkat ke camatan", "E004", "Tingkat kecamatan"),
    ("Nara sumber hadir", "E004", "Narasumber hadir"),
    ("Pengarus utamaan gender", "E004", "Pengarusutamaan gender"),
    ("pem berdayaan perempuan", "E004", "pemberdayaan perempuan"),
    ("Menghadirkan NarasumberAhli", "E005", "Menghadirkan Narasumber Ahli"),
    ("SekretarisDaerah membuka", "E005", "Sekretaris Daerah membuka"),
    ("PEMERINTAH PROVINSIBANTEN", "E005", "PEMERINTAH PROVINSI BANTEN"),
    ("Tingkat KabupatenSerang", "E005", "Tingkat Kabupaten Serang"),
    ("Kordinasi lintas sektor", "E006", "Koordinasi lintas sektor"),
    ("Surat kementrian itu", "E006", "Surat kementerian itu"),
    ("Sekertaris dinas", "E006", "Sekretaris dinas"),
    ("Perencanan daerah", "E006", "Perencanaan daerah"),
    ("PENGARUSTAMAAN GENDER", "E006", "PENGARUSUTAMAAN GENDER"),
    ("Sosialiasi itu", "E006", "Sosialisasi itu"),
    ("hal yang yang dibahas", "E007", "hal yang dibahas"),
    ("Dan dan seterusnya itu", "E007", "Dan seterusnya itu"),
    ("di di di kabupaten", "E007", "di kabupaten"),
    ("adalah adalah hak", "E007", "adalah hak"),
    ("koordinasi koordinasi daerah", "E007", "koordinasi koordinasi daerah"),
    ("Dilaksanakan dI Serang", "E008", "Dilaksanakan di Serang"),
    ("data yAng lengkap", "E008", "data yang lengkap"),
    ("program daN kegiatan", "E008", "program dan kegiatan"),
    ("PEmerintah daerah", "E008", "Pemerintah daerah"),
    ("Dibuka secara resmi .", "E009", "Dibuka secara resmi."),
    ("Data , program", "E009", "Data, program"),
    ("Bagaimana caranya ?", "E009", "Bagaimana caranya?"),
    ("Rapat ditutup.Kemudian pulang", "E010", "Rapat ditutup. Kemudian pulang"),
    ("Data,program, dan lainnya", "E010", "Data, program, dan lainnya"),
    ("Menyusun  rencana", "E011", "Menyusun rencana"),
    ("Kota\xa0 Serang", "E011", "Kota Serang"),
    ("Data,, program", "E012", "Data, program"),
    ("Rapat selesai..", "E012", "Rapat selesai."),
    ("Data “terpilah menurut wilayah", "E013", "Data “terpilah menurut wilayah"),
    ("Data (L/P menurut wilayah", "E013", "Data (L/P menurut wilayah"),
    ("## Hasil rapat", "E014", "Hasil rapat"),
    ("Lihat [laman](https://contoh.go.id/a) kami", "E014", "Lihat laman (https://contoh.go.id/a) kami"),
    ("Pakai `kode` ini", "E014", "Pakai kode ini"),
    ("> Kutipan itu", "E014", "Kutipan itu"),
    ("Data **terpilah itu", "E014", "Data **terpilah itu"),
    ("Data <b>terpilah</b> itu", "E015", "Data terpilah itu"),
    ("Nilai<br>Contoh", "E015", "Nilai<br>Contoh"),
    ("Bertemu Rabu, 24 November 2026.", "T002", "Bertemu Selasa, 24 November 2026."),
    ("Selesai 3 Nopember 2026", "T006", "Selesai 3 November 2026"),
    ("Renstra 2012-2012 itu", "T009", "Renstra 2012 itu"),
    ("Renstra 2026–2024 itu", "T009", "Renstra 2024–2026 itu"),
    ("Mulai pukul 25.00 WIB", "T010", "Mulai pukul 25.00 WIB"),
    ("Mulai pukul 13.75 WIB", "T010", "Mulai pukul 13.75 WIB"),
    ("Pukul 12.00–09.00 WIB", "T011", "Pukul 12.00–09.00 WIB"),
    ("Menurut sumber 【12†source】.", "P012", "Menurut sumber."),
    ("Data itu :contentReference[oaicite:0]{index=0}.", "P012", "Data itu."),
    ("Lihat https://contoh.go.id/a?utm_source=chatgpt.com", "P012", "Lihat https://contoh.go.id/a"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "mended"), RUSAK)
def test_damage_is_found_and_mended(words: str, code: str, mended: str) -> None:
    assert code in {c.rule.code for c in cacat(words, "baris")}
    assert betulkan(words, code) == mended


def test_there_are_enough_damaged_sentences() -> None:
    assert len(RUSAK) >= 60


@pytest.mark.parametrize(
    "words",
    [
        "Apakah Anda ingin saya sesuaikan artikel ini?",
        "Jika Anda membutuhkan versi lain, silakan beri tahu saya.",
        "Jika ada bagian yang perlu diubah, beri tahu saja.",
        "Saya siap membantu Anda kapan saja.",
        "Maaf, saya tidak dapat memenuhi permintaan tersebut.",
        "Mohon maaf atas kebingungan sebelumnya.",
        "I apologize for the confusion.",
        "Sebagai model bahasa, saya tidak punya akses.",
        "As an AI language model, I cannot browse.",
        "Informasi ini akurat per pengetahuan terakhir saya.",
        "Berikut adalah draf notula rapat koordinasi:",
        "Inilah artikel yang Anda minta.",
        "Tentu! Berikut rangkumannya.",
        "Certainly! Here is the summary.",
        "Here's the revised version of the minutes.",
        "Semoga membantu!",
        "Let me know if you need more.",
        "Feel free to ask.",
        "Would you like me to shorten it?",
    ],
)
def test_an_assistants_words_are_found(words: str) -> None:
    found = [c for c in cacat(words, "baris") if c.rule.code == "P012"]
    assert found
    assert found[0].sure


def test_words_that_a_person_may_say_only_warn() -> None:
    quoted = [c.sure for c in cacat("Saya siap membantu Anda kapan saja.", "kutipan")]
    assert quoted == [False]
    _, findings = rekaman("status: final\ntujuan: ['Maaf, saya tidak dapat memberikan angka pasti.']\n")
    assert {f.severity for f in findings if f.code == "P012"} == {Severity.PERINGATAN}


def test_quotation_marks_of_a_quotation_are_taken_away_since_the_document_adds_them() -> None:
    assert betulkan("âKita mulai dari âdataâ itu,â", "P013", "kutipan") == "Kita mulai dari ‘data’ itu,"
    assert betulkan("â€œKita mulai.â€\x9d", "P013", "kutipan") == "Kita mulai."


def test_marks_in_fields_without_markdown_are_found_and_in_free_text_not() -> None:
    assert betulkan("Aula **Contoh** dan *Dua*", "E014", "polos") == "Aula Contoh dan Dua"
    assert [c.rule.code for c in cacat("Aula **Contoh** dan *Dua*", "blok")] == []
    assert "E014" in {c.rule.code for c in cacat("Satu\n\n---\n\nDua", "blok")}


@pytest.mark.parametrize(
    ("words", "ragam"),
    [
        ("Toto Toto", "nama"), ("DRS. PEN Garustamaan", "nama"), ("400.2/001..", "kode"),
        ("| a  | b |\n|---|---|\n| x  | y |", "blok"), ("1.  Menyusun\n2.  Menetapkan", "blok"),
        ("“Paragraf satu\n\n“Paragraf dua”", "blok"), ("نص\u200fعربي", "baris"),
    ],
)  # fmt: skip
def test_what_a_field_is_for_decides_what_is_looked_for(words: str, ragam: Ragam) -> None:
    assert cacat(words, ragam) == ()


def test_only_words_that_the_status_makes_certain_stop_a_final() -> None:
    _, findings = rekaman("status: final\ntujuan: ['Hasil yang yang &amp; dicatat']\n")
    assert {(f.code, f.severity) for f in findings} == {
        ("E007", Severity.PERINGATAN),
        ("E001", Severity.GALAT),
    }


def test_a_mend_points_at_its_words_although_they_stand_twice() -> None:
    record, findings = rekaman("tujuan:\n  - Rapat dI Serang dan dI Lebak\n")
    lines = record.places.text.split("\n")
    found = [(f.place, f.mend) for f in findings if f.code == "E008"]
    assert [lines[p.line - 1][p.column - 1 :][:2] for p, _ in found] == ["dI", "dI"]
    assert found[0][0] < found[1][0]
    assert {(m.old, m.new, m.safe) for _, m in found if m} == {("dI", "di", True)}


def test_the_count_of_words_before_a_place_counts_overlapping_ones() -> None:
    assert [ke_berapa("aaaa", "aa", i) for i in range(3)] == [0, 1, 2]


@given(st.sampled_from(sorted(ISTILAH)), st.data())
def test_a_term_in_two_pieces_is_joined_to_itself_or_to_nothing(term: str, data: st.DataObject) -> None:
    if len(term) < 8:
        return
    at = data.draw(st.integers(2, len(term) - 2))
    assert satukan(term[:at], term[at:]) in (term, None)


@given(st.sampled_from(sorted(ISTILAH)))
def test_no_term_is_called_a_misspelling(term: str) -> None:
    assert mirip(term) is None
    assert mirip(f"{term}nya") is None


@given(st.text(alphabet="dIi yang.,â€œ”“*_#`[]()\n-<>&;0129", max_size=60))
def test_any_text_is_read_without_a_fault(words: str) -> None:
    for ragam in ("blok", "baris", "polos", "kutipan", "nama"):
        for c in cacat(words, ragam):  # type: ignore[arg-type]
            assert 0 <= c.start < c.end <= len(words)
            assert c.mend != words[c.start : c.end]


@pytest.mark.parametrize(
    ("words", "code", "mend"),
    [
        ("Rapat KementrianPPPA digelar.", "E005", "Kementrian PPPA"),
        ("Musyawarah Perencananaan Pembangunan", "E006", "Perencanaan"),
        ("Jumlah peserta 20 orang ,terdiri dari 10 laki-laki.", "E009", "orang, "),
        ("Seluruh rapat rapat dicatat.", "E007", None),
        ("Saya bisa buatkan versi lain.", "P012", None),
        ("I'm sorry, but I can't verify that.", "P012", None),
        ("This document was generated by ChatGPT.", "P012", None),
    ],
)
def test_damage_found_by_trying(words: str, code: str, mend: str | None) -> None:
    found = [f for f in rekaman(f"rekomendasi: [{json.dumps(words)}]\n")[1] if f.code == code]
    assert [f.mend.new if f.mend else None for f in found] == [mend]
