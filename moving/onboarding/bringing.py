"""Tickets are brought in: some at a time, each once, however often it is tried.

One that is refused, or that nobody answers for, keeps none of those behind it from coming. Where nobody answers for
any, or the journal cannot say what is known, the rest is not sent.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from activities.journal.database import DatabaseError
from activities.journal.listed import TicketFilter
from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable
from domain.errors import DomainError
from domain.showing.standing import Standing, standing
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from moving.onboarding.differing import Difference, differences, was_imported
from moving.onboarding.examining import Arrival, LeftOut
from moving.onboarding.silence import Silence
from runtime.temporal.errors import NobodyAnswered
from runtime.temporal.tickets import Tickets

AT_ONCE = 8
"""Tickets that are being brought in at one time."""
MANY = 100_000
"""Open tickets that are looked at for what was closed elsewhere."""


@dataclass
class Brought:
    """What became of the tickets of a file."""

    came: dict[str, Standing] = field(default_factory=dict)
    """Those that are here now, and were not before."""
    known: dict[str, Standing] = field(default_factory=dict)
    """Those that were here before, some closed since; nothing of them was changed."""
    differing: dict[str, tuple[Difference, ...]] = field(default_factory=dict)
    """What the file says otherwise of those that were imported before."""
    refused: dict[str, str] = field(default_factory=dict)
    """The sentence of each that did not come."""
    unheard: dict[str, str] = field(default_factory=dict)
    """The sentence of each for which nobody answered: it may have come all the same, and a repeat says so."""
    unanswered: str | None = None
    """Why the rest was not sent."""

    @property
    def is_whole(self) -> bool:
        """Whether everything of the file is here, as the file says it."""
        return not (self.refused or self.unheard or self.differing or self.unanswered)


async def bring_in(
    tickets: Tickets,
    journal: JournalReader,
    arrivals: Iterable[Arrival],
    now: datetime,
    over: Sequence[LeftOut] = (),
    done: Callable[[int], None] = lambda _: None,
) -> Brought:
    """Bring these in, as of the instant at which they were examined. `done` hears of each that is through.

    `over` are those that were closed elsewhere: what is still open here of them is told.
    """
    waiting, brought = iter(arrivals), Brought()
    bringing = _Bringing(_Door(tickets, journal), brought, now)
    await asyncio.gather(*(bringing.some(waiting, done) for _ in range(AT_ONCE)))
    if brought.unanswered is None:
        await bringing.compare(over)
    return brought


@dataclass(frozen=True, slots=True)
class _Door:
    tickets: Tickets
    journal: JournalReader

    async def known(self, ticket: str) -> Standing | None:
        """How the ticket stands where one with this id is, or was, here. One whose opening was refused is none."""
        try:
            return (await self.tickets.snapshot(ticket)).standing
        except NobodyAnswered:
            raise
        except DomainError:
            # The engine forgets what has ended, the journal does not.
            pass
        try:
            return standing(replay(await self.journal.stream(ticket)), None)
        except NoSuchTicket:
            return None

    async def stream(self, ticket: str) -> Sequence[Recorded]:
        """Its events from the first on."""
        try:
            found = await self.tickets.events(ticket)
        except NobodyAnswered:
            raise
        except DomainError:
            found = []
        # A very long life carries only its latest events.
        return found if found and found[0].number == 1 else await self.journal.stream(ticket)

    async def take_in(self, arrival: Arrival) -> Standing:
        """Open it with its history. Where it is here already, this changes nothing, unless it is another's."""
        message = arrival.opening.model_dump(mode="json", exclude_none=True)
        return (await self.tickets.open(message, arrival.history)).standing

    async def open_here(self) -> dict[str, Standing]:
        """Every ticket that is open here."""
        listed = await self.journal.list_tickets(TicketFilter(open=True), limit=MANY)
        return {one.ticket: one for one in listed}


class _Bringing:
    def __init__(self, door: _Door, brought: Brought, now: datetime) -> None:
        self._door, self._brought, self._now = door, brought, now
        self._silence = Silence()

    async def some(self, waiting: Iterator[Arrival], done: Callable[[int], None]) -> None:
        for arrival in waiting:
            if self._brought.unanswered is not None:
                return
            try:
                await self._one(arrival)
            except DatabaseError as outage:
                self._brought.unanswered = str(outage)
                return
            except NobodyAnswered as silence:
                self._brought.unheard[arrival.ticket] = str(silence)
                if self._silence.lasts():
                    self._brought.unanswered = str(silence)
                    return
                continue
            except (DomainError, NoSuchTicket, StreamChanged, StreamUnreadable) as refused:
                self._brought.refused[arrival.ticket] = str(refused)
            self._silence.broken()
            done(1)

    async def compare(self, over: Sequence[LeftOut]) -> None:
        """Tell what is open here and over by what its file says."""
        if not over:
            return
        try:
            here = await self._door.open_here()
            for one in over:
                if one.ticket in here and was_imported(await self._door.journal.stream(one.ticket)):
                    told = f"the file says: {one.sentence}; here it is still {here[one.ticket].status}"
                    self._brought.differing[one.ticket] = (Difference(one.line, told),)
        except (DatabaseError, NoSuchTicket, StreamChanged, StreamUnreadable) as fault:
            self._brought.unanswered = str(fault)

    async def _one(self, arrival: Arrival) -> None:
        ticket, brought = arrival.ticket, self._brought
        before = await self._door.known(ticket)
        if before is None:
            brought.came[ticket] = await self._door.take_in(arrival)
            return
        stream = await self._door.stream(ticket)
        if was_imported(stream):
            brought.known[ticket] = before
            if differing := differences(arrival, stream, self._now):
                brought.differing[ticket] = differing
        elif before.status == "closed":
            brought.known[ticket] = before
        else:
            brought.known[ticket] = await self._door.take_in(arrival)
