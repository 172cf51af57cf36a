"""Telling people: each announcement is recorded once by its key and logged, then handed over to be brought."""

import asyncio
from collections.abc import Sequence

import asyncpg
import structlog
from temporalio import activity

from activities.handing_over import HandOver
from activities.heartbeats import heartbeating
from activities.letters import ON_CALL_ROLE, Letter, Place
from activities.names import ANNOUNCE, AnnouncementBatch
from activities.queries import query
from activities.recording import record_nobody
from activities.whom import Whom

_log = structlog.get_logger("sundial.announcements")

URGENT = frozenset({"Escalated", "PromiseMissed"})
"""What does not wait for company; nor does anything of a ticket with the highest priority."""
JOURNAL_FOLLOWS, LOOKS = 0.05, 60
"""Seconds between looks whether the journal has the events that are announced, which it writes at the same time."""


class JournalBehind(Exception):
    """The journal does not have an announced event yet. Temporal tries again."""

    def __init__(self, ticket: str) -> None:
        super().__init__(f"the journal does not have all announced events of ticket {ticket} yet; they follow")


class Announcer:
    """Announces what workflows ask for. An outage is asyncpg's own error: Temporal tries again."""

    def __init__(self, pool: asyncpg.Pool, whom: Whom | None = None, hand_over: HandOver | None = None) -> None:
        """Record through these connections. Without a directory the log is the only channel."""
        self._pool = pool
        self._whom = whom
        self._hand_over = hand_over

    @activity.defn(name=ANNOUNCE)
    async def announce(self, batch: AnnouncementBatch) -> None:
        """Record, log and hand over the announcements that were not made yet (semantics 19)."""
        async with heartbeating():
            try:
                await self._record(batch)
                if self._whom is not None and self._hand_over is not None:
                    await self._bring(batch, self._whom, self._hand_over)
            except Exception:
                await self._ring(batch)
                raise

    async def _record(self, batch: AnnouncementBatch) -> None:
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

    async def _ring(self, batch: AnnouncementBatch) -> None:
        """Begin the alarms of a batch that cannot be brought now; what is begun is not begun again."""
        if self._hand_over is None or batch.place is None:
            return
        for told in batch.told:
            alarm = told.announcement
            if alarm.recipient == ON_CALL_ROLE:
                letter = Letter(
                    ticket=batch.ticket,
                    event=alarm.event,
                    role=alarm.recipient,
                    place=batch.place,
                    at=batch.at,
                    urgent=True,
                )
                await self._hand_over.to_pager(letter)

    async def _bring(self, batch: AnnouncementBatch, whom: Whom, hand_over: HandOver) -> None:
        """Give each announcement to whoever the directory names, then mark it: a crash in between repeats it."""
        events = [one.announcement.event for one in batch.told]
        roles = [one.announcement.recipient for one in batch.told]
        keys = [
            (row["event"], row["recipient"])
            for row in await self._pool.fetch(query("unhanded"), batch.ticket, events, roles)
        ]
        if not keys:
            return
        letters = await self._letters(batch, keys)
        await hand_over.to_mailboxes(
            [
                (person, letter)
                for letter in letters
                if letter.role != ON_CALL_ROLE
                for person in whom.told(letter.role, letter.place, letter.at)[0]
            ]
        )
        for letter in letters:
            if letter.role == ON_CALL_ROLE:
                await hand_over.to_pager(letter)
                continue
            told, because = whom.told(letter.role, letter.place, letter.at)
            if not told:
                await record_nobody(self._pool, (letter,), batch.at, because)
        await self._pool.execute(
            query("mark_handed_over"),
            batch.ticket,
            [event for event, _ in keys],
            [role for _, role in keys],
            batch.at,
        )

    async def _letters(self, batch: AnnouncementBatch, keys: Sequence[tuple[int, str]]) -> list[Letter]:
        events = sorted({event for event, _ in keys})
        for _ in range(LOOKS):
            rows = await self._pool.fetch(query("places"), batch.ticket, events)
            if len(rows) == len(events):
                break
            await asyncio.sleep(JOURNAL_FOLLOWS)
        else:
            raise JournalBehind(batch.ticket)
        found = {row["event"]: row for row in rows}
        return [_letter(batch, event, role, found[event]) for event, role in keys]


def _letter(batch: AnnouncementBatch, event: int, role: str, row: asyncpg.Record) -> Letter:
    place = Place(
        contract=row["contract"], theatre=row["theatre"], customer=row["customer"], levels=tuple(row["levels"])
    )
    urgent = row["first"] or row["type"] in URGENT
    return Letter(ticket=batch.ticket, event=event, role=role, place=place, at=batch.at, urgent=urgent)
