"""Deadlines ahead: promises and answers that will be missed, the next escalation, and the warnings of each.

`before` is the instant up to which time has passed, where that is known: of several thresholds passed by then the
highest counts, and of several warnings the highest whose deadline is still ahead (semantics 13a and 15).
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from domain.clock.next_timer import NextTimer
from domain.clock.sla_timer import Course, answer_courses, ladder_courses, promise_courses
from domain.clock.upcoming import Due, Effect, Moment, Order, once_changed, once_climbed
from domain.ticket.events import Escalated, Event
from domain.ticket.ticket import Ticket, Working
from domain.ticket.time_events import PromiseMissed, WarningGiven


def promises(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """Each running promise: its miss, and its next warning."""
    for course in promise_courses(ticket):
        yield from _judged(ticket, course, before, Order.PROMISE, once_changed)


def answers(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """Each awaited answer of a level: its miss, and its next warning. No wait moves it (18a), but a migration may."""
    for course in answer_courses(ticket):
        yield from _judged(ticket, course, before, Order.ANSWER, once_changed)


def ladder(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """The next escalation, and its next warning."""
    coming: tuple[Course, Moment] | None = None
    for course in ladder_courses(ticket):
        if coming is not None and _settled(coming[1], before):
            break
        reached = course.deadline(ticket)
        if reached is None:
            break
        moment = once_climbed(ticket, reached)
        if coming is not None and _settled(moment, before):
            break
        coming = course, moment
    if coming is not None:
        yield escalation(ticket, *coming)
        yield from _warning(ticket, *coming, before, once_climbed)


def next_deadline(ticket: Ticket) -> NextTimer | None:
    """The next deadline that runs: of a promise, of a threshold of the ladder, of an answer. Warnings are none."""
    if not isinstance(ticket.status, Working):
        return None
    running = [*promise_courses(ticket), *islice(ladder_courses(ticket), 1)] if ticket.ledger.runs else []
    ahead = [(course.deadline(ticket), name_of(course)) for course in (*running, *answer_courses(ticket))]
    return min((NextTimer(at=at, label=label) for at, label in ahead if at), key=lambda one: one.at, default=None)


def _settled(moment: Moment, before: datetime | None) -> bool:
    """Whether what comes at that moment, or after it, overtakes nothing that has passed by `before`."""
    return before is None or moment.at >= before


def name_of(course: Course) -> str:
    """What people call a course: `reaction`, `escalation to support-manager`, `answer of support-manager`."""
    match course.promise:
        case "escalation":
            return f"escalation to {course.level}"
        case "answer":
            return f"answer of {course.level}"
        case _:
            return course.promise


def _judged(ticket: Ticket, course: Course, before: datetime | None, order: Order, effect: Effect) -> Iterator[Due]:
    reached = course.deadline(ticket)
    if reached is not None:
        moment = effect(ticket, reached)
        yield miss(ticket, course, moment, order)
        yield from _warning(ticket, course, moment, before, effect)


def miss(ticket: Ticket, course: Course, moment: Moment, order: Order) -> Due:
    """The miss of a promise or of an answer."""

    def events() -> list[Event]:
        missed = PromiseMissed(
            occurred_at=moment.at,
            promise=course.promise,
            level=course.level,
            breach=ticket.terms.guaranteed,
            due_at=moment.due_at,
            cause=moment.cause,
        )
        return [missed]

    return Due(moment.at, order, name_of(course), events)


def escalation(ticket: Ticket, course: Course, moment: Moment) -> Due:
    """The escalation to a level, past those between."""
    levels = ticket.terms.level_names
    target = course.level or ticket.level

    def events() -> list[Event]:
        escalated = Escalated(
            occurred_at=moment.at,
            before=ticket.level,
            after=target,
            skipped=levels[levels.index(ticket.level) + 1 : levels.index(target)],
            due_at=moment.due_at,
            cause=moment.cause,
        )
        return [escalated]

    return Due(moment.at, Order.ESCALATION, name_of(course), events)


def _warning(
    ticket: Ticket, course: Course, deadline: Moment, before: datetime | None, effect: Effect
) -> Iterator[Due]:
    """The next warning. None is given after the deadline, and none of those that a later one has overtaken."""
    if before is not None and deadline.at < before:
        return
    coming: tuple[float, Moment] | None = None
    for fraction in ticket.terms.warnings:
        if fraction <= course.warned:
            continue
        if coming is not None and _settled(coming[1], before):
            break
        reached = course.reached(ticket, course.budget * fraction)
        if reached is None or reached >= deadline.due_at:
            break
        moment = effect(ticket, reached)
        if coming is not None and _settled(moment, before):
            break
        coming = fraction, moment
    if coming is not None:
        yield _warned(course, *coming, deadline.due_at)


def _warned(course: Course, fraction: float, moment: Moment, deadline: datetime) -> Due:
    def events() -> list[Event]:
        warned = WarningGiven(
            occurred_at=moment.at,
            promise=course.promise,
            level=course.level,
            fraction=fraction,
            due_at=moment.due_at,
            deadline=deadline,
            cause=moment.cause,
        )
        return [warned]

    return Due(moment.at, Order.WARNING, f"warning at {fraction:.0%} of {name_of(course)}", events)
