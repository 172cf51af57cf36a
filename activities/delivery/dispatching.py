"""Dispatching announcements: whoever is to be told by the journal gets a letter into their mailbox, or an alarm calls.

Whom a role stands for is asked of the directory here, at the moment when it is told.
"""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
import structlog

from activities.delivery.handing_over import HandOver
from activities.delivery.letters import ON_CALL_ROLE, Letter, Place
from activities.delivery.recipients import Whom
from activities.delivery.recording import record_nobody
from activities.journal.queries import query
from domain.ticket.events.kinds import Urgent, types_of

_log = structlog.get_logger("sundial.announcements")

URGENT = types_of(Urgent)
"""What does not wait for company; nor does anything of a ticket with the highest priority."""


class Dispatching:
    """Dispatches announcements. A crash on the way repeats it, and mailboxes and pagers know what they have."""

    def __init__(self, pool: asyncpg.Pool, whom: Whom, hand_over: HandOver) -> None:
        """Read what is to be told through these connections; the directory says whom it is for."""
        self._pool = pool
        self._whom = whom
        self._hand_over = hand_over

    async def could_dispatch(self, ticket: str, at: datetime) -> bool:
        """As `dispatch`. Whatever is against it just now is logged and answered: the journal does not wait for it."""
        try:
            await self.dispatch(ticket, at)
        except Exception as why:
            _log.warning("announcements wait to be handed over", ticket=ticket, why=str(why) or type(why).__name__)
            return False
        return True

    async def dispatch(self, ticket: str, at: datetime) -> None:
        """Give every announcement of a ticket that nobody has yet to whoever the directory names."""
        while rows := await self._pool.fetch(query("unhanded"), ticket):
            letters = await self._letters(ticket, rows)
            await self._hand_over.to_mailboxes(
                [
                    (person, letter)
                    for letter in letters
                    if letter.role != ON_CALL_ROLE
                    for person in self._whom.told(letter.role, letter.place, letter.at)[0]
                ]
            )
            for letter in letters:
                await self._alone(letter, at)
            await self._pool.execute(
                query("mark_handed_over"), ticket, [one.event for one in letters], [one.role for one in letters], at
            )

    async def _alone(self, letter: Letter, at: datetime) -> None:
        """What goes to no mailbox: an alarm that nobody has answered, and what nobody can be told."""
        if letter.role == ON_CALL_ROLE:
            if not await self._pool.fetchval(query("is_answered"), letter.ticket, letter.event):
                await self._hand_over.to_pager(letter)
            return
        told, because = self._whom.told(letter.role, letter.place, letter.at)
        if not told:
            await record_nobody(self._pool, (letter,), at, because)

    async def _letters(self, ticket: str, rows: Sequence[asyncpg.Record]) -> list[Letter]:
        events = sorted({row["event"] for row in rows})
        places = {row["event"]: row for row in await self._pool.fetch(query("places"), ticket, events)}
        return [_letter(ticket, row, places[row["event"]]) for row in rows]


def _letter(ticket: str, row: asyncpg.Record, bound: asyncpg.Record) -> Letter:
    place = Place(
        contract=bound["contract"],
        theatre=bound["theatre"],
        customer=bound["customer"],
        levels=tuple(bound["levels"]),
    )
    urgent = bound["first"] or bound["type"] in URGENT
    return Letter(
        ticket=ticket, event=row["event"], role=row["recipient"], place=place, at=row["announced_at"], urgent=urgent
    )
