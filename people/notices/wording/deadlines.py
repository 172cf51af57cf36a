"""What runs on a ticket, for people: each deadline, and how much of its time has gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from domain.business_time import CalendarError
from domain.clock.sla_timer import SlaTimer
from domain.clock.timers import answer_timers, escalation_timers, promise_timers, timers
from domain.terms.terms import AROUND_THE_CLOCK, Terms
from domain.ticket.events import Promised
from domain.ticket.keeping import BY_RECORDING
from domain.ticket.ticket import Ticket, Working


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due, as it stands at an instant."""

    promise: Promised
    level: str | None
    due: datetime | None
    """`None` while the clock is paused."""
    budget: timedelta
    spent: timedelta
    around_the_clock: bool

    @property
    def gone(self) -> float:
        """The fraction of the time that has gone, from 0 to 1."""
        return min(max(self.spent / self.budget, 0.0), 1.0) if self.budget else 1.0

    @property
    def left(self) -> timedelta:
        """What is left of the time."""
        return max(self.budget - self.spent, timedelta())


def deadlines(ticket: Ticket, at: datetime, *, of_the_ladder: bool) -> tuple[Deadline, ...]:
    """What is due on an open ticket, the next first; of the ladder only the next step, and that only if asked for.

    What lies beyond the years whose holidays the ticket knows is left out.
    """
    if not isinstance(ticket.status, Working):
        return ()
    running = [timer for timer in promise_timers(ticket) if timer.promise != BY_RECORDING]
    running += [*answer_timers(ticket), *(islice(escalation_timers(ticket), 1) if of_the_ladder else ())]
    seen = [found for timer in running for found in _seen(ticket, timer, at)]
    return tuple(sorted(seen, key=lambda one: (one.due is None, one.due or at)))


def deadline_of(ticket: Ticket, promise: Promised, level: str | None, at: datetime) -> Deadline | None:
    """That of one promise; `None` where it does not run."""
    wanted = [one for one in timers(ticket) if one.promise == promise and one.level == level]
    return next((found for timer in wanted for found in _seen(ticket, timer, at)), None)


def _seen(ticket: Ticket, timer: SlaTimer, at: datetime) -> Iterator[Deadline]:
    paused = timer.is_paused(ticket)
    try:
        due = None if paused else timer.deadline(ticket)
        spent = timer.spent(ticket, at)
    except CalendarError:
        return
    yield Deadline(timer.promise, timer.level, due, timer.budget, spent, _around_the_clock(ticket, timer))


def _around_the_clock(ticket: Ticket, timer: SlaTimer) -> bool:
    return _calendar_name(ticket.terms, ticket, timer) == AROUND_THE_CLOCK


def _calendar_name(terms: Terms, ticket: Ticket, timer: SlaTimer) -> str:
    match timer.promise:
        case "escalation":
            return terms.ladder_calendar
        case "answer":
            answers = terms.level(timer.level).answers if timer.level else None
            return answers.calendar if answers else terms.ladder_calendar
        case promise:
            target = terms.target(promise, ticket.priority, ticket.on_call)
            return target.calendar if target else terms.ladder_calendar
