"""Lists of changes in CSV, as Jira's apps, its data pipeline, and reports on audits write them."""

from pathlib import Path

import pytest

from studies.files.drafts import Remark
from studies.files.lines import FileUnusable
from studies.files.policy import Choice, Policy
from tests.studies.simulation.given import GOLD, asked, read, rome

HEADER = "Issue Key,Summary,Reporter,Priority,Created,Date of change,Author,Field,Original value,New value\n"
LIFE = [
    ("Mon 09:30", "assign"),
    ("Mon 09:30", "acknowledge"),
    ("Mon 10:40", "wait_for_customer"),
    ("Mon 14:40", "resolve"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.csv"


def row(at: str, field: str, before: str, after: str, key: str = "HELP-7") -> str:
    """A change on Monday, as Jira writes dates in Italian."""
    return f"{key},No dial tone,Ann A,High,02/mar/26 9:10 AM,02/mar/26 {at},Bob B,{field},{before},{after}\n"


ROWS = (
    row("9:30 AM", "assignee", "", "Bob B"),
    row("9:30 AM", "status", "Open", "In Progress"),
    row("9:50 AM", "labels", "", "telephony"),
    row("10:40 AM", "status", "In Progress", "Waiting for customer"),
    row("2:40 PM", "status", "Waiting for customer", "Resolved"),
)


def test_each_row_is_a_change_of_one_field(file: Path) -> None:
    (one,), rows, remarks = read(file, HEADER + "".join(ROWS))
    assert (one.id, one.customer, one.subject, one.request.priority) == ("HELP-7", "Ann A", "No dial tone", "P2")
    assert (one.opened_at, asked(one), remarks) == (rome("Mon 2 Mar 2026 09:10"), LIFE, [])
    assert (rows.used, rows.unchanged, rows.reported) == (4, 1, 0)


def test_rows_may_be_in_any_order_and_of_several_issues(file: Path) -> None:
    others = [one.replace("HELP-7", "HELP-8") for one in ROWS]
    for rows in (
        [*ROWS, *others],
        [*reversed(ROWS), *others],
        [one for pair in zip(ROWS, others, strict=True) for one in pair],
    ):
        incidents, _, remarks = read(file, HEADER + "".join(rows))
        assert {one.id: asked(one) for one in incidents} == {"HELP-7": LIFE, "HELP-8": LIFE}
        assert remarks == []


def test_a_change_that_is_told_twice_changes_nothing_again(file: Path) -> None:
    for again in ([*ROWS, *ROWS], [one for row in ROWS for one in (row, row)], [*ROWS, ROWS[3]]):
        (one,), rows, remarks = read(file, HEADER + "".join(again))
        assert (asked(one), remarks, rows.reported) == (LIFE, [], 0)


def test_a_row_that_says_when_an_issue_was_created_stands_for_a_column(file: Path) -> None:
    text = (
        "Key,Date,User,Field,Old value,New value\n"
        "HELP-7,2026-03-02 09:10,Ann A,Created,,\n"
        "HELP-7,2026-03-02 09:10,Ann A,priority,,Highest\n"
        "HELP-7,2026-03-02 09:10,Ann A,status,,Open\n"
        "HELP-7,2026-03-02 09:30,Bob B,status,Open,In Progress\n"
    )
    (one,), _, remarks = read(file, text)
    assert (one.opened_at, one.request.priority) == (rome("Mon 2 Mar 2026 09:10"), "P1")
    assert (asked(one), remarks) == ([("Mon 09:30", "acknowledge")], [])


def test_the_history_of_the_data_pipeline_with_what_it_says_of_issues_beside_it(file: Path) -> None:
    began = "2026-03-02T08:10:00Z,Low"
    text = (
        "issue_id,author_key,created_date,field,field_type,from,from_string,to,to_string,issue_created,priority\n"
        f"10007,JIRAUSER9,2026-03-02T08:30:00Z,status,jira,1,Open,3,In Progress,{began}\n"
        f"10007,JIRAUSER9,2026-03-02T09:40:00Z,status,jira,3,In Progress,10,Waiting for customer,{began}\n"
    )
    (one,), _, remarks = read(file, text)
    assert (one.id, one.request.priority, one.opened_at) == ("10007", "P4", rome("Mon 2 Mar 2026 09:10"))
    assert (asked(one), remarks) == ([LIFE[1], LIFE[2]], [])


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "ticket_id,created_at,updated_at,updater,field_name,previous_value,value,priority",
            ("new", "open", "pending", "solved"),
        ),
        (
            "number,opened_at,sys_created_on,user,fieldname,oldvalue,newvalue,priority",
            ("New", "In Progress", "Awaiting Caller", "Resolved"),
        ),
        (
            "Ticket ID,Ticket created - Timestamp,Update - Timestamp,Updater name,"
            "Changes - Field name,Changes - Previous value,Changes - New value,Ticket priority",
            ("new", "open", "pending", "solved"),
        ),
    ],
)
def test_a_report_on_the_audits_of_another_system_is_in_its_words(
    file: Path, header: str, words: tuple[str, ...]
) -> None:
    changes = zip(words, words[1:], ("09:30", "10:40", "14:40"), strict=False)
    rows = [f"7,2026-03-02 09:10,2026-03-02 {at},Bob B,state,{before},{after},2" for before, after, at in changes]
    (one,), _, remarks = read(file, "\n".join((header, *rows)))
    assert (asked(one), remarks, one.request.priority) == (LIFE[1:], [], "P2")


def test_on_hold_and_its_reason_change_together(file: Path) -> None:
    text = "number,opened_at,sys_created_on,user,fieldname,oldvalue,newvalue,priority\n" + "".join(
        f"7,2026-03-02 09:10,2026-03-02 {at},Bob B,{field},{before},{after},2\n"
        for at, field, before, after in (
            ("09:30", "state", "1", "2"),
            ("10:40", "state", "2", "3"),
            ("10:40", "hold_reason", "", "1"),
            ("14:40", "hold_reason", "1", ""),
            ("14:40", "state", "3", "6"),
        )
    )
    (one,), _, remarks = read(file, text)
    assert (asked(one), remarks) == (LIFE[1:], [])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (row("soon", "status", "Waiting for customer", "Resolved"), "'02/mar/26 soon' is no time"),
        (row("2:40 PM", "status", "In Progress", "Resolved"), "a change is missing"),
        (row("2:40 PM", "status", "Waiting for customer", "Parked"), "there is no state 'Parked'"),
        (
            row("2:40 PM", "status", "Waiting for customer", '"Resolved'),
            "a quote is opened in this row and never closed",
        ),
        (row("2:40 PM", "status", "Waiting for customer", "Resolved,x"), "the row has 11 cells"),
    ],
)
def test_a_row_that_cannot_be_is_a_hole_in_the_history_of_its_issue(file: Path, wrong: str, sentence: str) -> None:
    other = row("9:30 AM", "status", "Open", "In Progress", key="HELP-8")
    incidents, _, remarks = read(file, HEADER + "".join(ROWS[:4]) + wrong + other)
    assert {remark.incident for remark in remarks} == {"HELP-7"}
    assert sentence in remarks[0].sentence
    assert asked(next(one for one in incidents if one.id == "HELP-8")) == [LIFE[1]]


def test_an_issue_of_which_nothing_says_when_it_was_created_cannot_begin(file: Path) -> None:
    text = "issue_id,created_date,author_id,field,from_string,to_string\n7,2026-03-02T08:30:00Z,9,status,Open,Done\n"
    incidents, _, (remark,) = read(file, text)
    assert incidents == []
    assert remark == Remark(2, "7", "nothing says when it was created; export its creation too", lost=True)


def test_a_mapping_goes_by_a_column_and_it_must_be_there(file: Path) -> None:
    policy = Policy(column="reporter", values={"Ann A": Choice(contract="imagen-ti")}, otherwise=GOLD)
    (one,), _, _ = read(file, HEADER + "".join(ROWS), policy=policy)
    assert one.request.contract == "imagen-ti"
    with pytest.raises(FileUnusable, match="has no column 'site', by which the mapping goes"):
        read(file, HEADER + "".join(ROWS), policy=Policy(column="site", otherwise=GOLD))
