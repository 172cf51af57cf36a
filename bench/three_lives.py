"""Three lives whose histories are counted: a quiet P2, a P1 that nobody looks at, and an alarm on call.

People are told of each through mailboxes and pagers, which bring their letters to a receiver that takes everything.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from temporalio.client import Client, WorkflowHandle

from bench.history import Cost, cost
from bench.lives import COMMANDS, REQUEST, VISIT, OurDesk, a_name, live
from domain.deciding.parsing import read_opening
from runtime.temporal.tickets import Tickets
from runtime.temporal.time_skipping import Skipping
from workflows.ticket.ticket_workflow import TicketWorkflow

ROME = ZoneInfo("Europe/Rome")
DIRECTORY = """
people:
  anna:
    name: Anna Bianchi
    language: it
    zone: Europe/Rome
    channels: {{hook: {{kind: chat, address: "json://127.0.0.1:{port}/anna"}}}}
  marco:
    name: Marco De Luca
    language: en
    zone: Europe/Rome
    channels: {{hook: {{kind: chat, address: "json://127.0.0.1:{port}/marco"}}}}
teams:
  - contracts: "*"
    theatres: "*"
    levels:
      support-team: {{people: [anna]}}
      team-leader: {{people: [marco]}}
      on-call:
        rotation: {{people: [marco, anna], starts: 2026-01-05, handover: Mon 09:00, zone: Europe/Rome}}
customers:
  Acme Ltd:
    language: en
    zone: Europe/Rome
    channels: {{hook: {{kind: chat, address: "json://127.0.0.1:{port}/acme"}}}}
"""


@asynccontextmanager
async def a_directory(folder: Path) -> AsyncIterator[Path]:
    """A directory file whose people are all reached at a receiver, which runs as long as this does."""
    server = await asyncio.start_server(_take, "127.0.0.1", 0)
    async with server:
        path = folder / "directory.yaml"
        path.write_text(DIRECTORY.format(port=server.sockets[0].getsockname()[1]))
        yield path


async def _take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take one message and say so."""
    head = await reader.readuntil(b"\r\n\r\n")
    sizes = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    await reader.readexactly(int(sizes[0]) if sizes else 0)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()
    writer.close()


async def quiet(desk: OurDesk) -> Cost:
    """A P2 that is opened, taken in charge, asked about once, solved and closed; each command is one visit."""
    name = await live(desk, VISIT)
    return cost(await desk.handle(name).fetch_history())


async def neglected(client: Client, queue: str) -> Cost:
    """A P1 that climbs to the top of its ladder in two weeks, in which nobody touches it; then it is closed."""
    opened = _coming_monday(time(9, 30))
    life = await _Moved.open(client, queue, opened, priority="P1")
    await life.go_to(opened + timedelta(days=14))
    return await life.end("close")


async def on_call(client: Client, queue: str) -> Cost:
    """A P1 that is phoned in at three in the morning: the alarm rings, and somebody takes it, solves it, ends it."""
    opened = _coming_monday(time(3))
    life = await _Moved.open(client, queue, opened, priority="P1", plan="platinum", channel="phone")
    await life.go_to(opened + timedelta(minutes=10))
    return await life.end(*(one for one in COMMANDS if one in ("acknowledge", "resolve", "close")))


class _Moved:
    """A life whose clock is moved."""

    def __init__(self, name: str, tickets: Tickets, skipping: Skipping, handle: WorkflowHandle[Any, Any]) -> None:
        self._name, self._tickets, self._skipping, self._handle = name, tickets, skipping, handle

    @classmethod
    async def open(cls, client: Client, queue: str, at: datetime, **request: str) -> "_Moved":
        """A ticket that is opened at an instant ahead."""
        skipping = Skipping(client)
        desk = OurDesk(skipping.client, queue, clock=lambda: None)
        message = {
            "ticket": a_name(),
            "customer": "Acme Ltd",
            "subject": "No calls come through",
            "at": at.isoformat(),
            "request": {**REQUEST, **request},
        }
        opening = read_opening(message)
        argument, options = desk.tickets.starts.opening(opening)
        handle = await skipping.start_at(at, TicketWorkflow.run, argument, **options)
        return cls(opening.ticket, desk.tickets, skipping, handle)

    async def go_to(self, when: datetime) -> None:
        """Let time pass."""
        await self._skipping.advance_to(self._handle, when)

    async def end(self, *commands: str) -> Cost:
        """Send the last commands, each as a visit. Answers what the life has cost."""
        for command in commands:
            await asyncio.sleep(VISIT)
            await self._tickets.send(self._name, command, {})
        await self._handle.result()
        return cost(await self._handle.fetch_history())


def _coming_monday(at: time) -> datetime:
    """A Monday of the week after next in Rome, which no other test of the calendar disturbs."""
    today = datetime.now(UTC).astimezone(ROME).date()
    return datetime.combine(today + timedelta(days=14 - today.weekday()), at, ROME)
