"""What happens to a ticket by itself, and when (semantics 7a, 12, 13a, 15, 18a, 20, 21)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import assert_never

from domain.clock import Course, answer_courses, ladder_calendar, ladder_courses, promise_courses
from domain.events import Escalated, Event, PromiseMissed, TicketClosed, WarningGiven
from domain.silence import silence
from domain.ticket import Closed, Resolved, Ticket, Working


class Order(IntEnum):
    """The order of what is due at one instant (semantics 7a)."""

    WARNING = 0
    PROMISE = 1
    ESCALATION = 2
    ANSWER = 3
    SILENCE = 4
    CLOSING = 5


@dataclass(frozen=True, slots=True)
class Due:
    """Something that comes due at an instant, what people call it, and the event that it will be."""

    at: datetime
    order: Order
    label: str
    event: Callable[[], Event]


def due(ticket: Ticket) -> Due | None:
    """The next thing that happens by itself, or `None` where nothing does (semantics 8 and 22)."""
    return _first(_candidates(ticket, before=None))


def due_before(ticket: Ticket, before: datetime) -> Due | None:
    """The first thing due strictly before an instant, knowing what else has passed by then.

    Of several thresholds passed at once it is the highest, and of several warnings the highest whose deadline is
    still ahead (semantics 13a and 15).
    """
    candidate = _first(_candidates(ticket, before))
    return candidate if candidate is not None and candidate.at < before else None


def _first(candidates: Iterator[Due]) -> Due | None:
    return min(candidates, key=lambda candidate: (candidate.at, candidate.order), default=None)


def _candidates(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    status = ticket.status
    match status:
        case Closed():
            return
        case Resolved():
            yield _undisputed(ticket, status)
        case Working():
            if ticket.ledger.runs:
                yield from _promises(ticket, before)
                yield from _ladder(ticket, before)
            yield from _answers(ticket, before)
            if status.customer:
                for at, label, event in silence(ticket, status.customer):
                    yield Due(at, Order.SILENCE, label, event)
        case _:
            assert_never(status)


@dataclass(frozen=True, slots=True)
class _Moment:
    """When the ledger reached a budget, when that takes effect, and what brought it due if that is later."""

    due_at: datetime
    at: datetime
    cause: int | None


def _moment(ticket: Ticket, reached: datetime | None) -> _Moment | None:
    if reached is None:
        return None
    if reached < ticket.changed.at:
        return _Moment(reached, ticket.changed.at, ticket.changed.event)
    return _Moment(reached, reached, None)


def _plain(_: Ticket, reached: datetime | None) -> _Moment | None:
    return None if reached is None else _Moment(reached, reached, None)


Effect = Callable[[Ticket, datetime | None], _Moment | None]


def _warning(ticket: Ticket, course: Course, deadline: _Moment, before: datetime | None, effect: Effect) -> Due | None:
    if before is not None and deadline.at < before:
        return None
    ahead: tuple[float, _Moment] | None = None
    for fraction in ticket.terms.warnings:
        if fraction <= course.warned:
            continue
        moment = effect(ticket, course.reached(ticket, course.budget * fraction))
        if moment is None or moment.due_at >= deadline.due_at:
            break
        if ahead is not None and (before is None or moment.at >= before):
            break
        ahead = fraction, moment
    return _warning_of(course, *ahead, deadline.due_at) if ahead else None


def _warning_of(course: Course, fraction: float, moment: _Moment, deadline: datetime) -> Due:
    def event() -> Event:
        return WarningGiven(
            occurred_at=moment.at,
            promise=course.promise,
            level=course.level,
            fraction=fraction,
            due_at=moment.due_at,
            deadline=deadline,
            cause=moment.cause,
        )

    return Due(moment.at, Order.WARNING, f"warning at {fraction:.0%} of {name_of(course)}", event)


def name_of(course: Course) -> str:
    """What people call a course: `reaction`, `escalation to support-manager`, `answer of support-manager`."""
    match course.promise:
        case "escalation":
            return f"escalation to {course.level}"
        case "answer":
            return f"answer of {course.level}"
        case _:
            return course.promise


def _missed(ticket: Ticket, course: Course, moment: _Moment, order: Order) -> Due:
    def event() -> Event:
        return PromiseMissed(
            occurred_at=moment.at,
            promise=course.promise,
            level=course.level,
            breach=ticket.terms.guaranteed,
            due_at=moment.due_at,
            cause=moment.cause,
        )

    return Due(moment.at, order, name_of(course), event)


def _judged(ticket: Ticket, course: Course, before: datetime | None, order: Order, effect: Effect) -> Iterator[Due]:
    moment = effect(ticket, course.deadline(ticket))
    if moment is None:
        return
    yield _missed(ticket, course, moment, order)
    warning = _warning(ticket, course, moment, before, effect)
    if warning:
        yield warning


def _promises(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    for course in promise_courses(ticket):
        yield from _judged(ticket, course, before, Order.PROMISE, _moment)


def _answers(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    for course in answer_courses(ticket):
        yield from _judged(ticket, course, before, Order.ANSWER, _plain)


def _ladder(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    ahead = ladder_courses(ticket)
    passed: tuple[Course, _Moment] | None = None
    for course in ahead:
        moment = _moment(ticket, course.deadline(ticket))
        if moment is None or (passed is not None and (before is None or moment.at >= before)):
            break
        passed = course, moment
    if passed is None:
        return
    course, moment = passed
    yield _escalation(ticket, course, moment)
    warning = _warning(ticket, course, moment, before, _moment)
    if warning:
        yield warning


def _escalation(ticket: Ticket, course: Course, moment: _Moment) -> Due:
    levels = ticket.terms.level_names
    target = course.level or ticket.level

    def event() -> Event:
        return Escalated(
            occurred_at=moment.at,
            before=ticket.level,
            after=target,
            skipped=levels[levels.index(ticket.level) + 1 : levels.index(target)],
            due_at=moment.due_at,
            cause=moment.cause,
        )

    return Due(moment.at, Order.ESCALATION, name_of(course), event)


def _undisputed(ticket: Ticket, resolved: Resolved) -> Due:
    at = ladder_calendar(ticket.terms).add(resolved.since, ticket.terms.time_to_disagree)

    def event() -> Event:
        return TicketClosed(occurred_at=at, because="undisputed", due_at=at)

    return Due(at, Order.CLOSING, "closing, as nobody disagreed", event)
