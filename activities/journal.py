"""The journal: every ticket's events in PostgreSQL, as the workflow recorded them, each once and in order."""

import asyncpg
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.names import JOURNAL, JournalEntry
from activities.queries import query
from domain.recorded import GENESIS, broken_link


class JournalConflict(Exception):
    """Events that cannot be the ticket's next ones, or that stand there already and say something else."""


class Journal:
    """Writes what workflows tell it. An outage is asyncpg's own error: Temporal tries again."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        """Write through these connections."""
        self._pool = pool

    @activity.defn(name=JOURNAL)
    async def keep(self, entry: JournalEntry) -> None:
        """The activity: as `write`. A conflict is tried again too, so that it stays visible until it is mended."""
        try:
            await self.write(entry)
        except JournalConflict as conflict:
            raise ApplicationError(str(conflict), type=JournalConflict.__name__) from conflict

    async def write(self, entry: JournalEntry) -> None:
        """Append the entry's events and say where the ticket stands, or do nothing at all. A repeat changes nothing.

        Raises:
            JournalConflict: an event stands under its number with other content, or does not follow from what the
                journal holds.

        """
        _require_sound(entry)
        async with self._pool.acquire() as connection, connection.transaction():
            if entry.events:
                await self._append(connection, entry)
            await connection.execute(query("put_standing"), entry.standing.model_dump_json())

    async def _append(self, connection: asyncpg.Connection, entry: JournalEntry) -> None:
        added, numbers = entry.events, [recorded.number for recorded in entry.events]
        await connection.execute(
            query("append_events"),
            entry.ticket,
            numbers,
            [recorded.recorded_at for recorded in added],
            [recorded.event.occurred_at for recorded in added],
            [recorded.event.type for recorded in added],
            [recorded.stored().decode() for recorded in added],
            [recorded.digest for recorded in added],
        )
        # Read after the insert, which waits for a writer of the same numbers: so this sees what that one committed.
        rows = await connection.fetch(query("digests_between"), entry.ticket, numbers[0] - 1, numbers[-1])
        _require_place(entry, {row["number"]: row["digest"] for row in rows})


def _require_sound(entry: JournalEntry) -> None:
    if not entry.events:
        return
    broken = broken_link(entry.events, before=entry.previous_digest, first=entry.events[0].number)
    if broken is not None:
        raise JournalConflict(
            f"event {broken} of ticket {entry.ticket} does not follow from the one given before it: its number must "
            "be the next and its digest must be made of both"
        )


def _require_place(entry: JournalEntry, standing: dict[int, str]) -> None:
    first = entry.events[0].number
    before = GENESIS if first == 1 else standing.get(first - 1)
    if before is None:
        raise JournalConflict(
            f"event {first} of ticket {entry.ticket} cannot be written, as event {first - 1} is not in the journal; "
            "write that one first"
        )
    if before != entry.previous_digest:
        raise JournalConflict(
            f"event {first} of ticket {entry.ticket} does not follow from what the journal holds before it; "
            "it must be the next of the same life"
        )
    for recorded in entry.events:
        if standing[recorded.number] != recorded.digest:
            raise JournalConflict(
                f"another event {recorded.number} of ticket {entry.ticket} stands in the journal and stays there; "
                "a ticket has one life, and its events are written with the content that they had first"
            )
