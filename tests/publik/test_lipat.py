"""Masked words are found however they are spelt, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publik.samar import SAMARAN, samar
from pipeline.reference.lipat import Nilai, Pencari, cari, lipat
from pipeline.reference.pribadi import hari_lahir, pribadi

NIP = Nilai("198609262015051001", "angka")


@pytest.mark.parametrize(
    "text",
    [
        "198609262015051001", "19860926 201505 1 001", "1986 0926 2015 05 1 001", "19860926-201505-1-001",
        "19860926.201505.1.001", "１９８６０９２６201505１001", "١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "19860926\n201505\u00a01\u200b001",
        "**19860926** 201505 *1* 001", "NIP.198609262015051001,",
    ],
)  # fmt: skip
def test_a_number_is_found_in_every_spelling(text: str) -> None:
    assert cari(text, (NIP,))
    assert lipat(NIP.teks, "angka") not in lipat(samar(text, (NIP,)), "angka")
    assert Pencari([NIP]).dalam_teks(text) == [NIP]


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be", "latin-1"])
def test_a_number_is_found_in_bytes(code: str) -> None:
    data = b"\x00\x9c\xff" + "NIP 19860926 201505 1 001".encode(code) + b"\x00\xfe"
    assert Pencari([NIP]).dalam_bita(data) == [NIP]


def test_short_words_count_only_where_they_stand_alone() -> None:
    assert samar("Ani bicara tentang animasi.", (Nilai("Ani"),)) == f"{SAMARAN} bicara tentang animasi."


def test_a_long_word_is_masked_with_its_suffix_left() -> None:
    assert (
        samar("Rumah Mawarsari-nya dan MAWAR SARI", (Nilai("Mawarsari"),))
        == f"Rumah {SAMARAN}-nya dan {SAMARAN}"
    )


def test_emphasis_stays_in_pairs() -> None:
    assert samar("Ibu **Nani Sari** hadir", (Nilai("Ibu Nani"),)) == f"**{SAMARAN} Sari** hadir"
    assert samar("**Ibu Nani** Sari", (Nilai("Nani Sari"),)) == f"**Ibu {SAMARAN}**"
    assert samar("**Ibu Nani** hadir", (Nilai("Ibu Nani"),)) == f"**{SAMARAN}** hadir"


def test_a_date_of_birth_is_not_cut_out_of_another_date() -> None:
    days = hari_lahir("198409042005012001")
    assert samar("lahir 4 September 1984", days) == f"lahir {SAMARAN}"
    assert samar("tanggal 14 September 1984", days) == "tanggal 14 September 1984"


@pytest.mark.parametrize(
    ("text", "jenis", "nilai"),
    [
        ("hubungi 0812-3456-7890 segera", "telepon", "0812-3456-7890"),
        ("WA +62 812 3456 7890.", "telepon", "+62 812 3456 7890"),
        ("Telepon (0254) 200 123", "telepon", "(0254) 200 123"),
        ("Telp. 0254 200123 ext", "telepon", "0254 200123"),
        ("kontak Ibu Siti: 200123", "telepon", "200123"),
        ("surel siti.aminah@contoh.go.id.", "pos-el", "siti.aminah@contoh.go.id"),
        ("surel siti (at) contoh.go.id", "pos-el", "siti (at) contoh.go.id"),
        ("NIP. 19860926 201505 1 001", "NIP", "19860926 201505 1 001"),
        ("NIP 130 123 456 pensiun", "nomor identitas", "130 123 456"),
        ("NIK 3604012609860001", "nomor identitas", "3604012609860001"),
        ("NPWP 09.254.294.3-407.000", "nomor identitas", "09.254.294.3-407.000"),
        ("lahir di Serang, 26 September 1986, dan", "tanggal lahir", "26 September 1986"),
        ("TTL: Serang/26-09-1986", "tanggal lahir", "26-09-1986"),
        ("kelahiran 1986 itu", "tahun lahir", "1986"),
        ("lahir tgl. 26 September 1986", "tanggal lahir", "26 September 1986"),
        ("TTL: Kab. Serang, 26-09-1986", "tanggal lahir", "26-09-1986"),
        ("26 September 1986 (tgl. lahir)", "tanggal lahir", "26 September 1986"),
        ("WA 0812 3456 7890/0813 1111 2222", "telepon", "0812 3456 7890"),
        ("WA 0812 3456 7890/0813 1111 2222", "telepon", "0813 1111 2222"),
        ("WA 0812/3456/7890", "telepon", "0812/3456/7890"),
        ("a.n.081234567890", "telepon", "081234567890"),
        ("0812\t3456·7890", "telepon", "0812\t3456·7890"),
        ("19860926/201505/1/001", "NIP", "19860926/201505/1/001"),
        ("19860926  -  201505 1 001", "NIP", "19860926  -  201505 1 001"),
        ("360401 660986 0001", "nomor identitas", "360401 660986 0001"),
        ("36.04.01.260986.0001", "nomor identitas", "36.04.01.260986.0001"),
    ],
)
def test_personal_data_in_running_text(text: str, jenis: str, nilai: str) -> None:
    assert (jenis, nilai) in [(t.jenis, t.nilai.teks) for t in pribadi(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Nomor 400.2/001/CONTOH/2026 tanggal 17 November 2026",
        "anggaran Rp1.700.000,00 dan Rp12.345.678.900,00",
        "Peraturan Menteri Dalam Negeri Nomor 67 Tahun 2011",
        "pukul 09.00 s.d. 12.00 WIB, 24 November 2026",
        "2019 2020 2021 2022 2023 2024: 120, 130, 140",
        "300.2.2-2138/2025 dan 36.04.01.2001",
        "hadir 52 orang (L 22, P 30) di 8 kabupaten/kota",
        "065.1/0001626 dan 000.1.5/12/DP3AKKB/2026",
        "Instruksi Presiden 9/2000 Pasal 5 ayat (1)",
        "Rp62.800.000.000 dan Rp 62 810 000 000",
        "Nomor 0812/123/2026",
        "Angka kelahiran turun. Rapat tanggal 5 Mei 2026",
    ],
)
def test_figures_of_minutes_are_no_personal_data(text: str) -> None:
    assert [t.nilai.teks for t in pribadi(text)] == []


def test_a_number_goes_on_in_the_next_line_of_a_paragraph_but_not_in_an_item_or_a_cell() -> None:
    assert [t.nilai.teks for t in pribadi("0857\n1234 5678", lipatan=True)] == ["0857\n1234 5678"]
    assert [t.nilai.teks for t in pribadi("0857\n1234 5678")] == []
    listed = "1. Ani 0812 3456 789\n2. Budi 0813 3456 789"
    assert [t.nilai.teks for t in pribadi(listed, lipatan=True)] == ["0812 3456 789", "0813 3456 789"]


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["", " ", "*", "\u00ad", "\u200b", "\n"]))
def test_whatever_stands_around_it_the_number_is_gone(before: str, after: str, between: str) -> None:
    text = before + " " + between.join(NIP.teks) + " " + after
    assert Pencari([NIP]).dalam_teks(samar(text, (NIP,))) == [] or NIP.jarum in lipat(before + after, "angka")
