"""No message stops a ticket, a mailbox or a pager: whatever it holds, however many there are of it, worker or none."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import (
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.delivery.mailboxes import ACKNOWLEDGED, LETTERS, mailbox_id, pager_id
from domain.deciding.parsing import read_opening
from domain.errors import DomainError
from domain.ticket.events import CommandRefused
from runtime.temporal.errors import refusal_in, worth_repeating
from runtime.temporal.sizes import MOST_BYTES, TooLarge, require_size
from tests.patience import until
from tests.workflows.given.poison import ARGUMENTS, UNDECODABLE
from tests.workflows.given.world import Life, World, a_request, answered, rome
from workflows import messages

TUESDAY = rome("2032-11-02 09:00")
ANY_NAME = ("no_such_signal", "x" * 900, "with\x00control\x07characters\u202e")
LONGEST_SENTENCE = 1000


async def with_patience(send: Callable[[], Awaitable[Any]]) -> Any:
    """Send something as often as the server turns it away: it takes a megabyte of updates of one ticket at a time."""
    while True:
        try:
            return await send()
        except RPCError as busy:
            if not worth_repeating(busy):
                raise
            await asyncio.sleep(0.05)


async def is_alive(ticket: Life) -> None:
    """It answers, and can be closed."""
    assert (await answered(lambda: ticket.tickets.snapshot(ticket.id))).standing.status != "closed"
    await ticket.insists("close", reason="the end of a test")
    await ticket.handle.result()


async def test_whatever_a_signal_holds_the_ticket_takes_it_or_writes_down_why_not(world: World) -> None:
    ticket = await world.open(TUESDAY)
    names = (*messages.SIGNALS, *ANY_NAME)
    for arguments in ARGUMENTS.values():
        await asyncio.gather(*(ticket.handle.signal(name, args=arguments) for name in names))
    # One fact for each, at the least: what it was, or why it cannot be.
    await until(lambda: has_events(ticket, len(names) * len(ARGUMENTS) * 9 // 10))
    refused = await ticket.of(CommandRefused)
    assert len(refused) > len(UNDECODABLE) * len(names)
    assert max(len(one.sentence) for one in refused) <= LONGEST_SENTENCE
    assert all(one.sentence.isprintable() for one in refused)
    assert await world.written(ticket) == tuple(await ticket.events())
    await is_alive(ticket)


async def has_events(ticket: Life, number: int) -> bool:
    return (await ticket.tickets.snapshot(ticket.id)).standing.events >= number


@pytest.mark.parametrize("update", [*messages.UPDATES, messages.OPENED, "no_such_update"])
async def test_whatever_an_update_holds_it_is_answered_or_refused_in_a_short_sentence(
    world: World, update: str
) -> None:
    ticket = await world.open(TUESDAY)

    failures: dict[str, WorkflowUpdateFailedError] = {}

    async def answered(what: str, arguments: list[Any]) -> None:
        # Any id of an update will do, of any characters.
        id_ = f"{what}\x00\u202e{uuid4().hex}{'🛟' * 200}"
        try:
            await with_patience(lambda: ticket.handle.execute_update(update, args=arguments, id=id_))
        except WorkflowUpdateFailedError as failed:
            failures[what] = failed

    # What closes a ticket for good is what should.
    nothing = {"none", "null"} if update == "close" else set()
    asked = [(what, arguments) for what, arguments in ARGUMENTS.items() if what not in nothing]
    await at_once(len(asked), lambda number: answered(*asked[number]), at_a_time=8)
    assert failures.keys() >= UNDECODABLE.keys()
    assert {what: str(failed.cause) for what, failed in failures.items() if refusal_in(failed) is None} == {}
    assert max(len(refusal_in(failed) or "") for failed in failures.values()) <= LONGEST_SENTENCE
    await is_alive(ticket)


async def test_whatever_a_query_asks_it_is_answered_or_refused_in_a_short_sentence(world: World) -> None:
    ticket = await world.open(TUESDAY)
    failures: dict[str, WorkflowQueryFailedError] = {}
    for query in (messages.SNAPSHOT, messages.EVENTS, messages.EXPLANATION):
        for what, arguments in ARGUMENTS.items():
            try:
                await ticket.handle.query(query, args=arguments)
            except WorkflowQueryFailedError as failed:
                failures[f"{query} of {what}"] = failed
    assert failures
    assert {what: str(failed) for what, failed in failures.items() if refusal_in(failed) is None} == {}
    assert max(len(refusal_in(failed) or "") for failed in failures.values()) <= LONGEST_SENTENCE
    await is_alive(ticket)


STARTS = {
    "Ticket": lambda me: messages.workflow_id(me),
    "Mailbox": lambda me: mailbox_id(me),
    "Pager": lambda me: pager_id(me, 1),
}


@pytest.mark.parametrize("kind", STARTS)
async def test_whatever_a_workflow_is_started_with_it_ends_with_a_sentence(world: World, kind: str) -> None:
    async def ended(what: str, arguments: list[Any]) -> None:
        id_ = STARTS[kind](f"t-{uuid4().hex}")
        handle = await world.client.start_workflow(kind, args=arguments, id=id_, task_queue=world.task_queue)
        with pytest.raises(WorkflowFailureError) as failed:
            await handle.result()
        assert isinstance(failed.value.cause, ApplicationError), what
        assert failed.value.cause.type == "Refused", f"{what}: {failed.value.cause}"
        assert 10 < len(failed.value.cause.message) <= LONGEST_SENTENCE, what

    await asyncio.gather(*(ended(what, arguments) for what, arguments in ARGUMENTS.items()))


async def test_nobody_but_a_run_of_its_own_hands_on_what_a_workflow_carries_over(world: World) -> None:
    ticket = await world.open(TUESDAY, continue_as_new_after=60)
    for number in range(15):
        await ticket.do("add_note", text=f"note {number}")
    history = await world.client.get_workflow_handle(ticket.handle.id).fetch_history()
    payloads = history.events[0].workflow_execution_started_event_attributes.input.payloads
    carried = json.loads(payloads[0].data)
    assert "carried" in carried
    forgeries: list[Any] = [carried, {"carried": {}}, {"carried": 7, "opening": {}}]
    for forged in forgeries:
        handle = await world.client.start_workflow(
            "Ticket", forged, id=f"ticket/{uuid4().hex}", task_queue=world.task_queue
        )
        with pytest.raises(WorkflowFailureError) as failed:
            await handle.result()
        assert "only a run of its own hands on" in str(failed.value.cause)
    await is_alive(ticket)


async def test_whatever_is_put_into_a_mailbox_it_goes_on_and_ends_when_it_is_cancelled(world: World) -> None:
    person = f"anna-{uuid4().hex[:8]}"
    handle = await world.client.start_workflow(
        "Mailbox", {"person": person}, id=mailbox_id(person), task_queue=world.task_queue
    )
    for name in (LETTERS, *ANY_NAME):
        await asyncio.gather(*(handle.signal(name, args=arguments) for arguments in ARGUMENTS.values()))
    await handle.signal(LETTERS, [{"ticket": "T-1"}, 7, None, {"x": "y" * 10_000}] * 100)
    await handle.cancel()
    await handle.result()


async def test_whatever_a_pager_hears_it_goes_on_until_somebody_has_the_ticket(world: World) -> None:
    ticket = f"T-{uuid4().hex[:8]}"
    place = {"contract": "imagiclecare-5.0", "theatre": "europe", "customer": "Acme Ltd", "levels": []}
    letter = {"ticket": ticket, "event": 1, "role": "on-call", "place": place, "at": TUESDAY.isoformat()}
    handle = await world.client.start_workflow(
        "Pager", {"letter": letter}, id=pager_id(ticket, 1), task_queue=world.task_queue
    )
    for name in ANY_NAME:
        await asyncio.gather(*(handle.signal(name, args=arguments) for arguments in ARGUMENTS.values()))
    assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
    await handle.signal(ACKNOWLEDGED, args=[UNDECODABLE["no JSON"], 7])
    await handle.cancel()
    assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING


def of_emoji(number: int) -> tuple[str, Any]:
    """A customer's answer of the greatest length in bytes, under an id of the greatest length."""
    return "customer_responded", {"text": "🛟" * 4000, "id": f"{number:03}" + "🛟" * 197}


def of_unknown_fields(number: int) -> tuple[str, Any]:
    return "third_party_responded", {f"unknown_{number}_{field}": field for field in range(800)}


def of_unknown_names(number: int) -> tuple[str, Any]:
    return f"no_such_{number}_" + "x" * 900, {"text": "x" * 15_000}


@pytest.mark.parametrize("of", [of_emoji, of_unknown_fields, of_unknown_names])
async def test_a_thousand_signals_at_once_while_no_worker_runs_are_all_decided(
    world: World, of: Callable[[int], tuple[str, Any]]
) -> None:
    alone = World(world.client, world.settings, world.database_url, world.library)
    ticket = await unserved(alone)
    size = sum(len(json.dumps(of(number)[1], ensure_ascii=False).encode()) for number in range(1000))
    assert 14_000_000 < size < 20_000_000
    await at_once(1000, lambda number: ticket.handle.signal(*of(number)))
    async with alone.worker():
        await until(lambda: has_events(ticket, 1001))
        await is_alive(ticket)


async def test_of_a_thousand_updates_at_once_each_that_is_answered_is_taken_once(world: World) -> None:
    ticket = await world.open(TUESDAY)
    answered: list[str] = []

    async def send(number: int) -> None:
        id_ = f"{number:03}" + "🛟" * 197
        try:
            await ticket.handle.execute_update("add_note", {"text": "🛟" * 4000}, id=id_)
        except RPCError:
            # Turned away, as there is room for a megabyte of them, or because a run ended: it can be sent again.
            return
        answered.append(id_)

    await at_once(1000, send, at_a_time=1000)
    await ticket.insists("add_note", text="the last one")
    taken = [recorded.event.command for recorded in await world.written(ticket) if recorded.event.type == "NoteAdded"]
    assert len(taken) == len(set(taken)) >= 1
    assert set(answered) <= set(taken)
    await is_alive(ticket)


async def test_updates_of_every_size_at_once_freeze_no_ticket(world: World) -> None:
    for size in (600_000, 900_000, 1_500_000, 2_200_000, 3_900_000):
        ticket = await world.open(TUESDAY)

        async def send(_: int, ticket: Life = ticket, size: int = size) -> None:
            try:
                async with asyncio.timeout(2):
                    await ticket.handle.execute_update("add_note", {"text": "x" * size}, id=uuid4().hex)
            except (TimeoutError, RPCError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError):
                # Its sender hears so or waits in vain; what counts is the ticket.
                return

        await at_once(8, send)
        await is_alive(ticket)


async def test_what_is_larger_than_a_ticket_takes_is_refused_before_it_is_sent(world: World) -> None:
    ticket = await world.open(TUESDAY)
    large = {f"unknown_{number}": number for number in range(17_000)}
    with pytest.raises(DomainError, match="there is no field unknown_0"):
        await ticket.do("add_note", text="Hello", **large)
    with pytest.raises(TooLarge, match="the message comes to 500 KB and may have 400 KB; shorten its texts"):
        require_size("x" * 500_000, MOST_BYTES)
    await is_alive(ticket)


async def unserved(alone: World) -> Life:
    """A ticket that has been opened and that no worker has taken yet."""
    opening = read_opening(an_opening(f"T-{uuid4().hex[:8]}"))
    argument, options = alone.tickets.starts.opening(opening)
    handle: WorkflowHandle[Any, Any] = await alone.client.start_workflow(messages.WORKFLOW, argument, **options)
    return Life(opening.ticket, handle, alone.tickets, alone.skipping)


def an_opening(ticket: str) -> dict[str, Any]:
    return {"ticket": ticket, "customer": "Acme Ltd", "subject": "No calls", "request": a_request()}


async def at_once(number: int, send: Callable[[int], Awaitable[Any]], at_a_time: int = 100) -> None:
    turn = asyncio.Semaphore(at_a_time)

    async def one(which: int) -> None:
        async with turn:
            await send(which)

    await asyncio.gather(*(one(which) for which in range(number)))
