import pytest

from cli.rendering import visible, widths


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grüße, 東京 ☎", "Grüße, 東京 ☎"),
        ("two\nlines\tand a tab", "two\nlines and a tab"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31m\x7f\x00", "\\u009b31m\\u007f\\u0000"),
        ("\u202edlrow\u2066", "\\u202edlrow\\u2066"),
    ],
)
def test_what_could_steer_a_terminal_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_table_with_room_gives_each_column_its_longest_line() -> None:
    assert widths([("id", "what"), ("T-1", "no calls"), ("T-1000", "echo")], 100) == [6, 8]


def test_a_narrow_table_keeps_words_whole_and_gives_the_rest_to_the_narrow_columns() -> None:
    rows = [("ticket", "what"), ("T-1", "one very long text " * 10), ("T-2", "short")]
    assert widths(rows, 40) == [6, 28]


def test_a_table_never_asks_for_more_than_there_is() -> None:
    found = widths([("a", "b"), ("x" * 300, "y" * 20)], 60)
    assert sum(found) == 54
    assert found[1] == 20
