"""An id lives once: an opening that comes again is no second life, whatever became of the first (semantics 26)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from google.protobuf.duration_pb2 import Duration
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest, ResetWorkflowExecutionRequest
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.journal.reader import Announced
from domain.contract.library import Library
from domain.errors import DomainError
from domain.showing.snapshot import Snapshot
from domain.showing.standing import Standing
from domain.ticket.recorded import Recorded
from runtime.embedded.postgres import Postgres
from runtime.errors import ConnectionRefused
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.connecting import open_client, register_search_attributes
from runtime.temporal.errors import Refused, refusal_in
from runtime.temporal.fates import fate_of
from tests.activities.silence import a_relay
from tests.patience import PATIENCE, until
from tests.people.delivery.office import an_office
from tests.people.delivery.test_pager import NIGHT, PLATINUM, pager_of
from tests.workflows.given.world import Life, World, a_request, answered, rome
from tests.workflows.test_outages import a_store
from workflows.messages import SEARCH_ATTRIBUTES

AT_ONCE = 6
"""Openings that come again at the same time, by each of the ways on which they come."""


def an_opening(ticket: str, **changes: Any) -> dict[str, Any]:
    usual = {"ticket": ticket, "customer": "Acme Ltd", "subject": "No calls come through", "request": a_request()}
    return {**usual, **changes}


async def opened(world: World) -> Life:
    """A ticket that opens now, and that somebody has taken."""
    ticket = f"T-{uuid4().hex[:8]}"
    await world.tickets.open(an_opening(ticket))
    life = Life(ticket, world.tickets.handle(ticket), world.tickets, world.skipping)
    await life.do("acknowledge", by="Ann")
    return life


async def started(world: World, ticket: str, **policy: Any) -> str:
    """Start a ticket's workflow as any client does, with the policies that any has: the sentence that it ends with."""
    handle: WorkflowHandle[Any, Any] = await world.client.start_workflow(
        "Ticket", {"opening": an_opening(ticket)}, id=f"ticket/{ticket}", task_queue=world.task_queue, **policy
    )
    try:
        lived = await handle.result()
    except WorkflowFailureError as failed:
        return refusal_in(failed) or f"it failed: {failed.cause}"
    raise AssertionError(f"a second life: {lived}")


async def opens(world: World, ticket: str) -> str:
    """Open a ticket as our own intake does: the sentence that it hears."""
    try:
        lived = await world.tickets.open(an_opening(ticket))
    except DomainError as refused:
        return refused.sentence
    raise AssertionError(f"a second life: {lived}")


async def known(world: World, ticket: str) -> tuple[tuple[Recorded, ...], Standing, list[Announced]]:
    """All that the journal knows of a ticket."""
    async with world.journal() as journal:
        return await journal.stream(ticket), await world.standing(ticket), await journal.announcements(ticket)


async def closed(world: World, life: Life) -> None:
    await life.do("close", by="Ann")
    await life.handle.result()


async def closed_and_forgotten(world: World, life: Life) -> None:
    await closed(world, life)
    await world.deleted(life.id)


async def terminated(world: World, life: Life) -> None:
    await world.terminated(life)


async def terminated_while_it_waits(world: World, life: Life) -> None:
    await life.do("wait_for_customer", question="Which phone?")
    await world.terminated(life)


async def deleted_while_it_runs(world: World, life: Life) -> None:
    await world.terminated(life, deleted=True)


async def deleted_while_it_is_resolved(world: World, life: Life) -> None:
    await life.do("resolve", summary="A loose cable")
    await world.terminated(life, deleted=True)


ENDS: dict[Callable[[World, Life], Awaitable[None]], str] = {
    closed: "closed",
    closed_and_forgotten: "closed",
    terminated: "working",
    terminated_while_it_waits: "waiting",
    deleted_while_it_runs: "working",
    deleted_while_it_is_resolved: "resolved",
}
"""What can become of a workflow, and how its ticket stands then."""


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__.replace("_", " "))
async def test_an_opening_that_comes_again_after_the_end_is_refused_with_how_the_ticket_stands(
    world: World, end: Callable[[World, Life], Awaitable[None]]
) -> None:
    life = await opened(world)
    await end(world, life)
    before = await known(world, life.id)

    # Each start waits for the one before it: of one id only one can run.
    said = [await started(world, life.id) for _ in range(AT_ONCE)]
    said += await asyncio.gather(*(opens(world, life.id) for _ in range(AT_ONCE)))
    again = await asyncio.gather(*(start_at_once(world, life.id) for _ in range(AT_ONCE)))
    said += [sentence for sentence in again if sentence is not None]

    assert all(f"ticket {life.id} was opened before and is {ENDS[end]}" in sentence for sentence in said), said
    if ENDS[end] != "closed":
        assert all("`revive` brings it back" in sentence for sentence in said)
    assert await known(world, life.id) == before
    assert await fate_of(world.client, life.id) in ("failed", "completed")


async def start_at_once(world: World, ticket: str) -> str | None:
    """As `started`; nothing where another start of the id has not ended yet."""
    try:
        return await started(world, ticket)
    except WorkflowAlreadyStartedError:
        return None


async def test_an_opening_that_comes_again_while_the_ticket_lives_changes_nothing(world: World) -> None:
    life = await opened(world)
    await world.written(life)
    before = await known(world, life.id)
    for _ in range(AT_ONCE):
        with pytest.raises(WorkflowAlreadyStartedError):
            await started(world, life.id)
    answers = await asyncio.gather(*(world.tickets.open(an_opening(life.id)) for _ in range(AT_ONCE)))
    assert {answer.digest for answer in answers} == {(await world.tickets.snapshot(life.id)).digest}
    with pytest.raises(Refused, match="is open already, for Acme Ltd: No calls come through"):
        await world.tickets.open(an_opening(life.id, subject="Something else"))
    assert await known(world, life.id) == before


async def test_an_id_stays_taken_for_another_problem_of_another_customer(world: World) -> None:
    life = await opened(world)
    await world.terminated(life, deleted=True)
    other = an_opening(life.id, customer="Pension Alone", subject="Echo")
    with pytest.raises(Refused, match=f"ticket {life.id} was opened before and is working .*, for Acme Ltd: No calls"):
        await world.tickets.open(other)


async def test_a_refused_opening_still_leaves_its_id_free(world: World) -> None:
    ticket = f"T-{uuid4().hex[:8]}"
    with pytest.raises(Refused, match="There is no priority 'P9'"):
        await world.tickets.open(an_opening(ticket, request=a_request(priority="P9")))
    assert (await world.tickets.open(an_opening(ticket))).standing.status == "working"


async def test_a_run_that_goes_on_as_new_is_no_second_life(world: World) -> None:
    life = await world.open(rome("2032-11-02 09:00"), continue_as_new_after=50)
    first = (await life.handle.describe()).run_id
    for number in range(30):
        await life.do("add_note", text=f"note {number}")

    async def is_another() -> bool:
        return (await world.tickets.handle(life.id).describe()).run_id != first

    await until(is_another)
    await life.do("add_note", text="and on")
    assert await world.written(life) == tuple(await life.events())


async def test_a_run_that_goes_on_as_new_is_never_taken_for_one_that_was_lost(world: World) -> None:
    life = await world.open(rome("2032-11-02 09:00"), continue_as_new_after=50)

    async def acts() -> None:
        for number in range(60):
            await life.insists("add_note", text=f"note {number}")

    acting = asyncio.create_task(acts())
    while not acting.done():
        seen = await asyncio.gather(*(answered(lambda: world.tickets.snapshot(life.id)) for _ in range(4)))
        assert {one.standing.status for one in seen} == {"working"}
        assert await world.tickets.fates([life.id]) == {life.id: "running"}
    await acting


async def test_a_reset_of_the_same_workflow_is_no_second_life(world: World) -> None:
    life = await opened(world)
    await life.do("add_note", text="Before the reset")
    before = await world.written(life)
    last = await at_rest(life)
    await world.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=world.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=f"ticket/{life.id}"),
            reason="an administrator tries something",
            workflow_task_finish_event_id=last,
            request_id=uuid4().hex,
        )
    )
    await life.do("add_note", text="After the reset")
    written = await world.written(life)
    assert written[: len(before)] == before
    assert written == tuple(await life.events())


async def at_rest(life: Life) -> int:
    """The number of the task in which a ticket heard that all is written, and left nothing to do."""
    seen: list[HistoryEvent] = []

    async def rests() -> bool:
        seen[:] = (await life.handle.fetch_history()).events
        return seen[-1].HasField("workflow_task_completed_event_attributes")

    # The journal has an event a moment before the ticket hears of that. A reset to before then decides it anew.
    await until(rests)
    return seen[-1].event_id


async def down(store: Postgres, world: World, life: Life) -> None:
    """The journal goes down, and the ticket's workflow with it."""
    await world.terminated(life, deleted=True)
    await store.stop()


async def ended(life: Life) -> str | None:
    """The sentence with which a ticket's present run ends."""
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(WorkflowFailureError) as failed:
            await life.handle.result()
    return refusal_in(failed.value)


async def test_an_opening_that_comes_again_while_the_journal_is_down_is_decided_and_ends_once_it_is_back(
    client: Client, shared_settings: Settings, library: Library, data: Path
) -> None:
    async with a_store(data) as store:
        world = World(client, shared_settings, store.database_url, library)
        async with world.worker():
            life = await opened(world)
            before = await world.written(life)
            await down(store, world, life)

            again = await world.tickets.open(an_opening(life.id))
            assert again.standing.events == 1
            assert again.digest != before[0].digest
            # What is decided meanwhile is answered, as for any ticket; nothing of it comes to be known.
            noted = await life.do("add_note", text="Is this a second one?")
            assert noted is not None
            await life.tickets.handle(life.id).signal("customer_responded", {"text": "Hello?"})
            await store.start()

            refused = await refusals(life)
            sentence = await ended(life)
            assert sentence is not None
            assert f"ticket {life.id} was opened before and is working (P2, at support-team)" in sentence
            assert set(refused) <= {sentence}, refused
            assert (await known(world, life.id))[0] == before
            assert {one.event for one in (await known(world, life.id))[2]} <= {one.number for one in before}


async def refusals(life: Life) -> list[str]:
    """What operators hear whose commands are on their way when the run ends."""
    heard: list[str] = []

    async def operate(number: int) -> None:
        for turn in range(10_000):
            try:
                await life.tickets.handle(life.id).execute_update("add_note", {"text": f"{number}.{turn}"})
            except WorkflowUpdateFailedError as failed:
                heard.append(refusal_in(failed) or f"it failed: {failed.cause}")
                return
            except RPCError as over:
                if over.status is not RPCStatusCode.NOT_FOUND:
                    heard.append(over.message)
                return

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(operate(number) for number in range(4)))
    return heard


async def test_while_the_journal_is_down_only_the_alarm_on_call_goes_out_and_ends_with_the_second_life(
    client: Client, shared_settings: Settings, library: Library, data: Path, tmp_path: Path
) -> None:
    async with (
        a_store(data) as store,
        an_office(client, shared_settings, store.database_url, library, tmp_path) as office,
        office.at_work(),
    ):
        life = await office.opened(NIGHT, **PLATINUM)
        before = await office.written(life)
        await office.settled(life, PATIENCE)
        told = await office.deliveries(life)
        mails, posts = len(office.mail.mails), len(office.posts_to("anna"))
        await down(store, office, life)

        second = await office.opened(NIGHT, ticket=life.id, **PLATINUM)
        await second.do("engage_on_call", by="the customer")
        pager = await pager_of(office, second)
        await until(lambda: calling(pager))
        await store.start()
        assert (await ended(second) or "").startswith(f"ticket {life.id} was opened before and is working")
        async with asyncio.timeout(PATIENCE):
            await pager.result()

        assert (await known(office, life.id))[0] == before
        rung = [row for row in await office.deliveries(life) if row not in told]
        assert {row["recipient"] for row in rung} <= {"on-call"}
        assert (len(office.mail.mails), len(office.posts_to("anna"))) == (mails, posts)


async def calling(pager: WorkflowHandle[Any, Any]) -> bool:
    """Whether a pager calls."""
    return (await pager.describe()).status is WorkflowExecutionStatus.RUNNING


async def test_an_opening_waits_for_no_journal_that_hangs(
    client: Client, shared_settings: Settings, running: Running, library: Library
) -> None:
    async with a_relay(running.database_url) as relay:
        world = World(client, shared_settings, relay.database_url, library)
        async with world.worker():
            relay.falls_silent()
            # The worker's patience with the journal is longer than an intake's with the worker.
            lives = await asyncio.gather(*(opened(world) for _ in range(10)))
            relay.comes_back()
            for life in lives:
                assert await world.written(life) == tuple(await life.events())


@pytest.fixture
async def next_door(client: Client) -> Client:
    """Another namespace, which is another Temporal to its workflows."""
    name = f"next-door-{uuid4().hex[:8]}"
    kept = Duration(seconds=86400)
    await client.workflow_service.register_namespace(
        RegisterNamespaceRequest(namespace=name, workflow_execution_retention_period=kept)
    )
    address = client.service_client.config.target_host

    async def is_known() -> bool:
        with suppress(ConnectionRefused, RPCError):
            found.append(await open_client(address, name))
            await register_search_attributes(found[-1], SEARCH_ATTRIBUTES)
            return True
        return False

    found: list[Client] = []
    await until(is_known)
    return found[-1]


async def test_of_two_that_share_a_journal_only_one_has_an_id(
    world: World, next_door: Client, shared_settings: Settings, library: Library
) -> None:
    other = World(next_door, shared_settings, world.database_url, library)
    async with other.worker():
        for _ in range(5):
            ticket = f"T-{uuid4().hex[:8]}"
            both = [one.tickets.open(an_opening(ticket)) for one in (world, other)]
            answers = await asyncio.gather(*both, return_exceptions=True)
            assert any(isinstance(answer, Snapshot) for answer in answers), answers

            async def one_is_left(ticket: str = ticket) -> bool:
                return sorted([await fate_of(one.client, ticket) for one in (world, other)]) == ["failed", "running"]

            await until(one_is_left)
            stream, _, _ = await known(world, ticket)
            assert [one.event.type for one in stream] == ["TicketOpened"]
