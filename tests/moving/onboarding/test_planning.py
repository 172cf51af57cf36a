"""A whole file: every row is accounted for, and every incident comes or is left out with the reason."""

from datetime import datetime
from pathlib import Path

import pytest

from moving.onboarding.examining import Examiner
from moving.onboarding.planning import Plan, plan
from moving.onboarding.words import ahead, summary
from studies.files.drafts import Draft, Remark
from studies.files.intake.intake import reader_of
from studies.files.policy import Policy
from tests.studies.simulation.given import GOLD, json_line, library, rome, terms
from tests.studies.synthetic.exports import WAITING, Rows, incidents_in
from tests.studies.synthetic.exports import rome as instant

ROOT = Path(__file__).parents[3]


def planned(path: Path, now: datetime, *, as_then: bool = True) -> Plan:
    reader = reader_of(path, "Europe/Rome", Policy(otherwise=GOLD), library())
    drafts, remarks = list[Draft](), list[Remark]()
    for found in reader.drafts():
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            remarks.append(found)
    return plan(reader, drafts, remarks, Examiner(terms(), now, source="Old desk", as_then=as_then))


@pytest.fixture(scope="module")
def example() -> Plan:
    return planned(ROOT / "examples" / "open-incidents.csv", rome("Fri 20 Nov 2026 17:05"))


def test_the_example_brings_tickets_of_every_kind(example: Plan) -> None:
    seen = {one.standing.ticket: one for one in example.expected}
    assert [(name, one.standing.status) for name, one in seen.items()] == [
        ("OLD-101", "working"),
        ("OLD-102", "waiting"),
        ("OLD-103", "waiting"),
        ("OLD-104", "resolved"),
        ("OLD-107", "working"),
        ("OLD-108", "working"),
    ]
    assert {one.ticket: one.why for one in example.left_out} == {"OLD-105": "over", "OLD-106": "closed"}
    assert (example.rows.total, example.rows.used, example.remarks) == (23, 23, ())


def test_the_totals_are_told(example: Plan) -> None:
    assert list(summary(example, would=True)) == [
        "Old desk (Sundial CSV), as of 2026-11-20 16:05 UTC: 23 rows, 23 used, 0 without a change, 0 unreadable",
        "6 tickets would come: 3 working, 2 waiting (1 on customer and 1 on Telecom), 1 resolved",
        "recorded as past, and told to nobody: 2 missed promises, 4 escalations, 2 reminders, "
        "1 step down in priority, 3 warnings",
        "2 tickets with a missed promise",
        "left out: 1 closed there, 1 over by the contract",
    ]
    assert list(ahead(example)) == [
        "first to come due: warning at 90% of answer of support-manager of OLD-107, Fri 20 Nov 2026 10:07 CST",
        "within a day something comes due for 3 tickets",
    ]


def stands(rows: Rows, now: datetime) -> tuple[str, datetime | None]:
    """How an incident stands by its rows, and since when it is resolved where it is."""
    opening = rows[0]["opened_at"], rows[0]["sys_created_at"]
    behind = max(instant(text) for text in opening if text != "?")
    if behind > now:
        return "later", None
    state, since = "New", None
    for row in rows:
        behind = max(behind, instant(row["sys_updated_at"]))
        if behind <= now:
            since = behind if row["incident_state"] == "Resolved" != state else since
            state = row["incident_state"]
    kinds = {"Resolved": "resolved", "Closed": "closed", **dict.fromkeys(WAITING, "waiting")}
    return kinds.get(state, "working"), since


@pytest.mark.parametrize(
    ("now", "statuses", "left_out"),
    [
        ("Wed 4 Mar 2026 12:00", {"waiting": 30, "working": 190, "resolved": 79}, {"closed": 1, "later": 300}),
        (
            "Fri 6 Mar 2026 18:00",
            {"waiting": 76, "working": 274, "resolved": 200},
            {"over": 11, "closed": 2, "later": 37},
        ),
        ("Wed 11 Mar 2026 19:00", {"waiting": 94, "working": 158, "resolved": 138}, {"over": 60, "closed": 150}),
        ("Mon 13 Apr 2026 10:00", {"waiting": 37, "working": 30, "resolved": 7}, {"over": 5, "closed": 521}),
    ],
)
def test_every_incident_of_an_export_comes_or_is_left_out_with_the_reason(
    invented: Path, now: str, statuses: dict[str, int], left_out: dict[str, int]
) -> None:
    found = planned(invented, rome(now))
    assert (found.totals.statuses, found.totals.left_out) == (statuses, left_out)
    assert sum(found.totals.past.values()) == sum(len(one.past) for one in found.expected)

    told = {one.standing.ticket: one.standing.status for one in found.expected}
    told |= {one.ticket: one.why for one in found.left_out}
    stood = {id_: stands(rows, rome(now)) for id_, rows in incidents_in(invented).items()}
    over = {id_ for id_, why in told.items() if why == "over"}
    assert told == {id_: "over" if id_ in over else how for id_, (how, _) in stood.items()}
    # The first that were resolved are over, whoever still says that they are not closed.
    resolved = {id_: since for id_, (how, since) in stood.items() if how == "resolved" and since}
    in_order = sorted(resolved, key=lambda id_: resolved[id_])
    assert {*in_order[: len(over)]} == over


def test_open_incidents_of_which_nobody_will_hear_are_named(invented: Path) -> None:
    found = planned(invented, rome("Wed 4 Mar 2026 12:00"))
    assert list(ahead(found))[-1] == (
        "nothing is left to come due for 1 ticket that is worked on; nobody will hear of them unless you look: "
        "INC0000156"
    )


def test_two_incidents_of_one_id_are_not_mixed_up(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    path.write_text(json_line() + json_line(subject="Another problem") + json_line(ticket="T-2"), encoding="utf-8")
    found = planned(path, rome("Mon 2 Mar 2026 10:00"))
    assert [arrival.ticket for arrival in found.arrivals] == ["T-1", "T-2"]
    assert [one.sentence for one in found.refused] == [
        "ticket T-1 stands in the file twice; give each problem an id of its own"
    ]


def test_what_cannot_be_in_a_history_is_counted_and_nothing_ahead_is_told_as_nothing(tmp_path: Path) -> None:
    steps = [{"type": "engage_on_call", "at": "2026-03-02 09:10"}, {"type": "resolve", "at": "2026-03-02 09:20"}]
    path = tmp_path / "open.jsonl"
    path.write_text(json_line(commands=steps), encoding="utf-8")
    told = list(summary(planned(path, rome("Mon 2 Mar 2026 10:00")), would=True))
    assert "1 fact of their histories cannot be here, and are kept as refused" in told
    empty = planned(path, rome("Mon 2 Mar 2026 08:00"))
    assert list(summary(empty, would=True))[1:] == ["0 tickets would come", "left out: 1 not there yet"]
    assert list(ahead(empty)) == []
