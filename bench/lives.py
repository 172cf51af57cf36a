"""Lives to measure: a ticket's and a bare workflow's, of the same commands in the same order."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy

from bench.bare import LIFE, OPENED
from bench.workers import Served
from contracts.loader import load_all
from runtime.temporal.tickets import Tickets, wall_clock
from workflows.messages import SIGNALS

COMMANDS = ("acknowledge", "wait_for_customer", "customer_responded", "resolve", "close")
REQUEST = {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe", "priority": "P2"}
VISIT = 0.7
"""Seconds between two commands of one life: as in life each is a visit, and what the one before brought is written."""


class Desk(Protocol):
    """Where lives are opened and commands are sent."""

    async def open(self, name: str, due: datetime | None = None, **request: str) -> None:
        """Begin a life, for which something is due by itself at that instant."""

    async def send(self, name: str, command: str) -> None:
        """Send it a command."""

    def handle(self, name: str) -> WorkflowHandle[Any, Any]:
        """Its workflow."""


class OurDesk:
    """Tickets, as an intake and operators reach them."""

    REACTION = timedelta(hours=2)
    """What is due by itself is the reaction to a P2, which is missed so long after the opening."""

    def __init__(self, client: Client, queue: str, clock: Callable[[], datetime | None] = wall_clock) -> None:
        self.tickets = Tickets(client, library=load_all(), task_queue=queue, clock=clock)

    async def open(self, name: str, due: datetime | None = None, **request: str) -> None:
        """Open a ticket, so long ago that its reaction is missed when it shall be."""
        message: dict[str, Any] = {"ticket": name, "customer": "Acme Ltd", "subject": "No calls come through"}
        at = {"at": (due - self.REACTION).isoformat()} if due else {}
        await self.tickets.open({**message, **at, "request": {**REQUEST, **request}})

    async def send(self, name: str, command: str) -> None:
        """Send a ticket a command."""
        await self.tickets.send(name, command, {})

    def handle(self, name: str) -> WorkflowHandle[Any, Any]:
        """A ticket's workflow."""
        return self.tickets.handle(name)


class BareDesk:
    """Lives without a domain, reached in the same ways."""

    def __init__(self, client: Client, queue: str) -> None:
        self._client = client
        self._queue = queue

    async def open(self, name: str, due: datetime | None = None, **request: str) -> None:
        """Begin a life with an update, and its timer."""
        due = due or datetime.now(UTC) + timedelta(hours=1)
        message = {"ticket": name, "customer": "Acme Ltd", "subject": "No calls come through", "request": REQUEST}
        start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            LIFE,
            {**message, "due": due.isoformat()},
            id=name,
            task_queue=self._queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        await self._client.execute_update_with_start_workflow(OPENED, message, start_workflow_operation=start)

    async def send(self, name: str, command: str) -> None:
        """Send a command."""
        message = {"id": uuid4().hex, "sent_at": datetime.now(UTC).isoformat()}
        if command in SIGNALS:
            await self.handle(name).signal(command, message)
        else:
            await self.handle(name).execute_update(command, message)

    def handle(self, name: str) -> WorkflowHandle[Any, Any]:
        """A life's workflow."""
        return self._client.get_workflow_handle(name)


def a_name() -> str:
    """A name that no other life has."""
    return f"T-{uuid4().hex[:12]}"


async def live(desk: Desk, pause: float) -> str:
    """Live a quiet life to its end. Answers its name."""
    name = a_name()
    await desk.open(name)
    for command in COMMANDS:
        await asyncio.sleep(pause)
        await desk.send(name, command)
    await desk.handle(name).result()
    return name


@dataclass(frozen=True)
class Pace:
    """How fast lives were lived, and what each cost the worker."""

    a_second: float
    cpu: float
    """Seconds of the worker process's CPU for one life."""


async def many(desk: Desk, served: Served, lives: int, at_once: int) -> Pace:
    """Live so many lives, so many of them at once."""
    before, begun = served.cpu(), time.perf_counter()
    await in_turn([lambda: live(desk, VISIT / 2) for _ in range(lives)], at_once)
    took = time.perf_counter() - begun
    return Pace(lives / took, (served.cpu() - before) / lives)


async def in_turn(work: list[Callable[[], Awaitable[Any]]], at_once: int) -> None:
    """Do all of it, so much at once."""
    left = iter(work)

    async def some() -> None:
        for one in left:
            await one()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(at_once, len(work))):
            group.create_task(some())
