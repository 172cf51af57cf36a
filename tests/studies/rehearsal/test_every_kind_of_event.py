"""Lives of every kind on the real engine: each is, event by event, what the simulation says."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from temporalio.client import WorkflowHistory

from domain.ticket.events import EVENTS, Escalated, TicketResolved
from studies.rehearsal.comparing import Difference, differences, simulated
from studies.rehearsal.engine import Engine
from studies.rehearsal.living import Rehearsed, live_on
from studies.simulation.running import TermsAt
from tests.studies.rehearsal.given import EXAMPLES, ROME, Example
from tests.workflows.test_replay import a_replayer

NEVER_HERE = {"TicketImported"}
"""It begins a ticket that comes with a history; an incident begins with an opening."""


@pytest.fixture(scope="module")
async def lives(stage: Engine) -> dict[str, Rehearsed]:
    """All examples, lived at once."""

    async def lived(one: Example) -> Rehearsed:
        return await live_on(stage, one.incident, one.until, one.way)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(lived(one)) for one in EXAMPLES]
    return {task.result().incident.id.removeprefix("rehearsed-"): task.result() for task in tasks}


def kinds(rehearsed: Rehearsed) -> list[str]:
    return [recorded.event.type for recorded in rehearsed.stream]


def refusals(rehearsed: Rehearsed) -> dict[str, str]:
    return {sent.command.type: sent.refusal for sent in rehearsed.sent if sent.refusal is not None}


@pytest.mark.parametrize("name", [one.incident.id.removeprefix("rehearsed-") for one in EXAMPLES])
def test_its_life_is_that_of_its_simulation(lives: dict[str, Rehearsed], terms_at: TermsAt, name: str) -> None:
    none: list[Difference] = []
    assert list(differences(lives[name], simulated(lives[name], terms_at))) == none


def test_every_kind_of_event_happened(lives: dict[str, Rehearsed]) -> None:
    happened = {kind for life in lives.values() for kind in kinds(life)}
    assert happened == {event.__name__ for event in EVENTS} - NEVER_HERE


def test_every_contract_was_lived_under(lives: dict[str, Rehearsed], library: dict[str, object]) -> None:
    assert {life.incident.request.contract for life in lives.values()} == set(library)


def test_a_fact_that_is_told_late_withdraws_a_miss(lives: dict[str, Rehearsed]) -> None:
    life = lives["taken-in-time-and-told-late"]
    told = kinds(life)
    assert told.index("PromiseMissed") < told.index("MissWithdrawn") < told.index("Acknowledged")


def test_commands_of_one_minute_keep_their_order(lives: dict[str, Rehearsed]) -> None:
    brought = [kind for kind in kinds(lives["taken-at-the-very-deadline"]) if kind not in ("WarningGiven", "Escalated")]
    first = [kind for kind in brought if kind in ("PriorityConfirmed", "TicketAssigned", "Acknowledged", "NoteAdded")]
    assert first == ["PriorityConfirmed", "TicketAssigned", "Acknowledged", "NoteAdded"]


def test_a_signal_that_is_refused_becomes_a_fact_and_an_update_hears_the_sentence(lives: dict[str, Rehearsed]) -> None:
    life = lives["a-party-answers-after-years"]
    assert kinds(life) == ["TicketOpened", "WaitStarted", "CommandRefused", "PromiseKept", "TicketClosed"]
    assert refusals(life) == {}
    refused = refusals(lives["two-parties-are-waited-for"])
    assert refused["stop_waiting"].startswith("the ticket does not wait on Bakery; it waits on third party Telecom")


def test_after_its_end_a_ticket_takes_nothing_more(lives: dict[str, Rehearsed]) -> None:
    life = lives["solved-again-and-accepted"]
    assert kinds(life)[-1] == "TicketClosed"
    closed = "ticket rehearsed-solved-again-and-accepted is closed and takes no command; a new problem is a new ticket"
    assert [sent.refusal for sent in life.sent[-2:]] == [closed, closed]


def test_an_opening_that_is_refused_has_no_life(lives: dict[str, Rehearsed]) -> None:
    life = lives["in-a-language-that-nobody-speaks"]
    assert life.stream == ()
    assert life.refusal is not None
    assert life.refusal.startswith("The language 'fi' is not supported")


async def test_some_lived_on_in_new_runs_of_their_workflows(stage: Engine, lives: dict[str, Rehearsed]) -> None:
    description = await stage.short.handle(lives["nobody-takes-it"].incident.id).describe()
    first = description.raw_description.workflow_execution_info.first_run_id
    assert description.run_id != first


async def histories(stage: Engine, ticket: str) -> AsyncIterator[WorkflowHistory]:
    """The history of every run of a ticket's workflow, from the first on."""
    description = await stage.short.handle(ticket).describe()
    run: str | None = description.raw_description.workflow_execution_info.first_run_id
    while run:
        history = await stage.skipping.client.get_workflow_handle(description.id, run_id=run).fetch_history()
        yield history
        run = history.events[-1].workflow_execution_continued_as_new_event_attributes.new_execution_run_id


async def test_every_run_can_be_replayed(stage: Engine, lives: dict[str, Rehearsed]) -> None:
    runs = 0
    for life in lives.values():
        if life.stream:
            async for history in histories(stage, life.incident.id):
                await a_replayer().replay_workflow(history)
                runs += 1
    assert runs > len(lives)


def rang(life: Rehearsed) -> list[datetime]:
    """When the technician on call was called."""
    return [life.stream[one.event - 1].event.occurred_at for one in life.announced if one.recipient == "on-call"]


def test_the_alarm_rings_at_the_closings_of_the_office_and_at_the_end_of_a_wait(lives: dict[str, Rehearsed]) -> None:
    calls = rang(lives["nobody-has-it-when-the-office-closes"])
    assert [f"{at.astimezone(ROME):%d %H:%M}" for at in sorted(calls)] == ["02 18:00", "03 20:00"]
    by_web = rang(lives["the-alarm-rings-by-whatever-channel"])
    assert [f"{at.astimezone(ROME):%d %H:%M}" for at in by_web] == ["02 18:00"]


def test_what_the_on_call_service_does_not_cover_is_refused_with_the_reason(lives: dict[str, Rehearsed]) -> None:
    life = lives["the-service-does-not-cover-it"]
    assert "it is for P1 only, and this is P2" in refusals(life)["engage_on_call"]
    assert rang(life) == []


def test_a_history_without_a_summary_is_lived_to_its_solution(lives: dict[str, Rehearsed]) -> None:
    life = lives["a-level-is-asked-again"]
    assert refusals(life) == {}
    solved = [recorded.event.summary for recorded in life.stream if isinstance(recorded.event, TicketResolved)]
    assert solved == ["The history does not say what was done.", "A loose cable"]
    asked = [recorded.event for recorded in life.stream if isinstance(recorded.event, Escalated)]
    assert [event.is_asked_again for event in asked] == [False, True, True]
