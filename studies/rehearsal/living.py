"""One incident, lived on the engine: its clock is skipped from command to command, and on to the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import WorkflowExecutionStatus, WorkflowHandle

from domain.showing.standing import Standing
from domain.ticket.commands import Command
from domain.ticket.events import TicketClosed, TicketOpened
from domain.ticket.recorded import Recorded
from runtime.errors import RuntimeFault
from runtime.temporal.errors import NoSuchTicket, Refused, as_sentences
from studies.files.incidents import Incident
from studies.rehearsal.engine import Engine, Way
from studies.rehearsal.remembering import Key, Memory, remembered
from workflows.ticket.ticket_workflow import TicketWorkflow

NEXT_LOOK = 0.01
"""Real seconds between two looks at a ticket that has something to decide."""
RINGING = timedelta(milliseconds=10)
"""How far beyond its instant time passes for what is due then; a timer rings a millisecond after it."""


class NothingMoves(RuntimeFault):
    """A ticket on the engine does not do what it has to do."""


@dataclass(frozen=True)
class Sent:
    """A command that was sent, and what became of it."""

    command: Command
    at: datetime
    """The ticket's own time for which it was sent; it arrived then or a moment later."""
    number: int
    """How many events the ticket had when it was answered."""
    refusal: str | None


@dataclass(frozen=True)
class Rehearsed:
    """What became of an incident on the engine."""

    incident: Incident
    """With those of its commands that lie before the end."""
    until: datetime
    refusal: str | None = None
    """Of the opening: then there is nothing else."""
    sent: tuple[Sent, ...] = ()
    stream: tuple[Recorded, ...] = ()
    """Its events as the workflow has them."""
    journal: tuple[Recorded, ...] = ()
    """Its events as the journal has them."""
    announced: tuple[Key, ...] = ()
    """Who was told of which event, as the journal has it."""


async def live_on(engine: Engine, incident: Incident, until: datetime, way: Way) -> Rehearsed:
    """Live an incident, which lies in the future, up to an instant, or up to its end where that comes first.

    Raises `TimeDidNotMove` and `NothingMoves` where the engine stands still, `NobodyAnswered` where it does not answer,
    and `Refused` where it has had a ticket of this id.
    """
    commands = tuple(command for command in incident.commands if command.at is not None and command.at <= until)
    incident = incident.model_copy(update={"commands": commands})
    opening, tickets = incident.opening(), engine.tickets(way)
    argument, options = tickets.starts.opening(opening)
    with as_sentences(incident.id):
        handle = await engine.skipping.start_at(incident.arrivals[0], TicketWorkflow.run, argument, **options)
    if (await handle.describe()).status is WorkflowExecutionStatus.FAILED:
        return Rehearsed(incident, until, refusal=await _why_not(incident.id, handle))
    life = _Life(engine, incident.id, way, handle)
    opened = (await life.events())[0].event
    assert isinstance(opened, TicketOpened)
    incident = incident.under(opened.terms)
    sent = [await life.meet(command) for command in incident.commands]
    until += way.late
    await life.go_on(until)
    stream = await life.events()
    memory: Memory = await remembered(engine.reader, stream, engine.patience)
    return Rehearsed(incident, until, None, tuple(sent), stream, memory.stream, memory.announced)


async def _why_not(ticket: str, handle: WorkflowHandle[Any, Any]) -> str:
    try:
        with as_sentences(ticket):
            await handle.result()
    except Refused as refused:
        return refused.sentence
    raise AssertionError("a workflow that failed has a reason")


class _Life:
    def __init__(self, engine: Engine, ticket: str, way: Way, handle: WorkflowHandle[Any, Any]) -> None:
        self._engine, self._tickets = engine, engine.tickets(way)
        self._ticket, self._way, self._handle = ticket, way, handle
        self._runs = True
        self._number = 1

    async def meet(self, command: Command) -> Sent:
        """Let time pass to the command's instant and no further, and send it.

        A refusal leaves no trace that says when it came. Where something came due while it was asked for, it is asked
        for again, so that what the ticket was when it refused is known.
        """
        assert command.at is not None
        at = command.at + self._way.late
        await self._pass(at, timedelta(0))
        while True:
            before = self._number
            refusal, self._number = await self._offer(command)
            if refusal is None or self._number == before:
                return Sent(command, at, self._number, refusal)

    async def go_on(self, until: datetime) -> None:
        """Let time pass until all is taken that is due before an instant."""
        await self._pass(until, RINGING)
        async with self._in_time(f"take what is due before {until}"):
            while True:
                standing = await self._standing()
                if standing.status == "closed":
                    await self._handle.result()
                    return
                if standing.next_due is None or standing.next_due >= until:
                    return
                await asyncio.sleep(NEXT_LOOK)

    async def events(self) -> tuple[Recorded, ...]:
        """Its events, in order."""
        return tuple(await self._tickets.events(self._ticket))

    async def _pass(self, when: datetime, margin: timedelta) -> None:
        """Move the ticket's clock; for one that has ended there is no time."""
        try:
            with as_sentences(self._ticket):
                self._runs = self._runs and await self._engine.skipping.advance_to(self._handle, when, margin)
        except NoSuchTicket:
            self._runs = False

    async def _standing(self) -> Standing:
        return (await self._tickets.snapshot(self._ticket)).standing

    async def _offer(self, command: Command) -> tuple[str | None, int]:
        """Send a command. Answers its refusal, and how many events the ticket has."""
        fields = command.model_dump(mode="json", exclude={"type"}, exclude_none=True)
        while True:
            try:
                snapshot = await self._tickets.send(self._ticket, command.type, fields)
            except (Refused, NoSuchTicket) as refused:
                return refused.sentence, (await self._tickets.snapshot(self._ticket)).standing.events
            if snapshot is not None:
                return None, snapshot.standing.events
            heard = await self._heard(command)
            if heard is not None:
                return None, heard
            # It came when the ticket had just ended, and nobody heard it.

    async def _heard(self, command: Command) -> int | None:
        """Wait until a signal is decided: how many events there are then; `None` where the ticket ended before it."""
        async with self._in_time(f"decide {command.type}"):
            while True:
                seen = await self.events()
                if any(getattr(one.event, "command", None) == command.id for one in seen):
                    return seen[-1].number
                if isinstance(seen[-1].event, TicketClosed):
                    # It ends for good when all of it is written; from then on the door says so.
                    await self._handle.result()
                    return None
                await asyncio.sleep(NEXT_LOOK)

    @asynccontextmanager
    async def _in_time(self, what: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._engine.patience):
                yield
        except TimeoutError:
            raise NothingMoves(
                f"Ticket {self._ticket} did not {what} within {self._engine.patience:.0f} s, as it has to by itself"
            ) from None
