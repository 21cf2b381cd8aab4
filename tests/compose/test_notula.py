from dataclasses import replace

from contoh import acuan, naskah, rekaman

from pipeline.compose import compose
from pipeline.compose.markdown import blok, lebar, sebaris
from pipeline.compose.teks import polos
from pipeline.naskah import Butir, NotulaIsi, Paragraf, Subjudul, Tabel
from pipeline.record.profil import Profil
from pipeline.record.record import Reference

URUTAN = ("I.", "A.", "1.", "a.", "1)", "a)")


def isi(ubah: str = "") -> NotulaIsi:
    made = naskah(ubah)[1].isi
    assert isinstance(made, NotulaIsi)
    return made


def test_identity_rows_are_in_official_form() -> None:
    made = isi()
    assert made.judul == "NOTULA"
    assert made.hari_tanggal.polos == "Selasa, 24 November 2026"
    assert made.waktu.polos == "09.00 s.d. 12.00 WIB"
    assert made.surat_undangan is not None
    assert made.surat_undangan.polos == "Nomor 400.2/001/CONTOH/2026 tanggal 17 November 2026 hal Undangan"


def test_an_open_end_is_said_so() -> None:
    assert (
        isi("waktu: {mulai: 09.00, selesai: selesai, zona: WITA}\n").waktu.polos == "09.00 WITA s.d. selesai"
    )


def test_the_old_form_has_its_old_title_and_numbering() -> None:
    made = isi("profil: permendagri-54-2009\n")
    assert made.judul == "NOTULEN"
    assert [made.pembukaan.nomor, made.keputusan.isi[0].nomor] == ["1.", "a."]


def test_numbering_follows_the_profile_through_all_levels() -> None:
    record, _ = rekaman(
        "pembahasan:\n  - judul: X\n    isi:\n      - |\n        1. satu\n           1. dua\n              1. tiga\n"
    )
    profil = Profil(penomoran=URUTAN)
    reference = Reference(acuan().instansi, {record.rapat.profil: profil}, acuan().files)
    made = compose(record, reference, "notula").isi
    assert isinstance(made, NotulaIsi)
    numbers = [
        made.pembahasan.nomor,
        *(b.nomor for b in made.pembahasan.isi if isinstance(b, Butir | Subjudul)),
    ]
    assert numbers == ["IV.", "A.", "1.", "a.", "1)"]


def test_sections_that_are_absent_take_no_number() -> None:
    made = isi("dasar: []\ndokumen: [notula]\n")
    assert made.dasar is None
    assert made.tujuan is not None
    assert made.tujuan.nomor == "B."


def test_a_gap_stands_where_the_fact_would() -> None:
    made = isi("status: draf\npembuka:\ntempat:\n")
    assert made.tempat is not None
    assert made.tempat.spans[0].kosong
    assert made.tempat.polos == "BELUM DIISI: tempat rapat"
    words = [b.teks.polos for b in made.pembukaan.isi if isinstance(b, Paragraf)]
    assert "Rapat dibuka oleh BELUM DIISI: nama pembuka, BELUM DIISI: jabatan pembuka." in words


def test_a_placeholder_inside_a_sentence_becomes_a_gap_there() -> None:
    spans = polos("di [nama daerah] dapat").spans
    assert [(s.teks, s.kosong) for s in spans] == [
        ("di ", False), ("BELUM DIISI: nama daerah", True), (" dapat", False),
    ]  # fmt: skip


def test_a_character_without_a_glyph_is_shown_as_a_gap() -> None:
    assert polos("a漢").polos == "aBELUM DIISI: aksara U+6F22"


def test_many_participants_go_to_an_annex_with_their_count() -> None:
    people = "".join(f"  - {{nama: Contoh {n}, jk: {'LP'[n % 2]}}}\n" for n in range(20))
    made = isi(f"rekap:\npeserta:\n{people}  - {{nama: Contoh Izin, kehadiran: izin}}\n")
    assert made.peserta[0].teks.polos == (
        "20 orang hadir (laki-laki 10, perempuan 10), 1 orang izin sebagaimana daftar pada Lampiran."
    )
    assert made.lampiran is not None
    table = made.lampiran[0].isi[0]
    assert isinstance(table, Tabel)
    assert len(table.baris) == 21


def test_delegated_signatures_name_the_superior_first() -> None:
    signer = "penanda_tangan:\n  - {nama: Contoh, jabatan: ASISTEN CONTOH, delegasi: u.b., atas_nama: [GUBERNUR CONTOH, SEKRETARIS DAERAH]}\n"
    lines = [t.polos for t in isi(signer).tanda_tangan[0].atas]
    assert lines == [
        "Pimpinan Sidang/Rapat",
        "a.n. GUBERNUR CONTOH",
        "SEKRETARIS DAERAH,",
        "u.b.",
        "ASISTEN CONTOH,",
    ]


def test_acting_officials_bear_their_mark_before_the_office() -> None:
    signer = "penanda_tangan:\n  - {nama: Contoh, jabatan: Kepala Dinas Contoh, delegasi: Plt.}\n"
    assert isi(signer).tanda_tangan[0].atas[-1].polos == "Plt. Kepala Dinas Contoh,"


def test_kind_and_title_are_not_said_twice() -> None:
    assert (
        isi("jenis: Rapat Koordinasi\njudul: Koordinasi Contoh\n").sidang_rapat.polos
        == "Rapat Koordinasi Contoh"
    )
    assert isi("jenis: Rapat\njudul: Evaluasi\n").sidang_rapat.polos == "Rapat Evaluasi"


def test_markdown_keeps_bold_italic_nested_lists_and_tables() -> None:
    made = blok(
        "Satu **dua** *tiga*\n\n1. a\n   - b\n2. c\n\n| x | y |\n|---|--:|\n| 1 | 2 |\n", URUTAN, 3, 1
    )
    kinds = [type(b).__name__ for b in made]
    assert kinds == ["Paragraf", "Butir", "Butir", "Butir", "Tabel"]
    assert [(b.nomor, b.tingkat) for b in made if isinstance(b, Butir)] == [("a.", 1), ("–", 2), ("b.", 1)]
    assert [(s.teks, s.tebal, s.miring) for s in sebaris("Satu **dua** *tiga*").spans] == [
        ("Satu ", False, False), ("dua", True, False), (" ", False, False), ("tiga", False, True),
    ]  # fmt: skip


def test_markup_that_is_no_markdown_of_ours_stays_as_typed() -> None:
    for words in ("# judul", "<b>x</b>", "[a](b)", "`kode`", "&amp;", "AT&T <Sons>", "http://contoh.example"):
        assert sebaris(words).polos == words


def test_columns_have_room_for_their_longest_word() -> None:
    heads = [polos(w) for w in ("Kegiatan", "Perempuan", "L")]
    rows = [heads, [polos("Penyuluhan yang sangat panjang uraiannya di kecamatan"), polos("1"), polos("210")]]
    shares = lebar(rows)
    assert abs(sum(shares) - 100) < 0.01
    assert shares[1] >= 1.3 * len("Perempuan")


def test_the_date_of_the_file_is_the_records() -> None:
    doc = naskah()[1]
    assert doc.metadata.tanggal.isoformat() == "2026-11-24"
    assert replace(doc, draf=True) != doc
