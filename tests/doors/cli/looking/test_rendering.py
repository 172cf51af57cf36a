import ast
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visible import undirected, visible
from doors.cli.rendering import Column, show_table, widths
from tests.domain.given.lives import LAW
from tests.doors.cli.given.command_line import ROOT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grüße, 東京 ☎", "Grüße, 東京 ☎"),
        ("two\nlines\tand a tab", "two\nlines and a tab"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31m\x7f\x00", "\\u009b31m\\u007f\\u0000"),
        ("\u202edlrow\u2066", "\\u202edlrow\\u2066"),
        ("\u061cعربي\u200f\u206a", "\\u061cعربي\\u200f\\u206a"),
        ("half \ud83d, a line\u2028apart", "half \\ud83d, a line\\u2028apart"),
        ("👩🏽\u200d💻 \U0001f3f4\U000e0067\U000e007f ‌", "👩🏽\u200d💻 \U0001f3f4\U000e0067\U000e007f ‌"),
    ],
)
def test_what_could_steer_a_terminal_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_table_with_room_gives_each_column_its_longest_line() -> None:
    assert widths([Column("id"), Column("what")], [("T-1", "no calls"), ("T-1000", "echo")], 100) == [6, 8]


def test_a_narrow_table_keeps_words_whole_and_gives_the_rest_to_the_narrow_columns() -> None:
    rows = [("T-1", "one very long text " * 10), ("T-2", "short")]
    assert widths([Column("ticket"), Column("what")], rows, 40) == [6, 28]


def test_numbers_are_written_to_the_right_and_all_else_to_the_left(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(
        None, ("what", "how many", "share", "day"), [("calls", "9", "3.5%", "1"), ("mails", "1,200", "-", "Mon")]
    )
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()[3:5]] == [
        " calls          9    3.5%   1",
        " mails      1,200       -   Mon",
    ]


def test_a_column_that_may_be_cut_leaves_the_others_whole() -> None:
    heads = [Column("subject", least=10, cut=True), Column("due", least=12)]
    assert widths(heads, [("x" * 90, "in 2 h 10 min")], 36) == [17, 13]
    assert widths(heads, [("short", "-")], 36) == [7, 3]


def test_a_table_never_asks_for_more_than_there_is() -> None:
    found = widths([Column("a"), Column("b")], [("x" * 300, "y" * 20)], 60)
    assert sum(found) == 54
    assert found[1] == 20


@LAW
@given(st.text(st.characters()))
def test_nothing_that_is_printed_steers_a_terminal_or_turns_a_line(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(one) in ("Cc", "Zl", "Zp", "Cs") for one in shown if one != "\n")
    assert {unicodedata.bidirectional(one) for one in shown}.isdisjoint(
        ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    )
    assert shown.encode().decode() == shown


def test_our_own_marks_of_direction_are_left_out() -> None:
    assert undirected("مهلة \u2068ROSSI-1\u2069\u200f") == "مهلة ROSSI-1"


@pytest.mark.parametrize("folder", ["doors", "runtime"])
def test_whatever_is_printed_is_made_visible(folder: str) -> None:
    raw = [
        f"{module.name}:{node.lineno}"
        for module in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if not ast.unparse(node.args[0]).startswith(("visible(", "json.dumps("))
    ]
    assert raw == []
