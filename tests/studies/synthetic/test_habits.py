"""What the project invents has every habit of real exports; one that loses a habit is noticed."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from studies.synthetic.export import Rows, export
from tests.studies.synthetic.exports import WAITING, changes, late, wall

SEEDS = (1, 2, 3)
COUNT = 600
UNRESOLVED = {"New", "Active", "Awaiting Problem", *WAITING}


@cache
def incidents(seed: int) -> list[Rows]:
    return list(export(COUNT, seed))


def states(rows: Rows) -> list[str]:
    return [row["incident_state"] for row in rows]


def has(state: str) -> Callable[[Rows], bool]:
    return lambda rows: state in states(rows)


def begins(state: str) -> Callable[[Rows], bool]:
    return lambda rows: states(rows)[0] == state


def goes(before: str, after: str) -> Callable[[Rows], bool]:
    return lambda rows: (before, after) in pairwise(states(rows))


def unknown(column: str) -> Callable[[Rows], bool]:
    return lambda rows: rows[0][column] == "?"


def known(column: str) -> Callable[[Rows], bool]:
    return lambda rows: rows[0][column] != "?"


def changed(column: str) -> Callable[[Rows], bool]:
    return lambda rows: bool(changes(rows, column))


def repeats(rows: Rows) -> bool:
    """A row of which nothing that Sundial reads differs from the one above it."""
    read = ("incident_state", "priority", "assigned_to", "u_priority_confirmation", "reopen_count")
    return any(all(above[name] == below[name] for name in read) for above, below in pairwise(rows))


def within_a_minute(rows: Rows) -> bool:
    return any(above["sys_updated_at"] == below["sys_updated_at"] for above, below in pairwise(rows))


def waits_for_a_month(rows: Rows) -> bool:
    return any(
        above["incident_state"] in WAITING
        and wall(below["sys_updated_at"]) - wall(above["sys_updated_at"]) > timedelta(days=30)
        for above, below in pairwise(rows)
    )


def closed_on_the_hour(rows: Rows) -> bool:
    last = rows[-1]
    return last["sys_updated_at"].endswith(":00") and last["sys_updated_by"] == "Updated by 900"


HABITS: dict[str, tuple[int, Callable[[Rows], bool]]] = {
    "new": (350, has("New")),
    "active": (250, has("Active")),
    "waiting for the user": (120, has("Awaiting User Info")),
    "waiting for evidence": (3, has("Awaiting Evidence")),
    "waiting for the vendor": (3, has("Awaiting Vendor")),
    "waiting for a problem's solution": (10, has("Awaiting Problem")),
    "resolved": (COUNT, has("Resolved")),
    "closed": (COUNT, has("Closed")),
    "active from the first row on": (80, begins("Active")),
    "waiting from the first row on": (3, begins("Awaiting User Info")),
    "resolved before the first row": (5, begins("Resolved")),
    "reopened": (3, goes("Resolved", "Active")),
    "resolved in two rows": (3, goes("Resolved", "Resolved")),
    "closed in two rows": (1, goes("Closed", "Closed")),
    "from one wait to another": (
        3,
        lambda rows: (
            goes("Awaiting User Info", "Awaiting Evidence")(rows)
            or goes("Awaiting Vendor", "Awaiting Evidence")(rows)
            or goes("Awaiting User Info", "Awaiting Vendor")(rows)
        ),
    ),
    "from a wait to the problem's": (2, goes("Awaiting User Info", "Awaiting Problem")),
    "answered": (20, goes("Awaiting User Info", "Active")),
    "answered by the vendor": (2, goes("Awaiting Vendor", "Active")),
    "resolved while waiting": (80, goes("Awaiting User Info", "Resolved")),
    "waiting for a month": (5, waits_for_a_month),
    "priority raised": (5, lambda rows: any(after < before for before, after in changes(rows, "priority"))),
    "priority lowered": (5, lambda rows: any(after > before for before, after in changes(rows, "priority"))),
    "priority raised to the highest": (1, lambda rows: "1 - Critical" in [new for _, new in changes(rows, "priority")]),
    "of the highest priority": (5, lambda rows: rows[0]["priority"] == "1 - Critical"),
    "of the second": (5, lambda rows: rows[0]["priority"] == "2 - High"),
    "of the usual": (400, lambda rows: rows[0]["priority"] == "3 - Moderate"),
    "of the lowest": (30, lambda rows: rows[0]["priority"] == "4 - Low"),
    "a row before the opening": (1, lambda rows: 0 in late(rows)),
    "a row before the one above": (1, lambda rows: any(late(rows)) and 0 not in late(rows)),
    "several rows in a minute": (100, within_a_minute),
    "a row that says nothing new": (300, repeats),
    "handed on": (100, changed("assignment_group")),
    "taken": (30, lambda rows: any(before == "?" for before, _ in changes(rows, "assigned_to"))),
    "given back": (20, lambda rows: any(after == "?" for _, after in changes(rows, "assigned_to"))),
    "filed anew": (20, changed("category")),
    "priority confirmed": (60, lambda rows: ("FALSE", "TRUE") in changes(rows, "u_priority_confirmation")),
    "confirmation withdrawn": (1, lambda rows: ("TRUE", "FALSE") in changes(rows, "u_priority_confirmation")),
    "closed on the hour by the system": (200, closed_on_the_hour),
    "closed by a person": (2, lambda rows: rows[-1]["sys_updated_by"] != "Updated by 900"),
    "too late for their own policy": (100, lambda rows: rows[-1]["made_sla"] == "FALSE"),
    "in time for it": (100, lambda rows: rows[-1]["made_sla"] == "TRUE"),
    "opened at night": (10, lambda rows: not 6 <= wall(rows[0]["opened_at"]).hour < 22),
    "opened on a weekend": (10, lambda rows: wall(rows[0]["opened_at"]).weekday() >= 5),
    "opened at the desk": (250, lambda rows: wall(rows[0]["opened_at"]).weekday() < 5),
    "by phone": (500, lambda rows: rows[0]["contact_type"] == "Phone"),
    "by mail": (2, lambda rows: rows[0]["contact_type"] == "Email"),
    "by a form": (5, lambda rows: rows[0]["contact_type"] == "Self service"),
    "of nobody known": (1, unknown("caller_id")),
    "created at a time nobody knows": (100, unknown("sys_created_at")),
    "resolved at a time nobody knows": (5, unknown("resolved_at")),
    "without a category": (1, unknown("category")),
    "without a resolver": (100, unknown("assigned_to")),
    "without a group": (2, unknown("assignment_group")),
    "of a problem": (5, known("problem_id")),
    "of a change": (2, known("rfc")),
    "without a symptom": (100, unknown("u_symptom")),
    "without who opened it": (20, unknown("opened_by")),
    "without a place": (1, unknown("location")),
    "without a code": (1, unknown("closed_code")),
    "without a vendor": (COUNT, unknown("vendor")),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("habit", HABITS)
def test_it_has_the_habits_of_a_real_one(habit: str, seed: int) -> None:
    at_least, shown = HABITS[habit]
    assert sum(map(shown, incidents(seed))) >= at_least


@pytest.mark.parametrize("seed", SEEDS)
def test_most_rows_are_in_order_and_written_on_working_days(seed: int) -> None:
    assert 3 <= sum(any(True for _ in late(rows)) for rows in incidents(seed)) <= 20
    rows = [row for incident in incidents(seed) for row in incident]
    assert 3_600 <= len(rows) <= 4_600
    working = [row for row in rows if wall(row["sys_updated_at"]).weekday() < 5]
    assert 0.85 < len(working) / len(rows) < 0.97


@pytest.mark.parametrize("seed", SEEDS)
def test_many_are_closed_in_one_evening_and_some_people_call_again_and_again(seed: int) -> None:
    closed = Counter(rows[-1]["closed_at"] for rows in incidents(seed))
    callers = Counter(rows[0]["caller_id"] for rows in incidents(seed))
    assert closed.most_common(1)[0][1] > 20
    assert 400 < len(callers) < COUNT - 20


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_knows_the_end(seed: int) -> None:
    for rows in incidents(seed):
        at = [row["sys_updated_at"] for row in rows]
        solved = [time for state, time in zip(states(rows)[1:], at[1:], strict=True) if state == "Resolved"]
        assert {row["closed_at"] for row in rows} == {at[-1]}
        assert {row["resolved_at"] for row in rows} == {solved[-1] if solved else "?"}
        assert len({row["resolved_by"] for row in rows}) == 1
        assert [row["active"] for row in rows] == [("TRUE", "FALSE")[state == "Closed"] for state in states(rows)]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_an_incident_is_does_not_change_and_what_is_counted_is_counted(seed: int) -> None:
    for rows in incidents(seed):
        for column in ("number", "caller_id", "opened_at", "opened_by", "sys_created_at", "contact_type"):
            assert not changes(rows, column)
        again = sum(before == "Resolved" and after in UNRESOLVED for before, after in pairwise(states(rows)))
        assert rows[-1]["reopen_count"] == str(again)
        assert {int(after) - int(before) for before, after in changes(rows, "reassignment_count")} <= {1}
        if not list(late(rows)):
            counted = [int(row["sys_mod_count"]) for row in rows]
            assert counted == sorted(set(counted))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_priority_is_what_impact_and_urgency_make_of_it(seed: int) -> None:
    made = {(row["impact"][0], row["urgency"][0], row["priority"]) for rows in incidents(seed) for row in rows}
    assert {(impact, urgency): priority for impact, urgency, priority in made} == {
        ("1", "1"): "1 - Critical",
        ("1", "2"): "2 - High",
        ("2", "1"): "2 - High",
        ("2", "2"): "3 - Moderate",
        ("3", "1"): "3 - Moderate",
        ("2", "3"): "4 - Low",
        ("3", "2"): "4 - Low",
        ("3", "3"): "4 - Low",
    }
    assert len(made) == 8
