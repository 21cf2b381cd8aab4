"""What a change of the directory cannot touch stays as it was answered."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.record.pejabat import DaftarPejabat, MasaJabatan, Pejabat
from pipeline.record.rapat import Orang
from pipeline.reference.direktori import Direktori, direktori
from pipeline.sandaran import Soal, mencatat

NAMA = (
    "Contoh Kepala, M.Si.",
    "Contoh Kepalla",
    "Contohandi",
    "Kontohandi",
    "Siti Rekaan",
    "Budi Misal, S.E.",
)
KUNCI = ("kadis-uji", "kadis-ujii", "camat-uji", "siti-lain")
JABATAN = ("Kepala Dinas Uji", "Camat Contoh Utara", "Sekretaris Daerah")
NIP = ("197209141998032901", "198807072010121903")
HARI = ("2024-05-04", "2026-01-01", None)

masa = st.builds(
    MasaJabatan, nama=st.sampled_from(JABATAN), instansi=st.sampled_from(("Dinas Uji", None)),
    mulai=st.sampled_from(("2023-01-01", None)), selesai=st.sampled_from(("2025-01-01", None)),
)  # fmt: skip
pejabat = st.builds(
    Pejabat, kunci=st.sampled_from((*KUNCI, None)), nama=st.sampled_from(NAMA), nip=st.sampled_from((*NIP, None)),
    jabatan=st.lists(masa, max_size=2).map(tuple),
)  # fmt: skip
soal = st.one_of(
    st.tuples(st.just("berkunci"), st.sampled_from(KUNCI)),
    st.tuples(st.just("bernip"), st.sampled_from(NIP)),
    st.tuples(st.just("bernama"), st.sampled_from(("contoh kepala", "siti rekaan", "budi misal"))),
    st.just(("semua_berkunci", "camat-uji", "kadis-uji")),
    st.tuples(st.just("kunci_dekat"), st.sampled_from(("kadis-uij", "camt-uji", "lain-sekali"))),
    st.tuples(st.just("mirip"), st.sampled_from((*NAMA, "Contohandy", "Jauh Berbeda"))),
    st.tuples(st.just("pemegang"), st.sampled_from(JABATAN), st.sampled_from(("Dinas Uji", None)), st.sampled_from(HARI)),
    st.tuples(st.just("sebut_instansi"), st.sampled_from(("kepala dinas uji", "camat"))),
)  # fmt: skip


def jawaban(index: Direktori, asked: Soal) -> bytes:
    with mencatat() as heard:
        index.tanya(asked)
    return heard.soal[asked]


@settings(max_examples=300, deadline=None)
@given(st.lists(pejabat, max_size=3), st.lists(pejabat, max_size=2), st.lists(pejabat, max_size=2), soal)
def test_a_question_that_no_changed_official_bears_on_has_the_same_answer(
    stay: list[Pejabat], gone: list[Pejabat], come: list[Pejabat], asked: Soal
) -> None:
    before, after = (Direktori(DaftarPejabat(pejabat=(*part, *stay))) for part in (gone, come))
    touched = any(Direktori(DaftarPejabat(pejabat=tuple(part))).menyentuh(asked) for part in (gone, come))
    if not touched:
        assert jawaban(before, asked) == jawaban(after, asked)


def test_the_questions_of_a_person_can_be_asked_again() -> None:
    index = direktori(DaftarPejabat(pejabat=(Pejabat(kunci="kadis-uji", nama=NAMA[0], nip=NIP[0]),)))
    with mencatat() as heard:
        index.cari(Orang(nip=NIP[0], nama="Siapa"))
        index.cari(Orang(nama="Siti Rekaan"))
        index.mirip("Contoh Kepalla")
    again = {asked: jawaban(index, asked) for asked in heard.soal}
    assert again == heard.soal
    assert len(again) == 3
