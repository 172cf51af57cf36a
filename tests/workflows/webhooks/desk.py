"""A service desk that is told of events: a receiver, its webhooks, a journal of its own, and a worker that sends."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import asyncpg
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError

from activities.journal.database import open_pool
from activities.journal.journal import Journal
from activities.journal.schema import migrate
from activities.webhooks.lanes import lane_id
from activities.webhooks.posting import Posting
from activities.webhooks.store import WebhookStore
from activities.webhooks.webhook import DeliveryState, WithSecret
from domain.contract.library import Library
from domain.ticket.commands import AddNote
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.time_skipping import Skipping
from runtime.worker.webhooks import WebhookSetup
from runtime.worker.working import working
from tests.activities.lives import MONDAY, Life
from tests.patience import PATIENCE, until
from tests.people.channels.receivers import Receiver, Request

_schemas = count(1)


class Desk:
    """Webhooks on the shared servers, in a schema of their own."""

    def __init__(self, client: Client, settings: Settings, library: Library, url: str, pool: asyncpg.Pool) -> None:
        self.client = client
        self.settings = settings
        self.library = library
        self.url = url
        self.pool = pool
        self.journal = Journal(pool)
        self.store = WebhookStore(pool, private=True)
        self.receiver = Receiver()
        self.task_queue = f"desk-{uuid4().hex[:8]}"
        self.skipping = Skipping(client, patience=PATIENCE)
        self.answers: list[str] = []
        """What it says next, one for each request; then 200."""
        self.came: list[float] = []
        """When each request came, in seconds."""
        self.receiver.answer = self._answer

    @asynccontextmanager
    async def at_work(self, client: Client | None = None, **changes: Any) -> AsyncIterator[None]:
        """A running worker that sends to private addresses. Clocks of lanes can be moved."""
        settings = self.settings.model_copy(update={"graceful_shutdown_seconds": 1})
        setup = WebhookSetup(Posting(private=True), client=self.skipping.client, **changes)
        async with working(
            client or self.client, settings, self.url, self.library, task_queue=self.task_queue, webhooks=setup
        ):
            yield

    async def subscribed(self, **more: Any) -> WithSecret:
        """A webhook that leads here."""
        return await self.store.create(f"http://{self.receiver.host}/hooks", at=datetime.now(UTC), by="Giulia", **more)

    async def lives(self, ticket: str, notes: int = 0, **more: Any) -> Life:
        """A ticket that is opened and gets notes, all written."""
        life = Life(ticket, **more)
        for number in range(notes):
            life = life.does(AddNote(text=f"note {number}"), MONDAY + timedelta(seconds=number + 1))
        await self.journal.write(life.entry())
        return life

    def numbers(self, ticket: str) -> list[int]:
        """The numbers of a ticket's events that came here, in the order in which they came."""
        told = [request.json["data"] for request in self.receiver.requests]
        return [one["event"]["number"] for one in told if one["ticket"] == ticket]

    def lane(self, made: WithSecret, ticket: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(lane_id(made.webhook.id, ticket))

    async def states(self, made: WithSecret) -> list[tuple[int, DeliveryState, int]]:
        """Position, state and attempts of each delivery."""
        found = await self.store.deliveries(made.webhook.id, limit=1000)
        return [(one.position, one.state, one.attempts) for one in found]

    async def settled(self, made: WithSecret, deliveries: int) -> None:
        """Wait until so many deliveries are listed, and none of them waits."""

        async def all_done() -> bool:
            states = await self.states(made)
            return len(states) >= deliveries and not any(state == "waiting" for _, state, _ in states)

        await until(all_done)

    async def came_to(self, number: int) -> None:
        """Wait until so many requests have come."""
        await until(lambda: _true(len(self.receiver.requests) >= number))

    async def passes(self, handle: WorkflowHandle[Any, Any], span: timedelta) -> None:
        """Let time pass for a lane."""
        await self.skipping.advance_to(handle, await self.skipping.now(handle) + span)

    async def has_ended(self, handle: WorkflowHandle[Any, Any]) -> bool:
        try:
            return (await handle.describe()).status is not WorkflowExecutionStatus.RUNNING
        except RPCError:
            return False

    def _answer(self, request: Request) -> str:
        self.came.append(asyncio.get_running_loop().time())
        return self.answers.pop(0) if self.answers else "200 OK"


async def _true(holds: bool) -> bool:
    return holds


@asynccontextmanager
async def a_desk(client: Client, settings: Settings, running: Running, library: Library) -> AsyncIterator[Desk]:
    """A desk whose receiver runs."""
    name = f"desk_{os.getpid()}_{next(_schemas)}"
    connection = await asyncpg.connect(running.database_url)
    await connection.execute(f"create schema {name}")
    url = f"{running.database_url}&search_path={name}"
    await migrate(url)
    # What has not the namespace's id is not served with it.
    await connection.execute(f"insert into {name}.installation (id) select id from public.installation")
    await connection.close()
    async with open_pool(url) as pool:
        desk = Desk(client, settings, library, url, pool)
        async with desk.receiver:
            yield desk
