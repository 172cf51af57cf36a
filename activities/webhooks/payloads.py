"""What a webhook gets of an event: the event as it was recorded, and how the ticket stood before and after it."""

import json
from typing import Any

from activities.journal.reader import JournalReader
from domain.clock.deadlines import next_deadline
from domain.clock.due import due
from domain.clock.next_timer import NextTimer
from domain.showing.snapshot import Snapshot, snapshot
from domain.ticket.evolve import evolve, replay
from domain.ticket.ticket import Ticket


def message_id(webhook: str, position: int) -> str:
    """The id of a message, by which its receiver knows a repeat, however often and by whomever it is sent."""
    return f"{webhook}_{position}"


async def payload(journal: JournalReader, webhook: str, position: int, ticket: str, number: int) -> str:
    """The message of an event, the same whenever it is written.

    Raises a `DatabaseError`, and `NoSuchTicket`, `StreamChanged` or `StreamUnreadable` as `JournalReader.stream` does.
    """
    stream = (await journal.stream(ticket))[:number]
    *earlier, recorded = stream
    before = replay(earlier) if earlier else None
    told = {
        "id": message_id(webhook, position),
        "type": recorded.event.type,
        "timestamp": recorded.model_dump(mode="json")["event"]["occurred_at"],
        "data": {
            "position": position,
            "ticket": ticket,
            "event": recorded.model_dump(mode="json", exclude_none=True),
            "before": _shown(before) if before else None,
            "after": _shown(evolve(before, recorded)),
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _shown(ticket: Ticket) -> dict[str, Any]:
    return seen(ticket).model_dump(mode="json", exclude_none=True)


def seen(ticket: Ticket) -> Snapshot:
    """How a ticket stands."""
    coming = due(ticket)
    return snapshot(ticket, NextTimer(at=coming.at, label=coming.label) if coming else None, next_deadline(ticket))
