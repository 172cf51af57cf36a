"""Real incidents on the real engine, chosen so that every command and state of the export is among them."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from contracts.loader import load_all
from rehearsal.conducting import Outcome, rehearse
from rehearsal.engine import Engine
from simulation.incidents import Incident
from simulation.intake import read_all, reader_of
from simulation.policy import Choice, Policy
from simulation.running import TermsAt

FILE = Path(__file__).parents[3] / "shared" / "data" / "servicenow_incidents.csv"
CHOSEN = (
    *("INC0001302", "INC0000558", "INC0000403", "INC0001287", "INC0000294", "INC0001017"),
    *("INC0000388", "INC0001068", "INC0000303", "INC0000661", "INC0000499", "INC0000261"),
)
WEEKS = timedelta(weeks=870)
"""From 2016 to 2032, so that the same happens whenever this runs."""


def chosen(contract: Choice) -> list[Incident]:
    incidents, _, _ = read_all(reader_of(FILE, "Europe/Rome", Policy(otherwise=contract), load_all()))
    known = {incident.id: incident.moved(WEEKS) for incident in incidents}
    # Another id, as each ticket lives once only on the servers that all tests share.
    return [known[id_].model_copy(update={"id": f"rehearsed-{id_}"}) for id_ in CHOSEN]


@pytest.fixture(scope="module")
async def outcomes(stage: Engine, terms_at: TermsAt) -> list[Outcome]:
    incidents = chosen(Choice(contract="imagiclecare-4.1", plan="gold", theatre="europe"))
    until = max(incident.arrivals[-1] for incident in incidents)
    return await rehearse(stage, incidents, until, terms_at, at_once=8)


def test_each_lives_as_in_its_simulation(outcomes: list[Outcome]) -> None:
    assert [difference for outcome in outcomes for difference in outcome.differences] == []
    assert sorted(outcome.ticket for outcome in outcomes) == sorted(f"rehearsed-{id_}" for id_ in CHOSEN)


def test_they_are_asked_much_and_some_of_it_after_their_end(outcomes: list[Outcome]) -> None:
    assert sum(outcome.commands for outcome in outcomes) > 80
    assert sum(outcome.refused for outcome in outcomes) > 5
    happened = {kind for outcome in outcomes for kind in outcome.events}
    assert happened >= {"CustomerReminded", "ClosingProposed", "TicketReopened", "CustomerResponded", "Escalated"}


async def test_what_cannot_be_lived_to_its_end_is_a_difference_and_does_not_stop_the_others(
    stage: Engine, terms_at: TermsAt
) -> None:
    one, *_ = chosen(Choice(contract="imagiclecare-4.1", plan="gold", theatre="europe"))
    lived_before = one.model_copy(update={"id": f"rehearsed-{CHOSEN[0]}"})
    fresh = one.model_copy(update={"id": "rehearsed-afresh"})
    until = one.arrivals[1]
    async with asyncio.timeout(60):
        found = await rehearse(stage, [lived_before, fresh], until, terms_at, at_once=1)
    assert [bool(outcome.differences) for outcome in found] == [True, False]
