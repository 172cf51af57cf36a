"""Tickets that live through real weeks on the real servers, each on a clock of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import Client, WorkflowHandle

from activities.deciding import Deciding
from activities.journal.database import DatabaseError, open_pool
from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket
from domain.contract.library import Library
from domain.deciding.parsing import read_opening
from domain.showing.snapshot import Snapshot
from domain.showing.standing import Standing
from domain.ticket.events import Event
from domain.ticket.recorded import Recorded, broken_link
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.errors import NobodyAnswered
from runtime.temporal.fates import fate_of
from runtime.temporal.tickets import Tickets
from runtime.temporal.time_skipping import Skipping
from runtime.worker.working import working
from tests.patience import PATIENCE, until
from workflows.ticket.ticket_workflow import TicketWorkflow

Answer = TypeVar("Answer")

ROME = ZoneInfo("Europe/Rome")


def rome(text: str) -> datetime:
    """A wall clock in Rome: `2032-10-29 16:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


def a_request(**changes: Any) -> dict[str, Any]:
    """A Gold customer's P2 in Europe under 4.1, or with changes."""
    usual = {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe", "priority": "P2"}
    return {**usual, **changes}


async def answered(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """Ask as often as it takes: a server that is very busy drops what was asked, and fails a task now and then."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await ask()
            except NobodyAnswered:
                await asyncio.sleep(0.5)


@dataclass
class Life:
    """One ticket of a test."""

    id: str
    handle: WorkflowHandle[Any, Any]
    tickets: Tickets
    skipping: Skipping

    async def until(self, when: datetime, margin: timedelta = timedelta(seconds=1)) -> None:
        """Let its time pass."""
        await self.skipping.advance_to(self.handle, when, margin)

    async def do(self, command: str, **fields: Any) -> Snapshot | None:
        """Send it a signal or an update; it is decided when this returns."""
        message = {"id": uuid4().hex, **fields}
        snapshot = await self.tickets.send(self.id, command, message)
        if snapshot is None:
            async with asyncio.timeout(PATIENCE):
                while not any(getattr(one.event, "command", None) == message["id"] for one in await self.events()):
                    await asyncio.sleep(0.02)
        return snapshot

    async def insists(self, command: str, **fields: Any) -> None:
        """Send it, under one id, as often as it takes where a server drops messages of a flood."""
        message = {"id": uuid4().hex, **fields}
        await answered(lambda: self.do(command, **message))

    async def at(self, when: datetime, command: str, **fields: Any) -> Snapshot | None:
        """Let its time pass, then send something."""
        await self.until(when)
        return await self.do(command, **fields)

    async def events(self) -> list[Recorded]:
        """What happened so far, or the end of it where that is very long; its chain is sound."""
        events = await answered(lambda: self.tickets.events(self.id))
        first, *later = events
        assert first.number > 1 or broken_link([first]) is None
        assert broken_link(later, before=first.digest, first=first.number + 1) is None
        return events

    async def told(self) -> list[str]:
        """What happened so far, by name."""
        return [recorded.event.type for recorded in await self.events()]

    async def of(self, type_: type[Event]) -> list[Any]:
        """The events of one kind."""
        return [recorded.event for recorded in await self.events() if isinstance(recorded.event, type_)]

    async def history(self) -> list[str]:
        """The names of the events of its workflow's present run."""
        history = await self.handle.fetch_history()
        return [EventType.Name(event.event_type).removeprefix("EVENT_TYPE_") for event in history.events]


class World:
    """A worker with a task queue of its own on the shared servers."""

    def __init__(
        self, client: Client, settings: Settings, database_url: str, library: Library, *, task_queue: str | None = None
    ) -> None:
        self.client = client
        self.settings = settings
        self.database_url = database_url
        self.library = library
        self.task_queue = task_queue or f"test-{uuid4().hex[:8]}"
        self.skipping = Skipping(client)
        self.tickets = self.reached_with()

    def reached_with(self, **options: Any) -> Tickets:
        """Another way to the tickets of this world."""
        usual: dict[str, Any] = {"library": self.library, "task_queue": self.task_queue, "clock": lambda: None}
        return Tickets(self.skipping.client, **{**usual, **options})

    @asynccontextmanager
    async def worker(self, deciding: Deciding | None = None) -> AsyncIterator[None]:
        """A running worker, of this version or with another way of deciding."""
        settings = self.settings.model_copy(update={"graceful_shutdown_seconds": 1})
        async with working(
            self.client, settings, self.database_url, self.library, task_queue=self.task_queue, deciding=deciding
        ):
            yield

    async def written(self, life: Life) -> tuple[Recorded, ...]:
        """Its events as the journal has them, once it has them all."""
        expected = await life.events()
        async with asyncio.timeout(PATIENCE), self.journal() as journal:
            while True:
                try:
                    stream = await journal.stream(life.id)
                except (NoSuchTicket, DatabaseError):
                    stream = ()
                if stream and stream[-1].number >= expected[-1].number:
                    return stream
                await asyncio.sleep(0.05)

    @asynccontextmanager
    async def journal(self) -> AsyncIterator[JournalReader]:
        """The journal's read side."""
        async with open_pool(self.database_url) as pool:
            yield JournalReader(pool)

    async def open(
        self,
        when: datetime,
        *,
        ticket: str | None = None,
        continue_as_new_after: int | None = None,
        **changes: Any,
    ) -> Life:
        """A ticket that opens at a future instant of its own time."""
        tickets = self.reached_with(continue_as_new_after=continue_as_new_after)
        message = {
            "ticket": ticket or f"T-{uuid4().hex[:8]}",
            "customer": "Acme Ltd",
            "subject": "No calls come through",
            "request": a_request(**changes),
        }
        # Its first instant is some milliseconds late; the opening counts from the instant itself.
        opening = read_opening({**message, "at": when.isoformat()})
        argument, options = tickets.starts.opening(opening)
        handle = await self.skipping.start_at(when, TicketWorkflow.run, argument, **options)
        life = Life(opening.ticket, handle, tickets, self.skipping)
        await handle.execute_update("opened", result_type=Snapshot)
        return life

    async def terminated(self, life: Life, *, deleted: bool = False) -> None:
        """End a ticket's workflow as an administrator can, when all that it decided is in the journal."""
        await self.written(life)
        if deleted:
            await self.deleted(life.id)
        else:
            await life.handle.terminate("by mistake")

    async def deleted(self, ticket: str) -> None:
        """Let Temporal forget a ticket, whether it runs or not, as it does by itself after the retention."""
        execution = WorkflowExecution(workflow_id=f"ticket/{ticket}")
        asked = DeleteWorkflowExecutionRequest(namespace=self.client.namespace, workflow_execution=execution)
        await self.client.workflow_service.delete_workflow_execution(asked)

        async def is_gone() -> bool:
            return await fate_of(self.client, ticket) == "missing"

        await until(is_gone)

    async def standing(self, ticket: str) -> Standing:
        """Where a ticket stands by the journal."""
        async with self.journal() as journal:
            standing = await journal.standing(ticket)
        assert standing is not None
        return standing

    async def revived(self, life: Life, when: datetime, **options: Any) -> Life:
        """A lost ticket that is brought back at an instant of its own time."""
        tickets, standing = self.reached_with(**options), await self.standing(life.id)
        argument, start = tickets.starts.revival(standing)
        handle = await self.skipping.start_at(when, TicketWorkflow.run, argument, **start)
        await handle.execute_update("opened", result_type=Snapshot)
        return Life(life.id, handle, tickets, self.skipping)


@asynccontextmanager
async def a_world(client: Client, settings: Settings, running: Running, library: Library) -> AsyncIterator[World]:
    """A world with its worker at work."""
    world = World(client, settings, running.database_url, library)
    async with world.worker():
        yield world
