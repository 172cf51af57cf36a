"""Looking into the journal: lists, streams, announcements and counts, for people and reports."""

import json
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import asyncpg

from activities.journal.database import faults_as_sentences
from activities.journal.listed import Listed, Miss, Page, Place, Ranks, Sort, TicketFilter
from activities.journal.queries import query
from activities.journal.stream import sound
from domain.showing.standing import Standing
from domain.text import Instant, folded
from domain.ticket.recorded import Recorded
from domain.value import Value


class Announced(Value):
    """An announcement as it was recorded."""

    ticket: str
    event: int
    recipient: str
    channel: str
    occurred_at: Instant
    announced_at: Instant
    sentence: str


class Brought(Value):
    """An announcement, and one thing that came of it; that is left out where nothing did yet."""

    event: int
    recipient: str
    sentence: str
    announced_at: Instant
    person: str | None = None
    """A key of the directory; empty where it has nobody."""
    channel: str | None = None
    call: int | None = None
    """Which call of an alarm it was; 0 for what is told once."""
    outcome: Literal["sent", "failed", "nobody", "unreadable"] | None = None
    at: Instant | None = None
    message: str | None = None
    detail: str | None = None


class TicketCount(Value):
    """How many tickets there are of one kind, and how many of them stand breached."""

    contract: str
    plan: str
    priority: str
    status: str
    tickets: int
    breached: int


class JournalReader:
    """Reads the journal. Every method raises a `DatabaseError` when the database cannot answer."""

    def __init__(self, pool: asyncpg.Pool | asyncpg.Connection) -> None:
        """Read through these connections."""
        self._pool = pool

    async def list_tickets(self, only: TicketFilter | None = None, *, limit: int = 100) -> list[Standing]:
        """Where tickets stand: late and missed first, then by their next deadline, the closed ones last."""
        return [one.standing for one in (await self.page(only, limit=limit)).tickets]

    async def page(
        self,
        only: TicketFilter | None = None,
        *,
        sort: Sort = "deadline",
        now: datetime | None = None,
        after: Place | None = None,
        limit: int = 100,
        ranks: Ranks | None = None,
    ) -> Page:
        """A part of a list of tickets: from its beginning, or behind a place in it (whose `sort` and `now` hold)."""
        chosen = only or TicketFilter()
        sort, now, shown = (after.sort, after.now, after.shown) if after else (sort, now, 0)
        rows = await self._fetch(
            "list_tickets",
            chosen.status,
            await self._spelled("customers", chosen.customer),
            chosen.contract,
            chosen.priority,
            chosen.level,
            chosen.breached,
            await self._spelled("owners", chosen.owner),
            chosen.due_by,
            sort,
            now,
            json.dumps(ranks or {}),
            *(_ordered_by(after) if after else (None,) * 5),
            chosen.open,
            limit,
            chosen.text,
        )
        return Page(
            tickets=tuple(_listed(row, sort, number) for number, row in enumerate(rows, start=shown + 1)),
            total=rows[0]["total"] if rows else shown,
        )

    async def open_misses(self, tickets: Sequence[str]) -> list[Miss]:
        """Of those of these tickets that are late: the earliest deadline that is not made up for."""
        return [Miss(**row) for row in await self._fetch("open_misses", tickets)]

    async def standing(self, ticket: str) -> Standing | None:
        """Where a ticket stands; `None` where the journal does not know it."""
        rows = await self._fetch("one_ticket", ticket)
        return Standing.model_validate(dict(rows[0])) if rows else None

    async def stream(self, ticket: str) -> tuple[Recorded, ...]:
        """All events of a ticket, checked against their digests and against the bytes that were digested.

        Raises:
            NoSuchTicket: there are none.
            StreamChanged: they are not what was recorded.
            StreamUnreadable: one is not an event that this version knows.

        """
        return sound(ticket, await self._fetch("stream", ticket))

    async def announcements(self, ticket: str | None = None, *, limit: int = 1000) -> list[Announced]:
        """The last announcements of a ticket (none: of all), in the order in which they were made."""
        return [Announced(**row) for row in await self._fetch("list_announcements", ticket, limit)]

    async def deliveries(self, ticket: str) -> list[Brought]:
        """What was announced of a ticket and what came of each, in the order of its events."""
        return [Brought(**row) for row in await self._fetch("list_deliveries", ticket)]

    async def counts(self) -> list[TicketCount]:
        """How many tickets there are of each contract, plan, priority and status."""
        return [TicketCount(**row) for row in await self._fetch("count_tickets")]

    async def _spelled(self, names: Literal["customers", "owners"], name: str | None) -> list[str] | None:
        """The ways in which the journal spells a name, however this one is written; `None` where none is asked for."""
        if name is None:
            return None
        found = await (self._fetch("customers") if names == "customers" else self._fetch("owners"))
        return [row["name"] for row in found if folded(row["name"]) == folded(name)]

    async def _fetch(self, name: str, *arguments: Any) -> list[asyncpg.Record]:
        with faults_as_sentences():
            rows: list[asyncpg.Record] = await self._pool.fetch(query(name), *arguments)
        return rows


def _listed(row: asyncpg.Record, sort: Sort, number: int) -> Listed:
    fields = dict(row)
    moment = fields["moment"]
    place = Place(
        sort=sort,
        now=fields["now"],
        rank=fields["rank"],
        word=fields["word"],
        moment=None if math.isinf(moment) else moment,
        newest=fields["newest"],
        ticket=fields["ticket"],
        shown=number,
    )
    return Listed(standing=Standing(**{name: fields[name] for name in Standing.model_fields}), place=place)


def _ordered_by(place: Place) -> tuple[int, str, float, float, str]:
    moment = math.inf if place.moment is None else place.moment
    return place.rank, place.word, moment, place.newest, place.ticket
