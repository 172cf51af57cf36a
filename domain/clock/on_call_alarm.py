"""The on-call alarm follows the clock (semantics 19b).

It rings as soon as a ticket is unattended while the office is closed: with the fact that leaves it so (the opening, a
call, a raise, the end of a wait), and by itself whenever the office closes on it.
"""

from collections.abc import Iterator
from datetime import datetime

from domain.business_time import CalendarError
from domain.clock.upcoming import Due, Precedence
from domain.terms.terms import OFFICE, Terms
from domain.ticket.events import Event, OnCallEngaged, TicketMigrated
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket


def rings(ticket: Ticket, recorded: Recorded) -> bool:
    """Whether the technician on call is called by an event, given the ticket after it."""
    event, unattended = recorded.event, ticket.unattended
    if isinstance(event, OnCallEngaged) and event.due_at is not None:
        return True
    if unattended is None or not is_closed(ticket.terms, event.occurred_at):
        return False
    if unattended.event == recorded.number:
        return True
    # It was unattended before: then it rings already, unless the office that it came from was still open.
    return isinstance(event, TicketMigrated) and _was_open_before(ticket, event.occurred_at)


def alarm(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    """The next closing of the office on an unattended ticket; of several passed at once the last."""
    if ticket.unattended is None:
        return
    closing = _closing_after(ticket.terms, ticket.unattended.called_until)
    if closing is None:
        return
    while before is not None and (later := _closing_after(ticket.terms, closing)) is not None and later < before:
        closing = later
    at = closing

    def events() -> list[Event]:
        return [OnCallEngaged(occurred_at=at, due_at=at)]

    yield Due(at, Precedence.ALARM, "alarm on call, as the office closes", events)


def is_closed(terms: Terms, at: datetime) -> bool:
    """Whether the office is closed; beyond the years whose holidays are known nobody can say so."""
    try:
        return not terms.calendar(OFFICE).is_open(at)
    except CalendarError:
        return False


def _was_open_before(ticket: Ticket, at: datetime) -> bool:
    return any(not is_closed(ticket.terms_in(period), at) for period in ticket.terms_periods[-2:-1])


def _closing_after(terms: Terms, instant: datetime) -> datetime | None:
    """The next time that the office closes; `None` where it never does, or beyond the years that are known."""
    try:
        return terms.calendar(OFFICE).next_close(instant)
    except CalendarError:
        return None
