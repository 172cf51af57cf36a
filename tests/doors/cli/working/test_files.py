import json
from pathlib import Path
from typing import Any

import pytest

from domain.deciding.parsing import read_opening
from doors.cli.opening.intake import read_file
from studies.files.lines import LONGEST, FileUnusable
from tests.doors.cli.given.command_line import ROOT, Desk

HEADER = "ticket,customer,subject,contract,plan,theatre,priority"


def written(folder: Path, name: str, *lines: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n")
    return file


def faults(file: Path) -> dict[int, str]:
    return {line.number: line.fault for line in read_file(file) if line.fault is not None}


def messages(file: Path) -> list[dict[str, Any]]:
    return [line.message for line in read_file(file) if line.fault is None]


def test_each_refused_line_is_told_and_the_others_are_opened(desk: Desk, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "monday.csv",
        HEADER,
        'F-1,Lakeside Clinic,"No calls, at all",imagiclecare-4.1,gold,europe,P2',
        "F-2,Lakeside Clinic,Echo,imagiclecare-4.1,gold,europe,P9",
        "F-3,Lakeside Clinic,Hiss,imagiclecare-5.0,basic,americas,P1",
        "F 4,Lakeside Clinic,Hum,imagiclecare-5.0,basic,americas,P1",
    )
    answer = desk("open", "--file", str(file))
    assert answer.code == 1
    assert answer.out == "2 tickets of 4 open, 2 refused\n"
    assert answer.err.splitlines() == [
        "line 3: There is no priority 'P9' in this contract: choose P1, P2, P3 or P4.",
        "line 5: ticket may hold at most 100 letters, digits, dots, underscores and hyphens, a letter or digit first",
    ]
    assert desk.events("F-1") == desk.events("F-3") == ["TicketOpened"]
    assert desk("show", "F-2").code == 1


def test_a_repeat_of_the_file_changes_nothing_whether_its_tickets_have_ids_or_not(desk: Desk, tmp_path: Path) -> None:
    ticket = {"customer": "Palm Logistics", "subject": "Faxes twice", "contract": "imagen-ti", "priority": "minor"}
    file = written(tmp_path, "t.jsonl", json.dumps(ticket), json.dumps(ticket), json.dumps({**ticket, "ticket": "F-9"}))
    first, again = (desk("open", "--file", str(file), "--json").json for _ in range(2))
    assert first == again
    assert first["refused"] == []
    opened = [line["ticket"] for line in first["opened"]]
    assert len(set(opened)) == 3
    assert [desk.events(name) for name in opened] == [["TicketOpened", "PromiseKept"]] * 3


@pytest.mark.parametrize("name", ["tickets.csv", "tickets.jsonl"])
def test_the_examples_open_as_they_are(desk: Desk, name: str) -> None:
    file = ROOT / "examples" / name
    answer = desk("open", "--file", str(file), "--json").json
    assert answer["refused"] == []
    assert len(answer["opened"]) == len(read_file(file))


def test_nested_flat_and_hyphenated_fields_say_the_same(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "t.jsonl",
        '{"ticket":"A","customer":"Acme","subject":"s","request":{"contract":"c","priority":"P1","customer_zone":"z"}}',
        '{"ticket":"B","customer":"Acme","subject":"s","contract":"c","priority":"P1","customer-zone":"z"}',
        "",
        '{"ticket":"C","customer":"Acme","subject":"s","request":{"contract":"c","priority":"P1"},"customer_zone":"z"}',
    )
    nested, flat, mixed = messages(file)
    assert {**nested, "ticket": ""} == {**flat, "ticket": ""} == {**mixed, "ticket": ""}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_write_commas_semicolons_or_tabs(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(("Customer", "Subject", "Contract", "Priority", "Customer Zone"))
    row = delimiter.join(("Acme", '"the ""red"" phone"', "imagen-ti", "minor", "", ""))
    right = delimiter.join(("Acme", '"the ""red"" phone"', "imagen-ti", "minor", ""))
    file = written(tmp_path, "t.csv", b"\xef\xbb\xbf" + header.encode(), right, delimiter * 4, row)
    [message] = messages(file)
    assert message["subject"] == 'the "red" phone'
    assert message["request"] == {"contract": "imagen-ti", "priority": "minor"}
    assert faults(file) == {4: "the row has 6 cells, and the header names 5 columns"}


def test_a_column_without_a_heading_says_nothing(tmp_path: Path) -> None:
    row = "1,Palm Logistics,Faxes,imagen-ti,,,minor"
    file = written(tmp_path, "t.csv", f"{HEADER},,", f"{row},,")
    assert [read_opening(message).subject for message in messages(file)] == ["Faxes"]


def test_the_number_of_a_line_is_that_of_the_file_even_after_a_cell_of_several_lines(tmp_path: Path) -> None:
    file = written(tmp_path, "t.csv", HEADER, '1,"two\nlines",s,c,gold,europe,P1', "", "2,,s,c,gold,europe,P1")
    assert faults(file) == {2: "customer: it must be one line, without tabs", 5: "customer is missing"}


def test_whatever_the_subject_is_the_row_is_a_ticket(tmp_path: Path) -> None:
    rows = (
        '1,Acme,"two\r\nlines",c,gold,europe,P1',
        "2,Acme,,c,gold,europe,P1",
        f"3,Acme,{'x' * 300},c,gold,europe,P1",
    )
    file = written(tmp_path, "t.csv", HEADER, *rows)
    assert faults(file) == {}
    subjects = [read_opening(message).subject for message in messages(file)]
    assert subjects == ["two lines", "(no subject)", "x" * 199 + "…"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"customer": "Acme"', "the line is not JSON (expecting ',' delimiter at column 20); write one JSON object"),
        ("Acme", "the line is not JSON"),
        ("[1, 2]", "the line is no JSON object; write one on each line"),
        ("17", "the line is no JSON object"),
        ('{"customer": "A", "customer": "B"}', "the line cannot be read ('customer' stands there twice)"),
        ('{"request": {"a": 1, "a": 2}}', "the line cannot be read ('a' stands there twice)"),
        ('{"request": "P1"}', "request is no JSON object"),
        ('{"prio": "P1"}', "there is no field 'prio': did you mean priority?"),
        ('{"request": {"prio": "P1"}}', "there is no field 'prio' in a request"),
        ('{"priority": "P1", "request": {"priority": "P2"}}', "'priority' stands there twice"),
        ('{"sent_at": "2026-11-20T10:00:00Z"}', "there is no field 'sent_at'"),
        ('{"customer": 5, "subject": null}', "customer: input should be a valid string"),
        ('{"at": 46346}', "at '46346' is not an instant"),
        ('{"at": "2026-11-20T10:00:00"}', "at '2026-11-20T10:00:00' has no time zone"),
        ('{"contract": "\\u0000"}', "contract '\\x00' is no name"),
        ('{"customer": "\\ud800"}', "customer: input should be a valid string"),
        ('{"at": ' + "9" * 5000 + "}", "the line is not JSON (a value in it is too large)"),
        ('{"a":' * 19_000, "the line is not JSON (it is nested too deeply)"),
        ('{"customer": "' + "x" * LONGEST + '"}', f"the line has more than {LONGEST:,} characters"),
        (b'{"customer": "caf\xe9"}', "the line is not text in UTF-8; save the file as UTF-8"),
    ],
)
def test_a_line_that_is_no_ticket_is_told_with_its_fault(tmp_path: Path, line: str | bytes, fault: str) -> None:
    good = '{"customer":"Acme","subject":"s","contract":"c","priority":"P1"}'
    file = written(tmp_path, "t.jsonl", line, good)
    [(number, sentence)] = faults(file).items()
    assert (number, sentence[: len(fault)]) == (1, fault)
    assert len(messages(file)) == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1,Acme", "the row has 2 cells, and the header names 7 columns"),
        ('1,"Ac"me,s,c,gold,europe,P1', "the row is not CSV (',' expected after '\"')"),
        ('1,Acme,"never closed,c,gold,europe,P1', "a quote is opened in this row and never closed"),
        (b"1,Caf\xe9,s,c,gold,europe,P1", "the row is not text in UTF-8; save the file as UTF-8"),
        ("1,Ac\x00me,s,c,gold,europe,P1", "customer: it holds the control character U+0000"),
        ("1," + "x" * LONGEST + ",s,c,gold,europe,P1", f"the row has more than {LONGEST:,} characters"),
        ("1,Acme,s,c," + "x" * 300 + ",europe,P1", "plan '" + "x" * 100 + "...' is no name"),
    ],
)
def test_a_row_that_is_no_ticket_is_told_with_its_fault(tmp_path: Path, row: str | bytes, fault: str) -> None:
    file = written(tmp_path, "t.csv", HEADER, row)
    [(number, sentence)] = faults(file).items()
    assert (number, sentence[: len(fault)]) == (2, fault)


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-20 10:00:00+00",
        "2026-11-20T11:00:00.0000000+01:00",
        "2026-11-20 10:00 UTC",
        "Fri, 20 Nov 2026 10:00 GMT",
        "1795168800",
        "1795168800000",
    ],
)
def test_an_instant_may_be_written_as_programs_do_where_it_says_its_zone(tmp_path: Path, at: str) -> None:
    file = written(tmp_path, "t.csv", f"{HEADER},at", f'1,Acme,s,c,gold,europe,P1,"{at}"')
    assert [message["at"] for message in messages(file)] == ["2026-11-20T10:00:00+00:00"]


def test_an_instant_may_be_a_number_as_programs_count(tmp_path: Path) -> None:
    ticket = {"customer": "Acme", "subject": "s", "contract": "c", "priority": "P1", "at": 1795168800}
    file = written(tmp_path, "t.jsonl", json.dumps(ticket))
    assert [message["at"] for message in messages(file)] == ["2026-11-20T10:00:00+00:00"]


def test_two_lines_cannot_open_one_ticket_for_two_problems(tmp_path: Path) -> None:
    same, other = "7,Acme,Echo,c,gold,europe,P1", "7,Acme,Hiss,c,gold,europe,P1"
    file = written(tmp_path, "t.csv", HEADER, same, same, other)
    assert len(messages(file)) == 2
    assert faults(file) == {4: "line 2 opens ticket 7 for something else; give this problem an id of its own"}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("t.csv", b"", "is empty; it needs a header and one row on each line"),
        ("t.csv", b"\xef\xbb\xbf \r\n\n", "is empty; it needs a header and one row on each line"),
        ("t.csv", HEADER.encode(), "names no ticket"),
        ("t.csv", HEADER.encode("utf-16"), "names no ticket"),
        ("t.csv", b"customer,subject,contract,prority\n", "there is no column 'prority': did you mean priority?"),
        ("t.csv", b"customer,subject\na,b\n", "the column contract and priority is missing"),
        ("t.csv", HEADER.encode() + b",Plan\n", "the column 'plan' stands there twice"),
        ("t.csv", b"\x00\x01\x02\n", "is no text in UTF-8; save it as CSV in UTF-8"),
        ("t.csv", b'"customer\n', "has a header that cannot be used: a quote is opened in this row and never closed"),
    ],
)
def test_a_file_of_which_no_line_can_be_used_is_refused_as_a_whole(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(FileUnusable) as refused:
        read_file(file)
    assert sentence in refused.value.sentence
    assert name in refused.value.sentence


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (Path("nowhere.csv"), "'nowhere.csv' is not there"),
        (ROOT, "is a folder; give the path of one file in it"),
        (Path("x" * 5000), "cannot be read (File name too long)"),
    ],
)
def test_a_path_without_a_file_is_refused(desk: Desk, path: Path, sentence: str) -> None:
    assert sentence in desk("open", "--file", str(path)).refusal
