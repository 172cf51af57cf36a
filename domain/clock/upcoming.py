"""What comes due by itself: an instant, its place among what is due then, and the events that it will be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from domain.ticket.events import Event
from domain.ticket.ticket import Change, Ticket


class Precedence(IntEnum):
    """The order of what is due at one instant (semantics 7a)."""

    WARNING = 0
    PROMISE = 1
    ESCALATION = 2
    ANSWER = 3
    SILENCE = 4
    CLOSING = 5
    ALARM = 6


@dataclass(frozen=True, slots=True)
class Due:
    """Something that comes due at an instant, what people call it, and the events that it will be."""

    at: datetime
    precedence: Precedence
    label: str
    events: Callable[[], list[Event]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When the ledger reached a budget, when that takes effect, and what brought it due if that is later."""

    due_at: datetime
    at: datetime
    cause: int | None = None


Effect = Callable[[Ticket, datetime], Moment]
"""How reaching a budget takes effect on a ticket."""


def once_changed(ticket: Ticket, reached: datetime) -> Moment:
    """Where a change overtook it, it takes effect at that change and names it (semantics 15a)."""
    return _after(ticket.changed, reached)


def once_climbed(ticket: Ticket, reached: datetime) -> Moment:
    """As `once_changed`; and what belongs to the next level begins when the ticket reached the one below."""
    climbed = ticket.climbed
    return _after(climbed if climbed and climbed.at >= ticket.changed.at else ticket.changed, reached)


def _after(change: Change, reached: datetime) -> Moment:
    return Moment(reached, change.at, change.event) if reached < change.at else Moment(reached, reached)
