"""A seeded slice of the campaign of hostile inputs; in full: `make campaign`."""

from __future__ import annotations

import random

import pytest
from kacau_sasaran import SASARAN

RINGAN = ("pembaca", "impor: txt", "impor: html", "hadir", "verifikasi: docx")
"""Targets of which a slice is worth its seconds; the others give a handful."""


def test_the_full_run_has_a_hundred_thousand_inputs() -> None:
    assert sum(s.banyak for s in SASARAN) >= 100_000


def test_an_input_is_made_from_seed_and_number_alone() -> None:
    for one in SASARAN[:3]:
        seeds = one.benih()
        made = [one.ubah(random.Random("a"), seeds[0]) for _ in range(2)]
        assert made[0] == made[1]
        assert any(one.ubah(random.Random(str(n)), seeds[0]) != seeds[0] for n in range(5))


@pytest.mark.parametrize("one", SASARAN, ids=lambda s: s.nama)
def test_a_slice_of_the_campaign_has_no_fault(one) -> None:  # type: ignore[no-untyped-def]
    count = 60 if one.nama.startswith(RINGAN) else 2 if "utuh" in one.nama or "templat" in one.nama else 8
    for number in range(count):
        rng = random.Random(f"7 {one.nama} {number}")
        assert one.coba(one.ubah(rng, rng.choice(one.benih())))
