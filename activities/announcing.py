"""Telling people: each announcement is recorded once by its key, and then goes out. The first channel is the log."""

import asyncpg
import structlog
from temporalio import activity

from activities.names import ANNOUNCE, AnnouncementBatch
from activities.queries import query

_log = structlog.get_logger("sundial.announcements")


class Announcer:
    """Announces what workflows ask for. An outage is asyncpg's own error: Temporal tries again."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        """Record through these connections."""
        self._pool = pool

    @activity.defn(name=ANNOUNCE)
    async def announce(self, batch: AnnouncementBatch) -> None:
        """Record and log the announcements that were not made yet (semantics 19)."""
        told = batch.told
        async with self._pool.acquire() as connection, connection.transaction():
            rows = await connection.fetch(
                query("record_announcements"),
                batch.ticket,
                batch.at,
                [one.announcement.event for one in told],
                [one.announcement.recipient for one in told],
                [one.announcement.channel for one in told],
                [one.occurred_at for one in told],
                [one.sentence for one in told],
            )
            new = {(row["event"], row["recipient"], row["channel"]) for row in rows}
            # Said before the record is committed: a crash in between says it twice, and never not at all.
            for one in told:
                key = (one.announcement.event, one.announcement.recipient, one.announcement.channel)
                if key in new:
                    new.remove(key)
                    _log.info(
                        "announced",
                        ticket=batch.ticket,
                        recipient=one.announcement.recipient,
                        channel=one.announcement.channel,
                        sentence=one.sentence,
                    )
