"""A ticket's clock: every promise as a service desk shows it, what has been judged and what runs, and why."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from domain.business_time import Calendar
from domain.clock.timers import timers
from domain.showing.explain import Explanation, Interval, PromiseExplained, State
from domain.showing.sentences import duration
from domain.terms.terms import OFFICE, LevelName
from domain.text import Instant
from domain.ticket.events import Promised
from domain.ticket.evolve import replay
from domain.value import Value
from doors.application.life import explained_by, life_of
from doors.application.reach import Reach
from doors.application.showing.next_told import ToldNext, told_next

if TYPE_CHECKING:
    from people.directory.directory import Directory


class Span(Value):
    """A time on the promise's calendar."""

    seconds: float
    text: str
    """In words, such as `1 h 30 min`."""


class PromiseClock(Value):
    """The clock of one promise."""

    promise: Promised
    level: LevelName | None = None
    state: State
    start: Instant
    due: Instant | None = None
    """`None` while it is paused."""
    if_resumed_now: Instant | None = None
    """While it is paused: the deadline if it were resumed at once."""
    breached: bool
    """Whether it was missed."""
    paused: bool
    in_office_hours: bool
    """Whether the office of its calendar is open now."""
    goal: Span
    elapsed: Span
    remaining: Span
    """Working time that is left; below zero where it was missed."""
    judged_at: Instant | None = None
    """When it was kept, missed or reached."""
    guaranteed: bool
    why: tuple[Interval, ...]
    """Every interval that counted or will, and why the rest does not."""


class TicketClock(Value):
    """What a ticket is promised, at an instant."""

    ticket: str
    at: Instant
    zone: str
    """Of the office."""
    paused_for: tuple[str, ...]
    """What the clock is paused for; empty while it runs."""
    not_guaranteed_because: str | None = None
    told_next: tuple[ToldNext, ...]
    promises: tuple[PromiseClock, ...]


async def clock_of(within: Reach, ticket: str, at: datetime | None, directory: "Directory | None") -> TicketClock:
    """A ticket's clock at an instant, now if left out. Raises a `DomainError` where there was no such ticket."""
    _, events = await life_of(within, ticket)
    explained, known = explained_by(events, at)
    present = replay(known)
    office = present.terms.calendar(OFFICE)
    hours = {(timer.promise, timer.level): timer.calendar_in(present.terms_periods[-1]) for timer in timers(present)}
    return TicketClock(
        ticket=explained.ticket,
        at=explained.at,
        zone=explained.zone,
        paused_for=explained.standing_for,
        not_guaranteed_because=explained.not_guaranteed_because,
        told_next=told_next(present, directory),
        promises=tuple(
            _clock(one, explained, hours.get((one.promise, one.level), office)) for one in explained.promises
        ),
    )


def _clock(one: PromiseExplained, explained: Explanation, hours: Calendar) -> PromiseClock:
    missed = one.state == "missed"
    return PromiseClock(
        promise=one.promise,
        level=one.level,
        state=one.state,
        start=one.begun_at,
        due=one.deadline,
        if_resumed_now=one.if_resumed_now,
        breached=missed or (one.state == "running" and one.deadline is not None and one.deadline < explained.at),
        paused=one.state == "standing",
        in_office_hours=hours.is_open(explained.at),
        goal=_span(one.budget),
        elapsed=_span(one.spent),
        remaining=_span(one.budget - one.spent),
        judged_at=one.judged_at,
        guaranteed=explained.guaranteed,
        why=one.intervals,
    )


def _span(length: timedelta) -> Span:
    text = duration(abs(length))
    return Span(seconds=length.total_seconds(), text=text if length >= timedelta() else f"{text} over")
