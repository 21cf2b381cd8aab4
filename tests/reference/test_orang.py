"""Numbers, ranks, degrees and signature rules of people, table by table."""

from datetime import date

import pytest
from contoh import kode, rekaman
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reference.jabatan import peran, sama, tanpa_delegasi
from pipeline.reference.nama import urai_nama
from pipeline.reference.nip import Nip, angka, urai
from pipeline.reference.pangkat import GOLONGAN, urai_pangkat
from pipeline.reference.tanda_tangan import pelaksana, perlu_nip, tanpa_gelar


@given(st.text(max_size=40))
def test_nothing_written_breaks_the_parsers(text: str) -> None:
    urai(text)
    urai_pangkat(text)
    name = urai_nama(text)
    assert urai_nama(name.rapi).rapi == name.rapi
    peran(text)
    tanpa_delegasi(text)


@given(
    st.dates(date(1960, 1, 1), date(2000, 12, 31)),
    st.integers(18, 35),
    st.one_of(st.integers(1, 12), st.integers(21, 25)),
    st.sampled_from("12"),
    st.integers(1, 999),
)
def test_well_formed_numbers_tell_their_parts(
    born: date, age: int, middle: int, sex: str, serial: int
) -> None:
    text = f"{born:%Y%m%d} {born.year + age}{middle:02d} {sex} {serial:03d}"
    found = urai(text)
    assert isinstance(found, Nip)
    assert (found.lahir, found.jk) == (born, "L" if sex == "1" else "P")
    assert found.jenis == ("PNS" if middle <= 12 else "PPPK")
    assert urai(angka(text)) == found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("19801231 200501 2 00", "angka"),
        ("1980123120050120011", "angka"),
        ("19801231 20O501 2 001", "angka"),
        ("19801331 200501 2 001", "lahir"),
        ("19800230 200501 2 001", "lahir"),
        ("19801231 200500 2 001", "tmt"),
        ("19801231 200513 2 001", "tmt"),
        ("19801231 197901 2 001", "tmt"),
        ("19801231 200501 3 001", "jk"),
        ("19801231 200501 2 000", "urut"),
    ],
)
def test_broken_numbers_say_which_part(text: str, wrong: str) -> None:
    assert urai(text) == wrong


@pytest.mark.parametrize("text", ["19770304 1995 11 1 001", "197703041995111001", "19770304.199511.1.001"])
def test_blanks_in_numbers_do_not_matter(text: str) -> None:
    assert isinstance(urai(text), Nip)


@pytest.mark.parametrize(("golongan", "pangkat"), list(GOLONGAN.items()))
def test_every_pair_of_the_table_is_a_pair_and_no_other(golongan: str, pangkat: str) -> None:
    long = pangkat.replace("Tk. I", "Tingkat I")
    for text in (
        f"{pangkat} ({golongan})",
        f"{pangkat}, {golongan}",
        f"{long} / {golongan}",
        f"{pangkat}, Gol. {golongan}",
    ):
        assert urai_pangkat(text).sepasang, text
        assert urai_pangkat(text).pangkat == pangkat
    wrong = [g for g in GOLONGAN if g != golongan]
    assert not any(urai_pangkat(f"{pangkat} ({g})").sepasang for g in wrong)


@pytest.mark.parametrize("text", ["IX", "Kolonel Inf.", "Ajun Komisaris Besar Polisi", "IV/a", "Pembina", ""])
def test_halves_and_other_services_are_not_judged(text: str) -> None:
    assert urai_pangkat(text).sepasang


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("Siti Aminah SE, M.Si", "Siti Aminah, S.E., M.Si."),
        ("BUDI SANTOSO, SH", "BUDI SANTOSO, S.H."),
        ("dr. Ishak Iskandar.M.Kes.", "dr. Ishak Iskandar, M.Kes."),
        ("Drs.H.Asep Contoh,M.Si", "Drs. H. Asep Contoh, M.Si."),
        ("Prof Dr Ir Budi, M.Sc., Ph.D", "Prof. Dr. Ir. Budi, M.Sc., Ph.D."),
        ("Budi Contoh, SH MH", "Budi Contoh, S.H., M.H."),
        ("Andi Contoh, A.Md", "Andi Contoh, A.Md."),
    ],
)
def test_degrees_get_their_dots_and_commas(text: str, well: str) -> None:
    assert urai_nama(text).rapi == well


@pytest.mark.parametrize(
    "text",
    [
        "Yakun", "Khairati", "Siti Aminah, S.E., M.Si.", "I Made Contoh", "H. Ahmad", "Siti A.", "M. Ali", "Asep S. Contoh",
        "R. Tb. Contoh", "Nurul Contoh, S.Tr.Keb., Bdn.", "Andi Contoh, Sp.OG", "Dr. Contoh, M.Si.", "dr. Contoh, Sp.A.",
        "d'Arc & <Sons>", "Budi Contoh, MBA", "Siti Contoh, S.I.P.", "Siti Contoh, S.IP.", "O. J. Contoh", "Ma Contoh",
    ],
)  # fmt: skip
def test_names_written_well_stay(text: str) -> None:
    assert urai_nama(text).rapi == text


@pytest.mark.parametrize(
    ("jabatan", "role"),
    [
        ("Gubernur Contoh", "kepala_daerah"), ("Plt. Bupati Contoh", "kepala_daerah"), ("WALI KOTA CONTOH", "kepala_daerah"),
        ("Walikota Contoh", "kepala_daerah"), ("Wakil Bupati Contoh", "wakil_kepala_daerah"),
        ("Sekretaris Daerah", "sekda"), ("Pj. Sekda Contoh", "sekda"), ("Asisten Sekretaris Daerah", "lain"),
        ("Kepala Dinas Contoh", "lain"), ("Sekretaris Dinas", "lain"), ("Staf Ahli Bupati", "lain"),
    ],
)  # fmt: skip
def test_roles_of_signers(jabatan: str, role: str) -> None:
    assert peran(jabatan) == role


DELEGASI = (None, "a.n.", "u.b.", "plt.", "plh.", "pj.", "pjs.")


@pytest.mark.parametrize("delegasi", DELEGASI)
@pytest.mark.parametrize(
    "jabatan", ["Bupati Contoh", "Sekretaris Daerah", "Kepala Dinas Contoh", "Wakil Bupati Contoh"]
)
def test_article_44_by_role_delegation_and_class(jabatan: str, delegasi: str | None) -> None:
    stripped = (jabatan == "Bupati Contoh" and delegasi in ("plt.", "plh.", "pj.", "pjs.")) or (
        jabatan == "Sekretaris Daerah" and delegasi in ("plh.", "pj.")
    )
    assert pelaksana(jabatan, delegasi) is stripped
    for klass in ("penugasan", "korespondensi", "khusus"):
        assert tanpa_gelar(jabatan, delegasi, klass) is stripped  # type: ignore[arg-type]
    for klass in ("pengaturan", "penetapan"):
        assert tanpa_gelar(jabatan, delegasi, klass)  # type: ignore[arg-type]
    assert perlu_nip(jabatan, delegasi) is (jabatan == "Kepala Dinas Contoh")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Kepala Dinas Contoh", "Plt. Kepala Dinas Contoh", True), ("Sekretaris", "Sekretaris Dinas Contoh", True),
        ("Kepala Bidang Data", "Kepala Dinas Data", False), ("Kadis Contoh", "Kepala Dinas Contoh", True),
        ("Analis Kebijakan Ahli Muda", "Analis Kebijakan Ahli Madya", False), ("", "Camat", False),
    ],
)  # fmt: skip
def test_offices_that_may_be_one(a: str, b: str, same: bool) -> None:
    assert sama(a, b) is same
    assert sama(b, a) is same


@pytest.mark.parametrize(
    ("ttd", "codes"),
    [
        ("nama: Contohsuryo, jabatan: Bupati Contoh", set()),
        ("nama: 'Contohsuryo, S.E.', jabatan: Bupati Contoh", set()),
        ("nama: 'Contohsuryo, S.E.', jabatan: Plt. Bupati Contoh", {"N041"}),
        ("nama: 'Contohsuryo, S.E.', jabatan: Sekretaris Daerah Contoh, delegasi: Plt., nip: 199007072015031003", set()),
        ("nama: 'Contohsuryo, S.E.', jabatan: Sekretaris Daerah Contoh, delegasi: Pj., nip: 199007072015031003", {"N041", "N042"}),
        ("nama: Contohsuryo, jabatan: Bupati Contoh, nip: 199007072015031003", {"N042"}),
        ("nama: Contohsuryo, jabatan: Ketua DPRD Contoh", set()),
        ("nama: Contohsuryo, jabatan: Analis Contoh, nip: 199007072023211003", set()),
        ("nama: Contohsuryo, jabatan: Analis Contoh, nip: 199007072015031003", {"N043"}),
        ("nama: Contohsuryo, jabatan: Plt Camat Contoh, nip: 199007072015031003, pangkat: Penata (III/c)", {"N045"}),
        ("nama: Contohsuryo, jabatan: Camat Contoh, delegasi: a.n., atas_nama: [BUPATI CONTOH, SEKRETARIS DAERAH], nip: 199007072015031003, pangkat: Penata (III/c)", {"N046"}),
    ],
)  # fmt: skip
def test_signature_blocks(ttd: str, codes: set[str]) -> None:
    assert {c for c in kode(f"penanda_tangan:\n  - {{{ttd}}}\n") if c.startswith("N")} == codes


@pytest.mark.parametrize(
    ("teks", "baru"),
    [
        ("Plt Kepala Dinas Contoh hadir", "Plt."), ("plh. Camat Contoh hadir", "Plh."), ("PJ Bupati Contoh hadir", "Pj."),
        ("A.N. Gubernur Contoh", "a.n."), ("a/n Bupati Contoh", "a.n."), ("a.n Bupati Contoh", "a.n."),
    ],
)  # fmt: skip
def test_forms_of_delegation_are_mended(teks: str, baru: str) -> None:
    found = [f for f in rekaman(f"rekomendasi: ['{teks}']\n")[1] if f.code == "N045"]
    assert [f.mend.new for f in found if f.mend] == [baru]


@pytest.mark.parametrize(
    "teks",
    [
        "Plt. Kepala Dinas Contoh",
        "a.n. GUBERNUR CONTOH",
        "PLT. KEPALA DINAS CONTOH",
        "UB Kepala",
        "Pj. Bupati Contoh",
    ],
)
def test_forms_that_stand(teks: str) -> None:
    assert "N045" not in kode(f"rekomendasi: ['{teks} hadir']\n")
