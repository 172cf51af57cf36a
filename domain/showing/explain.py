"""Why a deadline is when it is: every interval that counted, every one to come, and why the rest does not count."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from domain.business_time import Calendar
from domain.clock.sla_timer import CountedPeriod, SlaTimer
from domain.clock.timers import timers
from domain.terms.terms import LevelName
from domain.text import Instant
from domain.ticket.events import Promised
from domain.ticket.ledger import Ledger, LedgerPeriod
from domain.ticket.ticket import Closed, Resolved, Ticket
from domain.value import Value

TOLD = 60
"""How many periods of a promise's timer are told, the last ones."""


class Interval(Value):
    """A half-open interval that counts, or the reason why it does not."""

    start: Instant
    end: Instant
    counts: bool
    why: str
    """`counted`, `to come`, `closed`, a holiday's name, or whom the ticket waits on."""


State = Literal["running", "standing", "kept", "missed", "reached"]
"""How a promise stands at an instant; `reached` is a threshold of the ladder that moved the ticket."""


class PromiseExplained(Value):
    """One promise with its intervals.

    Those of what runs go from its beginning to its deadline, and the ones that count sum to its budget. Those of what
    was judged end there.
    """

    promise: Promised
    level: LevelName | None = None
    budget: timedelta
    spent: timedelta
    begun_at: Instant
    deadline: Instant | None = None
    """`None` while the clock is paused."""
    if_resumed_now: Instant | None = None
    """While the clock is paused: the deadline if it were resumed at once."""
    earlier: timedelta = timedelta()
    """The time that was counted before the first of the intervals; of a long life only the last ones are told."""
    state: State = "running"
    judged_at: Instant | None = None
    """When it was kept, missed or reached; `deadline` is then the one that it had, or would have had."""
    breach: bool | None = None
    """Of what was missed: whether the contract guarantees it."""
    intervals: tuple[Interval, ...]


class Explanation(Value):
    """What a ticket is promised at an instant, and why each deadline is when it is."""

    ticket: str
    at: Instant
    zone: str
    standing_for: tuple[str, ...]
    """What the clock is paused for; empty while it runs."""
    guaranteed: bool
    not_guaranteed_because: str | None = None
    promises: tuple[PromiseExplained, ...]


def explain(ticket: Ticket, now: datetime) -> Explanation:
    """Every running promise of the ticket, every threshold ahead and every awaited answer, explained at `now`."""
    over = isinstance(ticket.status, Closed | Resolved)
    running = [] if over else timers(ticket)
    return Explanation(
        ticket=ticket.id,
        at=now,
        zone=ticket.terms.zone,
        standing_for=ticket.ledger.paused_for,
        guaranteed=ticket.terms.guaranteed,
        not_guaranteed_because=ticket.terms.not_guaranteed_because,
        promises=tuple(explained(ticket, timer, now) for timer in running),
    )


def explained(ticket: Ticket, timer: SlaTimer, now: datetime) -> PromiseExplained:
    """What runs, at an instant."""
    paused = timer.is_paused(ticket)
    ledger = ticket.ledger.resumed_at(now) if paused else ticket.ledger
    ends = timer.deadline(ticket, ledger) or now
    resumed = ends if not paused or ends >= now else now
    periods = [period for period in timer.periods(ticket, ledger) if period.start < ends]
    told = periods[-TOLD:]
    since = timer.begun_at if len(told) == len(periods) else told[0].start
    return PromiseExplained(
        promise=timer.promise,
        level=timer.level,
        budget=timer.budget,
        spent=min(timer.spent(ticket, now), timer.budget),
        begun_at=timer.begun_at,
        deadline=None if paused else ends,
        if_resumed_now=resumed if paused else None,
        earlier=timer.spent(ticket, since) if since > timer.begun_at else timedelta(),
        state="standing" if paused else "running",
        intervals=tuple(_merged(_intervals(told, ledger, since, now, ends))),
    )


def _intervals(
    periods: list[CountedPeriod], ledger: Ledger, since: datetime, now: datetime, ends: datetime
) -> Iterator[Interval]:
    # Both follow one another, so that each wait is met once.
    waits = [period for period in ledger.periods() if period.paused_for and (period.end or ends) > since]
    met, at = 0, since
    for period in periods:
        while met < len(waits) and waits[met].start < period.start:
            yield from _wait(waits[met], at, period.start)
            met += 1
        at = min(period.end or ends, ends)
        yield from _counted(period.calendar, period.start, at, now)


def _wait(period: LedgerPeriod, start: datetime, end: datetime) -> Iterator[Interval]:
    since, until = max(start, period.start), min(end, period.end or end)
    if since < until:
        yield Interval(start=since, end=until, counts=False, why=reason(period.paused_for))


def reason(paused_for: tuple[str, ...]) -> str:
    """Why the clock is paused, in words."""
    if paused_for in (("resolved",), ("closed",)):
        return paused_for[0]
    return "waiting on " + " and ".join(paused_for)


def _counted(calendar: Calendar, start: datetime, end: datetime, now: datetime) -> Iterator[Interval]:
    for since, until, counted in ((start, min(end, now), "counted"), (max(start, now), end, "to come")):
        if since >= until:
            continue
        for span in calendar.spans(since, until):
            why = counted if span.open else span.special or span.holiday or "closed"
            yield Interval(start=span.interval.start, end=span.interval.end, counts=span.open, why=why)


def _merged(intervals: Iterator[Interval]) -> Iterator[Interval]:
    for _, group in groupby(intervals, key=lambda interval: (interval.counts, interval.why)):
        same = list(group)
        yield same[0].model_copy(update={"end": same[-1].end})
