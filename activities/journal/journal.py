"""The journal: every ticket's events in PostgreSQL, as the workflow recorded them, each once and in order.

Events, where the ticket then stands and who is told of them are one transaction. Then they are told; where that fails
no later event waits for it.
"""

import json
from datetime import datetime
from typing import Protocol

import asyncpg
import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.heartbeats import heartbeating
from activities.journal.queries import query
from activities.names import HAND_OVER, JOURNAL, SECOND_LIFE, HandingOver, JournalEntry, Kept
from domain.errors import IdTaken
from domain.showing.announcements import Announcement
from domain.showing.sentences import sentence
from domain.ticket.recorded import GENESIS, broken_link

_announcements = structlog.get_logger("sundial.announcements")


class JournalConflict(Exception):
    """Events that cannot be the ticket's next ones, or that stand there already and say something else."""


class Dispatching(Protocol):
    """Whoever tells people what a ticket announces; each is told once, however often it is asked for."""

    async def could_dispatch(self, ticket: str, at: datetime) -> bool:
        """As `dispatch`; whatever is against it just now is the answer `False`."""

    async def dispatch(self, ticket: str, at: datetime) -> None:
        """Tell everybody who was not told yet."""


class Journal:
    """Writes what workflows tell it. An outage is asyncpg's own error: Temporal tries again."""

    def __init__(self, pool: asyncpg.Pool, dispatching: Dispatching | None = None) -> None:
        """Write through these connections. Without a dispatching, the log is the only channel."""
        self._pool = pool
        self._dispatching = dispatching

    @activity.defn(name=JOURNAL)
    async def keep(self, entry: JournalEntry) -> Kept:
        """The activity: as `write`, then dispatch the announcements to whoever is to be told.

        A conflict is tried again, so that it stays visible until it is mended; a second life ends.
        """
        with heartbeating():
            try:
                await self.write(entry)
            except IdTaken as taken:
                raise ApplicationError(taken.sentence, type=SECOND_LIFE, non_retryable=True) from None
            except JournalConflict as conflict:
                raise ApplicationError(str(conflict), type=JournalConflict.__name__) from conflict
            told = self._dispatching is None or await self._dispatching.could_dispatch(entry.ticket, entry.at)
        return Kept(all_told=told)

    @activity.defn(name=HAND_OVER)
    async def hand_over(self, again: HandingOver) -> None:
        """Dispatch to whoever could not be told when the events were written."""
        with heartbeating():
            if self._dispatching is not None:
                await self._dispatching.dispatch(again.ticket, again.at)

    async def write(self, entry: JournalEntry) -> None:
        """Append the entry's events with their announcements and say where the ticket stands, or do nothing at all.

        A repeat changes nothing.

        Raises:
            IdTaken: another workflow wrote a ticket of this id.
            JournalConflict: an event stands under its number with other content, or does not follow from what the
                journal holds.

        """
        if not entry.events:
            return
        _require_sound(entry)
        async with self._pool.acquire() as connection, connection.transaction():
            new = await self._write(connection, entry)
            # Read after the writing, which waits for whoever writes the same id or the same numbers at this instant: so
            # this sees what that one committed, and one of the two has the id.
            first, last = entry.events[0].number, entry.events[-1].number
            rows = await connection.fetch(query("written"), entry.ticket, first - 1, last)
            if rows[0]["chain"] not in (None, entry.chain):
                raise taken(rows[0])
            _require_place(entry, {row["number"]: row["digest"] for row in rows})
            # Said before the record is committed: a crash in between says it twice, and never not at all.
            for one, said in new:
                _announcements.info(
                    "announced", ticket=entry.ticket, recipient=one.recipient, channel=one.channel, sentence=said
                )

    async def _write(self, connection: asyncpg.Connection, entry: JournalEntry) -> list[tuple[Announcement, str]]:
        """Write all of it. Answers the announcements that are new, each once by its key (semantics 19)."""
        events = {recorded.number: recorded.event for recorded in entry.events}
        told = {(one.event, one.recipient, one.channel): one for one in entry.told if one.event in events}
        sentences = {key: sentence(events[one.event], entry.zone) for key, one in told.items()}
        rows = await connection.fetch(
            query("write_entry"),
            entry.ticket,
            list(events),
            [recorded.recorded_at for recorded in entry.events],
            [recorded.event.occurred_at for recorded in entry.events],
            [recorded.event.type for recorded in entry.events],
            [recorded.stored().decode() for recorded in entry.events],
            [recorded.digest for recorded in entry.events],
            json.dumps({**entry.standing.model_dump(mode="json"), "chain": entry.chain}),
            entry.at,
            [one.event for one in told.values()],
            [one.recipient for one in told.values()],
            [one.channel for one in told.values()],
            [events[one.event].occurred_at for one in told.values()],
            list(sentences.values()),
            self._dispatching is None,
        )
        new = {(row["event"], row["recipient"], row["channel"]) for row in rows}
        return [(one, sentences[key]) for key, one in told.items() if key in new]


def taken(row: asyncpg.Record) -> IdTaken:
    """The refusal of an id, from the row of the ticket that has it."""
    closed = row["status"] == "closed"
    stands = "closed" if closed else f"{row['status']} ({row['priority']}, at {row['level']})"
    return IdTaken(row["ticket"], row["customer"], row["subject"], stands, closed=closed)


def _require_sound(entry: JournalEntry) -> None:
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
