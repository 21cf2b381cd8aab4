"""Officials: the directory by date, records completed from it, and who may be meant by whom."""

import pytest
from contoh import kode, rekaman

from pipeline.findings import Finding

KETUA = "Kepala Dinas Contoh Pemberdayaan Perempuan dan Perlindungan Anak"


def pencatat(isi: str, lain: str = "") -> str:
    return f"pimpinan:\n  ketua: {{nama: Contohwati, jabatan: Ketua Forum Contoh}}\n  pencatat: {isi}\n{lain}"


def temuan(kode: str, ubah: str) -> list[Finding]:
    return [f for f in rekaman(ubah)[1] if f.code == kode]


@pytest.mark.parametrize("isi", ["kadis-contoh", "{kunci: kadis-contoh}"])
def test_a_key_brings_name_number_rank_and_the_office_of_the_day(isi: str) -> None:
    record, found = rekaman(pencatat(isi))
    assert found == []
    who = record.rapat.pimpinan.pencatat  # type: ignore[union-attr]
    assert (who.nama, who.nip, who.pangkat) == (  # type: ignore[union-attr]
        "Dr. Contoh Ketuawati, M.Si.",
        "19720914 199803 2 901",
        "Pembina Utama Muda (IV/c)",
    )
    assert who.jabatan == KETUA  # type: ignore[union-attr]


def test_the_office_is_that_of_the_meeting_not_of_today() -> None:
    then = "tanggal: 2023-06-01\nsurat_undangan:\ntindak_lanjut:\npenetapan: {tempat: Serang, tanggal: 2023-06-01}\n"
    record, found = rekaman(pencatat("kadis-contoh", then))
    assert {f.code for f in found} <= {"T002"}
    assert record.rapat.pimpinan.pencatat.jabatan.startswith("Sekretaris Dinas")  # type: ignore[union-attr]


def test_what_the_record_says_itself_stays() -> None:
    record, _ = rekaman(pencatat("{kunci: kadis-contoh, nama: Contoh Lain}"))
    assert record.rapat.pimpinan.pencatat.nama == "Contoh Lain"  # type: ignore[union-attr]


def test_an_acting_office_carries_its_prefix() -> None:
    record, found = rekaman(pencatat("plt-camat-contoh"))
    assert found == []
    assert record.rapat.pimpinan.pencatat.jabatan == "Plt. Camat Contoh Utara"  # type: ignore[union-attr]
    record, found = rekaman("penanda_tangan: [plt-camat-contoh]\n")
    signer = record.rapat.penanda_tangan[0]
    assert (signer.jabatan, signer.delegasi, found) == ("Camat Contoh Utara", "plt.", [])


def test_before_the_term_nobody_holds_the_office() -> None:
    early = "tanggal: 2026-01-05\nsurat_undangan:\n"
    found = temuan("N003", pencatat("plt-camat-contoh", early))
    assert "4 Mei 2026" in found[0].message()
    assert temuan("N003", pencatat("plt-camat-contoh")) == []


def test_signers_are_asked_for_the_day_of_signing() -> None:
    days = "tanggal: 2026-05-01\nsurat_undangan:\ntindak_lanjut:\npenanda_tangan: [plt-camat-contoh]\npenetapan: {tempat: Serang, tanggal: %s}\n"
    assert temuan("N003", days % "2026-05-04") == []
    assert temuan("N003", days % "2026-05-03") != []


def test_the_finding_names_who_held_the_office() -> None:
    found = temuan("N003", pencatat(f"{{nama: 'Drs. Contoh Pendahulu, M.M.', jabatan: {KETUA}}}"))
    assert "Dr. Contoh Ketuawati" in found[0].hint()
    assert "1 Januari 2024" in found[0].message()


def test_a_name_of_two_people_is_settled_by_number_or_key() -> None:
    two = temuan("N002", pencatat("{nama: Siti Contohwati, jabatan: Analis Contoh}"))
    assert "siti-analis-contoh" in two[0].message()
    assert "siti-bidang-contoh" in two[0].message()
    assert temuan("N002", pencatat("siti-analis-contoh")) == []
    assert (
        temuan("N002", pencatat("{nama: Siti Contohwati, nip: 198505052010012903, jabatan: Analis Contoh}"))
        == []
    )


@pytest.mark.parametrize(
    ("isi", "code"),
    [
        ("{nama: 'Contoh Notulis, S.IP., M.Si.', jabatan: Analis Kebijakan Ahli Muda}", "N006"),
        ("{nama: 'Contoh Notuls, S.IP.', jabatan: Analis Kebijakan Ahli Muda}", "N006"),
        ("{nama: 'CONTOH NOTULIS', jabatan: Analis Kebijakan Ahli Muda}", None),
        ("{nama: Contoh Notulis, jabatan: Analis Kebijakan Ahli Muda}", None),
        ("{nama: Contoh Notulen, jabatan: Kepala Bidang Lain}", None),
        ("{nama: Contoh Notulis, nip: 198001012005011001, jabatan: Camat Contoh}", None),
        ("{nama: Contoh Notulis, nip: 198001012005011001, jabatan: Analis Kebijakan Ahli Muda}", "N007"),
        ("{kunci: tidak-ada-contoh}", "N001"),
        ("{nama: Contohmurni, jabatan: Kepala Bidang Lain Contoh}", None),
        ("{nama: Contohmurni, jabatan: Analis, instansi: Dinas Contoh Pemberdayaan Perempuan dan Perlindungan Anak}", "N001"),
        ("{nama: Contohmurni, jabatan: Kepala Dinas, instansi: Dinas Contoh Pemberdayaan Perempuan dan Perlindungan Anak}", "N004"),
        ("{nama: Contohmurni, jabatan: Sekretaris, instansi: Dinas Lain Contoh}", None),
    ],
)  # fmt: skip
def test_people_in_full_against_the_directory(isi: str, code: str | None) -> None:
    assert {c for c in kode(pencatat(isi)) if c.startswith("N")} == ({code} if code else set())


def test_a_name_without_office_has_the_one_it_has_elsewhere() -> None:
    record, found = rekaman("kutipan:\n  - {kata: Kita bisa., oleh: Contohwati}\n")
    assert found == []
    assert record.rapat.kutipan[0].oleh.jabatan == "Kepala Bidang Contoh"  # type: ignore[union-attr]


def test_two_offices_of_one_name_settle_nothing() -> None:
    entries = (
        "kutipan:\n  - {kata: Kita bisa., oleh: Contohmurni}\n"
        "  - {kata: Kita mampu., oleh: {nama: Contohmurni, jabatan: Camat Contoh}}\n"
        "  - {kata: Kita mau., oleh: {nama: Contohmurni, jabatan: Lurah Contoh}}\n"
    )
    assert "N008" in kode(entries)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Contoh Murniasih, S.E.", "Contoh Murniasih, S.E., M.M.", True),
        ("Contoh Murniasih", "Contoh Murniasih, S.E.", False),
        ("Contoh Murniasih", "Contoh Murniasi", True),
        ("Contoh Murniasih", "Contoh Suryani", False),
        ("CONTOH MURNIASIH", "Contoh Murniasih", False),
    ],
)
def test_one_person_spelt_two_ways(first: str, second: str, found: bool) -> None:
    entries = "".join(
        f"  - {{kata: Kita bisa {n}., oleh: {{nama: '{who}', jabatan: Ketua Forum Contoh}}}}\n"
        for n, who in enumerate((first, second))
    )
    assert ("N005" in kode("kutipan:\n" + entries)) is found


def test_near_names_in_other_offices_are_two_people() -> None:
    entries = (
        "kutipan:\n  - {kata: Kita bisa., oleh: {nama: Contoh Murniasih, jabatan: Ketua Forum Contoh}}\n"
        "  - {kata: Kita mampu., oleh: {nama: Contoh Murniasi, jabatan: Camat Contoh}}\n"
    )
    assert kode(entries) == set()


@pytest.mark.parametrize("nama", ["Yakun", "Khairati", "Contohwati"])
def test_one_word_is_a_name(nama: str) -> None:
    assert (
        kode(f"kutipan:\n  - {{kata: Kita bisa., oleh: {{nama: {nama}, jabatan: Ketua Forum Contoh}}}}\n")
        == set()
    )


@pytest.mark.parametrize(
    ("teks", "found"),
    [
        ("Rapat dibuka secara resmi oleh Kepala Dinas Contoh.", False),
        ("Kepala Dinas Contoh hadir, dan rapat dibuka secara resmi.", False),
        ("Rapat dibuka secara resmi .", True),
        ("Rapat ditutup dengan resmi.", True),
    ],
)
def test_opened_officially_by_somebody(teks: str, found: bool) -> None:
    rest = "pembuka: {oleh: {jabatan: Ketua}}\npenutup: {oleh: {jabatan: Ketua}}\n"
    assert ("N010" in kode(f"{rest}rekomendasi: ['{teks}']\n")) is found


@pytest.mark.parametrize(
    ("teks", "found"),
    [
        ("Dalam sambutannya, beliau menegaskan pentingnya data.", True),
        ("Ketua rapat hadir. Beliau menegaskan pentingnya data.", False),
        ("Contohwati menyampaikan salam. Beliau menegaskan pentingnya data.", False),
        ("Perangkat daerah yang bersangkutan menyusun data.", False),
        ("Rapat selesai. Yang bersangkutan menyusul.", True),
    ],
)
def test_beliau_needs_somebody_before_it(teks: str, found: bool) -> None:
    assert ("P011" in kode(f"rekomendasi: ['{teks}']\n")) is found


def test_a_theme_in_quotes_is_no_speech() -> None:
    assert (
        kode("rekomendasi: ['Rapat bertema “Bersama kita wujudkan data yang terpilah!” berlangsung baik.']\n")
        == set()
    )


def test_office_without_name_is_told_who_holds_it() -> None:
    found = temuan("N009", f"kutipan:\n  - {{kata: Kita bisa., oleh: {{jabatan: {KETUA}}}}}\n")
    assert "kadis-contoh" in found[0].message()


@pytest.mark.parametrize(
    ("isi", "code"),
    [
        ("{kunci: notulis-contoh, jabatan: Gubernur Banten}", "N003"),
        (f"{{kunci: notulis-contoh, jabatan: {KETUA}}}", "N004"),
        (f"{{nama: 'Contoh Notulis, S.IP.', jabatan: {KETUA}}}", "N004"),
        ("{kunci: notulis-contoh, jabatan: Moderator}", None),
        ("{kunci: plt-camat-contoh, jabatan: Camat Contoh Utara}", "N018"),
        ("{kunci: plt-camat-contoh, jabatan: Plt. Camat Contoh Utara}", None),
        ("{nama: Bambang Rekaan, nip: 19900321 201503 1 902, jabatan: Kepala Bidang}", "N019"),
        ("{kunci: notulis-contoh, pangkat: Pembina (IV/a)}", "N007"),
        ("{kunci: notulis-contoh, jk: P}", "N007"),
    ],
)
def test_an_official_carries_only_offices_of_their_own(isi: str, code: str | None) -> None:
    assert {c for c in kode(pencatat(isi)) if c.startswith("N")} - {"N013"} == ({code} if code else set())


def test_a_signer_with_two_capacities_must_say_in_which() -> None:
    from dataclasses import replace

    from contoh import LENGKAP, acuan

    from pipeline.checks import examine
    from pipeline.read import parse
    from pipeline.record.pejabat import DaftarPejabat
    from pipeline.record.rapat import Rapat
    from pipeline.record.record import Record

    people = DaftarPejabat.model_validate({"pejabat": [{
        "kunci": "budi-rangkap", "nama": "Budi Rekaan", "nip": "198001012005011001", "pangkat": "Pembina (IV/a)",
        "jabatan": [{"nama": "Kepala Bidang Contoh"}, {"nama": "Kepala Dinas Rekaan", "delegasi": "Plt."}],
    }]})  # fmt: skip
    text = LENGKAP.read_text(encoding="utf-8").split("penanda_tangan:")[0]
    for signer, wanted in (
        ("budi-rangkap", "N002"),
        ("{kunci: budi-rangkap, jabatan: Kepala Dinas Rekaan, delegasi: Plt.}", None),
    ):
        reading = parse(f"{text}penanda_tangan: [{signer}]\n".encode(), Rapat, "x")
        record = Record(LENGKAP, reading.value, reading.places)
        found = {f.code for f in examine(record, (), replace(acuan(), pejabat=people))[1]} & {"N002", "K001"}
        assert (wanted in found) is (wanted is not None)
        assert not (wanted is None and found)


@pytest.mark.parametrize(
    ("first", "second", "filled"),
    [
        ("{nama: 'Siti Rekaan, M.Pd.', jk: P, jabatan: Kepala Bidang Contoh}", "{nama: Siti Rekaan, jk: L}", False),
        ("{nama: 'Siti Rekaan, M.Pd.', jabatan: Kepala Bidang Contoh}", "{nama: dr. Siti Rekaan}", False),
        ("{nama: 'Siti Rekaan, M.Pd.', jabatan: Kepala Bidang Contoh}", "{nama: Siti Rekaan}", True),
        ("{nama: Siti Rekaan, wilayah: Kota Serang, jabatan: Analis}", "{nama: Siti Rekaan, wilayah: Kabupaten Lebak}", False),
    ],
)  # fmt: skip
def test_a_namesake_does_not_get_the_office(first: str, second: str, filled: bool) -> None:
    record, _ = rekaman(
        f"peserta:\n  - {first}\nrekap:\nkutipan:\n  - {{kata: Kita bisa., oleh: {second}}}\n"
    )
    assert bool(record.rapat.kutipan[0].oleh.jabatan) is filled  # type: ignore[union-attr]


def test_two_rows_of_one_name_stay_two_people() -> None:
    record, _ = rekaman(
        "peserta:\n  - {nama: Siti Rekaan, jabatan: Analis}\n  - {nama: Siti Rekaan}\nrekap:\n"
    )
    assert record.rapat.peserta[1].jabatan is None


def test_an_acting_signer_named_elsewhere_keeps_the_prefix() -> None:
    record, _ = rekaman(
        "penanda_tangan:\n  - {nama: Joko Rekaan, jabatan: Kepala Dinas Rekaan, delegasi: Plt., nip: 198001012005011001, pangkat: Pembina (IV/a)}\n"
        "kutipan:\n  - {kata: Kita bisa., oleh: Joko Rekaan}\n"
    )  # fmt: skip
    assert record.rapat.kutipan[0].oleh.jabatan == "Plt. Kepala Dinas Rekaan"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("nama", "found"),
    [
        ("M.Pd.", True), ("S.E., M.Si.", True), ("'12'", True), ("Bupati Lebak", True), ("Kepala Dinas Kesehatan", True),
        ("Rina dan Budi", True), ("Yakun", False), ("Contoh S.", False), ("I Made Dana", False), ("Camat", False),
        ("Bupatiwan", False), ("Dan Contoh", False), ("Dr. Contoh, S.E.", False),
    ],
)  # fmt: skip
def test_what_stands_as_a_name_is_one(nama: str, found: bool) -> None:
    quoted = nama if nama.startswith("'") else f"'{nama}'"
    assert (
        "N020"
        in kode(
            f"kutipan:\n  - {{kata: Kita bisa., oleh: {{nama: {quoted}, jabatan: Ketua Forum Contoh}}}}\n"
        )
    ) is found


@pytest.mark.parametrize(
    ("pangkat", "code"),
    [
        ("Penata Muda (III/e)", "N024"), ("Penata Tk.1 / IIId", "N025"), ("pembina", "N025"), ("Pembina IV.a", "N025"),
        ("Pembina, IV/a", None), ("Pembina / IV/a", None), ("Pembina Tingkat I, IV/b", None), ("Pembina", None),
        ("Pembina Tk. I (IV/b)", None), ("IX", None), ("AKBP", None), ("Pembina, Gol. IV/a", None), ("Pembina IV/a", None),
    ],
)  # fmt: skip
def test_grades_and_their_spelling(pangkat: str, code: str | None) -> None:
    found = kode(f"peserta:\n  - {{nama: Contohwati, jabatan: Analis, pangkat: '{pangkat}'}}\nrekap:\n")
    assert {c for c in found if c.startswith("N")} == ({code} if code else set())


@pytest.mark.parametrize(("wilayah", "zona", "found"), [("Provinsi Banten", "WIB", False), ("Kota Makassar", "WIB", True), ("Nasional", "WIT", False), ("Provinsi Papua", "WIT", False)])  # fmt: skip
def test_the_zone_is_that_of_the_province(wilayah: str, zona: str, found: bool) -> None:
    ubah = f"penyelenggara: {{instansi: Dinas Rekaan, wilayah: {wilayah}}}\nwaktu: {{mulai: 09.00, selesai: 12.00, zona: {zona}}}\n"
    assert ("T012" in kode(ubah)) is found
