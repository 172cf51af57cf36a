"""A whole export of invented incidents: what the simulation says of it is what its rows say, read anew."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from domain.ticket.evolve import replay
from studies.files.drafts import Reader
from studies.files.incidents import Incident
from studies.files.intake.intake import read_all, reader_of
from studies.files.policy import Choice, Policy
from studies.simulation.rebinding import Against
from studies.simulation.running import live
from studies.simulation.study import Findings, conduct, study
from tests.studies.simulation.given import GOLD, library, terms
from tests.studies.synthetic.exports import WAITING, Rows, changes, incidents_in, late, rome

ZONE = "Europe/Rome"


@pytest.fixture(scope="module")
def raw(invented: Path) -> dict[str, Rows]:
    return incidents_in(invented)


@pytest.fixture(scope="module")
def reader(invented: Path) -> Reader:
    return reader_of(invented, ZONE, Policy(otherwise=GOLD), library())


@pytest.fixture(scope="module")
def incidents(reader: Reader) -> list[Incident]:
    found, *_ = read_all(reader)
    return found


@pytest.fixture(scope="module")
def gold(invented: Path, reader: Reader) -> Findings:
    return conduct(study(invented, reader, ZONE, against=Against("imagiclecare-5.0")))


def test_every_incident_is_simulated_and_every_row_accounted_for(gold: Findings, raw: dict[str, Rows]) -> None:
    report = gold.report
    assert (report.simulated, report.incidents, report.unopened) == (600, 600, ())
    assert dict(report.statuses) == {"closed": 600}
    assert report.source.rows == sum(map(len, raw.values())) == 4364
    assert (report.source.used, report.source.unchanged, report.source.reported) == (2534, 1830, 0)


def test_a_row_that_says_nothing_new_is_counted_as_such(gold: Findings, raw: dict[str, Rows]) -> None:
    """The first row opens; a later one is used where something of what a ticket knows is new to it."""
    assert gold.report.source.unchanged == sum(quiet(rows) for rows in raw.values())


def quiet(rows: Rows) -> int:
    owner, confirmed, without_news = rows[0]["assigned_to"], rows[0]["u_priority_confirmation"], 0
    for above, below in pairwise(rows):
        news = [column for column in ("priority", "reopen_count") if above[column] != below[column]]
        if below["assigned_to"] not in ("?", owner):
            owner = below["assigned_to"]
            news.append("assigned_to")
        if (confirmed, below["u_priority_confirmation"]) == ("FALSE", "TRUE"):
            confirmed = "TRUE"
            news.append("u_priority_confirmation")
        without_news += not news and alike(above["incident_state"]) == alike(below["incident_state"])
    return without_news


def alike(state: str) -> str:
    """What a state is to the clock: problems are the company's own, and whom a wait is for says it all."""
    return WAITING.get(state) or {"Awaiting Problem": "Active"}.get(state, state)


def test_what_is_told_about_rows_is_which_lie_before_what_their_incidents_have_behind_them(
    gold: Findings, raw: dict[str, Rows]
) -> None:
    told = [(one.line, one.incident, one.lost) for one in gold.report.source.remarks]
    line, expected = 2, []
    for id_, rows in raw.items():
        expected += [(line + number, id_, False) for number in late(rows)]
        line += len(rows)
    assert told == expected
    assert len(told) == 18
    assert told[:4] == [
        (137, "INC0000098", False),
        (353, "INC0000176", False),
        (580, "INC0000266", False),
        (581, "INC0000266", False),
    ]


def test_the_commands_are_those_that_the_rows_ask_for(incidents: list[Incident], raw: dict[str, Rows]) -> None:
    for incident in incidents:
        asked = Counter(command.type for command in incident.commands)
        assert asked == Counter(asked_for(raw[incident.id])), incident.id
    in_sum = Counter(command.type for incident in incidents for command in incident.commands)
    assert in_sum == {
        "assign": 659,
        "resolve": 613,
        "close": 600,
        "acknowledge": 443,
        "wait_for_customer": 245,
        "confirm_priority": 143,
        "customer_responded": 53,
        "change_priority": 22,
        "stop_waiting": 13,
        "reopen": 13,
        "wait_for_third_party": 12,
        "third_party_responded": 6,
    }


def asked_for(rows: Rows) -> Iterator[str]:
    """The commands of an incident, in no order: each counted from its rows for itself."""
    states = ["New", *(row["incident_state"] for row in rows)]
    if {*states} - {"New", "Resolved", "Closed"}:
        yield "acknowledge"
    if "TRUE" in (row["u_priority_confirmation"] for row in rows):
        yield "confirm_priority"
    yield from ("change_priority" for _ in changes(rows, "priority"))
    yield from ("reopen" for _ in changes(rows, "reopen_count"))
    owners = [row["assigned_to"] for row in rows if row["assigned_to"] != "?"]
    yield from ("assign" for before, after in pairwise(["?", *owners]) if before != after)
    for before, after in pairwise(states):
        was, is_ = WAITING.get(before), WAITING.get(after)
        if was != is_ and is_:
            yield {"customer": "wait_for_customer", "vendor": "wait_for_third_party"}[is_]
        if was != is_ and was and after in ("New", "Active"):
            yield {"customer": "customer_responded", "vendor": "third_party_responded"}[was]
        if was != is_ and was and (is_ or after == "Awaiting Problem"):
            yield "stop_waiting"
        if before != after and after in ("Resolved", "Closed"):
            yield {"Resolved": "resolve", "Closed": "close"}[after]


def test_an_incident_is_what_its_first_row_says(incidents: list[Incident], raw: dict[str, Rows]) -> None:
    for incident in incidents:
        first = raw[incident.id][0]
        created = rome(first["sys_created_at"]) if first["sys_created_at"] != "?" else None
        assert incident.opened_at == rome(first["opened_at"])
        assert incident.received_at == (created if created and created > incident.opened_at else None)
        assert incident.request.priority == f"P{first['priority'][0]}"
        assert incident.customer == (first["caller_id"] if first["caller_id"] != "?" else "unknown caller")
    channels = Counter(incident.request.channel for incident in incidents)
    assert channels == {"phone": 566, "web": 23, "email": 11}


def test_the_tickets_take_every_command_but_those_that_come_after_they_closed_by_themselves(gold: Findings) -> None:
    not_taken = gold.report.not_taken
    assert all(one.after_closing for one in not_taken)
    assert Counter({one.asked: one.count for one in not_taken}) == {
        "close": 366,
        "reopen": 2,
        "resolve": 2,
        "acknowledge": 1,
        "confirm_priority": 1,
    }


def test_each_promise_of_each_ticket_has_one_verdict(gold: Findings, raw: dict[str, Rows]) -> None:
    promises = gold.report.promises
    reactions = sum(row.judged + row.open + row.dropped for row in promises if row.promise == "reaction")
    assert reactions == 600
    assert all(sum(row.shares) == row.judged for row in promises)
    assert {row.priority for row in promises} == {"P1", "P2", "P3", "P4"}


def test_waiting_on_the_customer_is_as_long_as_the_rows_say(
    incidents: list[Incident], gold: Findings, raw: dict[str, Rows]
) -> None:
    """Counted anew from the rows, for every incident whose rows are in order and that did not end before them."""
    until = max(incident.arrivals[-1] for incident in incidents)
    assert gold.report.until == until
    compared = 0
    for incident in incidents:
        life = live(incident, terms(), until)
        if list(late(raw[incident.id])) or any(one.asked != "close" for one in life.refused):
            continue
        ledger = replay(life.stream).ledger
        waited = sum(
            (one.end - one.start).total_seconds()
            for one in ledger.periods()
            if one.paused_for == ("customer",) and one.end
        )
        assert waited == seconds_on_the_customer(raw[incident.id]), incident.id
        compared += waited > 0
    assert compared > 150


def seconds_on_the_customer(rows: Rows) -> float:
    total, since = 0.0, None
    for row in rows:
        at, waits = rome(row["sys_updated_at"]), WAITING.get(row["incident_state"]) == "customer"
        if since is None and waits:
            since = at
        elif since is not None and not waits:
            total, since = total + (at - since).total_seconds(), None
    return total


def test_two_policies_are_compared_on_all_of_them(gold: Findings) -> None:
    comparison = gold.comparison
    assert comparison is not None
    assert comparison.effects == {"better": 14, "worse": 0, "otherwise": 1, "same": 585}
    assert sum(sum(counts.values()) for counts in comparison.by_priority.values()) == 600
    assert len(comparison.changes) == 15


def test_a_contract_with_fewer_priorities_takes_them_all_too(invented: Path) -> None:
    choice = Choice(contract="imagen-ti")
    report = conduct(study(invented, reader_of(invented, "UTC", Policy(otherwise=choice), library()), "UTC")).report
    assert (report.simulated, report.source.reported, report.zones) == (600, 0, ("America/Mexico_City",))
    assert {row.priority for row in report.promises} == {"critical", "serious", "minor"}
