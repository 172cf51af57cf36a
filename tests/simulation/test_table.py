from pathlib import Path

import pytest

from simulation.table import LONGEST, FileUnusable, Table


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def rows(file: Path, text: str | bytes) -> list[tuple[int, tuple[str, ...], str | None]]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(row.line, row.cells, row.fault) for row in Table(file).rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_are_read_whatever_delimits_them(file: Path, delimiter: str) -> None:
    text = delimiter.join(("name", "town")) + "\r\n" + delimiter.join(("Aurora", "Lucca")) + "\r\n"
    assert rows(file, text) == [(2, ("Aurora", "Lucca"), None)]


def test_names_of_columns_are_read_in_any_spelling(file: Path) -> None:
    file.write_text("\ufeffCustomer Zone,received-at\n", encoding="utf-8")
    assert Table(file).names == ("customer_zone", "received_at")


def test_a_quoted_cell_may_have_several_lines(file: Path) -> None:
    assert rows(file, 'a,b\n1,"two\nlines"\n3,4\n') == [(2, ("1", "two\nlines"), None), (4, ("3", "4"), None)]


def test_a_quote_that_is_never_closed_swallows_nothing(file: Path) -> None:
    found = rows(file, 'a,b\n1,"open\n3,4\n5,6\n')
    assert [(line, cells) for line, cells, fault in found if fault is None] == [(3, ("3", "4")), (4, ("5", "6"))]
    assert [(line, fault) for line, _, fault in found if fault] == [
        (2, "a quote is opened in this row and never closed")
    ]


def test_an_inch_is_no_quote(file: Path) -> None:
    assert rows(file, 'a,b\n1,a 12" screen\n3,4\n') == [(2, ("1", 'a 12" screen'), None), (3, ("3", "4"), None)]


def test_blank_lines_count_but_say_nothing(file: Path) -> None:
    assert rows(file, "a\n\n1\n  \n2\n") == [(3, ("1",), None), (5, ("2",), None)]


def test_a_row_that_is_not_utf_8_is_told_and_the_next_is_read(file: Path) -> None:
    (bad, good) = rows(file, b"a,b\n1,caf\xe9\n3,4\n")
    assert bad[2] == "the row is not text in UTF-8; save the file as UTF-8"
    assert good == (3, ("3", "4"), None)


def test_an_endless_line_is_told_and_the_next_is_read(file: Path) -> None:
    found = rows(file, "a,b\n" + "x" * (2 * LONGEST) + "\n3,4\n")
    assert all(fault is not None for *_, fault in found[:-1])
    assert found[-1][1:] == (("3", "4"), None)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,a\n1,2\n", "names the column 'a' twice"),
        ("a,b\n".encode("utf-16"), "is no text in UTF-8"),
    ],
)
def test_a_file_without_a_header_that_can_be_used_is_refused(file: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(FileUnusable, match=sentence):
        rows(file, content)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="is not there"):
        Table(tmp_path / "nothing.csv")
    with pytest.raises(FileUnusable, match="is a folder"):
        Table(tmp_path)
