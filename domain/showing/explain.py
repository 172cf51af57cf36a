"""Why a deadline is when it is: every interval that counted, every one to come, and why the rest does not count."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from domain.business_time import Calendar
from domain.clock.sla_timer import Course, Piece, answer_courses, ladder_courses, promise_courses
from domain.terms.terms import LevelName
from domain.text import Instant
from domain.ticket.ledger import Ledger, Stretch
from domain.ticket.ticket import Closed, Resolved, Ticket
from domain.ticket.time_events import Promised
from domain.value import Value

TOLD = 60
"""How many pieces of a promise's course are told, the last ones."""


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
    """`None` while the clock stands."""
    if_resumed_now: Instant | None = None
    """While the clock stands: the deadline if it were resumed at once."""
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
    """What the clock stands for; empty while it runs."""
    guaranteed: bool
    not_guaranteed_because: str | None = None
    promises: tuple[PromiseExplained, ...]


def explain(ticket: Ticket, now: datetime) -> Explanation:
    """Every running promise of the ticket, every threshold ahead and every awaited answer, explained at `now`."""
    over = isinstance(ticket.status, Closed | Resolved)
    courses = [] if over else [*promise_courses(ticket), *ladder_courses(ticket), *answer_courses(ticket)]
    return Explanation(
        ticket=ticket.id,
        at=now,
        zone=ticket.terms.zone,
        standing_for=ticket.ledger.standing,
        guaranteed=ticket.terms.guaranteed,
        not_guaranteed_because=ticket.terms.not_guaranteed_because,
        promises=tuple(explained(ticket, course, now) for course in courses),
    )


def explained(ticket: Ticket, course: Course, now: datetime) -> PromiseExplained:
    """What runs, at an instant."""
    stands = course.stands_with_ticket and not ticket.ledger.runs
    ledger = ticket.ledger.resumed_at(now) if stands else ticket.ledger
    ends = course.deadline(ticket, ledger) or now
    resumed = ends if not stands or ends >= now else now
    pieces = [piece for piece in course.pieces(ticket, ledger) if piece.start < ends]
    told = pieces[-TOLD:]
    since = course.begun_at if len(told) == len(pieces) else told[0].start
    return PromiseExplained(
        promise=course.promise,
        level=course.level,
        budget=course.budget,
        spent=min(course.spent(ticket, now), course.budget),
        begun_at=course.begun_at,
        deadline=None if stands else ends,
        if_resumed_now=resumed if stands else None,
        earlier=course.spent(ticket, since) if since > course.begun_at else timedelta(),
        state="standing" if stands else "running",
        intervals=tuple(_merged(_intervals(told, ledger, since, now, ends))),
    )


def _intervals(
    pieces: list[Piece], ledger: Ledger, since: datetime, now: datetime, ends: datetime
) -> Iterator[Interval]:
    # Both follow one another, so that each wait is met once.
    waits = [stretch for stretch in ledger.stretches() if stretch.standing and (stretch.end or ends) > since]
    met, at = 0, since
    for piece in pieces:
        while met < len(waits) and waits[met].start < piece.start:
            yield from _wait(waits[met], at, piece.start)
            met += 1
        at = min(piece.end or ends, ends)
        yield from _counted(piece.calendar, piece.start, at, now)


def _wait(stretch: Stretch, start: datetime, end: datetime) -> Iterator[Interval]:
    since, until = max(start, stretch.start), min(end, stretch.end or end)
    if since < until:
        yield Interval(start=since, end=until, counts=False, why=reason(stretch.standing))


def reason(standing: tuple[str, ...]) -> str:
    """Why the clock stands, in words."""
    if standing in (("resolved",), ("closed",)):
        return standing[0]
    return "waiting on " + " and ".join(standing)


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
