"""An announcement as there is something to say about it: an event, and the ticket as it was after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from domain.clock.advance import after
from domain.ticket.events import (
    Event,
    MissWithdrawn,
    PromiseKept,
    TicketClosed,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
)
from domain.ticket.evolve import replay
from domain.ticket.ledger import CUSTOMER
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket

CONSEQUENCES = (WaitEnded, PromiseKept, TicketReopened, TicketClosed)
"""What a fact brings in the same breath: a response ends a wait, so that the message can say that the clock runs."""


class NoSuchEvent(LookupError):
    """A stream that does not have the event of which somebody is told."""

    def __init__(self, number: int, last: int) -> None:
        super().__init__(f"the ticket has the events 1 to {last}, not {number}; hand over its stream up to that event")


@dataclass(frozen=True, slots=True)
class Notice:
    """One event, the ticket after it and what it brought at once, and what was said before that still matters."""

    recorded: Recorded
    ticket: Ticket
    just_after: Ticket
    """The ticket after the event alone: that says who is told of it."""
    question: str | None
    """What the customer was last asked."""
    summary: str | None
    """What was done, as the last resolution tells it."""
    solution_holds: bool
    """Whether that was the end of it: the ticket was not reopened since."""

    @property
    def event(self) -> Event:
        """What happened."""
        return self.recorded.event


def notice_of(stream: Sequence[Recorded], number: int) -> Notice:
    """Event `number` of a ticket's stream, from its first event up to that one or further. Raises `NoSuchEvent`.

    What comes later is not looked at, but for what the event brought in the same breath.
    """
    until = [recorded for recorded in stream if recorded.number <= number]
    if not until or until[-1].number != number:
        raise NoSuchEvent(number, stream[-1].number if stream else 0)
    told = until[-1]
    brought = takewhile(lambda following: _brought_by(told, following), stream[len(until) :])
    just_after = replay(until)
    ticket = after(just_after, brought)
    return Notice(told, ticket, just_after, _question(until), _summary(until), _holds(until))


def _brought_by(told: Recorded, following: Recorded) -> bool:
    if isinstance(told.event, MissWithdrawn):
        # The late fact that shows it comes after it, in the same turn.
        return following.recorded_at == told.recorded_at
    return (
        isinstance(following.event, CONSEQUENCES)
        and following.recorded_at == told.recorded_at
        and following.event.occurred_at == told.event.occurred_at
    )


def _question(stream: Sequence[Recorded]) -> str | None:
    asked = [one.event.question for one in stream if isinstance(one.event, WaitStarted) and one.event.on == CUSTOMER]
    return asked[-1] if asked else None


def _holds(stream: Sequence[Recorded]) -> bool:
    ends = [one.event for one in stream if isinstance(one.event, TicketResolved | TicketReopened)]
    return bool(ends) and isinstance(ends[-1], TicketResolved)


def _summary(stream: Sequence[Recorded]) -> str | None:
    solved = [one.event.summary for one in stream if isinstance(one.event, TicketResolved)]
    return solved[-1] if solved else None
