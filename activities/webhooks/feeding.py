"""Feeding: what webhooks are meant to get of the events' order is listed for them, and their lanes are told.

First the list, then the lanes, then that these know: a crash in between tells a lane again, which costs nothing.
"""

import asyncio

import asyncpg
from temporalio.client import Client
from temporalio.common import Priority

from activities.journal.database import faults_as_sentences
from activities.journal.feed import Feed
from activities.journal.queries import query
from activities.webhooks.lanes import LANE, NUDGE, LaneStart, lane_id
from domain.markdown import as_text
from domain.text import folded

STEP = 1000
"""Positions that one webhook is given at once."""
AT_ONCE = 16
"""Lanes that are told at once."""


class Feeding:
    """Feeds all webhooks. Two that do so at once repeat each other's work, and do no harm."""

    def __init__(
        self,
        connection: asyncpg.Connection,
        client: Client,
        task_queue: str,
        *,
        continue_as_new_after: int | None = None,
    ) -> None:
        """Work through one connection to the database; lanes live on the task queue."""
        self._connection = connection
        self._feed = Feed(connection)
        self._client = client
        self._task_queue = task_queue
        self._continue_as_new_after = continue_as_new_after

    async def leads(self) -> bool:
        """Whether this one feeds, from now on and as long as its connection lasts."""
        with faults_as_sentences():
            return bool(await self._connection.fetchval(query("lead_feeding")))

    async def feed(self) -> bool:
        """List what has come, and tell the lanes. Answers whether there may be more at once.

        Raises a `DatabaseError`, or an `RPCError` while Temporal cannot be reached.
        """
        with faults_as_sentences():
            # Nearly always nothing, and asked twenty times a second.
            if not await self._connection.fetchval(query("something_to_feed")):
                return False
        last = await self._feed.last()
        with faults_as_sentences():
            behind = await self._connection.fetch(query("webhooks_behind"), last)
            for row in behind:
                await self._list(row, last)
            rows = await self._connection.fetch(query("deliveries_to_give"))
        await self._tell({(row["webhook"], row["ticket"]) for row in rows})
        if rows:
            with faults_as_sentences():
                await self._connection.execute(
                    query("mark_given"), [row["webhook"] for row in rows], [row["position"] for row in rows]
                )
        return bool(rows) or any(row["position"] + STEP < last for row in behind)

    async def remember(self) -> None:
        """See to it that no lane was lost with what it had to deliver."""
        with faults_as_sentences():
            await self._connection.execute(query("forgotten_deliveries"))

    async def _list(self, row: asyncpg.Record, last: int) -> None:
        names = None
        if row["customer"] is not None:
            found = await self._connection.fetch(query("customers"))
            names = [one["name"] for one in found if folded(one["name"]) == folded(row["customer"])]
        upto = min(last, row["position"] + STEP)
        await self._connection.execute(query("list_deliveries_ahead"), row["id"], upto, names, row["kinds"] or None)

    async def _tell(self, lanes: set[tuple[str, str]]) -> None:
        left = iter(sorted(lanes))

        async def some() -> None:
            for webhook, ticket in left:
                await self._nudge(webhook, ticket)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(AT_ONCE, len(lanes))):
                    group.create_task(some())
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def _nudge(self, webhook: str, ticket: str) -> None:
        start = LaneStart(webhook=webhook, ticket=ticket, continue_as_new_after=self._continue_as_new_after)
        await self._client.start_workflow(
            LANE,
            start,
            id=lane_id(webhook, ticket),
            task_queue=self._task_queue,
            start_signal=NUDGE,
            # No webhook starves another one.
            priority=Priority(fairness_key=webhook),
            static_summary=as_text(f"events of {ticket} to {webhook}", 200),
        )
