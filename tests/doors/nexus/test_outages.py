"""Workers that are away or slow: Temporal asks again, and what was sent counts once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowHandle
from temporalio.worker import Worker

from activities.deciding import resolver
from activities.journal.database import open_pool
from activities.journal.reader import JournalReader
from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from domain.ticket.events import NoteAdded
from doors.nexus.intake import NEXUS
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.tickets import Tickets
from runtime.worker.working import working
from tests.doors.nexus.given.calling import Caller, No, a_caller
from tests.doors.nexus.given.openings import an_opening
from tests.patience import until
from tests.workflows.test_outages import WithABug

QUEUE = f"tickets-{uuid4().hex[:8]}"
"""That of tickets whose workers come and go, apart from who serves by Nexus."""


@pytest.fixture
def tickets(client: Client, library: Library) -> Tickets:
    return Tickets(client, library=library, task_queue=QUEUE)


Works = Callable[..., AbstractAsyncContextManager[object]]


@pytest.fixture
def works(client: Client, shared_settings: Settings, running: Running, library: Library) -> Works:
    """A worker of these tickets, for as long as it is let work."""
    settings = shared_settings.model_copy(update={"graceful_shutdown_seconds": 1})
    return partial(working, client, settings, running.database_url, library, task_queue=QUEUE)


@pytest.fixture
async def caller(client: Client, running: Running, tickets: Tickets) -> AsyncIterator[Caller]:
    queue = f"nexus-{uuid4().hex[:8]}"
    async with open_pool(running.database_url) as pool:
        handlers = NEXUS.handlers(tickets, JournalReader(pool))
        async with (
            Worker(client, task_queue=queue, nexus_service_handlers=handlers),
            a_caller(client, running.temporal_address, queue) as theirs,
        ):
            yield theirs


async def told_to_wait(asking: WorkflowHandle[object, object]) -> None:
    """Wait until its operation was answered that it is to be sent again."""

    async def is_told() -> bool:
        pending = (await asking.describe()).raw_description.pending_nexus_operations
        return any("no answer within" in one.last_attempt_failure.message for one in pending)

    await until(is_told)


async def test_what_no_worker_took_in_time_is_asked_again_and_counts_once(
    caller: Caller, works: Works, tickets: Tickets
) -> None:
    opening = an_opening()
    asking = await caller.asking("open", opening)
    await told_to_wait(asking)
    async with works():
        told = await asking.result()
        assert told["answer"]["standing"]["events"] == 1
    note = {"ticket": opening["ticket"], "command": "add_note", "text": "The router is new"}
    noting = await caller.asking("command", note)
    await told_to_wait(noting)
    async with works():
        told = await noting.result()
        assert told["answer"]["standing"]["events"] == 2
        assert [type(one.event) for one in await tickets.events(opening["ticket"])][1:] == [NoteAdded]


async def test_a_ticket_that_is_lost_is_no_outage_and_says_how_it_is_brought_back(
    caller: Caller, works: Works, client: Client, tickets: Tickets, running: Running
) -> None:
    ticket = (opening := an_opening())["ticket"]
    async with works(), open_pool(running.database_url) as pool:
        assert await caller.asks("open", opening)
        await until(partial(JournalReader(pool).standing, ticket))
        await tickets.handle(ticket).terminate("by mistake")
        assert await caller.refused("command", {"ticket": ticket, "command": "acknowledge"}) == No(
            "CONFLICT",
            f"the workflow of ticket {ticket} was terminated; `sundial revive {ticket}` brings it back from the "
            "journal",
        )


async def test_a_ticket_whose_own_task_fails_keeps_nobody_else_from_the_endpoint(caller: Caller, works: Works) -> None:
    sick, well = an_opening(), an_opening()
    async with works(deciding=WithABug(resolver(load_all(), public_holidays))):
        assert await caller.asks("open", sick)
        assert await caller.asks("open", well)
        asked = {"ticket": sick["ticket"], "command": "acknowledge"}
        refused = await asyncio.gather(*(caller.refused("command", asked) for _ in range(3)))
        assert {(no.kind, no.sentence.partition(":")[0]) for no in refused} == {
            ("UNAVAILABLE", f"ticket {sick['ticket']} cannot answer at the moment")
        }
        assert await caller.asks("standing", {"ticket": well["ticket"]})
