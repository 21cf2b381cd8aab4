"""The sample workspace that ships with Notula."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from PIL import Image, ImageChops

from pipeline.checks import check
from pipeline.load import load_reference
from pipeline.read import read_record
from pipeline.record.record import texts

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT / "inputs"
RECORDS = sorted((INPUTS / "rapat").glob("*.yaml"))
SEED = INPUTS / "rapat" / "rakor-pug-seed.yaml"
SOURCE = INPUTS / "sumber" / "rakor-pug-seed.txt"
FINAL = [
    INPUTS / "rapat" / f"{n}.yaml" for n in ("2026-11-24-rakor-pug-contoh", "2026-09-07-musrenbang-contoh")
]
BANTEN = {
    "Kabupaten Pandeglang", "Kabupaten Lebak", "Kabupaten Tangerang", "Kabupaten Serang",
    "Kota Tangerang", "Kota Cilegon", "Kota Serang", "Kota Tangerang Selatan",
}  # fmt: skip


def _raw(file: Path) -> dict:  # type: ignore[type-arg]
    return yaml.safe_load(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _heads(rows: list[dict]) -> tuple[int, int, int]:  # type: ignore[type-arg]
    """L, P and all heads present, counted from the raw rows without the pipeline."""
    left = right = every = 0
    for row in rows:
        if "delegasi" in row:
            left += row["hitungan"]["L"]
            right += row["hitungan"]["P"]
            every += row["hitungan"]["jumlah"]
        elif row.get("kehadiran") != "izin":
            left += row.get("jk") == "L"
            right += row.get("jk") == "P"
            every += 1
    return left, right, every


@pytest.mark.parametrize("file", RECORDS, ids=lambda f: f.stem)
def test_every_record_reads_without_a_finding(file: Path) -> None:
    assert read_record(file)[1] == ()


def test_every_letterhead_and_profile_reads_without_a_finding() -> None:
    reference, findings = load_reference(INPUTS, str)
    assert findings == []
    assert {"dinas-contoh", "dp3akkb-banten", "sekretariat-daerah-contoh"} <= set(reference.instansi)
    assert {"permendagri-1-2023", "permendagri-54-2009"} <= set(reference.profil)


@pytest.mark.parametrize("file", FINAL, ids=lambda f: f.stem)
def test_a_final_sample_passes_every_check(file: Path) -> None:
    record, _ = read_record(file)
    assert record.rapat.status == "final"
    assert check(record, load_reference(INPUTS, str)[0]) == []


@pytest.mark.parametrize("file", FINAL, ids=lambda f: f.stem)
def test_the_recap_is_what_the_rows_add_up_to(file: Path) -> None:
    raw = _raw(file)
    recap, rows = raw["rekap"], raw["peserta"]
    assert (recap["L"], recap["P"], recap["jumlah"]) == _heads(rows)
    for key, field in (("per_instansi", "instansi"), ("per_wilayah", "wilayah")):
        written = {h[field]: (h["L"], h["P"], h["jumlah"]) for h in recap[key]}
        for count in (recap, *recap[key]):
            assert count["L"] + count["P"] + count.get("tidak_diketahui", 0) == count["jumlah"]
        counted = {v: _heads([r for r in rows if r[field] == v]) for v in {r[field] for r in rows}}
        assert written == {v: c for v, c in counted.items() if c[2]}


@pytest.mark.parametrize("file", FINAL, ids=lambda f: f.stem)
def test_forty_named_participants_come_from_all_eight_regions(file: Path) -> None:
    rows = _raw(file)["peserta"]
    present = [r for r in rows if "nama" in r and r.get("kehadiran") != "izin"]
    assert len(present) >= 40
    assert {r["wilayah"] for r in present} >= BANTEN
    assert all("contoh" in r["nama"].lower() for r in rows if "nama" in r)


@pytest.mark.parametrize("file", FINAL, ids=lambda f: f.stem)
def test_each_nip_is_well_formed_made_up_and_of_the_stated_sex(file: Path) -> None:
    raw = _raw(file)
    people = [*raw["peserta"], *raw["pimpinan"].values(), *raw["penanda_tangan"]]
    seen: dict[str, str] = {}
    for person in people:
        if not (nip := person.get("nip")):
            continue
        digits = nip.replace(" ", "")
        assert re.fullmatch(r"\d{14}[12]9\d\d", digits), person
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        began = date(int(digits[8:12]), int(digits[12:14]), 1)
        assert 18 <= began.year - born.year <= 40, person
        if "jk" in person:
            assert digits[14] == {"L": "1", "P": "2"}[person["jk"]], person
        assert seen.setdefault(digits, person["nama"]) == person["nama"]


def _spoken(value: object) -> Iterator[dict]:  # type: ignore[type-arg]
    """Everybody who speaks in a discussion."""
    if isinstance(value, dict):
        yield from (value[k] for k in ("pembicara", "penanya", "penjawab") if k in value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _spoken(one)


@pytest.mark.parametrize("file", FINAL, ids=lambda f: f.stem)
def test_whoever_speaks_was_there_and_is_called_as_in_the_attendance_list(file: Path) -> None:
    raw = _raw(file)
    there = {r["nama"]: r for r in raw["peserta"] if "nama" in r and r.get("kehadiran") != "izin"}
    chairs = {p["nama"]: p for p in raw["pimpinan"].values()}
    spoken = list(_spoken(raw["pembahasan"]))
    assert len(spoken) >= 8
    for person in spoken:
        known = there.get(person["nama"]) or chairs[person["nama"]]
        assert all(known[k] == person[k] for k in ("jabatan", "instansi") if k in person and k in known)


def test_the_long_sample_has_what_layout_finds_hard() -> None:
    raw = _raw(FINAL[1])
    text = FINAL[1].read_text(encoding="utf-8")
    assert len(raw["acara"]) >= 10
    assert raw["acara"] == [item["judul"] for item in raw["pembahasan"]]
    assert text.count("tabel:\n") >= 5
    assert len([r for r in raw["peserta"] if "nama" in r]) >= 80
    assert len([a for a in raw["lampiran"] if a.get("gambar") and a["alt"] and a["keterangan"]]) == 3
    assert [p["peran"] for p in raw["penanda_tangan"]] == ["Notulis", "Pimpinan Sidang/Rapat"]
    assert "السلام عليكم" in text
    assert re.search("[\ua980-\ua9df]", text)
    assert "CV Contoh d'Arc & <Sons>" in {r["instansi"] for r in raw["peserta"]}
    assert max(len(r.get("nama", "")) for r in raw["peserta"]) > 70


def test_every_sentence_of_the_source_stands_in_the_seed_record() -> None:
    record, _ = read_record(SEED)
    held = [" ".join(t.split()) for _, t in texts(record.rapat)]
    for quote, verb in zip(record.rapat.kutipan, ("ujar", "tutup"), strict=True):
        assert quote.oleh
        assert f"{verb} {quote.oleh.nama}." in held
        held.append(f"{quote.kata} {verb} {quote.oleh.nama}.")
    lines = [line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines()]
    sentences = [s for line in lines if line not in ("", "-") for s in re.split(r"(?<=[.?!])\s+", line)]
    assert len(sentences) > 25
    missing = [s for s in sentences if not any(" ".join(s.split()) in text for text in held)]
    assert missing == []


def test_the_seed_record_says_nothing_that_the_source_does_not() -> None:
    record, _ = read_record(SEED)
    source = " ".join(SOURCE.read_text(encoding="utf-8").split())
    ours = {"status", "dokumen", "profil", "instansi", "keamanan", "sifat"}
    added = [
        (path, text)
        for path, text in texts(record.rapat)
        if path[0] not in ours
        and path[:2] != ("penyelenggara", "wilayah")
        and any(" ".join(part.split()) not in source for part in text.split("\n\n"))
    ]
    assert added == []
    rapat = record.rapat
    assert (rapat.tanggal, rapat.waktu, rapat.tempat, rapat.pimpinan, rapat.peserta) == (None,) * 4 + ((),)
    assert rapat.pembuka
    assert rapat.pembuka.oleh is None


def _pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gambar_contoh", ROOT / "scripts" / "gambar_contoh.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_draws_the_committed_pictures_again(tmp_path: Path) -> None:
    module = _pictures()
    module.write(tmp_path)
    committed = {f.name for f in module.FOLDER.iterdir()}
    assert committed == {f.name for f in tmp_path.iterdir()}
    for name in sorted(committed):
        with Image.open(module.FOLDER / name) as ours, Image.open(tmp_path / name) as drawn:
            assert ImageChops.difference(ours, drawn).getbbox() is None, name
        assert (module.FOLDER / name).stat().st_size <= 150_000
