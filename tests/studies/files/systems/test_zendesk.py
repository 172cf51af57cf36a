"""Zendesk's audits, and the events of its incremental export."""

import json
from pathlib import Path
from typing import Any

import pytest

from studies.files.lines import FileUnusable
from tests.studies.simulation.given import asked, read, rome

USERS = [{"id": 11, "name": "Ann A"}, {"id": 22, "name": "Bob B"}]
ORGANIZATIONS = [{"id": 5, "name": "Acme Ltd"}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "audits.json"


def audit(
    number: int, at: str, kind: str, *fields: tuple[Any, ...], ticket: int = 155, author: int = 22
) -> dict[str, Any]:
    """What happened to a ticket at once on Monday, in UTC: fields with their values, and those before."""
    events = [
        {
            "id": number * 10 + place,
            "type": kind,
            "field_name": name,
            "value": value,
            "previous_value": (*before, None)[0],
        }
        for place, (name, value, *before) in enumerate(fields)
    ]
    comment = {"id": number * 10 + 9, "type": "Comment", "body": "Hello", "public": True}
    at = f"2026-03-02T{at}:00Z"
    via = {"channel": "voice"}
    return {
        **{"id": number, "ticket_id": ticket, "created_at": at, "author_id": author},
        **{"via": via, "events": [comment, *events]},
    }


BEGAN = audit(
    *(1, "08:10", "Create"),
    *(("status", "new"), ("priority", "normal"), ("subject", "No dial tone"), ("requester_id", "11")),
    author=11,
)
TAKEN = audit(2, "08:30", "Change", ("status", "open", "new"), ("assignee_id", "22", None))
ASKED = audit(3, "09:40", "Change", ("status", "pending", "open"), ("priority", "high", "normal"))
ANSWERED = audit(4, "13:40", "Change", ("status", "open", "pending"), author=11)
HELD = audit(5, "14:00", "Change", ("status", "hold", "open"))
SOLVED = audit(6, "15:00", "Change", ("status", "solved", "hold"))
CLOSED = audit(7, "16:00", "Change", ("status", "closed", "solved"), author=-1)
AUDITS = [BEGAN, TAKEN, ASKED, ANSWERED, HELD, SOLVED, CLOSED]
LIFE = [
    ("Mon 09:30", "assign"),
    ("Mon 09:30", "acknowledge"),
    ("Mon 10:40", "change_priority"),
    ("Mon 10:40", "wait_for_customer"),
    ("Mon 14:40", "customer_responded"),
    ("Mon 15:00", "wait_for_third_party"),
    ("Mon 16:00", "resolve"),
    ("Mon 17:00", "close"),
]


def test_a_ticket_is_what_its_audits_say(file: Path) -> None:
    page = {"audits": AUDITS, "users": USERS, "next_page": None, "count": 7}
    (one,), rows, remarks = read(file, json.dumps(page))
    assert (one.id, one.customer, one.subject) == ("155", "Ann A", "No dial tone")
    assert (one.request.priority, one.request.channel, one.opened_at) == ("P3", "phone", rome("Mon 2 Mar 2026 09:10"))
    assert (asked(one), remarks) == (LIFE, [])
    assert [command.by for command in one.commands][::3] == ["Bob B", "Bob B", "Bob B"]
    assert one.commands[4].by == "Ann A"
    assert (rows.used, rows.reported) == (7, 0)


def test_an_organization_is_the_customer_where_the_ticket_has_one(file: Path) -> None:
    began = {**BEGAN, "events": [*BEGAN["events"], {"type": "Create", "field_name": "organization_id", "value": 5}]}
    (one,), _, _ = read(file, json.dumps({"audits": [began], "organizations": ORGANIZATIONS, "users": USERS}))
    assert one.customer == "Acme Ltd"
    (one,), _, _ = read(file, json.dumps({"audits": [began]}))
    assert one.customer == "organization 5"
    (one,), _, _ = read(file, json.dumps({"audits": [BEGAN]}))
    assert one.customer == "user 11"


@pytest.mark.parametrize(
    "written",
    [
        lambda found: json.dumps({"audits": found}, indent=2),
        lambda found: json.dumps([{"audits": found[:3]}, {"audits": found[3:]}]),
        lambda found: "\n".join(json.dumps(one) for one in found),
        lambda found: "\n".join(json.dumps(one) for one in reversed(found)),
        lambda found: json.dumps({"ticket": {"id": 155, "status": "closed"}, "audits": found}),
    ],
)
def test_audits_are_read_in_pages_or_lines_and_whatever_their_order(file: Path, written: Any) -> None:
    (one,), _, remarks = read(file, written(AUDITS))
    assert (asked(one), remarks) == (LIFE, [])


def event(number: int, timestamp: int, *children: dict[str, Any]) -> dict[str, Any]:
    comment = {"id": 9, "event_type": "Comment", "comment_present": True, "comment_public": True}
    return {
        **{"id": number, "ticket_id": 155, "timestamp": timestamp, "updater_id": 22, "via": "Mail"},
        **{"event_type": "Audit", "child_events": [*children, comment]},
    }


def test_the_events_of_the_incremental_export_say_the_same(file: Path) -> None:
    began = {
        "event_type": "Create",
        "status": "new",
        "priority": "normal",
        "subject": "No dial tone",
        "requester_id": 11,
    }
    tagged = {"event_type": "Change", "tags": ["a"], "added_tags": ["a"], "previous_value": []}
    opened = {"event_type": "Change", "status": "open", "previous_value": "new"}
    asks = {"event_type": "Change", "status": "pending", "previous_value": "open"}
    events = [event(1, 1772439000, began), event(2, 1772440200, opened, tagged), event(3, 1772444400, asks)]
    (one,), _, remarks = read(file, json.dumps({"ticket_events": events, "end_of_stream": True}))
    assert (one.opened_at, one.subject) == (rome("Mon 2 Mar 2026 09:10"), "No dial tone")
    assert (asked(one), remarks) == ([("Mon 09:30", "acknowledge"), ("Mon 10:40", "wait_for_customer")], [])


@pytest.mark.parametrize(
    ("audits", "sentence"),
    [
        ([TAKEN, ASKED], "its creation is not in the file; export its audits from the first one on"),
        ([BEGAN, ASKED], "starts from 'open', and before it was 'new': a change is missing"),
        ([BEGAN, {**TAKEN, "created_at": "soon"}], "the audit has no created_at"),
        ([BEGAN, {**TAKEN, "events": 7}], "or its events are none"),
        ([BEGAN, audit(2, "08:30", "Change", ("status", "snoozed", "new"))], "there is no state 'snoozed'"),
    ],
)
def test_a_ticket_whose_audits_are_not_whole_has_a_hole_and_others_have_none(
    file: Path, audits: list[dict[str, Any]], sentence: str
) -> None:
    others = [{**one, "ticket_id": 156} for one in AUDITS]
    incidents, _, remarks = read(file, json.dumps({"audits": [*audits, *others]}))
    assert {remark.incident for remark in remarks if remark.lost} == {"155"}
    assert any(sentence in remark.sentence for remark in remarks)
    assert asked(next(one for one in incidents if one.id == "156")) == LIFE


def test_an_audit_that_is_on_two_pages_counts_once(file: Path) -> None:
    for again in ([*AUDITS, *AUDITS], [*AUDITS, AUDITS[1]], [one for audit in AUDITS for one in (audit, audit)]):
        (one,), rows, remarks = read(file, json.dumps({"audits": again}))
        assert (asked(one), remarks, rows.reported) == (LIFE, [], 0)


def test_how_a_ticket_stands_now_must_be_what_its_audits_end_with(file: Path) -> None:
    page = {"audits": [BEGAN, TAKEN], "tickets": [{"id": 155, "status": "pending"}]}
    _, _, (remark,) = read(file, json.dumps(page))
    assert "its state is 'pending' now, and its changes end with 'open': some are missing" in remark.sentence


def test_a_line_that_is_cut_is_a_hole_in_the_history_of_the_ticket_that_it_names(file: Path) -> None:
    lines = [json.dumps(BEGAN), json.dumps(TAKEN)[:-30], json.dumps({**BEGAN, "ticket_id": 156})]
    _, rows, (remark,) = read(file.with_suffix(".jsonl"), "\n".join(lines))
    assert (remark.line, remark.incident, remark.lost) == (2, "155", True)
    assert rows.used == 2


def test_a_document_that_breaks_off_is_refused_as_any_ticket_could_go_on_behind_that(file: Path) -> None:
    with pytest.raises(FileUnusable, match="breaks off: line 1: the file is not JSON from here on"):
        read(file, json.dumps({"audits": AUDITS})[:-40])


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            {"ticket_metric_events": [{"id": 1, "ticket_id": 155, "metric": "agent_work_time", "type": "pause"}]},
            "metric",
        ),
        ({"tickets": [{"id": 155, "status": "open", "requester_id": 11}]}, "as they are, and not what happened"),
    ],
)
def test_what_says_no_changes_is_refused_with_what_to_export(file: Path, page: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FileUnusable, match="export ticket audits, or ticket events") as refused:
        read(file, json.dumps(page))
    assert sentence in refused.value.sentence
