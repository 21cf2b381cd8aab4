"""The folder archive before ocfl-py, and every flip, loss and addition in it before our own check."""

import random
from pathlib import Path

import ocfl
import pytest
from arsip_uji import pohon

from pipeline.archive.ocfl import (
    AKAR,
    ObjekRusak,
    baca,
    jalur_objek,
    rampungkan,
    siapan,
    siapkan,
    tambah,
    versi,
)
from pipeline.archive.ocfl_periksa import objek_di, periksa_ocfl

WAKTU = "2026-11-24T08:00:00Z"
ISI = {"bagit.txt": b"BagIt", "data/notula.pdf": b"%PDF satu", "data/kosong": b""}


def sah(root: Path) -> bool:
    """Whether ocfl-py finds nothing to say of a storage root, warnings counted as faults."""
    store = ocfl.StorageRoot(root=str(root))
    ok = store.validate(log_warnings=True, max_errors=1000)
    return ok and store.errors == [] and store.num_objects == store.good_objects == len(list(objek_di(root)))


def arsip(root: Path) -> Path:
    siapkan(root)
    tambah(root, "notula:r0/notula", ISI, "sha256:1", WAKTU)
    tambah(root, "notula:r0/notula", ISI | {"data/notula.pdf": b"%PDF dua"}, "sha256:2", WAKTU)
    tambah(root, "notula:r1/laporan", ISI, "sha256:3", WAKTU)
    return root


def test_ocfl_py_finds_the_archive_valid(tmp_path: Path) -> None:
    root = arsip(tmp_path / "arsip")
    assert sah(root)
    assert list(periksa_ocfl(root)) == []


def test_the_judge_of_the_test_finds_a_flip(tmp_path: Path) -> None:
    root = arsip(tmp_path / "arsip")
    file = next(root.rglob("notula.pdf"))
    file.write_bytes(b"%PDF tiga")
    assert not sah(root)


def test_a_version_is_kept_whole_and_unchanged_parts_are_not_stored_twice(tmp_path: Path) -> None:
    root = arsip(tmp_path / "arsip")
    place = jalur_objek(root, "notula:r0/notula")
    one, two = versi(place)
    assert baca(place, one) == ISI
    assert baca(place, two)["data/notula.pdf"] == b"%PDF dua"
    assert sorted(p.name for p in (place / "v2" / "content").rglob("*") if p.is_file()) == ["notula.pdf"]


def test_equal_contents_make_equal_archives(tmp_path: Path) -> None:
    assert pohon(arsip(tmp_path / "a" / "arsip")) == pohon(arsip(tmp_path / "b" / "arsip"))


def test_every_flip_loss_and_addition_is_found(tmp_path: Path) -> None:
    root = arsip(tmp_path / "arsip")
    chance = random.Random(6)
    for name, data in pohon(root).items():
        file = root / name
        for broken in {data[:-1], data + b"\n", *_terbalik(data, chance)} - {data}:
            file.write_bytes(broken)
            assert list(periksa_ocfl(root)), name
        file.unlink()
        assert list(periksa_ocfl(root)), name
        file.write_bytes(data)
    assert list(periksa_ocfl(root)) == []
    for folder in [root, *(p for p in root.rglob("*") if p.is_dir())]:
        (folder / "tambahan").write_bytes(b"")
        assert [c.id for c in periksa_ocfl(root)], folder
        (folder / "tambahan").unlink()
        (folder / "kosong-baru").mkdir()
        assert [c.id for c in periksa_ocfl(root)], folder
        (folder / "kosong-baru").rmdir()
    link = root / "tautan"
    link.symlink_to(root / AKAR)
    assert list(periksa_ocfl(root))


def _terbalik(data: bytes, chance: random.Random) -> list[bytes]:
    """The bytes with one bit of one of them turned, at a few places."""
    out = []
    for _ in range(min(4, len(data))):
        at = chance.randrange(len(data))
        out.append(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
    return out


def test_a_version_that_was_renamed_but_not_announced_is_announced_later(tmp_path: Path) -> None:
    whole, half = tmp_path / "utuh" / "arsip", tmp_path / "separuh" / "arsip"
    arsip(whole)
    siapkan(half)
    tambah(half, "notula:r0/notula", ISI, "sha256:1", WAKTU)
    place = jalur_objek(half, "notula:r0/notula")
    before = {n: (place / n).read_bytes() for n in ("inventory.json", "inventory.json.sha512")}
    tambah(half, "notula:r0/notula", ISI | {"data/notula.pdf": b"%PDF dua"}, "sha256:2", WAKTU)
    tambah(half, "notula:r1/laporan", ISI, "sha256:3", WAKTU)
    for name, data in before.items():
        (place / name).write_bytes(data)
        assert list(periksa_ocfl(half))
        assert [v.pesan for v in versi(place)] == ["sha256:1", "sha256:2"]
        rampungkan(half, "notula:r0/notula")
        siapan(half).rmdir()
        assert pohon(half) == pohon(whole)


def test_a_folder_of_other_things_does_not_become_an_archive(tmp_path: Path) -> None:
    (tmp_path / "arsip").mkdir()
    (tmp_path / "arsip" / "surat.docx").write_bytes(b"x")
    with pytest.raises(ObjekRusak):
        siapkan(tmp_path / "arsip")
    assert pohon(tmp_path / "arsip") == {"surat.docx": b"x"}


def test_nothing_is_added_to_a_damaged_object(tmp_path: Path) -> None:
    root = arsip(tmp_path / "arsip")
    place = jalur_objek(root, "notula:r0/notula")
    (place / "v2" / "inventory.json").write_bytes(b"{}")
    before = pohon(root)
    with pytest.raises(ObjekRusak):
        tambah(root, "notula:r0/notula", {"a": b"b"}, "sha256:4", WAKTU)
    assert pohon(root) == before


def test_a_long_id_gets_a_short_name(tmp_path: Path) -> None:
    assert len(jalur_objek(tmp_path, "notula:" + "é" * 100).name) == 165
