"""What the journal in PostgreSQL holds of a ticket once it has followed."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

from activities.journal.database import DatabaseError
from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket
from domain.showing.announcements import announcements
from domain.ticket.evolve import evolve
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket

NEXT_LOOK = 0.03
MOST = 100_000
"""Announcements that are read of one ticket."""


class Key(NamedTuple):
    """Whom an event was told, and through which channel: this names an announcement."""

    event: int
    recipient: str
    channel: str


class Memory(NamedTuple):
    """The events and announcements of a ticket, as the journal has them."""

    stream: tuple[Recorded, ...]
    announced: tuple[Key, ...]


async def remembered(reader: JournalReader, stream: Sequence[Recorded], patience: float) -> Memory:
    """The journal of a ticket that has these events, as soon as it has as many and they have been announced.

    Answers what there is after `patience`, in real seconds: what is missing then is lost. Raises `StreamChanged` and
    `StreamUnreadable`.
    """
    ticket, due = _expected(stream)
    until = time.monotonic() + patience
    while True:
        memory = await _read(reader, ticket)
        complete = len(memory.stream) >= len(stream) and due <= set(memory.announced)
        if complete or time.monotonic() > until:
            return memory
        await asyncio.sleep(NEXT_LOOK)


async def _read(reader: JournalReader, ticket: str) -> Memory:
    try:
        stream = await reader.stream(ticket)
        announced = await reader.announcements(ticket, limit=MOST)
    except (NoSuchTicket, DatabaseError):
        return Memory((), ())
    return Memory(stream, tuple(Key(one.event, one.recipient, one.channel) for one in announced))


def _expected(stream: Sequence[Recorded]) -> tuple[str, set[Key]]:
    ticket: Ticket | None = None
    due: set[Key] = set()
    for recorded in stream:
        ticket = evolve(ticket, recorded)
        due |= {Key(one.event, one.recipient, one.channel) for one in announcements(ticket, recorded)}
    assert ticket is not None, "a ticket that was opened has an event"
    return ticket.id, due
