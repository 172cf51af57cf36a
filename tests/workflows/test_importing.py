"""A ticket of another system comes with its history, on the real server: what is past is told to nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError

from domain.errors import DomainError
from domain.ticket.events import Escalated, PromiseMissed, TicketImported
from tests.workflows.given.brought_in import an_opening, imported, message_of, told
from tests.workflows.given.world import World, rome
from tests.workflows.test_replay import a_replayer
from workflows import messages

ACKNOWLEDGED_LATE = (rome("2032-11-02 11:30"), "acknowledge", {"by": "Ann"})


async def test_nobody_is_told_of_what_is_past_and_the_level_of_what_comes_once(world: World) -> None:
    ticket = await imported(world, told("Old desk", ACKNOWLEDGED_LATE))
    [came] = await ticket.of(TicketImported)
    assert came.source == "Old desk"
    [missed] = await ticket.of(PromiseMissed)
    assert (missed.due_at, missed.occurred_at, missed.cause) == (rome("2032-11-02 11:00"), came.occurred_at, 2)
    # 10 of 16 hours are spent.
    await ticket.until(rome("2032-11-03 16:01"))
    past, coming = await ticket.of(Escalated)
    assert (past.after, past.due_at, past.occurred_at) == ("team-leader", rome("2032-11-02 13:00"), came.occurred_at)
    assert (coming.after, coming.occurred_at) == ("support-manager", rome("2032-11-03 16:00"))
    await ticket.do("close")
    await ticket.handle.result()
    events = {recorded.number: recorded.event for recorded in await ticket.events()}
    async with world.journal() as journal:
        announced = [
            (type(events[one.event]).__name__, one.recipient) for one in await journal.announcements(ticket.id)
        ]
        standing = [one for one in await journal.list_tickets(limit=1000) if one.ticket == ticket.id]
    assert announced == [
        ("WarningGiven", "team-leader"),
        ("WarningGiven", "team-leader"),
        ("Escalated", "support-manager"),
        ("Escalated", "team-leader"),
        ("TicketClosed", "customer"),
    ]
    assert [one.status for one in standing] == ["closed"]


async def test_the_journal_has_what_the_workflow_has(world: World) -> None:
    ticket = await imported(world, told("Old desk", ACKNOWLEDGED_LATE))
    assert await world.written(ticket) == tuple(await ticket.events())


async def test_after_the_import_it_takes_updates_and_signals_from_its_instant_on(world: World) -> None:
    waits = (rome("2032-11-02 09:50"), "wait_for_customer", {"question": "Which version?"})
    ticket = await imported(world, told("Old desk", waits))
    assert await ticket.told() == [
        "TicketOpened",
        "TicketImported",
        "WaitStarted",
        "CustomerReminded",
        "CustomerReminded",
    ]
    with pytest.raises(DomainError, match="lies before the ticket's last fact"):
        await ticket.do("acknowledge", at=rome("2032-11-03 09:30").isoformat())
    await ticket.do("customer_responded", text="5.2")
    snapshot = await ticket.do("acknowledge", by="Ann")
    assert snapshot is not None
    assert (snapshot.standing.status, snapshot.standing.breached) == ("working", False)
    assert (await ticket.told())[-4:] == ["CustomerResponded", "WaitEnded", "Acknowledged", "PromiseKept"]


async def test_a_command_of_the_history_that_is_sent_again_changes_nothing(world: World) -> None:
    ticket = await imported(world, told("Old desk", ACKNOWLEDGED_LATE))
    before = await ticket.events()
    await ticket.do("acknowledge", id="row-0", at=ACKNOWLEDGED_LATE[0].isoformat(), by="Ann")
    assert await ticket.events() == before
    with pytest.raises(DomainError, match="id row-0 was already used for a command with other content"):
        await ticket.do("acknowledge", id="row-0", by="Bob")


async def test_it_goes_on_in_new_runs_and_every_run_replays(world: World) -> None:
    ticket = await imported(world, told("Old desk", ACKNOWLEDGED_LATE), continue_as_new_after=60)
    first = (await ticket.handle.describe()).run_id
    for number in range(25):
        await ticket.do("add_note", text=f"note {number}")
    assert (await ticket.handle.describe()).run_id != first
    await ticket.until(rome("2032-11-03 16:01"))
    assert [step.after for step in await ticket.of(Escalated)] == ["team-leader", "support-manager"]
    assert len(await ticket.of(TicketImported)) == 1
    for run in (first, None):
        handle = world.client.get_workflow_handle(ticket.handle.id, run_id=run)
        await a_replayer().replay_workflow(await handle.fetch_history())


async def test_a_refused_import_leaves_its_id_free_and_to_import_again_changes_nothing(world: World) -> None:
    opened = datetime.now(UTC) - timedelta(days=3)
    opening = an_opening(opened)
    closed = told("Old desk", (opened + timedelta(hours=1), "close", {}))
    with pytest.raises(DomainError, match=f"ticket {opening.ticket} was over at .*, where it was closed; import those"):
        await world.tickets.open(message_of(opening), closed)
    known = told("Old desk", (opened + timedelta(hours=1), "wait_for_third_party", {"party": "Telecom"}))
    snapshot = await world.tickets.open(message_of(opening), known)
    assert snapshot.standing.waiting_on == ("Telecom",)
    more = told("Old desk", (opened + timedelta(hours=1), "acknowledge", {}))
    assert (await world.tickets.open(message_of(opening), more)).digest == snapshot.digest
    other = an_opening(opened, opening.ticket, subject="Another problem")
    with pytest.raises(DomainError, match="is open already, for Acme Ltd: No calls come through"):
        await world.tickets.open(message_of(other), known)


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        (["resolve"], "history: the message is a list; it must be a JSON object"),
        ({"source": "Old desk", "commands": [{"type": "resolve"}]}, "each command of a history needs an at"),
        ({"commands": []}, "history: source is missing"),
    ],
)
async def test_a_history_that_cannot_be_read_is_refused_in_a_sentence(
    world: World, history: Any, sentence: str
) -> None:
    opening = an_opening(datetime.now(UTC) - timedelta(days=1))
    argument = {"opening": message_of(opening), "history": history}
    _, options = world.tickets.starts.opening(opening)
    handle = await world.client.start_workflow(messages.WORKFLOW, argument, **options)
    with pytest.raises(WorkflowFailureError) as failed:
        await handle.result()
    assert sentence in str(failed.value.cause)
