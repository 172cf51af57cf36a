from pathlib import Path

import pytest

from studies.files.lines import FileUnusable
from studies.files.policy import Choice, Policy
from tests.studies.simulation.given import asked, export, read, rome


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def at(time: str, state: str, **more: str) -> dict[str, str]:
    """A row of Monday."""
    return {"sys_updated_at": f"2026-03-02 {time}", "incident_state": state, **more}


def test_an_incident_is_opened_when_it_says_and_received_when_it_was_created(file: Path) -> None:
    (one,), rows, remarks = read(
        file, export({"sys_created_at": "2026-03-02 09:12", "sys_updated_at": "2026-03-02 09:12"})
    )
    assert (one.id, one.customer, one.subject) == ("INC1", "Caller 7", "Category 5")
    assert one.opened_at == rome("Mon 2 Mar 2026 09:00")
    assert one.received_at == rome("Mon 2 Mar 2026 09:12")
    assert (one.request.priority, one.request.channel) == ("P2", "phone")
    assert (rows.used, rows.unchanged, rows.reported, remarks) == (1, 0, 0, [])


@pytest.mark.parametrize(
    ("states", "commands"),
    [
        (("New", "Active"), ["acknowledge"]),
        (("New", "Awaiting User Info"), ["acknowledge", "wait_for_customer"]),
        (("Active", "Awaiting Evidence"), ["acknowledge", "wait_for_customer"]),
        (("Active", "Awaiting Vendor"), ["acknowledge", "wait_for_third_party"]),
        (("Active", "Awaiting Problem"), ["acknowledge"]),
        (("Awaiting User Info", "Active"), ["acknowledge", "wait_for_customer", "customer_responded"]),
        (("Awaiting User Info", "Awaiting Evidence"), ["acknowledge", "wait_for_customer"]),
        (("Awaiting User Info", "Awaiting Problem"), ["acknowledge", "wait_for_customer", "stop_waiting"]),
        (("Awaiting Vendor", "Active"), ["acknowledge", "wait_for_third_party", "third_party_responded"]),
        (
            ("Awaiting Vendor", "Awaiting Evidence"),
            ["acknowledge", "wait_for_third_party", "stop_waiting", "wait_for_customer"],
        ),
        (("Awaiting User Info", "Resolved"), ["acknowledge", "wait_for_customer", "resolve"]),
        (("New", "Resolved", "Closed"), ["resolve", "close"]),
        (("New", "Resolved", "Active"), ["resolve", "reopen", "acknowledge"]),
        (("New", "Closed", "Closed"), ["close"]),
    ],
)
def test_a_change_of_state_is_these_commands(file: Path, states: tuple[str, ...], commands: list[str]) -> None:
    rows = [at(f"{10 + number}:00", state) for number, state in enumerate(states)]
    (one,), _, remarks = read(file, export(*rows))
    assert [command.type for command in one.commands] == commands
    assert remarks == []


def test_a_row_brings_its_commands_in_the_order_in_which_a_ticket_takes_them(file: Path) -> None:
    changed = at("12:00", "Active", priority="1 - Critical", assigned_to="Resolver 9", u_priority_confirmation="TRUE")
    (one,), *_ = read(file, export(at("09:00", "New"), changed))
    assert asked(one) == [
        ("Mon 12:00", "change_priority"),
        ("Mon 12:00", "confirm_priority"),
        ("Mon 12:00", "assign"),
        ("Mon 12:00", "acknowledge"),
    ]
    assert [command.id for command in one.commands] == [
        "3:change_priority",
        "3:confirm_priority",
        "3:assign",
        "3:acknowledge",
    ]
    assert {command.by for command in one.commands} == {"Updated by 3"}


def test_what_a_row_says_again_brings_nothing(file: Path) -> None:
    active = at("12:00", "Active", assigned_to="Resolver 9")
    (one,), rows, _ = read(file, export(active, {**active, "sys_updated_at": "2026-03-02 13:00"}))
    assert asked(one) == [("Mon 12:00", "assign"), ("Mon 12:00", "acknowledge")]
    assert (rows.used, rows.unchanged) == (1, 1)


def test_a_higher_reopen_count_reopens_what_was_solved_between_two_rows(file: Path) -> None:
    (one,), *_ = read(file, export(at("10:00", "Resolved"), at("11:00", "Resolved", reopen_count="1")))
    assert asked(one) == [("Mon 10:00", "resolve"), ("Mon 11:00", "reopen"), ("Mon 11:00", "resolve")]


def test_a_higher_reopen_count_of_an_open_incident_is_told(file: Path) -> None:
    (one,), rows, remarks = read(file, export(at("10:00", "Active"), at("11:00", "Active", reopen_count="1")))
    assert asked(one) == [("Mon 10:00", "acknowledge")]
    assert [(remark.line, remark.lost) for remark in remarks] == [(3, False)]
    assert "was not resolved" in remarks[0].sentence
    assert rows.total == 2


def test_rows_of_one_minute_keep_their_order(file: Path) -> None:
    (one,), _, remarks = read(
        file, export(at("10:00", "Active"), at("10:00", "Awaiting User Info"), at("10:00", "Resolved"))
    )
    assert [command.type for command in one.commands] == ["acknowledge", "wait_for_customer", "resolve"]
    assert {command.at for command in one.commands} == {rome("Mon 2 Mar 2026 10:00")}
    assert remarks == []


def test_a_row_that_lies_before_the_one_above_it_counts_from_there_and_is_told(file: Path) -> None:
    (one,), rows, remarks = read(file, export(at("11:10", "Active"), at("09:52", "Resolved")))
    assert asked(one) == [("Mon 11:10", "acknowledge"), ("Mon 11:10", "resolve")]
    assert [(remark.line, remark.incident, remark.lost) for remark in remarks] == [(3, "INC1", False)]
    assert rows.used == 2


def test_the_rows_of_two_incidents_may_be_mixed(file: Path) -> None:
    other = {"number": "INC2"}
    text = export(
        at("09:00", "New"), at("09:30", "New", **other), at("10:00", "Active"), at("10:30", "Active", **other)
    )
    incidents, *_ = read(file, text)
    assert {one.id: asked(one) for one in incidents} == {
        "INC1": [("Mon 10:00", "acknowledge")],
        "INC2": [("Mon 10:30", "acknowledge")],
    }


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"incident_state": "Actve"}, "there is no state 'Actve': did you mean Active?"),
        ({"priority": "high"}, "the priority 'high' is none of P1, P2, P3 or P4, and no rank like 2 - High; map it"),
        ({"sys_updated_at": "?"}, "'?' is no time"),
        ({"assigned_to": "a\x07b"}, "control character U+0007"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line_and_the_rest_goes_on(
    file: Path, fault: dict[str, str], sentence: str
) -> None:
    text = export(at("09:00", "New"), at("10:00", "Active") | fault, at("11:00", "Resolved"))
    (one,), rows, (remark,) = read(file, text)
    assert [command.type for command in one.commands] == ["resolve"]
    assert (remark.line, remark.incident, remark.lost) == (3, "INC1", True)
    assert sentence in remark.sentence
    assert (rows.used, rows.unchanged, rows.reported) == (2, 0, 1)


def test_where_the_first_row_cannot_be_read_the_next_one_opens_the_incident(file: Path) -> None:
    (one,), rows, (remark,) = read(file, export(at("09:00", "Nwe"), at("10:00", "Active")))
    assert one.opened_at == rome("Mon 2 Mar 2026 09:00")
    assert asked(one) == [("Mon 10:00", "acknowledge")]
    assert (remark.line, rows.used, rows.reported) == (2, 1, 1)


def test_an_incident_whose_id_cannot_be_is_told_row_by_row(file: Path) -> None:
    bad = {"number": "INC 1/2"}
    incidents, rows, remarks = read(
        file, export(at("09:00", "New", **bad), at("10:00", "Active", **bad), at("09:00", "New"))
    )
    assert [one.id for one in incidents] == ["INC1"]
    assert [remark.line for remark in remarks if remark.lost] == [2, 3]
    assert (rows.used, rows.unchanged, rows.reported) == (1, 0, 2)


def test_a_row_with_too_few_cells_or_without_a_number_is_told(file: Path) -> None:
    text = export(at("09:00", "New"), {"number": "?"}) + "INC1,Active\n"
    _, rows, remarks = read(file, text)
    assert [remark.line for remark in remarks] == [3, 4]
    assert "no incident number" in remarks[0].sentence
    assert "the row has 2 cells, and the header names 14 columns" in remarks[1].sentence
    assert rows.total == 3


def test_an_export_without_its_columns_is_refused(file: Path) -> None:
    with pytest.raises(FileUnusable, match="has no column opened_at and priority"):
        read(file, "number,incident_state,sys_updated_at\nINC1,New,2026-03-02 09:00\n")


def test_a_mapping_chooses_by_a_column_and_a_value_that_it_does_not_have_is_told(file: Path) -> None:
    imagen = Choice(contract="imagen-ti", priorities={"3 - Moderate": "serious"})
    policy = Policy(column="location", values={"Mexico": imagen})
    text = export(
        at("09:00", "New", location="Mexico", priority="3 - Moderate"),
        at("09:00", "New", location="Mexico", number="INC2", priority="4 - Low"),
        at("09:00", "New", location="Lima", number="INC3"),
    )
    incidents, rows, (remark,) = read(file, text, policy=policy)
    assert {one.id: (one.request.contract, one.request.priority) for one in incidents} == {
        "INC1": ("imagen-ti", "serious"),
        "INC2": ("imagen-ti", "minor"),
    }
    assert "the mapping has nothing for location 'Lima'" in remark.sentence
    assert (rows.used, rows.reported) == (2, 1)
