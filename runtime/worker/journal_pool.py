"""Connections to the journal, which lead nowhere until the database is known to be ours and has its tables."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from activities.journal.database import DatabaseUnreachable, faults_as_sentences, open_pool
from activities.journal.schema import migrate
from runtime.beside import beside
from runtime.logging.outages import DATABASE

AGAIN = 1.0
"""Seconds between two looks at a database that does not answer."""
FIRST_LOOK = 5.0
"""Seconds for which a worker waits for its database before it serves without it."""


class Gate:
    """A pool that is as one whose database is down, until it is opened."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._is_open = False

    def open(self) -> None:
        """Let through whatever comes."""
        self._is_open = True

    def __getattr__(self, name: str) -> Any:
        if not self._is_open:
            raise DatabaseUnreachable("it was not looked at yet")
        return getattr(self._pool, name)


@asynccontextmanager
async def journal_pool(
    database_url: str, joined: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[asyncpg.Pool]:
    """Connections to the journal. The database may be down: they work once it is back.

    `joined` returns once nothing speaks against writing there, and raises what does, or an outage; the tables are
    made after that. What it raises, and a database that a later version of Sundial migrated, ends the body.
    """
    async with open_pool(database_url) as pool:
        gate, looked = Gate(pool), asyncio.Event()
        async with beside(_prepared(gate, looked, database_url, joined)):
            with suppress(TimeoutError):
                async with asyncio.timeout(FIRST_LOOK):
                    await looked.wait()
            yield gate


async def _prepared(
    gate: Gate, looked: asyncio.Event, database_url: str, joined: Callable[[], Awaitable[None]] | None
) -> None:
    while True:
        try:
            if joined is not None:
                await joined()
            with faults_as_sentences():
                await migrate(database_url)
        except DatabaseUnreachable as down:
            DATABASE.noticed(str(down))
            looked.set()
            await asyncio.sleep(AGAIN)
        else:
            DATABASE.ended()
            gate.open()
            looked.set()
            return
