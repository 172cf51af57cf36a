"""The SLA clock: how much business time a promise has counted, and when its budget is reached (semantics 11)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple, assert_never

from domain.business_time import Calendar
from domain.terms.terms import LevelName, NextWorkingDay, PromiseName, Step, Target, Terms, Within
from domain.ticket.ledger import Ledger, Stretch
from domain.ticket.ticket import Regime, Running, Ticket
from domain.ticket.time_events import Promised


class Piece(NamedTuple):
    """A half-open piece of time that is counted on one calendar; without an end where it still runs."""

    start: datetime
    end: datetime | None
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Course:
    """One thing that runs towards a deadline: a promise, a threshold of the ladder, or the answer of a level."""

    promise: Promised
    level: LevelName | None
    begun_at: datetime
    budget: timedelta
    warned: float
    calendar_in: Callable[[Regime], Calendar]
    stands_with_ticket: bool
    """Whether a wait stops it; the answer of a level runs on (semantics 18a)."""

    def pieces(self, ticket: Ticket, ledger: Ledger | None = None) -> Iterator[Piece]:
        """What this course counts, in order: the ledger's running stretches, each on the calendar of its regime."""
        if self.stands_with_ticket:
            stretches = (ledger or ticket.ledger).stretches()
        else:
            stretches = iter((Stretch(self.begun_at, None, ()),))
        if len(ticket.regimes) == 1:
            # As a rule there is one, and a stretch is a piece, but for what lies before the course began.
            hours = self.calendar_in(ticket.regimes[0])
            for start, end, standing in stretches:
                if not standing and (end is None or max(start, self.begun_at) < end):
                    yield Piece(max(start, self.begun_at), end, hours)
            return
        for stretch in stretches:
            if stretch.standing:
                continue
            for regime, until in _spells(ticket.regimes):
                start = max(stretch.start, regime.since, self.begun_at)
                ends = [end for end in (stretch.end, until) if end is not None]
                end = min(ends) if ends else None
                if end is None or start < end:
                    yield Piece(start, end, self.calendar_in(regime))

    def reached(self, ticket: Ticket, budget: timedelta, ledger: Ledger | None = None) -> datetime | None:
        """The first instant at which the time spent reaches the budget; `None` while the clock stands short of it."""
        counted = self._counted(ticket, ledger)
        # The first piece by whose end so much has been spent.
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
        if not self.stands_with_ticket:
            return _summed(self.pieces(ticket, ledger))
        ledger = ledger or ticket.ledger
        # Several courses count alike, and each is asked for several instants: a long ledger is summed up once.
        regimes = ticket.regimes
        alike = self.begun_at, tuple((regime.since, self.calendar_in(regime)) for regime in regimes)
        known: Counted | None = ledger.sums.get(alike)
        if known is None:
            known = ledger.sums[alike] = _summed(self.pieces(ticket, ledger))
        return known


class Counted(NamedTuple):
    """What a course has counted, summed up."""

    closed: list[Piece]
    """The pieces that have an end."""
    spent: list[timedelta]
    """The time spent by the end of each of them."""
    running: Piece | None

    def before(self, at: int) -> timedelta:
        """The time spent before the piece at that place."""
        return self.spent[at - 1] if at else timedelta()


def _summed(pieces: Iterator[Piece]) -> Counted:
    closed, spent, total = list[Piece](), list[timedelta](), timedelta()
    for piece in pieces:
        if piece.end is None:
            return Counted(closed, spent, piece)
        total += piece.calendar.elapsed(piece.start, piece.end)
        closed.append(piece)
        spent.append(total)
    return Counted(closed, spent, None)


def _end(piece: Piece) -> datetime:
    assert piece.end is not None
    return piece.end


def _spells(regimes: tuple[Regime, ...]) -> Iterator[tuple[Regime, datetime | None]]:
    for regime, following in pairwise(regimes):
        yield regime, following.since
    yield regimes[-1], None


def calendar(terms: Terms, name: str) -> Calendar:
    """One of the terms' calendars, compiled."""
    return terms.calendar(name)


def ladder_calendar(terms: Terms) -> Calendar:
    """The calendar on which the ladder, the silence and the time to disagree count."""
    return calendar(terms, terms.ladder_calendar)


def promise_course(ticket: Ticket, name: PromiseName, running: Running) -> Course:
    """The course of a running promise under the present regime's target."""
    terms = ticket.terms
    target = terms.target(name, ticket.priority, ticket.on_call)
    if target is None:
        raise ValueError(f"{name} runs without a target at {ticket.priority}")

    def calendar_in(regime: Regime) -> Calendar:
        held = ticket.terms_in(regime)
        then = held.target(name, regime.priority, regime.on_call)
        return calendar(held, then.calendar) if then else calendar(terms, target.calendar)

    budget = _budget(terms, target, running.begun_at)
    return Course(name, None, running.begun_at, budget, running.warned, calendar_in, stands_with_ticket=True)


def _budget(terms: Terms, target: Target, begun_at: datetime) -> timedelta:
    match target:
        case Within():
            return target.budget
        case NextWorkingDay():
            hours = calendar(terms, target.calendar)
            return hours.elapsed(begun_at, hours.working_day_after(begun_at))
        case _:
            assert_never(target)


def step_course(ticket: Ticket, step: Step) -> Course:
    """The course of one threshold of the ladder, which counts from the opening."""
    warned = ticket.warned_of_level.get(step.level, 0.0)
    return Course(
        "escalation",
        step.level,
        ticket.opened_at,
        step.after,
        warned,
        lambda regime: ladder_calendar(ticket.terms_in(regime)),
        stands_with_ticket=True,
    )


def answer_course(ticket: Ticket, level: LevelName, running: Running) -> Course:
    """The course of a level's answer, on the level's own hours."""
    within = ticket.terms.level(level).answers
    if within is None:
        raise ValueError(f"{level} has no time to answer")

    def calendar_in(regime: Regime) -> Calendar:
        held = ticket.terms_in(regime)
        called = held.renamed(level, ticket.terms)
        then = held.level(called).answers if called else None
        return calendar(held, then.calendar) if then else calendar(ticket.terms, within.calendar)

    return Course(
        "answer",
        level,
        running.begun_at,
        within.budget,
        running.warned,
        calendar_in,
        stands_with_ticket=False,
    )


def promise_courses(ticket: Ticket) -> list[Course]:
    """Every promise that is still running, in the contract's order."""
    return [
        promise_course(ticket, name, judged) for name, judged in ticket.promises.items() if isinstance(judged, Running)
    ]


def ladder_courses(ticket: Ticket) -> Iterator[Course]:
    """Every threshold ahead: those of the present row whose level is above the ticket's."""
    height = ticket.terms.height(ticket.level)
    return (step_course(ticket, step) for step in ticket.row.ladder if ticket.terms.height(step.level) > height)


def answer_courses(ticket: Ticket) -> list[Course]:
    """Every answer of a level that is still awaited."""
    return [
        answer_course(ticket, level, answer.judgement)
        for level, answer in ticket.answers.items()
        if isinstance(answer.judgement, Running)
    ]
