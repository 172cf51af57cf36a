"""A whole file: every row is accounted for, and every incident comes or is left out with the reason."""

from datetime import datetime
from pathlib import Path

import pytest

from onboarding.examining import Examiner
from onboarding.planning import Plan, plan
from onboarding.words import ahead, summary
from simulation.drafts import Draft, Remark
from simulation.intake import reader_of
from simulation.policy import Policy
from tests.simulation.given import GOLD, json_line, library, rome, terms

ROOT = Path(__file__).parents[2]


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


def test_every_real_incident_comes_or_is_left_out_with_the_reason() -> None:
    path = ROOT.parent / "shared" / "data" / "servicenow_incidents.csv"
    found = planned(path, rome("Wed 2 Mar 2016 19:00"))
    assert (len(found.arrivals), found.totals.left_out) == (591, {"closed": 3})
    assert found.totals.statuses == {"resolved": 206, "working": 309, "waiting": 76}
    assert list(ahead(found))[-1] == (
        "nothing is left to come due for 3 tickets that are worked on; nobody will hear of them unless you look: "
        "INC0000441, INC0000517, INC0000594"
    )
    assert sum(found.totals.past.values()) == sum(len(one.past) for one in found.expected)
    later = planned(path, rome("Wed 2 Mar 2016 09:00"))
    assert len(later.arrivals) + len(later.left_out) == 594
    assert later.totals.left_out["later"] > 0


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
