"""What the journal knows of an id: whether it had a life before, and how to go on with one that was lost."""

import asyncio

import asyncpg
from temporalio import activity

from activities.journal.database import faults_as_sentences
from activities.journal.journal import taken
from activities.journal.queries import query
from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable
from activities.names import RECALL, Found, LookUp, Recall, Recalled
from domain.errors import NothingToRevive
from domain.showing.announcements import ON_CALL
from domain.ticket.evolve import replay
from domain.ticket.memory import remembered
from domain.ticket.recorded import latest
from domain.ticket.ticket import Closed

AT_ONCE = 0.5
"""Seconds that an opening waits for the journal: no clock stops for it (semantics 25)."""
RECALLED_BYTES = 300_000
"""The events that come back with a ticket; the journal keeps the older ones."""


class Recalling:
    """Asks the journal about ids."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        """Ask through these connections."""
        self._pool = pool
        self._asking = set[asyncio.Task[str | None]]()

    async def look_up(self, asked: LookUp) -> Found:
        """The refusal of an id that another workflow wrote. No answer in half a second is none: the journal is down."""
        asking = asyncio.create_task(self._refusal(asked))
        # Taking a question back from a database that hangs waits for that database, so nobody waits for that.
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)
        try:
            await asyncio.wait({asking}, timeout=AT_ONCE)
            return Found(refusal=asking.result()) if asking.done() else Found()
        finally:
            asking.cancel()

    async def _refusal(self, asked: LookUp) -> str | None:
        try:
            row = await self._pool.fetchrow(query("look_up_ticket"), asked.ticket, asked.chain)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return None
        return taken(row).sentence if row is not None else None

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
                ringing = await connection.fetch(query("ringing"), asked.ticket, ON_CALL)
        return Recalled(
            ticket=ticket,
            stream=latest(stream, RECALLED_BYTES),
            memory=remembered(stream),
            ringing=tuple(row["event"] for row in ringing),
        )
