"""What became of a ticket, read back from the journal: its events, and who was told of each."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from activities.journal.database import DatabaseError
from activities.journal.reader import Announced, JournalReader
from activities.journal.stream import NoSuchTicket
from demo.stage.script import Part
from domain.showing.announcements import announcements
from domain.ticket.evolve import evolve, replay
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket
from runtime.errors import RuntimeFault

PATIENCE = 30.0


class JournalBehind(RuntimeFault):
    """The journal did not get all that happened to a ticket."""


class Moment(NamedTuple):
    """One event, with the ticket just before it (none at the opening) and just after."""

    before: Ticket | None
    recorded: Recorded
    after: Ticket


@dataclass(frozen=True)
class Life:
    """One ticket of the story, as the journal has it."""

    part: Part
    stream: tuple[Recorded, ...]
    announced: tuple[Announced, ...]

    @property
    def ticket(self) -> Ticket:
        """The ticket after its last event."""
        return replay(self.stream)

    def moments(self) -> Iterator[Moment]:
        """Its events in order."""
        before: Ticket | None = None
        for recorded in self.stream:
            after = evolve(before, recorded)
            yield Moment(before, recorded, after)
            before = after

    def told(self, event: int) -> tuple[str, ...]:
        """Who was told of the event of that number."""
        return tuple(one.recipient for one in self.announced if one.event == event)


async def remember(part: Part, events: int, reader: JournalReader) -> Life:
    """A ticket's life, once the journal has so many events of it and every announcement of them.

    Raises `JournalBehind` where that takes longer than half a minute.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            while (life := await _read(part, reader)) is None or not _complete(life, events):
                await asyncio.sleep(0.05)
            return life
    except TimeoutError:
        raise JournalBehind(
            f"The journal does not have all of {part.ticket} after {PATIENCE:.0f} s: its worker must run, "
            "and its PostgreSQL answer."
        ) from None


async def _read(part: Part, reader: JournalReader) -> Life | None:
    try:
        return Life(part, await reader.stream(part.ticket), tuple(await reader.announcements(part.ticket)))
    except (NoSuchTicket, DatabaseError):
        return None


def _complete(life: Life, events: int) -> bool:
    told = {(one.event, one.recipient, one.channel) for one in life.announced}
    due = {
        (one.event, one.recipient, one.channel)
        for moment in life.moments()
        for one in announcements(moment.after, moment.recorded)
    }
    return len(life.stream) >= events and due <= told
