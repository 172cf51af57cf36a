"""ServiceNow's tables of today: other names, On Hold with its reason, numbers for words, headings, and JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from studies.files.lines import FileUnusable
from studies.files.policy import Choice, Policy
from studies.files.states import State
from tests.studies.simulation.given import GOLD, asked, read, rome

HEADER = (
    "number,state,opened_at,sys_created_on,sys_updated_on,priority,short_description,caller_id,assigned_to,contact_type,"
    "hold_reason\n"
)
WAITED = [
    ("Mon 09:40", "assign"),
    ("Mon 09:40", "acknowledge"),
    ("Mon 10:40", "wait_for_customer"),
    ("Mon 14:40", "resolve"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "incident.csv"


def row(at: str, state: str, *, owner: str = "Bob", reason: str = "", priority: str = "2 - High") -> str:
    """An update on Monday of what came in at 9:10 by phone."""
    opened = "2026-03-02 09:10:00,2026-03-02 09:10:05"
    return f"INC7,{state},{opened},2026-03-02 {at}:00,{priority},No dial tone,Ann A,{owner},Phone,{reason}\n"


def table(*rows: str) -> str:
    return HEADER + "".join(rows)


def test_an_incident_waits_on_its_caller_while_it_is_on_hold_for_that(file: Path) -> None:
    text = table(
        row("09:11", "New", owner=""),
        row("09:40", "In Progress"),
        row("10:40", "On Hold", reason="Awaiting Caller"),
        row("14:40", "Resolved"),
    )
    (one,), rows, remarks = read(file, text)
    assert (asked(one), remarks, rows.used) == (WAITED, [], 4)
    assert (one.customer, one.subject, one.request.channel) == ("Ann A", "No dial tone", "phone")
    assert (one.opened_at, one.received_at) == (rome("Mon 2 Mar 2026 09:10"), one.opened_at.replace(second=5))


@pytest.mark.parametrize(
    ("reason", "waits"),
    [
        *(("Awaiting Caller", ["wait_for_customer"]), ("1", ["wait_for_customer"])),
        *(("awaiting vendor", ["wait_for_third_party"]), ("4", ["wait_for_third_party"])),
        *(("Awaiting Change", []), ("5", []), ("Awaiting Problem", []), ("3", [])),
    ],
)
@pytest.mark.parametrize("state", ["On Hold", "3"])
def test_why_it_is_on_hold_says_whom_it_waits_for(file: Path, state: str, reason: str, waits: list[str]) -> None:
    (one,), _, remarks = read(file, table(row("09:40", "2"), row("10:40", state, reason=reason)))
    assert [command.type for command in one.commands[2:]] == waits
    assert remarks == []


def test_the_numbers_behind_the_words_say_the_same(file: Path) -> None:
    text = table(
        row("09:11", "1", owner=""), row("09:40", "2"), row("10:40", "3", reason="1"), row("14:40", "6", priority="2")
    )
    (one,), _, remarks = read(file, text)
    assert (asked(one), remarks) == (WAITED, [])


def test_what_is_canceled_is_closed(file: Path) -> None:
    for state in ("Canceled", "8", "Cancelled", "Closed", "7"):
        (one,), _, _ = read(file, table(row("09:11", "New", owner=""), row("09:40", state, owner="")))
        assert asked(one) == [("Mon 09:40", "close")]


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        ("On Hold", "", "On Hold has no reason, so nobody knows whom it waits for: export the column hold_reason"),
        ("On Hold", "Awaiting Calller", "there is no reason 'Awaiting Calller' to hold: did you mean Awaiting Caller"),
        ("On Hold", "Parts", "there is no reason 'Parts' to hold: say under states of a --mapping file what it means"),
        (
            "Blocked",
            "",
            "there is no state 'Blocked': say under states of a --mapping file what it means, as one of new",
        ),
        ("-100", "", "there is no state '-100'"),
    ],
)
def test_what_a_company_has_added_is_told_and_not_guessed(file: Path, state: str, reason: str, sentence: str) -> None:
    _, rows, (remark,) = read(file, table(row("09:11", "New"), row("10:40", state, reason=reason)))
    assert (remark.line, remark.incident, remark.lost, rows.reported) == (3, "INC7", True, 1)
    assert sentence in remark.sentence


def test_a_mapping_says_what_its_own_states_and_reasons_mean(file: Path) -> None:
    means = {"Blocked": State.VENDOR, "Parts": State.VENDOR, "Active": State.INTERNAL, "On Hold": State.CUSTOMER}
    policy = Policy(otherwise=GOLD, states=means)
    text = table(
        row("09:40", "Blocked"),
        row("10:00", "active"),
        row("11:00", "On Hold", reason="Parts"),
        row("12:00", "On Hold"),
    )
    (one,), _, remarks = read(file, text, policy=policy)
    assert [command.type for command in one.commands[2:]] == [
        *("wait_for_third_party", "stop_waiting", "wait_for_third_party", "stop_waiting", "wait_for_customer")
    ]
    assert remarks == []


def test_a_table_with_the_headings_of_a_spreadsheet_is_the_same(file: Path) -> None:
    headings = (
        "Number,State,Opened,Created,Updated,Priority,Short description,Caller,Assigned to,Channel,On hold reason\n"
    )
    text = headings + row("09:40", "In Progress") + row("10:40", "On Hold", reason="Awaiting Caller")
    (one,), _, remarks = read(file, text)
    assert (asked(one), remarks, one.request.channel) == (WAITED[:3], [], "phone")


def test_a_column_that_nobody_needs_may_be_there_twice_and_in_any_delimiter(file: Path) -> None:
    text = table(row("09:40", "In Progress")).replace(",", ";").replace("\n", ";x;y\n").replace(";x;y", ";tag;tag", 1)
    (one,), _, _ = read(file, text)
    assert asked(one) == WAITED[:2]


def objects(*rows: str) -> list[dict[str, Any]]:
    names = HEADER.strip().split(",")
    return [dict(zip(names, one.strip().split(","), strict=True)) for one in rows]


@pytest.mark.parametrize("name", ["records", "result"])
def test_a_table_in_json_is_the_same(tmp_path: Path, name: str) -> None:
    rows = objects(row("09:40", "2"), row("10:40", "3", reason="1"))
    for text in (json.dumps({name: rows}), json.dumps({name: rows}, indent=2), "\n".join(map(json.dumps, rows))):
        (one,), _, remarks = read(tmp_path / "incident.json", text)
        assert (asked(one), remarks) == (WAITED[:3], [])


def test_what_is_stored_goes_before_what_is_shown_where_the_table_api_writes_both(tmp_path: Path) -> None:
    def both(shown: str, stored: str) -> dict[str, str]:
        return {"display_value": shown, "value": stored}

    one = {
        "number": both("INC7", "INC7"),
        "state": both("In Progress", "2"),
        "priority": both("2 - High", "2"),
        "caller_id": {"display_value": "Ann A", "link": "https://desk.example/api/7"},
        "opened_at": both("2026-03-02 03:10:00", "2026-03-02 08:10:00"),
        "sys_updated_on": both("2026-03-02 03:40:00", "2026-03-02 08:40:00"),
        "reopen_count": None,
    }
    (found,), _, remarks = read(tmp_path / "incident.json", json.dumps({"result": [one]}))
    assert (asked(found), found.customer, remarks) == ([("Mon 09:40", "acknowledge")], "Ann A", [])
    assert found.opened_at == rome("Mon 2 Mar 2026 09:10")


def test_a_mapping_goes_by_any_column_of_the_table(file: Path) -> None:
    policy = Policy(column="contact_type", values={"Phone": Choice(contract="imagen-ti")})
    (one,), _, _ = read(file, table(row("09:40", "In Progress")), policy=policy)
    assert (one.request.contract, one.request.priority) == ("imagen-ti", "serious")


def test_a_list_of_incidents_as_they_are_is_refused_with_what_to_export(file: Path, tmp_path: Path) -> None:
    rows = (row("16:40", "Closed"), row("16:40", "In Progress").replace("INC7", "INC8"))
    for path, text in ((file, table(*rows)), (tmp_path / "incident.json", json.dumps({"result": objects(*rows)}))):
        with pytest.raises(FileUnusable, match="has one row for each incident, as it is and not what happened to it"):
            read(path, text)


LIFE = (
    row("09:11", "New", owner=""),
    row("09:40", "In Progress"),
    row("10:40", "On Hold", reason="Awaiting Caller"),
    row("14:40", "Resolved"),
)


def test_the_latest_update_may_stand_first(file: Path) -> None:
    others = [one.replace("INC7", "INC8") for one in LIFE]
    for rows in (
        [*LIFE[::-1]],
        [*LIFE[::-1], *others[::-1]],
        [one for pair in zip(LIFE, others, strict=True) for one in pair][::-1],
    ):
        incidents, _, remarks = read(file, table(*rows))
        assert [asked(one) for one in incidents] == [WAITED] * (len(rows) // len(LIFE))
        assert remarks == []


def test_one_incident_in_disorder_does_not_turn_the_others_around(file: Path) -> None:
    swapped = [one.replace("INC7", "INC8") for one in (LIFE[1], LIFE[0])]
    more = [one.replace("INC7", "INC9") for one in LIFE]
    incidents, _, remarks = read(file, table(*LIFE, *swapped, *more))
    assert [asked(one) for one in incidents if one.id != "INC8"] == [WAITED, WAITED]
    assert [remark.incident for remark in remarks] == ["INC8"]


def test_pages_may_overlap(file: Path) -> None:
    for rows in ([*LIFE, *LIFE], [*LIFE[:3], *LIFE[1:]], [*LIFE, LIFE[2]]):
        (one,), found, remarks = read(file, table(*rows))
        assert (asked(one), remarks) == (WAITED, [])
        assert (found.used, found.unchanged) == (4, len(rows) - 4)


def test_what_goes_to_and_fro_within_a_minute_is_told_as_it_was(file: Path) -> None:
    to, fro = row("10:40", "On Hold", reason="Awaiting Caller"), row("10:40", "In Progress")
    (one,), *_ = read(file, table(LIFE[0], fro, to, fro, to))
    assert [command.type for command in one.commands[2:]] == [
        *("wait_for_customer", "customer_responded", "wait_for_customer")
    ]


def test_incidents_that_have_only_begun_may_have_one_row_each(file: Path) -> None:
    incidents, _, remarks = read(file, table(row("09:11", "New"), row("09:40", "In Progress").replace("INC7", "INC8")))
    assert ([one.id for one in incidents], remarks) == (["INC7", "INC8"], [])


def test_audits_of_which_nothing_says_when_an_incident_began_are_refused(tmp_path: Path) -> None:
    audit = {"documentkey": "9d38", "fieldname": "state", "oldvalue": "1", "newvalue": "2", "sys_created_on": "x"}
    with pytest.raises(FileUnusable, match="has audits of ServiceNow, which say of no incident when it began"):
        read(tmp_path / "sys_audit.json", json.dumps({"records": [audit]}))
