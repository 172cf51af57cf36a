"""The SLA clock: how much business time a promise has counted, and when its budget is reached (semantics 11)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from domain.business_time import Calendar
from domain.terms.terms import LevelName
from domain.ticket.events import Promised
from domain.ticket.ledger import Ledger, LedgerPeriod
from domain.ticket.ticket import TermsPeriod, Ticket


class CountedPeriod(NamedTuple):
    """A half-open period of time that is counted on one calendar; without an end where it still runs."""

    start: datetime
    end: datetime | None
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class SlaTimer:
    """One thing that runs towards a deadline: a promise, a threshold of the ladder, or the answer of a level."""

    promise: Promised
    level: LevelName | None
    begun_at: datetime
    budget: timedelta
    warned: float
    calendar_in: Callable[[TermsPeriod], Calendar]
    pauses_with_ticket: bool
    """Whether a wait stops it; the answer of a level runs on (semantics 18a)."""

    def is_paused(self, ticket: Ticket) -> bool:
        """Whether it counts nothing now, as the ticket waits or is over."""
        return self.pauses_with_ticket and not ticket.ledger.runs

    def periods(self, ticket: Ticket, ledger: Ledger | None = None) -> Iterator[CountedPeriod]:
        """What this timer counts, in order: whenever the ledger's clock ran, on the calendar that held then."""
        if self.pauses_with_ticket:
            of_the_ledger = (ledger or ticket.ledger).periods()
        else:
            of_the_ledger = iter((LedgerPeriod(self.begun_at, None, ()),))
        if len(ticket.terms_periods) == 1:
            # As a rule the terms never change, and all that ran counts, but for what lies before the timer began.
            hours = self.calendar_in(ticket.terms_periods[0])
            for start, end, paused_for in of_the_ledger:
                if not paused_for and (end is None or max(start, self.begun_at) < end):
                    yield CountedPeriod(max(start, self.begun_at), end, hours)
            return
        for ran in of_the_ledger:
            if ran.paused_for:
                continue
            for period, until in _with_ends(ticket.terms_periods):
                start = max(ran.start, period.since, self.begun_at)
                ends = [end for end in (ran.end, until) if end is not None]
                end = min(ends) if ends else None
                if end is None or start < end:
                    yield CountedPeriod(start, end, self.calendar_in(period))

    def reached(self, ticket: Ticket, budget: timedelta, ledger: Ledger | None = None) -> datetime | None:
        """The first instant at which the time spent reaches the budget; `None` while the clock is paused before it."""
        counted = self._counted(ticket, ledger)
        # The first period by whose end so much has been spent.
        at = bisect_left(counted.spent, budget)
        if at < len(counted.closed):
            return counted.closed[at].calendar.add(counted.closed[at].start, budget - counted.before(at))
        running = counted.running
        return running.calendar.add(running.start, budget - counted.before(at)) if running else None

    def deadline(self, ticket: Ticket, ledger: Ledger | None = None) -> datetime | None:
        """When the whole budget is reached, as things stand."""
        return self.reached(ticket, self.budget, ledger)

    def spent(self, ticket: Ticket, until: datetime) -> timedelta:
        """The business time counted before `until`."""
        counted = self._counted(ticket, None)
        at = bisect_left(counted.closed, until, key=_end)
        last = counted.closed[at] if at < len(counted.closed) else counted.running
        if last is None or last.start >= until:
            return counted.before(at)
        return counted.before(at) + last.calendar.elapsed(last.start, until)

    def _counted(self, ticket: Ticket, ledger: Ledger | None) -> "Counted":
        if not self.pauses_with_ticket:
            return _summed(self.periods(ticket, ledger))
        ledger = ledger or ticket.ledger
        # Several timers count alike, and each is asked for several instants: a long ledger is summed up once.
        alike = self.begun_at, tuple((period.since, self.calendar_in(period)) for period in ticket.terms_periods)
        known: Counted | None = ledger.sums.get(alike)
        if known is None:
            known = ledger.sums[alike] = _summed(self.periods(ticket, ledger))
        return known


class Counted(NamedTuple):
    """What a timer has counted, summed up."""

    closed: list[CountedPeriod]
    """The periods that have an end."""
    spent: list[timedelta]
    """The time spent by the end of each of them."""
    running: CountedPeriod | None

    def before(self, at: int) -> timedelta:
        """The time spent before the period at that place."""
        return self.spent[at - 1] if at else timedelta()


def _summed(periods: Iterator[CountedPeriod]) -> Counted:
    closed, spent, total = list[CountedPeriod](), list[timedelta](), timedelta()
    for period in periods:
        if period.end is None:
            return Counted(closed, spent, period)
        total += period.calendar.elapsed(period.start, period.end)
        closed.append(period)
        spent.append(total)
    return Counted(closed, spent, None)


def _end(period: CountedPeriod) -> datetime:
    assert period.end is not None
    return period.end


def _with_ends(periods: tuple[TermsPeriod, ...]) -> Iterator[tuple[TermsPeriod, datetime | None]]:
    for period, following in pairwise(periods):
        yield period, following.since
    yield periods[-1], None
