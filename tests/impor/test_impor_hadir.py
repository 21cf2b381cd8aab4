"""Attendance lists: head rows anywhere, damaged numbers, ticks and merges; and their way into a record."""

import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.impor.daftar import Daftar, baca
from pipeline.impor.sisip import sisipkan
from pipeline.impor.sumber import Ditolak
from pipeline.read import parse
from pipeline.record.rapat import Rapat


def xlsx(rows: Sequence[Sequence[object]], *merges: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def orang(rows: Sequence[Sequence[object]], *merges: str) -> list[dict[str, str]]:
    return [p for _, p in baca(xlsx(rows, *merges), "x.xlsx", ".xlsx").orang]


def catatan(listed: Daftar) -> str:
    return "\n".join(id_ for id_, _ in listed.catatan)


KEPALA = ("No", "Nama Lengkap", "NIP", "Pangkat/Gol", "Jabatan", "Instansi", "Kab/Kota", "L/P")


def test_titles_above_and_sums_below_the_list_are_no_people() -> None:
    rows = [
        ("DAFTAR HADIR",), ("Rapat Contoh",), (), ("Hari: Selasa",), KEPALA, (1, 2, 3, 4, 5, 6, 7, 8),
        (1, "Contoh Ahmad, S.E.", "197509122001121901", "Pembina (IV/a)", "Kepala Bidang", "Bappeda", "Kabupaten Lebak", "Lk"),
        (), ("", "Jumlah", "", "", "", "", "", 1), ("", "Sub total", 1),
    ]  # fmt: skip
    assert orang(rows) == [
        {
            "nama": "Contoh Ahmad, S.E.", "nip": "197509122001121901", "pangkat": "Pembina (IV/a)", "jabatan": "Kepala Bidang",
            "instansi": "Bappeda", "wilayah": "Kabupaten Lebak", "jk": "L",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("nip", [1.98001012005012e17, 198001012005012001, "1.98001E+17", "1,98001E+17"])
def test_a_nip_that_excel_damaged_is_left_out_and_named(nip: object) -> None:
    listed = baca(xlsx([("Nama", "NIP"), ("Contoh", nip)]), "x.xlsx", ".xlsx")
    assert listed.orang == ((2, {"nama": "Contoh"}),)
    assert "Baris 2 (Contoh): NIP rusak oleh Excel" in catatan(listed)


@pytest.mark.parametrize("nip", ["197509122001121901", "'197509122001121901", "19750912 200112 1 901"])
def test_a_nip_typed_as_text_is_kept(nip: str) -> None:
    (person,) = orang([("Nama", "NIP"), ("Contoh", nip)])
    assert person["nip"] == nip.lstrip("'")


def test_a_nik_is_never_taken() -> None:
    listed = baca(
        xlsx([("Nama", "NIK", "Instansi"), ("Contoh", "3604010101900001", "Bappeda")]), "x.xlsx", ".xlsx"
    )
    assert listed.orang == ((2, {"nama": "Contoh", "instansi": "Bappeda"}),)
    assert "NIK" in catatan(listed)


def test_ticks_in_two_columns_below_one_head_say_the_sex() -> None:
    rows = [
        ("No", "Nama", "Jenis Kelamin", "", "Instansi"),
        ("", "", "L", "P", ""),
        (1, "Contoh A", "√", "", "X"),
        (2, "Contoh B", "", "v", "Y"),
    ]
    assert [p.get("jk") for p in orang(rows, "C1:D1", "A1:A2", "B1:B2", "E1:E2")] == ["L", "P"]


def test_an_agency_merged_over_rows_counts_for_each() -> None:
    rows = [("Nama", "Instansi"), ("Contoh A", "Bappeda"), ("Contoh B", None), ("Contoh C", "Dinas")]
    assert [p["instansi"] for p in orang(rows, "B2:B3")] == ["Bappeda", "Bappeda", "Dinas"]


def test_who_did_not_sign_is_named_only_where_others_signed() -> None:
    head = ("Nama", "Instansi", "Tanda Tangan")
    mixed = baca(
        xlsx([head, ("Contoh A", "X", "ttd"), ("Contoh B", "Y", "2. ......"), ("Contoh C", "Z", None)]),
        "x.xlsx",
        ".xlsx",
    )
    assert [p["nama"] for _, p in mixed.orang] == ["Contoh A"]
    assert catatan(mixed).count("tidak bertanda tangan") == 2
    paper = baca(xlsx([head, ("Contoh A", "X", "1. ..."), ("Contoh B", "Y", None)]), "x.xlsx", ".xlsx")
    assert len(paper.orang) == 2


def test_presence_is_read_from_its_column() -> None:
    listed = baca(
        xlsx([("Nama", "Jabatan", "Kehadiran"), ("A Contoh", "X", "Hadir"), ("B Contoh", "X", "Izin"), ("C Contoh", "X", "Mewakili Kepala Dinas"), ("D Contoh", "X", "Tidak hadir")]),
        "x.xlsx", ".xlsx",
    )  # fmt: skip
    assert [p.get("kehadiran") for _, p in listed.orang] == [None, "izin", "mewakili"]
    assert listed.orang[2][1]["mewakili"] == "Kepala Dinas"
    assert "Baris 5 (D Contoh): tercatat tidak hadir" in catatan(listed)


def test_bad_rows_are_named_by_their_number() -> None:
    listed = baca(
        xlsx([("Nama", "Jabatan", "JK"), ("", "Kepala", "L"), ("Contoh", "Kepala", "X"), ("Kelompok Satu",)]),
        "x.xlsx",
        ".xlsx",
    )
    said = catatan(listed)
    assert "Baris 2: nama kosong" in said
    assert "Baris 3 (Contoh): jenis kelamin “X” tidak dikenal" in said
    assert "Baris 4 (“Kelompok Satu”) tampak sebagai judul" in said
    assert [row for row, _ in listed.orang] == [3]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_with_any_delimiter_and_encoding(mark: str, encoding: str) -> None:
    text = (
        mark.join(["No", "Nama", "Instansi"])
        + "\r\n"
        + mark.join(["1", '"Contoh’s, S.E."', "Bappeda"])
        + "\r\n"
    )
    listed = baca(text.encode(encoding), "x.csv", ".csv")
    assert listed.orang == ((2, {"nama": "Contoh’s, S.E.", "instansi": "Bappeda"}),)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"a;b\n1;2\n", ".csv", "baris kepala"),
        (b"bukan", ".xlsx", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx", "kata sandi"),
        (b"x", ".xls", ".xlsx"),
        (b"x", ".pdf", ".csv"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, kind: str, words: str) -> None:
    with pytest.raises(Ditolak, match=words):
        baca(data, f"x{kind}", kind)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".csv", ".xlsx"]))
def test_any_bytes_are_a_list_or_refused(data: bytes, kind: str) -> None:
    try:
        baca(data, "x", kind)
    except Ditolak:
        return


AHMAD = (5, {"nama": "Contoh Ahmad, S.E.", "nip": "197509122001121901", "jk": "L"})
BUNGA = (6, {"nama": "Contoh Bunga: Analis #1", "instansi": "Dinas [A]"})


def lines(text: str, *added: str) -> str:
    """The record text after people were put in, checked to read back."""
    result = sisipkan(text, [AHMAD, BUNGA], "r.yaml")
    reading = parse(result.teks.encode(), Rapat, "r.yaml")
    assert reading.findings == ()
    assert [p.nama for p in reading.value.peserta][-2:] == ["Contoh Ahmad, S.E.", "Contoh Bunga: Analis #1"]
    return result.teks


A = '{nama: "Contoh Ahmad, S.E.", nip: "197509122001121901", jk: L}'
B = '{nama: "Contoh Bunga: Analis #1", instansi: "Dinas [A]"}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: draf\n", f"status: draf\npeserta:\n  - {A}\n  - {B}\n"),
        ("status: draf", f"status: draf\npeserta:\n  - {A}\n  - {B}\n"),
        ("peserta:\n\n# lain\nstatus: draf\n", f"peserta:\n  - {A}\n  - {B}\n\n# lain\nstatus: draf\n"),
        ("peserta: []   # isi\nstatus: draf\n", f"peserta: # isi\n  - {A}\n  - {B}\nstatus: draf\n"),
        ("peserta: null\nstatus: draf\n", f"peserta:\n  - {A}\n  - {B}\nstatus: draf\n"),
        ("peserta:  # petunjuk\nstatus: draf\n", f"peserta:  # petunjuk\n  - {A}\n  - {B}\nstatus: draf\n"),
        ("peserta:\n  - {nama: C} # satu\n# dua\nstatus: draf\n", f"peserta:\n  - {{nama: C}} # satu\n  - {A}\n  - {B}\n# dua\nstatus: draf\n"),
        ("peserta:\n- nama: C\n  jabatan:\nstatus: draf\n", f"peserta:\n- nama: C\n  jabatan:\n- {A}\n- {B}\nstatus: draf\n"),
        ("peserta:\n  - nama: |\n      C\n\n# x\nstatus: draf\n", f"peserta:\n  - nama: |\n      C\n  - {A}\n  - {B}\n\n# x\nstatus: draf\n"),
        ("peserta: [{nama: C}]\nstatus: draf\n", f"peserta: [{{nama: C}}, {A}, {B}]\nstatus: draf\n"),
        ("peserta:\n  - {nama: C}", f"peserta:\n  - {{nama: C}}\n  - {A}\n  - {B}\n"),
        ("peserta:\r\n  - {nama: C}\r\nstatus: draf\r\n", f"peserta:\r\n  - {{nama: C}}\r\n  - {A}\r\n  - {B}\r\nstatus: draf\r\n"),
    ],
)  # fmt: skip
def test_people_are_put_in_and_nothing_else_changes(before: str, after: str) -> None:
    assert lines(before) == after


def test_people_who_stand_there_already_are_told_and_not_doubled() -> None:
    text = "peserta:\n  - {nama: contoh ahmad S.E}\n  - {nama: Lain, nip: 19750912 200112 1 901}\n"
    result = sisipkan(
        text, [AHMAD, (7, {"nama": "Contoh Ahmad, S.E."}), (8, {"nama": "Baru"}), (9, {"nama": "baru"})], "r"
    )
    assert result.sudah_ada == ((5, "Contoh Ahmad, S.E."), (7, "Contoh Ahmad, S.E."), (9, "baru"))
    assert [p["nama"] for _, p in result.ditambah] == ["Baru"]


def test_namesakes_with_other_nips_are_two_people() -> None:
    text = "peserta:\n  - {nama: 'Contoh Ahmad, S.E.', nip: '198001012005011901'}\n"
    assert len(sisipkan(text, [AHMAD], "r").ditambah) == 1


@pytest.mark.parametrize(
    "text",
    [
        "peserta: *x\n",
        "a: [\n",
        "- x\n",
        "x: &o [{nama: C}]\npeserta: *o\n",
        "{status: draf, peserta: }\n",
        "? peserta\n: - {nama: C}\n  - *z\n",
    ],
)
def test_a_record_that_cannot_be_added_to_safely_is_refused(text: str) -> None:
    with pytest.raises(Ditolak):
        sisipkan(text, [AHMAD], "r.yaml")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "nama": st.text("abcXYZ ,:#'\"[]{}&*!|>%@`-ä“”", min_size=1, max_size=12).filter(
                    lambda t: any(c.isalpha() for c in t)
                )
            }
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_name_is_put_in_as_it_is(people: list[dict[str, str]]) -> None:
    names = [(n, {"nama": " ".join(p["nama"].split())}) for n, p in enumerate(people)]
    result = sisipkan("peserta:\n  - {nama: Zz}\n# akhir\n", names, "r")
    assert result.teks.endswith("# akhir\n")
    assert len(result.ditambah) + len(result.sudah_ada) == len(names)
