"""How many regions of running text are found, and how many of those found are regions."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
import yaml
from contoh import ROOT

from pipeline.reference.wilayah_teks import pindai

KALIMAT: list[dict[str, Any]] = yaml.load(
    (ROOT / "tests" / "wilayah_kalimat.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)


class Skor(NamedTuple):
    benar: int
    keliru: list[str]
    luput: list[str]

    @property
    def presisi(self) -> float:
        return self.benar / (self.benar + len(self.keliru))

    @property
    def perolehan(self) -> float:
        return self.benar / (self.benar + len(self.luput))


def sesuai(found: set[str], label: str) -> bool:
    """Whether the codes found are those of a label; districts and villages may stay open between namesakes."""
    if label == "?":
        return len(found) > 1
    wanted = set(label.split("|"))
    return found >= wanted if label.count(".") > 1 and "|" not in label else found == wanted


def ukur(part: str) -> Skor:
    right, wrong, missed = 0, [], []
    for entry in KALIMAT:
        if entry.get("bagian", "latih") != part:
            continue
        text = entry["kalimat"]
        found = [t.bagian for t in pindai(text) if t.bagian.wilayah]
        for words, label in entry["wilayah"].items():
            start = text.index(words)
            hits = [b for b in found if b.awal < start + len(words) and b.akhir > start]
            hit = next((b for b in hits if sesuai({w.kode for w in b.wilayah}, label)), None)
            if hit is None:
                missed.append(f"{words} – {text}")
            else:
                right += 1
                found.remove(hit)
        wrong += [f"{text[b.awal : b.akhir]} – {text}" for b in found]
    return Skor(right, wrong, missed)


def test_the_set_is_large_and_half_of_it_was_put_aside() -> None:
    parts = [entry.get("bagian", "latih") for entry in KALIMAT]
    assert len(parts) >= 150
    assert parts.count("uji") >= 60
    assert len({entry["kalimat"] for entry in KALIMAT}) == len(KALIMAT)
    assert sum(not entry["wilayah"] for entry in KALIMAT) >= 50


@pytest.mark.parametrize("part", ["latih", "uji"])
def test_regions_are_found_and_ordinary_words_are_not(part: str) -> None:
    score = ukur(part)
    assert score.presisi >= 0.97, score.keliru
    assert score.perolehan >= 0.97, score.luput


@pytest.mark.parametrize(
    "text",
    [
        "Maju, Makmur, Mandiri, Damai, Sukamaju, Pasar, dan Kota Baru.",
        "Ibu Ende, Bapak Subang, Sdr. Demak, dan Ny. Palu hadir.",
        "Batu, Malang, Pati, Metro, dan Tegal tercatat pada daftar kata.",
        "Jalan Raya Serang, Stasiun Tangerang, dan Pasar Rangkasbitung.",
        "Kota Layak Anak, Desa Siaga, Kelurahan Tangguh, dan Kecamatan Sehat.",
        "wali kota, bupati, camat, lurah, kota, kabupaten, provinsi, desa, kelurahan",
        "Wali Kota Bima Arya dan Bupati Irna Narulita hadir.",
    ],
)
def test_no_region_is_found_where_there_is_none(text: str) -> None:
    assert [t.bagian.nama for t in pindai(text) if t.bagian.wilayah] == []
