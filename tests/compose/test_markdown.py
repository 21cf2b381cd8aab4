"""Text without a mark takes a short way past the Markdown parser, and comes out as by the long one."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose import markdown
from pipeline.naskah import Teks

POTONG = st.sampled_from(
    [
        *"aZ9 \t.,-+1)(#>|`[]!<>&~:;\"'é١ا—*_\\\n",
        "\u00a0",
        "\u2028",
        "&amp;",
        "...",
        "[isi]",
        "1. ",
        "- ",
        "| a |",
    ]
)
TEKS = st.lists(POTONG, max_size=12).map("".join)


@given(TEKS)
def test_a_line(text: str) -> None:
    spans = [s for token in markdown._PARSER.parseInline(text) for s in markdown._spans(token.children or ())]
    assert markdown.sebaris(text) == Teks(tuple(spans))


@given(TEKS)
def test_a_block(text: str) -> None:
    pattern = ("1.", "a.")
    assert markdown.blok(text, pattern, 0, 1) == tuple(
        markdown._walk(markdown._PARSER.parse(text), pattern, 0, 1)
    )
