"""What the journal knows of an id: whether it had a life before, and how to go on with one that was lost."""

import asyncio

import asyncpg
from temporalio import activity

from activities.database import faults_as_sentences
from activities.journal import taken
from activities.names import RECALL, Found, LookUp, Recall, Recalled
from activities.queries import query
from activities.reading import JournalReader, NoSuchTicket, StreamChanged, StreamUnreadable
from domain.errors import NothingToRevive
from domain.evolve import replay
from domain.memory import remembered
from domain.recorded import latest
from domain.ticket import Closed

AT_ONCE = 0.5
"""Seconds that an opening waits for the journal: no clock stops for it (semantics 25)."""
RECALLED_BYTES = 500_000
"""The events that come back with a ticket; the journal keeps the older ones."""


class Recalling:
    """Asks the journal about ids."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        """Ask through these connections."""
        self._pool = pool

    async def look_up(self, asked: LookUp) -> Found:
        """The refusal of an id that another workflow wrote. No answer in half a second is none: the journal is down."""
        try:
            async with asyncio.timeout(AT_ONCE):
                row = await self._pool.fetchrow(query("look_up_ticket"), asked.ticket, asked.chain)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return Found()
        return Found(refusal=taken(row).sentence) if row is not None else Found()

    @activity.defn(name=RECALL)
    async def recall(self, asked: Recall) -> Recalled:
        """A ticket as its events leave it, which from now on the chain that asks writes, and no other.

        Raises a `DatabaseError` while the journal does not answer: Temporal tries again.
        """
        with faults_as_sentences():
            async with self._pool.acquire() as connection, connection.transaction():
                # What the lost run still writes comes before this, or is refused.
                await connection.fetchrow(query("lock_ticket"), asked.ticket)
                try:
                    stream = await JournalReader(connection).stream(asked.ticket)
                except (NoSuchTicket, StreamChanged, StreamUnreadable) as fault:
                    return Recalled(refusal=str(fault))
                ticket = replay(stream)
                if isinstance(ticket.status, Closed):
                    return Recalled(refusal=NothingToRevive(asked.ticket).sentence)
                await connection.execute(query("take_over"), asked.ticket, asked.chain)
        return Recalled(ticket=ticket, stream=latest(stream, RECALLED_BYTES), memory=remembered(stream))
