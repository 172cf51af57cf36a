"""Tickets are brought in: some at a time, each once, however often it is tried."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from activities.database import DatabaseError
from activities.reading import JournalReader, NoSuchTicket, StreamChanged, StreamUnreadable
from domain.errors import DomainError
from domain.evolve import replay
from domain.standing import Standing, standing
from onboarding.examining import Arrival
from runtime.answers import NobodyAnswered
from runtime.tickets import Tickets

AT_ONCE = 8
"""Tickets that are being brought in at one time."""


@dataclass
class Brought:
    """What became of the tickets of a file."""

    came: dict[str, Standing] = field(default_factory=dict)
    """Those that are here now, and were not before."""
    known: dict[str, Standing] = field(default_factory=dict)
    """Those that were here before, some closed since; nothing of them was changed."""
    refused: dict[str, str] = field(default_factory=dict)
    """The sentence of each that did not come."""
    unanswered: str | None = None
    """Why the rest was not sent."""


async def bring_in(
    tickets: Tickets, journal: JournalReader, arrivals: Iterable[Arrival], done: Callable[[int], None] = lambda _: None
) -> Brought:
    """Bring these in. `done` hears of each that is through."""
    waiting, brought = iter(arrivals), Brought()

    async def some() -> None:
        await _some(_Door(tickets, journal), waiting, brought, done)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
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

    async def take_in(self, arrival: Arrival) -> Standing:
        """Open it with its history. Where it is here already, this changes nothing, unless it is another's."""
        message = arrival.opening.model_dump(mode="json", exclude_none=True)
        return (await self.tickets.open(message, arrival.history)).standing


async def _some(door: _Door, waiting: Iterator[Arrival], brought: Brought, done: Callable[[int], None]) -> None:
    for arrival in waiting:
        if brought.unanswered is not None:
            return
        try:
            before = await door.known(arrival.ticket)
            if before is not None and before.status == "closed":
                brought.known[arrival.ticket] = before
            else:
                place = brought.came if before is None else brought.known
                place[arrival.ticket] = await door.take_in(arrival)
        except (NobodyAnswered, DatabaseError) as silence:
            brought.unanswered = str(silence)
            return
        except (DomainError, StreamChanged, StreamUnreadable) as refused:
            brought.refused[arrival.ticket] = str(refused)
        done(1)
