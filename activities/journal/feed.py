"""The feed: every ticket's events in one order, for whoever goes on from where they stopped.

Writers commit out of order, so what one wrote gets its position only after it was committed, by one mover at a time:
no position comes to light before a lower one, and a reader that remembers the last one that it read misses none.
"""

import asyncio
from collections.abc import AsyncGenerator, Collection
from typing import Any

import asyncpg

from activities.journal.database import DatabaseUnreachable, faults_as_sentences
from activities.journal.queries import query
from activities.journal.stream import read_event
from domain.errors import DomainError
from domain.text import folded
from domain.ticket.recorded import Recorded
from domain.value import Value

LOOK = 0.2
"""Seconds from one look for new events to the next. A notification at each commit would make writers wait for each
other; and whoever looks need not notice that a connection was lost."""
DOWN = 1.0
"""The same while the database is down."""
BATCH = 2000
"""How many events `order_events.sql` moves at once."""
LOOKED_AT = 10_000
"""Positions that one page looks at, however few of them it is asked for."""


class NotThereYet(DomainError):
    """A position that no event has yet."""

    def __init__(self, after: int, last: int) -> None:
        super().__init__(
            f"no event has the position {after} yet, the last one is {last}; give a position that the feed told, "
            "or 0 for the beginning"
        )


class FeedItem(Value):
    """An event and its place among those of all tickets."""

    position: int
    ticket: str
    customer: str
    recorded: Recorded


class FeedPage(Value):
    """What lies behind a position."""

    items: tuple[FeedItem, ...]
    upto: int
    """Up to which position was looked: the next page goes on behind it, whether or not its event is among these."""
    more: bool
    """Whether something lay behind that, of whatever kind."""


class Feed:
    """Reads the events of all tickets. Every method raises a `DatabaseError` when the database cannot answer."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        """Read through these connections."""
        self._pool = pool
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._last = 0

    async def last(self) -> int:
        """The last position, once all that was committed has one; 0 where there is no event."""
        with faults_as_sentences():
            stands = await self._pool.fetchrow(query("order_stands"))
            if stands["waits"]:
                # Only a whole batch is followed by another one: who writes without end keeps nobody here.
                while _moved(await self._pool.execute(query("order_events"))) == BATCH:
                    pass
                stands = await self._pool.fetchrow(query("order_stands"))
            return int(stands["last"])

    async def read(
        self,
        after: int,
        limit: int = 100,
        *,
        customer: str | None = None,
        kinds: Collection[str] | None = None,
        ticket: str | None = None,
    ) -> FeedPage:
        """The next events behind a position, of one customer (however the name is written), of some kinds, of a ticket.

        Raises:
            NotThereYet: no event has that position.
            StreamChanged: an event is not what was recorded.
            StreamUnreadable: one is not an event that this version knows.

        """
        last = await self.last()
        if after > last:
            raise NotThereYet(after, last)
        after = max(after, 0)
        upto = min(last, after + LOOKED_AT)
        with faults_as_sentences():
            names = None if customer is None else await self._spelled(customer)
            rows = await self._pool.fetch(
                query("read_order"), after, upto, names, list(kinds) if kinds else None, ticket, limit
            )
        if len(rows) == limit:
            upto = rows[-1]["position"]
        return FeedPage(items=tuple(_item(row) for row in rows), upto=upto, more=upto < last)

    async def follow(self, after: int, limit: int = 100, **only: Any) -> AsyncGenerator[FeedPage, None]:
        """The events behind a position, and those that come, without end; `only` as for `read`.

        A page may be empty: it then says up to where there was nothing of what is asked for. An outage of the database
        is waited for.
        """
        while True:
            try:
                page = await self.read(after, limit, **only)
                if page.upto > after:
                    yield page
                    after = page.upto
                while not page.more and await self._looked() <= after:
                    await asyncio.sleep(LOOK)
            except DatabaseUnreachable:
                await asyncio.sleep(DOWN)

    async def _looked(self) -> int:
        """The last position as of a moment ago: all who follow share one look."""
        async with self._looking:
            now = asyncio.get_running_loop().time()
            if now - self._looked_at >= LOOK:
                self._last, self._looked_at = await self.last(), now
            return self._last

    async def _spelled(self, customer: str) -> list[str]:
        rows = await self._pool.fetch(query("customers"))
        return [row["name"] for row in rows if folded(row["name"]) == folded(customer)]


def _item(row: asyncpg.Record) -> FeedItem:
    recorded = read_event(row["ticket"], row["number"], row)
    return FeedItem(position=row["position"], ticket=row["ticket"], customer=row["customer"], recorded=recorded)


def _moved(status: str) -> int:
    """How many rows an `INSERT 0 n` has written."""
    return int(status.rpartition(" ")[2])
