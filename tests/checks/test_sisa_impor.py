"""Leftovers of an import (I)."""

from contoh import kode, rekaman

DRAF = "status: draf\n"


def test_labels_and_headings_that_did_their_work_are_no_leftovers() -> None:
    pieces = "['Hari/Tanggal :', 'A. PENUTUP', 'Rapat ini bertujuan untuk:', 'Waktu : Pukul 09.00 s.d. 12.00 WIB', NIP]"
    assert not {c for c in kode(f"{DRAF}catatan_impor: {pieces}\n") if c.startswith("I")}


def test_a_label_whose_field_is_empty_is_a_leftover() -> None:
    assert "I001" in kode(f"{DRAF}tanggal:\ncatatan_impor: ['Hari/Tanggal : Senin, 24 November 2026']\n")
    assert "I001" not in kode(f"{DRAF}catatan_impor: ['Hari/Tanggal : Selasa, 24 November 2026']\n")


def test_words_that_stand_in_the_record_are_answered() -> None:
    assert "I001" in kode(f"{DRAF}catatan_impor: ['Menyusun rencana lain.']\n")
    assert "I001" not in kode(f"{DRAF}catatan_impor: ['Menyusun rencana.']\n")


def test_the_finding_counts_and_quotes_the_first_pieces() -> None:
    _, found = rekaman(f"{DRAF}catatan_impor: [Satu hal, Dua hal, Tiga hal, Empat hal]\n")
    (one,) = [f for f in found if f.code == "I001"]
    assert (
        one.message()
        == "4 potongan sumber belum mendapat tempat: “Satu hal”, “Dua hal”, “Tiga hal”, dan 1 lagi."
    )


def test_a_blank_that_a_field_holds_is_not_told_twice() -> None:
    quote = "kutipan:\n  - {kata: Kita bisa bersama, oleh: '[nama pejabat]'}\n"
    assert "I002" not in kode(f"{DRAF}{quote}catatan_impor: ['ujar [nama pejabat].']\n")
    assert "I002" in kode(f"{DRAF}{quote}catatan_impor: ['ujar [nama penutup].']\n")


def test_each_suspicious_piece_is_found_at_its_own_place() -> None:
    _, found = rekaman(
        f"{DRAF}catatan_impor:\n  - Biasa saja\n  - Hadir [nama a]\n  - Apakah Anda ingin saya ubah?\n"
    )
    places = [f.place.line for f in found if f.code == "I002"]
    assert len(places) == 2
    assert places[1] == places[0] + 1


def test_a_final_record_should_hold_no_leftovers_but_is_not_stopped_by_them() -> None:
    _, found = rekaman("catatan_impor: [Penutup]\n")
    assert [(f.code, f.severity.value) for f in found] == [("I003", "peringatan")]
    assert not [f for f in rekaman("catatan_impor: []\n")[1] if f.code.startswith("I")]
