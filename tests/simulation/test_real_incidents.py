"""The 594 incidents of a real company, which lie beside the project."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

from domain.evolve import replay
from simulation.intake import read_all, reader_of
from simulation.policy import Choice, Policy
from simulation.rebinding import Against
from simulation.running import live
from simulation.study import Findings, conduct, study
from simulation.wall_clock import read
from tests.simulation.given import GOLD, library, terms

FILE = Path(__file__).parents[3] / "shared" / "data" / "servicenow_incidents.csv"
ZONE = "Europe/Rome"
ON_THE_CUSTOMER = {"Awaiting User Info", "Awaiting Evidence"}


@cache
def raw() -> dict[str, list[dict[str, str]]]:
    """The rows of each incident, as they stand in the file."""
    found: dict[str, list[dict[str, str]]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["number"], []).append(row)
    return found


@cache
def gold() -> Findings:
    asked = study(
        FILE, reader_of(FILE, ZONE, Policy(otherwise=GOLD), library()), ZONE, against=Against("imagiclecare-5.0")
    )
    return conduct(asked)


def test_every_incident_is_simulated_and_every_row_accounted_for() -> None:
    report, rows = gold().report, sum(len(rows) for rows in raw().values())
    assert (report.simulated, report.incidents, report.unopened) == (594, 594, ())
    assert len(raw()) == 594
    assert report.source.rows == rows == report.source.used + report.source.unchanged
    assert report.source.reported == 0
    assert dict(report.statuses) == {"closed": 594}


def test_what_is_told_about_rows_is_that_five_lie_before_what_their_incidents_have_behind_them() -> None:
    remarks = gold().report.source.remarks
    assert [(one.line, one.incident, one.lost) for one in remarks] == [
        (226, "INC0000130", False),
        (238, "INC0000134", False),
        (244, "INC0000137", False),
        (245, "INC0000137", False),
        (297, "INC0000164", False),
    ]


def test_the_tickets_take_every_command_but_those_that_come_after_they_closed_by_themselves() -> None:
    not_taken = gold().report.not_taken
    assert all(one.after_closing for one in not_taken)
    assert Counter({one.asked: one.count for one in not_taken})["close"] > 200


def test_each_promise_of_each_ticket_has_one_verdict() -> None:
    report = gold().report
    reactions = sum(row.judged + row.open + row.dropped for row in report.promises if row.promise == "reaction")
    assert reactions == 594
    assert all(sum(row.shares) == row.judged for row in report.promises)


def test_waiting_on_the_customer_is_as_long_as_the_rows_say() -> None:
    """Counted anew from the rows, for every incident whose rows are in order and that did not end before them."""
    incidents, *_ = read_all(reader_of(FILE, ZONE, Policy(otherwise=GOLD), library()))
    told = {remark.incident for remark in gold().report.source.remarks}
    until = max(incident.arrivals[-1] for incident in incidents)
    compared = 0
    for incident in incidents:
        life = live(incident, terms(), until)
        if incident.id in told or any(one.asked != "close" for one in life.refused):
            continue
        ledger = replay(life.stream).ledger
        waited = sum(
            (one.end - one.start).total_seconds()
            for one in ledger.stretches()
            if one.standing == ("customer",) and one.end
        )
        assert waited == seconds_on_the_customer(raw()[incident.id]), incident.id
        compared += waited > 0
    assert compared > 150


def seconds_on_the_customer(rows: list[dict[str, str]]) -> float:
    total, since = 0.0, None
    for row in rows:
        at = read(row["sys_updated_at"], ZONE).first
        if since is None and row["incident_state"] in ON_THE_CUSTOMER:
            since = at
        elif since is not None and row["incident_state"] not in ON_THE_CUSTOMER:
            total, since = total + (at - since).total_seconds(), None
    return total


def test_two_policies_are_compared_on_all_of_them() -> None:
    comparison = gold().comparison
    assert comparison is not None
    assert sum(comparison.effects.values()) == 594
    assert sum(sum(counts.values()) for counts in comparison.by_priority.values()) == 594
    assert len(comparison.changes) == 594 - comparison.effects["same"] > 0


def test_a_contract_with_fewer_priorities_takes_them_all_too() -> None:
    choice = Choice(contract="imagen-ti")
    report = conduct(study(FILE, reader_of(FILE, "UTC", Policy(otherwise=choice), library()), "UTC")).report
    assert (report.simulated, report.source.reported, report.zones) == (594, 0, ("America/Mexico_City",))
    assert {row.priority for row in report.promises} == {"critical", "serious", "minor"}
