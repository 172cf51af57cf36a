"""What a digest need not say of a ticket any more, because something later in it says more."""

from collections.abc import Sequence
from datetime import datetime

from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    Escalated,
    Event,
    MissWithdrawn,
    PriorityChanged,
    PriorityConfirmed,
    PromiseMissed,
    TicketClosed,
    TicketReopened,
    TicketResolved,
    WaitStarted,
    WarningGiven,
)
from domain.ticket.judging import judgement
from domain.ticket.ticket import Running, Ticket, Working
from people.notices.notice import Notice


def still_news(told: Sequence[tuple[Notice, str]]) -> list[tuple[Notice, str]]:
    """What is told of one ticket, in order: each event once, and without what was overtaken.

    A warning is overtaken by a later one of the same promise and by its miss, or by the escalation; a miss, by its
    withdrawal, which then is no news either; a question to the customer and its reminders, by the next of them and by
    what comes of them; a solution, by the closing and by a reopening; a reopening, by the next solution. And whatever
    the ticket no longer is by the last of what is told is not told of it.
    """
    once = {notice.recorded.number: (notice, role) for notice, role in reversed(told)}
    in_order = [once[number] for number in sorted(once)]
    notices = [notice for notice, _ in in_order]
    kept = [
        one
        for place, one in enumerate(in_order)
        if _still_holds(one[0].event, notices[-1].ticket) and not _is_overtaken(one[0], notices[place + 1 :], notices)
    ]
    return kept or in_order[-1:]


def _still_holds(event: Event, now: Ticket) -> bool:
    """Whether what an event says of a ticket is so by now."""
    match event:
        case WaitStarted(on="customer") | CustomerReminded() | ClosingProposed():
            return _awaits_since(now, event.occurred_at)
        case TicketResolved():
            return not isinstance(now.status, Working)
        case TicketReopened():
            return isinstance(now.status, Working)
        case PriorityConfirmed():
            return now.priority == event.priority
        case WarningGiven():
            return isinstance(now.status, Working) and _is_ahead(event, now)
        case _:
            return True


def _awaits_since(now: Ticket, asked_at: datetime) -> bool:
    wait = now.status.customer if isinstance(now.status, Working) else None
    return wait is not None and wait.since <= asked_at


def _is_ahead(warning: WarningGiven, now: Ticket) -> bool:
    if warning.promise == "escalation":
        levels = now.terms.level_names
        return warning.level in levels and levels.index(warning.level) > levels.index(now.level)
    return isinstance(judgement(now, warning.promise, warning.level), Running)


def _is_overtaken(notice: Notice, later: Sequence[Notice], all_told: Sequence[Notice]) -> bool:
    event = notice.event
    match event:
        case WarningGiven():
            return any(_is_further_than_a_warning(other.event, event) for other in later)
        case PromiseMissed():
            number = notice.recorded.number
            return any(isinstance(other.event, MissWithdrawn) and other.event.missed == number for other in later)
        case MissWithdrawn():
            return any(other.recorded.number == event.missed for other in all_told)
        case WaitStarted() | CustomerReminded():
            return any(_is_further_than_a_question(other.event) for other in later)
        case TicketResolved() | TicketReopened():
            return any(isinstance(other.event, TicketResolved | TicketReopened | TicketClosed) for other in later)
        case _:
            return False


def _is_further_than_a_warning(event: Event, warning: WarningGiven) -> bool:
    if isinstance(event, Escalated):
        return warning.promise == "escalation"
    return isinstance(event, WarningGiven | PromiseMissed) and (event.promise, event.level) == (
        warning.promise,
        warning.level,
    )


def _is_further_than_a_question(event: Event) -> bool:
    if isinstance(event, PriorityChanged):
        return event.silent_periods is not None
    return isinstance(event, WaitStarted | CustomerReminded | TicketResolved | TicketClosed)


def most_pressing(told: Sequence[Notice], urgencies: Sequence[int]) -> int:
    """The place of what presses most, the later of two alike; where the ticket is solved, nothing before presses."""
    last = len(told) - 1
    if isinstance(told[last].event, TicketResolved | TicketClosed):
        return last
    return max(range(len(told)), key=lambda place: (urgencies[place], place))
