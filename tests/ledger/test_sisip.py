import pytest
import yaml
from contoh import LENGKAP, ROOT
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger.basis import Tolakan
from pipeline.ledger.sisip import dengan_nomor

N = "400.2/001/DC/XI/2026"


@pytest.mark.parametrize(
    ("sebelum", "sesudah"),
    [
        ("judul: A\nklasifikasi: '400.2' # k\ntempat: B\n", "judul: A\nklasifikasi: '400.2' # k\nnomor: \"{}\"\ntempat: B\n"),
        ("judul: A # j\ntempat: B\n", "judul: A # j\nnomor: \"{}\"\ntempat: B\n"),
        ("# kepala\ntempat: B\n", "# kepala\nnomor: \"{}\"\ntempat: B\n"),
        ("judul: |-\n  panjang\n  sekali\ntempat: B\n", "nomor: \"{}\"\njudul: |-\n  panjang\n  sekali\ntempat: B\n"),
        ("judul: A", "nomor: \"{}\"\njudul: A"),
        ("nomor:\njudul: A\n", "nomor: \"{}\"\njudul: A\n"),
        ("nomor:   # diberi register\njudul: A\n", "nomor: \"{}\"   # diberi register\njudul: A\n"),
        ("nomor: ~\njudul: A\n", "nomor: \"{}\"\njudul: A\n"),
        ("nomor: lama  # lama\njudul: A\n", "nomor: \"{}\"  # lama\njudul: A\n"),
        ("{judul: A, tempat: B}\n", "{nomor: \"{}\", judul: A, tempat: B}\n"),
        ("judul: A\r\ntempat: B\r\n", "judul: A\r\nnomor: \"{}\"\r\ntempat: B\r\n"),
        ("\ufeffjudul: A\ntempat: B\n", "\ufeffjudul: A\nnomor: \"{}\"\ntempat: B\n"),
        ("---\n  judul: A\n  tempat: B\n", "---\n  judul: A\n  nomor: \"{}\"\n  tempat: B\n"),
        ("judul: 🙂 A\nklasifikasi: 🙂\ntempat: B\n", "judul: 🙂 A\nklasifikasi: 🙂\nnomor: \"{}\"\ntempat: B\n"),
    ],
)  # fmt: skip
def test_only_the_number_changes(sebelum: str, sesudah: str) -> None:
    made = dengan_nomor(sebelum.encode(), N).decode()
    assert made == sesudah.replace("{}", N)
    assert dengan_nomor(made.encode(), N).decode() == made


@pytest.mark.parametrize("isi", ["", "- a\n- b\n", "judul: ["])
def test_what_is_no_record_is_refused(isi: str) -> None:
    with pytest.raises(Tolakan, match="tulis sendiri"):
        dengan_nomor(isi.encode(), N)


def test_a_number_is_emptied_and_the_rest_stays() -> None:
    text = "judul: A\nnomor: 400.2/1 # n\ntempat: B\n"
    assert dengan_nomor(text.encode(), None).decode() == "judul: A\nnomor:  # n\ntempat: B\n"
    assert dengan_nomor(b"judul: A\n", None) == b"judul: A\n"


@pytest.mark.parametrize("file", [LENGKAP, *sorted((ROOT / "inputs" / "rapat").glob("*.yaml"))])
def test_real_records_keep_every_other_line(file) -> None:  # type: ignore[no-untyped-def]
    before = file.read_bytes()
    after = dengan_nomor(before, N)
    added = f'nomor: "{N}"\n'.encode()
    assert after.replace(added, b"", 1) == before
    assert dengan_nomor(after, None) == after.replace(added, b"nomor: \n", 1)


@given(
    st.dictionaries(st.sampled_from(("judul", "klasifikasi", "tempat", "jenis", "nomor")),
                    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=60), min_size=1),
    st.sampled_from((None, True, False)), st.integers(4, 80),
)  # fmt: skip
def test_whatever_yaml_writes_is_changed_in_nothing_else_or_refused(
    isi: dict[str, str], flow: bool | None, width: int
) -> None:
    text = yaml.safe_dump(isi, allow_unicode=True, default_flow_style=flow, width=width, sort_keys=False)
    try:
        made = dengan_nomor(text.encode(), N)
    except Tolakan:
        return
    assert yaml.safe_load(made) == {**isi, "nomor": N}
