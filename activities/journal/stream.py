"""A ticket's stream as the journal holds it: read only if it is, to the byte, what the engine recorded."""

import json
from collections.abc import Sequence

import asyncpg
from pydantic import ValidationError

from domain.ticket.recorded import Recorded, broken_link


class NoSuchTicket(Exception):
    """The journal holds no event of that ticket."""

    def __init__(self, ticket: str) -> None:
        super().__init__(
            f"there is no ticket {ticket} in the journal; check its name, or, if it was opened just now, ask again"
        )


class StreamChanged(Exception):
    """What the journal holds of a ticket is not what the engine recorded."""

    def __init__(self, ticket: str, number: int) -> None:
        super().__init__(
            f"event {number} of ticket {ticket} is not the one that was recorded: somebody changed the journal; "
            "restore the ticket's events from a backup, or from the workflow's history while that is kept"
        )


class StreamUnreadable(Exception):
    """The journal holds an event of a kind that this version does not know."""

    def __init__(self, ticket: str, number: int) -> None:
        super().__init__(
            f"event {number} of ticket {ticket} is nothing that this version of Sundial can read: read it with the "
            "version that wrote it, or a later one"
        )


def sound(ticket: str, rows: Sequence[asyncpg.Record]) -> tuple[Recorded, ...]:
    """The events in the rows of a ticket, checked against their digests and against the bytes that were digested.

    Raises:
        NoSuchTicket: there are none.
        StreamChanged: they are not what was recorded.
        StreamUnreadable: one is not an event that this version knows.

    """
    if not rows:
        raise NoSuchTicket(ticket)
    stream = [read_event(ticket, number, row) for number, row in enumerate(rows, start=1)]
    broken = broken_link(stream)
    if broken is not None:
        raise StreamChanged(ticket, broken)
    return tuple(stream)


def read_event(ticket: str, number: int, row: asyncpg.Record) -> Recorded:
    """The event in a row, if it is, to the byte, what is stored. Raises `StreamChanged` and `StreamUnreadable`."""
    try:
        recorded = Recorded.model_validate({**json.loads(row["body"]), "digest": row["digest"]})
    except ValidationError:
        raise StreamUnreadable(ticket, number) from None
    if recorded.stored() != row["body"].encode():
        raise StreamChanged(ticket, number)
    return recorded
