import tracemalloc
from pathlib import Path

import pytest

from studies.files.lines import LONGEST, FileUnusable
from studies.files.table import Table, Written


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def rows(file: Path, text: str | bytes) -> list[tuple[int, tuple[str, ...], str | None]]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(row.line, row.cells, row.fault) for row in Table(file).rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_are_read_whatever_delimits_them(file: Path, delimiter: str) -> None:
    text = delimiter.join(("name", "town")) + "\r\n" + delimiter.join(("Aurora", "Lucca")) + "\r\n"
    assert rows(file, text) == [(2, ("Aurora", "Lucca"), None)]


def test_a_first_line_may_say_the_delimiter(file: Path) -> None:
    assert rows(file, "sep=|\nname|town\nAurora, Inn|Lucca\n") == [(3, ("Aurora, Inn", "Lucca"), None)]
    assert rows(file, '"sep=;"\r\nname;town\r\nAurora;Lucca\r\n') == [(3, ("Aurora", "Lucca"), None)]


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
        (b"a\x00,b\n", "is no text in UTF-8"),
        (b"Priorit\xe0,b\n", "has a header that is not text in UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_without_a_header_that_can_be_used_is_refused(file: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(FileUnusable, match=sentence):
        rows(file, content)


def test_a_column_that_is_wanted_cannot_be_there_twice_and_others_can(file: Path) -> None:
    file.write_text("comment,state,comment\n1,2,3\n", encoding="utf-8")
    table = Table(file)
    assert (table.place("state"), table.place("priority")) == (1, None)
    with pytest.raises(FileUnusable, match="names the column 'comment' twice"):
        table.place("comment")


def test_what_spreadsheets_call_unicode_is_read_too(file: Path) -> None:
    assert rows(file, "name\ttown\r\nZoë\tKøge\r\n".encode("utf-16")) == [(2, ("Zoë", "Køge"), None)]


def test_a_table_in_another_encoding_is_read_as_that(file: Path) -> None:
    file.write_bytes("\ufeffSchlüssel,b\n1,Zoë\n".encode())
    for name in ("utf-8", "UTF8", None):
        assert Table(file, Written({}, name)).headings == ("Schlüssel", "b")
    file.write_bytes(b"Schl\xfcssel,b\n1,Zo\xeb \x85\n2,\x81\n")
    first, second = Table(file, Written({}, "windows-1252")).rows()
    assert first.cells == ("1", "Zoë …")
    assert second.fault is not None
    assert second.fault.startswith(
        "the row is not text in windows-1252; save the file as UTF-8, or give its --encoding"
    )


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="is not there"):
        Table(tmp_path / "nothing.csv")
    with pytest.raises(FileUnusable, match="is a folder"):
        Table(tmp_path)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_what_other_programs_take_for_the_end_of_a_line_is_text_of_its_cell(file: Path, character: str) -> None:
    for cell in (f"no dial tone{character}since Monday", f'"no dial tone{character}since, Monday"'):
        found = rows(file, f"a,b\n1,{cell}\n2,fine\n")
        assert [(line, fault) for line, _, fault in found] == [(2, None), (3, None)]
        assert found[0][1] == ("1", cell.strip('"'))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_ends_at_a_line_feed_a_carriage_return_or_both(file: Path, end: str) -> None:
    assert rows(file, f"a,b{end}1,2{end}3,4{end}") == [(2, ("1", "2"), None), (3, ("3", "4"), None)]
    assert rows(file, f'a,b{end}1,"x{end}y"{end}3,4{end}')[0] == (2, ("1", f"x{end}y"), None)


def test_a_cell_is_as_long_as_it_is(file: Path) -> None:
    for cell in ("x" * 1_000_000, "a line\n" * 100_000):
        found = rows(file, f'a,b\n1,"{cell}"\n3,4\n')
        assert [fault for *_, fault in found] == [None, None]
        assert found[0][1][1] == cell.strip()


def test_a_row_of_nothing_but_delimiters_says_nothing(file: Path) -> None:
    assert rows(file, "a,b,c\n,,\n1,2,3\n , ,\n") == [(3, ("1", "2", "3"), None)]


def test_a_row_that_is_faulty_keeps_the_cells_before_its_fault(file: Path) -> None:
    found = list(rows(file, 'a,b,c\nT-1,x,"open\nT-2,x\nT-3,"a"b,c\n'))
    assert [cells for _, cells, _ in found] == [("T-1", "x"), ("T-2", "x"), ("T-3",)]
    assert all(fault for *_, fault in found)


def test_a_row_that_is_faulty_keeps_its_quoted_cells_too(file: Path) -> None:
    found = list(rows(file, 'a,b,c\n"T-1","x, ""y""","a"b"\n"T-2" ,x,"open\n"T-3,x,y\n"T-4"x,y,z\n'))
    assert [cells for _, cells, _ in found] == [("T-1", 'x, "y"'), ("T-2", "x"), (), ()]
    assert all(fault for *_, fault in found)


@pytest.mark.parametrize(
    ("content", "most"),
    [('"' + "x" * 10_000_000, 1), ('"' + "some words\n" * 900_000, None), ('1,"' + "x\n" * 5_000_000, None)],
)
def test_ten_megabytes_of_one_open_quote_are_refused_in_little_memory(
    file: Path, content: str, most: int | None
) -> None:
    file.write_text("a,b\n" + content, encoding="utf-8")
    tracemalloc.start()
    try:
        if most is None:
            with pytest.raises(
                FileUnusable, match="is no file of incidents: 10,001 of its first 10,001 rows cannot be read"
            ):
                list(Table(file).rows())
        else:
            assert [row.fault for row in Table(file).rows()] == [f"the row has more than {LONGEST:,} characters"] * most
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


def test_rows_that_cannot_be_read_are_told_one_by_one_as_long_as_there_are_more_that_can(file: Path) -> None:
    found = rows(file, "a,b\n" + "1,2\n" * 3_000 + "1\n" * 2_000 + "3,4\n")
    assert sum(fault is not None for *_, fault in found) == 2_000
    assert found[-1][1] == ("3", "4")
