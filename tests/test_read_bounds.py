"""The reader's bounds: circles, floods and characters that no document may hold."""

import time

import pytest

from pipeline.read import parse
from pipeline.record.rapat import Rapat


def codes(text: str) -> list[str]:
    return [f.code for f in parse(text.encode(), Rapat, "x.yaml").findings]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a\n  <<: &b {x: 1, <<: *a}\n",
        "pembuka: &a\n  oleh: &b\n    <<: *a\n  <<: *b\n",
        "a0: &a0 {x: 1}\n" + "".join(f"a{i}: &a{i} {{<<: *a{i - 1}}}\n" for i in range(1, 3000)),
        "a0: &a0 {x: 1}\n" + "".join(f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n" for i in range(1, 40)),
    ],
    ids=["circle", "circle through a parent", "deep chain", "doubling chain"],
)
def test_merges_that_circle_or_multiply_stop_early(text: str) -> None:
    assert codes(text) == ["Y005"]


def test_thousands_of_faults_are_told_in_bounded_time() -> None:
    start = time.monotonic()
    assert len(codes("".join(f"k{i}: x\n" for i in range(4000)))) == 4000
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x07", "\\x9f", "\\ufffe"])
def test_control_characters_written_as_escapes_are_refused(escape: str) -> None:
    reading = parse(f'judul: "a{escape}b"\n'.encode(), Rapat, "x.yaml")
    assert [(f.code, str(f.place)) for f in reading.findings] == [("Y006", "x.yaml:1:8")]
    assert reading.value.judul == "ab"


def test_a_value_that_fits_no_branch_is_told_once() -> None:
    assert codes("waktu: {selesai: besok}\n") == ["Y004"]


def test_an_empty_item_is_called_empty() -> None:
    (finding,) = parse(b"peserta:\n  -\n  - Contohwati\n", Rapat, "x.yaml").findings
    assert finding.message().endswith("tetapi tertulis kosong.")


def test_a_second_document_is_named() -> None:
    (finding,) = parse(b"status: draf\n---\nstatus: final\n", Rapat, "x.yaml").findings
    assert "lebih dari satu dokumen" in finding.message()
