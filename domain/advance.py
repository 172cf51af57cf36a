"""Time passes: what has come due becomes events, in the order in which it came due (semantics 8)."""

from collections.abc import Iterable
from datetime import datetime

from domain.due import due_before
from domain.events import Event
from domain.evolve import evolve
from domain.recorded import Recorded, record
from domain.ticket import Ticket


def advance(ticket: Ticket, before: datetime, *, recorded_at: datetime | None = None) -> list[Recorded]:
    """Everything due strictly before an instant, learned at `recorded_at` (that instant where it is not given)."""
    recorded: list[Recorded] = []
    while coming := due_before(ticket, before):
        ticket, added = fold(ticket, coming.events(), recorded_at or before)
        recorded += added
    return recorded


def fold(ticket: Ticket, events: Iterable[Event], recorded_at: datetime) -> tuple[Ticket, list[Recorded]]:
    """The ticket after these facts, and the facts as they are kept."""
    added: list[Recorded] = []
    for event in events:
        entry = record(
            event,
            number=ticket.number + 1,
            recorded_at=max(recorded_at, ticket.recorded_at),
            before=ticket.digest,
        )
        ticket = evolve(ticket, entry)
        added.append(entry)
    return ticket, added


def after(ticket: Ticket, stream: Iterable[Recorded]) -> Ticket:
    """The ticket after more of its recorded events; see `evolve.replay` for a whole stream."""
    for entry in stream:
        ticket = evolve(ticket, entry)
    return ticket
