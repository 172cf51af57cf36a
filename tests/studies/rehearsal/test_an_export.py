"""Incidents of an export on the real engine, chosen so that each habit and every command of it is among them."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from contracts.loader import load_all
from studies.files.incidents import Incident
from studies.files.intake.intake import read_all, reader_of
from studies.files.policy import Choice, Policy
from studies.rehearsal.conducting import Outcome, rehearse
from studies.rehearsal.engine import Engine
from studies.simulation.running import TermsAt
from tests.patience import PATIENCE
from tests.studies.synthetic.exports import WAITING, Rows, changes, incidents_in, late, wall

WEEKS = timedelta(weeks=350)
"""From 2026 to 2032, so that the same happens whenever this runs."""
GOLD = Choice(contract="imagiclecare-4.1", plan="gold", theatre="europe")


def goes(before: str, after: str) -> Callable[[Rows], bool]:
    return lambda rows: (before, after) in pairwise(row["incident_state"] for row in rows)


def is_silent(rows: Rows) -> bool:
    """The customer says nothing for so long that the contract reminds, and proposes to close."""
    return any(
        WAITING.get(above["incident_state"]) == "customer"
        and timedelta(days=20) < wall(below["sys_updated_at"]) - wall(above["sys_updated_at"])
        for above, below in pairwise(rows)
    )


HABITS: dict[str, Callable[[Rows], bool]] = {
    "reopened": goes("Resolved", "Active"),
    "resolved twice": goes("Resolved", "Resolved"),
    "closed twice": goes("Closed", "Closed"),
    "resolved before its first row": lambda rows: rows[0]["incident_state"] == "Resolved",
    "answered by the customer": goes("Awaiting User Info", "Active"),
    "answered by the vendor": goes("Awaiting Vendor", "Active"),
    "waiting for the vendor, then for evidence": goes("Awaiting Vendor", "Awaiting Evidence"),
    "waiting for a problem's solution": goes("Awaiting User Info", "Awaiting Problem"),
    "silent": is_silent,
    "raised": lambda rows: any(after < before for before, after in changes(rows, "priority")),
    "lowered": lambda rows: any(after > before for before, after in changes(rows, "priority")),
    "confirmed": lambda rows: bool(changes(rows, "u_priority_confirmation")),
    "written before it was opened": lambda rows: 0 in late(rows),
    "written in another order": lambda rows: any(late(rows)),
}


def chosen_from(export: Path) -> list[str]:
    """The shortest incident of each habit, and no incident twice."""
    shortest = sorted(incidents_in(export).items(), key=lambda one: len(one[1]))
    found: list[str] = []
    for has in HABITS.values():
        found.append(next(id_ for id_, rows in shortest if id_ not in found and has(rows)))
    return found


def moved(export: Path, ids: list[str]) -> list[Incident]:
    incidents, _, _ = read_all(reader_of(export, "Europe/Rome", Policy(otherwise=GOLD), load_all()))
    known = {incident.id: incident.moved(WEEKS) for incident in incidents}
    # Another id, as each ticket lives once only on the servers that all tests share.
    return [known[id_].model_copy(update={"id": f"rehearsed-{id_}"}) for id_ in ids]


@pytest.fixture(scope="module")
def incidents(invented: Path) -> list[Incident]:
    return moved(invented, chosen_from(invented))


@pytest.fixture(scope="module")
async def outcomes(stage: Engine, terms_at: TermsAt, incidents: list[Incident]) -> list[Outcome]:
    until = max(incident.arrivals[-1] for incident in incidents)
    return await rehearse(stage, incidents, until, terms_at, at_once=8)


def test_every_command_of_an_export_is_among_them(incidents: list[Incident]) -> None:
    assert len(incidents) == len(HABITS)
    assert {command.type for incident in incidents for command in incident.commands} == {
        *("acknowledge", "assign", "change_priority", "close", "confirm_priority", "customer_responded", "reopen"),
        *("resolve", "stop_waiting", "third_party_responded", "wait_for_customer", "wait_for_third_party"),
    }


def test_each_lives_as_in_its_simulation(outcomes: list[Outcome], incidents: list[Incident]) -> None:
    assert [difference for outcome in outcomes for difference in outcome.differences] == []
    assert sorted(outcome.ticket for outcome in outcomes) == sorted(incident.id for incident in incidents)


def test_they_are_asked_much_and_some_of_it_after_their_end(outcomes: list[Outcome], incidents: list[Incident]) -> None:
    asked = sum(len(incident.commands) for incident in incidents)
    assert sum(outcome.commands for outcome in outcomes) == asked > 60
    assert sum(outcome.refused for outcome in outcomes) > 5
    happened = {kind for outcome in outcomes for kind in outcome.events}
    assert happened >= {"CustomerReminded", "ClosingProposed", "TicketReopened", "CustomerResponded", "Escalated"}


async def test_what_cannot_be_lived_to_its_end_is_a_difference_and_does_not_stop_the_others(
    stage: Engine, terms_at: TermsAt, incidents: list[Incident], outcomes: list[Outcome]
) -> None:
    lived_before, *_ = incidents
    assert lived_before.id in {outcome.ticket for outcome in outcomes}
    fresh = lived_before.model_copy(update={"id": "rehearsed-afresh"})
    async with asyncio.timeout(PATIENCE):
        found = await rehearse(stage, [lived_before, fresh], lived_before.arrivals[1], terms_at, at_once=1)
    assert [bool(outcome.differences) for outcome in found] == [True, False]
