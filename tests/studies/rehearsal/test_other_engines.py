"""Engines that do not keep the rules of this version: the rehearsal finds them out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from temporalio.client import Client

from activities.deciding import Deciding
from activities.names import DecisionInput
from domain.contract.library import Library
from domain.deciding.decision import Decision
from domain.terms.request import Request
from domain.terms.terms import Terms
from runtime.running import Running
from runtime.settings import Settings
from studies.rehearsal.conducting import Outcome, rehearse, rehearsed
from studies.rehearsal.engine import Engine, Way, engine
from studies.simulation.running import TermsAt
from tests.patience import PATIENCE
from tests.studies.rehearsal.given import TUESDAY, incident, rome


class Deaf(Deciding):
    """It loses what customers say."""

    async def decided(self, given: DecisionInput) -> Decision:
        if given.command is not None and given.command.type == "customer_responded":
            return (await super().decided(given.model_copy(update={"command": None}))).model_copy()
        return await super().decided(given)


class Forgetful(Deciding):
    """It tells nobody that a promise was missed."""

    async def decided(self, given: DecisionInput) -> Decision:
        decision = await super().decided(given)
        missed = {recorded.number for recorded in decision.events if recorded.event.type == "PromiseMissed"}
        told = tuple(one for one in decision.announcements if one.event not in missed)
        return decision.model_copy(update={"announcements": told})


class Undecided(Deciding):
    """It decides about an operator's command when the test lets it."""

    def __init__(self, terms_at: TermsAt) -> None:
        super().__init__(terms_at)
        self.asked, self.let = asyncio.Event(), asyncio.Event()

    async def decided(self, given: DecisionInput) -> Decision:
        if given.command is not None:
            self.asked.set()
            await self.let.wait()
        return await super().decided(given)


@asynccontextmanager
async def another(
    deciding: Deciding, client: Client, settings: Settings, running: Running, library: Library, patience: float
) -> AsyncIterator[Engine]:
    quick = settings.model_copy(update={"graceful_shutdown_seconds": 1})
    queue = f"rehearsal-{type(deciding).__name__}-{id(deciding)}"
    async with engine(client, quick, running.database_url, library, task_queue=queue, deciding=deciding) as made:
        yield replace(made, patience=patience)


async def lived(stage: Engine, id_: str, terms_at: TermsAt) -> Outcome:
    one = incident(id_, TUESDAY, ("2032-11-02 11:30", "customer_responded", {"text": "Is anybody there?"}))
    return await rehearsed(stage, one, rome("2032-11-02 12:30"), terms_at, Way())


async def test_an_engine_with_another_rule_parts_at_the_first_event_that_the_rule_changes(
    client: Client, shared_settings: Settings, running: Running, library: Library, terms_at: TermsAt
) -> None:
    def without_the_first_warning(request: Request, at: datetime) -> Terms:
        terms = terms_at(request, at)
        return terms.model_copy(update={"warnings": terms.warnings[1:]})

    other = Deciding(without_the_first_warning)
    async with another(other, client, shared_settings, running, library, patience=PATIENCE) as stage:
        outcome = await lived(stage, "with-another-rule", terms_at)
    assert [one.what for one in outcome.differences] == ["event 1 is another on the engine than in the simulation"]
    assert "0.75, 0.9" in outcome.differences[0].engine
    assert "0.5, 0.75, 0.9" in outcome.differences[0].other


async def test_a_signal_that_the_engine_loses_is_found(
    client: Client, shared_settings: Settings, running: Running, library: Library, terms_at: TermsAt
) -> None:
    async with another(Deaf(terms_at), client, shared_settings, running, library, patience=1) as stage:
        outcome = await lived(stage, "deaf", terms_at)
    (found,) = outcome.differences
    assert found.what == "the engine did not live it to its end"
    assert found.engine.startswith("Ticket rehearsed-deaf did not decide customer_responded within 1 s")


async def test_an_announcement_that_the_engine_loses_is_found(
    client: Client, shared_settings: Settings, running: Running, library: Library, terms_at: TermsAt
) -> None:
    differences: list[tuple[str, str, str]] = []
    for patience in (2, 10, 60):
        # What never comes is waited for; all that it does announce must be there by then, or there is more to find.
        async with another(Forgetful(terms_at), client, shared_settings, running, library, patience) as stage:
            outcome = await lived(stage, f"forgetful-{patience}", terms_at)
        differences = [(one.what, one.engine, one.other) for one in outcome.differences]
        if len(differences) == 1:
            break
    assert differences == [("event 6 is told to support-team through log another number of times", "0", "1")]


async def test_a_rehearsal_that_is_cancelled_while_a_command_is_undecided_ends_and_begins_no_other_ticket(
    client: Client, shared_settings: Settings, running: Running, library: Library, terms_at: TermsAt
) -> None:
    acknowledged = ("2032-11-02 09:10", "acknowledge")
    first, second = (incident(f"undecided-{number}", TUESDAY, acknowledged) for number in (1, 2))
    undecided = Undecided(terms_at)
    done: list[Outcome] = []
    async with another(undecided, client, shared_settings, running, library, patience=PATIENCE) as stage:
        going_on = asyncio.create_task(
            rehearse(stage, [first, second], rome("2032-11-02 10:00"), terms_at, at_once=1, done=done.append)
        )
        async with asyncio.timeout(PATIENCE):
            await undecided.asked.wait()
            going_on.cancel()
            with pytest.raises(asyncio.CancelledError):
                await going_on
            undecided.let.set()
    assert done == []
