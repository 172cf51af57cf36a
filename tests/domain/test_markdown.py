"""In a page of Markdown a customer's words are their words: no heading, no link, nothing left out."""

import html
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from domain.markdown import as_text
from tests.domain.given.lives import LAW

COMMONMARK = MarkdownIt("commonmark")
GITHUBS = MarkdownIt("gfm-like", {"linkify": False})

HOSTILE = st.text(st.sampled_from(string.punctuation + "aB1 \n\t") | st.characters(exclude_categories=["Cs"]))


def seen(page: str, renderer: MarkdownIt = COMMONMARK) -> str:
    """What a reader sees of a page that must be one plain paragraph."""
    rendered: str = renderer.render(page)
    paragraph = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert paragraph, rendered
    assert "<" not in paragraph[1], rendered
    return html.unescape(paragraph[1])


@pytest.mark.parametrize(
    "written",
    [
        "![phones](https://evil.example/pixel.png)",
        "[click here](https://evil.example)",
        "<https://evil.example> & <script>alert(1)</script> &lt;b&gt; &copy;",
        "<b>urgent</b> **urgent** __urgent__ ~~urgent~~ `urgent`",
        "# urgent",
        "1. urgent",
        "2026) urgent",
        "- urgent",
        "+ urgent",
        "> urgent",
        "---",
        "===",
        "| a | b |",
        "[1]: https://evil.example",
        "C:\\phones\\*.log \\",
        "Bäckerei Müller & Söhne: 1 + 1 = 2, 10.5 % - or more",
    ],
)
@pytest.mark.parametrize("renderer", [COMMONMARK, GITHUBS], ids=["commonmark", "github"])
def test_what_a_customer_writes_is_seen_as_it_was_written(written: str, renderer: MarkdownIt) -> None:
    assert seen(as_text(written), renderer) == written
    assert seen(f"P1 Acme: {as_text(written)}", renderer) == f"P1 Acme: {written}"


def test_what_needs_no_escape_has_none() -> None:
    plain = "P2 Acme Ltd: No calls come through (since 10:00), see support-team!"
    assert as_text(plain) == plain


@LAW
@given(HOSTILE)
def test_whatever_is_written_is_one_line_of_text(written: str) -> None:
    line = as_text(f"x{written}")
    assert "\n" not in line
    assert re.sub(r"\s", "", seen(line)) == re.sub(
        r"[\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]", "", f"x{written}"
    ).replace("\x00", "\ufffd")


@LAW
@given(HOSTILE, st.integers(3, 60))
def test_a_line_has_a_limit_in_bytes_and_is_never_cut_within_an_escape(written: str, most: int) -> None:
    line = as_text(f"x{written}", most)
    assert len(line.encode()) <= most
    assert line.endswith("…") or line == as_text(f"x{written}")
    seen(line)


def test_marks_of_direction_stay_out_of_a_page() -> None:
    assert as_text("\u202eP1\u2066 الهاتف") == "P1 الهاتف"
