"""What is still to come for a ticket by itself: promises, levels, answers, steps of silence, the closing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, assert_never

from domain.clock.due import due
from domain.clock.silence import silence
from domain.clock.sla_timer import SlaTimer
from domain.clock.timers import timers
from domain.terms.terms import LevelName
from domain.text import Instant
from domain.ticket.events import ClosingProposed, CustomerReminded, Event, PriorityChanged, Promised, TicketClosed
from domain.ticket.events.kinds import OfSilence
from domain.ticket.ticket import Closed, Resolved, Ticket, Working
from domain.value import Value

Step = Literal["reminder", "step down", "proposal to close", "closing"]


class Expected(Value):
    """One thing to come."""

    what: Promised | Step
    level: LevelName | None = None
    nth: int | None = None
    """Which reminder it is."""
    due: Instant | None = None
    """`None` while the clock is paused."""
    if_resumed_now: Instant | None = None
    """While the clock is paused: when it would be due if the clock were resumed at once."""
    budget: timedelta | None = None
    """Business time, for what has a budget of it."""
    spent: timedelta | None = None

    @property
    def instant(self) -> datetime | None:
        """When it comes, as far as that can be said today."""
        return self.due or self.if_resumed_now


def expected(ticket: Ticket, now: datetime) -> tuple[Expected, ...]:
    """Everything to come for a ticket, as of an instant up to which all has come that was due."""
    status = ticket.status
    match status:
        case Closed():
            return ()
        case Resolved():
            closing = due(ticket)
            return (Expected(what="closing", due=closing.at),) if closing else ()
        case Working():
            steps = tuple(_steps(ticket)) if status.customer else ()
            return (*(_of_timer(ticket, timer, now) for timer in timers(ticket)), *steps)
        case _:
            assert_never(status)


def _of_timer(ticket: Ticket, timer: SlaTimer, now: datetime) -> Expected:
    paused = timer.is_paused(ticket)
    resumed = timer.deadline(ticket, ticket.ledger.resumed_at(now)) if paused else None
    return Expected(
        what=timer.promise,
        level=timer.level,
        due=None if paused else timer.deadline(ticket),
        # What a change overtook while the clock is paused comes due with the resumption (semantics 12a).
        if_resumed_now=max(resumed, now) if resumed else None,
        budget=timer.budget,
        spent=min(timer.spent(ticket, now), timer.budget),
    )


def _steps(ticket: Ticket) -> Iterator[Expected]:
    assert isinstance(ticket.status, Working)
    if ticket.status.customer is None:
        return
    for step in silence(ticket, ticket.status.customer):
        for what in filter(None, map(step_of, step.events())):
            yield Expected(what=what[0], nth=what[1], due=step.at)


def step_of(event: Event) -> tuple[Step, int | None] | None:
    """The step of silence, or the closing, that an event is."""
    if not isinstance(event, OfSilence):
        return None
    match event:
        case CustomerReminded():
            return "reminder", event.nth
        case PriorityChanged():
            return None if event.silent_periods is None else ("step down", None)
        case ClosingProposed():
            return "proposal to close", None
        case TicketClosed():
            return "closing", None
        case _:
            assert_never(event)
