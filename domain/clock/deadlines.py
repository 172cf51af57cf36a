"""Deadlines ahead: promises and answers that will be missed, the next escalation, and the warnings of each.

`before` is the instant up to which time has passed, where that is known: of several thresholds passed by then the
highest counts, and of several warnings the highest whose deadline is still ahead (semantics 13a and 15).
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from domain.clock.next_timer import NextTimer
from domain.clock.sla_timer import SlaTimer
from domain.clock.timers import answer_timers, escalation_timers, promise_timers
from domain.clock.upcoming import Due, Effect, Moment, Precedence, once_changed, once_climbed
from domain.ticket.events import Escalated, Event, PromiseMissed, WarningGiven
from domain.ticket.ticket import Ticket, Working


def promises(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """Each running promise: its miss, and its next warning."""
    for timer in promise_timers(ticket):
        yield from _judged(ticket, timer, before, Precedence.PROMISE, once_changed)


def answers(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """Each awaited answer of a level: its miss, and its next warning. No wait moves it (18a), but a migration may."""
    for timer in answer_timers(ticket):
        yield from _judged(ticket, timer, before, Precedence.ANSWER, once_changed)


def ladder(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """The next escalation, and its next warning."""
    upcoming: tuple[SlaTimer, Moment] | None = None
    for timer in escalation_timers(ticket):
        if upcoming is not None and _settled(upcoming[1], before):
            break
        reached = timer.deadline(ticket)
        if reached is None:
            break
        moment = once_climbed(ticket, reached)
        if upcoming is not None and _settled(moment, before):
            break
        upcoming = timer, moment
    if upcoming is not None:
        yield escalation(ticket, *upcoming)
        yield from _warning(ticket, *upcoming, before, once_climbed)


def next_deadline(ticket: Ticket) -> NextTimer | None:
    """The next deadline that runs: of a promise, of a threshold of the ladder, of an answer. Warnings are none."""
    if not isinstance(ticket.status, Working):
        return None
    running = [*promise_timers(ticket), *islice(escalation_timers(ticket), 1)] if ticket.ledger.runs else []
    ahead = [(timer.deadline(ticket), name_of(timer)) for timer in (*running, *answer_timers(ticket))]
    return min((NextTimer(at=at, label=label) for at, label in ahead if at), key=lambda one: one.at, default=None)


def _settled(moment: Moment, before: datetime | None) -> bool:
    """Whether what comes at that moment, or after it, overtakes nothing that has passed by `before`."""
    return before is None or moment.at >= before


def name_of(timer: SlaTimer) -> str:
    """What people call a timer: `reaction`, `escalation to support-manager`, `answer of support-manager`."""
    match timer.promise:
        case "escalation":
            return f"escalation to {timer.level}"
        case "answer":
            return f"answer of {timer.level}"
        case _:
            return timer.promise


def _judged(
    ticket: Ticket, timer: SlaTimer, before: datetime | None, precedence: Precedence, effect: Effect
) -> Iterator[Due]:
    reached = timer.deadline(ticket)
    if reached is not None:
        moment = effect(ticket, reached)
        yield miss(ticket, timer, moment, precedence)
        yield from _warning(ticket, timer, moment, before, effect)


def miss(ticket: Ticket, timer: SlaTimer, moment: Moment, precedence: Precedence) -> Due:
    """The miss of a promise or of an answer."""

    def events() -> list[Event]:
        missed = PromiseMissed(
            occurred_at=moment.at,
            promise=timer.promise,
            level=timer.level,
            breach=ticket.terms.guaranteed,
            due_at=moment.due_at,
            cause=moment.cause,
        )
        return [missed]

    return Due(moment.at, precedence, name_of(timer), events)


def escalation(ticket: Ticket, timer: SlaTimer, moment: Moment) -> Due:
    """The escalation to a level, past those between."""
    levels = ticket.terms.level_names
    target = timer.level or ticket.level

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

    return Due(moment.at, Precedence.ESCALATION, name_of(timer), events)


def _warning(
    ticket: Ticket, timer: SlaTimer, deadline: Moment, before: datetime | None, effect: Effect
) -> Iterator[Due]:
    """The next warning. None is given after the deadline, and none of those that a later one has overtaken."""
    if before is not None and deadline.at < before:
        return
    upcoming: tuple[float, Moment] | None = None
    for fraction in ticket.terms.warnings:
        if fraction <= timer.warned:
            continue
        if upcoming is not None and _settled(upcoming[1], before):
            break
        reached = timer.reached(ticket, timer.budget * fraction)
        if reached is None or reached >= deadline.due_at:
            break
        moment = effect(ticket, reached)
        if upcoming is not None and _settled(moment, before):
            break
        upcoming = fraction, moment
    if upcoming is not None:
        yield _warned(timer, *upcoming, deadline.due_at)


def _warned(timer: SlaTimer, fraction: float, moment: Moment, deadline: datetime) -> Due:
    def events() -> list[Event]:
        warned = WarningGiven(
            occurred_at=moment.at,
            promise=timer.promise,
            level=timer.level,
            fraction=fraction,
            due_at=moment.due_at,
            deadline=deadline,
            cause=moment.cause,
        )
        return [warned]

    return Due(moment.at, Precedence.WARNING, f"warning at {fraction:.0%} of {name_of(timer)}", events)
