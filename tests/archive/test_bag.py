import io
import zipfile

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive.bag import BagRusak, bag, dari_zip, ke_zip, periksa_bag

ISI = {"notula.pdf": b"%PDF", "lampiran/01-a.png": b"\x89PNG"}
NAMA = st.from_regex(r"[A-Za-z0-9._-]{1,20}", fullmatch=True).filter(lambda n: n.strip("."))


def test_the_library_finds_a_bag_of_version_1_0_valid(tmp_path) -> None:
    made = bag(ISI, {"metadata/metadata.json": b"{}\n"}, {"External-Description": "dua\nbaris"})
    for name, data in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    seen = bagit.Bag(str(tmp_path))
    assert seen.is_valid()
    assert seen.version == "1.0"
    assert seen.info == {"External-Description": "dua baris", "Payload-Oxum": "8.2"}
    assert set(seen.payload_files()) == {"data/notula.pdf", "data/lampiran/01-a.png"}


@pytest.mark.parametrize(
    "name", ["data/notula.pdf", "bag-info.txt", "metadata/m.json", "manifest-sha256.txt"]
)
def test_a_flip_a_loss_and_an_addition_are_refused(name: str) -> None:
    made = bag(ISI, {"metadata/m.json": b"{}\n"}, {})
    periksa_bag(made)
    with pytest.raises(BagRusak):
        periksa_bag(made | {name: made[name][:-1] + b"?"})
    with pytest.raises(BagRusak):
        periksa_bag({k: v for k, v in made.items() if k != name})
    with pytest.raises(BagRusak):
        periksa_bag(made | {"data/tambahan.txt": b""})


@settings(max_examples=50)
@given(st.dictionaries(NAMA, st.binary(max_size=50), min_size=1, max_size=5))
def test_any_plain_files_make_a_valid_bag_whose_zip_gives_them_back(files: dict[str, bytes]) -> None:
    made = bag(files, {}, {"Bagging-Date": "2026-11-24"})
    periksa_bag(made)
    assert dari_zip(ke_zip("paket", made)) == ("paket", made)
    assert ke_zip("paket", made) == ke_zip("paket", dict(reversed(made.items())))


@pytest.mark.parametrize("data", [b"", b"bukan zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(BagRusak):
        dari_zip(data)


def test_a_zip_with_two_folders_is_no_package() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a/x", b"")
        made.writestr("b/x", b"")
    with pytest.raises(BagRusak):
        dari_zip(out.getvalue())
