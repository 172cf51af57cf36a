"""What comes in from outside: repeats, floods, nonsense. Each refusal is a sentence and leaves nothing behind."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from domain.errors import DomainError
from domain.ticket.events import CommandRefused, CustomerResponded, NoteAdded, TicketClosed
from runtime.temporal.errors import worth_repeating
from tests.patience import PATIENCE
from tests.workflows.given.world import Life, World, a_request, rome

TUESDAY = rome("2032-11-02 09:00")


def an_opening(ticket: str, **changes: Any) -> dict[str, Any]:
    return {"ticket": ticket, "customer": "Acme Ltd", "subject": "No calls", "request": a_request(), **changes}


async def test_a_refused_opening_leaves_its_id_free_for_the_corrected_one(world: World) -> None:
    name = f"T-{uuid4().hex[:8]}"
    with pytest.raises(DomainError, match="There is no priority 'P9' in this contract: choose P1, P2, P3 or P4"):
        await world.tickets.open(an_opening(name, request=a_request(priority="P9")))
    async with world.journal() as journal:
        assert name not in [standing.ticket for standing in await journal.list_tickets(limit=1000)]
    snapshot = await world.tickets.open(an_opening(name))
    assert snapshot.standing.status == "working"


async def test_opening_again_in_the_same_words_changes_nothing_and_in_others_is_refused(world: World) -> None:
    name = f"T-{uuid4().hex[:8]}"
    answers = await asyncio.gather(*(world.tickets.open(an_opening(name)) for _ in range(10)))
    assert {answer.standing.events for answer in answers} == {1}
    with pytest.raises(DomainError, match="is open already, for Acme Ltd: No calls; a new problem needs an id"):
        await world.tickets.open(an_opening(name, subject="Another problem"))


async def test_a_closed_ticket_takes_no_command_and_is_not_opened_again(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.do("close", reason="a test")
    await ticket.handle.result()
    with pytest.raises(DomainError, match="is closed and takes no command; a new problem is a new ticket"):
        await ticket.do("acknowledge")
    with pytest.raises(DomainError, match="was opened before and is closed"):
        await world.tickets.open(an_opening(ticket.id))


async def test_a_ticket_that_does_not_exist_is_a_sentence(world: World) -> None:
    with pytest.raises(DomainError, match="there is no ticket T-nowhere"):
        await world.tickets.send("T-nowhere", "acknowledge", {})
    with pytest.raises(DomainError, match="there is no ticket T-nowhere"):
        await world.tickets.send("T-nowhere", "customer_responded", {})
    with pytest.raises(DomainError, match="there is no ticket T-nowhere"):
        await world.tickets.snapshot("T-nowhere")


NONSENSE: list[tuple[Any, str]] = [
    (7, "the message is a number; it must be a JSON object"),
    (["a"], "the message is a list; it must be a JSON object"),
    ("text", "the message is a text; it must be a JSON object"),
    (True, "the message is a truth value; it must be a JSON object"),
    ({"priority": "P1", "prioritty": "P2"}, "there is no field prioritty; did you mean priority"),
    ({"priority": "P1", "at": "2032-11-02T09:00"}, "at has no time zone; write it like"),
    ({"priority": "P1", "at": "tomorrow"}, "at is not an instant; write it like"),
    ({"priority": "P1", "at": "2100-01-01T00:00:00Z"}, "lies in the future; it can be"),
    ({"priority": "P1", "at": "2001-01-01T00:00:00Z"}, "lies before the ticket's last fact; it can be"),
    ({}, "priority is missing"),
    ({"priority": 1}, "priority: input should be a valid string"),
    ({"priority": "P7"}, "there is no priority P7 in this contract; it can be P1, P2, P3 or P4"),
    ({"priority": "P1", "by": "x\u0000y"}, "it holds the control character U+0000"),
    ({"priority": "P1", "by": "x" * 5000}, "by is too long; it can have 200 characters"),
    (RawValue(Payload(metadata={"encoding": b"json/plain"}, data=b"{not json")), "the message cannot be read"),
    (RawValue(Payload(metadata={"encoding": b"binary/odd"}, data=b"\xff")), "the message cannot be read"),
]


@pytest.fixture(scope="module")
async def a_ticket(world: World) -> Life:
    return await world.open(TUESDAY)


@pytest.mark.parametrize(("message", "sentence"), NONSENSE)
async def test_an_update_that_makes_no_sense_is_refused_for_no_history(
    a_ticket: Life, message: Any, sentence: str
) -> None:
    before = await a_ticket.history()
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await a_ticket.handle.execute_update("change_priority", message)
    cause = failed.value.cause
    assert isinstance(cause, ApplicationError)
    assert cause.type == "Refused"
    assert sentence in cause.message
    assert [name for name in (await a_ticket.history())[len(before) :] if "UPDATE" in name] == []


async def test_an_unknown_update_is_told_which_there_are(a_ticket: Life) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await a_ticket.handle.execute_update("acknowledg", {})
    assert "there is no update acknowledg; it can be acknowledge, confirm_priority" in str(failed.value.cause)


async def test_a_signal_that_makes_no_sense_becomes_a_fact_with_the_sentence(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.handle.signal("customer_responded", {"accepts": True})
    await ticket.handle.signal("customer_answered", {})
    await ticket.handle.signal("third_party_responded", 7)
    await ticket.handle.signal("customer_responded", RawValue(Payload(metadata={"encoding": b"json/plain"}, data=b"{")))
    # A signal is decided after it was taken.
    async with asyncio.timeout(PATIENCE):
        while len(refused := await ticket.of(CommandRefused)) < 4:
            await asyncio.sleep(0.02)
    assert [(one.asked, one.sentence.split(": ", 1)[-1][:40]) for one in refused] == [
        ("customer_responded", "there is no field accepts; did you mean a"[:40]),
        ("customer_answered", "there is no signal customer_answered; it"),
        ("third_party_responded", "the message is a number; it must be a JS"),
        ("customer_responded", "the message cannot be read; it must be o"),
    ]


async def test_a_repeated_id_changes_nothing_and_with_other_content_it_is_refused(world: World) -> None:
    ticket = await world.open(TUESDAY)
    for _ in range(3):
        # Another update id each time, as from a sender that starts anew.
        await ticket.handle.execute_update("add_note", {"id": "N-1", "text": "once"}, id=uuid4().hex)
        await ticket.do("customer_responded", id="R-1", text="hello")
    assert len(await ticket.of(NoteAdded)) == 1
    assert len(await ticket.of(CustomerResponded)) == 1
    with pytest.raises(DomainError, match="id N-1 was already used for a command with other content"):
        await ticket.do("add_note", id="N-1", text="twice")


async def noted(ticket: Life, update: str) -> None:
    """Send a note without an id of its own as often as a run ends under it: the update's id keeps it single."""
    while True:
        try:
            await ticket.handle.execute_update("add_note", {"text": "once"}, id=update)
        except RPCError as ended:
            if not worth_repeating(ended):
                raise
        else:
            return


async def test_an_update_without_an_id_is_known_by_its_own(world: World) -> None:
    ticket = await world.open(TUESDAY, continue_as_new_after=60)
    await noted(ticket, "U-1")
    for number in range(12):
        await ticket.do("add_note", text=f"filler {number}")
    assert await has_continued(world, ticket)
    await noted(ticket, "U-1")
    assert [note.text for note in await ticket.of(NoteAdded)].count("once") == 1


async def test_continuing_as_new_under_load_loses_and_doubles_nothing(world: World) -> None:
    ticket = await world.open(TUESDAY, continue_as_new_after=150)
    notes = [f"note {number}" for number in range(150)]
    responses = [f"response {number}" for number in range(100)]
    await asyncio.gather(
        *(ticket.insists("add_note", id=text, text=text) for text in notes),
        *(ticket.insists("customer_responded", id=text, text=text) for text in responses),
    )
    # Everything once more, as from a sender that does not know what arrived.
    await asyncio.gather(*(ticket.insists("add_note", id=text, text=text) for text in notes))
    assert sorted(note.text for note in await ticket.of(NoteAdded)) == sorted(notes)
    assert sorted(one.text for one in await ticket.of(CustomerResponded)) == sorted(responses)
    # How long a run is shows when something comes: all of a flood can have come before it was.
    await ticket.insists("add_note", text="the last one")
    assert await has_continued(world, ticket)
    assert await world.written(ticket) == tuple(await ticket.events())
    await ticket.until(rome("2032-11-02 13:01"))
    assert (await world.tickets.snapshot(ticket.id)).standing.level == "team-leader"


async def has_continued(world: World, ticket: Life) -> bool:
    """Whether its workflow comes to a second run, as visibility has it."""
    query = f"WorkflowId = '{ticket.handle.id}'"
    async with asyncio.timeout(PATIENCE):
        while (await world.client.count_workflows(query)).count < 2:
            await asyncio.sleep(0.05)
    return True


async def test_a_cancellation_from_the_ui_closes_the_ticket(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.handle.cancel()
    await ticket.handle.result()
    assert [(one.because, one.by) for one in await ticket.of(TicketClosed)] == [("asked", "Temporal")]


START_ARGUMENTS: list[tuple[Any, str]] = [
    (None, "the workflow's argument cannot be read"),
    ([], "the workflow's argument cannot be read"),
    ({"opening": 7}, "the message is a number; it must be a JSON object"),
    ({"opning": {}}, "the workflow's argument has no opening"),
    ({"opening": an_opening("T-other")}, "the workflow of ticket T-other must have the id ticket/T-other"),
    ({"opening": an_opening("T other")}, "ticket may hold at most 100 letters, digits, dots"),
]


@pytest.mark.parametrize(("argument", "sentence"), START_ARGUMENTS)
async def test_a_workflow_that_is_started_with_nonsense_fails_with_a_sentence(
    world: World, argument: Any, sentence: str
) -> None:

    handle = await world.client.start_workflow(
        "Ticket", argument, id=f"ticket/{uuid4().hex}", task_queue=world.task_queue
    )
    with pytest.raises(WorkflowFailureError) as failed:
        await handle.result()
    assert sentence in str(failed.value.cause)
